"""A sea urchin individual -> its drawing: a round test that bristles with thin spines. Knows no other grazers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import (
    MARGIN,
    SHEET,
    Mask,
    Point,
    empty,
    grow,
    opened,
    polygon,
    shift,
    shrink,
    where_x,
    where_y,
)
from training.drawing.tones import clearest, darker
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.lamps import lamps, spread

Grid = npt.NDArray[np.float64]

Runs = list[list[tuple[int, int]]]

# Lines of one pixel with even runs: degrees above the horizontal -> cells of a run, whether it goes sideways, whether
# the next one is a step further aside. At 45 degrees it rises steeply and then bends: a plain diagonal would be
# pixels that touch at their corners alone.
_COURSES = {
    0.0: (2, True, False),
    18.4: (3, True, True),
    26.6: (2, True, True),
    63.4: (2, False, True),
    71.6: (3, False, True),
    90.0: (2, False, False),
}
_SLOPES = (*_COURSES, 45.0)


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. first, last: where the first and the last spine point, degrees above rightwards; sweep: degrees that
    those on top are laid back to the left; bunch: how far apart their roots are, times their directions.
    long: share of their length; feet: that of the spines below; above: the test is seen from above.
    """

    first: float
    last: float
    sweep: float
    bunch: float
    long: float
    feet: float
    above: bool = False


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(-8.0, 188.0, 0.0, 1.0, 1.0, 0.0),
    "glide": _Gesture(24.0, 208.0, 40.0, 1.0, 1.0, 0.66),
    "turn": _Gesture(-90.0, 270.0, 0.0, 1.0, 0.8, 0.0, above=True),
    "display": _Gesture(36.0, 144.0, 0.0, 1.36, 1.5, 0.0),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """An urchin laid out: the middle of its test and its half width and height, sprite pixels."""

    urchin: Individual
    gesture: _Gesture
    frame: Frame
    middle: Point
    wide: float
    tall: float

    def edge(self, angle: float, share: float = 1.0) -> Point:
        """A place in the direction, share of the way from the middle to the test's edge; angle in radians."""
        x, y = self.middle
        return x + self.wide * share * math.cos(angle), y - self.tall * share * math.sin(angle)

    def grid(self) -> tuple[Grid, Grid]:
        """Right of and below the middle, shares of half the width and height, of every pixel."""
        x, y = self.middle
        return (where_x() - x) / self.wide, (where_y() - y) / self.tall


def _plan(urchin: Individual) -> _Plan:
    gesture, youth = _GESTURES[urchin.pose], max(urchin["youth"], 0)
    broad = urchin["width"] + 2 * urchin["reach"] * gesture.long * math.cos(math.radians(max(gesture.first, 0)))
    sides = 1.0 if urchin.pose in ("rest", "display") else 2.0  # above the test, or above and below it
    tall = urchin["width"] * urchin["dome"] + urchin["reach"] * sides * gesture.long
    frame = urchin.frame.scaled(26.0 / max(broad, tall))  # about the size that its growth gives, whatever its spines
    wide = max(4.4, frame.px(urchin["width"] * (1 + 0.2 * youth)) / 2)  # there is room for its face
    return _Plan(
        urchin, gesture, frame, frame.at(16.0, 18.0), wide, max(4.3 if gesture.above else 3.4, wide * urchin["dome"])
    )


def _sea_urchin(canvas: Canvas, urchin: Individual) -> None:
    """Field marks: a round test on the ground, a bristle of thin straight spines with coloured tips.

    width: of the test, nominal pixels; dome: its height over its width. reach: length of the spines. uneven: by how
    much they differ in length, share. lean: degrees they swing to the left. phase: of their unevenness, radians.
    youth: 1 for a large test with few spines; below 0 old age.
    """
    plan = _plan(urchin)
    _spines(canvas, plan)
    test = _test(canvas, plan)
    _eyes(canvas, plan)
    _lights(canvas, plan, test)


def _spine(root: Point, angle: float, long: float) -> Runs:
    """A straight one-pixel spine as runs of cells (column, row of the sheet), root first; angle in degrees."""
    right, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    steep = math.degrees(math.atan2(abs(up), abs(right)))
    slope = min(_SLOPES, key=lambda one: abs(one - steep))
    over, rise = (1 if right > 0 else -1), (-1 if up > 0 else 1)
    x, y = math.floor(root[0]) + MARGIN, math.floor(root[1]) + MARGIN
    runs: Runs = []
    gone = 0.0
    while gone < long - 1.0 or not runs:
        bent = 63.4 if gone < long * 0.5 else 26.6
        cells, sideways, aside = _COURSES[bent if slope == 45.0 else slope]
        if long - gone < cells + 1.6:  # the last one
            cells = max(2, min(cells + 1, round(long - gone)))
        step, shift = ((over, 0), (0, rise)) if sideways else ((0, rise), (over, 0))
        runs.append([(x + step[0] * k, y + step[1] * k) for k in range(cells)])
        x, y = x + step[0] * cells + shift[0] * aside, y + step[1] * cells + shift[1] * aside
        gone += math.hypot(cells, aside)
    return runs


