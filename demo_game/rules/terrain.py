"""A field of rock -> what is asked of it: where rock is, which way is out, where ground is to stand on. Knows no looks.

The rock is a field of heights at the corners of cells of 8 pixels: above 0 inside, below 0 in the water, roughly in
pixels to the border. Only additions, products and comparisons read it, so it is the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demo_game.rules.noise import Field
from demo_game.rules.zones import DEPTH

CELL = 8
FLOOR = DEPTH - 16
BELOW = 200  # how far the rock goes on under the deepest ground


@dataclass(frozen=True, slots=True)
class Ledge:
    """A shelf that reaches from a wall into the water: its flat top runs from x of the wall to x of its tip."""

    wall: float
    tip: float
    top: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the way down leads through a shelf: the middle of a passage from y top to bottom, half so wide."""

    x: float
    top: float
    bottom: float
    half: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the ground where something can stand; the rock begins at y."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """field (rows, columns): heights at the corners of cells, row by row from the surface down. openings: from the
    surface down."""

    seed: str
    field: Field
    ledges: tuple[Ledge, ...]
    spots: tuple[Spot, ...]
    openings: tuple[Opening, ...] = ()

    def height(self, x: float, y: float) -> float:
        """The field between its corners: above 0 in the rock; the sky is open."""
        rows = self.field
        across, down = x / CELL, y / CELL
        column, row = int(across), int(down)
        if across < 0 or column >= rows.shape[1] - 1 or row >= rows.shape[0] - 1:
            return 100.0
        if down < 0:
            return -100.0
        across, down = across - column, down - row
        above = rows.item(row, column) * (1 - across) + rows.item(row, column + 1) * across
        below = rows.item(row + 1, column) * (1 - across) + rows.item(row + 1, column + 1) * across
        return float(above * (1 - down) + below * down)

    def way_out(self, x: float, y: float) -> tuple[float, float]:
        """The direction, of length 1, in which the rock falls away fastest; straight up on a plateau."""
        step = float(CELL)
        right = self.height(x - step, y) - self.height(x + step, y)
        down = self.height(x, y - step) - self.height(x, y + step)
        length = (right * right + down * down) ** 0.5
        return (right / length, down / length) if length > 1e-9 else (0.0, -1.0)

    def open_between(self, here: tuple[float, float], there: tuple[float, float]) -> bool:
        """Whether nothing but water lies on the straight line between two places."""
        right, down = there[0] - here[0], there[1] - here[1]
        samples = int(max(abs(right), abs(down)) / 4) + 1
        return all(
            self.height(here[0] + right * step / samples, here[1] + down * step / samples) <= 0
            for step in range(samples + 1)
        )

    def ground_below(self, x: float, y: float, *, reach: float) -> float | None:
        """The y of the first rock under a place in the water; None when there is none so near."""
        at = y
        while at < y + reach:
            if self.height(x, at) > 0:
                return at
            at += 2
        return None


def spots_of(field: Field) -> tuple[Spot, ...]:
    """Every other cell's top side that is water for 48 pixels above and no steeper than one in one."""
    rock = field > 0
    found = []
    for column in range(2, field.shape[1] - 2, 2):
        for row in np.flatnonzero(~rock[:-1, column] & rock[1:, column]):
            if row < 8 or rock[row - 6 : row + 1, column].any():
                continue
            above, below = field[row, column], field[row + 1, column]
            y = (row + above / (above - below)) * CELL
            beside = [_top(field, column + step, int(row)) for step in (-1, 1)]
            if all(other is not None and abs(other - y) <= CELL for other in beside):
                found.append(Spot(float(column * CELL), float(y)))
    return tuple(sorted(found, key=lambda spot: (spot.y, spot.x)))


def _top(field: Field, column: int, row: int) -> float | None:
    for at in (row, row - 1, row + 1):
        above, below = field[at, column], field[at + 1, column]
        if above <= 0 < below:
            return float((at + above / (above - below)) * CELL)
    return None
