"""What the player prefers, changed line by line and kept at once."""

from __future__ import annotations

from dataclasses import replace

import pygame

from demo_game.panels.widgets import Menu
from demo_game.rules.reef import VIEW
from demo_game.saves.settings import LOUDEST
from demo_game.scenes.base import Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session


class SettingsScene(Over):
    """Size, sound and a display for any eyes."""

    title = "Settings"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._menu = Menu((), top=66, spacing=18)

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Left and right change a line, so does confirming it."""
        self.pass_time(dt)
        self._menu.lines = self._lines()
        picked, step = self._menu.handle(inputs)
        if inputs.pressed("back", "pause") or picked == 8:
            self.session.play("ui_back")
            return self.before
        if picked is not None or step is not None:
            self._change(self._menu.chosen, -1 if step == "left" else 1)
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """The lines with their values."""
        self.draw_ground(onto, pygame.Rect(110, 20, VIEW[0] - 220, 214))
        self._menu.lines = self._lines()
        self._menu.draw(onto, self._seconds)

    def _lines(self) -> tuple[str, ...]:
        mine = self.session.settings
        scale = "as large as fits" if mine.scale == 0 else f"{min(mine.scale, self.session.most_scale)}x"
        volume = "off" if mine.muted else _gauge(mine.volume)
        music = "off" if mine.muted else _gauge(mine.music)
        return (
            f"Window size: {scale}",
            f"Full screen: {'on' if mine.full_screen else 'off'}",
            f"Sound: {'off' if mine.muted else 'on'}",
            f"Volume: {volume}",
            f"Music: {music}",
            f"Relaxed, without air: {'on' if mine.relaxed else 'off'}",
            f"No flashes: {'on' if mine.calm_flashes else 'off'}",
            f"Colour-blind display: {'on' if mine.safe_colours else 'off'}",
            "Back",
        )

    def _change(self, line: int, by: int) -> None:
        mine, most = self.session.settings, self.session.most_scale
        changed = {
            0: lambda: replace(mine, scale=(min(mine.scale, most) + by) % (most + 1), width=0, height=0),
            1: lambda: replace(mine, full_screen=not mine.full_screen),
            2: lambda: replace(mine, muted=not mine.muted),
            3: lambda: replace(mine, volume=min(max(mine.volume + by, 0), LOUDEST), muted=False),
            4: lambda: replace(mine, music=min(max(mine.music + by, 0), LOUDEST), muted=False),
            5: lambda: replace(mine, relaxed=not mine.relaxed),
            6: lambda: replace(mine, calm_flashes=not mine.calm_flashes),
            7: lambda: replace(mine, safe_colours=not mine.safe_colours),
        }
        if line in changed:
            self.session.change(changed[line]())
            self.session.play("ui_move")


def _gauge(level: int) -> str:
    return "\u25ae" * level + "\u25af" * (LOUDEST - level)
