"""A clownfish individual -> its drawing: a stout oval with three white bands. Knows nothing of other species."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, blob, line, opened, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import band, mottling, photophores, spots
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species


def _draw(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: stout oval body, three upright white bands edged in dark, rounded fins and tail.

    length: nose to tail root, pixels. depth: height over length. bend: pixels that the tail hangs (or rises).
    fin: height of the dorsal and anal fins, pixels. tail: length of the tail fin, pixels.
    band: width of the white bands, pixels. edge: below 1 the bands are plain, from 1 on edged in dark.
    pectoral: 0 to 1, the breast fin folded back or spread down. jaw: 0 to 1, how far the lower jaw juts out.
    eye: pixels.
    """
    half = fish["length"] * fish["depth"] * fish.look.bulk / 2
    build = FishBody(fish["length"], half, fish["bend"], centre_x=17.5, stiff=0.45)
    _fins(canvas, fish, build)
    body = _body(canvas, fish, build)
    _bands(canvas, fish, build, body)
    _lights(canvas, fish, build, body)
    _pectoral(canvas, fish, build)
    _face(canvas, fish, build, body)


def _fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Tail fan, dorsal fin of spiny and soft part, pelvic and anal fin: all behind the body."""
    at, s = build.at, fish.scheme
    fin = fish["fin"] * fish.look.limb / build.half
    tail = fish["tail"] * fish.look.limb / build.length
    fan = [(0.92, 0.28), (1 + tail * 0.3, 0.46), (1 + tail * 0.62, 0.74), (1 + tail * 0.9, 0.58)]
    fan_edge = [at(t, -h) for t, h in fan] + [at(1 + tail, 0.0)] + [at(t, h) for t, h in reversed(fan)]
    canvas.part(opened(blob(fan_edge), by=3), s.fin)
    back = [(0.28, -0.75), (0.36, -1 - fin * 0.5), (0.5, -1 - fin * 0.62), (0.6, -0.92 - fin * 0.5)]
    back += [(0.72, -0.76 - fin), (0.83, -0.56 - fin * 0.85), (0.9, -0.44 - fin * 0.35), (0.9, -0.25), (0.6, -0.4)]
    canvas.part(opened(blob([at(t, h) for t, h in back]), by=3), s.fin)
    anal = [(0.58, 0.6), (0.66, 0.78 + fin * 0.6), (0.76, 0.66 + fin * 0.95), (0.86, 0.5 + fin * 0.5), (0.88, 0.25)]
    canvas.part(opened(blob([at(t, h) for t, h in anal]), by=3), s.fin)
    pelvic = [at(0.35, 0.8), at(0.41, 0.9 + fin * 0.4), at(0.46, 0.9 + fin * 0.7)]
    canvas.part(opened(stroke(pelvic, [4.6, 4.4, 3.6]), by=3), s.fin)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """The oval trunk with its light belly; the lower jaw juts out by `jaw`."""
    s, jaw = fish.scheme, fish["jaw"]
    back = [(0.0, -0.14), (0.05, -0.5), (0.2, -0.85), (0.42, -1.0), (0.66, -0.8), (0.88, -0.42), (1.04, -0.34)]
    under = [(1.04, 0.34), (0.88, 0.42), (0.66, 0.79), (0.42, 0.97), (0.2, 0.85), (0.05 - 0.03 * jaw, 0.56)]
    under.append((-0.05 * jaw, 0.2))
    body = canvas.part(opened(blob([build.at(t, h) for t, h in back + under]), by=3), s.body, seam=darker(s.body))
    canvas.countershade(body, s.belly, below=16.0 + build.half * 0.5)
    if fish.look.camouflage:
        upper = body & (canvas.pixels == s.body) & (where_y() < 16.0 + build.half * 0.4)
        canvas.pattern(mottling(fish.rng, scale=3, share=0.3), darker(s.body), clip=upper)
    return body


def _bands(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Head, flank and tail band; the flank band bulges forward."""
    s, width, edge = fish.scheme, fish["band"], fish["edge"] >= 1
    for t, bow, share in ((0.32, 0.4, 1.0), (0.655, 0.8, 1.0), (0.97, 0.0, 0.7)):
        x, y = build.at(t, 0.0)
        white = band(x, max(2.0, width * share), bow=bow, middle=y)
        if edge:
            canvas.pattern(shift(white, 1, 0) | shift(white, -1, 0), darkest(s.body), clip=body)
        canvas.pattern(white, s.mark, clip=body)


