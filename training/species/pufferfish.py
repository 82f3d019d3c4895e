"""A pufferfish individual -> its drawing: a plump body, a ball of spikes when it blows up, small fins, a beak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.drawing.canvas import Canvas
from training.drawing.masks import (
    Mask,
    arc,
    blob,
    grow_all,
    opened,
    polygon,
    rectangle,
    shrink,
    spline,
    where_x,
)
from training.drawing.patterns import dotted
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.fish_plan import FishPlan, breast_fin, light_row, trim, trunk, two_eyes


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line from snout to tail root, nominal pixels down, and the share of the length that is seen.

    blown: depth of the body, a factor; spikes: how far they stand up, a share of their length; up: how far the fins are
    raised; sweep: how far the tail is bent down, nominal pixels; hang: of the breast fin.
    """

    heights: tuple[float, ...]
    seen: float
    blown: float
    spikes: float
    up: float
    sweep: float
    hang: float


_POSES = {
    "rest": _Pose((0.0, 0.0, 0.0, 0.3, 0.8), 1.0, 1.0, 0.6, 1.0, 0.4, 0.4),
    "glide": _Pose((0.8, -0.1, -0.8, -0.2, 1.8), 1.16, 0.84, 0.0, 0.8, 1.6, 0.0),
    "turn": _Pose((0.0, 0.0, 0.0, -0.4, -1.2), 0.74, 1.06, 0.44, 1.0, -0.8, 0.8),
    "display": _Pose((0.0, 0.0, 0.0, 0.0, -0.4), 0.94, 1.22, 1.0, 1.2, -0.4, 0.9),
}
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (-0.03, 0.1, 0.3),
    (0.06, 0.5, 0.6),
    (0.24, 0.92, 0.94),
    (0.46, 1.0, 1.04),
    (0.68, 0.78, 0.84),
    (0.86, 0.42, 0.44),
    (1.04, 0.28, 0.28),
)
_BALL = (
    (-0.03, 0.14, 0.3),
    (0.05, 0.5, 0.6),
    (0.22, 0.88, 0.92),
    (0.48, 1.0, 1.06),
    (0.74, 0.9, 0.96),
    (0.92, 0.5, 0.54),
    (1.04, 0.22, 0.22),
)


def _pufferfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: a plump body that blows up to a ball of spikes, pale below, small fins far back, a beak.

    length: snout to tail root, nominal pixels; depth: of the body before it is blown up. spike: length of its spikes;
    fin: height of dorsal and anal fin; tail: of the tail fin. swing: how much of its pose's curve it has. tilt: degrees
    nose down. youth: 1 for a round body and short fins; below 0 old age.
    """
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0.0)
    plan = FishPlan.through(
        fish,
        [y * fish["swing"] for y in pose.heights],
        snout=24.0,
        length=fish["length"] * pose.seen * (1 - (0.0 if pose.spikes == 1 else 0.12) * youth),
        depth=fish["depth"] * pose.blown * (1 + 0.04 * youth),
    )
    _tail(canvas, plan, pose)
    _fins(canvas, plan, pose)
    if plan.fish.turned:
        _side_fins(canvas, plan)
    body = _body(canvas, plan, pose)
    _marks(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)
    if not plan.fish.young and not plan.fish.turned:
        breast_fin(canvas, plan, body, plan.at(0.5, 0.1), reach=2.4 + fish["fin"] * 0.4, hang=pose.hang)
    light_row(canvas, plan, body, h=0.66 if plan.fish.turned else 0.44)


def _tail(canvas: Canvas, plan: FishPlan, pose: _Pose) -> None:
    """The small round tail, its hind part in the accent's colour."""
    fish = plan.fish
    long = plan.px(fish["tail"] * (1 - 0.16 * plan.youth)) * (0.84 if plan.fish.turned else 1.0)
    long = max(long, 5.2 if fish.pose == "display" else 4.0)
    reach, wide = long / plan.spine.length, plan.px(1.0) + long * 0.4 * pose.up
    bend = plan.px(pose.sweep * fish["swing"])
    half = [(0.92, 0.26 * plan.half), (1 + reach * 0.3, wide * 0.66), (1 + reach * 0.86, wide)]
    places = [(t, off + bend * max(0.0, t - 1) / reach) for t, off in half]
    places += [(1 + reach, bend)] + [(t, -off + bend * max(0.0, t - 1) / reach) for t, off in reversed(half)]
    tail = canvas.part("tail", opened(plan.spine.blob(places), by=3), fish.scheme.fin)
    t, _ = plan.spine.along(tail)
    trim(canvas, plan, tail, t > 1 + reach * (-0.2 if plan.fish.young else 0.3))


