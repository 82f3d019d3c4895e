"""What is alone in its ramp amid others is mended."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp

from pixelgen.drawing.lone_pixels import without_lone
from pixelgen.drawing.pixel_flaws import orphan_pixels
from pixelgen.palette import colour_index
from pixelgen.quadtree import Indices
from tests.pixelgen.drawings import drawing, drawings

EVERYWHERE = np.ones((32, 32), dtype=np.bool_)
BODY = (8, 8, 8, 8, 20)


@given(drawings, hnp.arrays(np.bool_, (32, 32)))
def test_only_what_was_drawn_changes(drawn: Indices, anew: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> None:
    result = without_lone(drawn, anew=anew)
    assert (result == drawn)[~anew].all()
    assert set(np.unique(result)) <= set(np.unique(drawn))
    assert (without_lone(result, anew=anew) == result).all()


def test_a_pinhole_is_filled() -> None:
    drawn = drawing(BODY, (11, 11, 1, 1, 0))
    assert (without_lone(drawn, anew=EVERYWHERE) == drawing(BODY)).all()


def test_a_hole_of_two_pixels_and_a_notch_stay() -> None:
    for part in ((11, 11, 1, 2, 0), (8, 11, 1, 1, 0)):
        drawn = drawing(BODY, part)
        assert (without_lone(drawn, anew=EVERYWHERE) == drawn).all()


def test_a_pixel_alone_amid_the_body_takes_its_colour() -> None:
    drawn = drawing(BODY, (11, 11, 1, 1, 40))
    assert (without_lone(drawn, anew=EVERYWHERE) == drawing(BODY)).all()


@pytest.mark.parametrize("ramp", ["ink", "glow"])
def test_an_eye_and_a_light_grow_instead(ramp: str) -> None:
    colour = colour_index(ramp, 3)
    drawn = drawing(BODY, (11, 11, 1, 1, colour))
    result = without_lone(drawn, anew=EVERYWHERE)
    assert np.count_nonzero(result == colour) == 2
    assert result[11, 11] == colour
    assert not orphan_pixels(result).any()


def test_a_light_next_to_the_outline_grows_into_the_body() -> None:
    colour = colour_index("glow", 5)
    drawn = drawing(BODY, (8, 12, 8, 1, 15), (11, 11, 1, 1, colour))
    result = without_lone(drawn, anew=EVERYWHERE)
    assert (result[:, 12] == drawn[:, 12]).all()
    assert result[11, 10] == colour


def test_two_of_a_ramp_side_by_side_stay() -> None:
    drawn = drawing(BODY, (11, 11, 1, 1, 40), (11, 12, 1, 1, 41))
    assert (without_lone(drawn, anew=EVERYWHERE) == drawn).all()


def test_a_line_of_single_pixels_stays() -> None:
    drawn = drawing(BODY, (16, 10, 6, 1, 40))
    assert (without_lone(drawn, anew=EVERYWHERE) == drawn).all()
