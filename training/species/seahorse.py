"""A seahorse individual -> its drawing: upright, horse-headed, belly out, tail curled. Knows no other species."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import Mask, Point, blob, ellipse, opened, polygon, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_EYE = (16.4, 6.0)


def _draw(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: upright, tube snout at a right angle, coronet, belly out, rings of plates, tail curled forwards.

    snout: its length, pixels. nod: degrees that it points down. crown: height of the coronet, pixels.
    neck: pixels that the nape lies behind the head. belly: width of the trunk, pixels. lean: pixels that the trunk's
    foot lies before its top. loop: radius of the tail's curl, pixels. curl: degrees that the tail turns.
    fin: length of the dorsal fin, pixels. flap: pixels that it is raised. banding: below 1 spots, then bands, above 2
    neither. eye: pixels.
    """
    trunk = _trunk(animal)
    tail = _tail(animal, trunk[-1])
    _fins(canvas, animal, trunk)
    body = _body(canvas, animal, trunk, tail)
    _head(canvas, animal)
    _marks(canvas, animal, tail, body)
    canvas.eye(*_EYE, math.floor(animal["eye"]), iris=animal.scheme.iris)


def _trunk(animal: Individual) -> list[Point]:
    """Middle line from the head through the neck to the last plate of the trunk."""
    back, lean = animal["neck"], animal["lean"]
    return [(15.2, 6.5), (15.0 - back, 9.6), (15.4 - back * 0.5, 13.4), (15.2 + lean * 0.6, 16.6), (13.6 + lean, 20.0)]


def _tail(animal: Individual, root: Point) -> list[Point]:
    """Middle line of the tail: down, then round forwards and up into an open spiral."""
    loop, turns = animal["loop"], np.linspace(0, 1, 9)
    x, y = root[0] - 0.6 + loop, 29.4 - loop
    angles = np.radians(180 - animal["curl"] * turns)
    radius = loop * (1 - 0.45 * turns**2)
    spiral = zip(x + radius * np.cos(angles), y + radius * np.sin(angles), strict=True)
    return [root, *((float(a), float(b)) for a, b in spiral)]


def _fins(canvas: UnlabelledCanvas, animal: Individual, trunk: list[Point]) -> None:
    """The fan of a dorsal fin behind the trunk."""
    s, long, flap = animal.scheme, animal["fin"] * animal.look.limb, animal["flap"]
    x, y = trunk[3][0] - animal["belly"] * animal.look.bulk * 0.4, 16.4
    fan = [(x + 1.5, y - 3), (x - long * 0.8, y - 3.0 - flap), (x - long, y - 0.4 - flap), (x - long * 0.7, y + 2.4)]
    canvas.part(opened(blob([*fan, (x + 1.5, y + 2.6)])), s.fin)


def _body(canvas: UnlabelledCanvas, animal: Individual, trunk: list[Point], tail: list[Point]) -> Mask:
    """Neck, trunk and tail in one piece, light along the front."""
    s, belly = animal.scheme, animal["belly"] * animal.look.bulk
    body = stroke(trunk, [5.4, 5.0, belly * 0.9, belly, 4.8]) | stroke(tail, [4.6, 4.0, 3.6, 3.2, 2.8, 2.2])
    body = canvas.part(opened(body), s.body, seam=darker(s.body, 2))
    front = body & ~shift(body, -4, 0) & (where_y() > 10) & (where_y() < 21)
    canvas.pattern(front, s.belly, clip=body)
    return body


def _head(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Coronet, head, and the snout with its flared tip."""
    s, nod, high = animal.scheme, math.radians(animal["nod"]), animal["crown"]
    crown = [(12.6, 5.4), (12.2, 4.4 - high), (13.8, 4.0 - high * 0.6), (15.2, 3.2 - high), (16.8, 3.8)]
    canvas.part(opened(polygon(crown)), s.fin)
    x, y = 18.0 + animal["snout"] * math.cos(nod), 7.2 + animal["snout"] * math.sin(nod)
    snout = stroke([(16.5, 7.0), (18.6, 7.2), (x - 1, y - 0.3), (x, y)], [5.4, 3.6, 3.0, 3.8], curve=False)
    head = opened(ellipse(15.8, 6.4, 4.0, 3.6), by=3) | opened(snout)
    canvas.part(head, s.body)
    canvas.countershade(head & (where_x() > 18), s.belly, below=y + 0.6)


def _marks(canvas: UnlabelledCanvas, animal: Individual, tail: list[Point], body: Mask) -> None:
    """Plate rings in a shade of what they cross; spots or bands; lights of the deep along the flank."""
    s, inner = animal.scheme, shrink(body)
    flank = inner & (where_y() > 10) & (canvas.pixels == s.body)
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.3), s.mark, clip=flank)
    elif animal["banding"] < 1:
        canvas.pattern(spots(flank, animal.rng, count=6, size=2, apart=4), s.mark, clip=flank)
    elif animal["banding"] < 2:
        canvas.pattern((where_y() % 5) < 2, s.mark, clip=flank)
    ring = (where_y() % 3 < 1) & (where_y() > 10) & (where_y() < 22)
    for tone in (s.body, s.belly):
        canvas.pattern(ring & (canvas.pixels == tone), darker(tone), clip=body)
    lit = body & shrink(canvas.filled())
    if animal.look.photophores in ("belly", "rows"):
        canvas.pattern(photophores([(13.0, 11.0), (14.0, 16.0), (13.4, 21.0), tail[2]], every=4.0), s.accent, clip=lit)
    elif animal.look.photophores == "spots":
        canvas.pattern(spots(lit & flank, animal.rng, count=4, size=2, apart=5), s.accent, clip=lit)


SEAHORSE = Species(
    name="seahorse",
    draw=unlabelled(_draw),
    ranges={
        "snout": (4.6, 6.6),
        "nod": (0.0, 28.0),
        "crown": (1.8, 3.0),
        "neck": (0.6, 4.0),
        "belly": (8.0, 10.0),
        "lean": (-2.4, 1.6),
        "loop": (3.8, 4.8),
        "curl": (215.0, 295.0),
        "fin": (3.0, 5.0),
        "flap": (-0.6, 1.0),
        "banding": (0.0, 3.0),
        "eye": (2.0, 3.4),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 4.4)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand3 gold5 gold5"),
            scheme("kelp4 kelp5 kelp3 kelp3 gold5 gold5"),
            scheme("gold4 gold5 gold3 gold3 gold5 ink6"),
        ),
        "reef": (
            scheme("gold4 gold5 coral4 coral3 azure4 ink6"),
            scheme("coral4 gold5 gold4 coral2 azure4 ink6"),
            scheme("rose4 rose5 violet4 violet3 azure4 ink6"),
            scheme("violet4 violet5 gold4 violet2 gold4 ink6"),
            scheme("kelp3 gold5 gold4 gold4 azure4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure4 azure2 glow5 ink6"),
            scheme("violet3 violet4 violet4 violet2 glow5 ink6"),
            scheme("ink4 ink5 azure3 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 coral2 glow5 gold5"),
            scheme("violet3 violet4 rose3 rose3 glow5 gold5"),
            scheme("rose3 rose4 violet3 violet3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 violet3 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet4 glow4 ink6"),
            scheme("violet5 ink6 violet4 violet4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 rose3 ink5"),
            scheme("sand5 sand6 sand4 sand4 rose4 ink5"),
            scheme("ink5 ink6 rose5 ink4 rose4 ink5"),
            scheme("rose6 ink6 rose5 rose5 rose4 ink5"),
        ),
    },
)
