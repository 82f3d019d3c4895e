"""The way up by its figures, on small waters: the room of each place, what a step costs, and what is in sight."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt
import pytest

from demo_game.rules.noise import Field
from demo_game.rules.terrain import CELL, Terrain
from demo_game.rules.way_up import STEPS, WayUp, way_up

POINT = ((0, 0),)
ROWS, COLUMNS = 30, 14


@pytest.fixture(autouse=True)
def _shallow(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "deep" not in request.node.name:
        monkeypatch.setattr("demo_game.rules.way_up.DEPTH", (ROWS - 1) * CELL)


def way_in(field: Field, *hull: tuple[int, int]) -> WayUp:
    return way_up(Terrain("", field, (), ()), hull or POINT)


def water(height: float = -40.0) -> Field:
    return np.full((ROWS + 8, COLUMNS), height)


def slope(right: float, down: float) -> Field:
    y, x = np.mgrid[: ROWS + 8, :COLUMNS] * float(CELL)
    return np.asarray(x * right + y * down)


def test_a_deep_world_has_places_from_the_surface_to_4320_pixels() -> None:
    assert way_in(np.full((566, 9), -40.0)).costs.shape == (541, 9)


# --- room -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("point", [(0, 0), (3, 5), (-3, 5), (11, -6), (-13, -8), (16, 16), (-16, -17), (-18, 21)])
def test_the_room_is_less_the_height_of_the_rock_where_the_point_of_the_hull_is(point: tuple[int, int]) -> None:
    field = slope(0.5, -0.25)
    inside = slice(3, ROWS), slice(3, -3)
    expected = -(field[:ROWS] + 0.5 * point[0] - 0.25 * point[1])
    assert way_in(field, point).room[inside] == pytest.approx(expected[inside])


def test_the_room_of_a_hull_is_that_of_its_worst_point() -> None:
    room = way_in(slope(0.5, -0.25), (-9, 0), (10, 0), (4, -20), (0, 30)).room
    assert room[10, 7] == pytest.approx(-(0.5 * 56 - 0.25 * 80) - max(-4.5, 5, 2 + 5, -7.5))


def test_beside_the_world_is_rock_above_it_is_open_and_more_than_100_pixels_count_as_100() -> None:
    field = water(-20.0)
    assert way_in(field, (-8, 0)).room[5, :2].tolist() == [-100, 20]
    assert way_in(field, (8, 0)).room[5, -2:].tolist() == [20, -100]
    assert way_in(field, (0, -8)).room[:2, 5].tolist() == [100, 20]
    assert way_in(field, (-8, -8)).room[:2, 0].tolist() == [100, -100]
    assert way_in(field, (-4, 0)).room[5, 0] == pytest.approx(-40)  # half way between the two
    assert way_in(field, (0, -4)).room[0, 5] == pytest.approx(60)
    assert way_in(water(-200.0)).room.max() == 100


# --- costs and steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("room", "times"),
    [(90, 1), (28, 1), (14, 1), (11.7, 1), (11.6, 2), (7.1, 2), (6.9, 3), (2.4, 3), (2.3, 4), (0, 4), (-0.1, 60)],
)
def test_narrow_water_costs_up_to_4_times_as_much_and_rock_60_times(room: float, times: int) -> None:
    field = water()
    field[10:] = -room
    costs = way_in(field).costs
    assert (np.diff(costs[1:10], axis=0) == 10).all()
    assert (np.diff(costs[10:], axis=0) == 10 * times).all()


def cheapest(way: WayUp, weights: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The costs by Dijkstra's own algorithm; what cannot surface has the highest."""
    costs = np.full(weights.shape, way.costs.max())
    waiting = [(0, 1, int(column)) for column in np.flatnonzero(way.room[1] >= 0)]
    while waiting:
        cost, row, column = heappop(waiting)
        if cost >= costs[row, column]:
            continue
        costs[row, column] = cost
        for down, right in STEPS:
            y, x = row + down, column + right
            if 2 <= y < weights.shape[0] and 0 <= x < weights.shape[1]:
                both = int(weights[row, column] + weights[y, x])
                heappush(waiting, (cost + both * (7 if down and right else 5), y, x))
    return costs


@pytest.mark.parametrize("seed", range(6))
def test_the_costs_are_those_of_the_cheapest_way_and_a_step_leads_along_it(seed: int) -> None:
    field = np.random.default_rng(seed).uniform(-16, 10, size=(ROWS + 8, COLUMNS))
    way = way_in(field)
    weights = np.where(way.room < 0, 60, 1 + np.rint(3 * np.maximum(1 - way.room / 14, 0))).astype(np.int64)
    assert np.array_equal(way.costs, cheapest(way, weights))
    for place in np.ndindex(way.costs.shape):
        if place[0] <= 1:
            assert way.next(place) == place
            assert way.steps[place] == -1
            continue
        fitting = []
        for number, (down, right) in enumerate(STEPS):
            y, x = place[0] + down, place[1] + right
            if 0 <= x < COLUMNS and y < ROWS:
                step = (weights[place] + weights[y, x]) * (7 if down and right else 5)
                fitting += [number] if way.costs[y, x] + step == way.costs[place] else []
        assert way.steps[place] == fitting[0]
        assert way.next(place) == (place[0] + STEPS[fitting[0]][0], place[1] + STEPS[fitting[0]][1])


