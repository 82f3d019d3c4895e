"""The nautilus in all zones: a coiled, flame-striped shell, a hood, a bundle of short tentacles.

Knows no other species.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from training.drawing.masks import blob, dot, line, opened, polygon, shift, shrink, spline, where_x, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_X, _Y = 13.0, 15.0  # the coil's middle; the shell's mouth faces right
_LIP = 46.0  # degrees on screen (0 right, 90 down) where the mouth's lower lip is


def _spiral(animal: Individual, start: float, end: float, *, share: float = 1.0) -> npt.NDArray[np.float64]:
    """Points (n, 2) on the shell's outer line between two angles, `share` of the way out from the coil's middle.

    Angles in degrees on screen, growing inwards along the coil. A logarithmic spiral, as shells grow: each turn is
    `whorl` times narrower than the one outside it.
    """
    angle = np.linspace(start, end, max(8, int((end - start) / 15)))
    radius = animal["shell"] * animal["whorl"] ** (-(angle - _LIP) / 360.0) * share
    turn = np.radians(angle + animal["tilt"])
    return np.stack([_X + radius * np.cos(turn), _Y + radius * np.sin(turn)], axis=1)


def _shell(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Coil with its flames, the line of the inner whorl, and lights in the deep."""
    s = animal.scheme
    outline = np.concatenate([_spiral(animal, _LIP, _LIP + 330.0), [(_X + animal["shell"] * 0.4, _Y + 2.5)]])
    shell = canvas.part(opened(polygon(outline)), s.belly, seam=darker(s.belly, 3))
    dx, dy = where_x() - _X, where_y() - _Y
    reach = np.hypot(dx, dy)
    angle = (np.degrees(np.arctan2(dy, dx)) - animal["tilt"]) % 360.0
    wave = (angle + reach * animal["bend"] + animal["phase"]) % animal["gap"]
    flames = (wave < animal["gap"] * animal["flame"]) & (angle > animal["start"]) & (reach > animal["shell"] * 0.27)
    canvas.pattern(flames, s.body, clip=shell)
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=2, share=0.3), darker(s.body), clip=shell & flames)
    canvas.pattern(line(_spiral(animal, 345.0, 680.0), curve=False), darker(s.belly, 3), clip=shell)
    inside = shrink(shell)
    lights = animal.look.photophores
    if lights in ("belly", "rows"):
        path = _spiral(animal, 70.0, 140.0 if lights == "belly" else 225.0, share=0.82)
        canvas.pattern(photophores(path[::2], every=4.0), s.accent, clip=inside)
    elif lights == "spots":
        canvas.pattern(spots(inside, animal.rng, count=4, apart=5), s.accent, clip=inside)


def _tentacles(canvas: UnlabelledCanvas, animal: Individual, *, x: float, y: float) -> None:
    """A bundle that fans out of the mouth from x to the right, two pixels apart from y downwards."""
    s = animal.scheme
    back = _spiral(animal, 90.0, 270.0)[:, 0].min()
    longest = min(animal["tentacle"] * animal.look.limb, 31.5 - (x - back))
    count = math.floor(animal["tentacles"])
    tilt = animal["droop"] * longest * 0.3
    bottom = y + 2 * (count - 1)
    crown = [(x - 4.0, y), (x, y), (x + longest * 0.3, y + tilt), (x + longest * 0.3, bottom + tilt), (x - 4.0, bottom)]
    canvas.thin(polygon(crown), darker(s.fin, 2))
    for index in range(count):
        wave = math.sin(animal["phase"] / 6 + 2.2 * index)
        long = longest * (0.8 + 0.2 * wave)
        slope = animal["droop"] + 0.17 * index
        root = y + 2 * index
        path = [
            (x - 4.0, root),
            (x, root),
            (x + long * 0.5, root + slope * long * 0.5),
            (x + long, root + slope * long + 0.7 * wave),
        ]
        canvas.thin(line(spline(path, steps=3), curve=False), s.fin if index % 2 == 0 else s.mark)
        if animal.look.photophores in ("rows", "spots"):
            tip = dot(*path[-1]) | shift(dot(*path[-1]), -1, 0)
            canvas.pattern(tip, s.accent, clip=canvas.filled())


def _head(canvas: UnlabelledCanvas, animal: Individual, *, x: float, y: float) -> None:
    """Head in the shell's mouth, behind the lip."""
    front = [(x + 3, y - 1.5), (x + 5.2, y + 2), (x + 4.8, y + 5.5), (x + 2, y + 7.6)]
    canvas.part(blob([(x - 3, y - 2), *front, (x - 3, y + 8)]), animal.scheme.fin)


