"""A rest in the dive."""

from __future__ import annotations

import pygame

from demo_game.panels import widgets
from demo_game.panels.widgets import Menu
from demo_game.rules.company import VIEW
from demo_game.scenes.base import Over, Scene
from demo_game.scenes.places import PLACES
from demo_game.scenes.settings import SettingsScene
from demo_game.session.clipboard import copy_text
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session


class PauseScene(Over):
    """A rest in the dive. title: where leaving it leads."""

    title = "Pause"
    _LINES = (
        "Continue",
        "Log book",
        "The keeper's notes",
        "Workshop",
        "Incubator",
        "Aquarium",
        "Help",
        "Settings",
        "Copy the seed of this world",
        "Back to the title",
    )

    def __init__(self, session: Session, before: Scene, title: Scene) -> None:
        super().__init__(session, before)
        self._title = title
        self._menu = Menu(self._LINES, top=66, spacing=16)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """On with the dive, or somewhere else."""
        self.pass_time(dt)
        picked, _ = self._menu.handle(inputs)
        if inputs.pressed("back", "pause") or picked == 0:
            return self.before
        session = self.session
        match picked:
            case 1 | 2 | 3 | 4 | 5 | 6:
                return tuple(PLACES.values())[picked - 1](session, self)
            case 7:
                return SettingsScene(session, self)
            case 8:
                copied = copy_text(session.reef.seed)
                session.reply(
                    "Seed copied" if copied else f"No clipboard is available; the seed is {session.reef.seed}"
                )
            case 9:
                session.save()
                return self._title
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """The lines and the seed."""
        self.draw_ground(onto, pygame.Rect(140, 16, VIEW[0] - 280, 222))
        widgets.write(onto, f"World {self.session.reef.seed}", (VIEW[0] // 2, 46), align="middle", colour=widgets.FAINT)
        self._menu.draw(onto, self.beat)
