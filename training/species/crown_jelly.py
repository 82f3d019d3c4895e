"""The crown jelly: a pointed bell cut by a deep groove, a ring of lappets, stiff tentacles held up like a crown."""

from __future__ import annotations

import math

from training.drawing.masks import empty, line, mirror, opened, polygon, rectangle, shrink, spline, where_y
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species
from training.species.tentacles import AXIS, ribbon_mask, strand, strand_mask, wave


def _crown_jelly(canvas: UnlabelledCanvas, jelly: Individual) -> None:
    """Field marks: tall pointed bell over a deep groove, furrowed ring with lappets, stiff tentacles raised beside it,
    short ones below, one far longer than the others.

    width: of the ring, pixels. cone: height of the bell above the groove, pixels. waist: width of the bell at the
    groove over that of the ring. blunt: 0 pointed to 1 domed. lappets: in view. lift: pixels that the
    raised tentacles rise above the ring. spread: pixels that they stand out. droop: pixels that those beside and below
    it fall. lower: length of the hanging ones, pixels. tail: length of the longest. sway: drift a row. curl: amplitude
    of the longest one's waving. wave: phase of all.
    stomach: height of what shines through over the cone's.
    """
    lobes = round(jelly["lappets"])
    lobe = round((jelly["width"] + 1) / lobes) - 1
    half = (lobes * (lobe + 1) - 1) / 2
    axis = AXIS + half % 1.0
    high = jelly["cone"] * (0.6 + 0.4 * jelly.look.bulk)
    groove = 1 + round(high)
    _hanging(canvas, jelly, axis, half, groove + 5)
    _raised(canvas, jelly, axis, half, groove + 3)
    _ring(canvas, jelly, axis, half, groove, lobe)
    _cone(canvas, jelly, axis, half, groove)


def _raised(canvas: UnlabelledCanvas, jelly: Individual, axis: float, half: float, root: int) -> None:
    """Two stiff tentacles on each side: one curved up beside the bell, one held out below it."""
    s = jelly.scheme
    out = min(jelly["spread"], 14.6 - half)
    for side in (-1, 1):
        swing = math.sin(jelly["wave"] + 1.3 * side)
        x, droop = axis + side * half - 1, jelly["droop"] + swing
        low = [(x - side * 2, root + 2), (x + side * out * 0.6, root + 3.5), (x + side * out, root + droop)]
        canvas.thin(line(low, width=2), darker(s.fin))
        rise = min(jelly["lift"] * jelly.look.limb * (1 + 0.12 * swing), root - 1.0)
        path = [
            (x - side * 2, root),
            (x + side * out * 0.6, root - 0.4),
            (x + side * out, root - rise * 0.45),
            (x + side * out * (0.88 + 0.12 * swing), root - rise),
        ]
        arm = line(path, width=2)
        canvas.thin(arm, s.fin)
        tip = arm & (where_y() < root - rise + 3)
        canvas.pattern(tip, s.accent if jelly.look.photophores == "spots" else lighter(s.fin), clip=arm)


def _hanging(canvas: UnlabelledCanvas, jelly: Individual, axis: float, half: float, top: int) -> None:
    """The tentacles below, stiff and short, and the long one."""
    s = jelly.scheme
    room = 31.4 - top
    reach = jelly["lower"] * jelly.look.limb
    for place, share in ((-0.6, 1.0), (0.6, 0.9)):
        course = wave(
            axis - 1 + place * half,
            amplitude=0.2,
            wavelength=16.0,
            phase=jelly["wave"] + 3 * place,
            drift=jelly["sway"] + 0.2 * place,
        )
        cells = strand(course, top, round(min(reach * share, room)), rows=3)
        canvas.thin(ribbon_mask(cells, 0.9), s.fin)
    course = wave(axis - 1, amplitude=jelly["curl"], wavelength=14.0, phase=jelly["wave"], drift=jelly["sway"])
    cells = strand(course, top, round(min(jelly["tail"] * jelly.look.limb, room)), rows=2)
    canvas.thin(ribbon_mask(cells, 0.75), lighter(s.fin))
    if jelly.look.photophores == "spots":
        canvas.thin(strand_mask(cells[-3:]), s.accent)


