"""A sea anemone individual -> its drawing: a column on a flared foot, a crown of thick arms. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.masks import (
    Mask,
    Point,
    blob,
    brushed,
    ellipse,
    grow,
    line,
    opened,
    polygon,
    shrink,
    where_x,
    where_y,
)
from training.drawing.patterns import measured
from training.drawing.tones import darker
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

Grid = npt.NDArray[np.float64]
_FLOOR = 27.0  # y, nominal pixels


@dataclass(frozen=True, slots=True)
class _Arm:
    """A tentacle. root: on the disc, shares of its half width and half depth. heading: at the root, degrees clockwise
    from upright; bend: degrees that its tip turns on. share: of the length. front: before the column."""

    root: Point
    heading: float
    bend: float
    share: float
    front: bool = False
    spare: bool = False  # a young one goes without it


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. tall: share of the column's height; lean: pixels that its top lies to the right; open: half the depth
    over half the width of the disc that is seen."""

    tall: float
    lean: float
    open: float
    arms: tuple[_Arm, ...]


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(  # half shut: the arms stand in a bunch
        1.24,
        0.0,
        0.2,
        (
            _Arm((0.0, -0.8), 0.0, 0.0, 1.14),
            _Arm((-0.5, -0.6), -12.0, 6.0, 1.1),
            _Arm((0.5, -0.6), 12.0, -6.0, 1.1),
            _Arm((-0.92, -0.1), -44.0, 62.0, 1.0, front=True),
            _Arm((0.92, -0.1), 44.0, -62.0, 1.0, front=True),
            _Arm((-0.34, 0.7), -4.0, 4.0, 0.56, front=True, spare=True),
            _Arm((0.38, 0.7), 6.0, -4.0, 0.62, front=True, spare=True),
        ),
    ),
    "glide": _Gesture(  # all swept to one side
        0.92,
        4.6,
        0.2,
        (
            _Arm((-0.86, -0.3), -10.0, 70.0, 1.1),
            _Arm((-0.2, -0.6), 20.0, 50.0, 1.24),
            _Arm((0.5, -0.4), 54.0, 30.0, 1.2, spare=True),
            _Arm((0.9, 0.0), 84.0, 12.0, 1.16, front=True),
            _Arm((0.1, 0.8), 72.0, 20.0, 0.7, front=True, spare=True),
        ),
    ),
    "turn": _Gesture(  # low, the disc to us
        0.84,
        -3.0,
        0.5,
        (
            _Arm((-0.9, -0.4), -78.0, 30.0, 1.0),
            _Arm((-0.4, -0.9), -34.0, 4.0, 0.9),
            _Arm((0.36, -0.9), 26.0, -4.0, 0.9),
            _Arm((0.94, -0.3), 74.0, -24.0, 1.06),
            _Arm((0.9, 0.5), 110.0, -16.0, 0.9, front=True, spare=True),
            _Arm((-0.86, 0.5), -112.0, 16.0, 0.74, front=True, spare=True),
        ),
    ),
    "display": _Gesture(  # stretched, a fountain of arms
        1.1,
        0.0,
        0.2,
        (
            _Arm((0.0, -0.8), 0.0, 10.0, 0.7),
            _Arm((-0.5, -0.5), -44.0, -50.0, 1.1),
            _Arm((0.5, -0.5), 44.0, 50.0, 1.1),
            _Arm((-0.94, 0.1), -88.0, -60.0, 0.94, front=True),
            _Arm((0.94, 0.1), 88.0, 60.0, 0.94, front=True),
        ),
    ),
}
# Half the column's width along it from the lip (t = 0) to the foot, shares of its half width
_FORM = ((-0.04, 0.96), (0.04, 1.0), (0.34, 1.0), (0.62, 0.92), (0.84, 1.04), (1.0, 1.26), (1.2, 1.4))


@dataclass(frozen=True, slots=True)
class _Plan:
    """An anemone laid out: its column's middle line, lip first, and what its parts are measured in, sprite pixels."""

    anemone: Individual
    gesture: _Gesture
    spine: Backbone
    half: float  # half the column's width
    disc: float  # half the disc's width

    @property
    def floor(self) -> float:
        """Where the ground is, y."""
        return self.anemone.frame.at(16.0, _FLOOR)[1]

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.anemone.frame.px(length)

    @property
    def depth(self) -> float:
        """Half the depth of the disc that is seen."""
        return max(1.0, min(self.disc * self.gesture.open, self.spine.length * 0.34))

    def on_disc(self, u: float, v: float) -> Point:
        """A place on the disc, shares of its half width and half depth."""
        x, y = self.spine.at(0.0)
        return x + u * self.disc, y + v * self.depth


