"""Where a whale has sunk to -> its bones on the ground: a skull, a spine, ribs like an arcade. Scenery only."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from demo_game.canvas.moods import rgb
from demo_game.canvas.pixels import surface_of
from demo_game.rules.company import VIEW
from demo_game.rules.terrain import Spot

_BONE = tuple(rgb(word) for word in "7d6a52 b9a888 e9dfc8".split())
_SIZE = (34, 92)


def draw_whale_fall(onto: pygame.Surface, fall: Spot, left: int, top: int) -> None:
    """Its middle on the ground at the place."""
    height, width = _SIZE
    x, y = round(fall.x) - left - width // 2, round(fall.y) - top - height + 3
    if -width < x < VIEW[0] and -height < y < VIEW[1]:
        onto.blit(_bones(), (x, y))


@lru_cache(maxsize=1)
def _bones() -> pygame.Surface:
    height, width = _SIZE
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    bone = np.zeros((height, width), dtype=np.bool_)
    spine = 9 + ((x - 46) / 34) ** 2 * 7
    bone |= (np.abs(y - spine) < 1.6) & (x > 6) & (x < 74)
    bone |= (np.abs(y - spine) < 2.6) & (x % 6 < 3) & (x > 6) & (x < 74)  # vertebrae
    for rib in range(22, 68, 8):
        reach = 22 - abs(rib - 44) * 0.22
        curve = rib + np.sin(np.clip((y - 9) / reach, 0, 1) * np.pi) * 5
        bone |= (np.abs(x - curve) < 1.1) & (y > 9) & (y < 9 + reach)
    skull = ((x - 80) / 11) ** 2 + ((y - 21) / 9) ** 2 < 1
    bone |= skull & ~(((x - 78) / 3) ** 2 + ((y - 19) / 2.4) ** 2 < 1)
    bone |= (x > 66) & (x < 90) & (np.abs(y - 29 - (90 - x) * 0.1) < 1.2)  # the jaw
    pixels = np.zeros((height, width, 4), dtype=np.uint8)
    pixels[bone] = (*_BONE[1], 255)
    pixels[bone & ~np.roll(bone, 1, axis=0)] = (*_BONE[2], 255)
    pixels[bone & ~np.roll(bone, -1, axis=0)] = (*_BONE[0], 255)
    return surface_of(pixels).convert_alpha()
