"""`python -m demo_game.tools.surfacing`: out of air, does the submarine surface from every place of every world?

Looks at all places in the water, 8 pixels apart: from each a way up must end at the surface, in less than --limit
seconds. From every so many of them a submarine without air is let go and followed until it breathes; with --every 1
from all of them, which takes hours. Exit status 1 when one does not surface.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from demo_game.rules.carving import terrain_of
from demo_game.rules.diver import HULL, RISE, Diver
from demo_game.rules.noise import Field
from demo_game.rules.terrain import CELL, Terrain
from demo_game.rules.way_up import STEPS, Place, WayUp, way_up
from demo_game.rules.zones import WIDTH
from pixelgen.interrupts import run_program

_STEP = 1 / 20  # seconds
_AWASH = 12.0
_EDGE = 20  # pixels that the submarine keeps from the sides of the world


@dataclass(frozen=True, slots=True)
class Found:
    """Of one world. places: in the water; dives: tried. stuck: places from which it does not surface in time.

    through_rock: places with room for the hull whose way up is narrower than it. hull: how many pixels the hull went
    into rock when it had room at first.
    """

    places: int
    dives: int
    stuck: tuple[Place, ...]
    way_seconds: float
    dive_seconds: float
    through_rock: int
    hull: float


def looked_at(seed: str, *, every: int, limit: float) -> Found:
    """A world, from all its places; every so many of them are dived from."""
    terrain = terrain_of(seed)
    way = way_up(terrain, HULL)
    lengths, narrowest = _ways(way)
    places = [*_places(terrain, way)]
    free = [place for place in places if way.room[place] >= 0]
    stuck = [place for place in places if not lengths[place] < limit * RISE]
    seconds, hull = 0.0, 0.0
    for place in places[::every]:
        took, deepest = _surfaced(terrain, way, place, limit)
        seconds = max(seconds, took)
        if way.room[place] >= 0:
            hull = max(hull, deepest)
        if not took < limit:
            stuck.append(place)
    longest = max(float(lengths[place]) for place in places) / RISE
    squeezed = sum(bool(narrowest[place] < 0) for place in free)
    return Found(len(places), len(places[::every]), tuple(stuck), longest, seconds, squeezed, hull)


def _places(terrain: Terrain, way: WayUp) -> Iterator[Place]:
    """Those in the water, below the surface and inside of the world."""
    rows = len(way.costs)
    for row, column in np.argwhere(terrain.field[:rows] < 0):
        if row * CELL >= _AWASH and _EDGE <= column * CELL <= WIDTH - _EDGE:
            yield int(row), int(column)


def _ways(way: WayUp) -> tuple[Field, Field]:
    """For each place: pixels of its way up, infinite when it never ends at the surface; the least room on it."""
    lengths, narrowest = np.full(way.costs.shape, math.inf), np.full(way.costs.shape, math.inf)
    for number in np.argsort(way.costs, axis=None, kind="stable"):  # so the place that a step leads to has its figures
        place = int(number // way.costs.shape[1]), int(number % way.costs.shape[1])
        further = way.next(place)
        if further != place:
            step = STEPS[way.steps[place]]
            lengths[place] = lengths[further] + CELL * math.hypot(*step)
            narrowest[place] = min(narrowest[further], float(way.room[place]))
        elif place[0] * CELL < _AWASH:
            lengths[place] = 0.0
    return lengths, narrowest


def _surfaced(terrain: Terrain, way: WayUp, place: Place, limit: float) -> tuple[float, float]:
    """Seconds until a submarine that is let go without air breathes, and how deep in rock its hull was."""
    diver = Diver(float(place[1] * CELL), float(place[0] * CELL), air=0.0, adrift=True)
    seconds, deepest = 0.0, 0.0
    while diver.y >= _AWASH and seconds < limit:
        diver.move(_STEP, 0.0, 0.0, terrain=terrain, way=way)
        diver.breathe(_STEP, fresh=diver.y < _AWASH)
        seconds += _STEP
        deepest = max(deepest, *(terrain.height(diver.x + right, diver.y + down) for right, down in HULL))
    return seconds, deepest


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found -> exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m demo_game.tools.surfacing", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--worlds", type=int, default=50, help="how many worlds (default 50)")
    parser.add_argument(
        "--first", type=int, default=0, help="number of the first of them (default 0): a proof in pieces"
    )
    parser.add_argument("--every", type=int, default=100, help="dive from every so many places (default 100; 1: all)")
    parser.add_argument("--limit", type=float, default=90.0, help="seconds that it may take (default 90)")
    asked = parser.parse_args(arguments)
    if asked.worlds < 1 or asked.first < 0 or asked.every < 1 or not asked.limit > 0:
        parser.error("--worlds, --every and --limit must be 1 or more, --first 0 or more")
    every_found = []
    for number in range(asked.first, asked.first + asked.worlds):
        seed = f"WORLD-{number}"
        found = looked_at(seed, every=asked.every, limit=asked.limit)
        every_found.append(found)
        print(
            f"{seed}: {found.places} places, {found.dives} dives, {len(found.stuck)} stuck", file=sys.stderr, flush=True
        )
        for row, column in found.stuck:
            print(f"{seed}: no way to the surface from x={column * CELL}, y={row * CELL}")
    places, dives = sum(one.places for one in every_found), sum(one.dives for one in every_found)
    stuck = sum(len(one.stuck) for one in every_found)
    print(f"{asked.worlds} worlds, {places} places in the water, {dives} dives without air: {stuck} did not surface")
    print(
        f"longest way up {max(one.way_seconds for one in every_found):.1f} s, "
        f"longest dive {max(one.dive_seconds for one in every_found):.1f} s"
    )
    print(
        f"places with room for the hull whose way is narrower than it: {sum(one.through_rock for one in every_found)}; "
        f"deepest that a hull went into rock: {max(one.hull for one in every_found):.1f} pixels"
    )
    return 1 if stuck else 0


if __name__ == "__main__":
    run_program(lambda: main)
