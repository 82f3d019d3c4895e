"""A terrain -> the cheapest way to the surface from every place in it. Knows neither what floats nor how fast.

Places are the corners of the terrain's cells, 8 pixels apart. The costs are those of shortest paths from the surface
(Dijkstra, 1959) over the eight neighbours of each place, in whole numbers: the same on every machine. A step in narrow
water costs more than one in open water, a step through rock very much more: a way leads through rock only where there
is no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from demo_game.rules.noise import Field
from demo_game.rules.terrain import CELL, Terrain
from demo_game.rules.zones import DEPTH

Costs = npt.NDArray[np.int64]
Place = tuple[int, int]  # row, column
STEPS: tuple[Place, ...] = ((-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 1), (1, 0))
_SURFACE = 1  # the row from which a hull breathes
_SAMPLED = 4.0  # pixels between two looks along a straight way
_STRAIGHT, _SLANTED = 5, 7  # how long steps are, about as 1 to the root of 2
_FAR = np.int64(1) << 40
_ROOMY = 14.0  # pixels of water around the hull from which on more is no better
_NARROW, _ROCK = 4, 60  # how many times as much a step costs at the edge of the rock, and in it


@dataclass(frozen=True, slots=True, eq=False)
class WayUp:
    """Arrays of (rows, columns) places. room: pixels of water around a hull whose middle is there, below 0 in rock.

    costs: of the way to the surface. steps: number in STEPS of the first step of that way, -1 at the surface.
    """

    room: Field
    costs: Costs
    steps: npt.NDArray[np.int8]

    def nearest(self, x: float, y: float) -> Place:
        """The place that is nearest to a point of the world."""
        rows, columns = self.costs.shape
        return min(max(round(y / CELL), _SURFACE), rows - 1), min(max(round(x / CELL), 0), columns - 1)

    def clear(self, x: float, y: float, to: Place) -> bool:
        """Whether a hull can go straight from a point of the world to a place."""
        right, down = to[1] * CELL - x, to[0] * CELL - y
        samples = int(max(abs(right), abs(down)) / _SAMPLED) + 1
        return all(
            self.room_at(x + right * step / samples, y + down * step / samples) >= 0 for step in range(1, samples + 1)
        )

    def room_at(self, x: float, y: float) -> float:
        """The room at a point of the world, between its places; beyond them that of the edge."""
        rows, columns = self.room.shape
        across, below = min(max(x / CELL, 0.0), columns - 1.001), min(max(y / CELL, 0.0), rows - 1.001)
        column, row = int(across), int(below)
        across, below = across - column, below - row
        item = self.room.item
        top = item(row, column) * (1 - across) + item(row, column + 1) * across
        bottom = item(row + 1, column) * (1 - across) + item(row + 1, column + 1) * across
        return float(top * (1 - below) + bottom * below)

    def next(self, place: Place) -> Place:
        """The place one step nearer to the surface; at the surface the same one."""
        step = self.steps.item(place)
        return place if step < 0 else (place[0] + STEPS[step][0], place[1] + STEPS[step][1])


@lru_cache(maxsize=4)
def way_up(terrain: Terrain, hull: tuple[tuple[int, int], ...]) -> WayUp:
    """The way up for a hull, given by points around its middle. Kept with its terrain: never change what comes back."""
    room = _room(terrain.field, hull)
    weights = 1 + np.rint((_NARROW - 1) * np.maximum(1 - room / _ROOMY, 0)).astype(np.int64)
    weights[room < 0] = _ROCK
    costs = _costs(weights, room[_SURFACE] >= 0)
    return WayUp(room, costs, _steps(costs, weights))


def _room(field: Field, hull: Sequence[tuple[int, int]]) -> Field:
    """Less the height of the rock at the hull's worst point, for each place; outside of the world is rock."""
    rows = DEPTH // CELL + 1
    reach = 1 + max(max(abs(right), abs(down)) for right, down in hull) // CELL
    wide = np.pad(field, reach, constant_values=100.0)
    wide[:reach] = -100.0
    worst = np.full((rows, field.shape[1]), -100.0)
    for right, down in hull:
        across, below = right % CELL / CELL, down % CELL / CELL
        row, column = reach + down // CELL, reach + right // CELL
        part = wide[row : row + rows + 1, column : column + field.shape[1] + 1]
        beside = part[:, :-1] * (1 - across) + part[:, 1:] * across
        worst = np.maximum(worst, beside[:-1] * (1 - below) + beside[1:] * below)
    return -worst


def _costs(weights: Costs, surface: npt.NDArray[np.bool_]) -> Costs:
    """Sweeps down and up until nothing changes any more; along a row a running minimum does all steps at once."""
    costs = np.full(weights.shape, _FAR)
    costs[_SURFACE, surface] = 0
    along = np.zeros_like(weights)
    np.cumsum(_STRAIGHT * (weights[:, :-1] + weights[:, 1:]), axis=1, out=along[:, 1:])
    last = len(costs) - 1
    while True:
        before = costs.copy()
        for row in range(_SURFACE + 1, last + 1):
            _take_over(costs, weights, along[row], row, row - 1)
        for row in range(last - 1, _SURFACE, -1):
            _take_over(costs, weights, along[row], row, row + 1)
        if np.array_equal(costs, before):
            return costs


def _take_over(costs: Costs, weights: Costs, along: Costs, row: int, other: int) -> None:
    """Let a row reach the surface by another one beside it, and along itself."""
    mine, from_there, there = costs[row], costs[other], weights[other]
    np.minimum(mine, from_there + _STRAIGHT * (there + weights[row]), out=mine)
    mine[1:] = np.minimum(mine[1:], from_there[:-1] + _SLANTED * (there[:-1] + weights[row, 1:]))
    mine[:-1] = np.minimum(mine[:-1], from_there[1:] + _SLANTED * (there[1:] + weights[row, :-1]))
    np.minimum(mine, along + np.minimum.accumulate(mine - along), out=mine)
    np.minimum(mine, np.minimum.accumulate((mine + along)[::-1])[::-1] - along, out=mine)


def _steps(costs: Costs, weights: Costs) -> npt.NDArray[np.int8]:
    """The first of STEPS by which a place has its cost."""
    wide, there = np.pad(costs, 1, constant_values=_FAR), np.pad(weights, 1)
    rows, columns = costs.shape
    steps = np.full(costs.shape, -1, dtype=np.int8)
    for number, (down, right) in reversed([*enumerate(STEPS)]):
        length = _SLANTED if down and right else _STRAIGHT
        shifted = slice(1 + down, 1 + down + rows), slice(1 + right, 1 + right + columns)
        steps[wide[shifted] + length * (there[shifted] + weights) == costs] = number
    return steps
