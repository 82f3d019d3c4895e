"""What hangs from a bell: courses of tentacles -> pixel cells, strands, ribbons.

Knows nothing of bells or zones.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from training.drawing.masks import MARGIN, SHEET, Mask, empty

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
