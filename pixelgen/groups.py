"""32x32 palette indices <-> groups of four sibling tokens, both ways, any set of pixels kept first.

A group is the four children of one square, in slots: top left, top right, bottom left, bottom right. Groups 0-15 are
the 4x4 cells of the 8x8 blocks, row by row; group 16 + c is the children of cell c as pixelgen/quadtree.py numbers
cells: 16-79 the 2x2 cells of a 4x4 cell, 80-335 the pixels of a 2x2 cell. A token is a palette index, or MASK for a
cell of several colours, which is followed, on the next level, by the group of its children.

**From scratch.** The 16 groups of blocks, then a group for each 4x4 cell that was MASK, then one for each 2x2 cell that
was MASK, each level in the order in which the MASKs above it were written: 16 to 336 groups.

**Kept first.** Any set of pixels may be kept. Two passes follow each other, each from the blocks down. The kept pass
describes the kept pixels alone. In it a cell is written as

- its token, where all of it is kept,
- MASK, where its kept pixels have several colours: whatever the open ones become, the cell is not of one colour,
- PAD, where it is open: nothing in it is kept, or what is kept has one colour.

Below a cell with a kept pixel its children follow, unless all of it is kept and has one colour; a group of four PADs
says nothing and is left out. The writing pass then writes every group that is not kept whole, as from scratch: the
tokens and MASKs of the kept pass are forced, and an open cell whose kept pixels have one colour may only become that
colour or MASK. So the model has seen every kept pixel before it fills a gap, and a sequence has at most 2 * 336 groups
(noise, with two colours of every 2x2 cell kept). With everything kept there is no writing pass, with nothing kept no
kept pass.

An example: in the first block the 4x4 cells 0 and 1 have colour 5, all of cell 0 is kept, of cell 1 its first pixel; of
cell 8 nothing is kept; of cell 9 the first two pixels, which are 7 and 2. All else is open.

    pass     group           tokens              forced in the writing pass
    kept     0, the block    5   PAD PAD MASK    (cell 1 is open: 5 so far, or MASK)
    kept     16 + 9          MASK PAD PAD PAD    its first 2x2 cell, number 98, has two colours
    kept     16 + 66         5   PAD PAD PAD     the first 2x2 cell of cell 1; group 16 + 1 is four PADs
    kept     16 + 98         7   2   PAD PAD
    writing  0, the block    5   5   3   MASK    5 and MASK forced, 5 or MASK in cell 1
    writing  1 to 15         ...
    writing  16 + 9          MASK 1  1   1       MASK forced
    writing  16 + 98         7   2   1   1       7 and 2 forced

A pixel reads as the token that was written over it last, UNKNOWN before any; PAD writes nothing, and in the writing
pass nothing is written over a kept pixel. Knows nothing of models or prompts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pixelgen.palette import COLOURS
from pixelgen.quadtree import (
    CELL_OF_PIXEL,
    CELL_PLACE,
    CELLS,
    CHILDREN,
    LEVEL_SIZES,
    NEIGHBOUR_PIXELS,
    NEIGHBOURS,
    OUTSIDE,
    PIXELS,
    SIDE,
    UNKNOWN,
    Indices,
    Ints,
    cell_values,
    pinned_values,
)
from pixelgen.vocabulary import MASK, PAD

SLOTS = 4
BLOCKS = 16
GROUPS = 336
MAX_GROUPS = 2 * GROUPS  # of a sequence
RING = 12  # pixels around a group
_ACROSS = 4  # blocks

Bools = npt.NDArray[np.bool_]


class GroupSequence(NamedTuple):
    """groups (n,), in order; tokens (n, 4), PAD for open cells of the kept pass; forced (n, 4): tokens that kept pixels
    decide, all of the kept pass among them; kept: how many of the groups are the kept pass."""

    groups: Ints
    tokens: Ints
    forced: Bools
    kept: int


def _geometry() -> tuple[Ints, Ints, Ints]:
    block = np.arange(BLOCKS)
    corner = block // _ACROSS * 16 + block % _ACROSS * 2  # the block's first 4x4 cell
    cells = np.concatenate([corner[:, None] + np.array([0, 1, 8, 9]), CHILDREN])
    top, left, half = CELL_PLACE[:, cells[:, 0]]
    side, first, second = 2 * half, (half - 1) // 2, half + (half - 1) // 2
    looks = [
        *((top + down, left - 1) for down in (first, second)),
        *((top - 1, left + right) for right in (first, second)),
        *((top + down, left + side) for down in (first, second)),
        *((top + side, left + right) for right in (first, second)),
        (top - 1, left - 1),
        (top - 1, left + side),
        (top + side, left - 1),
        (top + side, left + side),
    ]
    ring = [np.where((v >= 0) & (v < SIDE) & (h >= 0) & (h < SIDE), v * SIDE + h, PIXELS) for v, h in looks]
    return cells, np.stack([top, left, side]), np.stack(ring, axis=1)


# cells of a group; (top, left, side) of its square; the pixels around it (PIXELS when outside): left, up, right, down,
# two each, then the corners.
GROUP_CELLS, GROUP_PLACE, RING_PIXELS = _geometry()
GROUP_LEVEL: Ints = np.repeat(np.arange(3), [16, 64, 256])  # of the group's cells


class Kept(NamedTuple):
    """What kept pixels decide of each cell, (1344,) each. tokens: in the kept pass; whole: all of the cell is kept;
    bound: what it may become: UNKNOWN for anything, MASK alone, or a colour; that alone where it is whole, else that or
    MASK."""

    tokens: Ints
    whole: Bools
    bound: Ints

    @property
    def forced(self) -> Bools:
        """(1344,) cells whose token the kept pixels decide."""
        return np.asarray(self.tokens != PAD)


def kept_cells(pinned: Ints) -> Kept:
    """(1024,) or (32, 32) a colour a pixel, UNKNOWN where it is open."""
    bound = pinned_values(pinned)
    known = pinned.reshape(SIDE, SIDE) != UNKNOWN
    whole = np.concatenate(
        [known.reshape(SIDE // side, side, SIDE // side, side).all(axis=(1, 3)).ravel() for side in LEVEL_SIZES]
    )
    return Kept(np.where(whole | (bound == MASK), bound, PAD), whole, bound)


def _from_blocks(blocks: Ints, split: Bools) -> Ints:
    """These blocks, and below them the children of every cell that is split, level by level."""
    found = [blocks]
    for _ in range(2):
        cells = GROUP_CELLS[found[-1]].ravel()
        found.append(BLOCKS + cells[split[cells]])
    return np.concatenate(found)


def kept_pass(kept: Kept) -> Ints:
    """(n,) groups of the kept pass."""
    seen = kept.bound != UNKNOWN
    groups = _from_blocks(np.arange(BLOCKS), seen & ~(kept.whole & (kept.bound < COLOURS)))
    return np.asarray(groups[kept.forced[GROUP_CELLS[groups]].any(axis=1)])


def open_blocks(kept: Kept) -> Ints:
    """(n,) blocks that are not kept whole: the writing pass begins with them."""
    return np.nonzero(~kept.whole[GROUP_CELLS[:BLOCKS]].all(axis=1))[0]


def encode(indices: Indices, *, kept: Bools | None = None) -> GroupSequence:
    """(32, 32) palette indices -> its groups; `kept` (32, 32) marks the kept pixels."""
    values = cell_values(indices)
    pinned = np.full(PIXELS, UNKNOWN) if kept is None else np.where(kept, indices.astype(np.int64), UNKNOWN).ravel()
    cells = kept_cells(pinned)
    first = kept_pass(cells)
    second = _from_blocks(open_blocks(cells), (values == MASK) & ~cells.whole)
    return GroupSequence(
        np.concatenate([first, second]),
        np.concatenate([cells.tokens[GROUP_CELLS[first]], values[GROUP_CELLS[second]]]),
        np.concatenate([np.ones((len(first), SLOTS), dtype=np.bool_), cells.forced[GROUP_CELLS[second]]]),
        len(first),
    )


def decode(sequence: GroupSequence) -> Indices:
    """Groups with their tokens -> (32, 32) palette indices. Cells never written stay transparent."""
    grid = np.full((SIDE, SIDE), UNKNOWN)
    open_pixels = np.ones((SIDE, SIDE), dtype=np.bool_)
    for step, (group, tokens) in enumerate(zip(sequence.groups.tolist(), sequence.tokens.tolist(), strict=True)):
        if step == sequence.kept:
            open_pixels = grid >= COLOURS
        for cell, token in zip(GROUP_CELLS[group].tolist(), tokens, strict=True):
            if token != PAD:
                top, left, side = CELL_PLACE[:, cell]
                place = slice(top, top + side), slice(left, left + side)
                grid[place][open_pixels[place]] = token
    return np.where(grid < COLOURS, grid, 0).astype(np.uint8)


class Surroundings(NamedTuple):
    """ring (n, 12): what the pixels around a group read as before it is written; near (n, 4, 8): what the neighbours of
    each of its cells read as before that cell's token is written, its siblings before it among them."""

    ring: Ints
    near: Ints


