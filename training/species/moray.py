"""A moray individual -> its drawing: a thick ribbon that winds, jaws agape. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import Mask, Point, ellipse, grow, opened, polygon, shrink, stroke, where_y
from training.drawing.patterns import photophores
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

# Along the ribbon, nape to tail tip: shares of the girth.
_WIDTHS = (0.96, 1.0, 1.0, 1.0, 1.0, 0.98, 0.94, 0.88, 0.78, 0.66, 0.52, 0.42)
# pose -> share of the girth of 6 nominal pixels, and of what a stout one has beyond: the line is to be seen
_THICK = {"rest": (0.92, 0.92), "glide": (0.8, 0.4), "turn": (0.94, 0.4), "display": (0.88, 0.4)}
_SPAN = 28.0  # longer side at scale 1, pixels
_RADIUS = 5.8  # of a bend whose share is 1, before it is fitted
_TURN_STEP = 12.0  # degrees of a bend a step
# pose -> heading of the middle line at the nape, degrees below rightwards, then what it does on its way to the tail:
# straight pieces (nominal pixels, 0.0) and bends (degrees, share of the bends' radius), above 0 clockwise
_COURSES: dict[str, tuple[float, tuple[tuple[float, float], ...]]] = {
    "rest": (184.0, ((4.6, 0.0), (-184.0, 1.5), (4.0, 0.0), (34.0, 1.5), (-64.0, 1.5))),
    "glide": (172.0, ((1.4, 0.0), (60.0, 1.0), (-138.0, 0.9), (142.0, 0.9), (-70.0, 1.0))),
    "turn": (262.0, ((1.6, 0.0), (-150.0, 1.26), (2.4, 0.0), (100.0, 1.0), (4.6, 0.0), (40.0, 1.6))),
    "display": (172.0, ((0.6, 0.0), (-76.0, 0.9), (3.6, 0.0), (-90.0, 0.9), (2.6, 0.0), (172.0, 0.94), (12.0, 0.0))),
}

# A young or stout one glides in one wave: more would be lumps.
_ONE_WAVE = (176.0, ((2.0, 0.0), (44.0, 1.0), (-96.0, 1.1), (60.0, 1.0), (2.0, 0.0)))
_FLAT_WAVE = (176.0, ((1.0, 0.0), (48.0, 1.0), (-104.0, 1.1), (84.0, 1.0), (5.0, 0.0)))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A moray laid out: its middle line from nape to tail tip, lengths in sprite pixels."""

    eel: Individual
    frame: Frame
    spine: Backbone
    half: float  # half the girth
    skull: float  # height of the head
    axis: float  # where the head points, radians below rightwards

    @property
    def slight(self) -> bool:
        """Whether a dark outline would be lost on the water and take most of the ribbon with it."""
        return self.eel.zone == "twilight" and (self.half < 2.8 or self.eel.young)

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.frame.px(length)

    def ahead(self, along: float, down: float) -> Point:
        """A place on the head, sprite pixels before the nape and below its axis."""
        x, y = self.spine.at(0.0)
        cos, sin = math.cos(self.axis), math.sin(self.axis)
        return x + along * cos - down * sin, y + along * sin + down * cos

    def girth(self, t: float) -> float:
        """Half the body's height at a place between nape and tail."""
        return max(self.half * float(np.interp(t * (len(_WIDTHS) - 1), np.arange(len(_WIDTHS)), _WIDTHS)), 1.5)


def _course(eel: Individual) -> list[Point]:
    """Middle line from nape to tail tip, nominal pixels beside the nape."""
    heading, pieces = _COURSES[eel.pose]
    if eel.pose == "glide" and (eel.young or eel["girth"] > 7):
        heading, pieces = _ONE_WAVE if eel.young else _FLAT_WAVE
    youth = max(eel["youth"], 0)
    (x, y), path = (0.0, 0.0), [(0.0, 0.0)]
    for number, (amount, share) in enumerate(pieces):
        if share:
            last = number == len(pieces) - 1
            turn = amount * (1.0 if abs(amount) > 160 else eel["wind"]) + (eel["flick"] if last else 0.0)
            count = max(1, round(abs(turn) / _TURN_STEP))
            length, bend = math.radians(abs(turn)) * _RADIUS * share / count, turn / count
        else:
            count = max(1, round(amount / 2.0))
            length, bend = amount * eel["stretch"] * (1 - 0.2 * youth) / count, 0.0
        for _ in range(count):
            heading += bend / 2
            x, y = x + math.cos(math.radians(heading)) * length, y + math.sin(math.radians(heading)) * length
            heading += bend / 2
            path.append((x, y))
    return path


