"""How far the lamp shines, how wide, and what notices it: lengths in pixels of the world."""

from __future__ import annotations

import pytest

from demo_game.rules.lamp import noticed, strength

RIGHT = (1.0, 0.0)
DOWN = (0.0, 1.0)


def test_the_cone_ends_at_168_pixels() -> None:
    assert strength(167.9, 0, aim=RIGHT) > 0
    assert strength(168, 0, aim=RIGHT) == 0
    assert strength(0, 169, aim=DOWN) == 0


def test_the_cone_fades_with_the_distance() -> None:
    assert strength(84, 0, aim=RIGHT) == pytest.approx(0.5**0.8)
    assert strength(126, 0, aim=RIGHT) == pytest.approx(0.25**0.8)


@pytest.mark.parametrize("behind", [(-29.0, 0.0), (0.0, -29.0), (0.0, 29.0), (-17.4, 23.2)])
def test_a_weaker_halo_surrounds_the_hull(behind: tuple[float, float]) -> None:
    assert strength(*behind, aim=RIGHT) == pytest.approx(0.75 / 2)


def test_the_halo_ends_at_58_pixels() -> None:
    assert strength(-57.9, 0, aim=RIGHT) > 0
    assert strength(-58, 0, aim=RIGHT) == strength(-90, 0, aim=RIGHT) == 0


@pytest.mark.parametrize(("right", "down"), [(0.0, 3.0), (-0.5, 0.0), (-0.5, 3.0)])
def test_what_is_not_ahead_has_the_halo_alone(right: float, down: float) -> None:
    assert strength(right, down, aim=RIGHT) == pytest.approx(0.75 * (1 - (right**2 + down**2) ** 0.5 / 58))


def test_the_cone_begins_at_the_lamp() -> None:
    assert strength(0.5, 0, aim=RIGHT) > 0.99


def test_close_by_the_halo_shines_where_the_cone_does_not() -> None:
    assert strength(1, 28.98, aim=RIGHT) == pytest.approx(0.75 / 2, abs=0.001)


@pytest.mark.parametrize("side", [1, -1])
def test_the_cone_is_14_pixels_wide_at_the_lamp_and_52_hundredths_wider_on_either_side_a_pixel(side: int) -> None:
    wide = 7 + 100 * 0.52
    assert strength(100, side * (wide - 0.1), aim=RIGHT) > 0
    assert strength(100, side * wide, aim=RIGHT) == 0
    assert strength(side * (wide - 0.1), 100, aim=DOWN) > 0
    assert strength(side * wide, 100, aim=DOWN) == 0


@pytest.mark.parametrize("side", [1, -1])
def test_the_outer_55_hundredths_of_its_width_are_soft(side: int) -> None:
    wide = 7 + 100 * 0.52

    def of_the_middle(share: float) -> float:
        """The strength there, against that which the distance alone would leave."""
        across = side * wide * share
        return float(strength(100, across, aim=RIGHT) / (1 - (100**2 + across**2) ** 0.5 / 168) ** 0.8)

    assert of_the_middle(0.44) == pytest.approx(1)
    assert of_the_middle(0.46) == pytest.approx(0.54 / 0.55)
    assert of_the_middle(1 - 0.55 / 2) == pytest.approx(0.5)


@pytest.mark.parametrize("aim", [(0.6, 0.8), (-0.6, 0.8), (0.6, -0.8)])
def test_the_cone_lies_along_the_aim(aim: tuple[float, float]) -> None:
    ahead = strength(84 * aim[0], 84 * aim[1], aim=aim)
    assert ahead == pytest.approx(0.5**0.8)
    assert strength(-84 * aim[0], -84 * aim[1], aim=aim) == 0
    assert strength(-84 * aim[1], 84 * aim[0], aim=aim) == 0


def test_an_animal_notices_what_shines_brighter_than_14_hundredths() -> None:
    far = 168 * (1 - 0.14 ** (1 / 0.8))
    assert noticed(far - 0.1, 0, aim=RIGHT)
    assert not noticed(far + 0.1, 0, aim=RIGHT)
