"""A body -> the offsets of a turn about its upright axis: squeezed to a narrow front view, then wide the other way.

Columns are pushed together, never resampled: of those that meet, the one that was kept is seen, and the inside rather
than the outline. The columns of an eye stay apart, so that it is whole. Knows no species.
"""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body, Bools, Ints
from pixelgen.look.motion.maps import LOWEST_RANK
from pixelgen.look.motion.waves import cosine

_NARROWEST = 28  # percent of the width in the middle of the turn
_FRAME_MS, _LAST_MS = 70, 140


def turn(body: Body, frames: int) -> tuple[Ints, Ints, Bools, tuple[int, ...]]:
    """(frames, p) offsets to the right and ranks, (frames,) which are to be mirrored, and each one's milliseconds.

    The last frame has no offsets: mirrored with its canvas it is the picture mirrored.
    """
    shares = [cosine(step, frames, of=100) for step in range(1, frames + 1)]
    mirrored = np.array([share < 0 for share in shares])
    kept = np.stack([_kept(body, max(abs(share), _NARROWEST)) for share in shares])  # (frames, width)
    narrow = kept.sum(axis=1, keepdims=True)
    columns = (body.width - narrow) // 2 + np.maximum(np.cumsum(kept, axis=1) - 1, 0) - np.arange(body.width)
    at = body.x - body.box[0]
    rank = LOWEST_RANK + 2 * kept[:, at] + ~body.edge
    return columns[:, at], rank, mirrored, (*[_FRAME_MS] * (frames - 1), _LAST_MS)


def _kept(body: Body, percent: int) -> Bools:
    """(width,) columns that stay apart: those of eyes, and others evenly spread to `percent` of the width."""
    columns = np.zeros(body.width, dtype=np.bool_)
    count = max(1, (body.width * percent + 50) // 100)
    for _, x in body.pupils:
        columns[x - body.box[0] : x - body.box[0] + 2] = True
    others = np.flatnonzero(~columns)
    more = min(max(0, count - int(columns.sum())), len(others))
    if more:
        columns[others[(np.arange(more) * 2 + 1) * len(others) // (2 * more)]] = True
    return columns
