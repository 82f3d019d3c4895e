"""A lion's mane individual -> its drawing: a lobed bell over a mane of locks. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, empty, opened, shrink, stroke
from training.drawing.patterns import measured, photophores
from training.drawing.zones import scheme
from training.species.bell import Bell
from training.species.contract import AGES, Individual, Species, free
from training.species.soft_arms import hung, ribbon

_OPEN = ((0.0, 0.0), (0.4, 0.06), (0.74, 0.3), (0.94, 0.64), (1.0, 1.0))
_CLOSED = ((0.0, 0.0), (0.5, 0.06), (0.86, 0.3), (0.98, 0.62), (0.82, 1.0))
_LOBES = 8  # round the margin


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. wide, tall: shares of the bell's width and height; closed: how far it is contracted; lean, pitch: see
    `Bell`; middle: of the bell, nominal pixels right of and below the sprite's; lowest: least height over the bell's
    width.

    flare: degrees that the outermost locks stand out; curl: degrees that their ends turn further out; drift: degrees
    that the ends of all turn to the left; reach: share of the mane's length; arm: place of the oral arm's root right of
    the middle, share of half the width.
    """

    wide: float
    tall: float
    closed: float
    lean: float
    pitch: float
    middle: Point
    flare: float
    curl: float
    drift: float = 0.0
    reach: float = 1.0
    arm: float = 0.0
    lowest: float = 0.0


_GESTURES = {
    "rest": _Gesture(1.0, 1.0, 0.1, 0.0, 12.0, (0.0, -7.0), flare=11.0, curl=-4.0, reach=1.1),
    "glide": _Gesture(0.84, 1.3, 0.9, 46.0, 10.0, (6.0, -5.0), flare=9.0, curl=6.0, reach=1.16),
    "turn": _Gesture(1.0, 1.0, 0.0, -30.0, 24.0, (3.0, -5.0), flare=18.0, curl=0.0, drift=40.0, reach=1.2, arm=0.3),
    "display": _Gesture(1.24, 1.4, 0.0, 0.0, 6.0, (0.0, -4.0), flare=46.0, curl=26.0, reach=0.7, lowest=0.44),
}
_UPRIGHT = {"turn": 0.86, "glide": 0.76}  # share of its lean that a young one has: lying, it would be a claw
_LENGTHS = (1.0, 0.74, 0.9, 0.68, 0.96, 0.78)  # of the locks from the left to the right


def _lions_mane(canvas: Canvas, jelly: Individual) -> None:
    """Field marks: a broad bell with eight deep lobes, a long mane of thick locks, frilly oral arms amid it.

    width: bell across, nominal pixels; dome: height over width. mane: length of the locks; thick: their width.
    lean: degrees that it hangs over. wave: degrees that the locks wave, all together; phase: of the waving.
    youth: 1 for three short locks and a large deep bell.
    """
    pose, px = _GESTURES[jelly.pose], jelly.frame.px
    profile = np.array(_OPEN) * (1 - pose.closed) + np.array(_CLOSED) * pose.closed
    low = pose.lowest * (1.8 if jelly.young else 1.0)  # flatter, three locks would hide a small bell
    bell = Bell.through(
        [(x, y) for x, y in profile.tolist()],
        middle=jelly.frame.at(16 + pose.middle[0], 16 + pose.middle[1]),
        width=px(jelly["width"] * (1 + 0.4 * max(jelly["youth"], 0) * min(1.0, 12.0 / jelly["width"]))) * pose.wide,
        height=px(jelly["width"] * max((jelly["dome"] + 0.08 * max(jelly["youth"], 0)) * pose.tall, low)),
        lean=pose.lean * (_UPRIGHT.get(jelly.pose, 1.0) if jelly.young else 1.0) + jelly["lean"],
        pitch=min(pose.pitch, 24.0) if jelly.young else pose.pitch,  # more, and its bell hides the short locks
    )
    behind = bell.pitch >= 0 or jelly.young
    if behind:
        _mane(canvas, jelly, bell)
    body = _paint(canvas, jelly, bell)
    if not behind:
        _mane(canvas, jelly, bell)
    if jelly.row_lit(canvas):
        dots = photophores(bell.rim(0.62, first=20.0, last=160.0), every=3.4, start=0.4)
        canvas.light(dots, jelly.scheme.light, clip=shrink(body))


def _mane(canvas: Canvas, jelly: Individual, bell: Bell) -> None:
    """The mane: a thick coat, locks side by side before it, every other one in front; amid them the oral arm."""
    pose, s, px = _GESTURES[jelly.pose], jelly.scheme, jelly.frame.px
    length, half = px(jelly["mane"]) * pose.reach * (0.94 if jelly.young else 1.0), float(bell.radii.max())
    if jelly.young:  # what hangs less is lost behind the bell
        length = max(length, 0.7 * half + 2.0)
    # Few or thin locks spread wide would be wings or legs.
    open_ = (0.24 if jelly.pose == "display" else 0.4) if jelly.young else min(1.0, half / 5.6)
    count = (4 if half > 6.4 else 3) if jelly.young else min(max(round(half / 1.5), 4), 6)
    wide = max(px(jelly["thick"]), half * 2 / count)

    def path(place: float, share: float, *, wave: float) -> list[Point]:
        return hung(
            bell,
            place,
            length=length * share,
            out=-pose.flare * place * open_,
            bend=pose.drift * (0.9 if jelly.young else 1.0) - pose.curl * place * open_,
            upright=0.3 if jelly.pose == "glide" else 0.8,
            wave=jelly["wave"] * wave,
            turns=max(1.0, length / 13),
            phase=jelly["phase"],
        )

    places = np.linspace(-1.1, 1.1, count).tolist()
    coat, fat = empty(), max(2.4, half * 0.62)
    for place in places:
        coat |= stroke(path(place * 0.84, 0.5, wave=0.5), [fat, fat, fat * 0.8], curve=False)
    canvas.thin("limb", opened(coat, by=3) & ~canvas.of("body"), s.belly)
    for number in sorted(range(count), key=lambda number: 1 - number % 2):
        share = 0.86 if jelly.young else _LENGTHS[number]  # of three, one long one would be a trunk
        lock = path(places[number], share, wave=1.0)
        mask = ribbon(canvas, lock, [wide * 1.1, wide * 1.3, wide * 1.1, wide * 0.8, 2.1], s.fin)
        if jelly.pattern == "masked" and not jelly.young:  # the hood runs down the locks' roots
            down, _ = measured(lock, mask)
            canvas.mark(down < 0.44 * float(down.max()), s.mark, clip=mask)
        if jelly.glow == "rich":
            canvas.light(ellipse(*lock[-1], 2.4, 2.4), s.light, clip=mask)
    arm = path(pose.arm, 0.66, wave=0.6)
    ribbon(canvas, arm, [wide * 1.1, wide * 1.3, wide, wide * 0.8], s.accent, edge=s.mark)


