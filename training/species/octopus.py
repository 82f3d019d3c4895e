"""An octopus individual -> its drawing: a bulbous mantle over two big eyes, arms that curl. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, opened, rim, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import dotted, measured, photophores
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Arm:
    """root: nominal pixels right of and below the eyes' middle. heading: at the root, degrees below rightwards.

    share: of the arms' length. droop: degrees that its middle turns down. curl: degrees that its tip turns up; both
    mirrored on side -1. inner: the suckers are on the upper side. front: before the web rather than behind it.
    """

    side: int
    root: Point
    heading: float
    share: float
    droop: float
    curl: float
    inner: bool = False
    front: bool = False


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. axis: where the mantle points, degrees below rightwards. tall, wide: shares of the mantle's length and
    width; sag: how far its end hangs to its right side, share of its length. eyes: right of and below the middle."""

    axis: float
    tall: float
    wide: float
    sag: float
    eyes: tuple[Point, Point]
    arms: tuple[_Arm, ...]


_REST = tuple(
    arm
    for side in (-1, 1)
    for arm in (
        _Arm(side, (4.0, 2.2), 4.0, 1.0, 20.0, 170.0),
        _Arm(side, (3.0, 3.6), 48.0, 0.92, 8.0, 150.0),
        _Arm(side, (1.4, 5.2), 82.0, 0.62, 0.0, 80.0, front=True),
    )
)
_DISPLAY = tuple(
    arm
    for side in (-1, 1)
    for arm in (
        _Arm(side, (4.4, 1.4), -56.0, 0.86, 8.0, -120.0, inner=True),
        _Arm(side, (4.0, 3.4), 18.0, 0.8, 14.0, 130.0),
        _Arm(side, (1.6, 5.2), 70.0, 0.66, 0.0, 90.0, front=True),
    )
)
# A young one spreads four arms wide: two to the sides, two below.
_YOUNG_DISPLAY = tuple(
    arm
    for side in (-1, 1)
    for arm in (
        _Arm(side, (4.0, 2.6), 4.0, 1.12, 0.0, -110.0, inner=True),
        _Arm(side, (2.7, 4.4), 72.0, 0.8, -6.0, 66.0),
    )
)
_TURN = (
    _Arm(1, (2.8, 2.4), -30.0, 1.0, 44.0, 230.0),
    _Arm(1, (2.6, 3.8), 36.0, 0.9, 14.0, 140.0),
    _Arm(-1, (-1.8, 3.2), 44.0, 0.85, 20.0, 170.0),
    _Arm(1, (0.4, 4.6), 86.0, 0.66, 0.0, 80.0, front=True),
)
# From its side it would be a hair dryer, on arms apart a bird: aslant, both eyes to us, its arms in a bundle behind it.
_GLIDE = (
    _Arm(-1, (-5.2, -1.2), 24.0, 0.9, 8.0, 40.0),
    _Arm(-1, (1.2, 5.4), 66.0, 0.9, -8.0, -40.0),
    _Arm(-1, (-3.4, 1.4), 38.0, 1.15, 0.0, 10.0),
    _Arm(-1, (-1.4, 3.6), 52.0, 1.15, 0.0, -10.0),
)
_YOUNG_GLIDE = (
    _Arm(-1, (-4.6, -0.2), 32.0, 1.1, 8.0, 34.0),
    _Arm(-1, (0.4, 5.0), 58.0, 1.1, -8.0, -34.0),
    _Arm(-1, (-2.4, 2.4), 46.0, 1.3, 0.0, 0.0),
)
_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(-90.0, 1.0, 1.0, 0.0, ((-2.5, -0.8), (3.1, -0.8)), _REST),
    "glide": _Gesture(-50.0, 1.0, 1.0, 0.0, ((-2.6, -1.4), (2.6, 0.8)), _GLIDE),
    "turn": _Gesture(-146.0, 1.08, 1.0, -0.3, ((1.0, 0.2), (5.2, -1.0)), _TURN),
    "display": _Gesture(-90.0, 0.96, 1.04, 0.0, ((-2.5, -0.6), (3.1, -0.6)), _DISPLAY),
}


