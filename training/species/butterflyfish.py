"""A butterflyfish individual -> its drawing: a disc, a long snout, a false eye at the tail."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, ellipse, grow, line, opened, shrink
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.fish_plan import FishPlan, breast_fin, light_row, trim, trunk


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line from snout to tail root, nominal pixels down, and the share of the length that is seen.

    up: how far the fins are raised, back: how far they lean to the tail, shares; fan: width of the tail, a factor;
    hang: of the breast fin.
    """

    heights: tuple[float, ...]
    seen: float
    up: float
    back: float
    fan: float
    hang: float


_POSES = {
    "rest": _Pose((0.0, 0.0, 0.0, 0.0, 0.2), 1.0, 1.0, 0.0, 1.0, 0.4),
    "glide": _Pose((0.9, -0.1, -0.7, 0.0, 1.7), 1.12, 0.4, 0.16, 0.8, 0.0),
    "turn": _Pose((0.6, 0.1, 0.0, -0.4, -1.8), 0.82, 0.9, 0.0, 0.9, 1.0),
    "display": _Pose((-0.6, 0.0, 0.2, 0.0, -1.0), 1.0, 1.2, 0.02, 1.4, 1.2),
}
# Half the body's height along it, as shares of the half depth: (t, above, below); the snout goes on before it.
_FORM = (
    (0.06, 0.3, 0.36),
    (0.16, 0.66, 0.66),
    (0.3, 0.92, 0.9),
    (0.5, 1.0, 1.0),
    (0.7, 0.88, 0.88),
    (0.86, 0.54, 0.54),
    (0.96, 0.28, 0.28),
    (1.04, 0.24, 0.24),
)


def _butterflyfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: a disc with a tube of a snout, low fins with a corner behind, an eyespot before the tail.

    length: of the disc from brow to tail root, nominal pixels; depth: of the disc. snout: its length. rise: height of
    dorsal and anal fin; tail: of the tail fin. swing: how much of its pose's curve it has. tilt: degrees nose down.
    droop: how far the snout's tip hangs. slant: of stripes. youth: 1 for a round body, a short snout and short fins;
    below 0 old age.
    """
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0.0)
    plan = FishPlan.through(
        fish,
        [y * fish["swing"] for y in pose.heights],
        snout=22.0,
        length=fish["length"] * pose.seen * (1 - 0.04 * youth),
        depth=fish["depth"] * (1 + youth * min(max(0.055 * (16.5 - fish["depth"]), 0.0), 0.3)),  # the high stay discs
    )
    _tail(canvas, plan, pose)
    for side in (-1, 1):
        _fin(canvas, plan, pose, side)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    _face(canvas, plan, body)
    if not plan.fish.young and not (fish.pose == "display" and plan.half < 6):
        breast_fin(canvas, plan, body, plan.at(0.48, 0.26), reach=0.26 * fish["length"] * pose.seen, hang=pose.hang)
    light_row(canvas, plan, body, h=0.66 if plan.fish.turned else 0.44)


def _fin(canvas: Canvas, plan: FishPlan, pose: _Pose, side: int) -> None:
    """Dorsal (side -1) or anal fin: high along the disc, with a corner over the tail root."""
    fish = plan.fish
    deep = plan.youth * min(abs(fish["depth"] - 13.0) / 5.0, 1.0)  # beside its fins a young one's body would be lost
    high = fish["rise"] * (1 - 0.3 * plan.youth) * (1 - 0.26 * deep) * pose.up
    hind = 0.66 if fish.pose == "display" and side > 0 else 1.0  # square behind, it would be a leg
    front = (0.16 if side < 0 else 0.42) + 0.3 * pose.back
    back = pose.back
    if fish.turned:  # nearer the brow it would be an ear
        front += 0.16 if side < 0 else 0.0
    sail = [(front, side * 0.7, 0.0), (front + 0.14 + back, side * 0.92, high * (0.66 if side < 0 else 0.5))]
    sail += [
        (0.62 + back, side * 0.96, high * 0.9),
        (0.84 + back, side * 0.74, high * (0.5 + 0.5 * hind)),
        (1.0 + back, side * 0.6, high * hind),
    ]
    sail += [
        (1.02 + back * 0.6, side * 0.44, high * 0.4),
        (0.97, side * 0.24, 0.0),
        (0.6, side * 0.4, 0.0),
    ]
    mask = opened(plan.fin(sail), by=3, corners=not plan.fish.young)
    fin = canvas.part("fin", mask, fish.scheme.fin)
    t, off = plan.spine.along(fin)
    inner = shrink(fin)
    edge = inner & ~shrink(shrink(inner)) & ((side * off > plan.half * 0.9) | (t > 0.8))
    trim(canvas, plan, fin, edge)


def _tail(canvas: Canvas, plan: FishPlan, pose: _Pose) -> None:
    """The small square tail, its hind half in the accent's colour."""
    fish, s = plan.fish, plan.fish.scheme
    long = plan.px(fish["tail"] * (1 - 0.1 * plan.youth)) * (0.84 if plan.fish.turned else 1.0)
    long = max(long, 3.4)
    reach, wide = long / plan.spine.length, (1.2 + long * 0.4) * pose.fan
    fan = [(0.92, 0.24 * plan.half), (1 + reach * 0.3, wide * 0.66), (1 + reach * 0.96, wide), (1 + reach, 0.0)]
    places = fan + [(t, -off) for t, off in reversed(fan[:-1])]
    tail = canvas.part("tail", opened(plan.spine.blob(places), by=3), s.fin)
    t, _ = plan.spine.along(tail)
    trim(canvas, plan, tail, t > 1 + reach * 0.5)