def _lobes(jelly: Individual, bell: Bell) -> Mask:
    """The lobes that the margin hangs in, those that we see."""
    size = float(bell.radii[-1]) * 0.42
    flat = max(1.3, size * max(0.62, abs(math.sin(math.radians(bell.pitch)))))
    mask = empty()
    for number in range(_LOBES):
        angle = 22.5 + 45.0 * number
        if bell.pitch >= 40 or (angle < 180) == (bell.pitch >= 0):
            x, y = bell.at(1.0, angle)
            mask |= ellipse(x, y, max(1.3, size * max(abs(math.sin(math.radians(angle))), 0.6)), flat, angle=bell.lean)
    return mask


def _paint(canvas: Canvas, jelly: Individual, bell: Bell) -> Mask:
    """The bell with its lobes, grooves between them, and its marks; returns it."""
    s = jelly.scheme
    body = canvas.part(
        "body",
        opened(bell.mask() | _lobes(jelly, bell), by=3, corners=jelly["youth"] < 0.5),
        s.body,
        seam=canvas.dark(s.body),
    )
    v, east, north = bell.surface(body)
    inner = shrink(body)
    within = bell.opening(rim=0.0)
    angle = np.degrees(np.arctan2(north, east)) % 45.0
    middle = np.abs(angle - 22.5)  # degrees from the middle of a lobe
    if jelly.pattern == "masked":
        canvas.mark((v < 0.94) & ~within, s.mark, clip=inner if inner.sum() > 12 else body)
    if float(bell.radii.max()) > 6:
        canvas.shade((middle > 19) & (v > 0.74) & ~within, canvas.dark(s.body), clip=inner)
    canvas.shade(bell.opening(rim=1.0), canvas.dark(s.body), clip=body)
    return body


LIONS_MANE = Species(
    name="lions_mane",
    draw=_lions_mane,
    span=31.0,
    homes=("twilight", "reef"),
    ranges={"lean": (-8.0, 8.0), "phase": (0.0, 6.28), "wave": (14.0, 34.0)},
    traits={
        "build": {
            "slim": {"width": (10.6, 11.4), "dome": (0.74, 0.8)},
            "regular": {"width": (17.0, 18.0), "dome": (0.42, 0.46)},
            "stout": {"width": (25.0, 26.5), "dome": (0.25, 0.28)},
        },
        "limbs": {
            "short": {"mane": (9.0, 9.8), "thick": (2.6, 2.9)},
            "regular": {"mane": (16.4, 17.4), "thick": (2.8, 3.1)},
            "long": {"mane": (32.0, 34.0), "thick": (3.2, 3.5)},
        },
        "pattern": {"plain": {}, "masked": {}},
        "pose": free("pose"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("coral2 coral1 coral2 gold2 gold3 gold5"),
            scheme("gold2 gold1 gold2 coral2 coral3 gold5"),
            scheme("rose2 rose1 rose3 sand2 sand3 gold5"),
            scheme("sand2 sand1 sand2 rose2 rose3 gold5"),
        ),
        "reef": (
            scheme("coral5 coral4 coral5 coral1 gold5 ink6"),
            scheme("gold5 gold4 gold5 rose1 rose5 ink6"),
            scheme("rose5 rose4 rose5 violet1 violet5 ink6"),
            scheme("sand5 sand4 sand5 violet1 violet5 ink6"),
            scheme("coral5 coral4 coral5 violet1 violet5 ink6"),
        ),
        "twilight": (
            scheme("coral4 coral3 coral5 gold4 gold5 ink6 glow5"),
            scheme("violet4 violet3 violet5 azure4 azure5 ink6 glow5"),
            scheme("rose4 rose3 rose5 violet5 violet5 ink6 glow5"),
            scheme("ink4 ink3 ink5 azure4 azure5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral2 coral4 rose5 rose5 ink6 glow4"),
            scheme("violet3 violet2 violet4 rose4 rose5 ink6 glow5"),
            scheme("rose3 rose2 rose4 violet5 violet5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet3 violet5 ink4 ink5 ink6 glow4"),
            scheme("ink4 ink3 ink5 violet4 violet5 ink6 glow4"),
            scheme("azure4 azure3 azure5 violet4 violet5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose4 rose3 violet5 ink6 violet4 ink6 glow4"),
            scheme("sand4 sand3 azure5 ink6 azure4 ink6 glow4"),
            scheme("ink4 ink3 ink5 rose6 rose5 ink6 glow4"),
        ),
    },
)
