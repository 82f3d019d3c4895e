"""Masks with colours and part kinds -> a finished 32x32 sprite with its part map.

A species paints back to front on a `Canvas`, whose sheet is larger than the sprite; `tone` is a palette index, `kind`
one of `training.drawing.parts.PARTS`. What is painted later lies in front. Knows nothing of species, zones or colour
schemes.

    body = canvas.part("body", mask, tone)               # outlined where the silhouette ends
    canvas.part("fin", mask, tone, gap=True)             # in front of the body, with a dark line between them
    canvas.limb("limb", mask, tone)                      # slender, with a dark line around it
    canvas.thin("limb", mask, tone, behind=True)         # a line or streamer in its own colour, no outline
    canvas.shade(mask, tone, clip=body)                  # belly, shadow, fin rays: stays the part that it was
    canvas.mark(mask, tone, clip=body)                   # a painted pattern
    canvas.light(mask, tone, clip=body)                  # a light organ
    canvas.label("head", mask & body)                    # the same pixels, another part
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import SHADES, colour_index
from pixelgen.parts import Kind, PartMap
from training.drawing.cleaning import Pixels, clean, close_pinholes, outline
from training.drawing.masks import MARGIN, SHEET, SIDE, Mask, empty, grow, grow_all, rectangle, where_y
from training.drawing.parts import filled_up, part_id
from training.drawing.tones import DUSKY, darker, darkest, lighter

__all__ = ["Canvas", "Drawing", "DrawingError", "Pixels", "darker", "darkest", "eye_rows", "lighter"]

_PUPIL, _GLINT = colour_index("ink", 0), colour_index("ink", 6)
Rows = Iterable[Iterable[int | None]]


class DrawingError(ValueError):
    """A drawing that does not fit the 32x32 sprite."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A finished sprite: (32, 32) palette indices and (32, 32) part numbers, 0 exactly where the sprite is empty."""

    pixels: Pixels
    parts: PartMap


