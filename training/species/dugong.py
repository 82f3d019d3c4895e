"""A dugong individual -> its drawing: a fat spindle, a muzzle that hangs, a whale's fluke. Knows no other grazer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, opened, rectangle, shrink, where_y
from training.drawing.patterns import photophores
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.backbone import Backbone, turned
from training.species.contract import AGES, Individual, Species, free

# Half the body's height along it, head to root of the fluke: (t, above, below), shares of half the girth.
_FORM = (
    (0.0, 0.66, 0.5),
    (0.14, 0.86, 0.76),
    (0.38, 1.0, 1.0),
    (0.62, 0.84, 0.88),
    (0.84, 0.42, 0.46),
    (1.02, 0.24, 0.24),
)
# The head and its muzzle: right of and below the middle line's end, shares of the head's size.
_FACE = [(-1.3, -0.86), (-0.4, -1.0), (0.5, -0.76), (1.08, -0.1), (1.34, 0.6), (1.28, 1.2), (0.8, 1.42)]
_FACE += [(0.06, 1.26), (-0.2, 0.92), (-0.5, 0.76), (-1.3, 0.7)]
_PADDLE = ((-0.2, 0.3), (0.3, 0.46), (0.75, 0.5), (1.0, 0.16), (0.98, -0.3), (0.7, -0.54), (0.3, -0.46), (-0.2, -0.4))
_LOBE = ((-0.06, 0.26), (0.04, 0.6), (0.3, 0.98), (0.66, 1.06), (0.86, 0.8), (0.8, 0.36))


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. heights: of the middle line at head, shoulder, waist and root of the fluke, nominal pixels down. nod:
    degrees that the head hangs from it. near, far: where the flippers point, degrees below rightwards before the body
    is tilted. long: share of the body's length."""

    heights: tuple[float, float, float, float]
    nod: float
    near: float
    far: float
    long: float = 1.0


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture((1.8, 0.2, -0.2, -2.6), 8.0, 108.0, 84.0),
    "glide": _Gesture((0.6, 0.0, -0.6, -5.0), -2.0, 148.0, 128.0, 1.06),
    "turn": _Gesture((2.4, 0.6, -1.6, -6.0), 0.0, 132.0, 54.0, 0.78),
    "display": _Gesture((-0.6, 0.0, 1.4, -2.0), 24.0, 62.0, 104.0, 0.96),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A dugong laid out: its middle line from the head to the root of the fluke, lengths in sprite pixels."""

    dugong: Individual
    gesture: _Gesture
    spine: Backbone
    half: float  # half the girth
    head: float  # size of the head

    @property
    def slight(self) -> bool:
        """Whether a dark outline would be lost on the water and take most of a slender part with it."""
        return self.dugong.zone == "twilight" and self.half < 3.6

    @property
    def long_armed(self) -> bool:
        """Whether it rests on flippers that are longer than its trunk is high."""
        return self.dugong.pose == "rest" and self.dugong["flipper"] > 1.2 * self.dugong["girth"]

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.dugong.frame.px(length)

    def face(self, u: float, v: float) -> Point:
        """A place on the head, shares of its size before and below the middle line's end."""
        x, y = self.spine.at(0.0)
        if self.dugong.turned:
            return x + u * self.head, y + v * self.head
        behind = self.spine.at(0.2)
        turn = math.atan2(y - behind[1], x - behind[0]) * 0.6 + math.radians(self.gesture.nod + self.dugong["nod"])
        if self.dugong.pose == "display":
            turn += 0.4 * math.radians(self.dugong["tilt"])
        cos, sin = math.cos(turn) * self.head, math.sin(turn) * self.head
        return x + u * cos - v * sin, y + u * sin + v * cos


