"""Brain coral: a dome ploughed by winding valleys two pixels wide, parted by a furrow; glowing valleys in the abyss."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import SHEET, Mask, Points, opened, polygon, shrink, stroke, where_x, where_y
from training.drawing.patterns import spots
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_FLOOR = 32.0
_FREQUENCY = np.hypot(np.fft.fftfreq(SHEET)[:, None], np.fft.rfftfreq(SHEET)[None, :])  # cycles a pixel
_ROUNDS = 7  # after so many the valleys no longer change to the eye


def _contour(coral: Individual) -> Points:
    """Outline of the dome in sprite pixels; its lower end lies under the floor."""
    half, height = coral["width"] / 2, coral["height"]
    waist = _FLOOR - height * coral["waist"]
    points = []
    for angle in np.radians(np.linspace(0, 360, 48, endpoint=False)):
        across, up = math.cos(angle), math.sin(angle)
        swell = 1 + coral["lobes"] * math.cos(3 * angle + 2 * math.pi * coral["habit"])
        x = math.copysign(abs(across) ** (1 / coral["square"]), across) * half * swell
        rise = height * (1 - coral["waist"]) * swell if up > 0 else height * coral["waist"] * coral["tuck"]
        x += coral["lean"] * max(up, 0.0)
        notch = coral["cleft"] * math.exp(-(((x - coral["parting"]) / 2.2) ** 2)) if up > 0 else 0.0
        points.append((16 + x, waist - up * rise + notch))
    return points


def _fissure(coral: Individual) -> Mask:
    """The furrow that parts the dome into two halves, from the top downwards."""
    top, length = _FLOOR - coral["height"], coral["height"] * coral["fissure"]
    x, bow = 16 + coral["parting"], 1.5 * math.copysign(1, coral["parting"])
    return stroke([(x, top), (x + bow, top + length / 2), (x + 0.5 * bow, top + length)], [2.0, 2.0])


def _valleys(dome: Mask, coral: Individual) -> Mask:
    """Winding valleys within the dome: wavy stripes drawn again and again through one wavelength (Turing's), which
    joins and parts them where they meet the furrow and the edge.

    A ridge runs along the dome's edge, so no valley is cut by it.
    """
    kept = np.exp(-(((_FREQUENCY * coral["wave"] - 1) / 0.28) ** 2))
    ridge = ~shrink(shrink(dome))
    furrow = _fissure(coral)
    angle = math.pi * coral["grain"]
    along = (where_x() - 16) * math.cos(angle) + (where_y() - 16) * math.sin(angle)
    across = (where_y() - 16) * math.cos(angle) - (where_x() - 16) * math.sin(angle)
    winding = coral["bend"] * np.sin(2 * math.pi * (along / coral["wander"] + coral["phase"]))
    maze = np.cos(2 * math.pi * ((across + winding) / coral["wave"] + coral["offset"]))
    for _ in range(_ROUNDS):
        maze[ridge] = 1.0
        maze[furrow] = -1.0
        maze = np.tanh(6 * np.fft.irfft2(np.fft.rfft2(maze) * kept, s=(SHEET, SHEET)))
    low = opened((maze < coral["valley"]) & ~ridge)
    high = opened(~low)  # ridges too are two pixels wide at least
    return opened(~high & ~ridge)


def _brain_coral(canvas: UnlabelledCanvas, coral: Individual) -> None:
    """Field marks: a dome, all over it a maze of valleys and ridges, and a furrow from the top that parts it in two.

    width, height: of the dome, pixels. waist: where it is widest, as a share of the height. tuck: how steeply it
    narrows below (1 ends in a point at the floor, more is steeper). square: 1 an ellipse, above it fuller
    shoulders. lean: how far the top lies to the right, pixels. lobes: how much the outline swells, as a share;
    habit: where (a phase). wave: from ridge to ridge, pixels. valley: 0 as wide as the ridges, below narrower.
    grain: where the valleys run to, as a share of half a turn. bend, wander: how far and how often they wind, pixels;
    phase, offset: where they begin, as shares. fissure: length of the furrow over the height. parting: how far right
    of the middle it lies, pixels. cleft: depth of the notch that it cuts into the outline, pixels. crown: height of
    the light top over the whole.
    """
    s = coral.scheme
    dome = opened(polygon(_contour(coral)) & (where_y() < _FLOOR + 1), by=3)
    dome = opened(dome) & (where_y() < _FLOOR)
    canvas.part(dome, s.body)
    valleys = _valleys(dome, coral)
    crown = where_y() + 0.3 * (where_x() - 16) < _FLOOR - coral["height"] * (1 - coral["crown"])
    canvas.pattern(crown & shrink(dome), s.belly, clip=dome)
    canvas.pattern(valleys, s.mark, clip=dome)
    lights = coral.look.photophores
    if lights in ("belly", "rows"):
        count = 3 if lights == "belly" else 6
        canvas.pattern(spots(valleys, coral.rng, count=count, apart=6.0), s.accent, clip=valleys)


BRAIN_CORAL = Species(
    name="brain_coral",
    draw=unlabelled(_brain_coral),
    ranges={
        "width": (27.0, 30.5),
        "height": (20.0, 23.5),
        "waist": (0.2, 0.34),
        "tuck": (1.5, 2.2),
        "square": (1.0, 1.2),
        "lean": (-2.0, 2.0),
        "lobes": (0.0, 0.025),
        "habit": (0.0, 1.0),
        "wave": (4.7, 5.4),
        "valley": (-0.15, 0.05),
        "grain": (0.0, 1.0),
        "bend": (1.6, 3.0),
        "wander": (10.0, 15.0),
        "phase": (0.0, 1.0),
        "offset": (0.0, 1.0),
        "fissure": (0.3, 0.7),
        "parting": (-4.0, 4.0),
        "cleft": (0.0, 3.0),
        "crown": (0.3, 0.55),
    },
    zone_ranges={
        "shallows": {"height": (17.0, 20.0), "waist": (0.14, 0.22), "cleft": (0.0, 2.0)},
        "twilight": {"height": (21.0, 24.5), "waist": (0.3, 0.4), "tuck": (1.25, 1.6)},
        "midnight": {
            "width": (25.0, 28.0),
            "height": (22.0, 25.0),
            "waist": (0.34, 0.44),
            "tuck": (1.15, 1.4),
        },
        "abyss": {
            "width": (23.5, 27.0),
            "height": (23.0, 26.0),
            "lobes": (0.02, 0.04),
            "waist": (0.4, 0.48),
            "tuck": (1.1, 1.3),
        },
        "hadal": {
            "width": (25.5, 28.0),
            "height": (22.5, 25.0),
            "wave": (5.8, 6.8),
            "waist": (0.44, 0.5),
            "tuck": (1.1, 1.25),
            "cleft": (0.0, 1.5),
        },
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand2 sand6 ink6"),
            scheme("kelp4 kelp5 sand3 kelp2 sand6 ink6"),
            scheme("azure4 azure5 sand3 azure2 sand6 ink6"),
            scheme("ink4 ink5 ink3 ink2 sand6 ink6"),
        ),
        "reef": (
            scheme("gold4 gold5 violet2 kelp3 gold5 ink6"),
            scheme("coral4 coral5 violet2 kelp3 gold5 ink6"),
            scheme("violet4 violet5 kelp2 kelp4 gold5 ink6"),
            scheme("kelp4 kelp5 violet2 violet3 gold5 ink6"),
            scheme("rose4 rose5 violet2 gold4 gold5 ink6"),
            scheme("azure4 azure5 kelp2 violet2 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure2 azure2 glow5 ink6"),
            scheme("violet3 violet4 azure2 violet2 glow5 ink6"),
            scheme("ink4 ink5 violet2 azure2 glow5 ink6"),
            scheme("azure4 azure5 violet2 violet3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral1 coral1 glow4 ink6"),
            scheme("violet3 violet4 violet1 violet1 glow4 ink6"),
            scheme("rose3 rose4 violet1 rose1 glow5 ink6"),
            scheme("ink3 ink4 coral1 coral2 glow4 ink6"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet3 glow3 glow4 ink6"),
            scheme("ink5 ink6 ink3 glow3 glow4 ink6"),
            scheme("violet4 violet5 violet2 glow4 glow4 ink6"),
            scheme("ink4 ink5 violet2 glow4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink6"),
            scheme("sand5 sand6 sand4 sand4 ink6 ink6"),
            scheme("ink5 ink6 rose4 rose5 ink6 ink6"),
            scheme("rose6 ink6 rose5 rose5 ink6 ink6"),
        ),
    },
    standing=True,
)
