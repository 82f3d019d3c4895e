"""Where lights are -> a picture of brightness that dims what lies in the dark. Knows nothing of what it falls on.

Light falls off in a few steps, dithered into each other, as pixel art has it.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from demo_game.canvas.dither import thresholds
from demo_game.canvas.moods import Rgb, mixed
from demo_game.canvas.pixels import surface_of
from demo_game.rules import lamp
from demo_game.rules.company import VIEW
from demo_game.view.ahead import DrawnAhead, Pixels

LAMP: Rgb = (255, 238, 200)
BEAM: Rgb = (255, 214, 120)
_ANGLES = 36
_CONE, _BEAM = 0, 1
_STEPS = 5
GLOW: Rgb = (40, 150, 140)
EMBER: Rgb = (255, 128, 48)
HAZE: Rgb = (14, 52, 50)  # of the glow's light in the water itself


class LightMap:
    """Brightness for the whole view, begun anew each frame."""

    def __init__(self) -> None:
        self.picture = pygame.Surface(VIEW).convert()

    def begin(self, ambient: Rgb) -> None:
        """Light from everywhere."""
        self.picture.fill(ambient)

    def add(self, light: pygame.Surface, x: float, y: float) -> None:
        """A light whose middle is at a place of the view."""
        width, height = light.get_size()
        self.picture.blit(light, (int(x) - width // 2, int(y) - height // 2), special_flags=pygame.BLEND_RGB_ADD)

    def dim(self, layer: pygame.Surface) -> None:
        """Darken a layer where no light falls."""
        layer.blit(self.picture, (0, 0), special_flags=pygame.BLEND_RGB_MULT)

    def lift(self, by: Rgb) -> None:
        """Make everything brighter."""
        self.picture.fill(by, special_flags=pygame.BLEND_RGB_ADD)


class LampPictures:
    """The lamp's light for all directions, drawn in the background when the dive begins. reach: of its cone."""

    def __init__(self, reach: float = lamp.REACH) -> None:
        self._pictures = DrawnAhead(lambda angle, kind: _lamp_pixels(angle, kind, reach), keeps=2 * _ANGLES)
        self._pictures.prepare((angle, kind) for angle in range(_ANGLES) for kind in (_CONE, _BEAM))

    def cone(self, aim_x: float, aim_y: float) -> pygame.Surface:
        """The cone and the halo around the lamp, which is in the middle."""
        return self._picture(aim_x, aim_y, _CONE)

    def beam(self, aim_x: float, aim_y: float) -> pygame.Surface:
        """What of the cone is seen in the water itself."""
        return self._picture(aim_x, aim_y, _BEAM)

    def prepare(self) -> None:
        """Take over what was drawn."""
        self._pictures.prepare(())

    def close(self) -> None:
        """Draw nothing ahead any more."""
        self._pictures.close()

    def _picture(self, aim_x: float, aim_y: float, kind: int) -> pygame.Surface:
        angle = round(math.atan2(aim_y, aim_x) / (2 * math.pi) * _ANGLES) % _ANGLES
        picture = self._pictures.picture((angle, kind))
        assert picture is not None
        return picture


_MADE: dict[float, LampPictures] = {}


def lamp_pictures(reach: float = lamp.REACH) -> LampPictures:
    """One set for all worlds of a game, for each lamp."""
    if reach not in _MADE:
        _MADE[reach] = LampPictures(reach)
    return _MADE[reach]


def close_lamp_pictures() -> None:
    """Draw no lamp ahead any more."""
    for pictures in _MADE.values():
        pictures.close()


def _lamp_pixels(angle: int, kind: int, reach: float) -> Pixels:
    colour = LAMP if kind == _CONE else mixed((0, 0, 0), BEAM, 0.2)
    return _coloured(_cone_shape(angle, halo=kind == _CONE, far=reach), colour)


@lru_cache(maxsize=64)
def spot(reach: int, colour: Rgb) -> pygame.Surface:
    """A round light."""
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float64)
    return surface_of(_coloured(np.maximum(1 - np.hypot(x, y) / reach, 0) ** 1.3, colour)).convert()


def _cone_shape(angle: int, *, halo: bool = True, far: float = lamp.REACH) -> npt.NDArray[np.float64]:
    """`lamp.strength` of every pixel around the lamp."""
    turn, reach = angle / _ANGLES * 2 * math.pi, int(far)
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float64)
    distance = np.hypot(x, y)
    ahead = x * math.cos(turn) + y * math.sin(turn)
    wide = lamp.WIDTH + np.maximum(ahead, 0) * lamp.SLOPE
    side = np.clip((wide - np.abs(y * math.cos(turn) - x * math.sin(turn))) / (wide * lamp.SOFT), 0, 1)
    light = np.where(ahead > 0, side * np.clip(1 - distance / far, 0, 1) ** lamp.FADE, 0)
    if halo:
        light = np.maximum(light, np.clip(1 - distance / lamp.HALO, 0, 1) * lamp.HALO_SHARE)
    return np.asarray(light)


def _coloured(light: npt.NDArray[np.float64], colour: Rgb) -> Pixels:
    level = np.floor(light * _STEPS + thresholds(*light.shape) * 0.8) / _STEPS
    return np.asarray(np.clip(level, 0, 1)[..., None] * np.array(colour), dtype=np.uint8)
