"""A vampire squid individual -> its drawing: a dome with ear fins and big eyes over a cloak of webbed arms.

Knows no other species.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import Point, Points, blob, ellipse, line, opened, polygon, shrink, where_x, where_y
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.lamps import lamps, spread
from training.species.seams import open_seams

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. axis: where the arms hang, degrees clockwise from downwards. arms: of each, from the left to the right,
    degrees from the axis at its root, degrees that it turns on to its tip, share of the length.
    fin: degrees that the ear fins are raised over the mantle's sides. lining: the cloak's inside is seen; open: it is a
    bell that we look into; side: the head is seen from its side.
    """

    axis: float
    arms: tuple[tuple[float, float, float], ...]
    fin: float
    lining: bool = False
    open: bool = False
    side: bool = False


def _both(*half: tuple[float, float, float]) -> tuple[tuple[float, float, float], ...]:
    """Arms of the right side, the innermost first, and their mirror images."""
    left = [(-angle, -turn, long) for angle, turn, long in reversed(half) if angle]
    return (*left, *half)


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(0.0, _both((0.0, 0.0, 0.96), (22.0, -8.0, 1.0), (46.0, -36.0, 1.04)), 24.0),
    "glide": _Gesture(
        56.0, ((-20.0, 14.0, 0.92), (-6.0, 4.0, 1.1), (8.0, -6.0, 1.14), (22.0, -20.0, 0.96)), -24.0, side=True
    ),
    "turn": _Gesture(-26.0, (), 66.0, lining=True, open=True),
    "display": _Gesture(0.0, _both((0.0, 0.0, 0.9), (46.0, 4.0, 1.02), (90.0, 44.0, 1.12)), 46.0, lining=True),
}
# Young it has no room for an opened bell: its cloak hangs aside below a face with both eyes.
_YOUNG_TURN = _Gesture(-46.0, _both((0.0, 0.0, 1.16), (14.0, -16.0, 1.1), (30.0, -36.0, 1.04)), 74.0)
_RIM = (-96.0, -48.0, 0.0, 48.0, 96.0)  # where the arms stand round an opened cloak, degrees
_YOUNG_CAPE = _both((0.0, 0.0, 0.9), (48.0, 0.0, 1.0), (98.0, 0.0, 1.06))  # about the whole head
_PADDLE = ((0.0, 0.5), (0.4, 0.9), (0.8, 1.0), (1.04, 0.5), (0.9, -0.2), (0.5, -0.7), (0.0, -0.6))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A vampire squid laid out: where the arms leave the head, sprite pixels, and the axis that they hang along."""

    animal: Individual
    gesture: _Gesture
    frame: Frame
    neck: Point
    axis: float  # radians clockwise from downwards
    half: float  # half the mantle's width, sprite pixels
    tall: float  # from its top to the neck
    arm: float  # length of the arms

    def all_at(self, places: Points) -> npt.NDArray[np.float64]:
        """(n, 2) to the right of the neck and down the axis, sprite pixels -> (n, 2) sprite coordinates."""
        x, y = np.asarray(places, dtype=np.float64).T
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        return np.stack([self.neck[0] + x * cos - y * sin, self.neck[1] + x * sin + y * cos], axis=1)

    def at(self, x: float, y: float) -> Point:
        """One place, see `all_at`."""
        right, down = self.all_at([(x, y)])[0].tolist()
        return right, down

    def grid(self) -> tuple[Grid, Grid]:
        """To the right of the neck and down the axis of every pixel, sprite pixels."""
        dx, dy = where_x() - self.neck[0], where_y() - self.neck[1]
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        return dx * cos + dy * sin, dy * cos - dx * sin

    def seam(self, tone: int) -> int | None:
        """The tone of a line between two parts: a small one in dim water would be lost in dark lines."""
        return None if self.animal.young and self.animal.zone == "twilight" else tone

    @property
    def arms(self) -> tuple[tuple[float, float, float], ...]:
        """The arms that it shows, as in its gesture: a young one has few, with room for web between them."""
        arms = self.gesture.arms
        if self.animal.young:
            return _YOUNG_CAPE if self.gesture.lining else (*arms[:-1:2], arms[-1])
        return arms

    def rim(self, angle: float, share: float) -> Point:
        """A place in the opening of a bell: degrees from downwards, share of the way from its middle to its rim."""
        turn = math.radians(angle)
        (wide, high), y = self.opening, self.arm * 0.62
        return wide * share * math.sin(turn), y + high * share * math.cos(turn)

    @property
    def opening(self) -> Point:
        """Half the width and half the height of a bell's opening."""
        return max(self.half * 1.16, self.arm * 0.66), max(3.8, self.arm * 0.42)

    def ray(self, arm: tuple[float, float, float], end: float = 1.0) -> list[Point]:
        """Seven places along an arm from its root to a share of its length, right of the neck and down the axis."""
        angle, turn, share = arm
        widest = max(abs(math.sin(math.radians(other[0]))) for other in self.gesture.arms)
        x, y, long = math.sin(math.radians(angle)) / widest * self.half * 0.84, -0.6, self.arm
        if self.animal.young and self.gesture.lining:
            x, y, long = 0.0, -self.tall * 0.3, self.half + max(2.7, self.arm * 0.6)
        path, step = [(x, y)], long * share * end / 6
        for index in range(6):
            heading = math.radians(angle + turn * (index + 0.5) / 6 * end)
            x, y = x + math.sin(heading) * step, y + math.cos(heading) * step
            path.append((x, y))
        return path


