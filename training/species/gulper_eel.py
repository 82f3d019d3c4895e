"""The gulper or pelican eel: a mouth larger than its owner, and a whip of a tail with a light at the end."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.masks import Point, blob, ellipse, opened, polygon, shift, shrink, spline, stroke, where_y
from training.drawing.patterns import along, mottling, photophores, spots
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.body_axis import off
from training.species.contract import Individual, Species


@dataclass(frozen=True, slots=True)
class _Jaws:
    hinge: Point
    snout: Point
    chin: Point
    rise: float  # direction of the upper jaw, degrees
    trunk: float  # depth of the body behind the head, pixels


def _gulper_eel(canvas: UnlabelledCanvas, eel: Individual) -> None:
    """Field marks: hooped mouth as long as the trunk, balloon of a pouch, eye at the snout tip, whip tail, tail light.

    jaw: length of the upper jaw, pixels. gape: angle between the jaws, degrees. tilt: head up (negative) or down.
    pouch: how far the throat sac hangs below the lower jaw, pixels. hoop: how far the mouth's side is cut back, 0 to 1.
    trunk: depth of the body behind the head, pixels. tail: length of body and whip, pixels.
    curl: below 0 the tail turns over the back, above under the belly, tighter away from 0. wind: how far, degrees.
    wave: swing of the tail's S, degrees.
    glow: size of the tail light, pixels. eye: pixels.
    """
    hinge, rise, fall = (13.0, 12.0), eel["tilt"] - eel["gape"] * 0.25, eel["tilt"] + eel["gape"] * 0.75
    snout, chin = off(hinge, rise, eel["jaw"]), off(hinge, fall, eel["jaw"] * 1.24)
    jaws = _Jaws(hinge, snout, chin, rise, eel["trunk"] * eel.look.bulk)
    _tail(canvas, eel, jaws)
    _pouch(canvas, eel, jaws)
    _upper_jaw(canvas, eel, jaws)
    if eel.look.camouflage:
        skin = canvas.pixels == eel.scheme.body
        canvas.pattern(mottling(eel.rng, scale=3, share=0.35), eel.scheme.fin, clip=skin)
    x, y = off(hinge, rise, eel["jaw"] * 0.92, up=1.6)
    canvas.eye(x, y, math.floor(eel["eye"]), iris=eel.scheme.iris)


def _whip(eel: Individual, jaws: _Jaws) -> list[Point]:
    """The body's middle line from the head backwards, as long as `tail` says or as the sprite has room for."""
    along_tail = (np.arange(14) + 0.5) / 14
    # No tail is straight: it would be a stump in the room that the head leaves.
    way = math.copysign(0.8 + 0.2 * abs(eel["curl"]), eel["curl"])
    heading = (
        180 + eel["tilt"] * 0.5 + eel["wave"] * np.sin(along_tail * 2 * math.pi) - way * eel["wind"] * along_tail**1.3
    )
    steps = np.stack([np.cos(np.radians(heading)), np.sin(np.radians(heading))], axis=1) / 14
    shape = np.concatenate([np.zeros((1, 2)), np.cumsum(steps, axis=0)])  # (15, 2), one unit long
    start = np.array([jaws.hinge[0] - 0.5, jaws.hinge[1] + 2.0])
    foremost = max(jaws.snout[0] + 2.5, jaws.chin[0] + 2.0)
    lowest, highest = jaws.chin[1] + eel["pouch"] * 0.7, jaws.snout[1] - 4.0
    near = np.array([foremost - 29.0, lowest - 29.0]) - start
    far = np.array([foremost - 8.0, highest + 29.0]) - start
    room = np.where(shape < 0, near, far) / np.where(np.abs(shape) < 0.01, np.copysign(0.01, shape), shape)
    length = min(eel["tail"] * eel.look.limb, float(room[1:].min()))
    return [(float(x), float(y)) for x, y in start + shape * length]


def _tail(canvas: UnlabelledCanvas, eel: Individual, jaws: _Jaws) -> None:
    s, path = eel.scheme, _whip(eel, jaws)
    base = max(2.6, jaws.trunk * 0.52)
    whip = canvas.thin(stroke(path[::2], [base, base, base, base, base * 0.85, 2.2, 2.0, 1.0]), s.body)
    trunk = canvas.part(stroke(path[:7:2], [jaws.trunk, jaws.trunk * 0.85, jaws.trunk * 0.7, base + 0.4]), s.body)
    body = whip | trunk
    if eel.zone == "reef":
        for x, y in along(path, every=5.0, start=5.0):
            canvas.pattern(ellipse(x, y, 1.6, 1.6), s.fin, clip=body)
    elif eel.look.photophores == "rows":
        canvas.pattern(photophores(path[1:11], every=4.0), s.accent, clip=body)
    x, y = path[-1]
    left, top = math.floor(x - eel["glow"] / 2 + 0.5), math.floor(y - eel["glow"] / 2 + 0.5)
    glow, core = s.accent, lighter(s.accent, 2)
    small: list[list[int | None]] = [[core, glow], [glow, glow]]
    large: list[list[int | None]] = [[None, glow, None], [glow, core, glow], [None, glow, None]]
    canvas.stamp(left, top, small if eel["glow"] < 3 else large)


