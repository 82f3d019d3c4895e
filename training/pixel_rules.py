"""The art direction as figures over one sprite: (32, 32) palette indices in, a number out, 0 is best."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from pixelgen.palette import SHADES

Indices = npt.NDArray[np.uint8]
STEPS_4 = ((1, 0), (-1, 0), (0, 1), (0, -1))
STEPS_8 = (*STEPS_4, (1, 1), (1, -1), (-1, 1), (-1, -1))


def _around(grid: npt.NDArray[np.int64], steps: tuple[tuple[int, int], ...], *, fill: int) -> npt.NDArray[np.int64]:
    padded = np.pad(grid, 1, constant_values=fill)
    height, width = grid.shape
    return np.stack([padded[1 + dy : 1 + dy + height, 1 + dx : 1 + dx + width] for dx, dy in steps])


def ramps(indices: Indices) -> npt.NDArray[np.int64]:
    """Ramp number of each pixel: 0 transparent, 1 to 9 the ramps."""
    return (indices.astype(np.int64) + SHADES - 1) // SHADES


def orphan_share(indices: Indices) -> float:
    """Share of coloured pixels without a 4-neighbour of the same ramp, pinholes counted too."""
    ramp = ramps(indices)
    coloured = ramp > 0
    near = _around(ramp, STEPS_4, fill=0)
    orphans = coloured & ~(near == ramp).any(axis=0)
    holes = ~coloured & (near > 0).all(axis=0)
    return float((orphans.sum() + holes.sum()) / max(1, coloured.sum()))


def loose_share(indices: Indices) -> float:
    """Share of coloured pixels that do not belong to the largest 8-connected piece."""
    left = indices > 0
    total = int(left.sum())
    largest = 0
    left = left.copy()
    while left.any():
        piece = np.zeros_like(left)
        y, x = np.argwhere(left)[0]
        piece[y, x] = True
        while True:
            wider = piece | (_around(piece.astype(np.int64), STEPS_8, fill=0).any(axis=0) & left)
            if (wider == piece).all():
                break
            piece = wider
        largest = max(largest, int(piece.sum()))
        left &= ~piece
    return 1.0 - largest / total if total else 1.0


def box(indices: Indices) -> tuple[int, int, int, int]:
    """Bounding box (left, top, right, bottom), right and bottom exclusive; zeros when empty."""
    rows, columns = np.nonzero(indices.any(axis=1))[0], np.nonzero(indices.any(axis=0))[0]
    if not len(rows):
        return 0, 0, 0, 0
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def extent(indices: Indices) -> float:
    """Longer side of the bounding box as a share of the canvas."""
    left, top, right, bottom = box(indices)
    return max(right - left, bottom - top) / len(indices)


def off_centre(indices: Indices) -> float:
    """Distance in pixels between the box's centre and the canvas's, the larger of both directions."""
    left, top, right, bottom = box(indices)
    side = len(indices)
    return max(abs(left + right - side), abs(top + bottom - side)) / 2


def off_ground(indices: Indices) -> float:
    """Empty rows below the drawing, plus its horizontal distance from the centre."""
    left, _, right, bottom = box(indices)
    side = len(indices)
    return (side - bottom) + max(0.0, abs(left + right - side) / 2 - 0.5)


def ramp_count(indices: Indices) -> int:
    """Ramps used by more than two pixels."""
    counts = np.bincount(ramps(indices).ravel(), minlength=10)[1:]
    return int((counts > 2).sum())


def colour_count(indices: Indices) -> int:
    """Colours used by more than two pixels."""
    counts = np.bincount(indices.ravel(), minlength=64)[1:]
    return int((counts > 2).sum())


# rule -> does the sprite keep it? `standing` is true for corals.
RULES: dict[str, Callable[[Indices, bool], bool]] = {
    "orphan pixels at most 5 %": lambda indices, standing: orphan_share(indices) <= 0.05,
    "one connected body": lambda indices, standing: loose_share(indices) <= 0.001,
    "fills 60 to 100 % of the canvas": lambda indices, standing: 0.6 <= extent(indices) <= 1.0,
    "centred, or standing": lambda indices, standing: (
        off_ground(indices) <= 0.5 if standing else off_centre(indices) <= 0.5
    ),
    "at most 5 ramps": lambda indices, standing: 1 <= ramp_count(indices) <= 5,
    "3 to 12 colours": lambda indices, standing: 3 <= colour_count(indices) <= 12,
}


def broken_rules(indices: Indices, *, standing: bool) -> list[str]:
    """Names of the rules that the sprite breaks."""
    return [name for name, keeps in RULES.items() if not keeps(indices, standing)]
