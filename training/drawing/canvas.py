"""Masks with colours -> a finished 32x32 sprite: parts, patterns, eyes, then outline and clean-up.

A species paints parts back to front on a `Canvas`, whose sheet is larger than the sprite; `tone` is a palette index.
Knows nothing of species, zones or colour schemes.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pixelgen.palette import COLOURS, SHADES, colour_index
from training.drawing.masks import (
    MARGIN,
    SHEET,
    SIDE,
    Mask,
    empty,
    grow,
    grow_all,
    opened,
    shrink,
    surrounded,
    where_y,
)

Pixels = npt.NDArray[np.uint8]

_TONES = np.arange(COLOURS)
_DARKEST = np.where(_TONES, (_TONES - 1) // SHADES * SHADES + 1, 0).astype(np.uint8)  # of each tone's ramp


class DrawingError(ValueError):
    """A drawing that does not fit the 32x32 sprite."""


def darker(tone: int, steps: int = 1) -> int:
    """The tone some shades down its own ramp, at most to the darkest."""
    return tone - min(steps, (tone - 1) % SHADES) if tone else 0


def lighter(tone: int, steps: int = 1) -> int:
    """The tone some shades up its own ramp, at most to the lightest."""
    return tone + min(steps, SHADES - 1 - (tone - 1) % SHADES) if tone else 0


def darkest(tone: int) -> int:
    """The outline colour for a tone: shade 0 of its ramp."""
    return darker(tone, SHADES)


class Canvas:
    """A sheet that parts are painted on, back to front."""

    def __init__(self) -> None:
        self.pixels: Pixels = np.zeros((SHEET, SHEET), dtype=np.uint8)
        self._solid = empty()  # parts that get a dark outline where the silhouette ends

    def filled(self) -> Mask:
        """Pixels painted so far."""
        filled: Mask = self.pixels != 0
        return filled

    def part(self, mask: Mask, tone: int, *, seam: int | None = None, behind: bool = False) -> Mask:
        """Paint a part that will be outlined. Where it lies over earlier parts, `seam` (a tone) draws its rim.

        `behind` paints only where nothing is yet. Returns the pixels painted, to clip patterns to.
        """
        if behind:
            mask = mask & ~self.filled()
        if seam is not None:
            edge = mask & grow(self.filled() & ~mask)
        np.putmask(self.pixels, mask, tone)
        self._solid |= mask
        if seam is not None:
            np.putmask(self.pixels, edge, seam)
        return mask

    def thin(self, mask: Mask, tone: int, *, behind: bool = False) -> Mask:
        """Paint a thin part (tentacle, spine, streamer, feeler) that keeps its colour: no outline."""
        if behind:
            mask = mask & ~self.filled()
        np.putmask(self.pixels, mask, tone)
        self._solid &= ~mask
        return mask

    def limb(self, mask: Mask, tone: int, *, bare: Mask | None = None) -> Mask:
        """Paint a slender part that keeps its colour, with a dark line around it, also where it crosses earlier parts.

        Pixels in `bare` get no line: the gap between the fingers of a claw stays open.
        """
        around = grow(mask) & ~mask
        self.thin(around if bare is None else around & ~bare, darkest(tone))
        return self.thin(mask, tone)

    def pattern(self, mask: Mask, tone: int, *, clip: Mask) -> None:
        """Recolour pixels of a part; never adds to the silhouette."""
        np.putmask(self.pixels, mask & clip & self.filled(), tone)

    def countershade(self, clip: Mask, tone: int, *, below: float) -> None:
        """Paint the clip's pixels below the line y = below: the light belly."""
        self.pattern(clip & (where_y() >= below), tone, clip=clip)

    def stamp(self, x: int, y: int, rows: Iterable[Iterable[int | None]]) -> None:
        """Write single pixels, top left at whole (x, y); None leaves what is there."""
        for dy, row in enumerate(rows):
            for dx, tone in enumerate(row):
                if tone is not None:
                    self.pixels[y + dy + MARGIN, x + dx + MARGIN] = tone

    def eye(self, x: float, y: float, size: int, *, iris: int | None = None) -> None:
        """A living eye of size 1 to 5 pixels about (x, y): dark pupil, one light pixel up and to the right.

        Size 1 is a dark pixel with a light one beside it; from 3 on the pupil sits in an iris of tone `iris`
        (white when None). Size 0 draws none.
        """
        if size <= 0:
            return
        pupil, light = colour_index("ink", 0), colour_index("ink", 6)
        left, top = round(x - size / 2), round(y - size / 2)
        around = light if iris is None else iris
        if size == 1:
            self.stamp(left, top, [[pupil, light]])
        elif size == 2:
            self.stamp(left, top, [[pupil, light], [pupil, pupil]])
        elif size == 3:
            self.stamp(left, top, [[around, around, around], [around, pupil, light], [around, pupil, pupil]])
        elif size == 4:
            a, p, w = around, pupil, light
            self.stamp(left, top, [[None, a, a, None], [a, p, w, a], [a, p, p, a], [None, a, a, None]])
        else:
            a, p, w = around, pupil, light
            rows: list[list[int | None]] = [[None, a, a, a, None], [a, a, p, w, a], [a, p, p, p, a]]
            self.stamp(left, top, [*rows, [a, a, p, p, a], [None, a, a, a, None]])

    def finish(self, *, standing: bool = False) -> Pixels:
        """Outline, clean and centre the drawing -> (32, 32) palette indices.

        `standing` puts the lowest pixel on the bottom row instead of centring it vertically (corals).
        Raises DrawingError when nothing was drawn or the drawing is larger than the sprite.
        """
        _close_pinholes(self.pixels)  # before they would get an outline
        _outline(self.pixels, self._solid)
        _clean(self.pixels)
        return _place(self.pixels, standing=standing)


