"""The viperfish: needle teeth too long for the mouth, a snake's body, a light on a bent rod. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.palette import colour_index
from training.drawing.masks import MARGIN, Mask, Point, blob, empty, line, opened, polygon, shrink, stroke
from training.drawing.patterns import bands, mottling, photophores
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import off
from training.species.contract import Individual, Species

_TOOTH = colour_index("ink", 6)


@dataclass(frozen=True, slots=True)
class _Head:
    """Both jaws open about the hinge; `at` is along and above the upper jaw's direction, in pixels."""

    hinge: Point
    long: float  # hinge to snout, pixels
    rise: float  # direction of the upper jaw, degrees above the horizontal
    fall: float  # direction of the lower jaw, degrees below the horizontal

    def upper(self, along_jaw: float, up: float) -> Point:
        return off(self.hinge, -self.rise, along_jaw * self.long, up=up)

    def lower(self, along_jaw: float, up: float) -> Point:
        return off(self.hinge, self.fall, along_jaw * self.long, up=up)


def _viperfish(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: snake of a body, huge gaping head, needle teeth longer than the jaws, light on the first dorsal ray.

    head: length of the jaws, pixels. gape: degrees between the jaws. toss: degrees that the upper jaw is raised.
    depth: thickness of the body behind the head, pixels. swing: of the body's S, pixels. phase: where in the S it is.
    droop: how far the tail hangs (or rises), pixels. teeth: length of the longest, pixels. ray: length of the first
    dorsal ray, pixels. arch: how far forward it bends, 0 to 1. tail: length of the tail fin, pixels. eye: pixels.
    """
    fall = fish["gape"] - fish["toss"]
    hinge = 29.4 - off((0.0, 0.0), fall, 1.32 * fish["head"], up=1.4)[0]  # the chin is at the sprite's right edge
    head = _Head((hinge, 17.0), fish["head"], fish["toss"], fall)
    path = _backbone(fish, head)
    _fins(canvas, fish, path)
    _ray(canvas, fish, path, lowest=head.upper(0.6, 4.6)[1] - 5.5)
    _body(canvas, fish, path)
    _teeth(canvas, fish, head, _jaws(canvas, fish, head))
    x, y = head.upper(0.45, 2.4)
    canvas.eye(x, y, math.floor(fish["eye"]), iris=fish.scheme.iris)


def _backbone(fish: Individual, head: _Head) -> npt.NDArray[np.float64]:
    """Middle line from inside the head to the tail root."""
    t = np.linspace(0, 1, 9)
    turn = 2 * math.pi * 0.9 * t + fish["phase"]
    swing = fish["swing"] * np.minimum(1, 1.5 * t) ** 1.5 * (np.sin(turn) - math.sin(fish["phase"]))
    return np.stack([head.hinge[0] + 1 + (4.0 - head.hinge[0]) * t, 15.5 + swing + fish["droop"] * t * t], axis=1)


def _fins(canvas: UnlabelledCanvas, fish: Individual, path: npt.NDArray[np.float64]) -> None:
    """Forked tail, and the small fin below before it."""
    s, limb = fish.scheme, fish.look.limb
    (x, y), long = path[-1], fish["tail"]
    for side in (-1, 1):
        lobe = [(x + 1.5, y - side), (x + 1.5, y + 1.4 * side), (x - long * 0.5, y + 3.8 * side)]
        lobe += [(x - long, y + 5.0 * side), (x - long * 0.45, y)]
        canvas.part(opened(blob(lobe)), s.fin)
    x, y = path[6]
    fin = [(x + 2.0, y), (x + 0.6, y + 2.2 + 2.4 * limb), (x - 2.4, y + 1.8 + 2.4 * limb), (x - 2.0, y)]
    canvas.part(opened(blob(fin)), s.fin)


def _ray(canvas: UnlabelledCanvas, fish: Individual, path: npt.NDArray[np.float64], *, lowest: float) -> None:
    """The first dorsal ray: up from behind the head, then forward in an arch, a light at its end, clear of the head."""
    s, long, arch = fish.scheme, fish["ray"], fish["arch"]
    x, y = path[2][0], path[2][1] - fish["depth"] * 0.4
    reach, top = 5.0 + 8.0 * arch, min(y - long, lowest)
    long = y - top
    course = [(x, y + 1.5), (x - 0.6, y - long * 0.5), (x + reach * 0.25, top + 0.6), (x + reach * 0.7, top)]
    end = (min(x + reach, 28.5), top + 0.6 + 1.6 * arch)
    canvas.thin(line([*course, end]), lighter(s.fin))
    glow, core = s.accent, lighter(s.accent, 2)
    canvas.stamp(
        math.floor(end[0]) - 1, math.floor(end[1]), [[None, glow, None], [glow, core, glow], [None, glow, None]]
    )


def _body(canvas: UnlabelledCanvas, fish: Individual, path: npt.NDArray[np.float64]) -> None:
    """The long trunk, light below, with its row of lights."""
    s, deep = fish.scheme, fish["depth"] * fish.look.bulk
    body = canvas.part(
        stroke(path, [deep, deep, deep * 0.92, deep * 0.75, max(3.0, deep * 0.5)]), s.body, seam=darker(s.body, 2)
    )
    under = polygon([*((x, y + deep * 0.16) for x, y in path), (path[-1][0], 40.0), (path[0][0], 40.0)])
    canvas.pattern(under, s.belly, clip=body)
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.35), s.fin, clip=body & (canvas.pixels == s.body))
    if fish.zone == "reef":
        canvas.pattern(bands([4.0, 8.0, 12.0, 16.0], 2.0), s.fin, clip=body)
    if fish.look.photophores != "none":
        row = photophores([(x, y + deep * 0.16) for x, y in path], every=4.0, start=2.0)
        canvas.pattern(row, s.accent, clip=shrink(body))


def _jaws(canvas: UnlabelledCanvas, fish: Individual, head: _Head) -> Mask:
    """Skull with the upper jaw, and the long lower jaw that juts past it. Returns the lower jaw."""
    s = fish.scheme
    lower = [head.lower(-0.4, 0.6), head.lower(0.3, -0.4), head.lower(0.9, 0.0), head.lower(1.3, 1.8)]
    lower += [head.lower(1.34, -1.6), head.lower(0.6, -3.1), head.lower(-0.1, -2.8)]
    jaw = canvas.part(opened(blob(lower)), s.body, seam=darker(s.body, 2))
    skull = [head.upper(-0.5, -0.6), head.upper(-0.5, 3.0), head.upper(0.0, 4.6), head.upper(0.5, 4.6)]
    skull += [head.upper(0.9, 3.0), head.upper(1.03, 0.6), head.upper(0.8, 0.0), head.upper(0.2, -0.2)]
    canvas.part(opened(blob(skull)), s.body)
    return jaw


def _teeth(canvas: UnlabelledCanvas, fish: Individual, head: _Head, jaw: Mask) -> None:
    """The mouth's inside, and before it a needle that rises past the snout and one that hangs past the chin."""
    chin = int(np.nonzero(jaw.any(axis=0))[0][-1]) - 1
    snout = min(math.floor(head.upper(0.94, 0)[0]) + MARGIN, chin - 3)
    throat = polygon([head.hinge, head.upper(1.0, 0.5), head.lower(1.0, 0.5)])
    throat[:, snout - 1 :] = False  # water shows between the fangs
    canvas.thin(throat, fish.scheme.mark, behind=True)
    long, teeth = fish["teeth"], empty()
    for column, length in ((chin, long), (snout, -long * 0.9), (snout - 4, -3.0)):
        across = column + 0.5 - MARGIN - head.hinge[0]
        roof = math.floor(head.hinge[1] - across * math.tan(math.radians(head.rise)) + 0.5) + MARGIN
        floor = int(jaw[:, column].argmax())
        rows = round(abs(length))
        if abs(length) <= 3.0:
            rows = min(rows, floor - roof - 2)
        if rows > 1:
            top = roof if length < 0 else floor + 1 - rows
            teeth[top : top + rows, column] = True
    canvas.thin(teeth, _TOOTH)


VIPERFISH = Species(
    name="viperfish",
    draw=unlabelled(_viperfish),
    ranges={
        "head": (8.6, 10.2),
        "gape": (52.0, 72.0),
        "toss": (16.0, 36.0),
        "depth": (5.0, 6.5),
        "swing": (-4.4, 4.4),
        "phase": (0.0, 3.1),
        "droop": (-3.0, 4.0),
        "teeth": (5.5, 8.5),
        "ray": (7.0, 12.0),
        "arch": (0.2, 1.0),
        "tail": (4.0, 5.0),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand3 sand5 sand2 rose3 kelp4 gold5"),
            scheme("ink3 ink5 azure3 rose3 gold4 gold5"),
            scheme("kelp3 kelp5 kelp2 rose3 sand4 gold5"),
            scheme("azure3 ink5 azure2 rose3 gold4 gold5"),
        ),
        "reef": (
            scheme("azure3 azure5 gold4 rose3 gold4 ink6"),
            scheme("coral4 gold5 azure3 rose2 azure4 ink6"),
            scheme("violet3 violet5 gold4 rose3 gold4 ink6"),
            scheme("kelp3 gold5 rose4 rose2 rose4 ink6"),
        ),
        "twilight": (
            scheme("azure3 ink5 azure2 violet2 glow4 ink6"),
            scheme("ink4 ink5 azure3 azure2 glow4 ink6"),
            scheme("violet3 ink5 violet2 azure2 glow4 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 coral1 glow4 gold5"),
            scheme("ink2 ink3 coral2 coral1 glow4 gold5"),
            scheme("violet2 violet3 rose2 rose1 glow4 gold5"),
            scheme("rose2 rose3 violet2 violet1 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 violet1 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet2 glow4 ink6"),
            scheme("violet5 ink6 violet4 violet2 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose2 ink6 ink5"),
            scheme("sand5 sand6 rose5 rose3 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose3 rose6 ink5"),
        ),
    },
)
