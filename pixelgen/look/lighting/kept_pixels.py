"""Palette indices -> which pixels no light may change: eyes, what glows, outlines. Knows nothing of shading."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.look.lighting.neighbours import FOUR, SIDEWAYS, UPRIGHT, Indices, Layout, Mask
from pixelgen.palette import RAMPS, SHADES, colour_index, ramp_numbers

Shades = npt.NDArray[np.int8]

_GLOW = RAMPS.index("glow") + 1
_PUPIL, _GLINT = colour_index("ink", 0), colour_index("ink", 6)
_PALE = SHADES - 2  # an iris is this light or lighter


def glowing(cells: Indices) -> Mask:
    """Colours of the glow ramp."""
    return np.asarray(ramp_numbers(cells) == _GLOW)


def eyes(cells: Indices, flat: Shades, layout: Layout) -> Mask:
    """Pupils, and what is pale around them; flat: the shade of each cell, 0 outside.

    A pupil is black beside a white glint. Where an outline passes as near as that, the glint must be a lone pixel.
    """
    black, glint = cells == _PUPIL, cells == _GLINT
    lone = glint & ~layout.any_beside(glint, FOUR)
    inside = black & layout.inside(cells > 0)
    pupil = (inside & layout.any_beside(glint, FOUR)) | (black & layout.any_beside(lone, SIDEWAYS))
    pupil |= inside & layout.any_beside(pupil, FOUR)
    return np.asarray(pupil | (around(pupil, layout) & (flat >= _PALE)))


def around(places: Mask, layout: Layout) -> Mask:
    """The places and their eight neighbours."""
    wide = places | layout.any_beside(places, SIDEWAYS)
    return np.asarray(wide | layout.any_beside(wide, UPRIGHT))