# A young one's mantle leans back less: its face is half of it, seen from before.
_YOUNG_TURN = _Gesture(-124.0, 1.0, 1.04, -0.2, ((-1.4, -0.6), (3.4, -0.8)), (_TURN[0], _TURN[2], _TURN[3]))


@dataclass(frozen=True, slots=True)
class _Plan:
    """An octopus laid out, nominal pixels about the middle between the eyes."""

    octopus: Individual
    gesture: _Gesture
    axis: float  # radians
    tall: float
    half: float

    @property
    def spread(self) -> bool:
        """Whether it is a young one on display."""
        return self.octopus.pose == "display" and self.octopus.young

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.octopus.frame.px(length)

    def at(self, x: float, y: float) -> Point:
        """Right of and below the middle between the eyes -> sprite coordinates."""
        return self.octopus.frame.at(16.0 + x, 18.0 + y)

    def eyes(self) -> tuple[Point, Point]:
        """Sprite coordinates of the near and the far eye: side by side they keep a pixel between them."""
        near, far = (self.at(*place) for place in self.gesture.eyes)
        short = max(0.0, self.octopus.eye_pixels + 2 - (far[0] - near[0])) / 2
        return (near[0] - short, near[1]), (far[0] + short, far[1])

    def local(self, u: float, v: float) -> Point:
        """u along the mantle as a share of its length, v to its right side as a share of its half width."""
        along = u * self.tall
        across = v * self.half + self.gesture.sag * self.tall * max(u, 0.0) ** 2
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        return self.at(along * cos - across * sin, along * sin + across * cos)

    def grid(self) -> tuple[Grid, Grid]:
        """u and v of every pixel."""
        x, y = self.at(0.0, 0.0)
        dx, dy = (where_x() - x) / self.px(1.0), (where_y() - y) / self.px(1.0)
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        u = (dx * cos + dy * sin) / self.tall
        v = (dy * cos - dx * sin - self.gesture.sag * self.tall * np.maximum(u, 0.0) ** 2) / self.half
        return u, v


def _plan(octopus: Individual) -> _Plan:
    gesture, youth = _GESTURES[octopus.pose], octopus["youth"]
    if octopus.young and octopus.turned:
        gesture = _YOUNG_TURN
    half = octopus["mantle"] * gesture.wide * (1 + 0.06 * max(youth, 0)) / 2
    tall = octopus["mantle"] * octopus["tall"] * gesture.tall * (1 - 0.06 * max(youth, 0))
    if youth > 0.5 and octopus.pose in ("glide", "turn"):  # seen from the side, a slim one's head must hold its eye
        half += (0.45 if octopus.pose == "glide" else 0.3) * max(7.4 - half, 0)
    if youth > 0.5 and octopus.turned:  # a broader mantle would be a mushroom's cap
        half = min(half, 7.4)
    if octopus.pose == "display" and youth > 0.5:  # a smaller mantle leaves room for the arms
        half, tall = half - 0.16 * max(half - 4.0, 0), tall * 0.94
    lean = octopus["lean"] * (0.4 if octopus.pose in ("turn", "glide") else 1.0)
    return _Plan(octopus, gesture, math.radians(gesture.axis - lean), tall, half)


