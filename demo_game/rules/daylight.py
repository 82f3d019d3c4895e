"""The seconds of a world -> how much day it is at the surface, and how far those that rise at night have risen."""

from __future__ import annotations

import math

DAY_SECONDS = 480.0
_NIGHT, _EDGE = 0.62, 0.08  # share of the day at which the night begins, and how long dusk and dawn are
_DEEPEST = 1500.0  # pixels under the surface from which on day and night are alike


def night_at(seconds: float) -> float:
    """0 by day, 1 by night; dusk and dawn between. A world begins in the morning."""
    share = seconds / DAY_SECONDS % 1
    fallen = min(max((share - _NIGHT) / _EDGE, 0.0), 1.0)
    risen = min(max((share - (1 - _EDGE)) / _EDGE, 0.0), 1.0)
    night = fallen - risen
    return night * night * (3 - 2 * night)


def night_in(y: float, seconds: float) -> float:
    """How much of the night is seen at a depth: there is none where there is no day."""
    return night_at(seconds) * min(max(1 - y / _DEEPEST, 0.0), 1.0)


def part_of_day(seconds: float) -> str:
    """morning, day, dusk or night."""
    share = seconds / DAY_SECONDS % 1
    if night_at(seconds) >= 0.5:
        return "night"
    return "morning" if share < 0.15 or share > 1 - _EDGE else "dusk" if share >= _NIGHT - _EDGE else "day"


def day_number(seconds: float) -> int:
    """Whole days since the world began."""
    return math.floor(seconds / DAY_SECONDS)
