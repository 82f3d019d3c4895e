"""Rock by its figures: how high it is, which way out of it, what is open, where the ground begins."""

from __future__ import annotations

import numpy as np
import pytest

from demo_game.rules.carving import terrain_of
from demo_game.rules.noise import Field, lattice_noise, lattice_numbers
from demo_game.rules.terrain import CELL, Terrain, spots_of

FLAT = Terrain("", np.full((20, 20), 5.0), (), ())


def rock_in_water(*corners: tuple[int, int], height: float = 1.0) -> Terrain:
    """Water of depth 1 around rock at some corners (row, column) of cells, 20 x 24 of them."""
    field = np.full((20, 24), -1.0)
    for corner in corners:
        field[corner] = height
    return Terrain("", field, (), ())


def test_between_four_corners_the_height_goes_over_evenly() -> None:
    field = np.zeros((20, 24))
    field[3:5, 5:7] = [[1.0, 2.0], [4.0, 8.0]]
    terrain = Terrain("", field, (), ())
    x, y = 5 * CELL, 3 * CELL
    assert [terrain.height(x + right, y + down) for right, down in ((0, 0), (8, 0), (0, 8), (8, 8))] == [1, 2, 4, 8]
    assert terrain.height(x + 2, y) == 1.25
    assert terrain.height(x, y + 2) == 1.75
    assert terrain.height(x + 4, y + 4) == 3.75


def test_rock_goes_on_for_ever_beside_and_below_the_world_and_above_it_is_open() -> None:
    width = depth = 19 * CELL
    assert FLAT.height(0, 0) == 5
    assert FLAT.height(width - 0.1, depth - 0.1) == pytest.approx(5)
    assert [FLAT.height(x, 9) for x in (-0.1, width, width + CELL)] == [100, 100, 100]
    assert [FLAT.height(9, y) for y in (depth, depth + CELL)] == [100, 100]
    assert [FLAT.height(9, y) for y in (-0.1, -CELL)] == [-100, -100]
    assert FLAT.height(-0.1, -0.1) == 100


def test_on_a_plateau_the_way_out_is_straight_up() -> None:
    assert FLAT.way_out(80.0, 80.0) == (0.0, -1.0)


def test_the_way_out_of_a_slope_has_the_length_1() -> None:
    slope = Terrain("", np.add.outer(np.arange(20.0) * 4, np.arange(20.0) * 3), (), ())
    right, down = slope.way_out(80.0, 80.0)
    assert (round(right, 9), round(down, 9)) == (-0.6, -0.8)


@pytest.mark.parametrize(
    ("here", "there", "is_open"),
    [
        ((20, 40), (140, 40), True),  # sideways, above the rock
        ((20, 64), (140, 64), False),
        ((20, 88), (140, 88), True),  # and below it
        ((56, 20), (56, 140), True),  # down, to the left of it
        ((80, 20), (80, 140), False),
        ((104, 20), (104, 140), True),
        ((20, 12), (120, 92), False),  # across it
        ((20, 92), (120, 12), True),
        ((140, 116), (20, 12), False),
    ],
)
def test_a_straight_line_is_open_where_it_meets_no_rock_in_either_direction(
    here: tuple[float, float], there: tuple[float, float], is_open: bool
) -> None:
    terrain = rock_in_water((8, 10))
    assert terrain.open_between(here, there) == is_open
    assert terrain.open_between(there, here) == is_open


@pytest.mark.parametrize("start", np.arange(10, 20, 0.25).tolist())
def test_rock_of_four_pixels_closes_a_line_wherever_that_begins(start: float) -> None:
    terrain = rock_in_water((8, 10), height=1.06 / 3)
    assert [terrain.height(x, 64) > 0 for x in (77.9, 78, 82, 82.1)] == [False, True, True, False]
    assert not terrain.open_between((start, 64), (150, 64))
    assert not terrain.open_between((80, start), (80, 140))


def test_what_lies_behind_the_farther_place_closes_no_line_but_rock_at_either_end_does() -> None:
    terrain = rock_in_water((8, 10))
    assert terrain.open_between((20, 64), (75.9, 64))
    assert terrain.open_between((75, 64), (75.9, 64))
    assert not terrain.open_between((20, 64), (76.1, 64))
    assert not terrain.open_between((80, 64), (140, 64))
    assert not terrain.open_between((80, 64), (80, 64))


def test_neither_open_nor_closed_is_open() -> None:
    level = Terrain("", np.zeros((20, 20)), (), ())
    assert level.open_between((20, 20), (120, 60))
    assert level.ground_below(20, 20, reach=50) is None


