"""A depth and the time -> a dim silhouette of a giant animal that slowly passes by. Scenery only."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.moods import mixed, mood_of
from demo_game.canvas.pixels import surface_of
from demo_game.rules.reef import VIEW
from demo_game.rules.zones import ZONE_HEIGHT

_SHARE = 0.22  # how fast it moves with the view: so far away it is
_MOMENTS = 12
_BEAT_SECONDS = 5.0
_WAY = 1500.0  # pixels from one pass to the next
Mask = npt.NDArray[np.bool_]


def _empty(height: int, width: int) -> tuple[Mask, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    return np.zeros((height, width), dtype=np.bool_), y, x


def whale(swing: float) -> Mask:
    """A sperm whale: a blunt head on the right, a tail that beats up and down."""
    mask, y, x = _empty(64, 168)
    share = np.clip((x - 26) / 134, 0, 1)
    middle = 32 + swing * 9 * (1 - share) ** 2
    half = np.where(share < 0.62, 3 + 15 * np.sin(share * 2.3), 16.5 - 22 * np.maximum(share - 0.86, 0))
    half = half * np.sqrt(np.clip((163 - x) / 12, 0, 1))
    mask |= (x > 26) & (x < 163) & (np.abs(y - middle) < half)
    mask |= (x > 96) & (x < 118) & (y > 40) & (y < 40 + (118 - x) * 0.7)  # a flipper
    mask &= ~((x > 118) & (x < 158) & (np.abs(y - middle - 9.5 + (x - 118) * 0.03) < 0.7))  # the jaw
    tail = 32 + swing * 11
    mask |= (x <= 30) & (np.abs(y - tail - (x - 30) * -0.22 * swing) < 1.5 + (30 - x) * 0.16)
    return mask


def giant_squid(swing: float) -> Mask:
    """A mantle on the right, fins at its tip, arms that stream behind."""
    mask, y, x = _empty(70, 190)
    mask |= (x > 120) & (x < 180) & (np.abs(y - 35) < 10 * np.sqrt(np.clip((182 - x) / 60, 0, 1)))
    mask |= (x > 150) & (x < 180) & (np.abs(y - 35) < (180 - x) * 0.8)
    mask |= np.hypot(x - 116, (y - 35) * 1.1) < 9
    for arm in range(-4, 5):
        bend = np.sin((120 - x) * 0.045 + arm * 0.7 + swing * 1.6) * (120 - x) * 0.07
        reach = 112 if abs(arm) == 3 else 70
        line = 35 + arm * 1.8 + arm * (120 - x) * 0.035 + bend
        mask |= (x <= 118) & (x > 118 - reach) & (np.abs(y - line) < 1.3 + (x - 118 + reach) * 0.012)
    return mask


def serpent(swing: float) -> Mask:
    """An oarfish longer than the submarine's lamp reaches, with a crest."""
    mask, y, x = _empty(70, 240)
    wave = np.sin(x * 0.045 - swing * 1.5) * 12 * (1 - x / 300)
    half = np.clip((x - 4) * 0.09, 0, 6.5)
    mask |= (x > 4) & (x < 228) & (np.abs(y - 36 - wave) < half)
    mask |= (x > 60) & (x < 222) & (y < 36 + wave) & (y > 30 + wave - half) & (x % 4 < 2)
    for plume in range(4):
        line = 30 + wave - (226 - x) * (0.5 + plume * 0.3)
        mask |= (x > 196 - plume * 2) & (x < 226) & (np.abs(y - line) < 1.2)
    return mask


# zone's number -> who passes there, and at which share of its depth
_PASSING: dict[int, tuple[Callable[[float], Mask], float]] = {
    2: (whale, 0.42),
    3: (giant_squid, 0.5),
    4: (serpent, 0.45),
}


def draw_giant(onto: pygame.Surface, camera_x: float, camera_y: float, seconds: float) -> None:
    """Draw the giant of this depth, if it is in view now."""
    for zone, (_, share) in _PASSING.items():
        depth = (zone + share) * ZONE_HEIGHT
        y = (depth - camera_y) * _SHARE + VIEW[1] * 0.42 + math.sin(seconds * 0.2) * 6
        if abs(depth - camera_y) > ZONE_HEIGHT * 0.55:
            continue
        x = (seconds * 13 + zone * 410 - camera_x * _SHARE) % _WAY - 260
        if x < VIEW[0]:
            moment = int(seconds / _BEAT_SECONDS * _MOMENTS) % _MOMENTS
            onto.blit(_picture(zone, moment), (round(x), round(y)))


@lru_cache(maxsize=_MOMENTS * 3)
def _picture(zone: int, moment: int) -> pygame.Surface:
    shape, share = _PASSING[zone]
    mask = shape(math.sin(moment / _MOMENTS * 2 * math.pi))
    mood = mood_of(int((zone + share) * ZONE_HEIGHT))
    pixels = np.zeros((*mask.shape, 4), dtype=np.uint8)
    pixels[mask, :3] = mood.mid if mood.rays > 0.1 else mood.far  # in the dark it is paler than the water
    pixels[mask, 3] = 130
    lit = mask & ~np.roll(mask, 1, axis=0)
    pixels[lit, :3] = mixed(mood.water, mood.rock[4], 0.25)
    return surface_of(pixels).convert_alpha()
