"""A gulper eel individual -> its drawing: a mouth larger than its owner, a lit whip. Knows no other species."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.drawing.canvas import Canvas
from training.drawing.frame import Frame
from training.drawing.masks import (
    Mask,
    Point,
    blob,
    ellipse,
    line,
    opened,
    polygon,
    shift,
    shrink,
    spline,
    stroke,
    where_y,
)
from training.drawing.patterns import measured, photophores
from training.drawing.tones import clearest_on_all, darker, lighter
from training.drawing.zones import scheme
from training.species.body_axis import off
from training.species.contract import AGES, Individual, Species, free


@dataclass(frozen=True, slots=True)
class _Pose:
    """What the jaws do, and the whip's course from the head back, in shares of its length."""

    gape: float  # degrees between the jaws
    rise: float  # degrees that the upper jaw points down
    sag: float  # how far the pouch hangs, a factor
    whip: tuple[Point, ...]


_POSES = {
    "rest": _Pose(
        56.0, -14.0, 1.0, ((0.0, 0.0), (-0.3, 0.06), (-0.56, 0.24), (-0.6, 0.52), (-0.36, 0.66), (-0.14, 0.58))
    ),
    "glide": _Pose(
        20.0, -2.0, 1.0, ((0.0, 0.0), (-0.26, -0.05), (-0.5, 0.03), (-0.72, 0.1), (-0.92, 0.02), (-1.08, -0.1))
    ),
    "turn": _Pose(
        60.0, 0.0, 1.0, ((0.0, 0.0), (-0.28, -0.14), (-0.5, -0.02), (-0.56, 0.26), (-0.36, 0.44), (-0.12, 0.5))
    ),
    "display": _Pose(
        76.0, -26.0, 1.3, ((0.0, 0.0), (-0.22, 0.1), (-0.46, 0.0), (-0.58, -0.28), (-0.42, -0.56), (-0.16, -0.6))
    ),
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """An eel laid out: the hinge of its jaws, the tips of both, and the course of its whip, sprite coordinates."""

    eel: Individual
    frame: Frame
    hinge: Point
    snout: Point
    chin: Point
    rise: float  # direction of the upper jaw, degrees
    whip: Sequence[Point]

    @property
    def pose(self) -> _Pose:
        """What its pose does."""
        return _POSES[self.eel.pose]

    @property
    def small(self) -> bool:
        """Whether there is no room for fine detail."""
        return self.eel.growth == "young" or self.frame.scale < 0.6

    @property
    def shut(self) -> bool:
        """Whether its jaws are shut."""
        return self.pose.gape < 30

    @property
    def trunk(self) -> float:
        """Depth of the body behind the head, sprite pixels."""
        return max(self.px(self.eel["trunk"]), 2.6)

    def px(self, length: float) -> float:
        """Nominal pixels -> sprite pixels."""
        return self.frame.px(length)


def _plan(eel: Individual) -> _Plan:
    pose, youth = _POSES[eel.pose], max(eel["youth"], 0)
    # However long its whip, it must lie on the sheet to be measured.
    stunted = 0.16 if eel.pose == "display" else 0.4
    whip_long = eel["whip"] * (1 - stunted * youth) * (0.92 if eel.pose == "glide" else 1.0)
    if eel.young and eel.pose in ("rest", "display"):  # seen beside the sac, or the animal would be a bird
        whip_long = max(whip_long, 15.0)
    reach = whip_long * max(-u for u, _ in pose.whip) + 1.1 * eel["jaw"] + 3.0
    frame = eel.frame.scaled(min(1.0, 31.0 / reach))
    px, hinge = frame.px, frame.at(20.0, 12.0)
    rise = pose.rise + eel["tilt"]
    jaw = px(eel["jaw"])
    snout, chin = (
        off(hinge, rise, jaw),
        off(hinge, rise + pose.gape * (0.8 if eel.young and not eel.turned else 1.0), jaw * 1.2),
    )
    long = px(whip_long)
    root = (hinge[0] - px(0.5), hinge[1] + px(1.6))
    course = pose.whip if not (eel.young and eel.turned) else _POSES["glide"].whip  # a loop would be a jug's handle
    whip = [(root[0] + u * long, root[1] + v * long * eel["swing"]) for u, v in course]
    return _Plan(eel, frame, hinge, snout, chin, rise, whip)


def _gulper_eel(canvas: Canvas, eel: Individual) -> None:
    """Field marks: hooped mouth as long as the trunk, balloon of a pouch, eye at the snout tip, whip tail, tail light.

    jaw: length of the upper jaw, nominal pixels. pouch: how far the throat sac hangs below the lower jaw. hoop: how far
    the mouth's side is cut back, 0 to 1. trunk: depth of the body behind the head. whip: length of body and tail.
    swing: how much of its pose's curve the whip has. tilt: degrees nose down. youth: 1 for
    a large head and a short tail; below 0 old age.
    """
    plan = _plan(eel)
    body = _whip(canvas, plan)
    if plan.eel.turned:
        _face_to_us(canvas, plan)
    else:
        _pouch(canvas, plan)
        _upper_jaw(canvas, plan)
    _lights(canvas, plan, body)


def _whip(canvas: Canvas, plan: _Plan) -> Mask:
    """Trunk and tapering whip, its end in another colour, and the light there."""
    s = plan.eel.scheme
    base = max(2.4, plan.trunk * 0.62)
    path = spline(plan.whip, steps=4)
    widths = [plan.trunk, plan.trunk * 0.92, base, base * 0.9, max(2.4, base * 0.7), 2.0]
    mask = stroke(path, widths, curve=False)
    if canvas.lit:
        body = canvas.part("body", mask, s.body)
    else:  # an outline would leave nothing of so thin a whip
        body = canvas.thin("body", mask, s.body)
        canvas.part("body", stroke(path[: len(path) // 2], [*widths[:2], base], curve=False) & body, s.body)
    end = measured(path, body)[0] > 0.74 * float(np.hypot(*np.diff(path, axis=0).T).sum())
    canvas.shade(body & end, s.fin, clip=body)
    canvas.label("tail", body & end)
    _tail_light(canvas, plan)
    return body


def _tail_light(canvas: Canvas, plan: _Plan) -> None:
    """The lamp at the whip's end; a knob of flesh where nothing glows."""
    eel, s = plan.eel, plan.eel.scheme
    x, y = plan.whip[-1]
    tone = s.accent if eel.glow == "none" else s.light
    core = lighter(tone, 2)
    rows: list[list[int | None]] = [[None, tone, None], [tone, core, tone], [None, tone, None]]
    if eel.glow == "rich" and not eel.young:
        rows = [[None, tone, tone, None], [tone, core, core, tone], [tone, core, core, tone], [None, tone, tone, None]]
    elif eel.glow == "rich":  # larger, it would be a second head
        rows = [[core, core, tone], [core, tone, tone], [tone, tone, tone]]
    elif plan.small:
        rows = [[core, tone], [tone, tone]]
    side = len(rows)
    left = min(max(round(x - side / 2), -7), 35)
    canvas.stamp("light", left, min(max(round(y - side / 2), -7), 35), rows)


def _lights(canvas: Canvas, plan: _Plan, body: Mask) -> None:
    """Light organs in one row along the trunk."""
    if plan.eel.glow == "none" or (plan.eel.young and plan.eel.glow == "rich"):  # its tail lamp alone
        return
    row = photophores(spline(plan.whip, steps=4)[1:16], every=3.8, start=1.5)
    canvas.light(row, plan.eel.scheme.light, clip=body & canvas.of("body", "mark"))


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _pouch(canvas: Canvas, plan: _Plan) -> None:
    """The throat sac, open in front: its near side is cut back in a hoop that shows the inside."""
    eel, s, px = plan.eel, plan.eel.scheme, plan.px
    hinge, snout, chin = plan.hinge, plan.snout, plan.chin
    sag = px(eel["pouch"]) * plan.pose.sag
    back = (hinge[0] - px(3.4), hinge[1] + px(2.0))
    if plan.small:  # without a sac it would be a line
        sag = max(sag * (0.9 if plan.shut else 1.2), 3.0 if plan.shut else 0.0)
    bulge = ((0.86, 0.7), (0.6, 1.08), (0.34, 1.1), (0.12, 0.74))  # along the jaw, sag
    hung = [_between(back, chin, share) for share, _ in bulge]
    edge = [(x - 0.22 * sag * depth, y + sag * depth) for (x, y), (_, depth) in zip(hung, bulge, strict=True)]
    lip = [chin, (chin[0] + px(1.1), chin[1] + px(0.8)), (chin[0] + px(0.5), chin[1] + px(2.4))]
    hanging = spline([*lip, *edge, back, hinge, snout])
    middle = _between(snout, chin, 0.5)
    front = spline([snout, _between(hinge, middle, 0.66), chin])
    mask = opened(polygon(np.concatenate([hanging, front])), by=3, corners=not plan.small)
    sac = canvas.part("head", mask, s.body, seam=canvas.dark(s.body))
    low = sac & ~shift(sac, 0, -4) & (where_y() > hung[3][1] + sag * 0.4)
    canvas.shade(low, s.belly, clip=sac)
    if eel.pattern == "masked":
        canvas.mark(sac, _mask(plan), clip=shrink(sac) if canvas.lit and not plan.shut else sac)
    if plan.shut:
        return
    deep = _between(hinge, middle, 1 - eel["hoop"])
    cut = spline([snout, _between(hinge, snout, 0.6), deep, _between(hinge, (chin[0], chin[1] + 1), 0.6), chin])
    inside = canvas.thin("mouth", polygon(np.concatenate([cut, front[::-1]])) & sac, _gullet(plan))
    canvas.shade(inside & ~shift(inside, 0, 2), darker(_gullet(plan)), clip=inside)
    canvas.shade(shift(inside, 0, 1) & ~inside, s.belly, clip=sac)


def _gullet(plan: _Plan) -> int:
    """The tone of the mouth's inside."""
    return plan.eel.scheme.accent if plan.eel.zone in ("shallows", "reef") else darker(plan.eel.scheme.fin)


def _mask(plan: _Plan) -> int:
    """The tone of a masked one's whole head, which stands off from its trunk and from the mouth's inside."""
    s = plan.eel.scheme
    return clearest_on_all((s.body, _gullet(plan)), s.mark, s.fin, s.accent)


def _upper_jaw(canvas: Canvas, plan: _Plan) -> None:
    """The thin upper jaw and, at its far end, the small skull with the eye."""
    eel, s, hinge, px = plan.eel, plan.eel.scheme, plan.hinge, plan.px
    youth = max(eel["youth"], 0)
    high = max(3.8 + 1.4 * youth + 0.12 * eel["trunk"], (eel.eye_pixels + 2.4) / plan.frame.scale)
    profile = (
        (0.2, 2.4),
        (0.46, 0.42 * high + 1.6),
        (0.76, high),
        (1.0, high * 0.96),
        (1.16, 1.6),
        (1.12, -0.6),
        (0.9, -0.9),
        (0.5, -0.9),
    )
    outline = [
        (hinge[0] - px(4.0), hinge[1] + px(1.5)),
        (hinge[0] - px(2.5), hinge[1] - plan.trunk * 0.35),
        *(off(hinge, plan.rise, share * px(eel["jaw"]), up=px(up)) for share, up in profile),
        (hinge[0], hinge[1] + px(1.5)),
    ]
    skull = canvas.part("head", blob(outline), s.body)
    if eel.pattern == "masked":  # a shut jaw is thin: what is left of its rim would be crumbs
        canvas.mark(skull, _mask(plan), clip=skull if plan.shut else shrink(skull))
    x, y = off(hinge, plan.rise, px(eel["jaw"]) * 0.9, up=px(high * 0.45))
    canvas.eye(x, y, eel.eye_pixels, iris=s.iris)
    if plan.shut:
        grin = line([_between(hinge, plan.chin, 0.2), _between(plan.snout, plan.chin, 0.4)], curve=False)
        canvas.detail("mouth", grin, canvas.dark(s.body), clip=canvas.of("head"))


def _face_to_us(canvas: Canvas, plan: _Plan) -> None:
    """Turned: a hoop of a mouth that gapes at us, the pouch below it, a small skull with both eyes on top."""
    eel, s, px = plan.eel, plan.eel.scheme, plan.px
    wide, high = px(eel["jaw"] * 0.5), px(eel["jaw"] * 0.36 + eel["pouch"] * 0.3)
    x, y = plan.hinge[0] + wide * 0.5, plan.hinge[1] + high * 0.6
    sac = ellipse(x, y + high * 0.2, wide * 1.06, high * 1.16)
    sac = canvas.part("head", opened(sac, by=3), s.body, seam=canvas.dark(s.body))
    canvas.shade(where_y() > y + high * 0.66, s.belly, clip=sac)
    if eel.pattern == "masked":
        canvas.mark(sac, _mask(plan), clip=shrink(sac))
    mouth = canvas.detail("mouth", ellipse(x + px(0.3), y, wide * 0.78, high * 0.72), _gullet(plan), clip=shrink(sac))
    canvas.shade(mouth & ~shift(mouth, 0, 2), darker(_gullet(plan)), clip=mouth)
    size = eel.eye_pixels
    brow = ellipse(x + px(0.4), y - high * 0.96, max(wide * 0.62, size + 1.2), max(px(2.4), size * 0.5 + 1.6))
    skull = canvas.part("head", opened(brow, by=3), s.body, seam=canvas.dark(s.body))
    if eel.pattern == "masked":
        canvas.mark(skull, _mask(plan), clip=shrink(skull))
    apart = max(wide * 0.3, size * 0.5 + 0.6)
    canvas.eye(x + px(0.4) - apart, y - high * 0.96, size, iris=s.iris)
    canvas.eye(x + px(0.4) + apart, y - high * 0.96, max(size - 1, 1), iris=s.iris)


_POSE = {
    "rest": {"tilt": (-8.0, 8.0), "swing": (0.7, 1.2)},
    "glide": {"tilt": (-6.0, 8.0), "swing": (0.8, 1.8)},
    "turn": {"tilt": (-4.0, 4.0), "swing": (0.85, 1.2)},
    "display": {"tilt": (-8.0, 6.0), "swing": (0.85, 1.2)},
}

GULPER_EEL = Species(
    name="gulper_eel",
    draw=_gulper_eel,
    span=29.0,
    homes=("abyss", "midnight"),
    ranges={"hoop": (0.76, 0.96)},
    traits={
        "build": {
            "slim": {"trunk": (3.4, 3.8), "pouch": (3.0, 3.6), "jaw": (12.4, 13.2)},
            "regular": {"trunk": (5.2, 5.7), "pouch": (5.2, 6.0), "jaw": (12.4, 13.2)},
            "stout": {"trunk": (7.6, 8.2), "pouch": (8.0, 9.0), "jaw": (12.4, 13.2)},
        },
        "limbs": {
            "short": {"whip": (13.0, 14.4)},
            "regular": {"whip": (20.0, 22.0)},
            "long": {"whip": (30.0, 33.0)},
        },
        "pattern": {"plain": {}, "masked": {}},
        "pose": _POSE,
        "eye": free("eye"),
        "growth": AGES,
        "glow": free("glow"),
    },
    schemes={
        "shallows": (
            scheme("kelp2 kelp4 coral2 coral3 coral3 gold5"),
            scheme("sand2 sand4 rose2 rose3 rose3 gold5"),
            scheme("gold2 gold4 rose2 rose3 rose3 gold5"),
        ),
        "reef": (
            scheme("azure4 azure5 coral4 coral4 coral5 ink6"),
            scheme("coral4 coral5 azure4 azure4 azure5 ink6"),
            scheme("gold4 gold5 rose4 rose4 rose5 ink6"),
        ),
        "twilight": (
            scheme("azure4 azure5 violet4 violet4 violet5 ink6 glow4"),
            scheme("ink4 ink5 azure4 azure4 azure5 ink6 glow4"),
            scheme("violet4 violet5 azure4 azure4 azure5 ink6 glow4"),
        ),
        "midnight": (
            scheme("coral2 coral3 rose3 rose3 rose4 ink6 glow4"),
            scheme("violet2 violet3 rose3 rose3 rose4 ink6 glow4"),
            scheme("ink3 ink4 coral3 coral3 coral4 ink6 glow4"),
            scheme("rose2 rose3 violet3 violet3 violet4 ink6 glow4"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink4 ink4 ink5 ink6 glow4"),
            scheme("ink4 ink5 violet4 violet4 violet5 ink6 glow4"),
            scheme("azure4 azure5 violet4 violet4 violet5 ink6 glow4"),
            scheme("sand4 sand5 rose4 rose4 rose5 ink6 glow4"),
        ),
        "hadal": (
            scheme("rose5 rose6 sand4 sand4 sand5 ink6 glow4"),
            scheme("sand5 sand6 rose4 rose4 rose5 ink6 glow4"),
            scheme("ink5 ink6 rose4 rose4 rose5 ink6 glow4"),
        ),
    },
)
