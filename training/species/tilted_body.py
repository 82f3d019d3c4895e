"""A body about a tilted axis -> places on it, and where each pixel lies on it. Shared by jellies and octopuses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.frame import Frame
from training.drawing.masks import Point, where_x, where_y

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TiltedBody:
    """u runs along the axis, v to its right hand; lengths in nominal pixels.

    axis: where u points, degrees below rightwards; centre: where u and v are 0; long, half: what u = 1 and v = 1 mean.
    """

    frame: Frame
    centre: Point
    axis: float
    long: float
    half: float

    def at(self, u: float, v: float) -> Point:
        """A place on the body -> sprite coordinates."""
        turn = math.radians(self.axis)
        along, across = u * self.long, v * self.half
        x = self.centre[0] + along * math.cos(turn) - across * math.sin(turn)
        y = self.centre[1] + along * math.sin(turn) + across * math.cos(turn)
        return self.frame.at(x, y)

    def outline(self, side: Sequence[Point]) -> list[Point]:
        """The side where v is positive, from one end of the axis to the other -> both sides, sprite coordinates."""
        return [self.at(u, v) for u, v in side] + [self.at(u, -v) for u, v in reversed(side) if v]

    def grid(self) -> tuple[Grid, Grid]:
        """u and v of every pixel, (48, 48) each."""
        x, y = self.at(0.0, 0.0)
        turn = math.radians(self.axis + self.frame.turn)
        dx, dy = where_x() - x, where_y() - y
        along = dx * math.cos(turn) + dy * math.sin(turn)
        across = dy * math.cos(turn) - dx * math.sin(turn)
        return along / self.frame.px(self.long), across / self.frame.px(self.half)

    def path(self, root: Point, *, heading: float, bend: float, length: float, wave: float = 0.0) -> list[Point]:
        """Middle line of an arm that hangs from a place on the body, sprite coordinates.

        heading: at the root, degrees below rightwards on the sprite; bend: degrees that its tip has turned clockwise;
        wave: degrees that it winds to either side; length in nominal pixels.
        """
        reach = self.frame.px(length)
        steps = max(6, round(reach))
        x, y = self.at(*root)
        path = [(x, y)]
        for step in range(steps):
            t = (step + 0.5) / steps
            angle = math.radians(heading + bend * t + wave * math.sin(2 * math.pi * t))
            x += math.cos(angle) * reach / steps
            y += math.sin(angle) * reach / steps
            path.append((x, y))
        return path