def _plan(dugong: Individual) -> _Plan:
    gesture, youth = _GESTURES[dugong.pose], max(dugong["youth"], 0)
    long = dugong["length"] * gesture.long * (1 - 0.16 * youth)
    x = 15.0 + long / 2
    along = (x, x - long * 0.3, x - long * 0.66, x - long)
    places = [(a, 15.0 + dugong["swing"] * y) for a, y in zip(along, gesture.heights, strict=True)]
    spine = Backbone.through([(a, b) for a, b in dugong.frame.turned(dugong["tilt"]).points(places).tolist()])
    girth = max(dugong["girth"], 8.6) if dugong.young else dugong["girth"]  # thinner, it would be a worm
    half = dugong.frame.px(girth * (1 + 0.08 * youth)) / 2
    broad = max(dugong["girth"], 9.8) if dugong.turned else dugong["girth"]  # a face has two eyes to hold
    head = dugong.frame.px(2.0 + broad * 0.24) * (1 + 0.16 * youth) * (1.06 if dugong.pose == "turn" else 1.0)
    return _Plan(dugong, gesture, spine, half, max(head, dugong.eye_pixels / 2 + 1.8))


def _dugong(canvas: Canvas, dugong: Individual) -> None:
    """Field marks: fat spindle without a back fin, muzzle that hangs, paddle flippers, a whale's fluke.

    length: head to the root of the fluke, nominal pixels. girth: greatest height. flipper: length of the flippers;
    fluke: of a lobe. tilt: degrees that the head hangs. swing: how much of its pose's curve it has. nod: degrees more
    that the head hangs. stroke: degrees that the flippers are swept back. youth: 1 for a large head on a short body.
    """
    plan = _plan(dugong)
    _fluke(canvas, plan)
    if not (dugong.turned and (dugong.young or plan.slight)):  # beside a small face it would be a leg
        _flipper(canvas, plan, plan.gesture.far, near=False)
    body = _body(canvas, plan)
    _lights(canvas, plan, body)
    (_face_to_us if plan.dugong.turned else _head)(canvas, plan)
    _flipper(canvas, plan, plan.gesture.near, near=True)


def _trim(canvas: Canvas, plan: _Plan, fin: Mask, edge: Mask) -> None:
    """A fin's edge within its outline: the accent's tone, or light where it glows richly."""
    s = plan.dugong.scheme
    if plan.dugong.glow == "rich":
        canvas.light(edge, s.light, clip=shrink(fin) if shrink(fin).sum() > 8 else fin)
    else:
        canvas.shade(edge, s.accent, clip=shrink(fin))


def _fluke(canvas: Canvas, plan: _Plan) -> None:
    """Two swept lobes with a notch between them."""
    root, before = plan.spine.at(1.0), plan.spine.at(0.88)
    angle = math.degrees(math.atan2(root[1] - before[1], root[0] - before[0]))
    span = max(
        plan.px(plan.dugong["fluke"] * (1 - (0.26 if plan.dugong.turned else 0.08) * max(plan.dugong["youth"], 0))), 3.2
    )
    if plan.dugong.pose == "display":  # what it stands on in the picture
        span = max(span, plan.half * 0.8, 3.6)
    if plan.long_armed:
        span *= 0.88
    shape = [(-0.3, 0.0), *_LOBE, (0.56, 0.0), *((u, -v) for u, v in reversed(_LOBE))]
    mask = opened(blob(turned(shape, root, angle=angle, length=span, width=span)))
    fin = plan.dugong.scheme.fin
    fluke = canvas.thin("tail", mask, fin) if plan.slight else canvas.part("tail", mask, fin)
    t, _ = plan.spine.along(fluke)
    _trim(canvas, plan, fluke, t > 1 + 0.46 * span / plan.spine.length)


