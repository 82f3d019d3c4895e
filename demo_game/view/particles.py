"""The time and the view -> small things that float: plankton, marine snow, glints, bubbles. Knows nothing of rules.

What floats everywhere is a fixed cloud that the view moves through; only bubbles are born and burst.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pygame

from demo_game.canvas.moods import Rgb, mixed, mood_of, rgb
from demo_game.rules.company import VIEW
from demo_game.rules.rng import Rng

_BUBBLES = 140
_EDGE, _LIGHT = rgb("a8dcea"), rgb("f6fbfe")


@dataclass(slots=True)
class Bubble:
    """x, y in the world; size 0 to 3."""

    x: float
    y: float
    size: int
    phase: float
    left: float


@dataclass(frozen=True, slots=True)
class Speck:
    """A place in a cloud that repeats; share: how fast it goes by, so how near it is."""

    x: float
    y: float
    share: float
    phase: float
    size: int


class Particles:
    """All particles. Time is an argument, so that the same moment always looks the same."""

    def __init__(self) -> None:
        rng = Rng("specks")
        self._specks = [
            Speck(rng.uniform(0, 560), rng.uniform(0, 350), rng.uniform(0.5, 1.25), rng.uniform(0, 9), n % 7)
            for n in range(150)
        ]
        self._bubbles: list[Bubble] = []
        self._rng = Rng("bubbles")

    def bubble(self, x: float, y: float, *, size: int | None = None) -> None:
        """Release one."""
        if len(self._bubbles) < _BUBBLES:
            rng = self._rng
            grown = rng.randrange(3) if size is None else size
            self._bubbles.append(Bubble(x + rng.uniform(-3, 3), y, grown, rng.uniform(0, 6), rng.uniform(2.5, 5.5)))

    def update(self, dt: float) -> None:
        """Bubbles rise, wobble and burst at the surface."""
        for bubble in self._bubbles:
            bubble.left -= dt
            bubble.phase += dt * 5
            bubble.y -= (26 + bubble.size * 9) * dt
            bubble.x += math.sin(bubble.phase) * 9 * dt
        self._bubbles = [bubble for bubble in self._bubbles if bubble.left > 0 and bubble.y > 3]

    def draw_specks(self, onto: pygame.Surface, camera_x: float, camera_y: float, seconds: float) -> None:
        """Plankton, snow and glints: how many of each depends on the depth."""
        mood = mood_of(int(max(camera_y, 0)))
        counts = (("plankton", mood.plankton, 34), ("snow", mood.marine_snow, 62), ("glint", mood.glints, 30))
        first = 0
        water = mood.water
        surface_row = -(camera_y - VIEW[1] / 2)
        for kind, share, most in counts:
            for speck in self._specks[first : first + round(most * share)]:
                fall = {"plankton": 2.0, "snow": 11.0, "glint": 4.0}[kind] * speck.share
                sway = math.sin(seconds * 0.6 + speck.phase) * 5
                x = (speck.x + sway - camera_x * speck.share) % 560 - 40
                y = (speck.y + seconds * fall - camera_y * speck.share) % 350 - 40
                if y < surface_row + 4:
                    continue
                self._draw_speck(onto, kind, speck, x, y, seconds, (mood.snow, mood.sparks, water))
            first += most

    @staticmethod
    def _draw_speck(
        onto: pygame.Surface, kind: str, speck: Speck, x: float, y: float, seconds: float, colours: tuple[Rgb, Rgb, Rgb]
    ) -> None:
        snow, sparks, water = colours
        if kind == "glint":
            shine = math.sin(seconds * 1.7 + speck.phase * 3)
            if shine < 0.1:
                return
            onto.fill(mixed(water, sparks, shine), (x, y, 1, 1))
            if shine > 0.85:
                for right, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                    onto.fill(mixed(water, sparks, 0.45), (x + right, y + down, 1, 1))
            return
        near = min(max(speck.share - 0.4, 0.1), 0.8)
        size = 2 if speck.size == 0 and speck.share > 0.9 else 1
        onto.fill(mixed(water, snow, near), (x, y, size, size))

    def draw_bubbles(self, onto: pygame.Surface, left: float, top: float) -> None:
        """Rings with a light in the upper left."""
        for bubble in self._bubbles:
            x, y = int(bubble.x - left), int(bubble.y - top)
            if not (-4 < x < VIEW[0] + 4 and -4 < y < VIEW[1] + 4):
                continue
            if bubble.size == 0:
                onto.fill(_EDGE, (x, y, 1, 1))
            elif bubble.size == 1:
                onto.fill(_EDGE, (x, y, 2, 2))
                onto.fill(_LIGHT, (x, y, 1, 1))
            else:
                onto.fill(_EDGE, (x + 1, y, 2, 1))
                onto.fill(_EDGE, (x + 1, y + 3, 2, 1))
                onto.fill(_EDGE, (x, y + 1, 1, 2))
                onto.fill(_EDGE, (x + 3, y + 1, 1, 2))
                onto.fill(_LIGHT, (x + 1, y + 1, 1, 1))
