"""A marine angelfish individual -> its drawing: a tall disc with trailing fins. Knows nothing of other species."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, ellipse, line, opened, shrink
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.fish_plan import FishPlan, breast_fin, light_row, trim, trunk, two_eyes


@dataclass(frozen=True, slots=True)
class _Pose:
    """Height of the middle line from snout to tail root, nominal pixels down, and the share of the length that is seen.

    up, back: how high the fins stand and how far they are swept, shares of their length; stream: how far their trailing
    ends rise, a share of the ends' length; fan: width of the tail, a factor; hang: of the breast fin.
    """

    heights: tuple[float, ...]
    seen: float
    up: float
    back: float
    stream: float
    fan: float
    hang: float


_POSES = {
    "rest": _Pose((0.2, 0.0, 0.0, 0.1, 0.4), 1.0, 1.0, 0.36, 0.34, 1.0, 0.4),
    "glide": _Pose((0.4, 0.0, -0.5, 0.0, 1.2), 1.16, 0.36, 1.0, -0.05, 0.8, 0.0),
    "turn": _Pose((0.0, 0.1, 0.0, -0.2, -0.6), 0.66, 1.0, 0.5, 0.5, 0.9, 1.0),
    "display": _Pose((-0.8, 0.2, 0.5, 0.0, -1.2), 0.98, 1.12, 0.2, 0.36, 1.3, 1.2),
}
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (-0.03, 0.0, 0.16),
    (0.05, 0.28, 0.32),
    (0.2, 0.7, 0.68),
    (0.4, 0.96, 0.94),
    (0.58, 1.0, 1.0),
    (0.78, 0.72, 0.72),
    (0.94, 0.32, 0.32),
    (1.04, 0.24, 0.24),
)


def _angelfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: body a tall disc, dorsal and anal fin drawn out into trailing streamers.

    length: snout to tail root, nominal pixels; depth: of the body. rise: height of dorsal and anal fin; trail: length
    of the ends that trail from them; tail: of the tail fin. swing: how much of its pose's curve it has. tilt: degrees
    nose down. sweep: how far the fins are swept back, a factor. youth: 1 for a round body and short fins; below 0
    old age.
    """
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0.0)
    plan = FishPlan.through(
        fish,
        [y * fish["swing"] for y in pose.heights],
        snout=25.0,
        length=fish["length"] * pose.seen * (1 + (0.16 if fish.turned else -0.06) * youth),  # a young face is no sliver
        depth=fish["depth"] * (1 + youth * min(max(0.05 * (17.0 - fish["depth"]), 0.0), 0.2)),
    )
    _tail(canvas, plan, pose)
    fins = [_tall_fin(canvas, plan, pose, side) for side in (-1, 1)]
    body = _body(canvas, plan)
    _marks(canvas, plan, body, fins[0] | fins[1])
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)
    if not plan.fish.young:
        reach = min(2.4 + fish["rise"] * 0.3, 0.3 * fish["length"] * pose.seen)
        breast_fin(canvas, plan, body, plan.at(0.46, 0.22), reach=reach, hang=pose.hang)
    light_row(canvas, plan, body, h=0.66 if plan.fish.turned else 0.44)