def test_the_ground_below_is_the_first_rock_and_none_where_that_is_out_of_reach() -> None:
    terrain = rock_in_water((8, 10), (14, 10))
    assert terrain.ground_below(80, 41, reach=40) == 61  # rock from 60 on, in steps of two
    assert terrain.ground_below(80, 61, reach=40) == 61
    assert terrain.ground_below(80, 41, reach=20) is None
    assert terrain.ground_below(80, 41, reach=20.1) == 61
    assert terrain.ground_below(80, 70, reach=60) == 110
    assert terrain.ground_below(100, 41, reach=100) is None


def test_the_rock_of_a_seed_is_made_once() -> None:
    assert terrain_of("CORAL-7431") is terrain_of("CORAL-7431")


def ground(*rows: int, water: float = -1.0, rock: float = 1.0) -> Field:
    """Columns of 40 rows, each with the last row of its water."""
    down = np.arange(40)[:, None]
    return np.where(down <= np.array(rows), water, rock)


def spots(field: Field) -> list[tuple[float, float]]:
    return [(spot.x / CELL, spot.y) for spot in spots_of(field)]


def test_every_other_column_of_flat_ground_is_a_spot_but_for_two_at_either_side() -> None:
    assert spots(ground(*[20] * 13)) == [(2, 164), (4, 164), (6, 164), (8, 164), (10, 164)]
    assert spots(ground(*[20] * 12)) == [(2, 164), (4, 164), (6, 164), (8, 164)]


def test_spots_come_from_the_surface_down_and_lie_where_the_rock_begins() -> None:
    assert spots(ground(22, 22, 22, 21, 20, 20, 20, rock=3)) == [(4, 162), (2, 178)]


@pytest.mark.parametrize(("last", "found"), [(7, 0), (8, 1)])
def test_ground_close_to_the_surface_is_no_spot(last: int, found: int) -> None:
    assert len(spots(ground(*[last] * 5))) == found


@pytest.mark.parametrize(("above", "found"), [(1, 0), (2, 0), (5, 0), (6, 0), (7, 1)])
def test_over_a_spot_there_are_48_pixels_of_water(above: int, found: int) -> None:
    field = ground(*[20] * 5)
    field[20 - above, 2] = 1
    assert len(spots(field)) == found


@pytest.mark.parametrize("side", [1, 3])
@pytest.mark.parametrize("water", [-1.0, 0.0])
@pytest.mark.parametrize(("last", "found"), [(18, 0), (19, 1), (20, 1), (21, 1), (22, 0)])
def test_a_spot_is_no_steeper_than_one_in_one_on_either_side(side: int, water: float, last: int, found: int) -> None:
    rows = [20] * 5
    rows[side] = last
    assert len(spots(ground(*rows, water=water))) == found


def test_ground_that_falls_by_more_than_a_cell_is_no_spot_though_it_falls_by_a_row() -> None:
    field = ground(20, 20, 20, 21, 20)
    field[22, 3] = 0.5
    assert spots(field) == []


def test_noise_has_the_number_of_each_whole_place_and_the_mean_of_four_amid_them() -> None:
    down, across = np.arange(-4, 5), np.arange(-6, 3)
    y, x = down[:, None].astype(np.float64), across[None, :].astype(np.float64)
    numbers = lattice_numbers(7, down[:, None], across[None, :])
    assert ((numbers >= 0) & (numbers < 1)).all()
    assert len(np.unique(numbers)) == numbers.size
    assert np.array_equal(lattice_noise(7, y, x), numbers)
    amid = lattice_noise(7, y[:-1] + 0.5, x[:, :-1] + 0.5)
    assert np.allclose(amid, (numbers[:-1, :-1] + numbers[1:, :-1] + numbers[:-1, 1:] + numbers[1:, 1:]) / 4)


def test_noise_at_a_place_is_the_same_whatever_other_places_are_asked_for() -> None:
    down, across = np.arange(-6.0, 6.0, 0.7)[:, None], np.arange(-4.0, 9.0, 0.9)[None, :]
    whole = lattice_noise(7, down, across)
    for rows, columns in ((slice(0, 4), slice(3, 9)), (slice(5, 12), slice(0, 2)), (slice(10, 17), slice(9, 14))):
        assert np.array_equal(lattice_noise(7, down[rows], across[:, columns]), whole[rows, columns])
    assert not np.array_equal(lattice_noise(8, down, across), whole)
