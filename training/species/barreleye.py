"""A barreleye individual -> its drawing: a fish that looks up through its own clear head. Knows no other species."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import colour_index
from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, grow, line, opened, shift, shrink, stroke, where_x, where_y
from training.drawing.tones import clearest_on_all, darker
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

_SHINE = colour_index("ink", 6)


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line at snout, brow, waist, stalk and tail root, nominal pixels down; what it does else."""

    heights: tuple[float, ...]
    long: float
    deep: float
    spread: float  # how far the fins are raised
    sweep: float  # how far the tail fin is swept down, nominal pixels


_POSES = {
    "rest": _Pose((0.0, 0.0, 0.0, 0.2, 0.6), 1.0, 1.0, 1.0, 0.6),
    "glide": _Pose((0.4, 0.0, 0.0, -0.4, -1.8), 1.14, 0.84, 0.4, -2.4),
    "turn": _Pose((0.4, 0.0, 0.0, -1.0, -2.6), 0.86, 1.0, 0.7, -2.2),
    "display": _Pose((0.0, 0.0, 0.0, 0.8, 3.0), 1.0, 1.0, 1.5, 2.4),
}
# Trunk and snout, scooped out in front for the glass: (t, h) along the back, then along the belly.
_TRUNK = ((-0.06, 0.36), (0.06, 0.16), (0.2, 0.04), (0.4, -0.06), (0.5, -0.6), (0.57, -0.96), (0.66, -0.92))
_MIDDLE = 0.29  # t of the dome's middle
_BELLY = ((0.82, 0.7), (0.56, 1.0), (0.32, 1.02), (0.12, 0.84), (-0.06, 0.7))
_ROOT = ((0.82, -0.64), (1.04, -0.36), (1.04, 0.38))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: its middle line and half its trunk's depth, sprite pixels."""

    fish: Individual
    spine: Backbone
    half: float

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.fish.pose]

    @property
    def small(self) -> bool:
        """Whether there is no room for fine detail."""
        return self.fish.scale < 0.8

    @property
    def stature(self) -> float:
        """Share of a grown one's fins that it has."""
        return 1 - 0.22 * max(self.fish["youth"], 0)

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
    long = fish["length"] * (1.0 if fish.young and fish.pose == "glide" else pose.long) * (1 - 0.16 * youth)
    knots = [(26.0 - long * i / 4, 18.0 + fish["swing"] * y) for i, y in enumerate(pose.heights)]
    spine = Backbone.through(
        [(x, y) for x, y in fish.frame.turned(fish["tilt"] * (0.6 if fish.young else 1.0)).points(knots).tolist()]
    )
    deep = 1.0 if fish.young else pose.deep
    return _Plan(fish, spine, max(fish.frame.px(fish["depth"] * (1 + 0.2 * youth) * deep) / 2, 2.6 + 0.5 * youth))


