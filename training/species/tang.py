"""A tang or surgeonfish individual -> its drawing: a high oval with low fins, a crescent tail and its scalpel."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, blob, ellipse, line, opened, polygon, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import bands, mottling, photophores, spots, stripes
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species

_BACK = (
    (0.0, 0.1),
    (0.05, -0.3),
    (0.16, -0.72),
    (0.34, -0.98),
    (0.55, -0.94),
    (0.78, -0.58),
    (0.94, -0.2),
    (1.04, -0.17),
)
_UNDER = ((1.04, 0.17), (0.94, 0.2), (0.78, 0.58), (0.55, 0.93), (0.34, 0.96), (0.16, 0.72), (0.05, 0.42))


def _draw(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: high oval, low dorsal and anal fin all along it, narrow tail root with the scalpel, crescent tail.

    length: snout to tail root, pixels. depth: height over length. bend: pixels that the tail hangs (or rises).
    rise: height of the dorsal and anal fin, pixels. crescent: length of the tail fin's horns, pixels.
    spread: from the tail's middle to the tip of a horn, pixels. scalpel: its length, pixels.
    pattern: below 1 a painter's palette, below 2 a masked face, below 3 lines along the body, above bars across it.
    spacing: pixels from line to line or bar to bar. eye: pixels.
    """
    half = fish["length"] * fish["depth"] * fish.look.bulk / 2
    build = FishBody(fish["length"], half, fish["bend"], centre_x=18.5, stiff=0.55)
    _fins(canvas, fish, build)
    body = _body(canvas, fish, build)
    _marks(canvas, fish, build, body)
    _face(canvas, fish, build, body)


def _fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Crescent tail; dorsal and anal fin that run to the tail root."""
    at, s = build.at, fish.scheme
    x, y = at(1.0, 0.0)
    long, spread = fish["crescent"], fish["spread"]
    root = polygon([(x + 2, y - 1.6), (x + 2, y + 1.6), (x - 2.6, y + 3.0), (x - 2.6, y - 3.0)])
    horns = [(x - long, spread), (x - long * 0.62, spread * 0.66), (x - 1.6, 1.0)]
    tail = root | stroke([(a, y + b) for a, b in horns], [2.0, 3.2, 3.8])
    tail |= stroke([(a, y - b) for a, b in horns], [2.0, 3.2, 3.8])
    canvas.part(opened(tail), s.fin)
    rise = min(fish["rise"] * fish.look.limb, 15.4 - build.half) / build.half
    fin = [(0.2, 0.75), (0.26, 0.9 + rise * 0.6), (0.4, 0.99 + rise), (0.62, 0.86 + rise), (0.8, 0.54 + rise * 1.1)]
    fin += [(0.92, 0.34 + rise), (0.93, 0.2), (0.6, 0.4)]
    for side in (-1, 1):
        canvas.part(opened(blob([at(t, side * h) for t, h in fin]), by=3), s.fin)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """The oval, its light belly, and in the shallows its mottling."""
    s = fish.scheme
    outline = blob([build.at(t, h) for t, h in _BACK + _UNDER])
    body = canvas.part(opened(outline, by=3), s.body, seam=darker(s.body, 2))
    canvas.countershade(body, s.belly, below=16.0 + build.half * 0.5)
    if fish.look.camouflage:
        upper = shrink(body) & (canvas.pixels == s.body)
        canvas.pattern(mottling(fish.rng, scale=3, share=0.25), darker(s.body), clip=upper)
    return body


def _marks(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """The pattern, the lights of the deep, and the scalpel at the tail root."""
    at, s, kind = build.at, fish.scheme, fish["pattern"]
    inner = shrink(body)
    flank = inner & (where_x() < at(0.26, 0.0)[0])
    if kind < 1:
        edge = [
            (0.12, -0.3),
            (0.34, -0.78),
            (0.62, -0.7),
            (1.0, -0.2),
            (1.0, 0.2),
            (0.8, 0.28),
            (0.5, 0.3),
            (0.36, 0.05),
        ]
        loop = ellipse(*at(0.62, -0.18), build.length * 0.15, build.half * 0.24)
        canvas.pattern(blob([at(t, h) for t, h in edge]) & ~loop, s.mark, clip=inner)
    elif kind < 2:
        x, y = at(0.3, 0.0)
        face = (where_x() > x + 0.08 * (where_y() - y) ** 2 - 1.0) & (where_y() < at(0.0, 0.42)[1])
        canvas.pattern(shift(face, -1, 0) | shift(face, 0, 1), s.belly, clip=inner)
        canvas.pattern(face, s.mark, clip=body)
    elif kind < 3:
        canvas.pattern(stripes(fish["spacing"], 2.0, angle=4, phase=1.0), s.mark, clip=flank)
    else:
        first = at(0.32, 0.0)[0]
        canvas.pattern(bands([first - step * fish["spacing"] for step in range(4)], 2.0, bow=0.8), s.mark, clip=flank)
    lit = body & shrink(shrink(canvas.filled()))
    if fish.look.photophores in ("belly", "rows"):
        row = [at(0.86, 0.3), at(0.56, 0.68), at(0.3, 0.66)]
        canvas.pattern(photophores(row, every=4.0), s.accent, clip=lit)
    elif fish.look.photophores == "spots":
        canvas.pattern(spots(lit & flank, fish.rng, count=3, size=2, apart=5), s.accent, clip=lit)
    x, y = at(0.98, 0.0)
    blade = line([(x, y), (x + fish["scalpel"], y)], curve=False)
    canvas.pattern(blade | shift(blade, 0, -1), s.accent, clip=canvas.filled())


def _face(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Breast fin, mouth, eye."""
    at, s = build.at, fish.scheme
    x, y = at(0.36, 0.3)
    paddle = blob([(x, y - 1.6), (x - 4.2, y - 1.4 + 0.3 * fish["bend"]), (x - 4.6, y + 0.8), (x - 0.4, y + 1.6)])
    canvas.pattern(paddle, s.fin, clip=body)
    canvas.pattern(paddle & ~shift(paddle, 0, -1), darker(s.fin, 2), clip=body)
    x, y = at(0.0, 0.16)
    canvas.pattern(line([(x - 2.4, y), (x, y)], curve=False), lighter(s.belly), clip=body)
    canvas.eye(*at(0.17, -0.28), math.floor(fish["eye"]), iris=s.iris)


