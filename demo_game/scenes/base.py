"""What every scene is, and the little ones: help, pause and settings. Each returns what comes next.

The large ones have modules of their own: scene_title, scene_dive, scene_log, scene_nursery, scene_seed.
"""

from __future__ import annotations

from typing import Protocol

import pygame

from demo_game.panels import widgets
from demo_game.panels.messages import draw_messages
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session


class Scene(Protocol):
    """A screen of the game."""

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Pass the time -> the scene that comes next: itself to stay, None to leave the game."""

    def draw(self, onto: pygame.Surface) -> None:
        """Draw the whole view."""


class Over:
    """A scene on top of another, which stands still and dark below it. before: where it goes back to."""

    title = ""

    def __init__(self, session: Session, before: Scene) -> None:
        self.session = session
        self.before = before
        self._seconds = 0.0
        self.since = session.seconds

    def pass_time(self, dt: float) -> None:
        """The clock of what blinks, and of messages."""
        self._seconds += dt
        self.session.tick(dt)

    def draw_ground(self, onto: pygame.Surface, area: pygame.Rect) -> None:
        """The scene below, a plate and the title."""
        self.before.draw(onto)
        widgets.veil(onto, 0.45)
        widgets.panel(onto, area)
        widgets.write(onto, self.title, (area.centerx, area.y + 9), align="middle", scale=2, colour=widgets.GOLD)
        draw_messages(onto, self.session, since=self.since)
