"""A nudibranch individual -> its drawing: a low slug with horns and a plume of gills. Knows no other grazers."""

from __future__ import annotations

import math

from training.drawing.masks import Mask, Point, ellipse, opened, polygon, shrink, spline, stroke, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import Individual, Species

_GROUND = 25.0  # height of the foot's sole
_HINDMOST = 2.4  # how far to the left the gills reach


def _backbone(slug: Individual) -> Backbone:
    """Middle line: the head raised by `rear` pixels, the back humped by `arch`."""
    length, rear, arch = slug["length"], slug["rear"], slug["arch"]
    x = 16.0 + length / 2
    y = _GROUND - 4.0
    return Backbone.through(
        [
            (x - 2.5, y - rear),
            (x - length * 0.24, y - rear * 0.35 + 0.3),
            (x - length * 0.54, y - arch),
            (x - length * 0.8, y + 0.8),
            (x - length, y + 2.4),
        ]
    )


def _frond(slug: Individual, root: Point, place: float, *, front: float) -> list[Point]:
    """Course of a gill; place -0.5 is at the tail's side, 0.5 at the head's. Short where it would reach too far."""
    angle, curl = math.radians(-90 + slug["sway"] + slug["fan"] * place), slug["curl"] * place
    long = slug["plume"] * math.sqrt(slug.look.limb) * (1 - 0.3 * abs(place))
    x, y = root[0] + slug["tuft"] * place, root[1] + 1.5
    aside = long * (0.6 * math.cos(angle) + 0.5 * math.cos(angle + curl))
    room = front - x if aside > 0 else x - _HINDMOST
    long *= min(1.0, max(0.5, room / max(abs(aside), 0.1)))
    knee = (x + 0.6 * long * math.cos(angle), y + 0.6 * long * math.sin(angle))
    return [
        (x, y),
        knee,
        (knee[0] + 0.5 * long * math.cos(angle + curl), knee[1] + 0.5 * long * math.sin(angle + curl)),
    ]


def _plume(canvas: UnlabelledCanvas, slug: Individual, root: Point, *, front: float) -> None:
    """Feathery gills fanned out over the back, every other one in the shade; none reaches beyond x = front."""
    s, count = slug.scheme, math.floor(slug["gills"])
    lit = slug.look.photophores in ("rows", "spots")
    for index in sorted(range(count), key=lambda index: index % 2 == 0):
        path = _frond(slug, root, index / (count - 1) - 0.5, front=front)
        frond = canvas.thin(opened(stroke(path, [2.6, 3.0, 2.4])), s.fin if index % 2 == 0 else darker(s.fin))
        canvas.pattern(ellipse(*path[-1], 2.4, 2.4), s.accent if lit else s.mark, clip=frond)


def _rhinophore(canvas: UnlabelledCanvas, slug: Individual, root: Point, *, lean: float, tone: int) -> None:
    """One of the two horns that smell: a stalk with a club."""
    long = slug["horn"] * math.sqrt(slug.look.limb)
    tip = (root[0] + lean, root[1] - long)
    stalk = opened(stroke([root, (root[0] + lean * 0.4, root[1] - long * 0.5), tip], [2.4, 2.2, 2.4, 3.2, 3.0]))
    horn = canvas.thin(stalk, tone)
    canvas.pattern(where_y() < tip[1] + long * 0.36, slug.scheme.mark, clip=horn)


def _skirt(canvas: UnlabelledCanvas, slug: Individual, spine: Backbone, half: float) -> Mask:
    """The mantle's ruffled edge along the ground."""
    s = slug.scheme
    places = []
    for step in range(25):
        t = step / 24
        ruffle = slug["ruffle"] * math.sin(2 * math.pi * (t * slug["waves"]) + slug["phase"])
        places.append((t, (3.4 + ruffle) * math.sin(math.pi * (0.12 + 0.86 * t)) ** 0.4))
    under = spine.places(places).tolist()
    back = spine.places([(t, -half * 0.4 * (1 - t) ** 0.4) for t in (1.0, 0.75, 0.5, 0.25, 0.0)]).tolist()
    return canvas.part(opened(polygon([*under, *spline(back)])), s.fin)


