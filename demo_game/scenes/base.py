"""What every screen is, and what all have in common that lie over another. Each returns the one that comes next."""

from __future__ import annotations

from typing import Protocol

import pygame

from demo_game.panels import widgets
from demo_game.panels.messages import draw_line
from demo_game.rules.company import VIEW
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

PANEL_BOTTOM = 246  # below it messages have their place


class Scene(Protocol):
    """A screen of the game."""

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Pass the time -> the scene that comes next: itself to stay, None to leave the game."""

    def draw_world(self, onto: pygame.Surface) -> None:
        """Draw what is behind everything that is written."""

    def draw(self, onto: pygame.Surface) -> None:
        """Draw the whole view."""


class Over:
    """A scene on top of another, which stands still and dark below it. before: where it goes back to."""

    title = ""

    def __init__(self, session: Session, before: Scene) -> None:
        self.session = session
        self.before = before
        self._seconds = 0.0
        session.messages.look_away()

    def pass_time(self, dt: float) -> None:
        """The clock of what blinks, and of messages."""
        self._seconds += dt
        self.session.tick(dt)

    @property
    def beat(self) -> float:
        """Seconds that what sways goes by; they stand still for who wants less motion."""
        return 0.0 if self.session.settings.steady else self._seconds

    def draw_world(self, onto: pygame.Surface) -> None:
        """What the scene below draws."""
        self.before.draw_world(onto)

    def draw_ground(self, onto: pygame.Surface, area: pygame.Rect) -> None:
        """The world, a plate, the title and the messages."""
        self.draw_world(onto)
        widgets.veil(onto, 0.45)
        widgets.panel(onto, area)
        widgets.write(onto, self.title, (area.centerx, area.y + 9), align="middle", scale=2, colour=widgets.GOLD)
        self.draw_messages(onto)

    def draw_messages(self, onto: pygame.Surface) -> None:
        """What is told now."""
        draw_line(onto, self.session, bottom=VIEW[1] - 2, plate=True)
