"""Idle movements of what swims by its body, tail, fins or flippers. Knows a body's pixels, never how it was drawn."""

from __future__ import annotations

import numpy as np

from pixelgen.look.motion.anatomy import Body
from pixelgen.look.motion.gestures import bob, outside, swinging, tail_beat, trailing
from pixelgen.look.motion.waves import TURN, Movement


def fish(body: Body) -> list[Movement]:
    """A tail beat; long fins above and below follow late."""
    above, below, _, _ = outside(body)
    fins = above | below
    ahead = fins & (body.along >= 42)
    streamers = Movement("down", np.where(fins & (body.along < 26), 1, 0), np.full(len(body), TURN * 6 // 10))
    return [
        tail_beat(body, where=~fins),
        streamers,
        trailing(body, ahead, "right", first=3, most=1, late=30, delay=TURN // 3),
    ]


def stiff_fish(body: Body) -> list[Movement]:
    """A round or armoured body: only the tail fin beats, and the whole bobs."""
    return [bob(body), tail_beat(body, tip=0, root=22)]


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
    """A seahorse: bobs, its curled tail and the fin on its back follow late."""
    low = np.maximum(0, 40 - body.above)
    tail = Movement("right", np.where(low > 0, 1, 0), TURN // 4 + low * 6)
    back = (body.along < 24) & (body.above > 40) & (body.above < 75)
    flutter = Movement("down", np.where(back, 1, 0), np.full(len(body), TURN // 4), "raised_cosine")
    return [bob(body), tail, flutter]


def coiled_eel(body: Body) -> list[Movement]:
    """A long wave runs down an S-shaped body; the head, at the top, is still."""
    below = 100 - body.above
    amplitude = np.where(below < 30, 0, np.where(below < 60, 1, 2))
    return [Movement("right", amplitude, below * 8)]


def whip_tail(body: Body) -> list[Movement]:
    """A big mouth that hardly moves, and a thin tail that waves along its whole length."""
    away = np.where(body.x < body.core[2], np.maximum(0, body.out - 2), 0)
    return [swinging(away, "down", first=1, each=7, most=2, late=26), bob(body)]


def flippers(body: Body) -> list[Movement]:
    """A turtle rows: front flippers swing fore and aft below the shell, the hind ones against them, the body bobs."""
    _, _, _, bottom = body.core
    distance = np.maximum(0, body.y - (body.box[1] + bottom) // 2 - 2)
    front = body.along >= 45
    rowing = swinging(np.where(front, distance, 0), "right", first=1, each=5, most=2, late=12)
    hind = swinging(np.where(front, 0, distance), "right", first=2, each=6, most=1, late=12, delay=TURN // 2)
    return [rowing, hind, bob(body)]


def fluke(body: Body) -> list[Movement]:
    """A dugong: slow strokes of the fluke at the left end, the flipper below follows."""
    _, below, _, _ = outside(body)
    return [
        tail_beat(body, tip=16, root=48, waves=45),
        trailing(body, below & (body.along > 35), "right", first=2, each=6, most=1, late=20, delay=TURN // 3),
    ]
