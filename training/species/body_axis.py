"""Places on an animal -> sprite coordinates: turned and fitted, on a fish, off a joint. Knows nothing of species."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Point, Points


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


@dataclass(frozen=True, slots=True)
class FishBody:
    """A body's axes: t runs from 0 at the snout to 1 at the tail root, h from -1 at the back to 1 at the belly."""

    length: float  # snout to tail root, pixels
    half: float  # half the height, pixels
    bend: float  # how far the tail root hangs below the snout (negative: rises), pixels
    centre_x: float = 16.0
    stiff: float = 0.5  # the front of the body up to this t does not bend

    def at(self, t: float, h: float) -> Point:
        """Sprite coordinates of a place on the body."""
        sag = self.bend * max(0.0, t - self.stiff) / (1 - self.stiff)
        return self.centre_x + self.length * (0.5 - t), 16.0 + h * self.half + sag


def grown(
    lines: Sequence[Points], *, width: float, height: float, floor: float, widest: float = math.inf
) -> list[npt.NDArray[np.float64]]:
    """Middle lines of what grows upwards from y = 0 -> (n, 2) sprite coordinates each.

    All together they are centred over the floor, `width` across (but stretched by no more than `widest`) and `height`
    tall.
    """
    points = np.concatenate(lines)
    (left, top), right = points.min(axis=0).tolist(), float(points[:, 0].max())
    stretch = np.array([min(widest, width / (right - left)), height / -top])
    origin = np.array([16.0 - stretch[0] * (left + right) / 2, floor])
    return [origin + np.asarray(line) * stretch for line in lines]


def off(origin: Point, degrees: float, reach: float, *, up: float = 0.0) -> Point:
    """The point `reach` pixels along a direction (degrees; 0 right, 90 down) and `up` pixels to its left hand."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return origin[0] + reach * cos + up * sin, origin[1] + reach * sin - up * cos