def _ring(canvas: UnlabelledCanvas, jelly: Individual, axis: float, half: float, groove: int, lobe: int) -> None:
    """The furrowed ring below the groove and the lappets that hang from it."""
    s = jelly.scheme
    first, last = round(axis - half), round(axis + half)
    ring, lappets, furrows = empty(), empty(), empty()
    for left in range(first, last, lobe + 1):
        ring |= rectangle(left, groove + 1, lobe, 4)
        lappets |= rectangle(left, groove + 5, lobe, 2) | rectangle(left + 1, groove + 7, lobe - 2, 1)
        if left > first:
            furrows |= rectangle(left - 1, groove + 1, 1, 5)
    shoulder = rectangle(first, groove + 1, 1, 1) | rectangle(last - 1, groove + 1, 1, 1)
    canvas.part((ring | furrows) & ~shoulder, s.body)
    canvas.thin(lappets, s.belly)
    canvas.pattern(furrows, darker(s.body, 2), clip=furrows)
    if jelly.look.photophores in ("belly", "rows"):
        for left in range(first, last, lobe + 1):
            light = rectangle(left + (lobe - 1) // 2, groove + 3, 2 - lobe % 2, 1 + lobe % 2)
            canvas.pattern(light, s.accent, clip=ring)


def _cone(canvas: UnlabelledCanvas, jelly: Individual, axis: float, half: float, groove: int) -> None:
    """The pointed bell, the stomach's cone shining through, the groove as a dark line under it."""
    s = jelly.scheme
    waist, blunt = half * jelly["waist"], jelly["blunt"]
    right = [
        (axis + 0.6 + blunt, 1.0),
        (axis + waist * (0.42 + 0.24 * blunt), 1 + (groove - 1) * 0.26),
        (axis + waist * (0.76 + 0.14 * blunt), 1 + (groove - 1) * 0.6),
        (axis + waist, groove),
    ]
    side = polygon([*spline(right).tolist(), (axis + waist - 1, groove + 1), (axis, groove + 1), (axis, 1.0)])
    bell = opened(side | mirror(side, axis_x=axis))
    canvas.part(bell, s.body, seam=darker(s.body, 2))
    inner = shrink(bell)
    tall = jelly["stomach"] * (groove - 1)
    red = polygon([(axis, groove - tall), (axis + waist * 0.6, groove), (axis - waist * 0.6, groove)])
    canvas.pattern(red, s.mark, clip=inner)


CROWN_JELLY = Species(
    name="crown_jelly",
    draw=unlabelled(_crown_jelly),
    ranges={
        "width": (17.0, 21.0),
        "cone": (9.0, 13.5),
        "waist": (0.68, 0.84),
        "blunt": (0.0, 0.6),
        "lappets": (3.6, 5.4),
        "lift": (7.0, 12.0),
        "spread": (3.5, 5.5),
        "droop": (3.5, 11.0),
        "lower": (4.0, 8.0),
        "tail": (12.0, 16.0),
        "sway": (-0.2, 0.2),
        "curl": (0.5, 1.8),
        "wave": (0.0, 6.28),
        "stomach": (0.5, 0.8),
    },
    zone_ranges={
        "midnight": {"waist": (0.62, 0.76), "width": (16.0, 20.0)},
        "abyss": {"lift": (8.0, 13.0), "waist": (0.66, 0.8)},
        "hadal": {"blunt": (0.55, 1.0), "cone": (9.0, 11.5), "waist": (0.78, 0.9), "lift": (5.0, 9.0)},
    },
    schemes={
        "shallows": (
            scheme("azure5 azure6 azure4 coral4 azure4 gold5"),
            scheme("sand5 sand6 sand4 coral3 azure4 gold5"),
            scheme("ink5 ink6 azure4 rose4 azure4 gold5"),
            scheme("kelp5 kelp6 kelp4 coral4 azure4 gold5"),
        ),
        "reef": (
            scheme("violet4 violet5 gold4 rose3 gold4 ink6"),
            scheme("azure4 azure5 coral4 violet3 gold4 ink6"),
            scheme("rose4 rose5 violet4 coral3 gold4 ink6"),
            scheme("gold4 gold5 coral4 coral3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure4 violet4 glow4 gold5"),
            scheme("violet3 violet4 azure3 rose3 glow4 gold5"),
            scheme("ink4 ink5 violet3 violet3 glow4 gold5"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 coral4 glow4 gold5"),
            scheme("rose2 rose3 violet3 coral3 glow4 gold5"),
            scheme("violet2 violet3 violet3 rose3 glow4 gold5"),
            scheme("ink3 ink4 coral3 coral3 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 violet3 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet3 glow4 ink6"),
            scheme("ink5 ink6 ink4 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose3 ink6 ink6"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink6"),
            scheme("ink5 ink6 rose5 rose4 ink6 ink6"),
        ),
    },
)
