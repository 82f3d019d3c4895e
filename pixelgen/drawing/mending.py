"""Flaws of a drawing, and which pixels may change -> the same drawing with fewer flaws, by single pixels.

For each flaw it tries what a pixel artist would: another colour for the pixel or for one beside it, one pixel less, or
one more; the change that removes most flaws is kept, as long as the body stays one piece. Knows nothing of where flaws
come from.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.pixel_flaws import STEPS_4, along_seam, doubled_corner_pixels, is_whole, orphan_pixels
from pixelgen.palette import TRANSPARENT
from pixelgen.quadtree import SIDE, Indices

_REACH = 2  # pixels around a change whose flaws it may change; they depend on as many further ones
_AROUND = 2 * _REACH

Bools = npt.NDArray[np.bool_]


def without_doubled_corners(drawn: Indices) -> Indices:
    """(32, 32) palette indices -> the same with diagonals where lines of one pixel went round a corner."""
    while True:
        corners = doubled_corner_pixels(drawn)
        result = mended(drawn, flaws=corners, anew=corners)  # only they change: hooks and feet stay
        if np.array_equal(result, drawn):
            return drawn
        drawn = result


def seamless(child: Indices, *, parent: Indices, anew: Bools) -> Indices:
    """(32, 32) palette indices of which `anew` (32, 32) were drawn to go on with the rest of a parent -> the same
    without the flaws along the seam that the parent has not."""
    flaws = along_seam(anew) & _flaws(child) & ~(_flaws(parent) & ~anew)
    return mended(child, flaws=flaws, anew=anew)


def mended(drawn: Indices, *, flaws: Bools, anew: Bools) -> Indices:
    """(32, 32) palette indices -> the same with the pixels of `flaws` (32, 32) repaired where that can be done.

    Only pixels of `anew` (32, 32) change, to colours that are next to the flaw; no change brings more flaws than it
    removes, and none splits the body.
    """
    grid = np.pad(drawn, _AROUND)
    inner = grid[_AROUND:-_AROUND, _AROUND:-_AROUND]
    whole = is_whole(inner != TRANSPARENT)
    for row, column in np.argwhere(flaws).tolist():
        best, change = 0, None
        for place, colour in _changes(inner, row, column, anew):
            before, count = int(inner[place]), _count(grid, place)
            inner[place] = colour
            gain = count - _count(grid, place)
            if gain > best and (not whole or is_whole(inner != TRANSPARENT)):
                best, change = gain, (place, colour)
            inner[place] = before
        if change is not None:
            inner[change[0]] = change[1]
    return inner.copy()


def _flaws(drawn: Indices) -> Bools:
    return orphan_pixels(drawn) | doubled_corner_pixels(drawn)


def _count(grid: Indices, place: tuple[int, int]) -> int:
    """Flaws that the colour of a place has a part in."""
    row, column = place
    near = grid[row : row + 2 * _AROUND + 1, column : column + 2 * _AROUND + 1]
    return int(np.count_nonzero(_flaws(near)[_REACH:-_REACH, _REACH:-_REACH]))


def _changes(grid: Indices, row: int, column: int, anew: Bools) -> list[tuple[tuple[int, int], int]]:
    """(place, colour) of what to try, the gentlest first: a hole filled, other colours, a pixel less, one more."""
    beside = [(row + down, column + along) for along, down in STEPS_4]
    places = [(row, column), *(place for place in beside if min(place) >= 0 and max(place) < SIDE)]
    near = grid[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
    counts = np.bincount(near.ravel())
    colours = [int(colour) for colour in np.argsort(-counts, kind="stable") if counts[colour] and colour != TRANSPARENT]
    filled = [place for place in places if anew[place] and grid[place] != TRANSPARENT]
    empty = [place for place in places if anew[place] and grid[place] == TRANSPARENT]
    holes = [place for place in empty if place == (row, column)]
    beyond = [place for place in empty if place != (row, column)]
    return [
        *((place, colour) for place in holes for colour in colours),
        *((place, colour) for place in filled for colour in colours if colour != grid[place]),
        *((place, TRANSPARENT) for place in filled),
        *((place, colour) for place in beyond for colour in colours),
    ]