def _barreleye(canvas: Canvas, fish: Individual) -> None:
    """Field marks: glass dome of a head, in it barrels of green eyes that look up, small snout below, wide fan fins.

    length: snout to tail root, nominal pixels; depth: of the trunk. dome: height of the glass over the trunk's middle.
    fan: length of the paired fins; tail: of the tail fin. swing: how much of its pose's curve it has. tilt: degrees
    nose down. youth: 1 for a large head and a short body; below 0 old age.
    """
    plan = _plan(fish)
    _tail(canvas, plan)
    _unpaired_fins(canvas, plan)
    _dome(canvas, plan)
    _eyes(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _lights(canvas, plan, body)
    _paired_fins(canvas, plan, body)
    _tail_mark(canvas, plan)


def _trim(canvas: Canvas, plan: _Plan, fin: Mask, where: Mask) -> None:
    """A fin's edge, lit where it glows richly."""
    s = plan.fish.scheme
    if plan.fish.glow == "rich" and (fin & where).sum() > 4:
        canvas.light(fin & where, s.light, clip=fin)


def _tail(canvas: Canvas, plan: _Plan) -> None:
    """The tail fan, swept by the pose."""
    fish = plan.fish
    long = fish["tail"] * plan.stature * (0.85 if plan.fish.turned else 1.0)
    reach, wide = plan.px(long) / plan.spine.length, plan.px(1.8 + long * 0.46 * (0.6 + 0.4 * plan.pose.spread))
    sweep = plan.px(plan.pose.sweep * fish["swing"])
    fan = [(0.94, -0.3 * plan.half), (1 + reach * 0.5, sweep * 0.5 - wide * 0.7), (1 + reach, sweep - wide)]
    fan += [(1 + reach * 0.84, sweep * 0.9), (1 + reach, sweep + wide), (1 + reach * 0.5, sweep * 0.5 + wide * 0.7)]
    tail = canvas.part("tail", opened(plan.spine.blob([*fan, (0.94, 0.3 * plan.half)]), by=3), fish.scheme.fin)
    t, _ = plan.spine.along(tail)
    _trim(canvas, plan, tail, t > 1 + reach * 0.6)


def _unpaired_fins(canvas: Canvas, plan: _Plan) -> None:
    """Back fin and belly fin, far behind, behind the body."""
    fish, up = plan.fish, plan.fish["fan"] * 0.5 * plan.stature * (0.5 + 0.5 * plan.pose.spread)
    for side in (-1, 1)[: 1 if plan.small else 2]:
        places = [(0.62, 0.6, 0.0), (0.72, 0.78, up * 0.8), (0.86, 0.6, up), (0.94, 0.42, up * 0.5), (0.9, 0.2, 0.0)]
        mask = plan.fin([(t, side * h, out) for t, h, out in places])
        fin = canvas.part("fin", opened(mask, by=3), fish.scheme.fin)
        _, off = plan.spine.along(fin)
        _trim(canvas, plan, fin, np.abs(off) > plan.half * 0.7 + plan.px(up * 0.5))


def _dome(canvas: Canvas, plan: _Plan) -> None:
    """The clear shield over head and eyes, with a gleam along its upper left."""
    s, youth = plan.fish.scheme, max(plan.fish["youth"], 0)
    high = max(plan.px(plan.fish["dome"] * (1 + 0.08 * youth)), plan.fish.eye_pixels + 4.2 * youth)  # its eye has room
    wide = 0.29 + 0.05 * youth + (0.07 if plan.fish.turned else 0.0)
    angles = [math.radians(30 * i) for i in range(12)]
    ring = [(_MIDDLE + 0.03 * youth - wide * math.cos(a), 0.1 * plan.half - high * math.sin(a)) for a in angles]
    bell = plan.spine.blob(ring)
    _, off = plan.spine.along(bell)
    paint = canvas.thin if canvas.lit else canvas.part
    glass = paint("head", opened(bell & (off < 0.3 * plan.half), by=3), s.mark)
    inner = shrink(glass)
    gleam = inner & ~(shift(inner, 1, 1) & shift(inner, 0, 1))
    x, y = plan.spine.at(0.34, -high * 0.3)
    canvas.shade(gleam & (where_x() < x + high * 0.5) & (where_y() < y), _SHINE, clip=glass)


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """Barrels, each with an eye on top that looks up: a small one stands alone, a low one; bold ones fill the glass."""
    fish, s, size = plan.fish, plan.fish.scheme, plan.fish.eye_pixels
    room, length, high = shrink(canvas.of("head")), plan.spine.length, plan.px(plan.fish["dome"])
    rise = {"small": 0.16, "large": 0.4, "bold": 0.56}[fish.traits["eye"]]
    top = -max(min(max(high - 2.4 - size / 2, 0.0), high * rise), min(size / 2 + 1.4, high - 1.4 - size / 2))
    near = _MIDDLE + 0.04 if not fish.turned else _MIDDLE + (0.5 * size + 0.9) / length
    thick = max(size - 1.0, 2.1 if size > 1 else 1.4)
    if fish.traits["eye"] != "small" or fish.turned:
        far = near - ((0.95 * size + 1.8) if fish.turned else max(0.56 * size, 1.4)) / length
        x, y = plan.spine.at(far, top + (0.0 if fish.turned else 1.0))
        shadow = thick if fish.turned else max(0.6 * size, 1.4)
        barrel = stroke([plan.spine.at(far, 0.3 * plan.half), (x, y)], [shadow, shadow], curve=False) & room
        canvas.detail("eye", barrel, darker(s.iris, 2), clip=room)  # it lies in shadow
        canvas.eye(x, y, max(size - 1, 1) if fish.turned else 0, iris=darker(s.iris, 2))
    x, y = plan.spine.at(near, top)
    barrel = stroke([plan.spine.at(near, 0.3 * plan.half), (x, y)], [thick, thick], curve=False) & room
    canvas.detail("eye", barrel, s.iris, clip=room)
    canvas.eye(x, y, size, iris=s.iris)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """Trunk and snout with the mouth; a light belly."""
    s = plan.fish.scheme
    outline = [(t, h * plan.half) for t, h in (*_TRUNK, *_ROOT, *_BELLY)]
    mask = opened(plan.spine.blob(outline), by=3)
    beside = grow(canvas.filled() & ~mask)
    body = canvas.part("body", mask, s.body)
    if not plan.small or canvas.lit:
        canvas.shade(beside & shrink(canvas.filled()), canvas.dark(s.body), clip=body)
    t, off = plan.spine.along(body)
    canvas.label("head", body & (t < 0.36))
    canvas.shade(off > plan.half * 0.46, s.belly, clip=body)
    mouth = line([plan.at(-0.06, 0.5), plan.at(0.12, 0.56)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Bars that bow with the trunk."""
    if plan.fish.pattern != "banded":
        return
    s = plan.fish.scheme
    t, off = plan.spine.along(body)
    h, tone = off / plan.half, clearest_on_all((s.body, s.belly), s.mark, s.accent, s.fin)
    width = max(2.2, plan.px(2.4)) / plan.spine.length
    for middle in (0.86,) if plan.fish.turned else (0.5, 0.72, 0.94) if width < 0.12 and plan.half > 4 else (0.55, 0.9):
        bar = np.abs(t - middle - 0.05 * (1 - h * h)) < width / 2
        canvas.mark(bar, tone, clip=shrink(body) if canvas.lit else body)


def _tail_mark(canvas: Canvas, plan: _Plan) -> None:
    """The bars go on over the tail fin, one across it."""
    if plan.fish.pattern != "banded":
        return
    s, length, tail = plan.fish.scheme, plan.spine.length, canvas.of("tail")
    t, _ = plan.spine.along(tail)
    reach = float(t.max(initial=1.0, where=tail)) - 1.0
    bar = np.abs(t - 1.0 - 0.56 * reach) < max(2.1, plan.px(2.4)) / length / 2
    canvas.mark(bar, clearest_on_all((s.fin,), s.body, s.belly, s.mark), clip=tail)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the belly."""
    if not plan.fish.row_lit(canvas):
        return
    t, off = plan.spine.along(body)
    every = 3.6 / plan.spine.length
    row = (np.abs(off - plan.half * 0.64) < 0.6) & ((t - 0.14) % every < 1.9 / plan.spine.length)
    canvas.light(row & (t > 0.14) & (t < 0.9), plan.fish.scheme.light, clip=shrink(body))


def _paired_fins(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The wide fans of breast and belly, spread to stand still in the water; the front one lies over the other."""
    fish, s = plan.fish, plan.fish.scheme
    long = plan.px(fish["fan"] * plan.stature) * (0.84 if plan.pose.spread > 1 else 1.0)
    if fish.young and fish.pose == "display":  # raised, they would be wings
        long *= 0.7
    if fish.pose == "glide":  # laid back: wider than its trunk, they would hide a slim one
        long = min(long, plan.half * 1.5)
    hang = 24 + 42 * plan.pose.spread
    one = plan.small or (fish.turned and plan.half < 5)  # two would be a tangle
    for t, h, share in ((0.62, 0.7, 0.8), (0.42, 0.42, 1.0))[1 if one else 0 :]:
        root = plan.spine.at(t, h * plan.half)
        back = plan.spine.at(t + 0.1, h * plan.half)
        heading = math.degrees(math.atan2(back[1] - root[1], back[0] - root[0])) - hang
        open_ = 14 + 14 * plan.pose.spread
        rim = [
            (
                root[0] + long * share * r * math.cos(math.radians(heading + a)),
                root[1] + long * share * r * math.sin(math.radians(heading + a)),
            )
            for a, r in ((open_, 0.5), (open_, 1.0), (0.0, 1.06), (-open_, 1.0), (-open_, 0.5))
        ]
        mask = opened(blob([root, *rim]), by=3)
        if not plan.small:
            gap = (shift(mask, 1, 0) | shift(mask, -1, 0) | shift(mask, 0, -1)) & ~mask
            canvas.detail("fin", gap & shrink(canvas.filled()), canvas.dark(s.fin), clip=body | canvas.of("fin"))
        fin = canvas.part("fin", mask, s.fin)
        away = (where_x() - root[0]) ** 2 + (where_y() - root[1]) ** 2
        _trim(canvas, plan, fin, away > (long * share * 0.72) ** 2)


_POSE = {
    "rest": {"tilt": (-6.0, 4.0), "swing": (0.4, 1.4)},
    "glide": {"tilt": (4.0, 14.0), "swing": (0.8, 1.2)},
    "turn": {"tilt": (-6.0, 6.0), "swing": (0.8, 1.2)},
    "display": {"tilt": (-28.0, -18.0), "swing": (0.8, 1.2)},
}

BARRELEYE = Species(
    name="barreleye",
    draw=_barreleye,
    span=25.0,
    homes=("twilight", "midnight"),
    ranges={},
    traits={
        "build": {
            "slim": {"depth": (7.6, 8.2), "length": (20.4, 21.2)},
            "regular": {"depth": (10.8, 11.4), "length": (19.4, 20.2)},
            "stout": {"depth": (14.4, 15.2), "length": (18.4, 19.2)},
        },
        "limbs": {
            "short": {"fan": (3.6, 4.2), "tail": (4.0, 4.6)},
            "regular": {"fan": (6.0, 6.8), "tail": (5.8, 6.4)},
            "long": {"fan": (9.6, 10.6), "tail": (8.2, 9.2)},
        },
        "pattern": {"plain": {}, "banded": {}},
        "pose": _POSE,
        "eye": {
            "small": {"dome": (7.2, 8.0)},
            "large": {"dome": (9.2, 10.2)},
            "bold": {"dome": (11.2, 12.2)},
        },
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 azure2 azure6 azure2 kelp3"),
            scheme("kelp2 kelp4 sand2 sand6 sand2 kelp4"),
            scheme("ink2 ink4 azure2 azure6 azure2 kelp3"),
        ),
        "reef": (
            scheme("coral4 coral5 azure4 azure6 azure4 kelp4"),
            scheme("rose4 rose5 azure4 azure6 azure4 kelp4"),
            scheme("gold4 gold5 violet4 violet6 violet4 kelp3"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet6 violet4 kelp4 glow4"),
            scheme("violet4 violet5 azure4 azure6 azure4 kelp4 glow4"),
            scheme("ink4 ink5 azure4 azure6 azure4 kelp4 glow4"),
            scheme("azure4 azure5 ink4 ink6 ink4 kelp4 glow4"),
            scheme("rose4 rose5 violet4 violet6 violet4 kelp4 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 violet3 violet4 violet4 kelp5 glow4"),
            scheme("rose2 rose3 azure3 azure4 azure4 kelp5 glow4"),
            scheme("violet2 violet3 azure3 azure4 azure4 kelp5 glow4"),
            scheme("ink2 ink3 rose3 rose4 rose4 kelp5 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 kelp4 glow4"),
            scheme("ink4 ink5 violet4 violet5 violet5 kelp4 glow4"),
            scheme("azure4 azure5 violet4 violet5 violet5 kelp4 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand5 sand5 kelp4 glow4"),
            scheme("sand5 sand6 rose4 rose5 rose5 kelp4 glow4"),
            scheme("ink5 ink6 rose4 rose5 rose5 kelp4 glow4"),
        ),
    },
)
