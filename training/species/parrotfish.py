"""A parrotfish individual -> its drawing: a thick blunt fish that grazes head down. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

from training.drawing.masks import Mask, Point, blob, line, opened, polygon, rectangle, shift, shrink, where_x, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme, tone
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species

_BEAK = tone("ink6")  # of bone in every zone


@dataclass(frozen=True, slots=True)
class _Grazing:
    """A fish body turned nose down by `pitch` degrees about the middle of the sprite."""

    build: FishBody
    pitch: float

    def at(self, t: float, h: float) -> Point:
        """Sprite coordinates of a place on the body."""
        turn = math.radians(self.pitch)
        x, y = self.build.at(t, h)
        dx, dy = x - 16.0, y - 16.0
        return 16.0 + dx * math.cos(turn) - dy * math.sin(turn), 16.0 + dx * math.sin(turn) + dy * math.cos(turn)

    def shape(self, places: list[Point]) -> list[Point]:
        """Several places."""
        return [self.at(t, h) for t, h in places]


def _fins(canvas: UnlabelledCanvas, fish: Individual, pose: _Grazing) -> None:
    """Square tail with drawn-out corners, and the long low dorsal and anal fin, behind the body."""
    s, build = fish.scheme, pose.build
    tail, corner = fish["tail"] / build.length, fish["corner"]
    lobe = [(0.86, 0.2), (1 + tail * 0.3, 0.54), (1 + tail * 0.66, 0.92), (1 + tail * (0.94 + 0.14 * corner), 1.06)]
    lobe += [(1 + tail * (0.98 + 0.12 * corner), 0.74), (1 + tail * 0.84, 0.34)]
    rim = [*((t, -h) for t, h in lobe), (1 + tail * (0.82 - 0.12 * corner), 0.0), *((t, h) for t, h in reversed(lobe))]
    canvas.part(opened(blob(pose.shape(rim)), by=3), s.fin)
    rise = fish["fin"] / build.half
    dorsal = [(0.24, -0.8), (0.34, -1 - rise * 0.7), (0.55, -0.9 - rise), (0.78, -0.58 - rise)]
    dorsal += [(0.9, -0.44 - rise * 0.7), (0.9, -0.2), (0.5, -0.4)]
    canvas.part(opened(blob(pose.shape(dorsal)), by=3), s.fin)
    pelvic = [(0.34, 0.7), (0.38, 1 + rise * 0.5), (0.5, 1 + rise * 0.9), (0.56, 0.8)]
    canvas.part(opened(blob(pose.shape(pelvic))), s.fin)
    anal = [(0.64, 0.5), (0.7, 0.7 + rise * 0.8), (0.84, 0.54 + rise), (0.93, 0.42 + rise * 0.6), (0.93, 0.1)]
    canvas.part(opened(blob(pose.shape(anal)), by=3), s.fin)


def _body(canvas: UnlabelledCanvas, fish: Individual, pose: _Grazing) -> Mask:
    """Deep trunk with a steep brow and a thick tail root, light below."""
    s, hump = fish.scheme, fish["hump"]
    back = [
        (0.04, 0.12),
        (0.0 - 0.02 * hump, -0.26),
        (0.06 - hump * 0.09, -0.74),
        (0.18 - hump * 0.03, -1 - hump * 0.06),
    ]
    back += [(0.36, -1.0), (0.56, -0.88), (0.78, -0.52), (0.93, -0.32), (1.04, -0.3)]
    under = [
        (1.04, 0.3),
        (0.92, 0.36),
        (0.74, 0.68),
        (0.48, 0.98),
        (0.3, 0.98),
        (0.17, 0.82),
        (0.06, 0.56),
        (0.02, 0.34),
    ]
    body = canvas.part(opened(blob(pose.shape(back + under)), by=3), s.body, seam=darker(s.body))
    belly = [(-0.1, 0.5), (0.2, 0.5), (0.6, 0.4), (1.1, 0.2), (1.1, 1.4), (-0.1, 1.4)]
    canvas.pattern(polygon(pose.shape(belly)), s.belly, clip=body)
    return body


def _scales(canvas: UnlabelledCanvas, fish: Individual, pose: _Grazing, body: Mask) -> None:
    """Big scales on the flank behind the head: dashes in a brick pattern; mottling and lights of the zone."""
    s, look = fish.scheme, fish.look
    flank = shrink(body) & polygon(pose.shape([(0.34, -1.2), (0.36, 1.1), (0.7, 1.1), (1.1, 0), (0.7, -1.1)]))
    back = flank & (canvas.pixels == s.body)
    wide = fish["scale"]
    place = (where_x() - 0.5 + (where_y() // 3 % 2) * (wide // 2)) % wide
    dash = ((place < 2) & (where_y() % 3 > 2)) | ((place < 1) & (where_y() % 3 > 1))
    if look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.3), s.mark, clip=back)
    canvas.pattern(dash, darker(s.body), clip=back)


def _head(canvas: UnlabelledCanvas, fish: Individual, pose: _Grazing, body: Mask) -> None:
    """Cheek stripe, the beak of two plates, eye."""
    s, at = fish.scheme, pose.at
    stripe = line(pose.shape([(0.0, 0.14), (0.18, 0.04), (0.32, 0.02)]))
    canvas.pattern(stripe | shift(stripe, 0, 1), s.mark, clip=body & shrink(canvas.filled()))
    x, y = (math.floor(value) for value in at(-0.03, 0.24))
    upper, lower = rectangle(x - 1, y - 2, 3, 2), rectangle(x - 1, y + 1, 2, 1)
    canvas.limb(upper | lower, _BEAK)
    canvas.pattern(rectangle(x - 1, y, 2, 1), darkest(_BEAK), clip=canvas.filled())
    canvas.eye(*at(0.18, -0.4), math.floor(fish["eye"]), iris=s.iris)


def _pectoral(canvas: UnlabelledCanvas, fish: Individual, pose: _Grazing) -> None:
    """The breast fin that rows: a fan behind the gill with a shadow along its lower edge."""
    fin, swing = fish.scheme.fin, fish["pectoral"]
    reach = fish["reach"] * fish.look.limb / pose.build.length
    fan = [(0.4, 0.2), (0.4 + reach * 0.7, -0.02 + 0.3 * swing), (0.4 + reach, 0.24 + 0.34 * swing)]
    fan += [(0.4 + reach * 0.7, 0.6 + 0.3 * swing), (0.41, 0.5)]
    canvas.part(opened(blob(pose.shape(fan))), fin, seam=darker(fin, 2))


def _lights(canvas: UnlabelledCanvas, fish: Individual, pose: _Grazing, body: Mask) -> None:
    """Glowing organs, kept clear of the outline."""
    s = fish.scheme
    inner = body & shrink(shrink(canvas.filled()))
    if fish.look.photophores in ("belly", "rows"):
        path = pose.shape([(0.94, 0.2), (0.6, 0.64), (0.2, 0.7)])
        canvas.pattern(photophores(path, every=3.8), s.accent, clip=inner)
    elif fish.look.photophores == "spots":
        flank = inner & polygon(pose.shape([(0.4, -1.0), (0.4, 1.0), (1.1, 0.5), (1.1, -0.5)]))
        canvas.pattern(spots(flank, fish.rng, count=4, size=2, apart=5), s.accent, clip=inner)


def _parrotfish(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: thick body nose down over its food, steep brow, a beak, big scales, square tail, long low fins.

    length: brow to tail root, pixels. depth: height over length. pitch: degrees nose down. bend: pixels the tail
    hangs. hump: brow plain (0) or bulging forward (1). fin: height of dorsal and anal fin, pixels. tail: length of
    the tail fin, pixels. corner: its corners short (0) or drawn out (1).
    scale: width of a scale, pixels. reach: length of the pectoral fin, pixels.
    pectoral: folded up (0) or down (1). eye: pixels.
    """
    half = fish["length"] * fish["depth"] * math.sqrt(fish.look.bulk) / 2
    pose = _Grazing(FishBody(fish["length"], half, fish["bend"], centre_x=19.0), fish["pitch"])
    _fins(canvas, fish, pose)
    body = _body(canvas, fish, pose)
    _scales(canvas, fish, pose, body)
    _head(canvas, fish, pose, body)
    _lights(canvas, fish, pose, body)
    _pectoral(canvas, fish, pose)


