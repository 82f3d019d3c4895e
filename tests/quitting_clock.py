"""A clock for programs with a window: no time passes, and after so many frames somebody closes the window."""

from __future__ import annotations

import time
from collections.abc import Callable

import pygame

_LONGEST_WAIT = 60  # seconds, for what never comes


class QuittingClock:
    """In place of pygame.time.Clock. frames: how many there are, counted from when `begun` says so."""

    def __init__(self, frames: int, *, begun: Callable[[], bool] = lambda: True) -> None:
        self._left, self._begun = frames, begun
        self._waited = 0.0

    def tick(self, frames_per_second: int) -> int:
        """The milliseconds of one frame."""
        if not self._begun():
            time.sleep(0.01)
            self._waited += 0.01
            assert self._waited < _LONGEST_WAIT
        else:
            self._left -= 1
        if self._left == 0:
            pygame.event.post(pygame.event.Event(pygame.QUIT))
        return 1000 // frames_per_second
