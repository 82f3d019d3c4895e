"""Offsets of a body's pixels -> for each pixel of every frame, which pixel of the picture it shows. Nothing is drawn.

What touches in the picture touches in every frame, straight or diagonally: offsets of neighbours are first eased until
they differ by one at most, and a gap of one pixel that this leaves shows one of the two pixels once more. An eye moves
as one block. Knows nothing of species or of what the offsets are for.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.look.motion.anatomy import Body, spread

Ints = npt.NDArray[np.int64]

_DIAGONAL_BRIDGE, _BRIDGE, LOWEST_RANK = range(3)
_HOLE_MOVES = 2  # pixels that a hole of the picture may have moved by
_RANK_BITS = 32  # below them the number of a pixel


def outline_first(body: Body) -> Ints:
    """(1, p) ranks by which an eye hides an outline, and an outline what is inside."""
    rank = LOWEST_RANK + body.edge.astype(np.int64)
    for eye in body.eyes:
        rank[eye] = LOWEST_RANK + 2
    return rank[None]


def eased(body: Body, down: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Offsets (n, p) brought towards zero until none leaves the canvas, tears neighbours apart or an eye.

    Each round shortens the longer of two offsets that differ by more than one, so it ends; offsets that keep to all
    of this come back as they are.
    """
    height, width = body.indices.shape
    down = np.clip(down, -body.y, height - 1 - body.y)
    right = np.clip(right, -body.x, width - 1 - body.x)
    first, second = (np.concatenate(pair) for pair in zip(*body.neighbours, strict=True))
    first, second = _moving(first, second, down, right)
    for offsets in (down, right):
        while offsets.any() and (_eyes_whole(body, offsets) | _shortened(offsets, first, second)):
            pass
    return down, right


def _moving(first: Ints, second: Ints, down: Ints, right: Ints) -> tuple[Ints, Ints]:
    """The pairs of which at least one pixel moves in some frame: nothing can come between the others."""
    moves = np.asarray(down.any(axis=0) | right.any(axis=0))
    pairs = np.flatnonzero(moves[first] | moves[second])
    return first[pairs], second[pairs]


def _shortened(offsets: Ints, first: Ints, second: Ints) -> bool:
    """Shorten in place what is too long beside its neighbour; True if anything was."""
    one, other = offsets.take(first, axis=1), offsets.take(second, axis=1)
    far = np.abs(one - other) > 1
    if not far.any():
        return False
    frame, pair = np.nonzero(far)
    one, other = np.abs(one[frame, pair]), np.abs(other[frame, pair])
    long = np.zeros(offsets.shape, dtype=np.bool_)
    long[frame[one >= other], first[pair[one >= other]]] = True
    long[frame[other >= one], second[pair[other >= one]]] = True
    offsets[long] -= np.sign(offsets[long])
    return True


def _eyes_whole(body: Body, offsets: Ints) -> bool:
    """Give all pixels of an eye the same offset, the shortest of theirs, in place; True if anything changed."""
    changed = False
    for eye in body.eyes:
        low, high = offsets[:, eye].min(axis=1), offsets[:, eye].max(axis=1)
        if (low != high).any():
            offsets[:, eye] = np.where(low > 0, low, np.minimum(high, 0))[:, None]
            changed = True
    return changed


def sources_of(body: Body, down: Ints, right: Ints, rank: Ints) -> npt.NDArray[np.int64]:
    """(n, h, w) what each pixel of each frame shows: the number of a body's pixel counted from 1, 0 transparent.

    down, right (n, p) offsets; nothing may leave the canvas, and offsets of neighbours differ by one at most. rank
    (n or 1, p) from LOWEST_RANK on: of pixels that meet the highest is seen.
    """
    frames, pixels = down.shape
    height, width = body.indices.shape
    neighbours = [_moving(*pairs, down, right) for pairs in body.neighbours]
    down = down + np.arange(frames)[:, None] * height  # from here on the frames are one tall picture
    seen = np.zeros(frames * height * width, dtype=np.int64)
    target = (body.y + down) * width + (body.x + right)
    # Of 64 bits by name: NumPy before 2.0 makes integers of 32 on Windows, which a rank would be shifted out of.
    one_based = np.arange(1, pixels + 1, dtype=np.int64)
    rank = rank.astype(np.int64)
    np.maximum.at(seen, target.ravel(), np.broadcast_to(one_based + (rank << _RANK_BITS), (frames, pixels)).ravel())
    for kind, (first, second) in zip((_BRIDGE, _DIAGONAL_BRIDGE), neighbours, strict=True):
        moved = target.take(second, axis=1) - target.take(first, axis=1)
        moved -= (body.y[second] - body.y[first]) * width + body.x[second] - body.x[first]
        frame, pair = np.divmod(np.flatnonzero(moved), max(1, len(first)))
        one, other = first[pair], second[pair]
        far_y = body.y[other] + down[frame, other] - body.y[one] - down[frame, one]
        far_x = body.x[other] + right[frame, other] - body.x[one] - right[frame, one]
        (near_y, beyond_y), (near_x, beyond_x) = _halved(far_y), _halved(far_x)
        start = target[frame, one]
        near, beyond = start + near_y * width + near_x, start + beyond_y * width + beyond_x
        gap = ((np.abs(far_y) > 1) | (np.abs(far_x) > 1)) & (seen[near] == 0) & (seen[beyond] == 0)
        # A body grows by its inside, not by its outline.
        shown = np.where(body.edge[one] <= body.edge[other], one, other)[gap]
        np.maximum.at(seen, near[gap], one_based[shown] + (kind << _RANK_BITS))
    return _without_pinholes(body, seen.reshape(frames, height, width)) & ((1 << _RANK_BITS) - 1)


def _without_pinholes(body: Body, seen: Ints) -> Ints:
    """Transparent pixels between four coloured ones, which motion has made, show the lowest of these in rank.

    Those that the picture has, and where it may have moved them to, stay.
    """
    enclosed = _enclosed(seen > 0)
    if not enclosed.any():
        return seen
    own = spread(_enclosed(body.indices[None] > 0)[0], _HOLE_MOVES)
    frame, y, x = np.nonzero(enclosed & ~own)
    around = np.stack([seen[frame, y + dy, x + dx] for dy, dx in ((-1, 0), (0, -1), (0, 1), (1, 0))])
    seen[frame, y, x] = around.min(axis=0)
    return seen


def _enclosed(filled: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """(n, h, w) what is not filled, with all four neighbours filled."""
    found = np.zeros_like(filled)
    inner = ~filled[:, 1:-1, 1:-1] & filled[:, :-2, 1:-1] & filled[:, 2:, 1:-1]
    found[:, 1:-1, 1:-1] = inner & filled[:, 1:-1, :-2] & filled[:, 1:-1, 2:]
    return found


def _halved(way: Ints) -> tuple[Ints, Ints]:
    """Half of -2 to 2, an odd one rounded towards zero, and away from it."""
    short = np.sign(way) * (np.abs(way) // 2)
    return short, way - short
