"""A squid individual -> its drawing: a torpedo mantle with arrow fins, arms, two long clubs. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, opened, shrink, stroke
from training.drawing.patterns import measured, photophores
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free
from training.species.turning_line import turning_line

_HEAD = 5.6  # length of the head, nominal pixels
# Half the mantle's height along it, front to tip, as a share of the half girth.
_MANTLE = ((0.0, 0.78), (0.1, 0.96), (0.3, 1.0), (0.56, 0.84), (0.82, 0.48), (1.0, 0.16))


@dataclass(frozen=True, slots=True)
class _Arm:
    """across: where it is rooted, share of half the head's height below its middle. heading: degrees below the body's
    axis; bend: degrees more at its tip. share: of the arms' length. club: one of the two long ones."""

    across: float
    heading: float
    bend: float
    share: float = 1.0
    club: bool = False


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. heights: of the middle line at mouth, neck, middle and tip, nominal pixels down. long, deep: shares of
    the mantle's length and girth. fin: share of how far the fins stand out; sweep: how far they lean to the tip."""

    heights: tuple[float, float, float, float]
    arms: tuple[_Arm, ...]
    long: float = 1.0
    deep: float = 1.0
    fin: float = 1.0
    sweep: float = 0.0


_REST = (
    _Arm(-0.3, -8.0, 44.0, 2.1, club=True),
    _Arm(0.2, 8.0, 36.0, 1.8, club=True),
    _Arm(-0.6, -30.0, 60.0, 1.0),
    _Arm(0.6, 24.0, 50.0, 0.9),
    _Arm(0.0, -2.0, 60.0, 1.0),
)
_GLIDE = (
    _Arm(-0.24, -5.0, 6.0, 2.2, club=True),
    _Arm(0.24, 6.0, -4.0, 1.9, club=True),
    _Arm(-0.5, 4.0, -2.0, 0.9),
    _Arm(0.5, -4.0, 2.0, 0.9),
    _Arm(0.0, 0.0, 0.0, 1.1),
)
_TURN = (  # one bundle: spread, they would be legs
    _Arm(-0.3, -7.0, 4.0, 2.0, club=True),
    _Arm(0.3, 9.0, -6.0, 1.8, club=True),
    _Arm(-0.8, -24.0, 40.0, 1.0),
    _Arm(0.8, 24.0, -40.0, 1.0),
    _Arm(0.0, 0.0, 0.0, 1.1),
)
# A young one's few arms hang together: spread, they would be legs.
_YOUNG_TURN = (_Arm(-0.7, -24.0, 16.0, 1.0), _Arm(0.7, 24.0, -16.0, 1.0), _Arm(0.0, 0.0, 0.0, 1.2))
_YOUNG_REST = (_Arm(-0.6, -14.0, 34.0, 1.2), _Arm(0.6, 20.0, 16.0, 1.2), _Arm(0.0, 2.0, 24.0, 1.8, club=True))
_YOUNG_DISPLAY = (_Arm(-0.7, -40.0, 30.0, 1.1), _Arm(0.7, 40.0, -30.0, 1.1), _Arm(0.0, 0.0, 0.0, 1.8, club=True))
_YOUNG_GLIDE = (_Arm(-0.7, -20.0, 16.0, 1.2), _Arm(0.7, 20.0, -16.0, 1.2), _Arm(0.0, 0.0, 0.0, 2.0, club=True))
_DISPLAY = (
    _Arm(-0.4, -24.0, 16.0, 2.1, club=True),
    _Arm(0.4, 22.0, -16.0, 1.9, club=True),
    _Arm(-0.8, -58.0, 56.0, 1.0),
    _Arm(0.8, 58.0, -56.0, 1.0),
    _Arm(-0.1, -4.0, 0.0, 0.8),
    _Arm(0.2, 6.0, 0.0, 0.7),
)
_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture((1.2, 0.0, -0.2, 0.4), _REST),
    "glide": _Gesture((0.0, 0.0, 0.0, 0.0), _GLIDE, 1.0, 1.0, 1.1, 0.06),
    "turn": _Gesture((0.0, 0.0, 0.6, -1.6), _TURN, 0.94, 0.94, 1.2),
    "display": _Gesture((-1.6, 0.0, 0.4, -1.4), _DISPLAY, 1.1, 1.06, 1.4, -0.06),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A squid laid out: its middle line from the mouth to the mantle's tip, lengths in sprite pixels."""

    squid: Individual
    gesture: _Gesture
    spine: Backbone
    half: float  # half the mantle's girth
    brow: float  # half the head's height
    neck: float  # t where the mantle begins

    @property
    def axis(self) -> float:
        """Where the head points, degrees below rightwards."""
        front, neck = self.spine.at(0.0), self.spine.at(self.neck)
        return math.degrees(math.atan2(front[1] - neck[1], front[0] - neck[0]))

    def seam(self, canvas: Canvas, tone: int) -> int | None:
        """The dark line about what lies in front, where there is room for it."""
        return canvas.dark(tone) if self.half > 3.2 else None

    @property
    def skin(self) -> int:
        """Tone of head and arms."""
        s = self.squid.scheme
        return s.fin if self.squid.pattern == "masked" else s.body

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.squid.frame.px(length)

    def t(self, u: float) -> float:
        """Share of the mantle from its front to its tip -> share of the middle line."""
        return self.neck + (1 - self.neck) * u

    def torpedo(self) -> Mask:
        """The mantle's shape."""
        return self.spine.body([(self.t(u), share * self.half, share * self.half) for u, share in _MANTLE])

    def face(self) -> Point:
        """The middle of the head."""
        return self.spine.at(self.neck * 0.5)


