"""Masks with colours -> a finished 32x32 sprite: parts, patterns, eyes, then outline and clean-up.

A species paints parts back to front on a `Canvas`, whose sheet is larger than the sprite; `tone` is a palette index.
Knows nothing of species, zones or colour schemes.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pixelgen.palette import SHADES, colour_index
from training.masks import MARGIN, SHEET, SIDE, Mask, empty, grow_all, opened, rim, shift, shrink, where_y

Pixels = npt.NDArray[np.uint8]


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
            under = self.filled() & ~mask
            edge = mask & (shift(under, 1, 0) | shift(under, -1, 0) | shift(under, 0, 1) | shift(under, 0, -1))
        self.pixels[mask] = tone
        self._solid |= mask
        if seam is not None:
            self.pixels[edge] = seam
        return mask

    def thin(self, mask: Mask, tone: int, *, behind: bool = False) -> Mask:
        """Paint a thin part (tentacle, spine, streamer, feeler) that keeps its colour: no outline."""
        if behind:
            mask = mask & ~self.filled()
        self.pixels[mask] = tone
        self._solid &= ~mask
        return mask

    def pattern(self, mask: Mask, tone: int, *, clip: Mask) -> None:
        """Recolour pixels of a part; never adds to the silhouette."""
        self.pixels[mask & clip & self.filled()] = tone

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
    edge = rim(filled) & solid
    # Where a part has no inside (one or two pixels wide) an outline would leave nothing of its colour.
    inside = filled & ~rim(filled)
    edge &= grow_all(inside)
    ramp_start = ((pixels.astype(np.int64) - 1) // SHADES) * SHADES + 1
    pixels[edge] = ramp_start[edge].astype(np.uint8)


def _close_pinholes(pixels: Pixels) -> None:
    """Fill single empty pixels that are shut in on four sides."""
    filled = pixels != 0
    for y, x in np.argwhere(~filled & (_neighbours(filled, 4) == 4)):
        pixels[y, x] = _common([pixels[y - 1, x], pixels[y, x + 1], pixels[y + 1, x], pixels[y, x - 1]])


def _clean(pixels: Pixels) -> None:
    """Drop coloured specks and doubled corners, and give lone off-ramp pixels inside a neighbour's colour."""
    filled = pixels != 0
    pixels[filled & (_neighbours(filled, 8) == 0)] = 0
    ramp = (pixels + np.uint8(SHADES - 1)) // np.uint8(SHADES)  # 0 for transparent, then 1..9
    same = np.zeros(pixels.shape, dtype=np.bool_)
    across, along = ramp[:, 1:] == ramp[:, :-1], ramp[1:] == ramp[:-1]
    same[:, 1:] |= across
    same[:, :-1] |= across
    same[1:] |= along
    same[:-1] |= along
    for y, x in np.argwhere(shrink(filled) & ~same).tolist():
        pixels[y, x] = _common([pixels[y - 1, x], pixels[y, x + 1], pixels[y + 1, x], pixels[y, x - 1]])
    _thin_corners(pixels, ramp)


def _thin_corners(pixels: Pixels, ramp: Pixels) -> None:
    """In lines, an L of three becomes a diagonal, unless that would cut a pixel off or leave one alone in its ramp."""
    filled = pixels != 0
    line = filled & ~opened(filled)
    for y, x in np.argwhere(line & (_neighbours(filled, 4) == 2)).tolist():
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


def _neighbours(mask: Mask, count: int) -> npt.NDArray[np.uint8]:
    """How many of the 4 or 8 neighbours of each pixel are set."""
    padded = np.pad(mask.view(np.uint8), 1)
    middle = slice(1, -1)
    upright = padded[:-2] + padded[2:]
    if count == 4:
        return np.asarray(upright[:, middle] + padded[middle, :-2] + padded[middle, 2:])
    columns = upright + padded[middle]
    return np.asarray(columns[:, :-2] + upright[:, middle] + columns[:, 2:])


def _common(tones: list[np.uint8]) -> np.uint8:
    return max(tones, key=tones.count)


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
