"""The box jelly: a cube of a bell seen over one edge, a blade and a bundle of tentacles at each of its four corners."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import (
    Mask,
    Point,
    arc,
    mirror,
    opened,
    polygon,
    rectangle,
    shift,
    shrink,
    spline,
    where_x,
    where_y,
)
from training.drawing.patterns import mottling, spots
from training.drawing.tones import darker, darkest, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species
from training.species.tentacles import AXIS, kept_in, ribbon_mask, strand, strand_mask, wave

_TILT = 2.2  # rows that the nearest corner lies below the middle of the cube: we look on it from a little above


def _corners(half: float, turn: float, y: float) -> list[Point]:
    """Right, nearest, left and farthest corner of a square turned by `turn` degrees, its middle at height y."""
    angles = [math.radians(turn + 90 * k) for k in range(4)]
    return [(AXIS + half * math.cos(a), y + _TILT * math.sin(a)) for a in angles]


def _box_jelly(canvas: UnlabelledCanvas, jelly: Individual) -> None:
    """Field marks: cube-shaped bell, a blade (pedalium) at each lower corner, tentacles in four bundles.

    width: bell across, pixels. height: of the bell over its width. turn: degrees from the view on an edge.
    pulse: 0 margin wide, 1 drawn in. round: radius of the shoulders, pixels. blade: length of the pedalia.
    flare: how far the blades stand out, pixels. reach: length of the tentacles. curl: amplitude of their waving.
    sway: drift a row. wave: phase of the waving. stomach: half length of what shines through the bell, pixels.
    eye: pixels, that of the sense organ on the broad side.
    """
    half = jelly["width"] * (0.9 + 0.1 * jelly.look.bulk) / 2
    height = min(14.5, 2 * half * jelly["height"] * (1 + 0.12 * jelly["pulse"]))
    rim = _corners(half * (1.02 - 0.12 * jelly["pulse"]), jelly["turn"], 2.0 + height)
    for order in (3, 2, 0, 1):  # the farthest corner first, the nearest last
        _bundle(canvas, jelly, rim[order], order)
    bell = _bell(canvas, jelly, half, height, rim)
    _marks(canvas, jelly, bell, rim)


def _bundle(canvas: UnlabelledCanvas, jelly: Individual, root: Point, order: int) -> None:
    """A blade that stands out from its corner, and from its end a ribbon of a tentacle with a thin one beside it."""
    far = order == 3
    tone = darker(jelly.scheme.fin) if far else jelly.scheme.fin
    x, y = root
    side = (x - AXIS) / (jelly["width"] / 2)
    end_x, end_y = x + side * jelly["flare"], y + jelly["blade"] * (0.7 if far else 1.0)
    top = round(end_y) - 1
    reach = min(jelly["reach"] * jelly.look.limb * (0.86, 1.0, 0.92, 0.7)[order], 31.4 - top)
    ribbon = math.floor(end_x - 0.5)
    thin, drift = (ribbon + 3, 0.12) if side > 0 else (ribbon - 2, -0.12)
    for left, share, apart in ((thin, 0.72, drift), (ribbon, 1.0, 0.0)):
        course = wave(
            left + 0.5,
            amplitude=jelly["curl"],
            wavelength=19.0,
            phase=jelly["wave"] + 1.1 * order,
            drift=jelly["sway"] + 0.06 * side + apart,
        )
        cells = strand(kept_in(course, 1.0, 2 * AXIS - 2.0), top, max(3, round(reach * share)), rows=3)
        if apart:
            canvas.thin(strand_mask(cells), darker(jelly.scheme.fin))
        else:
            canvas.thin(ribbon_mask(cells, 0.8), tone)
            canvas.thin(strand_mask([cell for row, cell in enumerate(cells) if row % 5 in (3, 4)]), lighter(tone))
            if jelly.look.photophores == "spots":
                canvas.thin(strand_mask(cells[-3:]), jelly.scheme.accent)
    inner_edge, outer_edge = (ribbon, thin + 1) if side > 0 else (ribbon + 2, thin)
    blade = polygon(
        [
            (x - 1.7, y - 2),
            (x + 1.7, y - 2),
            *[(edge, end_y) for edge in sorted((inner_edge, outer_edge), reverse=True)],
        ]
    )
    canvas.thin(blade, lighter(tone))
    canvas.pattern(blade & ~shift(blade, -1, 0), tone, clip=blade)


def _bell(canvas: UnlabelledCanvas, jelly: Individual, half: float, height: float, rim: list[Point]) -> Mask:
    """The cube: rounded top lightest, the narrow left side light, the broad right side the body's colour."""
    s = jelly.scheme
    radius = jelly["round"]
    top = 1.0
    right, nearest, left, _ = rim
    crown = half * math.cos(math.radians(jelly["turn"])) * (0.98 - 0.11 * jelly["pulse"])
    outline = [left, (AXIS - crown, top + radius + 2)]
    outline += arc(AXIS - crown + radius, top + radius, radius, radius, start=180, end=270, count=5)
    outline += arc(AXIS + crown - radius, top + radius, radius, radius, start=270, end=360, count=5)
    bell = opened(polygon([*outline, (AXIS + crown, top + radius + 2), right, nearest]), by=3)
    canvas.part(bell, s.body, seam=darkest(s.body))
    inner = shrink(bell)
    lid = _corners(half * 0.86, jelly["turn"], top + _TILT + 0.6)
    ridge = spline([lid[1], ((lid[1][0] + nearest[0]) / 2 - 0.4, (lid[1][1] + nearest[1]) / 2), nearest], steps=4)
    ridge_x = np.interp(where_y(), ridge[:, 1], ridge[:, 0])
    canvas.pattern(where_x() < ridge_x, lighter(s.body), clip=inner)
    canvas.pattern((where_x() >= ridge_x) & (where_x() < ridge_x + 1), darker(s.body), clip=inner)
    canvas.pattern(polygon(lid), s.belly, clip=inner)
    return bell


