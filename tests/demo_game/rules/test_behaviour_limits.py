"""Each behaviour's distances, speeds and times, on one animal and one step.

In open water a calm fish has the velocity that it wants after a step of 0.625 seconds.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.behaviours import live
from demo_game.rules.swimmer import Surroundings, Swimmer
from demo_game.rules.terrain import CELL, Terrain
from tests.demo_game.rules.test_behaviours import animal, around, water

WHOLE = 0.625
SOON = 1e-9
X, Y = 600.0, 1000.0


def wanted(one: Swimmer, surroundings: Surroundings) -> tuple[float, float]:
    """The velocity that it wants, in open water."""
    live(one, surroundings, WHOLE)
    return one.vx, one.vy


def bound_for(species: str, right: float, down: float, *, number: int = 0, group: int = 0) -> Swimmer:
    """Of an animal at (X, Y), whose goal is so far away."""
    one = animal(species, X, Y, number=number, group=group)
    one.goal_x, one.goal_y, one.goal_until = X + right, Y + down, 1e9
    return one


def beside(one: Swimmer, right: float, down: float, *, speed: float, lamp: bool = False) -> Surroundings:
    """The submarine so far from the animal's place."""
    return replace(around(one, lamp=lamp), diver_x=one.x + right, diver_y=one.y + down, diver_speed=speed)


@pytest.mark.parametrize(
    ("away", "speed", "flees"), [(29.9, 41, True), (30, 41, False), (29.9, 40, False), (5, 90, True), (50, 90, False)]
)
def test_a_hull_nearer_than_30_pixels_and_faster_than_40_a_second_alarms(
    away: float, speed: float, flees: bool
) -> None:
    fish = bound_for("pufferfish", 0, 90)
    velocity = wanted(fish, beside(fish, -away, 0, speed=speed))
    assert fish.alarm == (1.6 if flees else 0)
    if flees:
        assert velocity == pytest.approx((fish.way.sprint, 0))


def test_alarm_and_rest_go_by() -> None:
    fish = bound_for("pufferfish", 0, 90)
    fish.alarm, fish.rest = 1.5, 0.9
    live(fish, around(fish), 0.5)
    assert (fish.alarm, fish.rest) == pytest.approx((1.0, 0.4))
    live(fish, around(fish), 2.0)
    assert (fish.alarm, fish.rest) == (0, 0)


@pytest.mark.parametrize(("away", "goes_home"), [(24.0, False), (24.1, True)])
def test_hiders_flee_home_unless_the_hull_is_nearer_than_24_pixels(away: float, goes_home: bool) -> None:
    octopus = bound_for("octopus", 0, 0)
    octopus.x -= 200
    sprint = octopus.way.sprint
    assert wanted(octopus, beside(octopus, away, 0, speed=90)) == pytest.approx((sprint if goes_home else -sprint, 0))


def test_a_hull_that_is_all_but_upon_it_is_fled_from_more_slowly() -> None:
    fish = bound_for("pufferfish", 0, 90)
    assert wanted(fish, beside(fish, -0.5, 0, speed=90)) == pytest.approx((0.5 * fish.way.sprint, 0))


def test_a_step_longer_than_it_takes_to_turn_does_not_turn_further() -> None:
    fish = bound_for("pufferfish", 900, 0)
    live(fish, around(fish), 1.0)
    assert fish.vx == pytest.approx(fish.way.speed)


def test_crawlers_flee_nothing() -> None:
    crab = bound_for("crab", 30, 0)
    live(crab, beside(crab, 10, 0, speed=90), SOON)
    assert crab.alarm == 0


@pytest.mark.parametrize(("away", "push"), [(40.5, 0), (40, 0), (30, 13), (20, 26), (0.5, 25.35)])
def test_a_hull_nearer_than_40_pixels_pushes_aside_by_1_3_a_second_for_each_pixel(away: float, push: float) -> None:
    fish = bound_for("pufferfish", 0, 90)
    assert wanted(fish, beside(fish, -away, 0, speed=0)) == pytest.approx((push, fish.way.speed))


@pytest.mark.parametrize(("right", "share"), [(90, 1), (12, 1), (6, 0.5), (-90, -1)])
def test_whoever_is_nearer_than_12_pixels_to_its_goal_is_slower(right: float, share: float) -> None:
    fish = bound_for("pufferfish", right, 0)
    fish.goal_y += 10.5  # or it would choose another goal
    x, y = wanted(fish, around(fish))
    length = max(np.hypot(right, 10.5), 12)
    assert (x, y) == pytest.approx((fish.way.speed * right / length, fish.way.speed * 10.5 / length))
    assert np.sign(x) == np.sign(share)


@pytest.mark.parametrize(
    ("right", "down", "seconds", "is_new"),
    [
        (10, 0, 9, False),
        (9.9, 9.9, 9, True),
        (9.9, 10, 9, False),
        (-9.9, 0, 9, True),
        (50, 0, 1, False),
        (50, 0, 0, True),
    ],
)
def test_who_is_within_10_pixels_of_its_goal_or_too_late_goes_elsewhere(
    right: float, down: float, seconds: float, is_new: bool
) -> None:
    fish = bound_for("pufferfish", right, down)
    fish.goal_until = fish.clock + SOON + seconds
    before = fish.goal_x, fish.goal_y
    live(fish, around(fish), SOON)
    assert ((fish.goal_x, fish.goal_y) != before) == is_new


