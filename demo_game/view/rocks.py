"""A terrain -> its rock as pixels, a piece at a time: lit edges, layered stone, what grows on top. Knows no animals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.dither import thresholds
from demo_game.canvas.moods import Mood, mood_of
from demo_game.rules.company import VIEW
from demo_game.rules.noise import Field, lattice_noise, lattice_numbers
from demo_game.rules.rng import Rng
from demo_game.rules.terrain import CELL, Terrain
from demo_game.view.ahead import DrawnAhead, Pixels

PIECE = 128  # side of a piece in pixels
_AROUND = 8  # pixels beyond it that its edges look at
_KEPT = 72
_DEEP = 46.0  # from so far inside on, rock is one dark tone
_INSIDE, _CRUST = 6, 7  # after the six tones of a mood's rock


class Rocks:
    """The rock of a terrain."""

    def __init__(self, terrain: Terrain) -> None:
        self._pieces = DrawnAhead(lambda column, row: rock_pixels(terrain, column * PIECE, row * PIECE), keeps=_KEPT)

    def draw(self, onto: pygame.Surface, left: int, top: int) -> None:
        """left, top: the world's place at the view's corner."""
        for place in _places(left, top, around=0):
            piece = self._pieces.picture(place)
            if piece is not None:
                onto.blit(piece, (place[0] * PIECE - left, place[1] * PIECE - top))

    def prepare(self, left: int, top: int) -> None:
        """Have what may soon come into view drawn in the background."""
        self._pieces.prepare(_places(left, top, around=1))

    def close(self) -> None:
        """Draw nothing ahead any more."""
        self._pieces.close()


def _places(left: int, top: int, *, around: int) -> Iterator[tuple[int, int]]:
    for row in range(top // PIECE - around, (top + VIEW[1] - 1) // PIECE + 1 + around):
        for column in range(left // PIECE - around, (left + VIEW[0] - 1) // PIECE + 1 + around):
            yield column, row


def rock_pixels(terrain: Terrain, left: int, top: int, *, side: int = PIECE) -> Pixels | None:
    """(side, side, 4) of the rock whose corner is at (left, top) of the world; None when there is none."""
    y = np.arange(top - _AROUND, top + side + _AROUND, dtype=np.float64)[:, None]
    x = np.arange(left - _AROUND, left + side + _AROUND, dtype=np.float64)[None, :]
    height = _heights(terrain.field, y, x)
    if height.max() < -8:
        return None
    key = Rng(terrain.seed, "grain").next_word()
    fine = lattice_noise(key, y / 9, x / 11) - 0.5
    finest = lattice_noise(key + 1, y / 3.5, x / 4) - 0.5
    solid = height + fine * 9 + finest * 3 > 0
    if not solid.any():
        return None
    level, inner, crack = _levels(height, fine, finest, key, y, x)
    inside = slice(_AROUND, -_AROUND)
    dither = thresholds(side, side, top=top, left=left)
    tone = np.clip(np.floor(level[inside, inside] + 0.3 + dither * 0.4), 0, 5).astype(np.int64)
    deep = inner[inside, inside] + (dither - 0.5) * 14 > _DEEP
    tone[deep] = _INSIDE
    tone[deep & crack[inside, inside]] = 0
    _grow(tone, solid, key, y, x)
    colours = np.stack([_colours(mood_of(max(int(at), 0))) for at in y[inside, 0]])
    body = solid[inside, inside]
    pixels = np.zeros((side, side, 4), dtype=np.uint8)
    pixels[body, :3] = colours[np.arange(side)[:, None], tone][body]
    pixels[body, 3] = 255
    return pixels


def _heights(field: Field, y: Field, x: Field) -> Field:
    rows, columns = field.shape
    down, across = np.clip(y / CELL, 0, rows - 1.001), np.clip(x / CELL, 0, columns - 1.001)
    row, column = down.astype(np.int64), across.astype(np.int64)
    down, across = down - row, across - column
    above = field[row, column] * (1 - across) + field[row, column + 1] * across
    below = field[row + 1, column] * (1 - across) + field[row + 1, column + 1] * across
    return np.asarray(np.where(y < 0, -50.0, above * (1 - down) + below * down))


def _levels(
    height: Field, fine: Field, finest: Field, key: int, y: Field, x: Field
) -> tuple[Field, Field, npt.NDArray[np.bool_]]:
    """How light each pixel is, in tones from 0 to 5, how deep in the rock it lies, and whether in a crack."""
    warp = lattice_noise(key + 2, y / 26, x / 30)
    boulders = lattice_noise(key + 4, y / 23, x / 29)
    relief = height * 0.9 + boulders * 24
    slope_y, slope_x = np.gradient(relief)
    facing = np.clip(slope_y * 1.0 + slope_x * 0.55, -1.8, 1.8)  # light from the upper left
    inner = np.asarray(height + boulders * 12)
    stone, crack = _stones(key + 8, (y + warp * 14 + fine * 4) / 11, (x + warp * 22) / 17)
    level = 2.75 + facing * 0.75 - np.maximum(inner, 0) * 0.045 + stone + finest * 0.35
    return np.asarray(np.where(crack, level - 1.25, level)), inner, crack


def _stones(key: int, down: Field, across: Field) -> tuple[Field, npt.NDArray[np.bool_]]:
    """Stones beside each other (cellular noise: Worley, 1996): light on their upper left, and the cracks between."""
    row, column = np.floor(down).astype(np.int64), np.floor(across).astype(np.int64)
    first_y, first_x = int(row.min()) - 1, int(column.min()) - 1
    lattice_y = np.arange(first_y, int(row.max()) + 2)[:, None]
    lattice_x = np.arange(first_x, int(column.max()) + 2)[None, :]
    middle_y, middle_x, tone = (lattice_numbers(key + number, lattice_y, lattice_x) for number in range(3))
    middle_y, middle_x = middle_y * 0.7 + 0.15 + lattice_y, middle_x * 0.7 + 0.15 + lattice_x
    tone = (tone - 0.5) * 1.1
    nearest, second = np.full(down.shape, 9.0), np.full(down.shape, 9.0)
    light = np.zeros(down.shape)
    for step_y in (0, 1, 2):
        for step_x in (0, 1, 2):
            at = row - first_y + step_y - 1, column - first_x + step_x - 1
            from_y, from_x = down - middle_y[at], across - middle_x[at]
            square = from_y * from_y + from_x * from_x
            closer = square < nearest
            second = np.minimum(second, np.where(closer, nearest, square))
            light = np.where(closer, tone[at] - from_y * 1.25 - from_x * 0.75, light)
            nearest = np.where(closer, square, nearest)
    return light, np.sqrt(second) - np.sqrt(nearest) < 0.085


@lru_cache(maxsize=2048)
def _colours(mood: Mood) -> npt.NDArray[np.uint8]:
    return np.array([*mood.rock, mood.inside, *mood.crust], dtype=np.uint8)


def _grow(tone: npt.NDArray[np.int64], solid: npt.NDArray[np.bool_], key: int, y: Field, x: Field) -> None:
    """A crust two or three pixels thick under open water, a dark line on overhangs and sides."""
    inside, side = slice(_AROUND, -_AROUND), tone.shape[0]

    def beside(right: int, down: int) -> npt.NDArray[np.bool_]:
        return ~solid[_AROUND + down : side + _AROUND + down, _AROUND + right : side + _AROUND + right]

    grown = lattice_noise(key + 5, y / 40, x / 16)[inside, inside] > 0.36
    speckled = lattice_noise(key + 6, y / 2.2, x / 2.6)[inside, inside] > 0.3
    tone[beside(-1, 0) | beside(1, 0) | beside(0, 1)] = 0
    tone[(beside(0, -4) | beside(0, -3)) & grown] = _CRUST
    tone[beside(0, -2) & grown] = _CRUST + 1
    tone[beside(0, -1)] = 5
    tone[beside(0, -1) & grown & speckled] = _CRUST + 2
