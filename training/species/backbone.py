"""A bent middle line -> places beside it and bodies about it. Shared by animals that curve; knows no species."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Mask, Point, polygon, spline, where_x, where_y

_SAMPLES = 33
Profile = Sequence[tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Backbone:
    """A curve from the head (t = 0, to the right) to the tail (t = 1), sampled evenly."""

    course: npt.NDArray[np.float64]  # (33, 2) points
    down: npt.NDArray[np.float64]  # (33, 2) unit vectors to the belly side

    @classmethod
    def through(cls, knots: Sequence[Point]) -> Backbone:
        """The backbone of a smooth curve through the knots, head first."""
        curve = spline(knots, steps=6)
        steps = np.hypot(*np.diff(curve, axis=0).T)
        length = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.linspace(0, length[-1], _SAMPLES)
        course = np.stack([np.interp(at, length, curve[:, axis]) for axis in (0, 1)], axis=1)
        ahead = -np.gradient(course, axis=0)
        ahead /= np.maximum(np.hypot(ahead[:, :1], ahead[:, 1:]), 1e-6)
        return cls(course, np.stack([-ahead[:, 1], ahead[:, 0]], axis=1))

    def places(self, where: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """(n, 2) of (t, pixels to the belly side, negative to the back's) -> (n, 2) sprite coordinates.

        Beyond head and tail (t below 0 or above 1) the line goes on straight.
        """
        t, off = np.asarray(where, dtype=np.float64).T
        index = np.arange(_SAMPLES)
        share = t * (_SAMPLES - 1)
        points = [
            np.interp(share, index, self.course[:, axis]) + off * np.interp(share, index, self.down[:, axis])
            for axis in (0, 1)
        ]
        found = np.stack(points, axis=1)
        for end, over in ((0, np.minimum(t, 0)), (-1, np.maximum(t - 1, 0))):
            back = np.array([-self.down[end, 1], self.down[end, 0]]) * self.length
            found += over[:, None] * back
        return found

    def at(self, t: float, off: float = 0.0) -> Point:
        """One place, see `places`."""
        x, y = self.places([(t, off)])[0].tolist()
        return x, y

    @property
    def length(self) -> float:
        """From head to tail along the curve, pixels."""
        return float(np.hypot(*np.diff(self.course, axis=0).T).sum())

    def body(self, profile: Profile) -> Mask:
        """Filled smooth outline; the profile gives (t, pixels above, pixels below) from head to tail."""
        rim = [(t, -up) for t, up, _ in profile] + [(t, below) for t, _, below in reversed(profile)]
        return polygon(spline(self.places(rim), closed=True, steps=5))

    def blob(self, where: npt.ArrayLike) -> Mask:
        """Filled smooth outline through (t, pixels to the belly side): a fin set on the body."""
        return polygon(spline(self.places(where), closed=True, steps=6))

    def along(self, part: Mask) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """(48, 48) each: t of the part's pixels, and how far to the belly side they lie, pixels. For marks that follow
        the form; 0 outside the part."""
        rows, columns = part.nonzero()
        dx = where_x()[0, columns, None] - self.course[:, 0]
        dy = where_y()[rows, 0, None] - self.course[:, 1]
        nearest = (dx * dx + dy * dy).argmin(axis=1)
        pixels = np.arange(len(nearest))
        t, off = np.zeros(part.shape), np.zeros(part.shape)
        down = self.down[nearest]
        off[rows, columns] = dx[pixels, nearest] * down[:, 0] + dy[pixels, nearest] * down[:, 1]
        behind = -dx[pixels, nearest] * down[:, 1] + dy[pixels, nearest] * down[:, 0]  # towards the tail, pixels
        t[rows, columns] = nearest / (_SAMPLES - 1) + behind / max(self.length, 1e-6)
        return t, off


def turned(shape: Sequence[Point], root: Point, *, angle: float, length: float, width: float) -> list[Point]:
    """A limb's outline (share of the length, share of the width to its leading side) set at a root.

    angle: degrees clockwise from rightwards; at 90 it hangs and its leading side is the right.
    """
    turn = np.radians(angle)
    along, lead = (np.cos(turn), np.sin(turn)), (np.sin(turn), -np.cos(turn))
    return [
        (
            float(root[0] + u * length * along[0] + v * width * lead[0]),
            float(root[1] + u * length * along[1] + v * width * lead[1]),
        )
        for u, v in shape
    ]
