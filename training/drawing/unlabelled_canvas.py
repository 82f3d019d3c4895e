"""A canvas for drawings that do not name their parts yet: parts are guessed from how they are painted.

What is outlined is body, what is thin is limb, eyes are eyes, and a pattern stays the part that it lies on. It goes
when the last such species is redrawn; new drawings use `Canvas`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from training.drawing.canvas import Canvas, Pixels, Rows, eye_rows
from training.drawing.masks import Mask, grow, where_y
from training.drawing.tones import darkest

Individual = TypeVar("Individual")


class UnlabelledCanvas:
    """The paint calls without kinds, over a `Canvas`."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    @property
    def pixels(self) -> Pixels:
        """(48, 48) palette indices painted so far."""
        return self._canvas.pixels

    def filled(self) -> Mask:
        """Pixels painted so far."""
        return self._canvas.filled()

    def part(self, mask: Mask, tone: int, *, seam: int | None = None, behind: bool = False) -> Mask:
        """Paint a part that will be outlined. Where it lies over earlier parts, `seam` (a tone) draws its rim."""
        return self._canvas.part("body", mask, tone, seam=seam, behind=behind)

    def thin(self, mask: Mask, tone: int, *, behind: bool = False) -> Mask:
        """Paint a thin part that keeps its colour: no outline."""
        return self._canvas.thin("limb", mask, tone, behind=behind)

    def limb(self, mask: Mask, tone: int, *, bare: Mask | None = None) -> Mask:
        """Paint a slender part that keeps its colour, with a dark line around it; none in `bare`."""
        around = grow(mask) & ~mask
        self.thin(around if bare is None else around & ~bare, darkest(tone))
        return self.thin(mask, tone)

    def pattern(self, mask: Mask, tone: int, *, clip: Mask) -> None:
        """Recolour pixels of a part; never adds to the silhouette."""
        self._canvas.shade(mask, tone, clip=clip)

    def countershade(self, clip: Mask, tone: int, *, below: float) -> None:
        """Paint the clip's pixels below the line y = below."""
        self.pattern(clip & (where_y() >= below), tone, clip=clip)

    def stamp(self, x: int, y: int, rows: Rows) -> None:
        """Write single pixels, top left at whole (x, y)."""
        self._canvas.stamp("body", x, y, rows)

    def eye(self, x: float, y: float, size: int, *, iris: int | None = None) -> None:
        """An eye of size 1 to 5 pixels about (x, y)."""
        self._canvas.stamp("eye", round(x - size / 2), round(y - size / 2), eye_rows(size, iris=iris))


def unlabelled(draw: Callable[[UnlabelledCanvas, Individual], None]) -> Callable[[Canvas, Individual], None]:
    """A drawing without part names -> one that paints on a `Canvas`."""

    def drawing(canvas: Canvas, individual: Individual) -> None:
        draw(UnlabelledCanvas(canvas), individual)

    return drawing
