"""A comb jelly individual -> its drawing: a clear egg, comb rows as meridians, two tentacles. Knows no other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, grow_all, line, opened, shrink, stroke
from training.drawing.patterns import measured
from training.drawing.tones import difference, lighter
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.tilted_body import TiltedBody

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Tentacle:
    """root: on the body; heading and bend of its middle line, degrees; share: of the length; side: of its branches, 1
    to its left hand; wave: degrees that it winds."""

    root: Point
    heading: float
    bend: float
    side: int
    share: float = 1.0
    wave: float = 0.0


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. axis: where the mouth points, degrees below rightwards; long, wide: shares of the body's length and
    width; flare: how far the lobes beside the mouth are spread; spin: degrees that the comb rows are turned; mouth:
    whether one looks into it."""

    axis: float
    long: float
    wide: float
    flare: float
    spin: float
    tentacles: tuple[_Tentacle, ...]
    mouth: bool = False


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(
        90.0,
        1.0,
        1.0,
        0.0,
        0.0,
        (_Tentacle((0.3, 0.74), 116.0, -4.0, -1, 1.1, wave=-44.0), _Tentacle((0.3, -0.74), 64.0, 4.0, 1, wave=44.0)),
    ),
    "glide": _Gesture(
        -24.0,
        1.1,
        0.84,
        0.0,
        -12.0,
        (_Tentacle((-0.4, -0.6), 192.0, -34.0, 1, 0.8), _Tentacle((-0.4, 0.66), 152.0, -20.0, -1, 0.9)),
    ),
    "turn": _Gesture(
        52.0,
        1.04,
        0.92,
        0.1,
        22.0,
        (_Tentacle((-0.5, 0.6), 190.0, -80.0, -1, 0.8), _Tentacle((-0.6, -0.5), 250.0, -90.0, -1, 0.9)),
        mouth=True,
    ),
    "display": _Gesture(
        90.0,
        0.94,
        0.96,
        0.4,
        0.0,
        (_Tentacle((0.5, 0.7), 158.0, -96.0, -1, 1.1), _Tentacle((0.5, -0.7), 22.0, 96.0, 1, 1.1)),
    ),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A comb jelly laid out."""

    jelly: Individual
    gesture: _Gesture
    body: TiltedBody

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.jelly.frame.px(length)


def _plan(jelly: Individual) -> _Plan:
    gesture, youth = _GESTURES[jelly.pose], max(jelly["youth"], 0)
    long = jelly["tall"] * gesture.long * (1 - 0.06 * youth) / 2
    half = jelly["width"] * gesture.wide * (1 + 0.1 * youth) / 2
    if jelly.young:  # narrower, its two lobes would be trousers
        half = max(half, 0.62 * long)
    body = TiltedBody(jelly.frame, (16.0, 16.0), gesture.axis + jelly["lean"], long, half)
    return _Plan(jelly, gesture, body)


def _comb_jelly(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: a clear egg with lobes beside its mouth, unbroken comb rows as meridians, two branched tentacles.

    width, tall: of the egg, nominal pixels. tentacle: length. lobe: depth of the notch of the mouth, share of the
    length. lean: degrees that the body is tilted. wave: degrees that the tentacles wind. spin: degrees that the comb
    rows are turned. shimmer: where along the rows the light breaks, -1 to 1. youth: 1 for a round body
    with short bare tentacles.
    """
    plan = _plan(jelly)
    for tentacle in plan.gesture.tentacles:
        _tentacle(canvas, plan, tentacle)
    body = _body(canvas, plan)
    _combs(canvas, plan, body)


