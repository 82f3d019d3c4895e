"""A cuttlefish individual -> its drawing: an oval mantle in a rippling skirt, short arms. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import colour_index
from training.drawing.canvas import Canvas, Rows
from training.drawing.masks import Mask, Point, ellipse, opened, shrink, stroke
from training.drawing.patterns import measured, photophores
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free
from training.species.turning_line import turning_line

_HEAD = 7.0  # length of the head, nominal pixels
_PUPIL, _GLINT = colour_index("ink", 0), colour_index("ink", 6)
# Half the mantle's height along it, front to tip, as a share of the half depth.
_MANTLE = ((0.0, 0.74), (0.08, 0.92), (0.34, 1.0), (0.62, 0.92), (0.86, 0.62), (0.98, 0.28))


@dataclass(frozen=True, slots=True)
class _Arm:
    """across: where it is rooted, share of half the head's height below its middle; behind: share of the head's length
    behind its front. heading: degrees below the body's axis; bend: degrees more at its tip. share: of the arms' length.
    """

    across: float
    behind: float
    heading: float
    bend: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. heights: of the middle line at head, neck, middle and tip, nominal pixels down. long, deep: shares of the
    mantle's length and depth. skirt: share of the skirt's width. scallops: whether its edge is in waves."""

    heights: tuple[float, float, float, float]
    arms: tuple[_Arm, ...]
    long: float = 1.0
    deep: float = 1.0
    skirt: float = 1.0
    scallops: bool = True


_REST = (
    _Arm(-0.5, 0.3, -20.0, 50.0, 0.86),
    _Arm(0.54, 0.4, 30.0, 50.0, 0.8),
    _Arm(0.02, 0.2, 4.0, 54.0, 1.0),
)
_GLIDE = (
    _Arm(-0.44, 0.3, 7.0, 0.0, 0.8),
    _Arm(0.44, 0.3, -7.0, 0.0, 0.8),
    _Arm(0.0, 0.3, 0.0, 0.0, 1.3),
)
_YOUNG_GLIDE = (  # side by side they would be a beak
    _Arm(-0.66, 0.3, -22.0, 14.0, 1.0),
    _Arm(0.66, 0.3, 22.0, -14.0, 1.0),
    _Arm(0.0, 0.3, 0.0, 0.0, 1.2),
)
_TURN = (  # one bundle: spread, they would be legs
    _Arm(-0.1, 0.0, 0.0, 14.0, 0.9),
    _Arm(0.7, 0.5, 66.0, -14.0, 0.7),
    _Arm(0.6, 0.1, 46.0, -20.0, 0.8),
    _Arm(0.3, 0.0, 22.0, 0.0, 1.0),
)
_DISPLAY = (
    _Arm(-0.6, 0.4, -46.0, -34.0, 1.0),
    _Arm(0.6, 0.4, 44.0, 40.0, 0.86),
    _Arm(-0.3, 0.2, -16.0, -18.0, 1.0),
    _Arm(0.3, 0.2, 12.0, 24.0, 0.9),
)
_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture((1.4, 0.2, 0.0, 1.2), _REST),
    "glide": _Gesture((0.0, 0.2, -0.2, -0.6), _GLIDE, 1.02, 1.1, 1.1, scallops=False),
    "turn": _Gesture((1.6, -0.6, -0.8, 0.6), _TURN, 0.84, 1.1, 0.8),
    "display": _Gesture((-2.0, 0.2, 0.6, -1.0), _DISPLAY, 0.94, 1.06, 1.3),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A cuttlefish laid out: its middle line from the mouth to the mantle's tip, lengths in sprite pixels."""

    cuttle: Individual
    gesture: _Gesture
    spine: Backbone
    half: float  # half the mantle's depth
    brow: float  # half the head's height
    neck: float  # t where the mantle begins

    def seam(self, canvas: Canvas, tone: int) -> int | None:
        """The dark line about what lies in front, where there is room for it."""
        return canvas.dark(tone) if self.half > 3.2 and not self.cuttle.young else None

    @property
    def skin(self) -> int:
        """Tone of head and arms."""
        s = self.cuttle.scheme
        return clearest(s.body, s.fin, s.mark) if self.cuttle.pattern == "masked" else s.body

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.cuttle.frame.px(length)

    def at(self, u: float, h: float) -> Point:
        """A place on the mantle: u from its front to its tip, h from -1 (back) to 1 (belly)."""
        return self.spine.at(self.neck + (1 - self.neck) * u, h * self.half)

    def face(self) -> Point:
        """The middle of the head."""
        return self.spine.at(self.neck * (0.62 if self.cuttle.turned else 0.54), 0.0)


