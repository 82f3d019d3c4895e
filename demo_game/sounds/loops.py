"""Parts at moments of a minute -> a loop without a seam, in a wide room, at a wanted level. Knows no zones.

A loop is made at half the rate, as nothing in it is high, and goes round: what rings on past its end comes in at its
beginning. Spaces and swells are made of its spectrum, in which a part that is periodic stays so.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo_game.sounds.synthesis import RATE, Samples, Signal, smooth

LOOP_SECONDS = 64
HALF_RATE = RATE // 2
COUNT = LOOP_SECONDS * HALF_RATE
Rng = np.random.Generator
Spectrum = npt.NDArray[np.complex128]  # (2, COUNT // 2 + 1): left and right
_BINS = COUNT // 2 + 1
_PITCHES = np.arange(_BINS) / LOOP_SECONDS
_FULL = 32_767


def silence() -> Signal:
    """(COUNT, 2) to put parts into."""
    return np.zeros((COUNT, 2))


def put(made: Signal, at: float, part: Signal) -> None:
    """Add (n, 2) samples of half the rate from a second on; what goes beyond the end goes on at the beginning."""
    places = (round(at * HALF_RATE) + np.arange(len(part))) % len(made)
    made[places] += part  # a part is shorter than the loop, so no place comes twice


def spectrum(made: Signal) -> Spectrum:
    """Of (COUNT, 2) samples."""
    return np.asarray(np.fft.rfft(made, axis=0).T)


def flowing(rng: Rng, *, low: float, high: float, tilt: float, swells: tuple[int, ...], depth: float) -> Spectrum:
    """Noise between two pitches, its sides partly alike, of level 1 before it swells so many times in the loop.

    tilt: 1 pink, 2 brown. depth: how much is gone between two swells, 0 to 1.
    """
    gains = np.maximum(_PITCHES, 1.0) ** (-tilt / 2)
    gains /= (1 + (low / np.maximum(_PITCHES, 1e-9)) ** 4) * (1 + (_PITCHES / high) ** 4)
    gains *= COUNT / np.sqrt(2 * np.sum(gains**2))
    shared, *own = np.exp(2j * np.pi * rng.random((3, _BINS)))
    made = gains * (0.6 * shared + 0.8 * np.stack(own))
    for repetitions in swells:
        for side in made:
            _let_swell(side, repetitions, phase=float(rng.random()), depth=depth)
    return np.asarray(made)


def _let_swell(side: Spectrum, repetitions: int, *, phase: float, depth: float) -> None:
    """Multiply by a wave between 1 - depth and 1: each bin leaves something in those beside it."""
    turned = np.exp(2j * np.pi * phase) * depth / 4
    before = side.copy()
    side *= 1 - depth / 2
    side[repetitions:] -= turned * before[:-repetitions]
    side[:-repetitions] -= np.conj(turned) * before[repetitions:]


def in_space(made: Spectrum, rng: Rng, *, half_life: float, share: float, high: float) -> Spectrum:
    """The same in a wide water: share of it is what comes back, dull above `high`, halving in `half_life` seconds."""
    moments = np.arange(round(10 * half_life * HALF_RATE)) / HALF_RATE
    tail = rng.standard_normal((2, len(moments))) * 0.5 ** (moments / half_life)
    heard = np.fft.rfft(tail, COUNT, axis=1) / (1 + (_PITCHES / high) ** 4)
    heard /= np.sqrt(np.mean(np.abs(heard[:, : round(high * LOOP_SECONDS)]) ** 2))
    return np.asarray(made * ((1 - share) + share * heard))


def finished(made: Spectrum, *, level: float, knee: float = 2.2) -> Samples:
    """(n, 2) int16 at 22,050 Hz, to be played round and round. level: root mean square, a share of the full scale.

    Peaks are bent softly from knee times the level on, so that several loops together have room; what is struck needs a
    higher one than what is held, or it rattles.
    """
    made[:, 0] = 0.0
    heard = np.fft.irfft(made, 2 * COUNT, axis=1).T
    heard /= max(float(np.sqrt(np.mean(heard**2))), 1e-12)
    over = np.maximum(np.abs(heard) - knee, 0.0)
    heard -= np.sign(heard) * (over - np.tanh(over))
    heard -= heard.mean(axis=0)
    heard *= level / np.sqrt(np.mean(heard**2))
    return np.asarray(np.rint(heard * _FULL), dtype=np.int16)


def shaped(seconds: float, *, rise: float, fall: float) -> Signal:
    """(n,) at half the rate: an envelope that comes in `rise` seconds, stays, and goes in `fall` seconds."""
    moments = np.arange(round(seconds * HALF_RATE)) / HALF_RATE
    return smooth(moments / rise) * smooth((seconds - moments) / fall)
