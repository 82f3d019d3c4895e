"""A part map -> the same without what is only painted on: marks, light organs, eyes and mouths go to what carries them.

The carrier is the nearest body, head, fin, limb, tail or shell. Knows nothing of colours or of who named the parts.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from pixelgen.parts import PART_IDS, PARTS, SILHOUETTE, PartMap

CARRIED = (PART_IDS["mark"], PART_IDS["light"])  # they lie on another part and move with it
PAINTED = (*CARRIED, PART_IDS["eye"], PART_IDS["mouth"])  # what has no relief of its own
_CARRIES = np.zeros(len(PARTS), dtype=np.bool_)
_CARRIES[[PART_IDS[name] for name in SILHOUETTE]] = True
_KIND_BITS = 4


def carriers(parts: PartMap, painted: Collection[int] = CARRIED) -> PartMap:
    """(h, w) part map -> the same with each of the `painted` kinds, marks and lights, named after its carrier.

    Of two carriers as near, the one with the lower number. An eye or a mouth carries nothing. What is painted in a
    picture without any carrier stays what it is.
    """
    found = parts.copy()
    is_painted = np.zeros(len(PARTS), dtype=np.bool_)
    is_painted[list(painted)] = True
    y, x = np.nonzero(is_painted[parts])
    edge = _CARRIES[parts]
    inner = np.zeros_like(edge)  # with its like on all four sides: something nearer lies between it and any other pixel
    middle = parts[1:-1, 1:-1]
    across = (parts[1:-1, :-2] == middle) & (parts[1:-1, 2:] == middle)
    inner[1:-1, 1:-1] = across & (parts[:-2, 1:-1] == middle) & (parts[2:, 1:-1] == middle)
    rows, columns = np.nonzero(edge & ~inner)
    if len(y) and len(rows):
        down, right = (
            np.subtract.outer(one.astype(np.int32), other.astype(np.int32)) for one, other in ((y, rows), (x, columns))
        )
        down *= down
        right *= right
        down += right
        down <<= _KIND_BITS
        down += parts[rows, columns]
        found[y, x] = down.min(axis=1) & ((1 << _KIND_BITS) - 1)
    return found
