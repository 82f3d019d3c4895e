"""Where finishing draws its lines, in pixels: which stray piece is joined and which removed, and what is one piece."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.drawing.finishing import connect, place
from pixelgen.drawing.pixel_flaws import is_whole
from pixelgen.quadtree import Indices
from tests.pixelgen.drawings import drawing

FREE = np.zeros((32, 32), dtype=np.bool_)
BODY = (10, 10, 8, 8, 20)


def below(pixels: int, *, gap: int) -> Indices:
    """The body and, so many empty rows below it, a line of so many pixels."""
    return drawing(BODY, (18 + gap, 10, 1, pixels, 30))


@pytest.mark.parametrize(
    ("pixels", "gap"),
    [
        (3, 1),  # a speck that nearly touches
        (4, 2),  # a line's tip
        (11, 2),
        (12, 3),  # a part of the body
        (12, 13),
    ],
)
def test_a_piece_is_joined(pixels: int, gap: int) -> None:
    drawn = below(pixels, gap=gap)
    result = connect(drawn, fixed=FREE)
    assert is_whole(result > 0)
    assert (result[drawn > 0] == drawn[drawn > 0]).all()


@pytest.mark.parametrize(("pixels", "gap"), [(3, 2), (4, 3), (11, 3)])
def test_a_smaller_piece_or_one_farther_away_is_removed(pixels: int, gap: int) -> None:
    assert (connect(below(pixels, gap=gap), fixed=FREE) == drawing(BODY)).all()


@pytest.mark.parametrize(("pixels", "stays"), [(11, False), (12, True)])
def test_of_what_cannot_be_joined_a_part_of_the_body_stays(pixels: int, stays: bool) -> None:
    drawn = below(pixels, gap=2)
    fixed = FREE.copy()
    fixed[18] = True  # no way leads through
    assert (connect(drawn, fixed=fixed) == (drawn if stays else drawing(BODY))).all()


@pytest.mark.parametrize("turn", range(4))
def test_a_winding_part_of_twelve_pixels_is_one_piece(turn: int) -> None:
    """Down, round a corner, up and over: as two pieces it would be too small to be joined from afar."""
    part = drawing((22, 20, 3, 1, 30), (25, 21, 1, 1, 30), (22, 22, 3, 1, 30), (21, 23, 1, 1, 30), (22, 24, 4, 1, 30))
    drawn = np.rot90(np.where(part > 0, part, drawing((2, 2, 8, 8, 20))), turn).copy()
    assert np.count_nonzero(part) == 12
    result = connect(drawn, fixed=FREE)
    assert is_whole(result > 0)
    assert (result[drawn > 0] == drawn[drawn > 0]).all()


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("slanting", [False, True])
def test_two_pixels_with_one_between_them_are_two_pieces(turn: int, slanting: bool) -> None:
    speck = drawing((19, 19 if slanting else 12, 1, 1, 30))
    drawn = np.rot90(np.where(speck > 0, speck, drawing(BODY)), turn).copy()
    result = connect(drawn, fixed=FREE)
    assert np.count_nonzero(result) == 8 * 8 + 2


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_way_round_a_wall_leads_along_the_edge_of_the_canvas_and_not_beyond_it(turn: int, mirrored: bool) -> None:
    drawn = drawing((20, 4, 12, 8, 20), (30, 20, 1, 1, 30))
    fixed = FREE.copy()
    fixed[30, 20] = True
    fixed[1:, 16] = True  # as far as the lowest row, but not the topmost
    if mirrored:
        drawn, fixed = drawn[:, ::-1], fixed[:, ::-1]
    drawn, fixed = np.rot90(drawn, turn).copy(), np.rot90(fixed, turn).copy()
    result = connect(drawn, fixed=fixed)
    assert is_whole(result > 0)
    assert (result[fixed] == drawn[fixed]).all()
    assert np.count_nonzero(result) - np.count_nonzero(drawn) < 32 + 20


def test_a_body_that_stands_is_moved_whole_to_the_lowest_row() -> None:
    assert (place(drawing(BODY), standing=True) == drawing((24, 12, 8, 8, 20))).all()


def test_a_body_that_swims_is_moved_whole_to_the_middle() -> None:
    assert (place(drawing((0, 24, 8, 8, 20)), standing=False) == drawing((12, 12, 8, 8, 20))).all()


@pytest.mark.parametrize(("start", "moved"), [(0, 12), (11, 12), (12, 12), (13, 13), (14, 13), (25, 13)])
def test_a_body_of_odd_width_is_moved_to_within_half_a_pixel_and_no_further(start: int, moved: int) -> None:
    drawn = drawing((12, start, 8, 7, 20))
    assert (place(drawn, standing=False) == drawing((12, moved, 8, 7, 20))).all()