class Canvas:
    """A sheet that parts are painted on, back to front.

    lit: in dark water an upper edge is lit instead of dark, and slender limbs have no line around them but where they
    cross other parts.
    """

    def __init__(self, *, lit: bool = False) -> None:
        self.pixels: Pixels = np.zeros((SHEET, SHEET), dtype=np.uint8)
        self.parts: PartMap = np.zeros((SHEET, SHEET), dtype=np.uint8)
        self.lit = lit
        self._solid = empty()  # parts that get a dark outline where the silhouette ends

    def filled(self) -> Mask:
        """Pixels painted so far."""
        filled: Mask = self.pixels != 0
        return filled

    def of(self, *kinds: Kind) -> Mask:
        """Pixels painted so far that belong to these parts, to clip to or to keep clear of."""
        return np.isin(self.parts, [part_id(kind) for kind in kinds])

    def dark(self, tone: int) -> int:
        """The tone of outlines, gaps and mouths on this tone: its ramp's darkest, on a lit canvas a dark one."""
        return int(DUSKY[tone]) if self.lit else darkest(tone)

    # --- adding to the silhouette ---------------------------------------------------------------------

    def part(
        self, kind: Kind, mask: Mask, tone: int, *, gap: bool = False, seam: int | None = None, behind: bool = False
    ) -> Mask:
        """Paint a part that gets an outline where the silhouette ends.

        gap: where it lies over earlier parts its rim is its outline's colour, so that it stands off them; seam: the
        same in a tone of your own. behind: only where nothing is yet. Returns the pixels painted, to clip to.
        """
        if behind:
            mask = mask & ~self.filled()
        rim_tone = self.dark(tone) if gap and seam is None else seam
        edge = mask & grow(self.filled() & ~mask) if rim_tone is not None else None
        self._paint(kind, mask, tone)
        self._solid |= mask
        if edge is not None and rim_tone is not None:
            np.putmask(self.pixels, edge, rim_tone)
        return mask

    def limb(self, kind: Kind, mask: Mask, tone: int, *, bare: Mask | None = None) -> Mask:
        """Paint a slender part that keeps its colour, with a dark line around it, also where it crosses earlier parts.

        Pixels in `bare` get no line: the gap between the fingers of a claw stays open. On a lit canvas the line is
        drawn over earlier parts alone.
        """
        around = grow(mask) & ~mask
        if bare is not None:
            around &= ~bare
        if self.lit:
            around &= self.filled()
        self.thin(kind, around, self.dark(tone))
        return self.thin(kind, mask, tone)

    def thin(self, kind: Kind, mask: Mask, tone: int, *, gap: bool = False, behind: bool = False) -> Mask:
        """Paint a thin part (tentacle, spine, streamer, feeler) that keeps its colour: no outline.

        gap: a dark line beside it where it crosses earlier parts, so that it stands off them.
        """
        if behind:
            mask = mask & ~self.filled()
        if gap:
            self._paint(kind, grow(mask) & ~mask & self.filled() & ~self.of("eye"), self.dark(tone))
        self._paint(kind, mask, tone)
        self._solid &= ~mask
        return mask

    def stamp(self, kind: Kind, x: int, y: int, rows: Rows) -> None:
        """Write single pixels, top left at whole (x, y); None leaves what is there."""
        for dy, row in enumerate(rows):
            for dx, tone in enumerate(row):
                if tone is not None:
                    self.pixels[y + dy + MARGIN, x + dx + MARGIN] = tone
                    self.parts[y + dy + MARGIN, x + dx + MARGIN] = part_id(kind)

    def eye(self, x: float, y: float, size: int, *, iris: int | None = None, socket: int | None = None) -> None:
        """A living eye of size 1 to 5 pixels about (x, y), see `eye_rows`; it has no outline. Size 0 draws none.

        A small one on a dark part, on a lit canvas on all but a pale one, has a pale iris instead of a glint, so that
        it is seen. socket: the skin's tone, which clears marks from around the eye.
        """
        left, top = round(x - size / 2), round(y - size / 2)
        under = int(self.pixels[round(y) + MARGIN, round(x) + MARGIN])
        rows = eye_rows(size, iris=iris, pale=under > 0 and (under - 1) % SHADES <= (4 if self.lit else 2))
        before = self.parts.copy()
        if socket is not None:
            around = grow_all(rectangle(left, top, max(size, 2), size)) if size > 0 else empty()
            self.detail("head", around, socket, clip=self.of("mark"))
        self.stamp("eye", left, top, rows)
        self._solid &= ~((self.parts == part_id("eye")) & (before != self.parts))

    # --- on what is painted ---------------------------------------------------------------------------

    def shade(self, mask: Mask, tone: int, *, clip: Mask) -> Mask:
        """Recolour pixels of a part; they stay the part that they are: belly, shadow, fin rays, gill line."""
        mask = mask & clip & self.filled()
        np.putmask(self.pixels, mask, tone)
        return mask

    def mark(self, mask: Mask, tone: int, *, clip: Mask) -> Mask:
        """Paint a mark: a band, a spot, a mask. Never adds to the silhouette."""
        return self.detail("mark", mask, tone, clip=clip)

    def light(self, mask: Mask, tone: int, *, clip: Mask) -> Mask:
        """Paint light organs on a part. Never adds to the silhouette; they have no outline."""
        mask = self.detail("light", mask, tone, clip=clip)
        self._solid &= ~mask
        return mask

    def detail(self, kind: Kind, mask: Mask, tone: int, *, clip: Mask) -> Mask:
        """Recolour pixels and make them another part: a mouth on the head, a beak."""
        mask = mask & clip & self.filled()
        self._paint(kind, mask, tone)
        return mask

    def countershade(self, clip: Mask, tone: int, *, below: float) -> None:
        """Paint the clip's pixels below the line y = below: the light belly."""
        self.shade(where_y() >= below, tone, clip=clip)

    def label(self, kind: Kind, mask: Mask) -> Mask:
        """Make painted pixels another part and leave their colour: the head of a body drawn in one piece."""
        mask = mask & self.filled()
        np.putmask(self.parts, mask, part_id(kind))
        return mask

    def erase(self, mask: Mask) -> None:
        """Cut a hole: pixels of the mask become empty."""
        np.putmask(self.pixels, mask, 0)
        np.putmask(self.parts, mask, 0)
        self._solid &= ~mask

    def _paint(self, kind: Kind, mask: Mask, tone: int) -> None:
        np.putmask(self.pixels, mask, tone)
        np.putmask(self.parts, mask, part_id(kind))

    # --- the end ----------------------------------------------------------------------------------------

    def extent(self) -> int:
        """The longer side of what is painted so far, pixels."""
        filled = self.filled()
        sides = [np.flatnonzero(filled.any(axis=axis)) for axis in (0, 1)]
        return max((int(taken[-1] - taken[0]) + 1 for taken in sides if len(taken)), default=0)

    def finish(self, *, standing: bool = False) -> Drawing:
        """Outline, clean and centre the drawing.

        `standing` puts the lowest pixel on the bottom row instead of centring it vertically (corals). Raises
        DrawingError when nothing was drawn or the drawing is larger than the sprite.
        """
        close_pinholes(self.pixels, self.parts)  # before they would get an outline
        outline(self.pixels, self._solid, lit=self.lit)
        clean(self.pixels, self.parts)
        return Drawing(*_placed(self.pixels, filled_up(self.parts, self.pixels), standing=standing))


def eye_rows(size: int, *, iris: int | None = None, pale: bool = False) -> list[list[int | None]]:
    """The pixels of an eye: dark pupil, one light pixel up and to the right.

    Size 1 is a dark pixel with a light one beside it; from 3 on the pupil sits in an iris of tone `iris` (white when
    None). pale: at size 1 and 2 a pupil before a pale iris, for a dark face. Size 0 is nothing.
    """
    p, w = _PUPIL, _GLINT
    a = w if iris is None else iris
    if size <= 0:
        return []
    if size == 1:
        return [[w, p]] if pale else [[p, w]]
    if size == 2:
        return [[w, p], [w, p]] if pale else [[p, w], [p, p]]
    if size == 3:
        return [[a, a, a], [a, p, w], [a, p, p]]
    if size == 4:
        return [[None, a, a, None], [a, p, w, a], [a, p, p, a], [None, a, a, None]]
    return [[None, a, a, a, None], [a, a, p, w, a], [a, p, p, p, a], [a, a, p, p, a], [None, a, a, a, None]]


def _placed(pixels: Pixels, parts: PartMap, *, standing: bool) -> tuple[Pixels, PartMap]:
    rows, columns = np.nonzero(pixels.any(axis=1))[0], np.nonzero(pixels.any(axis=0))[0]
    if not len(rows):
        raise DrawingError("the drawing is empty")
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = pixels[box].shape
    if max(height, width) > SIDE:
        raise DrawingError(f"the drawing is {width}x{height} pixels; a sprite holds {SIDE}x{SIDE}")
    top = SIDE - height if standing else (SIDE - height) // 2
    left = (SIDE - width) // 2
    placed = []
    for sheet in (pixels, parts):
        sprite = np.zeros((SIDE, SIDE), dtype=np.uint8)
        sprite[top : top + height, left : left + width] = sheet[box]
        placed.append(sprite)
    return placed[0], placed[1]
