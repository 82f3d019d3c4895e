"""The barreleye: a fish that looks up through its own transparent head. Knows nothing of other species."""

from __future__ import annotations

import math

import numpy as np

from pixelgen.palette import colour_index
from training.drawing.masks import MARGIN, Mask, Point, arc, blob, line, opened, polygon, shift, shrink, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species

_LENS, _SHINE = colour_index("ink", 0), colour_index("ink", 6)


def _barreleye(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: glass dome of a head, two green tubular eyes in it that look up, small snout below it, big fan fins.

    length: snout to tail root, pixels. depth: height of the trunk, pixels. dome: height of the glass, pixels.
    canopy: how far back the glass reaches, share of the length. snout: how far the mouth juts, pixels.
    tube: length of the eyes, pixels. gaze: degrees that they lean forward. barrel: thickness of the eyes, pixels.
    fan: length of the paired fins, pixels. sweep: degrees that these point back from straight down.
    tail: length of the tail fin, pixels. bend: pixels that the tail hangs (or rises). eye: depth of the lens, pixels.
    """
    build = FishBody(fish["length"], fish["depth"] * fish.look.bulk / 2, fish["bend"], centre_x=17.5, stiff=0.45)
    _unpaired_fins(canvas, fish, build)
    glass = _dome(canvas, fish, build)
    _eyes(canvas, fish, build, shrink(shrink(glass)))
    body = _body(canvas, fish, build)
    _paired_fins(canvas, fish, build)
    if fish.look.photophores in ("belly", "rows"):
        at = build.at
        row = photophores([at(0.86, 0.25), at(0.5, 0.62), at(0.16, 0.5)], every=4.0)
        canvas.pattern(row, fish.scheme.accent, clip=shrink(body) & (canvas.pixels != fish.scheme.fin))


def _unpaired_fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Tail fan, and the fins of back and belly far behind, all under the body."""
    at, s, limb = build.at, fish.scheme, fish.look.limb
    x, y = at(1.0, 0.0)
    long = min(fish["tail"] * limb, 29.0 - build.length)
    spread = 2.6 + 0.45 * fish["tail"]
    edge = [(x + 2, y - 1.6), (x - long * 0.5, y - spread * 0.7), (x - long, y - spread), (x - long * 0.7, y)]
    edge += [(x - long, y + spread), (x - long * 0.5, y + spread * 0.7), (x + 2, y + 1.6)]
    canvas.part(opened(blob(edge)), s.fin)
    rise = 0.4 * fish["fan"] * limb / build.half
    for side, front in ((-1, 0.68), (1, 0.7)):
        fin = [(front, 0.6), (front + 0.1, 0.7 + rise), (front + 0.22, 0.5 + rise), (front + 0.2, 0.3)]
        canvas.part(opened(blob([at(t, side * h) for t, h in fin])), s.fin)


def _dome(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """The clear shield over head and eyes, with a gleam along its upper left."""
    s, at, back = fish.scheme, build.at, fish["canopy"]
    top = fish["dome"] / build.half
    edge = [at(back * t, h) for t, h in ((0.04, 0.6), (-0.03, -0.1))]
    edge += [at(back * t, -h * top) for t, h in ((0.03, 0.6), (0.22, 0.92), (0.55, 1.02), (0.88, 0.8), (1.08, 0.42))]
    glass = canvas.part(opened(blob([*edge, at(back, 0.6)]), by=3), s.mark)
    inner = shrink(glass)
    gleam = inner & ~(shift(inner, 1, 1) & shift(inner, 0, 1))
    canvas.pattern(gleam & (where_y() < 16 - fish["dome"] * 0.4), _SHINE, clip=glass)
    return glass


def _eyes(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, room: Mask) -> None:
    """Two tubes, square on the pixel grid, with a dark lens on top and one light in it; all inside the glass."""
    s, wide, deep = fish.scheme, round(fish["barrel"]), math.floor(fish["eye"])
    x, y = build.at(0.47 * fish["canopy"], 0.0)
    bottom, long = round(y) + 2, round(fish["tube"]) + 2
    lean = math.tan(math.radians(fish["gaze"])) * long
    for left in (round(x - 1 - wide - lean / 2), round(x - 1 - wide - lean / 2) + wide + 2):
        edge = [
            (left, bottom),
            (left + wide, bottom),
            (left + wide + lean, bottom - long),
            (left + lean, bottom - long),
        ]
        tube = polygon(edge) & room
        canvas.pattern(tube, s.iris, clip=room)
        canvas.pattern(~shift(tube, 1, 0), darker(s.iris), clip=tube)
        if deep:
            top = np.nonzero(tube.any(axis=1))[0][0] - MARGIN
            lens = tube & (where_y() < top + deep)
            canvas.pattern(lens, _LENS, clip=tube)
            canvas.pattern(shift(lens & ~shift(lens, -1, 0) & ~shift(lens, 0, 1), -1, 0), _SHINE, clip=lens)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """Trunk and snout, scooped out in front for the glass."""
    s, at, back = fish.scheme, build.at, fish["canopy"]
    jut = fish["snout"] / build.length
    above = [(-jut, 0.16), (0.03, 0.02), (back * 0.5, 0.0), (back * 0.86, -0.15), (back * 1.06, -0.72)]
    above += [(0.84, -0.56), (1.06, -0.3)]
    below = [(1.06, 0.32), (0.8, 0.72), (0.52, 1.0), (0.27, 0.98), (0.1, 0.8), (-jut, 0.56)]
    body = canvas.part(opened(blob([at(t, h) for t, h in above + below])), s.body, seam=darkest(s.body))
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.4), darker(s.body), clip=body)
    canvas.countershade(body, s.belly, below=16 + build.half * 0.5)
    x, y = at(-jut, 0.42)
    canvas.pattern(line([(x - 4, y), (x, y)], curve=False), darkest(s.body), clip=body)
    if fish.look.photophores == "spots":
        canvas.pattern(spots(shrink(shrink(body)), fish.rng, count=3, size=2, apart=5), s.accent, clip=body)
    return body


