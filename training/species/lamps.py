"""Light organs in a row across a narrow brow, even about its middle. Shared by several species; knows none of them."""

from __future__ import annotations

from collections.abc import Sequence

from training.drawing.masks import Mask, Point, empty, rectangle


def spread(half: float) -> list[float]:
    """Where lamps of two pixels stand across a brow of this half width, pixels right of its middle: one pixel apart."""
    count = max(2, int((2 * half - 1) / 3))
    return [3.0 * (index - (count - 1) / 2) for index in range(count)]


def lamps(places: Sequence[Point]) -> Mask:
    """Two pixels side by side at each place."""
    mask = empty()
    for x, y in places:
        mask |= rectangle(round(x - 1), int(y // 1), 2, 1)
    return mask
