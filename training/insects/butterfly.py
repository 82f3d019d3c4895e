"""A butterfly individual -> its drawing: two pairs of great patterned wings on a thin body. Knows no other species."""

from __future__ import annotations

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, opened, shrink
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import feeler, legs
from training.species.contract import AGES, Individual, Species, free


def _butterfly(canvas: Canvas, one: Individual) -> None:
    """Field marks: a broad fore wing, a round hind wing, dark edges, knobbed feelers.

    wide: of the wings, shares of their length; wing, feel: lengths; open: 0 for wings closed above the back, 1 spread;
    tilt: nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    long, wide, spread = one["wing"], one["wide"], one["open"]
    y = 21.0
    if spread > 0.3:  # the far pair looks out ahead
        _pair(canvas, one, (17.5, y - 1), long * (0.55 + 0.3 * spread), wide, forwards=True, far=True)
    legs(canvas, at, [(16, y + 1), (19, y + 1)], reach=3.0, lean=(-0.3, 0.4), tone=s.fin)
    canvas.part("body", at.stroke([(4.6, y + 1.4), (12, y + 0.6), (21, y - 0.8)], [1.6, 2.6, 3.2]), s.mark)
    _pair(canvas, one, (16.5, y - 0.6), long, wide, forwards=False, far=False)
    canvas.part("head", at.ellipse(23.4, y - 2.0, 2.8, 2.8), s.mark, gap=True)
    feel = one["feel"]
    for lean in (0.35, 0.8):
        feeler(
            canvas,
            at,
            (24.2, y - 4),
            bend=(lean * feel * 0.3, -0.6 * feel),
            tip=(lean * feel, -feel),
            tone=s.mark,
            knob=0.8,
        )
    canvas.eye(*at.at(24.2, y - 2.4), one.eye_pixels, iris=s.iris)


def _pair(canvas: Canvas, one: Individual, root: Point, long: float, wide: float, *, forwards: bool, far: bool) -> None:
    """Hind wing and fore wing of one side."""
    at, s = one.frame.turned(one["tilt"]), one.scheme
    sign = 1.0 if forwards else -1.0
    x, y = root

    def place(u: float, v: float) -> Point:
        return x + sign * u * long * wide, y - v * long

    hind = [place(-0.1, 0.1), place(0.66, 0.36), place(0.98, 0.06), place(0.78, -0.24), place(0.3, -0.18)]
    fore = [
        place(-0.3, 0.0),
        place(-0.18, 0.6),
        place(0.3, 1.0),
        place(0.96, 0.98),
        place(0.86, 0.5),
        place(0.36, 0.16),
    ]
    tone = s.fin if far else s.body
    for course, kind_tone in ((hind, s.fin), (fore, tone)):
        wing = canvas.part("fin", opened(at.blob(course), by=2), kind_tone, gap=True)
        if not far:
            _pattern(canvas, one, wing, course)


def _pattern(canvas: Canvas, one: Individual, wing: Mask, course: list[Point]) -> None:
    at, s = one.frame.turned(one["tilt"]), one.scheme
    middle = sum(x for x, _ in course) / len(course), sum(y for _, y in course) / len(course)
    inner = shrink(wing)
    far = max(course, key=lambda point: (point[0] - 16.5) ** 2 + (point[1] - 20.4) ** 2)
    if one.pattern == "masked":
        tip = at.ellipse(far[0], far[1], 5.4, 5.4)
        canvas.mark(tip, s.mark, clip=wing)
        canvas.shade(
            at.ellipse((far[0] * 3 + middle[0]) / 4, (far[1] * 3 + middle[1]) / 4, 1.1, 1.1),
            s.accent,
            clip=shrink(inner),
        )
    elif one.pattern == "spotted":
        spot = (far[0] + middle[0]) / 2, (far[1] + middle[1]) / 2
        canvas.mark(at.ellipse(*spot, 2.5, 2.5), s.mark, clip=inner)
        canvas.shade(at.ellipse(*spot, 1.2, 1.2), s.accent, clip=inner)
    elif one.pattern == "striped":
        for share in (0.45, 0.95):
            end = far[0] * share + 16.5 * (1 - share), far[1] * share + 20.4 * (1 - share)
            across = (end[1] - 20.4) * 0.34, -(end[0] - 16.5) * 0.34
            canvas.mark(
                at.stroke(
                    [(end[0] - across[0], end[1] - across[1]), (end[0] + across[0], end[1] + across[1])], [1.7, 1.7]
                ),
                s.mark,
                clip=inner,
            )
    if one.scale > 0.85:
        canvas.shade(wing & ~inner, s.accent, clip=wing)


BUTTERFLY = Species(
    name="butterfly",
    kind="winged",
    lit_zones=LIT_ZONES,
    draw=_butterfly,
    span=27.0,
    homes=("meadow",),
    ranges={},
    traits={
        "build": {"slim": {"wide": (0.62, 0.68)}, "regular": {"wide": (0.84, 0.92)}, "stout": {"wide": (1.1, 1.2)}},
        "limbs": {
            "short": {"wing": (10.0, 11.0), "feel": (3.6, 4.2)},
            "regular": {"wing": (14.0, 15.0), "feel": (6.0, 6.8)},
            "long": {"wing": (18.6, 20.0), "feel": (9.0, 10.0)},
        },
        "pattern": {"masked": {}, "spotted": {}, "striped": {}, "plain": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0), "open": (0.0, 0.1)},
            "glide": {"tilt": (-22.0, -15.0), "open": (0.4, 0.5)},
            "turn": {"tilt": (8.0, 13.0), "open": (0.5, 0.7)},
            "display": {"tilt": (-8.0, 0.0), "open": (0.9, 1.0)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    schemes=everywhere(
        "coral4 coral5 coral3 ink1 gold5 ink6",
        "azure4 azure5 azure3 ink1 violet5 ink6",
        "gold4 gold5 gold3 ink1 coral4 ink6",
        "violet4 violet5 violet3 ink1 rose5 ink6",
    ),
)
