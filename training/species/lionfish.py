"""A lionfish individual -> its drawing: a fan of spines above, a fan of rays below, banded all over."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import Mask, Point, blob, ellipse, empty, grow, line, opened, shrink, where_x, where_y
from training.drawing.patterns import mottling, photophores
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species

_BACK = ((0.0, 0.1), (0.06, -0.34), (0.2, -0.8), (0.4, -1.0), (0.65, -0.8), (0.86, -0.44), (1.04, -0.3))
_UNDER = ((1.04, 0.3), (0.86, 0.44), (0.65, 0.8), (0.4, 1.0), (0.2, 0.9), (0.06, 0.56))


def _draw(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: tall free dorsal spines, the breast fins a fan of long free rays, bands over body and fins.

    length: snout to tail root, pixels. depth: height over length. bend: pixels that the tail hangs (or rises).
    spine: length of the longest dorsal spine, pixels. sweep: degrees that the fan of spines leans back.
    fan: degrees from the first spine to the last. ray: length of the breast fins' longest ray, pixels.
    droop: degrees that the breast fins hang below the horizontal. spread: degrees from their first ray to the last.
    tail: length of the tail fin, pixels. bar: width of the body's bands, pixels. spacing: pixels from band to band.
    ripple: place of the bands on spines and rays, pixels. eye: pixels.
    """
    half = fish["length"] * fish["depth"] * fish.look.bulk / 2
    build = FishBody(fish["length"], half, fish["bend"], centre_x=17.5, stiff=0.5)
    _spines(canvas, fish, build)
    _fins(canvas, fish, build)
    _breast_fins(canvas, fish, build)
    body = _body(canvas, fish, build)
    _feet(canvas, fish, body)
    _face(canvas, fish, build, body)


def _ray(root: Point, angle: float, long: float) -> tuple[Mask, Point]:
    """A spine or ray two pixels wide, and its tip; angle in degrees, 90 is up."""
    dx, dy = math.cos(math.radians(angle)), -math.sin(math.radians(angle))
    tip = (root[0] + long * dx, root[1] + long * dy)
    return line([root, tip], curve=False, width=2), tip


def _ringed(canvas: UnlabelledCanvas, fish: Individual, mask: Mask, centre: Point) -> None:
    """Bands across spines or rays: rings about where they meet."""
    distance = np.hypot(where_x() - centre[0], where_y() - centre[1])
    canvas.pattern(
        (distance + fish["ripple"]) % 5 < 2.5,
        darker(fish.scheme.fin, 2 if fish.look.photophores == "none" else 1),
        clip=mask,
    )


def _spines(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Five free dorsal spines; in the abyss their tips glow."""
    s, count, rays, tips = fish.scheme, 5, empty(), empty()
    for index in range(count):
        share = index / (count - 1)
        root = build.at(0.22 + 0.54 * share, -0.6)
        angle = 90 + fish["sweep"] + fish["fan"] * (share - 0.5)
        long = fish["spine"] * fish.look.limb**0.5 * (1.0 - 0.5 * (share - 0.3) ** 2) + 1.5
        long = min(long, (14.4 - 0.6 * build.half) / math.sin(math.radians(angle)))
        ray, (x, y) = _ray(root, angle, long)
        rays |= ray
        tips |= ray & ellipse(x + 0.5, y, 2.0, 2.0)
    canvas.thin(rays, s.fin)
    _ringed(canvas, fish, rays, build.at(0.45, 1.0))
    if fish.look.photophores == "spots":
        canvas.pattern(tips, s.accent, clip=rays)


def _fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Tail fan, the soft lobes of dorsal and anal fin."""
    at, s = build.at, fish.scheme
    tail = fish["tail"] / build.length
    fan = [(0.92, 0.3), (1 + tail * 0.4, 0.6), (1 + tail * 0.85, 0.8)]
    edge = [at(t, -h) for t, h in fan] + [at(1 + tail, 0.0)] + [at(t, h) for t, h in reversed(fan)]
    canvas.part(opened(blob(edge), by=3), s.fin)
    for side in (-1, 1):
        lobe = [(0.7, 0.5), (0.8, 1.0), (0.96, 1.1), (0.96, 0.3)]
        canvas.part(opened(blob([at(t, side * h) for t, h in lobe]), by=3), s.fin)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """The trunk with its bands."""
    s = fish.scheme
    body = canvas.part(opened(blob([build.at(t, h) for t, h in _BACK + _UNDER]), by=3), s.body, seam=darker(s.body, 2))
    x, _ = build.at(0.3, 0.0)
    bars = (where_x() - x + 0.25 * (where_y() - 16)) % fish["spacing"] < fish["bar"]
    canvas.pattern(bars, s.mark, clip=body)
    low = (where_y() > 16.0 + build.half * 0.3) & (where_x() < x)
    canvas.pattern(low, s.belly, clip=body & ~bars)
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.25), s.fin, clip=shrink(body) & ~bars)
    if fish.look.photophores in ("belly", "rows"):
        row = [build.at(0.95, 0.1), build.at(0.7, 0.3), build.at(0.45, 0.3)]
        canvas.pattern(photophores(row, every=4.0), s.accent, clip=shrink(body))
    return body


