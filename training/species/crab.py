"""Crab: a broad carapace seen from the front, two raised claws, walking legs. Knows nothing of other grazers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from training.drawing.masks import Mask, Point, arc, blob, mirror, opened, polygon, where_y
from training.drawing.patterns import mottling, photophores, spots
from training.drawing.tones import darker, darkest
from training.drawing.unlabelled_canvas import UnlabelledCanvas, unlabelled
from training.drawing.zones import scheme
from training.species.contract import Individual, Species

_MIDDLE = 16.0  # the animal's plane of symmetry
_CENTRE = 18.0  # height of the carapace's middle
_REACH = 14.4  # what fits beside the middle
_SPARE = 21.0  # rows for carapace, raised arms and legs; the rest is for the claws


def _on(side: int, mask: Mask) -> Mask:
    """A mask drawn for the right side, on side 0 (right) or 1 (left)."""
    return mirror(mask, axis_x=_MIDDLE) if side else mask


def _jointed(path: Sequence[Point], widths: Sequence[float]) -> Mask:
    """A straight-segmented limb through the joints, with its width at each."""
    near, far = [], []
    for index, ((x, y), width) in enumerate(zip(path, widths, strict=True)):
        before, after = path[max(index - 1, 0)], path[min(index + 1, len(path) - 1)]
        along = math.atan2(after[1] - before[1], after[0] - before[0])
        dx, dy = -math.sin(along) * width / 2, math.cos(along) * width / 2
        near.append((x + dx, y + dy))
        far.append((x - dx, y - dy))
    return polygon([*near, *reversed(far)])


def _room(crab: Individual, height: float) -> float:
    """Share of the raised claws' and the legs' height that fits above and below so high a carapace."""
    return min(1.0, (_SPARE - 2 * height) / (crab["raise"] + crab["stance"]))


def _legs(canvas: UnlabelledCanvas, crab: Individual, half: float, height: float) -> None:
    """Three pairs, knees out, tips on the ground; the sides step in turn."""
    s = crab.scheme
    ground = _CENTRE + height + crab["stance"] * _room(crab, height)
    leg = min(crab["leg"] * crab.look.limb, _REACH + 0.8 - half)
    for side, step in ((0, crab["step"]), (1, -crab["step"])):
        for index in (2, 1, 0):
            swing = step if index % 2 else -step
            root = (half * (0.8, 0.7, 0.5)[index], _CENTRE + height * (0.2, 0.5, 0.8)[index])
            knee = (half + leg * (0.62, 0.5, 0.24)[index], _CENTRE + crab["knee"] * index)
            tip = (half + leg * (1.0, 0.66, 0.22)[index] + min(swing, 0), ground - (3.2, 1.2, 0.0)[index] + swing)
            path = [(_MIDDLE + x, y) for x, y in (root, knee, tip)]
            shape = _on(side, _jointed(path, [2.2, 2.2, 1.2]))
            tone = darker(s.fin) if index == 1 else s.fin  # the middle pair stands out from its neighbours
            canvas.thin(shape, tone)
            canvas.pattern(where_y() > tip[1] - 2.2, darker(tone), clip=shape)


def _wrist(crab: Individual, half: float, height: float, size: float) -> Point:
    """Middle of the right claw's palm."""
    x = _MIDDLE + min(half + crab["spread"], _REACH - size * 1.06)
    return x, _CENTRE - height - crab["raise"] * _room(crab, height)


def _arm(crab: Individual, half: float, height: float, size: float) -> Mask:
    """The right arm: out from the shoulder, bent at the elbow, up to the palm."""
    x, y = _wrist(crab, half, height, size)
    shoulder, elbow = (_MIDDLE + half * 0.6, _CENTRE - height * 0.4), (x + size * 0.2, _CENTRE - height * 0.75)
    return _jointed([shoulder, elbow, (x + size * 0.1, y)], [2.2, 2.4, 2.2])


