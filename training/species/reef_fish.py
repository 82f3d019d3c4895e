"""Reef fish: deep, boldly marked fish that hover over coral, and their cousins in the deep."""

from __future__ import annotations

import math

from training.canvas import Canvas, blob, darker, lighter, stroke
from training.patterns import band, mottling, photophores, spots
from training.species.contract import Individual, Species
from training.zones import scheme


def _clownfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: stout oval body, three upright white bands edged in dark, rounded fins.

    length: nose to tail root, pixels. depth: height over length. bend: tail up (negative) or down.
    fin: height of the dorsal fin. tail: length of the tail fin. band: width of the white bands. eye: pixels.
    """
    length = fish["length"]
    half = length * fish["depth"] * fish.look.bulk / 2
    bend = fish["bend"]
    nose, root = 16 + length / 2, 16 - length / 2
    y = 16.0
    s = fish.scheme
    white = lighter(s.mark, 0)
    fin_height = fish["fin"] * fish.look.limb
    tail = fish["tail"] * fish.look.limb

    # tail fin: rounded fan, behind the body
    tail_y = y + bend
    fan = blob(
        [
            (root + 2.5, tail_y - 1.6),
            (root - tail * 0.5, tail_y - half * 0.62 + bend * 0.4),
            (root - tail, tail_y - half * 0.45 + bend * 0.6),
            (root - tail * 0.86, tail_y + bend * 0.6),
            (root - tail, tail_y + half * 0.45 + bend * 0.6),
            (root - tail * 0.5, tail_y + half * 0.62 + bend * 0.4),
            (root + 2.5, tail_y + 1.6),
        ]
    )
    canvas.part(fan, s.fin)
    # dorsal fin in two humps, anal fin, both behind the body
    top = y - half
    canvas.part(
        blob(
            [
                (nose - length * 0.34, top + 1.5),
                (nose - length * 0.42, top - fin_height * 0.9),
                (nose - length * 0.6, top - fin_height * 0.55),
                (nose - length * 0.74, top - fin_height + bend * 0.3),
                (nose - length * 0.92, top + half * 0.45 + bend * 0.6),
                (nose - length * 0.6, top + 3),
            ]
        ),
        s.fin,
    )
    canvas.part(
        blob(
            [
                (nose - length * 0.55, y + half - 1.5),
                (nose - length * 0.68, y + half + fin_height * 0.8),
                (nose - length * 0.84, y + half * 0.75 + fin_height * 0.4 + bend * 0.5),
                (nose - length * 0.86, y + half * 0.4),
            ]
        ),
        s.fin,
    )
    body = canvas.part(
        blob(
            [
                (nose, y + 0.4),
                (nose - length * 0.12, y - half * 0.66),
                (nose - length * 0.4, y - half),
                (nose - length * 0.72, y - half * 0.72 + bend * 0.3),
                (root, y - half * 0.3 + bend),
                (root, y + half * 0.3 + bend),
                (nose - length * 0.72, y + half * 0.74 + bend * 0.3),
                (nose - length * 0.4, y + half),
                (nose - length * 0.12, y + half * 0.72),
            ]
        ),
        s.body,
        seam=darker(s.body, 2),
    )
    canvas.countershade(body, s.belly, below=y + half * 0.55)
    # three bands, each with a darker edge, bowed along the body
    width = fish["band"]
    for x, bow in ((nose - length * 0.31, 0.9), (nose - length * 0.62, 0.9), (root + 1.2, 0.0)):
        wide = width if bow else width * 0.75
        canvas.pattern(band(x, wide + 2, bow=bow), darker(s.body, 3), clip=body)
        canvas.pattern(band(x, wide, bow=bow), white, clip=body)
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.3), darker(s.body), clip=body & (canvas.pixels == s.body))
    if fish.look.photophores in ("belly", "rows"):
        lights = photophores([(root + 3, y + half * 0.62), (16, y + half * 0.72), (nose - 5, y + half * 0.6)])
        canvas.pattern(lights, s.accent, clip=body)
    elif fish.look.photophores == "spots":
        canvas.pattern(spots(body, fish.rng, count=4, size=2, apart=5), s.accent, clip=body)
    # pectoral fin on top of the body
    swing = fish["pectoral"]
    canvas.part(
        stroke(
            [
                (nose - length * 0.4, y + half * 0.2),
                (nose - length * 0.52, y + half * (0.3 + 0.3 * swing)),
                (nose - length * 0.6, y + half * (0.35 + 0.5 * swing)),
            ],
            [1.6, 3.4, 2.4],
        ),
        s.fin,
        seam=darker(s.fin, 2),
    )
    canvas.eye(nose - length * 0.15, y - half * 0.18, math.floor(fish["eye"]), iris=s.iris)


_CLOWNFISH = Species(
    name="clownfish",
    draw=_clownfish,
    ranges={
        "length": (18.0, 22.0),
        "depth": (0.56, 0.66),
        "bend": (-1.2, 1.2),
        "fin": (2.6, 4.0),
        "tail": (4.5, 6.5),
        "band": (2.0, 3.2),
        "pectoral": (0.0, 1.0),
        "eye": (2.0, 3.0),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 4.9)},
        "midnight": {"eye": (3.0, 3.9), "depth": (0.5, 0.6)},
        "abyss": {"eye": (1.0, 2.0)},
        "hadal": {"eye": (0.0, 1.9), "depth": (0.6, 0.7)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand4 ink6 sand3 gold5"),
            scheme("gold4 gold5 gold4 ink6 gold3 gold5"),
        ),
        "reef": (
            scheme("coral4 coral5 coral4 ink6 gold4 coral5"),
            scheme("coral3 coral4 gold4 ink6 gold4 coral5"),
            scheme("rose3 rose4 gold4 ink6 gold4 rose5"),
        ),
        "twilight": (scheme("azure2 azure3 azure3 ink5 glow4 ink6"), scheme("violet2 violet3 violet3 ink5 glow4 ink6")),
        "midnight": (scheme("coral2 coral3 coral1 rose5 glow4 gold5"), scheme("ink2 ink3 ink3 coral3 glow4 gold5")),
        "abyss": (scheme("violet4 violet5 violet4 ink6 glow4 ink6"), scheme("ink4 ink5 ink4 ink6 glow4 ink6")),
        "hadal": (scheme("rose5 rose6 rose4 ink6 rose4 ink6"), scheme("sand5 sand6 sand4 ink6 sand4 ink6")),
    },
)

SPECIES: tuple[Species, ...] = (_CLOWNFISH,)
