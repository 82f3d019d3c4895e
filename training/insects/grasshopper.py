"""A grasshopper individual -> its drawing: a long body and one great folded leg. Knows no other species."""

from __future__ import annotations

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink, where_x, where_y
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import feeler, legs
from training.species.contract import AGES, Individual, Species, free


def _grasshopper(canvas: Canvas, one: Individual) -> None:
    """Field marks: a knee higher than the back, a thick thigh, a horse's face, long feelers swept back.

    deep: half the body's height; thigh, feel: lengths; fold: 1 for a leg folded to jump, below for one that kicks;
    tilt: nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    deep, thigh, fold = one["deep"], one["thigh"], one["fold"]
    y = 17.5
    legs(canvas, at, [(17.5, y + 1.4), (21, y + 1.2)], reach=5.4, lean=(-0.2, 0.5), tone=s.fin, wide=2)
    body = canvas.part(
        "body",
        at.blob(
            [(1.6, y + 0.4), (8, y - deep), (16, y - deep - 0.3), (22, y - 0.8 * deep), (22, y + deep), (12, y + deep)]
        ),
        s.body,
    )
    canvas.shade(where_y() > at.at(0, y + 0.35 * deep)[1], s.belly, clip=shrink(body))
    wing = canvas.part(
        "fin",
        at.blob([(2.4, y - 0.4), (8, y - deep - 0.8), (17, y - deep - 0.5), (17, y - 0.3 * deep)]),
        s.fin,
        gap=True,
    )
    place = (where_x() - at.at(2, 0)[0]) / max(at.px(1.0), 0.5)
    if one.pattern == "banded":
        canvas.mark(np.mod(place, 5.0) < 2.2, s.mark, clip=body | wing)
    elif one.pattern == "striped":
        stripe = at.stroke([(2, y - 0.1 * deep), (10, y - 0.4 * deep), (22, y - 0.3 * deep)], [2.2] * 3)
        canvas.mark(stripe, s.mark, clip=body | wing)
    head = [(20, y - deep - 0.6), (24.6, y - deep - 0.8), (26.6, y + 0.4), (25.4, y + deep + 1.6), (21.4, y + deep)]
    canvas.part("head", at.blob(head), s.body, gap=True)
    knee = (11.6 - thigh * (0.5 + 0.3 * (1 - fold)), y - thigh * 0.74 * fold)
    foot = (knee[0] - 1.6 - 6.0 * (1 - fold), y + 5.6)
    canvas.limb(
        "limb",
        at.stroke([knee, ((knee[0] * 2 + foot[0]) / 3, (knee[1] + foot[1]) / 2), foot], [1.5, 1.4, 1.4]),
        s.accent,
    )
    canvas.thin("limb", at.line([foot, (foot[0] + 2.4, foot[1])], curve=False, width=2), s.accent)
    canvas.limb(
        "limb",
        at.stroke([(14.6, y + 0.6), ((14.6 + knee[0]) / 2, (y + knee[1]) / 2 - 0.6), knee], [2.4, 3.8, 1.9]),
        s.fin,
    )
    if one.pattern == "banded":
        canvas.mark(at.ellipse((14.6 + knee[0]) / 2, (y + knee[1]) / 2 - 0.6, 1.3, 2.2), s.mark, clip=canvas.of("limb"))
    long = one["feel"]
    for rise in (0.0, 1.8):
        feeler(
            canvas,
            at,
            (24.4, y - deep - 0.6),
            bend=(0.6, -0.5 * long),
            tip=(-0.7 * long + rise, -0.86 * long - rise * 0.4),
            tone=s.accent,
        )
    canvas.eye(*at.at(23.8, y - 0.5 * deep), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(26.4, y - 0.4 * deep), 1, iris=s.iris)


GRASSHOPPER = Species(
    name="grasshopper",
    kind="legged",
    lit_zones=LIT_ZONES,
    draw=_grasshopper,
    span=28.0,
    homes=("meadow",),
    ranges={},
    traits={
        "build": {"slim": {"deep": (2.1, 2.4)}, "regular": {"deep": (3.0, 3.4)}, "stout": {"deep": (4.2, 4.7)}},
        "limbs": {
            "short": {"thigh": (7.0, 7.8), "feel": (3.6, 4.2)},
            "regular": {"thigh": (10.0, 11.0), "feel": (6.4, 7.4)},
            "long": {"thigh": (13.4, 14.6), "feel": (10.0, 11.4)},
        },
        "pattern": {"plain": {}, "banded": {}, "striped": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0), "fold": (0.96, 1.04)},
            "glide": {"tilt": (-22.0, -15.0), "fold": (0.1, 0.3)},
            "turn": {"tilt": (6.0, 11.0), "fold": (0.84, 0.94)},
            "display": {"tilt": (-34.0, -27.0), "fold": (0.9, 1.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    schemes=everywhere(
        "kelp3 kelp5 kelp4 kelp1 gold4 ink6",
        "gold3 gold5 gold4 gold1 kelp4 ink6",
        "kelp4 kelp5 kelp5 kelp1 coral4 ink6",
        "sand3 sand5 sand4 sand1 kelp4 ink6",
    ),
)
