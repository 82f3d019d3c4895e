"""A sea fan individual -> its drawing: a flat fan of lobes on a short stem, parted by slits. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, empty, grow, line, opened, rectangle, shrink, where_y
from training.drawing.patterns import along
from training.drawing.tones import darker
from training.drawing.zones import scheme
from training.species.contract import Individual, Species, free
from training.species.coral_growth import even_stroke, largest_piece

_FLOOR = 27.0
_SPAN = 25.0


# The right half of a fan's rim from the stem to the top: (share of half the width, share of the height).
_RIM = ((0.12, 0.0), (0.5, 0.18), (0.92, 0.44), (1.0, 0.68), (0.84, 0.87), (0.46, 0.98), (0.0, 1.0))
_HOOP = ((-0.86, 0.44), (-0.6, 0.62), (-0.24, 0.72), (0.24, 0.72), (0.6, 0.62), (0.86, 0.44))  # bands, likewise


@dataclass(frozen=True, slots=True)
class _View:
    """A pose. wide, tall: times the fan's width and height; lean: how far its top lies to the right, a share of its
    height; slits: depth of the two slits that part it, a share of its height, 0 for none."""

    wide: float = 1.0
    tall: float = 1.0
    lean: float = 0.0
    slits: float = 0.0


_VIEWS = {
    "rest": _View(),
    "glide": _View(0.96, 0.9, 0.46),
    "turn": _View(0.74, 1.0, -0.2),
    "display": _View(1.24, 1.0, 0.0, 0.44),
}


@dataclass(frozen=True, slots=True)
class _Blade:
    """A fan, sprite pixels: where its stem meets it, half its width, its height, how far its top lies to the right."""

    x: float
    y: float
    half: float
    high: float
    lean: float
    slits: float  # depth of its slits, a share of its height; 0 for notches, below 0 for a whole rim
    phase: float

    def at(self, u: float, v: float) -> Point:
        """A place: share of half the width to the right, share of the height above the stem."""
        return self.x + u * self.half + self.lean * max(v, 0.0) ** 1.5, self.y - v * self.high

    def mask(self) -> Mask:
        """What it covers: a round fan whose rim swells and sinks, parted by slits or notched."""
        rim = []
        for side in (-1, 1):
            swell = [1 + 0.06 * math.sin(2.6 * number + 6.3 * self.phase + side) for number in range(len(_RIM))]
            half = [self.at(side * u * more, v * more) for (u, v), more in zip(_RIM, swell, strict=True)]
            rim.append(half if side < 0 else half[-2::-1])
        mask = blob([*rim[0], *rim[1]])
        two = self.half > 10.0 or (self.slits == 0 and self.half > 7.5 and self.high > 16.0)
        parted = (
            (-0.38, 0.38)
            if two
            else (0.26 if self.slits else 0.02,)  # a slit in the midst would make a claw of it
            if self.slits or (self.half > 5.0 and abs(self.lean) < 0.3 * self.high)
            else ()
        )
        for number, u in enumerate(parted if self.slits >= 0 else ()):
            swing = u + 0.06 * math.sin(5.0 * self.phase + 2.0 * number)
            deep = self.slits if self.slits else 1.8 / self.high
            if self.slits and not two:
                deep *= 0.7
            deep = min(deep, 0.97 - 6.8 / self.high)  # the lobes hold together below
            top, foot = self.at(swing * 1.25, 1.08), self.at(swing * (1.25 - deep), 0.97 - deep)
            mask &= ~line([top, foot], curve=False, width=2)
        return largest_piece(opened(mask, by=3 if self.half > 9 or self.slits < 0 else 2))

    def ribs(self, count: int) -> list[list[Point]]:
        """The middle rib first, then from below ribs to either side in turn, as many as asked for."""
        found = [[self.at(0.0, 0.0), self.at(0.02, 0.5), self.at(0.0, 0.86)]]
        for number in range(count):
            side = (-1) ** number * (1 if self.phase < 0.5 else -1)
            step = number // 2 + 0.4 * (number % 2)
            root, end = 0.06 + 0.2 * step, 0.44 + 0.2 * step
            out = 0.76 - 0.13 * step
            found.append(
                [self.at(0.0, root), self.at(side * out * 0.55, (root + end) / 2 + 0.02), self.at(side * out, end)]
            )
        return found


def _blades(fan: Individual) -> tuple[list[_Blade], float]:
    """The blades, back to front, and the stem's length in sprite pixels."""
    view = _VIEWS[fan.pose]
    side = -1 if fan["side"] < 0 and fan.pose != "glide" else 1
    high, wide = fan["tall"] * view.tall, fan["tall"] * fan["wide"] * view.wide
    if fan.growth == "young" and fan.pose == "turn":  # two slivers would be a mess
        wide *= 1.26
    if fan.growth == "young":  # lower, it would be a bowl
        high = max(high, 0.72 * wide)
    across = wide + abs(view.lean) * high * 0.7
    scale = fan.frame.scale * _SPAN / max(across, high + fan["stem"])
    high, wide, stem = high * scale, wide * scale, max(1.5, fan["stem"] * scale)
    y, lean = _FLOOR - stem, (side * view.lean + fan["sway"]) * high
    slits = -1.0 if fan.growth == "young" and view.slits else view.slits  # parted, so small a fan would be a claw
    front = _Blade(16, y, wide / 2, high, lean, slits, fan["phase"])
    if fan.pose != "turn":
        return [front], stem
    back = _Blade(
        16, y, wide * 0.44, high * 0.86, side * (0.46 if fan.growth == "young" else 0.7) * wide, -1.0, 1 - fan["phase"]
    )
    return [back, front], stem


