"""A painted sheet -> outlined, without pinholes, specks and doubled corners; parts go with their pixels.

Works in place on a sheet's `pixels` (palette indices) and `parts`. Knows nothing of how they were painted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.palette import SHADES
from training.drawing.masks import SHEET, Mask, grow_all, opened, shift, shrink, surrounded
from training.drawing.tones import DARKEST, LIT

Pixels = npt.NDArray[np.uint8]


def outline(pixels: Pixels, solid: Mask, *, lit: bool) -> None:
    """Give solid parts a one-pixel inner outline: the darkest shade of the ramp that it borders.

    `lit`: where there is nothing above, the outline is one shade lighter than what it borders instead.
    """
    filled = pixels != 0
    inside = shrink(filled)
    # Where a part has no inside (one or two pixels wide) an outline would leave nothing of its colour.
    edge = filled & ~inside & solid & grow_all(inside)
    upper = edge & ~shift(filled, 0, 1) if lit else None
    lit_pixels = LIT.take(pixels)
    np.putmask(pixels, edge, DARKEST.take(pixels))
    if upper is not None:
        np.putmask(pixels, upper, lit_pixels)


def close_pinholes(pixels: Pixels, parts: Pixels) -> None:
    """Fill single empty pixels that are shut in on four sides."""
    filled = pixels != 0
    _blend(pixels, parts, surrounded(filled) & ~filled)


def clean(pixels: Pixels, parts: Pixels) -> None:
    """Drop coloured specks and doubled corners, and give lone off-ramp pixels inside a neighbour's colour."""
    _drop_specks(pixels)
    filled = pixels != 0
    ramp = (pixels + np.uint8(SHADES - 1)) // np.uint8(SHADES)  # 0 for transparent, then 1..9
    tones = ramp.ravel()  # rows end to end; where one meets the next is never inside
    across, along = tones[1:] == tones[:-1], tones[SHEET:] == tones[:-SHEET]
    same = np.zeros(SHEET * SHEET, dtype=np.bool_)
    same[1:] |= across
    same[:-1] |= across
    same[SHEET:] |= along
    same[:-SHEET] |= along
    _blend(pixels, parts, shrink(filled) & ~same.reshape(SHEET, SHEET))
    _thin_corners(pixels, ramp)
    np.putmask(parts, pixels == 0, 0)


def _drop_specks(pixels: Pixels) -> None:
    """Take away coloured pixels without any of the eight neighbours."""
    filled = pixels != 0
    column = filled.view(np.uint8).copy()  # how many of each pixel and those above and below it are set
    column[1:] += filled[:-1]
    column[:-1] += filled[1:]
    near = column.copy()
    near[:, 1:] += column[:, :-1]
    near[:, :-1] += column[:, 1:]
    np.putmask(pixels, filled & (near == 1), 0)


def _thin_corners(pixels: Pixels, ramp: Pixels) -> None:
    """In lines, an L of three becomes a diagonal, unless that would cut a pixel off or leave one alone in its ramp."""
    filled = pixels != 0
    line = filled & ~opened(filled)
    cells = filled.ravel()
    sideways = cells[SHEET - 1 : -SHEET - 1] ^ cells[SHEET + 1 : 1 - SHEET]  # to the left or to the right, not both
    upright = cells[: -2 * SHEET] ^ cells[2 * SHEET :]
    corners = line.ravel()[SHEET:-SHEET] & sideways & upright
    for place in (corners.nonzero()[0] + SHEET).tolist():
        y, x = divmod(place, SHEET)
        if not (0 < y < SHEET - 1 and 0 < x < SHEET - 1):  # the sheet's edge has no neighbours to look at
            continue
        dy = 1 if pixels[y + 1, x] else -1
        dx = 1 if pixels[y, x + 1] else -1
        arms = ((y, x + dx), (y + dy, x))
        if not all(pixels[arm] and line[arm] for arm in arms) or pixels[y - dy, x - dx]:
            continue
        besides = (((b, a + 1), (b + 1, a), (b, a - 1), (b - 1, a)) for b, a in arms)
        if all(
            any(near != (y, x) and pixels[near] and ramp[near] == ramp[arm] for near in beside)
            for arm, beside in zip(arms, besides, strict=True)
        ):
            pixels[y, x] = 0


def _blend(pixels: Pixels, parts: Pixels, places: Mask) -> None:
    """Give each place the commonest tone of its four neighbours, and the part of the first that has it."""
    for place in places.ravel().nonzero()[0].tolist():
        y, x = divmod(place, SHEET)
        near = ((y - 1, x), (y, x + 1), (y + 1, x), (y, x - 1))
        around = [pixels[at] for at in near]
        commonest = max(around, key=around.count)
        pixels[y, x], parts[y, x] = commonest, parts[near[around.index(commonest)]]
