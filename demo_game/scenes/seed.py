"""A seed, typed, pasted or suggested -> the world to dive in. Knows no rules."""

from __future__ import annotations

import pygame

from demo_game.canvas.letters import balanced, line_height, width_of
from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.rules.seeds import LONGEST, normalised_seed, suggested_seed
from demo_game.scenes.base import Over, Scene
from demo_game.scenes.dive import DiveScene
from demo_game.scenes.leave import asked
from demo_game.session.clipboard import copy_text
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_LINES = (
    "The same seed is the same world on every computer",
    "Type a seed, or press up and down for another suggestion",
)


class SeedScene(Over):
    """Another world by its seed, typed, pasted or suggested; one dived in before goes on where it was left.

    A suggestion is as if it were marked: what is typed replaces it.
    """

    title = "Another world"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._count = 0
        self._suggest()

    def _suggest(self) -> None:
        self._count += 1
        self._typed = suggested_seed((self.session.reef.seed, self.session.seconds, self._count))
        self._is_suggestion = True

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Letters change the seed; confirm goes there."""
        self.pass_time(dt)
        for press in inputs.presses:
            if press.action == "type":
                self._type(press.text)
            elif press.action == "paste" and normalised_seed(press.text):
                self._typed, self._is_suggestion = normalised_seed(press.text), False
            elif press.action == "copy":
                self.session.reply("Seed copied" if copy_text(self._typed) else "No clipboard is available")
            elif press.action == "erase":
                self._typed, self._is_suggestion = "" if self._is_suggestion else self._typed[:-1], False
            elif press.action in ("up", "down"):
                self._suggest()
            elif press.action == "back":
                return self.before
            elif press.action == "confirm" and normalised_seed(self._typed):
                return asked(self.session, self, self._dive)
        return self

    def _dive(self) -> Scene:
        self.session.save()
        self.session.begin(normalised_seed(self._typed))
        self.session.save()
        return DiveScene(self.session, self.before)

    def _type(self, letter: str) -> None:
        before = "" if self._is_suggestion else self._typed
        hyphen = bool(before) and letter in "- "
        if len(before) < LONGEST and (hyphen or normalised_seed(letter)):
            self._typed = f"{before.rstrip('-')}-" if hyphen else before + normalised_seed(letter)
            self._is_suggestion = False

    def draw(self, onto: pygame.Surface) -> None:
        """The seed large, a suggestion marked; the keys below."""
        area = pygame.Rect(80, 56, VIEW[0] - 160, 164)
        self.draw_ground(onto, area)
        middle = area.centerx, area.y + 60
        if self._is_suggestion:
            mark = pygame.Rect(0, 0, 2 * width_of(self._typed, large=False) + 10, 24)
            mark.midtop = (middle[0], middle[1] - 4)
            pygame.draw.rect(onto, widgets.MARKED, mark, border_radius=2)
        cursor = (
            "_" if (self._seconds % 0.8 < 0.5 or self.session.settings.calm_flashes) and not self._is_suggestion else ""
        )
        left = middle[0] - width_of(self._typed, large=False)
        widgets.write(onto, self._typed + cursor, (left, middle[1]), scale=2)
        keys = f"{self.session.confirm_key}: dive   Ctrl+V: paste   {self.session.back_key}: back"
        y = area.y + 92
        for line in (*_LINES, keys):
            for part in balanced(line, area.width - 24):
                widgets.write(onto, part, (area.centerx, y), align="middle", colour=widgets.FAINT)
                y += line_height()