@pytest.mark.parametrize(
    ("species", "lamp", "reach"),
    [
        ("pufferfish", True, 260),
        ("octopus", False, 70),
        ("octopus", True, 34),
        ("viperfish", True, 150),
        ("tang", True, 170),
    ],
)
def test_how_far_from_home_each_kind_goes_and_how_soon_it_goes_elsewhere(
    species: str, lamp: bool, reach: float
) -> None:
    one = animal(species, X, Y)
    surroundings = replace(around(one, lamp=lamp), leaders={})
    places, seconds = [], []
    for _ in range(300):
        one.x, one.y, one.goal_until = X, Y, 0.0
        live(one, surroundings, SOON)
        places.append((one.goal_x - X, one.goal_y - Y))
        seconds.append(one.goal_until - one.clock)
    farthest = np.abs(np.array(places)).max(axis=0)
    assert 0.97 * reach < farthest[0] <= reach
    assert 0.97 * 0.4 * reach < farthest[1] <= 0.4 * reach
    assert [min(seconds), max(seconds)] == pytest.approx([5, 11], abs=0.1)
    assert np.abs(np.array(places).mean(axis=0)).max() < 0.1 * reach


@pytest.mark.parametrize(
    ("clock", "dt", "down"), [(0.0, 0.5, -1), (1.0, 0.5, 1), (2.0, 0.5, 1), (2.5, 1.0, -2), (1.5, 2.0, -2)]
)
def test_an_egg_follows_a_swing_of_4_pixels_up_and_down_within_a_second(clock: float, dt: float, down: float) -> None:
    egg = animal("tang", X, Y)
    egg.hatched, egg.clock = False, clock
    live(egg, around(egg), dt)
    assert egg.y == pytest.approx(Y + down)


def test_what_sinks_at_home_already_lives_there() -> None:
    coral = animal("sea_fan", X, Y)
    coral.sinks = True
    live(coral, around(coral), SOON)
    assert (coral.x, coral.y, coral.sinks) == (X, Y, False)


@pytest.mark.parametrize(
    ("clock", "down", "rise"),
    [(0.1, 0.1, -2.6), (0.1, 0, -1.5), (0.1, -39.9, -1.5), (0.1, -40, -0.6), (0.44, 0, -1.5), (0.46, 0, 0.75 / 2.2)],
)
def test_a_jellyfish_pulses_by_its_height_and_sinks_between(clock: float, down: float, rise: float) -> None:
    jelly = animal("box_jelly", X, Y)
    jelly.y, jelly.clock = Y + down, clock - WHOLE + 1.4
    x, y = wanted(jelly, around(jelly))
    assert y == pytest.approx(rise * 2.2 * jelly.way.speed)
    assert abs(x) == pytest.approx(0.7 * jelly.way.speed)


@pytest.mark.parametrize(
    ("number", "clock", "right", "side"),
    [(0, 6.9, 0, -1), (0, 7.1, 0, 1), (0, 14.1, 0, -1), (3, 0, 0, 1), (0, 0, 40, -1)],
)
def test_a_jellyfish_drifts_7_seconds_this_way_and_7_that_and_towards_its_home(
    number: int, clock: float, right: float, side: int
) -> None:
    jelly = animal("box_jelly", X, Y, number=number)
    jelly.x, jelly.clock = X + right, clock - WHOLE
    assert wanted(jelly, around(jelly))[0] == pytest.approx(0.7 * jelly.way.speed * side - 0.05 * right)


def ground_at(y: float) -> Terrain:
    return water(ground=y)


def test_a_crawler_goes_up_to_40_pixels_from_home_for_3_to_9_seconds_or_rests_every_second_time() -> None:
    crab = animal("crab", X, Y)
    surroundings = around(crab, terrain=ground_at(Y + 15), lamp=False)
    away, seconds = [], []
    for _ in range(400):
        crab.x, crab.goal_until = X, 0.0
        live(crab, surroundings, SOON)
        away.append(crab.goal_x - X)
        seconds.append(crab.goal_until - crab.clock)
    assert [min(seconds), max(seconds)] == pytest.approx([3, 9], abs=0.1)
    assert 38 < max(away) <= 40
    assert -40 <= min(away) < -38
    assert np.mean(np.abs(away) < 1e-6) == pytest.approx(0.45, abs=0.06)


@pytest.mark.parametrize(("right", "lamp", "speed"), [(2, False, 5), (1.9, False, 0), (-2, False, -5), (20, True, 9)])
def test_a_crawler_walks_unless_it_is_within_2_pixels_and_faster_in_the_lamp(
    right: float, lamp: bool, speed: float
) -> None:
    crab = bound_for("crab", right, 0)
    crab.vx = 3.0
    here = replace(beside(crab, -60, 0, speed=0, lamp=lamp), terrain=ground_at(Y + 15))
    live(crab, here, 0.1)
    assert (crab.vx, crab.x) == pytest.approx((speed, X + speed * 0.1))
    if speed:
        assert crab.facing == np.sign(speed)


