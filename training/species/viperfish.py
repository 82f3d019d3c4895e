"""A viperfish individual -> its drawing: a snake with fangs too long for its mouth. Knows nothing of other species."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pixelgen.palette import colour_index
from training.drawing.canvas import Canvas
from training.drawing.masks import (
    MARGIN,
    Mask,
    Point,
    blob,
    ellipse,
    empty,
    line,
    opened,
    polygon,
    rectangle,
    shift,
    shrink,
    where_x,
    where_y,
)
from training.drawing.tones import darker, lighter
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.body_axis import off
from training.species.contract import AGES, Individual, Species, free
from training.species.lures import hang_lure
from training.species.needle_teeth import needles

_BLACK, _WHITE = colour_index("ink", 0), colour_index("ink", 6)


@dataclass(frozen=True, slots=True)
class _Pose:
    """Its middle line from nape to tail root, nominal pixels from the nape on; what head, ray and fins do."""

    line: tuple[Point, ...]
    toss: float  # degrees that the skull is raised above the level
    gape: float  # degrees between the jaws
    spread: float  # how far the fins are raised
    ray: tuple[Point, ...]  # course of the first dorsal ray in shares of its length


_FORWARD = ((0.0, 0.0), (-0.06, -0.42), (0.2, -0.74), (0.6, -0.8), (0.84, -0.56))
_POSES = {
    "rest": _Pose(
        ((0, 0), (-3.6, 2.2), (-7.6, 2.6), (-11.0, -0.6), (-14.4, -4.4)),
        15.0,
        46.0,
        0.9,
        _FORWARD,
    ),
    "glide": _Pose(
        ((0, 0), (-4.6, -0.6), (-9.2, 0.2), (-13.8, 1.2), (-18.0, 0.4)),
        4.0,
        34.0,
        0.4,
        ((0.0, 0.0), (-0.32, -0.24), (-0.7, -0.36), (-1.1, -0.36)),
    ),
    "turn": _Pose(
        ((0, 0), (-4.0, -3.4), (-8.8, -4.2), (-12.8, -1.4), (-13.8, 3.6)),
        0.0,
        40.0,
        1.0,
        ((0.0, 0.0), (0.0, -0.4), (0.2, -0.76), (0.6, -0.86), (0.8, -0.6)),
    ),
    "display": _Pose(
        ((0, 0), (-3.2, 3.2), (-7.0, 5.6), (-11.2, 6.0), (-15.0, 3.6)),
        34.0,
        74.0,
        1.4,
        ((0.0, 0.0), (-0.2, -0.4), (-0.1, -0.84), (0.32, -1.02), (0.6, -0.8)),
    ),
}
# Its short tail is raised: below so large a head it would not be seen.
_YOUNG_TURN = ((0, 0), (-3.4, 1.6), (-7.4, 1.4), (-10.6, -2.0), (-12.4, -6.4))
_YOUNG_DISPLAY = ((0, 0), (-3.0, 3.0), (-7.0, 3.4), (-10.4, -1.0), (-12.6, -6.0))
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = ((-0.06, 0.7, 0.7), (0.06, 1.0, 1.0), (0.3, 1.0, 1.0), (0.6, 0.82, 0.82), (0.86, 0.6, 0.6), (1.04, 0.5, 0.5))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: its middle line, and its jaws about their hinge. `upper` and `lower` are shares of the jaw's
    length along it and nominal pixels above it."""

    fish: Individual
    spine: Backbone
    half: float  # half the depth of the body, sprite pixels
    jaw: float  # length of the jaws, nominal pixels
    hinge: Point  # sprite coordinates
    tilt: float  # degrees nose down

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.fish.pose]

    @property
    def small(self) -> bool:
        """Whether it is a young one: no room for fine detail."""
        return self.fish.young

    @property
    def thin(self) -> bool:
        """Whether a dark line across its body would leave no colour of it."""
        return self.half < 3.2

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.fish.frame.px(length)

    def upper(self, along: float, up: float) -> Point:
        """A place on the skull -> sprite coordinates."""
        return off(self.hinge, self.tilt - self.pose.toss, self.px(along * self.jaw), up=self.px(up))

    def lower(self, along: float, up: float) -> Point:
        """A place on the lower jaw -> sprite coordinates."""
        fall = self.tilt - self.pose.toss + self.pose.gape
        return off(self.hinge, fall, self.px(along * self.jaw), up=self.px(up))

    def fin(self, places: Sequence[tuple[float, float, float]]) -> Mask:
        """A smooth shape through (t, h, nominal pixels beyond h): what stands on the body."""
        return self.spine.blob([(t, h * self.half + np.sign(h) * self.px(out)) for t, h, out in places])


