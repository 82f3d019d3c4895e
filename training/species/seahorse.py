"""A seahorse individual -> its drawing: upright, horse-headed, belly out, tail curled. Knows no other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import Mask, Point, blob, ellipse, grow, opened, shift, shrink, stroke, where_x, where_y
from training.drawing.patterns import photophores
from training.drawing.tones import darker
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free
from training.species.turning_line import turning_line


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. knots: middle line from head to the trunk's foot, nominal pixels right of and below the middle.

    nod: degrees that the snout points down. snout, fin: shares of their lengths. heading: of the tail at its root,
    degrees below rightwards; curl: degrees that it turns until its tip, negative forwards; late: above 1 the turn comes
    towards the tip. long: share of its length.
    """

    knots: tuple[Point, ...]
    nod: float
    heading: float
    curl: float
    late: float
    snout: float = 1.0
    fin: float = 1.0
    long: float = 1.0


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(((0.8, -9.6), (-2.2, -6.6), (-1.8, -2.8), (-0.6, 0.8), (-2.0, 5.0)), 14.0, 100.0, -330.0, 1.3),
    "glide": _Gesture(
        ((2.0, -9.4), (-0.8, -6.6), (-0.8, -2.8), (-0.2, 0.8), (-1.2, 5.0)), -10.0, 92.0, -200.0, 2.2, 1.0, 0.9, 1.0
    ),
    "turn": _Gesture(
        ((0.6, -9.2), (-0.8, -5.8), (-0.4, -2.4), (0.6, 1.0), (1.4, 5.0)), 48.0, 104.0, 300.0, 1.9, 0.9, 1.0, 1.06
    ),
    "display": _Gesture(
        ((-1.6, -9.8), (-3.2, -6.2), (-1.0, -2.8), (0.8, 0.8), (-1.4, 5.0)), -24.0, 122.0, -190.0, 0.8, 1.0, 1.4, 1.0
    ),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A seahorse laid out: its middle lines, and its half girth in sprite pixels."""

    horse: Individual
    gesture: _Gesture
    frame: Frame
    trunk: Backbone
    tail: list[Point]
    half: float  # half the trunk's width
    neck: float  # half the neck's
    skull: float  # radius of the head
    head: Point

    @property
    def slight(self) -> bool:
        """Whether a dark outline would be lost on the water and take most of a slender part with it."""
        return self.horse.zone == "twilight" and (self.half < 3.6 or self.horse.young)

    @property
    def nod(self) -> float:
        """Where the snout points, radians below rightwards."""
        return math.radians(self.gesture.nod + self.horse["nod"])

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.horse.frame.px(length)

    def seam(self, canvas: Canvas, tone: int) -> int | None:
        """The dark line about what lies in front, where there is room for it."""
        return None if self.horse.young else canvas.dark(tone)


def _plan(horse: Individual) -> _Plan:
    gesture, youth = _GESTURES[horse.pose], max(horse["youth"], 0)
    frame = horse.frame.turned(horse["tilt"])
    tall = horse["trunk"] * (1 - 0.14 * youth)
    swing = horse["swing"]
    knots = [(16.0 + x * swing, 14.0 + y * tall) for x, y in gesture.knots]
    trunk = Backbone.through([(x, y) for x, y in frame.points(knots).tolist()])
    px = horse.frame.px
    skull = max(px(3.7 * (1 + 0.2 * youth)), horse.eye_pixels / 2 + 1.6)
    return _Plan(
        horse,
        gesture,
        frame,
        trunk,
        _tail(horse, gesture, trunk.at(1.0)),
        max(
            px(horse["belly"] * (1 + 0.3 * youth) * (0.94 if horse.pose == "turn" else 1.0)) / 2,
            2.7 if horse.young else 2.2,
        ),
        max(px(1.5 + horse["belly"] * 0.11), 1.9),
        skull,
        trunk.at(0.0),
    )


def _tail(horse: Individual, gesture: _Gesture, root: Point) -> list[Point]:
    """Middle line of the tail: down, then round into an open curl."""
    length = horse.frame.px(horse["tail"] * gesture.long * (1 - 0.12 * max(horse["youth"], 0)))
    curl = (gesture.curl + horse["curl"] * (1 if gesture.curl > 0 else -1)) * (
        1 - (0.1 if horse.pose == "glide" else 0.36) * max(horse["youth"], 0)
    )
    return turning_line(root, length, heading=gesture.heading + horse["tilt"], turn=curl, late=gesture.late, steps=16)


def _seahorse(canvas: Canvas, horse: Individual) -> None:
    """Field marks: upright, tube snout at a right angle, coronet, belly out, rings of plates, a tail that curls.

    belly: width of the trunk, nominal pixels; trunk: its height, a factor. snout: its length; crown: height of the
    coronet; fin: length of the back fin. tail: its length. tilt: degrees that it leans forwards. swing: how much of
    its pose's curve the trunk has. nod: degrees more that the snout points down. curl: degrees more that the tail
    turns. youth: 1 for a large head, a short snout and a small coronet.
    """
    plan = _plan(horse)
    _back_fin(canvas, plan)
    if plan.horse.turned:
        _ear(canvas, plan, 1)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _crown(canvas, plan)
    _head(canvas, plan)
    _lights(canvas, plan, body)
    if not plan.horse.young and plan.neck > 2.3:
        _ear(canvas, plan, -1)
    _eyes(canvas, plan)


def _fan_edge(canvas: Canvas, plan: _Plan, fin: Mask, edge: Mask) -> None:
    """A fin's edge within its outline: the accent's tone, or light where it glows richly."""
    s = plan.horse.scheme
    if plan.horse.glow == "rich":
        canvas.light(edge, s.light, clip=shrink(fin))
    else:
        canvas.shade(edge, s.accent, clip=shrink(fin))


def _back_fin(canvas: Canvas, plan: _Plan) -> None:
    """The fan of the back fin, behind the trunk."""
    horse, s = plan.horse, plan.horse.scheme
    out = plan.px(horse["fin"] * plan.gesture.fin * (1 - 0.2 * max(horse["youth"], 0)))
    x, y = plan.trunk.at(0.64, -plan.half * 0.5)
    over = plan.trunk.at(0.64, -plan.half * 0.5 - 1.0)
    cos, sin = over[0] - x, over[1] - y  # outwards from the back; its left hand is down the trunk
    if horse.pose == "display":  # spread, it is not lost in the hollow of the back
        cos, sin = cos * 0.5 - 0.86, sin * 0.5 - 0.1
        cos, sin = cos / math.hypot(cos, sin), sin / math.hypot(cos, sin)
    root, wide = plan.half * 0.44, plan.px(1.8) + out * 0.32
    fan = [(0.0, -wide * 0.8), (root + out * 0.5, -wide), (root + out * 0.96, -wide * 0.5), (root + out, wide * 0.3)]
    fan += [(root + out * 0.66, wide), (root + out * 0.2, wide * 0.7), (0.0, wide * 0.5)]
    places = [(x + u * cos + v * sin, y + u * sin - v * cos) for u, v in fan]
    fin = canvas.part("fin", opened(blob(places), by=3), s.fin)
    reach = (where_x() - x) * cos + (where_y() - y) * sin
    _fan_edge(canvas, plan, fin, reach > root + out * 0.4)


def _ear(canvas: Canvas, plan: _Plan, side: int) -> None:
    """A breast fin at the cheek, small as an ear, spread in display; -1 the near one."""
    s = plan.horse.scheme
    long = plan.px(1.5 + plan.horse["fin"] * 0.16) * (1.3 if plan.horse.pose == "display" else 1.0)
    if plan.horse.turned:
        x, y = plan.head[0] + side * plan.skull * 0.9, plan.head[1] + plan.skull * 0.9
        turn = math.radians(20.0 if side > 0 else 160.0)
    else:
        x, y = plan.head[0] - plan.skull * 0.5, plan.head[1] + plan.skull * 0.9
        turn = math.radians(168.0)
    cos, sin = math.cos(turn), math.sin(turn)
    shape = [(-0.6, 0.0), (0.6, -0.7), (1.0, -0.2), (0.8, 0.8), (0.0, 0.6)]
    places = [(x + long * (u * cos - v * sin), y + long * (u * sin + v * cos)) for u, v in shape]
    ear = opened(blob(places))
    if side < 0:
        below = (shift(ear, 1, 0) | shift(ear, 0, 1)) & ~ear
        canvas.detail("fin", below, canvas.dark(s.fin), clip=canvas.of("body", "head"))
    canvas.part("fin", ear, s.fin)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """Neck, trunk and tail in one piece, light along the front."""
    s, half, neck = plan.horse.scheme, plan.half, plan.neck
    root = max(plan.px(1.4 + plan.horse["belly"] * 0.08), 1.5)
    front = 1.0 if plan.horse.turned else 1.1
    trunk = plan.trunk.body(
        [
            (0.0, neck, neck),
            (0.26, neck, neck * 1.1),
            (0.48, max(half * 0.86, neck), half * 0.92),
            (0.68, half * 0.94, half * front),
            (0.86, max(half * 0.66, root), max(half * 0.74, root)),
            (1.02, root, root),
        ]
    )
    end = 2.1 if plan.slight else max(plan.px(2.4), 2.9)
    tail = stroke(plan.tail, [root * 2, root * 1.7, (root * 2 + end) / 2.2, (root + end) / 1.8, end], curve=False)
    tail |= ellipse(*plan.trunk.at(1.0), root, root)
    if plan.slight:  # a dark line on either side would leave little of it to see
        canvas.thin("tail", opened(tail), s.body)
    else:
        canvas.part("tail", opened(tail), s.body)
    trunk = opened(trunk, by=3)
    if plan.slight and plan.half < 2.8:
        canvas.thin("body", trunk, s.body)
    else:
        canvas.part("body", trunk, s.body)
    body = trunk | opened(tail)
    t, off = plan.trunk.along(trunk)
    light = np.abs(off) < half * 0.5 if plan.horse.turned else off > half * 0.3
    canvas.shade(light & (t > 0.2) & (t < 0.98), s.belly, clip=shrink(body) & trunk)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Rings of plates in a shade of what they cross; bands across trunk and tail, or a tail of another colour."""
    horse, s = plan.horse, plan.horse.scheme
    spine = Backbone.through([plan.trunk.at(t) for t in (0.0, 0.2, 0.4, 0.6, 0.8)] + plan.tail[::2])
    t, off = spine.along(body)
    down = t * spine.length
    inner = shrink(body)
    start = plan.skull + 1.0
    if horse.pattern == "banded":
        every = max(5.0, plan.px(5.4))
        bands = ((down - start) % every < max(2.4, every * 0.5)) & (down > start) & (t < 0.94)
        canvas.mark(bands, s.mark, clip=body)
    elif horse.pattern == "masked":
        rear = down > start + (plan.trunk.length - start) * 0.56
        canvas.mark(rear, s.mark, clip=canvas.of("body"))
        canvas.shade(rear, s.mark, clip=canvas.of("tail"))
    elif plan.half > 2.8 and not plan.horse.young:
        rings = ((down - start) % 3.0 < 1.0) & (down > start) & (t < 0.62)
        if plan.horse.turned:
            canvas.shade(rings & (canvas.pixels == s.belly), s.body, clip=inner)
        ring = canvas.dark(s.body) if canvas.lit else darker(s.body)
        canvas.shade(
            rings & (canvas.pixels == s.body) & (np.abs(off) > plan.half * 0.5 * plan.horse.turned), ring, clip=inner
        )


