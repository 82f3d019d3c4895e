"""A clownfish individual -> its drawing: a stout oval with white bands. Knows nothing of other species.

The worked example of README.md: how a species names its parts, maps its parameters onto traits, and takes its poses.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pixelgen.parts import Kind
from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, empty, line, opened, rectangle, shift, shrink
from training.drawing.tones import clearest, darkest
from training.drawing.zones import scheme
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

_SNOUT = 26.0  # x, nominal pixels
# zone -> how deep its bodies are: slim in the shallows, high on the reef
_BULK = {"shallows": 0.86, "reef": 1.12, "twilight": 1.0, "midnight": 0.9, "abyss": 0.88, "hadal": 1.08}
# pose -> height of the middle line at snout, breast, waist and tail root (nominal pixels, down is positive), and how
# far the tail fin is swept: the line of action
_LINES: dict[str, tuple[tuple[float, ...], float]] = {
    "rest": ((0.0, 0.0, 0.1, 0.2, 0.5), 0.3),
    "glide": ((0.8, -0.2, -0.8, -0.2, 1.6), 2.6),
    "turn": ((0.0, 0.2, 0.0, -0.6, -1.6), -1.6),
    "display": ((-1.2, 0.2, 0.9, 0.2, -1.4), -1.2),
}
_LONG = {"rest": 1.0, "glide": 1.12, "turn": 0.6, "display": 0.96}  # pose -> share of the length that is seen
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (0.0, 0.14, 0.2),
    (0.05, 0.46, 0.5),
    (0.18, 0.84, 0.84),
    (0.42, 1.0, 1.0),
    (0.66, 0.82, 0.82),
    (0.86, 0.46, 0.46),
)
_ROOT = (1.03, 0.36, 0.36)
_AWAY = ((0.0, 0.94, 0.94), (0.3, 1.0, 1.0), (0.6, 0.82, 0.8), (0.86, 0.46, 0.44))  # behind a face turned to us


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: its middle line and the lengths that its parts are measured in, sprite pixels."""

    fish: Individual
    spine: Backbone
    half: float  # half the depth of the body
    swing: float  # how much of its pose's curve the body has, below 0 the other way round

    @property
    def small(self) -> bool:
        """Whether there is no room for what is finer than a band."""
        return self.half < 3.6

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.fish.frame.px(length)

    def at(self, t: float, h: float) -> Point:
        """A place on the body: t from snout to tail root, h from -1 (back) to 1 (belly)."""
        return self.spine.at(t, h * self.half)

    def fin(self, places: Sequence[tuple[float, float, float]]) -> Mask:
        """A smooth shape through (t, h, nominal pixels beyond h): what stands on the body."""
        return self.spine.blob([(t, h * self.half + np.sign(h) * self.px(out)) for t, h, out in places])


def _plan(fish: Individual) -> _Plan:
    heights, _ = _LINES[fish.pose]
    seen = _LONG[fish.pose] + (0.18 * max(fish["youth"], 0) if fish.turned else 0.0)  # a young one would be an egg
    width = fish["length"] * seen * (1 - 0.12 * fish["youth"])
    swing = fish["swing"] * (1 if fish["beat"] > 0 or fish.pose != "glide" else -1)
    snout = _SNOUT - (1 - _LONG[fish.pose]) * fish["length"] / 2  # it stays in the middle
    knots = [(snout - width * i / 4, 16.0 + swing * y) for i, y in enumerate(heights)]
    spine = Backbone.through([(x, y) for x, y in fish.frame.turned(fish["tilt"]).points(knots).tolist()])
    depth = fish["depth"] * _BULK[fish.zone] * (1 + 0.1 * max(fish["youth"], 0))
    return _Plan(fish, spine, max(fish.frame.px(depth) / 2, 2.7), swing)  # room for an eye and a back above it


