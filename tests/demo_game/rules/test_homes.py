"""Homes by their figures: the ground that one finds who comes to live on it, and water for who swims."""

from __future__ import annotations

import numpy as np
import pytest

from demo_game.rules.population import STAND, ground_near, off_the_rock
from demo_game.rules.terrain import Spot, Terrain

X, Y = 500.0, 485.0


def water(*homes: tuple[float, float]) -> Terrain:
    """Open water with spots under these middles of what stands."""
    return Terrain("", np.full((200, 200), -40.0), (), tuple(Spot(x, y + STAND) for x, y in homes))


def home(terrain: Terrain, *taken: tuple[float, float]) -> tuple[float, float] | None:
    return ground_near(terrain, X, Y, taken=taken)


def test_what_stands_has_its_middle_15_pixels_over_the_ground() -> None:
    assert home(Terrain("", np.full((200, 200), -40.0), (), (Spot(300.0, 600.0),))) == (300, 585)


def test_without_ground_there_is_no_home() -> None:
    assert home(water()) is None


def test_the_nearest_home_is_taken() -> None:
    assert home(water((X + 90, Y), (X, Y - 80), (X - 60, Y + 60))) == (X, Y - 80)


@pytest.mark.parametrize(
    ("right", "down", "is_taken"),
    [(0, 0, True), (5, 0, True), (-5, 0, True), (6, 0, False), (0, 40, True), (0, -40, True), (0, 41, False)],
)
def test_a_home_is_left_for_one_200_pixels_away_when_a_neighbour_is_too_near(
    right: float, down: float, is_taken: bool
) -> None:
    """Less than 22 pixels aside and 40 up or down, of which each is as bad as 12 pixels of the way."""
    terrain = water((X, Y), (X + 200, Y))
    assert home(terrain, (X + right, Y + down)) == ((X + 200, Y) if is_taken else (X, Y))


def test_neighbours_count_together() -> None:
    terrain = water((X, Y), (X + 200, Y))
    assert home(terrain, (X + 13, Y), (X - 13, Y)) == (X + 200, Y)
    assert home(terrain, (X + 14, Y), (X - 14, Y)) == (X, Y)


@pytest.mark.parametrize(("right", "is_first"), [(500, True), (501, False)])
def test_ground_in_sight_may_be_300_pixels_further_away(right: float, is_first: bool) -> None:
    terrain = water((X, Y - 200), (X + right, Y))
    terrain.field[48, 60:66] = 20.0
    assert home(terrain) == ((X + right, Y) if is_first else (X, Y - 200))


def test_when_none_is_in_sight_the_nearest_is_taken() -> None:
    terrain = water((X, Y - 200), (X, Y - 220), (X, Y - 240))
    terrain.field[48, 60:66] = 20.0
    assert home(terrain) == (X, Y - 200)


@pytest.mark.parametrize(("off", "steps"), [(12.0, 0), (11.9, 1), (10.0, 1), (9.9, 2), (-20.0, 16)])
def test_who_swims_lives_12_pixels_off_the_rock(off: float, steps: int) -> None:
    """In steps of 2 pixels, straight away from it."""
    wall = Terrain("", np.repeat(np.arange(200.0)[None, :] * 8 - 800, 200, axis=0), (), ())
    assert off_the_rock(wall, 800 - off, Y) == pytest.approx((800 - off - 2 * steps, Y))


def test_deep_in_the_rock_it_is_not_looked_for_further_than_80_pixels() -> None:
    wall = Terrain("", np.repeat(np.arange(200.0)[None, :] * 8 - 800, 200, axis=0), (), ())
    assert off_the_rock(wall, 1000, Y) == pytest.approx((920, Y))
