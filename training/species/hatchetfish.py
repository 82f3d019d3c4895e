"""The marine hatchetfish: a thin axe of a fish, its blade hung with lights. Knows nothing of other species."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import MARGIN, Mask, blob, line, opened, polygon, shift, shrink, where_x, where_y
from training.drawing.patterns import mottling, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species

_STALK = -0.48  # height of the stalk's middle line


def _hatchetfish(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: deep round blade of a breast, thin stalk of a tail, upturned mouth, big eye, lights along the keel.

    length: snout to tail root, pixels. depth: back to keel, pixels. keel: how far back the blade is deepest, 0 to 1.
    blade: how far the blade reaches back, share of the length. stalk: thickness of the tail root, pixels.
    tail: length of the tail fin, pixels. spread: half its height, pixels. bend: pixels that the tail hangs (or rises).
    dorsal: height of the back fin, pixels. gape: how far the mouth opens, 0 to 1. back: depth of the dark back, pixels.
    lights: pixels from light tube to light tube. eye: pixels.
    """
    half = fish["depth"] / 2
    build = FishBody(fish["length"], half, fish["bend"], centre_x=18.0, stiff=0.55)
    _fins(canvas, fish, build)
    body = _body(canvas, fish, build)
    _keel_lights(canvas, fish, build, body)
    _face(canvas, fish, build, body)


def _fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Forked tail and a leaning back fin, both behind the body."""
    at, s, limb = build.at, fish.scheme, fish.look.limb
    x, y = at(1.0, _STALK)
    long, spread = min(fish["tail"] * limb, 29.5 - build.length * 1.03), fish["spread"]
    notch = x - long * 0.45
    for side in (-1, 1):
        lobe = [(x + 2.5, y - side), (x + 2.5, y + 1.6 * side), (x - long * 0.5, y + spread * 0.75 * side)]
        lobe += [(x - long, y + spread * side), (x - long * 0.9, y + (spread - 2.4) * side), (notch, y - 0.4 * side)]
        canvas.part(opened(blob(lobe)), s.fin)
    rise = fish["dorsal"] / build.half
    back = [(0.4, -0.8), (0.48, -0.98 - rise * 0.5), (0.6, -1 - rise), (0.72, -0.86 - rise * 0.5), (0.7, -0.7)]
    canvas.part(opened(blob([at(t, h) for t, h in back])), s.fin)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """Blade and stalk in one piece: dark back, bright flank."""
    at, s = build.at, fish.scheme
    keel, blade, thick = fish["keel"], fish["blade"], fish["stalk"] / 2 / build.half
    deepest = 0.2 + 0.25 * keel
    above = [(-0.04, -0.4), (-0.01, -0.54), (0.1, -0.7), (0.24, -0.92), (0.42, -1.0), (0.62, -0.88)]
    above += [(0.82, _STALK - thick - 0.05), (1.06, _STALK - thick)]
    below = [(1.06, _STALK + thick), (blade + 0.14, _STALK + thick), (blade + 0.05, -0.14), (blade - 0.01, 0.36)]
    below += [(0.6 * blade + 0.4 * deepest, 0.9), (deepest, 1.0), (0.08, 0.74), (-0.01, 0.3), (-0.05, -0.1)]
    shape = opened(blob([at(t, h) for t, h in above + below]), by=3)
    # The mouth opens upwards: a cleft between the snout and the heavy lower jaw before it.
    (x, y), wide = at(0.13, -0.6), 0.6 + 1.2 * fish["gape"]
    cleft = polygon([(x - 1, y - 4), (x + wide, y - 4), (x - 0.2, y + 2.5), (x - 1.2, y + 2.5)])
    body = canvas.part(opened(shape & ~cleft), s.body, seam=darker(s.body, 2))
    top = np.argmax(body, axis=0)[None, :] - MARGIN  # of each column
    canvas.pattern((where_y() > top + fish["back"]) | (where_x() > x - 0.5), s.belly, clip=body)
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.4), s.mark, clip=canvas.pixels == s.body)
    if fish.zone == "reef":
        x, _ = at(0.52, 0.0)
        canvas.pattern((where_x() > x - 1.5) & (where_x() < x + 1.5), s.mark, clip=body)
    if fish.look.photophores == "spots":
        canvas.pattern(spots(shrink(shrink(body)), fish.rng, count=3, size=2, apart=5), s.accent, clip=body)
    return body


def _keel_lights(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Upright tubes side by side along the keel; pale bars without a light where the sun shines."""
    s = fish.scheme
    bottom = body & ~shift(body, 0, -1)
    low = shift(bottom, 0, -1) | shift(bottom, 0, -2) | shift(bottom, 0, -3)
    front, back = build.at(0.1, 0)[0], build.at(fish["blade"] - 0.03, 0)[0]
    every = round(fish["lights"])
    tubes = (np.floor(where_x() - back) % every < (1 if every < 3 else 2)) & (where_x() < front) & (where_x() > back)
    glowing = fish.look.photophores != "none"
    canvas.pattern(low, darker(s.belly), clip=shrink(body) & (where_y() > 16.0))
    canvas.pattern(low & tubes, s.accent if glowing else s.mark, clip=shrink(body) & (where_y() > 16.0))


