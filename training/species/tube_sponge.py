"""A tube sponge individual -> its drawing: a few thick hollow tubes, dark openings, coloured lips.

Knows no other species.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, empty, grow, opened, rectangle, shrink, where_x, where_y
from training.drawing.patterns import along
from training.drawing.pixel_rules import GROWTH_PIXELS
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

_FLOOR = 27.0
_SPAN = 25.0


@dataclass(frozen=True, slots=True)
class _Slot:
    """A tube's place in a cluster, back to front.

    foot, top: right of the middle, in tubes' widths with the gap between them. height: times what its place in the row
    of heights says. nearer: pixels that its foot lies in front of the others'. bow: how far it bulges to the right, a
    share of its length.
    """

    foot: float
    top: float
    height: float
    main: bool = False
    nearer: float = 0.0
    bow: float = 0.0


_SLOTS: dict[str, tuple[_Slot, ...]] = {  # tallest first
    "rest": (
        _Slot(-0.9, -1.1, 1.0, main=True),
        _Slot(-0.1, 0.0, 1.0),
        _Slot(0.7, 1.1, 1.0, bow=0.1),
        _Slot(1.3, 2.2, 1.0, nearer=1.0, bow=0.14),
    ),
    "glide": (
        _Slot(-0.2, 1.2, 1.0, main=True, bow=-0.14),
        _Slot(1.1, 2.5, 0.9, bow=-0.14),
        _Slot(-1.2, 0.1, 0.9, bow=-0.14),
        _Slot(1.8, 3.2, 0.8, nearer=1.0, bow=-0.1),
    ),
    "turn": (
        _Slot(-0.4, -0.6, 1.0, main=True),
        _Slot(0.3, 0.6, 0.7, nearer=2.4, bow=0.1),
        _Slot(0.6, 1.6, 1.1, nearer=1.0, bow=0.14),
        _Slot(-0.9, -1.7, 0.9, nearer=1.6, bow=-0.1),
    ),
    "display": (
        _Slot(-0.3, -0.8, 1.0, main=True, bow=-0.06),
        _Slot(0.3, 1.1, 1.0, bow=0.1),
        _Slot(-0.5, -2.1, 0.9, bow=-0.12),
        _Slot(0.1, 0.3, 0.6, nearer=1.0),
    ),
}
# pose -> height of an opening over its width; width of the lip over the tube's; height of the cluster over the
# build's; how far a tube leans at most, pixels sideways a pixel up; how many tubes fewer than upright have room
_VIEW = {
    "rest": (0.46, 1.0, 1.0, 0.4, 0.0),
    "glide": (0.5, 1.05, 1.0, 0.52, 1.0),
    "turn": (0.7, 1.1, 0.86, 0.7, 0.4),
    "display": (0.46, 1.36, 1.04, 0.6, 0.6),
}


@dataclass(frozen=True, slots=True)
class _Tube:
    """A tube laid out in sprite pixels: its middle line, the opening's end first; what it covers without outline."""

    slot: _Slot
    spine: Backbone
    half: float
    wall: Mask
    lip: Mask
    hole: Mask


def _count(sponge: Individual) -> int:
    """How many tubes there is room for; it does not depend on the scale, so that a cluster drawn again is the same."""
    about = sum(GROWTH_PIXELS[sponge.growth]) / 2
    room = round(
        (about + 1) / (max(4.0, about / _SPAN * sponge["girth"]) + 2.5)
        - 0.3
        + 0.4 * sponge["crowd"]
        - _VIEW[sponge.pose][4]
    )
    ringed = (
        sponge.pattern == "banded" and sponge.pose == "glide" and sponge.growth != "young"
    )  # they lie over each other
    return min(max(room, 2), {"young": 2, "adult": 3, "giant": 4}[sponge.growth] - ringed)


def _knots(sponge: Individual, scale: float) -> list[tuple[_Slot, tuple[Point, Point, Point], float]]:
    """Each tube's slot, its middle line from the opening down, and half its width; scale: pixels a nominal pixel."""
    _, _, tall, lean, _ = _VIEW[sponge.pose]
    side = -1 if sponge["side"] < 0 and sponge.pose != "glide" else 1
    half = max(scale * sponge["girth"] / 2, 2.0) * (1 + 0.12 * max(sponge["youth"], 0))
    apart = (2 * half + 2.6) * ({"glide": 0.92}.get(sponge.pose, 0.76) if sponge.growth == "young" else 1.0)
    count = _count(sponge)
    found = []
    for number, slot in enumerate(_SLOTS[sponge.pose][:count]):
        wave = math.sin(2 * math.pi * sponge["habit"] + 2.4 * number)
        share = slot.height * (1 - (1 - sponge["buds"]) * number / (count - 1)) * (1 + 0.05 * wave)
        if count == 2:  # beside one tall tube a low one is no cluster
            share = max(share, 0.62 if sponge.growth == "young" else 0.56)
        if sponge.pose == "turn":  # beside a post low ones would be a boot
            share = max(share, 0.5)
        height = scale * sponge["height"] * tall * share
        if sponge.growth == "young" and sponge.pose == "glide":  # stumps that lean would be all lip
            height *= 1.5
        foot = (16 + side * slot.foot * apart * 0.9, _FLOOR + slot.nearer)
        aside = min(max(side * slot.top * apart + 16 - foot[0], -lean * height), lean * height)
        top = (foot[0] + aside + sponge["sway"] * height * 0.1, foot[1] - height)
        middle = ((foot[0] + top[0]) / 2 + side * slot.bow * height, (foot[1] + top[1]) / 2)
        found.append((slot, (top, middle, foot), half * (1 + 0.06 * wave)))
    return found


