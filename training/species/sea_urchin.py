"""A sea urchin individual -> its drawing: a dome of radiating spines. Knows no other grazers."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import numpy.typing as npt

from training.drawing.masks import MARGIN, SIDE, Mask, arc, ellipse, empty, line, opened, shrink, where_y
from training.drawing.patterns import mottling
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

Places = npt.NDArray[np.float64]  # (n, 2) x and y

_X, _GROUND = 16.5, 27.0  # the middle; the height of the ground
_REACH = 14.4  # what fits beside the middle
_LOWEST = 10.0  # degrees that the lowest spines hang below the horizontal


def _straight(roots: Places, tips: Places, *, start: float = 0.0, end: float = 1.0, width: int = 2) -> Mask:
    """Straight spines between two shares of their length: one step a pixel, drawn with a square brush."""
    span = tips - roots
    share = np.arange(SIDE) / np.ceil(np.abs(span).max(axis=1))[:, None]  # (spines, steps)
    drawn = (share >= start) & (share <= end)
    places = np.floor(roots[:, None] + span[:, None] * share[..., None])[drawn].astype(int) + MARGIN
    mask = empty()
    for dx, dy in product(range(width), repeat=2):
        mask[places[:, 1] - dy, places[:, 0] - dx] = True
    return mask


def _spines(canvas: UnlabelledCanvas, urchin: Individual, *, wide: float, tall: float, behind: bool) -> None:
    """One row of spines: the front one, or the darker one that shows between it."""
    s, count = urchin.scheme, math.floor(urchin["spines"])
    middle = np.array([_X, _GROUND - tall * 0.45])
    index = np.arange(int(behind), count)
    degrees = 180 - _LOWEST + (180 + 2 * _LOWEST) * (index - 0.5 * behind) / (count - 1)
    wave = np.sin(urchin["phase"] + 2.4 * index)
    angle = np.radians(degrees + urchin["lean"] * np.sin(np.radians(degrees)) + 2 * wave)
    away = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    long = urchin["reach"] * (1 + 0.16 * wave) * (0.74 if behind else 1.0)
    far = np.stack([np.minimum(wide + long, _REACH), tall * 0.9 + long], axis=1)
    roots, tips = middle + away * (wide * 0.6, tall * 0.5), middle + away * far
    tips[:, 1] = np.minimum(tips[:, 1], _GROUND - 1)
    spines = _straight(roots, tips) | _straight(roots, tips, end=urchin["broad"], width=3)
    canvas.thin(spines, darker(s.fin) if behind else s.fin)
    lit = urchin.look.photophores in ("rows", "spots")
    tipped = 0.22 if lit else urchin["tipped"] * 0.5
    if not behind and tipped > 0.15:
        canvas.pattern(_straight(roots, tips, start=1 - tipped), s.accent if lit else s.mark, clip=spines)


def _sea_urchin(canvas: UnlabelledCanvas, urchin: Individual) -> None:
    """Field marks: a round test on the ground, long spines in all directions, an eye-like ring about the vent.

    width: of the test, pixels; dome: its height over its width. spines: number in the front row; reach: their length,
    pixels; broad: share of it that is three pixels wide; tipped: above 0.3 they have tips of another colour, over half
    that share. lean: degrees they swing to the left or right. phase: of their unevenness, radians. eye: size of the
    ring, pixels.
    """
    s = urchin.scheme
    wide = urchin["width"] / 2
    tall = urchin["width"] * urchin["dome"] * math.sqrt(urchin.look.bulk)
    _spines(canvas, urchin, wide=wide, tall=tall, behind=True)
    _spines(canvas, urchin, wide=wide, tall=tall, behind=False)
    y = _GROUND - tall * 0.45
    test = opened(ellipse(_X, y, wide, tall * 0.55) & (where_y() < _GROUND))
    canvas.part(test, s.body, seam=darkest(s.body))
    inside = shrink(test)
    if urchin.look.camouflage:
        canvas.pattern(mottling(urchin.rng, scale=3, share=0.35), s.mark, clip=inside)
    elif urchin.zone != "hadal":
        for share in (-0.62, -0.2, 0.24, 0.64):
            meridian = arc(_X, y + 1, wide * share, tall * 0.6, start=-90, end=10, count=5)
            canvas.pattern(line(meridian), darker(s.body), clip=inside)
    canvas.countershade(inside, s.belly, below=_GROUND - max(3.0, tall * 0.26))
    canvas.eye(_X + 1.5, y - tall * 0.08, math.floor(urchin["eye"]), iris=s.iris)


SEA_URCHIN = Species(
    name="sea_urchin",
    draw=unlabelled(_sea_urchin),
    ranges={
        "width": (12.0, 16.0),
        "dome": (0.74, 0.9),
        "spines": (8.0, 9.99),
        "reach": (6.0, 8.5),
        "broad": (0.0, 0.4),
        "tipped": (0.0, 0.6),
        "lean": (-14.0, 14.0),
        "phase": (0.0, 6.3),
        "eye": (3.0, 4.9),
    },
    zone_ranges={
        "shallows": {"reach": (5.5, 7.5), "tipped": (0.0, 0.4)},
        "reef": {"tipped": (0.2, 0.6)},
        "twilight": {"eye": (4.0, 5.9)},
        "midnight": {"broad": (0.0, 0.3), "reach": (7.0, 9.0)},
        "abyss": {"eye": (2.0, 3.9), "broad": (0.0, 0.3), "reach": (7.5, 9.5)},
        "hadal": {"eye": (0.0, 1.9), "spines": (7.0, 8.9), "broad": (0.6, 1.0), "width": (13.0, 17.0)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand2 kelp4 gold5"),
            scheme("kelp4 sand5 kelp3 kelp2 sand4 gold5"),
            scheme("sand4 sand5 kelp3 kelp4 kelp4 gold5"),
            scheme("ink4 ink5 azure3 azure4 azure3 gold5"),
        ),
        "reef": (
            scheme("violet2 violet4 violet3 rose4 gold4 gold5"),
            scheme("coral3 gold4 coral4 gold5 gold4 ink6"),
            scheme("azure2 azure4 azure3 gold5 gold4 gold5"),
            scheme("rose3 rose5 gold4 rose5 gold4 ink6"),
            scheme("kelp2 kelp4 rose4 rose6 gold4 gold5"),
            scheme("gold3 gold5 violet3 violet5 azure3 ink6"),
        ),
        "twilight": (
            scheme("azure2 azure3 azure3 azure5 glow4 ink6"),
            scheme("ink3 ink4 azure3 ink5 glow4 azure5"),
            scheme("violet2 violet3 violet3 violet5 glow4 ink6"),
            scheme("azure3 ink4 violet3 violet5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 rose3 glow4 gold5"),
            scheme("violet2 violet3 violet3 rose3 glow4 gold5"),
            scheme("rose2 rose3 rose3 violet3 glow5 gold5"),
            scheme("ink3 ink4 coral3 coral4 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 violet6 glow4 ink6"),
            scheme("ink4 ink5 ink5 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet4 violet5 glow5 ink6"),
            scheme("violet4 ink5 ink5 ink4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 ink6 ink5"),
            scheme("sand5 sand6 sand4 sand6 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose6 rose5 ink5"),
            scheme("rose6 ink6 rose5 rose6 sand5 ink5"),
        ),
    },
)
