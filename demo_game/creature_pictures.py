"""A sprite -> its pictures in motion, lit from any of eight sides, and of what glows in it. Knows nothing of places.

Lit pictures stay inside the palette; they are made when first needed and the longest unused are let go.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.pixels import surface_of
from pixelgen import RGB, Animation, Light, Sprite, animate, emission_mask, move, shade, style_of

FRAMES = 6
MARGIN = 2
SIDE = 32 + 2 * MARGIN
LAMP_SIDES = 8
_KEPT = 900  # sets of frames

_PALETTE = np.array([(*colour, 0 if index == 0 else 255) for index, colour in enumerate(RGB)], dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Creature:
    """A sprite and what moves it. number: tells its pictures from those of others. glow: share of pixels that shine."""

    number: int
    sprite: Sprite
    zone: str
    motion: Animation
    glow: float
    lights: tuple[tuple[float, float], ...]  # middles of what glows, from the sprite's middle


def creature_of(number: int, sprite: Sprite, *, zone: str, category: str, species: str | None) -> Creature:
    """Work out once how a sprite moves."""
    motion = animate(sprite.indices, category, species=species, frames=FRAMES, margin=MARGIN)
    shining = emission_mask(sprite.indices) > 0
    filled = max(int((sprite.indices > 0).sum()), 1)
    return Creature(number, sprite, zone, motion, float(shining.sum()) / filled, _lights(shining))


def _lights(shining: npt.NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """Up to four places: the middles of the glowing pixels in each quarter."""
    found = []
    for rows in (slice(0, 16), slice(16, 32)):
        for columns in (slice(0, 16), slice(16, 32)):
            y, x = np.nonzero(shining[rows, columns])
            if len(x) >= 2:
                found.append((float(x.mean()) + columns.start - 15.5, float(y.mean()) + rows.start - 15.5))
    return tuple(found)


class CreaturePictures:
    """Surfaces of creatures, kept for as long as they are used."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int, bool], list[pygame.Surface]] = OrderedDict()

    def frames(self, creature: Creature, *, lamp_side: int | None, flipped: bool) -> list[pygame.Surface]:
        """Frames under the light of its zone, or of a lamp. lamp_side: 0 to the right, 2 above, 4 to the left."""
        return self._made(creature, -1 if lamp_side is None else lamp_side, flipped)

    def glow(self, creature: Creature, *, flipped: bool) -> list[pygame.Surface] | None:
        """Frames of its glowing pixels alone; None when nothing glows."""
        return self._made(creature, LAMP_SIDES, flipped) if creature.glow else None

    def _made(self, creature: Creature, kind: int, flipped: bool) -> list[pygame.Surface]:
        place = creature.number, kind, flipped
        if place not in self._kept:
            self._kept[place] = _surfaces(creature, kind, flipped)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(place)
        return self._kept[place]


def _surfaces(creature: Creature, kind: int, flipped: bool) -> list[pygame.Surface]:
    indices = creature.sprite.indices
    if kind == LAMP_SIDES:
        layer = np.where(emission_mask(indices) > 0, indices, 0).astype(np.uint8)
    else:
        style = style_of(creature.zone)
        if kind >= 0:
            azimuth = kind * 360 / LAMP_SIDES
            if flipped:
                azimuth = 180 - azimuth
            style = replace(style, light=Light(azimuth % 360, 30), highlight=2, shadow=2, rim=max(style.rim, 1))
        layer = shade(indices, style)
    frames = _PALETTE[move(layer, creature.motion)]
    if flipped:
        frames = frames[:, :, ::-1]
    return [surface_of(frame).convert_alpha() for frame in frames]
