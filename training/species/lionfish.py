"""A lionfish individual -> its drawing: a crown of free spines, wings of rays. Knows nothing of other species."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, ellipse, empty, line, opened, polygon, shrink, where_x, where_y
from training.drawing.tones import clearest
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.fish_plan import FishPlan, light_row, trunk, two_eyes


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line from snout to tail root, nominal pixels down; share of the length that is seen.

    Angles in degrees, 0 ahead, 90 down: of the first and last back spine, of the near wing's first and last ray, and
    the same of the far wing, None where the body hides it.
    """

    heights: tuple[float, ...]
    seen: float
    crown: tuple[float, float]
    near: tuple[float, float]
    far: tuple[float, float] | None = None


_POSES = {
    "rest": _Pose((0.4, 0.0, -0.2, 0.2, 0.8), 1.0, (-74.0, -134.0), (82.0, 162.0)),
    "glide": _Pose((0.4, -0.2, -0.4, 0.0, 0.8), 1.1, (-114.0, -150.0), (138.0, 176.0)),
    "turn": _Pose((0.0, 0.2, 0.0, -0.8, -2.0), 0.62, (-40.0, -144.0), (112.0, 192.0), (68.0, -10.0)),
    "display": _Pose((-0.6, 0.2, 0.6, 0.0, -1.0), 0.96, (-48.0, -150.0), (76.0, 186.0)),
}
# A young one's near wing: hanging, it would be a leg.
_FOLDED = {"rest": (98.0, 168.0), "display": (112.0, 174.0)}
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (0.0, 0.12, 0.36),
    (0.05, 0.46, 0.66),
    (0.18, 0.88, 0.94),
    (0.38, 1.0, 1.0),
    (0.62, 0.82, 0.84),
    (0.86, 0.5, 0.5),
    (1.03, 0.42, 0.42),
)


def _lionfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: a crown of free back spines, a wing of free rays on each side, bands, a large head.

    length: snout to tail root, nominal pixels; depth: of the body. spine: length of the longest back spine; ray: of the
    wings' longest ray; tail: of the tail fin. swing: how much of its pose's curve it has. tilt: degrees nose down.
    open: how far crown and wings are spread, a factor. youth: 1 for a large head and short fins; below 0 old age.
    """
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0.0)
    depth = fish["depth"]
    if fish.turned:  # a face has two eyes to hold
        depth += max(12.0 - depth, 0.0) * 0.4
    plan = FishPlan.through(
        fish,
        [y * fish["swing"] for y in pose.heights],
        snout=25.0,
        length=fish["length"] * pose.seen * (1 - (0.0 if fish.pose == "turn" else 0.1) * youth),
        depth=depth * (1 + 0.3 * youth),
    )
    if pose.far is not None and not plan.fish.young:
        _wing(canvas, plan, pose.far, far=True)
    _crown(canvas, plan, pose.crown)
    _tail(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    face = _face_to_us if plan.fish.turned else _face
    if not plan.fish.young:
        face(canvas, plan, body)
    near = _FOLDED.get(fish.pose, pose.near) if fish.young else pose.near
    _wing(canvas, plan, near, far=False)
    if plan.fish.young:  # a small head would be lost behind it
        face(canvas, plan, body)
    if plan.fish.turned:
        light_row(canvas, plan, body, h=0.66, start=-0.1, end=0.6)
    else:
        light_row(canvas, plan, body, h=0.2, start=0.36)


def _tips(canvas: Canvas, plan: FishPlan, tips: list[Point], rays: Mask, long: float) -> None:
    """The ends of spines or rays: the accent's colour, or light where it glows richly."""
    s = plan.fish.scheme
    ends = empty()
    for x, y in tips:
        ends |= ellipse(x + 0.5, y + 0.5, max(1.6, long * 0.26), max(1.6, long * 0.26))
    if plan.fish.glow == "rich":
        canvas.light(ends, s.light, clip=rays)
    else:
        canvas.shade(ends, s.accent, clip=rays)


def _fan(
    plan: FishPlan, roots: tuple[Point, Point], angles: tuple[float, float], long: float, *, peak: float
) -> tuple[list[Point], list[tuple[Point, float, float]]]:
    """Rays of a fan -> their tips, and (root, angle, length) of each; as many as leave room between their tips.

    peak: which of them is the longest, 0 the first to 1 the last.
    """
    middle, half = (angles[0] + angles[1]) / 2, (angles[1] - angles[0]) / 2 * plan.fish["open"]
    first, last = (plan.off(root, middle + side * half, long) for root, side in zip(roots, (-1, 1), strict=True))
    count = min(max(round(math.dist(first, last) / 4.9) + 1, 3), 4 if plan.fish.young else 6)
    rays = []
    for i in range(count):
        share = i / (count - 1)
        root = tuple(a + (b - a) * share for a, b in zip(*roots, strict=True))
        reach = long * (1 - 0.3 * abs(share - peak) / max(peak, 1 - peak))
        rays.append(((root[0], root[1]), middle + half * (2 * share - 1), reach))
    return [plan.off(*ray) for ray in rays], rays


