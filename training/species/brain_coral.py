"""A brain coral individual -> its drawing: a dome ploughed by a few wide winding valleys. Knows no other species."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, empty, grow, grow_all, line, opened, rectangle, shrink, where_x, where_y
from training.drawing.patterns import along
from training.drawing.zones import scheme
from training.species.contract import Individual, Species, free
from training.species.coral_growth import largest_piece

_FLOOR = 27.0
_SPAN = 25.0
Grid = npt.NDArray[np.float64]
Valley = Sequence[tuple[float, float]]  # (degrees right of upright, share of the way from the middle to the edge)

# The winding valleys beside the furrow, on the right side: as many as there is room for.
_WINDING: tuple[tuple[Valley, ...], ...] = (
    (((150, 0.7), (98, 0.68), (64, 0.7), (32, 0.74), (28, 0.44), (72, 0.34), (140, 0.34)), ((108, 0.4), (86, 0.5))),
    (((24, 0.76), (56, 0.72), (92, 0.68), (150, 0.7), (104, 0.36), (40, 0.3)), ((108, 0.5), (84, 0.5))),
    (((150, 0.7), (100, 0.7), (74, 0.42), (52, 0.36)), ((22, 0.56), (34, 0.78), (66, 0.78))),
)
# On small domes: ripples that lie one over the other, since an upright one is a letter.
_SMALL: tuple[Valley, ...] = (
    ((-88, 0.7), (-54, 0.74), (-26, 0.46), (6, 0.62), (36, 0.74), (66, 0.5), (88, 0.74)),
    ((-105, 0.76), (-141, 0.6), (180, 0.24), (145, 0.6), (110, 0.74)),
)


@dataclass(frozen=True, slots=True)
class _Lump:
    """A dome, sprite pixels: x of its foot's middle, y of its foot, how far its top lies to the right of its foot."""

    x: float
    y: float
    wide: float
    high: float
    lean: float
    waist: float  # where it is widest, a share of its height
    tuck: float  # width at the foot, a share
    square: float  # from 1 round to 0.6 boxy
    parting: float  # where its cleft is, right of the middle, a share of half its width
    cleft: float  # depth of the cleft, pixels

    def rise(self) -> Grid:
        """0 at the foot to 1 at the top, of each row (48, 1)."""
        return (self.y - where_y()) / self.high

    def middle(self, rise: Grid | float) -> Grid:
        """x of its middle line at a height."""
        return np.asarray(self.x + self.lean * np.clip(rise, 0.0, 1.0) ** 1.4)

    def half(self, rise: Grid) -> Grid:
        """Half its width at a height."""
        below = self.tuck + (1 - self.tuck) * np.sin(np.clip(rise / self.waist, 0.0, 1.0) * np.pi / 2)
        above = np.clip(1 - ((rise - self.waist) / (1 - self.waist)) ** 2, 0.0, 1.0) ** (0.5 * self.square)
        return np.asarray(self.wide / 2 * np.where(rise < self.waist, below, above))

    def mask(self) -> Mask:
        """What it covers."""
        rise = self.rise()
        inside = np.abs(where_x() - self.middle(rise)) < self.half(rise)
        notch = np.abs(where_x() - self.x - self.lean - self.parting * self.wide / 2)
        notch = notch < 1.5 - (where_y() - (self.y - self.high)) * 1.5 / max(self.cleft, 0.1)
        return np.asarray(inside & (rise > 0) & (rise < 1) & ~notch)

    def at(self, degrees: float, share: float) -> Point:
        """A place on it: degrees right of upright about its middle, share of the way to its edge."""
        up, right = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        rise = self.waist + up * share * (1 - self.waist if up > 0 else self.waist)
        return float(self.middle(rise)) + right * share * self.wide / 2, self.y - rise * self.high


