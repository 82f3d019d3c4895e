"""How animals keep to each other and to the lamp: distances, speeds and times, on one animal and one step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demo_game.rules.behaviours import live
from demo_game.rules.rng import Rng
from demo_game.rules.swimmer import Swimmer
from tests.demo_game.rules.test_behaviour_limits import SOON, WHOLE, X, Y, beside, bound_for, wanted
from tests.demo_game.rules.test_behaviours import animal, around


@pytest.mark.parametrize(("away", "share"), [(90, 1.2), (82, 1.2), (67, 0.6), (52, 0), (46, -0.24)])
@pytest.mark.parametrize("down", [0.0, 0.6])
def test_who_is_drawn_comes_to_52_pixels_from_the_lamp_and_slower_over_the_last_30(
    away: float, share: float, down: float
) -> None:
    """down: how much of the way to the submarine is down, of 1."""
    jelly = animal("moon_jelly", X, Y)
    right = (1 - down * down) ** 0.5
    here = replace(beside(jelly, -away * right, away * down, speed=0, lamp=True), aim_x=right, aim_y=-down)
    speed = jelly.way.speed * share
    assert wanted(jelly, here) == pytest.approx((-speed * right, speed * down))


def test_who_is_drawn_and_all_but_in_the_hull_is_not_flung_out() -> None:
    jelly = animal("moon_jelly", X, Y)
    by_the_lamp, by_the_hull = 0.5 * 1.2 * jelly.way.speed * 51 / 30, 0.5 * 39 * 1.3
    assert wanted(jelly, beside(jelly, -0.5, 0, speed=0, lamp=True)) == pytest.approx((by_the_lamp + by_the_hull, 0))


def cleaner(*, number: int = 0, clock: float = 0.0) -> Swimmer:
    """At (X, Y), of that age after a step; its goal is straight down."""
    one = bound_for("butterflyfish", 0, 90, number=number, group=number)
    one.clock = clock - WHOLE
    return one


@pytest.mark.parametrize(
    ("number", "clock", "along"), [(0, 0.0, 20), (0, 3.0, -20), (0, 4.5, 0), (0, 1.5, 0), (1, 0.0, 7.6), (10, 0.0, -16)]
)
def test_a_cleaner_goes_up_and_down_40_pixels_15_above_its_host_and_with_it(
    number: int, clock: float, along: float
) -> None:
    fish = cleaner(number=number, clock=clock)
    host = animal("sea_turtle", X + 60 - along, Y + 15, number=99, group=99)
    host.vx, host.vy = 10.0, -20.0
    velocity = wanted(fish, replace(around(fish), near=(fish, host), leaders={}))
    assert velocity == pytest.approx((fish.way.speed * 1.4 + 6, -12))


@pytest.mark.parametrize(("share", "cleans"), [(0.99, True), (1, False)])
@pytest.mark.parametrize(("right", "down"), [(26, 0), (-26, 0), (0, 26), (10, -24)])
def test_a_cleaner_is_at_work_less_than_26_pixels_from_its_place(
    right: float, down: float, share: float, cleans: bool
) -> None:
    fish = cleaner(clock=WHOLE)
    host = animal("sea_turtle", X - 20 + right * share, Y + 15 + down * share, number=99, group=99)
    live(fish, replace(around(fish), near=(fish, host), leaders={}), 0.0)
    assert fish.cleans == cleans


@pytest.mark.parametrize(
    ("right", "down", "seen"),
    [
        (130, 0, True),
        (-130, 0, True),
        (0, 130, True),
        (0, -130, True),
        (78, -104, True),
        (130.1, 0, False),
        (-130.1, 0, False),
        (0, 130.1, False),
        (0, -130.1, False),
        (78, 104.1, False),
        (-104.1, 78, False),
    ],
)
def test_a_cleaner_sees_a_host_within_130_pixels(right: float, down: float, seen: bool) -> None:
    fish = cleaner(clock=4.5)
    host = animal("sea_turtle", X + right, Y + down, number=99, group=99)
    velocity = wanted(fish, replace(around(fish), near=(host,), leaders={}))
    to_host = np.array([right, down - 15]) / np.hypot(right, down - 15) * fish.way.speed * 1.4
    assert velocity == pytest.approx(to_host if seen else (0, fish.way.speed))


@pytest.mark.parametrize(("right", "down"), [(1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_cleaner_goes_to_the_nearest_host_that_has_hatched_and_to_nobody_else(right: int, down: int) -> None:
    fish = cleaner(clock=4.5)
    other, host, egg, stranger = (
        animal(species, X + x, Y + y, number=number, group=number)
        for species, x, y, number in (
            ("dugong", 100 * right, 100 * down, 1),
            ("moray", 90 * abs(down), 90 * abs(right), 2),
            ("moray", 50 * right, 50 * down, 3),
            ("tang", 50 * right, 50 * down, 4),
        )
    )
    egg.hatched = False
    x, y = wanted(fish, replace(around(fish), near=(other, egg, stranger, host), leaders={}))
    assert (x, y) == pytest.approx(
        np.array([90 * abs(down), 90 * abs(right) - 15])
        / np.hypot(90 * abs(down), 90 * abs(right) - 15)
        * fish.way.speed
        * 1.4
    )


def school(**leaders: float) -> tuple[Swimmer, Swimmer, tuple[float, float]]:
    """A leader, its follower, and the follower's own place in the school."""
    leader, follower = bound_for("tang", 500, 0, number=1), animal("tang", X, Y, number=2)
    for name, value in leaders.items():
        setattr(leader, name, value)
    place = Rng("place", 2)
    back = place.uniform(8, 60)
    return leader, follower, (leader.x - leader.facing * back, leader.y + place.uniform(-34, 34))


