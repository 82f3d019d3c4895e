"""A conch individual -> its drawing: a spired shell with a flared lip, a snail's head. Knows no other grazer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas, eye_rows
from training.drawing.frame import Frame
from training.drawing.masks import Mask, Point, blob, ellipse, empty, line, opened, polygon, shrink, where_x, where_y
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.seams import open_seams

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose. apex: where the spire points, degrees above rightwards. middle: of the body whorl, nominal pixels.

    head: where the head is held, nominal pixels right of and below the body whorl's middle, for a regular reach; near,
    far: where the eye stalks point, degrees above rightwards; facing: the shell's mouth is turned to us.
    """

    apex: float
    middle: Point
    head: Point
    near: float
    far: float
    facing: bool = False


_GESTURES: dict[str, _Gesture] = {
    "rest": _Gesture(158.0, (14.5, 15.0), (10.5, 5.0), 50.0, 104.0),
    "glide": _Gesture(194.0, (13.5, 14.0), (12.5, 3.0), 18.0, 66.0),
    "turn": _Gesture(104.0, (16.0, 17.0), (0.0, 0.0), 60.0, 120.0, facing=True),
    "display": _Gesture(138.0, (13.0, 12.0), (10.5, -3.0), 44.0, 96.0),
}
# The body whorl about its middle: (share of the length towards the apex, share of the half breadth to the lower side).
_WHORL = (
    (-0.46, 0.08),
    (-0.3, -0.44),
    (-0.08, -0.9),
    (0.1, -1.0),
    (0.22, -0.66),
    (0.25, 0.0),
    (0.22, 0.66),
    (0.1, 1.0),
    (-0.08, 0.94),
    (-0.3, 0.56),
)
_SPIRE = ((0.25, 0.7, 0.13), (0.4, 0.46, 0.11), (0.52, 0.26, 0.1))  # whorls: middle, half breadth, half thickness
_LIP = ((0.16, 0.86), (0.1, 1.12), (-0.14, 1.24), (-0.4, 0.98), (-0.5, 0.34), (-0.4, 0.26), (-0.16, 0.8), (0.04, 0.82))
_MOUTH = ((0.14, 0.3), (0.12, 1.16), (-0.12, 1.46), (-0.4, 1.1), (-0.5, 0.34), (-0.36, -0.16), (-0.08, -0.24))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A conch laid out: the middle of its body whorl, length of the shell and half its breadth, sprite pixels."""

    conch: Individual
    gesture: _Gesture
    frame: Frame
    middle: Point
    long: float
    half: float
    apex: float  # radians above rightwards

    @property
    def side(self) -> int:
        """Turned to us it is seen from below: its lower side is to the right."""
        return -1 if self.gesture.facing else 1

    def seam(self, tone: int) -> int | None:
        """The tone of a line between two parts: a small one in dim water would be lost in dark lines."""
        return None if self.conch.young and self.conch.zone == "twilight" else tone

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.frame.px(length)

    def at(self, u: float, v: float) -> Point:
        """u towards the apex, a share of the length; v to the lower side, a share of the half breadth."""
        along, across = u * self.long, v * self.half * self.side
        cos, sin = math.cos(self.apex), -math.sin(self.apex)
        return self.middle[0] + along * cos + across * sin, self.middle[1] + along * sin - across * cos

    def all_at(self, places: Sequence[Point]) -> list[Point]:
        """The same of several places."""
        return [self.at(u, v) for u, v in places]

    def grid(self) -> tuple[Grid, Grid]:
        """u and v of every pixel."""
        dx, dy = where_x() - self.middle[0], where_y() - self.middle[1]
        cos, sin = math.cos(self.apex), -math.sin(self.apex)
        return (dx * cos + dy * sin) / self.long, (dx * sin - dy * cos) / self.half * self.side


def _plan(conch: Individual) -> _Plan:
    gesture, youth = _GESTURES[conch.pose], max(conch["youth"], 0)
    long, half = conch["length"] * (1 - 0.1 * youth), conch["breadth"] * (1 + 0.14 * youth) / 2
    if gesture.facing:  # it holds a face
        half = max(half, 0.26 * long)
    if conch.young and conch.pose == "display":  # a slender shell on end would be a cup
        half = max(half, 0.32 * long)
    out = 0.0 if gesture.facing else conch["stalk"] + 10.0 * (conch["reach"] - 1)
    frame = conch.frame.scaled(27.0 / (27.0 + out))  # about the size that its growth gives, however far the eyes are
    middle = frame.at(gesture.middle[0] - out / 2, gesture.middle[1])
    return _Plan(
        conch, gesture, frame, middle, frame.px(long), frame.px(half), math.radians(gesture.apex + conch["lean"])
    )


def _conch(canvas: Canvas, conch: Individual) -> None:
    """Field marks: a knobbed spire, a great body whorl with a flared coloured lip, a snail's head with stalked eyes.

    length: of the shell from canal to apex, nominal pixels; breadth: of the body whorl. lean: degrees that the spire is
    raised. spine: length of the spines on shoulder and lip. stalk: of the eyes; reach: how far the head is out, a
    factor. flare: breadth of the lip, a factor. youth: 1 for a short spire and a large head; below 0 old age.
    """
    plan = _plan(conch)
    head = _head_at(plan)
    if plan.gesture.facing:
        shell = _shell(canvas, plan)
        _mouth(canvas, plan)
        _head(canvas, plan, head)
    else:
        _foot(canvas, plan, head)
        shell = _shell(canvas, plan)
        _lip(canvas, plan)
        _head(canvas, plan, head)
    _lights(canvas, plan, shell)
    for tone in (conch.scheme.body, conch.scheme.accent):
        open_seams(canvas, tone, "shell")


def _head_at(plan: _Plan) -> Point:
    """The middle of the head."""
    if plan.gesture.facing:
        return plan.at(-0.3, 0.56)
    x, y = plan.gesture.head
    reach = plan.conch["reach"]
    clear = max(plan.half - plan.px(7.0), 0.0) * 0.5  # of a broad shell
    return plan.middle[0] + plan.px(x * reach) + clear, plan.middle[1] + plan.px(y)


def _skull(plan: _Plan) -> float:
    """Half the head's breadth, sprite pixels."""
    return max(2.2, plan.px(2.6 + 0.4 * max(plan.conch["youth"], 0)))


