"""The comb jelly: a glassy egg with rows of combs in rainbow colours and two long feathered tentacles."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from training.drawing.masks import Mask, ellipse, empty, opened, rectangle, shift, shrink, where_x, where_y
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species
from training.species.tentacles import AXIS, ribbon_mask, strand, strand_mask, thick_part, wave

_TOP = 2.0


def _comb_jelly(canvas: UnlabelledCanvas, jelly: Individual) -> None:
    """Field marks: an egg with a bare margin, comb rows as meridians, two tentacles feathered on their outer sides.

    width: of the egg, pixels. height: over its width. taper: share by which it is wider below its middle than there.
    lean: pixels a row that it leans. lobes: depth of the notch of the mouth between them, pixels.
    spin: degrees that the comb rows are turned. shimmer: rows that the rainbow has run along them.
    tentacle: length, pixels. apart: how far the tentacles stand off the body, pixels. fringe: length of their side
    branches. curl: amplitude of their waving. sway: drift a row. wave: phase.
    uneven: share by which the left tentacle is shorter (negative: the right one).
    """
    half = jelly["width"] / 2 * (0.7 + 0.3 * jelly.look.bulk)
    tall = half * jelly["height"]
    middle = _TOP + tall
    depth = np.clip((where_y() - middle) / tall, -1.0, 1.0)
    fullness = np.sqrt(1 - np.where(depth < 0, depth**2, np.abs(depth) ** 3))
    across = half * fullness * (1 + jelly["taper"] * depth)  # half the width of the egg by row
    centre = AXIS + jelly["lean"] * (where_y() - middle)
    egg = (np.abs(where_x() - centre) <= across) & (np.abs(where_y() - middle) <= tall)
    egg &= ~ellipse(AXIS + jelly["lean"] * tall, middle + tall, 1.8, jelly["lobes"])
    egg = opened(egg)
    for side in (-1, 1):
        _tentacle(canvas, jelly, side, half, middle, tall)
    canvas.part(egg, jelly.scheme.body, seam=darkest(jelly.scheme.body))
    _combs(canvas, jelly, egg, centre, across)


def _tentacle(canvas: UnlabelledCanvas, jelly: Individual, side: int, half: float, middle: float, tall: float) -> None:
    """A ribbon that leaves its sheath at the flank and hangs down, feathered on its outer side."""
    s = jelly.scheme
    longest, top, low = jelly["fringe"], round(middle), middle + 0.62 * tall
    share = 1.0 - jelly["uneven"] * (side < 0) + jelly["uneven"] * (side > 0)
    length = min(jelly["tentacle"] * jelly.look.limb * min(share, 1.0), 31.4 - top)
    hang = wave(0.0, amplitude=jelly["curl"], wavelength=17.0, phase=jelly["wave"], drift=jelly["sway"])

    def course(below: float) -> float:
        off = half * 0.75 + jelly["apart"] * min(1.0, below / 8)
        return min(max(AXIS + side * off + hang(below), longest + 1), 31 - longest)

    cells = strand(course, top, round(length), rows=2)
    fringe = empty()
    for row, (x, y) in enumerate(thick_part(cells, 0.9)):
        if y > low and (len(cells) - row) % 2 == 0:
            branch = round(1 + (longest - 1) * math.sin(math.pi * (row - 1) / len(cells)))
            fringe |= rectangle(x + 1 if side > 0 else x - branch, y, branch, 1)
    canvas.thin(fringe, darker(s.fin))
    canvas.thin(ribbon_mask(cells, 0.9, dx=-side), s.fin)
    if jelly.look.photophores == "spots":
        canvas.thin(strand_mask(cells[-3:]), s.accent)


def _combs(
    canvas: UnlabelledCanvas,
    jelly: Individual,
    egg: Mask,
    centre: npt.NDArray[np.float64],
    across: npt.NDArray[np.float64],
) -> None:
    """Three comb rows in view, two pixels wide; colours run along them in bands of three rows. Light gel between."""
    s = jelly.scheme
    inner = shrink(egg)
    short = inner & shift(inner, 0, 2) & shift(inner, 0, -3)
    canvas.pattern(np.abs(where_x() - centre + across * 0.3) < across * 0.42, s.belly, clip=short)
    rainbow = (s.mark, s.accent, s.iris)
    for row in (-1, 0, 1):
        longitude = math.radians(jelly["spin"] + 45.0 * row)
        offset = where_x() - centre - math.sin(longitude) * (across - 1.8)
        comb = (offset > -1) & (offset <= 1) & short
        band = np.floor((where_y() + jelly["shimmer"] + 2 * row) / 3).astype(np.int64) % 3
        for index, tone in enumerate(rainbow):
            canvas.pattern(comb & (band == index), tone, clip=inner)


COMB_JELLY = Species(
    name="comb_jelly",
    draw=unlabelled(_comb_jelly),
    ranges={
        "width": (15.0, 18.5),
        "height": (1.08, 1.26),
        "taper": (-0.14, 0.06),
        "lean": (-0.1, 0.1),
        "lobes": (1.2, 2.8),
        "spin": (-13.0, 13.0),
        "shimmer": (0.0, 9.0),
        "tentacle": (18.0, 22.0),
        "apart": (-1.0, 4.0),
        "fringe": (2.5, 4.5),
        "curl": (0.3, 1.6),
        "sway": (-0.12, 0.12),
        "wave": (0.0, 6.28),
        "uneven": (-0.22, 0.22),
    },
    zone_ranges={
        "shallows": {"width": (15.5, 19.0), "tentacle": (22.0, 25.0)},
        "abyss": {"fringe": (3.5, 5.5)},
        "hadal": {"height": (1.02, 1.14), "fringe": (1.6, 3.0), "lobes": (0.6, 1.6)},
    },
    schemes={
        "shallows": (
            scheme("ink5 ink6 azure4 azure4 gold5 rose5"),
            scheme("azure5 azure6 azure4 rose5 gold5 kelp4"),
            scheme("kelp5 kelp6 kelp4 azure4 gold5 rose5"),
            scheme("sand5 sand6 sand4 azure4 kelp4 rose5"),
        ),
        "reef": (
            scheme("violet4 violet5 rose4 azure5 gold5 coral4"),
            scheme("azure4 azure5 violet4 rose4 gold5 kelp4"),
            scheme("rose4 rose5 azure4 azure4 gold5 violet3"),
            scheme("coral4 coral5 violet4 azure4 gold5 rose3"),
        ),
        "twilight": (
            scheme("azure2 azure4 azure4 glow4 rose4 gold5"),
            scheme("violet2 violet4 violet4 glow4 azure4 gold5"),
            scheme("ink3 ink5 azure4 glow4 violet4 gold5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 glow4 gold4 rose4"),
            scheme("rose2 rose3 violet3 glow4 gold4 azure4"),
            scheme("violet2 violet3 rose3 glow4 gold4 rose4"),
            scheme("ink2 ink3 coral3 glow4 coral4 violet4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 ink6 glow4 azure4"),
            scheme("ink4 ink5 violet4 violet4 glow4 azure4"),
            scheme("ink5 ink6 ink4 violet4 glow4 azure4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink6 sand4 rose4"),
            scheme("sand5 sand6 sand4 ink6 rose4 rose5"),
            scheme("ink5 ink6 rose5 rose4 sand5 rose5"),
        ),
    },
)