def _hood(canvas: UnlabelledCanvas, animal: Individual, *, x: float, y: float) -> None:
    """Leathery hood: a wedge over the head, from the coil to the front."""
    s, high = animal.scheme, animal["hood"]
    outline = [
        (x - 3.4, y - 2.6 - high),
        (x + 1.0, y - 3.6 - high),
        (x + 5.0, y - 2.0 - high * 0.6),
        (x + 6.8, y + 1.4),
        (x + 4.2, y + 2.0),
        (x + 0.5, y + 1.2),
        (x - 2.6, y + 1.0),
    ]
    hood = canvas.part(opened(blob(outline)), s.fin, seam=darker(s.fin, 2))
    canvas.pattern(spots(shrink(hood), animal.rng, count=3, apart=3), s.mark, clip=hood)


def _nautilus(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: coiled shell with flame stripes on its back, hood, pinhole eye, a bundle of short tentacles.

    shell: coil radius at the mouth's lip, pixels. whorl: how many times a turn of the coil narrows. tilt: degrees the
    shell is turned. gap: degrees from flame to flame. flame: share of the gap that a flame covers. bend: degrees a
    flame leans for each pixel outwards. start: angle where the flames begin (90 is the keel, 180 the back).
    phase: turn of the flames and wave of the tentacles. hood: pixels added to its height. tentacles: number in view.
    tentacle: their length. droop: slope of the uppermost one. eye: pixels.
    """
    x = _X + animal["shell"] * 0.5  # where the head leaves the shell
    _tentacles(canvas, animal, x=x + 4.2, y=_Y + 0.5)
    _head(canvas, animal, x=x, y=_Y)
    _shell(canvas, animal)
    _hood(canvas, animal, x=x, y=_Y)
    canvas.eye(x + 2.0, _Y + 3.5, math.floor(animal["eye"]), iris=animal.scheme.iris)


NAUTILUS = Species(
    name="nautilus",
    draw=unlabelled(_nautilus),
    ranges={
        "shell": (11.8, 13.8),
        "whorl": (1.9, 2.5),
        "tilt": (-12.0, 10.0),
        "gap": (30.0, 42.0),
        "flame": (0.42, 0.6),
        "bend": (-5.0, 5.0),
        "start": (110.0, 165.0),
        "phase": (0.0, 36.0),
        "hood": (-1.0, 0.9),
        "tentacles": (4.0, 5.9),
        "tentacle": (6.5, 9.5),
        "droop": (-0.35, 0.05),
        "eye": (3.0, 4.9),
    },
    zone_ranges={
        "shallows": {"eye": (3.0, 3.9)},
        "twilight": {"eye": (4.0, 4.9)},
        "midnight": {"whorl": (2.4, 3.0), "eye": (3.0, 4.9)},
        "abyss": {"eye": (2.0, 3.9)},
        "hadal": {"shell": (12.6, 14.2), "whorl": (1.8, 2.1), "flame": (0.25, 0.4), "eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand3 sand6 sand4 sand5 kelp4 gold5"),
            scheme("gold3 sand6 sand4 sand5 kelp4 gold5"),
            scheme("kelp3 sand6 sand4 sand5 sand4 gold5"),
            scheme("azure3 ink6 sand4 sand5 azure3 gold5"),
        ),
        "reef": (
            scheme("coral3 coral6 coral4 coral5 azure4 ink6"),
            scheme("coral3 gold6 rose4 rose5 gold5 ink6"),
            scheme("rose3 rose6 gold4 gold5 gold5 ink6"),
            scheme("violet3 violet6 gold4 gold5 gold5 ink6"),
            scheme("gold3 gold6 violet3 violet4 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure2 ink5 azure3 azure4 glow4 ink6"),
            scheme("violet3 ink5 violet4 violet5 glow4 ink6"),
            scheme("azure2 azure5 violet3 violet4 glow4 ink6"),
            scheme("violet2 violet5 azure3 azure4 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral1 coral3 rose3 rose4 glow4 gold5"),
            scheme("rose1 rose3 violet3 violet4 glow4 gold5"),
            scheme("violet1 violet3 coral3 coral4 glow4 gold5"),
            scheme("coral2 ink3 coral3 coral4 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet4 violet5 glow4 ink6"),
            scheme("violet3 ink5 violet4 violet5 glow4 ink6"),
            scheme("ink3 ink5 violet4 violet5 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose5 rose6 ink6 ink5"),
            scheme("sand4 sand6 rose5 rose6 ink6 ink5"),
            scheme("rose5 ink6 rose5 rose6 sand5 ink5"),
        ),
    },
)
