"""A marine hatchetfish individual -> its drawing: an axe, its blade hung with lights. Knows no other species."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import (
    Mask,
    Point,
    blob,
    ellipse,
    grow,
    line,
    opened,
    polygon,
    shift,
    shrink,
    where_x,
)
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line at snout, brow, waist, stalk and tail root, nominal pixels down; what it does else."""

    heights: tuple[float, ...]
    long: float
    deep: float
    spread: float  # how far the fins are raised
    sweep: float  # how far the tail fin is swept down, nominal pixels


_POSES = {
    "rest": _Pose((0.0, 0.0, 0.0, 0.2, 0.6), 1.0, 1.0, 0.9, 0.4),
    "glide": _Pose((0.2, 0.0, 0.0, 0.8, 3.6), 1.1, 0.88, 0.55, 2.4),
    "turn": _Pose((0.6, 0.2, 0.0, -1.0, -2.6), 0.86, 1.0, 1.0, -1.2),
    "display": _Pose((-0.6, 0.0, 0.2, -0.4, -2.4), 0.98, 1.04, 1.45, -2.0),
}
# The axe along its middle line: (t, above, below) as shares of the blade's depth; then its stalk, as shares of its own.
_BLADE = ((-0.02, 0.02, 0.2), (0.04, 0.1, 0.5), (0.12, 0.17, 0.78), (0.26, 0.25, 0.97), (0.42, 0.28, 1.0))
_HEEL = ((0.58, 0.26, 0.92), (0.67, 0.22, 0.68), (0.72, 0.17, 0.3))
_STALK = ((0.82, 1.0, 1.0), (1.04, 0.9, 0.9))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: its middle line, the depth of its blade below it and half its stalk's, sprite pixels."""

    fish: Individual
    spine: Backbone
    deep: float
    stalk: float

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.fish.pose]

    @property
    def small(self) -> bool:
        """Whether there is no room for fine detail."""
        return self.fish.scale < 0.84

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.fish.frame.px(length)

    def at(self, t: float, h: float) -> Point:
        """A place on the blade: t from snout to tail root, h from 0 at its middle line to 1 at the keel."""
        return self.spine.at(t, h * self.deep)

    def fin(self, places: Sequence[tuple[float, float, float]]) -> Mask:
        """A smooth shape through (t, h, nominal pixels beyond h): what stands on the body."""
        return self.spine.blob([(t, h * self.deep + np.sign(h) * self.px(out)) for t, h, out in places])


def _plan(fish: Individual) -> _Plan:
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0)
    long = fish["length"] * pose.long * (1 - 0.1 * youth)
    if fish.young and fish.turned:  # shorter, its tail raised, it would be a jug
        long *= 1.2
    depth = fish["depth"]
    if fish.turned:  # a deeper one's keel would be a chin
        depth = min(depth, 14.0) + 0.4 * max(depth - 14.0, 0.0)
    swing = fish["swing"] * (0.5 if fish.young and fish.turned else 1.0)
    knots = [(26.0 - long * i / 4, 11.0 + swing * y) for i, y in enumerate(pose.heights)]
    spine = Backbone.through([(x, y) for x, y in fish.frame.turned(fish["tilt"]).points(knots).tolist()])
    return _Plan(
        fish,
        spine,
        fish.frame.px((depth + (13.0 - depth) * 0.36 * youth) * pose.deep * (1 + 0.1 * youth) / 1.28),
        fish.frame.px(fish["stalk"]) / 2,
    )


