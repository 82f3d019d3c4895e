"""Sprites laid end to end with an empty border, so that a pixel's neighbour is one slice of a flat array away.

Knows nothing of what the pixels mean. A step of one pixel that leaves the canvas lands on a border cell, one of two
pixels on that or on the border of what comes next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Cells = TypeVar("Cells", bound=np.generic)
Indices = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Step = tuple[int, int]  # pixels to the right, pixels down

SIDEWAYS: tuple[Step, ...] = ((-1, 0), (1, 0))
UPRIGHT: tuple[Step, ...] = ((0, -1), (0, 1))
FOUR: tuple[Step, ...] = SIDEWAYS + UPRIGHT
DIAGONAL: tuple[Step, ...] = ((-1, -1), (1, 1), (1, -1), (-1, 1))
EIGHT: tuple[Step, ...] = FOUR + DIAGONAL


@dataclass(frozen=True, slots=True)
class Layout:
    """How sprites of the shape (..., H, W) lie in a flat array of N * (H + 2) * (W + 2) cells."""

    shape: tuple[int, ...]

    @property
    def row(self) -> int:
        """Cells from one row to the next."""
        return self.shape[-1] + 2

    @property
    def bordered(self) -> tuple[int, int, int]:
        """(N, H + 2, W + 2)."""
        return math.prod(self.shape[:-2]), self.shape[-2] + 2, self.row

    def laid(self, pixels: npt.NDArray[Cells]) -> npt.NDArray[Cells]:
        """(..., H, W) -> cells, zero in the border."""
        cells = np.zeros(self.bordered, dtype=pixels.dtype)
        cells[:, 1:-1, 1:-1] = pixels.reshape(len(cells), *self.shape[-2:])
        return cells.reshape(-1)

    def lifted(self, cells: npt.NDArray[Cells]) -> npt.NDArray[Cells]:
        """Cells -> (..., H, W), without the border."""
        return np.ascontiguousarray(cells.reshape(self.bordered)[:, 1:-1, 1:-1]).reshape(self.shape)

    def beside(self, cells: npt.NDArray[Cells], step: Step, *, beyond: Any = 0) -> npt.NDArray[Cells]:
        """What lies a step of at most two pixels from each cell; `beyond` where that is past an end of the array."""
        by = step[0] + step[1] * self.row
        moved = np.empty_like(cells)
        if by > 0:
            moved[:-by], moved[-by:] = cells[by:], beyond
        else:
            moved[-by:], moved[:-by] = cells[:by], beyond
        return moved

    def any_beside(self, cells: npt.NDArray[np.bool_], steps: tuple[Step, ...]) -> npt.NDArray[np.bool_]:
        """Whether one of the cells that lie these steps away is true."""
        found = np.zeros_like(cells)
        for step in steps:
            found |= self.beside(cells, step)
        return found

    def inside(self, cells: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """True cells whose four neighbours are true."""
        found = cells.copy()
        for step in FOUR:
            found &= self.beside(cells, step)
        return found

    def summed(self, field: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Sum over 3x3 with the weights 1 2 1 both ways: sixteen times a mean."""
        for one, other in (SIDEWAYS, UPRIGHT):
            field = field + field + (self.beside(field, one) + self.beside(field, other))
        return field
