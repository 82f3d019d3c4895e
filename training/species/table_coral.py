"""A table coral individual -> its drawing: flat plates, each carried by a stem. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import (
    Mask,
    empty,
    grow,
    opened,
    polygon,
    rectangle,
    shift,
    shrink,
    spline,
    where_x,
    where_y,
)
from training.drawing.patterns import along
from training.drawing.zones import scheme
from training.species.contract import Individual, Species, free

_FLOOR = 27.0
_SPAN = 25.0
# tiers -> where each plate is, the lowest first: (share of half the width to the right, share of the height, share of
# the width)
_TIERS = {
    1: ((0.0, 1.0, 1.0),),
    2: ((-0.36, 0.56, 0.66), (0.12, 1.0, 0.88)),
    3: ((0.36, 0.42, 0.6), (-0.4, 0.68, 0.62), (0.1, 1.0, 0.84)),
}


@dataclass(frozen=True, slots=True)
class _View:
    """A pose. open: height of a plate's top face over its width. slope: pixels that it falls to the right a pixel.
    lean: how far the plates lie to the right, a share of the height. cone: width of the stem below its plate, a share
    of the plate's; deep: height of that widening, a share of the plate's width. fewer: plates that it lacks. bowl:
    depth of a plate that is a bowl, a share of the whole height; 0 for flat ones."""

    open: float
    slope: float
    lean: float
    cone: float
    deep: float
    wide: float = 1.0
    bowl: float = 0.0


_VIEWS = {
    "rest": _View(0.2, 0.0, 0.0, 0.42, 0.24, wide=1.34),
    "glide": _View(0.22, 0.3, 0.3, 0.36, 0.26, wide=1.0),
    "turn": _View(0.44, 0.0, 0.0, 0.5, 0.3, wide=0.9),
    "display": _View(0.24, 0.0, 0.0, 0.6, 0.3, wide=0.7, bowl=0.46),
}
_SLENDER = {1: 1.2, 2: 1.0, 3: 0.8}  # share of the width that so many tiers leave


@dataclass(frozen=True, slots=True)
class _Plate:
    """A plate, sprite pixels: the middle of its top face, half its width, half the height of that face."""

    x: float
    y: float
    rx: float
    ry: float
    slope: float
    thick: int
    bowl: int  # how far its sides reach down, drawn in below; 0 for a flat one

    def rings(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """0 in the middle of the top face to 1 at its edge, of every pixel (48, 48)."""
        down = where_y() - self.y - self.slope * (where_x() - self.x)
        return np.asarray(np.abs((where_x() - self.x) / self.rx) ** 2.6 + np.abs(down / self.ry) ** 2.6)

    def face(self) -> Mask:
        """The top face."""
        return np.asarray(self.rings() <= 1.0)


def _plates(coral: Individual) -> list[_Plate]:
    """The lowest first; each one leans away as its pose says."""
    px, view = coral.frame.px, _VIEWS[coral.pose]
    side = -1 if coral["side"] < 0 and coral.pose != "glide" else 1
    most = min({"young": 1, "adult": 2, "giant": 3}[coral.growth], int(coral["floors"]))
    tiers = 1 if view.bowl > 0 else max(math.ceil(most * (0.3 + 0.7 * coral["tiers"])), 1)
    high = px(coral["height"])
    wide = high * coral["wide"] * view.wide * _SLENDER[tiers]
    found = []
    for aside, level, share in _TIERS[tiers]:
        rx = max(wide * share / 2, 4.0)
        turned = coral.pose == "turn"
        ry = max(min(rx * view.open, (0.32 if turned else 0.17) * high), 2.6 if turned else 2.0)
        thick = max(1, round(px(coral["thick"])))
        slope = min(view.slope, 0.24 * high / rx)
        x = 16 + side * aside * wide / 2 + (view.lean + coral["sway"]) * high * level
        y = _FLOOR - high * level + ry
        across, tall = max(8, round(2 * rx)), max(3, round(2 * ry))
        left, up = round(x - across / 2), round(y - tall / 2)
        found.append(
            _Plate(left + across / 2, up + tall / 2, across / 2, tall / 2, slope, thick, round(view.bowl * high))
        )
    return found


def _table_coral(canvas: Canvas, coral: Individual) -> None:
    """Field marks: flat plates with a pale growing edge, each on a stem that widens below it; the stems join below.

    height: of the whole, nominal pixels. wide: its width over its height. thick: of a plate. stem: width of the trunk.
    tiers: from 0 to 1 more plates; floors: at most so many. side: below 0 the tiers are mirrored. sway: how far the
    whole leans to the right, a share of its height. shoots: height of upright branches on the plates (0 none).
    """
    plates = _plates(coral)
    stems = empty()
    for plate in plates:
        stems |= _stem(coral, plate)
    foot = max(2.0, coral.frame.px(coral["stem"]))
    ground = polygon(
        [(16 - foot, _FLOOR), (16 - foot / 2, _FLOOR - 2.6), (16 + foot / 2, _FLOOR - 2.6), (16 + foot, _FLOOR)]
    )
    stems = opened(stems | ground) & (where_y() < _FLOOR)
    trunk = canvas.part("body", grow(stems) & (where_y() < _FLOOR + 1), coral.scheme.fin)
    if not canvas.lit:
        canvas.shade(stems & ~shift(stems, 2, 0), coral.scheme.body, clip=trunk)
    for number, plate in enumerate(plates):
        _plate(canvas, coral, plate, top=number == len(plates) - 1)


def _stem(coral: Individual, plate: _Plate) -> Mask:
    """From the foot up to a plate, in an even curve; it widens below the plate."""
    view = _VIEWS[coral.pose]
    wide = max(2.0, coral.frame.px(coral["stem"])) * (1.5 if view.bowl > 0 else 1.0)
    top = plate.y + max(plate.thick, plate.bowl)
    deep = min(max(2.0, view.deep * 2 * plate.rx), 0.8 * (_FLOOR - top))
    knee = (16 + (plate.x - 16) * 0.86, min(top + deep, _FLOOR - 1.5))
    course = spline([(16, _FLOOR), (16 + (plate.x - 16) * 0.3, (_FLOOR + knee[1]) / 2), knee], steps=6)
    left, right = [(x - wide / 2, y) for x, y in course.tolist()], [(x + wide / 2, y) for x, y in course.tolist()]
    reach = max(plate.rx * view.cone, wide / 2)
    for share, out in ((0.5, 0.28), (0.8, 0.6), (1.0, 1.0)):
        x, y = knee[0] + (plate.x - knee[0]) * share, knee[1] + (top - knee[1]) * share
        half = wide / 2 + (reach - wide / 2) * out
        left.append((x - half, y - plate.slope * half))
        right.append((x + half, y + plate.slope * half))
    return polygon([*left, *reversed(right)])


def _plate(canvas: Canvas, coral: Individual, plate: _Plate, *, top: bool) -> None:
    """One plate before what is painted: a light top face, a pale edge round it, the body's colour at its side."""
    s = coral.scheme
    face = plate.face()
    side = face.copy()
    for step in range(plate.thick + 1):
        side |= shift(face, 0, step)
    for step in range(1, plate.bowl + 1):
        narrower = replace(plate, rx=plate.rx * (1 - 0.5 * (step / plate.bowl) ** 2.6))
        side |= shift(narrower.face(), 0, step)
    whole = canvas.part("limb", grow(side), s.fin, gap=True)
    for step in range(5, plate.bowl - 1, 4):  # growth lines round a bowl
        canvas.shade(shift(face, 0, step) & ~shift(face, 0, step - 1), s.body, clip=side & shrink(whole))
    canvas.shade(face, s.body, clip=whole)
    if not canvas.lit:
        far = (where_x() - plate.x) / plate.rx + (where_y() - plate.y) / plate.ry < -0.5
        canvas.shade(far, s.belly, clip=face)
    if plate.ry >= 3.5:  # a growth line, so that a large face is not blank
        older = replace(plate, rx=plate.rx * 0.6, ry=plate.ry * 0.6).face()
        canvas.shade(older & ~shrink(older), s.fin, clip=face)
    rings = plate.rings()
    if coral.pattern == "banded":
        canvas.mark((rings < 0.5) & (rings > 0.08 if plate.ry > 4 else rings >= 0), s.mark, clip=face)
    edge = shift(face, 0, 1) & ~face
    canvas.shade(edge, s.accent, clip=whole)
    if coral.glow == "rich":
        canvas.light(edge, s.light, clip=whole)
    elif coral.glow == "some" and top:
        row = empty()
        for x, y in along(
            [
                (plate.x + plate.rx * u, plate.y + plate.ry * math.sqrt(1 - u * u) + plate.slope * plate.rx * u + 0.5)
                for u in (-0.8, -0.4, 0.0, 0.4, 0.8)
            ],
            every=4.0,
            start=0.5,
        ):
            row |= rectangle(math.floor(x), math.floor(y), 2, 1)
        canvas.light(row, s.light, clip=shrink(whole))
    if coral["shoots"] > 0:
        _shoots(canvas, coral, plate)


