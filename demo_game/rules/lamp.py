"""Where the lamp is and where it points -> how strongly it shines on a place. Knows neither animals nor pixels."""

from __future__ import annotations

import math

REACH = 168.0  # of the cone
HALO = 58.0  # of the light around the hull, which is weaker
HALO_SHARE = 0.75
WIDTH, SLOPE = 7.0, 0.52  # of the cone at the lamp, and what it gains a pixel on the way
SOFT = 0.55  # share of its half width over which its edge fades
FADE = 0.8  # exponent of how it fades with the distance
_NOTICED = 0.14


def strength(right: float, down: float, *, aim: tuple[float, float], reach: float = REACH) -> float:
    """Of the lamp at a place that lies there as seen from it: 1 is full, 0 out of its reach. aim: of length 1.

    reach: of the cone, pixels.
    """
    distance = math.hypot(right, down)
    if distance >= reach:
        return 0.0
    halo = max(1 - distance / HALO, 0.0) * HALO_SHARE
    ahead = right * aim[0] + down * aim[1]
    if ahead <= 0:
        return halo
    wide = WIDTH + ahead * SLOPE
    side = min(max((wide - abs(down * aim[0] - right * aim[1])) / (wide * SOFT), 0.0), 1.0)
    return max(side * math.pow(1 - distance / reach, FADE), halo)


def noticed(right: float, down: float, *, aim: tuple[float, float], reach: float = REACH) -> bool:
    """Whether an animal there notices the light."""
    return strength(right, down, aim=aim, reach=reach) > _NOTICED
