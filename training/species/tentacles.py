"""What hangs from a bell: courses of tentacles -> pixel cells, strands, ribbons and ruffled oral arms.

Knows nothing of bells or zones.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy import ndimage

from training.drawing.canvas import Canvas
from training.drawing.masks import MARGIN, SHEET, Mask, Point, empty, grow, line, opened, shrink, stroke
from training.drawing.patterns import measured
from training.drawing.tones import darker, lighter
from training.drawing.unlabelled_canvas import UnlabelledCanvas
from training.species.bell import Bell

_ALL_ROUND = np.ones((3, 3), dtype=np.bool_)
AXIS = 16  # bells are symmetrical about this line
Cells = list[tuple[int, int]]
Course = Callable[[float], float]  # distance below the root, pixels -> x


def wave(root: float, *, amplitude: float, wavelength: float, phase: float, drift: float) -> Course:
    """A course that hangs from x = root, waves ever wider and drifts sideways by `drift` pixels a row."""

    def course(below: float) -> float:
        loose = min(1.0, below / 5)
        turn = 2 * math.pi * below / wavelength + phase
        return root + loose * amplitude * (math.sin(turn) - math.sin(phase)) + drift * below

    return course


def kept_in(course: Course, low: float, high: float) -> Course:
    """The course, but never left of x = low nor right of x = high."""
    return lambda below: min(max(course(below), low), high)


def strand(course: Course, top: int, length: int, *, rows: int = 2) -> Cells:
    """Cells of a hanging one-pixel strand, (x, y) by row: it steps sideways by one, after `rows` rows at least."""
    x, run, cells = math.floor(course(0.0)), 0, []
    for row in range(length):
        aim = course(row + 0.5) - (x + 0.5)
        if run >= rows and abs(aim) > 0.65 and row < length - 1:
            x, run = x + (1 if aim > 0 else -1), 0
        cells.append((x, top + row))
        run += 1
    return cells


def strand_mask(cells: Cells, *, dx: int = 0) -> Mask:
    """The mask of a strand's cells, `dx` pixels to the right."""
    mask = empty()
    for x, y in cells:
        if -MARGIN <= y < SHEET - MARGIN and -MARGIN <= x + dx < SHEET - MARGIN:
            mask[y + MARGIN, x + dx + MARGIN] = True
    return mask


def thick_part(cells: Cells, share: float) -> Cells:
    """About the first `share` of the cells, ending where the strand hangs straight: there a ribbon may turn thin."""
    count = max(2, round(len(cells) * share))
    while count > 2 and cells[count - 1][0] != cells[count - 2][0]:
        count -= 1
    return cells[:count]


def ribbon_mask(cells: Cells, share: float, *, dx: int = 1) -> Mask:
    """The strand, and over about its first `share` a second pixel `dx` to the right of it."""
    return strand_mask(cells) | strand_mask(thick_part(cells, share), dx=dx)


def oral_arm(canvas: UnlabelledCanvas, course: Course, top: int, length: int, tone: int, *, phase: int) -> Cells:
    """A ribbon three pixels wide that ruffles left and right in turn, light at the left, `tone`, dark at the right."""
    cells = strand(course, top, length)
    frilled = cells[: max(3, length - 3)]
    left = [cell for index, cell in enumerate(frilled) if (index + phase) % 6 < 3]
    right = [cell for index, cell in enumerate(frilled) if (index + phase) % 6 >= 3]
    canvas.thin(strand_mask(left, dx=-1) | strand_mask(cells[:-1]), lighter(tone))
    canvas.thin(strand_mask(left) | strand_mask(cells, dx=1), tone)
    canvas.thin(strand_mask(right, dx=2), darker(tone))
    return cells


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