def _row(
    plan: _Plan, angles: list[float], long: float, *, bunch: float = 1.0, beside: Mask | None = None
) -> tuple[Mask, Grid]:
    """Spines that point there (degrees) -> their mask, and of each pixel how far out it lies, 0 to 1.

    One that would grow together with another or with those in `beside` is left out; those that reach furthest to a side
    come first, so that the size does not hang on it.
    """
    urchin, inside = plan.urchin, 0.2 * plan.wide
    mask, out = empty(), np.zeros((SHEET, SHEET))
    ends = (0.0, 90.0, 180.0, 270.0, angles[0], angles[-1])
    for aim in sorted(angles, key=lambda aim: min(abs(aim - end) for end in ends)):
        wave = math.sin(urchin["phase"] + 0.18 * aim)
        up = max(0.0, math.sin(math.radians(aim)))
        place = math.radians(90 + (aim - 90) * bunch - plan.gesture.sweep * up)
        reach = long * (1 + urchin["uneven"] * wave)
        runs = _spine(plan.edge(place, 0.8), aim + urchin["lean"] * up, reach + inside)
        shares = [((number + 0.5) / len(runs) * (reach + inside) - inside) / reach for number in range(len(runs) - 1)]
        cells = [(x, y, share) for run, share in zip(runs, [*shares, 1.0], strict=True) for x, y in run]
        cells = [(x, y, share) for x, y, share in cells if 0 <= x < SHEET and 0 <= y < SHEET]
        taken = grow(mask if beside is None else mask | beside)
        if sum(bool(taken[y, x]) for x, y, share in cells if share > 0.3) > 1:
            continue
        for x, y, share in cells:
            mask[y, x], out[y, x] = True, max(out[y, x], share)
    return mask, out


def _spines(canvas: Canvas, plan: _Plan) -> None:
    """Short dark spines behind, long ones with coloured tips before them, and those it walks on."""
    urchin, s, gesture = plan.urchin, plan.urchin.scheme, plan.gesture
    long = max(3.4, plan.frame.px(urchin["reach"] * (1 - 0.2 * max(urchin["youth"], 0))) * gesture.long)
    whole = gesture.above
    fan = gesture.last - gesture.first
    around = math.radians(fan * gesture.bunch) * (plan.wide + plan.tall) / 2
    count = min(max(round(around / (2.9 if gesture.bunch > 1 or plan.urchin.young else 2.5)), 7), 22 if whole else 17)
    step = fan / (count if whole else count - 1)
    angles = [gesture.first + step * (index + 0.5 * whole) for index in range(count)]
    front, out = _row(plan, angles, long, bunch=gesture.bunch)
    if gesture.feet:
        feet, share = _row(plan, [222.0, 248.0, 292.0, 318.0], max(3.0, long * gesture.feet))
        front, out = front | feet, np.maximum(out, share)
    if not plan.urchin.young and gesture.bunch == 1:
        between = [angle + step / 2 for angle in angles[: count - (not whole)]]
        back, _ = _row(plan, between, min(long * 0.44, 4.0), beside=front)
        canvas.thin("limb", back, darker(s.fin))
    canvas.thin("limb", front, s.fin)
    if urchin.pattern == "banded":
        end = 0.36 if urchin.zone == "shallows" else 0.6  # in bright water most of a spine stays dark, to be seen
        canvas.mark((out > 0.1) & (out < end), clearest(s.fin, s.mark, s.belly), clip=front)
    canvas.shade(out > (0.7 if long > 5 and urchin.glow != "rich" else 0.6), s.accent, clip=front)
    if urchin.glow == "rich":
        canvas.light(out > 0.84, s.light, clip=front)


