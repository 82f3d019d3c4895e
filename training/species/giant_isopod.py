"""A giant isopod individual -> its drawing: an armoured woodlouse of the sea floor. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, line, opened, shift, shrink, stroke
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the armour's lower edge at head, breast, waist, rump and tail, nominal pixels down; what it does else.

    legs: degrees from straight down (forwards positive) of the hindmost and the foremost leg; feelers: their course in
    shares of their length.
    """

    heights: tuple[float, ...]
    long: float
    deep: float
    legs: tuple[float, float]
    feelers: tuple[Point, ...]


_POSES = {
    "rest": _Pose(
        (0.6, 0.0, -0.2, 0.0, 0.8), 1.0, 1.0, (-28.0, 24.0), ((0.0, 0.0), (0.36, -0.5), (0.76, -0.58), (1.0, -0.3))
    ),
    "glide": _Pose(
        (0.4, -0.2, 0.2, 0.6, -0.8), 1.14, 0.76, (-64.0, -40.0), ((0.0, 0.0), (-0.04, -0.5), (-0.4, -0.9), (-0.9, -1.0))
    ),
    "turn": _Pose(
        (1.2, 0.6, 0.0, -0.6, -1.0), 0.84, 1.06, (-36.0, 10.0), ((0.0, 0.0), (0.3, -0.4), (0.5, -0.8), (0.9, -1.0))
    ),
    "display": _Pose(
        (-1.6, -0.8, -0.2, 0.2, 0.6), 0.96, 0.9, (-20.0, 34.0), ((0.0, 0.0), (0.1, -0.46), (0.5, -0.8), (0.9, -0.66))
    ),
}
# The armour's height along it, as a share of its greatest; its lower edge is the middle line.
_ARCH = ((-0.02, 0.3), (0.04, 0.56), (0.16, 0.84), (0.36, 1.0), (0.58, 0.98), (0.78, 0.8), (0.92, 0.56), (1.0, 0.36))


@dataclass(frozen=True, slots=True)
class _Plan:
    """An animal laid out: the line along its armour's lower edge, head first, and the height of it, sprite pixels."""

    animal: Individual
    spine: Backbone
    high: float

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.animal.pose]

    @property
    def small(self) -> bool:
        """Whether there is no room for fine detail."""
        return self.animal.scale < 0.76

    @property
    def stature(self) -> float:
        """Share of a grown one's legs and feelers that it has."""
        return 1 - 0.2 * max(self.animal["youth"], 0)

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.animal.frame.px(length)

    def at(self, t: float, up: float) -> Point:
        """A place: t from head to tail, up in shares of the armour's height."""
        return self.spine.at(t, -up * self.high)


def _plan(animal: Individual) -> _Plan:
    pose, youth = _POSES[animal.pose], max(animal["youth"], 0)
    long = animal["length"] * pose.long * (1 - 0.16 * youth)
    knots = [(25.0 - long * i / 4, 19.0 + animal["swing"] * y) for i, y in enumerate(pose.heights)]
    spine = Backbone.through([(x, y) for x, y in animal.frame.turned(animal["tilt"]).points(knots).tolist()])
    least = {"turn": 0.36, "display": 0.35}.get(animal.pose, 0.3) * spine.length  # lower, it would be a spider
    high = animal["height"] * pose.deep * (1 + {"display": 0.0, "turn": 0.1}.get(animal.pose, 0.3) * youth)
    return _Plan(animal, spine, max(animal.frame.px(high), least))


def _giant_isopod(canvas: Canvas, animal: Individual) -> None:
    """Field marks: high arch of broad overlapping plates, few thick bent legs, two long feelers, fan of a tail.

    length: head to tail, nominal pixels; height: of the arch. leg: length of the legs; feeler: of the feelers; fan: of
    the tail. swing: how much of its pose's curve it has. tilt: degrees nose down. stride: how far every second leg is
    lifted, share of its length. youth: 1 for a large head and a short body; below 0 old age.
    """
    plan = _plan(animal)
    if not plan.small:
        _feeler(canvas, plan, far=True)
    _legs(canvas, plan)
    _tail(canvas, plan)
    if plan.animal.turned:
        armour = _plates(canvas, plan)
        _face_to_us(canvas, plan)
        _lights(canvas, plan, armour)
        _feeler(canvas, plan, far=False)
    else:
        _head(canvas, plan)
        armour = _plates(canvas, plan)
        _lights(canvas, plan, armour)
        _feeler(canvas, plan, far=False)  # the eye lies over its root
        _face(canvas, plan)


