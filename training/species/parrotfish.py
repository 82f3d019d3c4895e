"""A parrotfish individual -> its drawing: a thick blunt fish with a beak, head down over its food. Knows no other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, blob, ellipse, empty, line, opened, rectangle, shift, shrink
from training.drawing.zones import scheme, tone
from training.species.backbone import Backbone
from training.species.contract import AGES, Individual, Species, free

_SNOUT = 25.0  # x, nominal pixels
_BEAK = tone("ink6")
# pose -> height of the middle line at snout, breast, waist and tail root (nominal pixels, down is positive), and how
# far the tail fin is swept: the line of action
_LINES: dict[str, tuple[tuple[float, ...], float]] = {
    "rest": ((0.6, 0.0, -0.2, 0.0, 0.3), 0.2),
    "glide": ((-0.4, -0.4, 0.2, 0.9, -1.6), -2.4),
    "turn": ((0.2, 0.1, 0.0, -0.6, -1.6), -1.8),
    "display": ((1.4, 0.2, -0.4, -0.4, 0.6), 1.2),
}
_LONG = {"rest": 1.0, "glide": 1.14, "turn": 0.6, "display": 1.04}  # pose -> share of the length that is seen
# Half the body's height along it, as shares of the half depth: (t, above, below).
_FORM = (
    (0.0, 0.2, 0.44),
    (0.05, 0.66, 0.62),
    (0.16, 0.94, 0.84),
    (0.4, 1.0, 1.0),
    (0.64, 0.84, 0.84),
    (0.86, 0.46, 0.48),
    (1.03, 0.38, 0.4),
)
_AWAY = ((0.0, 0.94, 0.94), (0.3, 1.0, 1.0), (0.6, 0.82, 0.82), (0.86, 0.48, 0.48), (1.03, 0.38, 0.38))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: its middle line and the lengths that its parts are measured in, sprite pixels."""

    fish: Individual
    spine: Backbone
    half: float  # half the depth of the body

    @property
    def fin_tone(self) -> int:
        """The colour of fins; a young one's are too small for an edge in another."""
        return self.fish.scheme.accent if self.fish.young else self.fish.scheme.fin

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
    youth = max(fish["youth"], 0)
    width = fish["length"] * _LONG[fish.pose] * (1 - 0.12 * youth)
    snout = _SNOUT - (1 - _LONG[fish.pose]) * fish["length"] / 2  # it stays in the middle
    knots = [(snout - width * i / 4, 16.0 + fish["swing"] * y) for i, y in enumerate(heights)]
    spine = Backbone.through([(x, y) for x, y in fish.frame.turned(fish["tilt"]).points(knots).tolist()])
    least = max(2.9, 0.14 * spine.length)  # a lower one would be an eel
    return _Plan(fish, spine, max(fish.frame.px(fish["depth"] * (1 + 0.14 * youth)) / 2, least))