def _breast_fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """The free rays of both breast fins, spread below and behind."""
    s, count, rays = fish.scheme, 4, empty()
    for index in range(count):
        share = index / (count - 1)
        root = build.at(0.3 + 0.34 * share, 0.4)
        angle = 180 + fish["droop"] + fish["spread"] * (0.5 - share)
        long = fish["ray"] * fish.look.limb**0.5 * (0.8 + 0.2 * math.sin(math.pi * share))
        long = min(long, (14.4 - 0.4 * build.half) / max(0.1, -math.sin(math.radians(angle))))
        rays |= _ray(root, angle, long)[0]
    canvas.thin(rays, s.fin)
    _ringed(canvas, fish, rays, build.at(0.42, -1.0))


def _feet(canvas: UnlabelledCanvas, fish: Individual, body: Mask) -> None:
    """Darken spines and rays where they leave the body; where they run together they are as light as at their edge."""
    fins = canvas.filled() & ~body
    inside = fins & shrink(canvas.filled()) & (where_x() > 17.5 - fish["length"] * 0.4)
    canvas.pattern(inside, fish.scheme.fin, clip=inside)
    foot = fins & grow(body)
    canvas.pattern(foot, darker(fish.scheme.fin, 2), clip=foot)


def _face(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Mouth and eye."""
    s = fish.scheme
    x, y = build.at(0.0, 0.3)
    canvas.pattern(line([(x - 2.6, y), (x, y)], curve=False), darker(s.body, 2), clip=shrink(body))
    canvas.eye(*build.at(0.17, -0.28), math.floor(fish["eye"]), iris=s.iris)


LIONFISH = Species(
    name="lionfish",
    draw=unlabelled(_draw),
    ranges={
        "length": (18.0, 20.0),
        "depth": (0.5, 0.6),
        "bend": (-1.0, 1.0),
        "spine": (9.0, 10.5),
        "sweep": (8.0, 32.0),
        "fan": (50.0, 78.0),
        "ray": (11.0, 13.5),
        "droop": (48.0, 66.0),
        "spread": (66.0, 88.0),
        "tail": (5.6, 7.4),
        "bar": (2.0, 2.6),
        "spacing": (4.6, 5.6),
        "ripple": (0.0, 5.0),
        "eye": (2.0, 3.4),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand5 sand6 sand4 sand3 sand2 gold5"),
            scheme("kelp5 kelp6 kelp4 kelp3 kelp2 gold5"),
            scheme("ink5 ink6 ink4 ink3 ink2 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 coral4 coral2 coral4 gold5"),
            scheme("gold5 gold6 gold4 coral3 coral4 ink6"),
            scheme("azure5 azure6 azure4 azure2 coral4 gold5"),
            scheme("rose5 rose6 rose4 rose2 rose4 gold5"),
            scheme("ink6 ink6 violet5 violet3 coral4 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 azure2 glow5 ink6"),
            scheme("violet4 violet5 violet3 violet2 glow5 ink6"),
            scheme("ink5 ink6 azure4 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 coral1 glow5 gold5"),
            scheme("rose3 rose4 violet3 violet2 glow5 gold5"),
            scheme("violet3 violet4 violet3 rose2 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet5 violet4 glow4 ink6"),
            scheme("ink5 ink6 ink5 ink4 glow4 ink6"),
            scheme("ink5 ink6 violet5 violet4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose6 ink6 rose5 rose4 rose3 ink5"),
            scheme("sand6 ink6 sand5 sand4 rose4 ink5"),
            scheme("ink6 ink6 rose5 rose4 rose4 ink5"),
        ),
    },
)