def _plan(cuttle: Individual) -> _Plan:
    gesture, youth = _GESTURES[cuttle.pose], max(cuttle["youth"], 0)
    head = _HEAD * (1 + 0.6 * youth)
    long = cuttle["length"] * gesture.long * (1 - 0.14 * youth)
    heights = gesture.heights
    x = 16.0 + (long + head - cuttle["arm"]) / 2
    knots = [(x, heights[0]), (x - head, heights[1]), (x - head - long / 2, heights[2]), (x - head - long, heights[3])]
    placed = [(x, 16.0 + cuttle["swing"] * y) for x, y in knots]
    spine = Backbone.through([(x, y) for x, y in cuttle.frame.turned(cuttle["tilt"]).points(placed).tolist()])
    least = 3.3 if cuttle.pose == "glide" else 2.6  # else it is a stick
    half = max(cuttle.frame.px(cuttle["depth"] * gesture.deep * (1 + 0.34 * youth)) / 2, least)
    brow = max(half * (0.88 + 0.1 * youth), cuttle.eye_pixels / 2 + 1.3, 2.6)
    return _Plan(cuttle, gesture, spine, half, brow, head / (head + long))


def _cuttlefish(canvas: Canvas, cuttle: Individual) -> None:
    """Field marks: broad oval mantle, a skirt all round it, a pupil like a W, short arms about the mouth.

    length, depth: of the mantle, nominal pixels. arm: length of the arms; skirt: width of the fin. tilt: degrees that
    the head hangs. swing: how much of its pose's curve it has. fan: degrees that the arms are spread. wave: where the
    skirt's waves lie, share of one. youth: 1 for a large head on a short mantle with few arms.
    """
    plan = _plan(cuttle)
    few = cuttle.young or (cuttle.turned and plan.half < 5.0)
    arms = [arm for number, arm in enumerate(plan.gesture.arms) if not few or number != 1]
    if cuttle.young and cuttle.pose == "glide":
        arms = list(_YOUNG_GLIDE)
    _skirt(canvas, plan)
    for arm in arms:
        _arm(canvas, plan, arm)
    _head(canvas, plan)
    mantle = _mantle(canvas, plan)
    _lights(canvas, plan, mantle)
    _eyes(canvas, plan)


def _arm(canvas: Canvas, plan: _Plan, arm: _Arm) -> None:
    """One arm, its tip in the accent's colour."""
    cuttle, s = plan.cuttle, plan.cuttle.scheme
    front, neck = plan.spine.at(0.0), plan.spine.at(plan.neck)
    axis = math.degrees(math.atan2(front[1] - neck[1], front[0] - neck[0]))
    length = plan.px(cuttle["arm"] * arm.share * (1 - 0.4 * max(cuttle["youth"], 0)))
    if cuttle.pose == "glide":
        length = max(length * 0.72, 4.0)
    length = max(length, 2.4) + (plan.brow * 0.4 if plan.cuttle.turned else 0.0)
    root = plan.spine.at(plan.neck * (0.1 + arm.behind), arm.across * plan.brow)
    spread = cuttle["fan"] * (1 if arm.across > 0 else -1) * (0.0 if cuttle.pose == "glide" else 1.0)
    path = turning_line(root, length + 1.5 + plan.brow * 0.12, heading=axis + arm.heading + spread, turn=arm.bend)
    wide = max(2.1, plan.px(2.9))
    mask = opened(stroke(path, [wide * 1.1, wide, max(2.1, wide * 0.8), 2.1], curve=False))
    if cuttle.zone == "twilight" or plan.cuttle.young:
        canvas.thin("limb", mask, plan.skin, gap=True)
    else:
        canvas.limb("limb", mask, plan.skin)
    distance, _ = measured(path, mask)
    if cuttle.pattern == "banded":
        canvas.mark(
            (distance % 5 > 2.6) & (distance > 1.0) & (not cuttle.young and not cuttle.turned), s.mark, clip=mask
        )
    tip = distance > float(distance.max()) - max(2.1, plan.px(2.4))
    if cuttle.glow == "rich":
        canvas.light(tip, s.light, clip=mask)
    else:  # a young one's short arms are all of one colour
        canvas.shade(mask if cuttle.young else tip, s.accent, clip=mask)


