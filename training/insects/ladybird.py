"""A ladybird individual -> its drawing: a dome with spots and a small dark head. Knows no other species."""

from __future__ import annotations

from itertools import pairwise

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink, where_x, where_y
from training.drawing.tones import clearest
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import feeler, legs
from training.species.contract import AGES, Individual, Species, free


def _ladybird(canvas: Canvas, one: Individual) -> None:
    """Field marks: half a ball of wing cases, a seam, large spots, a black head with a white cheek.

    high: of the dome; leg: length of the legs; lift: how far the wing cases are raised; tilt: nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    high, leg = one["high"], one["leg"]
    floor = 20.5
    legs(
        canvas,
        at,
        [(10, floor - 1), (15.5, floor - 1), (20.5, floor - 1)],
        reach=leg,
        lean=(-0.7, 0.1, 0.7),
        tone=s.fin,
        wide=2,
    )
    if one.pose == "display":
        canvas.part(
            "fin",
            at.blob([(14, floor - 6), (2, floor - high - 1), (0.5, floor - 5), (8, floor - 1)]),
            s.iris,
            seam=s.accent,
        )
    head = canvas.part("head", at.ellipse(24.5, floor - 3.6, 4.0, 4.0), s.mark)
    for bend, tip in (((2, -4), (4.4, -5.2)), ((1, -5), (1.8, -7.6))):
        feeler(canvas, at, (25.5, floor - 6), bend=bend, tip=tip, tone=s.accent, knob=0.8)
    rise = one["lift"]
    dome = [
        (3.6, floor - rise),
        (5.0, floor - 0.62 * high - rise),
        (9.5, floor - 0.95 * high - 0.6 * rise),
        (14.5, floor - high),
    ]
    dome += [(19.5, floor - 0.86 * high), (23.0, floor - 0.45 * high), (23.4, floor)]
    shell = canvas.part("shell", at.polygon(_arched(dome)), s.body, seam=canvas.dark(s.body))
    canvas.shade(where_y() > at.at(0, floor - 1.6)[1], s.belly, clip=shrink(shell))
    if one.pattern == "spotted":
        radius = 1.5 if one.young else 2.1
        places = (
            [(9.0, 0.55), (15.2, 0.66), (19.6, 0.34), (12.8, 0.26)] if not one.young else [(10.0, 0.5), (17.0, 0.5)]
        )
        for x, share in places:
            canvas.mark(at.ellipse(x, floor - share * high, radius, radius), s.mark, clip=shrink(shell))
    elif one.pattern == "banded":
        for x in (8.2, 15.2):
            mask = at.polygon([(x, 0), (x + 3.2, 0), (x + 3.2, 32), (x, 32)])
            canvas.mark(mask, s.mark, clip=shrink(shell))
    neck = shell & (where_x() > at.at(21.2, 16)[0])
    canvas.mark(neck, s.mark, clip=shrink(shell))
    canvas.shade(
        at.ellipse(11.0, floor - 0.84 * high, 2.6, 1.0),
        clearest(s.body, s.belly, s.iris),
        clip=shrink(shell) & ~canvas.of("mark"),
    )
    cheek = at.ellipse(26.0, floor - 2.0, 1.4, 1.2)
    canvas.shade(cheek, s.iris, clip=shrink(head))
    canvas.eye(*at.at(25.4, floor - 4.4), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(28.0, floor - 4.0), 1, iris=s.iris)


def _arched(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The places with one more between each two, so that the dome is round."""
    found = [places[0]]
    for (x0, y0), (x1, y1) in pairwise(places):
        found += [((x0 + x1) / 2 - 0.02 * (y1 - y0), (y0 + y1) / 2 - 0.4), (x1, y1)]
    return found


LADYBIRD = Species(
    name="ladybird",
    kind="beetles",
    lit_zones=LIT_ZONES,
    draw=_ladybird,
    span=27.0,
    homes=("meadow",),
    ranges={},
    traits={
        "build": {"slim": {"high": (9.0, 9.8)}, "regular": {"high": (12.2, 13.0)}, "stout": {"high": (15.6, 16.6)}},
        "limbs": {"short": {"leg": (3.0, 3.4)}, "regular": {"leg": (4.8, 5.4)}, "long": {"leg": (7.2, 8.0)}},
        "pattern": {"spotted": {}, "plain": {}, "banded": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0), "lift": (0.0, 0.0)},
            "glide": {"tilt": (-24.0, -16.0), "lift": (0.0, 0.0)},
            "turn": {"tilt": (8.0, 14.0), "lift": (0.0, 0.0)},
            "display": {"tilt": (-4.0, 4.0), "lift": (4.0, 6.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    weights={"pattern": {"spotted": 4, "plain": 1, "banded": 1}},
    schemes=everywhere(
        "coral3 coral5 ink2 ink1 gold4 ink6",
        "gold4 gold5 ink2 ink1 coral4 ink6",
        "coral4 coral5 ink2 ink1 sand4 ink6",
        "rose3 rose5 ink2 ink1 gold5 ink6",
    ),
)
