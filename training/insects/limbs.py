"""What all insects have: jointed legs under the body, feelers at the head. Knows no species."""

from __future__ import annotations

from collections.abc import Sequence

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import Point


def legs(
    canvas: Canvas, at: Frame, roots: Sequence[Point], *, reach: float, lean: Sequence[float], tone: int, wide: int = 1
) -> None:
    """A leg from each root (nominal pixels): out to a knee, down to a foot. reach: how far down; lean: how far each
    foot is ahead of its root, shares of the reach. Paint them before the body."""
    for (x, y), ahead in zip(roots, lean, strict=True):
        knee = (x + ahead * reach * 0.7, y + reach * 0.35)
        foot = (x + ahead * reach * 1.1, y + reach)
        canvas.thin("limb", at.line([(x, y), knee, foot], curve=False, width=wide), tone)


def feeler(canvas: Canvas, at: Frame, root: Point, *, bend: Point, tip: Point, tone: int, knob: float = 0.0) -> None:
    """A feeler from the root by way of a bend to its tip, which has a knob of this radius; places from the root on."""
    x, y = root
    course = [root, (x + bend[0], y + bend[1]), (x + tip[0], y + tip[1])]
    canvas.thin("limb", at.line(course), tone)
    if knob:
        canvas.thin("limb", at.ellipse(x + tip[0], y + tip[1], knob, knob), tone)
