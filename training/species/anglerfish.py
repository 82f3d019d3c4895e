"""An anglerfish individual -> its drawing: a globe, a jaw of needles, a bait on a rod. Knows no other species."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.palette import colour_index
from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import (
    Mask,
    Point,
    Points,
    blob,
    line,
    opened,
    polygon,
    shift,
    shrink,
    spline,
    where_x,
    where_y,
)
from training.drawing.patterns import dotted, mottling, photophores
from training.drawing.tones import lighter
from training.drawing.zones import scheme
from training.species.contract import AGES, Individual, Species, free
from training.species.lures import hang_lure
from training.species.needle_teeth import needles

_BLACK, _WHITE = colour_index("ink", 0), colour_index("ink", 6)
_MIDDLE = (16.5, 19.0)  # of the globe, nominal pixels


@dataclass(frozen=True, slots=True)
class _Pose:
    """What a pose does to the globe, and its gesture: the rod's course in shares of its length, from the brow on."""

    long: float
    deep: float
    gape: float  # how far the jaws are apart, 0 to 1
    swing: float  # how far the tail is swept down, nominal pixels
    spread: float  # how far the fins are raised
    rod: tuple[Point, ...]


_POSES = {
    "rest": _Pose(1.0, 1.0, 0.1, 0.6, 0.9, ((0.0, 0.0), (0.02, -0.5), (0.3, -0.86), (0.66, -0.8), (0.8, -0.5))),
    "glide": _Pose(
        1.14, 0.86, 0.0, -2.0, 0.55, ((0.0, 0.0), (-0.12, -0.3), (-0.5, -0.52), (-0.94, -0.56), (-1.2, -0.36))
    ),
    "turn": _Pose(0.9, 1.0, 0.5, -2.6, 1.0, ((0.0, 0.0), (-0.16, -0.4), (-0.04, -0.84), (0.34, -0.96), (0.5, -0.7))),
    "display": _Pose(0.98, 1.04, 1.0, 1.6, 1.4, ((0.0, 0.0), (0.22, -0.5), (0.62, -0.74), (1.0, -0.56), (1.12, -0.2))),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """A fish laid out: the globe that its parts stand on. `at(u, v)` is u half-lengths forward, v half-depths down."""

    fish: Individual
    frame: Frame
    long: float  # half its length, nominal pixels
    deep: float  # half its depth

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.fish.pose]

    @property
    def stature(self) -> float:
        """Share of a grown one's fins and rod that it has."""
        return 1 - 0.28 * max(self.fish["youth"], 0)

    @property
    def small(self) -> bool:
        """Whether there is no room for fine detail."""
        return self.px(self.deep) < 5.2

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.frame.px(length)

    def at(self, u: float, v: float, *, x: float = 0.0, y: float = 0.0) -> Point:
        """A place on the globe, and nominal pixels beyond it -> sprite coordinates."""
        return self.frame.at(_MIDDLE[0] + u * self.long + x, _MIDDLE[1] + v * self.deep + y)

    def points(self, places: Points) -> npt.NDArray[np.float64]:
        """(n, 2) places on the globe -> (n, 2) sprite coordinates."""
        return self.frame.points(np.asarray(places) * (self.long, self.deep) + _MIDDLE)

    def on_globe(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """(48, 48) each: u and v of every pixel, for marks that follow the form."""
        (x, y), (ax, ay), (bx, by) = self.at(0, 0), self.at(1, 0), self.at(0, 1)
        dx, dy = where_x() - x, where_y() - y
        ax, ay, bx, by = ax - x, ay - y, bx - x, by - y
        return (dx * ax + dy * ay) / (ax * ax + ay * ay), (dx * bx + dy * by) / (bx * bx + by * by)


@dataclass(frozen=True, slots=True)
class _Gape:
    """The mouth: what lies between the lips, and where they end in front."""

    mouth: Mask
    snout: Point
    jaw_tip: Point


def _plan(fish: Individual) -> _Plan:
    pose, youth = _POSES[fish.pose], max(fish["youth"], 0)
    long = fish["length"] / 2 * pose.long * (1 - 0.06 * youth)
    return _Plan(fish, fish.frame.turned(fish["tilt"]), long, fish["depth"] / 2 * pose.deep * (1 + 0.04 * youth))


def _anglerfish(canvas: Canvas, fish: Individual) -> None:
    """Field marks: globe of a body, underslung jaw of white needle teeth, bait on an arched rod, small fins.

    length, depth: of the globe without fins, nominal pixels. jaw: how far the lower jaw juts past the snout, nominal
    pixels. teeth: length of the longest tooth, nominal pixels. rod: length of the illicium; fin: of the fins. tilt:
    degrees nose down. beat: how much of its pose's swing the tail has. rays: length of the tail's free rays, nominal
    pixels. marks: how far apart spots are. youth: 1 for a large head, short rod and small teeth; below 0 old age.
    """
    plan = _plan(fish)
    _tail(canvas, plan)
    _unpaired_fins(canvas, plan)
    if plan.fish.turned:
        if not plan.small:
            _far_fin(canvas, plan)
        body = _globe(canvas, plan)
        _marks(canvas, plan, body)
        _face_to_us(canvas, plan, body)
    else:
        gape = _gape(plan)
        body = _body(canvas, plan, gape)
        _marks(canvas, plan, body)
        _face(canvas, plan, body, gape)
    _lights(canvas, plan, body)
    _breast_fin(canvas, plan, body)
    _rod(canvas, plan)


def _trim(canvas: Canvas, plan: _Plan, fin: Mask, where: Mask) -> None:
    """A fin's edge within its outline: a shade apart, or light where it glows richly."""
    s = plan.fish.scheme
    edge = shrink(fin) & ~shrink(shrink(fin)) & where
    if plan.fish.glow == "rich":
        canvas.light(edge, s.light, clip=fin)
    elif not plan.small:
        canvas.shade(edge, s.accent, clip=fin)


def _tail(canvas: Canvas, plan: _Plan) -> None:
    """The tail fan on its short root, swept by the pose; turned, it looks out behind the globe."""
    fish, pose = plan.fish, plan.pose
    fin = fish["fin"] * plan.stature
    long = fin * 1.4 * (0.8 if plan.fish.turned else 1.0) + 1.6
    wide, sweep = 1.4 + fin * 0.7 * (0.6 + 0.4 * pose.spread), pose.swing * fish["beat"]
    u, v = (-0.8, -0.1) if plan.fish.turned else (-0.9, 0.06)
    edge = [(3.0, -2.4), (-0.4, -1.6), (-long * 0.6, -wide * 0.8 + sweep * 0.6), (-long * 0.92, -wide + sweep)]
    edge += [(-long * 1.08, -wide * 0.36 + sweep), (-long * 1.08, wide * 0.36 + sweep), (-long * 0.92, wide + sweep)]
    edge += [(-long * 0.6, wide * 0.8 + sweep * 0.6), (-0.4, 1.6)]
    mask = blob([plan.at(u, v, x=x, y=y) for x, y in [*edge, (3.0, 2.4)]])
    tail = canvas.part("tail", opened(mask, by=3), fish.scheme.fin)
    _trim(canvas, plan, tail, where_x() < plan.at(u, v, x=-long * 0.55)[0])
    rays = fish["rays"]
    if rays >= 1 and not plan.small:
        for side in (-1, 1):
            root = plan.at(u, v, x=-long * 0.7, y=side * (wide - 1.2) + sweep)
            tip = plan.at(u, v, x=-long * 0.8 - rays, y=side * (wide + rays * 0.3) + sweep * 1.4)
            canvas.thin("tail", line([root, tip], curve=False), fish.scheme.fin, behind=True)


def _unpaired_fins(canvas: Canvas, plan: _Plan) -> None:
    """Dorsal and anal fin, set far back behind the globe; the dorsal one is a comb of broad spines."""
    fish, tone, up = plan.fish, plan.fish.scheme.fin, plan.fish["fin"] * plan.pose.spread * plan.stature
    lean = 1.6 if fish.pose == "glide" else 0.6
    crest = [(-0.1, -0.8, 0.0, 0.0), (-0.2, -0.96, -lean, -up), (-0.46, -0.86, -lean, -up * 0.72)]
    crest += [(-0.6, -0.76, -lean * 1.6, -up * 0.95), (-0.86, -0.4, -lean, -up * 0.2), (-0.7, -0.3, 0.0, 0.0)]
    shape = polygon if not plan.small else blob
    dorsal = opened(shape([plan.at(u, v, x=x, y=y) for u, v, x, y in crest]), by=3)
    dorsal = canvas.part("fin", dorsal, tone)
    _, v = plan.on_globe()
    _trim(canvas, plan, dorsal, v < -1.0)
    if plan.small:
        return
    keel = [(-0.3, 0.8, 0.0, 0.0), (-0.4, 0.94, -lean, up * 0.6), (-0.66, 0.76, -lean, up * 0.66)]
    keel += [(-0.8, 0.5, -lean * 0.5, 0.0), (-0.6, 0.4, 0.0, 0.0)]
    canvas.part("fin", opened(blob([plan.at(u, v, x=x, y=y) for u, v, x, y in keel]), by=3), tone)


# --- from the side ----------------------------------------------------------------------------------------


def _gape(plan: _Plan) -> _Gape:
    """Where the lips run; wide open in display, a seam of teeth gliding."""
    fish, wide = plan.fish, plan.pose.gape
    snout = (0.8, -0.2 - 0.26 * wide)
    tip = (0.96 + fish["jaw"] / plan.long, 0.08 + 0.24 * wide)
    upper = [(-0.1, 0.24), (0.25, 0.04 - 0.12 * wide), (0.55, -0.08 - 0.2 * wide), snout]
    lower = [tip, (0.76, 0.44 + 0.18 * wide), (0.3, 0.52 + 0.12 * wide), (-0.1, 0.24)]
    mouth = polygon(np.concatenate([spline(plan.points(upper)), spline(plan.points(lower))]))
    return _Gape(mouth, plan.at(*snout), plan.at(*tip))


def _body(canvas: Canvas, plan: _Plan, gape: _Gape) -> Mask:
    """The globe with its jutting jaw, cut open in front of the mouth; its front half is the head."""
    s = plan.fish.scheme
    (snout_x, snout_y), (tip_x, tip_y) = gape.snout, gape.jaw_tip
    px, half = plan.px, plan.px(plan.deep)
    rim: list[Point] = [(tip_x, tip_y), (tip_x + px(1.2), tip_y + px(0.6)), (tip_x + px(0.6), tip_y + half * 0.42)]
    rim += [plan.at(*place) for place in ((0.5, 0.96), (-0.1, 1.0), (-0.68, 0.72), (-1.0, 0.3), (-1.0, -0.2))]
    rim += [plan.at(*place) for place in ((-0.72, -0.7), (-0.1, -1.0), (0.42, -0.92))]
    rim += [(snout_x + px(0.5), snout_y - half * 0.36), (snout_x + px(1.2), snout_y - px(1.3)), (snout_x, snout_y)]
    depth = px(1.8 + 0.8 * plan.pose.gape)  # how far the water reaches into the mouth
    front = spline([gape.snout, ((snout_x + tip_x) / 2 - depth, (snout_y + tip_y) / 2), gape.jaw_tip])
    mask = opened(polygon(np.concatenate([spline(rim), front])), by=3, corners=not plan.small)
    body = canvas.part("body", mask, s.body, seam=canvas.dark(s.body))
    u, v = plan.on_globe()
    canvas.label("head", body & (u > 0.16))
    canvas.shade(v + 0.12 * u * u > (0.5 if plan.small else 0.44), s.belly, clip=body)
    return body


def _face(canvas: Canvas, plan: _Plan, body: Mask, gape: _Gape) -> None:
    """The mouth with its needles, and the eye above it."""
    fish, s = plan.fish, plan.fish.scheme
    inside = canvas.detail("mouth", gape.mouth, _throat(canvas, plan), clip=body)
    _needles(canvas, plan, gape.mouth & (where_x() < gape.jaw_tip[0]), inside, last=gape.jaw_tip[0])
    x, y = plan.at(0.38 - 0.1 * plan.pose.gape, -0.48 - 0.08 * plan.pose.gape)
    canvas.eye(x, y, fish.eye_pixels, iris=s.iris, socket=s.body)


def _throat(canvas: Canvas, plan: _Plan) -> int:
    """Dark; black where the outlines are not, but for the pale ones."""
    tone = plan.fish.scheme.body
    return _BLACK if plan.fish.zone == "midnight" else canvas.dark(tone)


def _needles(canvas: Canvas, plan: _Plan, mouth: Mask, inside: Mask, *, last: float) -> None:
    """White needles, longest in front."""
    longest = plan.px(plan.fish["teeth"] * (1 - 0.3 * max(plan.fish["youth"], 0)))
    teeth = needles(mouth, front=last - 1, longest=longest)
    canvas.thin("mouth", teeth & (inside | ~canvas.filled()), _WHITE)


def _breast_fin(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """The paddle on the flank, with a dark gap about it."""
    fish, s, px = plan.fish, plan.fish.scheme, plan.px
    hang = {"rest": 0.5, "glide": 0.0, "turn": 0.9, "display": 1.2}[fish.pose]
    reach = min(2.4 + fish["fin"] * 0.55 * plan.stature, plan.long * 0.62)
    x, y = plan.at(-0.48, 0.34) if plan.fish.turned else plan.at(-0.28, 0.26)
    paddle = [(0.8, -0.8), (-reach * 0.6, -1.5 + hang), (-reach, 0.4 + 1.8 * hang), (-reach * 0.6, 1.8 + 1.6 * hang)]
    mask = opened(blob([(x + px(u), y + px(v)) for u, v in [*paddle, (0.6, 1.5)]]))
    if not plan.small:
        gap = (shift(mask, -1, 0) | shift(mask, 0, 1) | shift(mask, 0, -1)) & ~mask
        canvas.detail("fin", gap, canvas.dark(s.fin), clip=body)
    canvas.part("fin", mask, s.fin)


# --- turned to us -----------------------------------------------------------------------------------------


def _globe(canvas: Canvas, plan: _Plan) -> Mask:
    """The globe that turns its mouth to us: as wide as it is high."""
    s = plan.fish.scheme
    chin = [(-0.98, 0.0), (-0.72, -0.7), (0.0, -0.98), (0.68, -0.74), (0.98, -0.1), (1.04, 0.4), (0.74, 0.92)]
    chin += [(0.14, 1.06), (-0.52, 0.92), (-0.94, 0.46)]
    body = canvas.part("body", opened(blob(plan.points(chin)), by=3), s.body, seam=canvas.dark(s.body))
    u, v = plan.on_globe()
    canvas.label("head", body & (u > -0.3))
    canvas.shade(v + 0.2 * (u - 0.2) ** 2 > 0.62, s.belly, clip=body)
    return body


def _far_fin(canvas: Canvas, plan: _Plan) -> None:
    """The breast fin of the far side, behind the cheek."""
    fish, reach = plan.fish, 1.2 + plan.fish["fin"] * 0.5 * plan.stature
    edge = [(-1.6, -1.2), (reach * 0.7, -1.6), (reach, 0.4), (reach * 0.8, 2.0), (-1.6, 1.6)]
    mask = opened(blob([plan.at(0.94, 0.16, x=x, y=y) for x, y in edge]), by=3)
    canvas.part("fin", mask, fish.scheme.fin)


def _face_to_us(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """A grin across the face, needles from both lips, the near eye and the far one at the edge."""
    fish, s = plan.fish, plan.fish.scheme
    upper = [(-0.5, 0.2), (-0.1, 0.12), (0.36, 0.06), (0.86, 0.1)]
    lower = [(0.86, 0.1), (0.76, 0.6), (0.3, 0.74), (-0.22, 0.62), (-0.5, 0.2)]
    grin = polygon(np.concatenate([spline(plan.points(upper)), spline(plan.points(lower))]))
    inside = canvas.detail("mouth", opened(grin), _throat(canvas, plan), clip=shrink(body))
    _needles(canvas, plan, inside, inside, last=plan.at(0.84, 0.3)[0])
    far = min(max(fish.eye_pixels - 1, 1), 3)
    x, y = plan.at(-0.06, -0.36)
    canvas.eye(x, y, fish.eye_pixels, iris=s.iris, socket=s.body)
    x, y = plan.at(0.7, -0.36)
    canvas.eye(x, y, far, iris=s.iris if far > 2 else None)


# --- marks, lights, bait ------------------------------------------------------------------------------------


def _marks(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Saddles that bow with the globe; blots; or the patches of weed: all clear of the face."""
    fish, s = plan.fish, plan.fish.scheme
    u, v = plan.on_globe()
    lowest = 0.3 if plan.small else 0.4
    flank = (body if fish.pattern == "banded" else shrink(body)) & (u < (-0.3 if fish.turned else 0.22)) & (v < lowest)
    if fish.turned:
        flank |= shrink(body) & (v < -0.62)
    if fish.pattern == "banded":
        width = max(2.0, plan.px(2.5)) / plan.px(plan.long)
        round_ = np.sqrt(np.clip(1 - (v * 0.9) ** 2, 0.1, 1))
        saddles = (-0.84, -0.34, 0.16) if plan.fish.turned else (-0.72, -0.14)
        for middle in saddles:
            canvas.mark((np.abs(u - middle * round_) < width / 2) & flank, s.mark, clip=body)
    elif fish.pattern == "spotted":
        apart, radius = (fish["marks"] * 0.8, 1.45) if plan.small else (fish["marks"], 1.6)
        dots = dotted(u * plan.px(plan.long), v * plan.px(plan.long), apart=apart, radius=radius)
        canvas.mark(dots, s.mark, clip=flank)
    elif fish.pattern == "mottled":
        back = body & (u < (0.1 if plan.fish.turned else 0.3)) & (v < 0.7)
        canvas.mark(opened(mottling(fish.rng, scale=3 if plan.small else 4, share=0.5)), s.mark, clip=back)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the belly."""
    if plan.fish.glow == "none":
        return
    row = [(-0.9, 0.26), (-0.6, 0.62), (-0.1, 0.84), (0.5, 0.8)]
    if plan.fish.turned:
        row = [(-0.84, 0.34), (-0.5, 0.72), (0.1, 0.9), (0.7, 0.7)]
    canvas.light(photophores(plan.points(row), every=3.6, start=1.0), plan.fish.scheme.light, clip=shrink(body))


def _rod(canvas: Canvas, plan: _Plan) -> None:
    """The illicium, a rod that rises from the brow, and the bait at its tip: a worm of flesh, or a lamp."""
    fish, s = plan.fish, plan.fish.scheme
    long = max(fish["rod"] * plan.stature, 3.6 / fish.scale)
    root = (0.14, -0.8) if plan.fish.turned else (0.2, -0.84)
    lift = -1.6 if fish.pose == "glide" else 0.0  # clear of the back
    bends = plan.pose.rod if plan.px(long) >= 6.5 or lift else plan.pose.rod[:4]  # a short one ends at its top
    course = [plan.at(*root, x=x * long, y=y * long + (lift if y else 0.0)) for x, y in bends]
    canvas.thin("fin", line(course), lighter(s.fin) if canvas.lit else s.fin)
    glow = fish.glow != "none"
    size = "spark" if plan.small else "beacon" if fish.glow == "rich" else "lamp" if glow else "worm"
    hang_lure(canvas, course[-1], s.light if glow else s.accent, size=size)


_POSE = {
    "rest": {"tilt": (-5.0, 5.0), "beat": (0.0, 1.6)},
    "glide": {"tilt": (4.0, 12.0), "beat": (0.6, 1.2)},
    "turn": {"tilt": (-5.0, 5.0), "beat": (0.8, 1.2)},
    "display": {"tilt": (-22.0, -13.0), "beat": (0.7, 1.2)},
}

ANGLERFISH = Species(
    name="anglerfish",
    draw=_anglerfish,
    span=26.0,
    homes=("midnight", "abyss"),
    ranges={"jaw": (0.2, 1.4), "teeth": (3.0, 4.6), "rays": (0.0, 0.0)},
    traits={
        "build": {
            "slim": {"depth": (12.0, 12.8), "length": (19.4, 20.4)},
            "regular": {"depth": (15.4, 16.2), "length": (18.0, 18.8)},
            "stout": {"depth": (19.0, 20.0), "length": (17.0, 17.8)},
        },
        "limbs": {
            "short": {"rod": (5.4, 6.2), "fin": (2.2, 2.6)},
            "regular": {"rod": (8.6, 9.6), "fin": (3.4, 3.9)},
            "long": {"rod": (12.6, 14.0), "fin": (5.0, 5.8)},
        },
        "pattern": {
            "plain": {"marks": (0.0, 0.0)},
            "banded": {"marks": (0.0, 0.0)},
            "spotted": {"marks": (4.8, 5.3)},
            "mottled": {"marks": (0.0, 0.0)},
        },
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    zone_ranges={
        "shallows": {"teeth": (2.0, 3.0)},
        "reef": {"teeth": (2.0, 3.2)},
        "midnight": {"teeth": (3.8, 5.4)},
        "abyss": {"rays": (2.0, 4.0)},
        "hadal": {"teeth": (2.4, 3.4)},
    },
    zone_weights={
        "shallows": {"pattern": {"mottled": 2, "banded": 1}},
        "reef": {"pattern": {"banded": 1, "spotted": 1}},
        "twilight": {"pattern": {"plain": 1, "banded": 1, "spotted": 1}},
        "midnight": {"pattern": {"plain": 2, "banded": 1, "spotted": 1}},
        "abyss": {"pattern": {"plain": 2, "spotted": 1, "banded": 1}},
        "hadal": {"pattern": {"plain": 3, "banded": 1}},
    },
    schemes={
        "shallows": (
            scheme("gold2 gold4 coral2 gold4 coral3 gold5"),
            scheme("kelp2 kelp4 sand2 kelp4 sand3 gold5"),
            scheme("sand2 sand4 kelp2 sand4 kelp3 gold5"),
        ),
        "reef": (
            scheme("coral4 coral5 gold4 gold6 gold5 gold5"),
            scheme("gold4 gold5 violet3 violet3 violet4 ink6"),
            scheme("rose4 rose5 azure4 rose2 azure5 gold5"),
            scheme("violet4 violet5 gold4 gold4 gold5 gold5"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet5 violet5 gold5 glow4"),
            scheme("violet4 violet5 azure4 azure5 azure5 gold5 glow4"),
            scheme("ink4 ink5 azure4 azure6 azure5 gold5 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 rose4 rose4 gold5 glow4"),
            scheme("rose2 rose3 violet3 violet4 violet4 gold5 glow4"),
            scheme("violet2 violet3 coral2 coral3 coral3 gold5 glow4"),
            scheme("ink2 ink3 coral2 coral3 coral3 gold5 glow4"),
            scheme("ink3 ink4 rose3 rose4 rose4 gold5 glow5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 violet2 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet3 ink2 violet4 ink6 glow4"),
            scheme("azure4 azure5 violet4 azure2 violet5 ink6 glow4"),
            scheme("ink5 ink6 azure3 azure3 azure4 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 rose3 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 sand3 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
