"""Where the submarine is and how it fares -> how loud each layer is; and the fades between. Knows no loudspeakers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from demo_game.sounds.music import ZONE_LAYERS

Layer = tuple[str, str]  # name, and zone or ""
WATER = "water"
ALL_ZONE_LAYERS = (WATER, *ZONE_LAYERS)
_FADES = {"danger": 1.2, "wonder": 2.0, "night": 5.0, "deep": 5.0}  # seconds from silence to all of it
_ZONE_FADE = 3.0
_DUCKED, _FALLS, _RISES = 0.45, 0.15, 1.6  # share of the music under an effect; seconds down to it, and up again


@dataclass(frozen=True, slots=True)
class Surroundings:
    """zone: empty where there is none; the others from 0 to 1.

    within: from the zone's upper line to its lower one; depth: from the surface to the end of the sea; danger: air is
    low, or the hull near its line; wonder: something new was found. aside: a screen lies over the dive.
    """

    zone: str
    within: float = 0.5
    depth: float = 0.0
    night: float = 0.0
    danger: float = 0.0
    wonder: float = 0.0
    aside: bool = False


SILENT = Surroundings("")


def levels(around: Surroundings) -> dict[Layer, float]:
    """Of each layer that is heard, 0 to 1; the melody is nearest in the middle of a zone, the choir in the deep."""
    if not around.zone:
        return {}
    near = 0.5 + 0.5 * math.sin(math.pi * min(max(around.within, 0.0), 1.0))
    calm = 1 - 0.7 * around.danger
    found = {
        (WATER, around.zone): 0.6 if around.aside else 1.0,
        ("chords", around.zone): calm * (0.7 if around.aside else 1.0),
        ("melody", around.zone): calm * near * (0.3 if around.aside else 1.0),
        ("night", ""): around.night * calm,
        ("deep", ""): around.depth**1.5 * calm,
        ("danger", ""): 0.0 if around.aside else around.danger,
        ("wonder", ""): around.wonder * calm,
    }
    return {layer: level for layer, level in found.items() if level > 0.01}


def fade_seconds(layer: Layer) -> float:
    """How long it takes from silence to its full level."""
    return _FADES.get(layer[0], _ZONE_FADE)


def moved(level: float, to: float, dt: float, *, seconds: float) -> float:
    """A level that goes towards another one, as fast as from 0 to 1 in so many seconds."""
    step = dt / seconds
    return min(max(to, level - step), level + step)


@dataclass(slots=True)
class Ducking:
    """The music stands back while something is to be heard. share: of the music that is left."""

    share: float = 1.0
    seconds: float = 0.0

    def begin(self, seconds: float) -> None:
        """For so long, or as long as was asked already."""
        self.seconds = max(self.seconds, seconds)

    def pass_time(self, dt: float) -> None:
        """Down fast, up slowly."""
        self.seconds = max(self.seconds - dt, 0.0)
        ducks = self.seconds > 0
        whole = (_FALLS if ducks else _RISES) / (1 - _DUCKED)
        self.share = moved(self.share, _DUCKED if ducks else 1.0, dt, seconds=whole)
