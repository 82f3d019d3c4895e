"""A marine angelfish individual -> its drawing: a tall disc with trailing fins. Knows nothing of other species."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, blob, dot, line, opened, shift, shrink, where_x
from training.drawing.patterns import band, bands, mottling, photophores, spots, stripes
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species


def _draw(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: body a tall disc, dorsal and anal fin drawn out into trailing streamers, dark mask over the eye.

    length: snout to tail root, pixels. depth: height over length. bend: pixels that the tail hangs (or rises).
    rise: pixels that the fins stand above the disc. sweep: 0 fins upright to 1 swept back.
    streamer: length of the fins' trailing ends, pixels. tail: length of the tail fin, pixels.
    lengthwise: below 0.5 upright bands, above stripes along the body, steeper towards 1.
    spacing: pixels from stripe to stripe. mask: width of the face mask, pixels. eye: pixels.
    """
    half = fish["length"] * fish["depth"] * fish.look.bulk / 2
    build = FishBody(fish["length"], half, fish["bend"], centre_x=18.5, stiff=0.6)
    _fins(canvas, fish, build)
    body = _body(canvas, fish, build)
    _marks(canvas, fish, build, body)
    _face(canvas, fish, build, body)
    _lights(canvas, fish, build, body)


def _fins(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> None:
    """Tail fan, and the dorsal and anal fin with their streamers, all behind the disc."""
    at, s = build.at, fish.scheme
    tail = fish["tail"] / build.length
    fan = [(0.9, 0.18), (1 + tail * 0.3, 0.28), (1 + tail * 0.65, 0.46), (1 + tail * 0.94, 0.36)]
    edge = [at(t, -h) for t, h in fan] + [at(1 + tail, 0.0)] + [at(t, h) for t, h in reversed(fan)]
    canvas.part(opened(blob(edge), by=3), s.fin)
    room = 15.0 - build.half - abs(build.bend)  # pixels from the disc to the sprite's edge
    rise, sweep = min(room, fish["rise"] * fish.look.limb) / build.half, fish["sweep"]
    trail = fish["streamer"] * fish.look.limb
    tip_t, tip_h = 0.82 + 0.22 * sweep, 1 + rise * (1 - 0.3 * sweep)
    fin = [(0.28, 0.7), (0.42, 0.95 + rise * 0.3), (0.62, 1 + rise * 0.6), (tip_t, tip_h)]
    fin += [(0.9 + 0.05 * sweep, 0.9), (0.9, 0.62), (0.93, 0.4), (0.6, 0.4)]
    climb = min(room - (tip_h - 1) * build.half, (0.3 - 0.3 * sweep) * trail)
    for side in (-1, 1):
        canvas.part(blob([at(t, side * h) for t, h in fin]), s.fin)
        x, y = at(tip_t, side * tip_h)
        path = [(x + 2.5, y - 1.6 * side), (x, y - 0.6 * side), (x - trail * 0.5, y + side * climb * 0.7)]
        path.append((x - trail, y + side * climb))
        ridge = line(path)
        canvas.thin(ridge | (shift(ridge, 0, -side) & (where_x() > x - trail * 0.7)), s.fin)
        if fish.look.photophores == "spots":
            light = dot(*path[-1])
            canvas.thin(light | shift(light, 1, 0), s.accent)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    """The disc with its light belly."""
    s = fish.scheme
    rim = [(0.0, 0.0), (0.02, 0.14), (0.14, 0.5), (0.35, 0.9), (0.55, 1.0), (0.77, 0.78), (0.93, 0.34), (1.04, 0.22)]
    points = [build.at(t, 0.04 - h) for t, h in rim] + [build.at(t, 0.04 + h * 0.96) for t, h in reversed(rim)]
    body = canvas.part(opened(blob(points), by=3), s.body, seam=darker(s.body))
    canvas.countershade(body, s.belly, below=16.0 + build.half * 0.62)
    return body


def _marks(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Upright bands or lengthwise stripes behind the mask."""
    s, lengthwise, spacing = fish.scheme, fish["lengthwise"], fish["spacing"]
    front, _ = build.at(0.4, 0.0)
    flank = shrink(body) & (where_x() < front)
    if fish.look.camouflage:
        back = flank & (canvas.pixels == s.body)
        canvas.pattern(mottling(fish.rng, scale=3, share=0.25), darker(s.body), clip=back)
    if lengthwise < 0.5:
        first, step = build.at(0.65, 0.0)[0], spacing
        marks = bands([first, first - step, first - 2 * step], 2.0, bow=-1.6 * lengthwise)
    else:
        marks = stripes(spacing, 2.0, angle=4 + 20 * (lengthwise - 0.5), phase=1.0)
    canvas.pattern(marks, s.mark, clip=flank)


def _face(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Pale snout, dark mask through the eye with a light hind edge, mouth, eye."""
    s, at = fish.scheme, build.at
    x, y = at(0.28, -0.12)
    inside = body & shrink(canvas.filled())
    canvas.pattern(where_x() > x, s.belly, clip=inside)
    mask = band(x, fish["mask"], bow=-0.6, middle=y)
    canvas.pattern(shift(mask, -1, 0) | shift(mask, -2, 0), s.mark, clip=inside)
    # Where the accent glows, the mask is a shade of the body; faint in the abyss, where the eye is small.
    shades = {"none": s.accent, "spots": darker(s.body)}
    canvas.pattern(mask, shades.get(fish.look.photophores, darker(s.body, 2)), clip=body)
    mouth_x, mouth_y = at(0.0, 0.14)
    canvas.pattern(line([(mouth_x - 2.2, mouth_y), (mouth_x, mouth_y)], curve=False), darker(s.body, 2), clip=inside)
    canvas.eye(x, y, math.floor(fish["eye"]), iris=s.iris)


def _lights(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, body: Mask) -> None:
    """Glowing organs, kept clear of the outline."""
    at, s = build.at, fish.scheme
    inner = body & shrink(shrink(canvas.filled()))
    if fish.look.photophores in ("belly", "rows"):
        canvas.pattern(photophores([at(0.86, 0.3), at(0.56, 0.7), at(0.3, 0.56)], every=4.0), s.accent, clip=inner)
    if fish.look.photophores == "spots":
        flank = inner & (where_x() < at(0.4, 0.0)[0])
        canvas.pattern(spots(flank, fish.rng, count=4, size=2, apart=5), s.accent, clip=inner)


ANGELFISH = Species(
    name="angelfish",
    draw=unlabelled(_draw),
    ranges={
        "length": (17.5, 19.0),
        "depth": (0.86, 1.02),
        "bend": (-0.8, 0.8),
        "rise": (3.4, 4.4),
        "sweep": (0.2, 1.0),
        "streamer": (3.0, 9.0),
        "tail": (5.0, 6.2),
        "lengthwise": (0.0, 1.0),
        "spacing": (4.0, 5.0),
        "mask": (3.0, 4.4),
        "eye": (3.0, 3.5),
    },
    zone_ranges={
        "shallows": {"lengthwise": (0.0, 0.49), "length": (19.0, 20.5)},
        "reef": {"depth": (0.84, 0.98)},
        "midnight": {"depth": (0.84, 0.94), "length": (18.5, 20.0)},
        "twilight": {"eye": (3.4, 4.9)},
        "abyss": {"eye": (1.0, 2.9), "streamer": (4.0, 8.0)},
        "hadal": {"eye": (0.0, 1.9), "streamer": (2.0, 4.0), "rise": (2.6, 3.6), "depth": (0.94, 1.02)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand5 sand2 gold5"),
            scheme("ink4 ink5 azure4 ink5 ink2 gold5"),
            scheme("kelp4 kelp5 kelp3 kelp5 kelp1 gold5"),
            scheme("azure4 azure5 azure3 azure5 azure1 gold5"),
        ),
        "reef": (
            scheme("azure3 azure4 gold4 gold5 azure1 ink6"),
            scheme("gold4 gold5 azure3 azure3 azure1 ink6"),
            scheme("violet3 violet4 gold4 gold5 violet1 ink6"),
            scheme("coral4 coral5 azure3 azure2 azure1 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure4 azure2 ink5 glow4 gold5"),
            scheme("violet3 violet4 violet2 ink5 glow4 gold5"),
            scheme("azure5 ink6 violet3 violet3 glow5 ink6"),
            scheme("ink6 ink5 violet3 azure3 glow5 gold5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose4 glow4 gold5"),
            scheme("violet3 violet4 violet2 rose4 glow4 gold5"),
            scheme("rose3 rose4 violet2 violet3 glow4 gold5"),
            scheme("ink3 ink4 coral2 ink4 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet5 violet5 glow4 ink6"),
            scheme("ink4 ink5 ink5 ink5 glow4 ink6"),
            scheme("violet5 violet6 ink5 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet5 violet5 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose6 rose4 ink5"),
            scheme("sand5 sand6 sand4 sand6 sand4 ink5"),
            scheme("ink5 ink6 rose5 ink6 ink4 ink5"),
        ),
    },
)
