"""The dive itself: what the player pressed -> commands to the rules; the view, and the display over it."""

from __future__ import annotations

import pygame

from demo_game.panels.hud import Hud
from demo_game.rules.events import Command
from demo_game.rules.reef import VIEW
from demo_game.rules.zones import zone_at
from demo_game.scenes.base import Scene
from demo_game.scenes.help import HelpScene
from demo_game.scenes.log import LogScene
from demo_game.scenes.nursery import NurseryScene
from demo_game.scenes.pause import PauseScene
from demo_game.session.inputs import Inputs, steer
from demo_game.session.messages import Notice
from demo_game.session.session import Session

_HINT_SECONDS = 45.0


class DiveScene:
    """The game. title: where leaving it leads."""

    def __init__(self, session: Session, title: Scene) -> None:
        self.session = session
        self.title = title
        self._hud = Hud(session)
        self._zone: str | None = None
        self._began = session.seconds
        session.dived = True

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """One step of the dive, or another scene on top of it."""
        session = self.session
        if inputs.away or inputs.pressed("back", "pause"):
            session.save()
            return PauseScene(session, self, self.title)
        if inputs.pressed("log"):
            return LogScene(session, self)
        if inputs.pressed("nursery"):
            return NurseryScene(session, self)
        if inputs.pressed("help"):
            return HelpScene(session, self)
        reef = session.reef
        place = (reef.diver.x - reef.camera_x + VIEW[0] / 2, reef.diver.y - reef.camera_y + VIEW[1] / 2)
        right, down = steer(inputs, place)
        shoots = inputs.pressed("photo", "confirm")
        session.update(dt, Command(right, down, photograph=shoots, switch_lamp=inputs.pressed("lamp")))
        zone = zone_at(reef.diver.y)
        if zone != self._zone:
            self._zone = zone
            session.notices.add(Notice("zone", zone))
        return self

    def draw_world(self, onto: pygame.Surface) -> None:
        """The view alone."""
        self.session.view.draw(onto)

    def draw(self, onto: pygame.Surface) -> None:
        """The view, and what is written over it."""
        session = self.session
        self.draw_world(onto)
        hints = ""
        if session.fresh and session.seconds - self._began < _HINT_SECONDS:
            hints = "Arrows swim   Space photograph   L lamp   Tab log book   N nursery   H help"
        self._hud.draw(onto, hints=hints)