PARROTFISH = Species(
    name="parrotfish",
    draw=unlabelled(_parrotfish),
    ranges={
        "length": (17.6, 19.2),
        "depth": (0.68, 0.76),
        "pitch": (8.0, 28.0),
        "bend": (-2.0, 1.0),
        "hump": (0.2, 1.2),
        "fin": (2.4, 3.2),
        "tail": (6.4, 7.6),
        "corner": (0.0, 0.7),
        "scale": (4.0, 5.0),
        "reach": (5.0, 6.0),
        "pectoral": (0.0, 1.0),
        "eye": (2.0, 3.5),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 4.5)},
        "midnight": {"eye": (3.0, 3.9), "depth": (0.64, 0.72)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "fin": (2.0, 2.6), "corner": (0.0, 0.3)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 kelp3 kelp4 gold5"),
            scheme("kelp4 sand5 kelp3 kelp3 sand4 gold5"),
            scheme("azure4 ink5 azure5 azure3 sand4 gold5"),
            scheme("ink4 ink5 azure4 ink3 azure3 gold5"),
        ),
        "reef": (
            scheme("kelp3 kelp5 rose4 rose4 rose4 gold5"),
            scheme("azure3 azure5 gold4 gold4 gold4 gold5"),
            scheme("coral4 gold5 azure3 azure3 azure3 ink6"),
            scheme("violet4 violet5 kelp4 kelp4 kelp4 gold5"),
            scheme("rose4 rose5 azure4 azure3 azure4 gold5"),
        ),
        "twilight": (
            scheme("azure3 ink4 azure2 violet4 glow4 ink6"),
            scheme("ink4 ink5 azure3 azure3 glow4 azure5"),
            scheme("violet3 ink4 violet4 azure4 glow4 ink6"),
            scheme("violet4 ink5 azure3 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 rose3 glow4 gold5"),
            scheme("violet2 violet3 rose3 rose3 glow4 gold5"),
            scheme("rose2 rose3 violet3 violet4 glow5 gold5"),
            scheme("ink3 ink4 coral3 coral3 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet5 ink6 violet4 violet4 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet5 violet5 glow5 ink6"),
            scheme("violet4 violet6 ink5 ink4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 rose5 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose5 rose5 ink5"),
            scheme("rose6 ink6 rose5 rose5 sand5 ink5"),
        ),
    },
)
