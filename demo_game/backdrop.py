"""A seed -> silhouettes in the distance, row behind row, each fading downwards into the water. Knows no animals.

Every zone has shapes of its own: dunes, corals, cliffs, arches, smokers, spires and bones.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.chance import Draws
from demo_game.dither import thresholds
from demo_game.moods import mixed, mood_of, water_at
from demo_game.pixels import surface_of
from demo_game.reef import VIEW
from demo_game.silhouettes import RIDGE_HEIGHT, RIDGE_WIDTH, ridge_mask
from demo_game.zones import DEPTH, zone_at

_KEPT = 24


@dataclass(frozen=True, slots=True)
class Layer:
    """share: how fast it moves with the view; spacing: rows of the layer between two ridges; near: the darker one."""

    share: float
    spacing: int
    near: bool


LAYERS = (Layer(0.3, 84, near=False), Layer(0.55, 150, near=True))


class Backdrop:
    """Ridges of both layers, drawn when first seen."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._ridges: OrderedDict[tuple[int, int], pygame.Surface] = OrderedDict()

    def draw(self, onto: pygame.Surface, camera_x: float, camera_y: float) -> None:
        """The far layer first; camera: the middle of the view in the world."""
        for number, layer in enumerate(LAYERS):
            left = int(camera_x * layer.share) + number * 97
            middle = camera_y * layer.share
            first = int((middle - VIEW[1] / 2 - RIDGE_HEIGHT) // layer.spacing)
            last = int((middle + VIEW[1] / 2) // layer.spacing)
            for ridge in range(max(first, 1), last + 1):
                depth = ridge * layer.spacing / layer.share
                if depth > DEPTH + 260:
                    continue
                picture = self._ridge(number, ridge, int(depth))
                top = int(ridge * layer.spacing - middle + VIEW[1] / 2 - RIDGE_HEIGHT * 0.45)
                offset = -((left + ridge * 131) % RIDGE_WIDTH)
                onto.blit(picture, (offset, top))
                if offset + RIDGE_WIDTH < VIEW[0]:
                    onto.blit(picture, (offset + RIDGE_WIDTH, top))

    def _ridge(self, number: int, ridge: int, depth: int) -> pygame.Surface:
        place = number, ridge
        if place not in self._ridges:
            pixels = ridge_pixels(self._seed, number, ridge, depth)
            self._ridges[place] = surface_of(pixels).convert_alpha()
            if len(self._ridges) > _KEPT:
                self._ridges.popitem(last=False)
        self._ridges.move_to_end(place)
        return self._ridges[place]


def ridge_pixels(seed: str, number: int, ridge: int, depth: int) -> npt.NDArray[np.uint8]:
    """(RIDGE_HEIGHT, RIDGE_WIDTH, 4) of one ridge; its left and right sides fit together."""
    near = LAYERS[number].near
    mask = ridge_mask(zone_at(depth), Draws(seed, "ridge", number, ridge), near=near)
    mood = mood_of(min(max(depth, 0), DEPTH))
    body = mood.mid if near else mood.far
    water = water_at(depth)
    if depth < 500:
        body = mixed(body, water, 0.35)
    pixels = np.zeros((*mask.shape, 4), dtype=np.uint8)
    pixels[..., :3] = body
    edge = mask & ~np.roll(mask, 1, axis=0)
    pixels[edge, :3] = mixed(body, mood.rock[4], 0.16 if near else 0.08)
    height = np.arange(RIDGE_HEIGHT)[:, None]
    fade = 1.12 - np.maximum(height - RIDGE_HEIGHT * 0.42, 0) / (RIDGE_HEIGHT * 0.5)
    shown = mask & (fade > thresholds(*mask.shape))
    pixels[..., 3] = shown * 255
    return pixels
