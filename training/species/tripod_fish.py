"""The tripod fish: a slim fish that stands on three stilts and waits. Knows nothing of other species."""

from __future__ import annotations

import math

from training.drawing.masks import MARGIN, Mask, Point, blob, empty, line, opened, polygon, rectangle, shrink, where_y
from training.drawing.patterns import bands, mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import FishBody
from training.species.contract import Individual, Species


def _tripod_fish(canvas: UnlabelledCanvas, fish: Individual) -> None:
    """Field marks: slim fish high on three long stilts, two from the pelvic fins and one from the tail; raised feelers.

    length: snout to tail root, pixels. depth: height of the body, pixels. pitch: pixels the tail hangs (or rises).
    stilts: height of the belly over the ground, pixels. stride: pixels between the feet of the pelvic stilts.
    step: pixels that the middle of these stands before their root. trail: how far back the tail stilt's foot stands.
    knee: how far the stilts bow, pixels. feelers: length of the raised pectoral rays, pixels.
    fan: degrees between these rays. lift: their direction, degrees from straight up to the front.
    dorsal: height of the back fin, pixels. tail: length of the tail fin, pixels. bands: how many. eye: pixels.
    """
    build = FishBody(fish["length"], fish["depth"] * fish.look.bulk / 2, fish["pitch"], centre_x=17.5, stiff=0.1)
    ground = 16.0 + build.half + min(fish["stilts"] * fish.look.limb, 17.5)
    _pelvic_stilts(canvas, fish, build, ground)
    _tail(canvas, fish, build, ground)
    body = _body(canvas, fish, build)
    _feelers(canvas, fish, build, highest=ground - 29.5)
    x, y = build.at(0.15, -0.25)
    canvas.eye(x, y, math.floor(fish["eye"]), iris=fish.scheme.iris)
    s = fish.scheme
    if fish.look.photophores in ("belly", "rows"):
        row = photophores([build.at(0.9, 0.2), build.at(0.5, 0.35), build.at(0.28, 0.4)], every=4.0)
        canvas.pattern(row, s.accent, clip=shrink(body))


def _stilt(root: Point, foot: Point, *, knee: float, thick: float) -> Mask:
    """A ray from root to foot, one step sideways at a time; two pixels thick down to the share `thick` of it."""
    top, bottom = math.floor(root[1]), math.floor(foot[1])
    rows = bottom - top
    ray = empty()
    for row in range(rows + 1):
        share = row / max(1, rows)
        x = math.floor(root[0] + (foot[0] - root[0]) * share + knee * math.sin(math.pi * share)) + MARGIN
        ray[top + row + MARGIN, x : x + (2 if share < thick else 1)] = True
    ray[bottom - 1 + MARGIN : bottom + 1 + MARGIN, x : x + 2] = True  # the thickened tip
    return ray


def _pelvic_stilts(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, ground: float) -> None:
    s, (x, y) = fish.scheme, build.at(0.42, 0.6)
    for side, tone in ((1, darker(s.fin)), (-1, s.fin)):
        foot = (x + fish["step"] + side * fish["stride"] / 2, ground)
        canvas.thin(_stilt((x + side, y), foot, knee=fish["knee"] * side, thick=0.6), tone)


def _tail(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, ground: float) -> None:
    """Forked tail fin; the lowest ray of it is the third stilt."""
    s, (x, y) = fish.scheme, build.at(1.0, 0.0)
    long = min(fish["tail"], 30.0 - build.length)
    foot = (max(x - fish["trail"], 17.5 + build.length / 2 - 30), ground)
    canvas.thin(_stilt((x - 1.5, y + 1), foot, knee=-fish["knee"], thick=0.5), s.fin)
    spread = 0.6 * long
    for side in (-1, 1):
        lobe = [(x + 2.0, y - side), (x + 2.0, y + 1.4 * side), (x - long * 0.6, y + spread * side)]
        lobe += [(x - long, y + (spread + 0.4) * side), (x - long * 0.45, y)]
        canvas.part(opened(blob(lobe)), s.fin)
    rise = fish["dorsal"] / build.half
    fin = [(0.52, -0.6), (0.58, -0.8 - rise), (0.7, -0.6 - rise), (0.78, -0.5)]
    canvas.part(opened(blob([build.at(t, h) for t, h in fin])), s.fin)


