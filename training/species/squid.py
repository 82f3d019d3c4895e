"""The squid in all zones: a torpedo mantle with arrow fins, a big eye, arms in a bundle, two clubs.

Knows no other species.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from training.drawing.masks import Mask, Point, blob, ellipse, line, opened, polygon, shrink
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import BodyAxis
from training.species.contract import Individual, Species

_ROOM = 28.9  # pixels from the fins to the farther club, in the longer direction
_HEAD = 4.6  # length of the head, pixels


class _Squid:
    """Measures of a squid, and its places -> sprite coordinates: along from the mantle's tip, across its axis."""

    def __init__(self, animal: Individual) -> None:
        self.mantle = animal["mantle"]
        self.half = animal["girth"] * animal.look.bulk / 2
        self.span = self.half + animal["fin"]
        self.arm, self.reach = animal["arm"], animal["reach"] * animal.look.limb
        ends = [(0.0, 0.0), (self.mantle * 0.34, self.span), (self.mantle * 0.34, -self.span)]
        ends += [self.course(animal, across, longer=1.0, spread=1.0)[-1] for across in (-1.4, 1.4)]
        self.at = BodyAxis(animal["tilt"]).fitted(ends, room=_ROOM).at

    def course(self, animal: Individual, across: float, *, longer: float, spread: float) -> list[Point]:
        """Places on the middle line of an arm or tentacle that is rooted `across` the axis."""
        root = self.mantle + _HEAD - 1.0
        long = self.arm + longer * self.reach
        side = across / 2.8
        places: list[Point] = []
        for t in (0.0, 0.35, 0.7, 1.0):
            wave = animal["curl"] * math.sin(animal["phase"] + 1.6 * across + 4.5 * t) * t
            sag = animal["bend"] * t**1.7 + animal["splay"] * spread * side * t**1.5 + wave
            places.append((root + long * t, across + sag))
        return places


def _tentacles(canvas: UnlabelledCanvas, animal: Individual, squid: _Squid) -> None:
    """The two long ones, each with a club at its end that is light on the sucker side."""
    s = animal.scheme
    for across in (-1.4, 1.4):
        path = squid.at(squid.course(animal, across, longer=1.0, spread=1.0))
        canvas.thin(line(path, width=2), s.fin)
        x, y = (float(value) for value in path[-1])
        angle = math.atan2(y - float(path[-2][1]), x - float(path[-2][0]))
        club = ellipse(x - 1.6 * math.cos(angle), y - 1.6 * math.sin(angle), 3.4, 1.9, angle=math.degrees(angle))
        canvas.thin(opened(club), s.fin)
        if animal.look.photophores in ("rows", "spots"):
            canvas.pattern(ellipse(x, y, 1.3, 1.3), s.accent, clip=club)


def _arms(canvas: UnlabelledCanvas, animal: Individual, squid: _Squid) -> None:
    """Bundle of four arms, the outer ones darker."""
    s = animal.scheme
    for index, across in enumerate((-3.0, 2.8, -1.0, 0.9)):
        path = squid.at(squid.course(animal, across, longer=-0.25 if index > 1 else 0.0, spread=0.6))
        canvas.thin(line(path, width=2), s.body if index > 1 else darker(s.body))


def _outline(half: Sequence[Point], length: float) -> list[Point]:
    """Both edges of a body that is symmetrical about its axis: (share of the length, pixels across)."""
    upper = [(t * length, -across) for t, across in half]
    return upper + [(along, -across) for along, across in reversed(upper)]


def _body(canvas: UnlabelledCanvas, animal: Individual, squid: _Squid) -> Mask:
    """Fins, head and mantle, back to front; returns the mantle."""
    s, length, half, span = animal.scheme, squid.mantle, squid.half, squid.span
    corner = 0.32 + animal["sweep"]
    arrow = [(-0.06, 0.8), (corner * 0.5, span * 0.62), (corner, span), (corner + 0.11, span * 0.8)]
    arrow += [(0.54, half * 0.6)]
    canvas.part(opened(polygon(squid.at(_outline(arrow, length)))), s.fin)
    head = [(0.0, half * 0.7), (0.3, half * 0.78), (0.75, half * 0.85), (1.05, half * 0.6)]
    neck = [(length - 1.0 + along, across) for along, across in _outline(head, _HEAD + 0.5)]
    canvas.part(opened(blob(squid.at(neck))), s.body, seam=darker(s.body, 2))
    torpedo = [
        (0.0, 0.8),
        (0.16, half * 0.42),
        (0.38, half * 0.82),
        (0.65, half),
        (0.9, half * 0.96),
        (1.0, half * 0.7),
    ]
    mantle = opened(blob(squid.at(_outline(torpedo, length))))
    return canvas.part(mantle, s.body, seam=darker(s.body, 2))