def _tall_fin(canvas: Canvas, plan: FishPlan, pose: _Pose, side: int) -> Mask:
    """Dorsal (side -1) or anal fin: a sail that leans back, and the streamer at its end."""
    fish, s = plan.fish, plan.fish.scheme
    deep = min(max((fish["depth"] - 13.0) / 5.0, 0.0), 1.0)  # beside fins as tall a deep body would be a sliver
    short = (1 - 0.3 * plan.youth) * (1 - 0.28 * deep)
    up, long = fish["rise"] * short, plan.spine.length
    back = plan.px(up * pose.back * fish["sweep"]) / long
    high = up * pose.up
    front, end = (0.1, 1.04) if plan.fish.turned else (0.24, 0.96)
    sail = [
        (front, side * 0.66, 0.0),
        (front + 0.16, side * 0.94, high * 0.3),
        (0.56 + back * 0.4, side * 0.98, high * 0.72),
    ]
    sail += [(0.78 + back, side * 0.9, high), (0.94 + back, side * 0.8, high * 0.86)]
    sail += [(0.93 + back * 0.5, side * 0.56, high * 0.36), (end, side * 0.26, 0.0), (0.6, side * 0.4, 0.0)]
    mask = opened(plan.fin(sail), by=3)
    t, off = plan.spine.along(mask)
    trail = plan.px(fish["trail"] * (short - 0.2 * plan.youth * (1 - 0.28 * deep))) * {"turn": 0.66, "glide": 0.7}.get(
        fish.pose, 1.0
    )
    if fish["trail"] > (6.0 if plan.fish.young else 1.0):
        tip = (0.88 + back, side * (plan.half * 0.84 + plan.px(high) - 1.2))
        last = (tip[0] + trail / long, tip[1] + side * trail * pose.stream)
        bend = ((tip[0] + last[0]) / 2, tip[1] + side * trail * pose.stream * 0.3)
        foot = (0.72 + back * 0.6, side * (plan.half * 0.86 + plan.px(high) * 0.4))
        streamer = line(plan.spine.places([foot, tip, bend, last]), width=2)
        canvas.thin("fin", streamer, s.accent, behind=True)
    fin = canvas.part("fin", mask, s.accent if plan.fish.young else s.fin)
    edge = shrink(fin) & ~shrink(shrink(shrink(fin))) & (side * off > plan.half * 0.8) & (t > 0.5)
    trim(canvas, plan, fin, edge | ((t > 0.86 + back * 0.8) & (side * off > plan.half * 0.9)))
    return fin


def _tail(canvas: Canvas, plan: FishPlan, pose: _Pose) -> None:
    """The tail fan, its hind half in the accent's colour."""
    fish, s = plan.fish, plan.fish.scheme
    long = plan.px(fish["tail"] * (1 - 0.16 * plan.youth)) * (0.84 if plan.fish.turned else 1.0)
    long = max(long, 3.2)
    reach, wide = long / plan.spine.length, (1.0 + long * 0.42) * pose.fan
    fan = [(0.92, 0.22 * plan.half), (1 + reach * 0.3, wide * 0.66), (1 + reach * 0.94, wide), (1 + reach, 0.0)]
    places = fan + [(t, -off) for t, off in reversed(fan[:-1])]
    tail = canvas.part("tail", opened(plan.spine.blob(places), by=3), s.fin)
    t, _ = plan.spine.along(tail)
    trim(canvas, plan, tail, t > 1 + reach * 0.5)


def _body(canvas: Canvas, plan: FishPlan) -> Mask:
    """The disc, light below; its front is the head, a narrow oval of its own when it is turned to us."""
    mask = plan.body(_FORM)
    if plan.fish.turned:
        mask |= ellipse(*plan.at(0.2, 0.0), *_face_size(plan))
    return trunk(canvas, plan, opened(mask, by=3), belly=0.5, head=0.3)


def _face_size(plan: FishPlan) -> tuple[float, float]:
    """Half the width and half the height of a face turned to us, sprite pixels."""
    return max(plan.half * 0.56, 3.2), plan.half * 0.86


