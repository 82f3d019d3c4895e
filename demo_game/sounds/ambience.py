"""Zones -> what is heard there all the time: loops without a seam, each with its own mood. Knows no loudspeakers.

A loop is made as a spectrum (2, bins) over its whole length, left and right: noise is random phases, a held tone a bin
and its swell the two beside, an echo a product. So every part is periodic, and what rings on past the end comes in at
the beginning.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from demo_game.sounds.synthesis import (
    RATE,
    Samples,
    Signal,
    bell,
    decaying,
    noise,
    panned,
    samples,
    swelling,
    times,
    tone,
)

LOOP_SECONDS = 12
_HALF = LOOP_SECONDS * RATE // 2  # samples at half the rate, as nothing here is high
_BINS = _HALF // 2 + 1
_PITCHES = np.arange(_BINS) / LOOP_SECONDS
_SOFT = ((1.0, 1.0), (2.0, 0.2))
_OVERTONES = (1.0, 0.25, 0.08)
Rng = np.random.Generator
Spectrum = npt.NDArray[np.complex128]
Event = Callable[[Rng], Signal]


@dataclass(frozen=True, slots=True)
class _Water:
    """Noise between two pitches that comes and goes so many times in a loop. tilt: 1 pink, 2 brown."""

    low: float
    high: float
    tilt: float
    swells: tuple[int, ...]
    depth: float


@dataclass(frozen=True, slots=True)
class _Mood:
    """How a zone sounds. chord: held tones. events: single sounds, how many and how loud. space: half-life of its echo.

    level: root mean square, as a share of the full scale; the ear needs more of what is low.
    """

    water: _Water
    water_level: float
    chord: tuple[float, ...]
    chord_level: float
    events: tuple[tuple[int, float, Event], ...]
    space: float
    echo: float
    echo_high: float
    level: float


def ambience(zone: str) -> Samples:
    """(n, 2) int16 at 22,050 Hz, to be played round and round."""
    mood = _MOODS[zone]
    rng = np.random.default_rng(zlib.crc32(zone.encode("ascii")))
    made = mood.water_level * _flowing(rng, mood.water) + mood.chord_level * _held(rng, mood.chord)
    for count, level, make in mood.events:
        made += level * _scattered(rng, count, make)
    made *= (1 - mood.echo) + mood.echo * _space(rng, mood.space, high=mood.echo_high)
    heard = np.fft.irfft(made, 2 * _HALF, axis=1).T
    return samples(heard, peak=mood.level * float(np.abs(heard).max() / np.sqrt(np.mean(heard**2))))


def _flowing(rng: Rng, water: _Water) -> Spectrum:
    """Noise whose sides are partly alike, of level 1 before it swells."""
    gains = np.maximum(_PITCHES, 1.0) ** (-water.tilt / 2)
    gains /= (1 + (water.low / np.maximum(_PITCHES, 1e-9)) ** 4) * (1 + (_PITCHES / water.high) ** 4)
    gains *= 2 * _HALF / np.sqrt(2 * np.sum(gains**2))
    shared, *own = np.exp(2j * np.pi * rng.random((3, _BINS)))
    made = gains * (0.6 * shared + 0.8 * np.stack(own))
    for repetitions in water.swells:
        for side in made:
            _let_swell(side, repetitions, phase=float(rng.random()), depth=water.depth)
    return np.asarray(made)


def _let_swell(side: Spectrum, repetitions: int, *, phase: float, depth: float) -> None:
    """Multiply by a wave between 1 - depth and 1: each bin leaves something in those beside it."""
    turned = np.exp(2j * np.pi * phase) * depth / 4
    before = side.copy()
    side *= 1 - depth / 2
    side[repetitions:] -= turned * before[:-repetitions]
    side[:-repetitions] -= np.conj(turned) * before[repetitions:]


def _held(rng: Rng, chord: Sequence[float]) -> Spectrum:
    """Tones that are held, a little apart on the two sides, each with a slow swell of its own."""
    made = np.zeros((2, _BINS), dtype=np.complex128)
    for side in made:
        for place, hertz in enumerate(chord):
            tones = np.zeros(_BINS, dtype=np.complex128)
            for number, level in enumerate(_OVERTONES, 1):
                apart = int(rng.integers(-2, 3))
                tones[round(hertz * number * LOOP_SECONDS) + apart] += level * np.exp(2j * np.pi * rng.random()) * _HALF
            _let_swell(tones, 1 + place % 3, phase=float(rng.random()), depth=0.8)
            side += tones / len(chord)
    return made


def _scattered(rng: Rng, count: int, make: Event) -> Spectrum:
    """Single sounds at random moments and sides."""
    made = np.zeros((_HALF, 2))
    for _ in range(count):
        part = panned(make(rng)[::2], float(rng.uniform(-0.8, 0.8)))
        np.add.at(made, (int(rng.integers(_HALF)) + np.arange(len(part))) % _HALF, part)
    return np.asarray(2 * np.fft.rfft(made, axis=0).T)


def _space(rng: Rng, half_life: float, *, high: float) -> Spectrum:
    """What a wide water does to a sound, of level 1 on average."""
    moments = np.arange(_HALF) / (RATE / 2)
    tail = rng.standard_normal((2, _HALF)) * 0.5 ** (moments / half_life)
    heard = np.fft.rfft(tail, axis=1) / (1 + (_PITCHES / high) ** 4)
    in_band = heard[:, : round(high * LOOP_SECONDS)]
    return np.asarray(heard / np.sqrt(np.mean(np.abs(in_band) ** 2)))


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
        return (tone(seconds, glide) + 0.3 * tone(seconds, 2 * glide)) * swelling(seconds, peak=0.4)

    return call


def _groan(rng: Rng) -> Signal:
    moments = times(3.0)
    glide = float(rng.uniform(58, 74)) * (1 - 0.06 * moments) + 1.5 * np.sin(9 * moments)
    return (tone(3.0, glide) + 0.4 * tone(3.0, 2 * glide) + 0.2 * tone(3.0, 3 * glide)) * swelling(3.0, peak=0.6)


_MOODS: dict[str, _Mood] = {
    # light, and water that laps
    "shallows": _Mood(
        water=_Water(250, 1500, 1.0, (3, 5), 0.85),
        water_level=0.5,
        chord=(293.7, 370.0, 440.0, 659.3),
        chord_level=0.6,
        events=((7, 0.35, _ringing(1.2, 0.16, 1175, 1319, 1480, 1760)),),
        space=0.5,
        echo=0.4,
        echo_high=3500,
        level=0.028,
    ),
    # warm and busy: shrimps crackle
    "reef": _Mood(
        water=_Water(150, 900, 1.2, (2, 3), 0.6),
        water_level=0.4,
        chord=(196.0, 246.9, 293.7, 440.0),
        chord_level=0.7,
        events=((60, 0.16, _tick), (8, 0.2, _drop)),
        space=0.4,
        echo=0.35,
        echo_high=3000,
        level=0.030,
    ),
    # dim: far voices
    "twilight": _Mood(
        water=_Water(90, 500, 1.4, (1, 2), 0.6),
        water_level=0.35,
        chord=(110.0, 164.8, 220.0, 293.7),
        chord_level=0.7,
        events=((2, 0.4, _calling(2.6, 190, 260)),),
        space=1.2,
        echo=0.55,
        echo_high=1600,
        level=0.034,
    ),
    # dark, with lights that ring and go out
    "midnight": _Mood(
        water=_Water(60, 300, 1.6, (1, 2), 0.7),
        water_level=0.35,
        chord=(82.4, 123.5, 164.8, 196.0),
        chord_level=0.8,
        events=((5, 0.22, _ringing(3.0, 0.45, 440, 523.3, 659.3, 784)),),
        space=1.5,
        echo=0.6,
        echo_high=1500,
        level=0.038,
    ),
    # wide and cold: a call from very far
    "abyss": _Mood(
        water=_Water(45, 220, 1.7, (1,), 0.7),
        water_level=0.4,
        chord=(65.4, 65.7, 98.0, 130.8, 155.6),
        chord_level=0.9,
        events=((1, 0.4, _calling(4.0, 90, 105)),),
        space=2.0,
        echo=0.6,
        echo_high=900,
        level=0.044,
    ),
    # a low drone under the weight of the water
    "hadal": _Mood(
        water=_Water(32, 140, 1.8, (1,), 0.5),
        water_level=0.4,
        chord=(41.2, 82.4, 82.7, 123.6),
        chord_level=1.4,
        events=((2, 0.4, _groan),),
        space=2.0,
        echo=0.5,
        echo_high=600,
        level=0.050,
    ),
}
