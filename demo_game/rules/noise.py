"""A key and places -> value noise, the same on every machine: random numbers at whole places, smooth between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float64]


def lattice_noise(key: int, down: Field, across: Field) -> Field:
    """Value noise of a 64-bit key over any two coordinates, which may be negative: smooth between whole places."""
    row, column = np.floor(down).astype(np.int64), np.floor(across).astype(np.int64)
    y, x = down - row, across - column
    y, x = y * y * (3 - 2 * y), x * x * (3 - 2 * x)
    first_y, first_x = int(row.min()), int(column.min())
    numbers = lattice_numbers(
        key,
        np.arange(first_y, int(row.max()) + 2)[:, None],
        np.arange(first_x, int(column.max()) + 2)[None, :],
    )
    row, column = row - first_y, column - first_x
    above = numbers[row, column] * (1 - x) + numbers[row, column + 1] * x
    below = numbers[row + 1, column] * (1 - x) + numbers[row + 1, column + 1] * x
    return np.asarray(above * (1 - y) + below * y)


def lattice_numbers(key: int, row: npt.NDArray[np.int64], column: npt.NDArray[np.int64]) -> Field:
    """A number from 0 to 1 for each place of a lattice: the same for the same key and place."""
    mixed = row.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + column.astype(np.uint64) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    mixed = (mixed + np.uint64(key)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed >> np.uint64(40)).astype(np.float64) / (1 << 24))