def _flipper(canvas: Canvas, plan: _Plan, angle: float, *, near: bool) -> None:
    """A paddle that hangs from the breast, broadest before its round tip."""
    dugong, s = plan.dugong, plan.dugong.scheme
    length = max(plan.px(dugong["flipper"] * (1 - (0.34 if dugong.turned else 0.1) * max(dugong["youth"], 0))), 3.0) * (
        1.0 if near else 0.9
    )
    if plan.long_armed or (dugong.turned and dugong["flipper"] > 8):  # hanging, they would be legs
        length *= 0.82
    width = max(2.6, plan.px(2.2 + dugong["flipper"] * 0.26))
    aim = angle + dugong["tilt"] + dugong["stroke"] * (1 if near or not plan.dugong.turned else -1)
    if plan.long_armed:  # swept back below the trunk
        aim += 26.0
    if plan.dugong.turned:
        x, y = plan.face(-0.9 if near else 0.7, 0.8 if near else 0.9)
    else:
        clear = 0.14 if plan.long_armed else 0.0  # of the head
        x, y = plan.spine.at(0.3 + clear if near else 0.24, plan.half * (0.46 if angle > 0 else -0.4))
        # A stub beyond the body's edge, or as much as the head.
        if not near and (plan.slight or plan.long_armed or length < plan.half * 0.5 + 3.6):
            return
    paddle = opened(blob(turned(_PADDLE, (x, y), angle=aim, length=length, width=width)))
    if plan.slight:
        fin = canvas.thin("fin", paddle, s.fin, gap=near)
    else:
        fin = canvas.part("fin", paddle, s.fin, gap=near and paddle.sum() > 20 and not plan.dugong.young)
    cos, sin = math.cos(math.radians(aim)), math.sin(math.radians(aim))
    tip = (np.arange(48)[None, :] - 7.5 - x) * cos + (np.arange(48)[:, None] - 7.5 - y) * sin > length * 0.62
    _trim(canvas, plan, fin, tip)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The trunk with its light belly."""
    s, half = plan.dugong.scheme, plan.half
    least = 1.9 if plan.dugong.growth != "young" else 1.3  # a slender one's waist
    mask = plan.spine.body([(t, max(up * half, least), max(down * half, least)) for t, up, down in _FORM])
    if plan.slight:
        body = canvas.thin("body", opened(mask, by=3), s.body)
    else:
        body = canvas.part("body", opened(mask, by=3), s.body, seam=canvas.dark(s.body) if half > 3.6 else None)
    _, off = plan.spine.along(body)
    canvas.shade(off > half * 0.4, s.belly, clip=shrink(body))
    return body


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the flank."""
    if not plan.dugong.row_lit(canvas):
        return
    start = plan.head * 1.2 / plan.spine.length
    row = [plan.spine.at(t, plan.half * 0.34 * (1 - t * 0.7)) for t in np.linspace(start, 0.98, 5)]
    canvas.light(photophores(row, every=3.4, start=0.6), plan.dugong.scheme.light, clip=shrink(body))


def _mask(canvas: Canvas, plan: _Plan, face: Mask) -> None:
    """A head of another colour; its lower half stays the head in the part map."""
    if plan.dugong.pattern == "masked":
        s = plan.dugong.scheme
        tone = clearest(s.body, s.fin, s.accent)
        canvas.shade(face, tone, clip=face)
        canvas.mark(where_y() < plan.spine.at(0.0)[1], tone, clip=face)


def _head(canvas: Canvas, plan: _Plan) -> None:
    """Brow and the muzzle that hangs from it, its bristled disc pale; nostril, eye."""
    dugong, s, size = plan.dugong, plan.dugong.scheme, plan.head
    face = canvas.part("head", opened(blob([plan.face(u, v) for u, v in _FACE]), by=3), s.body)
    _mask(canvas, plan, face)
    disc = blob(
        [plan.face(u, v) for u, v in ((-0.3, 0.9), (0.4, 0.74), (1.6, 0.66), (1.5, 1.7), (0.4, 1.7), (-0.4, 1.4))]
    )
    canvas.detail("mouth", disc, s.belly, clip=shrink(face))
    x, y = plan.face(0.82, 0.12)
    canvas.shade(
        rectangle(math.floor(x), math.floor(y), 2 if size > 4 else 1, 1), canvas.dark(s.body), clip=shrink(face)
    )
    canvas.eye(*plan.face(0.1, -0.18), dugong.eye_pixels, iris=s.iris)