def _tubes(sponge: Individual) -> list[_Tube]:
    """The cluster, back to front, in the middle of the sheet; its longer side is as many nominal pixels as its span."""
    flare = _VIEW[sponge.pose][1]
    plan = _knots(sponge, 1.0)
    x, y = np.array([knots for _, knots, _ in plan]).T
    longer = max(float(np.ptp(x)) + 2 * flare * plan[0][2] + 2, float(np.ptp(y)) + 3)
    tubes = _knots(sponge, sponge.frame.scale * _SPAN / longer)
    x, _ = np.array([knots for _, knots, _ in tubes]).T
    shift = 16 - float(x.max() + x.min()) / 2
    found = []
    for slot, knots, half in tubes:
        top, middle, foot = ((x + shift, y) for x, y in knots)
        found.append(_tube(sponge, slot, (top, middle, foot), half))
    return sorted(found, key=lambda tube: (tube.slot.nearer, float(tube.spine.course[0, 1])))


def _tube(sponge: Individual, slot: _Slot, knots: tuple[Point, Point, Point], half: float) -> _Tube:
    gape, flare, _, _, _ = _VIEW[sponge.pose]
    (x, y), (mid_x, mid_y), _ = knots
    wide = max(4, round(2 * half * flare))
    high = max(4 if sponge.pose == "turn" else 3, round(wide * gape))
    x, y = round(x - wide / 2) + wide / 2, round(y - high / 2) + high / 2
    spine = Backbone.through([(x, y), *knots[1:]])
    belly = 1 + sponge["bulge"]
    neck = wide / 2 - (1.0 if wide > 5 else 0.0)  # the lip stands out beyond the wall
    wall = spine.body([(0.0, neck, neck), (0.3, half * (1 + belly) / 2, half * (1 + belly) / 2), *_foot(half, belly)])
    slope = min(max(0.7 * (x - mid_x) / max(mid_y - y, 1.0), -0.4), 0.4)
    lip = _sheared(x, y, wide / 2, high / 2, slope)
    hole = _sheared(x, y, wide / 2 - 1, max(high / 2 - 1, 0.55), slope)
    above = where_y() < y + slope * (where_x() - x)
    return _Tube(slot, spine, half, (wall & ~(above & ~lip) | lip) & (where_y() < _FLOOR + slot.nearer), lip, hole)


def _foot(half: float, belly: float) -> list[tuple[float, float, float]]:
    return [(0.65, half * belly, half * belly), (1.0, half * 0.8, half * 0.8), (1.1, half * 0.8, half * 0.8)]


def _sheared(x: float, y: float, rx: float, ry: float, slope: float) -> Mask:
    """An ellipse whose right side hangs down by a slope: an opening that looks to the right."""
    down = where_y() - y - slope * (where_x() - x)
    return np.asarray(((where_x() - x) / rx) ** 2 + (down / ry) ** 2 <= 1.0)


def _tube_sponge(canvas: Canvas, sponge: Individual) -> None:
    """Field marks: a cluster of a few thick upright tubes, each with a dark round opening and a coloured lip.

    height: of the main tube, nominal pixels. girth: of a tube. buds: height of the lowest tube, a share of the main
    one's; the others stand between them. crowd: from 0 to 1 more tubes. habit: which are taller (a phase). side: below
    0 the cluster is mirrored. sway: how far all lean to the right. bulge: how much wider a tube is at its middle, a
    share. rings: pixels from one band to the next of a banded one. youth: 1 for stumpy tubes.
    """
    tubes = _tubes(sponge)
    for tube in tubes:
        _paint(canvas, sponge, tube)
    s = sponge.scheme
    left = min(float(tube.spine.course[-1, 0]) - tube.half for tube in tubes)
    right = max(float(tube.spine.course[-1, 0]) + tube.half for tube in tubes)
    floor = _FLOOR + max(tube.slot.nearer for tube in tubes)
    mound = ellipse((left + right) / 2, floor - 0.5, (right - left) / 2 + 1.0, 2.6) & (where_y() < floor + 1)
    canvas.part("body", opened(mound, by=3), s.fin)


