"""A mask and parent A's pixels -> which pixels are drawn anew. In integers throughout; knows nothing of drawing.

A pattern orders the 64 cells of 4x4 pixels; the first of them are drawn anew: the mask's share of the cells that the
creature covers, and so many others that it is the share of all. Where parts are known, a small one that such cells cut
through goes with its larger half, so that the seam runs along it. A pattern of parts is their pixels and some water.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from pixelgen.carriers import carriers
from pixelgen.palette import TRANSPARENT
from pixelgen.parts import PART_IDS, PartMap
from pixelgen.quadtree import COARSE_CELLS, SIDE, Indices
from pixelgen.requests.lineage import DRAWN, PART_PATTERNS, Mask

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Draw = Callable[[int], int]  # a whole number below the one given

_ACROSS = 8  # cells a side
_Y, _X = np.divmod(np.arange(COARSE_CELLS), _ACROSS)
_STRIPE_PERIOD = 5  # two of five are 40 %
_ROOM = 2  # pixels of water around a part that may be drawn larger
_SMALL = 40  # pixels of a part that a seam does not cut through
_SCALE = 16  # distances in sixteenths of a cell, so that a centre of mass has somewhere to be


def redrawn(mask: Mask, parent: Indices, draws: npt.NDArray[np.uint64], parts: PartMap | None = None) -> Bools:
    """(32, 32) bool, True where the sprite is drawn anew. draws (65,) or more raw 64-bit numbers. parts: of the parent;
    None, or 0 everywhere, where nobody knows them."""
    if mask.pattern == DRAWN:
        return mask.drawn_pixels()
    if mask.pattern in PART_PATTERNS and parts is not None:
        wanted = np.isin(parts, [PART_IDS[kind] for kind in PART_PATTERNS[mask.pattern]])
        if wanted.any():
            return np.asarray(wanted | _carried(parts, wanted) | (within(wanted, _ROOM) & (parent == TRANSPARENT)))
    cells = _chosen_cells(mask, parent, draws)
    return cells if parts is None else _along_parts(cells, parts)


def within(pixels: Bools, reach: int) -> Bools:
    """(32, 32) these pixels and all within so many steps of a king."""
    grown = np.pad(pixels, reach)
    for axis in (0, 1):
        grown = np.max([np.roll(grown, step, axis=axis) for step in range(-reach, reach + 1)], axis=0)
    return np.asarray(grown[reach:-reach, reach:-reach])


def _carried(parts: PartMap, wanted: Bools) -> Bools:
    """Marks and light organs that lie on the parts that are wanted."""
    bearing = carriers(parts)
    return np.asarray((bearing != parts) & np.isin(bearing, np.unique(parts[wanted])))


def _along_parts(anew: Bools, parts: PartMap) -> Bools:
    """The mask with each small piece of a part drawn anew whole, or not at all, as most of it was; of halves, whole."""
    result = anew.copy()
    left = parts > 0
    while left.any():
        start = np.zeros_like(left)
        start.ravel()[int(left.argmax())] = True
        of_kind = left & (parts == parts[start][0])
        piece, size = start, 0
        while (count := int(piece.sum())) != size:
            size, piece = count, within(piece, 1) & of_kind
        left &= ~piece
        if size <= _SMALL:
            result[piece] = 2 * int(anew[piece].sum()) >= size
    return result


def _chosen_cells(mask: Mask, parent: Indices, draws: npt.NDArray[np.uint64]) -> Bools:
    stream = iter(draws[COARSE_CELLS:].tolist())
    covered = _covered(parent)
    score = _PATTERNS.get(mask.pattern, _outermost)(covered, lambda below: next(stream) % below)
    # Equal scores fall to the draws; the stable sort makes even equal draws the same everywhere.
    order = np.lexsort((draws[:COARSE_CELLS], score))
    body, rest = order[covered[order]], order[~covered[order]]
    count = _share_of(COARSE_CELLS, mask.share)
    from_body = min(_share_of(len(body), mask.share), count)
    chosen = np.zeros(COARSE_CELLS, dtype=np.bool_)
    chosen[body[:from_body]] = True
    chosen[rest[: count - from_body]] = True
    return chosen.reshape(_ACROSS, _ACROSS).repeat(SIDE // _ACROSS, axis=0).repeat(SIDE // _ACROSS, axis=1)


def whole_cells(pixels: Bools) -> Bools:
    """(32, 32) -> (64,) the 4x4 cells all of whose pixels are marked."""
    side = SIDE // _ACROSS
    return np.asarray(pixels.reshape(_ACROSS, side, _ACROSS, side).all(axis=(1, 3)).ravel())


def _covered(parent: Indices) -> Bools:
    return ~whole_cells(parent == 0)


def _share_of(count: int, share: float) -> int:
    return max(1, int(np.floor(count * share + 0.5))) if count else 0


def _squared_distance(y: int, x: int) -> Ints:
    """From a place in sixteenths of a cell."""
    return np.asarray((_Y * _SCALE - y) ** 2 + (_X * _SCALE - x) ** 2)


def _near(covered: Bools) -> Ints:
    """(64,) cells between a cell and the creature, as a squared distance."""
    if not covered.any():
        return np.zeros(COARSE_CELLS, dtype=np.int64)
    return np.asarray(((_Y[:, None] - _Y[covered]) ** 2 + (_X[:, None] - _X[covered]) ** 2).min(axis=1))


def _some_cell(covered: Bools, draw: Draw) -> int:
    cells = np.flatnonzero(covered) if covered.any() else np.arange(COARSE_CELLS)
    return int(cells[draw(len(cells))])


def _patches(covered: Bools, draw: Draw) -> Ints:
    """Three to five centres on the creature, and what is nearest to them."""
    centres = [_some_cell(covered, draw) for _ in range(3 + draw(3))]
    distances = [_squared_distance(_SCALE * _Y[cell], _SCALE * _X[cell]) for cell in centres]
    return np.asarray(np.min(distances, axis=0))


def _region(covered: Bools, draw: Draw) -> Ints:
    """One place on the creature and what is nearest to it."""
    cell = _some_cell(covered, draw)
    return _squared_distance(_SCALE * _Y[cell], _SCALE * _X[cell])


def _stripes(covered: Bools, draw: Draw) -> Ints:
    """Upright, level or slanting, two of every five rows of cells at a share of 40 %."""
    along = (_X, _Y, _X + _Y, _X - _Y)[draw(4)]
    return np.asarray((along + draw(_STRIPE_PERIOD)) % _STRIPE_PERIOD)


def _outermost(covered: Bools, draw: Draw) -> Ints:
    """What of the creature is far from its centre; beside it, what is near."""
    inside = covered if covered.any() else ~covered
    count = int(inside.sum())
    centre = int(_Y[inside].sum()) * _SCALE // count, int(_X[inside].sum()) * _SCALE // count
    return np.where(covered, -_squared_distance(*centre), _near(covered))


_PATTERNS: dict[str, Callable[[Bools, Draw], Ints]] = {
    "patches": _patches,
    "region": _region,
    "stripes": _stripes,
}
