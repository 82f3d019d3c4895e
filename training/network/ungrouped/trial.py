"""The network of single cells in the loop of today's trainer, for comparisons at equal processor time.

It gets what the grouped one has: the same corpus and optimiser, the prompt of traits, half of the sprites kept first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from pixelgen.quadtree import NEIGHBOURS, UNKNOWN, TokenSequence, encode, neighbours
from pixelgen.vocabulary import BOS, MASK, PAD, TRAIT_VOCABULARY_SIZE, WRITABLE
from training.network.batches import PROMPT, SORTED_TOGETHER, BatchSettings, Fetch, dropped, prompts_of
from training.network.layers import ModelSettings
from training.network.optimiser import build_optimisers
from training.network.trainer import Trainer
from training.network.ungrouped.batches import random_kept
from training.network.ungrouped.model import NO_CELL, PixelTransformer
from training.samples.drawn_sprites import Sprites

_CLASS = np.full(MASK + 1, -1)
_CLASS[list(WRITABLE)] = np.arange(len(WRITABLE))
_TIMES = 16
Row = tuple[TokenSequence, npt.NDArray[np.int64]]


def collate(rows: list[Row], settings: BatchSettings) -> dict[str, Tensor]:
    """(sequence, its twelve prompt ids) of each sprite -> one padded batch, as training/network/batches.py has it."""
    time = max(len(sequence.tokens) for sequence, _ in rows) + PROMPT
    shape = (len(rows), -(-time // _TIMES) * _TIMES)
    tokens, cells, targets = np.full(shape, PAD), np.full(shape, NO_CELL), np.full(shape, NO_CELL)
    around, classes = np.full((*shape, NEIGHBOURS), UNKNOWN), np.full(shape, -1)
    weights, levels, missing = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.int64), np.zeros(shape, bool)
    for row, (sequence, prompt) in enumerate(rows):
        end = PROMPT + len(sequence.tokens)
        tokens[row, 0], tokens[row, 1 : PROMPT + 1] = BOS, prompt
        tokens[row, PROMPT + 1 : end] = sequence.tokens[:-1]
        cells[row, PROMPT + 1 : end] = sequence.cells[:-1]
        targets[row, PROMPT:end] = sequence.cells
        around[row, PROMPT:end] = neighbours(sequence)
        classes[row, PROMPT:end] = _CLASS[sequence.tokens]
        levels[row, PROMPT:end] = np.searchsorted((64, 320), sequence.cells, side="right")
        missing[row, PROMPT + sequence.kept : end] = True
        weights[row, PROMPT:end] = np.where(missing[row, PROMPT:end], 1.0, settings.kept_weight)
    names = ("tokens", "cells", "targets", "around", "classes", "weights", "levels", "missing")
    arrays = (tokens, cells, targets, around, classes, weights, levels, missing)
    return {name: torch.from_numpy(array) for name, array in zip(names, arrays, strict=True)}


def _losses(model: nn.Module, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """logits, losses and which entries they are of."""
    predicted = batch["classes"] >= 0
    logits = model(*(batch[name] for name in ("tokens", "cells", "targets", "around")))[predicted]
    return logits, F.cross_entropy(logits, batch["classes"][predicted], reduction="none"), predicted


class UngroupedTrainer(Trainer):
    """The same loop with the other network and its batches."""

    def __init__(self, settings: Any, fetch: Fetch, **options: Any) -> None:
        super().__init__(settings, fetch, **options)
        torch.manual_seed(settings.seed)
        self.model = model = _network(settings.model)  # type: ignore[assignment]
        optimiser = settings.optimiser
        self.optimisers = build_optimisers(
            model,
            kind=optimiser.kind,
            matrix_lr=optimiser.matrix_lr,
            other_lr=optimiser.other_lr,
            dtype=torch.bfloat16 if self._type is torch.bfloat16 else torch.float32,
        )
        self._base = [[group["lr"] for group in each.param_groups] for each in self.optimisers]
        self._fetch = fetch
        self._lot, self._rows = -1, list[list[Row]]()

    def train_step(self, factor: float) -> float:
        """One optimiser step; as in the trainer."""
        batch = self._batch(self.step)
        with self._autocast():
            _, losses, predicted = _losses(self.model, batch)
            loss = (losses * batch["weights"][predicted]).sum() / batch["weights"].sum()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.optimiser.clip)
        for each, bases in zip(self.optimisers, self._base, strict=True):
            for group, base in zip(each.param_groups, bases, strict=True):
                group["lr"] = base * factor
            each.step()
            each.zero_grad(set_to_none=True)
        self.step += 1
        self.sprites_seen += self.settings.batches.size
        return float(loss.detach())

    def _batch(self, step: int) -> dict[str, Tensor]:
        settings = self.settings.batches
        lot, part = divmod(step, SORTED_TOGETHER)
        if lot != self._lot:
            rng = np.random.default_rng([self.settings.seed, lot])
            count = settings.size * SORTED_TOGETHER
            sprites = self._fetch(np.arange(lot * count, (lot + 1) * count))
            rows = []
            for indices, prompt in zip(sprites.indices, prompts_of(sprites), strict=True):
                kept = random_kept(rng) if rng.random() < settings.kept_first else None
                rows.append((encode(indices, kept=kept), dropped(prompt, settings, rng)))
            rows.sort(key=lambda pair: len(pair[0].tokens))
            cuts = [rows[n * settings.size : (n + 1) * settings.size] for n in rng.permutation(SORTED_TOGETHER)]
            self._lot, self._rows = lot, cuts
        return collate(self._rows[part], settings)


def _network(settings: ModelSettings) -> PixelTransformer:
    model = PixelTransformer(settings)
    model.token = nn.Embedding(TRAIT_VOCABULARY_SIZE, settings.width)
    nn.init.normal_(model.token.weight, std=0.3)
    return model


def _batches(sprites: Sprites, settings: BatchSettings, *, bare: bool, kept: bool) -> Iterator[dict[str, Tensor]]:
    rng = np.random.default_rng(12345)
    rows = []
    for indices, prompt in zip(sprites.indices, prompts_of(sprites), strict=True):
        if bare:
            prompt[2:] = PAD
        rows.append((encode(indices, kept=random_kept(rng) if kept else None), prompt))
    rows.sort(key=lambda pair: len(pair[0].tokens))
    for start in range(0, len(rows), settings.size):
        yield collate(rows[start : start + settings.size], settings)


@torch.no_grad()
def ungrouped_figures(model: nn.Module, sprites: Sprites, settings: BatchSettings, _: object) -> dict[str, float]:
    """Figures as training/network/validation.py gives them, of whole and of bare prompts; `kept_` is of whole cells."""
    found: dict[str, float] = {}
    for prefix, bare, kept in (("", False, False), ("bare_", True, False), ("kept_", False, True)):
        nats, right, count = torch.zeros(3, dtype=torch.float64), 0, 0
        for batch in _batches(sprites, settings, bare=bare, kept=kept):
            logits, losses, predicted = _losses(model, batch)
            missing = batch["missing"][predicted]
            nats.index_add_(0, batch["levels"][predicted], (losses * missing).double())
            right += int(((logits.argmax(-1) == batch["classes"][predicted]) & missing).sum())
            count += int(missing.sum())
        by_level = (nats / len(sprites)).tolist()
        names = ("nats_4x4", "nats_2x2", "nats_pixel")
        values = {"nats": sum(by_level), **dict(zip(names, by_level, strict=True))}
        found |= {f"{prefix}{name}": round(value, 2) for name, value in values.items()}
        found[f"{prefix}accuracy"] = round(right / count, 4)
    return found