def _hatchetfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: deep round blade of a breast, thin stalk of a tail, upturned mouth, high large eye, keel lights.

    length: snout to tail root, nominal pixels; depth: back to keel; stalk: of the tail root. fin: height of the back
    fin; tail: length of the tail fin. swing: how much of its pose's curve it has. tilt: degrees nose down. youth: 1
    for a large head, short stalk and fins; below 0 old age.
    """
    plan = _plan(fish)
    _tail(canvas, plan)
    _unpaired_fins(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _keel(canvas, plan, body)
    _breast_fin(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)


def _trim(canvas: Canvas, plan: _Plan, fin: Mask, where: Mask) -> None:
    """A fin's edge: the trim's colour within its outline, or light where it glows richly."""
    s = plan.fish.scheme
    if plan.fish.glow == "rich":
        canvas.light(fin & where, s.light, clip=fin)
    elif not plan.small:
        canvas.shade(shrink(fin) & where, s.accent, clip=fin)


def _tail(canvas: Canvas, plan: _Plan) -> None:
    """The forked tail fin in one piece."""
    fish, youth = plan.fish, max(plan.fish["youth"], 0)
    long = fish["tail"] * (1 - 0.2 * youth) * (0.85 if plan.fish.turned else 1.0)
    reach = max(plan.px(long), 3.0) / plan.spine.length
    wide = max(plan.px(1.4 + long * 0.56 * (0.7 + 0.3 * plan.pose.spread)), plan.stalk + 1.0)
    sweep = plan.px(plan.pose.sweep * fish["swing"])
    fork = [(0.92, -plan.stalk * 0.9), (1 + reach * 0.5, sweep * 0.5 - wide * 0.78), (1 + reach * 0.98, sweep - wide)]
    fork += [(1 + reach * 0.72, sweep * 0.7), (1 + reach, sweep + wide), (1 + reach * 0.5, sweep * 0.5 + wide * 0.78)]
    mask = plan.spine.blob([*fork, (0.92, plan.stalk * 0.9)])
    tail = canvas.part("tail", opened(mask), fish.scheme.fin)
    t, _ = plan.spine.along(tail)
    _trim(canvas, plan, tail, t > 1 + reach * 0.56)


def _unpaired_fins(canvas: Canvas, plan: _Plan) -> None:
    """The back fin, a leaning blade itself, and the low fin under the stalk; both behind the body."""
    fish, tone = plan.fish, plan.fish.scheme.fin
    up = fish["fin"] * plan.pose.spread * (1 - 0.25 * max(fish["youth"], 0))
    lean = 0.1 if fish.pose == "glide" else 0.03
    back = [
        (0.36, -0.16, 0.0),
        (0.44 + lean, -0.26, up * 0.7),
        (0.54 + 2 * lean, -0.24, up),
        (0.62 + lean, -0.2, up * 0.5),
    ]
    dorsal = canvas.part("fin", opened(plan.fin([*back, (0.68, -0.06, 0.0), (0.5, -0.06, 0.0)]), by=3), tone)
    _, off = plan.spine.along(dorsal)
    _trim(canvas, plan, dorsal, off < -plan.deep * 0.25 - plan.px(up * 0.5))
    if plan.small:
        return
    low = [(0.62, 0.3, 0.0), (0.7, 0.3, up * 0.5), (0.82 + lean, 0.22, up * 0.5), (0.92, 0.06, 0.0), (0.7, 0.05, 0.0)]
    canvas.part("fin", opened(plan.fin(low), by=3), tone)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """Blade and stalk in one piece: coloured back, bright blade; the front of it is the head."""
    s, deep = plan.fish.scheme, plan.deep
    profile = [(t, up * deep, below * deep) for t, up, below in (*_BLADE, *_HEEL)]
    profile += [(t, up * plan.stalk, below * plan.stalk) for t, up, below in _STALK]
    mask = plan.spine.body(profile)
    if plan.fish.turned:
        x, y = plan.at(0.16, 0.24)
        mask |= ellipse(x, y, deep * 0.36, deep * 0.5)
    body = canvas.part("body", opened(mask, by=3), s.body, seam=None if plan.small else canvas.dark(s.body))
    t, off = plan.spine.along(body)
    canvas.label("head", body & (t < 0.36) & (off < deep * 0.62))
    canvas.shade((off > deep * (0.56 - 0.1 * t)) & (t < 0.74), s.belly, clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Bars that run down the blade, or a face of another colour."""
    fish, s = plan.fish, plan.fish.scheme
    t, off = plan.spine.along(body)
    h = off / plan.deep
    if fish.pattern == "banded":
        width = max(2.0, plan.px(2.3)) / plan.spine.length
        for middle in (0.5, 0.86) if plan.small else (0.46, 0.66, 0.88):
            canvas.mark((np.abs(t - middle - 0.06 * h) < width / 2) & (h < 0.8), s.mark, clip=body)
    elif fish.pattern == "masked":
        canvas.mark((t < 0.4 - 0.1 * h) & (h < 0.62), s.mark, clip=body)


