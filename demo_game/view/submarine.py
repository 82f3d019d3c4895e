"""The submarine's picture for a moment: facing, tilt, turning propeller. Drawn here by code, shape by shape."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.moods import Rgb, rgb
from demo_game.canvas.pixels import surface_of

_WIDTH, _HEIGHT = 54, 42
_X, _Y = 27, 23  # middle of the hull
LAMP_AT = (21, 5)  # from the middle of the picture, facing right
_OUTLINE = rgb("2b1e1a")
_HULL = tuple(rgb(word) for word in "6c2f00 905100 b17600 d29d00 e2ca6d f4f3cc".split())
_STRIPE = tuple(rgb(word) for word in "731026 a91d20 d64410 f37725".split())
_GLASS = tuple(rgb(word) for word in "1e3573 1d56ab 1f7dd7 26aaf0 6dd4fb c7f4fe".split())
_METAL = tuple(rgb(word) for word in "292b32 4b4f5a 707783 99a1ac c5ced5".split())
_BLADES = ((6, 3), (4, 2), (2, 1), (5, 3))
_DOME = (10.0, -1.5, 8.0)  # middle from the hull's, and radius
Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@lru_cache(maxsize=64)
def picture(*, facing: int, tilt: int, blade: int) -> pygame.Surface:
    """facing 1 right, -1 left. tilt: -3 nose up to 3 nose down, a pixel in fourteen. blade: 0 to 3."""
    body = _drawn(blade % 4).copy()
    if tilt:
        for column in range(_WIDTH):
            body[:, column] = np.roll(body[:, column], round((column - _X) * tilt / 14), axis=0)
    if facing < 0:
        body = body[:, ::-1]
    return surface_of(body).convert_alpha()


@lru_cache(maxsize=4)
def _drawn(blade: int) -> Pixels:
    pixels = np.zeros((_HEIGHT, _WIDTH, 4), dtype=np.uint8)
    y, x = np.mgrid[0:_HEIGHT, 0:_WIDTH].astype(np.float64)
    y, x = y - _Y, x - _X
    _tail(pixels, x, y, blade)
    _skids(pixels, x, y)
    _tower(pixels, x, y)
    hull = (x / 19.5) ** 2 + (y / 10.2) ** 2 <= 1
    tone = _rounded(x / 19.5, y / 10.2)
    _paint(pixels, hull, _HULL, tone)
    stripe = hull & (np.abs(y - 4.5 + 0.012 * x * x) < 1.4)
    _paint(pixels, stripe, _STRIPE, tone * 0.62)
    for port in (-10, -3):
        _window(pixels, x - port, y + 1.5, 3.3)
    _dome(pixels, x, y)
    _lamp(pixels, x, y)
    return pixels


def _paint(pixels: Pixels, shape: Mask, tones: tuple[Rgb, ...], tone: npt.NDArray[np.float64]) -> None:
    """Fill a shape with tones, and put an outline around it."""
    wide = np.zeros_like(shape)
    for right, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        wide |= np.roll(shape, (down, right), axis=(0, 1))
    rim = wide & ~shape
    pixels[rim] = (*_OUTLINE, 255)
    level = np.clip(np.floor(tone), 0, len(tones) - 1).astype(np.int64)
    pixels[shape, :3] = np.array(tones, dtype=np.uint8)[level[shape]]
    pixels[shape, 3] = 255


def _rounded(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Tones of an egg shape lit from the upper left."""
    return np.asarray(3.1 - 2.6 * y - 0.7 * x - 1.1 * (x * x + y * y) + 0.35)


