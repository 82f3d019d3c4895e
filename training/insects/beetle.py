"""A stag beetle individual -> its drawing: armour in two pieces and jaws like antlers. Knows no other species."""

from __future__ import annotations

from training.drawing.canvas import Canvas
from training.drawing.masks import shrink, where_y
from training.drawing.tones import clearest, lighter
from training.insects.habitat import LIT_ZONES, everywhere
from training.insects.limbs import legs
from training.species.contract import AGES, Individual, Species, free


def _beetle(canvas: Canvas, one: Individual) -> None:
    """Field marks: long wing cases, a collar, two branched jaws that curve up before the head, three bent legs.

    high: of the wing cases; leg, jaw: lengths; gape: how far the jaws part; tilt: degrees nose down.
    """
    at, s = one.frame.turned(one["tilt"]), one.scheme
    high, leg, jaw, gape = one["high"], one["leg"], one["jaw"], one["gape"]
    y = 17.0
    legs(canvas, at, [(7, y + 1.5), (13, y + 2), (18.5, y + 1.5)], reach=leg, lean=(-0.9, 0.1, 0.8), tone=s.fin, wide=2)
    widths = [2.6, 2.3, 1.8, 1.2]
    far = [(22.5, y - 1), (24.5, y - 3 - gape), (26.5, y - 3 - gape), (26.2 + jaw * 0.1, y - 1 - jaw - gape)]
    canvas.limb("mouth", at.stroke(far, widths), s.accent)
    wings = [(2.6, y + 0.6), (4.2, y - 0.74 * high), (9, y - high), (14.5, y - 0.9 * high), (16.6, y - 0.3 * high)]
    shell = canvas.part("shell", at.blob([*wings, (16, y + 2.4), (9, y + 3), (4, y + 2.4)]), s.body)
    collar = canvas.part(
        "body",
        at.blob([(14.6, y - 0.86 * high), (18.6, y - 0.8 * high), (20.8, y - 1), (19.6, y + 2.4), (15, y + 2.6)]),
        s.mark,
        gap=True,
    )
    head = canvas.part(
        "head", at.blob([(19, y - 2.6), (22.4, y - 2.8), (24, y), (22.4, y + 2.2), (19, y + 2.2)]), s.body, gap=True
    )
    canvas.shade(where_y() > at.at(0, y + 1.0)[1], s.belly, clip=shrink(shell))
    if one.pattern == "striped":
        for up in (0.25, 0.62):
            canvas.mark(
                at.stroke([(4, y - up * high), (9, y - up * high - 0.8), (15, y - up * high)], [1.8] * 3),
                s.mark,
                clip=shrink(shell),
            )
    elif one.pattern == "spotted":
        for x, up in ((6.4, 0.4), (11.4, 0.62), (12.4, 0.12)):
            canvas.mark(at.ellipse(x, y - up * high, 1.4, 1.4), s.mark, clip=shrink(shell))
    else:
        shine = at.stroke([(5.4, y - 0.62 * high), (9, y - 0.8 * high), (12.6, y - 0.74 * high)], [1.4] * 3)
        canvas.shade(shine, lighter(s.body, 2), clip=shrink(shell))
    canvas.shade(where_y() < at.at(0, y - 0.5 * high)[1], clearest(s.mark, s.body, s.belly), clip=shrink(collar))
    near = [(22.6, y + 0.6), (25.6, y + 0.4), (28, y - 1.6), (28.2, y - 2 - jaw)]
    canvas.limb("mouth", at.stroke(near, widths), s.accent)
    canvas.limb("mouth", at.stroke([(27.4, y - 1 - jaw * 0.4), (26.0, y - 2.2 - jaw * 0.5)], [1.4, 1.0]), s.accent)
    canvas.eye(*at.at(21.6, y - 0.6), one.eye_pixels, iris=s.iris)
    if one.turned:
        canvas.eye(*at.at(24.0, y - 1.2), 1, iris=s.iris)
    canvas.label("head", head)


BEETLE = Species(
    name="stag_beetle",
    kind="beetles",
    lit_zones=LIT_ZONES,
    draw=_beetle,
    span=28.0,
    homes=("forest",),
    ranges={},
    traits={
        "build": {"slim": {"high": (4.4, 5.0)}, "regular": {"high": (6.6, 7.4)}, "stout": {"high": (9.4, 10.4)}},
        "limbs": {
            "short": {"leg": (4.6, 5.0), "jaw": (2.4, 3.0)},
            "regular": {"leg": (6.4, 7.0), "jaw": (4.6, 5.4)},
            "long": {"leg": (8.6, 9.4), "jaw": (7.4, 8.4)},
        },
        "pattern": {"plain": {}, "striped": {}, "spotted": {}},
        "pose": {
            "rest": {"tilt": (-3.0, 3.0), "gape": (0.0, 0.6)},
            "glide": {"tilt": (10.0, 16.0), "gape": (0.0, 0.6)},
            "turn": {"tilt": (-14.0, -9.0), "gape": (0.0, 1.0)},
            "display": {"tilt": (-32.0, -24.0), "gape": (2.4, 3.4)},
        },
        "eye": free("eye"),
        "growth": AGES,
    },
    weights={"pattern": {"plain": 2, "striped": 1, "spotted": 1}},
    schemes=everywhere(
        "sand3 sand4 sand2 sand5 coral4 gold5",
        "coral2 coral3 coral4 coral4 sand4 ink6",
        "kelp3 kelp4 gold4 gold3 gold4 ink6",
        "violet3 violet4 azure4 azure3 azure4 ink6",
    ),
)