def test_a_step_is_one_of_the_eight_and_straight_up_comes_first() -> None:
    assert len(set(STEPS)) == 8
    assert all(max(abs(down), abs(right)) == 1 for down, right in STEPS)
    assert STEPS[0] == (-1, 0)


@pytest.mark.parametrize(("height", "breathes"), [(-9.0, True), (0.0, True), (0.5, False)])
def test_a_hull_breathes_at_the_surface_where_it_just_fits(height: float, breathes: bool) -> None:
    field = water()
    field[1, 6] = height
    assert (way_in(field).costs[1] == 0).tolist() == [column != 6 or breathes for column in range(COLUMNS)]


def test_where_rock_closes_the_surface_no_step_leads_anywhere() -> None:
    field = water()
    field[1] = 5.0
    way = way_in(field)
    assert (way.steps == -1).all()
    assert len(np.unique(way.costs)) == 1


def test_the_ways_of_four_worlds_are_kept() -> None:
    worlds = [Terrain("", water(), (), ()) for _ in range(5)]
    kept = [way_up(world, POINT) for world in worlds[:4]]
    assert [way_up(world, POINT) is way for world, way in zip(worlds, kept, strict=False)] == [True] * 4
    way_up(worlds[4], POINT)
    assert way_up(worlds[0], POINT) is not kept[0]


# --- places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "y", "place"),
    [
        (40.0, 80.0, (10, 5)),
        (43.9, 83.9, (10, 5)),
        (44.1, 84.1, (11, 6)),
        (-50.0, -50.0, (1, 0)),
        (3.0, 11.0, (1, 0)),
        (5.0, 13.0, (2, 1)),
        (900.0, 900.0, (ROWS - 1, COLUMNS - 1)),
        (99.0, 227.0, (ROWS - 2, COLUMNS - 2)),
    ],
)
def test_the_nearest_place_is_in_the_world_and_no_higher_than_where_a_hull_breathes(
    x: float, y: float, place: tuple[int, int]
) -> None:
    assert way_in(water()).nearest(x, y) == place


Turn = Callable[[WayUp, float, int], bool]
DIRECTIONS: dict[str, Turn] = {
    "right": lambda way, start, end: way.clear(start, 48.0, (6, end)),
    "left": lambda way, start, end: way.clear(104 - start, 48.0, (6, 13 - end)),
    "down": lambda way, start, end: way.clear(48.0, start, (end, 6)),
    "up": lambda way, start, end: way.clear(48.0, 104 - start, (13 - end, 6)),
}


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    ("needles", "start", "clear"),
    [
        ((), 12.0, True),
        ((3,), 12.0, True),  # 10 looks, 3.6 pixels apart, that pass it
        ((4,), 12.0, True),
        ((3,), 12.1, False),  # 9 looks, one of them right at it
        ((2,), 12.0, False),  # the first look
        ((6,), 12.0, False),  # the last one
        ((2,), 16.0, True),  # where it is it does not look
        ((7,), 12.0, True),
    ],
)
def test_a_way_is_clear_when_no_look_of_at_most_4_pixels_meets_rock(
    direction: str, needles: tuple[int, ...], start: float, clear: bool
) -> None:
    """Along a line from start to 48 pixels, with needles of rock less than 2 pixels wide at some of its corners."""
    field = water(-40.0)
    for needle in needles:
        at = needle if direction in ("right", "down") else 13 - needle
        field[(6, at) if direction in ("right", "left") else (at, 6)] = 5.0
    assert DIRECTIONS[direction](way_in(field), start, 6) == clear


@pytest.mark.parametrize(("room", "clear"), [(0.0, True), (-0.1, False)])
def test_a_hull_that_just_fits_has_a_clear_way(room: float, clear: bool) -> None:
    assert way_in(water(-room)).clear(30.0, 30.0, (9, 9)) == clear


def test_between_places_the_room_is_in_proportion() -> None:
    """A quarter to the side and half way down between four places."""
    field = water()
    field[6:8, 6:8] = [[-8.0, 16.0], [-80.0, -96.0]]
    assert way_in(field).room_at(50.0, 52.0) == pytest.approx(8 * 3 / 8 - 16 / 8 + 80 * 3 / 8 + 96 / 8)


def test_beyond_the_world_the_room_is_that_of_its_edge() -> None:
    edges = slope(0.5, -0.25)
    way = way_in(edges)
    assert way.room_at(-40.0, 80.0) == way.room[10, 0]
    assert way.room_at(40.0, -80.0) == way.room[0, 5]
    assert way.room_at(900.0, 80.0) == pytest.approx(way.room[10, -1], abs=0.01)
    assert way.room_at(40.0, 900.0) == pytest.approx(way.room[-1, 5], abs=0.01)
