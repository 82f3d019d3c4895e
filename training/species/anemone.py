"""Sea anemone: a stout column on a flared foot, a crown of thick waving tentacles. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

from training.drawing.masks import (
    Mask,
    Point,
    Points,
    ellipse,
    grow,
    opened,
    polygon,
    shrink,
    spline,
    stroke,
    where_x,
    where_y,
)
from training.drawing.patterns import mottling
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import grown
from training.species.contract import Individual, Species

_FLOOR = 31.0  # the colour ends here; the outline takes the bottom row
_MIDDLE = 16.0


@dataclass(frozen=True, slots=True)
class Tentacle:
    """Middle line of a tentacle, root first; `back` ones stand behind the column."""

    path: Points
    back: bool


def _tentacle(root: Point, heading: float, animal: Individual, *, length: float, phase: float) -> list[Point]:
    """It leaves its root at an angle from upright (degrees), waves, and bends over with the current."""
    x, y = root
    path = [root]
    steps = 4
    for step in range(steps):
        t = (step + 0.5) / steps
        swing = animal["wave"] * math.sin(2 * math.pi * (0.9 * t + animal["phase"] + phase))
        droop = animal["droop"] * t * heading / 90
        angle = math.radians(heading + swing * t + droop + animal["current"] * t)
        x += math.sin(angle) * length / steps
        y -= math.cos(angle) * length / steps
        path.append((x, y))
    return path


def _crown(animal: Individual) -> list[Tentacle]:
    """The tentacles, back row first, from the outermost inwards; y = 0 is the lip of the column."""
    count = int(animal["tentacles"])
    half = animal["disc"] / 2
    tentacles = []
    for back in (True, False):
        number = count if back else count - 1
        for slot in range(number):
            across = 2 * (slot + 0.5) / number - 1
            heading = across * animal["fan"] * (0.8 if back else 1.15)
            reach = animal["length"] * (1.0 if back else 0.78)
            reach *= 1 + 0.12 * math.sin(2 * math.pi * animal["habit"] + 2.4 * slot + (1.0 if back else 0.0))
            root = (_MIDDLE + across * half * 0.9, 0.0 if back else 1.0)
            path = _tentacle(root, heading, animal, length=reach, phase=0.13 * slot + (0.5 if back else 0.0))
            tentacles.append(Tentacle(path, back))
    return tentacles


def _fitted(tentacles: list[Tentacle], animal: Individual, *, lip: float) -> list[Tentacle]:
    """The crown spans its width, and its highest tip the height; outlines included."""
    border = max(animal["tip"], animal["thickness"] / 2) + 1
    paths = grown(
        [tentacle.path for tentacle in tentacles],
        width=animal["spread"] - 2 * border,
        height=lip - (_FLOOR - animal["height"] + border),
        floor=lip,
    )
    return [Tentacle(path, tentacle.back) for path, tentacle in zip(paths, tentacles, strict=True)]


def _column(animal: Individual, *, lip: float) -> Mask:
    half, disc, foot = animal["column"] / 2, animal["disc"] / 2, animal["foot"] / 2
    height = _FLOOR - lip
    right: Points = [(disc, lip), (half, lip + height * 0.4), (half, lip + height * 0.7), (foot, _FLOOR)]
    edge = spline(right, steps=6)
    points = [(_MIDDLE + x, y) for x, y in edge] + [(_MIDDLE - x, y) for x, y in edge[::-1]]
    return polygon(points) & (where_y() < _FLOOR)


def _paint(canvas: UnlabelledCanvas, tentacle: Tentacle, animal: Individual) -> None:
    """One tentacle with a dark edge over what lies behind it, and its tip."""
    s = animal.scheme
    tone = darker(s.fin) if tentacle.back else s.fin
    thick, tip = animal["thickness"], animal["tip"]
    x, y = tentacle.path[-1]
    end = ellipse(x, y, tip, tip)
    mask = opened(stroke(tentacle.path, [thick * 1.1, thick, max(thick * 0.9, 2.3)]) | end)
    canvas.limb(mask, tone)
    glowing = animal.look.photophores in ("rows", "spots") or (animal.look.photophores == "belly" and not tentacle.back)
    canvas.pattern(grow(end) if tip < 1.5 else end, s.accent if glowing else s.mark, clip=mask)


def _markings(canvas: UnlabelledCanvas, animal: Individual, column: Mask, *, lip: float) -> None:
    """The column's light collar and its warts in upright rows."""
    s = animal.scheme
    inside = shrink(column)
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.3), darker(s.body), clip=inside)
    elif animal.zone == "hadal":
        canvas.pattern(ellipse(_MIDDLE, (lip + _FLOOR) / 2 + 1, animal["column"] * 0.3, 3.0), s.belly, clip=inside)
    else:
        rows = (where_y() - lip - 4) % 4 < 2
        columns = (where_x() - _MIDDLE + 2 * ((where_y() - lip - 4) % 8 < 4)) % 4 < 2
        canvas.pattern(rows & columns & (where_y() > lip + 4), s.belly, clip=inside)
    canvas.pattern(where_y() < lip + 2, s.belly, clip=inside)


