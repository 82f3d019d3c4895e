"""Which neighbour a lone eye grows into, and that one pixel that may not change holds up no other."""

from __future__ import annotations

import numpy as np

from pixelgen.drawing.lone_pixels import without_lone
from pixelgen.palette import colour_index
from tests.pixelgen.drawings import drawing

EVERYWHERE = np.ones((32, 32), dtype=np.bool_)
BODY = (8, 8, 8, 8, 20)
EYE = colour_index("ink", 0)
ALONE = (11, 11, 1, 1, EYE)


def test_an_eye_grows_to_the_left() -> None:
    assert (without_lone(drawing(BODY, ALONE), anew=EVERYWHERE) == drawing(BODY, (11, 10, 1, 2, EYE))).all()


def test_an_eye_beside_a_stripe_grows_upwards() -> None:
    stripe = (11, 8, 1, 3, 15)
    result = without_lone(drawing(BODY, stripe, ALONE), anew=EVERYWHERE)
    assert (result == drawing(BODY, stripe, (10, 11, 2, 1, EYE))).all()


def test_an_eye_never_grows_into_what_is_kept() -> None:
    anew = EVERYWHERE.copy()
    anew[11, 10] = False
    assert (without_lone(drawing(BODY, ALONE), anew=anew) == drawing(BODY, (10, 11, 2, 1, EYE))).all()


def test_a_kept_lone_pixel_holds_up_no_other() -> None:
    kept, drawn = (10, 10, 1, 1, 40), (13, 13, 1, 1, 40)
    anew = EVERYWHERE.copy()
    anew[10, 10] = False
    assert (without_lone(drawing(BODY, kept, drawn), anew=anew) == drawing(BODY, kept)).all()
