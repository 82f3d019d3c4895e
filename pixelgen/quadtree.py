"""32x32 palette indices <-> quadtree tokens with their cells, both ways; the cells and what lies around them.

Cells have one number each: 0-63 the 4x4 cells row by row, 64-319 the 2x2 cells, 320-1343 the pixels. A token
is the palette index of a cell of one colour, or MASK: "not one colour, look closer", which is followed, on the
next level, by the cell's four children. Knows nothing of models or prompts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pixelgen.vocabulary import EOS, MASK, PAD

SIDE = 32
PIXELS = SIDE * SIDE
LEVEL_SIZES = (4, 2, 1)  # cell side in pixels
FIRST_OF_LEVEL = (0, 64, 320)
CELLS = 1344
COARSE_CELLS = 64
NEIGHBOURS = 8
OUTSIDE = EOS  # what a neighbour beyond the canvas reads as
UNKNOWN = PAD  # what a neighbour that was not written yet reads as
CONTEXT_KINDS = MASK + 1

Ints = npt.NDArray[np.int64]
Indices = npt.NDArray[np.uint8]


class TokenSequence(NamedTuple):
    """A sprite as tokens (n,) and the cell of each (n,)."""

    tokens: Ints
    cells: Ints


def _geometry() -> tuple[Ints, Ints, Ints, Ints, Ints]:
    level = np.repeat(np.arange(3), [64, 256, 1024])
    size = np.array(LEVEL_SIZES)[level]
    per_row = SIDE // size
    local = np.arange(CELLS) - np.array(FIRST_OF_LEVEL)[level]
    y, x = local // per_row * size, local % per_row * size
    children = np.empty((320, 4), dtype=np.int64)
    for cell in range(320):
        half = size[cell] // 2
        below = level[cell] + 1
        width = SIDE // half
        first = FIRST_OF_LEVEL[below] + y[cell] // half * width + x[cell] // half
        children[cell] = (first, first + 1, first + width, first + width + 1)
    row, column = np.arange(PIXELS) // SIDE, np.arange(PIXELS) % SIDE
    ancestors = np.stack(
        [FIRST_OF_LEVEL[step] + row // side * (SIDE // side) + column // side for step, side in enumerate(LEVEL_SIZES)]
    )
    middle = (size - 1) // 2
    looks = [
        (y + middle, x - 1),
        (y - 1, x + middle),
        (y + middle, x + size),
        (y + size, x + middle),
        (y - 1, x - 1),
        (y - 1, x + size),
        (y + size, x - 1),
        (y + size, x + size),
    ]
    around = [np.where((v >= 0) & (v < SIDE) & (h >= 0) & (h < SIDE), v * SIDE + h, PIXELS) for v, h in looks]
    return level, np.stack([y, x, size]), children, ancestors, np.stack(around, axis=1)


# level of a cell; its (top, left, side); children of a cell of level 0 or 1; the cell of each level that holds
# a pixel; the pixel that each of a cell's 8 neighbours is read from (PIXELS when outside): left, up, right,
# down, then the corners.
CELL_LEVEL, CELL_PLACE, CHILDREN, CELL_OF_PIXEL, NEIGHBOUR_PIXELS = _geometry()


def cell_values(indices: Indices) -> Ints:
    """(32, 32) palette indices -> (1344,) the token that each cell would have."""
    pixels = indices.astype(np.int64)
    fine = pixels.reshape(16, 2, 16, 2).transpose(0, 2, 1, 3).reshape(16, 16, 4)
    half = np.where((fine == fine[..., :1]).all(-1), fine[..., 0], MASK)
    coarse = half.reshape(8, 2, 8, 2).transpose(0, 2, 1, 3).reshape(8, 8, 4)
    # Four 2x2 cells of one equal colour make a 4x4 cell of one colour; four MASKs make a MASK.
    whole = np.where((coarse == coarse[..., :1]).all(-1), coarse[..., 0], MASK)
    return np.concatenate([whole.ravel(), half.ravel(), pixels.ravel()])


def encode(indices: Indices) -> TokenSequence:
    """(32, 32) palette indices -> its tokens, level by level."""
    values = cell_values(indices)
    coarse = np.arange(COARSE_CELLS)
    halves = CHILDREN[coarse[values[coarse] == MASK]].ravel()
    pixels = CHILDREN[halves[values[halves] == MASK]].ravel()
    cells = np.concatenate([coarse, halves, pixels])
    return TokenSequence(values[cells], cells)


def pinned_values(pinned: Ints) -> Ints:
    """(1024,) a colour a pixel, UNKNOWN where it is free -> (1344,) what binds each cell.

    UNKNOWN: nothing inside is pinned; a colour: all that is pinned inside; MASK: several colours are.
    """
    grid = pinned.reshape(SIDE, SIDE)
    found = []
    for side in LEVEL_SIZES:
        blocks = grid.reshape(SIDE // side, side, SIDE // side, side).transpose(0, 2, 1, 3).reshape(-1, side * side)
        lowest = blocks.min(axis=1)  # UNKNOWN is above every colour
        highest = np.where(blocks == UNKNOWN, -1, blocks).max(axis=1)
        found.append(np.where((highest >= 0) & (lowest != highest), MASK, lowest))
    return np.concatenate(found)


class Writer:
    """Which cell comes next while a sprite is being written.

    >>> writer = Writer()
    >>> writer.cell
    0
    """

    def __init__(self) -> None:
        self._grid = np.zeros((SIDE, SIDE), dtype=np.uint8)
        self._queue = list(range(COARSE_CELLS))
        self._next_level: list[int] = []
        self._at = 0

    @property
    def cell(self) -> int | None:
        """The cell to be written next; None when the sprite is complete."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    def write(self, token: int) -> None:
        """Write the next cell's token."""
        cell = self._queue[self._at]
        if token == MASK:
            self._next_level.extend(CHILDREN[cell].tolist())
        else:
            top, left, side = CELL_PLACE[:, cell]
            self._grid[top : top + side, left : left + side] = token
        self._at += 1
        if self._at == len(self._queue) and self._next_level:
            self._queue, self._next_level, self._at = self._next_level, [], 0

    def indices(self) -> Indices:
        """(32, 32) palette indices of the complete sprite."""
        return self._grid.copy()
