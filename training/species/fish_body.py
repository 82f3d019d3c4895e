"""A place on a fish's body -> a place on the canvas. Shared by fish of any shape; knows nothing of species."""

from __future__ import annotations

from dataclasses import dataclass

from training.masks import Mask, Point, grow, shrink


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


def rounded(mask: Mask) -> Mask:
    """The mask without spikes and corners of a single pixel (morphological opening)."""
    return grow(shrink(mask))
