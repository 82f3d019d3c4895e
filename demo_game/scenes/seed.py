"""The page on which another world is named. Knows no rules."""

from __future__ import annotations

import pygame

from demo_game.panels import widgets
from demo_game.rules.reef import VIEW
from demo_game.rules.seeds import LONGEST, spelled, suggested
from demo_game.scenes.base import Over, Scene
from demo_game.scenes.dive import DiveScene
from demo_game.session.clipboard import copy_text
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session


class SeedScene(Over):
    """Another world by its seed, typed, pasted or drawn; one dived in before goes on where it was left."""

    title = "Another world"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        self._count = 0
        self._typed = suggested((session.reef.seed, session.seconds))

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """Letters change the seed; confirm goes there."""
        self.pass_time(dt)
        for press in inputs.presses:
            if press.action == "type" and len(self._typed) < LONGEST:
                self._typed = (self._typed + spelled(press.text or "")) or self._typed
                if press.text in "- ":
                    self._typed = f"{self._typed.rstrip('-')}-"
            elif press.action == "paste":
                self._typed = spelled(press.text) or self._typed
            elif press.action == "copy":
                self.session.say("Copied" if copy_text(self._typed) else "There is no clipboard to copy to")
            elif press.action == "erase":
                self._typed = self._typed[:-1]
            elif press.action in ("up", "down"):
                self._count += 1
                self._typed = suggested((self.session.reef.seed, self.session.seconds, self._count))
            elif press.action == "back":
                return self.before
            elif press.action == "confirm" and spelled(self._typed):
                self.session.save()
                self.session.begin(spelled(self._typed))
                self.session.save()
                return DiveScene(self.session, self.before)
        return self

    def draw(self, onto: pygame.Surface) -> None:
        """The seed large, the keys below."""
        area = pygame.Rect(80, 56, VIEW[0] - 160, 164)
        self.draw_ground(onto, area)
        cursor = "_" if self._seconds % 0.8 < 0.5 else " "
        widgets.write(onto, self._typed + cursor, (area.centerx, area.y + 60), scale=2, align="middle")
        for number, line in enumerate(
            (
                "Type a seed: the same seed is the same reef everywhere",
                "Enter dive   Up, down another   Ctrl+V paste   Esc back",
            )
        ):
            widgets.write(onto, line, (area.centerx, area.y + 108 + number * 14), align="middle", colour=widgets.FAINT)
