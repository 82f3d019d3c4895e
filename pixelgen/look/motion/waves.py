"""Amplitude and delay of each pixel -> whole-pixel offsets in every frame of a loop.

A sine goes out, back and to the other side once a loop; a raised cosine goes one way and back. Both are read from a
table of one turn with 840 places, the smallest number that 4, 5, 6, 7 and 8 frames divide, so that a loop of any of
these closes. Knows nothing of animals or pictures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

TURN = 840
_SCALE = 1024
_SINE: Ints = np.array([round(_SCALE * math.sin(2 * math.pi * place / TURN)) for place in range(TURN)])
# It starts at rest, a little late so that no frame stands right at a half and out and in take equally long.
_RAISED_COSINE: Ints = (_SCALE - np.roll(_SINE, 10 - TURN // 4)) // 2
_FORMS: dict[str, Ints] = {"sine": _SINE, "raised_cosine": _RAISED_COSINE}


@dataclass(frozen=True, slots=True)
class Movement:
    """What some pixels do in one direction, once a loop.

    axis: "down" or "right". amplitude (p,) whole pixels, negative the other way. delay (p,) in 840ths of a loop.
    form: "sine" goes from -amplitude to amplitude, "raised_cosine" from 0 to amplitude.
    """

    axis: Literal["down", "right"]
    amplitude: Ints
    delay: Ints
    form: Literal["sine", "raised_cosine"] = "sine"

    def offsets(self, frames: int, moving: Ints) -> Ints:
        """(frames, n) whole pixels of those with these numbers; frame 0 is at phase 0, a half rounds away from zero."""
        phases = np.arange(frames)[:, None] * (TURN // frames) - self.delay[moving]
        way = self.amplitude[moving] * _FORMS[self.form].take(phases % TURN)
        return np.asarray(np.sign(way) * ((2 * np.abs(way) + _SCALE) // (2 * _SCALE)))


def cosine(step: int, steps: int, *, of: int) -> int:
    """`of` times the cosine of half a turn's share step / steps, rounded towards zero."""
    return int(of * int(_SINE[(TURN // 4 + TURN * step // (2 * steps)) % TURN]) / _SCALE)


def summed(movements: list[Movement], frames: int, pixels: int) -> tuple[Ints, Ints]:
    """All movements at once: (frames, pixels) offsets down, and the same to the right."""
    total = {"down": np.zeros((frames, pixels), dtype=np.int64), "right": np.zeros((frames, pixels), dtype=np.int64)}
    for movement in movements:
        moving = np.flatnonzero(movement.amplitude)
        if len(moving):
            total[movement.axis][:, moving] += movement.offsets(frames, moving)
    return total["down"], total["right"]