def _face_to_us(canvas: Canvas, plan: _Plan) -> None:
    """Turned: a broad face with both eyes over the bristled disc with its two nostrils."""
    dugong, s, r = plan.dugong, plan.dugong.scheme, plan.head
    x, y = plan.face(0.1, 0.0)
    muzzle = ellipse(x + r * 0.16, y + r * 0.74, r * 1.0, r * 0.66)
    mask = opened(ellipse(x, y, r * 1.12, r * 0.98) | muzzle, by=3)
    face = canvas.part("head", mask, s.body, seam=None if plan.slight else canvas.dark(s.body))
    inner = shrink(face)
    _mask(canvas, plan, face)
    canvas.shade(muzzle & (where_y() > y + r * 0.36), s.belly, clip=inner)
    wide = 2 if r > 4.6 else 1
    for side in (-1, 1):
        left = math.floor(x + r * 0.16 + side * r * 0.4 - (wide - 1) / 2)
        canvas.shade(rectangle(left, math.floor(y + r * 0.52), wide, 1), canvas.dark(s.body), clip=inner)
    across = round(r * 1.1)
    mouth = rectangle(round(x + r * 0.16 - across / 2), math.floor(y + r * 1.0), across, 1)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=inner)
    far = min(max(dugong.eye_pixels - 1, 1), 2)
    canvas.eye(x + r * 0.86 - far / 2, y - r * 0.2, far, iris=s.iris)
    canvas.eye(x - r * 0.44, y - r * 0.16, dugong.eye_pixels, iris=s.iris)


_POSE = {
    "rest": {"tilt": (-4.0, 16.0), "swing": (0.5, 1.5), "nod": (-8.0, 16.0), "stroke": (-16.0, 24.0)},
    "glide": {"tilt": (-14.0, 14.0), "swing": (0.6, 1.4), "nod": (-8.0, 8.0), "stroke": (-16.0, 14.0)},
    "turn": {"tilt": (-6.0, 14.0), "swing": (0.7, 1.3), "nod": (0.0, 0.0), "stroke": (-16.0, 10.0)},
    "display": {"tilt": (-64.0, -42.0), "swing": (0.6, 1.4), "nod": (-8.0, 10.0), "stroke": (-14.0, 20.0)},
}

DUGONG = Species(
    name="dugong",
    draw=_dugong,
    span=27.0,
    homes=("shallows", "reef"),
    ranges={},
    traits={
        "build": {
            "slim": {"girth": (7.2, 7.8), "length": (18.0, 18.8)},
            "regular": {"girth": (10.4, 11.0), "length": (17.0, 17.6)},
            "stout": {"girth": (14.6, 15.6), "length": (15.6, 16.2)},
        },
        "limbs": {
            "short": {"flipper": (3.6, 4.0), "fluke": (3.4, 3.7)},
            "regular": {"flipper": (6.4, 7.0), "fluke": (5.0, 5.4)},
            "long": {"flipper": (10.4, 11.4), "fluke": (7.4, 8.0)},
        },
        "pattern": {"plain": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 coral3 coral4 coral3 gold5"),
            scheme("ink2 ink4 azure2 azure3 azure3 gold5"),
            scheme("kelp2 kelp4 sand2 sand4 sand3 gold5"),
            scheme("azure2 azure4 sand2 sand4 sand3 gold5"),
            scheme("violet2 violet4 rose2 rose4 rose3 gold5"),
        ),
        "reef": (
            scheme("azure5 azure6 gold4 gold4 gold5 gold6"),
            scheme("rose5 rose6 violet4 violet3 violet5 ink6"),
            scheme("violet5 violet6 gold4 gold4 gold5 gold6"),
            scheme("gold5 gold6 coral4 coral3 coral5 ink6"),
            scheme("kelp5 kelp6 coral4 coral3 coral4 gold6"),
            scheme("sand5 sand6 azure4 azure2 azure5 gold6"),
        ),
        "twilight": (
            scheme("azure4 azure6 violet5 violet3 violet5 gold5 glow5"),
            scheme("ink4 ink5 azure5 azure6 azure5 gold5 glow4"),
            scheme("violet5 violet6 azure5 azure3 azure5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral4 coral5 violet4 violet2 violet5 gold5 glow4"),
            scheme("rose4 rose5 azure4 azure2 azure5 gold5 glow4"),
            scheme("violet4 violet5 coral4 coral2 coral5 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink2 ink5 gold5 glow4"),
            scheme("ink4 ink6 violet4 violet2 violet5 gold5 glow4"),
            scheme("ink5 ink6 azure4 azure2 azure5 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
