"""A value of a trait -> the nearest of some others. Knows nothing of species."""

from __future__ import annotations

from collections.abc import Sequence

from pixelgen.palette import RAMPS, RGB, ramp_indices


def nearest(value: str, offered: Sequence[str], *, among: Sequence[str]) -> str:
    """The nearest of the offered values, the first of those that are as near; the value itself where it is offered.

    among: all values of the trait, neighbours beside each other. Ramps are as near as their colours, other values as
    their places.
    """
    if set(among) <= set(RAMPS):
        return min(offered, key=lambda ramp: _difference(value, ramp))
    return min(offered, key=lambda one: abs(among.index(one) - among.index(value)))


def _difference(one: str, other: str) -> int:
    """How much the seven shades of two ramps differ in hue and chroma: what a grey has none of counts."""
    changes = [
        [RGB[place][channel] - RGB[its][channel] for channel in range(3)]
        for place, its in zip(ramp_indices(one), ramp_indices(other), strict=True)
    ]
    return sum((red - green) ** 2 + (green - blue) ** 2 + (blue - red) ** 2 for red, green, blue in changes)