def _marks(canvas: UnlabelledCanvas, jelly: Individual, bell: Mask, rim: list[Point]) -> None:
    """What shines through the broad side: the stomach; the sense organ with its eye; lights of the deep."""
    s = jelly.scheme
    inner = shrink(bell)
    (right, depth), (nearest, _) = rim[0], rim[1]
    middle = math.floor((right + nearest) / 2)
    if jelly.look.camouflage:
        flank = inner & (canvas.pixels == s.body)
        canvas.pattern(mottling(jelly.rng, scale=3, share=0.2), darker(s.body), clip=flank)
    long = min(jelly["gonad"], depth - 11)
    leaf = rectangle(0, 6, 1, round(long) + 2) | rectangle(0, 7, 2, round(long))
    canvas.pattern(shift(leaf, math.floor(nearest) + 1, 0), s.mark, clip=inner)
    canvas.pattern(shift(mirror(leaf, axis_x=0), math.floor(right) - 1, 0), s.mark, clip=inner)
    if jelly.look.photophores in ("belly", "rows", "spots"):
        hem = inner & ~shift(inner, 0, -1)
        canvas.pattern(hem & (where_x() % 4 < 2), s.accent, clip=hem)
    if jelly.look.photophores == "spots":
        ends = spots(inner & shift(inner, -1, 0), jelly.rng, count=3, size=1, apart=4)
        canvas.pattern(ends | shift(ends, 1, 0), s.accent, clip=inner)
    canvas.eye(middle + 1, depth - 3.0, math.floor(jelly["eye"]), iris=s.iris)


BOX_JELLY = Species(
    name="box_jelly",
    draw=unlabelled(_box_jelly),
    ranges={
        "width": (14.5, 18.0),
        "height": (0.70, 0.86),
        "turn": (13.0, 27.0),
        "pulse": (0.0, 1.0),
        "round": (3.0, 5.0),
        "blade": (3.0, 5.4),
        "flare": (1.8, 3.8),
        "reach": (12.0, 19.0),
        "curl": (0.4, 1.6),
        "sway": (-0.16, 0.16),
        "wave": (0.0, 6.28),
        "gonad": (2.0, 6.0),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "midnight": {"width": (13.5, 16.5), "reach": (14.0, 20.0)},
        "twilight": {"eye": (2.4, 3.9)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 0.9), "round": (5.0, 7.0), "height": (0.78, 0.9), "width": (14.0, 16.5)},
    },
    schemes={
        "shallows": (
            scheme("azure4 azure6 azure4 ink5 azure4 gold5"),
            scheme("ink4 ink6 azure4 azure4 azure4 gold5"),
            scheme("kelp4 kelp6 kelp4 sand5 azure4 gold5"),
            scheme("sand4 sand6 sand4 gold4 azure4 gold5"),
        ),
        "reef": (
            scheme("azure4 azure6 rose4 gold4 gold4 ink6"),
            scheme("violet4 violet6 gold4 gold5 gold4 ink6"),
            scheme("rose4 rose6 violet4 gold5 gold4 ink6"),
            scheme("gold4 gold6 coral4 coral3 gold4 ink6"),
            scheme("coral4 coral6 azure4 violet3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 violet3 violet4 glow4 gold5"),
            scheme("violet3 violet5 azure3 azure4 glow4 gold5"),
            scheme("ink4 ink6 azure3 azure3 glow4 gold5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 gold4 glow4 gold5"),
            scheme("rose2 rose4 violet3 rose4 glow4 gold5"),
            scheme("violet2 violet4 violet3 rose4 glow4 gold5"),
            scheme("ink3 ink4 coral3 coral4 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet4 rose4 glow4 ink6"),
            scheme("ink4 ink6 violet4 violet3 glow4 ink6"),
            scheme("ink5 ink6 ink4 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink6"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink6"),
            scheme("ink5 ink6 rose5 rose4 ink6 ink6"),
        ),
    },
)
