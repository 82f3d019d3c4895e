"""Dark lines between parts, where they reach the silhouette. Shared by several species; knows none of them."""

from __future__ import annotations

from pixelgen.parts import Kind
from training.drawing.canvas import Canvas
from training.drawing.masks import rim


def open_seams(canvas: Canvas, tone: int, *kinds: Kind) -> None:
    """Give the ends of the dark lines on parts of this tone, at the silhouette's edge, back their tone.

    The outline is made of the tone that it borders: it would make yet another one of the line's.
    """
    canvas.shade(canvas.pixels == canvas.dark(tone), tone, clip=rim(canvas.filled()) & canvas.of(*kinds))
