"""Zones -> the sound of their water: a loop of a minute, with what ticks, drips and calls in it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from demo_game.sounds.loops import LOOP_SECONDS, Rng, finished, flowing, in_space, put, silence, spectrum
from demo_game.sounds.synthesis import (
    RATE,
    Samples,
    Signal,
    bell,
    decaying,
    noise,
    panned,
    swelling,
    times,
    tone,
)

_SOFT = ((1.0, 1.0), (2.0, 0.2))
LEVEL = 0.075  # root mean square at full volume
Event = Callable[[Rng], Signal]


@dataclass(frozen=True, slots=True)
class _Water:
    """Noise between two pitches (hertz), its tilt, and how often it swells in a loop, which the others are of.

    events: single sounds, how many and how loud. space: half-life of its echo in seconds, its share and its pitch.
    """

    low: float
    high: float
    tilt: float
    swells: tuple[int, ...]
    depth: float
    events: tuple[tuple[int, float, Event], ...]
    space: tuple[float, float, float]


def ambience(zone: str) -> Samples:
    """(n, 2) int16 at 22,050 Hz, to be played round and round."""
    water = _WATERS[zone]
    rng = np.random.default_rng(zlib.crc32(zone.encode("ascii")))
    made = 0.5 * flowing(rng, low=water.low, high=water.high, tilt=water.tilt, swells=water.swells, depth=water.depth)
    for count, level, make in water.events:
        made += level * spectrum(_scattered(rng, count, make))
    half_life, share, high = water.space
    return finished(in_space(made, rng, half_life=half_life, share=share, high=high), level=LEVEL, knee=4.5)


def _scattered(rng: Rng, count: int, make: Event) -> Signal:
    """Single sounds at random moments and sides."""
    made = silence()
    for _ in range(count):
        put(made, float(rng.uniform(0, LOOP_SECONDS)), panned(make(rng)[::2], float(rng.uniform(-0.8, 0.8))))
    return made


def _ringing(seconds: float, half_life: float, *pitches: float) -> Event:
    return lambda rng: bell(seconds, float(rng.choice(pitches)), half_life=half_life, partials=_SOFT)


def _tick(rng: Rng) -> Signal:
    made = noise(rng, 0.03, low=1400, high=3600, tilt=0) * decaying(0.03, half_life=0.003, attack=0.001)
    return made * float(rng.uniform(0.2, 1.0))


def _drop(rng: Rng) -> Signal:
    pitch = float(rng.uniform(420, 800)) * (1 + 3 * times(0.2))
    return tone(0.2, pitch) * decaying(0.2, half_life=0.025, attack=0.01)


def _calling(seconds: float, low: float, high: float) -> Event:
    """A voice that glides up and sinks again."""

    def call(rng: Rng) -> Signal:
        along = np.linspace(0, 1, round(seconds * RATE))
        glide = float(rng.uniform(low, high)) * (1 + 0.28 * np.sin(np.pi * along) ** 2 - 0.15 * along)
        made = tone(seconds, glide) + 0.4 * tone(seconds, 2 * glide) + 0.2 * tone(seconds, 3 * glide)
        return made * swelling(seconds, peak=0.4)

    return call


def _groan(rng: Rng) -> Signal:
    moments = times(3.0)
    glide = float(rng.uniform(58, 74)) * (1 - 0.06 * moments) + 1.5 * np.sin(9 * moments)
    made = sum(
        level * tone(3.0, number * glide) for number, level in ((1, 1.0), (2, 0.5), (3, 0.4), (5, 0.3), (7, 0.2))
    )
    return np.asarray(made * swelling(3.0, peak=0.6))


_WATERS: dict[str, _Water] = {
    # light, and water that laps
    "shallows": _Water(
        *(250, 1500, 1.0, (11, 17), 0.85),
        events=((34, 0.3, _ringing(1.2, 0.16, 1175, 1319, 1480, 1760)),),
        space=(0.5, 0.4, 3500),
    ),
    # warm and busy: shrimps crackle
    "reef": _Water(
        *(150, 900, 1.2, (7, 12), 0.6),
        events=((300, 0.3, _tick), (40, 0.3, _drop)),
        space=(0.4, 0.35, 3000),
    ),
    # dim: far voices
    "twilight": _Water(
        *(110, 600, 1.3, (5, 8), 0.6),
        events=((9, 0.5, _calling(2.6, 190, 260)), (30, 0.12, _drop)),
        space=(1.2, 0.55, 1600),
    ),
    # dark: something creaks far away
    "midnight": _Water(
        *(90, 480, 1.4, (4, 7), 0.7),
        events=((6, 0.4, _calling(3.2, 150, 190)), (8, 0.2, _ringing(3.0, 0.45, 440, 523.3, 659.3))),
        space=(1.5, 0.6, 1500),
    ),
    # wide and cold: a call from very far
    "abyss": _Water(
        *(80, 420, 1.4, (3, 5), 0.7),
        events=((5, 0.5, _calling(4.0, 130, 160)),),
        space=(2.0, 0.6, 1300),
    ),
    # the weight of the water: the rock groans
    "hadal": _Water(
        *(70, 360, 1.4, (3, 4), 0.6),
        events=((7, 0.5, _groan),),
        space=(2.0, 0.5, 1200),
    ),
}
