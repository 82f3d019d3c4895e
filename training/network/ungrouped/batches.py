"""Labelled sprites -> batches of token sequences, padded, as the network of the weights that ship takes them in.

Knows nothing of how sprites are drawn or learnt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from pixelgen.quadtree import COARSE_CELLS, NEIGHBOURS, UNKNOWN, TokenSequence, encode, neighbours
from pixelgen.vocabulary import BOS, MASK, PAD, PROMPT_LENGTH, WRITABLE
from training.network.ungrouped.model import NO_CELL
from training.samples.drawn_sprites import Sprites

_CLASS = np.full(MASK + 1, -1)
_CLASS[list(WRITABLE)] = np.arange(len(WRITABLE))


@dataclass(frozen=True, slots=True)
class Batch:
    """tokens, cells, targets (batch, time); around (batch, time, 8); classes (batch, time), -1 where nothing is
    predicted."""

    tokens: Tensor
    cells: Tensor
    targets: Tensor
    around: Tensor
    classes: Tensor


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


def collate(rows: list[tuple[TokenSequence, npt.NDArray[np.int64]]]) -> Batch:
    """(sequence, its four prompt labels) of each sprite -> one padded batch."""
    time = max(len(sequence.tokens) for sequence, _ in rows) + PROMPT_LENGTH - 1
    shape = (len(rows), time)
    tokens, cells, targets = np.full(shape, PAD), np.full(shape, NO_CELL), np.full(shape, NO_CELL)
    around, classes = np.full((*shape, NEIGHBOURS), UNKNOWN), np.full(shape, -1)
    for row, (sequence, labels) in enumerate(rows):
        count = len(sequence.tokens)
        first, end = PROMPT_LENGTH - 1, PROMPT_LENGTH - 1 + count  # where targets stand
        tokens[row, 0], tokens[row, 1:PROMPT_LENGTH] = BOS, labels
        tokens[row, PROMPT_LENGTH:end] = sequence.tokens[:-1]
        cells[row, PROMPT_LENGTH:end] = sequence.cells[:-1]
        targets[row, first:end] = sequence.cells
        around[row, first:end] = neighbours(sequence)
        classes[row, first:end] = _CLASS[sequence.tokens]
    return Batch(*(torch.from_numpy(a) for a in (tokens, cells, targets, around, classes)))


def validation_batches(sprites: Sprites, *, size: int, kept_first: bool = False) -> Iterator[Batch]:
    """The sprites in order of length, all from scratch or all kept-first, masks fixed; prompts are whole."""
    rng = np.random.default_rng(12345)
    rows = []
    for indices, labels in zip(sprites.indices, sprites.labels, strict=True):
        rows.append((encode(indices, kept=random_kept(rng) if kept_first else None), labels))
    rows.sort(key=lambda pair: len(pair[0].tokens))
    for start in range(0, len(rows), size):
        yield collate(rows[start : start + size])
