"""Worlds and dives as they are recorded: a saved dive names places and residents of its seed, so both must stay.

The same on every machine, as the rules calculate by correctly rounded operations. Whoever changes a rule on purpose
plays, and writes down the new digests that these tests print; saved dives of before then lie in another world.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b

import pytest

from demo_game.rules.carving import terrain_of
from demo_game.rules.events import Command
from demo_game.rules.fauna import Fauna
from demo_game.rules.population import population_of
from demo_game.rules.reef import Reef
from demo_game.rules.terrain import Terrain
from pixelgen import SPECIES, SpriteRequest

STEP = 1 / 20
LEARNT = tuple(SPECIES)[:41]  # of today, as new ones come at the end
WORLDS = {
    "CORAL-7431": ("e8d6bedd7ea01189", "6c4481b4bffe548e"),
    "ANCHOR-3235": ("531ac822306c509c", "e218cdf6db87d67e"),
}
STARTERS = [
    SpriteRequest("shallows", "reef_fish", "tang", seed=5),
    SpriteRequest("shallows", "coral", "staghorn", seed=6),
    SpriteRequest("midnight", "jellyfish", "moon_jelly", seed=7),
]


def digest(*facts: object) -> str:
    return blake2b(json.dumps(facts).encode(), digest_size=8).hexdigest()


@pytest.fixture(scope="module")
def terrains() -> dict[str, Terrain]:
    return {seed: terrain_of(seed) for seed in WORLDS}


@pytest.mark.parametrize("seed", WORLDS)
def test_the_rock_of_a_seed_is_as_recorded(terrains: dict[str, Terrain], seed: str) -> None:
    terrain = terrains[seed]
    ledges = [(one.wall, one.tip, one.top, one.thickness) for one in terrain.ledges]
    spots = [(one.x, one.y) for one in terrain.spots]
    field = blake2b(terrain.field.tobytes()).hexdigest()
    assert digest(field, ledges, spots, terrain.height(300.5, 801.25), terrain.way_out(290, 1400)) == WORLDS[seed][0]


@pytest.mark.parametrize("seed", WORLDS)
def test_who_lives_where_is_as_recorded(terrains: dict[str, Terrain], seed: str) -> None:
    facts = []
    for starters, twins in (([], False), (STARTERS, False), (STARTERS, True)):
        population = population_of(terrains[seed], fauna=Fauna(LEARNT), starters=starters, twins=twins)
        facts.append(
            (
                population.rosters,
                [(one.number, one.group, one.species, one.request.seed, one.x, one.y) for one in population.residents],
                [(vent.x, vent.y, vent.hot) for vent in population.vents],
            )
        )
    assert digest(facts) == WORLDS[seed][1]


def down(seconds: float) -> Command:
    """Zigzag, with pictures and the lamp off at times."""
    right = 0.9 if seconds % 3 < 1.5 else -0.6
    return Command(right, 0.7, photograph=seconds % 1 < 0.1, switch_lamp=seconds % 2 < 0.04)


def back_and_forth(seconds: float) -> Command:
    return Command(1.0 if seconds % 6 < 3 else -1.0, 0.2, photograph=seconds % 2 < 0.1)


def idle(seconds: float) -> Command:
    return Command(rests=seconds < 1)


DIVES: dict[str, tuple[tuple[str, float, float, float], Callable[[float], Command], float, str]] = {
    "down from the surface": (("CORAL-7431", 520.0, 8.0, 1.0), down, 8.0, "ec34b043cfe0b912"),
    "in the reef": (("CORAL-7431", 430.0, 1090.0, 1.0), back_and_forth, 8.0, "43151e76f34d9259"),
    "in the deep": (("ANCHOR-3235", 480.0, 3100.0, 0.7), back_and_forth, 8.0, "63f55f94d99754f0"),
    "out of air under a ledge": (("ANCHOR-3235", 323.15, 2641.0, 0.0), idle, 14.0, "75d10011c92fb486"),
}


@pytest.mark.parametrize("name", DIVES)
def test_a_dive_goes_as_recorded(name: str) -> None:
    (seed, x, y, air), command, seconds, recorded = DIVES[name]
    reef = Reef(seed, fauna=Fauna(LEARNT))
    reef.place_diver(x, y, air=air)
    reef.update(STEP, Command(hatched=tuple(one.resident.number for one in reef.swimmers), rests=True))
    child = reef.add_child(SpriteRequest("reef", "coral", "sea_fan", seed=4), species="sea_fan", generation=1, place=0)
    facts: list[object] = [(child.x, child.y, child.zone)]
    for number in range(round(seconds / STEP)):
        events = reef.update(STEP, command(number * STEP))
        facts += [type(event).__name__ for event in events]
        if number % 20 == 19:
            diver, target = reef.diver, reef.target
            facts.append([round(part, 4) for part in (diver.x, diver.y, *diver.velocity, diver.aim_y, diver.air)])
            facts.append([round(part, 4) for part in (reef.camera_x, reef.camera_y)])
            facts.append(None if target is None else (target.resident.number, reef.stars(target)))
    facts.append([one.number for one in reef.wanted()])
    facts.append([(one.facing, *(round(part, 3) for part in (one.x, one.y, one.vx, one.vy))) for one in reef.swimmers])
    assert digest(facts) == recorded
