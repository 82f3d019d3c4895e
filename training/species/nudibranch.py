"""A nudibranch individual -> its drawing: a frilled slug with two horns and a tuft of gills. Knows no other grazers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from training.drawing.canvas import Canvas, eye_rows
from training.drawing.masks import (
    Mask,
    Point,
    blob,
    ellipse,
    empty,
    line,
    opened,
    polygon,
    shrink,
    where_x,
    where_y,
)
from training.drawing.patterns import photophores
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free
from training.species.seams import open_seams


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. knots: the middle line from head to tail, shares of the length right of and below the middle.

    horns: where the near and the far horn point, degrees above the head's direction; tuft: how far the gills lean back
    from straight up, and fan: degrees from their first to their last leaf. facing: its face is turned to us.
    """

    knots: tuple[Point, ...]
    horns: tuple[float, float]
    tuft: float
    fan: float
    facing: bool = False


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(((0.5, -0.07), (0.3, -0.02), (0.0, 0.0), (-0.25, 0.0), (-0.5, 0.0)), (42.0, 92.0), 6.0, 84.0),
    "glide": _Gesture(
        ((0.46, -0.2), (0.24, -0.06), (0.02, 0.14), (-0.22, 0.1), (-0.44, -0.18)), (64.0, 112.0), 14.0, 74.0
    ),
    "turn": _Gesture(
        ((0.24, 0.1), (0.1, 0.04), (-0.06, 0.0), (-0.22, -0.05), (-0.36, -0.18)), (44.0, 84.0), 26.0, 84.0, facing=True
    ),
    "display": _Gesture(
        ((0.3, -0.42), (0.14, -0.26), (0.02, 0.0), (-0.2, 0.12), (-0.5, 0.14)), (10.0, 60.0), 20.0, 100.0
    ),
}
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (-0.02, 0.3, 0.4),
    (0.03, 0.7, 0.7),
    (0.14, 0.8, 0.8),
    (0.42, 1.06, 0.84),
    (0.66, 0.92, 0.84),
    (0.86, 0.46, 0.8),
    (1.0, 0.06, 0.6),
)
_CROWN = (0.8, 0.95, 1.05, 1.0, 0.85)  # lengths of the gills' leaves, shares


@dataclass(frozen=True, slots=True)
class _Plan:
    """A slug laid out: its middle line and half its depth, sprite pixels."""

    slug: Individual
    gesture: _Gesture
    spine: Backbone
    half: float

    @property
    def long(self) -> float:
        """How much of an adult's horns and gills it has."""
        return (0.86 if self.gesture.facing else 1.0) - 0.16 * max(self.slug["youth"], 0)

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.slug.frame.px(length)

    def at(self, t: float, h: float) -> Point:
        """A place on the body: t from head to tail, h from -1 (back) to 1 (sole)."""
        return self.spine.at(t, h * self.half)

    @property
    def head(self) -> Point:
        """The middle of the head."""
        return self.spine.at(0.08, -0.1 * self.half)

    @property
    def skull(self) -> float:
        """Half the head's height, sprite pixels: there is room for an eye, in a face that is turned to us for two."""
        share = 0.86 + 0.14 * max(self.slug["youth"], 0)
        size = self.slug.eye_pixels
        return max(self.half * share, (size + _far(size)) / 2 + 1.6 if self.gesture.facing else size * 0.5 + 1.8)

    def ahead(self, t: float) -> float:
        """Where the middle line goes towards the head at t, degrees above rightwards."""
        (x, y), (x1, y1) = self.spine.at(t + 0.06), self.spine.at(t - 0.06)
        return math.degrees(math.atan2(y - y1, x1 - x))


def _far(size: int) -> int:
    """Pixels of the eye on a turned face's far side."""
    return min(size, 2)


