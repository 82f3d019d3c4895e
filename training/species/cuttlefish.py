"""The cuttlefish in all zones: a broad oval body with a rippling fin skirt, a W-shaped pupil, short arms forward.

Knows no other species.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from pixelgen.palette import colour_index
from training.drawing.masks import Mask, Point, blob, line, opened, polygon, shrink
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import BodyAxis
from training.species.contract import Individual, Species

_ROOM = 28.6  # pixels from the skirt to the farthest arm, in the longer direction
_HEAD = 5.6  # pixels from the mantle's front edge to the arms' roots
# Arms back to front: where they are rooted across the head, share of the full length.
_ARMS = ((4.0, 0.75), (-1.4, 0.8), (1.4, 1.0), (-3.4, 1.0))


class _Cuttlefish:
    """Measures of a cuttlefish, and its places -> sprite coordinates: along from the mantle's middle, across down."""

    def __init__(self, animal: Individual) -> None:
        self.half = animal["length"] / 2
        self.deep = animal["depth"] * animal.look.bulk**0.3 / 2
        self.skirt = animal["skirt"]
        self.arm = animal["arm"] * animal.look.limb**0.5
        round_edge = self.oval(60.0, 300.0, out=self.skirt + animal["ripple"], count=9)
        tips = [self.course(animal, index)[-1] for index in range(len(_ARMS))]
        self.at = BodyAxis(animal["tilt"]).fitted([*round_edge, *tips], room=_ROOM).at

    def oval(self, start: float, end: float, *, out: float | npt.NDArray[np.float64], count: int) -> list[Point]:
        """Places about the mantle, `out` pixels outside its edge, between two angles (0 the front, 90 the belly)."""
        turn = np.radians(np.linspace(start, end, count))
        cos, sin = np.cos(turn), np.sin(turn)
        taper = 0.88 + 0.12 * cos  # narrower towards the tail
        return list(zip((self.half + out) * cos, (self.deep * taper + out) * sin, strict=True))

    def course(self, animal: Individual, index: int) -> list[Point]:
        """Places on the middle line of an arm."""
        across, share = _ARMS[index]
        root, long = self.half + _HEAD - 2.0, (self.arm + 2.0) * share
        lift = animal["lift"] if across < -2 else -animal["droop"] * (0.4 + 0.2 * across)
        wave = animal["curl"] * math.sin(animal["phase"] + 2.0 * index)
        return [
            (root, across),
            (root + long * 0.35, across - lift * 0.1),
            (root + long * 0.7, across - lift * 0.5 + wave * 0.5),
            (root + long, across - lift + wave),
        ]


def _arms(canvas: UnlabelledCanvas, animal: Individual, cuttle: _Cuttlefish) -> None:
    """Short arms forward, the uppermost lifted."""
    s = animal.scheme
    for index in range(len(_ARMS)):
        arm = line(cuttle.at(cuttle.course(animal, index)), width=2)
        canvas.thin(arm, darker(s.body) if index < 2 else s.body)


def _skirt(canvas: UnlabelledCanvas, animal: Individual, cuttle: _Cuttlefish) -> None:
    """The fin that runs all round the mantle, its edge in waves."""
    count = 57
    share = np.linspace(-1, 1, count)  # of the way from the neck over the back to the belly side of the neck
    ends = np.clip((1 - np.abs(share)) * 5, 0.0, 1.0)
    waves = np.sin(share * animal["ripples"] * math.pi + animal["phase"]) * animal["ripple"]
    edge = cuttle.oval(328.0, 32.0, out=(cuttle.skirt + waves) * ends, count=count)
    canvas.part(opened(polygon(cuttle.at(edge))), animal.scheme.fin)


def _body(canvas: UnlabelledCanvas, animal: Individual, cuttle: _Cuttlefish) -> Mask:
    """Head, then the mantle over its neck; returns the mantle."""
    s, half, deep = animal.scheme, cuttle.half, cuttle.deep
    wide = deep * 0.82
    head = [
        (half - 3.0, -wide),
        (half + 2.4, -wide * 1.05),
        (half + _HEAD, -wide * 0.7),
        (half + _HEAD + 0.6, wide * 0.2),
    ]
    head += [(half + _HEAD - 0.4, wide * 0.8), (half + 1.5, wide), (half - 3.0, wide)]
    canvas.part(opened(blob(cuttle.at(head))), s.body, seam=darker(s.body, 2))
    oval = cuttle.oval(30.0, 330.0, out=0.0, count=21)
    front = [(half + 0.2, -deep * 0.3), (half + 1.0, 0.0), (half + 0.2, deep * 0.3)]
    return canvas.part(opened(polygon(cuttle.at([*oval, *front]))), s.body, seam=darker(s.body, 2))


