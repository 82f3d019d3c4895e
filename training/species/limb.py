"""Slender parts that keep their colour: trimmed of slivers, outlined on their outside. Knows no species."""

from __future__ import annotations

from training.canvas import Canvas, darkest
from training.masks import Mask, grow, shift


def trimmed(mask: Mask) -> Mask:
    """The mask without whatever is narrower than two pixels (opening by a 2x2 square)."""
    corner = mask & shift(mask, -1, 0) & shift(mask, 0, -1) & shift(mask, -1, -1)
    wide = corner | shift(corner, 1, 0)
    return wide | shift(wide, 0, 1)


def limb(canvas: Canvas, mask: Mask, tone: int, *, bare: Mask | None = None) -> Mask:
    """Paint the mask with a dark line around it, also where it crosses earlier parts. Returns the mask.

    Pixels in `bare` get no line: the gap between the fingers of a claw stays open.
    """
    around = grow(mask) & ~mask
    canvas.thin(around if bare is None else around & ~bare, darkest(tone))
    return canvas.thin(mask, tone)
