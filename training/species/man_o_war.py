"""A man o' war individual -> its drawing: a float under a sail, trailing tentacles. Knows nothing of other species."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, empty, opened, shrink
from training.drawing.tones import darker
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free
from training.species.soft_arms import ribbon, trail

# Half the float's height along it, bow first, as shares of the half depth: (t, above, below).
_FORM = ((0.0, 0.16, 0.2), (0.07, 0.34, 0.4), (0.2, 0.62, 0.7), (0.42, 0.98, 0.96), (0.66, 1.0, 1.0), (0.88, 0.8, 0.74))
_STERN = (1.0, 0.26, 0.26)
# The sail: place along the float, height as a share of the sail's.
_SAIL = ((0.15, 0.12), (0.25, 0.46), (0.4, 0.84), (0.58, 1.0), (0.74, 0.88), (0.88, 0.46))


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. heights: of the middle line from bow to stern, nominal pixels down; long, deep: shares of the float's
    length and depth; sail: share of the sail's height; swept: how far its top is blown to the stern, share of the
    float's length; middle: of the float, nominal pixels right of and below the sprite's. reach: share of the tentacles'
    length.

    tentacles: of each, back to front: its root's place along the float, its share of the length, its heading in degrees
    below rightwards, degrees that its end turns clockwise.
    """

    heights: tuple[float, ...]
    long: float
    deep: float
    sail: float
    swept: float
    middle: Point
    tentacles: tuple[tuple[float, float, float, float], ...]
    reach: float = 1.0


