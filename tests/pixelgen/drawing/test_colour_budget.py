"""A child has at most eight colours; which of them go."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from pixelgen.drawing.colour_budget import MOST_COLOURS, counted_colours, within_budget
from pixelgen.palette import colour_index
from tests.pixelgen.drawings import drawing, drawings

NOWHERE = np.zeros((32, 32), np.bool_)
ROWS = [(row, 0, 1, 20 - row, colour_index(*which)) for row, which in enumerate([("rose", s) for s in range(7)])]


@given(drawings)
def test_any_drawing_comes_into_the_budget_with_no_new_colour_and_the_same_silhouette(indices: np.ndarray) -> None:
    found = within_budget(indices, fixed=NOWHERE)
    assert counted_colours(found) <= MOST_COLOURS
    assert set(np.unique(found).tolist()) <= set(np.unique(indices).tolist())
    assert np.array_equal(found > 0, indices > 0)
    assert np.array_equal(within_budget(found, fixed=NOWHERE), found)


def test_ink_and_glow_do_not_count_and_eight_colours_stay() -> None:
    eight = drawing(*ROWS, (8, 0, 1, 9, colour_index("gold", 3)))
    eight[10, :7], eight[11, :7] = range(1, 8), [colour_index("glow", shade) for shade in range(7)]
    assert counted_colours(eight) == 8
    assert np.array_equal(within_budget(eight, fixed=NOWHERE), eight)


def test_the_rarest_colour_becomes_the_nearest_of_its_ramp() -> None:
    nine = drawing(*ROWS, (8, 0, 1, 9, colour_index("gold", 3)), (9, 0, 1, 2, colour_index("gold", 4)))
    found = within_budget(nine, fixed=NOWHERE)
    assert found[9, 0] == colour_index("gold", 3)
    assert np.array_equal(np.delete(found, 9, axis=0), np.delete(nine, 9, axis=0))


def test_a_colour_of_fixed_pixels_goes_last() -> None:
    nine = drawing(*ROWS, (8, 0, 1, 9, colour_index("gold", 3)), (9, 0, 1, 2, colour_index("gold", 4)))
    fixed = NOWHERE.copy()
    fixed[9, 0] = True
    found = within_budget(nine, fixed=fixed)
    assert found[9, 0] == colour_index("gold", 4)
    assert found[8, 0] == colour_index("gold", 4)
    assert counted_colours(found) == 8
