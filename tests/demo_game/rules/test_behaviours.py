"""How animals live: in schools, in hiding, adrift, hunting, on foot; and what the lamp does to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.behaviours import live
from demo_game.rules.population import Resident
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import fears_lamp, hunts, way_of
from demo_game.rules.swimmer import Surroundings, Swimmer
from demo_game.rules.terrain import CELL, Terrain
from pixelgen import SPECIES, SpriteRequest

STEP = 1 / 20


def water(*, ground: float = 4000.0) -> Terrain:
    """Open water over even ground."""
    y = np.arange(600)[:, None] * float(CELL)
    return Terrain("", np.minimum(np.repeat(y - ground, 200, axis=1), 60.0), (), ())


def animal(species: str, x: float, y: float, *, number: int = 0, group: int = 0, zone: str = "reef") -> Swimmer:
    resident = Resident(number, group, SpriteRequest(zone, SPECIES[species], species), species, zone, x, y)
    one = Swimmer.at_home(resident)
    one.hatched = True
    return one


def around(*animals: Swimmer, terrain: Terrain | None = None, lamp: bool = True) -> Surroundings:
    """The submarine at (0, 0) of the world's corner, far off unless a test moves it; its lamp shines to the right."""
    leaders: dict[int, Swimmer] = {}
    for one in animals:
        leaders.setdefault(one.resident.group, one)
    return Surroundings(terrain or water(), 0.0, 0.0, 0.0, 1.0, 0.0, lamp, animals, Rng("test"), leaders)


def pass_time(seconds: float, surroundings: Surroundings) -> None:
    for _ in range(round(seconds / STEP)):
        for one in surroundings.near:
            live(one, surroundings, STEP)


def distance(one: Swimmer, x: float, y: float) -> float:
    return float(np.hypot(one.x - x, one.y - y))


def test_every_species_has_a_way_of_life() -> None:
    assert {way_of(species).name for species in SPECIES} == {
        "school",
        "cruise",
        "drift",
        "hide",
        "hunt",
        "crawl",
        "root",
    }


def test_a_school_keeps_together_and_apart() -> None:
    school = [animal("tang", 500 + 60 * n, 1000 + 30 * (n % 3), number=n) for n in range(5)]
    pass_time(14, around(*school))
    middle_x, middle_y = (float(np.mean([getattr(one, axis) for one in school])) for axis in "xy")
    assert max(distance(one, middle_x, middle_y) for one in school) < 110
    nearest = min(distance(a, b.x, b.y) for a in school for b in school if a is not b)
    assert nearest > 6
    assert {one.facing for one in school if abs(one.vx) > 12} != {1, -1}


def test_fish_of_a_school_do_not_swim_inside_of_each_other() -> None:
    school = [animal("tang", 600, 1000, number=n) for n in range(6)]
    surroundings = around(*school)
    pass_time(6, surroundings)
    nearest = []
    for _ in range(20):
        pass_time(0.5, surroundings)
        nearest.append(min(distance(a, b.x, b.y) for a in school for b in school if a is not b))
    assert np.median(nearest) > 14


def test_a_rooted_coral_stays_where_it_is() -> None:
    coral = animal("sea_fan", 400, 900)
    pass_time(5, around(coral))
    assert (coral.x, coral.y) == (400, 900)
    pass_time(5, replace(around(coral, terrain=water(ground=915)), diver_x=385.0, diver_y=890.0, diver_speed=90.0))
    assert (coral.x, coral.y) == (400, 900)


def test_a_jellyfish_pulses_up_and_sinks_but_stays_near_its_home() -> None:
    jelly = animal("moon_jelly", 600, 1000)
    surroundings, heights = around(jelly), []
    for _ in range(40):
        pass_time(0.5, surroundings)
        heights.append(jelly.y)
    steps = np.diff(heights)
    assert (steps > 0.5).any()
    assert (steps < -0.5).any()
    assert distance(jelly, 600, 1000) < 90


def test_a_crab_walks_on_the_ground_and_an_edge_turns_it_back() -> None:
    terrain = water(ground=1000)
    terrain.field[:, :70] = -60.0  # no ground to the left of x = 560
    crab = animal("crab", 580, 985)
    surroundings = around(crab, terrain=terrain)
    places = []
    for _ in range(60):
        pass_time(1, surroundings)
        places.append(crab.x)
        assert abs(crab.y - 985) < 6
    assert min(places) > 552
    assert max(places) - min(places) > 5


def test_an_octopus_flees_from_the_lamp_to_its_hole_and_comes_out_in_the_dark() -> None:
    octopus = animal("octopus", 160, 1000)
    octopus.x = 100
    here = replace(around(octopus), diver_y=1000.0)
    pass_time(2, here)
    assert octopus.alarm > 0
    assert octopus.x > 140
    calm = animal("octopus", 160, 1000)
    calm.x = 100
    pass_time(2, replace(around(calm, lamp=False), diver_y=1000.0))
    assert calm.alarm == 0


