"""A nautilus individual -> its drawing: a coiled, flame-striped shell, a hood, a bundle of tentacles.

Knows no other species.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import (
    Mask,
    Point,
    Points,
    blob,
    line,
    opened,
    polygon,
    shrink,
    spline,
    where_x,
    where_y,
)
from training.drawing.patterns import photophores
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.seams import open_seams

Grid = npt.NDArray[np.float64]

_LIP = 46.0  # degrees on screen (0 right, 90 down) where the mouth's lower lip is


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. tilt: degrees clockwise that the shell is turned. first, last: where the uppermost and the lowest
    tentacle point, degrees below rightwards; curl: degrees that their ends are turned on, away from the middle.
    long: share of their length. facing: its face is turned to us.
    """

    tilt: float
    first: float
    last: float
    curl: float
    long: float
    facing: bool = False


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(0.0, 14.0, 84.0, 14.0, 1.0),
    "glide": _Gesture(-26.0, -16.0, 22.0, 4.0, 1.3),
    "turn": _Gesture(-6.0, 34.0, 142.0, 16.0, 0.9, facing=True),
    "display": _Gesture(-38.0, -84.0, 64.0, 26.0, 1.15),
}
_HEAD = ((0.42, 0.04), (0.9, 0.06), (1.18, 0.24), (1.2, 0.58), (0.92, 0.8), (0.5, 0.72))
_HOOD = ((0.36, -0.34), (0.7, -0.42), (1.08, -0.2), (1.34, 0.2), (1.14, 0.3), (0.7, 0.2), (0.42, 0.04))
_ROOTS = ((1.16, 0.34), (0.8, 0.82))  # where the uppermost and the lowest tentacle leave the head
# The same of a face that is turned to us.
_FACE = ((0.2, 0.2), (0.36, -0.1), (0.78, -0.22), (1.2, -0.06), (1.36, 0.34), (1.2, 0.78), (0.76, 0.92), (0.34, 0.76))
_BROW = ((0.1, 0.04), (0.3, -0.36), (0.78, -0.5), (1.24, -0.3), (1.46, 0.12), (1.12, 0.18), (0.76, 0.1), (0.4, 0.2))
_BELOW = ((1.2, 0.8), (0.4, 0.8))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A nautilus laid out: the coil's middle and its radius at the lip, sprite pixels; its height over its width."""

    animal: Individual
    gesture: _Gesture
    frame: Frame
    middle: Point
    radius: float
    tall: float
    tilt: float  # radians

    @property
    def wide(self) -> float:
        """Share of its width that is seen."""
        return 0.84 if self.gesture.facing else 1.0

    def seam(self, tone: int) -> int | None:
        """The tone of a line between two parts: a small one in dim water would be lost in dark lines."""
        return None if self.animal.young and self.animal.zone == "twilight" else tone

    def all_at(self, places: Points) -> npt.NDArray[np.float64]:
        """(n, 2) right of and below the coil's middle, shares of the radius -> (n, 2) sprite coordinates."""
        x, y = np.asarray(places, dtype=np.float64).T
        x, y = x * self.wide, y * self.tall
        cos, sin = math.cos(self.tilt), math.sin(self.tilt)
        right, down = x * cos - y * sin, x * sin + y * cos
        return np.stack([self.middle[0] + right * self.radius, self.middle[1] + down * self.radius], axis=1)

    def at(self, x: float, y: float) -> Point:
        """One place, see `all_at`."""
        right, down = self.all_at([(x, y)])[0].tolist()
        return right, down

    def grid(self) -> tuple[Grid, Grid]:
        """Right of and below the coil's middle, shares of the radius, of every pixel."""
        dx, dy = (where_x() - self.middle[0]) / self.radius, (where_y() - self.middle[1]) / self.radius
        cos, sin = math.cos(self.tilt), math.sin(self.tilt)
        return (dx * cos + dy * sin) / self.wide, (dy * cos - dx * sin) / self.tall

    def spiral(self, start: float, end: float, *, share: float = 1.0) -> npt.NDArray[np.float64]:
        """Points (n, 2) on the coil's outer line, `share` of the way out, in shares of the radius.

        Angles in degrees on screen, growing inwards along the coil. A logarithmic spiral, as shells grow: each turn is
        `whorl` times narrower than the one outside it.
        """
        angle = np.linspace(start, end, max(8, int((end - start) / 15)))
        reach = share * self.animal["whorl"] ** (-(angle - _LIP) / 360.0)
        turn = np.radians(angle)
        return np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=1)


