"""A value of a trait -> the nearest of some others. Knows nothing of species."""

from __future__ import annotations

from collections.abc import Sequence

from pixelgen.palette import RAMPS, RGB, ramp_indices

_MIDDLE = slice(2, 6)  # shades of a ramp that have most of its colour


def nearest(value: str, offered: Sequence[str], *, among: Sequence[str]) -> str:
    """The nearest of the offered values, the first of those that are as near; the value itself where it is offered.

    among: all values of the trait, neighbours beside each other. Ramps are as near as their colours, other values as
    their places.
    """
    if value in RAMPS and set(offered) <= set(RAMPS):
        return min(offered, key=lambda ramp: _difference(value, ramp))
    return min(offered, key=lambda one: abs(among.index(one) - among.index(value)))


def _difference(one: str, other: str) -> int:
    """How much two ramps differ in colour, their lightness aside: squared differences of red, green and blue."""
    total = 0
    for place, its in zip(ramp_indices(one)[_MIDDLE], ramp_indices(other)[_MIDDLE], strict=True):
        red, green, blue = (RGB[place][channel] - RGB[its][channel] for channel in range(3))
        total += (red - green) ** 2 + (green - blue) ** 2 + (blue - red) ** 2
    return total