def _octopus(canvas: Canvas, octopus: Individual) -> None:
    """Field marks: bulbous mantle, big eyes, separate arms that curl, coloured sucker sides.

    mantle: its width, nominal pixels. tall: its length over its width. lean: degrees its top lies back.
    arm: length of the arms. thickness: of an arm at the root. curl: how much of its pose's curl the arms have.
    swing: degrees that neighbouring arms are lifted and lowered in turn. sway: degrees the arms of the right are
    lowered, those of the left lifted. web: depth of the skin between the arms. youth: 1 for a large head
    with few short arms.
    """
    plan = _plan(octopus)
    arms = [arm for arm in plan.gesture.arms if octopus["youth"] < 0.5 or not _crowded(plan, arm)]
    if plan.spread:
        arms = list(_YOUNG_DISPLAY)
    if octopus.young and octopus.pose == "glide":
        arms = list(_YOUNG_GLIDE)
    paths = [(arm, _path(plan, arm, index)) for index, arm in enumerate(arms)]
    for arm, path in paths:
        if not arm.front:
            _arm(canvas, plan, arm, path)
    if octopus.pose == "display" and octopus["youth"] < 0.5:
        _skirt(canvas, plan, paths)
    mantle = _mantle(canvas, plan)
    for arm, path in paths:
        if arm.front:
            _arm(canvas, plan, arm, path)
    _lights(canvas, plan, mantle)
    _eyes(canvas, plan)


def _crowded(plan: _Plan, arm: _Arm) -> bool:
    """Whether a young animal goes without the arm: there is no room for it."""
    middle = abs(arm.root[0]) in (3.0, 1.6)
    return middle and plan.octopus.pose == "rest"


def _path(plan: _Plan, arm: _Arm, index: int) -> list[Point]:
    """Middle line of an arm, sprite coordinates."""
    octopus = plan.octopus
    length = octopus["arm"] * arm.share * (1 - 0.3 * max(octopus["youth"], 0))
    if plan.spread:
        length = 5.2 + 0.62 * length
    (x, y), steps = arm.root, max(6, round(length))
    if octopus.pose in ("rest", "display"):
        x *= arm.side * (1.7 if arm.front and octopus.young else 1.0)
    swing = octopus["swing"] * (1 if index % 2 else -1) + octopus["sway"] * arm.side
    path = [plan.at(x, y)]
    for step in range(steps):
        t = (step + 0.5) / steps
        curl = arm.curl * octopus["curl"] * min(1.0, octopus["arm"] / 12.5) * t**2.4
        angle = math.radians(arm.heading + swing + arm.droop * math.sin(math.pi * min(t / 0.7, 1.0)) - curl)
        x += arm.side * math.cos(angle) * length / steps
        y += math.sin(angle) * length / steps
        path.append(plan.at(x, y))
    return path


def _arm(canvas: Canvas, plan: _Plan, arm: _Arm, path: list[Point]) -> None:
    """One arm: dark along its outer edge, the suckers' colour along the other."""
    octopus, s = plan.octopus, plan.octopus.scheme
    width = max(2.1, plan.px(octopus["thickness"]))
    mask = opened(stroke(path, [width, width, max(width * 0.9, 2.1), 2.1], curve=False))
    if octopus.zone == "twilight" or octopus.young:  # a dark line all round would leave no arm to see
        canvas.thin("limb", mask, s.fin, gap=True)
    else:
        canvas.limb("limb", mask, s.fin)
    distance, right = measured(path, mask)
    length = max(float(distance.max()), 1.0)
    share = distance / length
    if octopus.pattern == "banded":  # spots of its own there would look the same at arm's length
        ring = (distance % 5 >= 2.6) & (share > 0.2) & (share < 0.9) & (length > 5)
        if octopus.pose == "glide":  # rings of a bundle so narrow would be confetti
            ring = (share > 0.5) & (share < 0.5 + max(2.4 / length, 0.24))
        canvas.mark(ring, s.mark, clip=mask)
    suckers = mask & (right * arm.side * (-1 if arm.inner else 1) > 0.35) & ~canvas.of("mark")
    canvas.shade(_paired(rim(mask) & suckers & (share > 0.12)) | (share > 0.88), s.accent, clip=mask)
    if octopus.glow == "rich":
        canvas.light(share > 0.8, s.light, clip=mask)


