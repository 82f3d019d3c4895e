"""The lion's mane: a lobed bell over a mass of trailing tentacles and a curtain of oral arms."""

from __future__ import annotations

import math

from training.drawing.masks import empty, grow, grow_all, mirror, polygon, rectangle, shift, shrink, spline, where_y
from training.drawing.patterns import mottling, spots
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species
from training.species.tentacles import AXIS, oral_arm, ribbon_mask, strand, strand_mask, wave


def _lions_mane(canvas: UnlabelledCanvas, jelly: Individual) -> None:
    """Field marks: lobed bell with a scalloped rim, a mass of long tentacles, a curtain of frilly oral arms.

    width: bell across, pixels. dome: height over width. pulse: 0 open, 1 contracted. lobes: in view, along the rim.
    mane: length of the tentacles. flare: how far they spread (positive) or gather, pixels a row.
    curtain: length of the oral arms over the mane's. sway: drift a row. curl: amplitude of the waving. wave: its phase.
    """
    pulse = jelly["pulse"]
    lobes = round(jelly["lobes"])
    lobe = max(3, round((jelly["width"] * (1 - 0.22 * pulse) + 1) / lobes) - 1)  # pixels across, one of groove between
    half = (lobes * (lobe + 1) - 1) / 2
    height = round(jelly["width"] * jelly["dome"] * jelly.look.bulk * (1 + 0.4 * pulse))
    rim = 1 + height
    length = min(jelly["mane"] * jelly.look.limb, 31 - height)
    axis = AXIS + half % 1.0
    _mane(canvas, jelly, (axis, half), rim, length)
    _curtain(canvas, jelly, axis, rim, length)
    _lobed_bell(canvas, jelly, (axis, half), (rim, height), lobe)


def _mane(canvas: UnlabelledCanvas, jelly: Individual, breadth: tuple[float, float], top: int, length: float) -> None:
    """The tentacles: shorter dark strands close together, and before them longer ones that part at their ends."""
    axis, half = breadth
    tone = jelly.scheme.fin
    count = round(half * 0.86) | 1
    for first in (1, 0):
        for index in range(first, count, 2):
            place = (index + 0.5) / count * 2 - 1
            uneven = 0.5 + 0.5 * math.sin(index * 1.7 + jelly["wave"])
            share = 0.58 + 0.18 * uneven if first else 0.72 + 0.28 * uneven
            course = wave(
                axis - 1 + place * half * 0.7,
                amplitude=jelly["curl"],
                wavelength=15.0,
                phase=jelly["wave"] + place * 0.5,
                drift=jelly["sway"] + jelly["flare"] * place,
            )
            cells = strand(course, top, max(4, round(length * share * (1 - 0.15 * place**2))), rows=3)
            canvas.thin(ribbon_mask(cells, 0.85 if first else 0.75), darker(tone) if first else tone)
            if index % 4 == 2:
                canvas.thin(strand_mask(cells[: round(len(cells) * 0.7)]), lighter(tone))
            if not first and jelly.look.photophores == "spots":
                canvas.thin(strand_mask(cells[-3:]), jelly.scheme.accent)


def _curtain(canvas: UnlabelledCanvas, jelly: Individual, axis: float, top: int, length: float) -> None:
    """The oral arms: ruffled folds in the middle of the mane, one of them behind the others."""
    tone = jelly.scheme.mark
    for place in (0.0, -1.5, 1.5, -0.5, 0.5):
        course = wave(
            axis - 1 + place * 3.0,
            amplitude=jelly["curl"] * 0.7,
            wavelength=14.0,
            phase=jelly["wave"],
            drift=jelly["sway"],
        )
        reach = max(5, round(length * jelly["curtain"] * (1.0 if abs(place) == 0.5 else 0.75))) + 2
        oral_arm(canvas, course, top, reach, tone if place else darker(tone), phase=0 if place < 0 else 3)


