"""A mouth -> needle teeth that stand and hang in it. Shared by the big mouths of the deep; knows nothing of species."""

from __future__ import annotations

import math

import numpy as np

from training.drawing.masks import MARGIN, Mask, empty


def needles(
    mouth: Mask,
    *,
    front: float,
    longest: float,
    taper: float = 0.3,
    most: float = 1.0,
    beyond: int = 0,
) -> Mask:
    """Teeth one pixel wide on every second column of a mouth, of the lower jaw and the upper in turn.

    front: x of the foremost tooth, sprite pixels; longest: its length, and taper: by how much each is shorter than the
    one before it. most: the share of the mouth's height that a tooth may have, at most one row less than all.
    beyond: how many rows the foremost one may rise past the upper lip.
    """
    teeth = empty()
    columns = np.flatnonzero(mouth.any(axis=0))
    if not len(columns):
        return teeth
    foremost = math.floor(front) + MARGIN
    for order, column in enumerate(range(foremost, int(columns[0]) + 1, -2)):
        rows = np.flatnonzero(mouth[:, column]) if 0 <= column < mouth.shape[1] else columns[:0]
        if len(rows) < 2:
            continue
        high = len(rows) - 1
        room = high + 1 + beyond if beyond and not order else min(high, max(2, round(len(rows) * most)))
        reach = min(max(2, round(longest - taper * order)), room)
        if order % 2 == 0:
            teeth[rows[-1] + 1 - reach : rows[-1] + 1, column] = True
        else:
            teeth[rows[0] : rows[0] + reach, column] = True
    return teeth