def _lumps(coral: Individual) -> list[_Lump]:
    """The domes that the coral is made of, back to front."""
    pose, px = coral.pose, coral.frame.px
    side = -1 if coral["side"] < 0 and pose != "glide" else 1
    high = px(coral["height"])
    wide = high * coral["wide"]
    shape = (coral["waist"], coral["tuck"], coral["square"], side * coral["parting"])
    tall = high * (1.24 if coral.young else 1.0)  # a young one's low domes would be crumbs
    if pose in ("turn", "display") and wide > 1.5 * high:
        tall *= 1.24 if pose == "turn" else 1.4
    cleft, lean = px(coral["cleft"]) if wide > 13 else 0.0, coral["lean"] * 0.06 * wide
    if pose == "glide":
        wide, tall = wide * 0.9, tall * (1.24 if coral.young else 1.5)
        stalk = _Lump(16 - 0.1 * wide, _FLOOR, wide * 0.56, tall * 0.6, 0.14 * wide, 0.5, 1.0, 0.6, 0.0, 0.0)
        cap = _Lump(16, _FLOOR - 0.2 * tall, wide * 1.06, tall * 0.6, 0.16 * wide, 0.34, 0.6, *shape[2:], cleft)
        return [stalk, cap]
    if pose == "turn":
        main = _Lump(16 - side * wide * 0.19, _FLOOR, wide * 0.74, tall * 0.9, -side * 0.05 * wide, *shape, cleft)
        low = 0.68 if coral.young else 0.5  # beside a lower one a young dome is a letter
        bud = _Lump(
            16 + side * wide * 0.36,
            _FLOOR + 1,
            wide * 0.56,
            tall * low,
            side * 0.06 * wide,
            *shape,
            0.0,
        )
        return [main, bud]
    if pose == "display":
        lobes = ((-0.04, 0.72, 0.96, lean), (-0.38, 0.6, 0.62, -0.16 * wide), (0.36, 0.66, 0.74, 0.16 * wide))
        shape = (*shape[:2], 0.9, shape[3])
        return [
            _Lump(16 + side * aside * wide, _FLOOR + (aside != 0), share * wide, up * tall, side * bent, *shape, 0.0)
            for aside, share, up, bent in lobes
        ]
    return [_Lump(16, _FLOOR, wide, high, lean, *shape, cleft)]


def _brain_coral(canvas: Canvas, coral: Individual) -> None:
    """Field marks: a dome, over it a few wide valleys that wind, and a cleft at its top.

    height: of the dome, nominal pixels. wide: its width over its height. waist, tuck, square: its form, see `_Lump`.
    parting, cleft: where its cleft is, and how deep. lean: how far its top lies aside. side: below 0 it is mirrored.
    left, right: which of the winding valleys each half has. winds: 1 for valleys that wind beside a furrow; else
    they run from its top to its foot. phase: how furrows wind.
    """
    lumps = _lumps(coral)
    for number, lump in enumerate(lumps):
        stalk = coral.pose == "glide" and number == 0
        _dome(canvas, coral, lump, ploughed=not stalk, first=number == (coral.pose == "glide"))


def _dome(canvas: Canvas, coral: Individual, lump: _Lump, *, ploughed: bool, first: bool) -> None:
    """One dome in front of those before, light at its top; its valleys keep a ridge's width from each other."""
    s = coral.scheme
    body = canvas.part("body", opened(lump.mask(), by=3), s.body, gap=True)
    if not ploughed:
        canvas.shade(body, s.fin, clip=shrink(body))
        return
    rise = lump.rise()
    aside = (where_x() - lump.middle(rise)) / (lump.wide / 2)
    canvas.shade(rise - 0.35 * aside > 0.72, s.belly, clip=body)
    if not canvas.lit:
        canvas.shade(rise - 0.35 * aside < 0.14, s.fin, clip=body)
    inside, marks = shrink(body), empty()
    if coral.growth != "young":
        inside = shrink(inside)
    valleys = _valleys(coral, lump)
    for valley in valleys:
        course = line([lump.at(*place) for place in valley], width=2)
        marks |= largest_piece(
            opened(course & inside & ~grow_all(grow(marks))), least=4 if coral.young else 9
        )  # a speck beside a stroke would be a question mark's
    canvas.mark(marks, s.mark, clip=inside)
    if coral.glow == "rich":
        glowing = line([lump.at(*place) for place in valleys[0]], width=2) & marks
        if len(valleys) == 1:  # half of it keeps the accent's colour
            glowing &= aside > 0
        canvas.light(glowing, s.light, clip=inside)
    elif coral.glow == "some" and first:
        row = empty()
        for x, y in along([lump.at(angle, 0.86) for angle in (-70, -35, 0, 35, 70)], every=4.0, start=1.0):
            row |= rectangle(math.floor(x), math.floor(y), 2, 1)
        canvas.light(row, s.light, clip=shrink(body))


