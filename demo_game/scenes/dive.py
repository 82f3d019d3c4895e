"""The dive itself: the player's hands on the rules, the view and what is written over it; and its pause."""

from __future__ import annotations

import pygame

from demo_game.panels import widgets
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
from demo_game.session.session import Session

_BANNER_SECONDS = 3.6
_HINT_SECONDS = 45.0
ZONE_LINES = {
    "shallows": "sun, sand and silver",
    "reef": "the colours live here",
    "twilight": "the last light of day",
    "midnight": "red is invisible here, teeth are not",
    "abyss": "cold, slow, and shining",
    "hadal": "few have come so deep",
}


class DiveScene:
    """The game. title: where leaving it leads."""

    def __init__(self, session: Session, title: Scene) -> None:
        self.session = session
        self.title = title
        self._hud = Hud(session)
        self._zone: str | None = None
        self._zone_at = 0.0
        self._began = session.seconds
        session.dived = True

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """One step of the dive, or another scene on top of it."""
        session = self.session
        if inputs.pressed("back", "pause"):
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
            self._zone, self._zone_at = zone, session.seconds
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """The view, and what is written over it."""
        session = self.session
        session.view.draw(onto)
        hints = ""
        if session.fresh and session.seconds - self._began < _HINT_SECONDS:
            hints = "Arrows swim   Space photograph   L lamp   Tab log book   N nursery   H help"
        self._hud.draw(onto, hints=hints)
        age = session.seconds - self._zone_at
        if self._zone is not None and age < _BANNER_SECONDS:
            self._draw_banner(onto, age)

    def _draw_banner(self, onto: pygame.Surface, age: float) -> None:
        assert self._zone is not None
        slide = min(1.0, age / 0.35, (_BANNER_SECONDS - age) / 0.35)
        y = round(-30 + 68 * slide)
        middle = VIEW[0] // 2
        widgets.write(onto, self._zone.upper(), (middle, y), scale=2, align="middle")
        widgets.write(onto, ZONE_LINES[self._zone], (middle, y + 21), align="middle", colour=widgets.SOFT)
