"""A sprite -> surfaces of its animations, in daylight or by the lamp, and where it glows. Knows nothing of places.

The surfaces are the bridge's: 8 bits with a palette, lit by the normal map in steps of direction and strength.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.moods import Rgb
from engine_bridges.pygame_surfaces import CreatureSurfaces, LampPalette, creature_of, sprite_palette
from pixelgen import Sprite, SpriteRequest, emission_mask

MARGIN = 2
SIDE = 32 + 2 * MARGIN
IDLE = "idle"
_LAMP = (0.62, 0.56, 0.44)  # with the light from everywhere no colour burns out
_BODY_SHARE = 0.86  # of the light on animals that comes from everywhere; the rest is the lamp's


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """A creature's surfaces. glow: share of its pixels that shine; lights: middles of what does, from its middle."""

    surfaces: CreatureSurfaces
    glow: float
    lights: tuple[tuple[float, float], ...]

    def still(self, seconds: float = 0.0, *, mirrored: bool = False) -> pygame.Surface:
        """Its idle loop at a moment, in daylight."""
        clip = self.surfaces.clips[IDLE]
        frame = int(seconds * 1000 * len(clip.frames) / sum(clip.durations_ms)) % len(clip.frames)
        return clip.surface(frame, mirrored=mirrored)

    def lure(self, animation: str, frame: int, *, mirrored: bool = False) -> tuple[float, float] | None:
        """Pixels to the right of its middle and below it where its lure is in a frame; None for one without."""
        at = self.surfaces.anchors(animation, frame, mirrored=mirrored).lure
        return None if at is None else (at[0] - SIDE / 2, at[1] - SIDE / 2)


def portrait_of(sprite: Sprite, request: SpriteRequest, *, species: str | None) -> Portrait:
    """Work out how a sprite moves, once; a matter of milliseconds, so better not in the middle of a frame."""
    shining = emission_mask(sprite.indices) > 0
    filled = max(int((sprite.indices > 0).sum()), 1)
    surfaces = CreatureSurfaces(creature_of(sprite, request, species=species, margin=MARGIN))
    # what takes longest of the lamp's light, before it is needed in a frame
    surfaces.lit(IDLE, 0, by=lamp_palette((255, 255, 255)), azimuth=0, strength=0)
    return Portrait(surfaces, float(shining.sum()) / filled, _lights(shining))


@lru_cache(maxsize=16)
def lamp_palette(body: Rgb) -> LampPalette:
    """What light the creatures of a depth have without the lamp, and the lamp's."""
    red, green, blue = (channel / 255 * _BODY_SHARE for channel in body)
    return LampPalette(sprite_palette(), ambient=(red, green, blue), lamp=_LAMP)


def _lights(shining: npt.NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """Up to four places: the middles of the glowing pixels in each quarter."""
    found = []
    for rows in (slice(0, 16), slice(16, 32)):
        for columns in (slice(0, 16), slice(16, 32)):
            y, x = np.nonzero(shining[rows, columns])
            if len(x) >= 2:
                found.append((float(x.mean()) + columns.start - 15.5, float(y.mean()) + rows.start - 15.5))
    return tuple(found)