def _paint(canvas: Canvas, sponge: Individual, tube: _Tube) -> None:
    """One tube in front of those painted before, with a dark line between them."""
    s = sponge.scheme
    whole = grow(tube.wall) & (where_y() < _FLOOR + tube.slot.nearer + 1)
    canvas.part("body" if tube.slot.main else "limb", whole, s.body, gap=True)
    t, off = tube.spine.along(tube.wall)
    wall = tube.wall & ~tube.lip
    canvas.shade(off > tube.half * 0.42, s.fin, clip=wall)
    canvas.shade(off < -tube.half * 0.45, s.belly, clip=wall)
    below = t * tube.spine.length - 0.8 * (1 - (off / tube.half) ** 2) - float(tube.lip.any(axis=1).sum()) / 2
    if sponge.pattern == "banded":
        canvas.mark(((below - 0.8) % sponge["rings"] < 2.3) & (below > 0.8), s.mark, clip=wall)
    canvas.shade(grow(tube.lip) & ~tube.lip & shrink(canvas.filled()), canvas.dark(s.body), clip=wall)
    if sponge.glow != "none" and tube.slot.main:
        row = empty()
        for x, y in along(tube.spine.course[::8], every=4.0, start=float(tube.lip.any(axis=1).sum()) / 2 + 2.5):
            row |= rectangle(math.floor(x), math.floor(y) - 1, 1, 2)
        canvas.light(row, s.light, clip=wall & (where_y() < _FLOOR - 2))
    canvas.shade(grow(tube.lip), s.accent, clip=whole & ~wall)
    if sponge.glow == "rich":
        canvas.light(tube.hole, s.light, clip=tube.lip)
    else:
        canvas.shade(tube.hole, canvas.dark(s.body), clip=tube.lip)


TUBE_SPONGE = Species(
    name="tube_sponge",
    draw=_tube_sponge,
    span=_SPAN,
    standing=True,
    homes=("reef", "twilight"),
    ranges={
        "habit": (0.0, 1.0),
        "side": (-1.0, 1.0),
        "crowd": (0.0, 1.0),
        "sway": (-0.8, 0.8),
        "bulge": (-0.06, 0.12),
        "rings": (4.4, 4.9),
    },
    traits={
        "build": {
            "slim": {"girth": (4.0, 4.4), "height": (27.0, 28.0)},
            "regular": {"girth": (7.2, 7.8), "height": (22.0, 23.0)},
            "stout": {"girth": (11.4, 12.4), "height": (18.0, 19.0)},
        },
        "limbs": {"short": {"buds": (0.36, 0.42)}, "long": {"buds": (0.92, 1.0)}},
        "pattern": {"plain": {}, "banded": {}},
        "pose": free("pose"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("coral3 coral4 coral2 sand4 sand5 gold5"),
            scheme("violet3 violet4 violet2 gold4 gold5 gold5"),
            scheme("kelp2 kelp3 kelp1 gold4 gold5 gold5"),
            scheme("azure3 azure4 azure2 violet5 violet5 gold5"),
        ),
        "reef": (
            scheme("gold5 gold6 gold4 coral2 coral4 gold5"),
            scheme("violet5 violet6 violet4 azure3 azure5 gold5"),
            scheme("coral5 coral6 coral4 violet2 violet5 gold5"),
            scheme("rose5 rose6 rose4 violet3 gold5 gold5"),
            scheme("azure5 azure6 azure4 coral3 coral5 gold5"),
            scheme("kelp4 kelp5 kelp3 rose3 rose5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 violet3 violet5 gold5 glow5"),
            scheme("violet5 violet6 violet4 azure3 azure6 gold5 glow5"),
            scheme("ink4 ink5 ink3 azure3 azure5 gold5 glow5"),
            scheme("rose5 rose6 rose4 violet3 violet5 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose4 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet2 coral3 coral5 gold5 glow4"),
            scheme("rose3 rose4 rose2 violet4 violet5 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 azure3 azure6 gold5 glow4"),
            scheme("ink4 ink5 ink3 violet3 violet5 gold5 glow4"),
            scheme("azure4 azure5 azure3 violet3 violet6 gold5 glow4"),
        ),
        "hadal": (
            scheme("violet5 violet6 violet4 rose3 rose5 gold5 glow4"),  # flesh would make fingers of it
            scheme("azure5 azure6 azure4 violet3 violet5 gold5 glow4"),
            scheme("ink5 ink6 ink4 rose3 rose4 gold5 glow4"),
        ),
    },
)
