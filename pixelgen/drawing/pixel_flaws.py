"""Sprites (..., 32, 32) of palette indices -> which of their pixels are flaws as pixel artists name them.

Lines are what is one pixel wide: silhouette that no 2x2 square of it covers. Knows nothing of how flaws are mended.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from pixelgen.palette import ramp_numbers
from pixelgen.quadtree import SIDE

Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.uint8]
Kind = TypeVar("Kind", bound=np.generic)

STEPS_4 = ((1, 0), (0, 1), (-1, 0), (0, -1))  # (dx, dy), clockwise


def beside(grid: npt.NDArray[Kind], step: tuple[int, int]) -> npt.NDArray[Kind]:
    """What lies one step (dx, dy) from each pixel; nothing beyond the canvas."""
    (dx, dy), (height, width) = step, grid.shape[-2:]
    moved = np.zeros(grid.shape, dtype=grid.dtype)
    moved[..., max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)] = grid[
        ..., max(dy, 0) : height - max(-dy, 0), max(dx, 0) : width - max(-dx, 0)
    ]
    return moved


def lines(indices: Numbers) -> Bools:
    """Pixels of the silhouette that no 2x2 square of it covers."""
    filled = indices > 0
    square = filled & beside(filled, (1, 0))
    square &= beside(square, (0, 1))
    square |= beside(square, (-1, 0))
    return np.asarray(filled & ~(square | beside(square, (0, -1))))


def orphan_pixels(indices: Numbers) -> Bools:
    """Pixels without a 4-neighbour of the same ramp: coloured ones that are alone in theirs, and pinholes."""
    ramp = ramp_numbers(indices)  # 0 where transparent
    alone = np.ones(ramp.shape, dtype=np.bool_)
    for step in STEPS_4:
        alone &= beside(ramp, step) != ramp
    return alone


def doubled_corner_pixels(indices: Numbers) -> Bools:
    """Corner pixels of an L of three in a line, where a diagonal would do."""
    line = lines(indices)
    east, south, west, north = (beside(line, step) for step in STEPS_4)
    filled = indices > 0
    touching = sum((beside(filled, step).astype(np.uint8) for step in STEPS_4), np.zeros(filled.shape, np.uint8))
    return np.asarray(line & (touching == 2) & (east | west) & (north | south))


def along_seam(anew: Bools) -> Bools:
    """Masks (..., 32, 32) of what was drawn anew -> the pixels on both sides of where that begins."""
    along = np.zeros_like(anew)
    for one, other in ((np.s_[..., 1:, :], np.s_[..., :-1, :]), (np.s_[..., 1:], np.s_[..., :-1])):
        crossing = anew[one] != anew[other]
        along[one] |= crossing
        along[other] |= crossing
    return along


def is_whole(filled: Bools) -> bool:
    """Whether the pixels are one 8-connected piece, or none: nearly all drawings are, so this is quick.

    All rows stand in one integer, 8 empty bits after each; a flood from the lowest bit grows by shifts.
    """
    stride = SIDE + 8
    rows = np.zeros((SIDE, stride), dtype=np.bool_)
    rows[:, :SIDE] = filled
    bits = int.from_bytes(np.packbits(rows).tobytes(), "big")
    flood, before = bits & -bits, 0
    while flood != before:
        before = flood
        wide = flood | flood << 1 | flood >> 1
        flood = (wide | wide << stride | wide >> stride) & bits
    return flood == bits