def _clownfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: stout oval, white bands, rounded fins, a waist in the dorsal fin.

    length, depth: of the body without its fins, nominal pixels. fin: height of the dorsal fin. tail: length of the
    tail fin. spread: how far the fins are raised. swing: how much of its pose's curve the body has; beat: which way,
    gliding. tilt: degrees nose down. breast: how far the breast fin hangs, 0 folded back to 1. bands: how many white
    ones; band: their width; edge: from 1 on they are edged in dark. ridge: 1 for a white back. saddle: 1 for a coloured
    one. youth: 1 for a large head, short body and tail; below 0 the body of old age.
    """
    plan = _plan(fish)
    _tail(canvas, plan)
    _unpaired_fins(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)
    if not fish.young:
        _breast_fin(canvas, plan, body)
    _lights(canvas, plan, body)


def _trim(canvas: Canvas, plan: _Plan, fin: Mask, where: Mask) -> None:
    """A fin's edge within its outline: the trim's colour, or light where it glows richly."""
    s = plan.fish.scheme
    edge = shrink(fin) & ~shrink(shrink(fin)) & where
    if plan.fish.glow == "rich":
        canvas.light(edge, s.light, clip=fin)
    elif not plan.small:
        canvas.shade(edge, s.accent, clip=fin)


def _fin(canvas: Canvas, plan: _Plan, kind: Kind, mask: Mask) -> Mask:
    """A fin behind the body; on dim water the dark outlines of a young one's would be most of what is seen."""
    draw = canvas.thin if plan.fish.zone == "twilight" and plan.fish.young else canvas.part
    return draw(kind, mask, plan.fish.scheme.fin)


def _tail(canvas: Canvas, plan: _Plan) -> None:
    """The rounded tail fan, swept by the beat; turned, seen from the side of its edge."""
    fish = plan.fish
    sweep = plan.px(_LINES[fish.pose][1] * plan.swing)
    reach = plan.px(fish["tail"] * (1 - 0.2 * fish["youth"])) / plan.spine.length * (0.85 if plan.fish.turned else 1.0)
    wide = max(2.0, plan.px(2.0 + fish["tail"] * 0.3) * (0.8 + 0.2 * fish["spread"]))
    fan = [(-0.16, 0.46), (0.25, 0.56), (0.66, 1.04), (0.92, 0.8), (1.06, 0.0)]
    places = [(1 + reach * u, wide * w + sweep * max(0.0, u)) for u, w in fan]
    places += [(1 + reach * u, -wide * w + sweep * max(0.0, u)) for u, w in reversed(fan[:-1])]
    tail = _fin(canvas, plan, "tail", opened(plan.spine.blob(places), by=3, corners=not plan.small))
    t, _ = plan.spine.along(tail)
    _trim(canvas, plan, tail, t > 1 + reach * 0.6)


