"""A jellyfish's bell: a surface of revolution seen from any side -> its mask, its opening, places and marks on it.

Shared by what swims with a bell; knows no species and no colours. All lengths are sprite pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Mask, Point, ellipse, empty, polygon, spline, where_x, where_y

Grid = npt.NDArray[np.float64]
_RINGS = 33
_FLAT = 0.6  # half height of a ring that is seen from its edge


@dataclass(frozen=True, slots=True)
class Bell:
    """Rings about an axis, from the apex (v = 0) to the margin (v = 1), evenly along the surface.

    apex: where it is seen. lean: degrees that it leans to the right. pitch: degrees that we look at it from above;
    below 0 from below, into the opening.
    """

    apex: Point
    lean: float
    pitch: float
    depths: Grid  # (33,) of the rings below the apex, along the axis
    radii: Grid  # (33,)

    @classmethod
    def through(
        cls, profile: Sequence[Point], *, middle: Point, width: float, height: float, lean: float, pitch: float
    ) -> Bell:
        """The bell about `middle` whose outline passes smoothly through (radius, depth) as shares of half the width
        and of the height, apex first."""
        curve = spline([(x * width / 2, y * height) for x, y in profile], steps=8)
        steps = np.hypot(*np.diff(curve, axis=0).T)
        length = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.linspace(0, length[-1], _RINGS)
        radii, depths = (np.interp(at, length, curve[:, axis]) for axis in (0, 1))
        up = height / 2 * math.cos(math.radians(pitch))
        turn = math.radians(lean)
        apex = (middle[0] + up * math.sin(turn), middle[1] - up * math.cos(turn))
        return cls(apex, lean, pitch, depths, np.maximum(radii, 0.0))

    @property
    def _sin(self) -> float:
        return math.sin(math.radians(self.pitch))

    @property
    def _cos(self) -> float:
        return math.cos(math.radians(self.pitch))

    @property
    def length(self) -> float:
        """From apex to margin along the surface."""
        return float(np.hypot(np.diff(self.depths), np.diff(self.radii)).sum())

    def seen(self, across: float, down: float) -> Point:
        """Pixels right of and below the apex, along its own axis -> sprite coordinates."""
        turn = math.radians(self.lean)
        return (
            self.apex[0] + across * math.cos(turn) - down * math.sin(turn),
            self.apex[1] + across * math.sin(turn) + down * math.cos(turn),
        )

    def at(self, v: float, angle: float, *, out: float = 0.0) -> Point:
        """A place on the surface, `out` pixels beyond it; angle 0 is right, 90 towards us, 180 left, 270 away."""
        place = v * (_RINGS - 1)
        radius = float(np.interp(place, np.arange(_RINGS), self.radii)) + out
        depth = float(np.interp(place, np.arange(_RINGS), self.depths))
        turn = math.radians(angle)
        return self.seen(radius * math.cos(turn), depth * self._cos + radius * math.sin(turn) * self._sin)

    def inside(self, depth: float) -> Point:
        """A place on the axis, a share of the bell's height below the apex."""
        return self.seen(0.0, depth * float(self.depths[-1]) * self._cos)

    def level(self, depth: float) -> tuple[Grid, Grid]:
        """(48, 48) each: pixels right of the axis, and below a level of it, a share of the height below the apex.

        For what shines through from inside.
        """
        across, down = self._local()
        return across, down - depth * float(self.depths[-1]) * self._cos

    def rim(self, v: float, *, first: float = 0.0, last: float = 180.0, count: int = 13) -> list[Point]:
        """Places round the surface from one angle to another, see `at`."""
        return [self.at(v, first + (last - first) * step / (count - 1)) for step in range(count)]

    def lobes(self, *, apart: float, size: float, first: float = 0.0, last: float = 180.0) -> Mask:
        """A scalloped margin: discs of `size` pixels across along it, about `apart` pixels from one to the next."""
        rim = np.array(self.rim(1.0, first=first, last=last, count=37))
        length = np.concatenate([[0.0], np.hypot(*np.diff(rim, axis=0).T).cumsum()])
        count = max(2, round(float(length[-1]) / apart))
        mask = empty()
        for place in (np.arange(count) + 0.5) * float(length[-1]) / count:
            x, y = (float(np.interp(place, length, rim[:, axis])) for axis in (0, 1))
            mask |= ellipse(x, y, size / 2, size / 2)
        return mask

    def _local(self) -> tuple[Grid, Grid]:
        """Pixels right of and below the apex along the axis, of every pixel."""
        turn = math.radians(self.lean)
        dx, dy = where_x() - self.apex[0], where_y() - self.apex[1]
        return dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)

    def mask(self) -> Mask:
        """All that is seen of it, its opening too."""
        across, down = self._local()
        radii, levels = np.maximum(self.radii[::2], 0.3), self.depths[::2] * self._cos
        flat = np.maximum(radii * abs(self._sin), _FLAT)
        # (across / radius)^2 + ((down - level) / flat)^2 for each pixel and ring, in one product
        pixels = np.stack([across.ravel() ** 2, down.ravel() ** 2, down.ravel(), np.ones(down.size)], axis=1)
        rings = np.stack([radii**-2, flat**-2, -2 * levels * flat**-2, (levels / flat) ** 2])
        sides = [
            self.seen(side * radius, level) for side in (1, -1) for radius, level in zip(radii, levels, strict=True)
        ]
        count = len(radii)
        between = polygon([*sides[:count], *reversed(sides[count:])])
        return np.asarray(((pixels @ rings).min(axis=1) <= 1).reshape(down.shape)) | between

    def opening(self, *, rim: float = 1.0) -> Mask:
        """What is seen of its inside, from below, within a rim of some pixels."""
        if self.pitch >= 0:
            return empty()
        across, down = self._local()
        radius = float(self.radii[-1])
        wide, flat = max(radius - rim, 0.3), max(radius * -self._sin - rim, 0.3)
        return np.asarray((across / wide) ** 2 + ((down - float(self.depths[-1]) * self._cos) / flat) ** 2 <= 1)

    def surface(self, part: Mask) -> tuple[Grid, Grid, Grid]:
        """Three (48, 48) arrays, 0 outside the part: v of its pixels, and where they lie in a plan of the bell: to the
        right and towards us, shares of its largest radius. For marks that follow the form."""
        across, down = (grid[part][:, None] for grid in self._local())  # (pixels, 1)
        reach = self.radii**2 - across**2  # (pixels, rings)
        valid = reach >= 0
        half = np.sqrt(np.maximum(reach, 0.0))
        front = self.depths * self._cos + half * self._sin
        passed = valid & (front <= down)
        last = _RINGS - 1 - passed[:, ::-1].argmax(axis=1)
        pixels = np.arange(len(last))
        after = np.minimum(last + 1, _RINGS - 1)
        rise = front[pixels, after] - front[pixels, last]
        share = np.clip((down[:, 0] - front[pixels, last]) / np.where(rise > 1e-6, rise, 1.0), 0, 1)
        place, side = last + share * (after > last), half[pixels, last]
        behind = ~passed.any(axis=1)  # seen over the apex
        if behind.any():
            back = np.where(valid, self.depths * self._cos - half * self._sin, np.inf)
            beyond = back < down
            over = np.where(beyond.any(axis=1), beyond.argmax(axis=1), back.argmin(axis=1))
            place = np.where(behind, over, place)
            side = np.where(behind, -half[pixels, over], side)
        v, east, north = (np.zeros(part.shape) for _ in range(3))
        largest = float(self.radii.max())
        v[part], east[part], north[part] = place / (_RINGS - 1), across[:, 0] / largest, side / largest
        return v, east, north