def _skirt(canvas: Canvas, plan: _Plan) -> None:
    """The fin that runs all round the mantle, its edge in scallops."""
    cuttle, s = plan.cuttle, plan.cuttle.scheme
    out = max(plan.px(cuttle["skirt"] * plan.gesture.skirt), 1.5)
    rim = [(0.1, 0.86, 0.2), (0.3, 1.0, 0.8), (0.6, 0.92, 1.0), (0.86, 0.62, 1.0), (0.99, 0.3, 0.9)]
    along = out / plan.spine.length / (1 - plan.neck)

    def edge(share: float) -> list[tuple[float, float]]:
        return [(u + (along * share * 0.8 if u > 0.9 else 0.0), h * plan.half + out * o * share) for u, h, o in rim]

    def fin(share: float) -> Mask:
        upper = edge(share)
        ring = [(u, -off) for u, off in upper] + [(1.0 + along * share, 0.0)] + list(reversed(upper))
        return plan.spine.blob([(plan.neck + (1 - plan.neck) * u, off) for u, off in [(0.0, 0.0), *ring]])

    mask = fin(1.0)
    if plan.gesture.scallops and not plan.cuttle.young:
        mask = fin(0.62)
        for side in (-1, 1):
            ring = [plan.spine.at(plan.neck + (1 - plan.neck) * u, side * off) for u, off in edge(0.5)[1:]]
            steps = np.hypot(*np.diff(np.array(ring), axis=0).T).cumsum()
            places = np.arange(0.6 + 3.6 * cuttle["wave"], steps[-1], max(4.0, plan.px(4.2)))
            for place in places:
                x, y = (float(np.interp(place, [0.0, *steps], np.array(ring)[:, axis])) for axis in (0, 1))
                mask |= ellipse(x, y, out * 0.6 + 0.9, out * 0.6 + 0.9)
        mask |= ellipse(*plan.spine.at(1.0 + along * 0.3 * (1 - plan.neck), 0.0), out * 0.6 + 0.9, out * 0.6 + 0.9)
    canvas.part("fin", opened(mask, by=3), s.fin)


def _head(canvas: Canvas, plan: _Plan) -> None:
    """The head, a ball of its own when it is turned to us."""
    s, brow = plan.cuttle.scheme, plan.brow
    x, y = plan.face()
    if plan.cuttle.turned:
        mask = ellipse(x, y, brow * 1.12, brow * 1.0)
    else:
        neck = plan.neck
        mask = plan.spine.body(
            [
                (0.0, brow * 0.44, brow * 0.5),
                (neck * 0.3, brow * 0.86, brow * 0.86),
                (neck * 0.7, brow, brow * 0.94),
                (neck * 1.3, brow * 0.8, brow * 0.8),
            ]
        )
    head = canvas.part("head", opened(mask, by=3), s.body)
    _, off = plan.spine.along(head)
    if plan.cuttle.pattern == "masked":
        canvas.mark(off <= brow * 0.42, plan.skin, clip=head)
    canvas.shade(off > brow * 0.42, s.belly, clip=head)


def _mantle(canvas: Canvas, plan: _Plan) -> Mask:
    """The mantle over the neck, light below, with what it is painted with."""
    s, half = plan.cuttle.scheme, plan.half
    along = 1 - plan.neck
    mask = plan.spine.body([(plan.neck + along * u, share * half, share * half) for u, share in _MANTLE])
    if plan.cuttle.turned:
        x, y = plan.face()
        mask &= ~ellipse(x, y, plan.brow * 1.12, plan.brow)
    mantle = canvas.part("body", opened(mask, by=3), s.body, seam=plan.seam(canvas, s.body))
    t, off = plan.spine.along(mantle)
    u = (t - plan.neck) / along
    inner = shrink(mantle)
    canvas.shade(off > half * 0.36, s.belly, clip=inner)
    if plan.cuttle.pattern == "banded":
        length = plan.spine.length * along
        width = max(2.2, plan.px(2.4)) / length
        for middle in (0.24, 0.7) if plan.cuttle.young or plan.cuttle.turned or length < 13 else (0.16, 0.46, 0.76):
            canvas.mark(np.abs(u - middle - 0.06 * (off / half) ** 2) < width / 2, s.mark, clip=mantle)
    return mantle


