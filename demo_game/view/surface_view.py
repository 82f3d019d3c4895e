"""What is seen at the top of the water: sky, sun, clouds, waves, and the shafts of light below. Knows no rules."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.dither import stepped
from demo_game.canvas.moods import mood_of, rgb
from demo_game.canvas.pixels import surface_of
from demo_game.rules.company import VIEW
from demo_game.rules.rng import Rng
from demo_game.view import sky

_FOAM, _CREST, _UNDER = rgb("f6fbfe"), rgb("b9ecf2"), rgb("8fdcea")
_SHAFTS = 8
Pixels = npt.NDArray[np.uint8]


class SurfaceView:
    """Everything near the waterline, its pictures drawn once."""

    def __init__(self) -> None:
        self._light = surface_of(sky.light_pixels()).convert()
        self._drifting = surface_of(sky.drifting_pixels()).convert_alpha()
        self._shafts = _shaft()

    def draw_sky(self, onto: pygame.Surface, top: int, camera_x: float, seconds: float) -> None:
        """Above the water; top: the world's row at the top of the view."""
        if top >= 4:
            return
        row = -top - sky.HEIGHT
        onto.blit(self._light, (-int(camera_x * 0.03), row))
        shift = int(camera_x * 0.1 + seconds * 0.8) % sky.WIDTH
        onto.blit(self._drifting, (-shift, row))
        onto.blit(self._drifting, (sky.WIDTH - shift, row))

    def draw_waves(self, onto: pygame.Surface, top: int, left: int, seconds: float) -> None:
        """The line of the surface, on top of what is in the water."""
        if top > 14:
            return
        for x in range(0, VIEW[0], 2):
            place = x + left
            wave = math.sin(place * 0.045 + seconds * 1.3) * 1.7 + math.sin(place * 0.11 - seconds * 1.9) * 1.1
            y = round(wave) - top
            onto.fill(_FOAM if wave > 1.4 else _CREST, (x, y - 1, 2, 1))
            onto.fill(_CREST, (x, y, 2, 1))
            onto.fill(_UNDER, (x, y + 1, 2, 2))
            if math.sin(place * 0.083 + seconds * 0.8) > 0.35:
                onto.fill(_CREST, (x, y + 5 + round(wave), 2, 1))

    def draw_rays(self, onto: pygame.Surface, top: int, camera_x: float, seconds: float) -> None:
        """The sun's shafts, slanting and slowly swaying; weaker with depth."""
        strength = mood_of(max(top + VIEW[1] // 2, 0)).rays
        if strength < 0.03:
            return
        rng = Rng("rays")
        width = VIEW[0] + 260
        for _ in range(_SHAFTS):
            phase, wide, place = rng.uniform(0, 7), rng.uniform(0.6, 1.4), rng.uniform(0, width)
            shine = (math.sin(seconds * 0.45 + phase) * 0.5 + 0.5) * wide * strength
            x = (place - camera_x * 0.45 + math.sin(seconds * 0.17 + phase) * 16) % width - 190
            level = int(shine * 4.2)
            if level > 0:
                shaft = self._shafts[min(level, 4) - 1]
                onto.blit(shaft, (x, max(-top, -30)), special_flags=pygame.BLEND_RGB_ADD)


@lru_cache(maxsize=1)
def _shaft() -> list[pygame.Surface]:
    """One slanting shaft in four strengths, to be added."""
    height, width, slant = VIEW[1] + 40, 200, 0.42
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    centre = 168 - y * slant
    half = 9 + y * 0.035
    inside = np.abs(x - centre) < half
    core = np.abs(x - centre - 2) < half * 0.5
    fade = np.clip(1 - y / height, 0, 1)
    made = []
    for strength in range(1, 5):
        value = stepped((inside * 1.0 + core * 0.8) * fade * 2.2) * strength
        pixels = np.stack([value * 2, value * 4, value * 3], axis=-1)
        made.append(surface_of(np.clip(pixels, 0, 255)).convert())
    return made
