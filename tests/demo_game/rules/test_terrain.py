"""Rock by its figures: which way out of it, where the ground begins."""

from __future__ import annotations

import numpy as np

from demo_game.rules.terrain import Terrain


def test_on_a_plateau_the_way_out_is_straight_up() -> None:
    assert Terrain("", np.full((20, 20), 5.0), (), ()).way_out(80.0, 80.0) == (0.0, -1.0)


def test_the_way_out_of_a_slope_has_the_length_1() -> None:
    slope = Terrain("", np.add.outer(np.arange(20.0) * 4, np.arange(20.0) * 3), (), ())
    right, down = slope.way_out(80.0, 80.0)
    assert (round(right, 9), round(down, 9)) == (-0.6, -0.8)