def _marks(canvas: UnlabelledCanvas, animal: Individual, squid: _Squid, mantle: Mask) -> None:
    """Light belly, chromatophore spots on the back, rows of lights."""
    s, length, half = animal.scheme, squid.mantle, squid.half
    edge = half * animal["belly"]
    below = [(0, half * 0.5), (length * 0.3, edge), (length * 1.1, edge), (length * 1.1, half * 2), (0, half * 2)]
    flank = polygon(squid.at(below))
    canvas.pattern(flank & (canvas.pixels == s.body), s.belly, clip=mantle)
    back = shrink(mantle) & ~flank
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.35), s.mark, clip=back & (canvas.pixels == s.body))
    else:
        canvas.pattern(spots(back, animal.rng, count=math.floor(animal["marks"]), apart=3.2), s.mark, clip=mantle)
    lights = animal.look.photophores
    if lights == "spots":
        canvas.pattern(spots(shrink(mantle), animal.rng, count=3, apart=4.5), s.accent, clip=mantle)
    elif lights != "none":
        start = length * (0.2 if lights == "rows" else 0.6)
        row = squid.at([(start, half * 0.45), ((start + length) / 2, half * 0.5), (length, half * 0.45)])
        canvas.pattern(photophores(row, every=4.0), s.accent, clip=shrink(mantle))


def _squid(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: torpedo mantle, arrow fins at its tip, big eye, a bundle of arms, two long clubs.

    mantle: its length, pixels. girth: its width, pixels. fin: pixels that a fin stands out from the mantle.
    sweep: how far its corner lies towards the head, share of the mantle. tilt: degrees that the head hangs.
    arm: length of the arms, pixels. reach: pixels that the clubs lie beyond the arms. bend: pixels that the arms hang
    (negative: rise). splay: pixels that they spread. curl: pixels that they wave. phase: where in the wave.
    belly: where the light belly begins, share of half the girth. marks: number of spots. eye: pixels.
    """
    squid = _Squid(animal)
    _tentacles(canvas, animal, squid)
    _arms(canvas, animal, squid)
    mantle = _body(canvas, animal, squid)
    _marks(canvas, animal, squid, mantle)
    x, y = squid.at([(squid.mantle + _HEAD * 0.5, 0.0)])[0]
    canvas.eye(float(x), float(y), math.floor(animal["eye"]), iris=animal.scheme.iris)


SQUID = Species(
    name="squid",
    draw=unlabelled(_squid),
    ranges={
        "mantle": (14.0, 17.5),
        "girth": (9.4, 11.2),
        "fin": (5.0, 7.2),
        "sweep": (0.0, 0.1),
        "tilt": (22.0, 46.0),
        "arm": (6.5, 8.5),
        "reach": (3.5, 6.0),
        "bend": (-3.0, 2.0),
        "splay": (3.5, 6.0),
        "curl": (0.0, 1.2),
        "phase": (0.0, 6.28),
        "belly": (0.1, 0.45),
        "marks": (2.0, 6.0),
        "eye": (3.0, 3.9),
    },
    zone_ranges={
        "shallows": {"girth": (9.6, 11.4)},
        "twilight": {"eye": (4.0, 4.9)},
        "midnight": {"girth": (9.6, 11.4), "eye": (3.0, 4.9)},
        "abyss": {"girth": (10.0, 11.6), "eye": (2.0, 3.9)},
        "hadal": {"girth": (9.8, 11.4), "eye": (0.0, 1.9), "marks": (0.0, 0.0), "fin": (4.4, 6.2)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand6 sand5 sand3 kelp4 gold5"),
            scheme("ink4 ink6 ink5 ink3 azure3 gold5"),
            scheme("azure4 azure6 azure5 azure3 sand4 gold5"),
            scheme("kelp4 kelp6 kelp5 kelp3 sand4 gold5"),
        ),
        "reef": (
            scheme("coral4 coral6 coral5 coral3 azure4 ink6"),
            scheme("rose4 rose6 rose5 violet3 gold5 ink6"),
            scheme("violet4 violet6 azure4 gold5 rose4 ink6"),
            scheme("coral3 gold6 gold4 gold5 azure4 ink6"),
            scheme("azure3 azure6 azure4 gold5 gold4 ink6"),
            scheme("gold4 gold6 coral4 coral3 azure4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure4 azure2 glow4 ink6"),
            scheme("ink4 ink6 azure4 azure3 glow4 ink6"),
            scheme("violet3 violet5 violet4 violet2 glow4 ink6"),
            scheme("azure3 ink5 violet4 azure2 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 rose3 glow4 gold5"),
            scheme("rose2 rose4 rose3 rose3 glow4 gold5"),
            scheme("violet3 violet4 rose3 violet2 glow4 gold5"),
            scheme("rose3 rose4 violet3 rose2 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 violet4 glow4 ink6"),
            scheme("ink4 ink6 violet4 ink5 glow4 ink6"),
            scheme("violet4 violet6 violet5 violet5 glow5 ink6"),
            scheme("ink5 ink6 violet5 ink4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose5 sand5 ink6"),
        ),
    },
)