@pytest.mark.parametrize(("right", "share"), [(0, 0), (12, 0.5), (24, 1), (80, 1), (-12, -0.5)])
@pytest.mark.parametrize("facing", [1, -1])
def test_who_follows_goes_to_its_own_place_behind_the_leader_and_half_as_fast_as_it_there(
    right: float, share: float, facing: int
) -> None:
    leader, follower, (x, y) = school(vx=30.0, vy=-8.0, facing=facing)
    follower.x, follower.y = x - right, y
    leader.resident = replace(leader.resident, group=9)  # so that it keeps no distance from it
    surroundings = replace(around(leader, follower), leaders={follower.resident.group: leader})
    velocity = wanted(follower, surroundings)
    assert velocity == pytest.approx((15 + share * follower.way.speed * 1.35, -4))


@pytest.mark.parametrize(("away", "push"), [(27, 0), (26, 2.4), (17, 24), (1, 62.4)])
def test_two_of_a_company_nearer_than_27_pixels_part(away: float, push: float) -> None:
    leader, follower, (x, y) = school()
    follower.x, follower.y = x, y
    other = animal("tang", x - away, y, number=3)
    stranger = animal("tang", x, y + 3, number=4, group=7)
    surroundings = replace(around(leader, follower, other, stranger), near=(follower, other, stranger))
    assert wanted(follower, surroundings) == pytest.approx((push, 0))


@pytest.mark.parametrize(("number", "side"), [(2, -1), (3, 1)])
def test_of_two_in_one_place_the_number_decides_who_goes_where(number: int, side: int) -> None:
    leader, follower, _ = school()
    follower.resident = replace(follower.resident, number=number)
    place = Rng("place", number)
    follower.x, follower.y = leader.x - leader.facing * place.uniform(8, 60), leader.y + place.uniform(-34, 34)
    other = animal("tang", follower.x + 0.9, follower.y, number=8)
    surroundings = replace(around(leader, follower, other), near=(follower, other))
    assert wanted(follower, surroundings) == pytest.approx((side * 62.4, side * 24.96))


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize(("away", "hunts"), [(119.9, True), (120, False)])
def test_a_hunter_goes_after_the_nearest_prey_within_120_pixels_for_1_8_seconds_and_rests_for_5(
    away: float, hunts: bool, upright: bool
) -> None:
    """upright: the prey is below and above, else to the right and left."""
    hunter = bound_for("viperfish", 0, 90, number=1, group=1)
    prey, egg, farther = (
        animal("tang", X, Y + off, number=number, group=group)
        if upright
        else animal("tang", X + off, Y, number=number, group=group)
        for off, number, group in ((away, 2, 2), (50.0, 3, 2), (-away - 1, 4, 3))
    )
    egg.hatched = False
    surroundings = replace(around(hunter), near=(farther, egg, prey))
    live(hunter, surroundings, SOON)
    if not hunts:
        assert (hunter.rest, prey.alarm, hunter.goal_x) == (0, 0, X)
        return
    assert (hunter.rest, hunter.goal_x, hunter.goal_y) == (6.8, prey.x, prey.y)
    assert hunter.goal_until == pytest.approx(hunter.clock + 1.8)
    assert (prey.alarm, egg.alarm, farther.alarm) == (1.6, 0, 0)
    sprint = hunter.way.sprint
    assert wanted(hunter, surroundings) == pytest.approx((0, sprint) if upright else (sprint, 0), abs=1e-6)
    hunter.rest = 5 + WHOLE  # the hunt is over
    hunter.goal_x, hunter.goal_y = hunter.x, hunter.y + 90
    assert wanted(hunter, surroundings) == pytest.approx((0, hunter.way.speed))