def _foot(canvas: Canvas, plan: _Plan, head: Point) -> None:
    """The foot below the shell, drawn out to the head."""
    s, px, (x, y) = plan.conch.scheme, plan.px, plan.middle
    skull = _skull(plan)
    sole = max(plan.at(-0.1, 1.0)[1], plan.at(0.1, 1.0)[1]) + max(2.0, px(2.2))
    thick = max(3.0, px(3.6))
    if plan.conch.pose == "display":
        sole += px(2.6)
        edge = [(x - px(6.5), sole), (x - px(5.0), sole - thick), (x - px(4.0), y), (head[0] - skull, head[1])]
        edge += [(head[0] + skull * 0.8, head[1] + skull), (x + px(7.0), sole - thick * 1.2), (x + px(8.5), sole)]
    else:
        front = head[0] + skull * 0.7
        edge = [
            (x - px(7.5), sole),
            (x - px(6.5), sole - thick * 0.7),
            (x, y + px(1.0)),
            (head[0] - skull, head[1] - 1),
        ]
        edge += [(front, head[1]), (front + 0.6, sole - thick * 0.4), (front - 1.0, sole)]
    dense = [edge[-1], edge[0]]
    foot = blob(edge) | polygon([*dense, (x, sole - thick), (x, sole - thick)])
    canvas.part("limb", opened(foot & (where_y() < sole), by=3), s.fin)


def _shell(canvas: Canvas, plan: _Plan) -> Mask:
    """The spire from its apex down, then the body whorl; returns both."""
    conch, s = plan.conch, plan.conch.scheme
    dark = canvas.dark(s.body)
    shell = empty()
    turn = math.degrees(-plan.apex)
    for u, breadth, thick in reversed(_SPIRE[: 2 if plan.conch.young else 3]):
        middle = plan.at(u, 0.0)
        whorl = ellipse(*middle, max(1.9, plan.long * thick), max(2.2, plan.half * breadth), angle=turn)
        if breadth > 0.6:
            whorl |= _spines(plan, [(u, -breadth)], 0.7)
        shell |= canvas.part(
            "shell", opened(whorl), s.body, seam=plan.seam(dark) if breadth > 0.3 and not plan.conch.young else None
        )
    whorl = opened(blob(plan.all_at(_WHORL)), by=3) | _spines(plan, [(0.12, -0.92)], 1.0)
    canvas.part("shell", whorl, s.body, seam=plan.seam(dark))
    shell |= whorl
    inside = shrink(whorl)
    _, v = plan.grid()
    if conch.pattern == "plain":  # bands are seen best on one tone
        canvas.shade(v > 0.3, s.belly, clip=inside)
    _marks(canvas, plan, shell, whorl)
    if conch["spine"] > 0.9 and not plan.conch.young:  # knobs on the near side of the shoulder
        for share in (-0.42, 0.1):
            x, y = plan.at(0.1, share)
            canvas.shade(ellipse(x, y, 1.1, 1.1), s.belly, clip=inside)
    return shell