def _thick(eel: Individual) -> float:
    """The girth that its pose has room for, nominal pixels."""
    slender, beyond = _THICK[eel.pose]
    return min(eel["girth"], 6.0) * slender + max(eel["girth"] - 6.0, 0.0) * beyond


def _plan(eel: Individual) -> _Plan:
    youth = max(eel["youth"], 0)
    thick = _thick(eel)
    turn = math.radians(_COURSES[eel.pose][0] - 180.0)
    skull = (thick * 0.62 + (2.7 if eel.pose == "glide" and eel["girth"] > 7 else 3.6)) * (1 + 0.16 * youth)
    snout = (skull * eel["jaw"] * math.cos(turn), skull * eel["jaw"] * math.sin(turn))
    frame = eel.frame.turned(eel["tilt"])
    places = replace(frame, scale=1.0).points([snout, *_course(eel)])
    low, high = places.min(axis=0), places.max(axis=0)
    # However much it winds, it is laid out over as many pixels, and its girth is the same share of them.
    fitted = (places - (low + high) / 2) * (_SPAN - thick) / float((high - low).max())
    spine = Backbone.through([(16.0 + frame.px(x), 16.0 + frame.px(y)) for x, y in fitted[1:].tolist()])
    half = max(frame.px(thick) / 2, 1.55)
    skull = max(frame.px(skull), eel.eye_pixels + 2.6)
    return _Plan(eel, frame, spine, half, skull, turn + math.radians(eel["tilt"]))


