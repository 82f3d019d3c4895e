"""The dive itself: the player's hands on the rules, the view and what is written over it; and its pause."""

from __future__ import annotations

import pygame

from demo_game.rules.events import Command
from demo_game.rules.reef import VIEW
from demo_game.rules.zones import zone_at
from demo_game.scenes import widgets
from demo_game.scenes.controls import Inputs, copy_text, steer
from demo_game.scenes.hud import Hud
from demo_game.scenes.log import LogScene
from demo_game.scenes.nursery import NurseryScene
from demo_game.scenes.scenes import HelpScene, Over, Scene, SettingsScene
from demo_game.scenes.session import Session
from demo_game.scenes.widgets import Menu

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
            return PauseScene(session, self)
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


class PauseScene(Over):
    """A rest in the dive."""

    title = "Pause"
    _LINES = ("Dive on", "Log book", "Nursery", "Settings", "Help", "Copy this world's seed", "To the title")

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._menu = Menu(self._LINES, top=92, spacing=16)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """On with the dive, or somewhere else."""
        self.pass_time(dt)
        picked, _ = self._menu.handle(inputs)
        if inputs.pressed("back", "pause") or picked == 0:
            return self.before
        session = self.session
        match picked:
            case 1:
                return LogScene(session, self)
            case 2:
                return NurseryScene(session, self)
            case 3:
                return SettingsScene(session, self)
            case 4:
                return HelpScene(session, self)
            case 5:
                copied = copy_text(session.reef.seed)
                session.say(f"{session.reef.seed} is copied" if copied else f"Note it down: {session.reef.seed}")
            case 6:
                assert isinstance(self.before, DiveScene)
                session.save()
                return self.before.title
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """The lines and the seed."""
        self.draw_ground(onto, pygame.Rect(140, 46, VIEW[0] - 280, 176))
        widgets.write(onto, f"World {self.session.reef.seed}", (VIEW[0] // 2, 76), align="middle", colour=widgets.FAINT)
        self._menu.draw(onto, self._seconds)
