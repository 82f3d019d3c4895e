"""Jellyfish: a bell that pulses, a margin of tentacles, frilly oral arms below the mouth. No eyes."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from training.canvas import (
    MARGIN,
    SHEET,
    Canvas,
    Mask,
    darker,
    empty,
    grow,
    grow_all,
    lighter,
    mirror,
    polygon,
    shift,
    shrink,
    spline,
    where_y,
)
from training.patterns import mottling, spots
from training.species.contract import Individual, Species
from training.zones import scheme

AXIS = 16  # bells are symmetrical about this line
Cells = list[tuple[int, int]]
Course = Callable[[float], float]  # distance below the root, pixels -> x


# --- what hangs -----------------------------------------------------------------------------------------


def _wave(root: float, *, amplitude: float, wavelength: float, phase: float, drift: float) -> Course:
    """A course that hangs from x = root, waves ever wider and drifts sideways by `drift` pixels a row."""

    def course(below: float) -> float:
        loose = min(1.0, below / 5)
        turn = 2 * math.pi * below / wavelength + phase
        return root + loose * amplitude * (math.sin(turn) - math.sin(phase)) + drift * below

    return course


def _strand(course: Course, top: int, length: int, *, rows: int = 2) -> Cells:
    """Cells of a hanging one-pixel strand, (x, y) by row: it steps sideways by one, after `rows` rows at least."""
    x, run, cells = math.floor(course(0.0)), 0, []
    for row in range(length):
        aim = course(row + 0.5) - (x + 0.5)
        if run >= rows and abs(aim) > 0.65 and row < length - 1:
            x, run = x + (1 if aim > 0 else -1), 0
        cells.append((x, top + row))
        run += 1
    return cells


def _mask(cells: Cells, *, dx: int = 0) -> Mask:
    """The mask of a strand's cells, `dx` pixels to the right."""
    mask = empty()
    for x, y in cells:
        if -MARGIN <= y < SHEET - MARGIN and -MARGIN <= x + dx < SHEET - MARGIN:
            mask[y + MARGIN, x + dx + MARGIN] = True
    return mask


def _oral_arm(canvas: Canvas, course: Course, top: int, length: int, tone: int, *, phase: int) -> Cells:
    """A ribbon three pixels wide that ruffles left and right in turn, light at the left, `tone`, dark at the right."""
    cells = _strand(course, top, length)
    frilled = cells[: max(3, length - 3)]
    left = [cell for index, cell in enumerate(frilled) if (index + phase) % 6 < 3]
    right = [cell for index, cell in enumerate(frilled) if (index + phase) % 6 >= 3]
    canvas.thin(_mask(left, dx=-1) | _mask(cells[:-1]), lighter(tone))
    canvas.thin(_mask(left) | _mask(cells, dx=1), tone)
    canvas.thin(_mask(right, dx=2), darker(tone))
    return cells


# --- moon jelly -----------------------------------------------------------------------------------------


def _saucer(half: float, height: float, pulse: float, *, top: float, sag: float) -> Mask:
    """The bell: a dome over a margin that sags by `sag` pixels in the middle, where it is nearest to us.

    Open (pulse 0) it is widest at the margin; contracted (1) at its shoulder, the margin drawn in.
    """
    open_bell = np.array([(0.0, 0.0), (0.38, 0.05), (0.7, 0.24), (0.91, 0.55), (1.0, 0.88), (0.98, 1.0)])
    closed = np.array([(0.0, 0.0), (0.45, 0.06), (0.8, 0.25), (0.98, 0.55), (0.98, 0.82), (0.86, 1.0)])
    profile = open_bell * (1 - pulse) + closed * pulse
    right = [(AXIS + half * x, top + height * y) for x, y in profile.tolist()]
    margin = [(AXIS + half * profile[-1, 0] * x, top + height + sag * (1 - x * x)) for x in (0.75, 0.45, 0.15)]
    side = spline([*right, *margin, (AXIS, top + height + sag)], steps=6)
    bell = polygon([*side.tolist(), (AXIS, top)])
    return bell | mirror(bell, axis_x=AXIS)


def _box(left: int, top: int, width: int, height: int) -> Mask:
    mask = empty()
    mask[top + MARGIN : top + height + MARGIN, left + MARGIN : left + width + MARGIN] = True
    return mask


