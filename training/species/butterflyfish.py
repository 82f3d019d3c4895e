"""A butterflyfish individual -> its drawing: a small disc, a long snout, a false eye at the tail."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, blob, ellipse, opened, shift, shrink, stroke, where_x
from training.drawing.patterns import band, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species

_BACK = (
    (-0.22, 0.02),
    (-0.06, -0.12),
    (0.06, -0.42),
    (0.2, -0.78),
    (0.44, -1.0),
    (0.68, -0.9),
    (0.86, -0.54),
    (1.03, -0.2),
)
_UNDER = ((1.03, 0.2), (0.86, 0.54), (0.68, 0.9), (0.44, 1.0), (0.2, 0.84), (0.06, 0.54), (-0.06, 0.32), (-0.22, 0.22))


def _draw(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: disc with a snout half as long, eyespot near the tail, dark band through the eye.

    length: of the disc, pixels. depth: height over length. bend: pixels that the tail hangs (or rises).
    snout: its length, pixels. droop: pixels that its tip hangs. rise: height of the dorsal and anal fin, pixels.
    corner: 0 to 1, from rounded to pointed hind corners of these fins. tail: length of the tail fin, pixels.
    slant: of the flank bars, pixels a row. bow: pixels that their middle is pushed forwards. bar: their width, pixels.
    spacing: pixels from bar to bar. ocellus: radius of the eyespot, pixels. eye: pixels.
    """
    half = fish["length"] * fish["depth"] * fish.look.bulk / 2
    build = FishBody(fish["length"], half, fish["bend"], centre_x=12.5, stiff=0.5)
    _fins(canvas, fish, build)
    _snout(canvas, fish, build)
    body = _body(canvas, fish, build)
    _marks(canvas, fish, build, body)
    _face(canvas, fish, build, body)


def _fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Small square tail; dorsal and anal fin whose hind corners stand out; pelvic fin."""
    at, s = build.at, fish.scheme
    tail = fish["tail"] / build.length
    fan = [(0.92, 0.2), (1 + tail * 0.3, 0.26), (1 + tail * 0.95, 0.42)]
    edge = [at(t, -h) for t, h in fan] + [at(1 + tail, 0.0)] + [at(t, h) for t, h in reversed(fan)]
    canvas.part(opened(blob(edge), by=3), s.fin)
    rise, corner = min(fish["rise"] * fish.look.limb, 15.0 - build.half) / build.half, fish["corner"]
    fin = [(0.3, 0.8), (0.42, 0.98 + rise * 0.7), (0.62, 1.0 + rise), (0.84, 0.8 + rise * (0.9 + 0.5 * corner))]
    fin += [(0.98 + 0.06 * corner, 0.6 + rise * (0.5 + 0.4 * corner)), (0.98, 0.34), (0.6, 0.4)]
    for side in (-1, 1):
        canvas.part(opened(blob([at(t, side * h) for t, h in fin]), by=3), s.fin)
    pelvic = [at(0.34, 0.8), at(0.44, 1.02), at(0.56, 1.02 + rise * 0.9)]
    canvas.part(opened(stroke(pelvic, [3.6, 3.0, 2.0])), s.fin)


def _snout(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """The long tube of a snout: dark above, light below."""
    s, (x, y) = fish.scheme, build.at(-0.16, 0.13)
    long, droop = min(fish["snout"], 30.4 - 1.16 * build.length - fish["tail"]), fish["droop"]
    tube = stroke([(x - 1.5, y), (x + long * 0.4, y + droop * 0.35), (x + long, y + droop)], [4.0, 2.6, 2.2])
    tube = canvas.thin(opened(tube), s.belly)
    canvas.pattern(tube & ~shift(tube, 0, 1), darker(s.body, 2), clip=tube)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    s = fish.scheme
    outline = blob([build.at(t, h) for t, h in _BACK + _UNDER])
    body = canvas.part(opened(outline), s.body, seam=darker(s.body))
    canvas.countershade(body, s.belly, below=16.0 + build.half * 0.55)
    return body


def _marks(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Flank bars, the lights of the deep, and the eyespot over all of them."""
    at, s = build.at, fish.scheme
    flank = shrink(body) & (where_x() < at(0.32, 0.0)[0])
    first, middle = at(0.47, 0.0)
    for x in (first, first - fish["spacing"]):
        bar = band(x, fish["bar"], lean=fish["slant"], bow=fish["bow"], middle=middle)
        canvas.pattern(bar, s.mark, clip=flank)
    lit = body & shrink(shrink(canvas.filled()))
    if fish.look.photophores in ("belly", "rows"):
        canvas.pattern(photophores([at(0.8, 0.5), at(0.56, 0.72), at(0.3, 0.6)], every=4.0), s.accent, clip=lit)
    elif fish.look.photophores == "spots":
        canvas.pattern(spots(lit & flank, fish.rng, count=3, size=2, apart=5), s.accent, clip=lit)
    radius, inside = fish["ocellus"], shrink(canvas.filled())
    x, y = (round(value) for value in at(0.8, -0.44))
    ring, pupil = ellipse(x, y, radius + 1, radius + 1), ellipse(x, y, radius, radius)
    canvas.pattern(ring, s.belly, clip=inside)
    canvas.pattern(pupil, s.accent, clip=inside)