def _claw(crab: Individual, half: float, height: float, size: float) -> tuple[Mask, Mask]:
    """The right claw (a palm, a fixed finger, a moving one), and the open cleft between its fingers."""
    x, y = _wrist(crab, half, height, size)
    gape = 0.2 * crab["gape"]
    cleft = [(-0.36 - 2 * gape, -1.55), (-0.3 - gape, -0.95), (-0.34, -0.4), (-0.1, -0.1), (0.2, -0.35), (0.35, -1.05)]
    fixed = [(0.2 + gape, -1.85), (1.0, -1.2), (1.1, -0.4), (0.8, 0.5)]
    moving = [(-0.75, 0.5), (-1.08 - gape, -0.4), (-0.95 - 2 * gape, -1.15)]
    wrist = [(0.05, 0.85)]
    claw, gap = (
        [(x + u * size, y + v * size) for u, v in shape]
        for shape in ([*cleft, *fixed, *wrist, *moving], [*cleft, (0.2 + gape, -2.0), (-0.36 - 2 * gape, -2.0)])
    )
    return opened(blob(claw, steps=4)), polygon(gap)


def _eyes(canvas: UnlabelledCanvas, crab: Individual, half: float, height: float, *, shell: Mask) -> None:
    """Two eyes on stalks behind the shell, in front of the claws; a blind one keeps two stumps."""
    size = math.floor(crab["eye"])
    ball = max(size, 2)
    left, top = _MIDDLE + round(half * 0.24), round(_CENTRE - height * 0.9 - crab["stalk"]) - ball
    post = left + (ball - 2) // 2
    stalk = polygon([(post, top), (post + 2, top), (post + 2, _CENTRE), (post, _CENTRE)])
    stalk |= polygon([(left, top), (left + ball, top), (left + ball, top + ball), (left, top + ball)])
    for side, x in ((0, left + ball / 2), (1, 2 * _MIDDLE - left - ball / 2)):
        canvas.limb(_on(side, stalk) & ~shell, crab.scheme.fin)
        canvas.eye(x, top + ball / 2, size, iris=crab.scheme.iris)


def _carapace(canvas: UnlabelledCanvas, crab: Individual, half: float, height: float) -> Mask:
    """Broad shell with a corner spine on each side, pale below, the mouth in the middle. Returns its pixels."""
    s = crab.scheme
    spine = crab["spine"]
    right = [
        (0.0, -height * 0.86),
        (half * 0.45, -height),
        (half * 0.85, -height * 0.7),
        (half + spine, -height * 0.2 - spine * 0.4),
        (half * 0.92, height * 0.25),
        (half * 0.6, height * 0.88),
        (0.0, height),
    ]
    outline = [(_MIDDLE + x, _CENTRE + y) for x, y in right]
    outline += [(_MIDDLE - x, _CENTRE + y) for x, y in reversed(right[1:-1])]
    shell = canvas.part(blob(outline), s.body, seam=darkest(s.body))
    canvas.countershade(shell, s.belly, below=_CENTRE + height * 0.4)
    upper = shell & (where_y() < _CENTRE + height * 0.4)
    if crab.look.camouflage:
        canvas.pattern(mottling(crab.rng, scale=3, share=0.4), s.mark, clip=upper)
    elif crab.zone == "reef":
        canvas.pattern(spots(upper, crab.rng, count=5, size=2, apart=3.5), s.mark, clip=upper)
    if crab.look.photophores == "spots":
        canvas.pattern(spots(upper, crab.rng, count=4, size=2, apart=4), s.accent, clip=upper)
    elif crab.look.photophores == "rows":
        brow = arc(_MIDDLE, _CENTRE + height * 0.2, half * 0.74, height * 0.72, start=190, end=350)
        canvas.pattern(photophores(brow, every=3.0), s.accent, clip=upper)
    elif crab.look.photophores == "belly":
        row = [(_MIDDLE - half * 0.5, _CENTRE + height * 0.3), (_MIDDLE + half * 0.5, _CENTRE + height * 0.3)]
        canvas.pattern(photophores(row, every=3.4), s.accent, clip=shell)
    else:
        mouth = polygon(
            [(_MIDDLE + x, _CENTRE + height * 0.4 + y) for x, y in ((-2, -0.6), (2, -0.6), (1, 1), (-1, 1))]
        )
        canvas.pattern(mouth, darker(s.body, 2), clip=shell)
    return shell


