"""32x32 palette indices <-> quadtree tokens with their cells, both ways, any set of 4x4 cells kept first.

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
MAX_TOKENS = CELLS
NEIGHBOURS = 8
OUTSIDE = EOS  # what a neighbour beyond the canvas reads as
UNKNOWN = PAD  # what a neighbour that was not written yet reads as
CONTEXT_KINDS = MASK + 1

Ints = npt.NDArray[np.int64]
Indices = npt.NDArray[np.uint8]


class TokenSequence(NamedTuple):
    """A sprite as tokens (n,), the cell of each (n,), and how many of them belong to kept cells."""

    tokens: Ints
    cells: Ints
    kept: int


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


def _written(values: Ints, coarse_cells: Ints) -> Ints:
    """Cells written for these 4x4 cells, level by level."""
    halves = CHILDREN[coarse_cells[values[coarse_cells] == MASK]].ravel()
    pixels = CHILDREN[halves[values[halves] == MASK]].ravel()
    return np.concatenate([coarse_cells, halves, pixels])


def encode(indices: Indices, *, kept: npt.NDArray[np.bool_] | None = None) -> TokenSequence:
    """(32, 32) palette indices -> its tokens; `kept` (64,) marks 4x4 cells that are written first."""
    values = cell_values(indices)
    chosen = np.zeros(COARSE_CELLS, dtype=np.bool_) if kept is None else kept.ravel()
    first = _written(values, np.nonzero(chosen)[0])
    cells = np.concatenate([first, _written(values, np.nonzero(~chosen)[0])])
    return TokenSequence(values[cells], cells, len(first))


def decode(tokens: Ints, cells: Ints) -> Indices:
    """Tokens and their cells -> (32, 32) palette indices. Cells never written stay transparent."""
    grid = np.zeros((SIDE, SIDE), dtype=np.uint8)
    for token, cell in zip(tokens.tolist(), cells.tolist(), strict=True):
        if token != MASK:
            top, left, side = CELL_PLACE[:, cell]
            grid[top : top + side, left : left + side] = token
    return grid


def neighbours(sequence: TokenSequence) -> Ints:
    """(n, 8) what each cell's neighbours read as at the moment before its token is written."""
    tokens, cells, _ = sequence
    count = len(tokens)
    written_at = np.full(CELLS + 1, count)
    written_at[cells] = np.arange(count)
    value = np.full(CELLS + 1, UNKNOWN)
    value[cells] = tokens
    pixels = NEIGHBOUR_PIXELS[cells]  # (n, 8)
    inside = pixels < PIXELS
    now = np.arange(count)[:, None]
    result = np.full(pixels.shape, UNKNOWN)
    for level in range(3):  # a finer level is always written later than a coarser one
        cell = np.where(inside, CELL_OF_PIXEL[level][np.minimum(pixels, PIXELS - 1)], CELLS)
        result = np.where(written_at[cell] < now, value[cell], result)
    return np.where(inside, result, OUTSIDE)


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
    """Which cell comes next while a sprite is being written, and what its neighbours read as.

    pinned (1024,): pixels that stand already inside cells still to be written, UNKNOWN elsewhere. They can be seen from
    the start, and no token is painted over them; the tokens must agree with them, see `pinned_values`.

    >>> writer = Writer()
    >>> writer.cell
    0
    """

    def __init__(self, *, kept: TokenSequence | None = None, pinned: Ints | None = None) -> None:
        self._grid = np.full(PIXELS + 1, UNKNOWN)
        self._grid[PIXELS] = OUTSIDE
        self._pinned = None if pinned is None else pinned.reshape(SIDE, SIDE)
        if pinned is not None:
            self._grid[:PIXELS] = pinned
        done: set[int] = set()
        if kept is not None:
            for token, cell in zip(kept.tokens[: kept.kept].tolist(), kept.cells[: kept.kept].tolist(), strict=True):
                self._paint(token, cell)
                done.add(cell)
        self._queue = [cell for cell in range(COARSE_CELLS) if cell not in done]
        self._next_level: list[int] = []
        self._at = 0

    @property
    def cell(self) -> int | None:
        """The cell to be written next; None when the sprite is complete."""
        return self._queue[self._at] if self._at < len(self._queue) else None

    def neighbours(self) -> Ints:
        """(8,) what the next cell's neighbours read as."""
        return np.asarray(self._grid[NEIGHBOUR_PIXELS[self.cell]])

    def write(self, token: int) -> None:
        """Write the next cell's token."""
        cell = self._queue[self._at]
        self._paint(token, cell)
        if token == MASK:
            self._next_level.extend(CHILDREN[cell].tolist())
        self._at += 1
        if self._at == len(self._queue) and self._next_level:
            self._queue, self._next_level, self._at = self._next_level, [], 0

    def indices(self) -> Indices:
        """(32, 32) palette indices of the complete sprite."""
        return self._grid[:PIXELS].reshape(SIDE, SIDE).astype(np.uint8)

    def _paint(self, token: int, cell: int) -> None:
        top, left, side = CELL_PLACE[:, cell]
        place = slice(top, top + side), slice(left, left + side)
        painted: Ints | int = token
        if self._pinned is not None:
            standing = self._pinned[place]
            painted = np.where(standing == UNKNOWN, token, standing)
        self._grid[:PIXELS].reshape(SIDE, SIDE)[place] = painted