def _keel(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light tubes side by side along the keel; where nothing glows, the keel's shadow."""
    s = plan.fish.scheme
    t, off = plan.spine.along(body)
    low = body & (off > plan.deep * 0.4) & (t < 0.7) & (t > 0.02)
    bottom = low & ~shift(body, 0, -1)
    high = 1 if plan.small else 2
    row = shift(bottom, 0, -1) | (shift(bottom, 0, -2) if high > 1 else bottom & False)
    if not plan.fish.row_lit(canvas):
        return
    tubes = np.floor(where_x()) % 3 < 2 if plan.small else np.floor(where_x()) % 4 < 2
    canvas.light(row & tubes, s.light, clip=shrink(body))


def _breast_fin(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The wing on the flank, raised behind, with a dark gap about it."""
    fish, s, px = plan.fish, plan.fish.scheme, plan.px
    long = px(1.6 + fish["fin"] * 0.9 * (1 - 0.25 * max(fish["youth"], 0)))
    x, y = plan.at(0.44, 0.34)
    angle = math.radians(20 - 40 * plan.pose.spread)
    along, side = (-math.cos(angle), math.sin(angle)), (math.sin(angle), math.cos(angle))
    wing = [(-0.1, -1.0), (0.5, -1.3), (1.0, -0.8), (0.94, 0.4), (0.4, 1.3), (-0.1, 1.1)]
    places = [(x + u * long * along[0] + px(v) * side[0], y + u * long * along[1] + px(v) * side[1]) for u, v in wing]
    mask = opened(blob(places))
    if not plan.small:
        gap = (shift(mask, 0, 1) | shift(mask, 0, -1) | shift(mask, 1, 0)) & ~mask
        canvas.detail("fin", gap, canvas.dark(s.fin), clip=body)
    canvas.part("fin", mask, s.fin)


def _face(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """From the side: the mouth opens upwards at the snout; the eye sits high."""
    fish, s = plan.fish, plan.fish.scheme
    dark = canvas.dark(s.body)
    if fish.pose == "display" and not fish.young:
        gape = polygon([plan.at(-0.2, -0.06), plan.at(0.13, 0.16), plan.at(-0.12, 0.3)])
        canvas.erase(gape)
        canvas.detail("mouth", grow(gape) & body, dark, clip=body)
    else:
        canvas.detail(
            "mouth", line([plan.at(0.02, -0.06), plan.at(0.04, 0.1), plan.at(0.14, 0.34)], curve=False), dark, clip=body
        )
    x, y = plan.at(0.29, 0.1)
    canvas.eye(x, y, fish.eye_pixels, iris=s.iris, socket=None if fish.pattern == "masked" else s.body)


def _face_to_us(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Turned: both eyes high on the narrow face, the mouth a sulky arch below them."""
    fish, s, deep = plan.fish, plan.fish.scheme, plan.deep
    x, y = plan.at(0.16, 0.2)
    arch = [(x - deep * 0.12, y + deep * 0.4), (x + deep * 0.12, y + deep * 0.22), (x + deep * 0.34, y + deep * 0.4)]
    canvas.detail("mouth", line(arch), canvas.dark(s.body), clip=shrink(body))
    canvas.eye(
        x - deep * 0.14,
        y - deep * 0.08,
        fish.eye_pixels,
        iris=s.iris,
        socket=None if fish.pattern == "masked" else s.body,
    )
    far = min(max(fish.eye_pixels - 1, 1), 2)
    canvas.eye(x + deep * 0.19, y - deep * 0.08, far)


_POSE = {
    "rest": {"tilt": (-5.0, 4.0), "swing": (0.4, 1.4)},
    "glide": {"tilt": (-8.0, 2.0), "swing": (0.8, 1.2)},
    "turn": {"tilt": (-6.0, 6.0), "swing": (0.8, 1.2)},
    "display": {"tilt": (-32.0, -24.0), "swing": (0.8, 1.2)},
}

HATCHETFISH = Species(
    name="hatchetfish",
    draw=_hatchetfish,
    span=24.0,
    homes=("twilight", "midnight"),
    ranges={"stalk": (3.4, 4.0)},
    traits={
        "build": {
            "slim": {"depth": (10.4, 11.2), "length": (20.0, 20.8)},
            "regular": {"depth": (13.8, 14.6), "length": (19.2, 20.0)},
            "stout": {"depth": (17.6, 18.8), "length": (18.6, 19.4)},
        },
        "limbs": {
            "short": {"fin": (2.0, 2.4), "tail": (4.2, 4.8)},
            "regular": {"fin": (3.4, 3.9), "tail": (6.2, 6.8)},
            "long": {"fin": (5.4, 6.2), "tail": (9.0, 10.0)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("azure2 azure3 sand2 ink5 sand3 gold5"),
            scheme("kelp2 kelp3 coral2 gold5 coral3 gold5"),
            scheme("ink2 ink3 azure2 ink5 azure3 gold5"),
        ),
        "reef": (
            scheme("azure4 azure5 gold4 gold4 gold5 gold5"),
            scheme("gold4 gold5 violet3 violet3 violet4 ink6"),
            scheme("rose4 rose5 azure4 rose2 azure5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 gold5 glow4"),
            scheme("ink4 ink6 azure4 azure6 azure5 gold5 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 gold5 glow4"),
            scheme("kelp4 kelp5 ink4 ink5 ink5 gold5 glow4"),
            scheme("azure4 azure6 ink4 ink6 ink5 gold5 glow5"),
        ),
        "midnight": (
            scheme("violet3 violet4 rose4 rose4 rose5 ink6 glow4"),
            scheme("coral2 coral3 rose4 rose4 rose5 ink6 glow4"),
            scheme("rose3 rose4 violet5 violet5 violet6 ink6 glow4"),
            scheme("ink3 ink4 coral3 coral3 coral4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet3 violet3 violet4 ink6 glow4"),
            scheme("azure4 azure5 violet4 azure2 violet5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand3 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 ink3 rose5 ink6 glow4"),
        ),
    },
)
