"""An egg that waits to hatch, drawn for a moment of its life. Knows nothing of what is in it."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pygame

from demo_game.canvas.moods import rgb
from demo_game.canvas.pixels import surface_of

_SHAPE = """
....kkkk....
..kkllllkk..
.klwwlllllk.
.kwwllllllk.
klwllllllmmk
kllllllllmmk
kllldddllmmk
klldddddlmmk
kmlldddlmmsk
.kmmmlmmmsk.
.kmmmmmmssk.
..kkssssk...
....kkkk....
"""
_COLOURS = {"k": "213b4d", "l": "82e8ce", "w": "f6fbfe", "m": "00cbbc", "s": "007f90", "d": "005d77"}
_BRIGHT = {"k": "005d77", "l": "d9feec", "w": "ffffff", "m": "82e8ce", "s": "00cbbc", "d": "00a4a6"}


@lru_cache(maxsize=4)
def picture(*, bright: bool) -> pygame.Surface:
    """The egg as it is, or as it lights up with the heart in it."""
    rows = _SHAPE.strip("\n").split("\n")
    colours = _BRIGHT if bright else _COLOURS
    pixels = np.zeros((len(rows), len(rows[0]), 4), dtype=np.uint8)
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter != ".":
                pixels[y, x] = (*rgb(colours[letter]), 255)
    return surface_of(pixels).convert_alpha()


def draw_egg(onto: pygame.Surface, x: int, y: int, clock: float) -> None:
    """Its middle at (x, y); it bobs, and its heart beats."""
    beat = clock % 1.6
    shown = picture(bright=beat < 0.12 or 0.25 < beat < 0.34)
    onto.blit(shown, (x - 6 + round(math.sin(clock * 1.3)), y - 6 + round(math.sin(clock * 2.1))))


def draw_shards(onto: pygame.Surface, x: int, y: int, share: float) -> None:
    """The shell flies apart around (x, y); share of the way, 0 to 1."""
    reach = 6 + 16 * share
    for number in range(8):
        angle = number * math.pi / 4 + 0.3
        size = 2 if share < 0.6 else 1
        colour = rgb(_BRIGHT["w"] if number % 2 else _COLOURS["l"])
        onto.fill(colour, (x + round(math.cos(angle) * reach), y + round(math.sin(angle) * reach), size, size))
    if share < 0.5:
        pygame.draw.circle(onto, rgb(_BRIGHT["l"]), (x, y), round(6 + 20 * share), 1)
