"""Pixels that are alone in their ramp amid others -> the same drawing without them.

Sprites drawn by people or by the corpus have none: colours come in clusters. Knows nothing of pieces or of places.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.pixel_flaws import STEPS_4, beside, orphan_pixels
from pixelgen.palette import RAMPS, TRANSPARENT, ramp_numbers
from pixelgen.quadtree import Indices

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
    surrounded = np.ones(drawn.shape, dtype=np.bool_)
    for step in STEPS_4:
        surrounded &= beside(drawn != TRANSPARENT, step)
    return orphan_pixels(drawn) & surrounded


def _without_lone(drawn: Indices, anew: Bools) -> Indices:
    grid = drawn.copy()
    for row, column in np.argwhere(_lone(drawn)).tolist():
        near = [(row - down, column - along) for along, down in STEPS_4]
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