def _plan(slug: Individual) -> _Plan:
    gesture, youth = _GESTURES[slug.pose], max(slug["youth"], 0)
    length = slug["length"] * (1 - 0.12 * youth)
    knots = [(16.0 + x * length, 16.0 + y * length * slug["swing"]) for x, y in gesture.knots]
    placed = slug.frame.turned(slug["tilt"]).points(knots).tolist()
    depth = slug["depth"] * (1 + 0.1 * youth)
    return _Plan(
        slug,
        gesture,
        Backbone.through([(x, y) for x, y in placed]),
        max(slug.frame.px(depth) / 2, 3.3 if gesture.facing else 2.5),
    )


def _nudibranch(canvas: Canvas, slug: Individual) -> None:
    """Field marks: low frilled slug, two clubbed horns over the head, a tuft of leafy gills on the hind back.

    length, depth: of the body, nominal pixels. horn, gill: length of the horns and of the gills. frill: how far the
    mantle's edge stands out. swing: how much of its pose's curve it has. tilt: degrees head down. phase: of the frill's
    waves, radians. seat: where the gills stand, t. youth: 1 for a short thick body; below 0 old age.
    """
    plan = _plan(slug)
    x, y = plan.head
    skull = plan.skull
    out = 0.62 if plan.gesture.facing else 0.1
    if not plan.gesture.facing:
        _horn(canvas, plan, 1, (x - skull * 0.5, y - skull * 0.6))
    _tuft(canvas, plan, plan.at(slug["seat"], -0.62))
    _mantle(canvas, plan)
    body = _body(canvas, plan)
    if plan.gesture.facing:
        _horn(canvas, plan, 1, (x - skull * 0.3, y - skull * 0.8))
    _horn(canvas, plan, 0, (x + skull * out, y - skull * 0.8))
    _lights(canvas, plan, body)
    open_seams(canvas, slug.scheme.body, "body", "head", "tail")
    _face(canvas, plan, body)


def _mantle(canvas: Canvas, plan: _Plan) -> None:
    """The mantle's waved edge: along the sole, from above on both sides."""
    slug, s = plan.slug, plan.slug.scheme
    out = max(2.6, plan.px(slug["frill"]))
    wave = 0.0 if plan.slug.young else min(0.8, out - 2.0)
    waves = max(2.0, round(plan.spine.length / 6.0))
    ends, _, widths = np.array(_FORM).T
    t = np.linspace(0.02, 1.05, 27)
    width = np.interp(t, ends, widths) * plan.half
    edge = np.minimum(1.0, 7 * (1.09 - t)) * out
    ruffle = np.clip(2 * np.sin(2 * math.pi * waves * t + slug["phase"]), -1, 1)
    below = np.stack([t, width + edge + wave * ruffle], axis=1)
    above = np.stack([t[::-1], np.zeros_like(t)], axis=1)
    hem = canvas.part("fin", opened(polygon(plan.spine.places(np.concatenate([below, above]))), by=3), s.accent)
    if slug.pattern == "banded" and plan.half > (
        5.0 if plan.gesture.facing else 3.2
    ):  # below a low body they would be specks
        t, _ = plan.spine.along(hem)
        tone = clearest(s.accent, s.mark, s.belly, s.body)
        canvas.mark(t * plan.spine.length % 5.0 < 2.2, tone, clip=shrink(hem))
    elif slug.pattern == "masked":
        t, _ = plan.spine.along(hem)
        canvas.mark(t < 0.42, clearest(s.accent, s.mark, s.belly, s.body), clip=shrink(hem))


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The slug's back with its marks; its front is the head, its end the tail."""
    slug, s, half = plan.slug, plan.slug.scheme, plan.half
    profile = [(t, up * half, max(below * half, 1.0)) for t, up, below in _FORM]
    x, y = plan.head
    head = ellipse(x, y, plan.skull * 1.04, plan.skull)
    body = canvas.part("body", opened(plan.spine.body(profile), by=3) | head, s.body, seam=canvas.dark(s.body))
    t, off = plan.spine.along(body)
    canvas.label("head", body & ((t < 0.2) | head))
    canvas.label("tail", body & (t > 0.88))
    inside = shrink(body)
    h = off / half
    canvas.shade((h > 0.36) & ~(head & plan.gesture.facing), s.belly, clip=inside)
    if slug.pattern == "banded":
        wide = max(2.1, plan.px(2.4)) / plan.spine.length
        bowed = t + 0.06 * (1 - h**2)
        bands = empty()
        for middle in (0.42, 0.74) if plan.slug.young else (0.36, 0.58, 0.8):
            bands |= np.abs(bowed - middle - 0.04) < wide / 2
        canvas.mark(bands, s.mark, clip=inside & ~head)
    elif slug.pattern == "masked":
        canvas.mark((t < 0.42 - 0.05 * h) | head, s.mark, clip=inside)
    return body