def _spines(plan: _Plan, places: Sequence[Point], share: float) -> Mask:
    """Blunt spines that stand up on the shell at (u, v)."""
    long = plan.px(plan.conch["spine"]) * share
    mask = empty()
    if long < 1.4 or plan.conch.young:
        return mask
    for u, v in places:
        root = plan.at(u, v * 0.8)
        out = plan.at(u + 0.06, v)
        away = math.hypot(out[0] - root[0], out[1] - root[1]) or 1.0
        dx, dy = (out[0] - root[0]) / away, (out[1] - root[1]) / away
        tip = (out[0] + dx * long, out[1] + dy * long)
        wide = 1.9 + long * 0.24
        foot = ((root[0] - dy * wide, root[1] + dx * wide), (root[0] + dy * wide, root[1] - dx * wide))
        mask |= polygon([foot[0], (tip[0] - dy, tip[1] + dx), (tip[0] + dy, tip[1] - dx), foot[1]])
    return mask


def _marks(canvas: Canvas, plan: _Plan, shell: Mask, whorl: Mask) -> None:
    """Bands round the whorls."""
    if plan.conch.pattern != "banded":
        return
    s = plan.conch.scheme
    u, v = plan.grid()
    plain = canvas.pixels != canvas.dark(s.body)
    tone = clearest(s.body, s.mark, s.accent)
    wide = max(2.4, plan.px(3.0)) / plan.long
    bowed = u + 0.07 * v**2
    bands = (np.abs(bowed - 0.06) < wide / 2) | (np.abs(bowed + 0.2) < wide / 2)
    canvas.mark(bands, tone, clip=shrink(whorl))
    canvas.mark((np.abs(u - 0.38) < wide / 2) & plain, tone, clip=opened(shrink(shell & ~whorl)))


def _lip(canvas: Canvas, plan: _Plan) -> None:
    """The flared lip along the body whorl's lower edge, in the accent's colour."""
    s, flare = plan.conch.scheme, plan.conch["flare"]
    places = [(u, v + (v - 0.6) * (flare - 1) if v > 0.8 else v) for u, v in _LIP]
    lip = blob(plan.all_at(places))
    if plan.conch["spine"] > 2.4 and plan.conch.growth == "giant":
        lip |= _spines(plan, [(0.02, 1.2 * flare), (-0.26, 1.16 * flare)], 0.7)
    lip = canvas.part("shell", opened(lip), s.accent, seam=plan.seam(canvas.dark(s.accent)))


def _mouth(canvas: Canvas, plan: _Plan) -> None:
    """Turned to us: the shell's mouth with its wide lip, dark within."""
    s, flare = plan.conch.scheme, plan.conch["flare"]
    narrow = min(1.0, 0.3 * plan.long / plan.half)
    places = [(u, v * flare * narrow if v > 0.8 else v) for u, v in _MOUTH]
    lip = blob(plan.all_at(places))
    lip = canvas.part("shell", opened(lip), s.accent, seam=plan.seam(canvas.dark(s.accent)))
    middle = [(-0.1 + (u + 0.16) * 0.66, 0.5 + (v - 0.54) * 0.5) for u, v in places]
    canvas.shade(blob(plan.all_at(middle)), s.belly, clip=shrink(lip))  # a face is lost before the dark