def _face(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Dark band through the eye with a light hind edge, and the eye."""
    at, s = build.at, fish.scheme
    x, y = at(0.17, -0.16)
    mask = band(x, 3.0, bow=-0.6, middle=y)
    canvas.pattern(shift(mask, -1, 0) | shift(mask, -2, 0), s.belly, clip=shrink(body))
    # Where the accent glows, the mask is a shade of the body; faint in the dark, or the snout would look cut off.
    shades = {"none": s.accent, "belly": darker(s.body, 2)}
    canvas.pattern(mask, shades.get(fish.look.photophores, darker(s.body)), clip=body)
    canvas.eye(x, y, math.floor(fish["eye"]), iris=s.iris)


BUTTERFLYFISH = Species(
    name="butterflyfish",
    draw=unlabelled(_draw),
    ranges={
        "length": (16.5, 18.0),
        "depth": (0.88, 1.04),
        "bend": (-1.2, 1.2),
        "snout": (5.0, 8.0),
        "droop": (-0.6, 1.6),
        "rise": (2.6, 3.8),
        "corner": (0.0, 1.0),
        "tail": (4.2, 5.4),
        "slant": (-0.35, 0.35),
        "bow": (-1.0, 1.6),
        "bar": (2.0, 3.4),
        "spacing": (4.4, 6.0),
        "ocellus": (1.0, 1.6),
        "eye": (3.0, 3.5),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 4.4)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "depth": (0.9, 1.04), "slant": (-0.5, 0.5), "droop": (-1.0, 2.0)},
    },
    schemes={
        "shallows": (
            scheme("sand5 sand6 sand4 sand3 sand2 gold5"),
            scheme("ink5 ink6 azure4 ink4 ink3 gold5"),
            scheme("kelp4 kelp5 kelp3 kelp3 kelp2 gold5"),
        ),
        "reef": (
            scheme("gold4 gold5 azure3 azure3 azure1 ink6"),
            scheme("ink6 ink6 gold4 gold4 ink1 ink6"),
            scheme("azure4 azure5 gold4 azure2 azure1 ink6"),
            scheme("coral4 coral5 gold4 coral2 coral1 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure2 azure4 glow5 ink6"),
            scheme("violet3 violet5 violet2 violet4 glow5 ink6"),
            scheme("ink5 ink6 azure3 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 coral5 glow5 gold5"),
            scheme("violet3 violet4 rose3 rose4 glow5 gold5"),
            scheme("rose3 rose4 violet3 violet4 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 violet5 glow4 ink6"),
            scheme("ink4 ink5 violet4 ink5 glow4 ink6"),
            scheme("violet5 violet6 violet4 violet4 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 rose3 ink5"),
            scheme("sand5 sand6 sand4 sand6 rose4 ink5"),
            scheme("ink5 ink6 rose5 ink6 rose4 ink5"),
            scheme("rose6 ink6 rose5 rose5 rose4 ink5"),
        ),
    },
)