def _snout(plan: FishPlan) -> float:
    """Length of the snout before the disc, sprite pixels."""
    return plan.px(plan.fish["snout"] * (1 - 0.16 * plan.youth) * (0.66 if plan.fish.turned else 1.0))


def _body(canvas: Canvas, plan: FishPlan) -> Mask:
    """The disc and the snout, light below."""
    half = plan.half
    profile = [(t, up * half, below * half) for t, up, below in _FORM]
    tip, thick = _snout(plan) / plan.spine.length, max(1.6, plan.px(1.5))
    hang = plan.px(plan.fish["droop"])
    tube = [
        (-tip, thick - hang - 0.4, thick + hang),
        (-tip * 0.4, thick - hang * 0.4 + 0.3, thick + hang * 0.4 + 0.3),
    ]
    brow = 0.44 if plan.fish.turned else 0.26  # the far eye is seen over it
    mask = plan.spine.body([*tube, (0.0, max(thick + 0.6, brow * half), max(thick + 0.8, 0.34 * half)), *profile])
    return trunk(canvas, plan, opened(mask, by=3), belly=0.5, head=0.28)


def _marks(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Upright bars, rising stripes or a dark face; the eyespot over them."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body)
    clip = shrink(body)
    flank = clip & (t > 0.34)
    if fish.pattern == "banded":
        painted = body | canvas.of("fin")
        t, off = plan.spine.along(painted)
        width = max(2.1, plan.px(2.3)) / plan.spine.length
        bow = 0.05 * (1 - np.minimum(np.abs(off / half), 1.2) ** 2)
        two = (0.56, 0.88) if plan.fish.turned else (0.18, 0.66)  # clear of a face that is turned to us
        for middle in two if plan.fish.young or plan.fish.turned else (0.18, 0.48, 0.74):
            canvas.mark(np.abs(t - middle + bow) < width / 2, s.mark, clip=clip if middle < 0.3 else shrink(painted))
    elif fish.pattern == "striped":
        every = max(4.0, plan.px(4.0))
        rise = off + fish["slant"] * (t - 0.6) * plan.spine.length
        canvas.mark((rise + 20.5 * every) % every < every * 0.56, s.mark, clip=flank)
    elif fish.pattern == "masked" and plan.fish.turned:  # a masked face with one fin over it would be a dog's
        canvas.mark(t > 0.52, s.mark, clip=clip)
    elif fish.pattern == "masked":
        canvas.mark((t < 0.46) & (t > -0.08), s.mark, clip=clip if canvas.lit else body)
    if not plan.fish.young and not (fish.turned and (fish.pattern == "banded" or fish.glow == "rich")):
        x, y = plan.at(0.74, -0.34)
        size = max(1.1, plan.px(1.1))
        spot = ellipse(round(x), round(y), size, size)
        canvas.mark(grow(spot), s.accent, clip=clip)
        canvas.mark(spot, canvas.dark(s.accent), clip=clip)


def _face(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """The snout's dark tip, and the eye; turned to us, the far one over the brow too."""
    fish, s = plan.fish, plan.fish.scheme
    tip = _snout(plan) / plan.spine.length
    mouth = line(
        [plan.spine.at(-tip - 0.06, plan.px(fish["droop"])), plan.spine.at(-tip + 0.12, plan.px(fish["droop"]))]
    )
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    canvas.eye(*plan.at(0.27 if fish.turned else 0.19, -0.16), fish.eye_pixels, iris=s.iris, socket=s.body)
    if fish.turned:
        far = min(max(fish.eye_pixels - 1, 1), 2)
        canvas.eye(*plan.at(0.02, -0.34), far)


BUTTERFLYFISH = Species(
    name="butterflyfish",
    draw=_butterflyfish,
    span=26.0,
    homes=("reef", "shallows"),
    ranges={"swing": (0.5, 1.4), "snout": (3.8, 5.2), "droop": (-0.4, 0.6), "slant": (-0.1, 0.25)},
    traits={
        "build": {
            "slim": {"depth": (8.0, 8.6), "length": (15.8, 16.4)},
            "regular": {"depth": (12.4, 13.0), "length": (14.6, 15.2)},
            "stout": {"depth": (18.2, 19.2), "length": (13.6, 14.2)},
        },
        "limbs": {
            "short": {"rise": (1.6, 1.9), "tail": (3.4, 3.8)},
            "regular": {"rise": (3.2, 3.6), "tail": (4.8, 5.4)},
            "long": {"rise": (5.8, 6.6), "tail": (6.8, 7.6)},
        },
        "pattern": {"plain": {}, "banded": {}, "striped": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-5.0, 5.0)},
            "glide": {"tilt": (-12.0, 2.0)},
            "turn": {"tilt": (-6.0, 6.0)},
            "display": {"tilt": (-22.0, -15.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    weights={"pattern": {"banded": 2, "striped": 1, "masked": 1, "plain": 1}},
    schemes={
        "shallows": (
            scheme("gold2 gold4 gold2 ink6 azure2 gold5"),
            scheme("ink2 ink4 ink2 ink6 gold3 gold5"),
            scheme("sand2 sand4 sand2 sand5 coral3 gold5"),
            scheme("kelp2 kelp4 kelp2 sand5 gold3 gold5"),
            scheme("azure2 azure4 azure2 ink6 coral3 gold5"),
        ),
        "reef": (
            scheme("gold5 gold6 gold4 ink1 azure4 ink6"),
            scheme("gold5 gold6 gold4 coral2 coral4 ink6"),
            scheme("ink5 ink6 ink4 ink1 gold4 gold5"),
            scheme("azure4 azure5 azure4 azure1 gold4 gold5"),
            scheme("coral4 coral5 coral4 ink6 gold5 gold5"),
            scheme("violet5 violet6 violet4 violet1 gold5 gold5"),
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
