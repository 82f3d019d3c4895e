"""Animals in a grid of slots -> pixels, and places in the grid under keys and mouse. Knows not what is chosen for."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from demo_game.canvas.moods import rgb
from demo_game.creatures import eggs
from demo_game.creatures.creature_pictures import SIDE, Portrait

CELL = 44
SLOT, RIM, CHOSEN = rgb("0c1c30"), rgb("3a6a94"), rgb("e2ca6d")
_STEPS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@dataclass(slots=True)
class Grid:
    """Slots row by row. left, top: its corner; place: the one that is pointed at."""

    left: int
    top: int
    columns: int = 4
    rows: int = 4
    place: int = 0

    @property
    def first(self) -> int:
        """The first that is shown: the grid scrolls with the place."""
        return max(0, self.place // self.columns - self.rows + 1) * self.columns

    def step(self, action: str, count: int) -> None:
        """One to the side, up or down, if there is one."""
        right, down = _STEPS[action]
        place = self.place + right + down * self.columns
        if 0 <= place < count and (down or place // self.columns == self.place // self.columns):
            self.place = place

    def area(self, place: int) -> pygame.Rect:
        """Where a slot is drawn."""
        number = place - self.first
        x, y = self.left + number % self.columns * CELL, self.top + number // self.columns * CELL
        return pygame.Rect(x, y, CELL - 3, CELL - 3)

    def shown(self, count: int) -> range:
        """The places that are shown of so many."""
        return range(self.first, min(count, self.first + self.columns * self.rows))

    def at(self, place: tuple[int, int], count: int) -> int | None:
        """The slot under the mouse."""
        return next((number for number in self.shown(count) if self.area(number).collidepoint(place)), None)


def draw_slot(onto: pygame.Surface, area: pygame.Rect, creature: Portrait | None, *, seconds: float, lit: bool) -> None:
    """A slot with an animal in it; lit: it is chosen or pointed at, and moves."""
    onto.fill(SLOT, area)
    draw_creature(onto, creature, area, seconds=seconds if lit else 0.0)
    pygame.draw.rect(onto, CHOSEN if lit else RIM, area, width=1)


def draw_creature(
    onto: pygame.Surface, creature: Portrait | None, area: pygame.Rect, *, seconds: float, scale: int = 1
) -> None:
    """An animal in the middle of an area; an egg until it is drawn."""
    if creature is None:
        onto.blit(eggs.picture(bright=False), (area.centerx - 6, area.centery - 6))
        return
    picture = creature.still(seconds)
    if scale > 1:
        picture = pygame.transform.scale_by(picture, scale)
    onto.blit(picture, (area.centerx - SIDE * scale // 2, area.centery - SIDE * scale // 2))