def _legs(canvas: Canvas, plan: _Plan) -> None:
    """Few thick legs, each with a knee, a gap between them; they fan out from the middle."""
    animal, s = plan.animal, plan.animal.scheme
    long = plan.px(animal["leg"]) * plan.stature * (0.8 if animal.pose == "display" else 1.0)
    count = 3 if plan.small else 4
    for number in range(count):
        share = number / (count - 1)
        t = 0.84 - 0.66 * share
        angle = plan.pose.legs[0] + (plan.pose.legs[1] - plan.pose.legs[0]) * share
        reach = long * (1 - (animal["stride"] if number % 2 else 0.0))
        root, below = plan.at(t, 0.1), plan.spine.at(t, reach)
        down = math.atan2(below[1] - root[1], below[0] - root[0]) - math.radians(angle)
        knee = (root[0] + math.cos(down) * reach * 0.7, root[1] + math.sin(down) * reach * 0.7)
        bend = down + math.radians(24 if share < 0.5 else -24)
        foot = (knee[0] + math.cos(bend) * reach * 0.6, knee[1] + math.sin(bend) * reach * 0.6)
        canvas.thin("limb", line([root, knee, foot], curve=False, width=2), s.fin)


def _feeler(canvas: Canvas, plan: _Plan, *, far: bool) -> None:
    """One of the long pair that arches from the brow."""
    animal, s = plan.animal, plan.animal.scheme
    long = plan.px(animal["feeler"]) * plan.stature * (0.8 if far else 1.0)
    x, y = plan.at(0.0, 0.44)
    mirrored = plan.animal.turned and not far and not plan.small
    pose = _POSES["rest"] if plan.animal.turned and plan.small else plan.pose  # upright, the only one would be a horn
    if plan.animal.turned:
        x, y = plan.at(0.16 if mirrored else -0.06, 0.6)
    lean = -0.5 if far and not plan.animal.turned else 0.0
    course = [(x + (-u if mirrored else u + lean * -v * 0.5) * long, y + v * long) for u, v in pose.feelers]
    tone = s.fin if far else s.accent
    canvas.thin("limb", stroke(course, [1.9, 1.6, 1.4, 1.0]), tone)


def _tail(canvas: Canvas, plan: _Plan) -> None:
    """The tail fan behind the plates, two broad lobes with a notch."""
    animal, s = plan.animal, plan.animal.scheme
    long = plan.px(animal["fan"]) * plan.stature / plan.spine.length
    high = plan.high
    fan = [(0.9, -0.5 * high), (1 + long * 0.6, -0.42 * high), (1 + long, -0.14 * high), (1 + long * 0.8, 0.1 * high)]
    fan += [(1 + long * 0.9, 0.26 * high), (1 + long * 0.3, 0.24 * high), (0.9, 0.04 * high)]
    tail = canvas.part("tail", opened(plan.spine.blob(fan), by=3), s.fin)
    t, _ = plan.spine.along(tail)
    if animal.glow == "rich":
        canvas.light(tail & (t > 1 + long * 0.5), s.light, clip=tail)
    elif animal.pattern == "banded":
        canvas.mark(shrink(tail) & (t > 1 + long * 0.3), clearest(s.fin, s.body, s.belly), clip=tail)
    elif not plan.small:
        canvas.shade(shrink(tail) & (t > 1 + long * 0.4), s.accent, clip=tail)


def _plates(canvas: Canvas, plan: _Plan) -> Mask:
    """The armour in one piece, cut into broad plates by dark seams that sweep back; their hems are light."""
    animal, s, high = plan.animal, plan.animal.scheme, plan.high
    hem = 0.12 * high
    rim = [(t, -up * high) for t, up in _ARCH] + [(1.0, hem), (0.5, hem * 1.5), (0.04, hem)]
    armour = canvas.part("shell", opened(plan.spine.blob(rim), by=3), s.body, seam=canvas.dark(s.body))
    t, off = plan.spine.along(armour)
    place = (t + 0.05 * np.clip(-off / high, 0, 1) ** 2) * _count(plan) + 0.4
    number = np.floor(place)
    inner = shrink(armour)
    canvas.shade(off > -0.24 * high, s.belly, clip=armour)
    if animal.pattern == "banded":
        rear = ((t - 0.34) * plan.spine.length % 5.0 < 2.6) & (t > 0.34) if animal.young else number % 2 == 0
        canvas.mark(rear & (t > 0.2), s.mark, clip=inner)
    elif animal.pattern == "masked":
        canvas.mark(t < 0.4, s.mark, clip=inner)
    seam = number != np.where(shift(armour, -1, 0), np.roll(number, -1, axis=1), number)
    seam |= (number != np.where(shift(armour, 0, -1), np.roll(number, -1, axis=0), number)) & (np.abs(t - 0.5) > 0.7)
    if not (animal.young and animal.pattern == "banded"):  # on a small one the belts are seams enough
        canvas.shade(seam, canvas.dark(s.body), clip=inner)
    return armour


def _count(plan: _Plan) -> int:
    """How many plates: broad enough to be told apart."""
    return int(min(max(plan.spine.length / 4.2, 3), 6))


