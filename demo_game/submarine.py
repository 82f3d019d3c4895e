"""The submarine's picture for a moment: facing, tilt, turning propeller. Drawn here, pixel by pixel."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.moods import rgb
from demo_game.pixels import surface_of

# facing right; a letter is a colour
_HULL = """
..............kkkk..............
.............kaaaak.............
.............kabbbk.............
..............kbbk..............
...........kkkkyykkkk...........
.........kkhhhhhhhhhhkkk........
.......kkhhyyyyyyyyyyyhhkk......
......khyyyykkkkyyyykkkkyyk.....
.k...khyyyykcccckyykcccckyyk....
kok.khyyyykccwwcckkccwwcckyyk...
kookkyyyyykcwwcccRRcwwccckyyykk.
kooooyyyyykccccccRRcccccckyyylwk
kookkyyyyykccpppckkccccc2kyyylwk
kok.koyyyyykcpppkyykcc22kyyykkk.
.k...kooyyyykkkkyyyykkkkyyok....
......kooyyyyyyyyyyyyyyyook.....
.......kkooooooooooooooook......
.........kkkooooooooookkk.......
...........kgggkkkkgggk.........
............kkkk..kkkk..........
"""
_COLOURS = {
    "k": "2b1e1a",
    "y": "d29d00",
    "h": "f4f3cc",
    "o": "905100",
    "a": "c5ced5",
    "b": "707783",
    "g": "4b4f5a",
    "c": "1f7dd7",
    "w": "c7f4fe",
    "R": "a91d20",
    "r": "d64410",
    "p": "ffaf69",
    "2": "1d56ab",
    "l": "c5ced5",
}
_BLADES = ((-4, 4), (-2, 2), (-1, 1), (-3, 3))
LAMP_AT = (15, 1)  # from the middle of the picture, facing right
_MARGIN = 6


def _pixels() -> npt.NDArray[np.uint8]:
    rows = _HULL.strip("\n").split("\n")
    width = max(len(row) for row in rows)
    pixels = np.zeros((len(rows), width, 4), dtype=np.uint8)
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter != ".":
                pixels[y, x] = (*rgb(_COLOURS[letter]), 255)
    return pixels


@lru_cache(maxsize=64)
def picture(*, facing: int, tilt: int, blade: int) -> pygame.Surface:
    """facing 1 right, -1 left. tilt: -3 nose up to 3 nose down, in steps of a pixel in ten. blade: 0 to 3."""
    body = np.pad(_pixels(), ((_MARGIN, _MARGIN), (_MARGIN, 0), (0, 0)))
    middle = _MARGIN + 11
    low, high = _BLADES[blade % 4]
    for row in range(middle + low, middle + high + 1):
        shade = "c5ced5" if (row + blade) % 3 == 0 else "707783"
        body[row, _MARGIN - 2 : _MARGIN] = (*rgb(shade), 255)
    for row in (middle + low - 1, middle + high + 1):
        body[row, _MARGIN - 2 : _MARGIN] = (*rgb("2b1e1a"), 255)
    if tilt:
        for column in range(body.shape[1]):
            body[:, column] = np.roll(body[:, column], round((column - body.shape[1] / 2) * tilt / 12), axis=0)
    if facing < 0:
        body = body[:, ::-1]
    return surface_of(body).convert_alpha()