def _crown(canvas: Canvas, plan: _Plan) -> None:
    """The coronet at the back of the head."""
    horse, s, r = plan.horse, plan.horse.scheme, plan.skull
    high = plan.px(horse["crown"] * (1 - 0.3 * max(horse["youth"], 0)))
    x, y = plan.head
    lean = (plan.nod - (0.9 if plan.horse.turned else 0.2)) * 0.6
    shape = [(-0.7, 0.4), (-0.8, -0.5), (-0.62, -1.0), (0.2, -1.0), (0.34, -0.5), (0.4, 0.4)]
    places = []
    for u, v in shape:
        dx, dy = u * (r * 0.5 + high * 0.3), -r * 0.6 + (v * high if v < 0 else v)
        places.append(
            (x - r * 0.2 + dx * math.cos(lean) - dy * math.sin(lean), y + dx * math.sin(lean) + dy * math.cos(lean))
        )
    crown = canvas.part("fin", opened(blob(places)), s.fin)
    if horse.glow == "rich":
        canvas.light(where_y() < y - r * 0.6 - high * 0.4, s.light, clip=crown)


def _head(canvas: Canvas, plan: _Plan) -> None:
    """The head, and the snout with its flared tip."""
    horse, s, r = plan.horse, plan.horse.scheme, plan.skull
    x, y = plan.head
    long = plan.px(horse["snout"] * plan.gesture.snout * (1 - 0.26 * max(horse["youth"], 0))) + r * 0.8
    long = max(long, r + 2.6) if plan.horse.turned else long
    cos, sin = math.cos(plan.nod), math.sin(plan.nod)
    pipe = max(plan.px(2.9), 2.4)

    def ahead(reach: float, down: float) -> Point:
        return (x + reach * cos - down * sin, y + reach * sin + down * cos)

    face = opened(ellipse(x, y, r * 1.06, r * 0.96), by=3)
    root = -0.1 if plan.horse.turned else 0.12
    snout = [ahead(r * 0.3, r * root), ahead(r * 0.9, r * root), ahead(long - 1.0, r * root), ahead(long, r * root)]
    tube = opened(stroke(snout, [r * 1.2, pipe * 1.15, pipe, pipe * 1.3], curve=False))
    if plan.horse.turned:
        canvas.part("head", face, s.body, seam=plan.seam(canvas, s.body))
        bridge = (where_x() - x) ** 2 + (where_y() - y) ** 2 < (r * 0.8) ** 2
        around = grow(tube) & ~tube & canvas.filled() & ~bridge
        canvas.detail("head", around, canvas.dark(s.body), clip=around)
        canvas.part("head", tube, s.body)
    else:
        head = canvas.part("head", face, s.body) | tube
        if plan.slight:
            canvas.thin("head", tube, s.body)
        else:
            canvas.part("head", tube, s.body)
        down = (where_y() - y) * cos - (where_x() - x) * sin
        canvas.shade((down > r * 0.5) & (where_x() > x - r * 0.4), s.belly, clip=shrink(head))
    reach = (where_x() - x) * cos + (where_y() - y) * sin
    mouth = tube & (reach > long - 1.1 + pipe * 0.3)
    canvas.detail("mouth", mouth, s.fin, clip=tube)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row down the flank."""
    horse = plan.horse
    if not horse.row_lit(canvas):
        return
    line = [plan.trunk.at(t, plan.half * (0.0 if plan.horse.turned else 0.1)) for t in (0.36, 0.52, 0.68, 0.84, 1.0)]
    dots = photophores(line, every=3.4, start=0.4)
    canvas.light(dots, horse.scheme.light, clip=shrink(body))


def _eyes(canvas: Canvas, plan: _Plan) -> None:
    """The near eye; turned, the far one at the face's edge."""
    horse, s, r = plan.horse, plan.horse.scheme, plan.skull
    x, y = plan.head
    if plan.horse.turned:
        far = min(max(horse.eye_pixels - 1, 1), 2)
        canvas.eye(x + r - far / 2 - 0.3, y - r * 0.24, far, iris=s.iris)
        canvas.eye(x - r * 0.34, y - r * 0.2, horse.eye_pixels, iris=s.iris, socket=s.body)
        return
    canvas.eye(x + r * 0.2, y - r * 0.12, horse.eye_pixels, iris=s.iris, socket=s.body)