def _plan(animal: Individual) -> _Plan:
    gesture, youth = _GESTURES[animal.pose], max(animal["youth"], 0)
    if animal.young and animal.turned:
        gesture = _YOUNG_TURN
    half = animal["mantle"] * (1 + 0.18 * youth * min(1.0, 8.0 / animal["mantle"])) / 2
    tall = animal["tall"] * (1 - 0.06 * youth)
    arm = animal["arm"] * (1 - 0.36 * youth)
    if gesture is _YOUNG_TURN:  # broader, its cloak would be lost behind it
        half = min(half, 0.7 * tall)
    if gesture.side or gesture is _YOUNG_TURN:  # with less of a cloak it would be a fish, or a bull's head
        arm = max(arm, 1.5 * half + (2.0 if gesture is _YOUNG_TURN else 0.0))
    size = (tall + arm) * (1.0 if animal.pose == "rest" else 0.9)
    if animal.pose == "display":
        size = 1.4 * half + 1.8 * arm
    frame = animal.frame.scaled(26.0 / size)  # about the size that its growth gives, whatever its arms
    aside = (arm - tall) / 2 * math.sin(math.radians(gesture.axis))
    above = (arm - tall) / 2 * math.cos(math.radians(gesture.axis))
    neck = frame.at(16.0 + aside, 16.0 - above)
    axis = math.radians(gesture.axis + animal["lean"])
    # There is room for its eyes, and it keeps its build: a stout one is broader, a slim one taller than they need.
    broader = min(max(1.0, half / 5.0) ** 0.5, 1.2 if animal.young else 2.0)  # its arms need room
    seen = max(frame.px(half), (animal.eye_pixels + 0.2) * broader)
    tallest = 1.6 if gesture.open else 1.9  # over an open bell a slim one would be a post
    high = max(frame.px(tall), seen * min(max(0.72 * tall / half, 1.2), tallest))
    if gesture.open:
        high = min(high, seen * tallest)
    return _Plan(animal, gesture, frame, neck, axis, seen, high, frame.px(arm))


def _vampire(canvas: Canvas, animal: Individual) -> None:
    """Field marks: a dome with two ear fins and great eyes, a cloak of webbed arms with a coloured, studded lining.

    mantle: its width, nominal pixels; tall: from its top to the arms. arm: length of the arms; fin: of the ear fins.
    web: depth of the arches between the arms, share of their length. lean: degrees that it hangs to the left. flap:
    degrees that the ear fins are raised. youth: 1 for a large head with short arms; below 0 old age.
    """
    plan = _plan(animal)
    s = animal.scheme
    (_bell if plan.gesture.open else _cloak)(canvas, plan)
    _fins(canvas, plan)
    _mantle(canvas, plan)
    for tone in (s.body, s.fin):
        open_seams(canvas, tone, "body", "head", "fin", "limb")
    _eyes(canvas, plan)
    _lights(canvas, plan)


