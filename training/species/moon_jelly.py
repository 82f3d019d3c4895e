"""A moon jelly individual -> its drawing: a saucer, a clover of gonads, four oral arms. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, opened, shift, shrink
from training.drawing.patterns import photophores
from training.drawing.zones import scheme
from training.species.bell import Bell
from training.species.contract import AGES, Individual, Species, free
from training.species.soft_arms import hung, ribbon

_OPEN = ((0.0, 0.0), (0.36, 0.03), (0.68, 0.2), (0.9, 0.52), (1.0, 0.86), (0.97, 1.0))
_CLOSED = ((0.0, 0.0), (0.44, 0.05), (0.8, 0.24), (0.98, 0.54), (0.97, 0.82), (0.8, 1.0))


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. wide, tall: shares of the bell's width and height; closed: how far it is contracted; lean, pitch: see
    `Bell`; middle: of the bell, nominal pixels right of and below the sprite's. reach: share of all arms' length;
    lowest: least height over the width.

    arms: of each, back to front: its root's place right of the middle (share of half the width), its share of the
    length, degrees its heading stands out to the right, degrees its end turns to the right.
    """

    wide: float
    tall: float
    closed: float
    lean: float
    pitch: float
    middle: Point
    arms: tuple[tuple[float, float, float, float], ...]
    reach: float = 1.0
    lowest: float = 0.0


_GESTURES = {
    "rest": _Gesture(
        1.0,
        1.0,
        0.15,
        0.0,
        14.0,
        (0.0, -6.0),
        ((-0.14, 0.74, 2.0, 10.0), (0.16, 0.8, -2.0, -10.0), (-0.5, 1.0, 8.0, -20.0), (0.5, 0.92, -8.0, 20.0)),
        reach=1.1,
    ),
    "glide": _Gesture(
        0.8,
        1.34,
        0.9,
        46.0,
        12.0,
        (5.0, -5.0),
        ((0.0, 0.9, 0.0, 10.0), (-0.62, 1.0, -4.0, 24.0), (0.62, 0.94, 6.0, -20.0)),
    ),
    "turn": _Gesture(
        1.0,
        1.0,
        0.0,
        -26.0,
        48.0,
        (2.0, -4.0),
        ((0.0, 0.7, 0.0, 20.0), (-0.6, 0.86, 10.0, 50.0), (0.6, 0.94, -10.0, 50.0)),
    ),
    "display": _Gesture(
        1.2,
        1.2,
        0.0,
        0.0,
        -9.0,
        (0.0, -6.0),
        ((-0.24, 0.74, 6.0, 10.0), (0.24, 0.8, -6.0, -10.0), (-0.7, 1.0, 32.0, 60.0), (0.7, 1.0, -32.0, -60.0)),
        reach=0.86,
        lowest=0.44,
    ),
}


