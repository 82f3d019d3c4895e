"""Idle movements of cephalopods: arms curl from the head outwards, fins ripple, mantles breathe."""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.gestures import breath, swinging
from pixelgen.look.motion.waves import TURN, Movement


def arms_down(body: Body) -> list[Movement]:
    """An octopus: the mantle breathes; arms curl up and down at the sides and sway below, further out later."""
    left, top, right, bottom = body.core
    middle = (top + bottom) // 2
    aside = np.maximum(left - body.x, body.x - right)
    beside = np.maximum(0, np.where(body.y > middle, aside, 0)) * body.limbs
    under = np.maximum(0, body.y - bottom - 1) * body.limbs
    return [
        breath(body, ~body.limbs & (body.y <= middle)),
        swinging(beside, "down", first=2, each=5, most=2, late=50, delay=TURN // 4),
        swinging(under, "right", first=2, each=6, most=1, late=60, delay=body.along),
    ]


def ears_and_skirt(body: Body) -> list[Movement]:
    """A dumbo octopus: ear fins flap, the short arms sway a little, the head breathes."""
    left, top, right, bottom = body.core
    fins = body.named("fin")
    ears = fins if fins.any() else body.above > 45
    aside = np.where(ears, np.maximum(left - body.x, body.x - right), 0)
    under = np.maximum(0, body.y - bottom)
    return [
        breath(body, ~ears & (body.out == 0) & (body.y < (top + bottom) // 2), delay=TURN // 8),
        swinging(np.maximum(aside, 0), "down", first=1, each=4, most=2, late=45),
        swinging(under, "right", first=2, each=6, most=1, late=60, delay=body.along * 3),
    ]


def cloak(body: Body) -> list[Movement]:
    """A vampire squid: the cloak breathes at its hem, ear fins flap."""
    under = np.maximum(0, 45 - body.above)
    hem = Movement("right", np.where(under > 0, 1, 0) * np.where(body.along < 50, -1, 1), under * 12, "raised_cosine")
    ears = swinging(np.where(body.above > 72, body.out, 0), "down", first=2, each=8, most=1, late=60)
    return [hem, ears]


def fins_and_arms(body: Body) -> list[Movement]:
    """A squid: fins at the left end ripple, arms at the right end curl, the mantle between is steady."""
    fins = np.maximum(0, 26 - body.along)
    arms = np.maximum(0, body.along - 62)
    return [
        Movement("down", np.where(fins > 0, 1, 0), fins * 8),
        Movement("down", np.where(arms > 24, 2, np.where(arms > 0, 1, 0)), TURN // 3 + arms * 8),
    ]


def skirt(body: Body) -> list[Movement]:
    """A cuttlefish: its skirt of fins ripples along both sides of the body, the arms curl."""
    top = np.zeros(body.indices.shape[1], dtype=np.int64)
    bottom = np.zeros(body.indices.shape[1], dtype=np.int64)
    top[body.x[::-1]], bottom[body.x] = body.y[::-1], body.y
    margin = np.minimum(body.y - top[body.x], bottom[body.x] - body.y)
    fringe = (margin <= 1) & (body.along < 68)
    arms = np.maximum(0, body.along - 80)
    return [
        Movement("down", np.where(fringe, 1, 0), (100 - body.along) * 14),
        Movement("down", np.where(arms > 0, 1, 0), arms * 10),
    ]


def shell_and_tentacles(body: Body) -> list[Movement]:
    """A nautilus: its tentacles at the right end wave, the shell is still."""
    feelers = np.maximum(0, body.along - 72)
    return [Movement("down", np.where(feelers > 0, 1, 0), feelers * 14 + body.above * 3)]