def _paired_fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """The wide fans of chest and belly, spread to stand still in the water."""
    s, long = fish.scheme, fish["fan"] * fish.look.limb
    for t, h, share, lift in ((0.62, 0.75, 0.85, 10.0), (0.42, 0.45, 1.0, 0.0)):
        x, y = build.at(t, h)
        heading = 90 + fish["sweep"] + lift
        rim = arc(x, y, long * share, long * share, start=heading + 32, end=heading - 32, count=5)
        root: list[Point] = [(x + 1.4, y - 0.6), (x - 1.4, y - 0.6)]
        canvas.part(opened(blob([*root, *rim])), s.fin, seam=darkest(s.fin))


BARRELEYE = Species(
    name="barreleye",
    draw=unlabelled(_barreleye),
    ranges={
        "length": (20.5, 23.0),
        "depth": (11.0, 13.5),
        "dome": (10.4, 12.8),
        "canopy": (0.58, 0.68),
        "snout": (0.5, 2.5),
        "tube": (4.6, 7.4),
        "gaze": (-4.0, 18.0),
        "barrel": (2.6, 4.4),
        "fan": (6.0, 9.0),
        "sweep": (10.0, 50.0),
        "tail": (5.5, 7.5),
        "bend": (-2.0, 2.0),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (2.4, 3.6), "tube": (4.6, 7.4), "barrel": (3.5, 4.4)},
        "hadal": {"eye": (0.0, 1.9), "barrel": (2.6, 3.4), "tube": (3.6, 5.4)},
    },
    schemes={
        "shallows": (
            scheme("sand3 sand5 sand2 azure5 sand4 kelp4"),
            scheme("kelp2 sand5 kelp3 azure5 sand4 kelp4"),
            scheme("ink3 ink5 azure3 azure5 sand4 kelp4"),
        ),
        "reef": (
            scheme("coral3 coral5 coral4 azure5 gold4 kelp4"),
            scheme("violet3 violet5 rose4 azure5 gold4 kelp4"),
            scheme("rose3 rose5 azure3 azure5 gold4 kelp4"),
            scheme("gold4 gold5 azure3 azure5 gold4 kelp3"),
        ),
        "twilight": (
            scheme("azure2 azure3 azure3 azure5 glow4 kelp4"),
            scheme("violet2 violet3 violet3 azure5 glow4 kelp4"),
            scheme("ink3 ink4 ink4 azure4 glow4 kelp4"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 violet3 glow4 kelp4"),
            scheme("ink2 ink3 violet2 violet3 glow4 kelp4"),
            scheme("rose2 rose3 violet2 violet3 glow4 kelp4"),
            scheme("coral2 coral4 rose2 rose3 glow4 kelp4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 glow5 glow4 kelp3"),
            scheme("ink4 ink5 violet4 glow5 glow4 kelp3"),
            scheme("violet3 violet4 ink4 glow5 glow4 kelp3"),
        ),
        "hadal": (
            scheme("rose4 rose5 rose3 ink5 ink6 kelp5"),
            scheme("sand4 sand5 rose4 rose6 ink6 kelp5"),
            scheme("ink4 ink5 rose4 rose6 ink6 kelp5"),
        ),
    },
)