def _marks(canvas: Canvas, plan: FishPlan, body: Mask, fins: Mask) -> None:
    """Upright bands that run on over the fins, stripes along the body, or a dark face."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body | fins)
    flank = shrink(body) & (t > 0.36)
    if fish.pattern == "banded":
        width = max(2.0, plan.px(2.1)) / plan.spine.length
        bow = 0.06 * (1 - np.minimum(np.abs(off / half), 1.2) ** 2)
        for middle in (0.5, 0.86) if plan.fish.young or plan.fish.turned else (0.42, 0.66, 0.9):
            band = np.abs(t - middle + bow) < width / 2
            canvas.mark(band, s.mark, clip=shrink(body | fins) if middle > 0.6 and not plan.fish.young else flank)
    elif fish.pattern == "striped":
        every = max(4.0, plan.px(4.2))
        canvas.mark((off + 20 * every + 1.0 - 4.0 * (t - 0.5)) % every < every / 2, s.mark, clip=flank)
    elif fish.pattern == "masked":
        canvas.mark(t < 0.46, s.mark, clip=shrink(body) if canvas.lit else body)


def _face(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """From the side: a small mouth at the snout, open in display, and the eye."""
    fish, s = plan.fish, plan.fish.scheme
    mouth = line([plan.at(0.12, 0.2), plan.at(-0.03, 0.1)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    canvas.eye(*plan.at(0.2, -0.14), fish.eye_pixels, iris=s.iris, socket=s.body)


def _face_to_us(canvas: Canvas, plan: FishPlan, body: Mask) -> None:
    """Turned: two eyes, a small mouth below and between them."""
    s = plan.fish.scheme
    wide, high = _face_size(plan)
    x, y = plan.at(0.2, 0.0)
    mouth = line([(x, y + high * 0.4), (x + wide * 0.56, y + high * 0.36)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=shrink(body))
    two_eyes(canvas, plan, (x, y - high * 0.1), wide=wide)


ANGELFISH = Species(
    name="angelfish",
    draw=_angelfish,
    span=27.0,
    homes=("reef", "shallows"),
    ranges={"swing": (0.5, 1.4), "sweep": (0.7, 1.3)},
    traits={
        "build": {
            "slim": {"depth": (7.8, 8.4), "length": (16.8, 17.4)},
            "regular": {"depth": (12.2, 12.8), "length": (15.6, 16.2)},
            "stout": {"depth": (18.2, 19.2), "length": (14.4, 15.0)},
        },
        "limbs": {
            "short": {"rise": (2.2, 2.6), "trail": (0.0, 0.0), "tail": (4.0, 4.4)},
            "regular": {"rise": (4.4, 5.0), "trail": (4.4, 5.2), "tail": (5.0, 5.6)},
            "long": {"rise": (7.4, 8.2), "trail": (9.0, 10.4), "tail": (6.4, 7.2)},
        },
        "pattern": {"plain": {}, "banded": {}, "striped": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-4.0, 4.0)},
            "glide": {"tilt": (-6.0, 14.0)},
            "turn": {"tilt": (-6.0, 6.0)},
            "display": {"tilt": (-26.0, -16.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    weights={"pattern": {"banded": 2, "striped": 2, "masked": 1, "plain": 1}},
    schemes={
        "shallows": (
            scheme("azure2 azure4 azure2 ink6 gold3 gold5"),
            scheme("ink2 ink4 ink2 ink6 gold3 gold5"),
            scheme("kelp2 kelp4 kelp2 sand5 coral3 gold5"),
            scheme("sand2 sand4 sand2 sand5 azure2 gold5"),
            scheme("violet2 violet4 violet2 ink6 coral3 gold5"),
        ),
        "reef": (
            scheme("azure1 azure3 azure4 gold4 gold5 gold5"),
            scheme("gold5 gold6 gold4 azure1 azure4 ink6"),
            scheme("azure4 azure5 azure4 azure1 gold4 gold5"),
            scheme("coral4 coral5 coral4 ink6 azure4 gold5"),
            scheme("violet1 violet3 violet4 gold4 gold5 gold5"),
            scheme("rose5 rose6 rose4 violet1 violet4 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 azure3 ink6 violet4 gold5 glow4"),
            scheme("violet4 violet5 violet3 ink6 azure4 gold5 glow4"),
            scheme("ink4 ink5 ink3 azure6 azure4 gold5 glow4"),
            scheme("azure4 azure5 azure3 ink6 rose4 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 ink5 rose4 ink6 glow4"),
            scheme("violet3 violet4 violet3 ink5 rose4 ink6 glow4"),
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
