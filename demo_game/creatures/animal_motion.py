"""How an animal has moved -> which frame of which animation shows it. Knows no surfaces and no light.

It idles; when it takes fright it darts, and when it goes the other way it turns first.
"""

from __future__ import annotations

from demo_game.creatures.creature_pictures import Portrait
from demo_game.rules.swimmer import Swimmer
from engine_bridges.pygame_surfaces import Playback


class AnimalMotion:
    """The animation state of one animal."""

    def __init__(self, portrait: Portrait, animal: Swimmer) -> None:
        self._clips = portrait.surfaces.clips
        self._playback = Playback(self._clips, phase=animal.clock)
        self._facing = animal.facing
        self._turning = False
        self._alarmed = False

    @property
    def animation(self) -> str:
        """The name of the current animation."""
        return self._playback.animation

    @property
    def frame(self) -> int:
        """The number of its current frame."""
        return self._playback.frame

    @property
    def mirrored(self) -> bool:
        """Facing left; while it turns, as before: the turn itself shows it round."""
        return self._facing < 0

    def advance(self, animal: Swimmer, seconds: float) -> None:
        """Advance by a frame's time."""
        ended = self._playback.advance(seconds * (1.0 if animal.calm else 1.6))
        if self._turning and ended is not None:
            self._turning, self._facing = False, -self._facing
        alarmed = animal.alarm > 0
        if animal.facing != self._facing and not self._turning:
            if "turn" in self._clips:
                self._turning = True
                self._playback.play("turn")
            else:
                self._facing = animal.facing
        elif alarmed and not self._alarmed and not self._turning and "dart" in self._clips:
            self._playback.play("dart")
        self._alarmed = alarmed
