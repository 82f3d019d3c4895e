"""Idle movements of jellyfish: a bell draws together and rises, what hangs from it follows late."""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body, Ints
from pixelgen.look.motion.gestures import breath, grown, swinging
from pixelgen.look.motion.waves import TURN, Movement

_BROAD = 18  # columns of a bell
_PER_RIM_ROW = 18  # 840ths of a loop that each row of the bell draws in later than the one below
_PER_BELL_ROW = 30  # 840ths of a loop that each row of the bell rises later than the one above
_PER_ROW = 34  # 840ths of a loop that each row of tentacle is later than the one above


def _below_bell(body: Body) -> Ints:
    """(p,) rows below the bulk, 0 in and above it."""
    return np.asarray(np.maximum(0, body.y - body.core[3]))


def strands(body: Body, *, first: int = 2, each: int = 7, most: int = 2, delay: int = 0) -> Movement:
    """A wave runs down what hangs below the bulk: amplitude 1 from `first` rows, one more every `each`."""
    below = _below_bell(body)
    amplitude = np.where(below > 0, grown(below, first=first, each=each, most=most), 0)
    return Movement("right", amplitude, delay + below * _PER_ROW + body.along)


def bell(body: Body) -> list[Movement]:
    """The rim draws in and the sides after it, two pixels on either side of a broad bell; a rise runs down from the
    crown, never through all of the bell at once; tentacles trail."""
    left, top, right, bottom = body.core
    below = _below_bell(body)
    squeeze = breath(
        body, below <= 3, pixels=2 if right - left >= _BROAD else 1, delay=(bottom + 3 - body.y) * _PER_RIM_ROW
    )
    rise = Movement("down", np.where(body.y < bottom - 1, -1, 0), (body.y - top) * _PER_BELL_ROW, "raised_cosine")
    beside = (body.y <= bottom) & ((body.x < left) | (body.x > right))
    arms = swinging(np.where(beside, body.out, 0), "down", first=4, each=20, most=1, late=12, delay=7 * TURN // 12)
    return [squeeze, rise, strands(body, delay=5 * TURN // 12), arms]


def float_and_strands(body: Body) -> list[Movement]:
    """A man o' war: the float is steady, a wave runs down the strands."""
    return [strands(body, first=1, each=6)]


def combs(body: Body) -> list[Movement]:
    """A comb jelly: the inside of the body shimmers as its rows of combs beat, the two tentacles trail."""
    left, top, right, bottom = body.core
    inside = (body.x > left + 1) & (body.x < right - 1) & (body.y > top + 2) & (body.y < bottom - 2) & ~body.edge
    beat = Movement("down", np.where(inside, 1, 0), (body.x - left) // 2 * (TURN * 3 // 8), "raised_cosine")
    return [beat, strands(body, first=2)]