def _leaf(root: Point, angle: float, long: float, wide: float) -> Mask:
    """One leaf of the gills: angle in degrees above rightwards."""
    turn = math.radians(angle)
    cos, sin = math.cos(turn), -math.sin(turn)
    shape = ((-0.1, 0.6), (0.35, 0.86), (0.7, 1.0), (1.0, 0.36))
    places = [*shape, *[(u, -v) for u, v in reversed(shape)]]
    return blob(
        [
            (root[0] + u * long * cos - v * wide / 2 * sin, root[1] + u * long * sin + v * wide / 2 * cos)
            for u, v in places
        ]
    )


def _tuft(canvas: Canvas, plan: _Plan, root: Point) -> None:
    """The gills: a crown of leaves with tips of another colour."""
    slug, s, gesture = plan.slug, plan.slug.scheme, plan.gesture
    long = max(2.8, plan.px(slug["gill"]) * plan.long)
    first = (90.0 if gesture.facing else plan.ahead(slug["seat"]) + 90) + gesture.tuft
    lean = gesture.fan / 2
    leaves = [(first - lean, 0.84), (first, 1.06), (first + lean, 0.9)]
    if long > 7.4:
        leaves = [(first + lean * side, share) for side, share in zip((-1.2, -0.6, 0, 0.6, 1.2), _CROWN, strict=True)]
    wide = min(max(2.6, long * 0.5), 3.6)
    crown = ellipse(root[0], root[1], wide * 0.7, wide * 0.6)
    for angle, share in leaves:
        crown |= opened(_leaf(root, angle, long * share, wide))
    canvas.thin("fin", crown, s.fin)
    away = np.hypot(where_x() - root[0], where_y() - root[1])
    if slug.glow == "rich":
        canvas.light(away > long * 0.6, s.light, clip=crown)
    else:
        canvas.shade(away > long * 0.6, s.accent, clip=crown)
    for (before, _), (after, _) in pairwise(leaves):
        if long > 5.0:
            turn = math.radians((before + after) / 2)
            ends = [(root[0] + r * long * math.cos(turn), root[1] - r * long * math.sin(turn)) for r in (0.4, 0.95)]
            canvas.shade(line(ends, curve=False), canvas.dark(s.accent), clip=crown)


