"""Sprites end to end: what lies beside a pixel, and that none sees another sprite."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.look.lighting.neighbours import DIAGONAL, EIGHT, FOUR, Layout, Step

STEPS = [*EIGHT, (2, 0), (-2, 0), (0, 2), (0, -2), (2, 2), (-2, -2), (2, -2), (-2, 2)]


@given(st.integers(0, 3), st.integers(1, 5), st.integers(1, 5), st.sampled_from(STEPS))
def test_beside_is_the_neighbour_on_the_same_canvas_or_nothing(count: int, height: int, width: int, step: Step) -> None:
    pixels = np.arange(1, count * height * width + 1).reshape(count, height, width)
    layout = Layout(pixels.shape)
    beside = layout.lifted(layout.beside(layout.laid(pixels), step))
    x, y = step
    wide = np.pad(pixels, ((0, 0), (2, 2), (2, 2)))
    assert np.array_equal(beside, wide[:, 2 + y : 2 + y + height, 2 + x : 2 + x + width])


def test_a_pixel_has_four_and_eight_neighbours() -> None:
    eight = {(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)} - {(0, 0)}
    assert len(EIGHT) == 8
    assert {*EIGHT} == eight
    assert {*FOUR} == {(x, y) for x, y in eight if not x or not y}
    assert {*DIAGONAL} == eight - {*FOUR}


@pytest.mark.parametrize("shape", [(3, 4), (2, 3, 4), (2, 1, 3, 4), (0, 3, 4)])
def test_what_is_laid_out_is_lifted_again(shape: tuple[int, ...]) -> None:
    pixels = np.arange(np.prod(shape)).reshape(shape)
    layout = Layout(shape)
    assert np.array_equal(layout.lifted(layout.laid(pixels)), pixels)


def test_past_the_ends_lies_what_is_asked_for() -> None:
    layout = Layout((1, 1))
    assert layout.beside(np.zeros(9, dtype=np.int8), (1, 1), beyond=7).tolist() == [0] * 5 + [7] * 4
    assert layout.beside(np.zeros(9, dtype=np.int8), (-1, 0), beyond=7).tolist() == [7] + [0] * 8


def test_inside_has_four_true_neighbours() -> None:
    layout = Layout((4, 5))
    inside = layout.lifted(layout.inside(layout.laid(np.ones((4, 5), dtype=np.bool_))))
    assert np.argwhere(inside).tolist() == [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]]


def test_any_beside_looks_where_it_is_told() -> None:
    layout = Layout((3, 3))
    middle = np.zeros((3, 3), dtype=np.bool_)
    middle[1, 1] = True
    assert layout.lifted(layout.any_beside(layout.laid(middle), FOUR)).astype(int).tolist() == [
        [0, 1, 0],
        [1, 0, 1],
        [0, 1, 0],
    ]


def test_sums_weigh_the_middle_most() -> None:
    layout = Layout((3, 3))
    middle = np.zeros((3, 3), dtype=np.float32)
    middle[1, 1] = 1
    assert layout.lifted(layout.summed(layout.laid(middle))).tolist() == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
