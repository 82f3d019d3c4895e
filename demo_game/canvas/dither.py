"""Values between two tones -> which pixels take the higher, in a fixed pattern of 4x4. Knows nothing of colours.

The ordered dither of Bayer, 1973; anchored to the world, so that it does not crawl when the view moves.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], dtype=np.float64)
THRESHOLDS = (_BAYER + 0.5) / 16


def thresholds(rows: int, columns: int, *, top: int = 0, left: int = 0) -> npt.NDArray[np.float64]:
    """(rows, columns) of thresholds between 0 and 1, for a piece of the world that begins at (left, top)."""
    y, x = (np.arange(rows) + top) % 4, (np.arange(columns) + left) % 4
    return THRESHOLDS[y[:, None], x[None, :]]


def stepped(values: npt.NDArray[np.float64], *, top: int = 0, left: int = 0) -> npt.NDArray[np.int64]:
    """Whole numbers, of which two neighbours mix where a value lies between them."""
    return np.floor(values + thresholds(*values.shape, top=top, left=left)).astype(np.int64)