def _paired(mask: Mask) -> Mask:
    """The mask's pixels that touch another one of it by a side."""
    return mask & (shift(mask, 1, 0) | shift(mask, -1, 0) | shift(mask, 0, 1) | shift(mask, 0, -1))


def _skirt(canvas: Canvas, plan: _Plan, paths: list[tuple[_Arm, list[Point]]]) -> None:
    """The web that is spread between raised arms."""
    ends = [path[round((len(path) - 1) * 0.42)] for _, path in paths]
    x, y = plan.at(0.0, 1.0)
    ring = sorted([*ends, plan.at(0.0, 6.0)], key=lambda end: math.atan2(end[1] - y, end[0] - x))
    s = plan.octopus.scheme
    web = canvas.part("limb", opened(blob([plan.at(0.0, -1.0), *ring]), by=3) & ~canvas.filled(), s.belly)
    canvas.shade(rim(web), canvas.dark(s.body), clip=web)


def _mantle(canvas: Canvas, plan: _Plan) -> Mask:
    """Mantle, head with its two eye bulges, and web in one piece; returns it."""
    octopus, s = plan.octopus, plan.octopus.scheme
    neck = min(0.9, 4.6 / plan.half)
    right = [(0.02, neck), (0.16, neck), (0.36, 0.84), (0.62, 1.0), (0.86, 0.7)]
    outline = [plan.local(u, v) for u, v in right] + [plan.local(1.0, 0.0)]
    outline += [plan.local(u, -v) for u, v in reversed(right)]
    back = [
        plan.at(x, y) for x, y in ((-4.6, 2.4), (-2.6, 4.4 + octopus["web"]), (2.6, 4.4 + octopus["web"]), (4.6, 2.4))
    ]
    head = blob([plan.at(-3.6, -1.6), *back, plan.at(3.6, -1.6)])
    for index, place in enumerate(plan.eyes()):
        far = index == 1 and octopus.turned
        size = max(plan.px(1.6 if far else 2.7), (octopus.eye_pixels - 2 * far) / 2 + 0.8)
        head |= ellipse(*place, size * 1.05, size)
    mantle = canvas.part("body", opened(blob(outline) | head, by=3), s.body, seam=canvas.dark(s.body))
    u, _ = plan.grid()
    if octopus.pose in ("rest", "display") and not plan.spread:
        canvas.shade(u < -2.6 / plan.tall, s.belly, clip=mantle)
    _marks(canvas, plan, mantle)
    canvas.label("head", mantle & (u < 0.24) & ~canvas.of("mark"))
    return mantle


def _marks(canvas: Canvas, plan: _Plan, mantle: Mask) -> None:
    """What the mantle is painted with."""
    octopus, s = plan.octopus, plan.octopus.scheme
    u, v = plan.grid()
    if octopus.pattern == "banded":
        wide = max(2.2, plan.px(2.8)) / plan.px(plan.tall)
        bowed = u + 0.14 * v**2  # they go round it
        bands = (np.abs(bowed - 0.48) < wide / 2) | (np.abs(bowed - 0.86) < wide / 2)
        canvas.mark(bands & (u > 0.3), s.mark, clip=mantle)
    elif octopus.pattern == "spotted":
        large = plan.px(plan.half) > 4.6
        x, y = v * plan.px(plan.half), (u - 0.6) * plan.px(plan.tall)
        dots = dotted(x, y, apart=5.4 if large else 4.4, radius=1.9 if large else 1.6)
        canvas.mark(dots & (u > 0.24), s.mark, clip=mantle if octopus.young else shrink(mantle))


