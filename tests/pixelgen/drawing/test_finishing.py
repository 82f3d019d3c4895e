"""One connected body in its place, and nothing else changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp

from pixelgen.drawing.finishing import PART, REACH, connect, finish, place
from pixelgen.quadtree import Indices
from tests.pixelgen.drawings import drawing, drawings
from training.drawing.pixel_rules import loose_share, off_centre, off_ground

FREE = np.zeros((32, 32), dtype=np.bool_)


BODY = (10, 10, 8, 8, 20)


@given(drawings)
def test_what_is_finished_is_connected_and_centred(drawn: Indices) -> None:
    result = finish(drawn, standing=False)
    if result.any():
        assert loose_share(result[None])[0] == 0
        assert off_centre(result[None])[0] <= 0.5


@given(drawings)
def test_what_stands_is_on_the_ground(drawn: Indices) -> None:
    result = finish(drawn, standing=True)
    if result.any():
        assert off_ground(result[None])[0] <= 0.5


@given(drawings)
def test_no_colour_is_new_and_finishing_again_changes_nothing(drawn: Indices) -> None:
    result = finish(drawn, standing=False)
    assert set(np.unique(result)) <= set(np.unique(drawn)) | {0}
    assert (finish(result, standing=False) == result).all()


@given(drawings, hnp.arrays(np.bool_, (32, 32)))
def test_fixed_pixels_stay(drawn: Indices, fixed: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> None:
    assert (connect(drawn, fixed=fixed)[fixed] == drawn[fixed]).all()


def test_a_connected_drawing_is_left_alone() -> None:
    drawn = drawing(BODY, (18, 12, 6, 1, 30))
    assert connect(drawn, fixed=FREE) is drawn


@pytest.mark.parametrize("turn", range(4))
def test_a_speck_at_the_other_edge_of_the_next_row_is_no_neighbour(turn: int) -> None:
    drawn = np.rot90(drawing((8, 20, 6, 12, 20), (9, 0, 1, 1, 30)), turn).copy()
    assert (connect(drawn, fixed=FREE) == np.where(drawn == 30, 0, drawn)).all()


def test_a_long_winding_line_is_one_piece() -> None:
    drawn = drawing()
    for row in range(0, 32, 2):
        drawn[row] = 20
        drawn[row + 1, (row // 2 % 2) * 31] = 20
    assert connect(drawn, fixed=FREE) is drawn


def test_a_far_speck_is_removed() -> None:
    drawn = drawing(BODY, (2, 2, 1, 2, 30))
    assert (connect(drawn, fixed=FREE) == drawing(BODY)).all()


def test_the_tip_of_a_line_is_joined_in_its_own_colour() -> None:
    gap = (18, 12, REACH, 1, 30)
    tip = (18 + REACH, 12, 5, 1, 30)
    assert (connect(drawing(BODY, tip), fixed=FREE) == drawing(BODY, gap, tip)).all()


def test_a_short_line_too_far_away_is_removed() -> None:
    tip = (18 + REACH + 1, 12, 5, 1, 30)
    assert (connect(drawing(BODY, tip), fixed=FREE) == drawing(BODY)).all()


def test_a_large_piece_is_joined_along_its_whole_side() -> None:
    foot = (26, 11, 3, 5, 30)
    assert PART <= 3 * 5
    assert (connect(drawing(BODY, foot), fixed=FREE) == drawing(BODY, (18, 11, 8, 5, 30), foot)).all()


def test_a_line_that_touches_by_a_corner_belongs_to_the_body() -> None:
    drawn = drawing(BODY, (18, 18, 3, 1, 30))
    assert connect(drawn, fixed=FREE) is drawn


def test_two_tips_in_a_row_are_joined_one_by_one() -> None:
    drawn = drawing(BODY, (19, 12, 4, 1, 30), (24, 12, 5, 1, 31))  # the farther one is the larger
    result = connect(drawn, fixed=FREE)
    assert result[18, 12] == 30
    assert result[23, 12] == 31
    assert loose_share(result[None])[0] == 0


def test_a_fixed_speck_is_kept_and_joined_from_afar() -> None:
    drawn = drawing(BODY, (2, 12, 1, 1, 30))
    fixed = FREE.copy()
    fixed[2, 12] = True
    assert (connect(drawn, fixed=fixed) == drawing(BODY, (2, 12, 8, 1, 30))).all()
    fixed[4] = True
    assert (connect(drawn, fixed=fixed) == drawn).all()  # no way


def test_a_fixed_speck_is_joined_round_what_may_not_change() -> None:
    drawn = drawing(BODY, (2, 12, 1, 1, 30))
    fixed = FREE.copy()
    fixed[2, 12] = True
    fixed[5, 4:20] = True
    result = connect(drawn, fixed=fixed)
    assert not result[5, 4:20].any()
    assert loose_share(result[None])[0] == 0
    assert np.count_nonzero(result) - np.count_nonzero(drawn) < 16


def test_a_gap_that_is_fixed_is_not_bridged() -> None:
    drawn = drawing(BODY, (19, 12, 5, 1, 30))
    fixed = FREE.copy()
    fixed[18] = True
    assert (connect(drawn, fixed=fixed) == drawing(BODY)).all()  # the way round is a wall


@pytest.mark.parametrize(("row", "column"), [(0, 0), (24, 24), (0, 24), (11, 13), (12, 12)])
def test_a_body_off_the_middle_is_moved_whole(row: int, column: int) -> None:
    for side in (7, 8):
        drawn = drawing((row, column, side, side, 20))
        result = place(drawn, standing=False)
        assert off_centre(result[None])[0] <= 0.5
        assert np.count_nonzero(result) == side * side


def test_half_a_pixel_off_is_in_the_middle() -> None:
    for start in (12, 13):
        drawn = drawing((start, start, 7, 7, 20))
        assert (place(drawn, standing=False) == drawn).all()


def test_an_empty_drawing_stays_empty() -> None:
    assert not finish(drawing(), standing=True).any()
