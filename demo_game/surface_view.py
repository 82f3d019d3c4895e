"""What is seen at the top of the water: sky, sun, clouds, waves, and the shafts of light below. Knows no rules."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.chance import Draws
from demo_game.dither import stepped
from demo_game.moods import mixed, mood_of, rgb
from demo_game.pixels import surface_of
from demo_game.reef import VIEW

_SKY = tuple(rgb(word) for word in "8fd6f0 a9e0f2 c4ebf3 dff3ee f4f3e0 fbeed0".split())
_CLOUD = (rgb("ffffff"), rgb("dcecf4"), rgb("b9d8e8"))
_SUN = (rgb("ffffff"), rgb("fff6cf"), rgb("fbe9a4"))
_HEIGHT = 150
_FOAM, _CREST, _UNDER = rgb("f6fbfe"), rgb("b9ecf2"), rgb("8fdcea")
_SHAFTS = 9
Pixels = npt.NDArray[np.uint8]


class SurfaceView:
    """Everything near the waterline, its pictures drawn once."""

    def __init__(self) -> None:
        self._sky = surface_of(_sky_pixels()).convert()
        self._shaft = _shaft()
        self._layer = pygame.Surface(VIEW).convert()

    def draw_sky(self, onto: pygame.Surface, top: int, camera_x: float, seconds: float) -> None:
        """Above the water; top: the world's row at the top of the view."""
        if top >= 4:
            return
        row = -top - _HEIGHT
        shift = int(camera_x * 0.08 + seconds * 1.5) % self._sky.get_width()
        onto.blit(self._sky, (-shift, row))
        onto.blit(self._sky, (self._sky.get_width() - shift, row))
        sun = (int(360 - camera_x * 0.03), row + 74)
        for radius, colour in ((17, _SUN[2]), (14, _SUN[1]), (11, _SUN[0])):
            pygame.draw.circle(onto, colour, sun, radius)

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
        layer = self._layer
        layer.fill((0, 0, 0))
        draws = Draws("rays")
        width = VIEW[0] + 260
        for _ in range(_SHAFTS):
            phase, wide, place = draws.between(0, 7), draws.between(0.6, 1.4), draws.between(0, width)
            shine = (math.sin(seconds * 0.45 + phase) * 0.5 + 0.5) * wide * strength
            x = (place - camera_x * 0.45 + math.sin(seconds * 0.17 + phase) * 16) % width - 190
            level = int(shine * 4.2)
            if level > 0:
                layer.blit(self._shaft[min(level, 4) - 1], (x, min(-top, 0) * 0 + max(-top, -30)))
        onto.blit(layer, (0, 0), special_flags=pygame.BLEND_RGB_ADD)


def _sky_pixels() -> Pixels:
    width = 960
    rows = np.repeat(np.linspace(0, len(_SKY) - 1.01, _HEIGHT)[:, None], width, axis=1)
    pixels = np.array(_SKY, dtype=np.uint8)[np.clip(stepped(rows * 1.0), 0, len(_SKY) - 1)]
    draws = Draws("clouds")
    for _ in range(9):
        x, y, size = draws.below(width), int(draws.between(34, 118)), draws.between(0.5, 1.2)
        puffs = [(draws.between(-30, 30) * size, draws.between(5, 12) * size) for _ in range(7)]
        for number, colour in ((2, _CLOUD[2]), (1, _CLOUD[1]), (0, _CLOUD[0])):
            for right, radius in puffs:
                for row in range(int(-radius), 1):
                    half = int(math.sqrt(radius * radius - row * row)) - (2 - number) * 0 - number * 0
                    columns = (int(x + right) + np.arange(-half, half + 1) - (2 - number) * 2) % width
                    at = y + row + number * 2 - 2
                    if 0 <= at < _HEIGHT and row + number * 2 - 2 <= 0:
                        pixels[at, columns] = colour
    return np.asarray(pixels)


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


def sea_air(share: float) -> tuple[int, int, int]:
    """A colour between foam and water, for letters on the title."""
    return mixed(_FOAM, _UNDER, share)
