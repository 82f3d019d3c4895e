"""Places on an animal -> sprite coordinates: lines grown over a floor, points off a joint. Knows nothing of species."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Point, Points


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