def _moray(canvas: Canvas, eel: Individual) -> None:
    """Field marks: thick ribbon without paired fins, a fin along the whole back, jaws open.

    girth: thickness of the body, nominal pixels. fin: height of the back fin. jaw: length of the
    head over its height. gape: angle between the jaws, degrees. tilt: degrees that the whole animal is turned nose
    down. wind: how far it bends, a factor; stretch: length of the straight pieces, a factor. flick: degrees that the
    tail's tip turns more. youth: 1 for a large head on a short body.
    """
    plan = _plan(eel)
    _fin(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _lights(canvas, plan, body)
    (_face_to_us if plan.eel.turned else _head)(canvas, plan)


def _fin(canvas: Canvas, plan: _Plan) -> None:
    """The fin along the back and round the tail's tip."""
    eel, s = plan.eel, plan.eel.scheme
    high = plan.px(eel["fin"])
    if eel.pose != "rest" and eel["girth"] > 7:  # a high one would be the whole of so short a body
        high = plan.px(min(eel["fin"], 2.4) + 0.4 * max(eel["fin"] - 2.4, 0.0)) * 0.74
    if high < 1.0:  # a row of specks
        return
    if plan.slight:  # beside a body without an outline its own would be all that is seen
        high = max(high, 2.4)
    tail = [
        (0.78, -plan.girth(0.78) * 0.6),
        (0.9, -plan.girth(0.9) - high * 0.55),
        (1.0, -plan.girth(1.0) - high * 0.4),
    ]
    tail += [(1.02 + 0.5 * high / plan.spine.length, 0.0), *((t, -off) for t, off in reversed(tail))]
    canvas.part("fin", opened(plan.spine.blob(tail), by=3), s.fin)
    # Where the ribbon lies back to back with itself a fin would fill the hollow between.
    end = 0.42 if eel.pose == "display" else 0.98
    places = np.linspace(0.04, end, 15)
    rise = [high * min(1.0, 8 * t, 8 * (end + 0.05 - t)) for t in places]
    line = [plan.spine.at(t, -plan.girth(t) - up / 2 + 0.6) for t, up in zip(places, rise, strict=True)]
    fin = stroke(line, [max(up + 1.2, 1.6) for up in rise], curve=False)
    canvas.part("fin", opened(fin), s.fin)
    if eel.glow == "rich":
        edge = [plan.spine.at(t, -plan.girth(t) - up + 0.3) for t, up in zip(places, rise, strict=True)]
        canvas.light(opened(stroke(edge, [2.1, 2.1], curve=False)), s.light, clip=fin)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The ribbon, light along its lower side."""
    s = plan.eel.scheme
    places = np.linspace(0.0, 1.0, 23)
    line = [plan.spine.at(t) for t in places]
    mask = opened(stroke(line, [2 * plan.girth(t) for t in places], curve=False))
    if plan.slight:
        body = canvas.thin("body", mask, s.body, gap=True)
    else:
        body = canvas.part("body", mask, s.body, seam=canvas.dark(s.body))
    t, off = plan.spine.along(body)
    canvas.label("tail", body & (t > 0.72))
    canvas.shade(off > plan.half * 0.34, s.belly, clip=shrink(body))
    canvas.shade(t > 0.9, s.fin, clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Bars across the ribbon, or a rear half of another colour."""
    eel, s = plan.eel, plan.eel.scheme
    t, _ = plan.spine.along(body)
    if eel.pattern == "banded":
        length = plan.spine.length
        every = max(5.0, plan.px(6.0))
        bars = (t * length - 2.0) % every < max(2.2, every * 0.44)
        canvas.mark(bars & (t * length > 2.0) & (t < 0.97), s.mark, clip=body)
    elif eel.pattern == "masked":
        canvas.mark(t > 0.44, s.mark, clip=canvas.of("body"))
        canvas.shade(t > 0.44, s.mark, clip=canvas.of("tail"))


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the flank."""
    if not plan.eel.row_lit(canvas):
        return
    line = [plan.spine.at(t, plan.half * 0.2) for t in np.linspace(0.06, 0.86, 14)]
    inner = shrink(body) if plan.half > 2.4 else body
    canvas.light(photophores(line, every=4.0, start=1.0), plan.eel.scheme.light, clip=inner)


def _head(canvas: Canvas, plan: _Plan) -> None:
    """Skull and jaws with the inside of the mouth between them, and the eye."""
    eel, s, h = plan.eel, plan.eel.scheme, plan.skull
    long = h * eel["jaw"]
    gape = math.radians(eel["gape"] * (1 - 0.4 * max(eel["youth"], 0)))
    hinge = (long * 0.3, h * 0.06)

    def swung(shape: list[Point], turn: float) -> list[Point]:
        cos, sin = math.cos(turn), math.sin(turn)
        around = [(u * long - hinge[0], v * h - hinge[1]) for u, v in shape]
        return [plan.ahead(hinge[0] + u * cos - v * sin, hinge[1] + u * sin + v * cos) for u, v in around]

    rise, fall = -gape * 0.36, gape * 0.64
    upper = swung(
        [(0.1, -0.5), (0.4, -0.56), (0.72, -0.44), (0.96, -0.34), (1.06, -0.1), (0.98, 0.12), (0.3, 0.12)], rise
    )
    lower = swung([(0.3, 0.02), (0.92, 0.02), (1.0, 0.22), (0.9, 0.46), (0.5, 0.58), (0.1, 0.54)], fall)
    nape = [plan.ahead(-h * 0.5, -plan.half), plan.ahead(-h * 0.5, plan.half)]
    neck = polygon([nape[0], *upper[:2], plan.ahead(*hinge), *lower[-2:], nape[1]])
    throat = swung([(0.74, 0.1)], rise) + swung([(0.7, 0.06)], fall)
    if eel["gape"] > 20:
        inside = polygon([plan.ahead(hinge[0] - 1.0, hinge[1]), *throat])
        canvas.thin("mouth", inside, s.accent)
    jaws = opened(polygon(lower)), opened(polygon(upper))
    for jaw in (jaws[0], jaws[1] | opened(neck)):
        canvas.part("head", jaw, s.body)
    pale = jaws[0] & (where_y() > plan.ahead(long * 0.6, h * 0.1)[1])
    canvas.shade(pale, s.belly, clip=shrink(jaws[0]))
    if eel["gape"] <= 20:
        lips = stroke([plan.ahead(hinge[0], hinge[1]), plan.ahead(long * 1.1, hinge[1])], [1.0, 1.0], curve=False)
        canvas.detail("mouth", lips, canvas.dark(s.body), clip=canvas.of("head"))
    eye = swung([(0.38, -0.14)], rise)[0]
    canvas.eye(*eye, eel.eye_pixels, iris=s.iris)


def _face_to_us(canvas: Canvas, plan: _Plan) -> None:
    """Turned: a ball of a face with both eyes, the mouth agape below them."""
    eel, s, r = plan.eel, plan.eel.scheme, max(plan.skull * 0.6, 3.4)
    x, y = plan.ahead(r * 0.3, 0.0)
    y += r * 0.3
    jaw = ellipse(x + r * 0.3, y + r * 0.7, r * 0.82, r * 0.7)
    face = opened(ellipse(x, y, r * 1.1, r) | jaw, by=3)
    canvas.detail("body", grow(face) & ~face, canvas.dark(s.body), clip=canvas.of("body", "mark", "fin", "tail"))
    canvas.part("head", face, s.body)
    canvas.shade(jaw & (where_y() > y + r * 0.9), s.belly, clip=shrink(face))
    mouth = ellipse(x + r * 0.36, y + r * 0.66, max(r * 0.52, 1.4), max(r * (0.06 + 0.003 * eel["gape"]), 0.8))
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=shrink(face))
    far = min(max(eel.eye_pixels - 1, 1), 2)
    canvas.eye(x + r * 1.0 - far / 2, y - r * 0.3, far, iris=s.iris)
    canvas.eye(x - r * 0.26, y - r * 0.26, eel.eye_pixels, iris=s.iris)


_POSE = {
    "rest": {"tilt": (-14.0, 14.0), "wind": (0.8, 1.2), "flick": (-34.0, 24.0), "gape": (28.0, 42.0)},
    "glide": {"tilt": (-24.0, 16.0), "wind": (0.84, 1.16), "flick": (-40.0, 40.0), "gape": (0.0, 10.0)},
    "turn": {"tilt": (-14.0, 14.0), "wind": (0.9, 1.1), "flick": (-20.0, 70.0), "gape": (50.0, 90.0)},
    "display": {"tilt": (-12.0, 6.0), "wind": (0.9, 1.1), "flick": (0.0, 0.0), "gape": (62.0, 80.0)},
}

MORAY = Species(
    name="moray",
    draw=_moray,
    span=_SPAN,
    homes=("reef", "shallows"),
    ranges={"stretch": (0.8, 1.25), "jaw": (1.34, 1.56)},
    traits={
        "build": {
            "slim": {"girth": (3.8, 4.1)},
            "regular": {"girth": (6.0, 6.3)},
            "stout": {"girth": (8.6, 9.0)},
        },
        "limbs": {"short": {"fin": (0.0, 0.2)}, "regular": {"fin": (2.2, 2.5)}, "long": {"fin": (4.8, 5.2)}},
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 coral3 coral3 coral3 gold5"),
            scheme("kelp2 kelp4 sand2 sand4 sand3 gold5"),
            scheme("gold2 gold4 kelp2 kelp1 kelp3 ink6"),
            scheme("ink2 ink4 rose2 rose4 rose3 gold5"),
            scheme("coral2 coral4 gold3 gold4 gold3 gold5"),
        ),
        "reef": (
            scheme("kelp4 kelp6 gold4 gold5 gold4 gold6"),
            scheme("gold5 gold6 violet4 violet3 violet4 ink6"),
            scheme("violet5 violet6 rose4 rose3 rose4 gold6"),
            scheme("azure5 azure6 gold4 gold5 gold4 gold6"),
            scheme("ink6 ink5 coral4 coral3 coral4 gold5"),
            scheme("coral5 coral6 azure4 azure2 azure4 gold6"),
        ),
        "twilight": (
            scheme("azure4 azure6 violet5 violet3 violet5 gold5 glow5"),
            scheme("violet5 violet6 azure5 azure3 azure5 gold5 glow4"),
            scheme("ink4 ink5 azure5 azure3 azure5 gold5 glow4"),
            scheme("violet5 violet6 rose5 rose3 rose5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral4 coral5 violet4 violet4 violet5 gold5 glow4"),
            scheme("rose4 rose5 azure4 azure4 azure5 gold5 glow4"),
            scheme("violet4 violet5 rose5 rose5 rose6 gold5 glow4"),
            scheme("violet4 violet5 coral4 coral4 coral5 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink5 ink5 ink6 gold5 glow4"),
            scheme("ink4 ink6 violet4 violet4 violet5 gold5 glow4"),
            scheme("ink5 ink6 azure4 azure4 azure5 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand4 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
