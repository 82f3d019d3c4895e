"""The cells of a hanging strand -> a ribbon two pixels wide that ends in one. Knows nothing of colours or species."""

from __future__ import annotations

from training.masks import Mask
from training.species.oral_arms import Cells, Course, strand_mask


def kept_in(course: Course, low: float, high: float) -> Course:
    """The course, but never left of x = low nor right of x = high."""
    return lambda below: min(max(course(below), low), high)


def thick_part(cells: Cells, share: float) -> Cells:
    """About the first `share` of the cells, ending where the strand hangs straight: there a ribbon may turn thin."""
    count = max(2, round(len(cells) * share))
    while count > 2 and cells[count - 1][0] != cells[count - 2][0]:
        count -= 1
    return cells[:count]


def ribbon_mask(cells: Cells, share: float, *, dx: int = 1) -> Mask:
    """The strand, and over about its first `share` a second pixel `dx` to the right of it."""
    return strand_mask(cells) | strand_mask(thick_part(cells, share), dx=dx)
