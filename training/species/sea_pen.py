"""A sea pen individual -> its drawing: a feather of broad leaves on a fleshy foot. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.masks import Point, ellipse, grow_all, opened, shrink, stroke, where_y
from training.drawing.tones import difference
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

Grid = npt.NDArray[np.float64]
_FLOOR = 30.0  # y, nominal pixels


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. line: right of and above the foot, shares of the height, from the tip down to the foot: the line of
    action. left, right: length of the leaves there, shares; rise: pixels that a leaf rises for each one that it reaches
    outwards; parted: pixels that the gap between two leaves widens for each one outwards. fan: how much broader the
    feather is at its tip, which is rounded at 0."""

    line: tuple[Point, ...]
    left: float
    right: float
    rise: float
    parted: float
    fan: float = 0.0


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(((0.08, 1.0), (0.03, 0.75), (-0.02, 0.5), (-0.02, 0.24), (0.0, 0.0)), 0.8, 0.8, 1.0, 0.0),
    "glide": _Gesture(((0.7, 0.68), (0.42, 0.8), (0.14, 0.62), (0.03, 0.3), (0.0, 0.0)), 0.9, 0.86, 0.7, 0.0),
    "turn": _Gesture(((0.2, 1.0), (0.22, 0.74), (0.02, 0.54), (-0.08, 0.26), (0.0, 0.0)), 0.7, 1.2, 0.8, 0.3),
    "display": _Gesture(((0.0, 0.94), (0.0, 0.68), (0.0, 0.44), (0.0, 0.2), (0.0, 0.0)), 1.4, 1.4, 0.6, 0.36, 0.2),
}
# The feather's half width along it, from its tip to its last leaf: places, shares of the leaves' length.
_FEATHER = ((-0.1, -0.04, 0.06, 0.2, 0.4, 0.6, 0.86, 1.0), (0.1, 0.32, 0.58, 0.86, 1.0, 0.96, 0.68, 0.4))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A sea pen laid out: its quill from the tip to the foot, and what its parts are measured in, sprite pixels."""

    pen: Individual
    gesture: _Gesture
    spine: Backbone
    vane: float  # t where the leaves end and the bare stalk begins
    leaves: int  # on a side

    @property
    def floor(self) -> float:
        """Where the ground is, y."""
        return self.pen.frame.at(16.0, _FLOOR)[1]

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.pen.frame.px(length)


def _plan(pen: Individual) -> _Plan:
    gesture, youth = _GESTURES[pen.pose], max(pen["youth"], 0)
    tall = pen["tall"] * (1 - 0.1 * youth)
    swing = pen["swing"] * (1 - 0.24 * youth if pen.pose == "glide" else 1.0)  # more would be a neck with a head
    knots = [(16.0 + tall * x * swing, _FLOOR - tall * y) for x, y in gesture.line]
    spine = Backbone.through([(x, y) for x, y in pen.frame.points(knots).tolist()])
    vane = 1 - pen["bare"] * (1 - 0.4 * youth)
    leaves = max(3, round(vane * spine.length / max(4.0, pen.frame.px(pen["leaf"] * (1 + gesture.fan)))))
    return _Plan(pen, gesture, spine, vane, leaves)


def _sea_pen(canvas: Canvas, pen: Individual) -> None:
    """Field marks: a bent quill with a feather of broad leaves, light at their ends, and a bare foot in the ground.

    tall: of the whole along its line, nominal pixels. bare: share of it that has no leaves. girth: of the stalk; bulb:
    how much wider its foot is. reach: length of the leaves; leaf: their width. swing: how much of its pose's curve it
    has. youth: 1 for few short
    leaves.
    """
    plan = _plan(pen)
    _stalk(canvas, plan)
    (_young_vane if plan.pen.young else _vane)(canvas, plan)


def _stalk(canvas: Canvas, plan: _Plan) -> None:
    """The bare stalk, and the foot that holds it in the ground."""
    pen, s = plan.pen, plan.pen.scheme
    girth = max(2.6, plan.px(pen["girth"]))
    path = [plan.spine.at(t) for t in (plan.vane * 0.8, (1 + plan.vane) / 2, 1.0)]
    mask = stroke(path, [max(girth * 0.6, 2.6), max(girth * 0.8, 2.6), girth])
    x, _ = plan.spine.at(1.0)
    foot = girth * pen["bulb"] / 2
    mask |= ellipse(x, plan.floor - foot * 0.8, foot, foot * 1.3)
    mask = opened(mask & (where_y() < plan.floor))
    if pen.zone == "twilight":  # a dark line all round would leave little of it to see
        canvas.thin("body", mask, s.body)
    else:
        canvas.limb("body", mask, s.body)
    t, off = plan.spine.along(mask)
    if girth > 3.4:
        canvas.shade(off < -girth * 0.16, s.belly, clip=mask)  # the side towards the light
    if pen.pattern == "banded":
        rings = (t * plan.spine.length) % 4.4 > 2.2
        canvas.mark(rings & (t > plan.vane + 0.02), s.mark, clip=mask)
    elif pen.pattern == "striped":
        canvas.mark((off > -girth * 0.16) & (off < girth * 0.36), s.mark, clip=mask)


def _young_vane(canvas: Canvas, plan: _Plan) -> None:
    """A young one's feather in one piece, notched where its few leaves end: gaps in it would look out as eyes."""
    pen, s, gesture = plan.pen, plan.pen.scheme, plan.gesture
    t, off = plan.spine.along(np.ones_like(canvas.filled()))
    out, share = np.abs(off), t / plan.vane
    number = (t * plan.spine.length + gesture.rise * out) / 4.0 + np.where(off > 0, 0.5, 0.0)
    broad = np.interp(np.maximum(share, share + gesture.fan * (1 - share)), _FEATHER[0], _FEATHER[1])
    broad *= np.sqrt(np.clip((share + 0.1) / (0.2 + gesture.fan), 0.0, 1.0)) * (share < 0.88)
    side = np.minimum(np.where(off < 0, gesture.left, gesture.right), 1.15)
    long = 2.0 + broad * side * (1.0 + 0.56 * plan.px(pen["reach"]))
    notched = (number % 1.0 > 0.6) & (long > 3.0)
    mask = (broad > 0) & (out < long - np.where(notched, np.minimum(0.36 * long, 2.4), 0.0))
    small = (
        plan.px(pen["reach"]) < 4.6 or pen.zone == "twilight" or pen.pose == "glide"
    )  # outlines would leave little of it
    mask = opened(mask, corners=True) if small else opened(mask, by=3)
    (canvas.thin if small else canvas.part)("limb", mask, s.fin)
    inner = mask if small or canvas.lit else shrink(mask)
    tips = inner & ~shrink(shrink(mask) if small else shrink(shrink(mask))) & ~notched
    tips &= (out > np.maximum(0.5 * long, 1.4)) | (share < 0.1)
    if pen.pattern == "banded":
        canvas.mark(np.floor(number) % 2 == 1, s.mark, clip=inner)
    elif pen.pattern == "striped":
        canvas.mark(out < np.maximum(0.5 * long, 2.0), s.mark, clip=inner)
    if pen.glow == "rich":
        canvas.light(tips, s.light, clip=inner)
    else:
        canvas.shade(tips, s.accent, clip=inner)
    if pen.pattern != "banded":  # whole lines from the quill to the notches
        between = (number % 1.0 > 0.68) & (out > 1.0) & (long > 4.4)
        canvas.detail("limb", between & ~tips, canvas.dark(s.fin), clip=inner)
    quill = (out <= 1.0) & (share > 0.1)
    canvas.detail("body", quill, s.belly, clip=inner)
    if pen.glow == "some":
        lamps = (t * plan.spine.length) % 4.0 < 2.0
        canvas.light(quill & lamps & (share > 0.14), s.light, clip=inner)