def _parrotfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: thick body, steep brow, a beak of two plates, a tail with drawn-out corners, long low fins.

    length, depth: of the body without its fins, nominal pixels. hump: how far the brow bulges. fin: height of the long
    fins. tail: length of the tail fin; corner: how far its corners are drawn out. spread: how far the fins are raised.
    swing: how much of its pose's curve the body has. tilt: degrees nose down. breast: how far the breast fin hangs.
    youth: 1 for a large head, short fins.
    """
    plan = _plan(fish)
    _fins(canvas, plan)
    body = _body(canvas, plan)
    _marks(canvas, plan, body)
    (_face_to_us if plan.fish.turned else _face)(canvas, plan, body)
    _breast_fin(canvas, plan, body)
    _lights(canvas, plan, body)


def _fins(canvas: Canvas, plan: _Plan) -> None:
    """Behind the body: tail with drawn-out corners, long low dorsal and anal fin, pelvic fin; edges in the accent."""
    fish, s = plan.fish, plan.fish.scheme
    sweep = plan.px(_LINES[fish.pose][1] * fish["swing"])
    reach = (
        plan.px(fish["tail"] * (1 + 0.12 * max(fish["youth"], 0))) / plan.spine.length * (0.85 if fish.turned else 1.0)
    )
    wide = max(2.4, plan.px(2.4 + fish["tail"] * 0.34) * (0.8 + 0.2 * fish["spread"]))
    corner = fish["corner"] * (0.0 if plan.fish.young else 1.0)
    lobe = [(-0.1, 0.5), (0.2, 0.6), (0.62, 0.94), (0.96 + 0.2 * corner, 1.16), (1.0 + 0.2 * corner, 0.9), (0.86, 0.4)]
    places = [(1 + reach * u, wide * w + sweep * max(0.0, u)) for u, w in lobe]
    places += [(1 + reach * (0.8 - 0.1 * corner), sweep * 0.8)]
    places += [(1 + reach * u, -wide * w + sweep * max(0.0, u)) for u, w in reversed(lobe)]
    tail = canvas.part("tail", opened(plan.spine.blob(places), by=3, corners=plan.half > 3), plan.fin_tone)
    t, off = plan.spine.along(tail)
    broad = plan.half < 5.5 or fish.pose == "glide"  # its other fins are folded
    edge = (t > 1 + reach * 0.4) if broad else np.abs(off - sweep * 0.6) > wide * 0.5
    canvas.shade((t > 1 + reach * 0.3) & edge, s.accent, clip=shrink(tail))
    up = fish["fin"] * max(fish["spread"], 0.8 if plan.fish.young else 0.0)
    back = [(0.26, -0.7, 0.0), (0.34, -0.98, up * 0.8), (0.6, -0.86, up), (0.84, -0.5, up), (0.95, -0.4, up * 0.6)]
    under = [(0.6, 0.6, 0.0), (0.68, 0.8, up * 0.7), (0.84, 0.5, up), (0.95, 0.42, up * 0.6)]
    for fin, root in ((back, [(0.92, -0.2, 0.0), (0.5, -0.4, 0.0)]), (under, [(0.92, 0.2, 0.0)])):
        mask = canvas.part("fin", opened(plan.fin([*fin, *root]), by=3), plan.fin_tone)
        _, off = plan.spine.along(mask)
        inner = shrink(mask)
        canvas.shade(inner if plan.half < 5.5 else inner & ~shrink(inner), s.accent, clip=mask)
    if plan.px(up) > 2.2:
        pelvic = [(0.34, 0.7, 0.0), (0.38, 0.98, up * 0.5), (0.5, 1.0, up), (0.57, 0.92, up * 0.8), (0.54, 0.7, 0.0)]
        canvas.part("fin", opened(plan.fin(pelvic), by=3), plan.fin_tone)


def _body(canvas: Canvas, plan: _Plan) -> Mask:
    """The trunk with its light belly; its front is the head, a ball of its own when it is turned to us."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    hump = fish["hump"] * (0.3 if plan.fish.young else 1.0)
    if plan.fish.turned:
        x, y = plan.spine.at(0.16)
        face = ellipse(x, y, half * 0.86, half * 1.04) | ellipse(
            x, y - half * 0.3, half * 0.7, half * (0.8 + 0.2 * hump)
        )
        mask = plan.spine.body([(t, up * half, below * half) for t, up, below in _AWAY]) | face
    else:
        bulge = [
            (t - 0.05 * hump * (t < 0.1), up * half * (1 + 0.3 * hump * (t < 0.1)), below * half)
            for t, up, below in _FORM
        ]
        mask = plan.spine.body(bulge)
    body = canvas.part("body", opened(mask, by=3), s.body, seam=canvas.dark(s.body))
    t, off = plan.spine.along(body)
    canvas.label("head", body & (t < 0.3))
    canvas.shade(off > half * 0.42, s.belly, clip=body)
    return body


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Bars, lanes along the flank, or a coloured head."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body)
    length = plan.spine.length
    inner = shrink(body)
    every = body | canvas.of("fin", "tail")
    if fish.pattern == "striped":
        t, off = plan.spine.along(every)
        lanes = (-0.5, 0.2) if half > 4.6 else (-0.1,)
        for lane in lanes:
            stripe = (np.abs(off - half * lane) < max(1.05, half * 0.2)) & (t > 0.3)
            canvas.mark(stripe, s.mark, clip=inner if plan.fish.young else shrink(body | canvas.of("tail")))
    elif fish.pattern == "masked":
        canvas.mark(t < 0.4 - 0.06 * (off / half) ** 2, s.mark, clip=inner)
    elif fish.pattern == "banded":
        t, off = plan.spine.along(every)
        width = max(2.1, plan.px(2.4)) / length
        for middle in (0.44, 0.66, 0.88) if width < 0.16 else (0.5, 0.84):
            across = np.abs(t - (middle - 0.05 * (1 - np.minimum(np.abs(off / half), 1.2) ** 2)))
            canvas.mark(across < width / 2, s.mark, clip=shrink(every))


