"""The middle line of an arm -> a mask evenly two pixels thick. Shared by cephalopods; knows no species, no colours."""

from __future__ import annotations

from training.masks import Mask, Points, line, shift


def fleshy_arm(path: Points) -> Mask:
    """Splined line through the points, drawn with a brush of 2x2 pixels.

    Discs of that size (`masks.stroke`) come out bumpy, now one and now three pixels thick.
    """
    return brushed(line(path))


def brushed(ridge: Mask) -> Mask:
    """The mask with each pixel made 2x2, to the right and down."""
    wide = ridge | shift(ridge, 1, 0)
    return wide | shift(wide, 0, 1)
