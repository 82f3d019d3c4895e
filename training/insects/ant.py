"""An ant individual -> its drawing: three balls on six long legs, elbowed feelers, jaws. Knows no other species."""

from __future__ import annotations

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink, where_x
from training.drawing.tones import lighter
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import feeler, legs
from training.species.contract import AGES, Individual, Species, free


def _ant(canvas: Canvas, one: Individual) -> None:
    """Field marks: a large hind ball, a thin waist, a small chest that carries all legs, a broad head.

    ball: radius of the hind body; leg, feel: lengths; rear: how far the hind body is raised; tilt: nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    ball, rear = one["ball"], one["rear"]
    y = 17.0
    legs(
        canvas,
        at,
        [(13.5, y + 0.6), (16, y + 1), (18.4, y + 0.6)],
        reach=one["leg"],
        lean=(-1.0, 0.0, 0.9),
        tone=s.fin,
        wide=2,
    )
    hind = canvas.part("body", at.ellipse(7.6, y - rear, ball * 1.16, ball), s.body)
    canvas.part("body", at.stroke([(11, y - rear * 0.5), (16, y), (19.4, y - 0.6)], [2.0, 3.6, 3.4]), s.belly, gap=True)
    place = (where_x() - at.at(7.6, 0)[0]) / max(at.px(1.0), 0.5)
    if one.pattern == "banded":
        canvas.mark(np.mod(place + 12.2, 4.0) < 1.9, s.mark, clip=shrink(hind))
    elif one.pattern == "masked":
        canvas.mark(place < -0.5, s.mark, clip=shrink(hind))
    if one.pattern != "masked":
        canvas.shade(at.ellipse(6.6, y - rear - 0.56 * ball, 0.5 * ball, 0.8), lighter(s.body, 2), clip=shrink(hind))
    head_x, head_y = 23.6, y - 1.6
    canvas.thin("mouth", at.polygon([(26, head_y + 1.4), (29.2, head_y + 3.2), (25.4, head_y + 3.6)]), s.accent)
    head = canvas.part("head", at.ellipse(head_x, head_y, 4.4, 3.9), s.body, gap=True)
    if one.pattern == "masked":
        canvas.mark(at.ellipse(head_x + 1.6, head_y + 2.2, 3.2, 1.9), s.mark, clip=shrink(head))
    long = one["feel"]
    for side in (0.0, 2.0):
        feeler(
            canvas,
            at,
            (head_x + 0.4 + side * 0.5, head_y - 3.0),
            bend=(0.8 + side * 0.6, -0.62 * long),
            tip=(0.5 * long + side, -0.8 * long + side),
            tone=s.accent,
            knob=0.7,
        )
    canvas.eye(*at.at(head_x + 0.6, head_y - 0.4), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(head_x + 3.4, head_y), 1, iris=s.iris)


ANT = Species(
    name="ant",
    kind="legged",
    lit_zones=LIT_ZONES,
    draw=_ant,
    span=27.0,
    homes=("forest",),
    ranges={},
    traits={
        "build": {"slim": {"ball": (3.4, 3.8)}, "regular": {"ball": (4.7, 5.2)}, "stout": {"ball": (6.2, 6.8)}},
        "limbs": {
            "short": {"leg": (5.0, 5.6), "feel": (3.6, 4.2)},
            "regular": {"leg": (7.4, 8.2), "feel": (5.8, 6.6)},
            "long": {"leg": (10.2, 11.2), "feel": (8.4, 9.4)},
        },
        "pattern": {"plain": {}, "banded": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0), "rear": (-0.4, 0.6)},
            "glide": {"tilt": (8.0, 14.0), "rear": (0.6, 1.4)},
            "turn": {"tilt": (-14.0, -9.0), "rear": (-0.6, 0.4)},
            "display": {"tilt": (-6.0, 0.0), "rear": (5.0, 6.6)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    schemes=everywhere(
        "coral2 coral3 sand3 sand5 sand4 ink6",
        "sand3 sand4 coral2 gold5 coral4 ink6",
        "violet3 violet4 rose3 rose5 rose4 ink6",
        "kelp3 kelp4 gold3 gold5 gold4 ink6",
    ),
)
