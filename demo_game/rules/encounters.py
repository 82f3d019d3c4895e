"""A depth, a time and a dive -> the giant that passes, and what is special about this dive. Draws nothing.

Each zone has one giant. It swims far behind everything, at a share of the camera's speed; who sees it whole in the view
can meet it. A dive may have a stray, an animal of another zone, or a bloom of jellyfish.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demo_game.rules.rng import Rng
from demo_game.rules.zones import ZONE_HEIGHT
from pixelgen import SPECIES, ZONES

GIANTS = {
    "shallows": "the manta",
    "reef": "the whale shark",
    "twilight": "the sperm whale",
    "midnight": "the giant squid",
    "abyss": "the oarfish",
    "hadal": "the old one",
}
SIZES = {  # of their pictures, (width, height)
    "shallows": (150, 60),
    "reef": (170, 60),
    "twilight": (168, 64),
    "midnight": (190, 70),
    "abyss": (240, 70),
    "hadal": (230, 90),
}
_DEPTHS = {"shallows": 0.55, "reef": 0.5, "twilight": 0.42, "midnight": 0.5, "abyss": 0.45, "hadal": 0.45}
_SHARE = 0.22  # how fast it moves with the view: so far away it is
_SPEED, _WAY = 13.0, 1500.0  # pixels a second; pixels from one pass to the next
_REACH = 0.5  # of a zone's height, above and below its depth
_SEEN = 0.7  # of its width in the view: then it is met
_CLEAR = 0.6  # and of places on it that no rock hides
_BLOOMING = 0.3  # of dives
Box = tuple[int, int, int, int]  # left, top, width, height


def giant_depth(zone: str) -> float:
    """The y at which a zone's giant swims."""
    return (ZONES.index(zone) + _DEPTHS[zone]) * ZONE_HEIGHT


def giant_in_view(camera_x: float, camera_y: float, seconds: float, view: tuple[int, int]) -> tuple[str, Box] | None:
    """(zone, where in the view) of the giant of this depth; None when there is none. camera: the middle of the view."""
    for number, zone in enumerate(ZONES):
        depth = giant_depth(zone)
        if abs(depth - camera_y) > ZONE_HEIGHT * _REACH:
            continue
        width, height = SIZES[zone]
        x = (seconds * _SPEED + number * 410 - camera_x * _SHARE) % _WAY - width - 20
        y = (depth - camera_y) * _SHARE + view[1] * 0.42 + math.sin(seconds * 0.2) * 6
        if x < view[0]:
            return zone, (round(x), round(y), width, height)
    return None


def met(box: Box, view: tuple[int, int]) -> bool:
    """Whether enough of a giant is in the view."""
    left, top, width, height = box
    across = min(left + width, view[0]) - max(left, 0)
    down = min(top + height, view[1]) - max(top, 0)
    return across >= width * _SEEN and down >= height * _SEEN


def places_on(box: Box) -> tuple[tuple[float, float], ...]:
    """Places all over a giant, in the view."""
    left, top, width, height = box
    return tuple(
        (left + width * (column + 0.5) / 6, top + height * (row + 0.5) / 3) for row in range(3) for column in range(6)
    )


def unhidden(hidden: Sequence[bool]) -> bool:
    """Whether enough places on a giant are seen. hidden: whether rock is before each of them."""
    return sum(not each for each in hidden) >= _CLEAR * len(hidden)


@dataclass(frozen=True, slots=True)
class Special:
    """What one dive has. stray: (species, zone where it is met); bloom: zone, or empty."""

    stray: tuple[str, str] | None
    bloom: str


def special_of(seed: str, dive: int, *, homes: Mapping[str, Sequence[str]], learnt: Sequence[str]) -> Special:
    """What is special about a world's dive; without homes nobody is a stray. Every second dive has one."""
    rng = Rng(seed, "dive", dive)
    species, zone = rng.choice(tuple(learnt)), rng.choice(ZONES)
    far = bool(homes.get(species)) and min(abs(ZONES.index(zone) - ZONES.index(home)) for home in homes[species]) == 1
    for _ in range(24):  # its neighbours know it: it is not from the other end of the sea
        if far:
            break
        species, zone = rng.choice(tuple(learnt)), rng.choice(ZONES)
        far = (
            bool(homes.get(species)) and min(abs(ZONES.index(zone) - ZONES.index(each)) for each in homes[species]) == 1
        )
    far = far and SPECIES[species] not in ("coral",)
    bloom = rng.choice(ZONES[:5]) if rng.random() < _BLOOMING else ""
    return Special((species, zone) if far and dive % 2 else None, bloom)