def _pouch(canvas: UnlabelledCanvas, eel: Individual, jaws: _Jaws) -> None:
    """The throat sac, open in front: its near side is cut back in a hoop that shows the inside."""
    s, sag = eel.scheme, eel["pouch"]
    hinge, snout, chin = jaws.hinge, jaws.snout, jaws.chin
    back = (hinge[0] - 3.6, hinge[1] + 2.0)
    bulge = ((0.86, 0.7), (0.6, 1.08), (0.34, 1.1), (0.12, 0.74))  # along the jaw, sag
    hung = [_between(back, chin, share) for share, _ in bulge]
    edge = [(x - 0.22 * sag * depth, y + sag * depth) for (x, y), (_, depth) in zip(hung, bulge, strict=True)]
    hanging = spline([chin, (chin[0] + 1.1, chin[1] + 0.8), (chin[0] + 0.5, chin[1] + 2.6), *edge, back, hinge, snout])
    middle = _between(snout, chin, 0.5)
    front = spline([snout, _between(hinge, middle, 0.62), chin])
    sac = polygon(np.concatenate([hanging, front]))
    sac = canvas.part(opened(sac, by=3, corners=True), s.body)  # without lips and hems thinner than three pixels
    low = sac & ~shift(sac, 0, -4) & (where_y() > hung[3][1] + sag * 0.4)
    canvas.pattern(low, s.belly, clip=sac)
    if eel.look.photophores == "belly":
        canvas.pattern(photophores([(x + 1, y - 2.5) for x, y in edge[1:]], every=5.0), s.accent, clip=shrink(sac))
    elif eel.look.photophores == "spots":
        canvas.pattern(spots(shrink(shrink(sac)), eel.rng, count=3, size=2, apart=5), s.accent, clip=sac)
    # the inside, darker under the upper jaw, then the lower jaw's lip
    deep = _between(hinge, middle, 1 - eel["hoop"])
    cut = spline([snout, _between(hinge, snout, 0.6), deep, _between(hinge, (chin[0], chin[1] + 1), 0.6), chin])
    inside = canvas.thin(polygon(np.concatenate([cut, front[::-1]])) & sac, s.mark)
    canvas.pattern(inside & ~shift(inside, 0, 2), darker(s.mark), clip=inside)
    canvas.pattern(shift(inside, 0, 1), lighter(s.body), clip=canvas.filled() & ~inside)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _upper_jaw(canvas: UnlabelledCanvas, eel: Individual, jaws: _Jaws) -> None:
    """The thin upper jaw and, at its far end, the small skull."""
    hinge, long = jaws.hinge, eel["jaw"]
    profile = ((0.45, 2.4), (0.78, 4.2), (1.0, 4.0), (1.16, 1.6), (1.12, -0.6), (0.9, -0.9), (0.5, -0.9))
    outline = [
        (hinge[0] - 4.0, hinge[1] + 1.5),
        (hinge[0] - 2.5, hinge[1] - jaws.trunk * 0.35),
        *(off(hinge, jaws.rise, share * long, up=up) for share, up in profile),
        (hinge[0], hinge[1] + 1.5),
    ]
    canvas.part(blob(outline), eel.scheme.body)


GULPER_EEL = Species(
    name="gulper_eel",
    draw=unlabelled(_gulper_eel),
    ranges={
        "jaw": (12.0, 14.6),
        "gape": (52.0, 68.0),
        "tilt": (-12.0, 10.0),
        "pouch": (4.5, 8.0),
        "hoop": (0.74, 1.0),
        "trunk": (5.0, 7.0),
        "tail": (26.0, 34.0),
        "curl": (-1.0, 1.0),
        "wind": (150.0, 240.0),
        "wave": (-25.0, 25.0),
        "glow": (2.0, 3.9),
        "eye": (2.0, 2.9),
    },
    zone_ranges={
        "shallows": {"jaw": (11.0, 13.0), "gape": (50.0, 62.0), "pouch": (4.0, 6.0), "trunk": (6.0, 8.0)},
        "reef": {"pouch": (5.5, 8.0)},
        "twilight": {"eye": (3.0, 3.9)},
        "midnight": {"jaw": (13.0, 15.0), "gape": (58.0, 72.0), "pouch": (4.0, 6.0), "trunk": (4.6, 6.0)},
        "abyss": {"eye": (1.0, 2.9), "tail": (28.0, 36.0)},
        "hadal": {"eye": (0.6, 1.9), "pouch": (6.5, 9.0), "trunk": (6.5, 8.5), "gape": (50.0, 64.0)},
    },
    schemes={
        "shallows": (
            scheme("kelp3 kelp5 kelp2 rose3 gold4 gold5"),
            scheme("sand4 sand5 sand3 coral2 gold5 gold5"),
            scheme("gold3 gold5 gold2 rose3 kelp4 gold5"),
        ),
        "reef": (
            scheme("azure3 gold4 gold4 rose3 gold4 ink6"),
            scheme("violet3 coral4 gold4 rose3 gold4 ink6"),
            scheme("coral4 gold5 azure3 rose2 azure4 ink6"),
            scheme("kelp3 gold4 rose4 rose3 rose4 ink6"),
        ),
        "twilight": (
            scheme("azure3 ink5 azure2 violet3 glow4 ink6"),
            scheme("violet3 ink5 violet2 azure2 glow4 ink6"),
            scheme("ink4 ink5 ink3 azure2 glow4 ink6"),
        ),
        "midnight": (
            scheme("ink2 ink3 ink3 coral2 glow4 gold5"),
            scheme("violet2 violet3 violet3 rose2 glow4 gold5"),
            scheme("coral2 coral3 coral1 rose2 glow4 gold5"),
            scheme("rose2 rose3 rose1 violet2 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 rose3 glow4 ink6"),
            scheme("ink4 ink5 ink3 violet3 glow4 ink6"),
            scheme("violet5 ink6 violet4 violet3 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose3 ink6 ink5"),
            scheme("sand5 sand6 sand4 rose3 ink6 ink5"),
            scheme("ink5 ink6 ink4 rose3 rose6 ink5"),
        ),
    },
)
