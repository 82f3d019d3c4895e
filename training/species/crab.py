"""A crab individual -> its drawing: a broad shell from the front, two claws, bent legs. Knows no other grazer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas, eye_rows
from training.drawing.frame import Frame
from training.drawing.masks import (
    Mask,
    Point,
    blob,
    line,
    opened,
    polygon,
    rectangle,
    shrink,
    stroke,
    where_x,
    where_y,
)
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Hold:
    """How a claw is held. across: palm beyond the shell's edge, pixels for a regular arm; within: share of the half
    width instead. up: palm above the shell's middle, share of the half height, and `lift` in pixels for a regular arm.
    angle: where it points, degrees from upwards to its own side. gape: share of its parameter. share: of its size.
    front: before the shell."""

    across: float
    up: float
    lift: float
    angle: float
    gape: float = 0.2
    share: float = 1.0
    within: float = 1.0
    front: bool = False


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose: claws of the right and the left, width that is left of the shell, how far the face is turned to the
    right (share of the half width), what the legs lean (pixels), shares of the stalks' length and the legs' height."""

    right: _Hold
    left: _Hold
    squeeze: float = 1.0
    face: float = 0.0
    lean: float = 0.0
    stalk: float = 1.0
    stance: float = 1.0


_FEEDING = _Hold(0.0, -1.15, 0.0, -112.0, 0.6, 1.0, 0.84, front=True)
_RAISED = _Hold(3.8, 1.0, 4.4, 14.0, 1.0, 1.0)
_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(_FEEDING, _FEEDING, stalk=0.9),
    "glide": _Gesture(_Hold(4.2, 0.3, 0.6, 70.0, 1.1), _Hold(2.0, 0.9, 3.0, -10.0, 0.2), lean=-2.2, face=0.08),
    "turn": _Gesture(_Hold(1.4, 1.0, 3.0, 12.0, 0.6, 0.9), _Hold(3.0, 0.1, 0.4, 26.0, 1.1, 1.15), 0.9, 0.3, 0.8),
    "display": _Gesture(_RAISED, _RAISED, stalk=1.3, stance=1.2),
}
_WIDE = _Hold(3.4, 0.5, 2.6, 22.0, 1.0)
_LOW = _Hold(2.6, -0.1, 0.0, 34.0, 0.8)
# What a young one does otherwise: its claws keep clear of shell and eyes.
_YOUNG_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(_LOW, _LOW, stalk=0.9),
    "display": _Gesture(_WIDE, _WIDE, stalk=1.3, stance=1.2),
    "glide": _Gesture(_Hold(4.6, 0.0, 0.4, 84.0, 1.0), _Hold(4.2, 0.5, 1.4, 26.0, 0.6), lean=-2.2, face=0.08),
    "turn": _Gesture(_Hold(2.4, 0.6, 2.0, 24.0, 0.6, 0.8), _Hold(3.0, -0.2, 0.0, 30.0, 1.1, 1.1), 0.9, 0.3, 0.8),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A crab laid out, nominal pixels about the middle of its shell."""

    crab: Individual
    gesture: _Gesture
    frame: Frame
    half: float  # half the shell's width
    height: float  # half its height

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.frame.px(length)

    @property
    def drawn_in(self) -> float:
        """Share of their reach that arms and legs have: running, turned or young, what is spread leaves no shell."""
        return 0.72 if self.crab.pose == "glide" else 0.84 if self.crab.young or self.crab.turned else 1.0

    def at(self, x: float, y: float) -> Point:
        """Right of and below the shell's middle -> sprite coordinates."""
        return self.frame.at(16.0 + x, 17.0 + y)

    def grid(self) -> tuple[Grid, Grid]:
        """Right of and below the shell's middle, shares of its half width and height, of every pixel."""
        x, y = self.at(0.0, 0.0)
        turn = math.radians(self.frame.turn)
        dx, dy = (where_x() - x) / self.px(1.0), (where_y() - y) / self.px(1.0)
        u = (dx * math.cos(turn) + dy * math.sin(turn)) / self.half
        v = (dy * math.cos(turn) - dx * math.sin(turn)) / self.height
        return u, v


