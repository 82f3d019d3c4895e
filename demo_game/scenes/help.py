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
        ("Keeper's notes, workshop", "K (back button), U"),
        ("Incubator, aquarium", "N, V"),
        ("Pause", "escape or P, start"),
        ("Sound, full screen", "M, F11"),
    )
    _TIPS: Sequence[str] = (
        "A star for every picture, one for near, one for calm. Pictures give research, which pays for better parts.",
        "Shy animals flee from the lamp. In the dark only the lamp shows what is further away.",
        "Get air at the surface or at a bubbling vent. Without air you float up, and nothing is lost.",
        "Two animals have eggs in the incubator. Release the young, and meet their kin in the sea.",
    )

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Any key goes back."""
        self.pass_time(dt)
        return self.before if inputs.pressed("confirm", "back", "photo", "help", "click", "pause") else self

    def draw(self, onto: pygame.Surface) -> None:
        """Actions and their keys, what to know below."""
        area = pygame.Rect(46, 8, VIEW[0] - 92, PANEL_BOTTOM - 8)
        self.draw_ground(onto, area)
        y = area.y + 33
        for name, keys in self._LINES:
            widgets.write(onto, name, (area.x + 18, y), colour=widgets.GOLD)
            widgets.write(onto, keys, (area.x + 140, y))
            y += 11
        y += 4
        for tip in self._TIPS:
            widgets.write(onto, "\u2022", (area.x + 14, y), colour=widgets.GOLD)
            y = widgets.write_lines(onto, tip, (area.x + 22, y), width=area.width - 44, colour=widgets.FAINT) + 2
