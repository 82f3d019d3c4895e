"""A caterpillar individual -> its drawing: a row of balls on stubby feet, two horns. Knows no other species."""

from __future__ import annotations

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import feeler
from training.species.contract import AGES, Individual, Species, free

# pose -> height of the back at tail, quarter, middle, three quarters and head, nominal pixels
_ARCHES = {
    "rest": (0.0, 0.8, 1.0, 0.8, 1.2),
    "glide": (0.0, 4.4, 7.4, 3.6, 0.2),
    "turn": (2.6, 0.4, 0.2, 1.6, 3.4),
    "display": (0.0, 0.2, 0.8, 4.6, 9.6),
}


def _caterpillar(canvas: Canvas, one: Individual) -> None:
    """Field marks: round segments one before the other, feet like pegs, a large round head with two soft horns.

    thick: radius of a segment; horn: length; bend: how much of its pose's arch it has.
    """
    at, s = one.frame, one.scheme
    thick, count = one["thick"], 4 if one.young else 6
    floor = 21.5
    places = []
    for number in range(count):
        share = number / count
        x = 4.6 + 18.4 * share * (0.9 if one.pose in ("glide", "display") else 1.0)
        places.append((x, floor - thick - one["bend"] * _height(one.pose, share)))
    for x, y in places:
        if floor - y < thick + 3.2:
            canvas.thin(
                "limb", at.stroke([(x, y + 0.6 * thick), (x + 0.2, y + thick + one["foot"])], [2.4, 1.8]), s.fin
            )
    for number, (x, y) in enumerate(places):
        ball = canvas.part("body", at.ellipse(x, y, thick * 1.02, thick), s.body, gap=number > 0)
        canvas.shade(at.ellipse(x, y + 0.9 * thick, thick, 0.5 * thick), s.belly, clip=shrink(ball))
        if one.pattern == "banded" and number % 2 == 0:
            canvas.mark(ball, s.mark, clip=shrink(ball))
        elif one.pattern == "spotted" and not (one.young and number % 2):
            canvas.mark(at.ellipse(x, y - 0.2 * thick, 1.3, 1.3), s.mark, clip=shrink(ball))
        elif one.pattern == "striped":
            canvas.mark(at.ellipse(x, y - 0.1 * thick, thick, 0.9), s.mark, clip=ball)
    x, y = places[-1][0] + 0.8 + thick, floor - thick - 0.6 - one["bend"] * _height(one.pose, 1.0)
    horn = one["horn"]
    for lean in (-0.3, 0.5):
        feeler(
            canvas,
            at,
            (x + 0.4, y - 2.4),
            bend=(lean * horn * 0.4, -0.7 * horn),
            tip=(lean * horn, -horn - 1),
            tone=s.accent,
            knob=1.0,
        )
    radius = max(thick * 1.12, 3.8)
    head = canvas.part("head", at.ellipse(x, y, radius, radius), s.accent, gap=True)
    canvas.shade(at.ellipse(x + 0.4, y + radius, radius, 1.2), s.belly, clip=shrink(head))
    canvas.detail(
        "mouth",
        at.line([(x + 1.4, y + 0.56 * radius), (x + 3.0, y + 0.44 * radius)]),
        canvas.dark(s.accent),
        clip=shrink(head),
    )
    canvas.eye(*at.at(x + 0.9, y - 0.5), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(x + 3.4, y - 0.4), 1, iris=s.iris)


def _height(pose: str, share: float) -> float:
    """The arch at a place from tail (0) to head (1)."""
    arch = _ARCHES[pose]
    place = min(share, 0.999) * (len(arch) - 1)
    low = int(place)
    return arch[low] + (arch[low + 1] - arch[low]) * (place - low)


CATERPILLAR = Species(
    name="caterpillar",
    kind="soft",
    lit_zones=LIT_ZONES,
    draw=_caterpillar,
    span=28.0,
    homes=("forest",),
    ranges={"bend": (0.85, 1.1)},
    traits={
        "build": {"slim": {"thick": (2.6, 2.9)}, "regular": {"thick": (3.5, 3.9)}, "stout": {"thick": (4.6, 5.1)}},
        "limbs": {
            "short": {"horn": (1.6, 2.0), "foot": (0.4, 0.6)},
            "regular": {"horn": (3.2, 3.8), "foot": (1.2, 1.5)},
            "long": {"horn": (5.4, 6.2), "foot": (2.2, 2.6)},
        },
        "pattern": {"plain": {}, "banded": {}, "spotted": {}, "striped": {}},
        "pose": {pose: {} for pose in _ARCHES},
        "eye": free("eye"),
        "growth": AGES,
    },
    schemes=everywhere(
        "kelp4 kelp5 kelp2 kelp1 coral4 ink6",
        "gold4 gold5 gold3 coral2 coral4 ink6",
        "azure4 azure5 azure2 azure1 violet4 ink6",
        "rose4 rose5 rose2 rose1 kelp4 ink6",
    ),
)