@pytest.mark.parametrize(
    ("ground", "y"),
    [(14, 0), (13, 0), (16, 2), (18.5, 2), (19, None), (12, -2), (10, -2), (8, -2), (7, None), (-5, None)],
)
def test_a_crawler_climbs_and_descends_20_pixels_a_second_and_turns_at_steps(ground: float, y: float | None) -> None:
    """ground: under its middle, looked for in steps of 2 pixels. y: where it then is; None where it does not go."""
    crab = bound_for("crab", 20, 0)
    live(crab, around(crab, terrain=ground_at(Y + ground), lamp=False), 0.1)
    if y is None:
        assert (crab.x, crab.y, crab.vx, crab.goal_x) == (X, Y, 0, X)
    else:
        assert (crab.x, crab.y) == pytest.approx((X + 0.5, Y + y))


@pytest.mark.parametrize(("roof", "goes"), [(-8.0, True), (0.0, True), (0.5, False)])
def test_a_crawler_does_not_go_where_its_middle_would_be_in_rock(roof: float, goes: bool) -> None:
    terrain = ground_at(Y + 15)
    terrain.field[int(Y) // CELL] = roof
    crab = bound_for("crab", 20, 0)
    live(crab, around(crab, terrain=terrain, lamp=False), 0.1)
    assert (crab.x > X) == goes


def test_a_fish_turns_in_five_eighths_of_a_second_and_in_a_quarter_when_alarmed() -> None:
    for alarm, share in ((0.0, 0.16), (1.0, 0.4)):
        fish = bound_for("pufferfish", 90, 0)
        fish.alarm = alarm
        desired = fish.way.sprint if alarm else fish.way.speed
        live(fish, beside(fish, -900, 0, speed=0), 0.1)
        assert fish.vx == pytest.approx(desired * share)
        assert fish.x == pytest.approx(X + desired * share * 0.1)


@pytest.mark.parametrize(("vx", "facing"), [(4.0, -1), (4.1, 1), (-4.1, -1)])
def test_who_swims_faster_than_4_pixels_a_second_faces_where_it_goes(vx: float, facing: int) -> None:
    fish = bound_for("pufferfish", 0, 90)
    fish.vx, fish.facing = vx, -1
    live(fish, around(fish), 0.0)
    assert fish.facing == facing


def wall(x: float) -> Terrain:
    """Rock to the right of x: the field rises by 1 a pixel."""
    across = np.arange(200)[None, :] * float(CELL)
    return Terrain("", np.repeat(across - x, 600, axis=0), (), ())


@pytest.mark.parametrize(("species", "berth"), [("pufferfish", 14.0), ("octopus", 8.0)])
@pytest.mark.parametrize("past", [-0.5, 0.5, 9.0])
def test_rock_within_half_a_second_pushes_away(species: str, berth: float, past: float) -> None:
    """past: pixels within the berth, of the place where it is in half a second."""
    fish = bound_for(species, 0, 900)
    fish.vx = 40.0
    edge = X + 20 + berth - past
    dt = 1e-4
    live(fish, replace(around(fish, lamp=False), terrain=wall(edge)), dt)
    slower = 40 * (1 - 1.6 * dt) - fish.vx
    assert slower == pytest.approx(max(past, 0) * 6 * dt, abs=0.02 * 6 * dt)


@pytest.mark.parametrize(("ahead", "seconds"), [(-4.5, 9), (-4.0, 9), (-3.5, 0.5)])
def test_who_has_rock_right_ahead_goes_elsewhere_in_half_a_second(ahead: float, seconds: float) -> None:
    fish = bound_for("pufferfish", 0, 900)
    fish.goal_until = fish.clock + 9
    live(fish, around(fish, terrain=wall(X - ahead)), SOON)
    assert fish.goal_until - fish.clock == pytest.approx(seconds, abs=1e-6)


@pytest.mark.parametrize(("height", "out"), [(-6.5, 0), (-5.5, 0.5), (20, 9)])
def test_who_is_nearer_than_6_pixels_to_the_rock_is_moved_out_by_90_a_second_and_swims_no_further_in(
    height: float, out: float
) -> None:
    fish = bound_for("pufferfish", 0, 900)
    fish.vx, dt = 30.0, 0.1
    live(fish, replace(around(fish), terrain=wall(X - height)), 1e-9)  # the velocity towards the rock is taken away
    assert fish.vx == pytest.approx(0 if out else 30, abs=1e-3)
    fish = bound_for("pufferfish", 0, 0)
    fish.goal_y += 900
    fish.vx = 0.0
    live(fish, replace(around(fish), terrain=wall(X - height)), dt)
    pushed = max(height + 14, 0) * 6 * dt * dt  # away from the rock ahead
    least = max(height + 6 - pushed, 0)
    assert X - fish.x == pytest.approx(pushed + min(least, 9), abs=1e-6)
