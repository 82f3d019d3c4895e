"""A seed -> the rock of its world: walls, ledges, caves, and shelves with the openings of the way down. Knows no looks.

Shelves reach right across the shaft, with one opening each, now on the left, now on the right: who dives looks for it.
Only additions, products and comparisons make the rock, so it is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from demo_game.rules.noise import Field, lattice_noise
from demo_game.rules.rng import Rng
from demo_game.rules.terrain import BELOW, CELL, FLOOR, Ledge, Opening, Terrain, spots_of
from demo_game.rules.zones import DEPTH, WIDTH, ZONE_HEIGHT

Place = tuple[float, float]  # x, y

# depth -> half of the open water's width; between them it widens and narrows smoothly
_OPENING = (
    (-400, 760),
    (70, 600),
    (150, 250),
    (330, 205),
    (560, 190),
    (760, 235),
    (1000, 285),
    (1440, 300),
    (1900, 350),
    (2300, 330),
    (2880, 320),
    (3250, 380),
    (3600, 350),
    (4000, 280),
    (4200, 220),
    (4320, 130),
)
_LEDGES_A_ZONE = (2, 3, 3, 3, 3, 3)  # on each side
_SHELVES = tuple(
    (zone, share) for zone, shares in enumerate(((0.62,), *((0.3, 0.78),) * 4, (0.26, 0.64))) for share in shares
)
_THICK, _OPENING_HALF = (34.0, 62.0), (44.0, 58.0)
_BESIDE_WALL = (96.0, 150.0)  # how far an opening's middle lies from the wall
_PASSABLE = 36.0  # half of the width that the way down has everywhere
_CAVES_A_ZONE = (0, 1, 2, 2, 2, 2)
_CAVE = (78.0, 44.0)  # half a cave's width and height


@lru_cache(maxsize=4)
def terrain_of(seed: str) -> Terrain:
    """The rock of a seed. Kept, as a world is often begun anew: never change what comes back."""
    rows, columns = (DEPTH + BELOW) // CELL + 1, WIDTH // CELL + 1
    y = np.arange(rows, dtype=np.float64)[:, None] * CELL
    x = np.arange(columns, dtype=np.float64)[None, :] * CELL
    depths, halves = (np.array(part, dtype=np.float64) for part in zip(*_OPENING, strict=True))
    half = _eased(y, depths, halves)
    wander = np.clip((y - 200) / 600, 0, 1) * 200
    middle = WIDTH / 2 + (_noise(seed, "middle", y / 520, np.zeros_like(y)) - 0.5) * wander
    field = np.maximum(middle - half - x, x - middle - half)
    field = np.minimum(np.maximum(field, y - FLOOR), 60.0)
    left, right = (middle - half).ravel(), (middle + half).ravel()
    ledges = _ledges(seed, left, right)
    for ledge in ledges:
        near, far = min(ledge.wall, ledge.tip), max(ledge.wall, ledge.tip)
        across = np.maximum(near - 60 - x, x - far)
        if ledge.tip < ledge.wall:
            across = np.maximum(near - x, x - far - 60)
        # thinner towards the tip, from below
        thickness = ledge.thickness * (0.3 + 0.7 * np.clip(np.abs(x - ledge.tip) / abs(far - near), 0, 1))
        down = np.maximum(ledge.top - y, y - ledge.top - thickness)
        field = np.maximum(field, -np.maximum(across, down))
    rough = (_noise(seed, "large", y / 70, x / 90) - 0.5) * 64 + (_noise(seed, "small", y / 24, x / 28) - 0.5) * 20
    # flat tops stay flat: less is taken from and put upon what lies just under open water
    field = field + rough * np.where(y < ZONE_HEIGHT * 0.9, 0.55, 0.8)
    openings = _openings(seed, left, right)
    for opening in openings:
        field = np.maximum(field, _shelf(opening, rough, x, y))
    for cave in _caves(seed, left, right):
        field = np.minimum(field, cave.hollow(x, y) + rough * 0.12)
    field = _with_way_down(field, openings, (WIDTH / 2, 60.0), (float(middle[FLOOR // CELL - 8, 0]), FLOOR - 40.0))
    return Terrain(seed, field, tuple(ledges), spots_of(field), openings)


def _ledges(seed: str, left: Field, right: Field) -> list[Ledge]:
    rng, ledges = Rng(seed, "ledges"), []
    for zone, count in enumerate(_LEDGES_A_ZONE):
        for side in (-1, 1):
            for number in range(count):
                share = (number + 0.25 + 0.5 * rng.random()) / count
                top = zone * ZONE_HEIGHT + share * ZONE_HEIGHT
                row = int(top) // CELL
                wall = left[row] if side < 0 else right[row]
                reach = rng.uniform(60, 150)
                ledges.append(Ledge(wall, wall - side * reach, top, rng.uniform(44, 100)))
    return ledges


def _openings(seed: str, left: Field, right: Field) -> tuple[Opening, ...]:
    """One a shelf, on the other side than that of the shelf above."""
    rng, found = Rng(seed, "openings"), []
    on_left = rng.choice((True, False))
    for zone, share in _SHELVES:
        top = (zone + share + rng.uniform(-0.05, 0.05)) * ZONE_HEIGHT
        row, away = int(top) // CELL, rng.uniform(*_BESIDE_WALL)
        x = left[row] + away if on_left else right[row] - away
        found.append(Opening(float(x), top, top + rng.uniform(*_THICK), rng.uniform(*_OPENING_HALF)))
        on_left = not on_left
    return tuple(found)


def _shelf(opening: Opening, rough: Field, x: Field, y: Field) -> Field:
    """Rock across the shaft, with its opening; its top sinks a little towards it."""
    slope = np.clip(np.abs(x - opening.x) - opening.half, 0, 400) * 0.05
    inside = np.minimum(y - opening.top + slope, opening.bottom - y + slope * 0.4)
    return np.minimum(inside + rough * 0.55, np.abs(x - opening.x) - opening.half)


@dataclass(frozen=True, slots=True)
class _Cave:
    """A hollow in a wall and the passage to it from the water at x mouth."""

    x: float
    y: float
    mouth: float

    def hollow(self, x: Field, y: Field) -> Field:
        """Below 0 in the cave."""
        wide, high = _CAVE
        room = (((x - self.x) / wide) ** 2 + ((y - self.y) / high) ** 2) ** 0.5 * high - high
        room = np.maximum(room, y - self.y - high * 0.6)  # a flat floor
        near, far = min(self.x, self.mouth), max(self.x, self.mouth)
        passage = np.maximum(np.abs(y - self.y) - 27, np.maximum(near - x, x - far))
        hollow: Field = np.minimum(room, passage)
        return hollow


def _caves(seed: str, left: Field, right: Field) -> list[_Cave]:
    rng, caves = Rng(seed, "caves"), []
    for zone, count in enumerate(_CAVES_A_ZONE):
        for number in range(count):
            side = -1 if (zone + number) % 2 else 1
            y = (zone + rng.uniform(0.42, 0.66)) * ZONE_HEIGHT
            wall = float(left[int(y) // CELL] if side < 0 else right[int(y) // CELL])
            x = min(max(wall + side * rng.uniform(70, 110), 96.0), WIDTH - 96.0)
            caves.append(_Cave(x, y, wall - side * 70))
    return caves


def _with_way_down(field: Field, openings: Sequence[Opening], first: Place, last: Place) -> Field:
    """Nothing closes the way from the surface through all openings to the deepest place: it is cut where it must be."""
    places = [first]
    for opening in openings:
        places += [(opening.x, opening.top - 46), (opening.x, opening.bottom + 46)]
    places.append(last)
    field = field.copy()
    for (ax, ay), (bx, by) in pairwise(places):
        steps = int(max(abs(bx - ax), abs(by - ay)) // CELL) + 1
        for step in range(steps + 1):
            x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
            _dig(field, x, y)
    return field


def _dig(field: Field, x: float, y: float) -> None:
    reach = int(_PASSABLE // CELL) + 2
    row, column = round(y / CELL), round(x / CELL)
    rows = slice(max(row - reach, 0), row + reach + 1)
    columns = slice(max(column - reach, 0), column + reach + 1)
    down = np.arange(rows.start, min(rows.stop, field.shape[0]), dtype=np.float64)[:, None] * CELL - y
    right = np.arange(columns.start, min(columns.stop, field.shape[1]), dtype=np.float64)[None, :] * CELL - x
    part = field[rows, columns]
    np.minimum(part, (down * down + right * right) ** 0.5 - _PASSABLE, out=part)


def _eased(at: Field, places: Field, values: Field) -> Field:
    """Between two places the value goes over smoothly; behind the last it stays, and before the first nobody asks."""
    number = np.minimum(np.searchsorted(places, at, side="right") - 1, len(places) - 2)
    share = np.minimum((at - places[number]) / (places[number + 1] - places[number]), 1)
    share = share * share * (3 - 2 * share)
    return np.asarray(values[number] * (1 - share) + values[number + 1] * share)


def _noise(seed: str, name: str, down: Field, across: Field) -> Field:
    """Value noise, 0 to 1: random numbers at whole places, smooth between them."""
    return lattice_noise(Rng(seed, "noise", name).next_word(), down, across)
