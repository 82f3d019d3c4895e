"""What corals grow by: paths, strokes of whole widths, pieces."""

from __future__ import annotations

import numpy as np
import pytest

from training.drawing.masks import dot, empty, rectangle, where_x, where_y
from training.species.coral_growth import across, even_stroke, largest_piece, lit_side, on_path, paired, shoot, tapered


def test_a_shoot_runs_along_its_heading_and_bulges_to_its_right() -> None:
    up = shoot(np.zeros(2), 0.0, length=10.0, bow=0.2)
    assert np.allclose(up, [(0, 0), (2, -5), (0, -10)])
    assert np.allclose(shoot(np.zeros(2), 90.0, length=10.0)[-1], (10, 0))


def test_a_place_on_a_path_lies_between_its_ends() -> None:
    path = shoot(np.zeros(2), 90.0, length=8.0)
    assert np.allclose([on_path(path, share) for share in (0.0, 0.5, 1.0)], [(0, 0), (4, 0), (8, 0)])


@pytest.mark.parametrize("width", [1, 2, 3, 4, 5, 6])
def test_a_stroke_is_as_wide_as_it_was_asked_for(width: int) -> None:
    stroke = even_stroke([(16.5, 4.5), (16.5, 26.5)], width)
    row = stroke[24]  # of the sheet, half way along
    assert row.sum() == width


def test_a_branch_tapers_towards_its_end() -> None:
    branch = tapered([(16.5, 28.5), (16.5, 16.5), (16.5, 4.5)], 5, 2)
    widths = [int(branch[row + 8].sum()) for row in (25, 18, 12, 6)]
    assert widths == sorted(widths, reverse=True)
    assert (widths[0], widths[-1]) == (5, 2)


def test_bands_cross_a_path_at_even_distances() -> None:
    bands = across([(16.5, 28.5), (16.5, 16.5), (16.5, 4.5)], every=6.0, start=3.0, reach=2.0)
    rows = np.flatnonzero(bands.any(axis=1))
    assert len(rows) == 2 * 4  # four bands of two pixels
    assert len(np.flatnonzero(bands.any(axis=0))) >= 4


def test_the_largest_piece_is_kept_and_dots_are_not() -> None:
    large, small = rectangle(2, 2, 4, 2), rectangle(12, 2, 2, 2)
    assert np.array_equal(largest_piece(large | small), large)
    assert not largest_piece(small, least=5).any()
    assert np.array_equal(largest_piece(small, least=4), small)
    assert not largest_piece(empty()).any()


def test_lone_pixels_are_no_pair() -> None:
    pair = rectangle(2, 2, 2, 1)
    assert np.array_equal(paired(pair | dot(9.5, 9.5)), pair)


def test_light_falls_on_the_left_side_of_what_is_thick_enough() -> None:
    thick, thin = rectangle(2, 2, 3, 6), rectangle(12, 2, 2, 6)
    lit = lit_side(thick | thin)
    assert np.array_equal(lit, thick & (where_x() < 3) & (where_y() > 0))
