"""A tang or surgeonfish individual -> its drawing: a high oval with long fins, a crescent tail and its scalpel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, ellipse, grow, line, opened, rectangle, shrink
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.fish_plan import FishPlan, breast_fin, light_row, trim, trunk, two_eyes


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line from snout to tail root, nominal pixels down, and the share of the length that is seen.

    up: how far the long fins are raised; fork: how far the tail's horns are apart, factors; sweep: how far the tail is
    bent down, nominal pixels; hang: of the breast fin.
    """

    heights: tuple[float, ...]
    seen: float
    up: float
    fork: float
    sweep: float
    hang: float


_POSES = {
    "rest": _Pose((0.2, 0.0, 0.0, 0.1, 0.4), 1.0, 1.0, 1.0, 0.4, 0.4),
    "glide": _Pose((1.2, -0.2, -0.9, 0.2, 2.6), 1.12, 0.4, 0.7, 2.6, 0.0),
    "turn": _Pose((0.0, 0.1, 0.0, -0.3, -0.9), 0.66, 1.0, 1.0, -0.9, 1.0),
    "display": _Pose((1.4, -0.2, -0.9, -1.4, -4.2), 0.98, 1.3, 1.05, -1.0, 1.2),
}
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (-0.03, 0.0, 0.26),
    (0.04, 0.32, 0.44),
    (0.16, 0.76, 0.74),
    (0.34, 1.0, 0.96),
    (0.56, 0.92, 0.92),
    (0.78, 0.58, 0.58),
    (0.94, 0.26, 0.26),
    (1.05, 0.24, 0.24),
)


def _tang(canvas: Canvas, fish: Individual) -> None:
    """Field marks: high oval, dorsal and anal fin all along it, narrow tail root with the scalpel, crescent tail.

    length: snout to tail root, nominal pixels; depth: of the body. rise: height of dorsal and anal fin; horn: length of
    the tail's horns. swing: how much of its pose's curve it has. tilt: degrees nose down. bow: how far bars bow.
    youth: 1 for a round body and short fins; below 0 old age.
    """
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0.0)
    plan = FishPlan.through(
        fish,
        [y * fish["swing"] for y in pose.heights],
        snout=25.0,
        length=fish["length"] * pose.seen * (1 - 0.06 * youth),
        depth=fish["depth"] * (1 + 0.04 * youth),
    )
    _tail(canvas, plan, pose)
    for side in (-1, 1):
        _long_fin(canvas, plan, pose, side)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _scalpel(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)
    if not plan.fish.young:
        breast_fin(canvas, plan, body, plan.at(0.42, 0.26), reach=0.24 * fish["length"] * pose.seen, hang=pose.hang)
    light_row(canvas, plan, body, h=0.66 if plan.fish.turned else 0.44)


def _long_fin(canvas: Canvas, plan: FishPlan, pose: _Pose, side: int) -> None:
    """Dorsal (side -1) or anal fin: from behind the head to the tail root, highest behind."""
    high = plan.fish["rise"] * pose.up
    high = max(high, 1.5 / plan.px(1.0)) if plan.fish.young and pose.up >= 1 else high
    if plan.px(high) < 1.3:  # folded it would be an outline and nothing inside it
        return
    front = 0.22 if side < 0 else 0.4
    end = 0.94
    if plan.fish.turned:
        front, end = front - 0.14, 1.04
    sail = [(front, side * 0.72, 0.0), (front + 0.14, side * 0.92, high * 0.7), (0.56, side * 0.92, high)]
    sail += [(0.78, side * 0.62, high * 1.2), (end, side * 0.36, high * 1.1), (end + 0.02, side * 0.26, high * 0.4)]
    mask = plan.fin([*sail, (end, side * 0.1, 0.0), (0.6, side * 0.4, 0.0)])
    fin = canvas.part("fin", opened(mask, by=3), plan.fish.scheme.fin)
    if plan.fish.young:
        return
    _, off = plan.spine.along(fin)
    inner = shrink(fin)
    trim(canvas, plan, fin, inner & ~shrink(inner) & (side * off > plan.half * 0.5) & ~grow(canvas.of("body", "tail")))


def _tail(canvas: Canvas, plan: FishPlan, pose: _Pose) -> None:
    """The crescent tail in the accent's colour, swept by the beat."""
    fish, s = plan.fish, plan.fish.scheme
    young = 1 - 0.1 * plan.youth
    long = plan.px(fish["horn"] * young) * (0.84 if plan.fish.turned else 1.0)
    reach, wide = long / plan.spine.length, max(3.4, (plan.px(2.8) + long * 0.6) * pose.fork)
    bend = plan.px(pose.sweep * fish["swing"])
    half = [(0.94, 0.25 * plan.half), (1 + reach * 0.24, wide * 0.44), (1 + reach * 0.6, wide * 0.9)]
    half += [(1 + reach * 0.94, wide), (1 + reach, wide * 0.7), (1 + reach * 0.84, wide * 0.3)]
    places = [(t, off + bend * max(0.0, t - 1) / reach) for t, off in half]
    places += [(1 + reach * 0.76, bend * 0.76)]
    places += [(t, -off + bend * max(0.0, t - 1) / reach) for t, off in reversed(half)]
    tail = canvas.part("tail", opened(plan.spine.blob(places), by=3), s.accent)
    if fish.glow == "rich":
        t, _ = plan.spine.along(tail)
        canvas.light(t > 1 + reach * 0.6, s.light, clip=shrink(tail))


def _body(canvas: Canvas, plan: FishPlan) -> Mask:
    """The oval, light below; a narrow oval of its own before it when its face is turned to us."""
    mask = plan.body(_FORM)
    if plan.fish.turned:
        mask |= ellipse(*plan.at(0.2, 0.0), *_face_size(plan))
    return trunk(canvas, plan, opened(mask, by=3), belly=0.5, head=0.3)