def _plan(fish: Individual) -> _Plan:
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0)
    jaw = (7.2 + 0.28 * fish["depth"]) * (1 + 0.1 * youth)
    sway = fish["sway"]
    nape = (26.5 - jaw * (0.72 if fish.pose == "turn" else 1.0), 15.0 if fish.pose == "turn" else 16.0)
    sway *= 1 - 0.2 * youth
    stretch = (15.4 - 0.1 * fish["depth"]) / 17.0
    young = {"display": _YOUNG_DISPLAY, "turn": _YOUNG_TURN} if fish.young else {}
    knots = [(nape[0] + x * stretch, nape[1] + y * sway) for x, y in young.get(fish.pose, pose.line)]
    frame = fish.frame.turned(fish["tilt"])
    spine = Backbone.through([(x, y) for x, y in frame.points(knots).tolist()])
    half = fish.frame.px(fish["depth"] * (1 + 0.12 * youth)) / 2
    half = max(half, 2.3)  # thinner, its outline would leave no colour
    hinge = frame.at(nape[0], nape[1] + 0.4)
    return _Plan(fish, spine, half, jaw, hinge, fish["tilt"])


def _viperfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: snake of a body, great head, curved fangs longer than the jaws, a light on the first dorsal ray.

    depth: of the body behind the head, nominal pixels. fang: length of the longest. ray: length of the first dorsal
    ray; fin: of the other fins and the tail's lobes. sway: how much of its pose's curve it has. tilt: degrees nose
    down. youth: 1 for a large head and a short body; below 0 old age.
    """
    plan = _plan(fish)
    _fins(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _lights(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _young_face if plan.small else _face)(canvas, plan)
    _breast_fin(canvas, plan, body)
    _ray(canvas, plan)


def _fins(canvas: Canvas, plan: _Plan) -> None:
    """Forked tail of two broad lobes, and the fins before it, all behind the body."""
    fish, s = plan.fish, plan.fish.scheme
    long, half = fish["fin"] * (1 - 0.2 * max(fish["youth"], 0)), plan.half
    reach, wide = plan.px(long * 1.4) / plan.spine.length, plan.px(1.6 + long * 0.7)
    fork = [(0.92, -0.4 * half), (1 + reach * 0.5, -wide * 0.74), (1 + reach, -wide), (1 + reach * 0.66, 0.0)]
    fork += [(1 + reach, wide), (1 + reach * 0.5, wide * 0.74), (0.92, 0.4 * half)]
    tail = canvas.part("tail", opened(plan.spine.blob(fork)), s.fin)
    t, _ = plan.spine.along(tail)
    if fish.glow == "rich":
        canvas.light(tail & (t > 1 + reach * 0.46), s.light, clip=tail)
    elif not plan.small:
        canvas.shade(shrink(tail) & (t > 1 + reach * 0.5), s.accent, clip=tail)
    up = long * plan.pose.spread
    for side, share in () if plan.small or plan.px(up) < 2.0 else ((-1, 0.8), (1, 1.0)):
        places = [(0.66, 0.4, 0.0), (0.72, 0.8, up * share * 0.7), (0.84, 0.7, up * share), (0.9, 0.4, up * 0.3)]
        mask = plan.fin([(t, side * h, out) for t, h, out in [*places, (0.86, 0.2, 0.0)]])
        fin = canvas.part("fin", opened(mask, by=3), s.fin)
        if fish.glow == "rich":
            _, off_ = plan.spine.along(fin)
            canvas.light(fin & (np.abs(off_) > plan.half + plan.px(up * share * 0.4)), s.light, clip=fin)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The long trunk, light below."""
    s = plan.fish.scheme
    mask = plan.spine.body([(t, up * plan.half, below * plan.half) for t, up, below in _FORM])
    body = canvas.part("body", mask, s.body, seam=None if plan.thin else canvas.dark(s.body))
    _, off_ = plan.spine.along(body)
    canvas.shade(off_ > plan.half * 0.3, s.belly, clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Bars across the body; a mask is put on the head."""
    fish, s = plan.fish, plan.fish.scheme
    t, _ = plan.spine.along(body)
    if fish.pattern == "banded":
        width = max(2.0, plan.px(2.5)) / plan.spine.length
        for middle in (0.4, 0.86) if plan.small else (0.28, 0.59, 0.9):
            canvas.mark(np.abs(t - middle) < width / 2, s.mark, clip=body)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the belly; a young one has a single lamp."""
    if plan.fish.glow == "none":
        return
    if plan.small:
        x, y = plan.spine.at(0.36)
        canvas.light(rectangle(math.floor(x), math.floor(y), 2, 1), plan.fish.scheme.light, clip=body)
        return
    t, off_ = plan.spine.along(body)
    length = plan.spine.length
    row = (np.abs(off_ - plan.half * 0.62) < 0.56) & ((t - 0.04) % (3.6 / length) < 1.9 / length) & (t > 0.04)
    canvas.light(row & (t < 0.98), plan.fish.scheme.light, clip=shrink(body))


def _gullet(canvas: Canvas, plan: _Plan) -> int:
    """The mouth's inside: dark enough for white fangs, not for the water to swallow it."""
    s = plan.fish.scheme
    if plan.fish.zone == "twilight":
        return darker(s.accent, 2)
    if plan.small and plan.fish.zone in ("abyss", "hadal"):  # black as the water, it would be a hole in a ring
        return darker(s.accent, 3)
    return _BLACK if plan.fish.zone == "midnight" else canvas.dark(s.body)


def _mask(canvas: Canvas, plan: _Plan, skull: Mask) -> None:
    """A skull of another colour."""
    if plan.fish.pattern == "masked":
        canvas.mark(skull, plan.fish.scheme.mark, clip=canvas.of("head"))


def _fangs(canvas: Canvas, plan: _Plan, mouth: Mask, *, front: float, beyond: int = 0) -> None:
    """White needles, two of a young one; the foremost is longer than the mouth is high."""
    longest = plan.px(plan.fish["fang"])
    if plan.small:
        mouth = mouth & (where_x() > math.floor(front) - 2)
    teeth = needles(mouth, front=front, longest=longest, taper=0.8, most=0.62, beyond=beyond)
    canvas.thin("mouth", teeth, _WHITE)


def _face(canvas: Canvas, plan: _Plan) -> None:
    """From the side: lower jaw, gullet, skull, and the fangs before them."""
    fish, s, upper, lower, deep = plan.fish, plan.fish.scheme, plan.upper, plan.lower, plan.fish["depth"] / 2
    jaw = [lower(-0.3, 0.6), lower(0.2, 0.2), lower(0.9, 0.0), lower(1.16, 1.4), lower(1.25, 0.6), lower(1.2, -1.5)]
    jaw += [lower(0.7, -2.5), lower(0.1, -1.8 - 0.3 * deep), lower(-0.4, -deep)]
    chin = canvas.part("head", opened(blob(jaw)), s.body, seam=canvas.dark(s.body))
    canvas.shade(polygon([lower(-0.4, -0.8), lower(1.3, -0.8), lower(1.3, -5), lower(-0.4, -7)]), s.belly, clip=chin)
    (x0, y0), (x1, y1) = upper(0.9, 0.0), lower(1.12, 0.4)
    cut = plan.px(0.6 + 0.03 * plan.pose.gape)  # how far the water reaches into the mouth
    front = ((x0 + x1) / 2 - cut, (y0 + y1) / 2)
    mouth = polygon([upper(-0.02, 0.2), (x0, y0), front, (x1, y1), lower(0.9, 0.0), lower(0.1, 0.0)])
    canvas.thin("mouth", mouth, _gullet(canvas, plan))
    skull = [upper(-0.5, -0.6), upper(-0.5, deep), upper(-0.04, deep + 1.9), upper(0.42, 0.3 * deep + 5.0)]
    skull += [upper(0.8, 4.3), upper(0.99, 2.0), upper(0.94, -0.2), upper(0.5, -0.5), upper(0.0, -0.3)]
    head = canvas.part("head", opened(blob(skull), by=3), s.body, seam=canvas.dark(s.body))
    if plan.pose.gape < 30:  # shut: the fangs stand outside, across both lips
        lips = polygon([upper(0.2, 1.1), upper(1.0, 1.9), lower(1.14, -0.9), lower(0.2, -0.9)])
        _fangs(canvas, plan, lips, front=x1 - 1.0)
    else:
        wide = polygon([upper(-0.02, 0.2), (x0, y0), (x1, y1), lower(0.9, 0.0), lower(0.1, 0.0)])
        _fangs(canvas, plan, wide & ~head, front=x1 - 1.0, beyond=4)
    _mask(canvas, plan, head)
    x, y = upper(0.46, 2.7 + deep * 0.14)
    canvas.eye(x, y, fish.eye_pixels, iris=s.iris, socket=None if fish.pattern == "masked" else s.body)


def _young_face(canvas: Canvas, plan: _Plan) -> None:
    """From the side, young: a round head, its lower jaw the longer, and two fangs across a dark mouth."""
    fish, s = plan.fish, plan.fish.scheme
    r = max(5.6, plan.half * 1.24)
    toss = plan.tilt - 0.7 * plan.pose.toss
    x, y = off(plan.hinge, toss, r * 0.5)
    wide = {"rest": 0.66, "glide": 0.56, "display": 0.8}[fish.pose]

    def at(u: float, v: float) -> Point:
        return off((x, y), toss, u * r, up=-v * r)

    chin = 0.2 + wide
    jaw = blob([at(-0.6, 0.5), at(0.2, 1.1), at(0.9, chin + 0.5), at(1.4, chin + 0.2), at(1.44, 0.4), at(0.8, 0.2)])
    head = canvas.part("head", opened(ellipse(x, y, r * 1.08, r) | jaw, by=3), s.body)
    canvas.shade(jaw, s.belly, clip=shrink(head))
    _mask(canvas, plan, head & ~jaw)
    mouth = polygon([at(-0.1, 0.2), at(1.24, 0.1), at(1.3, chin), at(0.4, chin)])
    mouth = canvas.detail("mouth", mouth, _gullet(canvas, plan), clip=shrink(head))
    _two_fangs(canvas, mouth, head, (at(0.36, 0.2)[0], at(0.94, 0.2)[0]))
    x, y = at(0.1, -0.4)
    canvas.eye(x, y, fish.eye_pixels, iris=s.iris, socket=None if fish.pattern == "masked" else s.body)


def _two_fangs(canvas: Canvas, mouth: Mask, head: Mask, at: Sequence[float]) -> None:
    """A young one's, at these x: they hang from the upper lip over the lower one."""
    fangs = empty()
    for x in at:
        column = math.floor(x) + MARGIN
        rows = np.flatnonzero(mouth[:, column])
        if len(rows):
            fangs[rows[0] : rows[0] + 4, column] = True
    canvas.detail("mouth", fangs, _WHITE, clip=shrink(head))


def _face_to_us(canvas: Canvas, plan: _Plan) -> None:
    """Turned: a round face, a grin of needles across it, the near eye and the far one at the edge."""
    fish, s = plan.fish, plan.fish.scheme
    r = max(plan.px(plan.jaw * 0.6), 5.2 if plan.small else 0.0)
    x, y = plan.hinge
    x += r * 0.5
    face = [(-1.0, -0.1), (-0.7, -0.8), (0.0, -1.0), (0.7, -0.8), (1.0, -0.1), (1.06, 0.6), (0.66, 1.16), (0.1, 1.3)]
    face += [(-0.5, 1.14), (-0.94, 0.56)]
    head = canvas.part(
        "head", opened(blob([(x + u * r, y + v * r) for u, v in face]), by=3), s.body, seam=canvas.dark(s.body)
    )
    canvas.shade(where_y() > y + r * 0.9, s.belly, clip=head)
    _mask(canvas, plan, head & (where_y() < y + r * 0.4))
    grin = [(-0.6, 0.3), (0.1, 0.12), (0.84, 0.26), (0.8, 0.8), (0.14, 1.0), (-0.5, 0.8)]
    mouth = canvas.detail(
        "mouth", blob([(x + u * r, y + v * r) for u, v in grin]), _gullet(canvas, plan), clip=shrink(head)
    )
    if plan.small:
        _two_fangs(canvas, mouth, head, (x - r * 0.3, x + r * 0.5))
    else:
        _fangs(canvas, plan, mouth, front=x + r * 0.62)
    canvas.eye(
        x - r * 0.18, y - r * 0.36, fish.eye_pixels, iris=s.iris, socket=None if fish.pattern == "masked" else s.body
    )
    far = min(max(fish.eye_pixels - 1, 1), 2)
    canvas.eye(x + r * 0.76, y - r * 0.36, far)


def _breast_fin(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The fin below the nape, in front of the body."""
    fish, s, px = plan.fish, plan.fish.scheme, plan.px
    if plan.fish.turned or plan.thin:
        return
    long = px(1.2 + fish["fin"] * 0.8 * (1 - 0.2 * max(fish["youth"], 0)))
    x, y = plan.spine.at(0.2, plan.half * 0.5)
    hang = 20 + 50 * plan.pose.spread
    back = (-math.cos(math.radians(hang)), math.sin(math.radians(hang)))
    side = (back[1], -back[0])
    places = [(0.0, 1.2), (0.6, 1.5), (1.0, 0.7), (0.94, -0.5), (0.5, -1.1), (0.0, -0.9)]
    mask = blob(
        [(x + u * long * back[0] + px(v) * side[0], y + u * long * back[1] + px(v) * side[1]) for u, v in places]
    )
    mask = opened(mask)
    canvas.detail("fin", (shift(mask, -1, 0) | shift(mask, 0, -1)) & ~mask, canvas.dark(s.fin), clip=body)
    canvas.part("fin", mask, s.fin)


def _ray(canvas: Canvas, plan: _Plan) -> None:
    """The first dorsal ray, a rod that rises behind the head, and the light at its end."""
    fish, s = plan.fish, plan.fish.scheme
    if plan.small:  # the thread would cover its body
        return
    long = plan.px(fish["ray"])
    x, y = plan.spine.at(0.12, -plan.half * 0.9)
    bends = plan.pose.ray if long >= 6.5 else plan.pose.ray[:3]  # a short one ends at its top
    course = [(x + u * long, y + v * long - (1.5 if v else 0.0)) for u, v in bends]
    canvas.thin("fin", line(course), lighter(s.fin) if canvas.lit else s.fin)
    size = "beacon" if fish.glow == "rich" else "lamp"
    hang_lure(canvas, course[-1], s.accent if fish.glow == "none" else s.light, size=size)


_POSE = {
    "rest": {"tilt": (-8.0, 6.0), "sway": (0.7, 1.3)},
    "glide": {"tilt": (-4.0, 10.0), "sway": (0.6, 1.6)},
    "turn": {"tilt": (-8.0, 8.0), "sway": (0.85, 1.15)},
    "display": {"tilt": (-6.0, 6.0), "sway": (0.85, 1.2)},
}

VIPERFISH = Species(
    name="viperfish",
    draw=_viperfish,
    span=27.0,
    homes=("midnight", "twilight"),
    ranges={"fang": (6.0, 7.6)},
    traits={
        "build": {"slim": {"depth": (4.8, 5.3)}, "regular": {"depth": (7.0, 7.6)}, "stout": {"depth": (9.6, 10.4)}},
        "limbs": {
            "short": {"ray": (3.8, 4.4), "fin": (1.8, 2.1)},
            "regular": {"ray": (8.2, 8.8), "fin": (3.4, 3.8)},
            "long": {"ray": (14.4, 15.8), "fin": (5.8, 6.4)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("kelp2 kelp4 coral2 coral3 coral3 gold5"),
            scheme("azure2 azure4 gold2 gold3 gold3 gold5"),
            scheme("sand2 sand4 kelp2 kelp3 kelp3 gold5"),
        ),
        "reef": (
            scheme("coral4 coral5 azure4 azure5 azure5 gold5"),
            scheme("gold4 gold5 violet3 violet4 violet4 ink6"),
            scheme("violet4 violet5 gold4 gold5 gold5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 gold5 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 gold5 glow4"),
            scheme("ink4 ink5 azure4 azure5 azure5 gold5 glow4"),
            scheme("azure3 azure4 ink4 ink5 ink5 gold5 glow5"),
            scheme("kelp4 kelp5 azure4 azure5 azure5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 rose3 rose4 ink6 glow4"),
            scheme("rose3 rose4 violet3 violet3 violet4 ink6 glow4"),
            scheme("violet3 violet4 rose3 rose3 rose4 ink6 glow4"),
            scheme("ink3 ink4 coral3 coral3 coral4 ink6 glow4"),
            scheme("azure3 azure4 coral3 coral3 coral4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet5 violet5 ink6 glow4"),
            scheme("azure4 azure5 ink4 ink5 ink5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand5 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose5 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose5 rose5 ink6 glow4"),
        ),
    },
)
