"""The reef by its figures: how far, how long and from when on something holds. No time passes unless a test says so."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.company import child_number, child_resident
from demo_game.rules.events import (
    AirFull,
    AirLow,
    Command,
    Event,
    FloatsUp,
    GiantMet,
    Hatched,
    Missed,
    Photographed,
    Surfaced,
)
from demo_game.rules.fauna import Fauna
from demo_game.rules.population import STAND, Resident
from demo_game.rules.reef import Reef
from demo_game.rules.terrain import CELL, Terrain
from pixelgen import SpriteRequest

TANG = SpriteRequest("reef", "reef_fish", "tang", seed=4)
X, Y = 430.0, 1090.0  # open water


@pytest.fixture(scope="module")
def world() -> Reef:
    return Reef("CORAL-7431", fauna=Fauna(("tang", "staghorn")))


@pytest.fixture
def reef(world: Reef) -> Reef:
    """The submarine at (X, Y) with full air, and nobody about."""
    reef = copy(world)
    reef.swimmers = []
    reef.place_diver(X, Y, air=1.0)
    return reef


def fish(reef: Reef, right: float, down: float, *, place: int = 0) -> Resident:
    """A bred one so far from the submarine."""
    return reef.put(child_resident(TANG, species="tang", generation=1, place=place, x=X + right, y=Y + down))


def told(reef: Reef, *, air: float) -> list[Event]:
    """What is told of so much air."""
    reef.diver.air = air
    return [event for event in reef.update(0.0, Command()) if isinstance(event, (AirLow, AirFull, FloatsUp))]


# --- air -----------------------------------------------------------------------------------------------


def test_the_warning_comes_below_a_quarter_of_the_air_once_until_there_is_half_as_much_again(reef: Reef) -> None:
    assert [told(reef, air=air) for air in (0.25, 0.24, 0.1, 0.375, 0.24, 0.38, 0.24)] == [
        [],
        [AirLow()],
        [],
        [],
        [],
        [],
        [AirLow()],
    ]


def test_the_submarine_floats_up_when_the_air_is_gone_and_says_so_once(reef: Reef) -> None:
    told(reef, air=0.2)
    assert (told(reef, air=0.001), told(reef, air=0.0), told(reef, air=0.0)) == ([], [FloatsUp()], [])


@pytest.mark.parametrize(("y", "breathes"), [(11.9, True), (12.0, False), (12.1, False)])
def test_it_breathes_less_than_12_pixels_under_the_surface(reef: Reef, y: float, breathes: bool) -> None:
    reef.place_diver(X, y, air=0.5)
    reef.update(0.05, Command())
    assert (reef.diver.air > 0.5) == breathes


def test_the_air_is_full_when_it_becomes_so(reef: Reef) -> None:
    reef.place_diver(X, 8.0, air=0.995)
    assert [AirFull() in reef.update(0.05, Command()) for _ in range(3)] == [True, False, False]
    reef.place_diver(X, 8.0, air=0.995)
    assert AirFull() not in reef.update(0.05, Command(rests=True))


@pytest.mark.parametrize(
    ("y", "down", "surfaced"), [(12.5, -1.0, True), (12.0, -1.0, True), (11.9, -1.0, False), (11.9, 1.0, False)]
)
def test_it_surfaces_when_it_comes_up_from_12_pixels_or_more(reef: Reef, y: float, down: float, surfaced: bool) -> None:
    reef.place_diver(X, y, air=1.0)
    reef.diver.vy = 60 * down
    assert (Surfaced() in reef.update(0.05, Command())) == surfaced


@pytest.mark.parametrize(
    ("right", "up", "reached"),
    [
        (0, 50, True),
        (19.9, 50, True),
        (-19.9, 50, True),
        (20, 50, False),
        (-20, 50, False),
        (0, 99.9, True),
        (0, 100, False),
        (0, -7.9, True),
        (0, -8, False),
    ],
)
def test_the_bubbles_of_a_vent_rise_100_pixels_and_are_40_wide(
    reef: Reef, right: float, up: float, reached: bool
) -> None:
    for vent in reef.population.vents:
        reef.population = replace(reef.population, vents=(vent,))  # alone, as two may be near each other
        reef.place_diver(vent.x + right, vent.y - up, air=0.5)
        assert (reef.at_vent() is vent) == reached


# --- who lives, who is wanted, what is seen ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "down", "lives", "wanted"),
    [
        (429.5, 0, True, True),
        (-429.5, 329.5, True, True),
        (430, 0, False, True),
        (-430, 0, False, True),
        (0, 330, False, True),
        (0, -330, False, True),
        (619.5, 639.5, False, True),
        (-620, 0, False, False),
        (620, 0, False, False),
        (0, 640, False, False),
        (0, -640, False, False),
    ],
)
def test_animals_live_a_little_beyond_the_view_and_sprites_are_wanted_from_farther_off(
    reef: Reef, right: float, down: float, lives: bool, wanted: bool
) -> None:
    one = fish(reef, right, down)
    reef.update(0.0, Command())
    assert ([each.resident for each in reef.awake] == [one]) == lives
    assert (reef.wanted() == [one]) == wanted


def test_the_nearest_is_wanted_first_by_the_sum_of_both_ways_and_then_by_number(reef: Reef) -> None:
    at = [(30, 30), (-50, 0), (0, -49), (0, 50), (10, -10)]
    for place, (right, down) in enumerate(at):
        fish(reef, right, down, place=place)
    assert [one.number - child_number(0) for one in reef.wanted()] == [4, 2, 1, 3, 0]


@pytest.mark.parametrize(
    ("right", "down", "seen"),
    [(239.5, 0, True), (240, 0, False), (-240, 0, False), (0, -134.5, True), (0, 135, False), (0, -135, False)],
)
def test_hatching_is_told_where_it_is_seen(reef: Reef, right: float, down: float, seen: bool) -> None:
    one = fish(reef, right, down)
    assert (Hatched(one) in reef.update(0.0, Command(hatched=(one.number,)))) == seen
    assert reef.swimmers[0].hatched
    assert Hatched(one) not in reef.update(0.0, Command(hatched=(one.number,)))


def test_who_comes_near_lives_a_quarter_of_a_second_later_at_most(reef: Reef) -> None:
    reef.update(0.0, Command())
    fish(reef, 500, 0)
    reef.update(0.01, Command(rests=True))
    reef.swimmers[0].x = X
    steps = 0
    while not reef.awake:
        reef.update(0.01, Command(rests=True))
        steps += 1
    assert 24 <= steps <= 26


@pytest.mark.parametrize(
    ("x", "y", "camera"),
    [
        (0.0, 0.0, (240, 54)),
        (241.0, 55.0, (241, 55)),
        (1040.0, 5000.0, (800, 4215)),
        (799.0, 4214.0, (799, 4214)),
    ],
)
def test_the_camera_stays_in_the_world(reef: Reef, x: float, y: float, camera: tuple[float, float]) -> None:
    reef.place_diver(x, y, air=1.0)
    assert (reef.camera_x, reef.camera_y) == camera


def test_the_camera_comes_to_rest_34_pixels_ahead(reef: Reef) -> None:
    for facing in (1, -1):
        reef.diver.facing = facing
        for _ in range(100):
            reef.update(0.05, Command(rests=True))
        assert reef.camera_x == pytest.approx(X + 34 * facing, abs=0.1)
        assert reef.camera_y == pytest.approx(Y, abs=0.1)


# --- pictures and children --------------------------------------------------------------------------------


def test_the_shutter_needs_six_tenths_of_a_second(reef: Reef) -> None:
    steps = [reef.update(0.01, Command(photograph=True)) for _ in range(100)]
    clicks = [any(isinstance(event, (Missed, GiantMet)) for event in events) for events in steps]
    first, second = (number for number, click in enumerate(clicks) if click)
    assert first == 0
    assert 59 <= second <= 61


@pytest.mark.parametrize("facing", [1, -1])
def test_a_picture_tells_which_way_the_animal_faced(reef: Reef, facing: int) -> None:
    one = fish(reef, 50, 0)
    reef.update(0.0, Command(hatched=(one.number,)))
    reef.swimmers[0].facing = facing
    taken = reef.update(0.0, Command(photograph=True))[-1]
    assert isinstance(taken, Photographed)
    assert (taken.resident, taken.stars, taken.flipped) == (one, 3, facing < 0)


def test_time_goes_by_in_steps_of_a_twentieth_of_a_second_at_most(reef: Reef) -> None:
    reef.update(0.04, Command())
    reef.update(30.0, Command())
    assert reef.seconds == pytest.approx(0.09)


@pytest.mark.parametrize("facing", [1, -1])
def test_a_bred_egg_lies_48_pixels_ahead_and_up_to_10_above_or_below(reef: Reef, facing: int) -> None:
    reef.diver.facing = facing
    places = [reef.add_child(TANG, species="tang", generation=1, place=place) for place in range(120)]
    assert {one.x for one in places} == {X + 48 * facing}
    assert 9 < max(one.y - Y for one in places) <= 10
    assert -10 <= min(one.y - Y for one in places) < -9
    assert [one.number for one in places] == list(range(1_000_000, 1_000_120))


@pytest.mark.parametrize(("height", "beside"), [(-12.5, True), (-12.0, True), (-11.5, False)])
def test_a_bred_egg_lies_under_the_submarine_where_there_is_rock_ahead(reef: Reef, height: float, beside: bool) -> None:
    reef.terrain = replace(reef.terrain, field=np.full_like(reef.terrain.field, height))
    child = reef.add_child(TANG, species="tang", generation=1, place=0)
    assert child.x == (X + 48 if beside else X)
    assert beside or child.y == Y + 2


@pytest.mark.parametrize(
    ("taken", "begins"),
    [
        ((), 520),
        ((520,), 480),
        ((520, 480), 560),
        ((520, 480, 560), 440),
        ((520, 480, 560, 440), 600),
        ((520, 480, 560, 440, 600), 520),
    ],
)
def test_a_dive_begins_in_the_middle_or_where_there_is_30_pixels_of_water_beside_it(
    monkeypatch: pytest.MonkeyPatch, taken: tuple[int, ...], begins: int
) -> None:
    field = np.full((566, 131), -30.5)
    field[:, [x // CELL for x in taken]] = -30.0
    monkeypatch.setattr("demo_game.rules.reef.terrain_of", lambda seed: Terrain(seed, field, (), ()))
    assert Reef("any", fauna=Fauna(("tang",))).diver.x == begins


@pytest.mark.parametrize(("below", "begins"), [(-29.1, 520), (-28.9, 480)])
def test_that_water_is_looked_for_60_pixels_under_the_surface(
    monkeypatch: pytest.MonkeyPatch, below: float, begins: int
) -> None:
    """Half way between two rows of corners; at 520 pixels they are of 31 and of less water."""
    field = np.full((566, 131), -90.0)
    field[7, 520 // CELL], field[8, 520 // CELL] = -31.0, below
    monkeypatch.setattr("demo_game.rules.reef.terrain_of", lambda seed: Terrain(seed, field, (), ()))
    assert Reef("any", fauna=Fauna(("tang",))).diver.x == begins


def test_what_stands_already_stays_however_crowded_its_ground_is(reef: Reef) -> None:
    spot = reef.terrain.spots[len(reef.terrain.spots) // 2]
    coral = replace(TANG, category="coral", species="staghorn")
    for place in range(3):
        one = child_resident(coral, species="staghorn", generation=1, place=place, x=spot.x, y=spot.y - STAND)
        assert reef.put(one) == one