def _tail(pixels: Pixels, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], blade: int) -> None:
    for sign in (-1, 1):
        fin = (x < -12) & (x > -20) & (sign * y > 1) & (sign * y < 2 - (x + 12) * 0.95)
        _paint(pixels, fin, _STRIPE, 2.2 - sign * 0.9 + 0 * x)
    shaft = (x < -17) & (x > -23) & (np.abs(y) < 2)
    _paint(pixels, shaft, _METAL, 2.4 - y)
    reach, thick = _BLADES[blade]
    prop = (np.abs(x + 23.5) < thick / 2 + 0.3) & (np.abs(y) <= reach)
    _paint(pixels, prop, _METAL, 3.4 - np.abs(y) * 0.3 + (blade % 2))


def _skids(pixels: Pixels, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
    for foot in (-9, 7):
        _paint(pixels, (np.abs(x - foot) < 1.2) & (y > 7) & (y < 13), _METAL, 1.5 + 0 * y)
    _paint(pixels, (x > -14) & (x < 13) & (np.abs(y - 13) < 0.8), _METAL, 2.2 + 0 * y)


def _tower(pixels: Pixels, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
    _paint(pixels, (np.abs(x + 5.5) < 0.8) & (y > -20) & (y < -12), _METAL, 2.6 + 0 * y)
    _paint(pixels, (x > -6) & (x < -1.5) & (np.abs(y + 19.5) < 1.2), _METAL, 3.4 + 0 * y)
    slope = np.abs(x + 4) < 5.5 + (y + 14) * 0.35
    _paint(pixels, slope & (y > -15) & (y < -6), _HULL, 3.9 - (x + 4) * 0.24 - (y + 12) * 0.1)
    _paint(pixels, slope & (np.abs(y + 12.5) < 0.8), _STRIPE, 2.6 - (x + 4) * 0.25)


def _window(pixels: Pixels, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], radius: float) -> None:
    distance = np.hypot(x, y)
    _paint(pixels, distance <= radius, _HULL, 1.4 - y * 0.3)
    glass = distance <= radius - 1
    _paint(pixels, glass, _GLASS, 2.2 - y * 0.8 - x * 0.3)
    pixels[glass & (np.abs(x + 1) < 0.6) & (np.abs(y + 1) < 0.6), :3] = _GLASS[5]


def _dome(pixels: Pixels, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
    right, down, radius = _DOME
    x, y = x - right, y - down
    distance = np.hypot(x, y)
    _paint(pixels, distance <= radius + 1.2, _METAL, 2.8 - y * 0.22)
    glass = distance <= radius
    _paint(pixels, glass, _GLASS, 1.9 - y * 0.2 - x * 0.06)
    _diver(pixels, glass)
    shine = glass & (distance > radius - 2.2) & (x < -1) & (y < -1.5) & (np.abs(x - y) < 5.5)
    pixels[shine, :3] = _GLASS[5]
    below = glass & (distance > radius - 1.4) & (x > 1) & (y > 1)
    pixels[below, :3] = _GLASS[4]


_DIVER = """
..kkkk..
.krrrrk.
krrrrrrk
kssssssk
kskssksk
ksssssk.
.kssmk..
.kbbbbk.
kbbbbbbk
"""
_DIVER_COLOURS = {"k": "2b1e1a", "r": "d64410", "s": "ffaf69", "m": "731026", "b": "3d2063"}


def _diver(pixels: Pixels, glass: Mask) -> None:
    """Whoever steers, in a red cap."""
    left, top = _X + 7, _Y - 6
    for row, line in enumerate(_DIVER.strip("\n").split("\n")):
        for column, letter in enumerate(line):
            if letter != "." and glass[top + row, left + column]:
                pixels[top + row, left + column, :3] = rgb(_DIVER_COLOURS[letter])


def _lamp(pixels: Pixels, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
    x, y = x - 18, y - 6
    _paint(pixels, (np.abs(y) < 2.4) & (x > -3) & (x < 2 + math.pi / 8), _METAL, 2.8 - y * 0.7)
    _paint(pixels, (np.abs(y) < 2.9) & (np.abs(x - 2.5) < 0.8), (rgb("e2ca6d"), rgb("f4f3cc")), 1.0 + 0 * y)