def _face(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Gill cover, the fin behind it, the big eye."""
    s, at, limb = fish.scheme, build.at, fish.look.limb
    x, y = at(0.5, -0.45)
    gill = line([(x, y), (x + 0.8, y + 3), (x + 0.4, y + 6)]) & body & (canvas.pixels == s.belly)
    canvas.pattern(gill, darker(s.belly), clip=body)
    x, y = at(0.54, 0.1)
    fin = [(x + 1.2, y - 1.2), (x + 1.0, y + 1.6), (x - 2.6 * limb, y - 0.4), (x - 4.2 * limb, y - 3.0)]
    canvas.part(opened(blob(fin)), s.fin)
    x, y = at(0.34, -0.4)
    canvas.eye(x, y, math.floor(fish["eye"]), iris=s.iris)


HATCHETFISH = Species(
    name="hatchetfish",
    draw=unlabelled(_hatchetfish),
    ranges={
        "length": (19.5, 22.0),
        "depth": (20.0, 24.5),
        "keel": (0.0, 1.0),
        "blade": (0.66, 0.76),
        "stalk": (3.4, 4.6),
        "tail": (5.5, 7.5),
        "spread": (4.0, 6.0),
        "bend": (-2.0, 2.0),
        "dorsal": (2.5, 4.5),
        "gape": (0.0, 1.0),
        "back": (2.6, 5.5),
        "lights": (2.6, 4.4),
        "eye": (3.0, 3.9),
    },
    zone_ranges={
        "shallows": {"eye": (3.0, 3.5), "depth": (18.0, 22.0)},
        "reef": {"depth": (21.0, 25.0)},
        "twilight": {"eye": (4.0, 5.5), "depth": (20.0, 24.0)},
        "abyss": {"eye": (2.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "depth": (20.0, 23.0), "stalk": (4.4, 5.6)},
    },
    schemes={
        "shallows": (
            scheme("azure3 ink5 ink4 azure2 sand4 gold5"),
            scheme("kelp3 ink5 sand4 kelp2 sand4 gold5"),
            scheme("sand3 sand5 ink4 sand2 sand4 gold5"),
        ),
        "reef": (
            scheme("azure3 azure5 gold4 gold4 gold4 ink6"),
            scheme("violet3 gold4 rose4 rose4 gold4 ink6"),
            scheme("coral3 coral4 azure3 azure3 azure4 ink6"),
            scheme("rose3 rose5 violet3 violet3 azure4 ink6"),
        ),
        "twilight": (
            scheme("azure2 ink5 azure3 azure3 glow4 gold5"),
            scheme("violet2 ink5 azure3 violet3 glow4 gold5"),
            scheme("ink3 ink5 azure3 azure2 glow5 gold5"),
        ),
        "midnight": (
            scheme("violet2 violet3 rose2 rose3 glow4 gold5"),
            scheme("coral2 coral3 rose2 rose3 glow4 gold5"),
            scheme("ink2 ink3 coral2 coral3 glow4 gold5"),
            scheme("rose2 rose3 violet2 violet3 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet6 violet3 violet3 glow4 ink6"),
            scheme("ink3 ink5 violet4 violet4 glow4 ink6"),
            scheme("violet3 violet5 ink4 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand4 sand5 rose5 rose4 ink6 ink6"),
            scheme("ink4 ink5 rose5 rose5 ink6 ink6"),
        ),
    },
)