def _valleys(coral: Individual, lump: _Lump) -> list[Valley]:
    """The valleys of a dome: only those that there is room for."""
    room = min(lump.wide / 2, lump.high * 0.7)  # pixels from the middle to the edge
    low = 154 if lump.waist > 0.42 else 110  # degrees: how far down a valley runs on a dome as tall as this
    if coral["winds"] >= 1:
        if room < 7.4:
            side = 1 if coral["phase"] < 0.5 else -1
            small = _SMALL if lump.high > lump.wide else _SMALL[:1]
            return [[(side * angle, share) for angle, share in valley] for valley in small]
        found: list[Valley] = [_furrow(lump, 0.0, coral["phase"], winding=1.3)]
        for side, habit in ((-1, coral["left"]), (1, coral["right"])):
            winding = _WINDING[min(int(habit * len(_WINDING)), len(_WINDING) - 1)]
            count = 2 if room > 12.5 or len(winding[1]) > 2 else 1
            found += [[(side * angle, share) for angle, share in valley if angle <= low] for valley in winding[:count]]
        return found
    count = max(2, round((lump.wide - 3) / 5.2))
    return [
        _furrow(lump, ((number + 0.5) * 2 / count - 1) * 0.86, coral["phase"] + number * 0.5, winding=0.3)
        for number in range(count)
    ]


def _furrow(lump: _Lump, aside: float, phase: float, *, winding: float) -> Valley:
    """A valley from near the top to near the foot, a share of the half width to the right.

    winding: pixels that it winds to either side.
    """
    places = []
    for rise in (0.12, 0.3, 0.48, 0.66, 0.84):
        half = float(lump.half(np.array(rise))) / (lump.wide / 2)
        right = aside * half + winding / (lump.wide / 2) * math.sin(2 * math.pi * (1.6 * rise + phase))
        up = (rise - lump.waist) / (1 - lump.waist if rise > lump.waist else lump.waist)
        places.append((math.degrees(math.atan2(right, up)), math.hypot(right, up)))
    return places


BRAIN_CORAL = Species(
    name="brain_coral",
    draw=_brain_coral,
    span=_SPAN,
    standing=True,
    homes=("reef", "shallows"),
    ranges={
        "side": (-1.0, 1.0),
        "square": (0.7, 1.0),
        "lean": (-1.0, 1.0),
        "left": (0.0, 1.0),
        "right": (0.0, 1.0),
        "phase": (0.0, 1.0),
        "parting": (-0.3, 0.3),
        "cleft": (0.0, 2.6),
    },
    traits={
        "build": {
            "slim": {"wide": (0.84, 0.9), "height": (23.0, 24.0), "waist": (0.5, 0.56), "tuck": (0.84, 0.9)},
            "regular": {"wide": (1.24, 1.32), "height": (19.0, 20.0), "waist": (0.3, 0.38), "tuck": (0.8, 0.88)},
            "stout": {"wide": (1.66, 1.78), "height": (14.0, 14.6), "waist": (0.2, 0.26), "tuck": (0.92, 1.0)},
        },
        "pattern": {
            "mottled": {"winds": (1.0, 1.0)},
            "striped": {"winds": (0.0, 0.0)},
        },
        "pose": free("pose"),
        "growth": free("growth"),
        "glow": free("glow"),
    },
    weights={"pattern": {"mottled": 3, "striped": 2}},
    schemes={
        "shallows": (
            scheme("sand2 sand3 sand1 kelp4 kelp4 gold5"),
            scheme("kelp2 kelp3 kelp1 gold4 gold5 gold5"),
            scheme("coral3 coral4 coral2 sand1 sand5 gold5"),
            scheme("violet3 violet4 violet2 rose1 rose5 gold5"),
            scheme("azure3 azure4 azure2 violet1 violet5 gold5"),
        ),
        "reef": (
            scheme("gold5 gold6 gold4 kelp2 kelp4 gold5"),
            scheme("coral5 coral6 coral4 violet2 violet5 gold5"),
            scheme("violet5 violet6 violet4 azure2 azure5 gold5"),
            scheme("kelp4 kelp5 kelp3 gold1 gold5 gold5"),
            scheme("rose5 rose6 rose4 violet2 violet5 gold5"),
            scheme("azure5 azure6 azure4 rose2 rose5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 violet6 violet6 gold5 glow5"),
            scheme("violet4 violet5 violet3 azure6 azure6 gold5 glow5"),
            scheme("ink4 ink5 ink3 azure5 azure5 gold5 glow5"),
            scheme("rose4 rose5 rose3 violet6 violet6 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose5 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet2 coral5 coral5 gold5 glow4"),
            scheme("rose3 rose4 rose2 violet5 violet5 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 azure2 azure6 gold5 glow4"),
            scheme("ink4 ink5 ink3 violet2 violet5 gold5 glow4"),
            scheme("azure4 azure5 azure3 violet2 violet6 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 sand2 sand6 gold5 glow4"),
            scheme("sand5 sand6 sand4 rose2 rose5 gold5 glow4"),
            scheme("ink5 ink6 ink4 rose2 rose6 gold5 glow4"),
        ),
    },
)