def _shoots(canvas: Canvas, coral: Individual, plate: _Plate) -> None:
    """Short upright branches along the far edge of a plate, with a gap between each and the next."""
    s, tall = coral.scheme, max(2, round(coral.frame.px(coral["shoots"])))
    least = 2 if not plate.bowl else 3 if plate.rx > 6.4 else 1  # two on a bowl would be eyes, or a plug's prongs
    count = least if plate.bowl and plate.rx < 9 else max(least, round((2 * plate.rx - 2) / 5.6))
    shoots, tips, about = empty(), empty(), empty()
    for number in range(count):
        u = (number + 0.5) * 2 / count - 1
        x = round(plate.x + u * (plate.rx - 1.5)) - 1
        y = round(plate.y - plate.ry * math.sqrt(1 - u * u) + plate.slope * u * plate.rx)
        shoot = rectangle(x, y - tall, 2, tall + 1)
        shoots |= shoot
        tips |= rectangle(x, y - tall, 2, 2)
        about |= grow(shoot) & (where_y() < y + 1)  # open below, where it stands
    if coral.zone == "twilight":  # outlines that dark would leave no shoot to see
        canvas.thin("limb", shoots, s.body)
    else:
        canvas.part("limb", about, s.body, gap=True)
    canvas.shade(tips, s.accent, clip=shoots)


