"""The dumbo octopus in all zones: a bell-round body, two big ear fins, a short skirt of webbed arms.

Knows no other species.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from training.drawing.masks import (
    Mask,
    Point,
    arc,
    blob,
    brushed,
    ellipse,
    line,
    opened,
    polygon,
    shift,
    shrink,
    where_y,
)
from training.drawing.patterns import mottling, spots
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_MIDDLE = 16.0
_HEAD = 15.0  # height of the eyes
_EYES = (-0.52, 0.6)  # shares of half the width: the head is turned a little to the right
_ROOM = 16.4  # farthest a fin reaches sideways from the middle, pixels
# An ear fin: share of its length from the head, share of half its width to the upper side.
_PADDLE = np.array(
    (
        (0.0, 0.4),
        (0.3, 0.62),
        (0.62, 0.95),
        (0.85, 0.85),
        (1.0, 0.1),
        (0.88, -0.75),
        (0.6, -0.9),
        (0.3, -0.55),
        (0.0, -0.4),
    )
)


def _fins(canvas: UnlabelledCanvas, animal: Individual, *, half: float) -> None:
    """Two paddles that beat up and down from the head's sides, lighter in the middle."""
    s = animal.scheme
    wide = animal["fin_width"] / 2
    for side in (-1, 1):
        lift = math.radians(animal["beat"] + side * animal["sway"])
        root = np.array([_MIDDLE + side * half * 0.7, _HEAD - 3.0])
        ahead = np.array([side * math.cos(lift), -math.sin(lift)])
        up = np.array([-side * math.sin(lift), -math.cos(lift)])
        side_room = (_ROOM - half * 0.7 - wide * abs(up[0])) / max(0.3, abs(ahead[0]))
        reach = min(animal["fin"] * animal.look.limb**0.5 + half * 0.3, side_room)
        fin = canvas.part(opened(blob(root + _PADDLE @ np.array([ahead * reach, up * wide]))), s.fin)
        x, y = root + ahead * reach * 0.62 + up * wide * 0.12
        inner = ellipse(float(x), float(y), reach * 0.24, wide * 0.45, angle=-side * animal["beat"])
        canvas.pattern(inner, lighter(s.fin), clip=shrink(fin))


def _skirt(canvas: UnlabelledCanvas, animal: Individual, *, half: float) -> None:
    """Arms joined by a darker web, only their light tips free and turned outwards."""
    s = animal.scheme
    count = math.floor(animal["arms"])
    hem = _HEAD + 3.5 + animal["skirt"]
    arms: list[list[Point]] = []
    for index in range(count):
        share = (index + 0.5) / count * 2 - 1  # -1 at the left edge to 1 at the right
        swing = animal["ripple"] * math.sin(animal["phase"] + 1.9 * index)
        side = min(1.0, abs(share) * 2) * math.copysign(1.0, share)
        spread = share * half * animal["flare"] * 1.15 + animal["drift"] * 0.6
        y = hem - 1.8 * share**2 + swing
        arms.append(
            [
                (_MIDDLE + share * half * 0.7, _HEAD + 2.0),
                (_MIDDLE + share * half * 0.5 + spread * 0.4, (_HEAD + y) / 2 + 1.0),
                (_MIDDLE + spread, y - 1.5),
                (_MIDDLE + spread + side * animal["curl"], y + 0.3),
            ]
        )
    hem_line: list[Point] = []
    for left, right in pairwise(arms):
        hem_line += [left[2], ((left[2][0] + right[2][0]) / 2, min(left[2][1], right[2][1]) - animal["web"])]
    waist = [(_MIDDLE + half * 0.9, _HEAD), (_MIDDLE - half * 0.9, _HEAD)]
    left_side, right_side = (
        [(arm[i][0] + out, arm[i][1]) for i in (1, 2)] for arm, out in ((arms[0], -2.0), (arms[-1], 2.0))
    )
    web = canvas.part(opened(polygon([*left_side, *hem_line, arms[-1][2], *right_side[::-1], *waist])), darker(s.body))
    for arm in arms:
        ridge = line([(x - 0.5, y) for x, y in arm])
        thick = brushed(ridge | shift(ridge & (where_y() < arm[2][1]), 1, 0))  # 3 pixels wide as far as the web
        canvas.pattern(thick, s.body, clip=web)
        canvas.thin(thick & ~web, s.body)
        canvas.pattern(ellipse(arm[3][0], arm[3][1], 1.9, 1.6), s.belly, clip=thick)


def _bell(canvas: UnlabelledCanvas, animal: Individual, *, half: float) -> Mask:
    """Mantle and head in one round piece."""
    s = animal.scheme
    high = animal["width"] * animal["tall"]
    top = _HEAD + 4.0 - high
    outline = [
        *arc(_MIDDLE - animal["lean"], top + high * 0.5, half, high * 0.5, start=180, end=360, count=9),
        (_MIDDLE + half * 1.0, _HEAD + 1.0),
        (_MIDDLE + half * 0.6, _HEAD + 4.0),
        (_MIDDLE, _HEAD + 4.4),
        (_MIDDLE - half * 0.6, _HEAD + 4.0),
        (_MIDDLE - half * 1.0, _HEAD + 1.0),
    ]
    return canvas.part(opened(blob(outline), by=3), s.body)


