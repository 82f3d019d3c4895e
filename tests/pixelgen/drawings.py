"""Small drawings for tests: rectangles of one colour, and anything at all."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pixelgen.quadtree import Indices

drawings = hnp.arrays(np.uint8, (32, 32), elements=st.integers(0, 63), fill=st.just(0))


def drawing(*parts: tuple[int, int, int, int, int]) -> Indices:
    """Rectangles: row, column, height, width, colour."""
    indices = np.zeros((32, 32), dtype=np.uint8)
    for row, column, height, width, colour in parts:
        indices[row : row + height, column : column + width] = colour
    return indices