def _head(canvas: Canvas, plan: _Plan) -> None:
    """The head that looks out from under the first plate."""
    s = plan.animal.scheme
    x, y = plan.at(0.0, 0.22)
    youth = max(plan.animal["youth"], 0)
    r = plan.px(2.5 + (0.6 + 0.05 * plan.animal["height"]) * youth + 0.05 * plan.animal["height"])
    head = canvas.part("head", opened(ellipse(x, y, r * 1.1, r), by=3), s.belly)
    if plan.animal.pattern == "masked":
        canvas.mark(head, s.mark, clip=head)


def _face(canvas: Canvas, plan: _Plan) -> None:
    """The eye, on the head before the plates, and the mouth below it."""
    animal, s = plan.animal, plan.animal.scheme
    x, y = plan.at(0.0, 0.28)
    head = canvas.of("head")
    mouth = line([plan.at(-0.06, 0.0), plan.at(0.02, -0.02)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.belly), clip=shrink(canvas.filled()) & head)
    canvas.eye(x + (-0.6 if animal.young else plan.px(0.4)), y, animal.eye_pixels, iris=s.iris)


def _face_to_us(canvas: Canvas, plan: _Plan) -> None:
    """Turned: a broad head before the plates, both eyes at its corners, the mouth between and below them."""
    animal, s = plan.animal, plan.animal.scheme
    x, y = plan.at(0.06, 0.34)
    r = plan.px(3.6 + 0.1 * animal["height"])
    head = canvas.part("head", opened(ellipse(x, y, r * 1.2, r * 0.94), by=3), s.belly, seam=canvas.dark(s.body))
    if animal.pattern == "masked":
        canvas.mark(head, s.mark, clip=shrink(head))
    mouth = line([(x - r * 0.3, y + r * 0.5), (x + r * 0.5, y + r * 0.5)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.belly), clip=shrink(head))
    size = animal.eye_pixels
    canvas.eye(x - r * 0.42, y - r * 0.1, size, iris=s.iris)
    canvas.eye(x + r * 0.72, y - r * 0.1, min(max(size - 1, 1), 3), iris=s.iris)


def _lights(canvas: Canvas, plan: _Plan, armour: Mask) -> None:
    """Light organs in one row along the plates' hems."""
    if not plan.animal.row_lit(canvas):
        return
    t, off = plan.spine.along(armour)
    every = 3.8 / plan.spine.length
    row = (np.abs(off + 0.1 * plan.high) < 0.6) & ((t - 0.1) % every < 1.9 / plan.spine.length) & (t > 0.1) & (t < 0.96)
    canvas.light(row, plan.animal.scheme.light, clip=shrink(armour))


_POSE = {
    "rest": {"tilt": (-5.0, 5.0), "swing": (0.4, 1.4), "stride": (0.0, 0.16)},
    "glide": {"tilt": (-10.0, 4.0), "swing": (0.8, 1.4), "stride": (0.0, 0.2)},
    "turn": {"tilt": (-4.0, 4.0), "swing": (0.8, 1.2), "stride": (0.0, 0.16)},
    "display": {"tilt": (-36.0, -26.0), "swing": (0.85, 1.15), "stride": (0.0, 0.1)},
}

GIANT_ISOPOD = Species(
    name="giant_isopod",
    draw=_giant_isopod,
    span=27.0,
    homes=("abyss", "midnight"),
    ranges={},
    traits={
        "build": {
            "slim": {"height": (7.0, 7.6), "length": (21.0, 21.8)},
            "regular": {"height": (10.2, 10.8), "length": (19.8, 20.6)},
            "stout": {"height": (14.0, 14.8), "length": (18.6, 19.4)},
        },
        "limbs": {
            "short": {"leg": (3.6, 4.0), "feeler": (4.6, 5.2), "fan": (2.8, 3.2)},
            "regular": {"leg": (5.6, 6.2), "feeler": (7.6, 8.4), "fan": (4.0, 4.6)},
            "long": {"leg": (8.6, 9.4), "feeler": (12.0, 13.2), "fan": (5.8, 6.6)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 azure2 azure3 azure3 gold5"),
            scheme("ink2 ink4 kelp2 kelp3 kelp3 gold5"),
            scheme("azure2 azure4 sand2 sand3 sand3 gold5"),
        ),
        "reef": (
            scheme("azure4 azure5 gold4 gold4 gold5 ink6"),
            scheme("coral4 coral5 azure4 azure4 azure5 ink6"),
            scheme("rose4 rose5 gold4 gold5 gold5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 gold5 glow4"),
            scheme("ink4 ink5 azure4 azure6 azure5 gold5 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose4 rose4 rose5 ink6 glow4"),
            scheme("violet3 violet4 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink3 ink4 coral3 coral3 coral4 ink6 glow4"),
            scheme("rose3 rose4 violet5 violet5 violet6 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet3 violet5 ink6 glow4"),
            scheme("azure4 azure5 violet4 violet5 violet5 ink6 glow4"),
            scheme("sand4 sand5 azure4 azure4 azure5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand3 sand3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