def _crown(canvas: Canvas, plan: FishPlan, angles: tuple[float, float]) -> None:
    """The free back spines, joined by a skin at their feet."""
    fish, s = plan.fish, plan.fish.scheme
    first, last = (0.08, 0.5) if plan.fish.turned else (0.22, 0.76)
    long = plan.px(fish["spine"] * (1 - (0.2 if fish.turned else 0.36) * plan.youth)) + plan.half * 0.3
    long = max(long, 4.4)
    tips, rays = _fan(plan, (plan.at(first, -0.7), plan.at(last, -0.7)), angles, long, peak=0.35)
    skin = [plan.off(root, angle, reach * (0.5 if plan.fish.young else 0.32)) for root, angle, reach in rays]
    edge = [plan.at(first - 0.06, -0.6), *skin, plan.at(last + 0.1, -0.5)]
    canvas.part("fin", opened(polygon(edge)), canvas.dark(s.fin))
    spines = empty()
    for (root, _, _), tip in zip(rays, tips, strict=True):
        spines |= line([root, tip], curve=False, width=2)
    canvas.thin("fin", spines, s.fin)
    _tips(canvas, plan, tips, spines, long)


def _wing(canvas: Canvas, plan: FishPlan, angles: tuple[float, float], *, far: bool) -> None:
    """A breast fin: a fan notched between its rays, its edge in the accent's colour."""
    fish, s = plan.fish, plan.fish.scheme
    t, h = (0.06 if far else 0.26, 0.36) if plan.fish.turned else (0.3 if far else 0.4, 0.5)
    root = plan.at(t, h)
    # Spread below the body a longer one would be a leg, beside a face it would be all that is seen.
    ray = fish["ray"] * (0.82 if fish.pose in ("display", "turn") else 1.0)
    long = plan.px(ray * (1 - 0.45 * plan.youth)) + plan.half * 0.4
    _, rays = _fan(plan, (root, root), angles, long, peak=0.5)
    step = abs(rays[1][1] - rays[0][1])
    blunt = min(math.degrees(1.7 / long), step * 0.34)
    edge = [plan.off(root, (angles[0] + angles[1]) / 2 + 180, 1.6)]
    for i, (_, angle, reach) in enumerate(rays):
        turn = math.copysign(1.0, angles[1] - angles[0])
        edge += [plan.off(root, angle - turn * blunt, reach), plan.off(root, angle + turn * blunt, reach)]
        if i < len(rays) - 1:
            edge.append(plan.off(root, angle + turn * step / 2, reach * (0.86 if plan.fish.young else 0.7)))
    wing = canvas.part("fin", opened(polygon(edge), by=3), s.fin, gap=not far)
    away = np.hypot(where_x() - root[0], where_y() - root[1])
    inner = shrink(wing) if canvas.lit or not plan.fish.young else wing
    if fish.pattern == "banded":
        canvas.mark((away > long * 0.3) & (away < long * 0.3 + 2.2), clearest(s.fin, s.mark, s.belly), clip=inner)
    outer = away > long * 0.62
    if fish.glow == "rich":
        canvas.light(outer, s.light, clip=shrink(wing))
    else:
        canvas.shade(outer, s.accent, clip=wing)


def _tail(canvas: Canvas, plan: FishPlan) -> None:
    """The rounded tail, the soft lobes of the back and anal fin."""
    fish, s = plan.fish, plan.fish.scheme
    long = plan.px(fish["tail"] * (1 - 0.16 * plan.youth))
    reach, wide = long / plan.spine.length, 1.2 + long * 0.46
    fan = [(0.94, 0.34 * plan.half), (1 + reach * 0.4, wide * 0.8), (1 + reach * 0.9, wide), (1 + reach, 0.0)]
    places = fan + [(t, -off) for t, off in reversed(fan[:-1])]
    tail = canvas.part("tail", opened(plan.spine.blob(places), by=3), s.fin)
    t, _ = plan.spine.along(tail)
    canvas.shade(t > 1 + reach * 0.55, s.accent, clip=tail)
    for side in () if plan.fish.young else (-1, 1):
        lobe = [(0.66, side * 0.5, 0.0), (0.76, side * 0.7, 1.6), (0.94, side * 0.5, 3.0), (1.02, side * 0.4, 1.6)]
        canvas.part("fin", opened(plan.fin([*lobe, (0.94, side * 0.2, 0.0)]), by=3), s.fin)