def _test(canvas: Canvas, plan: _Plan) -> Mask:
    """The round test with its marks; on the ground its lower side is flat."""
    urchin, s = plan.urchin, plan.urchin.scheme
    turn = np.linspace(0, 2 * math.pi, 28, endpoint=False)
    x, y = plan.middle
    mask = polygon(np.stack([x + plan.wide * np.cos(turn), y + plan.tall * np.sin(turn)], axis=1))
    if not plan.gesture.above:
        mask &= where_y() < y + plan.tall * 0.74
    test = canvas.part("body", opened(mask, by=3), s.body, seam=canvas.dark(s.body))
    roots = grow(test) & canvas.of("limb")
    beside = shift(roots, 1, 0) | shift(roots, -1, 0) | shift(roots, 0, 1) | shift(roots, 0, -1)
    shaded = (canvas.pixels == darker(s.fin)) | (beside & (canvas.pixels == s.fin))  # where they crowd
    canvas.shade(shaded, canvas.dark(s.fin), clip=roots)
    inside = shrink(test)
    u, v = plan.grid()
    if plan.gesture.above:
        canvas.shade(np.hypot(u, v * 1.1 + 0.3) < 0.44, s.belly, clip=inside)
    else:
        canvas.shade(v > 0.36, s.belly, clip=inside)
    if urchin.pattern == "banded":
        belt = (max(2.0, plan.tall * 0.36) if urchin.zone == "shallows" else max(3.0, plan.tall * 0.42)) / plan.tall
        canvas.mark(np.abs(v + 0.48 - 0.16 * u**2) < belt / 2, clearest(s.body, s.mark, s.accent), clip=inside)
    return test


def _lights(canvas: Canvas, plan: _Plan, test: Mask) -> None:
    """Light organs in one row round the test."""
    if not plan.urchin.row_lit(canvas):
        return
    x, y = plan.middle
    bow = (-0.4, 0.5) if plan.gesture.above else (-0.58, 0.24)
    row = [(x + out, y + (bow[0] + bow[1] * (out / plan.wide) ** 2) * plan.tall) for out in spread(plan.wide * 0.8)]
    canvas.light(lamps(row), plan.urchin.scheme.light, clip=shrink(test) & ~canvas.of("eye"))


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """A pair of tiny eyes low on the test's front."""
    urchin, s = plan.urchin, plan.urchin.scheme
    size = {"small": 1, "large": 2}[urchin.traits["eye"]] - (urchin.zone == "hadal")
    x, y = plan.middle
    y += plan.tall * (0.36 if plan.gesture.above else 0.0)
    apart = max(plan.wide * 0.34, 1.2 + size / 2)
    socket = s.body if plan.tall > 4.6 else None  # on a low test it would clear the whole belt
    for side in (-1, 1):
        canvas.eye(x + plan.wide * 0.1 + side * apart, y, size, iris=s.iris, socket=socket)


SEA_URCHIN = Species(
    name="sea_urchin",
    draw=_sea_urchin,
    span=26.0,
    homes=("shallows", "reef"),
    ranges={"phase": (0.0, 6.28), "lean": (-10.0, 10.0), "uneven": (0.04, 0.16)},
    traits={
        "build": {
            "slim": {"width": (13.6, 14.4), "dome": (0.48, 0.54)},
            "regular": {"width": (12.0, 12.8), "dome": (0.76, 0.82)},
            "stout": {"width": (11.2, 12.0), "dome": (1.1, 1.18)},
        },
        "limbs": {
            "short": {"reach": (3.0, 3.6)},
            "regular": {"reach": (6.2, 7.0)},
            "long": {"reach": (10.0, 11.0)},
        },
        "pattern": {"plain": {}, "banded": {}},
        "pose": free("pose"),
        "eye": {"small": {}, "large": {}},
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("violet2 violet3 violet2 coral4 coral3 gold5"),
            scheme("kelp2 kelp4 kelp2 sand4 sand3 gold5"),
            scheme("coral2 coral3 coral2 gold4 gold3 gold5"),
            scheme("ink2 ink4 ink2 azure4 azure3 gold5"),
            scheme("sand2 sand4 sand2 coral3 coral3 gold5"),
        ),
        "reef": (
            scheme("violet5 violet6 violet5 gold3 gold5 ink6"),
            scheme("coral5 coral6 coral5 azure3 azure5 ink6"),
            scheme("rose5 rose6 rose5 violet3 violet4 ink6"),
            scheme("gold5 gold6 gold5 rose3 rose4 ink6"),
            scheme("ink1 ink3 ink1 coral4 coral5 ink6"),
            scheme("kelp5 kelp6 kelp5 rose3 rose5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 violet6 violet5 ink6 glow4"),
            scheme("ink4 ink5 ink4 azure6 azure5 ink6 glow4"),
            scheme("violet4 violet5 violet4 azure6 azure5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 rose5 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet3 coral5 coral4 gold5 glow4"),
            scheme("rose3 rose4 rose3 violet5 violet5 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 ink6 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink4 violet6 violet5 ink6 glow4"),
            scheme("azure4 azure5 azure4 ink6 ink5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose4 rose5 rose4 sand6 sand5 ink6 glow4"),
            scheme("sand4 sand5 sand4 rose6 rose5 ink6 glow4"),
            scheme("ink4 ink5 ink4 rose6 rose5 ink6 glow4"),
        ),
    },
)
