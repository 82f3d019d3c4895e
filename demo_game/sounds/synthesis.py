"""Building blocks of sounds: tones, coloured noise, envelopes, echoes, and floats -> 16-bit stereo. Knows no sound.

A signal is a float array (n,) or, in stereo, (n, 2); time is in seconds of `RATE` samples each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

RATE = 22_050
Signal = npt.NDArray[np.float64]
Samples = npt.NDArray[np.int16]  # (n, 2): left and right
_FULL = 32_767


def times(seconds: float) -> Signal:
    """(n,) the moments of a signal of that length."""
    return np.arange(round(seconds * RATE)) / RATE


def tone(seconds: float, hertz: float | Signal, *, phase: float = 0.0) -> Signal:
    """A sine of one pitch, or of one that changes from sample to sample."""
    pitch = np.broadcast_to(np.asarray(hertz, dtype=np.float64), (round(seconds * RATE),))
    return np.sin(2 * np.pi * (np.cumsum(pitch) / RATE + phase))


def decaying(seconds: float, *, half_life: float, attack: float = 0.004) -> Signal:
    """An envelope that rises in `attack` seconds, halves in each `half_life` and ends at zero."""
    moments = times(seconds)
    rise = np.minimum(moments / attack, 1.0)
    ending = np.minimum((seconds - moments) / min(0.02, seconds / 4), 1.0)
    return smooth(rise) * 0.5 ** (moments / half_life) * smooth(ending)


def swelling(seconds: float, *, peak: float = 0.5) -> Signal:
    """An envelope that rises and falls softly, highest at that share of its length."""
    moments = np.linspace(0.0, 1.0, round(seconds * RATE))
    return smooth(np.where(moments < peak, moments / peak, (1 - moments) / (1 - peak)))


def noise(rng: np.random.Generator, seconds: float, *, low: float, high: float, tilt: float = 1.0) -> Signal:
    """Periodic noise between two pitches, of level 1 (root mean square). tilt: 0 white, 1 pink, 2 brown."""
    count = round(seconds * RATE)
    pitches = np.fft.rfftfreq(count, 1 / RATE)
    with np.errstate(divide="ignore"):
        gains = np.where(pitches > 0, pitches, np.inf) ** (-tilt / 2)
    gains *= 1 / (1 + (low / np.maximum(pitches, 1e-9)) ** 4) / (1 + (pitches / high) ** 4)
    turned = np.exp(2j * np.pi * rng.random(len(pitches)))
    made = np.fft.irfft(gains * turned, count)
    return np.asarray(made / np.sqrt(np.mean(made**2)))


def bell(seconds: float, hertz: float, *, half_life: float, partials: Sequence[tuple[float, float]]) -> Signal:
    """A struck tone. partials: (times the pitch, level), of which the higher ones die sooner."""
    made = np.zeros(round(seconds * RATE))
    for ratio, level in partials:
        if hertz * ratio < RATE / 2.2:
            made += level * tone(seconds, hertz * ratio) * decaying(seconds, half_life=half_life / ratio**0.7)
    return made


def placed(length: float, parts: Sequence[tuple[float, Signal]]) -> Signal:
    """Signals that begin at those seconds, summed; what goes beyond the end is cut."""
    made = np.zeros(round(length * RATE))
    for start, part in parts:
        at = round(start * RATE)
        made[at : at + len(part)] += part[: max(len(made) - at, 0)]
    return made


def panned(signal: Signal, side: float) -> Signal:
    """(n,) -> (n, 2) at equal power. side: -1 left, 1 right."""
    angle = (side + 1) * np.pi / 4
    return np.stack([signal * np.cos(angle), signal * np.sin(angle)], axis=1)


def echoing(rng: np.random.Generator, signal: Signal, *, half_life: float, share: float, high: float = 2500) -> Signal:
    """(n,) or (n, 2) -> (n, 2) of the same length, in a large space: the sound itself and a dull tail.

    share: of the tail, 0 to 1; high: pitch above which it is dull. What rings on past the end is cut.
    """
    dry = signal if signal.ndim == 2 else np.stack([signal, signal], axis=1)
    ringing = round(8 * half_life * RATE)
    length = _fast_length(len(dry) + ringing)  # with silence after it, so that nothing comes round to the beginning
    moments = np.arange(ringing) / RATE
    tail = rng.standard_normal((ringing, 2)) * (0.5 ** (moments / half_life) * np.minimum(moments / 0.015, 1))[:, None]
    pitches = np.fft.rfftfreq(length, 1 / RATE)
    dull = 1 / (1 + (120 / np.maximum(pitches, 1e-9)) ** 4) / (1 + (pitches / high) ** 4)
    heard = np.fft.rfft(tail, length, axis=0) * dull[:, None]
    heard /= np.sqrt(np.mean(np.abs(heard[pitches < high]) ** 2, axis=0))
    wet = np.fft.irfft(np.fft.rfft(dry, length, axis=0) * heard, length, axis=0)[: len(dry)]
    return (1 - share) * dry + share * wet


def _fast_length(least: int) -> int:
    """The next number of small factors, for which a Fourier transform is fast."""
    powers = ((factor, (-(-least // factor) - 1).bit_length()) for factor in (1, 3, 5, 9, 15))
    return min(factor << power for factor, power in powers)


def faded(signal: Signal) -> Signal:
    """(n, 2) with its last tenth dying away, so that what still rings is not cut; and a beginning of a millisecond."""
    made = signal.copy()
    ends, begins = len(made) // 10, round(0.001 * RATE)
    made[len(made) - ends :] *= smooth(np.linspace(1, 0, ends))[:, None]
    made[:begins] *= smooth(np.linspace(0, 1, begins))[:, None]
    return made


def samples(signal: Signal, *, peak: float) -> Samples:
    """(n, 2) -> 16 bits, no constant part, its highest sample at that share of the full scale."""
    centred = signal - signal.mean(axis=0)
    highest = float(np.abs(centred).max())
    return np.asarray(np.rint(centred * (peak * _FULL / max(highest, 1e-9))), dtype=np.int16)


def smooth(rising: Signal) -> Signal:
    """0 to 1 along a line -> the same without corners."""
    share = np.clip(rising, 0.0, 1.0)
    return share * share * (3 - 2 * share)
