"""Corpus sprites with their part maps -> a labeller that has learnt them, within a bound of processor time.

One sprite in four comes without its species, so that pictures whose species nobody knows are labelled too. Parts of few
pixels weigh more. Knows nothing of files.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F

from pixelgen.model.labeller import KINDS, UNKNOWN
from pixelgen.quadtree import Indices
from pixelgen.vocabulary import SPECIES
from training.labelling.naming import species_rows
from training.labelling.network import LabellerNetwork, Rows
from training.network.optimiser import build_optimisers
from training.samples.drawn_sprites import Sprites

_WARMUP_STEPS = 20
_EVENING = 0.25  # power of how rare a part is, by which it weighs more

Progress = Callable[[int, float, float], None]  # step, share of the time that is spent, smoothed loss


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is trained; anonymous: share of sprites whose species is held back; cooldown: share of the time in which
    the learning rate falls."""

    batch: int = 32
    matrix_lr: float = 0.02
    other_lr: float = 4e-3
    cooldown: float = 0.7
    anonymous: float = 0.25


def train_labeller(
    sprites: Sprites,
    *,
    seconds: float,
    recipe: Recipe = Recipe(),
    kind: torch.dtype = torch.float32,
    seed: int = 0,
    clock: Callable[[], float] = time.process_time,
    progress: Progress | None = None,
) -> LabellerNetwork:
    """A network after so many seconds by the clock. kind: of number that products are computed in."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = LabellerNetwork(len(SPECIES), kind=kind)
    optimisers = build_optimisers(
        network, kind="muon", matrix_lr=recipe.matrix_lr, other_lr=recipe.other_lr, dtype=kind
    )
    groups = [(group, group["lr"]) for each in optimisers for group in each.param_groups]
    rows, weights = species_rows(sprites), _weights(sprites)
    began, step, smooth = clock(), 0, 0.0
    while (spent := (clock() - began) / seconds) < 1:
        factor = min(1.0, (step + 1) / _WARMUP_STEPS) * min(1.0, (1 - spent) / recipe.cooldown)
        for group, rate in groups:
            group["lr"] = rate * factor
        chosen = rng.integers(len(sprites), size=recipe.batch)
        species = np.where(rng.random(recipe.batch) < recipe.anonymous, UNKNOWN, rows[chosen])
        indices = sprites.indices[chosen]
        logits = network(Rows.of(indices), torch.from_numpy(species))
        loss = F.cross_entropy(logits, _classes(sprites.parts[chosen], indices), weight=weights)
        for each in optimisers:
            each.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        for each in optimisers:
            each.step()
        step += 1
        smooth = loss.item() if step == 1 else 0.98 * smooth + 0.02 * loss.item()
        if progress is not None:
            progress(step, spent, smooth)
    return network.eval()


def _classes(parts: npt.NDArray[np.uint8], indices: Indices) -> torch.Tensor:
    """(n,) of the coloured pixels, in the order of `Rows`."""
    return torch.from_numpy(parts[indices > 0].astype(np.int64) - 1)


def _weights(sprites: Sprites) -> torch.Tensor:
    counts = np.bincount(sprites.parts[sprites.indices > 0], minlength=KINDS + 1)[1:].clip(min=1)
    weights = (counts / counts.sum()) ** -_EVENING
    return torch.from_numpy((weights / (weights * counts).sum() * counts.sum()).astype(np.float32))