def _plan(squid: Individual) -> _Plan:
    gesture, youth = _GESTURES[squid.pose], max(squid["youth"], 0)
    head = _HEAD * (1 + 0.14 * youth)
    long = squid["length"] * gesture.long * (1 - (0.0 if squid.turned else 0.24) * youth)
    x = 16.0 + (long + head - squid["arm"] * 1.6) / 2
    along = (x, x - head, x - head - long / 2, x - head - long)
    placed = [(a, 16.0 + squid["swing"] * y) for a, y in zip(along, gesture.heights, strict=True)]
    tilt = squid["tilt"] * (0.4 if squid.young and squid.turned else 1.0)  # upright, its arms would be legs
    spine = Backbone.through([(a, b) for a, b in squid.frame.turned(tilt).points(placed).tolist()])
    half = max(
        squid.frame.px(squid["girth"] * gesture.deep * (1 + 0.4 * youth * min(1.0, 7.0 / squid["girth"]))) / 2,
        2.8 + 0.4 * youth,
    )
    brow = max(half * (0.8 + 0.14 * youth) * (1.1 if squid.pose == "turn" else 1.0), squid.eye_pixels / 2 + 1.3)
    return _Plan(squid, gesture, spine, half, brow, head / (head + long))


def _squid(canvas: Canvas, squid: Individual) -> None:
    """Field marks: torpedo mantle, arrow fins at its tip, big eye, a bundle of arms, two long clubs.

    length, girth: of the mantle, nominal pixels. arm: length of the arms; fin: how far the fins stand out. tilt:
    degrees that the head hangs. swing: how much of its pose's curve it has. fan: degrees that the arms are spread.
    youth: 1 for a large head on a short mantle with few arms.
    """
    plan = _plan(squid)
    _fins(canvas, plan)
    arms = plan.gesture.arms
    if squid.young:
        arms = {"rest": _YOUNG_REST, "glide": _YOUNG_GLIDE, "turn": _YOUNG_TURN, "display": _YOUNG_DISPLAY}[squid.pose]
    for arm in arms:
        _arm(canvas, plan, arm)
    _head(canvas, plan)
    mantle = _mantle(canvas, plan)
    _lights(canvas, plan, mantle)
    _eyes(canvas, plan)