def _lights(canvas: Canvas, plan: _Plan, mantle: Mask) -> None:
    """Light organs in one row along the flank."""
    if not plan.cuttle.row_lit(canvas):
        return
    s = plan.cuttle.scheme
    row = photophores([plan.at(u, 0.2) for u in (0.1, 0.4, 0.7, 0.96)], every=3.2, start=0.0)
    canvas.light(row, s.light, clip=mantle & shrink(canvas.filled()))


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """The near eye with a pupil like a W; turned, the far one at the face's edge."""
    cuttle = plan.cuttle
    x, y = plan.face()
    if plan.cuttle.turned:
        _eye(
            canvas,
            x - plan.brow * 0.24,
            y - plan.brow * 0.16,
            cuttle.eye_pixels,
            cuttle.scheme.iris,
            young=cuttle.young,
        )
        far = min(max(cuttle.eye_pixels - 1, 1), 2)
        canvas.eye(x + plan.brow * 1.0 - far / 2 - 0.6, y - plan.brow * 0.1, far, iris=cuttle.scheme.iris)
        return
    x, y = plan.spine.at(plan.neck * 0.56, -plan.brow * 0.12)
    _eye(canvas, x, y, cuttle.eye_pixels, cuttle.scheme.iris, young=cuttle.young)


def _eye(canvas: Canvas, x: float, y: float, size: int, iris: int, *, young: bool) -> None:
    """An eye whose pupil is a W: the glint is one of its notches; a plain one below four pixels and of the young."""
    i, p, w = iris, _PUPIL, _GLINT
    shapes: dict[int, Rows] = {
        4: [[None, i, i, None], [i, i, i, i], [p, p, w, p], [None, p, p, None]],
        5: [[None, i, i, i, None], [i, i, i, i, i], [p, i, p, w, p], [i, p, p, p, i], [None, i, i, i, None]],
    }
    if size not in shapes or young:
        canvas.eye(x, y, size, iris=iris)
        return
    left, top = round(x - size / 2), round(y - size / 2)
    canvas.eye(x, y, size, iris=iris)
    canvas.stamp("eye", left, top, shapes[size])


_POSE = {
    "rest": {"tilt": (-6.0, 22.0), "swing": (0.6, 1.4), "fan": (-8.0, 10.0)},
    "glide": {"tilt": (-16.0, 6.0), "swing": (0.5, 1.5), "fan": (0.0, 4.0)},
    "turn": {"tilt": (16.0, 34.0), "swing": (0.6, 1.3), "fan": (-6.0, 8.0)},
    "display": {"tilt": (-18.0, -2.0), "swing": (0.7, 1.3), "fan": (-6.0, 10.0)},
}

CUTTLEFISH = Species(
    name="cuttlefish",
    draw=_cuttlefish,
    span=28.0,
    homes=("shallows", "reef", "twilight"),
    ranges={"wave": (0.0, 1.0)},
    traits={
        "build": {
            "slim": {"length": (16.4, 17.4), "depth": (6.8, 7.4)},
            "regular": {"length": (14.6, 15.4), "depth": (9.6, 10.2)},
            "stout": {"length": (12.8, 13.4), "depth": (13.2, 14.2)},
        },
        "limbs": {
            "short": {"arm": (3.3, 3.6), "skirt": (1.6, 1.8)},
            "regular": {"arm": (7.2, 7.8), "skirt": (2.8, 3.1)},
            "long": {"arm": (13.0, 14.4), "skirt": (4.2, 4.8)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 coral3 coral4 coral3 gold5"),
            scheme("kelp2 kelp4 sand2 sand4 sand3 gold5"),
            scheme("ink2 ink4 azure2 azure3 azure3 gold5"),
            scheme("coral2 coral4 gold2 gold4 gold3 gold5"),
            scheme("sand1 sand3 kelp2 kelp3 kelp3 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 gold4 gold3 gold5 gold6"),
            scheme("gold4 gold6 azure4 azure2 azure4 coral5"),
            scheme("rose5 rose6 violet5 violet3 violet5 gold5"),
            scheme("kelp5 kelp6 coral4 coral3 coral4 gold6"),
            scheme("violet5 violet6 gold4 gold4 gold4 gold5"),
            scheme("coral4 coral6 azure5 azure5 azure5 gold6"),
        ),
        "twilight": (
            scheme("azure4 azure6 violet5 violet3 violet5 gold5 glow5"),
            scheme("ink4 ink5 azure5 azure6 azure5 gold5 glow4"),
            scheme("violet5 violet6 azure5 azure3 azure5 gold5 glow4"),
            scheme("violet5 violet6 rose5 rose3 rose5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral3 coral4 violet4 violet2 violet4 ink6 glow4"),
            scheme("rose3 rose4 azure4 azure2 azure5 ink6 glow4"),
            scheme("violet3 violet4 coral4 coral2 coral5 ink6 glow5"),
            scheme("violet3 violet4 rose4 rose5 rose5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink2 ink5 gold5 glow4"),
            scheme("ink4 ink6 violet4 violet2 violet5 gold5 glow4"),
            scheme("ink5 ink6 azure4 azure2 azure5 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 rose3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
