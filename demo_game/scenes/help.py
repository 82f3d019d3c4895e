"""How to play, on one page."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.panels import widgets
from demo_game.rules.reef import VIEW
from demo_game.scenes.base import Over, Scene
from demo_game.session.inputs import Inputs


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
