"""The end of the story: what the player has done, once the old one was met. The world goes on afterwards."""

from __future__ import annotations

import pygame

from demo_game.panels import widgets
from demo_game.rules.company import VIEW
from demo_game.scenes.base import Over, Scene
from demo_game.session.inputs import Inputs
from demo_game.session.session import Session

_SILENCE = 1.5  # seconds in which nothing can be pressed away


class EndingScene(Over):
    """Lines that come one after the other; any key goes on with the dive."""

    title = "The end of the chart"

    def __init__(self, session: Session, before: Scene) -> None:
        super().__init__(session, before)
        book, progress = session.book, session.progress
        species = len({species for _, species in book.pages})
        bred = sum(child.home != "strain" for child in book.children)
        self._lines = (
            "You went where the chart ends, and something there looked back.",
            f"It took {_counted(progress.dives, 'dive')} and {_counted(round(session.reef.seconds / 60), 'minute')}.",
            f"{species} species, {_counted(len(progress.met), 'animal')} by name, {len(book.rare)} of them rare.",
            f"{bred} hatched in your incubator, {progress.released} went back into the sea.",
            "The keeper has put your first picture beside the door.",
            "The sea goes on. So may you.",
        )

    def update(self, dt: float, inputs: Inputs) -> Scene | None:
        """On with the dive."""
        self.pass_time(dt)
        goes_on = inputs.pressed("confirm", "photo", "back", "click", "pause")
        return self.before if goes_on and self._seconds > _SILENCE else self

    def draw(self, onto: pygame.Surface) -> None:
        """One line more every second and a half."""
        area = pygame.Rect(56, 36, VIEW[0] - 112, 186)
        self.draw_ground(onto, area)
        for number, line in enumerate(self._lines[: int(self._seconds / 1.5) + 1]):
            colour = widgets.GOLD if number == len(self._lines) - 1 else widgets.PAPER
            widgets.write(onto, line, (area.centerx, area.y + 44 + number * 20), align="middle", colour=colour)
        seed = f"World {self.session.reef.seed}"
        widgets.write(onto, seed, (area.centerx, area.bottom - 16), align="middle", colour=widgets.FAINT)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
