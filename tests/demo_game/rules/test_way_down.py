"""The way down: shelves with openings, pressure, currents; and that it is never closed."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
import pytest

from demo_game.rules.carving import terrain_of
from demo_game.rules.currents import Current, currents_of, push_at
from demo_game.rules.diver import HULL, RISE, Diver
from demo_game.rules.terrain import CELL, Terrain
from demo_game.rules.way_up import STEPS, WayUp, way_up
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT

SEED = "CORAL-7431"


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    return terrain_of(SEED)


@pytest.fixture(scope="module")
def way(terrain: Terrain) -> WayUp:
    return way_up(terrain, HULL)


def steps_down(way: WayUp) -> np.ndarray:
    """Steps of 8 pixels from the surface to each place with room for the hull; -1 where none leads."""
    free = way.room >= 0
    found = np.full(free.shape, -1)
    waiting = deque((1, int(column)) for column in np.flatnonzero(free[1]))
    for place in waiting:
        found[place] = 0
    while waiting:
        row, column = waiting.popleft()
        for down, right in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            y, x = row + down, column + right
            if 0 <= y < free.shape[0] and 0 <= x < free.shape[1] and free[y, x] and found[y, x] < 0:
                found[y, x] = found[row, column] + 1
                waiting.append((y, x))
    return found


def test_the_hull_fits_all_the_way_down_and_nobody_falls_down_in_a_minute(way: WayUp) -> None:
    found = steps_down(way)
    deep = found[(DEPTH - 120) // CELL :]
    assert (deep >= 0).any()
    assert deep[deep >= 0].min() * CELL > DEPTH * 1.5
    for zone in range(1, 6):
        row = found[zone * ZONE_HEIGHT // CELL]
        assert (row >= 0).any(), zone


def test_no_straight_line_leads_from_one_zone_through_the_next(terrain: Terrain) -> None:
    """Each shelf closes every column but those of its opening."""
    for opening in terrain.openings:
        row = round((opening.top + opening.bottom) / 2) // CELL
        open_columns = np.flatnonzero(terrain.field[row] < 0) * CELL
        assert len(open_columns)
        assert np.abs(open_columns - opening.x).min() < opening.half
        beyond = np.abs(open_columns - opening.x) > opening.half + 60
        assert beyond.mean() < 0.5


def test_from_every_place_in_the_water_a_way_ends_at_the_surface_in_time(terrain: Terrain, way: WayUp) -> None:
    """All of them: the drifting hull follows this way, and cuts corners only to be there sooner."""
    lengths = np.full(way.costs.shape, math.inf)
    for number in np.argsort(way.costs, axis=None, kind="stable"):
        place = int(number // way.costs.shape[1]), int(number % way.costs.shape[1])
        further = way.next(place)
        if further == place:
            lengths[place] = 0.0 if place[0] <= 1 else math.inf
        else:
            lengths[place] = lengths[further] + CELL * math.hypot(*STEPS[way.steps[place]])
    water = terrain.field[: len(way.costs)] < 0
    assert np.isfinite(lengths[water]).all()
    assert lengths[water].max() / RISE + 2 < 90


def test_a_hull_that_does_not_bear_the_depth_is_pushed_back(terrain: Terrain, way: WayUp) -> None:
    water = Terrain("", np.full((600, 131), -40.0), (), ())
    open_way = way_up(water, HULL)
    diver = Diver(520.0, 300.0)
    deepest = 0.0
    for _ in range(400):
        diver.move(0.05, 0.0, 1.0, terrain=water, way=open_way, bears=600.0)
        deepest = max(deepest, diver.y)
    assert 600 < deepest < 640
    for _ in range(400):
        diver.move(0.05, 0.0, 0.0, terrain=water, way=open_way, bears=600.0)
    assert diver.y < 602


def test_an_adrift_submarine_is_not_held_by_any_current(way: WayUp, terrain: Terrain) -> None:
    still, pushed = (Diver(520.0, 300.0, air=0.0, adrift=True) for _ in range(2))
    for _ in range(100):
        still.move(0.05, 0.0, 0.0, terrain=terrain, way=way)
        pushed.move(0.05, 0.0, 0.0, terrain=terrain, way=way, push=(300.0, 300.0), bears=100.0)
    assert (still.x, still.y) == (pushed.x, pushed.y)


def test_a_current_is_strongest_in_its_middle_and_weaker_than_the_engine(terrain: Terrain) -> None:
    assert push_at((Current(100, 100, 50, 40, 80, 0),), 100, 100) == (80, 0)
    assert push_at((Current(100, 100, 50, 40, 80, 0),), 151, 100) == (0, 0)
    found = currents_of(terrain)
    assert len(found) >= 4
    assert all(math.hypot(one.right, one.down) < 150 for one in found)
    assert found == currents_of(terrain)