TANG = Species(
    name="tang",
    draw=unlabelled(_draw),
    ranges={
        "length": (20.0, 22.0),
        "depth": (0.68, 0.8),
        "bend": (-1.4, 1.4),
        "rise": (3.0, 4.4),
        "crescent": (5.6, 7.6),
        "spread": (7.0, 9.6),
        "scalpel": (2.0, 4.0),
        "pattern": (0.0, 4.0),
        "spacing": (4.0, 5.0),
        "eye": (2.0, 3.5),
    },
    zone_ranges={
        "twilight": {"eye": (3.2, 4.9)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "depth": (0.76, 0.86), "rise": (3.0, 4.0)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand2 gold5 gold5"),
            scheme("ink4 ink5 azure4 ink3 gold4 gold5"),
            scheme("kelp4 sand5 kelp3 kelp2 gold5 gold5"),
            scheme("azure4 azure5 azure3 azure2 gold5 gold5"),
        ),
        "reef": (
            scheme("azure3 azure4 gold4 azure1 gold5 ink6"),
            scheme("gold4 gold5 gold5 coral4 ink6 ink6"),
            scheme("violet3 violet4 gold4 violet1 gold5 ink6"),
            scheme("azure4 azure5 gold4 azure1 coral4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure2 azure5 glow5 ink6"),
            scheme("violet3 violet4 violet2 violet5 glow5 ink6"),
            scheme("ink5 ink6 azure3 azure2 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 coral4 glow5 gold5"),
            scheme("violet2 violet3 violet3 rose4 glow5 gold5"),
            scheme("rose2 rose3 violet3 rose4 glow5 gold5"),
            scheme("ink3 ink4 coral2 coral3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 violet5 glow4 ink6"),
            scheme("ink4 ink5 violet4 ink5 glow4 ink6"),
            scheme("violet5 ink6 violet4 violet4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 rose3 ink5"),
            scheme("sand5 sand6 sand4 sand6 rose4 ink5"),
            scheme("ink5 ink6 rose5 ink6 rose4 ink5"),
            scheme("rose6 ink6 rose5 rose5 rose4 ink5"),
        ),
    },
)