def _body(canvas: UnlabelledCanvas, fish: Individual, build: FishBody) -> Mask:
    s, at = fish.scheme, build.at
    above = [(-0.02, 0.1), (0.06, -0.5), (0.2, -0.9), (0.4, -1.0), (0.7, -0.72), (1.05, -0.42)]
    below = [(1.05, 0.42), (0.7, 0.72), (0.4, 1.0), (0.18, 0.95), (0.0, 0.55)]
    body = canvas.part(opened(blob([at(t, h) for t, h in above + below])), s.body, seam=darker(s.body, 2))
    canvas.pattern(polygon([at(-0.2, 0.3), at(1.2, 0.1), at(1.2, 2), at(-0.2, 2)]), s.belly, clip=body)
    if fish.look.camouflage:
        canvas.pattern(mottling(fish.rng, scale=3, share=0.35), s.mark, clip=body & (canvas.pixels == s.body))
    count = math.floor(fish["bands"])
    if count:
        xs = [at(0.34 + 0.6 * i / count, 0.0)[0] for i in range(count)]
        canvas.pattern(bands(xs, 2.0), s.mark, clip=body)
    if fish.look.photophores == "spots":
        canvas.pattern(spots(shrink(body), fish.rng, count=3, size=2, apart=5), s.accent, clip=body)
    x, y = at(0.0, 0.3)
    canvas.pattern(line([(x - 3.5, y + 0.4), (x + 1, y)], curve=False), darker(s.body, 3), clip=body & (where_y() > 0))
    return body


def _feelers(canvas: UnlabelledCanvas, fish: Individual, build: FishBody, *, highest: float) -> None:
    """The long rays of the chest fins, held up into the current, over the head."""
    s, (x, y) = fish.scheme, build.at(0.34, -0.85)
    long = min(fish["feelers"] * fish.look.limb, y - highest)
    lit = fish.look.photophores != "none"
    for side, tone, share in ((1, darker(s.fin), 0.85), (-1, s.fin, 1.0)):
        turn = math.radians(fish["lift"] + side * fish["fan"] / 2)
        tip = (x + side + math.sin(turn) * long * share, y - math.cos(turn) * long * share)
        bowed = (x + side + math.sin(turn) * long * 0.25, y - math.cos(turn) * long * share * 0.55)
        ray = line([(x + side, y + 1.5), bowed, tip])
        canvas.thin(ray, tone, behind=True)
        if lit:
            canvas.thin(rectangle(math.floor(tip[0]), math.floor(tip[1]), 2, 2), s.accent)


TRIPOD_FISH = Species(
    name="tripod_fish",
    draw=unlabelled(_tripod_fish),
    ranges={
        "length": (20.0, 23.0),
        "depth": (7.6, 9.6),
        "pitch": (-2.5, 2.5),
        "stilts": (13.0, 16.5),
        "stride": (6.0, 11.0),
        "step": (-1.0, 4.0),
        "trail": (0.0, 6.0),
        "knee": (0.0, 2.0),
        "feelers": (5.0, 8.0),
        "fan": (20.0, 50.0),
        "lift": (0.0, 55.0),
        "dorsal": (2.4, 4.0),
        "tail": (5.5, 8.0),
        "bands": (0.0, 0.9),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "reef": {"bands": (2.0, 4.9)},
        "twilight": {"eye": (3.0, 3.9)},
        "abyss": {"eye": (1.0, 2.5)},
        "hadal": {"eye": (0.0, 1.9)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand6 sand3 sand2 kelp4 gold5"),
            scheme("ink4 ink6 azure3 ink3 azure3 gold5"),
            scheme("kelp3 kelp5 kelp3 kelp2 sand4 gold5"),
            scheme("azure3 ink6 azure2 azure2 sand4 gold5"),
        ),
        "reef": (
            scheme("coral4 gold5 gold4 coral2 azure4 ink6"),
            scheme("azure4 azure6 gold4 azure2 gold4 ink6"),
            scheme("violet4 violet6 rose4 violet2 azure3 ink6"),
            scheme("gold4 gold6 rose4 gold2 azure4 ink6"),
        ),
        "twilight": (
            scheme("azure3 ink5 azure3 azure2 glow4 ink6"),
            scheme("ink4 ink5 azure3 azure2 glow4 ink6"),
            scheme("violet3 ink5 violet3 violet4 glow4 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 rose3 glow4 gold5"),
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