def _stubby(anemone: Individual) -> bool:
    """Whether it glides on short arms."""
    return anemone.pose == "glide" and anemone["arm"] < 6


def _plan(anemone: Individual) -> _Plan:
    gesture, youth = _GESTURES[anemone.pose], max(anemone["youth"], 0)
    tall, lean = anemone["tall"] * gesture.tall, gesture.lean * (1 - 0.6 * youth)
    if _stubby(anemone):  # bent, it would be a hand on its wrist
        tall, lean = min(tall, 3.5 + 0.5 * anemone["girth"]), 0.0
    tall, lean = max(tall, 7.4 / anemone.scale), lean + anemone["lean"]
    knots = [(16.0 + lean, _FLOOR - tall), (16.0 + lean * 0.7, _FLOOR - tall * 0.5), (16.0, _FLOOR)]
    spine = Backbone.through([(x, y) for x, y in anemone.frame.points(knots).tolist()])
    half = anemone.frame.px(anemone["girth"] / 2)
    return _Plan(anemone, gesture, spine, half, half * anemone["disc"])


def _anemone(canvas: Canvas, anemone: Individual) -> None:
    """Field marks: a column on a flared foot, few thick waving arms with swollen tips.

    tall, girth: height and width of the column, nominal pixels. disc: width of its top over that. arm: length of the
    arms; thick: their width. lean: pixels that the column leans to the right.
    wave: degrees that the arms wind; sway: degrees that all turn to the right. youth: 1 for a straight column with few
    short arms.
    """
    plan = _plan(anemone)
    arms = [arm for arm in plan.gesture.arms if not (plan.anemone.young and arm.spare)]
    if _stubby(anemone):
        arms = [arm for arm in arms if not (arm.front and arm.spare)]
    paths = [(arm, _path(plan, arm, number)) for number, arm in enumerate(arms)]
    _throat(canvas, plan, [path for arm, path in paths if not arm.front])
    for arm, path in paths:
        if not arm.front:
            _arm(canvas, plan, path)
    column = _column(canvas, plan)
    _marks(canvas, plan, column)
    _lights(canvas, plan, column)
    for arm, path in paths:
        if arm.front:
            _arm(canvas, plan, path)


def _path(plan: _Plan, arm: _Arm, number: int) -> list[Point]:
    """Middle line of an arm, sprite coordinates; it keeps off the ground."""
    anemone = plan.anemone
    length = max(
        6.0 if anemone.young else 4.6, plan.px(anemone["arm"] * arm.share * (1 - 0.24 * max(anemone["youth"], 0)))
    )
    steps = max(4, round(length))
    bend = arm.bend * min(1.0, anemone["arm"] / 7) * (0.5 if anemone.young and anemone.pose == "glide" else 1.0)
    upright = (
        0.72 if (anemone.young or anemone["arm"] < 6) and anemone.pose == "glide" else 1.0
    )  # level, a short arm would be a spout
    aside = 24.0 if anemone.young and anemone.pose == "glide" and number == 0 else 0.0  # apart from the next
    heading = arm.heading * upright - aside
    if _stubby(anemone):  # spread into a crown; closer they are fingers
        heading = 50.0 * (number - 1) if anemone.young else 1.5 * arm.heading - 52.0
    x, y = plan.on_disc(*arm.root)
    path = [(x, y)]
    for step in range(steps):
        t = (step + 0.5) / steps
        swing = anemone["wave"] * math.sin(2 * math.pi * t) * (1 if number % 2 else -1)
        angle = math.radians(heading + bend * t**1.3 + swing + anemone["sway"])
        x += math.sin(angle) * length / steps
        y -= math.cos(angle) * length / steps
        path.append((x, min(y, plan.floor - 4.0)))
    return path


def _brush(middle: Mask, width: int) -> Mask:
    """A line of one pixel made 2, 3 or 4 wide, evenly and with round ends."""
    if width <= 2:
        return brushed(middle)
    return grow(middle) if width == 3 else grow(brushed(middle))


