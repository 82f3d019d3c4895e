"""A place in the water column <-> its zone and its depth in metres. Knows nothing of what lives or shines there.

Lengths are pixels of the world: x to the right, y down from the surface at 0.
"""

from __future__ import annotations

from pixelgen import ZONES

ZONE_HEIGHT = 720
WIDTH = 1040
DEPTH = ZONE_HEIGHT * len(ZONES)
ZONE_NAMES = {
    "shallows": "the shallows",
    "reef": "the reef",
    "twilight": "the twilight zone",
    "midnight": "the midnight zone",
    "abyss": "the abyss",
    "hadal": "the hadal zone",
}
_METRES = (0, 30, 200, 1000, 4000, 6000, 10935)  # where each zone begins, and the deepest place there is


def zone_number(y: float) -> int:
    """0 for the shallows to 5 for the hadal zone; the sky counts as shallows."""
    return min(max(int(y // ZONE_HEIGHT), 0), len(ZONES) - 1)


def zone_at(y: float) -> str:
    """Name of the zone."""
    return ZONES[zone_number(y)]


def metres_at(y: float) -> int:
    """Depth below the surface; within a zone it grows evenly, so the steps are larger in deep zones."""
    number = zone_number(y)
    top, bottom = _METRES[number], _METRES[number + 1]
    share = min(max(y / ZONE_HEIGHT - number, 0.0), 1.0)
    return round(top + (bottom - top) * share)


def mood_at(y: float) -> tuple[int, int, float]:
    """Two neighbouring zones and the share of the second: a zone's own mood holds in its middle and blends between."""
    place = min(max(y / ZONE_HEIGHT - 0.5, 0.0), len(ZONES) - 1.0)
    first = min(int(place), len(ZONES) - 2)
    share = min(max((place - first) * 1.8 - 0.4, 0.0), 1.0)
    return first, first + 1, share * share * (3 - 2 * share)
