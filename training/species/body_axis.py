"""Places on an animal that is turned and fitted to the sprite -> sprite coordinates. Knows nothing of species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.masks import Points


@dataclass(frozen=True, slots=True)
class BodyAxis:
    """An animal's own x and y, turned clockwise about the sprite's middle and scaled."""

    turn: float  # degrees
    scale: float = 1.0
    origin: tuple[float, float] = (0.0, 0.0)

    def at(self, places: Points) -> npt.NDArray[np.float64]:
        """(n, 2) places on the animal -> (n, 2) sprite coordinates."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        axes = np.array([[cos, sin], [-sin, cos]]) * self.scale
        turned: npt.NDArray[np.float64] = np.asarray(places, dtype=np.float64) @ axes + np.array(self.origin)
        return turned

    def fitted(self, ends: Points, *, room: float) -> BodyAxis:
        """The axis that centres the animal's outermost places and spreads them over `room` pixels, either way."""
        plain = BodyAxis(self.turn).at(ends)
        low, high = plain.min(axis=0), plain.max(axis=0)
        scale = room / float((high - low).max())
        x, y = 16.0 - (low + high) / 2 * scale
        return BodyAxis(self.turn, scale, (float(x), float(y)))