def _dumbo(canvas: UnlabelledCanvas, animal: Individual) -> None:
    """Field marks: bell-round body, two big ear fins, a short skirt of webbed arms, eyes set wide apart.

    width: of the body, pixels. tall: its height over its width. lean: pixels that its top lies back (left).
    fin: pixels that an ear fin stands out. fin_width: its width. beat: degrees that the fins are raised.
    sway: degrees that the right one is raised and the left one lowered. skirt: length of the arms, pixels.
    flare: width of the hem over that of the body. arms: in view. web: depth of the scallops between the arms, pixels.
    curl: pixels that the tips turn outwards. ripple: pixels that the arms rise and sink. phase: where in that.
    drift: pixels that the skirt trails to the right. marks: number of spots. eye: pixels.
    """
    s = animal.scheme
    half = animal["width"] / 2
    _fins(canvas, animal, half=half)
    _skirt(canvas, animal, half=half)
    bell = _bell(canvas, animal, half=half)
    dome = shrink(shrink(bell)) & (where_y() < _HEAD - 2)
    if animal.look.camouflage:
        canvas.pattern(mottling(animal.rng, scale=3, share=0.1 + 0.05 * animal["marks"]), s.mark, clip=shrink(bell))
    else:
        canvas.pattern(spots(dome, animal.rng, count=math.floor(animal["marks"]), apart=4), s.mark, clip=bell)
    if animal.look.photophores in ("rows", "spots"):
        canvas.pattern(spots(dome, animal.rng, count=2, apart=5), s.accent, clip=bell)
    for x in _EYES:
        canvas.eye(_MIDDLE + x * half, _HEAD, math.floor(animal["eye"]), iris=s.iris)


DUMBO_OCTOPUS = Species(
    name="dumbo_octopus",
    draw=unlabelled(_dumbo),
    ranges={
        "width": (13.0, 15.4),
        "tall": (1.0, 1.2),
        "lean": (-0.5, 1.5),
        "fin": (8.0, 11.0),
        "fin_width": (7.5, 10.0),
        "beat": (-25.0, 45.0),
        "sway": (-12.0, 12.0),
        "skirt": (6.0, 9.0),
        "flare": (1.2, 1.6),
        "arms": (4.0, 5.9),
        "web": (0.0, 2.0),
        "curl": (0.0, 1.8),
        "ripple": (0.0, 1.2),
        "phase": (0.0, 6.28),
        "drift": (-2.0, 2.0),
        "marks": (0.0, 5.0),
        "eye": (3.0, 3.9),
    },
    zone_ranges={
        "shallows": {"skirt": (5.0, 8.0)},
        "twilight": {"eye": (4.0, 4.9)},
        "midnight": {"eye": (3.0, 4.9)},
        "abyss": {"fin": (9.0, 12.0), "eye": (2.0, 3.9), "skirt": (7.0, 10.0)},
        "hadal": {"width": (13.6, 15.4), "eye": (1.0, 2.9), "marks": (0.0, 0.0)},
    },
    schemes={
        "shallows": (
            scheme("sand4 sand6 sand5 sand3 kelp4 gold5"),
            scheme("ink4 ink6 ink5 ink3 azure3 gold5"),
            scheme("kelp4 kelp6 kelp5 kelp3 sand4 gold5"),
            scheme("azure4 azure6 azure5 azure3 sand4 gold5"),
        ),
        "reef": (
            scheme("coral4 coral6 gold4 gold5 azure4 ink6"),
            scheme("rose4 rose6 rose5 rose6 gold5 ink6"),
            scheme("violet4 violet6 rose4 violet5 rose4 ink6"),
            scheme("gold4 gold6 coral4 coral4 azure4 ink6"),
            scheme("azure3 azure5 violet4 azure5 gold4 ink6"),
            scheme("kelp3 kelp5 kelp4 gold5 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure3 azure5 azure4 azure4 glow4 ink6"),
            scheme("ink4 ink6 azure4 azure3 glow4 ink6"),
            scheme("violet3 violet5 violet4 violet4 glow4 ink6"),
            scheme("azure2 azure4 violet3 azure3 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 coral3 glow4 gold5"),
            scheme("rose2 rose4 rose3 rose3 glow4 gold5"),
            scheme("violet2 violet4 violet3 violet3 glow4 gold5"),
            scheme("rose3 rose5 violet3 rose2 glow5 gold5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet4 violet4 glow4 ink6"),
            scheme("ink4 ink6 violet4 ink5 glow4 ink6"),
            scheme("violet4 violet6 violet5 violet5 glow5 ink6"),
            scheme("ink5 ink6 violet5 violet4 glow4 ink6"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose4 ink6 ink5"),
            scheme("sand5 sand6 sand4 rose4 ink6 ink5"),
            scheme("ink5 ink6 rose5 rose5 sand5 ink6"),
        ),
    },
)
