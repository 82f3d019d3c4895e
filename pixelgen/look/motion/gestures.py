"""A body -> movements that many animals share: a tail beat, swinging parts, a breath, stirring tips. Knows no species.

Amplitude grows from a still root to the tip, and so does the delay: what is far from the body follows late.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from pixelgen.look.motion.anatomy import Body, Bools, Ints
from pixelgen.look.motion.waves import TURN, Movement

Axis = Literal["down", "right"]

_OUT_OF_REACH = 999
_APART = TURN * 5 // 13  # by which one part is later than the one before it: near the golden section, so none meet


def swung(
    body: Body, where: Bools, *, first: int = 2, each: int = 5, most: int = 2, late: int = 24, delay: int = 0
) -> list[Movement]:
    """Each connected part of what is marked swings about the place where it is attached, one after the other.

    Across the way from there to its tip: what lies level goes up and down, what hangs or stands from side to side.
    """
    reach, after = np.zeros(len(body), dtype=np.int64), np.zeros(len(body), dtype=np.int64)
    sideways = np.zeros(len(body), dtype=np.bool_)
    for number, piece in enumerate(body.pieces(where)):
        far = body.out[piece]
        near, end = int(far.min()), int(far.max())
        if near == _OUT_OF_REACH:
            continue
        root, tip = piece[far <= near + 1], piece[far >= end - 1]
        height, width = (abs(_mean(at[tip]) - _mean(at[root])) for at in (body.y, body.x))
        sideways[piece] = height > width
        # what lies on the trunk moves as it is, where there is trunk to move over
        reach[piece] = np.maximum(far, first) if end <= first else far
        after[piece] = delay + _APART * number + late * np.minimum(far, 32)
    amplitude = grown(reach, first=first, each=each, most=most) * (reach > 0)
    return [Movement("down", amplitude * ~sideways, after), Movement("right", amplitude * sideways, after)]


def _mean(numbers: Ints) -> int:
    """Rounded down, so that it is the same everywhere."""
    return int(numbers.sum()) // len(numbers)


def breath(body: Body, where: Bools | bool = True, *, pixels: int = 1, delay: Ints | int = 0) -> Movement:
    """The sides of the trunk draw in and out again: columns that lie further out than 55 % of half its width."""
    left, _, right, _ = body.core
    from_centre = 2 * body.x - (left + right)
    sides = np.where(np.abs(from_centre) * 100 > (right - left + 1) * 55, -np.sign(from_centre) * pixels, 0)
    return Movement("right", sides * where, np.broadcast_to(delay, len(body)), "raised_cosine")


def tips(body: Body) -> Movement:
    """What lies furthest out stirs by a pixel, from left to right: for what has nothing else to move."""
    far = (body.out > 0) & (body.out < _OUT_OF_REACH)
    far &= 2 * body.out > int(body.out[far].max(initial=0))
    return Movement("right", np.where(far, 1, 0), body.along * 8)


def polyps(body: Body) -> Movement:
    """Polyps extend in a slow wave from left to right, so the upper rim swells by a pixel.

    A swell rather than single pixels: the outline stays an unbroken line, and nothing below it moves.
    """
    return Movement("down", np.where(body.top & (body.above > 25), -1, 0), body.along * 8, "raised_cosine")


def tail_beat(
    body: Body, *, tip: int = 14, root: int = 42, amplitude: int = 2, waves: int = 70, where: Bools | bool = True
) -> Movement:
    """A wave that runs to the tail at the left end, up and down.

    tip, root: percent of the width up to which columns go the whole amplitude, and from there one pixel less, still
    from `root` on. waves: percent of a wave along the body. where: (p,) pixels that take part.
    """
    ahead = 100 - body.along
    columns = np.where(body.along < tip, amplitude, np.where(body.along < root, max(1, amplitude - 1), 0))
    return Movement("down", columns * where, ahead * waves * TURN // 10_000)


def grown(distance: Ints, *, first: int, each: int, most: int) -> Ints:
    """Amplitude by distance from the root: 1 from `first`, one more every `each` pixels, `most` at the tip."""
    return np.asarray(np.clip(1 + (distance - first) // each, 0, most))


def trailing(
    body: Body,
    where: Bools,
    axis: Axis,
    *,
    first: int = 2,
    each: int = 5,
    most: int = 2,
    late: int = 40,
    delay: int = 0,
) -> Movement:
    """What sticks out of the bulk, marked by `where`, swings from its root; `late` 840ths of a loop a pixel further."""
    return swinging(body.out * where, axis, first=first, each=each, most=most, late=late, delay=delay)


def swinging(
    distance: Ints, axis: Axis, *, first: int, each: int, most: int, late: int, delay: Ints | int = 0
) -> Movement:
    """A swing whose amplitude and delay grow with the distance (p,) from a root; 0 stays still."""
    amplitude = np.where(distance > 0, grown(distance, first=first, each=each, most=most), 0)
    return Movement(axis, amplitude, np.asarray(delay + late * np.minimum(distance, 32)))


def outside(body: Body) -> tuple[Bools, Bools, Bools, Bools]:
    """(p,) each: what lies above, below, left and right of the bulk's box; a corner counts as above or below."""
    left, top, right, bottom = body.core
    above, below = body.y < top, body.y > bottom
    level = ~(above | below)
    return above, below, level & (body.x < left), level & (body.x > right)