def _clover(middle: int, half: int, rise: int, gap: int) -> tuple[Mask, Mask]:
    """Four horseshoe gonads, foreshortened, open to the centre (AXIS, middle); and the pouches they line.

    half: half width of those at the back and front; rise: their rows, 2 or 3; gap: pixels to those at the sides.
    """
    whole = _box(AXIS - half + 1, middle - rise - 1, 2 * half - 2, 1) | _box(
        AXIS - half, middle - rise, 2 * half, rise - 1
    )
    pouch = _box(AXIS - half + 2, middle - rise, 2 * half - 4, rise - 1)
    left = AXIS - half - gap - 4
    whole |= shift(whole[::-1], 0, 2 * (middle + MARGIN) - SHEET)
    pouch |= shift(pouch[::-1], 0, 2 * (middle + MARGIN) - SHEET)
    side, hollow = _box(left + 1, middle - 2, 3, 4) | _box(left, middle - 1, 4, 2), _box(left + 2, middle - 1, 2, 2)
    whole |= side | mirror(side, axis_x=AXIS)
    pouch |= hollow | mirror(hollow, axis_x=AXIS)
    return whole & ~pouch, pouch


def _moon_jelly(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: wide saucer bell, clover of four horseshoe gonads, short fringe, four frilly oral arms.

    width: bell across, pixels. dome: height over width. pulse: 0 open, 1 contracted. fringe: tentacle length.
    arms: length of the oral arms. spread: how far the arms stand apart. curl: amplitude of their waving.
    sway: drift to the right (or left) a row. gonad: half width of a horseshoe. wave: phase of the waving.
    """
    s = jelly.scheme
    pulse = jelly["pulse"]
    half = jelly["width"] / 2 * (1 - 0.2 * pulse)
    height = jelly["width"] * jelly["dome"] * jelly.look.bulk * (1 + 0.35 * pulse)
    sag = 2.6 - 1.2 * pulse
    top = 1.0
    bell = _saucer(half, height, pulse, top=top, sag=sag)
    _moon_fringe(canvas, jelly, bell)
    root = round(top + height)
    for place in (-1.5, 1.5, -0.5, 0.5):
        outer = abs(place) > 1
        reach = min(jelly["arms"] * jelly.look.limb * (0.75 if outer else 1.0), 28 - root)
        course = _wave(
            AXIS - 1 + place * jelly["spread"],
            amplitude=jelly["curl"],
            wavelength=12.0,
            phase=jelly["wave"],
            drift=jelly["sway"] + place * 0.06,
        )
        tone = darker(s.fin) if outer else s.fin
        cells = _oral_arm(canvas, course, root, round(reach) + 2, tone, phase=0 if place < 0 else 2)
        if jelly.look.photophores == "spots" and not outer:
            canvas.thin(_mask(cells[-3:], dx=1), s.accent)
    canvas.part(bell, s.body)
    _moon_marks(canvas, jelly, bell)


def _moon_fringe(canvas: Canvas, jelly: Individual, bell: Mask) -> None:
    """Tentacles all along the margin: every second pixel, longer and shorter in turn."""
    tone = jelly.scheme.belly
    columns = np.nonzero(bell.any(axis=0))[0]
    length = jelly["fringe"] * jelly.look.limb
    for index, column in enumerate(range(int(columns[0]) + 1, int(columns[-1]), 2)):
        bottom = int(np.nonzero(bell[:, column])[0][-1]) - MARGIN
        long = 0.5 + 0.5 * math.sin(jelly["wave"] + index * 0.9)
        course = _wave(column - MARGIN + 0.5, amplitude=0.6, wavelength=9.0, phase=jelly["wave"], drift=jelly["sway"])
        canvas.thin(
            _mask(_strand(course, bottom, 1 + round(length * (0.6 + 0.4 * long)))), tone if index % 2 else darker(tone)
        )


def _moon_marks(canvas: Canvas, jelly: Individual, bell: Mask) -> None:
    """The light margin, the clover of gonads that shines through the bell, and the lights of the deep."""
    s = jelly.scheme
    hem = bell & ~shift(bell, 0, -2)
    canvas.thin(hem, s.belly)
    inner = shrink(bell & ~hem)
    rows = np.nonzero(inner[:, AXIS + MARGIN])[0]
    middle = round((int(rows[0]) + int(rows[-1]) + 1) / 2) - MARGIN
    room = int(np.count_nonzero(inner[middle + MARGIN - 2])) // 2
    half = max(2, min(round(jelly["gonad"]), room - 5))
    gonads, pouches = _clover(middle, half, 3 if rows.size >= 9 else 2, 2 if room - half >= 7 else 1)
    canvas.pattern(pouches, darker(s.body), clip=inner)
    canvas.pattern(gonads, s.accent if jelly.look.photophores == "spots" else s.mark, clip=inner)
    if jelly.look.photophores in ("belly", "rows"):
        for x in range(AXIS - 1 - 3 * 5, AXIS + 3 * 5, 5):
            column = np.nonzero(hem[:, x + MARGIN])[0]
            light = _box(x, int(column[-1]) - MARGIN, 2, 1) if column.size else empty()
            if (light & ~hem).any():
                light = shift(light, 0, -1)
            canvas.pattern(light, s.accent, clip=hem)


_MOON_JELLY = Species(
    name="moon_jelly",
    draw=_moon_jelly,
    ranges={
        "width": (25.0, 30.0),
        "dome": (0.30, 0.40),
        "pulse": (0.0, 1.0),
        "fringe": (3.0, 5.0),
        "arms": (9.0, 13.0),
        "spread": (3.6, 4.4),
        "curl": (0.4, 1.6),
        "sway": (-0.16, 0.16),
        "gonad": (2.6, 4.4),
        "wave": (0.0, 6.28),
    },
    zone_ranges={
        "shallows": {"width": (27.0, 31.0), "dome": (0.33, 0.41), "fringe": (2.6, 4.4), "arms": (9.0, 13.0)},
        "midnight": {"dome": (0.32, 0.40)},
        "abyss": {"width": (23.0, 27.0), "dome": (0.38, 0.46), "fringe": (4.0, 7.0), "arms": (11.0, 15.0)},
        "hadal": {"width": (21.0, 25.0), "dome": (0.42, 0.50), "pulse": (0.3, 1.0), "fringe": (1.6, 3.0)},
    },
    schemes={
        "shallows": (
            scheme("ink5 ink6 ink4 azure4 azure4 ink6"),
            scheme("azure5 azure6 azure4 azure3 azure4 ink6"),
            scheme("sand5 sand6 sand4 sand3 sand4 ink6"),
            scheme("kelp5 kelp6 kelp4 kelp3 kelp4 ink6"),
        ),
        "reef": (
            scheme("azure5 azure6 rose5 violet3 gold4 ink6"),
            scheme("violet4 violet6 gold5 gold6 gold4 ink6"),
            scheme("rose4 rose6 gold5 azure3 gold4 ink6"),
            scheme("coral4 coral6 coral5 violet2 gold4 ink6"),
            scheme("gold5 gold6 coral4 coral3 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure4 ink5 glow5 ink6"),
            scheme("violet3 violet5 azure4 ink5 glow5 ink6"),
            scheme("ink4 ink6 azure4 azure2 glow4 ink6"),
            scheme("azure4 ink5 violet4 violet2 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 coral5 glow4 ink6"),
            scheme("violet2 violet3 violet3 rose4 glow4 ink6"),
            scheme("rose2 rose3 rose3 rose5 glow4 ink6"),
            scheme("ink2 ink3 coral3 coral4 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 violet3 glow5 ink6"),
            scheme("ink4 ink5 ink5 ink3 glow5 ink6"),
            scheme("ink5 ink6 violet5 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose6 ink6 rose5 rose5 ink6 ink6"),
            scheme("ink5 ink6 rose5 rose5 ink6 ink6"),
            scheme("sand5 sand6 sand5 rose5 ink6 ink6"),
            scheme("rose5 rose6 rose5 rose4 ink6 ink6"),
        ),
    },
)


# --- lion's mane ----------------------------------------------------------------------------------------


def _lions_mane(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: lobed bell with a scalloped rim, a mass of long tentacles, a curtain of frilly oral arms.

    width: bell across, pixels. dome: height over width. pulse: 0 open, 1 contracted. lobes: in view, along the rim.
    mane: length of the tentacles. flare: how far they spread (positive) or gather, pixels a row.
    curtain: length of the oral arms over the mane's. sway: drift a row. curl: amplitude of the waving. wave: its phase.
    """
    pulse = jelly["pulse"]
    lobes = round(jelly["lobes"])
    lobe = round((jelly["width"] * (1 - 0.14 * pulse) + 1) / lobes) - 1  # pixels across, one of groove between
    half = (lobes * (lobe + 1) - 1) / 2
    height = round(jelly["width"] * jelly["dome"] * jelly.look.bulk * (1 + 0.25 * pulse))
    rim = 1 + height
    length = min(jelly["mane"] * jelly.look.limb, 31 - height)
    axis = AXIS + half % 1.0
    _mane(canvas, jelly, (axis, half), rim, length)
    _curtain(canvas, jelly, axis, rim, length)
    _lobed_bell(canvas, jelly, (axis, half), (rim, height), lobe)


def _mane(canvas: Canvas, jelly: Individual, breadth: tuple[float, float], top: int, length: float) -> None:
    """The tentacles: shorter dark strands close together, and before them longer ones that part at their ends."""
    axis, half = breadth
    tone = jelly.scheme.fin
    count = round(half * 0.86) | 1
    for first in (1, 0):
        for index in range(first, count, 2):
            place = (index + 0.5) / count * 2 - 1
            uneven = 0.5 + 0.5 * math.sin(index * 1.7 + jelly["wave"])
            share = 0.58 + 0.18 * uneven if first else 0.72 + 0.28 * uneven
            course = _wave(
                axis - 1 + place * half * 0.7,
                amplitude=jelly["curl"],
                wavelength=15.0,
                phase=jelly["wave"] + place * 0.5,
                drift=jelly["sway"] + jelly["flare"] * place,
            )
            cells = _strand(course, top, max(4, round(length * share * (1 - 0.15 * place**2))), rows=3)
            thick = cells[: round(len(cells) * (0.85 if first else 0.75))]
            canvas.thin(_mask(thick, dx=1) | _mask(cells), darker(tone) if first else tone)
            if index % 4 == 2:
                canvas.thin(_mask(cells[: round(len(cells) * 0.7)]), lighter(tone))
            if not first and jelly.look.photophores == "spots":
                canvas.thin(_mask(cells[-3:]), jelly.scheme.accent)


def _curtain(canvas: Canvas, jelly: Individual, axis: float, top: int, length: float) -> None:
    """The oral arms: ruffled folds in the middle of the mane, one of them behind the others."""
    tone = jelly.scheme.mark
    for place in (0.0, -1.5, 1.5, -0.5, 0.5):
        course = _wave(
            axis - 1 + place * 3.0,
            amplitude=jelly["curl"] * 0.7,
            wavelength=14.0,
            phase=jelly["wave"],
            drift=jelly["sway"],
        )
        reach = max(5, round(length * jelly["curtain"] * (1.0 if abs(place) == 0.5 else 0.75))) + 2
        _oral_arm(canvas, course, top, reach, tone if place else darker(tone), phase=0 if place < 0 else 3)


def _lobed_bell(
    canvas: Canvas, jelly: Individual, breadth: tuple[float, float], depth: tuple[int, int], lobe: int
) -> None:
    """A dome whose margin hangs in rounded lobes, a groove between each two."""
    s = jelly.scheme
    axis, half = breadth
    rim, height = depth
    shoulder = 0.78 + 0.16 * jelly["pulse"]
    right = spline(
        [
            (axis, rim - height),
            (axis + half * 0.5, rim - height * 0.9),
            (axis + half * shoulder, rim - height * 0.5),
            (axis + half - 1.4, rim),
        ]
    )
    dome = polygon([*right.tolist(), (axis, rim)])
    dome |= mirror(dome, axis_x=axis)
    hem, grooves = empty(), empty()
    first = round(axis - half)
    for left in range(first, round(axis + half), lobe + 1):
        hem |= _box(left, rim - 1, lobe, 3) | _box(left + 1, rim + 2, lobe - 2, 1)
        if left > first:
            grooves |= _box(left - 1, rim - 4, 1, 5)
    bell = dome | hem | grooves
    below = where_y() > rim
    canvas.pattern(grow_all(bell) & ~bell & below, darker(s.body, 2), clip=canvas.filled())
    canvas.part(bell, s.body)
    canvas.pattern(hem, s.belly, clip=hem)
    canvas.pattern(grooves, darker(s.body, 1 if jelly.zone == "hadal" else 2), clip=grooves)
    if jelly.look.camouflage:
        canvas.pattern(mottling(jelly.rng, scale=3, share=0.3), darker(s.body), clip=shrink(dome & ~grow(hem)))
    lights = empty()
    if jelly.look.photophores in ("belly", "rows"):
        for left in range(first, round(axis + half), lobe + 1):
            lights |= _box(left + (lobe - 1) // 2, rim + 1 - lobe % 2, 2 - lobe % 2, 1 + lobe % 2)
    if jelly.look.photophores != "none" and jelly.look.photophores != "belly":
        inside = shrink(dome) & (where_y() < rim - 4)
        left_ends = spots(inside & shift(inside, -1, 0), jelly.rng, count=3, size=1, apart=4)
        lights |= left_ends | shift(left_ends, 1, 0)
    canvas.pattern(lights, s.accent, clip=bell)


_LIONS_MANE = Species(
    name="lions_mane",
    draw=_lions_mane,
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
            scheme("ink4 ink5 ink3 violet5 glow4 ink6"),
            scheme("ink5 ink6 violet4 ink5 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink5 ink6 ink6"),
            scheme("sand5 sand6 rose4 sand5 ink6 ink6"),
            scheme("ink5 ink6 rose5 ink5 ink6 ink6"),
        ),
    },
)

SPECIES: tuple[Species, ...] = (_MOON_JELLY, _LIONS_MANE)
