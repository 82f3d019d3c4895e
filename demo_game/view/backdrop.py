"""A seed -> silhouettes in the distance, row behind row, each fading downwards into the water. Knows no animals.

Every zone has shapes of its own: dunes, corals, cliffs, arches, smokers, spires and bones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.dither import thresholds
from demo_game.canvas.moods import Mood, mixed, mood_of
from demo_game.rules.company import VIEW
from demo_game.rules.rng import Rng
from demo_game.rules.zones import DEPTH, zone_at
from demo_game.view.ahead import DrawnAhead
from demo_game.view.silhouettes import RIDGE_HEIGHT, RIDGE_WIDTH, ridge_mask

_KEPT = 24
_FADES = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """share: how fast it moves with the view; spacing: rows of the layer between two ridges; near: the darker one."""

    share: float
    spacing: int
    near: bool


LAYERS = (Layer(0.3, 84, near=False), Layer(0.55, 150, near=True))


class Backdrop:
    """Ridges of both layers, drawn in the background before they come into view."""

    def __init__(self, seed: str) -> None:
        self._ridges = DrawnAhead(lambda number, ridge: ridge_pixels(seed, number, ridge), keeps=_KEPT)

    def draw(self, onto: pygame.Surface, camera_x: float, camera_y: float) -> None:
        """The far layer first; camera: the middle of the view in the world."""
        for number, ridge in _ridges_near(camera_y, beyond=0):
            layer, picture = LAYERS[number], self._ridges.picture((number, ridge))
            if picture is None:
                continue
            top = round(ridge * layer.spacing - camera_y * layer.share + VIEW[1] / 2 - RIDGE_HEIGHT * 0.45)
            offset = -((int(camera_x * layer.share) + number * 97 + ridge * 131) % RIDGE_WIDTH)
            onto.blit(picture, (offset, top))
            if offset + RIDGE_WIDTH < VIEW[0]:
                onto.blit(picture, (offset + RIDGE_WIDTH, top))

    def prepare(self, camera_y: float) -> None:
        """Have what may soon come into view drawn in the background."""
        self._ridges.prepare(_ridges_near(camera_y, beyond=1))

    def close(self) -> None:
        """Draw nothing ahead any more."""
        self._ridges.close()


def _ridges_near(camera_y: float, *, beyond: int) -> Iterator[tuple[int, int]]:
    for number, layer in enumerate(LAYERS):
        middle = camera_y * layer.share
        first = int((middle - VIEW[1] / 2 - RIDGE_HEIGHT * 0.6) // layer.spacing) - beyond
        last = int((middle + VIEW[1] / 2 + RIDGE_HEIGHT * 0.5) // layer.spacing) + beyond
        for ridge in range(max(first, 1), last + 1):
            if ridge * layer.spacing / layer.share < DEPTH + 400:
                yield number, ridge


def ridge_pixels(seed: str, number: int, ridge: int) -> npt.NDArray[np.uint8]:
    """(RIDGE_HEIGHT, RIDGE_WIDTH, 4) of one ridge; its left and right sides fit together."""
    layer = LAYERS[number]
    depth = min(int(ridge * layer.spacing / layer.share), DEPTH - 1)
    rng = Rng(seed, "ridge", number, ridge)
    mask = ridge_mask(zone_at(depth), rng, near=layer.near)
    mood = mood_of(depth)
    pixels = np.zeros((*mask.shape, 4), dtype=np.uint8)
    pixels[..., :3] = mood.mid if layer.near else mood.far
    share = mood.mid_share if layer.near else mood.far_share
    height = np.arange(RIDGE_HEIGHT, dtype=np.float64)[:, None]
    fade = np.clip(1.05 - np.maximum(height - RIDGE_HEIGHT * 0.46, 0) / (RIDGE_HEIGHT * 0.5), 0, 1)
    level = np.floor(fade * _FADES + thresholds(*mask.shape)) / _FADES
    pixels[..., 3] = mask * np.clip(level, 0, 1) * share * 255
    edge = mask & ~np.roll(mask, 1, axis=0)
    pixels[edge, :3] = mixed(mood.mid if layer.near else mood.far, mood.rock[4], 0.22)
    if mood.glints > 0.3:
        _light_up(pixels, edge, rng, mood)
    return pixels


def _light_up(pixels: npt.NDArray[np.uint8], edge: npt.NDArray[np.bool_], rng: Rng, mood: Mood) -> None:
    """Far lights of what lives there, in twos and threes along the edges."""
    rows, columns = np.nonzero(edge)
    for _ in range(round(26 * mood.glints)):
        place = rng.randrange(len(rows))
        for step in range(1 + rng.randrange(3)):
            row, column = rows[place] + step * 4 + 1, (columns[place] + rng.randrange(5)) % RIDGE_WIDTH
            if row < RIDGE_HEIGHT * 0.8:
                pixels[row, column] = (*mixed(mood.water, mood.sparks, rng.uniform(0.3, 0.75)), 255)
