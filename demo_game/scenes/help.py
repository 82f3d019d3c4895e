"""How to play, on two pages: the keys as they are bound, and what to know."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.canvas.letters import line_height
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.saves.bindings import PAD, Bindings, label_of
from demo_game.scenes.base import PANEL_BOTTOM, Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_AREA = pygame.Rect(34, 8, VIEW[0] - 68, PANEL_BOTTOM - 8)
_SWIM = ("swim_up", "swim_left", "swim_down", "swim_right")
_ROWS: Sequence[tuple[str, tuple[str, ...], str]] = (
    ("Photograph", ("photo",), "Enter, right mouse button"),
    ("Lamp", ("lamp",), "middle mouse button"),
    ("Log book", ("log",), ""),
    ("Turn its pages", ("previous", "next"), ""),
    ("Notes, workshop", ("keeper", "workshop"), ""),
    ("Incubator, aquarium", ("incubator", "aquarium"), ""),
    ("Pause, help", ("pause", "help"), "Esc"),
    ("Sound, full screen", ("mute", "full_screen"), ""),
)
_TIPS: Sequence[str] = (
    "A star for every picture, one for near, one for calm. Pictures give research, which pays for better parts.",
    "Shy animals flee from the lamp, some come to it. In the dark only the lamp shows what is further away.",
    "Get air at the surface or at a bubbling vent. Without air you float up, and nothing is lost.",
    "Your hull bears the water down to its line. The workshop makes it better.",
    "Two animals have eggs in the incubator. Release the young, and meet their kin in the sea.",
    "Keys, buttons, text, sound and more are in the settings.",
)


class HelpScene(Over):
    """The keys first; a second press shows the tips, a third goes back."""

    title = "How to play"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._tips = False

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """On, or back."""
        self.pass_time(dt)
        if inputs.pressed("back", "pause", "help") or (self._tips and inputs.pressed("confirm", "photo", "click")):
            return self.before
        if inputs.pressed("left", "right", "previous", "next", "confirm", "photo", "click"):
            self._tips = not self._tips
            self.session.play("page")
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """A page."""
        self.draw_ground(onto, _AREA)
        y = _AREA.y + 36
        if self._tips:
            for tip in _TIPS:
                widgets.write(onto, "\u2022", (_AREA.x + 14, y), colour=widgets.GOLD)
                y = widgets.write_lines(onto, tip, (_AREA.x + 22, y), width=_AREA.width - 40, colour=widgets.SOFT) + 4
        else:
            for name, keys in _table(self.session.settings.bindings):
                widgets.write(onto, name, (_AREA.x + 16, y), colour=widgets.GOLD)
                left = _AREA.x + 140
                y = widgets.write_lines(
                    onto, keys, (left, y), width=_AREA.right - left - 12, colour=widgets.PAPER, edge=widgets.INK
                )
                y += 4
        session = self.session
        line = f"{session.confirm_key}: {'back' if self._tips else 'what to know'}"
        widgets.write(
            onto, line, (_AREA.centerx, _AREA.bottom - line_height() - 6), align="middle", colour=widgets.FAINT
        )


def _table(bindings: Bindings) -> list[tuple[str, str]]:
    """(what, its keys, its mouse button and its pad button) line by line."""
    swim = " ".join(key for key in (bindings.label(way) for way in _SWIM) if key)
    lines = [("Swim", f"arrows{f' or {swim}' if swim else ''}, hold the left mouse button, left stick")]
    for name, actions, more in _ROWS:
        triples = [bindings.names(action) for action in actions]
        keys = [" ".join(label_of(one) for one in names if one and not one.startswith(PAD)) for names in triples]
        pad = [label_of(names[-1]) for names in triples if names[-1]]
        parts = [" / ".join(filter(None, keys)), more, f"pad: {' / '.join(pad)}" if pad else ""]
        lines.append((name, ", ".join(part for part in parts if part) or "-"))
    return lines
