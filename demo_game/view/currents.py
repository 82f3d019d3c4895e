"""Currents -> streaks that drift with the water. Knows not how they push."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from demo_game.canvas.moods import Mood, mixed
from demo_game.rules.company import VIEW
from demo_game.rules.currents import Current

_SPACING = 620.0  # square pixels of current for a streak
_SPEED = 0.62  # pixels a second for each pixel a second squared
_LONG = 9


def draw_currents(
    onto: pygame.Surface, currents: Sequence[Current], left: int, top: int, seconds: float, mood: Mood
) -> None:
    """Those in view."""
    for current in currents:
        if abs(current.x - left - VIEW[0] / 2) > VIEW[0] / 2 + current.half_width:
            continue
        if abs(current.y - top - VIEW[1] / 2) > VIEW[1] / 2 + current.half_height:
            continue
        wide, high = current.half_width * 2, current.half_height * 2
        for number in range(int(wide * high / _SPACING)):
            x = (number * 0.618034 % 1 * wide + seconds * current.right * _SPEED * (0.7 + number % 4 * 0.15)) % wide
            y = (number * 0.754878 % 1 * high + seconds * current.down * _SPEED * (0.7 + number % 4 * 0.15)) % high
            x, y = x + current.x - current.half_width, y + current.y - current.half_height
            share = current.share(x, y)
            length = round(_LONG * share)
            if length < 2:
                continue
            colour = mixed(mood.water, mood.snow, 0.25 + 0.35 * share)
            size = (length, 1) if current.right else (1, length)
            onto.fill(colour, (round(x) - left, round(y) - top, *size))
