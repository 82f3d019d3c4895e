"""A drawing of the decoder -> one connected body, in the middle of the canvas or on its floor.

The model places a pixel at a time and now and then leaves a tentacle's tip hanging by nothing. Stray specks are
removed, pieces worth keeping are joined to the body in their own colour, pixels alone in their ramp and doubled corners
of lines are repaired, and an off-centre drawing is moved to the middle; nothing else changes, and no colour is new.
Knows nothing of the decoder, of requests or of species.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.lone_pixels import without_lone
from pixelgen.drawing.mending import without_doubled_corners
from pixelgen.drawing.pixel_flaws import is_whole
from pixelgen.palette import TRANSPARENT
from pixelgen.quadtree import SIDE, Indices

SPECK = 3  # a piece of at most so many pixels is removed unless it nearly touches
PART = 12  # a piece of at least so many is joined from however far
REACH = 2  # empty pixels that a smaller piece is joined across

Bools = npt.NDArray[np.bool_]
Points = npt.NDArray[np.int64]  # (n, 2) row and column


def finish(drawn: Indices, *, standing: bool) -> Indices:
    """(32, 32) palette indices drawn afresh -> the same connected, and centred to half a pixel; `standing` puts it on
    the lowest row instead, centred from left to right. An empty drawing stays as it is."""
    everywhere = np.ones(drawn.shape, dtype=np.bool_)
    whole = connect(drawn, fixed=~everywhere)
    return place(without_doubled_corners(without_lone(whole, anew=everywhere)), standing=standing)


def connect(drawn: Indices, *, fixed: Bools) -> Indices:
    """(32, 32) palette indices -> the same with its stray pieces joined to the largest one, or removed.

    Pixels of `fixed` (32, 32) stay exactly as they are, those of a parent for example; a piece that holds one is
    joined from however far, round others if there is a way, and never removed.
    """
    if is_whole(drawn != TRANSPARENT):
        return drawn
    pieces = _pieces(drawn != TRANSPARENT)
    result = drawn.copy()
    body, *others = sorted(pieces, key=len, reverse=True)
    while others:
        distances = [_apart(body, piece) for piece in others]  # anew, as the body grows
        nearest = min(range(len(others)), key=lambda place: int(distances[place].min()))
        piece = others.pop(nearest)
        ends, gap = _nearest(body, piece, distances[nearest])
        colours = np.bincount(drawn[piece[:, 0], piece[:, 1]])
        kept = bool(fixed[piece[:, 0], piece[:, 1]].any())
        wanted = kept or len(piece) >= PART or gap <= (REACH if len(piece) > SPECK else 1)
        bridge = [point for start, end in ends for point in _line(start, end)] if wanted else None
        if bridge is not None and any(fixed[point] for point in bridge):
            bridge = _way_round(body, piece, free=(result == TRANSPARENT) & ~fixed)
        if bridge is not None:
            for point in bridge:  # none when the body has grown up to the piece
                result[point] = colours.argmax()
            body = np.concatenate([body, piece, np.array(bridge, dtype=np.int64).reshape(len(bridge), 2)])
        elif len(piece) < PART and not kept:
            result[piece[:, 0], piece[:, 1]] = TRANSPARENT
    return result


def place(drawn: Indices, *, standing: bool) -> Indices:
    """(32, 32) palette indices -> the same moved as a whole, when its box lies over half a pixel off its place."""
    rows, columns = (np.flatnonzero((drawn != TRANSPARENT).any(axis=axis)) for axis in (1, 0))
    if len(rows) == 0:
        return drawn
    down = SIDE - 1 - int(rows[-1]) if standing else _to_middle(rows)
    return np.roll(drawn, (down, _to_middle(columns)), axis=(0, 1))


def _to_middle(taken: npt.NDArray[np.int64]) -> int:
    """How far to move what lies from the first to the last of these rows or columns; 0 when half a pixel is left."""
    before, after = int(taken[0]), SIDE - 1 - int(taken[-1])
    return int((after - before) / 2)  # towards 0


def _pieces(filled: Bools) -> list[Points]:
    """The 8-connected pieces, each as its pixels, in the order of their first pixel."""
    left = set(zip(*(axis.tolist() for axis in np.nonzero(filled)), strict=True))
    pieces = []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        piece = [start]
        for row, column in piece:  # grows while it is read
            for near in product(range(row - 1, row + 2), range(column - 1, column + 2)):
                if near in left:
                    left.discard(near)
                    piece.append(near)
        pieces.append(np.array(piece))
    return pieces


def _apart(body: Points, piece: Points) -> Points:
    """(pixels of the body, pixels of the piece) squared distances."""
    return np.asarray(((body[:, None] - piece[None]) ** 2).sum(axis=-1))


def _nearest(body: Points, piece: Points, distances: Points) -> tuple[list[tuple[Points, Points]], int]:
    """All pairs of pixels with the shortest distance between the two, and the empty pixels between such a pair."""
    pairs = [(body[one], piece[other]) for one, other in np.argwhere(distances == distances.min())]
    start, end = pairs[0]
    return pairs, int(np.abs(end - start).max()) - 1


def _way_round(body: Points, piece: Points, *, free: Bools) -> list[tuple[int, int]] | None:
    """The pixels of a shortest way from the body to the piece over free ones alone; None when there is none."""
    goal = set(map(tuple, piece.tolist()))
    ways: list[list[tuple[int, int]]] = [[(row, column)] for row, column in body.tolist()]
    seen = {start for (start,) in ways}
    for way in ways:  # grows while it is read: the shortest come first
        row, column = way[-1]
        for near in product(range(row - 1, row + 2), range(column - 1, column + 2)):
            if near in goal:
                return way[1:]
            if near not in seen and 0 <= near[0] < SIDE and 0 <= near[1] < SIDE and free[near]:
                seen.add(near)
                ways.append([*way, near])
    return None


def _line(start: Points, end: Points) -> list[tuple[int, int]]:
    """The pixels between two, without both of them."""
    steps = int(np.abs(end - start).max())
    away = end - start
    along = np.arange(1, steps)[:, None]
    # Rounded to the nearest by integers alone: half a pixel goes down or to the right.
    points = start + (2 * away * along + steps) // (2 * steps)
    return [(int(row), int(column)) for row, column in points]
