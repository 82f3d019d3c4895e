"""A body -> movements that many animals share: a bob, a tail beat, hanging arms, standing stalks. Knows no species.

Amplitude grows from a still root to the tip, and so does the delay: what is far from the body follows late.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from pixelgen.look.motion.anatomy import Body, Bools, Ints
from pixelgen.look.motion.waves import TURN, Movement

Axis = Literal["down", "right"]


def bob(body: Body, *, late: Ints | int = 0) -> Movement:
    """The whole body a pixel up and back, or down and back where it touches the top; still without room for either."""
    top, bottom = body.box[1], body.box[3]
    way = -1 if top > 0 else int(bottom < body.indices.shape[0] - 1)
    return Movement("down", np.full(len(body), way), np.broadcast_to(late, len(body)), "raised_cosine")


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
