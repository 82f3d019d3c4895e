"""Soft arms and tentacles: middle lines that trail and wave, and ribbons of two pixels and more painted along them.

Shared by what swims with a bell or drifts under a float; knows no species.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import ndimage

from training.drawing.canvas import Canvas
from training.drawing.masks import Mask, Point, grow, line, opened, shrink, stroke
from training.drawing.patterns import measured
from training.species.bell import Bell

_ALL_ROUND = np.ones((3, 3), dtype=np.bool_)


def trail(
    root: Point,
    *,
    heading: float,
    length: float,
    bend: float = 0.0,
    wave: float = 0.0,
    turns: float = 1.0,
    phase: float = 0.0,
) -> list[Point]:
    """The middle line of what hangs from a root, sprite coordinates and pixels.

    heading: degrees below rightwards at the root. bend: degrees that it has turned at its end. wave: degrees that it
    swings to both sides, `turns` times, ever more towards the end.
    """
    steps = max(6, round(length / 1.5))
    x, y = root
    path = [root]
    for step in range(steps):
        t = (step + 0.5) / steps
        swing = wave * min(1.0, 0.3 + t) * math.sin(2 * math.pi * turns * t + phase)
        angle = math.radians(heading + bend * t**1.4 + swing)
        x, y = x + math.cos(angle) * length / steps, y + math.sin(angle) * length / steps
        path.append((x, y))
    return path


def hung(
    bell: Bell,
    place: float,
    *,
    length: float,
    out: float,
    bend: float,
    upright: float,
    wave: float,
    turns: float,
    phase: float,
) -> list[Point]:
    """The middle line of an arm that hangs from a bell, see `trail`; `length` is what the bell leaves of it to see.

    place: of its root right of the bell's axis, share of the largest radius. out: degrees that its heading stands out
    to the right. bend: degrees that its end turns to the right. upright: share of the bell's lean that its end makes
    up for.
    """
    half, pitch = float(bell.radii.max()), math.radians(bell.pitch)
    hidden = 0.2 + 0.9 * max(0.0, math.sin(pitch))
    root = bell.seen(place * half * 0.8, float(bell.depths[-1]) * math.cos(pitch) * (0.86 if pitch >= 0 else 1.0))
    return trail(
        root,
        heading=90 + bell.lean + out,
        length=length + half * hidden,
        bend=bend - bell.lean * upright,
        wave=wave,
        turns=turns,
        phase=phase,
    )


def ribbon(canvas: Canvas, path: list[Point], widths: list[float], tone: int, *, edge: int | None = None) -> Mask:
    """Paint a soft arm of two pixels and more, with a dark gap where it crosses what is painted; returns its mask.

    edge: tone of its side towards the light, the right-hand side of its course.
    """
    mask = opened(stroke(path, [max(width, 2.1) for width in widths], curve=False))
    if ndimage.label(mask, structure=_ALL_ROUND)[1] > 1:  # a steep course that the opening has cut
        mask |= line(path, curve=False, width=2)
    gap = grow(mask) & ~mask & shrink(canvas.filled())
    canvas.detail("limb", gap, canvas.dark(tone), clip=gap)
    canvas.thin("limb", mask, tone)
    if edge is not None:
        _, right = measured(path, mask)
        canvas.shade(mask & (right > 0.4), edge, clip=mask)
    return mask
