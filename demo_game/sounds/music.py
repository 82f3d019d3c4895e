"""Layers and zones -> music: loops of a minute that are heard together. Knows neither loudspeakers nor when.

music("chords", "reef")      # (n, 2) int16 at 22,050 Hz, to be played round and round
music("night")               # layers that go with the chords of every zone: of D, E and A alone
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from demo_game.sounds.loops import (
    HALF_RATE,
    LOOP_SECONDS,
    Rng,
    finished,
    in_space,
    put,
    shaped,
    silence,
    spectrum,
)
from demo_game.sounds.synthesis import Samples, Signal, bell, decaying, noise, panned, tone

ZONE_LAYERS = ("chords", "melody")
EVERYWHERE = ("night", "deep", "danger", "wonder")
LEVELS = {"chords": 0.155, "melody": 0.075, "night": 0.055, "deep": 0.085, "danger": 0.10, "wonder": 0.07}
_D3 = 146.83
_HIGHEST, _TABLE = 2600.0, 8192  # hertz of an overtone; samples of one turn of a tone
_STRUCK = 4.5  # times the level that the peaks of struck notes may have before they are bent
_OVERLAP = 4.5  # seconds that a chord still sounds in the next one
_GLASS = ((1.0, 1.0), (2.0, 0.3), (3.01, 0.12))
_MARIMBA = ((1.0, 1.0), (3.9, 0.12))
_SOFT_BELL = ((1.0, 1.0), (2.0, 0.45), (2.99, 0.2), (4.1, 0.06))
Note = Callable[[Rng, float], Signal]


@dataclass(frozen=True, slots=True)
class _Piece:
    """chords: semitones above D3, each chord as long as the others; overtones: level of the first, second, ...

    scale: of the melody; phrases: how many it has; beat: seconds from note to note; note: its instrument.
    space: half-life in seconds, share and pitch of what comes back from far away.
    """

    chords: tuple[tuple[int, ...], ...]
    overtones: tuple[float, ...]
    scale: tuple[int, ...]
    phrases: int
    beat: float
    note: Note
    space: tuple[float, float, float]


def music(layer: str, zone: str = "") -> Samples:
    """A loop. layer: one of ZONE_LAYERS, of a zone, or one of EVERYWHERE. KeyError for others."""
    rng = np.random.default_rng(zlib.crc32(f"{layer} {zone}".encode("ascii")))
    if layer in ZONE_LAYERS:
        piece = _PIECES[zone]
        made = _held(rng, piece) if layer == "chords" else _sung(rng, piece)
        half_life, share, high = piece.space
    else:
        make, (half_life, share, high) = _LAYERS[layer]
        made = make(rng)
    heard = in_space(spectrum(made), rng, half_life=half_life, share=share, high=high)
    return finished(heard, level=LEVELS[layer], knee=2.2 if layer in ("chords", "deep") else _STRUCK)


def pitch(steps: float) -> float:
    """Hertz of so many semitones above D3."""
    return _D3 * float(2 ** (steps / 12))


def _held(rng: Rng, piece: _Piece) -> Signal:
    """Chords that flow into each other, each tone a little apart on the two sides."""
    made = silence()
    length = LOOP_SECONDS / len(piece.chords)
    for number, chord in enumerate(piece.chords):
        for place, steps in enumerate(chord):
            side = 0.7 * (2 * place / max(len(chord) - 1, 1) - 1)
            late = float(rng.uniform(0, 0.9))
            heard = _pad(rng, pitch(steps), length + _OVERLAP, overtones=piece.overtones, side=side)
            put(made, number * length + late, heard / (1 + place * 0.12))
    return made


def _pad(rng: Rng, hertz: float, seconds: float, *, overtones: Sequence[float], side: float) -> Signal:
    """(n, 2): one held tone that breathes."""
    moments = np.arange(round(seconds * HALF_RATE)) / HALF_RATE
    shape = shaped(seconds, rise=min(3.2, seconds / 3), fall=min(4.5, seconds / 2))
    shape *= 1 - 0.16 * (1 + np.sin(2 * np.pi * (rng.uniform(0.08, 0.2) * moments + rng.random())))
    heard = np.empty((len(moments), 2))
    for ear, gain in enumerate((1 - 0.5 * max(side, 0), 1 + 0.5 * min(side, 0))):
        wave = _wave(rng, [level for number, level in enumerate(overtones, 1) if number * hertz < _HIGHEST])
        turns = moments * (hertz * (1 + rng.uniform(-0.0016, 0.0016)) * len(wave))
        heard[:, ear] = gain * shape * wave[turns.astype(np.int64) % len(wave)]
    return heard


def _wave(rng: Rng, overtones: Sequence[float]) -> Signal:
    """One turn of a tone with its overtones, each at a phase of its own: as a table it costs no sines a sample."""
    turn = 2 * np.pi * np.arange(_TABLE) / _TABLE
    waves = [level * np.sin(number * turn + 2 * np.pi * rng.random()) for number, level in enumerate(overtones, 1)]
    return np.asarray(np.sum(waves, axis=0))


def _sung(rng: Rng, piece: _Piece) -> Signal:
    """Phrases that wander over the scale, with rests between them and an answer to the other side."""
    made = silence()
    each = LOOP_SECONDS / piece.phrases
    place = len(piece.scale) // 2
    for phrase in range(piece.phrases):
        at = phrase * each + float(rng.uniform(0, 0.25)) * each
        side, count = float(rng.uniform(-0.6, 0.6)), int(rng.integers(3, 7))
        for _ in range(count):
            place = int(np.clip(place + rng.choice((-2, -1, -1, 1, 1, 2)), 0, len(piece.scale) - 1))
            heard = piece.note(rng, pitch(piece.scale[place])) * float(rng.uniform(0.6, 1.0))
            put(made, at, panned(heard, side))
            put(made, at + 3 * piece.beat, 0.3 * panned(heard, -side))
            at += piece.beat * float(rng.choice((1, 1, 2)))
    return made


def _struck(seconds: float, half_life: float, partials: Sequence[tuple[float, float]]) -> Note:
    return lambda rng, hertz: bell(seconds, hertz, half_life=half_life, partials=partials)[::2]


def _blown(seconds: float) -> Note:
    """A voice without words, with a little breath and a slow vibrato."""

    def note(rng: Rng, hertz: float) -> Signal:
        moments = np.arange(round(seconds * HALF_RATE)) / HALF_RATE
        wave = _wave(rng, (1.0, 0.35, 0.18, 0.06))
        turns = hertz * moments + 0.3 * np.sin(2 * np.pi * 4.2 * moments) * moments / seconds
        shape = shaped(seconds, rise=seconds * 0.35, fall=seconds * 0.55)
        return np.asarray(shape * wave[(turns * len(wave)).astype(np.int64) % len(wave)])

    return note


def _night(rng: Rng) -> Signal:
    """Far lights: high bells that tremble, over an open fifth."""
    made = silence()
    for number in range(8):
        for steps, side in ((12, -0.5), (19, 0.5)):
            put(made, number * 8 + steps % 5, 0.35 * _pad(rng, pitch(steps), 11.0, overtones=(1.0, 0.2), side=side))
    for _ in range(44):
        heard = bell(3.0, pitch(float(rng.choice((24, 26, 31, 36, 38)))), half_life=0.5, partials=_GLASS)[::2]
        put(made, float(rng.uniform(0, LOOP_SECONDS)), panned(heard * rng.uniform(0.2, 0.8), rng.uniform(-0.9, 0.9)))
    return made


def _deep(rng: Rng) -> Signal:
    """A choir that breathes: open fifths, most of it in their overtones, so that small loudspeakers have it too."""
    made = silence()
    choir = (0.5, 0.8, 0.7, 0.5, 0.35, 0.2)
    for number, chord in enumerate(((0, 7, 12), (0, 7, 14), (-5, 7, 12), (0, 7, 19), (0, 2, 7), (-5, 2, 12))):
        at = number * LOOP_SECONDS / 6
        for place, steps in enumerate(chord):
            put(made, at + place * 1.3, _pad(rng, pitch(steps), 15.0, overtones=choir, side=place * 0.8 - 0.8))
    return made


def _danger(rng: Rng) -> Signal:
    """A heart, and two tones that rub."""
    made = silence()
    thump = tone(0.5, 62 + 40 * 0.5 ** (np.arange(round(0.5 * 2 * HALF_RATE)) / 700)) * decaying(0.5, half_life=0.07)
    knock = noise(rng, 0.5, low=220, high=520, tilt=0.6) * decaying(0.5, half_life=0.03)
    beat = panned((thump + 0.35 * knock)[::2], 0.0)
    for number in range(LOOP_SECONDS):
        put(made, number, 1.6 * beat)
        put(made, number + 0.27, 1.0 * beat)
    for number in range(16):
        rubbing = (12, 13) if number % 2 else (12, 11)
        for side, steps in zip((-0.6, 0.6), rubbing, strict=True):
            put(made, number * 4, 0.3 * _pad(rng, pitch(steps), 6.0, overtones=(1.0, 0.5, 0.25), side=side))
    return made


def _wonder(rng: Rng) -> Signal:
    """A harp that climbs, again and again."""
    made = silence()
    scale = (0, 2, 7, 12, 14, 19, 24, 26, 31)
    beat, at = 0.25, 0.0
    while at < LOOP_SECONDS - beat / 2:
        first, count = int(rng.integers(0, 3)), int(rng.integers(5, 7))
        for step in range(count):
            heard = bell(1.8, pitch(scale[first + step]), half_life=0.28, partials=_SOFT_BELL)[::2]
            put(made, at + step * beat, panned((0.5 + 0.09 * step) * heard, -0.7 + 1.4 * step / count))
        at += 8 * beat
    return made


_LAYERS: dict[str, tuple[Callable[[Rng], Signal], tuple[float, float, float]]] = {
    "night": (_night, (1.4, 0.5, 2500)),
    "deep": (_deep, (2.2, 0.5, 1800)),
    "danger": (_danger, (0.4, 0.25, 1500)),
    "wonder": (_wonder, (0.8, 0.4, 3000)),
}
_PIECES: dict[str, _Piece] = {
    # D major with the fourth raised: light on sand
    "shallows": _Piece(
        chords=(
            (0, 7, 14, 18),
            (7, 14, 18, 21),
            (4, 11, 14, 21),
            (2, 9, 14, 18),
            (0, 7, 16, 19),
            (5, 9, 16, 21),
            (4, 11, 16, 19),
            (7, 14, 16, 21),
        ),
        overtones=(1.0, 0.3, 0.12, 0.05),
        scale=(24, 26, 28, 31, 33, 36, 38),
        phrases=9,
        beat=0.42,
        note=_struck(1.6, 0.22, _GLASS),
        space=(0.7, 0.4, 3500),
    ),
    # G major, warm: a marimba among corals
    "reef": _Piece(
        chords=(
            (-7, 5, 12, 16),
            (0, 9, 12, 16),
            (-3, 9, 12, 17),
            (2, 9, 14, 17),
            (-7, 5, 9, 14),
            (4, 7, 12, 16),
            (-3, 5, 12, 16),
            (0, 7, 12, 14),
        ),
        overtones=(1.0, 0.35, 0.15, 0.06),
        scale=(17, 19, 21, 24, 26, 29, 31),
        phrases=10,
        beat=0.34,
        note=_struck(1.2, 0.16, _MARIMBA),
        space=(0.6, 0.38, 3000),
    ),
    # B minor: the last light
    "twilight": _Piece(
        chords=(
            (-3, 4, 9, 12),
            (-7, 5, 9, 16),
            (2, 9, 12, 17),
            (0, 4, 9, 14),
            (-3, 4, 12, 14),
            (-5, 2, 9, 12),
            (-7, 5, 12, 14),
            (2, 7, 9, 14),
        ),
        overtones=(1.0, 0.4, 0.2, 0.08),
        scale=(9, 12, 14, 16, 19, 21, 24),
        phrases=7,
        beat=0.6,
        note=_struck(2.4, 0.4, _SOFT_BELL),
        space=(1.3, 0.5, 2200),
    ),
    # A minor over D: lights that ring and go out
    "midnight": _Piece(
        chords=(
            (-5, 2, 7, 10),
            (0, 5, 7, 14),
            (-5, 3, 10, 14),
            (-2, 5, 10, 12),
            (-5, 2, 10, 17),
            (0, 7, 10, 15),
            (-7, 5, 8, 12),
            (0, 3, 7, 14),
        ),
        overtones=(1.0, 0.5, 0.28, 0.14, 0.06),
        scale=(14, 17, 19, 22, 24, 26, 29),
        phrases=6,
        beat=0.75,
        note=_struck(3.2, 0.6, _GLASS),
        space=(1.6, 0.55, 2000),
    ),
    # D minor, wide apart and cold
    "abyss": _Piece(
        chords=((-12, 0, 7, 15), (-4, 3, 8, 12), (-7, 5, 8, 15), (-2, 5, 10, 14), (-12, 0, 10, 15), (-4, 3, 7, 12)),
        overtones=(1.0, 0.7, 0.5, 0.3, 0.18, 0.1),
        scale=(7, 10, 12, 14, 15, 19, 22),
        phrases=5,
        beat=1.3,
        note=_blown(3.2),
        space=(2.2, 0.6, 1800),
    ),
    # a half tone above a low D: the weight of all that water
    "hadal": _Piece(
        chords=((-12, 0, 1, 7), (-12, -5, 3, 8), (-11, 1, 6, 8), (-12, 0, 7, 13), (-14, -2, 5, 8), (-12, 1, 3, 7)),
        overtones=(0.8, 0.8, 0.7, 0.5, 0.35, 0.22, 0.14),
        scale=(12, 13, 15, 19, 20, 24),
        phrases=4,
        beat=1.7,
        note=_blown(4.4),
        space=(2.4, 0.6, 1700),
    ),
}
