from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.creatures.creature import PackError
from engine_bridges.creatures.swimming import Swimming, speeds_of


def fish(*, seed: int = 0) -> Swimming:
    return Swimming((100.0, 50.0), 18.0, 80.0, seed=seed)


def passed(swimming: Swimming, seconds: float) -> list[tuple[float, float]]:
    """Where it was at each sixtieth of a second."""
    seen = []
    for _ in range(round(seconds * 60)):
        swimming.advance(1 / 60)
        seen.append(swimming.position)
    return seen


def test_it_wanders_about_its_home_and_never_faster_than_it_cruises() -> None:
    swimming = fish()
    seen = passed(swimming, 120)
    assert all(abs(x - 100) < 104 and abs(y - 50) < 40 for x, y in seen)
    assert max(x for x, _ in seen) - min(x for x, _ in seen) > 60
    steps = [math.dist(one, other) * 60 for one, other in itertools.pairwise(seen)]
    assert max(steps) < 18.1


def test_the_same_seed_is_the_same_way() -> None:
    assert passed(fish(seed=3), 10) == passed(fish(seed=3), 10) != passed(fish(seed=4), 10)


def test_it_goes_where_it_is_sent_waits_there_and_wanders_on() -> None:
    swimming = fish()
    swimming.swim_to((160.0, 90.0))
    assert not swimming.arrived
    passed(swimming, 10)
    assert swimming.arrived
    assert math.dist(swimming.position, (160, 90)) < 3
    passed(swimming, 5)
    waiting = passed(swimming, 5)
    assert all(math.dist(point, (160, 90)) < 0.1 for point in waiting)  # it does not swim to and fro
    swimming.wander()
    assert not swimming.arrived
    assert any(math.dist(point, (160, 90)) > 20 for point in passed(swimming, 30))


def test_it_darts_away_for_a_second_and_comes_home() -> None:
    swimming = fish()
    assert swimming.startle((90.0, 50.0))
    assert swimming.darting
    seen = passed(swimming, 0.9)
    assert swimming.darting
    assert seen[-1][0] > 140
    passed(swimming, 0.3)
    assert not swimming.darting
    assert any(abs(x - 100) < 60 for x, _ in passed(swimming, 60))


def test_it_flees_even_from_where_it_is() -> None:
    swimming = fish()
    swimming.startle(swimming.position)
    assert math.hypot(*swimming.velocity) == pytest.approx(80)


def test_what_stands_stands() -> None:
    coral = Swimming((10.0, 10.0), *speeds_of("coral"))
    assert not coral.startle((9.0, 9.0))
    coral.advance(100.0)
    assert coral.position == (10, 10)


def test_fish_are_faster_than_what_grazes_and_drifts() -> None:
    paces = [speeds_of(category)[0] for category in ("coral", "jellyfish", "grazer", "cephalopod", "reef_fish")]
    assert paces == sorted(paces)
    assert speeds_of("abyssal") == speeds_of("reef_fish")


def test_a_game_that_stumbles_moves_as_one_that_does_not() -> None:
    even, stumbling = fish(), fish()
    for swimming in (even, stumbling):
        swimming.startle((101.0, 51.0))
    for _ in range(90):
        even.advance(1 / 30)
    stumbling.advance(3.0)
    assert math.dist(even.position, stumbling.position) < 2


@given(seconds=st.floats(0, 20), seed=st.integers(0, 99))
def test_a_long_pause_flings_nobody_away(seconds: float, seed: int) -> None:
    swimming = fish(seed=seed)
    swimming.startle((101.0, 51.0))
    swimming.advance(seconds)
    assert math.dist(swimming.position, (100, 50)) < 200


def test_game_that_slept_for_years_goes_on_at_once() -> None:
    swimming, other = fish(), fish()
    swimming.advance(1e9)
    other.advance(10.0)
    assert swimming.position == other.position


def test_milliseconds_are_refused() -> None:
    with pytest.raises(PackError, match="looks like milliseconds"):
        fish().advance(16)
