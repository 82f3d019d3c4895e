"""A sea turtle individual -> its drawing: a domed shell of scutes, two long flippers. Knows no other grazer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas, darker
from training.drawing.frame import Frame
from training.drawing.masks import Mask, Point, Points, blob, grow, line, opened, shrink, where_x, where_y
from training.drawing.patterns import measured, photophores
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.backbone import turned
from training.species.contract import AGES, Individual, Species, free

Grid = npt.NDArray[np.float64]

# Outlines in shares: of the shell's length from its middle, of its height (or half its width) downwards.
_SIDE = (
    (-0.52, 0.02),
    (-0.43, -0.5),
    (-0.22, -0.92),
    (0.06, -1.0),
    (0.32, -0.78),
    (0.47, -0.36),
    (0.52, 0.04),
    (0.4, 0.16),
    (0.0, 0.2),
    (-0.4, 0.16),
)
_ABOVE = (
    (-0.54, 0.0),
    (-0.3, -0.72),
    (0.02, -1.0),
    (0.32, -0.9),
    (0.48, -0.5),
    (0.52, 0.0),
    (0.48, 0.5),
    (0.32, 0.9),
    (0.02, 1.0),
    (-0.3, 0.72),
)
# Middles of the scutes in the same shares; those of a low dome are one row that rises in the middle.
_SIDE_SCUTES = ((-0.36, -0.3), (-0.01, -0.36), (0.34, -0.26), (-0.2, -0.92), (0.14, -0.96))
_LOW_SCUTES = ((-0.4, -0.2), (-0.16, -0.8), (0.06, -0.3), (0.28, -0.8), (0.46, -0.1))
_ABOVE_SCUTES = ((-0.36, 0.0), (-0.02, 0.0), (0.32, 0.0), (-0.2, -0.85), (0.16, -0.95), (-0.2, 0.85), (0.16, 0.95))
_FLIPPER = (
    (-0.15, 0.34),
    (0.3, 0.58),
    (0.66, 0.4),
    (0.92, -0.3),
    (1.0, -0.56),
    (0.84, -0.62),
    (0.5, -0.34),
    (0.1, -0.42),
)


@dataclass(frozen=True, slots=True)
class _Gesture:
    """A pose: degrees nose down; angle of the near and the far front flipper and of the hind ones (0 ahead, 90 down,
    180 back); where the head is held, nominal pixels beyond the shell's front and below it."""

    tilt: float
    near: float
    far: float
    hind: float
    head: Point