def _unpaired_fins(canvas: Canvas, plan: _Plan) -> None:
    """Behind the body: dorsal fin with a waist between its spiny and its soft part, anal fin, pelvic fins."""
    fish = plan.fish
    up, lean = fish["fin"] * fish["spread"], 0.06 if fish.pose == "glide" else 0.0
    back = [(0.24, -0.6, 0.0), (0.34 + lean, -0.94, up * 0.66), (0.48 + lean, -0.98, up * 0.7), (0.58, -0.88, up * 0.5)]
    back += [(0.72 + lean, -0.7, up), (0.86 + 2 * lean, -0.5, up * 0.95), (0.95 + lean, -0.4, up * 0.4)]
    dorsal = _fin(canvas, plan, "fin", opened(plan.fin([*back, (0.9, -0.2, 0.0), (0.5, -0.4, 0.0)]), by=3))
    if not plan.small:
        _, off = plan.spine.along(dorsal)
        _trim(canvas, plan, dorsal, off < -plan.half)
    anal = [(0.6, 0.5, 0.0), (0.7 + lean, 0.78, up * 0.35), (0.86 + lean, 0.6, up * 0.7), (1.0 + lean, 0.44, up * 0.6)]
    _fin(canvas, plan, "fin", opened(plan.fin([*anal, (0.92, 0.2, 0.0)]), by=3))
    down = fish["fin"] * 0.6 + 0.8
    if plan.px(down) > 1.9 and not fish.young:
        pelvic = [(0.3, 0.6, 0.0), (0.34, 0.96, down * 0.3), (0.47, 1.0, down * 0.9), (0.58, 0.94, down)]
        _fin(canvas, plan, "fin", opened(plan.fin([*pelvic, (0.54, 0.7, 0.0)]), by=3))


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The trunk with its light belly; its front is the head, a ball of its own when it is turned to us."""
    s, half, youth = plan.fish.scheme, plan.half, max(plan.fish["youth"], 0)
    if plan.fish.turned:
        x, y = plan.spine.at(0.16)
        face = ellipse(x, y, half * 0.86, half * (1.0 + 0.04 * youth))
        mask = plan.spine.body([(t, up * half, below * half) for t, up, below in (*_AWAY, _ROOT)]) | face
    else:
        blunt = 1 + 0.2 * youth
        profile = [(t, up * half * (blunt if t < 0.3 else 1), below * half) for t, up, below in (*_FORM, _ROOT)]
        mask = plan.spine.body(profile)
    body = canvas.part("body", opened(mask, by=3), s.body, seam=canvas.dark(s.body))
    t, off = plan.spine.along(body)
    canvas.label("head", body & (t < 0.3))
    canvas.shade(off > half * 0.45, s.belly, clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """White bands that bow with the body's round; a white ridge; a coloured saddle."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body)
    length = plan.spine.length
    if fish["saddle"] >= 1:
        canvas.mark(t > 0.44, clearest(s.body, s.accent, s.fin), clip=shrink(body))
    if fish["ridge"] >= 1:
        canvas.mark((off < min(-half * 0.4, 2.9 - half)) & (t < 0.98), s.mark, clip=body)
    width = max(2.0, plan.px(fish["band"])) / length
    bow = 0.1 if plan.fish.turned else -0.05
    for middle, share in ((0.38, 1.0), (0.74, 1.0), (1.0, 0.7))[: int(fish["bands"])]:
        across = np.abs(t - (middle + bow * (1 - (off / half) ** 2)))
        if fish["edge"] >= 1 and half > 4.6 and middle < 0.9:
            canvas.mark(across < width * share / 2 + 1.0 / length, darkest(s.body), clip=body)
        canvas.mark(across < width * share / 2, s.mark, clip=body)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the belly, two pixels each; painted last, over what lies in front of the body."""
    if not plan.fish.row_lit(canvas):
        return
    row = empty()
    for t in np.arange(0.3, 0.94, 3.2 / plan.spine.length).tolist():
        x, y = plan.at(t, 0.56)
        row |= rectangle(math.floor(x), math.floor(y), 2, 1)
    canvas.light(row & ~canvas.of("eye", "mouth"), plan.fish.scheme.light, clip=shrink(body))


def _breast_fin(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The breast fin in front of the flank, with a dark gap behind and below it."""
    fish, s, px = plan.fish, plan.fish.scheme, plan.px
    hang = fish["breast"]
    reach = min(2.6 + fish["fin"] * 0.45, 0.36 * fish["depth"])
    x, y = plan.at(0.46, 0.18)
    paddle = [(0.6, -0.7), (-reach * 0.66, -1.2 + hang), (-reach, 0.7 + 1.5 * hang), (-reach * 0.6, 1.9 + 1.4 * hang)]
    mask = blob([(x + px(u), y + px(v)) for u, v in [*paddle, (0.4, 1.5)]])
    below = (shift(mask, -1, 0) | shift(mask, 0, 1)) & ~mask
    canvas.detail("fin", below, canvas.dark(s.fin), clip=body)
    canvas.part("fin", mask, s.fin)


