"""Asks before what cannot be saved is lost."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from demo_game.panels import widgets
from demo_game.panels.widgets import Menu
from demo_game.rules.company import VIEW
from demo_game.scenes.base import Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_AREA = pygame.Rect(100, 60, VIEW[0] - 200, 140)


class LeaveScene(Over):
    """onward: called for the scene that leaving leads to."""

    title = "Leave the dive?"

    def __init__(self, session: Session, before: Scene, onward: Callable[[], Scene | None] = lambda: None) -> None:
        super().__init__(session, before)
        self._onward = onward
        self._menu = Menu(("Stay", "Leave, and lose it"), top=150, spacing=20)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Stay is chosen first; going back stays."""
        self.pass_time(dt)
        picked, _ = self._menu.handle(inputs)
        if inputs.pressed("back", "pause") or picked == 0:
            return self.before
        return self._onward() if picked == 1 else self

    def draw(self, onto: pygame.Surface) -> None:
        """Why it asks."""
        self.draw_ground(onto, _AREA)
        words = self.session.at_risk
        widgets.write_lines(onto, words, (_AREA.x + 20, _AREA.y + 36), width=_AREA.width - 40, colour=widgets.SOFT)
        self._menu.draw(onto, self.beat)


def asked(session: Session, before: Scene, onward: Callable[[], Scene | None] = lambda: None) -> Scene | None:
    """What comes after a wish to leave: the question, if something would be lost; else `onward`, as a rule the end."""
    return LeaveScene(session, before, onward) if session.at_risk else onward()
