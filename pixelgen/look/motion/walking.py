"""Idle movements of what walks, creeps or stands on legs: feet stay on the ground, the body and its load move."""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.gestures import outside, swinging
from pixelgen.look.motion.waves import TURN, Movement


def claws(body: Body) -> list[Movement]:
    """A crab: claws go up and down in turn, legs step one after the other; the shell is still."""
    high = (body.above > 52) & ((body.along < 32) | (body.along > 68))
    lift = Movement("down", np.where(high, -1, 0), np.where(body.along < 50, 0, TURN // 4), "raised_cosine")
    legs = np.where(body.limbs & (body.above < 40), body.out, 0)
    return [lift, swinging(legs, "right", first=2, each=20, most=1, late=30, delay=body.along * 17)]


def foot_ripple(body: Body) -> Movement:
    """A ripple that runs forward along the lowest two rows."""
    low = body.y >= body.box[3] - 1
    return Movement("down", np.where(low, -1, 0), (100 - body.along) * 16, "raised_cosine")


def creeping_foot(body: Body) -> list[Movement]:
    """A nudibranch: a ripple runs forward along the foot, the gills and horns on its back sway."""
    back = np.maximum(0, body.core[1] + 2 - body.y)
    return [foot_ripple(body), swinging(back, "right", first=3, each=20, most=1, late=0, delay=body.along)]


def shell_on_foot(body: Body) -> list[Movement]:
    """A conch: the eye stalks at the right end are drawn in and put out, the shell is still.

    An eye moves as one block, so short stalks are held still where the block reaches into the foot. A ripple runs
    along the foot.
    """
    stalks = (body.along > 72) & (body.above > 22)
    held = ~stalks
    for _ in body.eyes:  # what one eye holds may be part of the next
        for eye in body.eyes:
            held[eye] |= held[eye].any()
    ripple = foot_ripple(body)
    if (~held & body.top).any():
        return [ripple, Movement("down", np.where(stalks, 1, 0), body.along * 9, "raised_cosine")]
    return [ripple]


def many_legs(body: Body) -> list[Movement]:
    """An isopod: legs under the body step one after the other, feelers in front wave."""
    _, below, _, _ = outside(body)
    legs = np.where(below, body.y - body.core[3], 0)
    feelers = np.where((body.along > 82) & (body.above > 45), body.along - 82, 0)
    return [
        swinging(legs, "right", first=2, each=20, most=1, late=0, delay=body.along * 17),
        Movement("down", np.where(feelers > 0, 1, 0), feelers * 12),
    ]


def on_stilts(body: Body) -> list[Movement]:
    """A tripod fish: stands on its three rays; feelers above tremble, the tail stirs."""
    feelers = np.where(body.above > 85, 1, 0)
    tail = (body.along < 18) & (body.above > 60)
    return [
        Movement("right", feelers, body.along * 3),
        Movement("down", np.where(tail, 1, 0), np.zeros(len(body), dtype=np.int64)),
    ]
