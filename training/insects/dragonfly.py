"""A dragonfly individual -> its drawing: a long thin tail, four long wings, a head that is all eye."""

from __future__ import annotations

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink, where_x
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import legs
from training.species.contract import AGES, Individual, Species, free


def _dragonfly(canvas: Canvas, one: Individual) -> None:
    """Field marks: a tail as thin as a twig with rings, two pairs of narrow wings, great eyes.

    thick: of the tail; wing, leg: lengths; up: degrees from straight back that the wings point up; curl: of the tail;
    tilt: nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    thick, long, curl = one["thick"], one["wing"], one["curl"]
    y = 17.0
    legs(
        canvas, at, [(18.5, y + 2), (20.5, y + 2), (22.5, y + 1.6)], reach=one["leg"], lean=(-0.3, 0.2, 0.6), tone=s.fin
    )
    for x, shift, tone in ((18.0, -14.0, s.belly), (20.6, 8.0, s.iris)):
        for side in (1.0, -0.62):
            turn = np.radians(one["up"] + shift)
            dx, dy = -np.cos(turn) * long, -np.sin(turn) * long * side
            if side < 0 and not one.turned and one.pose != "glide":
                continue
            wx, wy = -dy * 0.13 - 0.9 * dy / long, dx * 0.13 + 0.9 * dx / long
            root = (x, y - 1.0 * side)
            shape = [root, (x + dx * 0.5 + wx, root[1] + dy * 0.5 + wy), (x + dx + wx * 0.9, root[1] + dy + wy * 0.9)]
            shape += [(x + dx * 1.06, root[1] + dy * 1.06), (x + dx * 0.55 - wx, root[1] + dy * 0.55 - wy)]
            canvas.part("fin", at.blob(shape), tone, seam=None if one.young else s.accent)
    tail = [(20, y), (14, y + 0.3), (8, y + 0.5 - curl * 0.4), (2.2, y + 0.4 - curl)]
    twig = canvas.part("tail", at.stroke(tail, [thick * 1.3, thick, thick, thick * 1.25]), s.body, gap=True)
    place = (where_x() - at.at(2.0, 0)[0]) / max(at.px(1.0), 0.5)
    if one.pattern == "banded":
        canvas.mark(np.mod(place, 4.6) < 1.8, s.mark, clip=twig)
    elif one.pattern == "masked":
        canvas.mark(place < 6.0, s.mark, clip=twig)
    trunk = canvas.part("body", at.ellipse(20.4, y, 4.2, 2.0 + 0.6 * thick), s.body, gap=True)
    canvas.shade(at.ellipse(20.4, y + 1.6, 3.4, 1.2), s.belly, clip=shrink(trunk))
    canvas.part("head", at.ellipse(25.6, y - 0.2, 3.2, 3.2), s.mark, gap=True)
    canvas.eye(*at.at(26.4, y - 0.8), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(28.6, y - 0.2), 1, iris=s.iris)


DRAGONFLY = Species(
    name="dragonfly",
    kind="winged",
    lit_zones=LIT_ZONES,
    draw=_dragonfly,
    span=28.0,
    homes=("pond",),
    ranges={},
    traits={
        "build": {"slim": {"thick": (1.9, 2.1)}, "regular": {"thick": (2.8, 3.1)}, "stout": {"thick": (3.9, 4.3)}},
        "limbs": {
            "short": {"wing": (8.0, 8.8), "leg": (2.4, 2.8)},
            "regular": {"wing": (11.0, 12.0), "leg": (3.4, 4.0)},
            "long": {"wing": (15.4, 16.8), "leg": (4.8, 5.6)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-4.0, 2.0), "up": (34.0, 42.0), "curl": (-0.6, 0.6)},
            "glide": {"tilt": (4.0, 10.0), "up": (74.0, 84.0), "curl": (0.0, 1.0)},
            "turn": {"tilt": (-16.0, -10.0), "up": (52.0, 62.0), "curl": (0.6, 1.8)},
            "display": {"tilt": (-8.0, -2.0), "up": (58.0, 68.0), "curl": (6.0, 8.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    schemes=everywhere(
        "azure4 azure5 ink2 ink1 kelp5 ink6",
        "kelp4 kelp5 ink2 kelp1 azure5 ink6",
        "coral4 coral5 ink2 coral1 gold5 ink6",
        "violet4 violet5 ink2 violet1 azure5 ink6",
    ),
)
