"""A tripod fish individual -> its drawing: a fish that stands on its fins' rays. Knows nothing of other species."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pixelgen.parts import Kind
from training.drawing.canvas import Canvas
from training.drawing.masks import (
    Mask,
    Point,
    blob,
    ellipse,
    grow,
    line,
    opened,
    rectangle,
    shrink,
    stroke,
)
from training.drawing.patterns import measured
from training.drawing.tones import clearest, clearest_on_all
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line at snout, brow, waist, stalk and tail root, nominal pixels down; what its rays do.

    Feet and feelers are shares of their length, right and down of their root; the second of each pair is the far one.
    """

    heights: tuple[float, ...]
    long: float
    near: Point
    far: Point
    rear: Point
    feelers: tuple[Point, Point]
    bow: float  # how far the stilts bow outwards, share of their length


_POSES = {
    "rest": _Pose(
        (0.0, 0.0, 0.0, 0.2, 0.6), 1.0, (0.0, 1.0), (0.42, 0.96), (-0.36, 1.0), ((-0.9, -0.7), (-0.5, -1.0)), 0.1
    ),
    "glide": _Pose(
        (0.6, 0.0, -0.4, 0.0, 1.2), 1.1, (-0.86, 0.66), (-0.6, 0.76), (-0.7, 0.56), ((-1.1, 0.1), (-1.0, -0.4)), 0.06
    ),
    "turn": _Pose(
        (0.6, 0.2, 0.0, -1.0, -2.4), 0.84, (-0.3, 1.0), (0.34, 0.98), (-0.34, 0.94), ((-0.9, -0.7), (-0.5, -1.0)), 0.08
    ),
    "display": _Pose(
        (-0.6, 0.0, 0.2, 0.2, 0.8), 0.96, (0.1, 1.0), (0.7, 0.76), (-0.3, 1.0), ((-1.0, -0.1), (-0.7, -0.9)), 0.1
    ),
}
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = ((-0.02, 0.1, 0.3), (0.05, 0.5, 0.62), (0.16, 0.84, 0.92), (0.34, 1.0, 1.0), (0.6, 0.8, 0.78), (0.86, 0.5, 0.5))
_ROOT = (1.04, 0.42, 0.42)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: its middle line, half its depth and the length of its stilts, sprite pixels."""

    fish: Individual
    spine: Backbone
    half: float
    stilt: float

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.fish.pose]

    @property
    def small(self) -> bool:
        """Whether there is no room for fine detail."""
        return self.half < 3.0

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.fish.frame.px(length)

    def at(self, t: float, h: float) -> Point:
        """A place on the body: t from snout to tail root, h from -1 (back) to 1 (belly)."""
        return self.spine.at(t, h * self.half)

    def fin(self, places: Sequence[tuple[float, float, float]]) -> Mask:
        """A smooth shape through (t, h, nominal pixels beyond h): what stands on the body."""
        return self.spine.blob([(t, h * self.half + np.sign(h) * self.px(out)) for t, h, out in places])


def _plan(fish: Individual) -> _Plan:
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0)
    long = fish["length"] * pose.long * (1 - 0.16 * youth)
    knots = [(26.0 - long * i / 4, 12.0 + fish["swing"] * y) for i, y in enumerate(pose.heights)]
    spine = Backbone.through([(x, y) for x, y in fish.frame.turned(fish["tilt"]).points(knots).tolist()])
    stilt = fish.frame.px(fish["stilt"] * (1 - 0.45 * youth))
    # Thinner, outlines would leave no colour; a young one that is stout is a ball on stilts, not a ball.
    half = max(
        fish.frame.px(fish["depth"] * (1 + 0.45 * youth * min(1.0, (6.0 / fish["depth"]) ** 2))) / 2, 2.6 + 0.6 * youth
    )
    stilt += half * 0.5 * youth
    return _Plan(fish, spine, half, stilt)


def _tripod_fish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: a fish that stands on three bowed fin rays, two before and one behind, feelers raised over its back.

    length: snout to tail root, nominal pixels; depth: of the body. stilt: length of the stilts; fin: height of the back
    fin and length of the tail's lobes. swing: how much of its pose's curve it has. tilt: degrees nose down. stride: how
    far its feet are apart, a factor. youth: 1 for a large head and a short body; below 0 old age.
    """
    plan = _plan(fish)
    s = fish.scheme
    feelers = not plan.fish.young and plan.half > 3.0  # before a smaller body they would be clutter
    if feelers and not plan.fish.turned:  # before its face it would be a horn
        _feeler(canvas, plan, 1, s.fin)
    pose = plan.pose
    # Straight below a body so short they would be a pony's legs.
    near, far = ((-0.06, 1.0), (0.8, 0.8)) if fish.young and plan.fish.turned else (pose.near, pose.far)
    _stilt(canvas, plan, plan.at(0.36, 0.5), far, s.fin, side=1)
    _tail(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _lights(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)
    _stilt(canvas, plan, plan.at(0.4, 0.5), near, s.fin, side=-1)
    if feelers and fish.pose != "display":  # raised before its back it would be a rider
        _feeler(canvas, plan, 0, s.fin)


def _tip(canvas: Canvas, plan: _Plan, x: float, y: float) -> None:
    """The thick end of a ray: the accent's tone, or light where it glows richly."""
    s = plan.fish.scheme
    knob = rectangle(math.floor(x), math.floor(y) - 1, 2, 2)
    if plan.fish.glow == "rich":
        canvas.thin("light", knob, s.light)
    else:
        canvas.thin("limb", knob, s.accent)


def _stilt(canvas: Canvas, plan: _Plan, root: Point, reach: Point, tone: int, *, side: int) -> None:
    """A stiff ray that bows outwards and tapers to its foot."""
    stride = plan.fish["stride"]
    dx, dy = reach[0] * stride * plan.stilt, reach[1] * plan.stilt
    bow = plan.pose.bow * plan.stilt * side
    middle = (root[0] + dx * 0.5 + bow, root[1] + dy * 0.5)
    end = (root[0] + dx, root[1] + dy)
    ray = stroke([root, middle, end], [2.4 if plan.px(1.0) > 0.94 else 1.5, 1.5, 1.2, 1.0])
    canvas.thin("limb", ray, tone, gap=side < 0 and not plan.small)
    if plan.fish.pattern == "banded" and not plan.small and plan.stilt > 9 and plan.fish.pose != "glide":
        along, _ = measured([root, middle, end], ray)
        canvas.mark(along > 0.46 * float(along.max()), _ring(plan), clip=ray)
    _tip(canvas, plan, *end)


def _feeler(canvas: Canvas, plan: _Plan, number: int, tone: int) -> None:
    """A breast fin, a tapering wing that is raised into the current to feel what drifts by."""
    u, v = plan.pose.feelers[number]
    long = plan.px(2.4) + plan.stilt * 0.3
    x, y = plan.at(0.42 - 0.1 * number, -0.7 if number else -0.6)
    wide = plan.px(1.3)
    across = (-v * wide, u * wide)
    edge = [
        (x + across[0], y + across[1]),
        (x + u * long * 0.5 + across[0] * 0.9, y + v * long * 0.5 + across[1] * 0.9),
    ]
    edge += [(x + u * long, y + v * long), (x + u * long * 0.5 - across[0] * 0.7, y + v * long * 0.5 - across[1] * 0.7)]
    mask = opened(blob([*edge, (x - across[0], y - across[1])]))
    mask |= line([(x, y), (x + u * long * 0.9, y + v * long * 0.9)], curve=False)  # what its knob hangs on
    if number == 0 and not plan.small:
        gap = grow(mask) & ~mask & shrink(canvas.filled()) & ~canvas.of("eye")
        canvas.detail("fin", gap, canvas.dark(tone), clip=canvas.of("body", "head", "mark"))
    _fin(canvas, plan, "fin", mask)
    if plan.fish.glow == "rich":
        _tip(canvas, plan, x + u * long * 0.9, y + v * long * 0.9)


def _fin(canvas: Canvas, plan: _Plan, kind: Kind, mask: Mask) -> Mask:
    """A fin; on dim water the dark outlines of small ones would be most of what is seen."""
    draw = canvas.thin if plan.fish.zone == "twilight" and plan.half < 3.2 else canvas.part
    return draw(kind, mask, plan.fish.scheme.fin)


def _tail(canvas: Canvas, plan: _Plan) -> None:
    """Back fin, forked tail, and the lowest ray of it, the third stilt."""
    fish, s, stature = plan.fish, plan.fish.scheme, 1 - 0.2 * max(plan.fish["youth"], 0)
    long = fish["fin"] * 1.9 * stature * (0.8 if plan.fish.turned else 1.0)
    reach, wide = plan.px(long) / plan.spine.length, plan.px(2.0 + long * 0.62)
    fork = [(0.92, -0.4 * plan.half), (1 + reach * 0.5, -wide * 0.78), (1 + reach, -wide), (1 + reach * 0.7, 0.0)]
    fork += [(1 + reach, wide), (1 + reach * 0.5, wide * 0.78), (0.92, 0.4 * plan.half)]
    rear = (-0.8, 0.8) if fish.young and fish.turned else plan.pose.rear
    _stilt(canvas, plan, plan.at(0.86, 0.3), rear, s.fin, side=-1)
    tail = _fin(canvas, plan, "tail", opened(plan.spine.blob(fork)))
    if fish.pattern == "banded":
        t, _ = plan.spine.along(tail)
        middle, width = 1 + reach * 0.56, max(2.1, plan.px(2.6)) / plan.spine.length
        ring = t > 1 + reach * 0.3 if plan.small else np.abs(t - middle) < width / 2
        canvas.mark(ring, _ring(plan), clip=tail)
    up = fish["fin"] * stature
    back = [(0.52, -0.7, 0.0), (0.6, -0.9, up * 0.8), (0.72, -0.8, up), (0.78, -0.66, up * 0.4), (0.8, -0.3, 0.0)]
    _fin(canvas, plan, "fin", opened(plan.fin([*back, (0.62, -0.3, 0.0)]), by=3))


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The trunk, light below; its front is the head, a ball of its own when it is turned to us."""
    s, half, youth = plan.fish.scheme, plan.half, max(plan.fish["youth"], 0)
    blunt = 1 + 0.14 * youth
    profile = [(t, up * half * (blunt if t < 0.3 else 1), below * half) for t, up, below in (*_FORM, _ROOT)]
    mask = plan.spine.body(profile)
    if plan.fish.turned:
        x, y = plan.at(0.18, 0.0)
        mask |= ellipse(x, y, half * 1.04, half * 1.1)
    body = canvas.part("body", opened(mask, by=3), s.body, seam=None if plan.small else canvas.dark(s.body))
    t, off = plan.spine.along(body)
    canvas.label("head", body & (t < 0.3))
    canvas.shade(off > half * 0.3, s.belly, clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Bars across the trunk."""
    if plan.fish.pattern != "banded":
        return
    s = plan.fish.scheme
    t, _ = plan.spine.along(body)
    clip = shrink(body) if canvas.lit and not plan.small else body
    tone = clearest_on_all((s.body, s.belly), s.mark, s.accent, s.fin)
    width = max(2.2, plan.px(2.6)) / plan.spine.length
    bars = (
        (0.62,)
        if (plan.small and not plan.fish.young) or (plan.fish.young and plan.fish.turned)
        else (0.4, 0.76)
        if width > 0.12
        else (0.6,)  # on so short a body a second one would be noise
        if plan.fish.young
        else (0.36, 0.62, 0.88)
    )
    for middle in bars:
        canvas.mark(np.abs(t - middle) < width / 2, tone, clip=clip)


def _ring(plan: _Plan) -> int:
    """The tone of rings on its fins and stilts."""
    s = plan.fish.scheme
    return clearest(s.fin, s.body, s.belly, s.accent)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the belly."""
    if not plan.fish.row_lit(canvas):
        return
    t, off = plan.spine.along(body)
    every = 3.6 / plan.spine.length
    row = (np.abs(off - plan.half * 0.5) < 0.6) & ((t - 0.16) % every < 1.9 / plan.spine.length)
    if plan.fish.young:  # on the bars as well it would be confetti
        row &= ~canvas.of("mark")
    canvas.light(row & (t > 0.16) & (t < 0.95), plan.fish.scheme.light, clip=shrink(body))


def _face(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """From the side: the mouth, open in display, and the eye."""
    fish, s = plan.fish, plan.fish.scheme
    mouth = line([plan.at(-0.02, 0.26), plan.at(0.1, 0.4)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    canvas.eye(*plan.at(0.17, -0.2), fish.eye_pixels, iris=s.iris, socket=s.body)


def _face_to_us(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Turned: the near eye, the far one at the face's edge, the mouth below them."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    x, y = plan.at(0.18, 0.0)
    mouth = line([(x - half * 0.1, y + half * 0.46), (x + half * 0.5, y + half * 0.42)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=shrink(body))
    canvas.eye(x - half * 0.2, y - half * 0.24, fish.eye_pixels, iris=s.iris, socket=s.body)
    far = min(max(fish.eye_pixels - 1, 1), 2)
    canvas.eye(x + half * 0.66, y - half * 0.24, far)


_POSE = {
    "rest": {"tilt": (-8.0, 2.0), "swing": (0.4, 1.4), "stride": (0.85, 1.2)},
    "glide": {"tilt": (-6.0, 8.0), "swing": (0.8, 1.4), "stride": (0.95, 1.05)},
    "turn": {"tilt": (-6.0, 6.0), "swing": (0.8, 1.3), "stride": (0.9, 1.15)},
    "display": {"tilt": (-26.0, -18.0), "swing": (0.8, 1.2), "stride": (0.9, 1.15)},
}

TRIPOD_FISH = Species(
    name="tripod_fish",
    draw=_tripod_fish,
    span=26.0,
    homes=("abyss", "midnight"),
    ranges={},
    traits={
        "build": {
            "slim": {"depth": (5.6, 6.1), "length": (21.6, 22.4)},
            "regular": {"depth": (7.8, 8.4), "length": (20.8, 21.6)},
            "stout": {"depth": (10.6, 11.4), "length": (19.8, 20.6)},
        },
        "limbs": {
            "short": {"stilt": (6.4, 7.0), "fin": (2.2, 2.6)},
            "regular": {"stilt": (10.6, 11.4), "fin": (3.2, 3.6)},
            "long": {"stilt": (16.0, 17.4), "fin": (4.6, 5.2)},
        },
        "pattern": {"plain": {}, "banded": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 azure2 azure3 azure3 gold5"),
            scheme("kelp2 kelp4 sand2 sand4 sand3 gold5"),
            scheme("azure2 azure4 coral2 coral3 coral3 gold5"),
        ),
        "reef": (
            scheme("coral4 coral5 azure4 azure4 azure5 gold5"),
            scheme("gold4 gold5 kelp4 kelp3 kelp5 ink6"),
            scheme("violet5 violet6 gold4 gold4 gold5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 gold5 glow4"),
            scheme("ink4 ink5 azure4 azure6 azure5 gold5 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose4 rose4 rose5 ink6 glow4"),
            scheme("violet3 violet4 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink3 ink4 coral3 coral3 coral4 ink6 glow4"),
            scheme("rose3 rose4 violet5 violet5 violet6 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet3 violet5 ink6 glow4"),
            scheme("azure4 azure5 violet4 violet5 violet5 ink6 glow4"),
            scheme("sand4 sand5 azure4 azure4 azure5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand3 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
