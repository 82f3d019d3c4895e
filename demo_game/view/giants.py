"""A depth and the time -> a dim silhouette of a giant animal that slowly passes by: what `encounters` says, drawn."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.moods import mixed, mood_of
from demo_game.canvas.pixels import surface_of
from demo_game.rules.company import VIEW
from demo_game.rules.encounters import SIZES, giant_depth, giant_in_view

_MOMENTS = 12
_BEAT_SECONDS = 5.0
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


def manta(swing: float) -> Mask:
    """Seen from the side as it banks: wings that beat, a thin tail behind, two horns before."""
    mask, y, x = _empty(*SIZES["shallows"][::-1])
    along = np.clip((x - 46) / 84, 0, 1)
    beat = swing * 15 * np.sin(along * np.pi)
    half = 1.5 + 9 * np.sin(along * np.pi) ** 1.4
    mask |= (x > 46) & (x < 130) & (np.abs(y - 30 + beat * (np.abs(along - 0.45) * 2)) < half)
    wing = np.clip((x - 62) / 36, 0, 1)
    mask |= (x > 62) & (x < 98) & (y < 30) & (y > 30 - (26 + swing * 10) * np.sin(wing * np.pi) * wing)
    mask |= (x > 4) & (x <= 48) & (np.abs(y - 30 - np.sin(x * 0.1 + swing) * 2) < 0.8)
    mask |= (x >= 126) & (x < 142) & (np.abs(y - 27 - (x - 126) * 0.2) < 1.4)
    return mask


def whale_shark(swing: float) -> Mask:
    """A flat head on the right, a tall tail, rows of pale dots."""
    mask, y, x = _empty(*SIZES["reef"][::-1])
    share = np.clip((x - 24) / 138, 0, 1)
    middle = 30 + swing * 6 * (1 - share) ** 2
    half = 2 + 13 * np.sin(np.clip(share * 1.25, 0, 1) * np.pi / 2) * np.sqrt(np.clip((164 - x) / 10, 0, 1))
    mask |= (x > 24) & (x < 164) & (np.abs(y - middle) < half)
    mask |= (x > 62) & (x < 84) & (y < middle - 8) & (y > middle - 8 - (x - 62) * 0.7)
    mask |= (x > 112) & (x < 134) & (y > middle + 8) & (y < middle + 8 + (134 - x) * 0.8)
    mask |= (x <= 30) & (np.abs(y - 30 - swing * 8) < (34 - x) * 0.75) & (x > 8)
    mask &= ~((x > 40) & (x < 140) & ((x + 3 * (y // 6)) % 9 < 1.2) & (y % 6 < 1.2))
    return mask


def old_one(swing: float) -> Mask:
    """What nobody has a name for: a bell as large as a house, and arms that have all the time in the world."""
    mask, y, x = _empty(*SIZES["hadal"][::-1])
    squeeze = 1 + 0.06 * swing
    bell = ((x - 165) / (58 / squeeze)) ** 2 + ((y - 40) / (34 * squeeze)) ** 2 < 1
    mask |= bell & ~((x < 140) & (np.abs(y - 40) < 20) & (((x - 122) / 20) ** 2 + ((y - 40) / 22) ** 2 < 1))
    mask &= ~(((x - 196) / 7) ** 2 + ((y - 36) / 5) ** 2 < 1)  # an eye
    mask |= ((x - 197) / 3) ** 2 + ((y - 36) / 3) ** 2 < 1
    for arm in range(-3, 4):
        bend = np.sin((135 - x) * 0.035 + arm * 0.9 + swing * 1.2) * (135 - x) * 0.08
        mask |= (x <= 135) & (x > 10 + abs(arm) * 14) & (np.abs(y - 40 - arm * 7 - bend) < 0.8 + x * 0.014)
    return mask


_SHAPES: dict[str, Callable[[float], Mask]] = {
    "shallows": manta,
    "reef": whale_shark,
    "twilight": whale,
    "midnight": giant_squid,
    "abyss": serpent,
    "hadal": old_one,
}


def draw_giant(onto: pygame.Surface, camera_x: float, camera_y: float, seconds: float) -> None:
    """Draw the giant of this depth, if it is in view now."""
    found = giant_in_view(camera_x, camera_y, seconds, VIEW)
    if found is not None:
        zone, box = found
        onto.blit(_picture(zone, int(seconds / _BEAT_SECONDS * _MOMENTS) % _MOMENTS), box[:2])


@lru_cache(maxsize=_MOMENTS * 6)
def _picture(zone: str, moment: int) -> pygame.Surface:
    mask = _SHAPES[zone](math.sin(moment / _MOMENTS * 2 * math.pi))
    mood = mood_of(int(giant_depth(zone)))
    pixels = np.zeros((*mask.shape, 4), dtype=np.uint8)
    pixels[mask, :3] = mood.mid if mood.rays > 0.1 else mood.far  # in the dark it is paler than the water
    pixels[mask, 3] = 130
    lit = mask & ~np.roll(mask, 1, axis=0)
    pixels[lit, :3] = mixed(mood.water, mood.rock[4], 0.25)
    return surface_of(pixels).convert_alpha()
