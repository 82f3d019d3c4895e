"""The moods -> the water column as pixels: one tall picture, its tones dithered into each other. Draws nothing else."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.dither import stepped
from demo_game.canvas.moods import water_at
from demo_game.canvas.pixels import surface_of
from demo_game.rules.company import VIEW
from demo_game.rules.zones import DEPTH

SKY = 160  # rows above the water
_STEP = 12  # rows of the world from one tone to the next
_ROWS = DEPTH + 200
_PERIOD = 4


@lru_cache(maxsize=1)
def column_pixels() -> npt.NDArray[np.uint8]:
    """(rows, 4, 3) of the water from the surface down; to the right it repeats."""
    tones = np.array([water_at(y) for y in range(0, _ROWS + 2 * _STEP, _STEP)], dtype=np.uint8)
    places = np.repeat((np.arange(_ROWS) / _STEP)[:, None], _PERIOD, axis=1)
    return np.asarray(tones[stepped(places)])


class WaterColumn:
    """The water behind everything, ready to be copied."""

    def __init__(self) -> None:
        pixels = np.tile(column_pixels(), (1, VIEW[0] // _PERIOD + 1, 1))
        self._picture = surface_of(pixels).convert()

    def draw(self, onto: pygame.Surface, camera_x: int, top: int) -> None:
        """top: the world's row at the top of the view."""
        left = camera_x % _PERIOD
        if top < 0:
            onto.blit(self._picture, (0, -top), (left, 0, VIEW[0], VIEW[1] + top))
        else:
            onto.blit(self._picture, (0, 0), (left, top, VIEW[0], VIEW[1]))