def _arm(canvas: Canvas, plan: _Plan, path: list[Point]) -> None:
    """A thick arm with a swollen tip in the accent's colour; a banded one's has a broad ring."""
    anemone, s = plan.anemone, plan.anemone.scheme
    width = min(max(round(plan.px(anemone["thick"])), 2), 4)
    middle = line(path)
    tip = _tip(plan, path[-1], width)
    mask = _brush(middle, width) | tip
    if anemone.zone == "twilight" or plan.anemone.young:  # a dark line all round would leave no arm to see
        canvas.thin("limb", mask, s.fin, gap=True)
    else:
        canvas.limb("limb", mask, s.fin)
    # Rings on arms that lie side by side, or pale ones on young ones in bright or dim water, would take them apart.
    whole = anemone.pose == "glide" or (anemone.young and anemone.zone in ("shallows", "twilight"))
    if anemone.pattern == "banded" and not whole:
        along, _ = measured(path, mask)
        far = float(along.max())
        canvas.mark((along > 0.26 * far) & (along < 0.62 * far), s.mark, clip=mask & ~tip)
    if anemone["arm"] > 6 and not anemone.young:  # a short arm would be all tip
        tip |= mask & ellipse(*path[-1], width / 2 + 1.2, width / 2 + 1.2)
    canvas.shade(tip, s.accent, clip=mask)
    canvas.shade(grow(tip) & ~mask, canvas.dark(s.accent), clip=canvas.of("limb"))
    if anemone.glow == "rich":
        canvas.light(tip & (where_y() < path[-1][1] + 0.6), s.light, clip=mask)


def _throat(canvas: Canvas, plan: _Plan, paths: list[list[Point]]) -> None:
    """The shade between the arms behind."""
    s = plan.anemone.scheme
    ends = [path[round((len(path) - 1) * 0.42)] for path in paths]
    ring = [plan.on_disc(-0.9, 0.0), *sorted(ends), plan.on_disc(0.9, 0.0)]
    canvas.thin("limb", polygon(ring), darker(canvas.dark(s.fin)))


def _tip(plan: _Plan, end: Point, width: int) -> Mask:
    """The end of an arm: blunt when it is short, else swollen, a pixel wider on each side."""
    x, y = math.floor(end[0]) + 0.5 * (width % 2), math.floor(end[1]) + 0.5 * (width % 2)
    if width % 2 == 0:
        x, y = x + 1, y + 1  # a brush of two pixels lies to the right of its line and below it
    return ellipse(x, y, *[width / 2 + (0.8 if plan.anemone["arm"] > 6 else 0.1)] * 2)


def _column(canvas: Canvas, plan: _Plan) -> Mask:
    """Foot, column and the disc with its rolled lip in the accent's colour."""
    s = plan.anemone.scheme
    right = [(t, half * (plan.half if t > 0.2 else plan.disc)) for t, half in _FORM]
    outline = plan.spine.places([*right, *((t, -half) for t, half in reversed(right))])
    disc = ellipse(*plan.on_disc(0.0, 0.0), plan.disc, plan.depth)
    column = opened((blob(outline) | disc) & (where_y() < plan.floor), by=3)
    canvas.part("body", column, s.body, gap=True)
    _, off = plan.spine.along(column)
    if plan.anemone.pattern == "plain":  # rings are seen best on one tone
        canvas.shade(off < -plan.half * 0.36, s.belly, clip=shrink(column))  # the side towards the light
    lip = disc if plan.depth > 2 else np.abs(where_y() - plan.on_disc(0.0, 0.0)[1] - 0.5) < 1.0
    canvas.shade(lip, s.accent, clip=column)
    if plan.depth > 2.6:
        canvas.shade(shrink(disc), canvas.dark(s.fin), clip=column)
    if plan.depth > 3.6:
        canvas.shade(shrink(shrink(disc)), s.belly, clip=column)
    return column & ~lip


def _marks(canvas: Canvas, plan: _Plan, column: Mask) -> None:
    """Rings round the column."""
    if plan.anemone.pattern == "banded":
        t, _ = plan.spine.along(column)
        length = plan.spine.length
        every = 4.0 / length
        canvas.mark((t - 0.26) % every < 2.0 / length, plan.anemone.scheme.mark, clip=column & (t > 0.2) & (t < 0.95))


