"""A vent where gas bubbles out of the ground, drawn for a moment; hot ones are chimneys that glow and smoke."""

from __future__ import annotations

import math

import pygame

from demo_game.canvas.moods import rgb
from demo_game.rules.company import VIEW
from demo_game.rules.population import Vent

_STONE = tuple(rgb(word) for word in "12161c 292b32 4b4f5a 707783".split())
_EMBER = tuple(rgb(word) for word in "a91d20 d64410 f37725 ffaf69".split())
_SAND = tuple(rgb(word) for word in "563627 7d5437 be9e73 d9c6a3".split())


def draw_vent(onto: pygame.Surface, vent: Vent, left: int, top: int, seconds: float) -> None:
    """Its foot at the vent's place."""
    x, y = round(vent.x) - left, round(vent.y) - top
    if not (-60 < x < VIEW[0] + 60 and -20 < y < VIEW[1] + 120):
        return
    if not vent.hot:
        for step in range(7):
            wide = 13 - step
            onto.fill(_SAND[0], (x - wide // 2 - 1, y - step, wide + 2, 1))
            onto.fill(_SAND[2 if step % 3 else 1], (x - wide // 2, y - step, wide - 2, 1))
        onto.fill(_SAND[0], (x - 3, y - 7, 6, 2))
        return
    for column, height, wide in ((-9, 17, 7), (8, 12, 6), (0, 30, 10)):
        for step in range(height):
            half = wide * (1 - 0.45 * step / height) + (1 if step % 5 == 0 else 0)
            line = pygame.Rect(round(x + column - half / 2), y - step, max(round(half), 3), 1)
            onto.fill(_STONE[1], line)
            onto.fill(_STONE[0], (line.right - 1, line.y, 1, 1))
            onto.fill(_STONE[3 if step % 4 == 0 else 2], (line.x, line.y, 1, 1))
            if (step * 7 + column) % 11 == 0:
                onto.fill(_EMBER[1], (line.x + line.width // 2, line.y, 1, 2))
        mouth = y - height
        glow = 1 + (math.sin(seconds * 5 + column) > 0)
        onto.fill(_EMBER[glow], (x + column - 2, mouth, 5, 1))
        onto.fill(_EMBER[3], (x + column - 1, mouth - 1, 3, 1))
    for puff in range(7):
        age = (seconds * 0.55 + puff / 7) % 1
        size = 2 + round(age * 6)
        right = math.sin(seconds * 0.9 + puff * 2.2) * 9 * age + age * 6
        colour = _STONE[2] if age < 0.3 else _STONE[1] if age < 0.7 else _STONE[0]
        pygame.draw.circle(onto, colour, (x + round(right), y - 33 - round(age * 60)), size // 2 + 1)
