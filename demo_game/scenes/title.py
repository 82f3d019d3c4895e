"""The title over a living reef, and the page on which another world is named. Knows no rules."""

from __future__ import annotations

import math
from datetime import datetime, timezone

import numpy as np
import pygame

from demo_game.canvas.letters import written
from demo_game.canvas.moods import mixed, rgb
from demo_game.canvas.pixels import surface_of
from demo_game.panels import widgets
from demo_game.panels.messages import draw_line
from demo_game.panels.widgets import Menu
from demo_game.rules.company import VIEW
from demo_game.rules.events import Command
from demo_game.rules.seeds import daily_seed
from demo_game.scenes.base import Scene
from demo_game.scenes.dive import DiveScene
from demo_game.scenes.help import HelpScene
from demo_game.scenes.leave import asked
from demo_game.scenes.log import LogScene
from demo_game.scenes.seed import SeedScene
from demo_game.scenes.settings import SettingsScene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_LOGO = tuple(rgb(word) for word in "ffffff f4f3cc e2ca6d f37725 d64410 942662 5d1a4e".split())
_ASIDE = (96, 26)  # the submarine to the left, the reef to the right
_LOGO_EDGE = rgb("14224a")


class TitleScene:
    """The first screen: the world of the last dive goes on behind it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._menu = Menu((), top=106, spacing=16)
        self._seconds = 0.0
        self._logo = _logo("REEF", 7)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Begin, go on, or look around."""
        self._seconds += dt
        session = self.session
        session.update(dt, Command(rests=True))
        dive = "Continue" if session.dived or not session.fresh else "Dive"
        self._menu.lines = (dive, "Another world", "Today's world", "Log book", "Settings", "Help", "Quit")
        picked, _ = self._menu.handle(inputs)
        if inputs.pressed("back"):
            self._menu.chosen = 6
        match picked:
            case 0:
                session.play("ui_select")
                return DiveScene(session, self)
            case 1:
                return SeedScene(session, self)
            case 2:
                return asked(session, self, self._dive_today)
            case 3:
                return LogScene(session, self)
            case 4:
                return SettingsScene(session, self)
            case 5:
                return HelpScene(session, self)
            case 6:
                return asked(session, self)
        return HelpScene(session, self) if inputs.pressed("help") else self

    def _dive_today(self) -> Scene:
        """Into the world of the date."""
        self.session.save()
        self.session.begin(daily_seed(datetime.now(timezone.utc).date().isoformat()))
        self.session.save()
        return DiveScene(self.session, self)

    def draw_world(self, onto: pygame.Surface) -> None:
        """The water, the submarine aside."""
        self.session.view.draw(onto, aside=_ASIDE)

    def draw(self, onto: pygame.Surface) -> None:
        """The water, the letters swaying on it, the menu."""
        self.draw_world(onto)
        middle = VIEW[0] // 2
        seconds = 0.0 if self.session.settings.steady else self._seconds
        width, height = self._logo.get_size()
        for row in range(height):
            sway = round(math.sin(seconds * 1.4 + row * 0.09) * 1.3)
            onto.blit(self._logo, (middle - width // 2 + sway, 10 + row), (0, row, width, 1))
        widgets.write(onto, "a sea that draws itself", (middle, 10 + height + 2), align="middle")
        self._menu.draw(onto, seconds)
        widgets.write(onto, f"World {self.session.reef.seed}", (8, 7), colour=widgets.SOFT)
        draw_line(onto, self.session, bottom=VIEW[1] - 4, plate=True)


def _logo(word: str, scale: int) -> pygame.Surface:
    """Large letters with a rim and colours from light above to dark below."""
    mask = np.pad(np.kron(written(word, large=False)[:7], np.ones((scale, scale), dtype=np.bool_)), 6)
    height = mask.shape[0]
    around = np.zeros_like(mask)
    for right in range(-3, 4):
        for down in range(-3, 6):
            if abs(right) + abs(down) < 6:
                around |= np.roll(mask, (down, right), axis=(0, 1))
    pixels = np.zeros((*mask.shape, 4), dtype=np.uint8)
    pixels[around] = (*_LOGO_EDGE, 255)
    for row in range(height):
        share = min(max((row - 6) / (height - 12), 0), 0.999) * (len(_LOGO) - 1)
        colour = mixed(_LOGO[int(share)], _LOGO[int(share) + 1], round((share % 1) * 3) / 3)
        pixels[row, mask[row]] = (*colour, 255)
    lit = mask & ~np.roll(mask, (2, 2), axis=(0, 1))
    pixels[lit] = (255, 255, 255, 255)
    return surface_of(pixels).convert_alpha()