def _sea_fan(canvas: Canvas, fan: Individual) -> None:
    """Field marks: a broad flat fan on a thin stem, ribs that spread through it like a tree's, a rim of another colour.

    tall: height of the fan, nominal pixels. wide: its width over its height. stem: length of its stem. girth: its
    width. sway: how far its top lies to the right, a share of its height. side: below 0 mirrored. phase: where its rim
    swells.
    """
    s = fan.scheme
    blades, stem = _blades(fan)
    girth = max(2, round(fan["girth"] * fan.frame.scale))
    core = even_stroke([(16, _FLOOR - 1), (16, _FLOOR - stem - 2.5)], girth)
    core |= ellipse(16, _FLOOR, girth / 2 + 2.0, 2.2)
    core &= where_y() < _FLOOR
    canvas.part("body", grow(core) & (where_y() < _FLOOR + 1), s.fin)
    for number, blade in enumerate(blades):
        _blade(canvas, fan, blade, front=number == len(blades) - 1)


def _blade(canvas: Canvas, fan: Individual, blade: _Blade, *, front: bool) -> None:
    """A blade in front of what is painted: its ribs, its pattern, its rim in another colour."""
    s = fan.scheme
    tone = s.body if front else s.fin
    whole = canvas.part("limb", blade.mask(), tone, gap=True)
    levels = [whole]  # smaller by a pixel each
    for _ in range(12):
        levels.append(shrink(levels[-1]))
    room = min(blade.half, blade.high * 0.6)
    bold = fan.pattern == "striped"
    ribs = blade.ribs((0 if room < 7 else 2) if bold else 2 if room < 7 else 4 if room < 12 else 5)
    if not front:
        ribs = ribs[:1]
    if fan.pattern == "banded":
        hoops = line([blade.at(u, v) for u, v in _HOOP], width=2)
        if room > 7 and blade.slits <= 0:
            hoops |= line([blade.at(0.56 * u, v - 0.32) for u, v in _HOOP], width=2)
        if room < 7 or blade.slits > 0:
            hoops = abs(where_y() - blade.y + 0.36 * blade.high) < 1.1
        canvas.mark(opened(hoops & levels[1]), s.mark, clip=whole)
    veins = empty()
    for rib in ribs:
        veins |= line(rib, width=2 if bold else 1)
    if bold:
        canvas.mark(opened(veins), s.mark, clip=levels[1])
    elif fan.pattern == "plain":
        canvas.shade(veins, darker(tone, 2), clip=levels[2 if room < 7 else 3])
    top = where_y() < blade.y - 0.58 * blade.high
    rim = whole & ~levels[2 if room < 9 else 3] & top
    canvas.shade(rim, s.accent, clip=whole)
    if fan.glow == "rich":
        canvas.light(rim & (where_y() < blade.y - 0.74 * blade.high), s.light, clip=whole)
    if fan.glow != "none" and front:
        row = empty()
        for x, y in along(ribs[0], every=4.0, start=3.0):
            row |= rectangle(math.floor(x), math.floor(y) - 1, 1, 2)
        canvas.light(row, s.light, clip=levels[3])


SEA_FAN = Species(
    name="sea_fan",
    draw=_sea_fan,
    span=_SPAN,
    standing=True,
    homes=("reef", "twilight"),
    ranges={"side": (-1.0, 1.0), "sway": (-0.1, 0.1), "phase": (0.0, 1.0)},
    traits={
        "build": {
            "slim": {"wide": (0.66, 0.72), "tall": (22.0, 22.0), "girth": (2.0, 2.2)},
            "regular": {"wide": (1.04, 1.12), "tall": (20.0, 20.0), "girth": (2.6, 3.0)},
            "stout": {"wide": (1.58, 1.7), "tall": (16.0, 16.0), "girth": (3.6, 4.2)},
        },
        "limbs": {"short": {"stem": (1.6, 2.0)}, "long": {"stem": (6.6, 7.4)}},
        "pattern": {"plain": {}, "banded": {}, "striped": {}},
        "pose": free("pose"),
        "growth": free("growth"),
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("violet3 violet4 violet2 gold4 gold5 gold5"),
            scheme("coral3 coral4 coral2 sand5 sand5 gold5"),
            scheme("rose3 rose4 rose2 gold5 gold5 gold5"),
            scheme("kelp2 kelp3 kelp1 gold4 gold5 gold5"),
        ),
        "reef": (
            scheme("violet5 violet6 violet4 azure2 azure5 gold5"),
            scheme("gold5 gold6 gold4 coral2 coral4 gold5"),
            scheme("coral5 coral6 coral4 violet2 violet5 gold5"),
            scheme("rose5 rose6 rose4 violet3 gold5 gold5"),
            scheme("kelp4 kelp5 kelp3 rose2 rose5 gold5"),
            scheme("azure5 azure6 azure4 coral3 coral5 gold5"),
        ),
        "twilight": (
            scheme("azure5 azure6 azure4 violet3 violet5 gold5 glow5"),
            scheme("violet5 violet6 violet5 azure3 azure6 gold5 glow5"),
            scheme("ink5 ink6 ink4 azure3 azure5 gold5 glow5"),
            scheme("rose5 rose6 rose5 violet3 violet5 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose5 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet2 coral4 coral5 gold5 glow4"),
            scheme("rose3 rose4 rose2 violet5 violet5 gold5 glow4"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 azure2 azure6 gold5 glow4"),
            scheme("ink4 ink5 ink3 violet3 violet5 gold5 glow4"),
            scheme("azure4 azure5 azure3 violet2 violet6 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 sand2 sand6 gold5 glow4"),
            scheme("sand5 sand6 sand4 rose3 rose5 gold5 glow4"),
            scheme("ink5 ink6 ink4 rose3 rose6 gold5 glow4"),
        ),
    },
)