def _fins(canvas: Canvas, plan: FishPlan, pose: _Pose) -> None:
    """Dorsal and anal fin, paddles far back."""
    fish = plan.fish
    high = max(fish["fin"] * pose.up, 1.6 / plan.px(1.0))
    for side in (-1, 1):
        paddle = [(0.62, side * 0.7, 0.0), (0.7, side * 0.84, high * 0.9), (0.86, side * 0.62, high)]
        paddle += [(0.92, side * 0.5, high * 0.5), (0.9, side * 0.2, 0.0)]
        fin = canvas.part("fin", opened(plan.fin(paddle), by=3), fish.scheme.fin)
        _, off = plan.spine.along(fin)
        trim(canvas, plan, fin, side * off > plan.half * 0.7 + plan.px(high) * (0.0 if plan.fish.young else 0.4))


def _side_fins(canvas: Canvas, plan: FishPlan) -> None:
    """Turned: a breast fin on each side of the face, hanging a little."""
    x, y = plan.at(0.3, 0.2)
    long = min(plan.px(1.2 + plan.fish["fin"] * 0.7), plan.half * 0.8)
    wide = max(1.7, plan.half * 0.3)
    for side in (-1, 1):
        root = x + side * plan.half * 0.7
        fan = [(0.0, -wide * 0.6), (long * 0.6, -wide * 0.2), (long + plan.half * 0.24, wide), (long * 0.8, wide * 1.7)]
        fan += [(long * 0.3, wide * 1.2), (-1.0, wide * 0.6)]
        mask = blob([(root + side * u, y + v) for u, v in fan])
        fin = canvas.part("fin", opened(mask, by=3), plan.fish.scheme.fin)
        trim(canvas, plan, fin, np.abs(where_x() - x) > plan.half * 0.9 + long * 0.6)


def _spiked(plan: FishPlan, course: npt.NDArray[np.float64], long: float) -> Mask:
    """A closed outline with a spike every few pixels, but for snout and tail root."""
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(course, axis=0).T))])
    count = 2 * round(walked[-1] / max(4.2, plan.px(4.4)))
    at = np.linspace(0, walked[-1], count, endpoint=False)
    places = np.stack([np.interp(at, walked, course[:, axis]) for axis in (0, 1)], axis=1)
    out = places - course.mean(axis=0)
    out /= np.maximum(np.hypot(out[:, :1], out[:, 1:]), 1e-6)
    ahead = np.array(plan.at(0.0, 0.0)) - plan.at(1.0, 0.0)
    along = out @ (ahead / np.hypot(*ahead))
    raised = (np.arange(count) % 2 == 1) & (np.abs(along) < (0.96 if plan.fish.turned else 0.88))
    if plan.fish.pose == "rest":  # at rest its belly is smooth
        raised &= out @ plan.spine.down[16] < 0
    return polygon(places + out * (raised * long)[:, None])


def _body(canvas: Canvas, plan: FishPlan, pose: _Pose) -> Mask:
    """The plump body, pale below; turned to us it is a ball, blown up a ball of spikes."""
    half = plan.half
    profile = _BALL if plan.fish.pose == "display" else _FORM
    mask = opened(plan.body(profile), by=3)
    rim = [(t, -up * half) for t, up, _ in profile] + [(t, low * half) for t, _, low in reversed(profile)]
    course = spline(plan.spine.places(rim), closed=True, steps=8)
    if plan.fish.turned:
        x, y = plan.at(0.3, 0.0)
        course = np.array(arc(x, y, half * 1.08, half * 1.02, start=0.0, end=360.0, count=48))
        mask |= polygon(course[:-1])
    long = plan.px(plan.fish["spike"]) * (1 - 0.2 * plan.youth) * pose.spikes
    if long > 1.5 or plan.fish.pose == "display":
        spikes = mask | opened(_spiked(plan, course, max(2.2, long)))
        mask |= spikes & grow_all(shrink(spikes))  # no bare tip beyond the outline
    return trunk(canvas, plan, mask, belly=0.3, head=0.34)


