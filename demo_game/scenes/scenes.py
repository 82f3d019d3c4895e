"""What every scene is, and the little ones: help, pause and settings. Each returns what comes next.

The large ones have modules of their own: scene_title, scene_dive, scene_log, scene_nursery, scene_seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import pygame

from demo_game.rules.reef import VIEW
from demo_game.rules.settings import LOUDEST, MOST_SCALE
from demo_game.scenes import widgets
from demo_game.scenes.controls import Inputs
from demo_game.scenes.hud import draw_messages
from demo_game.scenes.session import Session
from demo_game.scenes.widgets import Menu


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


class HelpScene(Over):
    """How to play, on one page."""

    title = "How to dive"
    _LINES: Sequence[tuple[str, str]] = (
        ("Swim", "arrows or WASD, hold the mouse, left stick"),
        ("Photograph", "space, right mouse button, A"),
        ("Lamp", "L, middle mouse button, X"),
        ("Log book", "tab, Y"),
        ("Turn its pages", "Q and E, shoulder buttons"),
        ("Nursery", "N, back button"),
        ("Pause", "escape or P, start"),
        ("Sound, full screen", "M, F11"),
    )
    _TIPS: Sequence[str] = (
        "A picture earns a star, one more from near by, one more of a calm animal.",
        "Shy animals flee the lamp: switch it off and drift near.",
        "Air comes from the surface and from bubbling vents. Without any you float up, unharmed.",
        "In the nursery two animals of your log book have a child, which then lives in your reef.",
    )

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Any key goes back."""
        self.pass_time(dt)
        return self.before if inputs.pressed("confirm", "back", "photo", "help", "click", "pause") else self

    def draw(self, onto: pygame.Surface) -> None:
        """Keys on the left, what to know below."""
        area = pygame.Rect(50, 14, VIEW[0] - 100, VIEW[1] - 28)
        self.draw_ground(onto, area)
        y = area.y + 36
        for name, keys in self._LINES:
            widgets.write(onto, name, (area.x + 18, y), colour=widgets.GOLD)
            widgets.write(onto, keys, (area.x + 110, y))
            y += 14
        y += 6
        for tip in self._TIPS:
            widgets.write(onto, "\u2022", (area.x + 14, y), colour=widgets.GOLD)
            y = widgets.write_lines(onto, tip, (area.x + 22, y), width=area.width - 44, colour=widgets.FAINT) + 2


class SettingsScene(Over):
    """Size, sound and a display for any eyes."""

    title = "Settings"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._menu = Menu((), top=86, spacing=22)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Left and right change a line, so does confirming it."""
        self.pass_time(dt)
        self._menu.lines = self._lines()
        picked, step = self._menu.handle(inputs)
        if inputs.pressed("back", "pause") or picked == 5:
            self.session.play("ui_back")
            return self.before
        if picked is not None or step is not None:
            self._change(self._menu.chosen, -1 if step == "left" else 1)
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """The lines with their values."""
        self.draw_ground(onto, pygame.Rect(110, 40, VIEW[0] - 220, 190))
        self._menu.lines = self._lines()
        self._menu.draw(onto, self._seconds)

    def _lines(self) -> tuple[str, ...]:
        mine = self.session.settings
        scale = "as large as fits" if mine.scale == 0 else f"{mine.scale} times"
        volume = "off" if mine.muted else "\u25ae" * mine.volume + "\u25af" * (LOUDEST - mine.volume)
        return (
            f"Size: {scale}",
            f"Full screen: {'on' if mine.full_screen else 'off'}",
            f"Volume: {volume}",
            f"Sound: {'off' if mine.muted else 'on'}",
            f"Clear display (no red and green): {'on' if mine.safe_colours else 'off'}",
            "Back",
        )

    def _change(self, line: int, by: int) -> None:
        mine = self.session.settings
        changed = {
            0: lambda: replace(mine, scale=(mine.scale + by) % (MOST_SCALE + 1)),
            1: lambda: replace(mine, full_screen=not mine.full_screen),
            2: lambda: replace(mine, volume=min(max(mine.volume + by, 0), LOUDEST), muted=False),
            3: lambda: replace(mine, muted=not mine.muted),
            4: lambda: replace(mine, safe_colours=not mine.safe_colours),
        }
        if line in changed:
            self.session.change(changed[line]())
            self.session.play("ui_move")
