"""Idle movements of what stands on the ground: corals sway from the foot, urchins swing their spines.

The skeleton of a stony coral is still: only its tips and its polyps move.
"""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.gestures import polyps, swinging
from pixelgen.look.motion.waves import TURN, Movement


def from_the_foot(body: Body) -> list[Movement]:
    """Fans and pens: the higher, the further and the later."""
    amplitude = np.where(body.above < 34, 0, np.where(body.above < 72, 1, 2))
    return [Movement("right", amplitude, body.above * 4)]


def tentacles_up(body: Body) -> list[Movement]:
    """An anemone: a still foot, above it tentacles that sway one after the other from left to right."""
    amplitude = np.where(body.above < 45, 0, np.where(body.above < 78, 1, 2))
    return [Movement("right", amplitude, body.above * 2 + body.along * 2)]


def soft_tubes(body: Body) -> list[Movement]:
    """A sponge: a slow swell of a pixel runs up its tubes, the foot is still."""
    return [Movement("right", np.where(body.above < 30, 0, 1), body.above * 7, "raised_cosine")]


def massive(body: Body) -> list[Movement]:
    """A massive stony coral: only its polyps move."""
    return [polyps(body)]


def stony_tips(body: Body) -> list[Movement]:
    """A branching stony coral: the ends of its branches move by a pixel, but for those that touch the ground; polyps
    where the branches are too short."""
    far = (body.out > np.maximum(4, int(body.out[body.out < 999].max(initial=0)) - 4)) & (body.above > 20)
    return [Movement("right", np.where(far, 1, 0), body.along * 5)] if far.any() else massive(body)


def spines(body: Body) -> list[Movement]:
    """An urchin: spines around a still shell swing a pixel, one after the other."""
    left, _, right, _ = body.core
    beside = (body.x < left) | (body.x > right)
    delay = body.along * 5
    return [
        swinging(
            np.where(beside & (body.above < 45), body.out, 0), "down", first=3, each=20, most=1, late=0, delay=delay
        ),
        swinging(
            np.where(body.above >= 45, body.out, 0), "right", first=3, each=20, most=1, late=0, delay=delay + TURN // 4
        ),
    ]