def _vane(canvas: Canvas, plan: _Plan) -> None:
    """The leaves of both sides along the quill: round ends in the accent's colour, dark gaps between them."""
    pen, s, gesture = plan.pen, plan.pen.scheme, plan.gesture
    t, off = plan.spine.along(np.ones_like(canvas.filled()))
    out, share = np.abs(off), t / plan.vane
    width = plan.vane * plan.spine.length / plan.leaves
    # Of the leaf that a pixel lies in, from the tip; the two sides in turn, since gaps in pairs would look out as eyes.
    number = (t * plan.spine.length + gesture.rise * out) / width + np.where(off > 0, 0.45, 0.0)
    within = number % 1.0
    reach = plan.px(pen["reach"]) * (1 - 0.1 * max(pen["youth"], 0))
    broad = np.interp(np.maximum(share, share + gesture.fan * (1 - share)), _FEATHER[0], _FEATHER[1])
    broad *= np.sqrt(np.clip((share + 0.08) / (0.14 + gesture.fan), 0.0, 1.0)) * (share < 1.0)
    long = broad * reach * np.where(off < 0, gesture.left, gesture.right) + 1.4
    open_from = 0.4 * long
    gap = (1.25 + gesture.parted * np.maximum(out - open_from, 0.0)) / width
    between = within > 1 - gap
    end = long * (1 - (0.14 if plan.pen.young else 0.3) * (2 * np.clip(within / (1 - gap), 0.0, 1.0) - 1) ** 2)
    notch = between & (out > open_from + 1.0) & (gap * width > 1.9)
    if width > 4.4 and reach > 6.4:
        notch |= between & (out > end - plan.px(2.6)) & (out > 4.0)
    mask = (broad > 0) & (out < end) & ~notch
    mask = opened(mask, by=3, corners=True)
    rooted = mask & (out < 3.0)
    for _ in range(math.ceil(1.5 * reach)):  # what hangs on the quill, pixel by pixel
        rooted = grow_all(rooted) & mask
    mask = rooted
    if pen.zone == "twilight":
        canvas.thin("limb", mask, s.fin, gap=True)
    else:
        canvas.part("limb", mask, s.fin, gap=True)
    if pen.pattern == "banded":
        canvas.mark(np.floor(number) % 2 == 1, s.mark, clip=shrink(mask))
    elif pen.pattern == "striped":
        canvas.mark(out < long * 0.5, s.mark, clip=shrink(mask))
    line = (within > 1 - 1.25 / width) & (out > 1.0)
    core = shrink(shrink(mask)) if plan.px(1.0) < 0.9 else shrink(shrink(shrink(mask)))
    tip = mask & ~core & ((out > np.maximum(long * 0.45, long - 3.6)) | (share < 0.1))
    canvas.shade(tip, s.accent, clip=mask)
    seam = canvas.dark(s.fin)
    if pen.pattern == "striped" and difference(seam, s.mark) < 0.1:  # across the stripe it would not be seen
        seam = s.fin
    canvas.detail("limb", line, seam, clip=mask)
    quill = (out <= 1.0) & (share > 0.08)
    canvas.detail("body", quill & ~tip, s.belly, clip=shrink(mask))
    if pen.glow == "rich":  # every second leaf
        canvas.light(tip & (np.floor(number) % 2 == 0) & ~line, s.light, clip=mask if plan.pen.young else shrink(mask))
    if pen.glow == "some":
        canvas.light(quill & ((t * plan.spine.length) % 4.4 < 2.0) & (share > 0.14), s.light, clip=shrink(mask) & ~tip)