def _lights(canvas: Canvas, plan: _Plan, mantle: Mask) -> None:
    """One row of light organs: across the brow, or along a mantle that is seen from the side."""
    if not plan.octopus.row_lit(canvas):
        return
    u, v = plan.grid()
    if plan.octopus.pose in ("rest", "display"):
        row = np.abs((u - 0.34 - 0.08 * (1 - v**2)) * plan.px(plan.tall)) < 0.5
        dots = row & ((v * plan.px(plan.half) + 24.0) % 3.0 < 1.9)
    else:
        dots = photophores([plan.local(share, 0.1) for share in (0.36, 0.6, 0.9)], every=3.4, start=0.4)
    canvas.light(dots, plan.octopus.scheme.light, clip=shrink(mantle))


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """Both eyes; the far one of a turned head is smaller."""
    octopus, s = plan.octopus, plan.octopus.scheme
    near, far = plan.eyes()
    if octopus.turned:
        canvas.eye(*far, min(max(octopus.eye_pixels - 1, 0), 2), iris=s.iris)
    else:
        canvas.eye(*far, octopus.eye_pixels, iris=s.iris, socket=s.body)
    canvas.eye(*near, octopus.eye_pixels, iris=s.iris, socket=s.body)


OCTOPUS = Species(
    name="octopus",
    draw=_octopus,
    span=28.0,
    homes=("reef", "shallows", "twilight"),
    ranges={"lean": (-6.0, 14.0), "swing": (-7.0, 7.0), "sway": (-8.0, 8.0), "curl": (0.88, 1.08), "web": (0.0, 1.2)},
    traits={
        "build": {
            "slim": {"mantle": (9.0, 9.6), "tall": (1.4, 1.5), "thickness": (2.7, 2.9)},
            "regular": {"mantle": (13.0, 13.6), "tall": (0.94, 1.0), "thickness": (3.0, 3.3)},
            "stout": {"mantle": (17.4, 18.4), "tall": (0.74, 0.78), "thickness": (3.5, 3.9)},
        },
        "limbs": {
            "short": {"arm": (8.6, 9.4)},
            "regular": {"arm": (13.0, 14.0)},
            "long": {"arm": (19.0, 20.5)},
        },
        "pattern": {"plain": {}, "spotted": {}, "banded": {}},
        "pose": free("pose"),
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_weights={
        "shallows": {"pattern": {"spotted": 2, "banded": 2, "plain": 1}},
        "abyss": {"pattern": {"plain": 2, "spotted": 1}},
        "hadal": {"pattern": {"plain": 1}},
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 sand2 sand4 coral3 gold5"),
            scheme("kelp2 kelp4 kelp2 kelp4 sand3 gold5"),
            scheme("coral2 coral4 coral2 coral4 sand3 gold5"),
            scheme("ink2 ink4 ink2 ink4 azure3 gold5"),
            scheme("sand1 sand3 sand1 sand3 kelp2 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 coral5 coral2 gold5 ink6"),
            scheme("gold4 gold5 gold4 azure2 azure4 ink6"),
            scheme("rose5 rose6 rose5 violet3 gold5 ink6"),
            scheme("violet5 violet6 violet5 violet2 rose5 ink6"),
            scheme("coral5 coral6 coral5 coral3 azure5 ink6"),
            scheme("sand5 sand6 sand5 coral2 coral3 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 azure2 violet5 ink6 glow5"),
            scheme("ink4 ink5 ink4 azure6 azure5 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet2 azure5 ink6 glow4"),
            scheme("violet5 violet6 violet5 violet3 rose4 ink6 glow4"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 coral1 rose4 gold5 glow4"),
            scheme("rose3 rose4 rose3 rose5 violet4 gold5 glow4"),
            scheme("violet3 violet4 violet3 violet5 coral4 gold5 glow5"),
            scheme("coral2 coral3 coral2 coral4 gold3 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet5 violet3 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 violet4 ink6 glow4"),
            scheme("violet4 violet5 violet4 violet6 azure5 ink6 glow5"),
            scheme("ink5 ink6 ink5 violet4 azure4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose3 violet5 ink6 glow4"),
            scheme("sand5 sand6 sand5 sand3 azure4 ink6 glow4"),
            scheme("ink5 ink6 ink5 rose4 rose4 ink6 glow4"),
        ),
    },
)