def _marks(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Saddles that hang over the back, large spots on it, or a dark face."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body)
    h = off / half
    clip = shrink(body) if canvas.lit else body
    if fish.pattern == "banded":
        width = max(2.1, plan.px(2.4)) / plan.spine.length
        for middle in (0.5, 0.86) if plan.fish.young or plan.fish.turned else (0.4, 0.67, 0.94):
            canvas.mark((np.abs(t - middle) < width / 2) & (h < 0.6), s.mark, clip=clip)
    elif fish.pattern == "spotted":
        small = half < 5
        dots = dotted(
            t * plan.spine.length, off + half * 0.4, apart=4.0 if small else 5.0, radius=1.45 if small else 1.6
        )
        canvas.mark(dots & (h < 0.4), s.mark, clip=shrink(body))
    elif fish.pattern == "masked":
        canvas.mark((t < (0.52 if plan.fish.young else 0.46)) & (h < 0.6), s.mark, clip=clip)


def _face(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """From the side: the beak, pale over dark, and the eye."""
    fish, s = plan.fish, plan.fish.scheme
    x, y = plan.at(-0.03, 0.12)
    left, top = round(x) - 2, round(y)
    if not plan.fish.young:
        canvas.detail("mouth", rectangle(left, top, 3, 1), s.accent, clip=body)
    canvas.detail("mouth", rectangle(left - 1, top + 1, 4, 1), canvas.dark(s.body), clip=body)
    canvas.eye(*plan.at(0.22, -0.28), fish.eye_pixels, iris=s.iris, socket=s.body)


def _face_to_us(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Turned: two eyes wide apart, the beak below and between them."""
    s, half = plan.fish.scheme, plan.half
    x, y = plan.at(0.3, 0.0)
    left, top = round(x + half * 0.1), round(y + half * 0.22)
    wide = 3 if half > 4 else 2
    if not plan.fish.young:
        canvas.detail("mouth", rectangle(left, top, wide, 1), s.accent, clip=shrink(body))
    canvas.detail("mouth", rectangle(left, top + 1, wide, 1), canvas.dark(s.body), clip=shrink(body))
    two_eyes(canvas, plan, (x - half * 0.16, y - half * 0.2), wide=half * 1.2)


PUFFERFISH = Species(
    name="pufferfish",
    draw=_pufferfish,
    span=25.0,
    homes=("reef", "shallows"),
    ranges={"swing": (0.4, 1.4)},
    traits={
        "build": {
            "slim": {"depth": (8.6, 9.2), "length": (17.4, 18.0)},
            "regular": {"depth": (12.0, 12.6), "length": (16.4, 17.0)},
            "stout": {"depth": (15.2, 16.0), "length": (15.4, 16.0)},
        },
        "limbs": {
            "short": {"spike": (2.2, 2.5), "fin": (1.9, 2.1), "tail": (3.2, 3.6)},
            "regular": {"spike": (3.8, 4.2), "fin": (3.0, 3.4), "tail": (4.8, 5.4)},
            "long": {"spike": (5.6, 6.2), "fin": (4.8, 5.4), "tail": (7.4, 8.2)},
        },
        "pattern": {"plain": {}, "banded": {}, "spotted": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-5.0, 5.0)},
            "glide": {"tilt": (-8.0, 8.0)},
            "turn": {"tilt": (-6.0, 6.0)},
            "display": {"tilt": (-16.0, -4.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("sand2 sand5 sand2 sand0 gold3 gold5"),
            scheme("kelp2 kelp4 kelp2 kelp0 gold3 gold5"),
            scheme("gold2 gold5 gold2 gold0 coral3 ink6"),
            scheme("ink2 ink5 ink2 ink0 gold3 gold5"),
            scheme("azure2 azure5 azure2 azure0 coral3 gold5"),
        ),
        "reef": (
            scheme("gold5 gold6 gold4 coral2 coral4 ink6"),
            scheme("gold4 gold6 gold4 violet2 violet5 ink6"),
            scheme("azure4 azure6 azure4 azure1 gold4 gold5"),
            scheme("coral4 coral6 coral4 coral1 azure4 gold5"),
            scheme("ink5 ink6 ink4 ink1 gold4 gold5"),
            scheme("violet5 violet6 violet4 violet1 gold5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 ink6 violet4 gold5 glow4"),
            scheme("violet4 violet5 violet4 ink6 azure4 gold5 glow4"),
            scheme("ink4 ink5 ink4 azure6 azure4 gold5 glow4"),
            scheme("azure4 azure5 azure4 ink6 coral4 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 ink5 rose4 ink6 glow4"),
            scheme("violet4 violet5 violet4 ink6 coral4 ink6 glow4"),
            scheme("rose4 rose5 rose4 ink6 violet4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 ink6 azure4 ink6 glow4"),
            scheme("ink4 ink5 ink4 violet3 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink5 azure3 azure4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink3 sand5 ink6 glow4"),
            scheme("sand5 sand6 sand4 ink3 rose4 ink6 glow4"),
            scheme("ink5 ink6 ink4 rose4 rose4 ink6 glow4"),
        ),
    },
)
