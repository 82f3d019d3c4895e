"""Shapes in an animal's own pixels -> masks of it larger or smaller, turned, foreshortened. Knows nothing of species.

A species is drawn as a nominal adult about the sheet's middle (16, 16); the frame makes of it a young one of 16 pixels
or a giant of 30, and tilts it or turns it away. All methods have the names and arguments of `training.drawing.masks`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from training.drawing import masks
from training.drawing.masks import Mask, Point, Points

CENTRE = 16.0


@dataclass(frozen=True, slots=True)
class Frame:
    """scale: sprite pixels a nominal pixel; turn: degrees clockwise; squeeze: width that is left of it, seen turned."""

    scale: float = 1.0
    turn: float = 0.0
    squeeze: float = 1.0

    def turned(self, degrees: float) -> Frame:
        """The frame turned further, clockwise about the middle: nose down."""
        return replace(self, turn=self.turn + degrees)

    def squeezed(self, share: float) -> Frame:
        """The frame with a share of its width: an animal that turns towards us or away."""
        return replace(self, squeeze=self.squeeze * share)

    def scaled(self, share: float) -> Frame:
        """The frame larger or smaller."""
        return replace(self, scale=self.scale * share)

    def points(self, places: Points) -> npt.NDArray[np.float64]:
        """(n, 2) places in nominal pixels -> (n, 2) sprite coordinates."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        axes = np.array([[cos * self.squeeze, sin * self.squeeze], [-sin, cos]]) * self.scale
        moved: npt.NDArray[np.float64] = (np.asarray(places, dtype=np.float64) - CENTRE) @ axes + CENTRE
        return moved

    def at(self, x: float, y: float) -> Point:
        """One place in nominal pixels -> sprite coordinates."""
        at_x, at_y = self.points([(x, y)])[0].tolist()
        return at_x, at_y

    def px(self, length: float) -> float:
        """A length in nominal pixels -> sprite pixels, whatever its direction."""
        return length * self.scale

    def polygon(self, places: Points) -> Mask:
        """See `masks.polygon`."""
        return masks.polygon(self.points(places))

    def blob(self, places: Points, *, steps: int = 6) -> Mask:
        """See `masks.blob`."""
        return masks.blob(self.points(places), steps=steps)

    def stroke(self, places: Points, widths: Sequence[float], *, curve: bool = True) -> Mask:
        """See `masks.stroke`; the widths scale too."""
        return masks.stroke(self.points(places), [width * self.scale for width in widths], curve=curve)

    def line(self, places: Points, *, curve: bool = True, width: int = 1) -> Mask:
        """See `masks.line`; the width stays 1 or 2 sprite pixels."""
        return masks.line(self.points(places), curve=curve, width=width)

    def ellipse(self, cx: float, cy: float, rx: float, ry: float) -> Mask:
        """A filled ellipse that turns and foreshortens with the frame."""
        return self.polygon(masks.arc(cx, cy, rx, ry, start=0.0, end=345.0, count=24))

    def dot(self, x: float, y: float) -> Mask:
        """The one sprite pixel that holds the place."""
        return masks.dot(*self.at(x, y))
