"""A sprite -> the training sprite that it is most like: exact Hamming distance over all pixels, flips included.

Sprites with other amounts of each colour differ in at least half of the difference, so most need not be compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.palette import COLOURS
from training.drawing.pixel_rules import Indices

_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Neighbour:
    """place: which training sprite; pixels: how many of the 1,024 differ; flipped: it is nearest left to right."""

    place: int
    pixels: int
    flipped: bool


class NearestSprites:
    """Searches the sprites (n, 32, 32) that it was made with; n is 1 or more."""

    def __init__(self, indices: Indices) -> None:
        self.indices = indices
        self._amounts = np.stack([_amounts(sprite) for sprite in indices])
        self._both = np.stack([indices, indices[:, :, ::-1]], axis=1).reshape(len(indices), 2, -1)

    def nearest(self, sprite: Indices) -> Neighbour:
        """The nearest of all to a (32, 32) sprite; the first of equals by amounts of colour."""
        least = np.abs(self._amounts - _amounts(sprite)).sum(axis=1) // 2  # no pair differs in fewer pixels
        order = np.argsort(least, kind="stable")
        best = Neighbour(0, sprite.size + 1, False)
        for first in range(0, len(order), _AT_ONCE):
            part = order[first : first + _AT_ONCE]
            if least[part[0]] >= best.pixels:
                break
            pixels = (self._both[part] != sprite.ravel()).sum(axis=2)
            row, flip = np.unravel_index(int(pixels.argmin()), pixels.shape)
            if pixels[row, flip] < best.pixels:
                best = Neighbour(int(part[row]), int(pixels[row, flip]), bool(flip))
        return best

    def as_found(self, neighbour: Neighbour) -> Indices:
        """The (32, 32) neighbour, flipped as it was nearest."""
        sprite: Indices = self.indices[neighbour.place]
        return sprite[:, ::-1] if neighbour.flipped else sprite


def _amounts(sprite: Indices) -> npt.NDArray[np.int32]:
    """(64,) pixels of each colour."""
    return np.bincount(sprite.ravel(), minlength=COLOURS).astype(np.int32)