def test_in_the_dark_schools_fear_the_lamp_and_in_daylight_they_do_not() -> None:
    assert fears_lamp("hatchetfish", "abyss")
    assert not fears_lamp("hatchetfish", "reef")
    school = animal("hatchetfish", 100, 1000, zone="abyss")
    pass_time(1, replace(around(school), diver_y=1000.0))
    assert school.x > 130


def test_everyone_gets_out_of_the_way_of_a_fast_hull() -> None:
    fish = animal("pufferfish", 20, 1000)
    pass_time(1, replace(around(fish), diver_y=1000.0, diver_speed=90.0, lamp=False))
    assert fish.x > 40


def test_a_hunter_goes_after_small_fish_and_these_flee_and_live() -> None:
    hunter, prey = animal("viperfish", 500, 1000, number=1, group=1), animal("tang", 590, 1000, number=2, group=2)
    assert hunts("viperfish", "tang")
    assert not hunts("tang", "viperfish")
    surroundings = around(hunter, prey)
    pass_time(1, surroundings)
    assert hunter.x > 530
    assert prey.alarm > 0
    pass_time(4, surroundings)
    assert 0 < hunter.rest < 5  # and rests, full or not
    assert prey.hatched


def test_what_swims_keeps_out_of_the_rock() -> None:
    terrain = water(ground=1100)
    fish = [animal("tang", 500 + 20 * n, 1060, number=n, group=n) for n in range(6)]
    surroundings = around(*fish, terrain=terrain)
    for _ in range(30):
        pass_time(1, surroundings)
        assert all(terrain.height(one.x, one.y) < 0 for one in fish)


def test_hiders_live_close_to_the_rock_and_not_in_it() -> None:
    terrain = water(ground=1100)
    octopus = animal("octopus", 500, 1078)
    surroundings = around(octopus, terrain=terrain)
    nearest = 0.0
    for _ in range(60):
        pass_time(0.5, surroundings)
        nearest = max(nearest, octopus.y)
        assert terrain.height(octopus.x, octopus.y) < 0
    assert nearest > 1080


def test_nobody_flees_into_the_rock() -> None:
    terrain = water(ground=1100)
    for species in ("octopus", "clownfish", "tang"):
        fish = animal(species, 500, 1080)
        here = replace(around(fish, terrain=terrain), diver_x=500.0, diver_y=1060.0, diver_speed=90.0)
        for _ in range(20):
            pass_time(0.1, here)
            assert terrain.height(fish.x, fish.y) < 0, species


def test_an_egg_only_bobs() -> None:
    egg = animal("tang", 500, 1000)
    egg.hatched = False
    pass_time(5, around(egg))
    assert distance(egg, 500, 1000) < 8


def test_an_egg_bobs_about_its_home_once_in_4_seconds_and_on_ground_not_at_all() -> None:
    egg, coral = animal("tang", 500, 1000), animal("sea_fan", 500, 1000)
    heights: list[float] = []
    for one in (egg, coral):
        one.hatched, one.clock = False, 0.0
    surroundings = around(egg, coral)
    for _ in range(round(24 / STEP)):
        pass_time(STEP, surroundings)
        heights.append(egg.y)
    period = round(4 / STEP)
    assert np.allclose(heights[-period:], heights[-2 * period : -period], atol=0.05)
    assert not np.allclose(heights[-period // 2 :], heights[-period : -period // 2], atol=0.5)
    assert 997 < min(heights[-period:]) < 999
    assert 1001 < max(heights[-period:]) < 1003
    assert (coral.x, coral.y) == (500, 1000)


def test_what_sinks_goes_straight_to_its_home_at_55_pixels_a_second_and_then_lives_there() -> None:
    coral = animal("sea_fan", 500, 1000)
    coral.x, coral.y, coral.sinks = 467.0, 956.0, True  # 55 pixels off
    surroundings = around(coral)
    pass_time(0.5, surroundings)
    assert (coral.x, coral.y) == pytest.approx((483.5, 978))
    assert coral.sinks
    pass_time(0.6, surroundings)
    assert (coral.x, coral.y, coral.sinks) == (500, 1000, False)


@pytest.mark.parametrize(
    ("y", "vy", "at"), [(26.5, 0.0, 26.5), (26.0, 0.0, 26.0), (25.0, -30.0, 26.0), (9.0, 9.0, 26.0)]
)
def test_what_swims_stays_26_pixels_under_the_surface_and_turns_down_there(y: float, vy: float, at: float) -> None:
    fish = animal("tang", 500, 60)
    fish.y, fish.vy = y, vy
    live(fish, around(fish), 0.0)
    assert fish.y == pytest.approx(at, abs=1e-3)
    assert fish.vy == pytest.approx(max(vy, 4.0) if y < 26 else vy, abs=1e-3)