_GESTURES = {
    "rest": _Gesture(
        (-1.8, -0.4, -0.8, -0.6, 0.8),
        1.0,
        1.0,
        0.9,
        0.0,
        (0.0, -5.0),
        ((0.52, 0.7, 90, 6), (0.24, 0.86, 84, 16), (0.8, 1.0, 94, -12)),
    ),
    "glide": _Gesture(
        (-4.4, -2.2, -1.0, 0.8, 3.6),
        1.0,
        0.94,
        1.0,
        0.14,
        (2.0, -5.0),
        ((0.5, 0.8, 120, 34), (0.22, 1.0, 114, 22), (0.8, 0.86, 126, 50)),
    ),
    "turn": _Gesture(
        (0.6, -0.6, -0.8, -0.4, 0.8),
        0.9,
        1.06,
        1.0,
        -0.24,
        (0.0, -6.0),
        ((0.5, 0.7, 88, -16), (0.14, 0.8, 74, -30), (0.8, 1.1, 100, -44)),
    ),
    "display": _Gesture(
        (-4.0, -1.2, -1.0, -0.6, 1.2),
        1.0,
        0.94,
        1.3,
        0.0,
        (0.0, -2.0),
        ((0.52, 1.2, 84, 16), (0.16, 0.86, 54, 56), (0.88, 0.72, 126, -56)),
        reach=0.74,
    ),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A float laid out: its middle line, bow first, and half its depth, sprite pixels."""

    colony: Individual
    spine: Backbone
    half: float

    @property
    def pose(self) -> _Gesture:
        """What its pose does."""
        return _GESTURES[self.colony.pose]

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.colony.frame.px(length)

    def at(self, t: float, h: float) -> Point:
        """A place on the float: t from bow to stern, h from -1 (back) to 1 (belly)."""
        return self.spine.at(t, h * self.half)

    def blob(self, places: Sequence[tuple[float, float, float]]) -> Mask:
        """A smooth shape through (t, h, nominal pixels beyond h, upwards)."""
        return self.spine.blob([(t, h * self.half - self.px(out)) for t, h, out in places])


def _plan(colony: Individual) -> _Plan:
    pose, youth = _GESTURES[colony.pose], max(colony["youth"], 0)
    long = colony["length"] * pose.long * (1 - 0.04 * youth)
    x, y = 16 + pose.middle[0] + long / 2, 16 + pose.middle[1]
    knots = [(x - long * i / 4, y + colony["curve"] * down) for i, down in enumerate(pose.heights)]
    spine = Backbone.through([(x, y) for x, y in colony.frame.turned(colony["tilt"]).points(knots).tolist()])
    depth = colony["length"] * max(colony["depth"], 0.44 * youth) * pose.deep
    return _Plan(colony, spine, colony.frame.px(depth) / 2)


def _man_o_war(canvas: Canvas, colony: Individual) -> None:
    """Field marks: a float drawn out at the bow, a pleated sail along its back, tentacles that trail from its belly.

    length: of the float, nominal pixels; depth: its height over it. sail: height of the sail; curve: how much of its
    pose's curve the float has. tilt: degrees bow down. tentacle: length of the longest; thick: their width. wave:
    degrees that they wave; phase: of the waving. youth: 1 for a round float, a low sail and short tentacles.
    """
    plan = _plan(colony)
    tentacles = plan.pose.tentacles
    if colony.young:  # further apart on a short float
        tentacles = tuple((0.52 + 1.24 * (t - 0.52), share, heading, bend) for t, share, heading, bend in tentacles)
    if colony.young and colony.pose == "display":  # spread wide, short ones would be a hat's brim
        tentacles = tuple((t, share, 90 + 0.5 * (heading - 90), bend) for t, share, heading, bend in tentacles)
    if colony.young and colony.pose == "glide":  # bent, they would lie against the float
        tentacles = tuple((t, share, heading, 0.3 * bend) for t, share, heading, bend in tentacles)
    back = len(tentacles) - 2
    for number, tentacle in enumerate(tentacles[:back]):
        _tentacle(canvas, plan, tentacle, number, tone=darker(colony.scheme.fin))
    _sail(canvas, plan)
    body = _float(canvas, plan)
    _polyps(canvas, plan, tentacles)
    for number, tentacle in enumerate(tentacles[back:]):
        _tentacle(canvas, plan, tentacle, number, tone=colony.scheme.fin)
    if colony.row_lit(canvas):
        t, off = plan.spine.along(body)
        every = 3.4 / plan.spine.length
        row = (np.abs(off - plan.half * 0.16) < 0.6) & ((t - 0.14) % every < 1.9 / plan.spine.length)
        canvas.light(row & (t > 0.14) & (t < 0.92), colony.scheme.light, clip=shrink(body))


def _tentacle(
    canvas: Canvas, plan: _Plan, tentacle: tuple[float, float, float, float], number: int, *, tone: int
) -> None:
    """One tentacle."""
    colony, s = plan.colony, plan.colony.scheme
    t, share, heading, bend = tentacle
    length = plan.px(colony["tentacle"]) * share * plan.pose.reach * (0.76 if colony.young else 1.0)
    least = (
        (5.2 if colony.pose == "display" else 3.6, 5.0) if colony.pose != "glide" else (6.0, 6.5)
    )  # grown, young: shorter ones would be feet
    length = max(length, least[colony.young])
    path = trail(
        plan.at(t, 0.7),
        heading=heading,
        length=length + plan.half * 0.4,
        bend=bend,
        wave=colony["wave"],
        turns=max(1.0, length / 10),
        phase=colony["phase"] + 0.4 * number,
    )
    wide = plan.px(colony["thick"])
    mask = ribbon(canvas, path, [wide, wide, wide * 0.8], tone)
    if colony.glow == "rich":
        canvas.light(ellipse(*path[-1], 2.4, 2.4), s.light, clip=mask)


def _polyps(canvas: Canvas, plan: _Plan, tentacles: tuple[tuple[float, float, float, float], ...]) -> None:
    """Clumps of polyps under the float, one about each tentacle's root."""
    size = max(1.5, plan.px(1.6))
    clumps = empty()
    for t, _, _, _ in tentacles:
        clumps |= ellipse(*plan.at(t, 1.06), size, size * 0.7)
    canvas.thin("limb", opened(clumps), plan.colony.scheme.fin, gap=False)


def _sail(canvas: Canvas, plan: _Plan) -> None:
    """The crest along the float's back, with bold pleats when it is striped."""
    colony, s, pose = plan.colony, plan.colony.scheme, plan.pose
    up = colony["sail"] * pose.sail * (1 - 0.2 * max(colony["youth"], 0))
    crest = [(t + pose.swept * share, -0.8, up * share) for t, share in _SAIL]
    sail = canvas.part(
        "fin",
        opened(plan.blob([(0.14, -0.1, 0.0), *crest, (0.94, -0.1, 0.0)]), by=3, corners=plan.px(up) > 3),
        s.accent,
    )
    if colony.pattern == "striped" and plan.spine.length > 11:  # pleats of a shorter one would be noise
        t, off = plan.spine.along(sail)
        height = np.clip((-off - 0.8 * plan.half) / max(plan.px(up), 1.0), 0, 1)
        place = (t - pose.swept * height - 0.52) * plan.spine.length * (1 - 0.3 * height)
        canvas.mark((place % 4.0 < 2.0), s.mark, clip=shrink(sail))


def _float(canvas: Canvas, plan: _Plan) -> Mask:
    """The bladder, pale below with a gleam on its back; returns it."""
    s, half = plan.colony.scheme, plan.half
    form = [(t, above * half, below * half) for t, above, below in (*_FORM, _STERN)]
    body = canvas.part("body", opened(plan.spine.body(form), by=3), s.body, seam=canvas.dark(s.body))
    t, off = plan.spine.along(body)
    inner = shrink(body)
    canvas.shade(off > half * 0.42, s.belly, clip=inner)
    if plan.colony.pattern == "striped":
        canvas.mark(np.abs(off + half * 0.16) < max(1.0, half * 0.22), s.mark, clip=inner)
    elif half > 2.6:
        canvas.shade((np.abs(off + half * 0.45) < 0.6) & (t > 0.34) & (t < 0.56), s.belly, clip=inner)
    return body


MAN_O_WAR = Species(
    name="man_o_war",
    draw=_man_o_war,
    span=30.0,
    homes=("shallows", "reef"),
    ranges={"curve": (0.7, 1.3), "tilt": (-5.0, 5.0), "wave": (20.0, 42.0), "phase": (0.0, 6.28), "sail": (5.8, 6.8)},
    traits={
        "build": {
            "slim": {"length": (21.0, 22.0), "depth": (0.28, 0.3)},
            "regular": {"length": (18.6, 19.4), "depth": (0.46, 0.49)},
            "stout": {"length": (16.4, 17.2), "depth": (0.72, 0.76)},
        },
        "limbs": {
            "short": {"tentacle": (4.6, 5.2), "thick": (2.4, 2.6)},
            "regular": {"tentacle": (11.0, 12.0), "thick": (2.6, 2.8)},
            "long": {"tentacle": (19.0, 21.0), "thick": (2.9, 3.2)},
        },
        "pattern": {"plain": {}, "striped": {}},
        "pose": free("pose"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("azure2 azure3 azure2 rose5 rose2 gold5"),
            scheme("violet2 violet3 violet2 azure5 azure2 gold5"),
            scheme("ink2 ink3 ink2 violet5 violet2 gold5"),
            scheme("kelp2 kelp3 kelp2 coral5 coral2 gold5"),
            scheme("azure2 azure3 azure2 gold5 gold2 gold5"),
        ),
        "reef": (
            scheme("azure5 azure6 azure5 rose3 rose5 ink6"),
            scheme("violet5 violet6 violet5 gold3 gold5 ink6"),
            scheme("rose5 rose6 rose5 violet3 violet5 ink6"),
            scheme("coral5 coral6 coral5 violet3 violet5 ink6"),
            scheme("gold5 gold6 gold5 azure3 azure5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 violet3 violet5 ink6 glow5"),
            scheme("violet4 violet5 violet4 azure3 azure5 ink6 glow5"),
            scheme("ink4 ink5 ink4 rose3 rose5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral3 rose3 rose5 ink6 glow4"),
            scheme("violet3 violet4 violet3 rose3 rose5 ink6 glow5"),
            scheme("rose3 rose4 rose3 violet3 violet5 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 ink3 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink4 violet3 violet5 ink6 glow4"),
            scheme("azure4 azure5 azure4 violet3 violet5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 violet5 violet3 violet5 ink6 glow4"),
            scheme("sand5 sand6 azure5 azure3 azure5 ink6 glow4"),
            scheme("ink5 ink6 ink5 rose3 rose5 ink6 glow4"),
        ),
    },
)
