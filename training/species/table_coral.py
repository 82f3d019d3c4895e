"""Table coral: wide flat plates in layers on one stalk, seen a little from above. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.masks import MARGIN, Mask, ellipse, grow, opened, polygon, shift, shrink, stroke, where_x, where_y
from training.drawing.tones import darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_FLOOR = 31.0  # the colour ends here; the outline takes the bottom row


@dataclass(frozen=True, slots=True)
class Plate:
    """One table in sprite pixels: middle and half width of its top, half the height that its top shows."""

    x: float
    y: float
    half: float
    tilt: float


def _plates(coral: Individual) -> list[Plate]:
    """The layers from the lowest up; lower ones are narrower and stand out to one side in turn."""
    count = int(coral["layers"])
    half = coral["width"] / 2
    top = _FLOOR - coral["height"] + coral["tilt"]
    plates = [Plate(16.0, top, half, coral["tilt"])]
    side = 1 if coral["habit"] < 0.5 else -1
    for order in range(1, count):
        share = coral["lower"] * (1 + 0.22 * math.sin(2 * math.pi * coral["habit"] + 2.0 * order))
        reach = half * share
        out = side * min(coral["offset"], half - reach, reach - 2 - coral["girth"] / 2)  # always over the stalk
        y = top + coral["rise"] * order
        plates.append(Plate(16 + out, y, reach, max(1.5, coral["tilt"] * 0.8)))
        side = -side
    return plates[::-1]


def _plate(canvas: UnlabelledCanvas, plate: Plate, coral: Individual) -> None:
    """A plate: light top with its branchlets, rim, and the underside that narrows to the stalk."""
    s = coral.scheme
    top = opened(ellipse(plate.x, plate.y, plate.half, plate.tilt))
    thick = round(coral["thick"])
    side = top
    for drop in range(1, thick + 1):
        side = side | shift(top, 0, drop)
    low = plate.y + thick
    depth = low + plate.tilt + coral["cone"]
    wide = plate.half * 0.72
    cone = polygon([(plate.x - wide, low), (plate.x + wide, low), (17.5, depth), (14.5, depth)])
    whole = opened(side | cone)
    canvas.thin(grow(whole), darkest(s.body))
    canvas.thin(whole, s.fin)
    canvas.thin(side, s.body)
    canvas.thin(top, s.belly)
    inner = shrink(top)
    first = int(inner.any(axis=1).argmax()) - MARGIN
    row = np.floor((where_y() - first) / 2)
    nubs = (where_x() - round(plate.x) + 2 * row + round(coral["phase"])) % 4 < 2
    canvas.pattern(opened(nubs & inner), s.mark, clip=top)
    if coral.look.photophores != "none":
        every = 8 if coral.look.photophores == "belly" else 5
        lit = side & ~top & ((where_x() - plate.x + coral["phase"]) % every < 2)
        canvas.pattern(lit, s.accent, clip=shrink(side | grow(whole)) & side)


def _stalk(coral: Individual, plates: list[Plate]) -> Mask:
    """The stalk under the top plate, and its foot."""
    girth = coral["girth"]
    top = plates[-1].y + 2
    bend = (16.0 + coral["bow"], (_FLOOR + top) / 2)
    stalk = stroke([(16.0, _FLOOR + 1), bend, (16.0, top)], [girth + 1.5, girth, girth])
    stalk |= ellipse(16, _FLOOR, girth + 2, 2.5)
    return stalk & (where_y() < _FLOOR)


def _table_coral(canvas: UnlabelledCanvas, coral: Individual) -> None:
    """Field marks: wide flat plates in layers, the widest on top, on one stalk.

    height: of the whole, pixels. width: of the top plate. layers: how many plates. lower: width of the lower ones
    over the top one's. offset: how far they stand out to a side, pixels. rise: from plate to plate. tilt: half the
    height that a plate's top shows; thick: height of its rim; cone: depth of its underside. habit: which plates are
    wide, and to which side the first lower one stands (a phase). phase: where the branchlets stand, pixels.
    bow: how far the stalk is bent to the right. girth: its width.
    """
    s = coral.scheme
    plates = _plates(coral)
    stalk = _stalk(coral, plates)
    canvas.limb(stalk, s.fin)
    for plate in plates:
        _plate(canvas, plate, coral)


TABLE_CORAL = Species(
    name="table_coral",
    draw=unlabelled(_table_coral),
    ranges={
        "height": (22.0, 27.0),
        "width": (27.0, 29.9),
        "layers": (2.0, 3.99),
        "lower": (0.52, 0.7),
        "offset": (2.0, 8.0),
        "rise": (6.0, 7.5),
        "tilt": (1.8, 3.2),
        "thick": (1.0, 2.0),
        "cone": (0.0, 2.5),
        "habit": (0.0, 1.0),
        "phase": (0.0, 4.0),
        "bow": (-2.5, 2.5),
        "girth": (3.0, 5.0),
    },
    zone_ranges={
        "shallows": {"height": (17.0, 21.0), "layers": (1.6, 2.99), "rise": (5.5, 6.5), "girth": (4.0, 6.0)},
        "twilight": {"height": (24.0, 28.0), "thick": (0.6, 1.4), "girth": (2.6, 3.6)},
        "midnight": {
            "height": (25.0, 29.0),
            "width": (24.0, 28.0),
            "girth": (3.0, 3.8),
            "tilt": (1.7, 2.4),
            "rise": (7.0, 8.5),
        },
        "abyss": {
            "height": (27.0, 30.5),
            "width": (20.0, 25.0),
            "layers": (2.0, 3.99),
            "girth": (3.0, 3.6),
            "bow": (-1.0, 1.0),
            "rise": (8.0, 9.0),
            "lower": (0.6, 0.75),
            "tilt": (1.6, 2.4),
            "thick": (1.0, 1.4),
            "cone": (-1.0, 0.5),
        },
        "hadal": {
            "height": (20.0, 24.0),
            "width": (24.0, 28.0),
            "layers": (1.6, 2.99),
            "rise": (7.0, 8.5),
            "tilt": (3.0, 4.2),
            "thick": (2.0, 3.0),
            "girth": (4.5, 6.0),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand4 sand6 ink6"),
            scheme("kelp4 kelp5 sand3 kelp3 sand6 ink6"),
            scheme("azure4 azure5 sand3 azure3 sand6 ink6"),
            scheme("ink4 ink5 ink3 ink3 sand6 ink6"),
        ),
        "reef": (
            scheme("violet4 violet5 violet2 rose4 gold5 ink6"),
            scheme("gold4 gold5 coral3 coral4 gold5 ink6"),
            scheme("kelp4 kelp5 violet3 gold5 gold5 ink6"),
            scheme("azure4 azure5 violet3 violet4 gold5 ink6"),
            scheme("rose4 rose5 violet3 violet4 gold5 ink6"),
            scheme("coral4 coral5 rose3 rose4 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure2 azure5 glow5 ink6"),
            scheme("violet3 violet4 violet2 violet5 glow5 ink6"),
            scheme("ink4 ink5 azure2 azure4 glow5 ink6"),
            scheme("azure4 azure5 violet3 violet4 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral1 coral2 glow4 ink6"),
            scheme("violet2 violet3 violet1 rose3 glow4 ink6"),
            scheme("rose2 rose3 violet1 rose4 glow5 ink6"),
            scheme("ink3 ink4 coral2 coral3 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 violet6 glow4 ink6"),
            scheme("ink4 ink5 ink3 ink6 glow4 ink6"),
            scheme("violet5 violet6 ink4 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet4 violet5 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose5 ink6 ink6"),
            scheme("sand5 sand6 sand4 sand5 ink6 ink6"),
            scheme("ink5 ink6 rose4 rose5 ink6 ink6"),
            scheme("rose6 ink6 rose5 rose5 ink6 ink6"),
        ),
    },
    standing=True,
)