def _nudibranch(canvas: UnlabelledCanvas, slug: Individual) -> None:
    """Field marks: low long slug, two clubbed horns, a plume of gills on the hind back, a ruffled mantle edge.

    length: pixels. height: of the body, pixels. arch: pixels the back is humped. rear: pixels the head is raised.
    horn: length of the rhinophores, pixels; lean: pixels the near tip is ahead; splay: from it to the far tip.
    gills: number of fronds; plume: their length, pixels; fan: degrees from the first to the last; sway: degrees the
    plume leans forward; curl: radians the outer tips bend outwards; tuft: width of its root, pixels; seat: where it
    stands, 0 head to 1 tail. ruffle: depth of the mantle's waves, pixels; waves: their number; phase: radians.
    eye: pixels.
    """
    s = slug.scheme
    spine = _backbone(slug)
    half = slug["height"] * math.sqrt(slug.look.bulk)
    _plume(canvas, slug, spine.at(slug["seat"], -half * 0.6), front=spine.at(0.2)[0] - 5.5)
    _rhinophore(canvas, slug, spine.at(0.2, -half * 0.5), lean=slug["lean"] - slug["splay"], tone=darker(s.fin))
    _skirt(canvas, slug, spine, half)
    profile = [
        (0.0, 3.2, 2.6),
        (0.14, half * 0.66, 2.6),
        (0.4, half * 0.86, 1.8),
        (0.6, half * 0.86, 1.6),
        (0.85, half * 0.4, 1.0),
        (1.0, 0.8, 0.6),
    ]
    x, y = spine.at(0.05)
    body = canvas.part(
        opened(spine.body(profile)) | ellipse(x - 0.5, y - 0.2, 3.6, 3.4), s.body, seam=darker(s.body, 2)
    )
    if slug.look.camouflage:
        canvas.pattern(mottling(slug.rng, scale=3, share=0.35), s.mark, clip=body)
    elif slug.zone != "hadal":
        canvas.pattern(spots(shrink(body), slug.rng, count=5, size=2, apart=4), s.mark, clip=body)
    if slug.look.photophores in ("belly", "rows"):
        canvas.pattern(photophores([spine.at(t, 0.0) for t in (0.2, 0.5, 0.9)], every=4.0), s.accent, clip=shrink(body))
    _rhinophore(canvas, slug, spine.at(0.07, -half * 0.4), lean=slug["lean"], tone=s.fin)
    canvas.eye(x, y + 0.2, math.floor(slug["eye"]), iris=s.iris)


NUDIBRANCH = Species(
    name="nudibranch",
    draw=unlabelled(_nudibranch),
    ranges={
        "length": (27.0, 29.5),
        "height": (5.6, 7.2),
        "arch": (-1.0, 1.5),
        "rear": (1.5, 5.5),
        "horn": (7.0, 9.0),
        "lean": (0.4, 2.4),
        "splay": (2.4, 4.0),
        "gills": (4.0, 5.99),
        "plume": (9.5, 12.5),
        "fan": (56.0, 84.0),
        "tuft": (3.0, 6.0),
        "seat": (0.56, 0.66),
        "sway": (-28.0, -13.0),
        "curl": (0.0, 0.6),
        "ruffle": (0.5, 1.2),
        "waves": (3.0, 5.0),
        "phase": (0.0, 6.3),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "twilight": {"eye": (3.0, 3.9)},
        "midnight": {"eye": (2.0, 3.9), "height": (5.2, 6.6)},
        "abyss": {"eye": (1.0, 2.9)},
        "hadal": {"eye": (0.0, 1.9), "height": (6.6, 8.0), "ruffle": (0.2, 0.6)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand5 sand3 sand2 kelp4 gold5"),
            scheme("kelp4 sand5 sand4 kelp3 sand4 gold5"),
            scheme("ink5 ink6 azure4 ink4 azure3 gold5"),
            scheme("sand5 sand6 kelp4 sand4 kelp3 gold5"),
        ),
        "reef": (
            scheme("azure3 azure5 gold4 gold5 coral4 ink6"),
            scheme("violet4 violet5 coral4 gold5 gold4 ink6"),
            scheme("rose4 rose5 gold4 gold6 coral3 ink6"),
            scheme("kelp3 kelp5 rose4 rose5 gold4 ink6"),
            scheme("gold4 gold5 violet3 violet4 azure3 ink6"),
            scheme("coral4 gold5 azure3 azure4 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure2 ink4 azure3 azure4 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet3 glow4 ink6"),
            scheme("violet2 ink4 violet3 violet4 glow4 ink6"),
            scheme("azure3 ink5 violet4 violet5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 coral3 glow4 gold5"),
            scheme("violet2 violet3 rose3 violet3 glow4 gold5"),
            scheme("rose2 rose3 violet3 rose3 glow5 gold5"),
            scheme("ink3 ink4 coral3 coral3 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet5 ink6 violet4 violet4 glow4 ink6"),
            scheme("ink4 ink5 violet4 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet5 violet5 glow5 ink6"),
            scheme("violet4 violet5 ink5 ink5 glow5 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 rose5 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose5 rose5 ink5"),
            scheme("rose6 ink6 rose5 rose5 sand5 ink5"),
        ),
    },
)