def _tentacle(canvas: Canvas, plan: _Plan, tentacle: _Tentacle) -> None:
    """A cord that tapers, with a fringe of broad branches on its outer side, the longest in its middle."""
    jelly, s = plan.jelly, plan.jelly.scheme
    length = jelly["tentacle"] * tentacle.share * (1 - 0.5 * max(jelly["youth"], 0))
    if jelly.young:  # shorter ones would be lost in the outline
        length = max(length, 5.4 / jelly.frame.px(1.0))
    path = plan.body.path(
        tentacle.root,
        heading=tentacle.heading + jelly["lean"],
        bend=tentacle.bend,
        length=length,
        wave=tentacle.wave + jelly["wave"],
    )
    cord = line(path[: round(len(path) * 0.8)], curve=False, width=2) | line(path, curve=False)
    if not plan.jelly.young:
        fringe = stroke(path, [2.0, 2.0 + plan.px(5.2), 2.0 + plan.px(4.0), 1.6], curve=False)
        distance, right = measured([*path[:: max(1, len(path) // 5)], path[-1]], fringe)
        branch = fringe & (right * tentacle.side < 0.8) & (distance > plan.px(4.0)) & (distance % 4.0 < 2.6)
        branch, rooted = opened(branch), cord
        for _ in range(4):  # what hangs on the cord, pixel by pixel
            rooted = grow_all(rooted) & (branch | cord)
        canvas.thin("limb", rooted & ~cord, s.accent)
    canvas.thin("limb", cord, s.fin)
    if jelly.glow == "rich":
        canvas.light(ellipse(*path[-1], 2.4, 2.4), s.light, clip=cord)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The egg with its two lobes, lighter on the side towards the light; a coloured crown."""
    jelly, s, flare = plan.jelly, plan.jelly.scheme, plan.gesture.flare
    side = [
        (-1.0, 0.0),
        (-0.9, 0.46),
        (-0.56, 0.84),
        (-0.1, 1.0),
        (0.36, 0.96 + 0.1 * flare),
        (0.74, 0.72 + 0.8 * flare),
        (1.0, 0.42 + 0.9 * flare),
        (0.98, 0.2 + 0.4 * flare),
        (1.0 - jelly["lobe"] * (0.5 if jelly.young else 1.0), 0.0),
    ]
    body = canvas.part(
        "body",
        opened(blob(plan.body.outline(side)), by=3, corners=plan.px(plan.body.half) > 4),
        s.body,
        seam=canvas.dark(s.body),
    )
    u, v = plan.body.grid()
    if jelly.pattern == "masked":
        canvas.mark(u < -0.24 - 0.2 * v**2, s.mark, clip=body)
    return body


def _combs(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The comb rows: unbroken lines of two pixels from pole to pole; the light breaks on all at one height."""
    jelly, s = plan.jelly, plan.jelly.scheme
    u, v = plan.body.grid()
    half = plan.px(plan.body.half)
    flare = 1 + 0.6 * plan.gesture.flare * np.clip(u, 0, 1)
    full = np.sqrt(np.clip(1 - (u / 1.08) ** 2 * np.where(u < 0, 1.0, 1 - plan.gesture.flare), 0.04, 1.0)) * flare
    inner = shrink(body)
    spin = plan.gesture.spin + jelly["spin"]
    few = 5.0 if jelly.pattern == "plain" else 6.6  # a mark needs skin between the rows
    step = 44.0 if half > few else 60.0
    rows = [spin + step * number for number in ((-1, 0, 1) if half > few else (-0.5, 0.5) if half > 3.6 else (0,))]
    middle = [math.sin(math.radians(row)) for row in rows]
    canvas.shade(_glint(plan), s.belly, clip=inner & ~canvas.of("mark"))
    beside = [np.abs((v - place * full * 0.86) * half) for place in middle]  # pixels from each row
    comb = s.accent  # bright enough to be seen on its body
    while difference(comb, s.body) < 0.3 and lighter(comb) != comb:
        comb = lighter(comb)
    if jelly.pattern == "banded":  # beneath the rows, which are never broken
        canvas.mark(np.abs(u - 0.04) < 0.32, s.mark, clip=body)
    for number in range(len(rows)):
        row = (beside[number] < 1.0) & (u > -0.8) & (u < 0.8)
        if jelly.pattern == "masked":  # from the hood down
            row &= ~canvas.of("mark")
        canvas.detail("fin", row, comb, clip=inner)
        if half > 5.5 and jelly.pattern == "plain":  # with a mark it would be a colour too many
            canvas.shade(row & (np.abs(u - jelly["shimmer"]) < 0.16), lighter(comb), clip=inner)
        if number == len(rows) // 2 and jelly.glow != "none":
            dots = row if jelly.glow == "rich" else row & ((u * plan.px(plan.body.long) + 30.0) % 4.0 < 2.0)
            canvas.light(dots, s.light, clip=inner)
    if plan.gesture.mouth and half > 5:
        x, y = plan.body.at(0.72, 0.0)
        canvas.detail(
            "mouth", ellipse(x, y, half * 0.36, half * 0.24, angle=plan.body.axis - 90), canvas.dark(s.body), clip=inner
        )


def _glint(plan: _Plan) -> Mask:
    """Where the light from the upper left falls on the glass."""
    x, y = plan.body.frame.at(*plan.body.centre)
    size = plan.px(min(plan.body.long, plan.body.half))
    return ellipse(x - size * 0.5, y - size * 0.5, size * 0.24, size * 0.3)


COMB_JELLY = Species(
    name="comb_jelly",
    draw=_comb_jelly,
    span=27.0,
    homes=("twilight", "midnight", "shallows"),
    ranges={
        "lean": (-9.0, 9.0),
        "lobe": (0.16, 0.34),
        "wave": (-22.0, 22.0),
        "spin": (-8.0, 8.0),
        "shimmer": (-0.5, 0.4),
    },
    traits={
        "build": {
            "slim": {"width": (11.2, 12.0), "tall": (20.0, 21.0)},
            "regular": {"width": (16.2, 17.2), "tall": (18.6, 19.6)},
            "stout": {"width": (22.0, 23.0), "tall": (16.6, 17.4)},
        },
        "limbs": {
            "short": {"tentacle": (7.0, 7.6)},
            "regular": {"tentacle": (12.4, 13.4)},
            "long": {"tentacle": (20.0, 21.5)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": {pose: {} for pose in _GESTURES},
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_weights={
        "hadal": {"pattern": {"plain": 2, "masked": 1}},
    },
    schemes={
        "shallows": (
            scheme("azure2 azure4 azure2 azure4 rose3 ink6"),
            scheme("kelp2 kelp4 kelp2 kelp4 sand2 ink6"),
            scheme("violet2 violet4 violet2 violet4 azure3 ink6"),
            scheme("rose2 rose4 rose2 rose4 azure2 ink6"),
            scheme("azure2 azure4 azure2 azure4 violet3 ink6"),
        ),
        "reef": (
            scheme("violet5 violet6 violet5 violet1 azure4 ink6"),
            scheme("azure5 azure6 azure5 azure1 violet4 ink6"),
            scheme("rose5 rose6 rose5 rose1 violet3 ink6"),
            scheme("coral5 coral6 coral5 coral1 violet3 ink6"),
            scheme("azure5 azure6 azure5 azure1 coral4 ink6"),
            scheme("coral5 coral6 coral5 coral1 rose3 ink6"),
        ),
        "twilight": (
            scheme("azure5 azure6 azure5 azure3 violet4 ink6 glow4"),
            scheme("violet5 violet6 violet5 violet3 azure4 ink6 glow4"),
            scheme("ink5 ink6 ink5 ink3 azure4 ink6 glow4"),
            scheme("azure5 azure6 azure5 azure3 rose4 ink6 glow4"),
        ),
        "midnight": (
            scheme("coral3 coral5 coral3 coral1 rose5 ink6 glow4"),
            scheme("violet3 violet5 violet3 violet1 coral4 ink6 glow4"),
            scheme("rose3 rose5 rose3 rose1 violet5 ink6 glow5"),
            scheme("violet3 violet5 violet3 violet1 rose4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet4 violet2 azure5 ink6 glow4"),
            scheme("ink4 ink6 ink4 ink2 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink5 ink3 azure4 ink6 glow5"),
            scheme("violet5 violet6 violet5 violet3 ink6 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose3 ink6 ink6 glow4"),
            scheme("sand5 sand6 sand5 sand3 rose5 ink6 glow4"),
            scheme("ink5 ink6 ink5 ink3 rose5 ink6 glow4"),
            scheme("rose5 rose6 rose5 rose3 violet5 ink6 glow4"),
        ),
    },
)
