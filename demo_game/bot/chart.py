"""Views, one after the other -> a chart of what was seen, and ways through its water. Knows nothing of animals.

The chart remembers as a player does: water, rock, and what was never in the view.
"""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from demo_game.bot.eyes import Sight
from demo_game.rules.terrain import BELOW, CELL
from demo_game.rules.zones import DEPTH, WIDTH

Cell = tuple[int, int]  # row, column
UNSEEN, WATER, ROCK = 0, 1, 2
_HALF_HULL = 3  # cells around the middle that a hull needs, to the sides; two up and down
_LONG = 30  # looks from one cell, after which nothing new comes of it
_STEPS = ((1, 0), (0, 1), (0, -1), (-1, 0))


class Chart:
    """cells: (rows, columns) of UNSEEN, WATER and ROCK."""

    def __init__(self) -> None:
        rows, columns = (DEPTH + BELOW) // CELL + 1, WIDTH // CELL + 1
        self.cells = np.zeros((rows, columns), dtype=np.uint8)
        self.cells[:, [0, -1]] = ROCK  # the view ends before them: what is never seen would draw the bot there for ever
        self.visited = np.zeros((rows, columns), dtype=np.uint16)
        self._free: npt.NDArray[np.bool_] | None = None
        self.known = 0

    def add(self, sight: Sight) -> None:
        """What a look shows."""
        height, width = sight.water.shape
        part = self.cells[sight.top : sight.top + height, sight.left : sight.left + width]
        fresh = int((part == UNSEEN).sum())
        if fresh:
            part[...] = np.where(sight.water, WATER, ROCK)
            self.known += fresh
            self._free = None
        row, column = self.cell(sight.x, sight.y)
        self.visited[row, column] += 1

    @staticmethod
    def cell(x: float, y: float) -> Cell:
        """The cell of a place."""
        return max(round(y / CELL), 0), round(x / CELL)

    @property
    def free(self) -> npt.NDArray[np.bool_]:
        """Cells in which the hull has room, as far as is known."""
        if self._free is None:
            rock = self.cells == ROCK
            wide = np.pad(rock, ((2, 2), (_HALF_HULL, _HALF_HULL)), constant_values=False)
            near = np.zeros_like(rock)
            for down in range(5):
                for right in range(2 * _HALF_HULL + 1):
                    near |= wide[down : down + rock.shape[0], right : right + rock.shape[1]]
            self._free = (self.cells == WATER) & ~near
            self._free[:, :_HALF_HULL] = self._free[:, -_HALF_HULL:] = False
            self._free[:2] = False
        return self._free

    def from_here(self, x: float, y: float) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """(steps from a place to each cell, -1 where no way is known; the cell before each, flat)."""
        free = self.free
        rows, columns = free.shape
        start = self._nearest_free(self.cell(x, y))
        steps = np.full(rows * columns, -1, dtype=np.int32)
        before = np.full(rows * columns, -1, dtype=np.int32)
        flat = free.ravel().tolist()
        found = steps.tolist()
        came = before.tolist()
        first = start[0] * columns + start[1]
        found[first] = 0
        waiting = deque([first])
        while waiting:
            here = waiting.popleft()
            further = found[here] + 1
            for there in (here + columns, here + 1, here - 1, here - columns):
                if 0 <= there < len(flat) and flat[there] and found[there] < 0:
                    found[there], came[there] = further, here
                    waiting.append(there)
        return np.array(found, dtype=np.int32).reshape(free.shape), np.array(came, dtype=np.int32)

    def _nearest_free(self, cell: Cell) -> Cell:
        row, column = cell
        free = self.free
        for reach in range(12):
            part = free[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
            if part.any():
                down, right = np.argwhere(part)[0]
                return max(row - reach, 0) + int(down), max(column - reach, 0) + int(right)
        return cell

    def frontier(self) -> npt.NDArray[np.bool_]:
        """Free cells beside which something was never seen."""
        unseen = self.cells == UNSEEN
        wide = np.pad(unseen, 4, constant_values=False)
        rows, columns = unseen.shape
        near = np.zeros_like(unseen)
        for down, right in ((0, 4), (8, 4), (4, 0), (4, 8), (1, 1), (7, 7), (1, 7), (7, 1)):
            near |= wide[down : down + rows, right : right + columns]
        beside: npt.NDArray[np.bool_] = near & self.free
        for row, column in np.argwhere(self.visited > _LONG):  # what cannot be seen from there never will be
            beside[max(row - 6, 0) : row + 7, max(column - 6, 0) : column + 7] = False
        return beside

    def way_to(self, cell: Cell, before: npt.NDArray[np.int32]) -> list[Cell]:
        """From the start of a search to a cell."""
        columns = self.cells.shape[1]
        way, here = [], cell[0] * columns + cell[1]
        while here >= 0:
            way.append((here // columns, here % columns))
            here = int(before[here])
        return way[::-1]
