"""The dive itself: what the player pressed -> commands to the rules; the view, and the display over it."""

from __future__ import annotations

import pygame

from demo_game.panels.hud import Hud
from demo_game.rules.company import VIEW
from demo_game.rules.events import Command
from demo_game.rules.zones import zone_at
from demo_game.scenes.base import Scene
from demo_game.scenes.ending import EndingScene
from demo_game.scenes.pause import PauseScene
from demo_game.scenes.places import PLACES
from demo_game.session.inputs import Inputs, steer
from demo_game.session.session import Session
from demo_game.session.teaching import hint_of, learn

_NOTE = "Our aquarium is empty. Bring us life."


class DiveScene:
    """The game. title: where leaving it leads."""

    def __init__(self, session: Session, title: Scene) -> None:
        self.session = session
        self.title = title
        self._hud = Hud(session)
        self._zone: str | None = None
        self._began_at = session.reef.diver.x, session.reef.diver.y
        self._ended = session.progress.ended
        if session.fresh and not session.progress.taught and not session.dived:
            session.messages.add("note", _NOTE, hint_of(session))
            self._zone = session.reef_zone  # one thing at a time
        session.dived = True

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """One step of the dive, or another scene on top of it."""
        session = self.session
        if inputs.away or inputs.pressed("back", "pause"):
            session.save()
            return PauseScene(session, self, self.title)
        for action, scene in PLACES.items():
            if inputs.pressed(action):
                return scene(session, self)
        reef = session.reef
        place = (reef.diver.x - reef.camera_x + VIEW[0] / 2, reef.diver.y - reef.camera_y + VIEW[1] / 2)
        right, down = steer(inputs, place)
        shoots = inputs.pressed("photo", "confirm")
        session.update(dt, Command(right, down, photograph=shoots, switch_lamp=inputs.pressed("lamp")))
        zone = zone_at(reef.diver.y)
        if zone != self._zone:
            self._zone = zone
            session.messages.add("zone", zone)
        learn(session, began_at=self._began_at)
        if inputs.pressed("lamp"):
            session.teach("lamp")
        session.messages.hint = hint_of(session)
        if session.progress.ended and not self._ended:
            self._ended = True
            return EndingScene(session, self)
        return self

    def draw_world(self, onto: pygame.Surface) -> None:
        """The view alone."""
        self.session.view.draw(onto)

    def draw(self, onto: pygame.Surface) -> None:
        """The view, and what is written over it."""
        self.draw_world(onto)
        self._hud.draw(onto)
