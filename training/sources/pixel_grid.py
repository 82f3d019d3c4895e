"""Upscaled pixel art -> its own pixels. Finds the scale and the grid's offset; a picture at its own size is left alone.

Where colours change between two columns (or rows), an upscaled picture has a grid line. All changes lie on one
grid, so the scale is the greatest common divisor of the distances between them: exact, no threshold to tune.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import gcd

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
NOISE = 4  # difference of 8-bit channels that is no change of colour
LEAST_SIDE = 6  # native pixels that the longer side of a drawing must keep
_SOLID = 128


@dataclass(frozen=True, slots=True)
class Grid:
    """Pixels a native pixel, and where the first whole one starts."""

    scale: int
    left: int
    top: int


def _changes(rgba: Picture, axis: int) -> npt.NDArray[np.int64]:
    """Positions along an axis at which the picture differs from the one before."""
    clean = np.where(rgba[..., 3:] >= _SOLID, rgba, 0).astype(np.int16)
    clean[..., 3] = (clean[..., 3] >= _SOLID) * 255
    differs = np.abs(np.diff(clean, axis=axis)).max(axis=2) > NOISE
    return 1 + np.flatnonzero(differs.any(axis=1 - axis))


def find_grid(rgba: Picture) -> Grid:
    """(h, w, 4) -> its grid; scale 1 when the picture is native, or too plain to tell."""
    columns, rows = _changes(rgba, 1), _changes(rgba, 0)
    if len(columns) < 2 or len(rows) < 2:
        return Grid(1, 0, 0)
    widest = max(int(columns[-1] - columns[0]), int(rows[-1] - rows[0]))
    scale = reduce(gcd, [*np.diff(columns).tolist(), *np.diff(rows).tolist()])
    while scale > 1 and widest // scale < LEAST_SIDE:
        scale = next(smaller for smaller in range(scale - 1, 0, -1) if scale % smaller == 0)
    return Grid(scale, int(columns[0]) % scale, int(rows[0]) % scale)


def native(rgba: Picture) -> Picture:
    """(h, w, 4) -> one pixel for each cell of the grid that is found; a cell that the border cuts counts too."""
    grid = find_grid(rgba)
    if grid.scale == 1:
        return rgba
    centre = grid.scale // 2
    rows = np.arange(grid.top - grid.scale if grid.top else 0, len(rgba), grid.scale) + centre
    columns = np.arange(grid.left - grid.scale if grid.left else 0, rgba.shape[1], grid.scale) + centre
    # Every pixel of a cell is alike, so a cell that the border cuts is read at its nearest pixel.
    return rgba[np.clip(rows, 0, len(rgba) - 1)][:, np.clip(columns, 0, rgba.shape[1] - 1)]
