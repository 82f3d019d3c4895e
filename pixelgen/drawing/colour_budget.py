"""A sprite of too many colours -> one of few: the rarest become the nearest that stay. Knows nothing of parents."""

from __future__ import annotations

import numpy as np

from pixelgen.drawing.breeding import Bools
from pixelgen.palette import COLOURS, RGB, ramp_of
from pixelgen.quadtree import Indices

MOST_COLOURS = 8  # of a child, beside outlines and light organs
_UNCOUNTED = ("ink", "glow")
_COUNTED = np.array([ramp_of(index) not in (None, *_UNCOUNTED) for index in range(COLOURS)])
_OTHER_RAMP = 1 << 20  # farther than any two colours of one ramp


def counted_colours(indices: Indices) -> int:
    """How many colours a picture has, ink and glow not counted."""
    return int(np.count_nonzero(_COUNTED[np.unique(indices)]))


def within_budget(indices: Indices, *, fixed: Bools) -> Indices:
    """(32, 32) palette indices -> the same with at most eight colours, ink and glow not counted.

    The rarest goes first, one that `fixed` (32, 32) pixels have only after all others; its pixels take the nearest
    colour of its ramp that is there, or of any.
    """
    result = indices.copy()
    while counted_colours(result) > MOST_COLOURS:
        counts = np.bincount(result.ravel(), minlength=COLOURS)
        there = np.flatnonzero((counts > 0) & _COUNTED).tolist()
        held = np.bincount(result[fixed], minlength=COLOURS) > 0
        gone = min(there, key=lambda colour: (held[colour], counts[colour]))
        there.remove(gone)
        result[result == gone] = min(there, key=lambda colour: _apart(gone, colour))
    return result


def _apart(one: int, other: int) -> int:
    """Squared distance of two colours; those of another ramp are farther than all of one's own."""
    distance = sum((a - b) ** 2 for a, b in zip(RGB[one], RGB[other], strict=True))
    return distance + (_OTHER_RAMP if ramp_of(one) != ramp_of(other) else 0)
