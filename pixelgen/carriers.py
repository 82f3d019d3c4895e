"""A part map -> the same without what is only painted on: marks, light organs, eyes and mouths go to what carries them.

The carrier is the nearest body, head, fin, limb, tail or shell. Knows nothing of colours or of who named the parts.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from pixelgen.parts import PART_IDS, PartMap

CARRIED = (PART_IDS["mark"], PART_IDS["light"])  # they lie on another part and move with it
PAINTED = (*CARRIED, PART_IDS["eye"], PART_IDS["mouth"])  # what has no relief of its own
_CARRIES = [PART_IDS[name] for name in ("body", "head", "fin", "limb", "tail", "shell")]
_FAR = np.iinfo(np.int64).max


def carriers(parts: PartMap, painted: Collection[int] = CARRIED) -> PartMap:
    """(h, w) part map -> the same with each of the `painted` kinds, marks and lights, named after its carrier.

    Of two carriers as near, the one with the lower number. An eye or a mouth carries nothing. What is painted in a
    picture without any carrier stays what it is.
    """
    found = parts.copy()
    places = np.argwhere(np.isin(parts, list(painted)))
    if not len(places):
        return found
    nearest, owner = np.full(len(places), _FAR), parts[tuple(places.T)]
    for kind in _CARRIES:
        y, x = np.nonzero(parts == kind)
        if len(y):
            distance = ((places[:, :1] - y) ** 2 + (places[:, 1:] - x) ** 2).min(axis=1)
            nearer = distance < nearest
            nearest[nearer], owner[nearer] = distance[nearer], kind
    found[tuple(places.T)] = owner
    return found