def _lights(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Glowing organs, kept clear of the outline and of the white bands."""
    at, s = build.at, fish.scheme
    inner = body & shrink(shrink(canvas.filled()))
    if fish.look.photophores in ("belly", "rows"):
        canvas.pattern(photophores([at(0.9, 0.2), at(0.5, 0.6), at(0.2, 0.5)], every=4.0), s.accent, clip=inner)
    elif fish.look.photophores == "spots":
        flank = inner & ((canvas.pixels == s.body) | (canvas.pixels == s.belly)) & (where_x() < at(0.4, 0.0)[0])
        canvas.pattern(spots(flank, fish.rng, count=4, size=2, apart=5), s.accent, clip=inner)


def _pectoral(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """The breast fin, a rounded paddle over the flank with a shadow along its rear and lower edge."""
    swing, tone = fish["pectoral"], fish.scheme.fin
    x, y = build.at(0.4, 0.14)
    reach = 4.0 * fish.look.limb
    paddle = [(x, y - 0.4), (x - reach * 0.6, y - 0.9 + swing), (x - reach, y + 0.8 + 1.6 * swing)]
    paddle += [(x - reach * 0.7, y + 2.4 + 1.4 * swing), (x - 0.2, y + 1.8)]
    mask = canvas.part(blob(paddle), darker(tone, 2 if fish.zone == "reef" else 1))
    canvas.pattern(mask & shift(mask, 0, -1) & shift(mask, 1, 0), tone, clip=mask)


def _face(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Mouth line, longer under a jutting jaw, and the eye before the head band."""
    s, jaw = fish.scheme, fish["jaw"]
    x, y = build.at(0.0, 0.3)
    mouth = line([(x - 3.0 - 2 * jaw, y + 0.6 + jaw), (x - 1.4, y), (x, y - 0.4 * jaw)], curve=False)
    canvas.pattern(mouth, darker(s.body, 2), clip=body)
    canvas.eye(*build.at(0.16, -0.24), math.floor(fish["eye"]), iris=s.iris)


CLOWNFISH = Species(
    name="clownfish",
    draw=unlabelled(_draw),
    ranges={
        "length": (20.5, 23.5),
        "depth": (0.52, 0.61),
        "bend": (-1.2, 1.2),
        "fin": (2.8, 4.2),
        "tail": (5.4, 6.8),
        "band": (2.0, 3.2),
        "edge": (0.0, 2.0),
        "pectoral": (0.0, 1.0),
        "jaw": (0.0, 0.2),
        "eye": (2.0, 3.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 4.9), "edge": (0.0, 1.9)},
        "midnight": {"eye": (3.0, 3.9), "depth": (0.48, 0.56), "jaw": (0.6, 1.0), "edge": (0.0, 1.5)},
        "shallows": {"eye": (2.0, 3.3)},
        "abyss": {"eye": (1.0, 2.9), "length": (20.5, 22.5), "tail": (4.8, 5.8), "edge": (0.0, 1.0)},
        "hadal": {"eye": (0.0, 1.9), "depth": (0.62, 0.7), "length": (19.5, 22.0), "edge": (0.0, 0.9)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand4 ink6 sand3 gold5"),
            scheme("gold4 gold5 gold4 ink6 gold3 gold5"),
            scheme("kelp4 kelp5 kelp4 ink6 kelp3 gold5"),
        ),
        "reef": (
            scheme("coral4 coral5 coral4 ink6 gold4 gold5"),
            scheme("coral3 coral4 gold4 ink6 gold4 gold5"),
            scheme("rose3 rose4 gold4 ink6 gold4 gold5"),
            scheme("coral2 coral3 coral2 gold6 gold4 gold5"),
        ),
        "twilight": (
            scheme("azure2 azure3 azure3 ink5 glow4 gold5"),
            scheme("violet2 violet3 violet3 ink5 glow4 gold5"),
            scheme("ink4 ink5 azure3 ink6 glow4 gold5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 rose5 glow4 gold5"),
            scheme("violet2 violet3 violet3 rose4 glow4 gold5"),
            scheme("ink2 ink3 ink3 coral3 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 ink6 glow4 ink6"),
            scheme("ink4 ink5 ink4 ink6 glow4 ink6"),
            scheme("ink5 ink6 violet4 violet5 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 rose4 ink6"),
            scheme("sand5 sand6 sand4 sand6 sand4 ink6"),
            scheme("ink5 ink6 rose5 ink6 rose5 ink6"),
        ),
    },
)
