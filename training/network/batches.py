"""Labelled sprites -> batches of token sequences, padded. Knows nothing of how sprites are drawn or learnt.

Batch contents depend on (seed, step) alone, so that a resumed run sees what it would have seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from pixelgen.quadtree import COARSE_CELLS, NEIGHBOURS, UNKNOWN, TokenSequence, encode, neighbours, raster
from pixelgen.vocabulary import BOS, MASK, PAD, PROMPT_LENGTH, WRITABLE
from training.network.model import NO_CELL
from training.network.processes import Processes
from training.samples.drawn_sprites import Sprites

SORTED_TOGETHER = 8  # batches that are cut from one lot sorted by length, which saves padding
_CLASS = np.full(MASK + 1, -1)
_CLASS[list(WRITABLE)] = np.arange(len(WRITABLE))

Fetch = Callable[[npt.NDArray[np.int64]], Sprites]


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How sprites become sequences."""

    size: int = 8  # sprites a batch
    order: str = "quadtree"  # or "raster"
    kept_first: float = 0.4  # share of sprites of which some cells are written first
    kept_weight: float = 0.5  # weight of the kept cells in the loss
    drop_species: float = 0.1
    drop_family: float = 0.5


@dataclass(frozen=True, slots=True)
class Batch:
    """tokens, cells, targets (batch, time); around (batch, time, 8); classes (batch, time), -1 where nothing is
    predicted; weights (batch, time) float; levels (batch, time) 0-2 of the target; missing (batch, time) bool:
    the target is not a kept cell."""

    tokens: Tensor
    cells: Tensor
    targets: Tensor
    around: Tensor
    classes: Tensor
    weights: Tensor
    levels: Tensor
    missing: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        return Batch(*(getattr(self, name).to(device, non_blocking=True) for name in self.__slots__))


def random_kept(rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """(64,) 4x4 cells to keep: scattered, a half plane, a disc or its outside, stripes, a rectangle."""
    y, x = np.divmod(np.arange(COARSE_CELLS), 8)
    kind = int(rng.integers(5))
    share = rng.uniform(0.3, 0.8)
    if kind == 0:
        order = rng.random(COARSE_CELLS)
    elif kind == 1:
        angle = rng.uniform(0, 2 * np.pi)
        order = x * np.cos(angle) + y * np.sin(angle)
    elif kind == 2:
        order = np.hypot(x - rng.uniform(1.5, 5.5), y - rng.uniform(1.5, 5.5)) * rng.choice([-1.0, 1.0])
    elif kind == 3:
        width, along = int(rng.integers(1, 3)), (x, y, x + y)[int(rng.integers(3))]
        return np.asarray((along // width + int(rng.integers(2))) % 2 == 0)
    else:
        left, top = rng.integers(0, 5, size=2)
        wide, high = rng.integers(2, 6, size=2)
        inside = (x >= left) & (x < left + wide) & (y >= top) & (y < top + high)
        return np.asarray(~inside)
    return np.asarray(order <= np.quantile(order, share))


def sequence_of(indices: npt.NDArray[np.uint8], settings: BatchSettings, rng: np.random.Generator) -> TokenSequence:
    """One sprite written in the settings' order, from scratch or with some cells kept first."""
    if settings.order == "raster":
        return raster(indices)
    return encode(indices, kept=random_kept(rng) if rng.random() < settings.kept_first else None)


def collate(rows: list[tuple[TokenSequence, npt.NDArray[np.int64]]], settings: BatchSettings) -> Batch:
    """(sequence, its four prompt labels with PAD for dropped ones) of each sprite -> one padded batch."""
    time = max(len(sequence.tokens) for sequence, _ in rows) + PROMPT_LENGTH - 1
    shape = (len(rows), time)
    tokens, cells, targets = np.full(shape, PAD), np.full(shape, NO_CELL), np.full(shape, NO_CELL)
    around, classes = np.full((*shape, NEIGHBOURS), UNKNOWN), np.full(shape, -1)
    weights, levels, missing = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.int64), np.zeros(shape, bool)
    for row, (sequence, labels) in enumerate(rows):
        count = len(sequence.tokens)
        first, end = PROMPT_LENGTH - 1, PROMPT_LENGTH - 1 + count  # where targets stand
        tokens[row, 0], tokens[row, 1:PROMPT_LENGTH] = BOS, labels
        tokens[row, PROMPT_LENGTH:end] = sequence.tokens[:-1]
        cells[row, PROMPT_LENGTH:end] = sequence.cells[:-1]
        targets[row, first:end] = sequence.cells
        around[row, first:end] = neighbours(sequence)
        classes[row, first:end] = _CLASS[sequence.tokens]
        levels[row, first:end] = np.searchsorted((64, 320), sequence.cells, side="right")
        missing[row, first + sequence.kept : end] = True
        weights[row, first:end] = np.where(missing[row, first:end], 1.0, settings.kept_weight)
    return Batch(*(torch.from_numpy(a) for a in (tokens, cells, targets, around, classes, weights, levels, missing)))


class TrainingStream:
    """An endless stream of batches; `fetch` gives the sprites with these numbers.

    Several processes share batches of `size` sprites for each of them, and every one of them cuts the same.
    """

    def __init__(self, fetch: Fetch, settings: BatchSettings, *, seed: int, processes: Processes | None = None) -> None:
        self._fetch, self._settings, self._seed = fetch, settings, seed
        self._processes = processes or Processes()
        self._lot = -1
        self._batches: list[list[tuple[TokenSequence, npt.NDArray[np.int64]]]] = []

    def batch(self, step: int) -> Batch:
        """This process's part of batch number `step`."""
        lot, part = divmod(step, SORTED_TOGETHER)
        if lot != self._lot:
            self._batches, self._lot = self._cut(lot), lot
        own = slice(self._processes.rank, None, self._processes.count)  # every n-th, so that all are as long
        return collate(self._batches[part][own], self._settings)

    def _cut(self, lot: int) -> list[list[tuple[TokenSequence, npt.NDArray[np.int64]]]]:
        settings = self._settings
        rng = np.random.default_rng([self._seed, lot])
        size = settings.size * self._processes.count
        count = size * SORTED_TOGETHER
        sprites = self._fetch(np.arange(lot * count, (lot + 1) * count))
        rows = []
        for indices, labels in zip(sprites.indices, sprites.labels, strict=True):
            sequence = sequence_of(indices, settings, rng)
            dropped = labels.copy()
            dropped[2] = PAD if rng.random() < settings.drop_species else dropped[2]
            dropped[3] = PAD if rng.random() < settings.drop_family else dropped[3]
            rows.append((sequence, dropped))
        rows.sort(key=lambda pair: len(pair[0].tokens))
        return [rows[part * size : (part + 1) * size] for part in rng.permutation(SORTED_TOGETHER)]


def validation_batches(
    sprites: Sprites, settings: BatchSettings, *, kept_first: bool = False, bare: bool = False
) -> Iterator[Batch]:
    """The sprites in order, all from scratch or all kept-first, masks fixed; prompts are whole, or name but zone and
    category when they are bare."""
    rng = np.random.default_rng(12345)
    rows = []
    for indices, labels in zip(sprites.indices, sprites.labels, strict=True):
        if settings.order == "raster":
            sequence = raster(indices)
        else:
            sequence = encode(indices, kept=random_kept(rng) if kept_first else None)
        rows.append((sequence, np.array([*labels[:2], PAD, PAD]) if bare else labels))
    rows.sort(key=lambda pair: len(pair[0].tokens))
    for start in range(0, len(rows), settings.size):
        yield collate(rows[start : start + settings.size], settings)