def _plan(crab: Individual) -> _Plan:
    gesture, youth = _GESTURES[crab.pose], max(crab["youth"], 0)
    if youth > 0.5:
        gesture = _YOUNG_GESTURES.get(crab.pose, gesture)
    half = crab["width"] * gesture.squeeze * (1 - 0.08 * youth) / 2
    least = 0.64 if crab.young else 0.48 if crab.pose == "rest" else 0.58  # a flatter shell would be a table's top
    depth = max(crab["depth"], least)
    height = crab["width"] * depth * (1 + 0.14 * youth) / 2
    return _Plan(crab, gesture, crab.frame.turned(crab["tilt"]), half, height)


def _crab(canvas: Canvas, crab: Individual) -> None:
    """Field marks: broad shell, two claws (one larger), bent legs, eyes on stalks.

    width: of the shell, nominal pixels. depth: its height over its width. spine: length of the corner spines.
    claw: size of the smaller claw; major: how much larger the other is. arm: reach of the claws beyond the shell.
    gape: fingers shut (0) or open (1). leg: how far the legs reach. step: the legs' phase.
    crouch: how high it stands, a factor. stalk: of the eyes.
    tilt: degrees its right side hangs. youth: 1 for a round shell with short legs and small claws.
    """
    plan = _plan(crab)
    _legs(canvas, plan)
    sizes = {1: crab["claw"] * crab["major"], -1: crab["claw"]}
    holds = {1: plan.gesture.right, -1: plan.gesture.left}
    for side, hold in holds.items():
        if not hold.front:
            _claw(canvas, plan, hold, side, sizes[side] * hold.share)
    _eyes(canvas, plan, stalks=True)
    _shell(canvas, plan)
    _eyes(canvas, plan, stalks=False)
    for side, hold in holds.items():
        if hold.front:
            _claw(canvas, plan, hold, side, sizes[side] * hold.share)


def _slender(canvas: Canvas, plan: _Plan, mask: Mask, tone: int, *, bare: Mask | None = None) -> Mask:
    """A leg, an arm or a claw: in the dim twilight a dark line all round would leave little of it to see,
    and in the dark of a young one's."""
    if plan.crab.zone == "twilight" or (plan.crab.young and canvas.lit):
        return canvas.thin("limb", mask, tone, gap=True)
    return canvas.limb("limb", mask, tone, bare=bare)


def _legs(canvas: Canvas, plan: _Plan) -> None:
    """Three pairs, fewer of a gliding or young one: knees out, tips on the ground; the sides step in turn."""
    crab, s = plan.crab, plan.crab.scheme
    reach, lean = crab["leg"] * plan.drawn_in * (1 - 0.24 * max(crab["youth"], 0)), plan.gesture.lean
    stance = plan.gesture.stance * (1.0 if crab.young else crab["crouch"])
    for side in (-1, 1):
        far = plan.gesture.face > 0.2 and side > 0
        one = plan.crab.young and plan.px(plan.half) < 5.5  # pair, where there is no room for a second
        pairs = (1,) if one else (2, 1) if crab.young or crab.pose == "glide" else (2, 1, 0)
        for index in (1, 0) if far and not crab.young else pairs:
            swing = crab["step"] * side * (1 if index % 2 else -1)
            out = (0.34, 0.74, 1.0)[index]
            root = (plan.half * (0.5, 0.72, 0.84)[index] * side, plan.height * (0.8, 0.5, 0.1)[index])
            knee_y = plan.height * (0.9, 0.3, -0.3)[index] + (0.4, 0.0, -0.2)[index] * reach * 0.3
            knee = (side * (plan.half + reach * out * 0.62), knee_y)
            ground = plan.height + reach * (0.66, 0.5, 0.22)[index] * stance + 0.6
            tip = (side * (plan.half + reach * out) + lean + swing, ground - abs(swing) * 0.4)
            mask = line([plan.at(*root), plan.at(*knee), plan.at(*tip)], curve=False, width=2)
            _slender(canvas, plan, mask, s.fin)
            x, y = plan.at(*tip)
            near = np.hypot(where_x() - x - 0.5, where_y() - y - 0.5) < max(2.4, plan.px(2.6))
            if plan.crab.young:
                continue
            canvas.shade(near, s.accent, clip=mask)
            if crab.pattern == "banded" and crab["width"] > 12.5:  # a slim one's shell and claws have bands enough
                x, _ = plan.at(*knee)
                canvas.mark(np.abs(where_x() - x) < 1.6, clearest(s.fin, s.mark, s.belly), clip=mask)