TABLE_CORAL = Species(
    name="table_coral",
    draw=_table_coral,
    span=_SPAN,
    standing=True,
    homes=("reef", "shallows"),
    ranges={"side": (-1.0, 1.0), "tiers": (0.0, 1.0), "sway": (-0.05, 0.05)},
    traits={
        "build": {
            "slim": {
                "wide": (0.74, 0.84),
                "height": (25.0, 25.0),
                "thick": (1.0, 1.2),
                "stem": (2.4, 2.8),
                "floors": (3.0, 3.0),
            },
            "regular": {
                "wide": (1.26, 1.4),
                "height": (20.0, 20.0),
                "thick": (1.6, 2.0),
                "stem": (4.0, 4.6),
                "floors": (3.0, 3.0),
            },
            "stout": {
                "wide": (1.86, 2.0),
                "height": (13.6, 14.0),
                "thick": (1.6, 2.0),
                "stem": (6.0, 7.0),
                "floors": (1.0, 1.0),
            },
        },
        "limbs": {"short": {"shoots": (0.0, 0.0)}, "long": {"shoots": (3.4, 4.2)}},
        "pattern": {"plain": {}, "banded": {}},
        "pose": free("pose"),
        "growth": free("growth"),
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand3 sand1 kelp4 kelp5 gold5"),
            scheme("kelp2 kelp3 kelp1 gold5 gold5 gold5"),
            scheme("violet3 violet4 violet2 rose5 rose5 gold5"),
            scheme("azure3 azure4 azure2 violet5 violet5 gold5"),
            scheme("coral3 coral4 coral2 sand5 sand5 gold5"),
        ),
        "reef": (
            scheme("violet5 violet6 violet4 azure2 azure5 gold5"),
            scheme("coral5 coral6 coral4 violet2 violet5 gold5"),
            scheme("gold5 gold6 gold4 rose3 rose5 gold5"),
            scheme("kelp5 kelp6 kelp4 gold2 gold5 gold5"),
            scheme("azure5 azure6 azure4 violet3 violet5 gold5"),
            scheme("rose5 rose6 rose4 violet2 gold5 gold5"),
        ),
        "twilight": (
            scheme("azure5 azure6 azure4 violet4 violet6 gold5 glow5"),
            scheme("violet5 violet6 violet4 azure4 azure6 gold5 glow5"),
            scheme("ink5 ink6 ink4 azure4 azure5 gold5 glow5"),
            scheme("rose5 rose6 rose4 violet4 violet5 gold5 glow5"),
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
