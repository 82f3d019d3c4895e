"""What the player prefers, on three pages, changed line by line and kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pygame

from demo_game.panels.widgets import Menu
from demo_game.rules.company import VIEW
from demo_game.saves.settings import LOUDEST, Settings
from demo_game.scenes.base import Over, Scene
from demo_game.scenes.bindings import BindingsScene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_AREA = pygame.Rect(90, 30, VIEW[0] - 180, 200)


@dataclass(frozen=True, slots=True)
class _Line:
    """says: its words for the player, of the settings and the largest scale that fits. change: the settings that come
    next, by a step of 1 or -1 and that scale."""

    says: Callable[[Settings, int], str]
    change: Callable[[Settings, int, int], Settings]


class SettingsScene(Over):
    """The pages."""

    title = "Settings"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._menu = Menu((*_PAGES, "Keys and buttons", "Back"), top=84, spacing=24)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Open a page, or go back."""
        self.pass_time(dt)
        picked, _ = self._menu.handle(inputs)
        last = len(_PAGES) + 1
        if inputs.pressed("back", "pause") or picked == last:
            self.session.play("ui_back")
            return self.before
        if picked is None:
            return self
        self.session.play("ui_select")
        if picked == last - 1:
            return BindingsScene(self.session, self)
        return SettingsPage(self.session, self, self._menu.lines[picked])

    def draw(self, onto: pygame.Surface) -> None:
        """Their names."""
        self.draw_ground(onto, _AREA)
        self._menu.draw(onto, self.beat)


class SettingsPage(Over):
    """The lines of one page. Left and right change a line, so does confirming it."""

    def __init__(self, session: Session, before: Scene, title: str) -> None:
        super().__init__(session, before)
        self.title = title
        self._page = _PAGES[title]
        self._menu = Menu(self._lines(), top=74, spacing=21)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Change a line, or go back."""
        self.pass_time(dt)
        picked, step = self._menu.handle(inputs)
        if inputs.pressed("back", "pause") or picked == len(self._page):
            self.session.play("ui_back")
            return self.before
        if (picked is not None or step is not None) and self._menu.chosen < len(self._page):
            change = self._page[self._menu.chosen].change
            by = -1 if step == "left" else 1
            self.session.change(change(self.session.settings, by, self.session.most_scale))
            self.session.play("ui_move")
        self._menu.lines = self._lines()
        return self

    def draw_world(self, onto: pygame.Surface) -> None:
        """What lies below the settings: not the list of the pages."""
        assert isinstance(self.before, Over)
        self.before.draw_world(onto)

    def draw(self, onto: pygame.Surface) -> None:
        """The lines with their values."""
        self.draw_ground(onto, _AREA)
        self._menu.draw(onto, self.beat)

    def _lines(self) -> tuple[str, ...]:
        mine, most = self.session.settings, self.session.most_scale
        return (*(line.says(mine, most) for line in self._page), "Back")


def _switch(name: str, words: str, on: str = "on", off: str = "off") -> _Line:
    def switched(mine: Settings, _: int, __: int) -> Settings:
        changed: dict[str, Any] = {name: not getattr(mine, name)}
        return replace(mine, **changed)

    return _Line(lambda mine, _: f"{words}: {on if getattr(mine, name) else off}", switched)


def _slider(name: str, words: str) -> _Line:
    def moved(mine: Settings, by: int, _: int) -> Settings:
        changed: dict[str, Any] = {name: min(max(getattr(mine, name) + by, 0), LOUDEST)}
        return replace(mine, muted=False, **changed)

    return _Line(lambda mine, _: f"{words}: {'off' if mine.muted else _gauge(getattr(mine, name))}", moved)


def _gauge(level: int) -> str:
    return "\u25ae" * level + "\u25af" * (LOUDEST - level)


def _size(mine: Settings, most: int) -> str:
    return "as large as fits" if mine.scale == 0 else f"{min(mine.scale, most)}x"


_PAGES: dict[str, tuple[_Line, ...]] = {
    "Picture": (
        _Line(
            lambda mine, most: f"Window size: {_size(mine, most)}",
            lambda mine, by, most: replace(mine, scale=(min(mine.scale, most) + by) % (most + 1), width=0, height=0),
        ),
        _switch("full_screen", "Full screen"),
        _switch("whole_pixels", "Fit", "whole pixels, with a rim", "fills the screen"),
        _switch("large_text", "Text", "large", "small"),
        _switch("safe_colours", "Colour-blind display"),
    ),
    "Sound": (
        _switch("muted", "Sound", "off", "on"),
        _slider("volume", "Volume"),
        _slider("music", "Music"),
        _slider("effects", "Effects and water"),
    ),
    "Comfort": (
        _switch("relaxed", "Relaxed, without air"),
        _switch("swim_toggles", "Swim", "press to go, press to stop", "while it is held"),
        _switch("calm_flashes", "No flashes"),
        _switch("steady", "Less motion"),
    ),
}