def _fins(canvas: Canvas, plan: _Plan) -> None:
    """The ear fins at the mantle's upper sides, edged in the accent's colour."""
    animal, s = plan.animal, plan.animal.scheme
    long = max(3.0, plan.frame.px(animal["fin"] * (1 - 0.1 * max(animal["youth"], 0)))) + plan.half * 0.4
    wide = max(2.0, plan.frame.px(animal["fin"]) * 0.36 + 0.8)
    up = 26.0 if animal.young and animal.pose == "rest" else 0.0  # level, they would be a bull's horns
    turn = math.radians(plan.gesture.fin + up + animal["flap"])
    one = {"glide": (-1,), "turn": (1,) if animal.young else (-1, 1)}  # the far one is hidden
    for side in one.get(animal.pose, (-1, 1)):
        root = (side * plan.half * 0.62, -plan.tall * 0.62)
        ahead, over = (side * math.cos(turn), -math.sin(turn)), (-side * math.sin(turn), -math.cos(turn))
        shape = [
            (root[0] + ahead[0] * t * long + over[0] * h * wide, root[1] + ahead[1] * t * long + over[1] * h * wide)
            for t, h in _PADDLE
        ]
        fin = canvas.part("fin", opened(blob(plan.all_at(shape)), by=3), s.fin)
        x, y = plan.grid()
        out = (x - root[0]) * ahead[0] + (y - root[1]) * ahead[1]
        canvas.shade(out > long * 0.62, s.accent, clip=shrink(fin))


def _tip(canvas: Canvas, plan: _Plan, path: list[Point]) -> None:
    """The end of an arm beyond the web."""
    s = plan.animal.scheme
    end = line(plan.all_at(path), curve=False, width=2)
    canvas.thin("limb", end, s.accent)
    if plan.animal.glow == "rich":
        canvas.light(end, s.light, clip=end)


def _scalloped(plan: _Plan, ends: list[Point], centre: Point, *, closed: bool) -> list[Point]:
    """The hem of the web through the ends of the arms: arches that dip towards the centre."""
    edge = []
    for left, right in [*pairwise(ends), *([(ends[-1], ends[0])] if closed else [])]:
        edge.append(left)
        for t, share in ((0.25, 0.75), (0.5, 1.0), (0.75, 0.75)):
            x, y = (left[axis] + (right[axis] - left[axis]) * t for axis in (0, 1))
            dip = plan.animal["web"] * share
            edge.append((x + (centre[0] - x) * dip, y + (centre[1] - y) * dip))
    return edge if closed else [*edge, ends[-1]]


def _cloak(canvas: Canvas, plan: _Plan) -> None:
    """The web hung in arches from arm to arm, their tips beyond it; spread wide, it shows its coloured lining."""
    animal, s, gesture = plan.animal, plan.animal.scheme, plan.gesture
    hem = 0.9 if plan.arm > 8 or gesture.lining or gesture is _YOUNG_TURN else 0.84
    arms = plan.arms
    rays = [plan.ray(arm, hem) for arm in arms]
    edge = [*_scalloped(plan, [ray[-1] for ray in rays], (0.0, 0.0), closed=False), *reversed(rays[-1]), *rays[0]]
    tone = s.fin if gesture.lining else s.body
    for arm in arms:
        _tip(canvas, plan, plan.ray(arm)[1:])
    web = canvas.part("limb", opened(polygon(plan.all_at(edge)), by=3), tone, seam=plan.seam(canvas.dark(tone)))
    inside = shrink(web)
    away = np.hypot(*plan.grid())
    if not gesture.lining:
        canvas.shade(~shrink(inside) & (away > plan.arm * 0.5), s.accent, clip=inside)
    stands_out = clearest(tone, s.mark, s.belly, s.body)
    if animal.pattern == "banded" and animal.young and gesture.lining:
        canvas.mark(away > plan.half + 2.0, stands_out, clip=web)
    elif animal.pattern == "banded" and animal.pose != "glide" and gesture is not _YOUNG_TURN:  # it is too narrow
        start = plan.arm * (0.46 if gesture.lining else 0.3)
        canvas.mark((away > start) & ((away - start) % max(4.6, plan.frame.px(5.0)) < 2.3), stands_out, clip=inside)
    elif animal.pattern == "masked" and gesture.lining:
        canvas.mark(away < plan.half + (0.0 if animal.young else plan.arm * 0.2), stands_out, clip=inside)
    for arm in arms if not plan.animal.young else arms[1:-1]:
        path = plan.all_at(plan.ray(arm, hem))
        if arm[0] or plan.arm > 7:
            canvas.shade(line(path[2:], curve=False), canvas.dark(tone), clip=inside)


