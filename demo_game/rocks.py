"""A terrain -> its rock as pixels, a piece at a time: lit edges, layered stone, what grows on top. Knows no animals."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.chance import Draws
from demo_game.dither import thresholds
from demo_game.moods import Mood, mood_of
from demo_game.pixels import surface_of
from demo_game.reef import VIEW
from demo_game.terrain import CELL, Field, Terrain, lattice_noise

PIECE = 128  # side of a piece in pixels
_AROUND = 8  # pixels beyond it that its edges look at
_KEPT = 48
_DEEP = 46.0  # from so far inside on, rock is one dark tone


class Rocks:
    """Pieces of a terrain's rock, drawn when they are first seen and kept while they are near."""

    def __init__(self, terrain: Terrain) -> None:
        self._terrain = terrain
        self._pieces: OrderedDict[tuple[int, int], pygame.Surface | None] = OrderedDict()

    def draw(self, onto: pygame.Surface, left: int, top: int) -> None:
        """left, top: the world's place at the view's corner."""
        for row in range(top // PIECE, (top + VIEW[1] - 1) // PIECE + 1):
            for column in range(left // PIECE, (left + VIEW[0] - 1) // PIECE + 1):
                piece = self.piece(column, row)
                if piece is not None:
                    onto.blit(piece, (column * PIECE - left, row * PIECE - top))

    def prepare(self, left: int, top: int) -> None:
        """Draw one piece that is not in view yet but soon may be; does nothing when all are there."""
        for row in (*range(top // PIECE - 1, (top + VIEW[1]) // PIECE + 2),):
            for column in range(left // PIECE - 1, (left + VIEW[0]) // PIECE + 2):
                if (column, row) not in self._pieces:
                    self.piece(column, row)
                    return

    def piece(self, column: int, row: int) -> pygame.Surface | None:
        """One piece; None where there is only water."""
        place = column, row
        if place not in self._pieces:
            pixels = rock_pixels(self._terrain, column * PIECE, row * PIECE)
            self._pieces[place] = None if pixels is None else surface_of(pixels).convert_alpha()
            if len(self._pieces) > _KEPT:
                self._pieces.popitem(last=False)
        self._pieces.move_to_end(place)
        return self._pieces[place]


def rock_pixels(terrain: Terrain, left: int, top: int, *, side: int = PIECE) -> npt.NDArray[np.uint8] | None:
    """(side, side, 4) of the rock whose corner is at (left, top) of the world; None when there is none."""
    wide = side + 2 * _AROUND
    y = np.arange(top - _AROUND, top + side + _AROUND, dtype=np.float64)[:, None]
    x = np.arange(left - _AROUND, left + side + _AROUND, dtype=np.float64)[None, :]
    height = _heights(terrain.field, y, x)
    if height.max() < -8:
        return None
    key = Draws(terrain.seed, "grain").word()
    fine = lattice_noise(key, y / 9, x / 11) - 0.5
    finest = lattice_noise(key + 1, y / 3.5, x / 4) - 0.5
    solid = height + fine * 9 + finest * 3 > 0
    if not solid.any():
        return None
    level, inner = _levels(height, fine, finest, key, y, x)
    inside = slice(_AROUND, -_AROUND)
    dither = thresholds(side, side, top=top, left=left)
    tone = np.clip(np.floor(level[inside, inside] + dither), 0, 5).astype(np.int64)
    body = solid[inside, inside]
    pixels = np.zeros((side, side, 4), dtype=np.uint8)
    colours = [_colours(mood_of(max(int(at), 0))) for at in y[inside, 0]]
    for row in range(side):
        pixels[row, :, :3] = colours[row][tone[row]]
    deep = body & (inner[inside, inside] + (dither - 0.5) * 14 > _DEEP)
    for row in range(side):
        pixels[row, deep[row], :3] = colours[row][6]
    _grow(pixels, solid, colours, key, y, x)
    pixels[~body] = 0
    pixels[body, 3] = 255
    assert wide == solid.shape[0]
    return pixels


def _heights(field: Field, y: Field, x: Field) -> Field:
    rows, columns = field.shape
    down, across = np.clip(y / CELL, 0, rows - 1.001), np.clip(x / CELL, 0, columns - 1.001)
    row, column = down.astype(np.int64), across.astype(np.int64)
    down, across = down - row, across - column
    above = field[row, column] * (1 - across) + field[row, column + 1] * across
    below = field[row + 1, column] * (1 - across) + field[row + 1, column + 1] * across
    return np.asarray(np.where(y < 0, -50.0, above * (1 - down) + below * down))


def _levels(height: Field, fine: Field, finest: Field, key: int, y: Field, x: Field) -> tuple[Field, Field]:
    """How light each pixel is, in tones from 0 to 5, and how deep in the rock it lies."""
    warp = lattice_noise(key + 2, y / 40, x / 60) * 26
    strata = lattice_noise(key + 3, (y + warp) / 7, x / 90) - 0.5
    boulders = lattice_noise(key + 4, y / 21, x / 26)
    relief = height * 0.9 + boulders * 26 + fine * 10
    slope_y, slope_x = np.gradient(relief)
    facing = np.clip(slope_y * 1.0 + slope_x * 0.55, -2.2, 2.2)  # light from the upper left
    inner = np.asarray(height + boulders * 12)
    level = 2.7 + facing * 0.85 - np.maximum(inner, 0) * 0.052 + strata * 1.5 + finest * 0.9
    return np.asarray(level), inner


def _colours(mood: Mood) -> npt.NDArray[np.uint8]:
    return np.array([*mood.rock, mood.inside, *mood.crust], dtype=np.uint8)


def _grow(
    pixels: npt.NDArray[np.uint8],
    solid: npt.NDArray[np.bool_],
    colours: list[npt.NDArray[np.uint8]],
    key: int,
    y: Field,
    x: Field,
) -> None:
    """A crust two or three pixels thick under open water, a dark line on overhangs and sides."""
    inside = slice(_AROUND, -_AROUND)
    side = pixels.shape[0]
    patches = lattice_noise(key + 5, y / 40, x / 16)[inside, inside]
    speckle = lattice_noise(key + 6, y / 2.2, x / 2.6)[inside, inside]
    open_above = [~solid[_AROUND - step : side + _AROUND - step, inside] for step in range(1, 5)]
    body = solid[inside, inside]
    top = body & open_above[0]
    second = body & open_above[1] & ~top
    third = body & (open_above[2] | open_above[3]) & ~top & ~second
    below = body & ~solid[_AROUND + 1 : side + _AROUND + 1, inside]
    beside = body & (
        ~solid[inside, _AROUND - 1 : side + _AROUND - 1] | ~solid[inside, _AROUND + 1 : side + _AROUND + 1]
    )
    grown = patches > 0.36
    for row in range(side):
        table = colours[row]
        line = pixels[row, :, :3]
        line[(beside | below)[row] & ~top[row]] = table[0]
        line[third[row] & grown[row]] = table[7]
        line[second[row] & grown[row]] = table[8]
        line[top[row]] = np.where((grown & (speckle > 0.3))[row, top[row], None], table[9], table[5])