def _moon_jelly(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: wide saucer bell, clover of four gonads, scalloped margin, four frilly oral arms.

    width: bell across, nominal pixels; dome: height over width. arm: length of the oral arms; thick: their width.
    lean: degrees that it hangs over. wave: degrees that the arms wave; phase: of the waving. petal: size of a gonad.
    hem: share of the bell that its margin takes up. youth: 1 for few short arms and a deep bell.
    """
    pose, px = _GESTURES[jelly.pose], jelly.frame.px
    youth = max(jelly["youth"], 0)
    width = px(jelly["width"]) * pose.wide * (1 - 0.14 * youth)
    if jelly.young:  # narrower, it would be a finger
        width = max(width, 8.6)
    profile = np.array(_OPEN) * (1 - pose.closed) + np.array(_CLOSED) * pose.closed
    bell = Bell.through(
        [(x, y) for x, y in profile.tolist()],
        middle=jelly.frame.at(16 + pose.middle[0], 16 + pose.middle[1]),
        width=width,
        height=px(jelly["width"] * max((jelly["dome"] + 0.06 * youth) * pose.tall, pose.lowest)),
        lean=pose.lean + jelly["lean"],
        pitch=pose.pitch,
    )
    if bell.pitch >= 0:
        _arms(canvas, jelly, bell)
    painted = _paint(canvas, jelly, bell)
    if bell.pitch < 0:
        _arms(canvas, jelly, bell)
    _lights(canvas, jelly, bell, painted)


def _arms(canvas: Canvas, jelly: Individual, bell: Bell) -> None:
    """The oral arms: those behind in the bell's ramp, those in front in the accent's."""
    pose, s, px = _GESTURES[jelly.pose], jelly.scheme, jelly.frame.px
    young = jelly.young
    arms = pose.arms
    if young:  # two with one behind them: alone, they would be legs
        arms = ((0.0, 0.8, 0.0, 0.0), *arms[-2:]) if jelly.pose != "glide" else arms[-2:]
    length = px(jelly["arm"]) * pose.reach
    open_ = 0.4 if young and bell.pitch < 0 else 1.0  # few arms spread wide would be all that is seen
    for number, (place, share, out, bend) in enumerate(arms):
        back = number < len(arms) - 2
        path = hung(
            bell,
            place,
            length=length * share,
            out=out * open_,
            bend=bend * open_,
            upright=0.4 if jelly.pose == "glide" else 0.8,
            wave=jelly["wave"],
            turns=max(1.0, length / 11),
            phase=jelly["phase"] + 2.2 * number,
        )
        wide = px(jelly["thick"])
        tone, edge = (s.fin, None) if back else (s.accent, s.mark)
        mask = ribbon(canvas, path, [wide, wide * 1.1, wide, wide * 0.6], tone, edge=edge)
        if jelly.glow == "rich" and not back:
            x, y = path[-1]
            canvas.light(ellipse(x, y, 2.4, 2.4), s.light, clip=mask)


def _paint(canvas: Canvas, jelly: Individual, bell: Bell) -> Mask:
    """The bell with its pale hem, its opening when it is seen from below, and its marks; returns it."""
    s = jelly.scheme
    mask = opened(bell.mask(), by=3, corners=jelly["youth"] < 0.5)
    if jelly["youth"] < 0.5:
        below = (180.0, 360.0) if bell.pitch < 0 else (0.0, 180.0)
        mask |= bell.lobes(apart=3.4, size=max(2.6, jelly.frame.px(2.8)), first=below[0], last=below[1])
    body = canvas.part("body", mask, s.body, seam=canvas.dark(s.body))
    within = bell.opening(rim=0.0)
    v, _, _ = bell.surface(body)
    edge = body & (within | (v > 1 - jelly["hem"] * (1.9 if jelly.pattern == "banded" else 1.0)))
    if jelly.pattern == "banded":
        canvas.mark(edge, s.accent, clip=shrink(body))
    else:
        canvas.shade(edge, s.belly, clip=shrink(body))
    canvas.shade(bell.opening(rim=1.0), canvas.dark(s.body), clip=body)
    _within(canvas, jelly, bell, shrink(body) & ~edge)
    return body


def _within(canvas: Canvas, jelly: Individual, bell: Bell, inner: Mask) -> None:
    """What shines through the bell: the stalk of the arms, a clover of four gonads before it."""
    s, radius = jelly.scheme, float(bell.radii.max())
    flat = math.sin(math.radians(max(46.0, bell.pitch)))
    across, below = bell.level(0.5 if bell.pitch < 40 else 0.3)
    if radius > 6:
        canvas.shade((np.abs(across) < radius * 0.34) & (below > 0), s.fin, clip=inner)
    spotted = jelly.pattern == "spotted"
    size = radius * (jelly["petal"] + 0.05 * spotted)
    wide, high = max(size, 1.05), max(size * flat, 1.05)
    out, up = max(0.44 * radius, wide + 0.9), max(0.44 * radius * flat, high + 0.6)
    for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        petal = ((across - x * out) / wide) ** 2 + ((below - y * up) / high) ** 2 <= 1
        if spotted:
            canvas.mark(petal, s.mark, clip=inner)
        else:
            canvas.shade(petal, s.belly, clip=inner)
    if spotted and bell.pitch < 0:  # from below the clover is hidden: spots round the bell
        row = photophores(bell.rim(0.6), every=4.0 if radius > 5 else 3.0, start=0.6)
        canvas.mark(row | shift(row, 0, -1), s.mark, clip=inner)


def _lights(canvas: Canvas, jelly: Individual, bell: Bell, body: Mask) -> None:
    """One row of light organs along the margin."""
    if jelly.glow == "none":
        return
    dots = photophores(bell.rim(0.72), every=3.4, start=1.2)
    canvas.light(dots, jelly.scheme.light, clip=shrink(body))


MOON_JELLY = Species(
    name="moon_jelly",
    draw=_moon_jelly,
    span=30.0,
    homes=("shallows", "reef"),
    ranges={"lean": (-8.0, 8.0), "phase": (0.0, 6.28), "wave": (16.0, 38.0), "hem": (0.16, 0.2), "petal": (0.2, 0.23)},
    traits={
        "build": {
            "slim": {"width": (13.0, 13.8), "dome": (0.7, 0.76)},
            "regular": {"width": (19.0, 20.0), "dome": (0.42, 0.46)},
            "stout": {"width": (26.0, 27.5), "dome": (0.24, 0.26)},
        },
        "limbs": {
            "short": {"arm": (6.0, 6.8), "thick": (2.6, 2.9)},
            "regular": {"arm": (11.0, 12.0), "thick": (2.9, 3.2)},
            "long": {"arm": (18.0, 19.5), "thick": (3.2, 3.5)},
        },
        "pattern": {"spotted": {}, "banded": {}},
        "pose": free("pose"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("azure2 azure3 azure3 coral3 coral2 gold5"),
            scheme("ink2 ink3 ink3 rose3 rose2 gold5"),
            scheme("kelp2 kelp3 kelp3 sand3 sand2 gold5"),
            scheme("violet2 violet3 violet3 azure3 azure2 gold5"),
            scheme("rose2 rose3 rose3 gold3 gold2 gold5"),
        ),
        "reef": (
            scheme("azure5 azure6 azure4 rose5 rose5 ink6"),
            scheme("violet5 violet6 violet4 gold5 gold5 ink6"),
            scheme("rose5 rose6 rose4 violet2 violet5 ink6"),
            scheme("coral5 coral6 coral4 violet2 violet5 ink6"),
            scheme("gold5 gold6 gold4 azure2 azure5 ink6"),
            scheme("ink5 ink6 ink4 violet2 violet5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 violet4 violet5 ink6 glow5"),
            scheme("violet4 violet5 violet3 azure4 azure5 ink6 glow5"),
            scheme("ink4 ink5 ink3 azure4 azure5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 rose4 rose5 ink6 glow4"),
            scheme("violet3 violet4 violet2 rose4 rose5 ink6 glow5"),
            scheme("rose3 rose4 rose2 violet4 violet5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet3 ink4 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink3 violet4 violet5 ink6 glow4"),
            scheme("azure4 azure5 azure3 violet4 violet5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 violet4 violet4 violet5 ink6 glow4"),
            scheme("sand5 sand6 azure4 azure4 azure5 ink6 glow4"),
            scheme("ink5 ink6 ink4 rose4 rose5 ink6 glow4"),
        ),
    },
)
