"""What a picture would show, and its stars."""

from __future__ import annotations

import pytest

from demo_game.rules.diver import Diver
from demo_game.rules.finder import framed, stars_for
from demo_game.rules.population import Resident
from demo_game.rules.swimmer import Swimmer
from pixelgen import SPECIES, SpriteRequest

VIEW = (480, 270)


def animal(right: float, down: float, *, number: int = 1, species: str = "tang", hatched: bool = True) -> Swimmer:
    """So far from the place (500, 1000)."""
    request = SpriteRequest("reef", SPECIES[species], species)
    one = Swimmer.at_home(Resident(number, number, request, species, "reef", 500.0 + right, 1000.0 + down))
    one.hatched = hatched
    return one


def is_framed(right: float, down: float, *, aim: tuple[float, float] = (1.0, 0.0), camera: float = 500.0) -> bool:
    diver = Diver(500.0, 1000.0, aim_x=aim[0], aim_y=aim[1])
    return framed([animal(right, down)], diver, camera=(camera, 1000.0), view=VIEW) is not None


@pytest.mark.parametrize(
    ("right", "down", "seen"),
    [
        (150.0, 0.0, True),
        (151.0, 0.0, False),  # out of the camera's reach
        (50.0, 0.0, True),
        (-39.5, 0.0, True),  # behind, but as near as that
        (-40.0, 0.0, True),
        (-41.0, 0.0, False),
        (37.0, 92.9, True),  # 69.5 degrees from the aim at most
        (33.0, 94.4, False),
        (23.0, 0.0, False),  # hidden by the hull: an ellipse of 48 x 38
        (24.0, 0.0, True),
        (0.0, 18.5, False),
        (0.0, -19.5, True),
        (17.0, 13.0, False),
        (17.0, 14.0, True),
    ],
)
def test_framed_is_who_is_near_ahead_and_not_behind_the_hull(right: float, down: float, seen: bool) -> None:
    assert is_framed(right, down) == seen
    assert is_framed(-right, -down, aim=(-1.0, 0.0)) == seen


@pytest.mark.parametrize(("past", "seen"), [(229.5, True), (230.0, True), (230.5, False)])
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


def test_who_cannot_be_framed_hides_nobody_who_comes_later() -> None:
    diver, seen = Diver(500.0, 1000.0), animal(60, 0, number=9)
    for other in (animal(300, 0), animal(-90, 0), animal(0, 0), animal(0, 140)):
        assert framed([other, seen], diver, camera=(500.0, 1000.0), view=VIEW) is seen


@pytest.mark.parametrize(("ahead", "is_first"), [(89.0, True), (94.0, False)])
def test_who_is_ahead_is_framed_from_three_times_as_far_as_who_is_at_the_side(ahead: float, is_first: bool) -> None:
    there, beside = animal(ahead, 0), animal(0, 30, number=2)
    found = framed([there, beside], Diver(500.0, 1000.0), camera=(500.0, 1000.0), view=VIEW)
    assert found is (there if is_first else beside)


def test_of_two_in_one_place_the_first_is_framed() -> None:
    both = [animal(60, 0), animal(60, 0, number=2)]
    assert framed(both, Diver(500.0, 1000.0), camera=(500.0, 1000.0), view=VIEW) is both[0]


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


@pytest.mark.parametrize(("right", "down", "stars"), [(65.0, 0.0, 3), (66.0, 0.0, 2), (0.0, -65.0, 3), (50.0, 50.0, 2)])
def test_a_picture_from_less_than_66_pixels_has_a_star_more(right: float, down: float, stars: int) -> None:
    one, diver = animal(right, down), Diver(500.0, 1000.0)
    assert stars_for(one, diver) == stars
    one.alarm = 0.1
    assert stars_for(one, diver) == stars - 1
