"""The sky over the reef as pixels: light over the horizon, islands far off, clouds. Knows no water and no rules."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from demo_game.canvas.dither import stepped
from demo_game.canvas.moods import Rgb, mixed, rgb
from demo_game.rules.rng import Rng

HEIGHT, WIDTH = 150, 960
_LIGHT = tuple(rgb(word) for word in "5fb4e6 7cc5ec 9bd5f0 bce4f2 dcefee f3efd9 fbe6bd".split())
_CLOUD = tuple(rgb(word) for word in "ffffff eef6fa cfe3ef a9cbe2".split())
_ISLAND = tuple(rgb(word) for word in "9cc4cf 86b3bf 6f9fa8".split())
_PALM = rgb("5d8f93")
_SUN = tuple(rgb(word) for word in "ffffff fff6cf fdeba6".split())
SUN_AT = (352, 96)
Pixels = npt.NDArray[np.uint8]


@lru_cache(maxsize=1)
def light_pixels() -> Pixels:
    """(HEIGHT, WIDTH, 3): the air, lighter towards the horizon, and the sun."""
    rows = np.repeat((np.linspace(0, 1, HEIGHT) ** 1.3 * (len(_LIGHT) - 1.01))[:, None], WIDTH, axis=1)
    pixels = np.array(_LIGHT, dtype=np.uint8)[np.clip(stepped(rows), 0, len(_LIGHT) - 1)]
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    distance = np.hypot(x - SUN_AT[0], y - SUN_AT[1])
    for radius, colour in ((22, _SUN[2]), (18, _SUN[1]), (14, _SUN[0])):
        pixels[distance < radius] = colour
    return np.asarray(pixels)


@lru_cache(maxsize=1)
def drifting_pixels() -> Pixels:
    """(HEIGHT, WIDTH, 4): islands on the horizon and clouds over them; the sides fit together."""
    pixels = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
    rng = Rng("sky")
    for place in (70, 420, 560, 820):
        _cloud(pixels, place, int(rng.uniform(84, 104)), rng.uniform(0.9, 1.5), rng)
    for place in (240, 330, 660, 900):
        _cloud(pixels, place, int(rng.uniform(108, 128)), rng.uniform(0.4, 0.7), rng)
    for place, width, height in ((150, 70, 15), (480, 110, 22), (545, 60, 12), (770, 84, 17)):
        _island(pixels, place, width, height, rng)
    return pixels


def _cloud(pixels: Pixels, middle: int, foot: int, size: float, rng: Rng) -> None:
    """Puffs over a flat foot, lit from above."""
    puffs = [(rng.uniform(-44, 44) * size, rng.uniform(7, 19) * size) for _ in range(12)]
    columns = np.arange(-70, 71)
    top = np.zeros(len(columns))
    for right, radius in puffs:
        square = radius**2 - (columns - right) ** 2
        top = np.maximum(top, np.sqrt(np.maximum(square, 0)) * (1 - abs(right) / 160))
    for column, high in zip(columns, top, strict=True):
        for step in range(int(high)):
            share = step / max(high, 1)
            tone = 0 if share > 0.62 else 1 if share > 0.34 else 2 if share > 0.12 else 3
            if 0 <= foot - step < HEIGHT:
                pixels[foot - step, (middle + column) % WIDTH] = (*_CLOUD[tone], 255)


def _island(pixels: Pixels, middle: int, width: int, height: int, rng: Rng) -> None:
    phase = rng.uniform(0, 6)
    for column in range(-width // 2, width // 2 + 1):
        share = math.cos(column / width * math.pi)
        high = int(height * share**0.8 + 2.2 * math.sin(column * 0.33 + phase) * share + 0.5)
        for step in range(max(high, 0)):
            tone: Rgb = _ISLAND[0] if step > high - 3 else _ISLAND[1] if step > high * 0.4 else _ISLAND[2]
            pixels[HEIGHT - 1 - step, (middle + column) % WIDTH] = (*tone, 255)
        if column in (-width // 3, -width // 5, width // 4):
            _palm(pixels, middle + column, HEIGHT - max(high, 1), rng)


def _palm(pixels: Pixels, x: int, y: int, rng: Rng) -> None:
    tall, lean = int(rng.uniform(8, 13)), rng.uniform(-0.35, 0.35)
    for step in range(tall):
        pixels[y - step, int(x + lean * step) % WIDTH] = (*_PALM, 255)
    top_x, top_y = int(x + lean * tall), y - tall
    leaf = mixed(_PALM, _ISLAND[2], 0.3)
    for side in (-1, 1):
        for reach in range(1, 6):
            for up in (0, 2):
                row = top_y + (reach * reach) // (6 + up * 4) - up
                pixels[row, (top_x + side * reach) % WIDTH] = (*leaf, 255)
