"""A body and a heading -> the offsets of a dash: crouch, stretch with fast beats, glide, rest. Knows no species."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from pixelgen.look.motion.anatomy import Body, Ints
from pixelgen.look.motion.gestures import grown

Heading = Literal["right", "left", "up"]
_CROUCH_MS, _DASH_MS, _GLIDE_MS, _REST_MS = 110, 60, 90, 140


def dart(body: Body, frames: int, *, heading: Heading) -> tuple[Ints, Ints, tuple[int, ...]]:
    """(frames, p) offsets down and to the right, and each frame's milliseconds; the last frame is the picture itself.

    Crouch: drawn together towards the front end and held back. Dash: stretched and thrown forward, what sticks out is
    folded, a tail beats up and down in turn. Glide: half of it. To the left the dash is backwards, without a tail;
    upwards a bell or head is squeezed and arms are drawn in.
    """
    forward, across = _coordinates(body, heading)
    left, top, right, bottom = body.core
    thrown = _column(frames, -1, [2], 1)
    # A tail beats through the dash; without one, jets of water push it on.
    stretch = _column(frames, -2, [2] if heading == "right" else [2, 1], 1)
    beat = _column(frames, 0, [-2, 2], 1)
    behind = int(forward.max(initial=0)) - forward
    length = max(1, int(behind.max(initial=0)))
    ahead: Ints = np.asarray(
        thrown - np.sign(stretch) * ((2 * np.abs(stretch) * behind + length) // (2 * length)), dtype=np.int64
    )
    inwards = np.where(np.abs(across) > 5, -np.sign(across), 0)
    durations = (_CROUCH_MS, *[_DASH_MS] * (frames - 3), _GLIDE_MS, _REST_MS)
    if heading == "up":
        rim = np.where(np.abs(across) * 100 > (right - left + 1) * 55, inwards, 0)
        arms = inwards * grown(body.out, first=3, each=4, most=1)
        return -ahead, np.asarray(np.sign(stretch) * rim + (beat != 0) * arms), durations
    fold = np.asarray((beat != 0) * np.where(body.out >= 2, inwards, 0))
    if heading == "left":
        return fold, -ahead, durations
    tail = np.where(behind * 100 > length * 84, 2, np.where(behind * 100 > length * 60, 1, 0))
    streaming = (body.out >= 2) & (np.abs(across) > bottom - top)  # fins that trail above or below are folded alone
    return fold + np.sign(beat) * np.minimum(np.abs(beat), np.where(streaming, 0, tail)), ahead, durations


def _coordinates(body: Body, heading: Heading) -> tuple[Ints, Ints]:
    """(p,) pixels towards the heading, and twice the pixels across it from the middle of the bulk."""
    left, top, right, bottom = body.core
    if heading == "up":
        return -body.y, 2 * body.x - (left + right)
    return (body.x if heading == "right" else -body.x), 2 * body.y - (top + bottom)


def _column(frames: int, crouch: int, dashes: list[int], glide: int) -> npt.NDArray[np.int64]:
    """(frames, 1) a number for each frame: the dashes over and over, the last frame at rest."""
    return np.array([crouch, *(dashes * frames)[: frames - 3], glide, 0])[:, None]