_GESTURES = {
    "rest": _Gesture(2.0, 118.0, 74.0, 160.0, (3.0, -0.6)),
    "glide": _Gesture(-13.0, 66.0, 238.0, 172.0, (3.4, 0.2)),
    "turn": _Gesture(26.0, 98.0, 262.0, 160.0, (2.6, 0.4)),
    "display": _Gesture(-44.0, 128.0, 52.0, 196.0, (3.4, -0.4)),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A turtle laid out, nominal pixels about the middle of its shell's margin."""

    turtle: Individual
    gesture: _Gesture
    frame: Frame
    length: float
    height: float  # of the dome, or half the width of the shell seen from above

    @property
    def above(self) -> bool:
        """Whether it is seen from above, banking."""
        return self.turtle.pose == "turn"

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.frame.px(length)

    def at(self, along: float, down: float) -> Point:
        """Shares of the shell's length and height -> sprite coordinates."""
        return self.frame.at(14.0 + along * self.length, 17.0 + down * self.height)

    def grid(self) -> tuple[Grid, Grid]:
        """Shares of the shell's length and height of every pixel."""
        x, y = self.at(0.0, 0.0)
        turn = math.radians(self.frame.turn)
        dx, dy = (where_x() - x) / self.px(1.0), (where_y() - y) / self.px(1.0)
        across = (dx * math.cos(turn) + dy * math.sin(turn)) / self.length
        return across, (dy * math.cos(turn) - dx * math.sin(turn)) / self.height


def _plan(turtle: Individual) -> _Plan:
    gesture, youth = _GESTURES[turtle.pose], max(turtle["youth"], 0)
    length = turtle["length"] * (1 - 0.14 * youth)
    height = length * (turtle["dome"] * (1 - 0.12 * min(turtle["youth"], 0)))
    if turtle.pose == "turn":
        height = length * (0.2 + 0.42 * turtle["dome"]) * (1.2 if turtle.young else 1.0)
    elif turtle.young:
        height *= 1.16
    return _Plan(turtle, gesture, turtle.frame.turned(gesture.tilt + turtle["tilt"]), length, height)


def _sea_turtle(canvas: Canvas, turtle: Individual) -> None:
    """Field marks: domed shell of scutes, long front flippers, blunt head with a beak.

    length: of the shell, nominal pixels. dome: its height over its length. flipper: length of the front flippers;
    hind: of the hind ones; paddle: their width. head: its length. tilt: degrees nose down beside the pose's. beat:
    degrees that the flippers are before or behind the pose's. youth: 1 for a large head and a short shell.
    """
    plan = _plan(turtle)
    g = plan.gesture
    far = {"turn": 0.94, "glide": 1.1}.get(turtle.pose, 0.82)
    raised = plan.above or turtle.pose == "glide"
    root = (0.3, -0.5) if raised else (0.34, 0.0)
    _flipper(canvas, plan, root, g.far - turtle["beat"], share=far, flip=raised)
    if plan.above:
        if not turtle.young:  # four flippers and a head are all that a small shell has room for
            _hind(canvas, plan, (-0.4, -0.4), 360.0 - g.hind)
        _hind(canvas, plan, (-0.4, 0.4), g.hind)
    else:
        _hind(canvas, plan, (-0.38, 0.1), g.hind)
    _head(canvas, plan)
    if not plan.above:
        _belly(canvas, plan)
    shell = _shell(canvas, plan)
    root = (0.3, 0.5) if plan.above else (0.26, 0.1)
    if plan.above:
        _flipper(canvas, plan, root, g.near + turtle["beat"], behind=shell)
    else:
        _flipper(canvas, plan, root, g.near + turtle["beat"])


def _limb(canvas: Canvas, plan: _Plan, mask: Mask, tone: int) -> Mask:
    """A flipper: in the dim twilight a dark line all round would leave little of it to see."""
    return (
        canvas.thin("limb", mask, tone, gap=True) if plan.turtle.zone == "twilight" else canvas.limb("limb", mask, tone)
    )


def _flipper(
    canvas: Canvas,
    plan: _Plan,
    root: Point,
    angle: float,
    *,
    share: float = 1.0,
    flip: bool = False,
    behind: Mask | None = None,
) -> None:
    """A front flipper: broad at the elbow, its tip swept back. flip: its leading edge is on the other side."""
    turtle, s = plan.turtle, plan.turtle.scheme
    length = turtle["flipper"] * share * (1 - 0.26 * max(turtle["youth"], 0))
    width = max(turtle["paddle"], 3.4 / plan.px(1.0))
    shape = [(u, -v if flip else v) for u, v in _FLIPPER]
    x, y = 14.0 + root[0] * plan.length, 17.0 + root[1] * plan.height
    places = plan.frame.points(turned(shape, (x, y), angle=angle, length=length, width=width))
    mask = opened(blob(places))
    if behind is not None:
        mask &= ~behind
    flipper = _limb(canvas, plan, mask, s.fin)
    end = plan.frame.points(turned([(0.96, 0.4 if flip else -0.4)], (x, y), angle=angle, length=length, width=width))[0]
    from_end = np.hypot(where_x() - end[0], where_y() - end[1])
    canvas.shade(from_end < max(3.2, plan.px(3.2)), s.accent, clip=flipper)
    if turtle.pattern == "striped" and not turtle.young:
        _skin_stripe(canvas, plan, flipper & (from_end >= max(3.2, plan.px(3.2))), places)
    if turtle.glow == "rich":
        canvas.light(from_end < max(2.6, plan.px(3.2)), s.light, clip=flipper)


def _skin_stripe(canvas: Canvas, plan: _Plan, skin: Mask, places: Points) -> None:
    """A striped one's flipper: a stripe down its middle. places: its outline, root to tip and back."""
    s = plan.turtle.scheme
    middle = [(np.asarray(places[near]) + np.asarray(places[far])) / 2 for near, far in ((0, 7), (1, 6), (3, 5))]
    _, aside = measured(middle, skin)
    tone = clearest(s.fin, s.mark, s.belly, s.body)
    canvas.mark((np.abs(aside) < 1.1) & (aside != 0), tone, clip=skin)


def _hind(canvas: Canvas, plan: _Plan, root: Point, angle: float) -> None:
    """A short hind flipper."""
    turtle = plan.turtle
    shape = [(-0.2, 0.3), (0.5, 0.5), (0.95, 0.24), (0.95, -0.3), (0.5, -0.46), (-0.2, -0.3)]
    x, y = 14.0 + root[0] * plan.length, 17.0 + root[1] * plan.height
    width = max(turtle["paddle"] * 0.8, 3.0 / plan.px(1.0))
    places = turned(shape, (x, y), angle=angle, length=turtle["hind"] + 1.0, width=width)
    _limb(canvas, plan, opened(plan.frame.blob(places)), turtle.scheme.fin)


def _head(canvas: Canvas, plan: _Plan) -> None:
    """Thick neck, blunt head with a hooked beak, the eye large in it."""
    turtle, s, g = plan.turtle, plan.turtle.scheme, plan.gesture
    size = max(
        turtle["head"] * (1 + 0.5 * max(turtle["youth"], 0)),
        (turtle.eye_pixels + (4.0 if plan.above and turtle.young else 2.6)) / plan.px(1.0),
    )
    x, y = 14.0 + plan.length * 0.5 + g.head[0], 17.0 + g.head[1]
    half = size * 0.46
    if plan.above:
        shape = [(-3.6, -half * 0.8), (0.0, -half), (half * 1.1, -half * 0.7), (half * 1.7, 0.0)]
        shape += [(half * 1.1, half * 0.7), (0.0, half), (-3.6, half * 0.8)]
    else:
        shape = [(-4.4, -0.6), (-half * 0.6, -half * 0.9), (half * 0.4, -half), (half * 1.24, -half * 0.4)]
        shape += [(half * 1.46, half * 0.5), (half * 1.1, half * 0.9), (-half * 0.2, half), (-4.4, 2.4)]
    head = opened(blob([plan.frame.at(x + u, y + v) for u, v in shape]))
    painted = canvas.part("head", head, s.fin, seam=canvas.dark(s.fin))
    if turtle.pattern == "masked":
        hood = shrink(painted) if canvas.lit else painted
        canvas.mark(hood, clearest(s.fin, s.mark, s.accent), clip=hood)
    if plan.above:
        eye = plan.frame.at(x + half * 0.3, y - half * 0.1)
        canvas.eye(*eye, turtle.eye_pixels, iris=s.iris)
        return
    nose = plan.frame.at(x + half * 1.5, y + half * 0.5)
    inner = plan.frame.at(x + half * 0.5, y + half * 0.62)
    canvas.detail("mouth", line([inner, nose], curve=False), canvas.dark(s.fin), clip=painted)
    canvas.eye(*plan.frame.at(x + half * 0.32, y - half * 0.22), turtle.eye_pixels, iris=s.iris)


def _belly(canvas: Canvas, plan: _Plan) -> None:
    """The pale belly shield below the shell's margin."""
    places = [(-0.46, 0.0), (-0.3, 0.42), (0.1, 0.52), (0.42, 0.36), (0.5, 0.0)]
    deep = max(1.0, 2.4 / (0.5 * plan.px(plan.height)))
    mask = blob([plan.at(u, v * deep if v else v) for u, v in places])
    tone = plan.turtle.scheme.belly
    if plan.turtle.zone == "twilight" and plan.turtle.young:  # dark lines would be most of what is seen
        canvas.thin("body", opened(mask), tone)
    else:
        canvas.part("body", opened(mask), tone, seam=canvas.dark(tone))


def _shell(canvas: Canvas, plan: _Plan) -> Mask:
    """The shell: scutes like a honeycomb, or keels, within a margin in the accent's colour."""
    turtle, s = plan.turtle, plan.turtle.scheme
    outline = _ABOVE if plan.above else _SIDE
    mask = opened(blob([plan.at(u, v) for u, v in outline]), by=3)
    shell = canvas.part("shell", mask, s.body, seam=canvas.dark(s.body))
    along, down = plan.grid()
    inside = shrink(shell)
    margin = (
        inside & ~shrink(inside) if plan.above else inside & (down * plan.px(plan.height) > -max(1.0, plan.px(1.3)))
    )
    dorsal = inside & ~margin
    edge = dorsal & grow(margin)
    low = plan.px(plan.height) < 6.5
    scutes = _ABOVE_SCUTES if plan.above else _LOW_SCUTES if low else _SIDE_SCUTES
    if turtle.pattern == "striped":
        for level in (-0.5, 0.0, 0.5) if plan.above else (-0.5,) if low else (-0.3, -0.74):
            keel = np.abs((down - level * (1 - 0.6 * along**2)) * plan.px(plan.height)) < 1.05
            canvas.mark(keel, s.mark, clip=dorsal)
    elif turtle.pattern == "masked":
        canvas.mark(np.abs(along + 0.02) < 0.3, s.mark, clip=dorsal)
    elif plan.px(plan.height) > (6.0 if turtle.young else 4.4):
        seam = darker(s.body, 2) if turtle.zone == "twilight" else canvas.dark(s.body)
        canvas.shade(_borders(plan, along, down, scutes), seam, clip=dorsal)
    if not plan.above and plan.px(plan.height) > 9:
        canvas.shade(edge & (down < 0), canvas.dark(s.body), clip=dorsal)
    canvas.shade(margin, s.accent, clip=shell)
    if turtle.row_lit(canvas):
        row = [plan.at(u, v) for u, v in ((-0.46, 0.0), (0.0, -0.02), (0.48, 0.0))]
        canvas.light(photophores(row, every=3.4, start=1.0), s.light, clip=inside)
    return shell


def _borders(plan: _Plan, along: Grid, down: Grid, scutes: Sequence[Point]) -> Mask:
    """Lines of one pixel between the scutes: as far from one middle as from the next."""
    length, height = plan.px(plan.length), plan.px(plan.height)
    far = np.stack([((along - u) * length) ** 2 + ((down - v) * height) ** 2 for u, v in scutes])
    order = far.argsort(axis=0)
    middles = np.asarray(scutes) * (length, height)
    apart = np.hypot(*np.moveaxis(middles[order[0]] - middles[order[1]], -1, 0))
    first, second = np.take_along_axis(far, order[:2], axis=0)
    return np.asarray((second - first) / (2 * apart) < 0.5)


SEA_TURTLE = Species(
    name="sea_turtle",
    draw=_sea_turtle,
    span=30.0,
    homes=("shallows", "reef"),
    ranges={"tilt": (-5.0, 5.0), "beat": (-9.0, 9.0), "head": (6.6, 7.4), "length": (18.6, 19.6)},
    traits={
        "build": {
            "slim": {"dome": (0.34, 0.37)},
            "regular": {"dome": (0.47, 0.5)},
            "stout": {"dome": (0.62, 0.66)},
        },
        "limbs": {
            "short": {"flipper": (7.6, 8.2), "paddle": (4.2, 4.6), "hind": (3.6, 4.0)},
            "regular": {"flipper": (11.2, 12.0), "paddle": (4.8, 5.4), "hind": (4.8, 5.4)},
            "long": {"flipper": (16.4, 17.4), "paddle": (5.6, 6.2), "hind": (6.6, 7.4)},
        },
        "pattern": {"plain": {}, "striped": {}, "masked": {}},
        "pose": free("pose"),
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand4 sand2 sand4 kelp4 gold5"),
            scheme("kelp2 kelp4 kelp2 kelp4 sand4 gold5"),
            scheme("gold2 gold4 gold2 gold4 kelp3 gold5"),
            scheme("azure2 azure4 azure2 azure4 sand4 gold5"),
            scheme("ink2 ink4 ink2 ink4 kelp4 gold5"),
            scheme("kelp1 kelp3 kelp2 kelp4 gold4 gold5"),
        ),
        "reef": (
            scheme("kelp5 kelp6 kelp4 kelp2 gold4 ink6"),
            scheme("gold4 gold6 gold5 gold2 kelp5 ink6"),
            scheme("coral5 coral6 coral4 coral3 gold5 ink6"),
            scheme("rose5 rose6 rose4 rose3 kelp5 ink6"),
            scheme("violet5 violet6 violet4 violet3 gold5 ink6"),
            scheme("sand5 sand6 sand4 sand3 coral4 ink6"),
            scheme("kelp5 kelp6 kelp5 kelp2 sand5 ink6"),
        ),
        "twilight": (
            scheme("azure5 azure6 azure4 azure3 ink5 ink6 glow4"),
            scheme("violet5 violet6 violet4 violet3 azure5 ink6 glow4"),
            scheme("ink5 ink6 ink4 ink3 azure5 ink6 glow4"),
            scheme("azure5 azure6 azure4 azure3 violet5 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 coral5 rose5 gold5 glow4"),
            scheme("violet3 violet4 violet2 violet5 coral4 gold5 glow4"),
            scheme("rose3 rose4 rose2 rose5 violet5 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 violet6 ink5 ink6 glow4"),
            scheme("ink5 ink6 ink4 ink3 violet5 ink6 glow4"),
            scheme("violet5 violet6 violet4 violet3 azure5 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 rose3 sand5 ink6 glow4"),
            scheme("sand5 sand6 sand4 sand3 rose5 ink6 glow4"),
            scheme("ink5 ink6 ink4 ink3 rose4 ink6 glow4"),
        ),
    },
)