_CLEFT = [(-0.42, -1.6), (-0.34, -0.95), (-0.3, -0.4), (-0.08, -0.14), (0.18, -0.4), (0.3, -1.05)]
_PALM = [(0.16, -1.84), (0.96, -1.3), (1.1, -0.4), (0.78, 0.52), (0.05, 0.86), (-0.72, 0.52), (-1.06, -0.4)]


def _claw(canvas: Canvas, plan: _Plan, hold: _Hold, side: int, size: float) -> None:
    """An arm from the shoulder over the elbow to a palm with two fingers, tips in the accent's colour."""
    crab, s = plan.crab, plan.crab.scheme
    size = 2.5 + 0.38 * size if plan.crab.young else size
    arm = crab["arm"] * plan.drawn_in * (1 - 0.2 * max(crab["youth"], 0))
    x = plan.half * hold.within + hold.across * arm if hold.within == 1 else plan.half * hold.within
    y = -plan.height * hold.up - hold.lift * arm
    gape, turn = 0.2 * crab["gape"] * hold.gape, math.radians(hold.angle + crab["wrist"])

    def placed(shape: Sequence[Point]) -> list[Point]:
        cos, sin = math.cos(turn) * size, math.sin(turn) * size
        return [plan.at(side * (x + u * cos - v * sin), y + u * sin + v * cos) for u, v in shape]

    shoulder = (side * plan.half * (0.7 if hold.front else 0.62), plan.height * (0.3 if hold.front else -0.3))
    elbow = (side * max(x + size * 0.3, plan.half + 1.2), min(plan.height * 0.3, y + size * 1.5))
    width = max(2.2, plan.px(2.5))
    joints = [plan.at(*shoulder), *([] if hold.front else [plan.at(*elbow)]), *placed([(0.0, 0.3)])]
    _slender(canvas, plan, stroke(joints, [width] * len(joints), curve=False), s.fin)
    cleft = [(u - (2 if v < -1.2 else 1) * gape * (u < 0) + gape * (u > 0.2), v) for u, v in _CLEFT]
    fingers = [(0.16 + gape, -1.84), *_PALM[1:], (-0.98 - 2 * gape, -1.2)]
    claw = opened(blob(placed([*cleft, *fingers]), steps=4))
    for finger in (
        [(0.2, 0.3), (0.6, -0.5), (0.6 + gape, -1.3)],
        [(-0.3, 0.3), (-0.66, -0.4), (-0.7 - 1.6 * gape, -1.1)],
    ):
        claw |= line(placed(finger), curve=False, width=2)
    gap = polygon(placed([*cleft, (0.16 + gape, -2.1), (-0.42 - 2 * gape, -2.1)]))
    _slender(canvas, plan, claw, s.body, bare=gap)
    if hold.front and not canvas.lit:
        canvas.detail("limb", gap, canvas.dark(s.body), clip=canvas.of("body", "head", "mark"))
    if crab.pattern == "masked":
        canvas.mark(claw & ~gap, s.mark, clip=claw)
    elif crab.pattern == "banded":
        across = polygon(placed([(-2.0, -0.62), (2.0, -0.62), (2.0, 0.14), (-2.0, 0.14)]))
        canvas.mark(across, s.mark, clip=claw)
    low = (0.3 if crab.pattern == "plain" else -0.3) if plan.crab.young else -0.74  # a young one has large tips
    tips = polygon(placed([(-2.0, -2.6), (2.0, -2.6), (2.0, low), (-2.0, low)]))
    canvas.shade(tips, s.accent, clip=claw)
    if crab.glow == "rich":
        edge = polygon(placed([(-2.0, -2.6), (2.0, -2.6), (2.0, -1.2), (-2.0, -1.2)]))
        canvas.light(edge, s.light, clip=claw)