def _bell(canvas: Canvas, plan: _Plan) -> None:
    """The cloak as a bell that we look into: its lining with the arms about the mouth, their tips round the rim."""
    animal, s, rim = plan.animal, plan.animal.scheme, plan.rim
    (wide, high), centre = plan.opening, plan.rim(0.0, 0.0)
    for angle in _RIM:
        _tip(canvas, plan, [rim(angle, 0.7), rim(angle, 1.0 + min(0.36, 2.2 / high))])
    sides = [(-plan.half * 0.84, -0.6), rim(-90.0, 1.0), rim(90.0, 1.0), (plan.half * 0.84, -0.6)]
    web = opened(polygon(plan.all_at(sides)), by=3)
    flank = canvas.part("limb", web, s.body)
    if animal.pattern == "banded":
        canvas.mark((plan.grid()[1] > 0.4) & (plan.grid()[1] % 4.4 < 2.2), s.mark, clip=shrink(flank))
    opening = _scalloped(plan, [rim(angle, 1.0) for angle in (*_RIM, 180.0)], centre, closed=True)
    lining = opened(blob(plan.all_at(opening)), by=3)
    lining = canvas.part("limb", lining, s.fin, seam=plan.seam(canvas.dark(s.fin)))
    inside = shrink(lining)
    if animal.pattern == "banded":
        x, y = plan.grid()
        away = np.hypot(x / wide, (y - centre[1]) / high)
        ring = (away > 0.48) & (away < max(0.8, 0.48 + 2.2 / high))
        canvas.mark(ring, clearest(s.fin, s.mark, s.belly, s.body), clip=inside)
    for angle in _RIM if high > 5 else ():
        path = plan.all_at([rim(angle, 0.5), rim(angle, 1.0)])
        canvas.shade(line(path, curve=False), canvas.dark(s.fin), clip=inside)
    mouth = ellipse(*plan.at(*centre), max(1.2, wide * 0.26), max(1.1, high * 0.3))
    canvas.detail("mouth", mouth, canvas.dark(s.fin), clip=inside)


def _mantle(canvas: Canvas, plan: _Plan) -> None:
    """Mantle and head in one piece."""
    s, half, tall = plan.animal.scheme, plan.half, plan.tall
    right = [(0.0, -tall), (half * 0.56, -tall * 0.94), (half * 0.92, -tall * 0.66), (half, -tall * 0.34)]
    right.append((half * 0.86, -tall * 0.04))
    edge = [*right, (half * 0.5, tall * 0.14), (-half * 0.5, tall * 0.14), *[(-x, y) for x, y in reversed(right[1:])]]
    body = canvas.part("body", opened(blob(plan.all_at(edge)), by=3), s.body, seam=plan.seam(canvas.dark(s.body)))
    x, y = plan.grid()
    inside = shrink(body)
    canvas.label("head", body & (y > -tall * 0.46))
    canvas.shade((y > -tall * 0.16) | (np.hypot(x + half * 0.3, y + tall * 0.72) < half * 0.3), s.belly, clip=inside)
    if plan.animal.pattern == "banded":
        above = -(y + 0.1 * x**2 / half) - tall * 0.46
        canvas.mark(
            (above > 0) & (above % max(4.0, plan.frame.px(4.4)) < max(2.1, plan.frame.px(2.2))), s.mark, clip=inside
        )
    elif plan.animal.pattern == "masked":
        canvas.mark(inside | (canvas.pixels == s.body), s.mark, clip=body)


