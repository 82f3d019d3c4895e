"""Flaws are mended by single pixels: along the seam of a child, and corners of thin lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra import numpy as hnp

from pixelgen.drawing.mending import mended, seamless, without_doubled_corners
from pixelgen.drawing.pixel_flaws import doubled_corner_pixels, is_whole, orphan_pixels
from pixelgen.quadtree import Indices
from tests.pixelgen.drawings import drawing, drawings

Grid = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
EVERYWHERE = np.ones((32, 32), dtype=np.bool_)
RIGHT = np.arange(32)[None, :] >= np.full((32, 1), 16)  # drawn anew; the left half was kept
BODY = (8, 8, 8, 8, 20)  # as far as the seam


def flaws(indices: Indices) -> int:
    return int(np.count_nonzero(orphan_pixels(indices) | doubled_corner_pixels(indices)))


@settings(max_examples=30)
@given(drawings, hnp.arrays(np.bool_, (32, 32)), hnp.arrays(np.bool_, (32, 32)))
def test_only_what_may_change_does_and_nothing_gets_worse(drawn: Indices, flawed: Grid, anew: Grid) -> None:
    result = mended(drawn, flaws=flawed, anew=anew)
    assert (result == drawn)[~anew].all()
    assert set(np.unique(result)) <= {0, *np.unique(drawn)}
    assert flaws(result) <= flaws(drawn)


# --- seams ----------------------------------------------------------------------------------------------


def mended_seam(child: Indices, parent: Indices | None = None) -> Indices:
    kept = np.where(RIGHT, 0, child).astype(np.uint8)
    return seamless(child, parent=kept if parent is None else parent, anew=RIGHT)


def test_a_drawn_pixel_alone_at_the_seam_takes_its_neighbours_colour() -> None:
    child = drawing(BODY, (10, 16, 4, 4, 20), (11, 16, 1, 1, 40))
    assert (mended_seam(child) == drawing(BODY, (10, 16, 4, 4, 20))).all()


def test_a_kept_pixel_that_lost_its_ramp_gives_its_colour() -> None:
    child = drawing(BODY, (10, 16, 4, 4, 20), (11, 15, 1, 1, 40))
    parent = drawing(BODY, (10, 16, 4, 4, 20), (11, 15, 1, 2, 40))
    result = mended_seam(child, parent)
    assert (result[11, 15], result[11, 16]) == (40, 40)
    assert flaws(result) == 0


def test_what_the_parent_had_alone_stays_as_it_was() -> None:
    child = drawing(BODY, (10, 16, 4, 4, 20), (11, 15, 1, 1, 40))
    assert (mended_seam(child, child) == child).all()


def test_a_pinhole_at_the_seam_is_filled() -> None:
    child = drawing((8, 8, 8, 16, 20))
    child[11, 16] = 0
    assert (mended_seam(child) == drawing((8, 8, 8, 16, 20))).all()


def test_a_kept_gap_that_was_shut_is_opened_again() -> None:
    child = drawing((8, 8, 8, 16, 20))
    child[11, 15] = 0
    result = mended_seam(child)
    assert result[11, 15] == result[11, 16] == 0
    assert np.count_nonzero(result != child) == 1


def test_a_drawn_stub_of_one_pixel_goes() -> None:
    child = drawing(BODY)
    child[7, 16] = 20  # touches the body by its corner alone
    assert (mended_seam(child) == drawing(BODY)).all()


def test_what_holds_the_body_together_stays() -> None:
    child = drawing((8, 10, 6, 6, 20), (15, 17, 6, 6, 20), (14, 16, 1, 1, 20))
    assert is_whole(child > 0)
    assert is_whole(mended_seam(child) > 0)


def test_what_is_alone_away_from_the_seam_stays() -> None:
    child = drawing((8, 8, 8, 16, 20), (11, 20, 1, 1, 40))
    assert (mended_seam(child) == child).all()


def test_the_canvas_edge_is_no_seam() -> None:
    child = drawing((0, 0, 8, 8, 20), (0, 3, 1, 1, 40))
    assert (seamless(child, parent=child, anew=EVERYWHERE) == child).all()


# --- corners --------------------------------------------------------------------------------------------


def test_a_line_goes_round_a_corner_diagonally() -> None:
    line = drawing((8, 8, 1, 6, 20), (9, 13, 6, 1, 20))
    result = without_doubled_corners(line)
    assert result[8, 13] == 0
    assert np.count_nonzero(result != line) == 1
    assert is_whole(result > 0)


@pytest.mark.parametrize(
    "drawn",
    [
        drawing((8, 8, 6, 6, 20)),  # a body
        drawing((8, 8, 1, 6, 20)),  # a line
        drawing((8, 8, 1, 2, 20), (9, 9, 1, 1, 20)),  # an L of three: a diagonal would be two pixels alone
    ],
)
def test_what_is_no_corner_of_a_longer_line_stays(drawn: Indices) -> None:
    assert (without_doubled_corners(drawn) == drawn).all()
