"""A dumbo octopus individual -> its drawing: a bell-round body, two big ear fins, a webbed skirt. Knows no other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, empty, line, opened, polygon, rectangle, shrink, stroke
from training.drawing.tones import darker
from training.drawing.zones import scheme
from training.species.backbone import turned
from training.species.contract import AGES, Individual, Species, free
from training.species.tilted_body import TiltedBody


@dataclass(frozen=True, slots=True)
class _Fin:
    """An ear fin. root: on the body; angle: where it points, degrees below rightwards; share: of the length; edge: 1
    when its leading edge is to its left hand, -1 to its right; front: before the body."""

    root: Point
    angle: float
    share: float
    edge: int
    front: bool = False


@dataclass(frozen=True, slots=True)
class _Arm:
    """An arm of the skirt. root: on the head; heading: degrees below rightwards; bend: degrees that its tip turns on
    clockwise; share: of the length."""

    root: Point
    heading: float
    bend: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. axis: where the crown points, degrees below rightwards; tall, wide: shares of the body's length and
    width; eyes: on the body; web: how far down the arms it reaches, share; fins: the far one first."""

    axis: float
    tall: float
    wide: float
    eyes: tuple[Point, ...]
    web: float
    fins: tuple[_Fin, _Fin]
    arms: tuple[_Arm, ...]


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(
        -90.0,
        1.0,
        1.0,
        ((-0.02, 0.56), (-0.02, -0.46)),
        0.5,
        (_Fin((0.3, 0.78), 8.0, 1.0, 1), _Fin((0.3, -0.78), 172.0, 1.0, -1)),
        (
            _Arm((-0.3, -0.76), 112.0, 34.0, 0.9),
            _Arm((-0.4, -0.26), 98.0, 16.0),
            _Arm((-0.4, 0.26), 82.0, -16.0),
            _Arm((-0.3, 0.76), 68.0, -34.0, 0.9),
        ),
    ),
    "glide": _Gesture(  # from its side it would be a fish: aslant, both eyes to us, its ears laid back
        -46.0,
        1.06,
        0.96,
        ((-0.02, 0.56), (-0.02, -0.46)),
        0.5,
        (_Fin((0.34, 0.78), 70.0, 1.0, 1), _Fin((0.34, -0.78), 198.0, 1.0, -1)),
        (
            _Arm((-0.3, -0.76), 146.0, 10.0),
            _Arm((-0.4, -0.26), 138.0, 4.0, 1.15),
            _Arm((-0.4, 0.26), 130.0, -4.0, 1.15),
            _Arm((-0.3, 0.76), 122.0, -10.0),
        ),
    ),
    "turn": _Gesture(
        -104.0,
        1.0,
        0.94,
        ((-0.06, 0.84), (0.0, 0.06)),
        0.5,
        (_Fin((0.4, 0.7), -34.0, 0.66, 1), _Fin((0.34, -0.4), 196.0, 1.1, -1, front=True)),
        (
            _Arm((-0.3, -0.7), 136.0, -40.0),
            _Arm((-0.42, -0.2), 116.0, -30.0, 1.1),
            _Arm((-0.42, 0.3), 98.0, -36.0),
            _Arm((-0.3, 0.74), 70.0, -40.0, 0.9),
        ),
    ),
    "display": _Gesture(
        -90.0,
        0.94,
        1.0,
        ((0.0, 0.56), (0.0, -0.46)),
        0.86,
        (_Fin((0.4, 0.7), -52.0, 1.1, 1), _Fin((0.4, -0.7), 232.0, 1.1, -1)),
        (
            _Arm((-0.2, -0.8), 150.0, 40.0),
            _Arm((-0.4, -0.3), 114.0, 22.0, 0.9),
            _Arm((-0.4, 0.3), 66.0, -22.0, 0.9),
            _Arm((-0.2, 0.8), 30.0, -40.0),
        ),
    ),
}
# The body's half width from the crown to the hem of its head: places along it, shares of its half width.
_BELL = ((1.0, 0.0), (0.94, 0.48), (0.7, 0.84), (0.34, 1.0), (-0.06, 1.0), (-0.34, 0.84), (-0.46, 0.4), (-0.46, 0.0))
# An ear fin: share of its length from the body, share of half its width to its leading edge.
_PADDLE = (
    (-0.06, 0.36),
    (0.3, 0.66),
    (0.62, 1.0),
    (0.88, 0.84),
    (1.0, 0.1),
    (0.88, -0.7),
    (0.6, -0.86),
    (0.3, -0.5),
    (-0.06, -0.36),
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A dumbo octopus laid out; the body's u is 0 between the eyes and 1 at the crown."""

    dumbo: Individual
    gesture: _Gesture
    body: TiltedBody

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.dumbo.frame.px(length)


def _plan(dumbo: Individual) -> _Plan:
    gesture, youth = _GESTURES[dumbo.pose], max(dumbo["youth"], 0)
    long = dumbo["tall"] * gesture.tall * (1 - 0.04 * youth)
    half = dumbo["width"] * gesture.wide * (1 + 0.08 * youth) / 2
    return _Plan(dumbo, gesture, TiltedBody(dumbo.frame, (16.0, 16.0), gesture.axis + dumbo["lean"], long, half))


def _dumbo(canvas: Canvas, dumbo: Individual) -> None:
    """Field marks: bell-round body, two big ear fins, a short skirt of webbed arms, eyes set wide apart.

    width: of the body, nominal pixels; tall: from the eyes to the crown. fin: length of an ear; ear: its width over
    that. arm: length of the arms; thick: their width. lean: degrees that the body is tilted. beat: degrees that the
    fins are raised; sway: degrees that all arms swing to the left. youth: 1 for a large head
    with short fins and arms.
    """
    plan = _plan(dumbo)
    far, near = plan.gesture.fins
    front = near.front and not dumbo.young  # it would cover a small face
    _fin(canvas, plan, far)
    if not front:
        _fin(canvas, plan, near)
    _skirt(canvas, plan)
    body = _body(canvas, plan)
    if front:
        _fin(canvas, plan, near)
    _lights(canvas, plan, body)
    _eyes(canvas, plan)


def _fin(canvas: Canvas, plan: _Plan, fin: _Fin) -> None:
    """A paddle with its inner side in the accent's colour."""
    dumbo, s = plan.dumbo, plan.dumbo.scheme
    length = plan.px(dumbo["fin"] * fin.share * (1 - 0.12 * max(dumbo["youth"], 0)) + plan.body.half * 0.26)
    length = max(length, 5.0)  # a stub would be no ear
    wide = max(2.4, length * dumbo["ear"] / 2)
    angle = fin.angle + dumbo["lean"] - fin.edge * dumbo["beat"]
    root = plan.body.at(*fin.root)
    mask = opened(blob(turned(_PADDLE, root, angle=angle, length=length, width=wide * fin.edge)), by=3)
    canvas.part("fin", mask, s.fin, gap=fin.front)
    inner = [(0.4 + (u - 0.62) * 0.62, v * 0.62) for u, v in _PADDLE[1:-1]]
    inner = [(u + 0.14, v) for u, v in inner]
    core = blob(turned(inner, root, angle=angle, length=length, width=wide * fin.edge))
    canvas.shade(core, s.accent, clip=shrink(mask))


def _skirt(canvas: Canvas, plan: _Plan) -> None:
    """Arms joined by a darker web, their free tips in the accent's colour."""
    dumbo, s = plan.dumbo, plan.dumbo.scheme
    length = dumbo["arm"] * (1 - 0.3 * max(dumbo["youth"], 0))
    paths = [
        plan.body.path(
            arm.root,
            heading=arm.heading + dumbo["lean"] + dumbo["sway"],
            bend=arm.bend,
            length=length * arm.share + 2.0,
        )
        for arm in plan.gesture.arms
    ]
    web = empty()
    for one, other in pairwise(paths):
        reach = max(2, round(min(len(one), len(other)) * plan.gesture.web))
        web |= polygon([*one[:reach], *reversed(other[:reach])])
    crowded = canvas.lit and dumbo.pattern == "masked"  # one tone fewer
    canvas.part("limb", web, canvas.dark(s.body) if crowded else darker(s.body))
    width = max(2.1, plan.px(dumbo["thick"]))
    for path in paths:
        mask = opened(stroke(path, [width, width, max(2.1, width * 0.8)], curve=False))
        if dumbo.zone == "twilight" or plan.dumbo.young:
            canvas.thin("limb", mask, s.body, gap=True)
        else:
            canvas.limb("limb", mask, s.body)
        if dumbo.pattern == "masked":
            canvas.mark(mask, s.mark, clip=mask)
        tip = ellipse(*path[-1], width * 0.5 + 1.4, width * 0.5 + 1.4)
        canvas.shade(tip, s.accent, clip=mask)
        if dumbo.glow == "rich":
            canvas.light(tip if dumbo.young else shrink(tip), s.light, clip=mask)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """Mantle and head in one round piece, with its marks."""
    dumbo, s = plan.dumbo, plan.dumbo.scheme
    mask = blob(plan.body.outline(_BELL))
    for place in _eye_places(plan):
        mask |= ellipse(*place, dumbo.eye_pixels / 2 + 0.8, dumbo.eye_pixels / 2 + 0.6)
    body = canvas.part("body", opened(mask, by=3, corners=plan.px(plan.body.half) > 4), s.body, gap=True)
    u, v = plan.body.grid()
    x, y = plan.body.frame.at(*plan.body.centre)
    x, y = (x + plan.body.at(1.0, 0.0)[0]) / 2, (y + plan.body.at(1.0, 0.0)[1]) / 2
    size = plan.px(min(plan.body.half, plan.body.long))
    canvas.shade(ellipse(x - size * 0.4, y - size * 0.2, 1.0, 1.0), s.belly, clip=shrink(body))  # wet
    if dumbo.pattern == "masked":
        canvas.mark(u > 0.3 - 0.16 * v**2, s.mark, clip=body)
    canvas.label("head", body & (u < 0.24) & ~canvas.of("mark"))
    return body


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """One row of light organs across the brow."""
    if not plan.dumbo.row_lit(canvas):
        return
    half = plan.px(plan.body.half)
    if half < 4.8:
        row = line([plan.body.at(0.36, -0.6), plan.body.at(0.36, 0.6)], curve=False)
    else:
        row = empty()
        apart, count = 3.0 / half, math.floor(0.7 * half / 3.0)
        for number in range(-count, count + 1):
            x, y = plan.body.at(0.36, number * apart)
            row |= rectangle(round(x) - 1, math.floor(y), 2, 1)
    canvas.light(row, plan.dumbo.scheme.light, clip=shrink(body) & canvas.of("body", "head", "mark"))


def _eye_places(plan: _Plan) -> list[Point]:
    """Middles of the eyes, sprite coordinates, right one first; side by side they keep a pixel between them."""
    (x, y), (other, level) = (plan.body.at(*place) for place in plan.gesture.eyes)
    short = max(0.0, plan.dumbo.eye_pixels + 1.6 - (x - other)) / 2
    return [(x + short, y), (other - short, level)]


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """The eyes, the far one of a turned head smaller."""
    dumbo, s = plan.dumbo, plan.dumbo.scheme
    size = dumbo.eye_pixels
    for number, (x, y) in enumerate(_eye_places(plan)):
        far = dumbo.pose == "turn" and number == 0
        canvas.eye(x, y, min(max(size - 1, 0), 2) if far else size, iris=s.iris, socket=s.body)


DUMBO_OCTOPUS = Species(
    name="dumbo_octopus",
    draw=_dumbo,
    span=28.0,
    homes=("abyss", "midnight", "hadal"),
    ranges={
        "lean": (-7.0, 7.0),
        "beat": (-14.0, 16.0),
        "sway": (-8.0, 8.0),
        "ear": (0.86, 1.06),
        "thick": (2.7, 3.1),
    },
    traits={
        "build": {
            "slim": {"width": (10.4, 11.0), "tall": (12.4, 13.2)},
            "regular": {"width": (14.0, 14.8), "tall": (10.4, 11.0)},
            "stout": {"width": (18.6, 19.6), "tall": (9.4, 10.0)},
        },
        "limbs": {
            "short": {"fin": (4.4, 5.0), "arm": (3.4, 4.0)},
            "regular": {"fin": (7.8, 8.6), "arm": (6.4, 7.0)},
            "long": {"fin": (13.0, 14.2), "arm": (11.4, 12.4)},
        },
        "pattern": {"plain": {}, "masked": {}},
        "pose": {pose: {} for pose in _GESTURES},
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_weights={"hadal": {"pattern": {"plain": 2, "masked": 1}}},
    schemes={
        "shallows": (
            scheme("sand2 sand3 sand2 sand4 coral3 gold5"),
            scheme("kelp2 kelp3 kelp2 kelp4 sand3 gold5"),
            scheme("coral2 coral3 coral2 coral4 sand3 gold5"),
            scheme("ink2 ink3 ink2 ink4 azure3 gold5"),
            scheme("azure2 azure3 azure2 azure4 rose3 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 coral5 coral3 gold5 ink6"),
            scheme("rose5 rose6 rose5 rose3 gold5 ink6"),
            scheme("violet5 violet6 violet5 violet3 rose5 ink6"),
            scheme("gold5 gold6 gold5 gold3 coral4 ink6"),
            scheme("azure5 azure6 azure5 azure3 violet4 ink6"),
            scheme("kelp5 kelp6 kelp5 kelp3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 azure6 violet5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 azure5 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet6 azure5 ink6 glow4"),
            scheme("azure4 azure5 azure4 azure6 rose5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 coral6 gold4 gold5 glow4"),
            scheme("rose3 rose4 rose3 rose6 violet4 gold5 glow4"),
            scheme("violet3 violet4 violet3 violet6 rose4 gold5 glow4"),
            scheme("rose3 rose4 rose3 rose6 coral4 gold5 glow5"),
            scheme("coral3 coral4 coral3 coral6 rose5 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet5 violet3 azure5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 violet4 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet6 rose5 ink6 glow5"),
            scheme("ink5 ink6 ink5 ink3 azure4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose3 sand5 ink5 glow4"),
            scheme("sand5 sand6 sand5 sand3 rose5 ink5 glow4"),
            scheme("ink5 ink6 ink5 ink3 rose5 ink6 glow4"),
            scheme("rose5 rose6 rose5 rose3 violet5 ink6 glow4"),
        ),
    },
)