_POSE = {
    "rest": {"tilt": (-6.0, 8.0), "swing": (0.5, 1.5), "nod": (-8.0, 14.0), "curl": (-50.0, 20.0)},
    "glide": {"tilt": (22.0, 36.0), "swing": (0.5, 1.3), "nod": (-8.0, 10.0), "curl": (-30.0, 60.0)},
    "turn": {"tilt": (-12.0, 4.0), "swing": (0.6, 1.4), "nod": (-8.0, 8.0), "curl": (-60.0, 20.0)},
    "display": {"tilt": (-26.0, -12.0), "swing": (0.8, 1.4), "nod": (-10.0, 8.0), "curl": (-30.0, 50.0)},
}

SEAHORSE = Species(
    name="seahorse",
    draw=_seahorse,
    span=27.0,
    homes=("shallows", "reef"),
    ranges={},
    traits={
        "build": {
            "slim": {"belly": (4.6, 5.0), "trunk": (1.1, 1.16), "tail": (17.0, 18.0)},
            "regular": {"belly": (8.6, 9.1), "trunk": (1.0, 1.04), "tail": (18.0, 19.0)},
            "stout": {"belly": (13.4, 14.2), "trunk": (0.9, 0.94), "tail": (20.0, 21.0)},
        },
        "limbs": {
            "short": {"snout": (2.0, 2.4), "fin": (2.0, 2.3), "crown": (1.2, 1.5)},
            "regular": {"snout": (4.2, 4.8), "fin": (3.6, 4.1), "crown": (2.2, 2.6)},
            "long": {"snout": (7.4, 8.2), "fin": (6.0, 6.8), "crown": (3.6, 4.2)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 coral3 coral4 coral4 gold5"),
            scheme("kelp2 kelp4 sand2 sand4 sand3 gold5"),
            scheme("gold2 gold4 kelp2 kelp3 kelp3 ink6"),
            scheme("coral2 coral4 gold2 gold4 gold3 gold5"),
            scheme("violet2 violet4 coral3 coral4 coral4 gold5"),
            scheme("ink2 ink4 azure2 azure4 azure3 gold5"),
        ),
        "reef": (
            scheme("gold5 gold6 coral4 coral3 coral5 ink6"),
            scheme("coral5 coral6 gold4 gold3 gold5 ink6"),
            scheme("rose5 rose6 violet4 violet2 violet5 gold6"),
            scheme("violet5 violet6 gold4 gold4 gold5 gold6"),
            scheme("kelp5 kelp6 gold4 gold3 gold5 ink6"),
            scheme("gold4 gold6 azure5 azure2 azure5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure6 violet5 violet3 violet5 gold5 glow5"),
            scheme("violet5 violet6 azure5 azure3 azure5 gold5 glow4"),
            scheme("ink4 ink5 azure5 azure6 azure5 gold5 glow4"),
            scheme("violet5 violet6 rose5 rose3 rose5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral3 coral4 violet4 violet4 violet5 gold5 glow4"),
            scheme("rose3 rose4 azure4 azure4 azure5 gold5 glow4"),
            scheme("violet3 violet4 rose5 rose5 rose6 gold5 glow4"),
            scheme("violet3 violet4 coral4 coral4 coral5 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink5 ink5 ink6 gold5 glow4"),
            scheme("ink4 ink6 violet4 violet3 violet5 gold5 glow4"),
            scheme("ink5 ink6 azure4 azure3 azure5 gold5 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