SEA_PEN = Species(
    name="sea_pen",
    draw=_sea_pen,
    span=28.0,
    homes=("shallows", "twilight", "midnight", "abyss"),
    standing=True,
    ranges={
        "tall": (25.0, 27.0),
        "swing": (0.7, 1.2),
        "leaf": (5.2, 6.2),
        "bulb": (1.3, 1.7),
    },
    traits={
        "build": {
            "slim": {"girth": (2.4, 2.7), "bare": (0.42, 0.46)},
            "regular": {"girth": (4.0, 4.4), "bare": (0.29, 0.32)},
            "stout": {"girth": (7.0, 7.8), "bare": (0.19, 0.21)},
        },
        "limbs": {"short": {"reach": (6.2, 6.8)}, "regular": {"reach": (9.8, 10.6)}, "long": {"reach": (14.4, 15.4)}},
        "pattern": {"plain": {}, "banded": {}, "striped": {}},
        "pose": {pose: {} for pose in _GESTURES},
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_ranges={
        "hadal": {"bulb": (1.6, 2.0), "leaf": (5.6, 6.4)},
    },
    zone_weights={
        "shallows": {"limbs": {"short": 2, "regular": 2, "long": 1}},
        "abyss": {"limbs": {"short": 1, "regular": 2, "long": 2}},
        "hadal": {"pattern": {"plain": 2, "banded": 1}},
    },
    schemes={
        "shallows": (
            scheme("sand2 sand3 sand2 sand4 coral3 ink6"),
            scheme("kelp2 kelp3 kelp2 kelp4 sand2 ink6"),
            scheme("coral2 coral3 coral2 coral4 sand2 ink6"),
            scheme("violet2 violet3 violet2 violet4 sand2 ink6"),
            scheme("sand2 sand3 sand2 sand4 violet3 ink6"),
        ),
        "reef": (
            scheme("coral4 coral6 coral4 coral2 gold5 ink6"),
            scheme("violet4 violet6 violet4 violet2 gold5 ink6"),
            scheme("gold4 gold6 gold4 gold2 rose5 ink6"),
            scheme("rose4 rose6 rose5 rose2 violet5 ink6"),
            scheme("kelp4 kelp6 kelp4 kelp2 rose5 ink6"),
            scheme("coral5 coral6 coral5 coral2 violet5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 azure6 violet5 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet6 azure5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 azure5 ink6 glow5"),
            scheme("azure4 azure5 azure4 azure6 ink6 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral4 coral5 coral4 coral2 rose5 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet2 coral5 ink6 glow4"),
            scheme("rose4 rose5 rose4 rose2 violet5 ink6 glow5"),
            scheme("coral4 coral5 coral4 coral2 violet5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 violet2 azure5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink2 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink5 ink3 azure4 ink6 glow5"),
            scheme("violet5 violet6 violet5 violet3 ink6 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose3 sand5 ink6 glow4"),
            scheme("sand5 sand6 sand5 sand3 rose4 ink6 glow4"),
            scheme("ink5 ink6 ink5 ink3 rose5 ink6 glow4"),
        ),
    },
)