def _horn(canvas: Canvas, plan: _Plan, number: int, root: Point) -> None:
    """A rhinophore: a stalk with a club of the accent's colour. 0 is the near one."""
    slug, s = plan.slug, plan.slug.scheme
    long = max(2.6, plan.px(slug["horn"]) * plan.long)
    ahead = 0.0 if plan.gesture.facing else plan.ahead(0.1)
    turn = math.radians(ahead + plan.gesture.horns[number])
    tip = (root[0] + long * math.cos(turn), root[1] - long * math.sin(turn))
    mask = line([root, tip], curve=False, width=2)
    if long > 4 and not plan.slug.young:
        mask |= ellipse(*tip, 1.5, 1.5)
    horn = canvas.thin("limb", mask, s.accent, gap=number == 0 or plan.gesture.facing)
    club = np.hypot(where_x() - root[0], where_y() - root[1]) > long * 0.55
    if slug.glow == "rich":
        canvas.light(club, s.light, clip=horn)
    canvas.shade(~club, s.fin, clip=horn)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the flank."""
    if not plan.slug.row_lit(canvas):
        return
    low = min(0.36, max(0.0, 1 - 2.2 / plan.half))
    row = photophores([plan.at(t, low) for t in (0.2, 0.42, 0.64, 0.86)], every=3.0, start=1.0)
    canvas.light(row, plan.slug.scheme.light, clip=shrink(body))


def _face(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Eye and lip; from above an eye on either side of the head."""
    slug, s, skull = plan.slug, plan.slug.scheme, plan.skull
    x, y = plan.head
    size = slug.eye_pixels
    socket = None if slug.pattern == "masked" else s.body
    if plan.gesture.facing:
        wide = (size + _far(size) + 1) / 2
        lip = line([(x - 0.6, y + skull * 0.56), (x + 1.4, y + skull * 0.56)], curve=False)
        canvas.detail("mouth", lip, canvas.dark(s.body), clip=shrink(body))
        canvas.eye(x - wide + size / 2, y - 0.2, size, iris=s.iris, socket=socket)
        canvas.eye(x + wide - _far(size) / 2 + 0.4, y - 0.2, _far(size), socket=socket)
        if size == 2:  # two dark specks are no face
            for middle in (x - wide + 1, x + wide - 0.6):
                canvas.stamp("eye", round(middle - 1), round(y - 1.2), eye_rows(2, pale=True))
        return
    mouth = line([(x + skull * 0.5, y + skull * 0.62), (x + skull, y + skull * 0.5)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    x, y = x + max(0.0, skull - size / 2 - 2.2), y - skull * 0.1
    canvas.eye(x, y, size, iris=s.iris, socket=socket)
    if size == 2:  # a dark speck is no eye
        canvas.stamp("eye", round(x - 1), round(y - 1), eye_rows(2, pale=True))


NUDIBRANCH = Species(
    name="nudibranch",
    draw=_nudibranch,
    span=26.0,
    homes=("reef", "shallows"),
    ranges={"phase": (0.0, 6.28), "seat": (0.7, 0.78), "frill": (1.7, 2.5), "swing": (0.8, 1.2)},
    traits={
        "build": {
            "slim": {"depth": (5.0, 5.5), "length": (24.0, 25.0)},
            "regular": {"depth": (7.4, 8.0), "length": (22.0, 23.0)},
            "stout": {"depth": (10.6, 11.6), "length": (19.0, 20.0)},
        },
        "limbs": {
            "short": {"horn": (3.0, 3.5), "gill": (3.2, 3.8)},
            "regular": {"horn": (5.6, 6.2), "gill": (5.6, 6.2)},
            "long": {"horn": (8.8, 9.8), "gill": (8.8, 9.8)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0)},
            "glide": {"tilt": (-16.0, 8.0)},
            "turn": {"tilt": (-12.0, 12.0)},
            "display": {"tilt": (-6.0, 6.0)},
        },
        "eye": {"small": {}, "large": {}},
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 coral2 coral4 coral3 gold5"),
            scheme("kelp2 kelp4 sand2 sand4 sand3 gold5"),
            scheme("azure2 azure4 violet2 violet4 violet3 gold5"),
            scheme("coral2 coral4 gold2 gold4 gold3 gold5"),
            scheme("ink2 ink4 azure2 azure4 azure3 gold5"),
        ),
        "reef": (
            scheme("azure5 azure6 gold4 gold5 gold5 ink6"),
            scheme("violet5 violet6 coral4 coral4 coral5 ink6"),
            scheme("rose5 rose6 gold4 gold3 gold5 ink6"),
            scheme("gold5 gold6 violet4 violet4 violet5 ink6"),
            scheme("coral5 coral6 azure4 azure4 azure5 ink6"),
            scheme("ink6 ink6 rose4 rose4 rose5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 ink6 glow4"),
            scheme("ink4 ink5 azure4 azure6 azure5 ink6 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 rose4 rose4 gold5 glow4"),
            scheme("violet4 violet5 coral3 coral4 coral4 gold5 glow4"),
            scheme("rose4 rose5 violet3 violet3 violet4 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink5 ink6 violet4 violet4 violet5 ink6 glow4"),
            scheme("azure4 azure5 ink4 ink6 ink5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
