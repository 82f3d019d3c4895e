"""The giant isopod: an armoured woodlouse of the sea floor. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.masks import (
    MARGIN,
    Mask,
    Point,
    blob,
    ellipse,
    empty,
    line,
    opened,
    shift,
    shrink,
    where_x,
    where_y,
)
from training.drawing.patterns import mottling, spots
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_LEGS = 5


@dataclass(frozen=True, slots=True)
class _Arch:
    """The armour's outline: u runs along the body, -1 at the tail shield to 1 at the head."""

    length: float  # pixels
    height: float  # pixels
    curl: float  # how far the ends bend down, pixels
    hump: float  # where the back is highest, in u
    centre_x: float = 15.5

    def x(self, u: float) -> float:
        return self.centre_x + u * self.length / 2

    def floor(self, u: float) -> float:
        """The lower edge of the armour."""
        return 20.0 + self.curl * u * u

    def back(self, u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The upper edge of the armour over an array of places."""
        peak = np.where(u > self.hump, (u - self.hump) / (1 - self.hump), (self.hump - u) / (1 + self.hump))
        rise = np.clip(1 - peak**2, 0, 1) ** 0.52
        return np.asarray(20.0 + self.curl * u * u - self.height * rise)

    def head(self) -> Point:
        """The middle of the head."""
        return self.x(0.95) + 0.8, self.floor(0.95) - self.height * 0.26


def _giant_isopod(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: high arch of overlapping plates, a row of jointed legs, two long feelers, a spined tail shield.

    length: head to tail shield, pixels. height: of the arch, pixels. curl: how far both ends bend down, pixels.
    hump: where the arch is highest, -1 behind to 1 in front. plate: length of a plate, pixels.
    sweep: how far the plates' lower ends are swept back, pixels. skirt: depth of the light side lobes, pixels.
    leg: their length, pixels. splay: how far the first and last leg reach out, pixels. stride: how far every second
    leg is lifted, pixels. feeler: length of the long feelers, pixels. lift: their direction, degrees above the
    horizontal. tail: length of the tail shield, pixels. eye: pixels.
    """
    arch = _Arch(animal["length"], animal["height"] * animal.look.bulk, animal["curl"], animal["hump"])
    _feelers(canvas, animal, arch)
    _legs(canvas, animal, arch)
    _tail(canvas, animal, arch)
    _head(canvas, animal, arch)
    _plates(canvas, animal, arch)
    x, y = arch.head()
    canvas.eye(x + 1.2, y - 0.6, math.floor(animal["eye"]), iris=animal.scheme.iris)


def _legs(canvas: UnlabelledCanvas, animal: Individual, arch: _Arch) -> None:
    """Legs two pixels thick: out from under the armour to a knee, then straight down to the point."""
    s, long = animal.scheme, animal["leg"] * animal.look.limb
    for order in range(_LEGS):
        u = -0.72 + 1.4 * order / (_LEGS - 1)
        hip, out = arch.x(u), animal["splay"] * u
        top = math.floor(arch.floor(u))
        rows = round(long - animal["stride"] * (order % 2) - arch.curl * u * u)
        leg = empty()
        for row in range(-1, max(2, rows)):
            left = math.floor(hip + out * min(1.0, max(0, row + 1) / 3) - 0.5) + MARGIN
            leg[top + row + MARGIN, left : left + (1 if row == rows - 1 else 2)] = True
        canvas.thin(leg, s.fin if order % 2 else darker(s.fin))


def _tail(canvas: UnlabelledCanvas, animal: Individual, arch: _Arch) -> None:
    """The shield behind the plates, ended by spines."""
    s, long = animal.scheme, animal["tail"]
    x, y = arch.x(-0.86), arch.floor(-0.9)
    fan = [(x + 2, y - arch.height * 0.5), (x - long * 0.8, y - 2.4), (x - long, y - 0.6), (x - long * 0.6, y)]
    fan += [(x - long * 0.9, y + 2.0), (x - long * 0.3, y + 2.2), (x + 2, y + 0.6)]
    canvas.part(opened(blob(fan)), s.fin)


def _feelers(canvas: UnlabelledCanvas, animal: Individual, arch: _Arch) -> None:
    """The long pair that arches forward from the brow, as far as the sprite has room."""
    s, long = animal.scheme, animal["feeler"] * animal.look.limb
    x, y = arch.head()
    x, y = x + 1.0, y - 0.1 * arch.height - 1.0
    room = arch.x(-0.86) - animal["tail"] + 30.0 - x
    for share, turn, tone in ((0.85, -22.0, darker(s.fin)), (1.0, 8.0, s.fin)):
        heading = np.radians(animal["lift"] + turn + np.array([24.0, 12.0, -6.0, -30.0, -58.0]))
        steps = np.stack([np.cos(heading), -np.sin(heading)], axis=1) * long * share / 5
        path = np.concatenate([[(0.0, 0.0)], np.cumsum(steps, axis=0)])
        path[:, 0] *= min(1.0, room / max(1.0, float(path[:, 0].max())))
        feeler = line(path + np.array([x, y]))
        thick = shift(feeler, 0, 1) & (where_x() < x + path[2, 0])
        canvas.thin(feeler | thick, tone)


def _plates(canvas: UnlabelledCanvas, animal: Individual, arch: _Arch) -> Mask:
    """The armour in one piece, cut into plates by dark seams; their side lobes are light and scalloped."""
    s, plate = animal.scheme, animal["plate"]
    u = (where_x() - arch.centre_x) / (arch.length / 2)
    top, low = arch.back(u), 20.0 + arch.curl * u * u
    down = np.clip((where_y() - top) / np.maximum(low - top, 1), 0, 1.3)
    place = (where_x() - arch.x(1.0) + animal["sweep"] * down**2) / plate
    lobe = np.abs(place % 1 - 0.5) < 0.4
    armour = (np.abs(u) < 1) & (where_y() > top) & (where_y() < low + 1.4 * lobe)
    body = canvas.part(opened(armour), s.body, seam=darkest(s.body))
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.35), s.mark, clip=body)
    if animal.zone == "reef":
        canvas.pattern(np.floor(place) % 2 == 0, s.mark, clip=body)
    canvas.pattern(where_y() > low - animal["skirt"], s.belly, clip=body)
    number = np.floor(place)
    seam = number != np.roll(number, -1, axis=1)
    canvas.pattern(seam, darker(s.body, 2), clip=body)
    if animal.look.photophores in ("belly", "rows"):
        lit = (where_y() > low - animal["skirt"]) & (where_y() < low - animal["skirt"] + 2) & ~seam
        canvas.pattern(lit & (number % 2 == 0), s.accent, clip=shrink(body))
    elif animal.look.photophores == "spots":
        canvas.pattern(spots(shrink(body) & ~seam, animal.rng, count=4, size=2, apart=5), s.accent, clip=body)
    return body


