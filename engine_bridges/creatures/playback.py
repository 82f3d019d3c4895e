"""Durations of clips and elapsed time -> which frame is shown. Knows nothing of pixels."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Protocol

from engine_bridges.creatures.argument_checks import check_is, check_number
from engine_bridges.creatures.pack_error import PackError, shown


class Timed(Protocol):
    """The part of a clip that playback needs."""

    @property
    def durations_ms(self) -> Sequence[int]:
        """Of each frame, in milliseconds."""

    @property
    def loops(self) -> bool:
        """It starts again after the last frame."""


def checked_seconds(seconds: float) -> float:
    """Elapsed time as a float. PackError for what is no time in seconds: a negative number, one that is not finite, and
    a whole number above 1, which is what `pygame.time.Clock.tick` returns, in milliseconds.

    >>> checked_seconds(0.25)
    0.25
    """
    if isinstance(seconds, Integral) and seconds > 1:
        raise PackError(
            f"time is given in seconds; got {int(seconds)}, which looks like milliseconds: divide what Clock.tick() "
            f"returns by 1000"
        )
    if not isinstance(seconds, Real) or not 0 <= seconds < math.inf:
        raise PackError(f"elapsed time must be a number of seconds, 0 or more; got {shown(seconds)}")
    return float(seconds)


def frame_at(clip: Timed, milliseconds: float) -> int:
    """Number of the frame that is shown so long after the clip began; a clip that does not loop stays at its last."""
    ends = [*itertools.accumulate(clip.durations_ms)]
    within = milliseconds % ends[-1] if clip.loops else milliseconds
    return min(bisect.bisect_right(ends, within), len(ends) - 1)


@dataclass(slots=True)
class Playback:
    """The animations of one creature as they run: the resting clip loops, others play once and lead back to it.

    clips: by name. phase: where in the resting clip it begins, 0 to 1, so that the animals of a school are not in step.
    """

    clips: Mapping[str, Timed]
    phase: float = 0.0
    animation: str = field(init=False)
    _elapsed_ms: float = field(init=False)

    def __post_init__(self) -> None:
        check_is("clips", self.clips, Mapping)
        check_number("phase", self.phase)
        if not self.clips or not all(hasattr(clip, "durations_ms") for clip in self.clips.values()):
            raise PackError(f"clips must map the name of one animation or more to it; got {shown(self.clips)}")
        self.clips = dict(self.clips)
        self.animation = self.resting
        self._elapsed_ms = self.phase % 1 * sum(self.clips[self.animation].durations_ms)

    @property
    def resting(self) -> str:
        """Name of the clip that runs when nothing else does: idle or default where there is one, else the first."""
        return next((name for name in ("idle", "default") if name in self.clips), next(iter(self.clips)))

    @property
    def frame(self) -> int:
        """The number of the frame that is shown."""
        return frame_at(self.clips[self.animation], self._elapsed_ms)

    def play(self, animation: str) -> None:
        """Begin an animation from its first frame. PackError for an unknown one."""
        if not isinstance(animation, str) or animation not in self.clips:
            raise PackError(f"the animation must be one of {', '.join(self.clips)}; got {shown(animation)}")
        self.animation = animation
        self._elapsed_ms = 0.0

    def advance(self, seconds: float) -> str | None:
        """Let time pass -> the animation that came to its end, after which the resting one runs; else None.

        PackError for what is no time in seconds.
        """
        self._elapsed_ms += 1000 * checked_seconds(seconds)
        clip = self.clips[self.animation]
        length = sum(clip.durations_ms)
        if self._elapsed_ms < length:
            return None
        if clip.loops:
            self._elapsed_ms %= length
            return None
        ended, resting = self.animation, self.resting
        if ended == resting:  # a still
            self._elapsed_ms = length
            return None
        self.animation, self._elapsed_ms = resting, self._elapsed_ms - length
        return ended

    def exchange(self, clips: Mapping[str, Timed]) -> None:
        """Other clips of the same creature: the animation goes on where it is, if there still is one of that name."""
        self.clips = dict(clips)
        if self.animation not in clips:
            self.play(self.resting)