def _beak(canvas: Canvas, plan: _Plan, plates: Mask, slit: Mask, body: Mask) -> None:
    """Two plates of bone that end the head, a dark slit between them."""
    plates &= body
    canvas.detail("mouth", plates, _BEAK, clip=body)
    canvas.detail("mouth", slit, canvas.dark(plan.fish.scheme.body), clip=body)


def _face(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """From the side: the beak in line with the brow and the eye high above it."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    t, off = plan.spine.along(body)
    deep = max(2.2, plan.px(2.8))
    front = body & (off > -half * 0.12) & (off < half * 0.64)
    plates = front & (t * plan.spine.length < deep)
    x, y = plan.at(0.0, 0.28)
    inner = plan.at(0.0 + (deep + 0.6) / plan.spine.length, 0.3)
    slit = line([inner, (x + 1.0, y)], curve=False)
    _beak(canvas, plan, plates, slit, body)
    canvas.eye(
        *plan.at(0.22, -0.36), fish.eye_pixels, iris=s.iris, socket=s.mark if fish.pattern == "masked" else s.body
    )


def _face_to_us(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Turned: the near eye, the far one at the face's edge, the beak between and below them."""
    fish, s, half = plan.fish, plan.fish.scheme, plan.half
    x, y = plan.spine.at(0.16)
    wide = max(1.5, half * 0.3)
    middle = x + half * 0.36
    plates = ellipse(middle, y + half * 0.4, wide, max(1.6, half * 0.3))
    slit = line([(middle - wide, y + half * 0.4), (middle + wide, y + half * 0.4)], curve=False)
    _beak(canvas, plan, plates, slit, shrink(body))
    skin = s.mark if fish.pattern == "masked" else s.body
    canvas.eye(x - half * 0.12, y - half * 0.26, fish.eye_pixels, iris=s.iris, socket=skin)
    far = min(max(fish.eye_pixels - 1, 0), 2)
    canvas.eye(x + half * 0.86 - far / 2 - 1, y - half * 0.28, far)


def _breast_fin(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The breast fin that rows, in front of the flank with a dark gap behind and below it."""
    fish, s, px = plan.fish, plan.fish.scheme, plan.px
    patterned = fish.pattern in ("banded", "striped")
    if plan.fish.young and (plan.half < 3.4 or patterned):  # it would cover the flank and its marks
        return
    hang = fish["breast"]
    reach = min(2.8 + fish["fin"] * 0.7, 0.44 * fish["depth"])
    x, y = plan.at(0.44, 0.2)
    paddle = [(0.6, -0.8), (-reach * 0.66, -1.3 + hang), (-reach, 0.7 + 1.6 * hang), (-reach * 0.6, 2.0 + 1.5 * hang)]
    mask = blob([(x + px(u), y + px(v)) for u, v in [*paddle, (0.4, 1.6)]])
    below = (shift(mask, -1, 0) | shift(mask, 0, 1)) & ~mask
    canvas.detail("fin", below, canvas.dark(plan.fin_tone), clip=body)
    canvas.part("fin", mask, plan.fin_tone)
    canvas.shade(shrink(mask) if plan.half > 3 else mask & body, s.accent, clip=mask)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the belly, two pixels each, painted last; a rich one's tail corners shine too."""
    fish, s = plan.fish, plan.fish.scheme
    if fish.glow == "none":
        return
    row = empty()
    for t in np.arange(0.34, 0.94, 3.2 / plan.spine.length).tolist():
        x, y = plan.at(t, 0.56)
        row |= rectangle(math.floor(x), math.floor(y), 2, 1)
    canvas.light(row & ~canvas.of("eye", "mouth"), s.light, clip=shrink(body))
    if fish.glow == "rich":
        tail = canvas.of("tail")
        clip = tail & ~shift(shrink(tail), -1, 0) if fish.young else tail  # all of a small one's tail would be a lamp
        canvas.light(canvas.pixels == s.accent, s.light, clip=clip)


PARROTFISH = Species(
    name="parrotfish",
    draw=_parrotfish,
    span=26.0,
    homes=("reef", "shallows"),
    ranges={"hump": (0.0, 1.0), "corner": (0.2, 1.0)},
    traits={
        "build": {
            "slim": {"depth": (8.0, 9.0), "length": (17.8, 19.6)},
            "regular": {"depth": (10.8, 12.0), "length": (17.0, 18.8)},
            "stout": {"depth": (13.8, 15.4), "length": (16.0, 17.8)},
        },
        "limbs": {
            "short": {"fin": (1.5, 1.8), "tail": (4.0, 4.4)},
            "regular": {"fin": (2.6, 3.0), "tail": (5.8, 6.4)},
            "long": {"fin": (4.2, 4.8), "tail": (8.6, 9.4)},
        },
        "pattern": {"plain": {}, "banded": {}, "striped": {}, "masked": {}},
        "pose": {
            "rest": {"tilt": (2.0, 9.0), "spread": (0.85, 1.0), "swing": (0.6, 1.4), "breast": (0.3, 0.6)},
            "glide": {"tilt": (-9.0, -1.0), "spread": (0.42, 0.52), "swing": (0.9, 1.3), "breast": (0.0, 0.1)},
            "turn": {"tilt": (-4.0, 10.0), "spread": (0.9, 1.1), "swing": (0.7, 1.3), "breast": (0.7, 1.1)},
            "display": {"tilt": (28.0, 38.0), "spread": (1.2, 1.35), "swing": (0.9, 1.3), "breast": (1.0, 1.3)},
        },
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_weights={
        "hadal": {"pattern": {"plain": 2, "masked": 1}},
    },
    schemes={
        "shallows": (
            scheme("kelp2 kelp4 kelp2 kelp4 sand3 ink6"),
            scheme("sand2 sand4 sand2 sand4 kelp3 ink6"),
            scheme("azure2 azure4 azure2 azure4 kelp3 ink6"),
            scheme("coral2 coral4 coral2 coral4 gold3 ink6"),
            scheme("ink2 ink4 ink2 ink4 azure3 ink6"),
        ),
        "reef": (
            scheme("kelp5 kelp6 kelp4 rose4 rose4 ink6"),
            scheme("azure5 azure6 azure4 azure2 rose5 ink6"),
            scheme("coral5 coral6 coral4 coral2 azure5 ink6"),
            scheme("violet5 violet6 violet4 violet2 gold5 ink6"),
            scheme("rose5 rose6 rose4 rose3 kelp5 ink6"),
            scheme("gold4 gold6 gold5 gold2 azure5 ink6"),
        ),
        "twilight": (
            scheme("azure5 azure6 azure5 violet4 violet5 ink6 glow4"),
            scheme("ink5 ink6 ink5 azure4 azure5 ink6 glow4"),
            scheme("violet5 violet6 violet5 azure4 azure5 ink6 glow4"),
        ),
        "midnight": (
            scheme("coral3 coral4 coral2 coral6 rose4 ink6 glow4"),
            scheme("violet3 violet4 violet2 violet6 ink5 ink6 glow4"),
            scheme("rose3 rose4 rose2 rose6 violet4 ink6 glow5"),
        ),
        "abyss": (
            scheme("violet5 violet6 violet3 violet3 ink5 ink6 glow4"),
            scheme("ink4 ink5 ink3 ink6 violet4 ink6 glow4"),
            scheme("ink5 ink6 ink4 ink3 azure4 ink6 glow5"),
        ),
        "hadal": (
            scheme("rose5 rose6 rose3 rose3 sand4 ink6 glow4"),
            scheme("sand5 sand6 sand3 sand3 rose4 ink6 glow4"),
            scheme("ink5 ink6 ink4 ink3 rose4 ink6 glow4"),
        ),
    },
)