def _lights(canvas: Canvas, plan: _Plan, column: Mask) -> None:
    """One row of lights: across a broad column, up a narrow one, where a pair side by side would be eyes."""
    if plan.anemone.glow == "none":
        return
    x, y = (math.floor(at) + 0.5 for at in plan.spine.at(0.6))
    across, up = where_x() - x, where_y() - y
    if plan.half > 5.6:
        dots = (np.abs(up) < 0.6) & ((across + 24.5) % 3.0 < 1.9)
    else:
        dots = (np.abs(across) < 0.6) & ((up + 24.5) % 3.0 < 1.9)
    canvas.light(dots, plan.anemone.scheme.light, clip=shrink(column))


ANEMONE = Species(
    name="anemone",
    draw=_anemone,
    span=27.0,
    homes=("reef", "shallows", "abyss"),
    standing=True,
    ranges={
        "lean": (-0.6, 0.6),
        "wave": (0.0, 16.0),
        "sway": (-7.0, 7.0),
        "thick": (2.7, 3.4),
    },
    traits={
        "build": {
            "slim": {"girth": (6.8, 7.4), "tall": (15.0, 16.0), "disc": (1.4, 1.5)},
            "regular": {"girth": (11.0, 12.0), "tall": (11.2, 12.0), "disc": (1.22, 1.3)},
            "stout": {"girth": (17.0, 18.0), "tall": (8.2, 8.8), "disc": (1.04, 1.08)},
        },
        "limbs": {"short": {"arm": (4.2, 4.7)}, "regular": {"arm": (8.2, 9.0)}, "long": {"arm": (15.4, 16.4)}},
        "pattern": {"plain": {}, "banded": {}},
        "pose": {pose: {} for pose in _GESTURES},
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_ranges={
        "abyss": {"thick": (2.3, 2.8), "wave": (4.0, 20.0)},
        "hadal": {"thick": (3.2, 4.0), "wave": (0.0, 8.0)},
    },
    zone_weights={
        "shallows": {"limbs": {"short": 2, "regular": 2, "long": 1}},
        "abyss": {"limbs": {"short": 1, "regular": 2, "long": 2}},
        "hadal": {"pattern": {"plain": 2, "banded": 1}},
    },
    schemes={
        "shallows": (
            scheme("kelp2 kelp3 kelp2 kelp5 rose3 ink6"),
            scheme("sand2 sand3 sand2 sand5 kelp3 ink6"),
            scheme("azure2 azure3 azure2 azure5 sand2 ink6"),
            scheme("rose2 rose3 rose2 rose5 kelp2 ink6"),
            scheme("ink2 ink3 ink2 ink5 coral3 ink6"),
            scheme("sand2 sand3 sand2 sand5 violet2 ink6"),
        ),
        "reef": (
            scheme("coral4 coral5 coral4 coral6 violet5 ink6"),
            scheme("rose4 rose5 rose5 rose6 gold5 ink6"),
            scheme("kelp4 kelp5 kelp4 kelp6 rose5 ink6"),
            scheme("violet4 violet5 violet5 violet6 gold5 ink6"),
            scheme("gold4 gold5 gold4 gold6 violet4 ink6"),
            scheme("kelp4 kelp5 kelp5 kelp2 violet5 ink6"),
            scheme("coral4 coral5 coral5 coral2 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 azure6 violet5 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet6 azure5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 azure5 ink6 glow5"),
            scheme("azure4 azure5 azure4 azure6 ink6 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 coral1 rose5 ink6 glow4"),
            scheme("violet3 violet4 violet3 violet5 coral4 ink6 glow4"),
            scheme("rose3 rose4 rose3 rose1 violet5 ink6 glow5"),
            scheme("coral3 coral4 coral3 coral5 violet5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 violet6 azure5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink2 violet4 ink6 glow4"),
            scheme("ink4 ink5 ink5 ink6 azure4 ink6 glow5"),
            scheme("violet5 violet6 violet5 violet3 ink6 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose3 violet4 ink6 glow4"),
            scheme("sand5 sand6 sand5 sand3 azure4 ink6 glow4"),
            scheme("ink5 ink6 ink5 ink3 rose5 ink6 glow4"),
        ),
    },
)