def _crab(canvas: UnlabelledCanvas, crab: Individual) -> None:
    """Field marks: broad carapace, two raised claws (the right one larger), bent legs, eyes on stalks.

    width: of the carapace, pixels. depth: its height over its width. spine: length of the corner spines.
    claw: size of the left claw; major: how much larger the right one is. raise: height of the claws over the
    shell. spread: their distance from it. gape: fingers shut (0) or open (1). leg: how far the legs reach.
    knee: rows from one leg's knee to the next. stance: height of the belly over the ground.
    step: the legs' phase. stalk: length of the eye stalks. eye: pixels.
    """
    s = crab.scheme
    half = crab["width"] / 2
    height = half * crab["depth"] * crab.look.bulk
    sizes = crab["claw"] * crab["major"], crab["claw"]  # right, left
    _legs(canvas, crab, half, height)
    for side, size in enumerate(sizes):
        canvas.limb(_on(side, _arm(crab, half, height, size)), s.fin)
    shell = _carapace(canvas, crab, half, height)
    for side, size in enumerate(sizes):
        claw, cleft = (_on(side, mask) for mask in _claw(crab, half, height, size))
        canvas.limb(claw, s.body, bare=cleft)
        tips = where_y() < _wrist(crab, half, height, size)[1] - size * 0.6
        canvas.pattern(tips, s.mark, clip=claw)
    _eyes(canvas, crab, half, height, shell=shell)


CRAB = Species(
    name="crab",
    draw=unlabelled(_crab),
    ranges={
        "width": (13.0, 16.0),
        "depth": (0.58, 0.68),
        "spine": (0.0, 1.4),
        "claw": (2.8, 3.3),
        "major": (1.15, 1.34),
        "raise": (3.4, 5.4),
        "spread": (2.5, 4.0),
        "gape": (0.2, 1.0),
        "leg": (5.4, 6.8),
        "knee": (3.2, 3.9),
        "stance": (4.2, 5.8),
        "step": (-0.9, 0.9),
        "stalk": (0.4, 2.4),
        "eye": (2.0, 3.9),
    },
    zone_ranges={
        "shallows": {"stalk": (1.0, 4.0)},
        "twilight": {"eye": (3.0, 4.9)},
        "midnight": {"eye": (3.0, 3.9), "spine": (0.8, 2.2)},
        "abyss": {"eye": (1.0, 1.9), "width": (12.0, 14.5), "claw": (2.6, 3.1), "spine": (0.8, 2.2)},
        "hadal": {
            "eye": (0.0, 1.9),
            "stalk": (0.0, 1.2),
            "depth": (0.68, 0.78),
            "spine": (0.0, 0.4),
            "claw": (2.7, 3.2),
        },
    },
    schemes={
        "shallows": (
            scheme("sand5 sand6 sand4 sand4 sand3 gold5"),
            scheme("kelp3 sand5 kelp4 kelp2 kelp4 gold5"),
            scheme("azure3 ink5 azure4 azure2 azure4 gold5"),
            scheme("ink4 ink5 sand4 ink3 sand3 gold5"),
        ),
        "reef": (
            scheme("coral3 gold5 coral4 gold5 gold4 ink6"),
            scheme("rose3 rose5 rose4 ink6 gold4 ink6"),
            scheme("violet3 gold5 gold4 gold5 gold4 ink6"),
            scheme("azure3 azure5 coral4 gold5 gold4 ink6"),
            scheme("gold4 gold5 violet3 azure3 gold4 ink6"),
            scheme("kelp3 gold5 coral4 gold5 gold4 ink6"),
        ),
        "twilight": (
            scheme("azure2 ink4 azure3 azure5 glow4 ink6"),
            scheme("violet2 ink4 violet3 violet5 glow4 ink6"),
            scheme("ink4 ink5 azure3 azure4 glow4 ink6"),
            scheme("azure3 ink5 violet3 azure5 glow5 ink6"),
        ),
        "midnight": (
            scheme("coral2 coral4 coral3 rose4 glow4 gold5"),
            scheme("violet2 violet4 violet3 rose3 glow4 gold5"),
            scheme("rose2 rose4 rose3 violet4 glow5 gold5"),
            scheme("ink2 ink4 coral3 coral4 glow4 gold5"),
        ),
        "abyss": (
            scheme("violet4 violet5 ink5 violet3 glow4 ink6"),
            scheme("ink5 ink6 ink4 violet4 glow4 ink6"),
            scheme("ink5 ink6 violet4 violet5 glow4 ink6"),
            scheme("violet5 ink6 violet4 ink5 glow4 ink6"),
        ),
    },
)
