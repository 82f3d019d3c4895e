"""Random numbers, depths, what a picture would show, one animal, the submarine: small cases of what a figure is for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.diver import Diver
from demo_game.rules.finder import framed, stars_for
from demo_game.rules.population import Resident
from demo_game.rules.rng import Rng
from demo_game.rules.swimmer import Surroundings, Swimmer, lit
from demo_game.rules.terrain import Terrain
from demo_game.rules.way_up import way_up
from demo_game.rules.zones import DEPTH, ZONE_HEIGHT, metres_at, mood_at, zone_at, zone_number
from pixelgen import SPECIES, ZONES, SpriteRequest

VIEW = (480, 270)


def animal(right: float, down: float, *, number: int = 1, species: str = "tang", hatched: bool = True) -> Swimmer:
    """So far from the place (500, 1000)."""
    request = SpriteRequest("reef", SPECIES[species], species)
    one = Swimmer.at_home(Resident(number, number, request, species, "reef", 500.0 + right, 1000.0 + down))
    one.hatched = hatched
    return one


# --- random numbers ---------------------------------------------------------------------------------------


def test_random_words_are_those_of_splitmix64() -> None:
    numbers = Rng()
    numbers._state = 1234567
    assert [numbers.next_word() for _ in range(5)] == [  # Vigna's reference program, seeded with 1234567
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_a_key_of_other_words_is_another_generator() -> None:
    assert [Rng("reef", 7).randrange(100), Rng("reef", 8).randrange(100), Rng("reef7").randrange(100)] == [18, 81, 67]
    assert Rng("a", "b").next_word() != Rng("ab").next_word()


def test_shares_lie_below_one_and_have_53_bits() -> None:
    numbers, same = Rng("share"), Rng("share")
    for _ in range(100):
        assert numbers.random() == same.next_word() // 2**11 / 2**53
    numbers.next_word = lambda: 2**64 - 1  # type: ignore[method-assign]
    assert numbers.random() == 1 - 2**-53
    assert numbers.randrange(10) == 9
    assert numbers.uniform(10, 20) == pytest.approx(20)
    numbers.next_word = lambda: 0  # type: ignore[method-assign]
    assert (numbers.random(), numbers.randrange(10), numbers.uniform(10, 20), numbers.choice("abc")) == (0, 0, 10, "a")


def test_all_of_a_shuffled_list_come_in_each_order() -> None:
    orders = {"".join(Rng("order", number).shuffled("abc")) for number in range(60)}
    assert orders == {"abc", "acb", "bac", "bca", "cab", "cba"}


# --- depths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("y", "zone", "metres"),
    [
        (-50, "shallows", 0),
        (0, "shallows", 0),
        (360, "shallows", 15),
        (719, "shallows", 30),
        (720, "reef", 30),
        (1080, "reef", 115),
        (1440, "twilight", 200),
        (2160, "midnight", 1000),
        (2880, "abyss", 4000),
        (3600, "hadal", 6000),
        (DEPTH, "hadal", 10935),
        (DEPTH + 900, "hadal", 10935),
    ],
)
def test_a_zone_is_720_pixels_and_its_metres_grow_evenly(y: float, zone: str, metres: int) -> None:
    assert (zone_at(y), metres_at(y)) == (zone, metres)
    assert ZONES[zone_number(y)] == zone


@pytest.mark.parametrize(
    ("zones_down", "mood"),
    [
        (-1, (0, 1, 0.0)),
        (0.5, (0, 1, 0.0)),
        (0.72, (0, 1, 0.0)),  # most of a zone has its own mood
        (0.85, (0, 1, 0.23**2 * (3 - 2 * 0.23))),
        (1.0, (0, 1, 0.5)),
        (1.25, (0, 1, 0.95**2 * (3 - 2 * 0.95))),
        (1.3, (0, 1, 1.0)),
        (1.5, (1, 2, 0.0)),
        (5.0, (4, 5, 0.5)),
        (5.5, (4, 5, 1.0)),
        (9, (4, 5, 1.0)),
    ],
)
def test_moods_blend_around_the_border_of_two_zones(zones_down: float, mood: tuple[int, int, float]) -> None:
    assert mood_at(zones_down * ZONE_HEIGHT) == pytest.approx(mood)


# --- what a picture would show ----------------------------------------------------------------------------


def is_framed(right: float, down: float, *, aim: tuple[float, float] = (1.0, 0.0), camera: float = 500.0) -> bool:
    diver = Diver(500.0, 1000.0, aim_x=aim[0], aim_y=aim[1])
    return framed([animal(right, down)], diver, camera=(camera, 1000.0), view=VIEW) is not None


@pytest.mark.parametrize(
    ("right", "down", "seen"),
    [
        (149.0, 0.0, True),
        (151.0, 0.0, False),  # out of the camera's reach
        (50.0, 0.0, True),
        (-39.0, 0.0, True),  # behind, but as near as that
        (-41.0, 0.0, False),
        (42.0, 100.0, True),  # 67 degrees from the aim
        (34.0, 100.0, False),
        (23.0, 0.0, False),  # hidden by the hull: an ellipse of 48 x 38
        (25.0, 0.0, True),
        (0.0, 18.5, False),
        (0.0, -19.5, True),
        (17.0, 13.0, False),
        (17.0, 14.0, True),
    ],
)
def test_framed_is_who_is_near_ahead_and_not_behind_the_hull(right: float, down: float, seen: bool) -> None:
    assert is_framed(right, down) == seen
    assert is_framed(-right, -down, aim=(-1.0, 0.0)) == seen


@pytest.mark.parametrize(("past", "seen"), [(229.0, True), (231.0, False)])
def test_nobody_is_framed_in_the_outer_ten_pixels_of_the_view(past: float, seen: bool) -> None:
    assert is_framed(100.0, 0.0, camera=600.0 - past) == seen
    assert is_framed(100.0, 0.0, camera=600.0 + past) == seen
    for side in (-1, 1):
        diver = Diver(500.0, 1000.0, aim_x=0.0, aim_y=float(side))
        at = 1000.0 + side * (100 + past - 240 + 135 - 100)
        found = framed([animal(0.0, side * 100.0)], diver, camera=(500.0, 1000.0 + side * 100 - (at - 1000)), view=VIEW)
        assert (found is not None) == seen


def test_eggs_are_not_framed() -> None:
    assert framed([animal(50, 0, hatched=False)], Diver(500.0, 1000.0), camera=(500.0, 1000.0), view=VIEW) is None
    both = [animal(50, 0, hatched=False), animal(60, 0, number=2)]
    assert framed(both, Diver(500.0, 1000.0), camera=(500.0, 1000.0), view=VIEW) is both[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((60.0, 0.0), (90.0, 0.0)),
        ((60.0, 0.0), (42.0, 42.0)),
        ((80.0, 0.0), (-30.0, 0.0)),
        ((60.0, 20.0), (100.0, 0.0)),
    ],
)
def test_the_near_one_and_the_one_ahead_is_framed(one: tuple[float, float], other: tuple[float, float]) -> None:
    diver = Diver(500.0, 1000.0)
    first, second = animal(*one), animal(*other, number=2)
    for animals in ([first, second], [second, first]):
        assert framed(animals, diver, camera=(500.0, 1000.0), view=VIEW) is first


@pytest.mark.parametrize(("right", "down", "stars"), [(65.0, 0.0, 3), (67.0, 0.0, 2), (0.0, -65.0, 3), (50.0, 50.0, 2)])
def test_a_picture_from_less_than_66_pixels_has_a_star_more(right: float, down: float, stars: int) -> None:
    one, diver = animal(right, down), Diver(500.0, 1000.0)
    assert stars_for(one, diver) == stars
    one.alarm = 0.1
    assert stars_for(one, diver) == stars - 1


# --- one animal -------------------------------------------------------------------------------------------


def test_an_animal_begins_as_an_egg_at_its_home_and_faces_by_its_number() -> None:
    one, other = Swimmer.at_home(animal(1, 2, number=7).resident), Swimmer.at_home(animal(1, 2, number=8).resident)
    assert (one.x, one.y, one.goal_x, one.goal_y) == (501.0, 1002.0, 501.0, 1002.0)
    assert (one.facing, other.facing) == (1, -1)
    assert not one.hatched
    assert not one.sinks
    assert (one.vx, one.vy, one.alarm, one.rest, one.goal_until) == (0.0, 0.0, 0.0, 0.0, 0.0)
    clocks = [Swimmer.at_home(animal(0, 0, number=number).resident).clock for number in range(300)]
    assert min(clocks) < 0.1
    assert 4.9 < max(clocks) < 5


@pytest.mark.parametrize(
    ("vx", "vy", "calm"),
    [(0, 0, True), (44, 0, True), (46, 0, False), (0, -46, False), (31, 31, True), (33, 33, False)],
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


# --- the submarine ----------------------------------------------------------------------------------------

OPEN = Terrain("", np.full((566, 131), -40.0), (), ())
WAY = way_up(OPEN, ((0, 0),))


def moved(diver: Diver, seconds: float, right: float, down: float, *, step: float = 1 / 60) -> Diver:
    for _ in range(round(seconds / step)):
        diver.move(step, right, down, terrain=OPEN, way=WAY)
    return diver


def test_thrust_and_drag_make_a_top_speed_that_is_the_same_in_all_directions() -> None:
    speeds = [
        moved(Diver(520.0, 2000.0), 3, *thrust).speed for thrust in ((1, 0), (0, 1), (-1, -1), (0.6, 0.8), (9, 9))
    ]
    assert speeds == pytest.approx([300 / 2.9] * 5, rel=0.01)
    assert moved(Diver(520.0, 2000.0), 3, 0.5, 0).speed == pytest.approx(150 / 2.9, rel=0.01)


def test_without_thrust_it_comes_to_rest() -> None:
    diver = moved(moved(Diver(520.0, 2000.0), 2, 1, 0), 1, 0, 0)
    assert diver.speed == pytest.approx(300 / 2.9 * (1 - 2.9 / 60) ** 60, rel=0.02)


def test_it_stays_within_the_world_and_its_dome_above_the_water() -> None:
    assert moved(Diver(520.0, 300.0), 12, -1, 0).x == 20
    assert moved(Diver(520.0, 300.0), 12, 1, 0).x == 1020
    up = moved(Diver(520.0, 60.0), 3, 0, -1)
    assert (up.y, up.vy) == (2, 0)


def test_it_turns_with_the_thrust_and_its_lamp_follows() -> None:
    diver = moved(Diver(520.0, 2000.0), 2, -0.21, 0)
    assert diver.facing == -1
    assert (diver.aim_x, diver.aim_y) == pytest.approx((-1, 0), abs=0.01)
    assert moved(diver, 1, 0.19, 0).facing == -1  # a light touch turns nobody round
    assert moved(diver, 2, 0, 1).aim_y == pytest.approx(1.1 / (1 + 1.1**2) ** 0.5, abs=0.01)
    assert diver.aim_x**2 + diver.aim_y**2 == pytest.approx(1)


@pytest.mark.parametrize("down", [0.0, 0.8])
@pytest.mark.parametrize("step", [1 / 60, 1 / 20])
def test_the_lamp_turns_round_with_the_hull_at_once(down: float, step: float) -> None:
    diver = moved(Diver(520.0, 2000.0), 1, 1, down, step=step)
    aim_x, aim_y = diver.aim_x, diver.aim_y
    diver.move(step, -1, down, terrain=OPEN, way=WAY)
    assert diver.facing == -1
    assert (diver.aim_x, diver.aim_y) == pytest.approx((-aim_x, aim_y), abs=0.01)


def test_air_lasts_150_seconds_and_is_taken_in_within_5() -> None:
    diver = Diver()
    for _ in range(149):
        diver.breathe(1.0, fresh=False)
    assert not diver.adrift
    assert diver.air == pytest.approx(1 / 150)
    diver.breathe(1.1, fresh=False)
    assert (diver.air, diver.adrift) == (0, True)
    diver.breathe(2.4, fresh=True)
    assert diver.adrift
    diver.drift_y, diver.ahead = -100.0, (3, 4)
    diver.breathe(0.1, fresh=True)
    assert (diver.air, diver.adrift) == (pytest.approx(0.5), False)
    assert (diver.drift_x, diver.drift_y, diver.ahead) == (0, 0, None)
    diver.breathe(2.6, fresh=True)
    assert diver.air == 1


def test_adrift_it_rises_at_150_pixels_a_second() -> None:
    idle = moved(Diver(520.0, 2000.0, air=0.0, adrift=True), 3, 0, 1)
    assert idle.velocity[1] == pytest.approx(-150)
    assert 2000 - idle.y == pytest.approx(150 * 3 - 75, abs=5)


@pytest.mark.parametrize("frames_a_second", [20, 60, 240])
def test_adrift_it_is_steered_a_little_at_any_frame_rate(frames_a_second: int) -> None:
    step = 1 / frames_a_second
    steered = moved(Diver(520.0, 2000.0, air=0.0, adrift=True), 3, 1, 1, step=step)
    assert steered.vx == pytest.approx(0.4 * 0.5**0.5 * 300 / 2.9, rel=0.05)
    assert steered.vy == 0
    let_go = moved(steered, 2, 0, 0, step=step)
    assert let_go.vx == 0