def _head(canvas: UnlabelledCanvas, animal: Individual, arch: _Arch) -> None:
    """The head that looks out from under the first plate."""
    x, y = arch.head()
    canvas.part(opened(ellipse(x, y, 3.8, 0.14 * arch.height + 2.4)), animal.scheme.belly)


GIANT_ISOPOD = Species(
    name="giant_isopod",
    draw=unlabelled(_giant_isopod),
    ranges={
        "length": (19.0, 21.5),
        "height": (9.5, 13.0),
        "curl": (0.0, 3.5),
        "hump": (-0.3, 0.3),
        "plate": (3.0, 4.2),
        "sweep": (1.0, 4.0),
        "skirt": (2.0, 4.5),
        "leg": (5.0, 7.0),
        "splay": (1.0, 4.0),
        "stride": (0.0, 2.0),
        "feeler": (8.0, 12.0),
        "lift": (15.0, 65.0),
        "tail": (3.0, 5.0),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand3 sand5 sand3 sand2 kelp4 gold5"),
            scheme("ink3 ink5 ink3 ink2 azure3 gold5"),
            scheme("kelp3 sand5 kelp2 kelp2 sand4 gold5"),
            scheme("azure3 ink5 azure2 azure2 sand4 gold5"),
        ),
        "reef": (
            scheme("azure3 azure5 gold4 gold4 gold4 ink6"),
            scheme("gold4 gold5 violet3 violet3 azure3 ink6"),
            scheme("coral4 gold5 coral3 azure3 azure4 ink6"),
            scheme("violet3 rose5 rose4 rose4 rose4 ink6"),
        ),
        "twilight": (
            scheme("azure3 ink5 azure3 azure4 glow4 gold5"),
            scheme("ink3 ink5 azure3 azure2 glow4 gold5"),
            scheme("violet3 ink5 violet3 violet4 glow4 gold5"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 rose3 glow4 gold5"),
            scheme("ink2 ink3 coral3 coral3 glow4 gold5"),
            scheme("violet2 violet3 violet3 rose3 glow4 gold5"),
            scheme("rose2 rose3 violet3 violet3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet4 violet3 glow4 ink6"),
            scheme("ink4 ink6 violet4 violet4 glow4 ink6"),
            scheme("violet5 ink6 ink4 violet4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose3 ink6 ink5"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink5"),
        ),
    },
)