def _body(canvas: Canvas, plan: FishPlan) -> Mask:
    """The trunk, light below; its front is the head, a ball of its own when it is turned to us."""
    half = plan.half
    blunt = 1 + 0.16 * plan.youth
    mask = plan.body([(t, up * (blunt if t < 0.3 else 1), below) for t, up, below in _FORM])
    if plan.fish.turned:
        x, y = plan.at(0.18, 0.0)
        mask |= ellipse(x, y, half * 1.0, half * 1.04)
    return trunk(canvas, plan, opened(mask, by=3), belly=0.4, head=0.34)


def _marks(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Bands behind the head, or a head of another colour."""
    fish, s = plan.fish, plan.fish.scheme
    t, off = plan.spine.along(body)
    if fish.pattern == "banded":
        width = max(2.0, plan.px(2.0)) / plan.spine.length
        for middle in (0.56, 0.86) if plan.fish.young or plan.fish.turned else (0.46, 0.68, 0.9):
            bow = 0.04 * (1 - (off / plan.half) ** 2)
            canvas.mark(np.abs(t - middle + bow) < width / 2, s.mark, clip=shrink(body))
    elif fish.pattern == "masked":
        canvas.mark(t < 0.48, s.mark, clip=shrink(body) if canvas.lit else body)


def _face(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """From the side: a wide mouth that rises to the snout, and the eye."""
    fish, s = plan.fish, plan.fish.scheme
    mouth = line([plan.at(0.18, 0.5), plan.at(-0.02, 0.24)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    canvas.eye(*plan.at(0.2, -0.24), fish.eye_pixels, iris=s.iris, socket=s.body)


def _face_to_us(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Turned: the near eye, the far one at the face's edge, the wide mouth below them."""
    s, half = plan.fish.scheme, plan.half
    x, y = plan.at(0.18, 0.0)
    mouth = line([(x - half * 0.3, y + half * 0.46), (x + half * 0.56, y + half * 0.4)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=shrink(body))
    two_eyes(canvas, plan, (x, y - half * 0.24), wide=half)


LIONFISH = Species(
    name="lionfish",
    draw=_lionfish,
    span=28.0,
    homes=("reef", "shallows"),
    ranges={"swing": (0.5, 1.4)},
    traits={
        "build": {
            "slim": {"depth": (7.4, 8.0), "length": (16.8, 17.4)},
            "regular": {"depth": (10.2, 10.8), "length": (16.4, 17.0)},
            "stout": {"depth": (13.6, 14.6), "length": (15.6, 16.2)},
        },
        "limbs": {
            "short": {"spine": (4.6, 5.2), "ray": (5.2, 5.8), "tail": (4.2, 4.6)},
            "regular": {"spine": (8.0, 8.8), "ray": (9.0, 9.8), "tail": (5.4, 6.0)},
            "long": {"spine": (12.6, 13.6), "ray": (13.6, 14.6), "tail": (7.2, 8.0)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-4.0, 8.0), "open": (0.85, 1.05)},
            "glide": {"tilt": (-8.0, 8.0), "open": (0.9, 1.1)},
            "turn": {"tilt": (-6.0, 6.0), "open": (0.9, 1.05)},
            "display": {"tilt": (-18.0, -9.0), "open": (0.95, 1.1)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    weights={"pattern": {"banded": 2, "plain": 1, "masked": 1}},
    schemes={
        "shallows": (
            scheme("coral2 coral3 coral3 ink6 gold2 gold5"),
            scheme("sand2 sand3 sand2 sand5 coral3 gold5"),
            scheme("sand1 sand3 sand2 sand5 azure3 gold5"),
            scheme("kelp2 kelp3 kelp2 kelp5 coral3 gold5"),
            scheme("violet2 violet3 violet3 ink6 gold3 gold5"),
        ),
        "reef": (
            scheme("coral5 coral6 coral4 coral1 ink6 gold5"),
            scheme("coral1 coral3 coral4 ink6 gold5 gold5"),
            scheme("gold5 gold6 gold4 coral2 coral4 ink6"),
            scheme("azure5 azure6 azure4 azure2 gold5 gold5"),
            scheme("rose5 rose6 rose4 rose2 violet5 gold5"),
            scheme("violet5 violet6 violet4 violet1 gold5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 azure6 violet4 ink6 glow4"),
            scheme("violet4 violet5 violet3 violet6 azure4 ink6 glow4"),
            scheme("ink4 ink5 ink3 ink6 azure4 ink6 glow4"),
            scheme("azure4 azure5 azure3 ink6 rose4 ink6 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral3 rose5 rose4 ink6 glow4"),
            scheme("violet3 violet4 violet3 ink5 coral4 ink6 glow4"),
            scheme("rose3 rose4 rose3 ink5 violet4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 ink6 azure4 ink6 glow4"),
            scheme("ink4 ink5 ink4 ink6 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink5 violet4 azure4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink3 sand5 ink6 glow4"),
            scheme("sand5 sand6 sand4 ink3 rose4 ink6 glow4"),
            scheme("ink5 ink6 ink4 rose4 rose4 ink6 glow4"),
        ),
    },
)