def _outline(pixels: Pixels, solid: Mask) -> None:
    """Give solid parts a one-pixel inner outline: the darkest shade of the ramp that it borders."""
    filled = pixels != 0
    inside = shrink(filled)
    # Where a part has no inside (one or two pixels wide) an outline would leave nothing of its colour.
    edge = filled & ~inside & solid & grow_all(inside)
    np.putmask(pixels, edge, _DARKEST.take(pixels))


def _close_pinholes(pixels: Pixels) -> None:
    """Fill single empty pixels that are shut in on four sides."""
    filled = pixels != 0
    _blend(pixels, surrounded(filled) & ~filled)


def _clean(pixels: Pixels) -> None:
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
    _blend(pixels, shrink(filled) & ~same.reshape(SHEET, SHEET))
    _thin_corners(pixels, ramp)


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


def _blend(pixels: Pixels, places: Mask) -> None:
    """Give each place the commonest tone of its four neighbours."""
    for place in places.ravel().nonzero()[0].tolist():
        y, x = divmod(place, SHEET)
        around = [pixels[y - 1, x], pixels[y, x + 1], pixels[y + 1, x], pixels[y, x - 1]]
        pixels[y, x] = max(around, key=around.count)


def _place(pixels: Pixels, *, standing: bool) -> Pixels:
    rows, columns = np.nonzero(pixels.any(axis=1))[0], np.nonzero(pixels.any(axis=0))[0]
    if not len(rows):
        raise DrawingError("the drawing is empty")
    drawn = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = drawn.shape
    if max(height, width) > SIDE:
        raise DrawingError(f"the drawing is {width}x{height} pixels; a sprite holds {SIDE}x{SIDE}")
    sprite = np.zeros((SIDE, SIDE), dtype=np.uint8)
    top = SIDE - height if standing else (SIDE - height) // 2
    left = (SIDE - width) // 2
    sprite[top : top + height, left : left + width] = drawn
    return sprite
