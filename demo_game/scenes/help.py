"""How to play, on one page."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.panels import widgets
from demo_game.rules.reef import VIEW
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs


class HelpScene(Over):
    """How to play, on one page."""

    title = "How to play"
    _LINES: Sequence[tuple[str, str]] = (
        ("Swim", "arrows or WASD, hold the left mouse button, left stick"),
        ("Photograph", "space or enter, right mouse button, A"),
        ("Lamp", "L or F, middle mouse button, X"),
        ("Log book", "tab or B, Y"),
        ("Turn its pages", "Q and E, shoulder buttons"),
        ("Nursery", "N, back button"),
        ("Pause", "escape or P, start"),
        ("Sound, full screen", "M, F11"),
    )
    _TIPS: Sequence[str] = (
        "Every picture gets a star, a second one when you are close, a third when the animal is calm.",
        "Shy animals flee from the lamp. Switch it off and come closer slowly.",
        "Get air at the surface or at a bubbling vent. Without air you float up, and nothing is lost.",
        "In the nursery, two animals from your log book can have a child. It then lives in this world.",
    )

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Any key goes back."""
        self.pass_time(dt)
        return self.before if inputs.pressed("confirm", "back", "photo", "help", "click", "pause") else self

    def draw(self, onto: pygame.Surface) -> None:
        """Actions and their keys, what to know below."""
        area = pygame.Rect(46, 8, VIEW[0] - 92, PANEL_BOTTOM - 8)
        self.draw_ground(onto, area)
        y = area.y + 32
        for name, keys in self._LINES:
            widgets.write(onto, name, (area.x + 18, y), colour=widgets.GOLD)
            widgets.write(onto, keys, (area.x + 110, y))
            y += 13
        y += 5
        for tip in self._TIPS:
            widgets.write(onto, "\u2022", (area.x + 14, y), colour=widgets.GOLD)
            y = widgets.write_lines(onto, tip, (area.x + 22, y), width=area.width - 44, colour=widgets.FAINT) + 2