def _face(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """From the side: the mouth at the snout, open in display, and the eye before the head band."""
    fish, s = plan.fish, plan.fish.scheme
    x, y = plan.at(0.0, 0.3)
    canvas.detail("mouth", line([(x - plan.px(2.6), y + 0.7), (x, y)], curve=False), canvas.dark(s.body), clip=body)
    if fish.pose == "display" and plan.half > 2.4:  # a smaller head would come apart
        gape = rectangle(math.floor(x) - 1, math.floor(y), 2, 2 if plan.small else 3)
        canvas.detail("mouth", gape, canvas.dark(s.body), clip=body)
        canvas.erase(gape & ~shift(gape, 1, 0) & ~shift(gape, 0, 1) & ~shift(gape, 0, -1))
    canvas.eye(*plan.at(0.19, -0.2), fish.eye_pixels, iris=s.iris, socket=s.body)


def _face_to_us(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Turned: the near eye, the far one at the face's edge, and the mouth between and below them."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    x, y = plan.spine.at(0.16)
    mouth = line([(x + half * 0.1, y + half * 0.46), (x + half * 0.52, y + half * 0.4)], curve=False)
    canvas.detail("mouth", mouth, canvas.dark(s.body), clip=body)
    canvas.eye(x - half * 0.06, y - half * 0.2, fish.eye_pixels, iris=s.iris, socket=s.body)
    far = min(max(fish.eye_pixels - 1, 1), 2)
    canvas.eye(x + half * 0.86 - far / 2 - 1, y - half * 0.2, far)


_POSE = {
    "rest": {"tilt": (-4.0, 4.0), "spread": (0.85, 1.0), "swing": (0.4, 1.4), "breast": (0.2, 0.6)},
    "glide": {"tilt": (-9.0, 5.0), "spread": (0.62, 0.72), "swing": (0.7, 1.1), "breast": (0.0, 0.1)},
    "turn": {"tilt": (-6.0, 10.0), "spread": (0.9, 1.1), "swing": (0.7, 1.3), "breast": (0.7, 1.1)},
    "display": {"tilt": (-28.0, -18.0), "spread": (1.3, 1.45), "swing": (1.0, 1.4), "breast": (1.0, 1.3)},
}

CLOWNFISH = Species(
    name="clownfish",
    draw=_clownfish,
    span=25.0,
    homes=("reef", "shallows"),
    ranges={"edge": (0.0, 2.0), "beat": (-1.0, 1.0)},
    traits={
        "build": {
            "slim": {"depth": (7.9, 8.4), "length": (17.6, 18.8)},
            "regular": {"depth": (10.6, 11.2), "length": (16.2, 17.4)},
            "stout": {"depth": (15.4, 16.4), "length": (14.4, 15.6)},
        },
        "limbs": {
            "short": {"fin": (1.6, 2.0), "tail": (4.2, 4.8)},
            "regular": {"fin": (2.9, 3.4), "tail": (5.8, 6.4)},
            "long": {"fin": (4.6, 5.4), "tail": (8.0, 9.2)},
        },
        "pattern": {
            "banded": {"bands": (3.0, 3.0), "ridge": (0.0, 0.0), "saddle": (0.0, 0.0), "band": (2.2, 2.9)},
            "striped": {"bands": (0.0, 0.0), "ridge": (1.0, 1.0), "saddle": (0.0, 0.0), "band": (2.0, 2.4)},
            "masked": {"bands": (1.0, 1.0), "ridge": (0.0, 0.0), "saddle": (1.0, 1.0), "band": (2.4, 3.2)},
        },
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_ranges={zone: {"edge": (0.0, 0.9)} for zone in ("midnight", "abyss", "hadal")},
    weights={"pattern": {"banded": 3, "striped": 1, "masked": 1}},
    schemes={
        "shallows": (
            scheme("coral3 coral4 coral3 ink6 coral2 gold5"),
            scheme("sand2 sand4 coral2 ink6 coral3 gold5"),
            scheme("ink2 ink4 gold2 ink6 gold3 gold5"),
            scheme("kelp2 kelp4 sand2 ink6 sand3 gold5"),
            scheme("azure2 azure4 sand2 ink6 sand3 gold5"),
        ),
        "reef": (
            scheme("coral4 coral5 gold4 ink6 gold5 gold5"),
            scheme("coral4 coral5 coral4 ink6 coral2 gold5"),
            scheme("coral3 coral5 azure4 ink6 azure5 gold5"),
            scheme("gold4 gold5 violet3 ink6 violet4 ink6"),
            scheme("rose4 rose5 gold4 ink6 gold5 gold5"),
            scheme("ink1 coral4 coral4 ink6 gold4 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 ink6 violet5 gold5 glow4"),
            scheme("violet4 violet5 azure4 ink6 azure5 gold5 glow4"),
            scheme("ink4 ink5 azure4 ink6 azure5 gold5 glow4"),
            scheme("azure4 azure5 ink4 ink6 ink5 gold5 glow5"),
        ),
        "midnight": (
            scheme("coral2 coral3 coral2 rose5 rose3 gold5"),
            scheme("violet2 violet3 rose2 ink5 rose3 gold5"),
            scheme("ink2 ink3 coral2 rose5 coral3 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink6 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet3 ink6 violet4 ink6 glow4"),
            scheme("ink5 ink6 violet3 violet4 violet4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose4 ink6 rose5 ink6 glow4"),
            scheme("sand5 sand6 rose4 ink3 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