def _fins(canvas: Canvas, plan: _Plan) -> None:
    """The arrowhead at the mantle's tip."""
    squid, s = plan.squid, plan.squid.scheme
    least = 3.6 if squid.pose == "glide" else 2.8 if squid.young or squid.turned else 1.4
    out = max(plan.px(squid["fin"] * plan.gesture.fin), least)
    sweep, half = plan.gesture.sweep, plan.half
    side = [(0.38, half * 0.7), (0.5 + sweep, half * 0.76 + out * 0.6), (0.68 + sweep, half * 0.64 + out)]
    side += [(0.8 + sweep, half * 0.44 + out * 0.72), (0.96, half * 0.2 + out * 0.24)]
    ring = [(plan.t(u), -off) for u, off in side] + [(plan.t(1.08), 0.0)]
    ring += [(plan.t(u), off) for u, off in reversed(side)]
    mask = opened(plan.spine.blob(ring), by=3)
    # An outline would leave nothing of a young one's fins.
    fins = canvas.thin("fin", mask, s.fin) if plan.squid.young else canvas.part("fin", mask, s.fin)
    if squid.glow == "rich":
        _, off = plan.spine.along(fins)
        canvas.light(np.abs(off) > half * 0.7 + out * 0.5, s.light, clip=shrink(fins))


def _arm(canvas: Canvas, plan: _Plan, arm: _Arm) -> None:
    """One arm, or one of the long ones with a club at its end."""
    squid, s = plan.squid, plan.squid.scheme
    short = 0.8 if squid.pose == "glide" and not squid.young else 1.0  # its whole would be a stick
    length = plan.px(squid["arm"] * short * arm.share * (1 - 0.1 * max(squid["youth"], 0)))
    least = plan.brow * 0.8 + 2.4 if arm.club else plan.brow * 0.5 + 1.0
    length = max(length, least) + plan.brow * (0.5 if plan.squid.turned else 0.2)
    fan = squid["fan"] * (1 if arm.across > 0 else -1) * (0.2 if squid.pose == "glide" else 1.0)
    root = plan.spine.at(plan.neck * 0.3, arm.across * plan.brow)
    path = turning_line(root, length, heading=plan.axis + arm.heading + fan, turn=arm.bend)
    wide = max(2.1, plan.px(1.8 if arm.club else 2.6))
    mask = opened(stroke(path, [wide, wide, max(2.1, wide * 0.8), 2.1], curve=False))
    if arm.club:
        mask |= opened(stroke(path[-max(3, round(plan.px(4.4))) :], [2.1, max(2.9, plan.px(2.9)), 2.1], curve=False))
    if squid.zone == "twilight" or plan.squid.young:
        canvas.thin("limb", mask, plan.skin, gap=True)
    else:
        canvas.limb("limb", mask, plan.skin)
    distance, _ = measured(path, mask)
    far = float(distance.max())
    tip = distance > far - max(plan.px(3.8), 2.8)
    if arm.club and squid.glow == "rich":
        canvas.light(tip, s.light, clip=mask)
    elif arm.club:
        canvas.shade(tip, s.accent, clip=mask)


def _head(canvas: Canvas, plan: _Plan) -> None:
    """The head, a ball of its own when it is turned to us."""
    s, brow, neck = plan.squid.scheme, plan.brow, plan.neck
    if plan.squid.turned:
        mask = ellipse(*plan.face(), brow * 1.14, brow)
    else:
        mask = plan.spine.body(
            [
                (neck * 0.02, brow * 0.5, brow * 0.5),
                (neck * 0.3, brow * 0.88, brow * 0.88),
                (neck * 0.66, brow, brow * 0.96),
                (neck * 1.3, brow * 0.8, brow * 0.8),
            ]
        )
    head = canvas.part("head", opened(mask, by=3), s.body)
    _, off = plan.spine.along(head)
    if plan.squid.pattern == "masked":
        canvas.mark(off <= brow * 0.44, plan.skin, clip=head)
    if not (plan.squid.turned or plan.squid.young):
        canvas.shade(off > brow * 0.44, s.belly, clip=shrink(head))


def _mantle(canvas: Canvas, plan: _Plan) -> Mask:
    """The mantle over the neck, light below, with what it is painted with."""
    s, half = plan.squid.scheme, plan.half
    mask = plan.torpedo()
    if plan.squid.turned:
        mask &= ~ellipse(*plan.face(), plan.brow * 1.14, plan.brow)
    mantle = canvas.part("body", opened(mask, by=3), s.body, seam=plan.seam(canvas, s.body))
    _, off = plan.spine.along(mantle)
    inner = shrink(mantle)
    canvas.shade(off > half * (0.5 if plan.squid.turned else 0.3), s.belly, clip=inner)
    return mantle