def _face_size(plan: FishPlan) -> tuple[float, float]:
    """Half the width and half the height of a face turned to us, sprite pixels."""
    return max(plan.half * 0.62, 3.2), plan.half * 0.94


def _marks(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Bars across, a painter's palette along the back, or a dark face."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body)
    clip = shrink(body) if canvas.lit else body
    h = off / half
    if fish.pattern == "banded":
        width = max(2.0, plan.px(2.1)) / plan.spine.length
        bow = fish["bow"] * (1 - h**2)
        for middle in (0.46, 0.84) if plan.fish.young or plan.fish.turned else (0.4, 0.62, 0.84):
            canvas.mark(np.abs(t - middle + bow) < width / 2, s.mark, clip=clip)
    elif fish.pattern == "striped":
        palette = (h < 0.1 - 0.3 * (t - 0.3)) & (t > 0.3) & (h > -0.86)
        loop = ((t - 0.62) / 0.13) ** 2 + ((h + 0.32) / 0.2) ** 2 < 1
        canvas.mark((palette & ~loop) | ((t > 0.8) & (h < 0.2)), s.mark, clip=shrink(body))
    elif fish.pattern == "masked":
        canvas.mark(t < (0.46 if plan.fish.young else 0.42) - 0.06 * h**2, s.mark, clip=clip)


def _scalpel(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """The blade at the tail root in the tail's colour."""
    t, off = plan.spine.along(body)
    length = plan.spine.length
    thick = 1.0 if plan.half > 3.2 else 0.6
    blade = (np.abs(off) < thick) & (t > 0.96 - max(3.0, plan.px(3.6)) / length) & (t < 1.0)
    canvas.mark(blade, plan.fish.scheme.accent, clip=shrink(body))


def _face(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """From the side: a small mouth low at the snout, open in display, and the eye high on the head."""
    fish, s = plan.fish, plan.fish.scheme
    mouth = line([plan.at(0.11, 0.3), plan.at(-0.04, 0.2)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    canvas.eye(*plan.at(0.2, -0.26), fish.eye_pixels, iris=s.iris, socket=s.body)


def _face_to_us(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Turned: two eyes, a small pursed mouth below and between them."""
    s = plan.fish.scheme
    wide, high = _face_size(plan)
    x, y = plan.at(0.2, 0.0)
    left, top = round(x + wide * 0.06), round(y + high * 0.4)
    mouth = rectangle(left, top, 2 if plan.half < 5 else 3, 1)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=shrink(body))
    two_eyes(canvas, plan, (x, y - high * 0.22), wide=wide)


TANG = Species(
    name="tang",
    draw=_tang,
    span=27.0,
    homes=("reef", "shallows"),
    ranges={"swing": (0.5, 1.3), "bow": (-0.06, 0.06)},
    traits={
        "build": {
            "slim": {"depth": (10.0, 10.6), "length": (19.0, 19.6)},
            "regular": {"depth": (13.4, 14.0), "length": (18.2, 18.8)},
            "stout": {"depth": (17.4, 18.4), "length": (17.2, 17.8)},
        },
        "limbs": {
            "short": {"rise": (1.3, 1.5), "horn": (4.0, 4.4)},
            "regular": {"rise": (2.9, 3.3), "horn": (6.2, 6.8)},
            "long": {"rise": (5.4, 6.0), "horn": (9.2, 10.2)},
        },
        "pattern": {"plain": {}, "banded": {}, "striped": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-5.0, 5.0)},
            "glide": {"tilt": (-8.0, 6.0)},
            "turn": {"tilt": (-6.0, 6.0)},
            "display": {"tilt": (-2.0, 12.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    weights={"pattern": {"striped": 2, "banded": 1, "masked": 1, "plain": 1}},
    schemes={
        "shallows": (
            scheme("azure2 azure4 azure2 azure0 gold3 gold5"),
            scheme("sand2 sand4 sand2 sand5 coral3 gold5"),
            scheme("ink2 ink4 ink2 ink6 coral3 gold5"),
            scheme("kelp2 kelp4 kelp2 kelp0 gold3 gold5"),
            scheme("gold2 gold4 gold2 gold5 azure2 ink6"),
        ),
        "reef": (
            scheme("azure4 azure5 azure4 azure1 gold5 gold5"),
            scheme("gold5 gold6 gold4 coral2 ink6 ink6"),
            scheme("ink1 ink3 ink1 ink5 coral4 gold5"),
            scheme("violet1 violet3 violet1 violet5 gold5 gold5"),
            scheme("coral4 coral5 coral4 coral1 azure4 gold5"),
            scheme("azure5 azure6 azure4 azure1 rose4 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure4 ink6 violet4 gold5 glow4"),
            scheme("violet4 violet5 violet4 ink6 azure4 gold5 glow4"),
            scheme("ink4 ink5 ink4 ink6 azure4 gold5 glow4"),
            scheme("azure4 azure5 azure4 ink6 coral4 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 ink5 rose4 ink6 glow4"),
            scheme("violet3 violet4 violet3 ink5 coral4 ink6 glow4"),
            scheme("rose3 rose4 rose3 ink5 violet4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 violet4 ink6 azure4 ink6 glow4"),
            scheme("ink4 ink5 ink4 violet4 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink5 azure3 azure4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink3 sand5 ink6 glow4"),
            scheme("sand5 sand6 sand4 ink3 rose4 ink6 glow4"),
            scheme("ink5 ink6 ink4 rose4 rose4 ink6 glow4"),
        ),
    },
)