def _lights(canvas: Canvas, plan: _Plan) -> None:
    """Light organs in one row across the brow, or where the eyes leave no room for it, across the cloak."""
    if not plan.animal.row_lit(canvas):
        return
    brow = [(x, (-0.6 + 0.06 * abs(x) / plan.half) * plan.tall) for x in spread(plan.half - 1.0)]
    if plan.gesture.open:
        cloak = [plan.rim(angle, 0.68) for angle in (-72.0, -24.0, 24.0, 72.0)]
    else:
        knees = [plan.ray(arm, 0.6)[-1] for arm in plan.arms]
        cloak = [((left[0] + right[0]) / 2, (left[1] + right[1]) / 2) for left, right in pairwise(knees)]
    painted = shrink(canvas.filled()) & ~canvas.of("eye", "fin")
    on_brow = lamps(plan.all_at(brow).tolist()) & painted & canvas.of("body", "head", "mark")
    on_cloak = lamps(plan.all_at(cloak).tolist()) & painted & ~canvas.of("mouth")
    row = on_brow if on_brow.sum() >= min(4, on_cloak.sum()) else on_cloak
    canvas.light(row, plan.animal.scheme.light, clip=canvas.of("body", "head", "mark", "limb"))


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """Both eyes low on the head; from its side one."""
    s, size, half = plan.animal.scheme, plan.animal.eye_pixels, plan.half
    socket = None if plan.animal.pattern == "masked" else s.body
    if plan.gesture.side:
        canvas.eye(*plan.at(0.0, -plan.tall * 0.2), size, iris=s.iris, socket=socket)
        return
    apart = max(half * 0.52, size / 2 + 0.6)
    x, y = plan.at(0.4, -plan.tall * 0.22)
    canvas.eye(x - apart, y, size, iris=s.iris, socket=socket)
    canvas.eye(x + apart, y, size, iris=s.iris, socket=socket)


VAMPIRE_SQUID = Species(
    name="vampire_squid",
    draw=_vampire,
    span=26.0,
    homes=("midnight", "abyss"),
    ranges={"lean": (-7.0, 7.0), "web": (0.12, 0.24), "flap": (-10.0, 10.0)},
    traits={
        "build": {
            "slim": {"mantle": (6.3, 6.8), "tall": (12.4, 13.0)},
            "regular": {"mantle": (9.8, 10.3), "tall": (10.0, 10.6)},
            "stout": {"mantle": (14.6, 15.4), "tall": (8.2, 8.8)},
        },
        "limbs": {
            "short": {"arm": (7.0, 7.8), "fin": (2.4, 2.8)},
            "regular": {"arm": (12.0, 13.0), "fin": (4.0, 4.4)},
            "long": {"arm": (19.0, 20.5), "fin": (5.8, 6.4)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": free("pose"),
        "eye": {"large": {}, "bold": {}},
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("coral2 coral3 sand2 sand4 sand2 gold5"),
            scheme("violet2 violet3 rose3 rose4 rose3 gold5"),
            scheme("ink2 ink3 coral3 coral4 coral3 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 azure4 azure5 azure5 ink6"),
            scheme("violet5 violet6 coral4 coral4 coral5 ink6"),
            scheme("ink1 ink2 rose4 rose5 rose5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 ink6 glow4"),
            scheme("ink4 ink5 azure4 azure6 azure5 ink6 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose4 rose4 rose4 azure5 glow4"),
            scheme("violet3 violet3 rose4 rose4 rose4 azure5 glow4"),
            scheme("rose4 rose5 violet4 rose2 violet4 ink6 glow5"),
            scheme("ink3 ink3 coral3 coral4 coral4 azure5 glow4"),
            scheme("violet4 violet5 coral4 coral4 coral4 ink6 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet6 violet5 ink6 glow4"),
            scheme("azure4 azure5 ink4 ink6 ink5 ink6 glow5"),
            scheme("rose4 rose5 violet4 violet6 violet5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand5 ink4 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose5 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose5 rose4 rose5 ink6 glow4"),
        ),
    },
)