def _anemone(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: a stout column on a flared foot, two rows of thick tentacles with marked tips, waving.

    height, spread: of the whole, pixels. stature: height of the column; column: its width; disc: width of its top;
    foot: of its foot. tentacles: how many in the back row. length: of tentacles over the width (they are fitted).
    thickness: of a tentacle, pixels; tip: radius of its end. fan: heading of the outermost from upright, degrees;
    droop: degrees that they hang over. wave: how far they wind, degrees; phase: where in their swing they are.
    current: degrees that all are bent to the right. habit: which are long (a phase).
    """
    s = animal.scheme
    lip = _FLOOR - animal["stature"]
    tentacles = _fitted(_crown(animal), animal, lip=lip)
    for tentacle in tentacles:
        if tentacle.back:
            _paint(canvas, tentacle, animal)
    column = _column(animal, lip=lip)
    canvas.limb(column, s.body)
    _markings(canvas, animal, column, lip=lip)
    for tentacle in tentacles:
        if not tentacle.back:
            _paint(canvas, tentacle, animal)


ANEMONE = Species(
    name="anemone",
    draw=unlabelled(_anemone),
    ranges={
        "height": (26.0, 30.0),
        "spread": (27.0, 31.0),
        "stature": (10.0, 14.0),
        "column": (10.0, 13.0),
        "disc": (12.0, 15.0),
        "foot": (14.0, 18.0),
        "tentacles": (4.0, 6.99),
        "length": (11.0, 14.0),
        "thickness": (2.4, 3.0),
        "tip": (1.3, 1.9),
        "fan": (60.0, 85.0),
        "droop": (0.0, 60.0),
        "wave": (20.0, 65.0),
        "current": (-35.0, 35.0),
        "phase": (0.0, 1.0),
        "habit": (0.0, 1.0),
    },
    zone_ranges={
        "shallows": {
            "height": (21.0, 25.0),
            "stature": (7.0, 10.0),
            "column": (13.0, 16.0),
            "disc": (14.0, 17.0),
            "foot": (17.0, 20.0),
            "thickness": (2.8, 3.4),
            "wave": (10.0, 40.0),
        },
        "reef": {"tip": (1.5, 2.2)},
        "twilight": {"height": (27.5, 30.5), "column": (9.0, 11.0), "stature": (12.0, 16.0)},
        "midnight": {
            "height": (27.5, 30.5),
            "column": (8.0, 10.0),
            "disc": (10.0, 13.0),
            "foot": (12.0, 15.0),
            "tentacles": (4.0, 5.99),
            "thickness": (2.3, 2.6),
        },
        "abyss": {
            "height": (28.0, 30.5),
            "stature": (9.0, 12.0),
            "column": (7.0, 9.0),
            "disc": (9.0, 12.0),
            "foot": (10.0, 14.0),
            "tentacles": (4.0, 4.99),
            "thickness": (2.3, 2.5),
            "droop": (40.0, 90.0),
            "wave": (40.0, 75.0),
        },
        "hadal": {
            "height": (23.0, 26.0),
            "spread": (25.0, 29.0),
            "stature": (11.0, 14.0),
            "column": (15.0, 18.0),
            "disc": (12.0, 14.0),
            "foot": (12.0, 14.0),
            "tentacles": (3.0, 4.99),
            "thickness": (3.4, 4.0),
            "tip": (1.8, 2.6),
            "wave": (0.0, 30.0),
        },
    },
    schemes={
        "shallows": (
            scheme("kelp3 kelp4 kelp4 sand5 sand6 ink6"),
            scheme("azure3 azure4 azure4 sand5 sand6 ink6"),
            scheme("sand3 sand4 sand4 sand5 sand6 ink6"),
            scheme("ink4 ink5 azure4 azure6 sand6 ink6"),
        ),
        "reef": (
            scheme("coral4 coral5 gold5 rose4 gold5 ink6"),
            scheme("kelp3 kelp4 kelp4 violet5 gold5 ink6"),
            scheme("rose3 rose4 gold5 rose4 gold5 ink6"),
            scheme("azure3 azure4 violet4 gold5 gold5 ink6"),
            scheme("gold4 gold5 rose5 violet4 gold5 ink6"),
            scheme("violet3 violet4 coral5 coral4 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure2 azure3 azure4 azure5 glow5 ink6"),
            scheme("violet2 violet3 violet4 violet5 glow5 ink6"),
            scheme("ink3 ink4 azure4 azure5 glow5 ink6"),
            scheme("azure2 azure3 violet4 violet5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 rose4 glow4 ink6"),
            scheme("violet2 violet3 violet3 rose4 glow4 ink6"),
            scheme("rose2 rose3 rose3 rose4 glow5 ink6"),
            scheme("ink2 ink3 coral3 coral4 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 violet6 glow4 ink6"),
            scheme("ink4 ink5 ink5 ink6 glow4 ink6"),
            scheme("ink3 ink4 violet5 violet6 glow5 ink6"),
            scheme("violet3 violet4 ink5 ink6 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose6 ink6 ink6"),
            scheme("sand5 sand6 sand5 sand6 ink6 ink6"),
            scheme("ink5 ink6 rose5 rose6 ink6 ink6"),
            scheme("rose6 ink6 rose6 rose4 ink6 ink6"),
        ),
    },
    standing=True,
)
