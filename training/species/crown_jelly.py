"""A crown jelly individual -> its drawing: a grooved bell, lappets, a crown of stiff arms. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, empty, line, opened, shrink
from training.drawing.patterns import measured, photophores
from training.drawing.zones import scheme
from training.species.bell import Bell
from training.species.contract import AGES, Individual, Species, free
from training.species.soft_arms import ribbon, trail

_OPEN = ((0.0, 0.0), (0.42, 0.05), (0.68, 0.22), (0.78, 0.44), (0.76, 0.55), (0.94, 0.64), (1.0, 0.82), (0.94, 1.0))
_CLOSED = ((0.0, 0.0), (0.42, 0.04), (0.7, 0.2), (0.84, 0.42), (0.84, 0.55), (0.98, 0.64), (1.0, 0.82), (0.82, 1.0))
_LAPPETS = 12  # round the margin


@dataclass(frozen=True, slots=True)
class _Arm:
    """angle: of its root round the margin, see `Bell.at`. heading: degrees below rightwards of an upright animal.
    share: of the arms' length. bend: degrees that its end turns clockwise."""

    angle: float
    heading: float
    share: float
    bend: float


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. wide, tall: shares of the bell's width and height; closed: how far it is contracted; lean, pitch: see
    `Bell`; middle: of the bell, nominal pixels right of and below the sprite's. arms: back to front, those that a
    young one has last; young: how many those are. reach: share of the arms' length."""

    wide: float
    tall: float
    closed: float
    lean: float
    pitch: float
    middle: Point
    arms: tuple[_Arm, ...]
    young: int
    reach: float = 1.0


_GESTURES = {
    "rest": _Gesture(
        1.0,
        1.0,
        0.2,
        0.0,
        12.0,
        (0.0, -4.0),
        (_Arm(120, 96, 0.9, 14), _Arm(60, 84, 0.9, -14), _Arm(180, 164, 1.0, -80), _Arm(0, 16, 1.0, 80)),
        4,
    ),
    "glide": _Gesture(
        0.84,
        1.24,
        1.0,
        56.0,
        8.0,
        (5.0, -4.0),
        (_Arm(270, 90, 1.15, 0), _Arm(180, 116, 1.0, -34), _Arm(0, 64, 1.2, 34)),
        3,
    ),
    "turn": _Gesture(
        1.0,
        0.9,
        0.0,
        -20.0,
        58.0,
        (0.0, 0.0),
        tuple(_Arm(angle, angle, 0.8, 70) for angle in (330, 210, 270, 30, 90, 150)),
        6,
        reach=0.86,
    ),
    "display": _Gesture(
        1.06,
        1.2,
        0.0,
        0.0,
        16.0,
        (0.0, 3.0),
        (_Arm(160, 150, 0.9, -60), _Arm(20, 30, 0.9, 60), _Arm(180, -132, 1.0, 40), _Arm(0, -48, 1.0, -40)),
        4,
        reach=0.8,
    ),
}


