"""Flaws on drawings in text: lines, doubled corners, seams, and what is one piece."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.drawing.pixel_flaws import along_seam, doubled_corner_pixels, is_whole, lines, orphan_pixels
from tests.pixelgen.drawings import drawing
from tests.training.text_art import grid_of, tones_of

DARKEST, LIGHTEST = 1, 63  # the ends of the palette: both are coloured


@pytest.mark.parametrize("colour", [DARKEST, LIGHTEST])
def test_lines_are_found_in_every_colour(colour: int) -> None:
    drawn = tones_of("....", "####", "##..", "#...", tones={"#": colour})
    assert (lines(drawn) == grid_of("....", "..##", "....", "#...")).all()


@pytest.mark.parametrize("colour", [DARKEST, LIGHTEST])
def test_a_doubled_corner_is_found_in_every_colour_and_turn(colour: int) -> None:
    drawn = tones_of(".....", ".###.", "...#.", "...#.", ".....", tones={"#": colour})
    corner = grid_of(".....", "...#.", ".....", ".....", ".....")
    for turn in range(4):
        assert (doubled_corner_pixels(np.rot90(drawn, turn)) == np.rot90(corner, turn)).all()


def test_a_fork_and_a_line_are_no_doubled_corner() -> None:
    for rows in ((".....", ".###.", "..#..", "....."), (".....", ".###.", ".....")):
        assert not doubled_corner_pixels(tones_of(*rows, tones={"#": 20})).any()


@pytest.mark.parametrize("colour", [DARKEST, LIGHTEST])
def test_a_pixel_alone_and_a_pinhole_are_orphans(colour: int) -> None:
    drawn = tones_of("###...", "#.#..#", "###...", tones={"#": colour})
    assert (orphan_pixels(drawn) == grid_of("......", ".#...#", "......")).all()


def test_a_seam_is_the_pixels_on_both_sides_of_where_it_runs() -> None:
    anew = grid_of(".....", "..###", "..###", "..###")
    assert (along_seam(anew) == grid_of("..###", ".####", ".##..", ".##..")).all()


@pytest.mark.parametrize("corner", [(0, 0), (0, 31), (31, 0), (31, 31)])
def test_a_pixel_in_a_corner_is_whole_and_two_corners_are_not(corner: tuple[int, int]) -> None:
    filled = np.zeros((32, 32), dtype=np.bool_)
    assert is_whole(filled)
    filled[corner] = True
    assert is_whole(filled)
    filled[31 - corner[0], corner[1]] = True
    assert not is_whole(filled)


@pytest.mark.parametrize("turn", range(4))
def test_pixels_that_touch_by_a_side_or_a_corner_are_whole(turn: int) -> None:
    for part in ((8, 8, 1, 2, 1), (8, 8, 2, 1, 1)):
        assert is_whole(np.rot90(drawing(part) > 0, turn))
    slanting = drawing((8, 8, 1, 1, 1), (9, 9, 1, 1, 1)) > 0
    assert is_whole(np.rot90(slanting, turn))
    for other in ((8, 10, 1, 1, 1), (10, 8, 1, 1, 1), (10, 10, 1, 1, 1), (9, 10, 1, 1, 1), (10, 9, 1, 1, 1)):
        assert not is_whole(np.rot90(drawing((8, 8, 1, 1, 1), other) > 0, turn))


@pytest.mark.parametrize("turn", range(4))
def test_a_line_that_winds_up_and_down_is_whole(turn: int) -> None:
    winding = drawing((4, 4, 20, 1, 1), (4, 4, 1, 9, 1), (4, 12, 20, 1, 1), (23, 12, 1, 9, 1), (10, 20, 13, 1, 1)) > 0
    assert is_whole(np.rot90(winding, turn))
    winding[4, 8] = False
    assert not is_whole(np.rot90(winding, turn))