def _plan(animal: Individual) -> _Plan:
    gesture, youth = _GESTURES[animal.pose], max(animal["youth"], 0)
    if animal.young:  # two eyes, hood and tentacles on so small a face would be a mask: it looks down instead
        gesture = replace(gesture, facing=False)
    reach = animal["tentacle"] * gesture.long * (1 - 0.56 * youth)
    radius = animal["radius"] * (1 + 0.04 * youth)
    broad = 2.1 * radius + reach * (0.6 if gesture.facing else 0.9)
    frame = animal.frame.scaled(27.0 / broad)  # about the size that its growth gives, whatever its tentacles
    middle = frame.at(16.0 - (radius * 0.4 if gesture.facing else radius * 0.5 + reach * 0.45), 14.0)
    tilt = math.radians(gesture.tilt + animal["lean"])
    seen = max(frame.px(radius), 6.0 if youth > 0.5 else 5.8)  # a smaller coil could not be told
    tall = max(animal["tall"], 0.9) if animal.young else animal["tall"]  # flatter, a small coil has no whorl
    return _Plan(animal, gesture, frame, middle, seen, tall, tilt)


def _nautilus(canvas: Canvas, animal: Individual) -> None:
    """Field marks: a coiled shell with flames on its back, a leathery hood, a round eye, a bundle of short tentacles.

    radius: of the coil at the lip, nominal pixels; tall: its height over its width; whorl: how many times a turn of the
    coil narrows. lean: degrees that it is turned. tentacle: their length; droop: degrees that all hang lower. phase:
    turn of the flames and wave of the tentacles, radians. bend: degrees that a flame leans on its way out. youth: 1 for
    a large head with few short tentacles; below 0 old age.
    """
    plan = _plan(animal)
    _tentacles(canvas, plan)
    shell = _shell(canvas, plan)
    _lights(canvas, plan, shell)
    for tone in (animal.scheme.body, animal.scheme.fin):
        open_seams(canvas, tone, "shell", "head")
    _eyes(canvas, plan)


