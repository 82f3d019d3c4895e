"""A fish laid out along a bent middle line: its places, fins, rays, face to us and row of lights.

Shared by fishes that differ in all that these are made of. Knows no species and none of their traits but the pose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, empty, grow, line, rectangle, shift, shrink
from training.species.backbone import Backbone, Profile
from training.species.contract import Individual


@dataclass(frozen=True, slots=True)
class FishPlan:
    """A fish's middle line from snout (t = 0) to tail root (t = 1), and half the depth of its body, sprite pixels."""

    fish: Individual
    spine: Backbone
    half: float

    @classmethod
    def through(
        cls, fish: Individual, heights: Sequence[float], *, snout: float, length: float, depth: float
    ) -> FishPlan:
        """Laid out through heights (nominal pixels down) at even distances from the snout's x to the tail root.

        length and depth are nominal pixels; the fish's `tilt` turns it nose down, degrees.
        """
        every = length / (len(heights) - 1)
        knots = fish.frame.turned(fish["tilt"]).points([(snout - every * i, 16.0 + y) for i, y in enumerate(heights)])
        return cls(
            fish, Backbone.through([(x, y) for x, y in knots.tolist()]), max(fish.frame.px(depth) / 2, 2.7)
        )  # thinner, there would be no face

    @property
    def youth(self) -> float:
        """How young its proportions are, 0 to 1."""
        return max(self.fish["youth"], 0.0)

    def seam(self, canvas: Canvas) -> int | None:
        """The dark line between the body and the fins behind it; a small body in dim water has no pixels for one."""
        small = self.fish.young or self.half < 4.2
        return None if self.fish.zone == "twilight" and small else canvas.dark(self.fish.scheme.body)

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.fish.frame.px(length)

    def at(self, t: float, h: float) -> Point:
        """A place on the body: t from snout to tail root, h from -1 (back) to 1 (belly)."""
        return self.spine.at(t, h * self.half)

    def fin(self, places: Sequence[tuple[float, float, float]]) -> Mask:
        """A smooth shape through (t, h, nominal pixels beyond h): what stands on the body."""
        return self.spine.blob([(t, h * self.half + math.copysign(self.px(out), h)) for t, h, out in places])

    def body(self, profile: Profile) -> Mask:
        """The trunk: (t, share of half above, share of half below) from snout to tail root."""
        return self.spine.body([(t, up * self.half, below * self.half) for t, up, below in profile])

    def joint(self) -> Mask:
        """The tail root's middle, which keeps body and tail together however slender both are."""
        return line(self.spine.places([(0.8, -0.5), (1.1, -0.5)]), curve=False, width=2)

    def off(self, root: Point, angle: float, reach: float, *, t: float = 0.3) -> Point:
        """The place `reach` sprite pixels off a root, as the body lies at t.

        angle: degrees, 0 ahead, 90 to the belly's side.
        """
        last = len(self.spine.down) - 1
        down_x, down_y = self.spine.down[min(max(round(t * last), 0), last)]
        turn = math.radians(angle)
        ahead, below = math.cos(turn) * reach, math.sin(turn) * reach
        return float(root[0] + ahead * down_y + below * down_x), float(root[1] - ahead * down_x + below * down_y)


def trunk(canvas: Canvas, plan: FishPlan, mask: Mask, *, belly: float, head: float) -> Mask:
    """Paint the body: its skin, light below h = belly, and its front up to t = head named head.

    The dark line between it and the fins behind it stays, on the belly too.
    """
    s, seam = plan.fish.scheme, plan.seam(canvas)
    mask = mask | plan.joint()
    behind = canvas.filled() & ~mask
    body = canvas.part("body", mask, s.body, seam=seam)
    t, off = plan.spine.along(body)
    canvas.label("head", body & (t < head))
    canvas.shade(off > plan.half * belly, s.belly, clip=body if seam is None else body & ~grow(behind))
    return body


def light_row(canvas: Canvas, plan: FishPlan, body: Mask, *, h: float, start: float = 0.26, end: float = 0.98) -> None:
    """Light organs in one row along the flank, two pixels each; painted last, over what lies in front of the body."""
    if not plan.fish.row_lit(canvas):
        return
    row = empty()
    for t in np.arange(start, end, 3.2 / plan.spine.length).tolist():
        x, y = plan.at(t, h)
        row |= rectangle(math.floor(x), math.floor(y), 2, 1)
    canvas.light(row & ~canvas.of("eye", "mouth"), plan.fish.scheme.light, clip=shrink(body))


def trim(canvas: Canvas, plan: FishPlan, fin: Mask, where: Mask) -> None:
    """A part of a fin in the accent's colour; where it glows richly its edge is lit."""
    s = plan.fish.scheme
    canvas.shade(where, s.accent, clip=fin)
    if plan.fish.glow == "rich":
        inner = shrink(fin)
        canvas.light(where & inner & ~shrink(inner), s.light, clip=fin)


def breast_fin(canvas: Canvas, plan: FishPlan, body: Mask, root: Point, *, reach: float, hang: float) -> None:
    """A paddle in front of the flank with a dark gap behind and below it; hang: 0 folded back to 1 hanging."""
    s, px = plan.fish.scheme, plan.px
    x, y = root
    paddle = [(0.6, -0.7), (-reach * 0.66, -1.2 + hang), (-reach, 0.7 + 1.5 * hang), (-reach * 0.6, 1.9 + 1.4 * hang)]
    mask = blob([(x + px(u), y + px(v)) for u, v in [*paddle, (0.4, 1.5)]])
    below = (shift(mask, -1, 0) | shift(mask, 0, 1)) & ~mask
    canvas.detail("fin", below, canvas.dark(s.fin), clip=body)
    canvas.part("fin", mask, s.fin)


def two_eyes(canvas: Canvas, plan: FishPlan, middle: Point, *, wide: float) -> None:
    """A face turned to us: the near eye, the far one at the face's edge.

    middle: of the face at the height of its eyes; wide: half its width there, sprite pixels.
    """
    x, y = middle
    s, size = plan.fish.scheme, plan.fish.eye_pixels
    canvas.eye(x - wide * 0.2, y, size, iris=s.iris, socket=s.body)
    far = min(max(size - 1, 1), 2)
    canvas.eye(x + wide * 0.86 - far / 2 - 0.6, y, far)