def _lights(canvas: Canvas, plan: _Plan, mantle: Mask) -> None:
    """Light organs in one row along the mantle's lower flank."""
    if not plan.squid.row_lit(canvas):
        return
    low = plan.half * (0.0 if plan.squid.turned else 0.36)
    line = [plan.spine.at(plan.t(u), low * (1 - 0.5 * u)) for u in (0.08, 0.4, 0.7, 0.92)]
    inner = shrink(mantle) if plan.half > 2.6 else mantle
    canvas.light(photophores(line, every=3.4, start=0.4), plan.squid.scheme.light, clip=inner)


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """The near eye; turned, both."""
    squid, s, brow = plan.squid, plan.squid.scheme, plan.brow
    size = max(squid.eye_pixels, 3) if squid.zone == "hadal" else squid.eye_pixels  # else it is lost in the seams
    x, y = plan.face()
    if not plan.squid.turned:
        canvas.eye(*plan.spine.at(plan.neck * 0.52, -brow * 0.12), size, iris=s.iris)
        return
    far = min(max(squid.eye_pixels - 1, 1), 2)
    canvas.eye(x + brow * 1.06 - far / 2 - 0.4, y - brow * 0.06, far, iris=s.iris)
    canvas.eye(x - brow * 0.3, y - brow * 0.1, size, iris=s.iris)


_POSE = {
    "rest": {"tilt": (4.0, 34.0), "swing": (0.4, 1.6), "fan": (-4.0, 8.0)},
    "glide": {"tilt": (-18.0, 14.0), "swing": (0.6, 1.4), "fan": (-4.0, 6.0)},
    "turn": {"tilt": (42.0, 60.0), "swing": (0.4, 1.4), "fan": (-8.0, 10.0)},
    "display": {"tilt": (-40.0, -16.0), "swing": (0.6, 1.4), "fan": (-8.0, 10.0)},
}

SQUID = Species(
    name="squid",
    draw=_squid,
    span=31.0,
    homes=("twilight", "midnight", "reef"),
    ranges={},
    traits={
        "build": {
            "slim": {"length": (17.6, 18.4), "girth": (6.2, 6.6)},
            "regular": {"length": (16.4, 17.0), "girth": (9.2, 9.8)},
            "stout": {"length": (14.8, 15.4), "girth": (13.0, 14.0)},
        },
        "limbs": {
            "short": {"arm": (2.6, 2.9), "fin": (2.4, 2.8)},
            "regular": {"arm": (5.0, 5.4), "fin": (4.6, 5.0)},
            "long": {"arm": (9.0, 9.8), "fin": (7.4, 8.2)},
        },
        "pattern": {"plain": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 coral3 coral3 coral3 gold5"),
            scheme("ink2 ink4 azure2 azure4 azure3 gold5"),
            scheme("azure2 azure4 sand2 sand4 sand3 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 azure4 azure3 azure4 gold6"),
            scheme("rose5 rose6 gold4 gold4 gold4 ink6"),
            scheme("violet5 violet6 gold4 gold4 gold5 gold6"),
            scheme("gold5 gold6 coral4 coral3 coral4 ink6"),
            scheme("azure5 azure6 coral4 coral3 coral4 gold6"),
        ),
        "twilight": (
            scheme("azure4 azure6 violet5 violet3 violet5 gold5 glow5"),
            scheme("ink4 ink5 azure5 azure3 azure5 gold5 glow4"),
            scheme("violet5 violet6 azure5 azure3 azure5 gold5 glow4"),
            scheme("rose5 rose6 violet5 violet3 violet5 gold5 glow4"),
            scheme("violet5 violet6 rose5 rose3 rose5 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral4 coral5 violet4 violet2 violet5 gold5 glow4"),
            scheme("rose4 rose5 azure4 azure2 azure5 gold5 glow4"),
            scheme("violet4 violet5 coral4 coral2 coral5 gold5 glow5"),
            scheme("coral3 coral4 rose4 rose2 rose5 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink2 ink5 gold5 glow4"),
            scheme("ink4 ink6 violet4 violet2 violet5 gold5 glow4"),
            scheme("ink5 ink6 azure4 azure2 azure5 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 violet4 violet4 violet5 ink6 glow4"),
            scheme("sand5 sand6 azure4 azure4 azure5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
