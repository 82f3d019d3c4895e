"""Idle movements of what swims by its body, tail, fins or flippers. Knows a body's pixels, never how it was drawn."""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.gestures import outside, swinging, swung, tail_beat, trailing
from pixelgen.look.motion.waves import TURN, Movement


def fish(body: Body) -> list[Movement]:
    """A tail beat; fins swing at their roots and follow late, long ones above and below stream behind."""
    above, below, _, _ = outside(body)
    fins = above | below
    streamers = Movement("down", np.where(fins & (body.along < 26), 1, 0), np.full(len(body), TURN * 6 // 10))
    return [
        tail_beat(body, where=~fins),
        streamers,
        *swung(body, body.fins & (body.along >= 42), first=3, most=1, late=30, delay=TURN // 3),
    ]


def stiff_fish(body: Body) -> list[Movement]:
    """A round or armoured body: the tail fin beats and the other fins fan."""
    fins = body.fins & (body.along >= 26)
    return [tail_beat(body, tip=0, root=26), *swung(body, fins, first=1, most=1, late=90, delay=TURN // 6)]


def spiny_fish(body: Body) -> list[Movement]:
    """Long spines fan above and below, each later than the one before it; the tail beats a little."""
    _, top, _, bottom = body.core
    away = np.maximum(top - body.y, body.y - bottom)
    spines = swinging(np.maximum(away, 0), "right", first=2, each=20, most=1, late=25, delay=body.along * 4)
    return [spines, tail_beat(body, tip=0, root=25)]


def luring_fish(body: Body) -> list[Movement]:
    """The lure on its rod swings over the head, the tail beats."""
    above, _, _, _ = outside(body)
    rod = above & (body.along >= 45)
    lure = swinging(np.where(rod, body.core[1] - body.y, 0), "right", first=2, each=5, most=2, late=20)
    return [lure, tail_beat(body, root=32)]


def upright_fish(body: Body) -> list[Movement]:
    """A seahorse: its curled tail swings, the fin on its back flutters row by row."""
    low = np.maximum(0, 40 - body.above)
    tail = Movement("right", np.where(low > 0, 1, 0), TURN // 4 + low * 9)
    back = body.named("fin")
    back = back if back.any() else (body.along < 24) & (body.above > 40) & (body.above < 75)
    flutter = Movement("right", np.where(back, 1, 0), body.above * 20, "raised_cosine")
    return [tail, flutter]


def coiled_eel(body: Body) -> list[Movement]:
    """A long wave runs down an S-shaped body; the head, at the top, is still."""
    below = 100 - body.above
    amplitude = np.where(below < 30, 0, np.where(below < 60, 1, 2))
    return [Movement("right", amplitude, below * 8)]


def whip_tail(body: Body) -> list[Movement]:
    """A big mouth whose pouch swells row by row, and a thin body that waves along its whole length."""
    head = body.named("head", "mouth")
    _, top, right, bottom = body.core
    away = body.steps_from(head) if head.any() else np.where(body.x < right, np.maximum(0, body.out - 2), 0)
    pouch = (body.out == 0) & (away == 0) & (2 * body.y > top + bottom)
    swell = Movement("down", np.where(pouch, 1, 0), (body.y - top) * 24, "raised_cosine")
    return [swinging(np.where(away < 999, away, 0), "down", first=2, each=7, most=2, late=60), swell]


def flippers(body: Body) -> list[Movement]:
    """A turtle rows: each flipper swings at its root, one after the other, and the head nods a little."""
    limbs, head = body.named("limb"), body.named("head")
    if limbs.any():
        strokes = swung(body, limbs, first=1, each=4, most=2, late=40)
    else:
        _, _, _, bottom = body.core
        distance = np.maximum(0, body.y - (body.box[1] + bottom) // 2 - 2)
        front, head = body.along >= 45, (body.x > body.box[2] - 8) & (body.y < bottom)
        rowing = swinging(np.where(front, distance, 0), "right", first=1, each=5, most=2, late=40)
        hind = swinging(np.where(front, 0, distance), "right", first=2, each=6, most=1, late=40, delay=TURN // 2)
        strokes = [rowing, hind]
    return [*strokes, Movement("down", np.where(head, 1, 0), np.full(len(body), TURN // 3), "raised_cosine")]


def fluke(body: Body) -> list[Movement]:
    """A dugong: slow strokes of the fluke at the left end, the flipper below follows."""
    _, below, _, _ = outside(body)
    return [
        tail_beat(body, tip=16, root=48, waves=45),
        trailing(body, below & (body.along > 35), "right", first=2, each=6, most=1, late=20, delay=TURN // 3),
    ]
