"""A dugong individual -> its drawing: a fat spindle with a down-turned muzzle and a fluke. Knows no other grazers."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, Point, blob, opened, rectangle, shrink, where_x, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.backbone import Backbone, turned
from training.species.contract import Individual, Species

_HEAD_X, _Y = 24.5, 15.0  # the middle of the head, the height of the shoulders


def _backbone(dugong: Individual) -> Backbone:
    """Middle line from the head to the root of the fluke, which is lifted by `tail` pixels."""
    tail = dugong["tail"]
    length = min(dugong["length"], _HEAD_X - 1.26 * _span(dugong))  # the fluke's lobe reaches farther than its root
    bends = [(0.0, dugong["nod"]), (0.26, 0.0), (0.55, 0.4), (0.82, -tail * 0.3), (1.0, -tail)]
    return Backbone.through([(_HEAD_X - along * length, _Y + drop) for along, drop in bends])


def _span(dugong: Individual) -> float:
    """Pixels from the middle of the fluke to the tip of a lobe."""
    return dugong["fluke"] * math.sqrt(dugong.look.limb)


def _fluke(canvas: UnlabelledCanvas, dugong: Individual, spine: Backbone) -> None:
    """Two swept lobes with a notch between them, seen from behind."""
    root, before = spine.at(1.0), spine.at(0.88)
    angle = math.degrees(math.atan2(root[1] - before[1], root[0] - before[0]))
    span = _span(dugong)
    lobe = [(-0.06, 0.3), (0.02, 0.64), (0.3, 1.0), (0.66, 1.06), (0.86, 0.8), (0.8, 0.36)]
    rim = [(-0.3, 0.0), *lobe, (0.58, 0.0), *((u, -v) for u, v in reversed(lobe))]
    canvas.part(opened(blob(turned(rim, root, angle=angle, length=span, width=span))), dugong.scheme.fin)


def _flipper(canvas: UnlabelledCanvas, dugong: Individual, root: Point) -> None:
    """A paddle that hangs from the breast, broadest before its round tip."""
    length, width = dugong["flipper"] * dugong.look.limb, dugong["paddle"]
    shape = [(-0.2, 0.3), (0.3, 0.46), (0.75, 0.5), (1.0, 0.16), (0.98, -0.3), (0.7, -0.54), (0.3, -0.46), (-0.2, -0.4)]
    paddle = blob(turned(shape, root, angle=80 + 60 * dugong["stroke"], length=length, width=width))
    canvas.part(opened(paddle), dugong.scheme.fin, seam=darker(dugong.scheme.fin, 2))


def _head(canvas: UnlabelledCanvas, dugong: Individual, spine: Backbone) -> None:
    """Brow and the muzzle that hangs from it, its bristled disc pale; nostril, eye."""
    s, size = dugong.scheme, dugong["muzzle"]
    x, y = spine.at(0.0)
    brow = [(x - 5.0, y - 4.4), (x - 1.0, y - 4.5), (x + 2.6, y - 3.2)]
    snout = [(x + 4.9, y - 0.2), (x + 5.9, y + size * 0.5), (x + 6.2, y + size * 0.86), (x + 4.4, y + size * 1.04)]
    chin = [(x + 1.0, y + size), (x - 0.8, y + size * 0.86), (x - 0.6, y + size * 0.5), (x - 5.0, y + 2.6)]
    face = canvas.part(opened(blob([*brow, *snout, *chin])), s.body)
    disc = face & (where_y() > y + size * 0.55) & (where_x() > x - 2)
    canvas.pattern(disc, s.belly, clip=face)
    nostril = rectangle(math.floor(x + 3.2), math.floor(y + 0.8), 2, 1)
    canvas.pattern(nostril, darker(s.body, 2), clip=face)
    canvas.eye(x - 0.2, y - 0.8, math.floor(dugong["eye"]), iris=s.iris)


def _marks(canvas: UnlabelledCanvas, dugong: Individual, spine: Backbone, body: Mask, half: float) -> None:
    """Mottling, a dark back or spots, and the lights of the deep."""
    s, look = dugong.scheme, dugong.look
    back = body & (canvas.pixels == s.body)
    if look.camouflage:
        canvas.pattern(mottling(dugong.rng, scale=3, share=0.3), s.mark, clip=back)
    elif dugong.zone != "hadal":
        saddle = spine.body([(t, half * 1.2, -half * dugong["saddle"]) for t in (0.12, 0.35, 0.6, 0.9)])
        canvas.pattern(saddle, s.mark, clip=back)
    if dugong.zone == "reef":
        canvas.pattern(
            spots(shrink(shrink(back)) & (where_x() < _HEAD_X - 5), dugong.rng, count=5, size=2, apart=4),
            s.accent,
            clip=back,
        )
    inner = shrink(shrink(body))
    if look.photophores in ("belly", "rows"):
        path = [spine.at(t, half * (0.1 if look.photophores == "rows" else 0.42)) for t in (0.2, 0.55, 0.98)]
        canvas.pattern(photophores(path, every=3.6), s.accent, clip=inner)
    elif look.photophores == "spots":
        canvas.pattern(spots(inner, dugong.rng, count=5, size=2, apart=5), s.accent, clip=inner)


def _dugong(canvas: UnlabelledCanvas, dugong: Individual) -> None:
    """Field marks: fat spindle without a dorsal fin, down-turned muzzle, paddle flippers, a whale's fluke held high.

    length: head to the root of the fluke, pixels. girth: greatest height, pixels. tail: pixels the tail is lifted.
    nod: pixels the head hangs. muzzle: pixels from the eye down to its disc. fluke: span of one lobe, pixels.
    flipper: its length; paddle: its width. stroke: the near flipper hangs (0) or is swept back (1). saddle: how much
    of the back stays light, share of half the girth above the middle line. eye: pixels.
    """
    s = dugong.scheme
    spine = _backbone(dugong)
    half = dugong["girth"] * dugong.look.bulk / 2
    _fluke(canvas, dugong, spine)
    profile = [
        (0.0, 3.6, 1.5),
        (0.18, half * 0.94, half * 0.66),
        (0.42, half, half),
        (0.66, half * 0.86, half * 0.88),
        (0.86, half * 0.42, half * 0.48),
        (1.0, 1.7, 1.7),
    ]
    body = canvas.part(opened(spine.body(profile)), s.body, seam=darker(s.body))
    under = ((0.0, 0.1), (0.3, 0.46), (0.6, 0.44), (0.95, 0.3))
    canvas.pattern(spine.body([(t, -half * share, half * 1.3) for t, share in under]), s.belly, clip=body)
    _marks(canvas, dugong, spine, body, half)
    _head(canvas, dugong, spine)
    _flipper(canvas, dugong, spine.at(0.4, half * 0.45))


DUGONG = Species(
    name="dugong",
    draw=unlabelled(_dugong),
    ranges={
        "length": (17.0, 19.0),
        "girth": (12.6, 15.0),
        "tail": (2.0, 8.0),
        "nod": (-0.5, 3.0),
        "muzzle": (6.4, 8.0),
        "fluke": (4.8, 6.0),
        "flipper": (7.0, 8.6),
        "paddle": (4.4, 5.4),
        "stroke": (0.0, 1.0),
        "saddle": (0.2, 0.5),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9)},
        "midnight": {"eye": (3.0, 3.9)},
        "abyss": {"eye": (1.0, 2.9), "flipper": (6.6, 7.8)},
        "hadal": {"eye": (0.0, 1.9), "saddle": (0.5, 0.6), "girth": (13.5, 15.5)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand3 sand2 gold5"),
            scheme("ink4 ink5 ink3 sand4 ink3 gold5"),
            scheme("kelp3 sand5 kelp4 kelp2 kelp4 gold5"),
            scheme("azure4 ink5 azure3 azure3 sand4 gold5"),
        ),
        "reef": (
            scheme("azure3 gold5 azure4 azure2 gold4 ink6"),
            scheme("rose4 rose5 coral3 coral3 gold5 ink6"),
            scheme("violet4 rose5 violet3 violet3 gold5 ink6"),
            scheme("gold4 gold5 coral3 coral3 azure4 ink6"),
            scheme("kelp3 gold5 kelp2 kelp2 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 ink5 azure2 azure2 glow4 ink6"),
            scheme("ink4 ink5 azure3 ink3 glow4 azure5"),
            scheme("violet3 ink5 violet2 violet2 glow4 ink6"),
            scheme("violet4 ink5 azure3 violet3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 coral3 glow4 gold5"),
            scheme("violet2 violet4 violet3 violet3 glow4 gold5"),
            scheme("rose2 rose4 violet3 rose3 glow5 gold5"),
            scheme("ink3 ink4 rose3 ink4 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet5 ink6 violet4 violet4 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet5 ink4 glow5 ink6"),
            scheme("violet4 violet6 ink5 ink4 glow5 ink6"),
        ),
    },
)