def _crown_jelly(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: a domed bell over a deep groove, a ring with lappets below it, stiff arms raised like a crown.

    width: of the ring, nominal pixels; tall: the bell's height over it. arm: length of the arms; thick: their width.
    lean: degrees that it hangs over. stiff: share of its pose's bend that an arm has. wave: degrees that the arms wave;
    phase: of the waving. youth: 1 for a deep bell with short arms.
    """
    pose, px = _GESTURES[jelly.pose], jelly.frame.px
    closed = pose.closed * (0.3 if jelly.young else 1.0)  # with a bell drawn in, a young one would be a rocket
    profile = np.array(_OPEN) * (1 - closed) + np.array(_CLOSED) * closed
    bell = Bell.through(
        [(x, y) for x, y in profile.tolist()],
        middle=jelly.frame.at(16 + pose.middle[0], 16 + pose.middle[1]),
        width=px(jelly["width"]) * pose.wide,
        height=px(jelly["width"] * min(jelly["tall"], {"display": 0.66, "glide": 0.84}.get(jelly.pose, 9.0)))
        * pose.tall
        * (1.2 if jelly.young and jelly.pose in ("rest", "display") else 1.0),
        lean=pose.lean + jelly["lean"],
        pitch=pose.pitch,
    )
    arms = pose.arms[-pose.young :] if jelly.young else pose.arms
    for arm in arms:
        _arm(canvas, jelly, bell, arm)
    body = _paint(canvas, jelly, bell)
    if jelly.row_lit(canvas):
        canvas.light(photophores(bell.rim(0.82), every=3.0, start=0.8), jelly.scheme.light, clip=shrink(body))


def _arm(canvas: Canvas, jelly: Individual, bell: Bell, arm: _Arm) -> None:
    """A stiff arm with its end in the accent's tone."""
    pose, s, px = _GESTURES[jelly.pose], jelly.scheme, jelly.frame.px
    length = px(jelly["arm"]) * arm.share * pose.reach * (0.5 if jelly.young else 1.0)
    if jelly.young and jelly.pose == "glide":  # shorter, they would be a tooth's roots
        length = max(length, 6.5)
    length = max(length, 4.4 if jelly.young and jelly.pose != "rest" else 3.4 if jelly.pose == "turn" else 2.4)
    room = (1.2 if jelly.pose == "display" else 1.8 if jelly.pose == "glide" else 9.0) * float(bell.radii.max())
    length = min(length, room) + 0.3 * max(length - room, 0.0)  # longer ones of a slim bell would be a stick figure's
    hidden = 0.3 * float(bell.radii.max())
    heading = math.radians(arm.heading + bell.lean)
    x, y = bell.at(0.92, arm.angle)
    path = trail(
        (x - hidden * math.cos(heading), y - hidden * math.sin(heading)),
        heading=arm.heading + bell.lean,
        length=length + hidden,
        bend=arm.bend * jelly["stiff"] - (bell.lean * 0.4 if jelly.pose == "glide" else 0.0),
        wave=jelly["wave"],
        phase=jelly["phase"],
    )
    wide = px(jelly["thick"])
    mask = ribbon(canvas, path, [wide, wide, wide * 0.8], s.fin)
    along, _ = measured(path, mask)
    canvas.shade((along - hidden) > length * 0.5, s.accent, clip=mask)
    if jelly.glow == "rich":
        canvas.light((along - hidden) > length * 0.8, s.light, clip=mask)


def _lappets(bell: Bell) -> Mask:
    """The lappets that hang from the margin, those that we see."""
    size = float(bell.radii[-1]) * 0.27
    high = size * (1.2 if bell.pitch < 40 else 1.0)
    mask = empty()
    for number in range(_LAPPETS):
        angle = 15.0 + 30.0 * number
        if bell.pitch >= 40 or angle < 180:
            narrow = max(0.5, abs(math.sin(math.radians(angle)))) if bell.pitch < 40 else 1.0
            mask |= ellipse(*bell.at(1.0, angle), max(1.1, size * narrow), max(1.4, high), angle=bell.lean)
    return mask


def _paint(canvas: Canvas, jelly: Individual, bell: Bell) -> Mask:
    """The bell: dome, groove, ring and lappets, and its marks; returns it."""
    s = jelly.scheme
    whole = opened(bell.mask(), by=3, corners=jelly["youth"] < 0.5)
    scallops = opened(_lappets(bell) | whole) if bell.radii.max() > 5 else whole
    body = canvas.part("body", scallops, s.body, seam=None if jelly.young else canvas.dark(s.body))
    inner = shrink(body)
    v, _, _ = bell.surface(body)
    groove, ring = 0.55, 0.62
    canvas.shade((v > 0.9) | ~whole, s.belly, clip=inner)
    if jelly.pattern == "banded":
        canvas.mark((v > ring) & (v < 0.92), s.mark, clip=inner)
    elif jelly.pattern == "masked":
        canvas.mark(v < groove, s.mark, clip=inner)
    deep = (v >= groove) & (v < ring)
    if bell.pitch > 40:  # the far side of the dome hides it; without it the near one would be a smile
        deep |= line(bell.rim(0.58, first=0.0, last=360.0, count=25), curve=False)
    canvas.shade(deep, canvas.dark(s.body), clip=inner)
    return body


CROWN_JELLY = Species(
    name="crown_jelly",
    draw=_crown_jelly,
    span=31.0,
    homes=("midnight", "abyss"),
    ranges={"lean": (-8.0, 8.0), "stiff": (0.8, 1.15), "wave": (2.0, 14.0), "phase": (0.0, 6.28)},
    traits={
        "build": {
            "slim": {"width": (11.0, 11.6), "tall": (1.08, 1.14)},
            "regular": {"width": (15.0, 15.8), "tall": (0.74, 0.78)},
            "stout": {"width": (20.5, 21.5), "tall": (0.48, 0.51)},
        },
        "limbs": {
            "short": {"arm": (5.6, 6.2), "thick": (2.3, 2.5)},
            "regular": {"arm": (10.0, 10.8), "thick": (2.7, 2.9)},
            "long": {"arm": (16.0, 17.5), "thick": (3.0, 3.3)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": free("pose"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("coral2 coral3 coral3 gold4 gold3 gold5"),
            scheme("violet2 violet3 violet3 azure3 azure3 gold5"),
            scheme("kelp2 kelp3 kelp3 coral2 coral3 gold5"),
            scheme("ink2 ink3 ink3 rose3 rose3 gold5"),
        ),
        "reef": (
            scheme("violet5 violet6 violet4 azure2 azure5 ink6"),
            scheme("azure5 azure6 azure4 coral3 coral5 ink6"),
            scheme("rose5 rose6 rose4 violet2 violet5 ink6"),
            scheme("gold5 gold6 gold4 violet2 violet5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 violet5 violet5 ink6 glow5"),
            scheme("violet4 violet5 violet3 azure5 azure5 ink6 glow5"),
            scheme("ink4 ink5 ink3 rose6 rose5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose5 rose5 ink6 glow4"),
            scheme("rose3 rose4 rose2 gold5 gold5 ink6 glow4"),
            scheme("violet3 violet4 violet2 coral4 coral5 ink6 glow5"),
            scheme("coral3 coral4 coral2 violet5 violet5 ink6 glow5"),
            scheme("ink4 ink5 ink3 coral3 coral4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink3 violet6 violet5 ink6 glow4"),
            scheme("azure4 azure5 azure3 violet5 violet5 ink6 glow5"),
            scheme("rose4 rose5 rose3 ink5 ink5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 violet4 violet3 violet5 ink6 glow4"),
            scheme("sand5 sand6 azure4 azure4 azure5 ink6 glow4"),
            scheme("ink5 ink6 ink4 rose4 rose5 ink6 glow4"),
        ),
    },
)