def _marks(canvas: UnlabelledCanvas, animal: Individual, cuttle: _Cuttlefish, mantle: Mask) -> None:
    """Zebra bands or mottling on the back, light lower side, lights along the skirt."""
    s, half, deep = animal.scheme, cuttle.half, cuttle.deep
    back = shrink(mantle)
    low = [
        (-half * 1.2, deep * animal["belly"]),
        (half * 1.2, deep * animal["belly"]),
        (half, deep * 2),
        (-half, deep * 2),
    ]
    under = polygon(cuttle.at(low)) & back
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.4), s.mark, clip=back & (canvas.pixels == s.body))
    gap = animal["gap"]
    count = int(2 * half / gap) + 1
    if animal["band"] >= 1.5:
        for index in range(count):
            x = -half + (index + animal["shift"]) * gap
            lean = animal["lean"]
            zebra = [(x - lean, -deep), (x + 0.8, -deep * 0.3), (x, deep * 0.2), (x + lean, deep * 0.75)]
            edge = [(along + animal["band"], across) for along, across in reversed(zebra)]
            canvas.pattern(polygon(cuttle.at(zebra + edge)), s.mark, clip=back)
    canvas.pattern(under, s.belly, clip=back & (canvas.pixels == s.body))
    lights = animal.look.photophores
    if lights == "spots":
        canvas.pattern(spots(back, animal.rng, count=4, apart=4.5), s.accent, clip=mantle)
    elif lights != "none":
        start, end = (60.0, 120.0) if lights == "belly" else (40.0, 200.0)
        row = cuttle.at(cuttle.oval(start, end, out=-1.8, count=9))
        canvas.pattern(photophores(row, every=4.0), s.accent, clip=back)


def _eye(canvas: UnlabelledCanvas, animal: Individual, cuttle: _Cuttlefish) -> None:
    """Eye with a W-shaped pupil; a plain small one below four pixels."""
    size = math.floor(animal["eye"])
    x, y = (float(value) for value in cuttle.at([(cuttle.half + 3.2, -cuttle.deep * 0.1)])[0])
    if size < 4:
        canvas.eye(x, y, size, iris=animal.scheme.iris)
        return
    i, p = animal.scheme.iris, colour_index("ink", 0)
    w_shape: list[list[int | None]] = [[p, i, i, i, p], [p, i, p, i, p], [None, p, i, p, None]]
    lid: list[int | None] = [None, i, i, i, None]
    canvas.stamp(round(x - 2.5), round(y - 2.0), [lid, *w_shape, lid] if size > 4 else [lid, *w_shape])


def _cuttlefish(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: broad oval mantle, fin skirt all round it, W-shaped pupil, short arms forward, zebra bands.

    length: of the mantle, pixels. depth: its height, pixels. skirt: width of the fin, pixels. ripples: waves round
    it. ripple: their height, pixels. tilt: degrees that the head hangs. arm: length of the arms, pixels.
    lift: pixels that the uppermost arm rises. droop: pixels that the others hang. curl: pixels that the tips wave.
    phase: where in the wave. belly: where the light side begins, share of half the depth. band: width of a zebra band,
    pixels, none below 1.5. gap: pixels from band to band. lean: pixels that a band slants. shift: where the first
    band lies, share of the gap. eye: pixels.
    """
    cuttle = _Cuttlefish(animal)
    _arms(canvas, animal, cuttle)
    _skirt(canvas, animal, cuttle)
    mantle = _body(canvas, animal, cuttle)
    _marks(canvas, animal, cuttle, mantle)
    _eye(canvas, animal, cuttle)


CUTTLEFISH = Species(
    name="cuttlefish",
    draw=unlabelled(_cuttlefish),
    ranges={
        "length": (19.5, 23.0),
        "depth": (14.0, 16.4),
        "skirt": (3.6, 4.8),
        "ripples": (6.6, 8.6),
        "ripple": (0.9, 1.5),
        "tilt": (-10.0, 30.0),
        "arm": (4.6, 6.2),
        "lift": (2.0, 6.0),
        "droop": (1.0, 5.0),
        "curl": (0.0, 1.2),
        "phase": (0.0, 6.28),
        "belly": (0.2, 0.6),
        "band": (1.6, 2.4),
        "gap": (4.0, 5.2),
        "lean": (-1.0, 2.0),
        "shift": (0.3, 1.0),
        "eye": (4.5, 5.9),
    },
    zone_ranges={
        "shallows": {"band": (0.0, 2.4)},
        "twilight": {"eye": (5.0, 5.9)},
        "abyss": {"eye": (3.0, 5.9)},
        "hadal": {"eye": (0.0, 1.9), "band": (0.0, 0.0), "ripple": (0.6, 1.1)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand5 sand3 kelp4 ink6"),
            scheme("ink4 ink5 ink5 ink3 azure3 ink6"),
            scheme("kelp4 kelp5 kelp5 kelp3 sand4 ink6"),
            scheme("sand3 sand5 gold5 sand2 sand4 ink6"),
        ),
        "reef": (
            scheme("coral4 coral5 gold5 coral2 azure4 ink6"),
            scheme("rose4 rose5 azure4 violet3 gold5 ink6"),
            scheme("violet4 violet5 gold4 violet2 rose4 ink6"),
            scheme("gold4 gold5 azure4 coral3 azure4 ink6"),
            scheme("azure3 azure5 gold4 azure5 gold4 ink6"),
            scheme("kelp3 kelp5 gold4 gold5 azure4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure4 azure2 glow4 ink6"),
            scheme("ink4 ink6 azure3 azure2 glow4 ink6"),
            scheme("violet3 violet5 violet4 violet2 glow4 ink6"),
            scheme("azure3 ink5 violet3 violet4 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 coral4 glow4 ink5"),
            scheme("rose2 rose3 violet3 rose4 glow4 ink5"),
            scheme("violet2 violet3 rose3 violet4 glow4 ink5"),
            scheme("rose3 rose4 coral3 rose2 glow5 ink5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet6 violet3 glow4 ink6"),
            scheme("ink4 ink5 violet5 ink3 glow4 ink6"),
            scheme("violet5 violet6 ink5 violet4 glow5 ink6"),
            scheme("ink5 ink6 violet4 ink4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose5 sand5 ink6"),
        ),
    },
)
