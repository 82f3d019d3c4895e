"""Corpus sprites with their part maps -> a labeller that has learnt them, within a bound of processor time.

One sprite in four comes with nothing told of it and one in eight with its species alone, so that pictures of which
nobody knows more are labelled too; of the others each trait is held back now and then. Parts of few pixels weigh more.
Knows nothing of files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F

from pixelgen.model.labeller import KINDS
from pixelgen.model.world import SEA
from pixelgen.quadtree import Indices
from pixelgen.vocabulary import PAD
from training.labelling.naming import ID_KINDS, Ids, told_ids, told_ramps, told_rows
from training.labelling.network import LabellerNetwork, Rows, start_from
from training.network.optimiser import build_optimisers
from training.samples.drawn_sprites import Sprites

_WARMUP_STEPS = 20
_EVENING = 0.25  # power of how rare a part is, by which it weighs more

_SPECIES = ID_KINDS.index("species")

Progress = Callable[[int, float, float], None]  # step, share of the time that is spent, smoothed loss


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is trained; anonymous: share of sprites of which nothing is told; species_alone: of which only that is;
    drop: how often each trait of the others is held back; cooldown: share of the time in which the learning rate
    falls."""

    batch: int = 32
    matrix_lr: float = 0.02
    other_lr: float = 4e-3
    cooldown: float = 0.7
    anonymous: float = 0.25
    species_alone: float = 0.125
    drop: float = 0.1


def train_labeller(
    sprites: Sprites,
    *,
    seconds: float,
    recipe: Recipe = Recipe(),
    kind: torch.dtype = torch.float32,
    seed: int = 0,
    start: Mapping[str, npt.NDArray[np.int8]] | None = None,
    clock: Callable[[], float] = time.process_time,
    progress: Progress | None = None,
) -> LabellerNetwork:
    """A network after so many seconds by the clock. kind: of number that products are computed in; start: tensors of
    the labeller that it goes on from."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = LabellerNetwork(len(SEA.tokens), kind=kind)
    if start is not None:
        start_from(network, start)
    optimisers = build_optimisers(
        network, kind="muon", matrix_lr=recipe.matrix_lr, other_lr=recipe.other_lr, dtype=kind
    )
    groups = [(group, group["lr"]) for each in optimisers for group in each.param_groups]
    ids, weights = told_ids(sprites), _weights(sprites)
    began, step, smooth = clock(), 0, 0.0
    while (spent := (clock() - began) / seconds) < 1:
        factor = min(1.0, (step + 1) / _WARMUP_STEPS) * min(1.0, (1 - spent) / recipe.cooldown)
        for group, rate in groups:
            group["lr"] = rate * factor
        chosen = rng.integers(len(sprites), size=recipe.batch)
        told, indices = held_back(ids[chosen], recipe, rng), sprites.indices[chosen]
        logits = network(Rows.of(indices, told_ramps(told)), torch.from_numpy(told_rows(told)))
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


def held_back(ids: Ids, recipe: Recipe, rng: np.random.Generator) -> Ids:
    """The ids with PAD in place of what is not told."""
    chance = rng.random((len(ids), 1))
    told = rng.random(ids.shape) >= recipe.drop
    told &= (chance >= recipe.anonymous + recipe.species_alone) | (np.arange(ids.shape[1]) == _SPECIES)
    told &= chance >= recipe.anonymous
    return np.where(told, ids, PAD)


def _classes(parts: npt.NDArray[np.uint8], indices: Indices) -> torch.Tensor:
    """(n,) of the coloured pixels, in the order of `Rows`."""
    return torch.from_numpy(parts[indices > 0].astype(np.int64) - 1)


def _weights(sprites: Sprites) -> torch.Tensor:
    counts = np.bincount(sprites.parts[sprites.indices > 0], minlength=KINDS + 1)[1:].clip(min=1)
    weights = (counts / counts.sum()) ** -_EVENING
    return torch.from_numpy((weights / (weights * counts).sum() * counts.sum()).astype(np.float32))