def _head(canvas: Canvas, plan: _Plan, head: Point) -> None:
    """The snail's head with two eyes on stalks that stand apart, the far one behind."""
    conch, s, skull, (x, y) = plan.conch, plan.conch.scheme, _skull(plan), head
    size = conch.eye_pixels
    if plan.gesture.facing:
        skull = min(skull, plan.half * 0.44)
    long = plan.px(conch["stalk"]) * (0.7 if plan.conch.young else 1.0)
    ball = size / 2 + 0.7
    ends = []
    for angle, side in ((plan.gesture.far, -1), (plan.gesture.near, 1)):
        turn = math.radians(angle)
        start = (x + side * skull * 0.4, y - skull * 0.5)
        out = max(long + ball * 0.8, (skull * 0.7 + ball) * plan.gesture.facing)  # clear of a face turned to us
        end = (start[0] + out * math.cos(turn), start[1] - out * math.sin(turn))
        ends.append((start, end))
    (_, far), (_, near) = ends
    apart = max(0.0, size + 2.0 - (near[0] - far[0])) / 2  # a pixel between the eyes
    gap = plan.seam(s.fin) is not None and not plan.gesture.facing  # between two eyes it would frown
    for (start, end), side in zip(ends, (-1, 1), strict=True):
        place = (end[0] + side * apart, end[1])
        stalk = line([start, place], curve=False, width=2) if long > 1.2 else empty()
        stalk = canvas.thin("limb", stalk | ellipse(*place, ball, ball), s.fin, gap=gap)
        if conch.glow == "rich" and not plan.gesture.facing:  # about a face it would be all that is seen
            canvas.light(stalk, s.light, clip=stalk)
        canvas.eye(*place, size, iris=s.iris)
        if size == 2:  # a dark pupil alone is lost beside its stalk
            canvas.stamp("eye", round(place[0] - 1), round(place[1] - 1), eye_rows(2, pale=True))
    face = canvas.part("head", opened(ellipse(x, y, skull * 1.1, skull)), s.fin, seam=None)
    if not plan.gesture.facing:  # below two eyes it would laugh
        lip = line([(x + skull * 0.3, y + skull * 0.4), (x + skull, y + skull * 0.3)], curve=False)
        canvas.detail("mouth", lip, canvas.dark(s.fin), clip=face)


def _lights(canvas: Canvas, plan: _Plan, shell: Mask) -> None:
    """Light organs in one row along the shell's side; where it glows richly also on its lip.

    A young one that glows richly has lit stalks alone.
    """
    s = plan.conch.scheme
    if plan.conch.glow == "none" or (plan.conch.young and plan.conch.glow == "rich" and not plan.gesture.facing):
        return
    u, v = plan.grid()
    row = (np.abs((v + 0.1) * plan.half) < 0.6) & ((u * plan.long + 24.0) % 3.4 < 1.9) & (u > -0.3)
    canvas.light(row, s.light, clip=shrink(shell) & canvas.of("shell", "mark"))
    if plan.conch.glow == "rich":
        lip = canvas.of("shell") & (canvas.pixels == s.accent)
        if plan.gesture.facing:
            lip &= u < -0.3  # its foot: above it is the face
        canvas.light(lip, s.light, clip=lip)


CONCH = Species(
    name="conch",
    draw=_conch,
    span=27.0,
    homes=("shallows", "reef"),
    ranges={"lean": (-9.0, 9.0), "flare": (0.9, 1.2)},
    traits={
        "build": {
            "slim": {"length": (23.0, 24.5), "breadth": (9.6, 10.4)},
            "regular": {"length": (20.5, 21.5), "breadth": (13.2, 14.0)},
            "stout": {"length": (18.0, 19.0), "breadth": (17.4, 18.4)},
        },
        "limbs": {
            "short": {"stalk": (0.0, 0.4), "spine": (0.0, 0.4), "reach": (0.78, 0.86)},
            "regular": {"stalk": (2.0, 2.6), "spine": (1.7, 2.1), "reach": (0.96, 1.04)},
            "long": {"stalk": (4.6, 5.4), "spine": (4.2, 5.0), "reach": (1.16, 1.24)},
        },
        "pattern": {"plain": {}, "banded": {}},
        "pose": free("pose"),
        "eye": {"small": {}, "large": {}},
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand3 coral3 coral3 coral3 gold5"),
            scheme("coral2 coral3 sand3 sand4 sand3 gold5"),
            scheme("kelp2 kelp3 gold3 gold4 gold3 gold5"),
            scheme("ink2 ink3 azure3 azure4 azure3 gold5"),
            scheme("violet2 violet3 rose3 rose4 rose3 gold5"),
        ),
        "reef": (
            scheme("sand5 sand6 rose4 rose4 rose5 ink6"),
            scheme("coral5 coral6 gold4 gold4 gold5 ink6"),
            scheme("rose5 rose6 violet4 violet4 violet5 ink6"),
            scheme("gold5 gold6 coral4 coral4 coral5 ink6"),
            scheme("violet5 violet6 gold4 gold4 gold5 ink6"),
            scheme("azure5 azure6 coral4 coral4 coral5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 ink6 glow4"),
            scheme("ink4 ink5 azure4 azure5 azure5 ink6 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose4 rose4 rose4 gold5 glow4"),
            scheme("violet4 violet5 coral4 coral4 coral4 gold5 glow4"),
            scheme("rose4 rose5 violet4 violet4 violet4 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink5 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet5 violet5 ink6 glow4"),
            scheme("azure4 azure5 ink4 ink5 ink5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand5 sand4 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose5 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose5 rose5 rose5 ink6 glow4"),
        ),
    },
)