def _lobed_bell(
    canvas: UnlabelledCanvas, jelly: Individual, breadth: tuple[float, float], depth: tuple[int, int], lobe: int
) -> None:
    """A dome whose margin hangs in rounded lobes, a groove between each two."""
    s = jelly.scheme
    axis, half = breadth
    rim, height = depth
    drawn_in = jelly["pulse"]
    shoulder = 0.78 + 0.2 * drawn_in
    right = spline(
        [
            (axis, rim - height),
            (axis + half * 0.5, rim - height * 0.9),
            (axis + half * shoulder, rim - height * 0.5),
            (axis + half - 1.4 + 1.2 * drawn_in, rim),
        ]
    )
    dome = polygon([*right.tolist(), (axis, rim)])
    dome |= mirror(dome, axis_x=axis)
    hem, grooves = empty(), empty()
    first = round(axis - half)
    for left in range(first, round(axis + half), lobe + 1):
        hem |= rectangle(left, rim - 1, lobe, 3) | rectangle(left + 1, rim + 2, lobe - 2, 1)
        if left > first:
            grooves |= rectangle(left - 1, rim - 4, 1, 5)
    bell = dome | hem | grooves
    scallops = grow_all(bell) & ~bell & (where_y() > rim)  # the shadow that tells the lobes from the arms
    canvas.pattern(scallops, darker(s.body, 2), clip=canvas.filled())
    canvas.part(bell, s.body)
    canvas.pattern(hem, s.belly, clip=hem)
    canvas.pattern(grooves, darker(s.body, 1 if jelly.zone == "hadal" else 2), clip=grooves)
    if jelly.look.camouflage:
        canvas.pattern(mottling(jelly.rng, scale=3, share=0.3), darker(s.body), clip=shrink(dome & ~grow(hem)))
    lights = empty()
    if jelly.look.photophores in ("belly", "rows"):
        for left in range(first, round(axis + half), lobe + 1):
            lights |= rectangle(left + (lobe - 1) // 2, rim + 1 - lobe % 2, 2 - lobe % 2, 1 + lobe % 2)
    if jelly.look.photophores in ("rows", "spots"):
        inside = shrink(dome) & (where_y() < rim - 4)
        left_ends = spots(inside & shift(inside, -1, 0), jelly.rng, count=3, size=1, apart=4)
        lights |= left_ends | shift(left_ends, 1, 0)
    canvas.pattern(lights, s.accent, clip=bell)


LIONS_MANE = Species(
    name="lions_mane",
    draw=unlabelled(_lions_mane),
    ranges={
        "width": (21.0, 27.0),
        "dome": (0.21, 0.28),
        "pulse": (0.0, 1.0),
        "lobes": (3.6, 5.4),
        "mane": (20.0, 25.0),
        "flare": (0.06, 0.24),
        "curtain": (0.35, 0.55),
        "sway": (-0.14, 0.14),
        "curl": (0.5, 1.3),
        "wave": (0.0, 6.28),
    },
    zone_ranges={
        "shallows": {"mane": (21.0, 25.0), "dome": (0.24, 0.32)},
        "abyss": {"width": (19.0, 24.0), "dome": (0.24, 0.32), "curtain": (0.3, 0.45)},
        "hadal": {"width": (19.0, 23.0), "dome": (0.32, 0.4), "lobes": (3.6, 4.4), "flare": (0.0, 0.12)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand5 kelp4 ink6"),
            scheme("gold4 gold5 sand4 gold5 kelp4 ink6"),
            scheme("kelp4 kelp5 kelp3 sand5 sand4 ink6"),
            scheme("ink4 ink5 sand4 ink5 azure4 ink6"),
        ),
        "reef": (
            scheme("coral3 coral4 gold4 coral5 gold4 ink6"),
            scheme("coral4 coral5 coral3 gold5 gold4 ink6"),
            scheme("rose3 rose4 coral4 rose5 gold4 ink6"),
            scheme("violet4 violet5 gold4 violet5 gold4 ink6"),
            scheme("gold4 gold5 coral3 gold5 gold4 ink6"),
        ),
        "twilight": (
            scheme("violet2 violet3 violet3 violet5 glow4 ink6"),
            scheme("azure2 azure3 azure3 ink4 glow4 ink6"),
            scheme("ink3 ink4 azure3 azure5 glow4 ink6"),
            scheme("azure3 azure4 violet3 violet5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 rose4 glow4 ink6"),
            scheme("rose2 rose3 violet3 rose4 glow4 ink6"),
            scheme("violet2 violet3 violet3 rose4 glow4 ink6"),
            scheme("ink2 ink3 coral3 coral4 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 ink5 glow4 ink6"),
            scheme("ink4 ink5 violet3 violet5 glow4 ink6"),
            scheme("ink5 ink6 violet4 ink5 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink5 ink6 ink6"),
            scheme("sand5 sand6 rose4 sand5 ink6 ink6"),
            scheme("ink5 ink6 rose5 ink5 ink6 ink6"),
        ),
    },
)
