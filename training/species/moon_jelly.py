"""The moon jelly: a wide saucer with a clover of gonads, a short fringe and four oral arms."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import MARGIN, SHEET, Mask, empty, grow, mirror, polygon, rectangle, shift, shrink, spline
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species
from training.species.tentacles import AXIS, oral_arm, strand, strand_mask, wave


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


def _clover(middle: int, half: int, rise: int, gap: int) -> tuple[Mask, Mask]:
    """Four horseshoe gonads, foreshortened, open to the centre (AXIS, middle); and the pouches they line.

    half: half width of those at the back and front; rise: their rows, 2 or 3; gap: pixels to those at the sides.
    """
    whole = rectangle(AXIS - half + 1, middle - rise - 1, 2 * half - 2, 1)
    whole |= rectangle(AXIS - half, middle - rise, 2 * half, rise - 1)
    pouch = rectangle(AXIS - half + 2, middle - rise, 2 * half - 4, rise - 1)
    left = AXIS - half - gap - 4
    whole |= shift(whole[::-1], 0, 2 * (middle + MARGIN) - SHEET)
    pouch |= shift(pouch[::-1], 0, 2 * (middle + MARGIN) - SHEET)
    side = rectangle(left + 1, middle - 2, 3, 4) | rectangle(left, middle - 1, 4, 2)
    hollow = rectangle(left + 2, middle - 1, 2, 2)
    whole |= side | mirror(side, axis_x=AXIS)
    pouch |= hollow | mirror(hollow, axis_x=AXIS)
    return whole & ~pouch, pouch


def _moon_jelly(canvas: UnlabelledCanvas, jelly: Individual) -> None:
    """Field marks: wide saucer bell, clover of four horseshoe gonads, short fringe, four frilly oral arms.

    width: bell across, pixels. dome: height over width. pulse: 0 open, 1 contracted. fringe: tentacle length.
    arms: length of the oral arms. spread: how far the arms stand apart. curl: amplitude of their waving.
    sway: drift to the right (or left) a row. gonad: half width of a horseshoe. wave: phase of the waving.
    """
    s = jelly.scheme
    pulse = jelly["pulse"]
    half = jelly["width"] / 2 * (1 - 0.23 * pulse)
    height = jelly["width"] * jelly["dome"] * jelly.look.bulk * (1 + 0.4 * pulse)
    sag = 2.6 - 1.2 * pulse
    top = 1.0
    bell = _saucer(half, height, pulse, top=top, sag=sag)
    root = round(top + height)
    for place in (-1.5, 1.5, -0.5, 0.5):
        outer = abs(place) > 1
        reach = min(jelly["arms"] * jelly.look.limb * (0.75 if outer else 1.0), 28 - root)
        course = wave(
            AXIS - 1 + place * jelly["spread"],
            amplitude=jelly["curl"],
            wavelength=12.0,
            phase=jelly["wave"],
            drift=jelly["sway"] + place * 0.06,
        )
        tone = darker(s.fin) if outer else s.fin
        cells = oral_arm(canvas, course, root, round(reach) + 2, tone, phase=0 if place < 0 else 2)
        if jelly.look.photophores == "spots" and not outer:
            canvas.thin(strand_mask(cells[-3:], dx=1), s.accent)
    _fringe(canvas, jelly, bell)
    canvas.part(bell, s.body)
    _marks(canvas, jelly, bell)


def _fringe(canvas: UnlabelledCanvas, jelly: Individual, bell: Mask) -> None:
    """Tentacles along the margin: every second pixel, longer and shorter in turn, mere stumps before an arm."""
    tone = jelly.scheme.belly
    columns = np.nonzero(bell.any(axis=0))[0]
    length = jelly["fringe"] * jelly.look.limb
    taken = grow(canvas.filled()) & ~bell
    for index, column in enumerate(range(int(columns[0]) + 1, int(columns[-1]), 2)):
        bottom = int(np.nonzero(bell[:, column])[0][-1]) - MARGIN
        long = 0.5 + 0.5 * math.sin(jelly["wave"] + index * 0.9)
        course = wave(column - MARGIN + 0.5, amplitude=0.6, wavelength=9.0, phase=jelly["wave"], drift=jelly["sway"])
        cells = strand(course, bottom, 1 + round(length * (0.6 + 0.4 * long)))
        free = next((row for row, (x, y) in enumerate(cells) if taken[y + MARGIN, x + MARGIN]), len(cells))
        canvas.thin(strand_mask(cells[: max(free, 2 + index % 2)]), tone if index % 2 else darker(tone))


def _marks(canvas: UnlabelledCanvas, jelly: Individual, bell: Mask) -> None:
    """The light margin, the clover of gonads that shines through the bell, and the lights of the deep."""
    s = jelly.scheme
    hem = bell & ~shift(bell, 0, -2)
    canvas.thin(hem, s.belly)
    inner = shrink(bell & ~hem)
    rows = np.nonzero(inner[:, AXIS + MARGIN])[0]
    middle = round((int(rows[0]) + int(rows[-1]) + 1) / 2) - MARGIN + (1 if rows.size >= 12 else 0)
    room = int(np.count_nonzero(inner[middle + MARGIN - 2])) // 2
    half = max(2, min(round(jelly["gonad"]), room - 5))
    gonads, pouches = _clover(middle, half, 3 if rows.size >= 10 else 2, 2 if room - half >= 7 else 1)
    canvas.pattern(pouches, darker(s.body), clip=inner)
    canvas.pattern(gonads, s.accent if jelly.look.photophores == "spots" else s.mark, clip=inner)
    if jelly.look.photophores in ("belly", "rows"):
        for x in range(AXIS - 1 - 3 * 5, AXIS + 3 * 5, 5):
            column = np.nonzero(hem[:, x + MARGIN])[0]
            light = rectangle(x, int(column[-1]) - MARGIN, 2, 1) if column.size else empty()
            if (light & ~hem).any():
                light = shift(light, 0, -1)
            canvas.pattern(light, s.accent, clip=hem)


MOON_JELLY = Species(
    name="moon_jelly",
    draw=unlabelled(_moon_jelly),
    ranges={
        "width": (25.0, 30.0),
        "dome": (0.30, 0.40),
        "pulse": (0.0, 1.0),
        "fringe": (3.0, 5.0),
        "arms": (9.0, 13.0),
        "spread": (3.6, 4.2),
        "curl": (0.4, 1.6),
        "sway": (-0.16, 0.16),
        "gonad": (2.6, 4.4),
        "wave": (0.0, 6.28),
    },
    zone_ranges={
        "shallows": {"width": (27.0, 31.0), "dome": (0.33, 0.41), "fringe": (2.6, 4.4), "arms": (9.0, 13.0)},
        "midnight": {"dome": (0.32, 0.40)},
        "abyss": {"width": (23.0, 27.0), "dome": (0.38, 0.46), "fringe": (4.0, 7.0), "arms": (11.0, 15.0)},
        "hadal": {"width": (22.0, 26.0), "dome": (0.40, 0.48), "pulse": (0.1, 0.8), "fringe": (1.6, 3.0)},
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
            scheme("azure3 azure5 azure4 ink5 glow4 ink6"),
            scheme("violet3 violet5 azure4 ink5 glow4 ink6"),
            scheme("ink4 ink6 azure4 azure2 glow4 ink6"),
            scheme("azure4 ink5 violet4 violet2 glow4 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 coral5 glow4 ink6"),
            scheme("violet2 violet3 violet3 rose4 glow4 ink6"),
            scheme("rose2 rose3 rose3 rose5 glow4 ink6"),
            scheme("ink2 ink3 coral3 coral4 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 violet3 glow5 ink6"),
            scheme("ink4 ink5 violet4 ink3 glow5 ink6"),
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
