"""Pixels that are alone in their ramp amid others -> the same drawing without them.

Sprites drawn by people or by the corpus have none: colours come in clusters. Knows nothing of pieces or of places.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.palette import RAMPS, TRANSPARENT, ramp_numbers
from pixelgen.quadtree import Indices

_ROUNDS = 3
_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))  # to the right, down, to the left, up
_MEANT = tuple(1 + RAMPS.index(ramp) for ramp in ("ink", "glow"))  # eyes and lights: they grow instead of going

Bools = npt.NDArray[np.bool_]


def without_lone(drawn: Indices, *, anew: Bools) -> Indices:
    """(32, 32) palette indices -> the same without pinholes and without pixels alone amid four coloured ones.

    Such a pixel takes its neighbours' commonest colour; one of ink or glow, an eye or a light, gives its own to one of
    them instead. Only pixels of `anew` (32, 32) change, and no colour is new.
    """
    count = np.count_nonzero(_lone(drawn))
    while count:
        mended = _without_lone(drawn, anew)
        left = np.count_nonzero(_lone(mended))
        if left >= count:
            break
        drawn, count = mended, left
    return drawn


def _lone(drawn: Indices) -> Bools:
    """(32, 32) whether all four neighbours are coloured and none has the pixel's ramp."""
    ramps = np.pad(ramp_numbers(drawn), 1)
    lone = np.ones(drawn.shape, dtype=np.bool_)
    height, width = drawn.shape
    for down, along in _STEPS:
        near = ramps[1 - down : 1 - down + height, 1 - along : 1 - along + width]
        lone &= (near != TRANSPARENT) & (near != ramps[1:-1, 1:-1])
    return lone


def _without_lone(drawn: Indices, anew: Bools) -> Indices:
    grid = drawn.copy()
    for row, column in np.argwhere(_lone(drawn)).tolist():
        near = [(row - down, column - along) for down, along in _STEPS]
        colours = np.array([grid[place] for place in near])
        ramp = ramp_numbers(grid[row, column])
        if (ramp_numbers(colours) == ramp).any():
            continue  # mended by what came before
        commonest = np.bincount(colours).argmax()
        if ramp not in _MEANT:
            if anew[row, column]:
                grid[row, column] = commonest
            continue
        for place, colour in zip(near, colours, strict=True):
            if colour == commonest and anew[place]:
                grid[place] = grid[row, column]
                break
    return grid


def seamless(child: Indices, *, anew: Bools) -> Indices:
    """(32, 32) palette indices of which `anew` (32, 32) were drawn to go on with the rest -> the same without pixels
    along the seam that are alone in their ramp, and without pinholes there.

    One that was drawn takes a neighbour's colour; one that was kept gives its colour to a neighbour that was drawn.
    Only pixels of `anew` change, and no colour is new.
    """
    for _ in range(_ROUNDS):  # what is mended may leave a neighbour alone
        mended = _mended(child, anew)
        if np.array_equal(mended, child):
            break
        child = mended
    return child


def _mended(child: Indices, anew: Bools) -> Indices:
    grid, drawn = np.pad(child, 1), np.pad(anew, 1)
    inside = np.pad(np.ones_like(anew), 1)
    crossing = [(np.roll(drawn, step, axis=(0, 1)) != drawn) & np.roll(inside, step, axis=(0, 1)) for step in _STEPS]
    for row, column in np.argwhere(np.logical_or.reduce(crossing) & inside).tolist():
        near = [(row - down, column - along) for down, along in _STEPS]
        colours = np.array([grid[place] for place in near])
        colour = int(grid[row, column])
        if colour == TRANSPARENT:
            alone = bool(drawn[row, column] and (colours != TRANSPARENT).all())
        else:
            alone = (colours != TRANSPARENT).any() and not (
                ramp_numbers(colours) == ramp_numbers(grid[row, column])
            ).any()
        if alone and drawn[row, column]:
            grid[row, column] = np.bincount(colours[colours != TRANSPARENT]).argmax()
        elif alone:
            for place in near:
                if drawn[place] and grid[place] != TRANSPARENT:
                    grid[place] = colour
                    break
    return grid[1:-1, 1:-1].copy()
