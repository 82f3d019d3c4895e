"""One animal by itself: as it begins, when it is calm, what lights it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.population import Resident
from demo_game.rules.rng import Rng
from demo_game.rules.swimmer import Surroundings, Swimmer, lit
from demo_game.rules.terrain import Terrain
from pixelgen import SPECIES, SpriteRequest


def animal(right: float, down: float, *, number: int = 1, species: str = "tang", hatched: bool = True) -> Swimmer:
    """So far from the place (500, 1000)."""
    request = SpriteRequest("reef", SPECIES[species], species)
    one = Swimmer.at_home(Resident(number, number, request, species, "reef", 500.0 + right, 1000.0 + down))
    one.hatched = hatched
    return one


def test_an_animal_begins_as_an_egg_at_its_home_and_faces_by_its_number() -> None:
    one, other = Swimmer.at_home(animal(1, 2, number=7).resident), Swimmer.at_home(animal(1, 2, number=8).resident)
    assert (one.x, one.y, one.goal_x, one.goal_y) == (501.0, 1002.0, 501.0, 1002.0)
    assert (one.facing, other.facing) == (1, -1)
    assert not one.hatched
    assert not one.sinks
    assert (one.vx, one.vy, one.alarm, one.rest, one.goal_until) == (0.0, 0.0, 0.0, 0.0, 0.0)
    clocks = [Swimmer.at_home(animal(0, 0, number=number).resident).clock for number in range(300)]
    assert 0 <= min(clocks) < 0.1
    assert 4.9 < max(clocks) < 5


@pytest.mark.parametrize(
    ("vx", "vy", "calm"),
    [(0, 0, True), (44.8, 0, True), (45, 0, False), (0, -46, False), (31, 31, True), (33, 33, False)],
)
def test_calm_is_who_neither_flees_nor_is_faster_than_45_pixels_a_second(vx: float, vy: float, calm: bool) -> None:
    one = animal(0, 0)
    one.vx, one.vy = vx, vy
    assert one.calm == calm
    one.alarm = 0.01
    assert not one.calm


def test_the_lamp_falls_on_what_is_in_its_cone_when_it_is_on() -> None:
    terrain = Terrain("", np.full((4, 4), -40.0), (), ())
    around = Surroundings(terrain, 500.0, 1000.0, 0.0, 0.0, 1.0, True, (), Rng("test"))
    assert lit(500.0, 1080.0, around)
    assert not lit(580.0, 1000.0, around)
    assert not lit(500.0, 1080.0, replace(around, lamp=False))