def _tentacles(canvas: Canvas, plan: _Plan) -> None:
    """They fan out of the head, lower ones behind, with tips of another colour and a dark gap between them."""
    animal, s, gesture = plan.animal, plan.animal.scheme, plan.gesture
    count = 3 if plan.animal.young or plan.radius < 7 else 5 if plan.radius > 9.6 else 4
    reach = max(2.6, plan.frame.px(animal["tentacle"]) * gesture.long * (1 - 0.56 * max(animal["youth"], 0)))
    (x0, y0), (x1, y1) = _BELOW if gesture.facing else _ROOTS
    for index in reversed(range(count)):
        share = index / (count - 1)
        wave = math.sin(animal["phase"] + 2.2 * index)
        angle = gesture.first + (gesture.last - gesture.first) * share + animal["droop"] + 5 * wave
        long = reach * (1 + 0.1 * wave - 0.16 * abs(share - 0.4))
        x, y = plan.at(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        path = [(x, y)]
        for step in range(4):
            turn = math.radians(angle + gesture.curl * (2 * share - 1) * (step / 3) ** 1.5 * 2)
            x, y = x + math.cos(turn) * long / 4, y + math.sin(turn) * long / 4
            path.append((x, y))
        inside = math.radians(angle)
        start = (path[0][0] - math.cos(inside) * 2.5, path[0][1] - math.sin(inside) * 2.5)
        curve = spline([start, *path], steps=3)
        tentacle = line(curve, curve=False, width=2)
        canvas.thin("limb", tentacle, s.accent, gap=plan.seam(1) is not None)
        away = np.hypot(where_x() - path[0][0], where_y() - path[0][1])
        canvas.shade(away < long * 0.62, s.fin, clip=tentacle)
        if animal.glow == "rich":
            canvas.light(away > long * 0.66, s.light, clip=tentacle)


def _shell(canvas: Canvas, plan: _Plan) -> Mask:
    """The head in the shell's mouth, the coil with its flames, the hood over both; returns the coil."""
    s, dark, facing = plan.animal.scheme, canvas.dark(plan.animal.scheme.body), plan.gesture.facing
    if not facing:
        canvas.part("head", opened(blob(plan.all_at(_HEAD)), by=3), s.fin)
    outline = np.concatenate([plan.spiral(_LIP, _LIP + 330.0), [(0.42, 0.2)]])
    shell = canvas.part("shell", opened(polygon(plan.all_at(outline)), by=3), s.body, seam=plan.seam(dark))
    x, y = plan.grid()
    inside = shrink(shell)
    canvas.shade((y > 0.24) & (x > -0.4), s.belly, clip=inside)
    _marks(canvas, plan, inside)
    if plan.radius > 7.0 or plan.animal.pattern == "plain":
        coil = plan.spiral(430.0, 660.0 if plan.radius > 7.0 else 570.0, share=0.8)
        canvas.shade(line(plan.all_at(coil), curve=False), dark, clip=shell)
    if facing:
        canvas.part("head", opened(blob(plan.all_at(_FACE)), by=3), s.fin, seam=plan.seam(canvas.dark(s.fin)))
    hood = opened(blob(plan.all_at(_BROW if facing else _HOOD)), by=3)
    hood = canvas.part("head", hood, s.fin, seam=plan.seam(canvas.dark(s.fin)))
    canvas.shade(_knob(plan, 0.78, -0.2), s.accent, clip=shrink(hood))
    return shell


def _knob(plan: _Plan, x: float, y: float) -> Mask:
    """Where the hood is pale on top."""
    place = plan.at(x, y)
    return np.hypot((where_x() - place[0]) / 1.7, where_y() - place[1]) < max(1.0, plan.radius * 0.13)


def _marks(canvas: Canvas, plan: _Plan, inside: Mask) -> None:
    """Flames from the coil's middle outwards, or a coloured back."""
    s, pattern = plan.animal.scheme, plan.animal.pattern
    x, y = plan.grid()
    angle, reach = np.degrees(np.arctan2(y, x)) % 360.0, np.hypot(x, y)
    if pattern == "striped":
        gap = max(40.0, math.degrees(4.8 / (0.7 * plan.radius)))
        wave = (angle + reach * plan.animal["bend"] + math.degrees(plan.animal["phase"])) % gap
        canvas.mark((wave < gap * 0.52) & (angle > 96) & (angle < 345) & (reach > 0.26), s.mark, clip=inside)
    elif pattern == "masked":
        canvas.mark((angle > 150) & (angle < 352), s.mark, clip=inside)


def _lights(canvas: Canvas, plan: _Plan, shell: Mask) -> None:
    """Light organs in one row along the coil's outer line."""
    if not plan.animal.row_lit(canvas):
        return
    share = 0.6 if plan.animal.young or plan.tall < 0.85 else 0.76
    every = 5.0 if plan.animal.young else 3.2
    row = photophores(plan.all_at(plan.spiral(66.0, 300.0, share=share)), every=every, start=0.4)
    canvas.light(row, plan.animal.scheme.light, clip=shrink(shell) & canvas.of("shell", "mark"))


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """The eye below the hood; one on either side of a face that is turned to us."""
    s, size = plan.animal.scheme, max(plan.animal.eye_pixels, 3)  # a smaller one is lost beside the hood
    if not plan.gesture.facing:
        canvas.eye(*plan.at(0.9, 0.5), size, iris=s.iris, socket=s.fin)
        return
    x, y = plan.at(0.78, 0.44)
    far = min(size, 2)
    wide = max(plan.radius * 0.26, (size + far) / 4 + 0.6)
    canvas.eye(x - wide, y, size, iris=s.iris)
    canvas.eye(x + wide, y, far)


NAUTILUS = Species(
    name="nautilus",
    draw=_nautilus,
    span=27.0,
    homes=("twilight", "reef"),
    ranges={
        "lean": (-9.0, 9.0),
        "whorl": (2.0, 2.4),
        "bend": (-30.0, 30.0),
        "phase": (0.0, 6.28),
        "droop": (-8.0, 8.0),
    },
    traits={
        "build": {
            "slim": {"radius": (10.0, 10.6), "tall": (0.7, 0.74)},
            "regular": {"radius": (9.6, 10.2), "tall": (0.94, 0.98)},
            "stout": {"radius": (9.2, 9.8), "tall": (1.22, 1.28)},
        },
        "limbs": {
            "short": {"tentacle": (3.4, 4.0)},
            "regular": {"tentacle": (7.2, 8.0)},
            "long": {"tentacle": (12.0, 13.0)},
        },
        "pattern": {"plain": {}, "striped": {}, "masked": {}},
        "pose": free("pose"),
        "eye": {"small": {}, "bold": {}},
        "growth": AGES,
        "glow": free("glow"),
    },
    weights={"pattern": {"striped": 2, "masked": 1, "plain": 1}},
    schemes={
        "shallows": (
            scheme("sand2 sand3 coral2 coral4 coral3 gold5"),
            scheme("kelp2 kelp3 sand2 sand4 sand3 gold5"),
            scheme("coral2 coral3 gold2 gold4 gold3 gold5"),
            scheme("ink2 ink3 azure2 azure3 azure3 gold5"),
        ),
        "reef": (
            scheme("ink6 ink6 coral4 coral4 coral5 ink6"),
            scheme("gold5 gold6 rose4 rose4 rose5 ink6"),
            scheme("rose5 rose6 violet4 violet3 violet5 ink6"),
            scheme("violet5 violet6 gold4 gold4 gold5 ink6"),
            scheme("sand5 sand6 coral4 coral3 coral5 ink6"),
            scheme("azure5 azure6 violet4 violet4 violet5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 ink6 glow4"),
            scheme("ink5 ink6 azure4 azure3 azure5 ink6 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 ink6 glow5"),
            scheme("ink5 ink6 violet4 violet4 violet5 ink6 glow5"),
            scheme("azure5 azure6 coral4 coral4 coral5 ink6 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose4 rose4 rose4 gold5 glow4"),
            scheme("violet4 violet5 coral4 coral4 coral4 gold5 glow4"),
            scheme("rose4 rose5 violet4 violet3 violet4 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet6 violet5 ink6 glow4"),
            scheme("azure4 azure5 ink4 ink6 ink5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand5 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose5 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose5 rose4 rose5 ink6 glow4"),
        ),
    },
)
