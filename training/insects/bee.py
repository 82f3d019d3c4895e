"""A bee individual -> its drawing: a round furry body in stripes, two clear wings. Knows no other species."""

from __future__ import annotations

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink, where_x
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import feeler, legs
from training.species.contract import AGES, Individual, Species, free


def _bee(canvas: Canvas, one: Individual) -> None:
    """Field marks: plump, broad bands across, wings up from the shoulders, bent feelers, a sting.

    deep: half the body's height; wing, leg: lengths; sweep: how far the wings lean back; tilt: nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    deep, long, sweep = one["deep"], one["wing"], one["sweep"]
    y = 19.0
    legs(
        canvas,
        at,
        [(12, y + deep - 1.5), (16, y + deep - 1), (20, y + deep - 2)],
        reach=one["leg"],
        lean=(-0.6, 0.0, 0.5),
        tone=s.fin,
    )
    canvas.thin("tail", at.polygon([(5, y - 1.2), (1.4, y + 0.6), (5, y + 1.6)]), s.fin)
    for back, tone in ((3.4, s.belly), (0.0, s.iris)):
        x = 17.0 - back
        shape = [
            (x, y - deep + 1.4),
            (x - 1.0 - sweep, y - deep - 0.55 * long),
            (x - 1.5 - 1.5 * sweep, y - deep - long),
        ]
        shape += [(x + 2.6 - 1.2 * sweep, y - deep - 0.96 * long), (x + 3.2 - 0.4 * sweep, y - deep - 0.4 * long)]
        canvas.part("fin", at.blob(shape), tone, seam=s.accent if one.scale > 0.85 else None)
    body = canvas.part("body", at.ellipse(13.2, y, 9.2, deep), s.body, gap=True)
    place = (where_x() - at.at(4.2, 0)[0]) / max(at.px(1.0), 0.5)
    if one.pattern == "banded":
        canvas.mark(np.mod(place, 6.4) < 3.0, s.mark, clip=body & (place < 14.5))
    elif one.pattern == "masked":
        canvas.mark(place < 9.0, s.mark, clip=body)
    fur = at.ellipse(18.6, y - 0.3, 3.6, deep * 0.96)
    canvas.shade(fur, s.belly, clip=shrink(body))
    head = canvas.part("head", at.ellipse(23.4, y + 0.2, 4.2, min(deep * 0.78, 4.8)), s.mark, gap=True)
    for tip in ((4.6, -5.0), (1.4, -6.2)):
        feeler(canvas, at, (24.0, y - 3), bend=(tip[0] * 0.2, -3.4), tip=tip, tone=s.fin, knob=0.7)
    canvas.label("head", head)
    canvas.eye(*at.at(24.6, y - 0.6), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(27.4, y - 0.6), 1, iris=s.iris)


BEE = Species(
    name="bee",
    kind="winged",
    lit_zones=LIT_ZONES,
    draw=_bee,
    span=27.0,
    homes=("meadow",),
    ranges={},
    traits={
        "build": {"slim": {"deep": (4.4, 4.9)}, "regular": {"deep": (6.0, 6.6)}, "stout": {"deep": (7.8, 8.5)}},
        "limbs": {
            "short": {"wing": (4.6, 5.2), "leg": (2.4, 2.8)},
            "regular": {"wing": (7.2, 8.0), "leg": (3.6, 4.2)},
            "long": {"wing": (10.4, 11.4), "leg": (5.2, 6.0)},
        },
        "pattern": {"banded": {}, "plain": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0), "sweep": (3.0, 4.0)},
            "glide": {"tilt": (12.0, 18.0), "sweep": (0.6, 1.4)},
            "turn": {"tilt": (-12.0, -7.0), "sweep": (1.6, 2.4)},
            "display": {"tilt": (-34.0, -26.0), "sweep": (-1.6, -0.6)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    weights={"pattern": {"banded": 4, "plain": 1, "masked": 1}},
    schemes=everywhere(
        "gold4 gold5 ink2 ink1 azure4 ink6",
        "gold3 gold5 coral1 ink1 azure5 ink6",
        "coral4 gold5 ink2 ink1 azure4 ink6",
        "sand4 sand5 ink2 ink1 gold4 ink6",
    ),
)