def surroundings(sequence: GroupSequence) -> Surroundings:
    """What a model may see around each group of a sequence."""
    groups, tokens, _, kept = sequence
    count = len(groups)
    cells = GROUP_CELLS[groups]  # (n, 4)
    now = np.arange(count * SLOTS).reshape(count, SLOTS)
    written_at = np.full((2, CELLS + 1), count * SLOTS)
    value = np.full((2, CELLS + 1), UNKNOWN)
    for number, steps in enumerate((slice(0, kept), slice(kept, count))):
        written = tokens[steps] != PAD
        written_at[number, cells[steps][written]] = now[steps][written]
        value[number, cells[steps][written]] = tokens[steps][written]
    pixels = np.concatenate([NEIGHBOUR_PIXELS[cells].reshape(count, SLOTS * NEIGHBOURS), RING_PIXELS[groups]], axis=1)
    moment = np.concatenate([now.repeat(NEIGHBOURS, axis=1), now[:, :1].repeat(RING, axis=1)], axis=1)
    inside = pixels < PIXELS
    ancestors = np.where(inside, CELL_OF_PIXEL[:, np.minimum(pixels, PIXELS - 1)], CELLS)  # (3, n, 44)
    result = np.full(pixels.shape, UNKNOWN)
    for number in range(2):  # a finer level is always written later than a coarser one of its pass
        is_open = result >= COLOURS  # a kept pixel stays
        for cell in ancestors:
            result = np.where(is_open & (written_at[number][cell] < moment), value[number][cell], result)
    result = np.where(inside, result, OUTSIDE)
    near, ring = result[:, : SLOTS * NEIGHBOURS], result[:, SLOTS * NEIGHBOURS :]
    return Surroundings(ring, near.reshape(count, SLOTS, NEIGHBOURS))
