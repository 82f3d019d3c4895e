"""Depths, zones and moods: where each begins."""

from __future__ import annotations

import pytest

from demo_game.rules.zones import DEPTH, ZONE_HEIGHT, metres_at, mood_at, zone_at, zone_number
from pixelgen import ZONES


@pytest.mark.parametrize(
    ("y", "zone", "metres"),
    [
        (-50, "shallows", 0),
        (0, "shallows", 0),
        (360, "shallows", 15),
        (719, "shallows", 30),
        (720, "reef", 30),
        (1080, "reef", 115),
        (1440, "twilight", 200),
        (2160, "midnight", 1000),
        (2880, "abyss", 4000),
        (3600, "hadal", 6000),
        (DEPTH, "hadal", 10935),
        (DEPTH + 900, "hadal", 10935),
    ],
)
def test_a_zone_is_720_pixels_and_its_metres_grow_evenly(y: float, zone: str, metres: int) -> None:
    assert (zone_at(y), metres_at(y)) == (zone, metres)
    assert ZONES[zone_number(y)] == zone


@pytest.mark.parametrize(
    ("zones_down", "mood"),
    [
        (-1, (0, 1, 0.0)),
        (0.5, (0, 1, 0.0)),
        (0.72, (0, 1, 0.0)),  # most of a zone has its own mood
        (0.85, (0, 1, 0.23**2 * (3 - 2 * 0.23))),
        (1.0, (0, 1, 0.5)),
        (1.25, (0, 1, 0.95**2 * (3 - 2 * 0.95))),
        (1.3, (0, 1, 1.0)),
        (1.5, (1, 2, 0.0)),
        (5.0, (4, 5, 0.5)),
        (5.5, (4, 5, 1.0)),
        (9, (4, 5, 1.0)),
    ],
)
def test_moods_blend_around_the_border_of_two_zones(zones_down: float, mood: tuple[int, int, float]) -> None:
    assert mood_at(zones_down * ZONE_HEIGHT) == pytest.approx(mood)
