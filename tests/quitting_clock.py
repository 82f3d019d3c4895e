"""A clock for programs with a window: no time passes, and after so many frames somebody closes the window."""

from __future__ import annotations

import pygame


class QuittingClock:
    """In place of pygame.time.Clock. frames: how many there are."""

    def __init__(self, frames: int) -> None:
        self._left = frames

    def tick(self, frames_per_second: int) -> int:
        """The milliseconds of one frame."""
        self._left -= 1
        if self._left == 0:
            pygame.event.post(pygame.event.Event(pygame.QUIT))
        return 1000 // frames_per_second
