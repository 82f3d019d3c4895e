"""Sprites -> how alike their silhouettes are, size and colour taken away.

Source: intersection over union (Jaccard 1912) of silhouettes stretched to one bounding box. Knows nothing of species.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from training.drawing.pixel_rules import Indices, box

BOX = 24  # pixels that a silhouette is scaled to, either way

Grids = npt.NDArray[np.bool_]


def scaled_silhouettes(indices: Indices) -> Grids:
    """(n, 32, 32) sprites, none empty -> (n, BOX, BOX) silhouettes, each stretched to one bounding box."""
    scaled = np.zeros((len(indices), BOX, BOX), dtype=np.bool_)
    for at, (sprite, (left, top, right, bottom)) in enumerate(zip(indices, box(indices).tolist(), strict=True)):
        columns = left + (np.arange(BOX) * (right - left)) // BOX
        rows = top + (np.arange(BOX) * (bottom - top)) // BOX
        scaled[at] = sprite[np.ix_(rows, columns)] > 0
    return scaled


def overlaps(indices: Indices) -> list[float]:
    """(n, 32, 32) sprites, none empty -> intersection over union of every pair of scaled silhouettes."""
    flat = scaled_silhouettes(indices).reshape(len(indices), -1).astype(np.float64)
    both = flat @ flat.T
    area = flat.sum(axis=1)
    shares = both / np.maximum(1, area[:, None] + area[None] - both)
    return [float(share) for share in shares[np.triu_indices(len(indices), k=1)]]