def _shell(canvas: Canvas, plan: _Plan) -> None:
    """The broad shell with a corner spine on each side, pale below."""
    crab, s, half, height = plan.crab, plan.crab.scheme, plan.half, plan.height
    spine = crab["spine"] * (0.0 if plan.crab.young else 1.0)
    right = [
        (0.0, -height * 0.9),
        (half * 0.46, -height),
        (half * 0.86, -height * 0.7),
        (half + spine, -height * 0.2 - spine * 0.4),
        (half * 0.92, height * 0.3),
        (half * 0.58, height * 0.9),
        (0.0, height),
    ]
    outline = [plan.at(x, y) for x, y in right] + [plan.at(-x, y) for x, y in reversed(right[1:-1])]
    shell = canvas.part("body", opened(blob(outline), by=3), s.body, seam=canvas.dark(s.body))
    u, v = plan.grid()
    canvas.shade(v > (0.6 if plan.crab.young else 0.42), s.belly, clip=shell)
    _marks(canvas, plan, shell)
    face = plan.gesture.face
    canvas.label("head", shell & (np.abs(u - face) < 0.5) & (v > -0.1) & ~canvas.of("mark"))
    if crab.row_lit(canvas):
        across = (u - face) * plan.px(half)
        row = np.abs((v + 0.28 - 0.24 * u**2) * plan.px(height)) < 0.5
        dots = row & ((across + 25.0) % 3.0 < 1.9) & (np.abs(u) < 0.8)
        canvas.light(dots, s.light, clip=shrink(shell))
    if plan.crab.young:
        return
    x, y = plan.at(half * face, height * 0.36)
    wide = 4 if plan.px(half) > 5 else 2
    mouth = rectangle(round(x) - wide // 2, math.floor(y), wide, 1)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=shrink(shell))


def _marks(canvas: Canvas, plan: _Plan, shell: Mask) -> None:
    """What the shell's back is painted with; its lower rim stays pale."""
    crab, s = plan.crab, plan.crab.scheme
    u, v = plan.grid()
    if crab.pattern == "banded":
        wide = max(1.0, plan.px(1.1)) / plan.px(plan.half)
        bowed = np.abs(np.abs(u - plan.gesture.face * 0.6) - 0.5 - 0.16 * v)
        canvas.mark(bowed < wide, s.mark, clip=shell)
    elif crab.pattern == "masked":
        canvas.mark(v < 0.3 - 0.5 * u**2, s.mark, clip=shell)


def _eyes(canvas: Canvas, plan: _Plan, *, stalks: bool) -> None:
    """Two eyes on stalks that rise behind the shell's brow; a blind one keeps two stumps."""
    crab, s, size = plan.crab, plan.crab.scheme, plan.crab.eye_pixels
    ball = max(size + (size == 2), 2)
    apart = max(plan.px(plan.half * 0.38), ball / 2 + 1.6)
    length = plan.px(crab["stalk"] * plan.gesture.stalk * (1 - 0.5 * max(crab["youth"], 0)))
    for side in (-1, 1):
        x, y = plan.at(plan.half * plan.gesture.face + side * apart / plan.px(1.0), -plan.height * 0.86)
        left, top = round(x - ball / 2), round(y - length) - ball
        if stalks:
            post = rectangle(left + (ball - 2) // 2, top, 2, round(length) + ball + 3)
            canvas.limb("eye", post | rectangle(left, top, ball, ball), s.fin)
        else:
            x, y = left + size / 2 + (ball > size > 1), top + max(size, 1) / 2
            canvas.eye(x, y, size, iris=s.iris)
            if crab.lit and size == 2:  # a dark pupil alone is lost on dark water
                canvas.stamp("eye", round(x - 1), round(y - 1), eye_rows(2, pale=True))


CRAB = Species(
    name="crab",
    draw=_crab,
    span=28.0,
    homes=("shallows", "reef"),
    ranges={
        "major": (1.12, 1.32),
        "gape": (0.5, 1.0),
        "step": (-0.8, 0.8),
        "spine": (0.0, 1.4),
        "wrist": (-8.0, 8.0),
        "crouch": (0.7, 1.3),
    },
    traits={
        "build": {
            "slim": {"width": (11.4, 11.9), "depth": (0.45, 0.48)},
            "regular": {"width": (14.0, 14.6), "depth": (0.66, 0.69)},
            "stout": {"width": (18.8, 19.6), "depth": (0.82, 0.86)},
        },
        "limbs": {
            "short": {"leg": (2.2, 2.5), "arm": (0.44, 0.5), "claw": (2.0, 2.2), "stalk": (0.3, 0.6)},
            "regular": {"leg": (6.0, 6.6), "arm": (1.0, 1.06), "claw": (2.9, 3.2), "stalk": (1.6, 2.0)},
            "long": {"leg": (12.4, 13.4), "arm": (1.9, 2.05), "claw": (3.7, 4.0), "stalk": (4.2, 4.8)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0)},
            "glide": {"tilt": (6.0, 11.0)},
            "turn": {"tilt": (-4.0, 2.0)},
            "display": {"tilt": (-4.0, 4.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_ranges={
        "midnight": {"spine": (0.8, 2.2)},
        "abyss": {"spine": (0.8, 2.2)},
        "hadal": {"spine": (0.0, 0.4)},
    },
    zone_weights={"hadal": {"pattern": {"plain": 2, "masked": 1}}},  # pale bands would hide small eyes
    schemes={
        "shallows": (
            scheme("sand2 sand4 sand2 sand4 coral3 gold5"),
            scheme("kelp2 kelp4 kelp2 kelp4 sand4 gold5"),
            scheme("azure2 azure4 azure2 azure4 sand4 gold5"),
            scheme("ink2 ink4 ink2 ink4 coral3 gold5"),
            scheme("coral2 coral4 coral2 coral4 gold4 gold5"),
            scheme("sand1 sand4 sand2 sand4 kelp4 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 coral4 coral2 gold5 ink6"),
            scheme("rose5 rose6 rose4 rose3 ink6 ink6"),
            scheme("violet5 violet6 violet4 violet2 gold5 ink6"),
            scheme("gold4 gold5 gold4 violet2 violet5 ink6"),
            scheme("gold5 gold6 coral4 coral3 coral4 ink6"),
            scheme("sand5 sand6 sand4 azure2 azure4 ink6"),
            scheme("kelp5 kelp6 kelp4 kelp2 coral4 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 azure6 violet5 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet6 azure5 ink6 glow4"),
            scheme("ink4 ink5 ink4 azure6 azure5 ink6 glow4"),
            scheme("azure4 azure6 azure4 violet3 ink5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 coral1 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet3 violet5 coral4 gold5 glow4"),
            scheme("rose3 rose4 rose3 rose5 violet5 gold5 glow5"),
            scheme("ink4 ink5 ink4 coral3 coral4 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 violet6 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink5 violet4 azure4 ink6 glow4"),
            scheme("violet5 violet6 violet5 violet3 azure5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose3 rose3 sand4 ink6 glow4"),
            scheme("sand5 sand6 sand3 sand3 rose4 ink6 glow4"),
            scheme("ink5 ink6 ink5 rose4 rose4 ink6 glow4"),
        ),
    },
)
