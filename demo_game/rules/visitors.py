"""A dive of a world -> who is there for this dive alone: a stray, or a bloom of jellyfish. Knows not how they move."""

from __future__ import annotations

from demo_game.rules.encounters import Special, special_of
from demo_game.rules.fauna import STRAY, Fauna
from demo_game.rules.population import Resident, off_the_rock, open_water
from demo_game.rules.rng import Rng
from demo_game.rules.terrain import Terrain
from pixelgen import SPECIES, SpriteRequest

_FIRST, _OF_A_DIVE = 2_000_000, 16  # numbers of visitors begin here
_BLOOM = 9  # animals


def is_visitor(number: int) -> bool:
    """Whether a resident's number is a visitor's."""
    return number >= _FIRST


def visitors_of(terrain: Terrain, fauna: Fauna, dive: int) -> tuple[Special, tuple[Resident, ...]]:
    """What is special about a dive, and the animals that come with it."""
    special = special_of(terrain.seed, dive, homes=fauna.homes, learnt=fauna.learnt)
    rng, first = Rng(terrain.seed, "visitors", dive), _FIRST + dive * _OF_A_DIVE
    came: list[Resident] = []
    if special.stray is not None:
        species, zone = special.stray
        x, y = off_the_rock(terrain, *open_water(rng, terrain, zone))
        came.append(_resident(rng, first, first, species, zone, (x, y), morph=STRAY))
    jellies = [one for one in fauna.learnt if SPECIES[one] == "jellyfish" and fauna.lives_in(one, special.bloom)]
    if special.bloom and jellies:
        species = rng.choice(jellies)
        x, y = open_water(rng, terrain, special.bloom)
        for number in range(1, _BLOOM + 1):
            place = off_the_rock(terrain, x + rng.uniform(-110, 110), y + rng.uniform(-70, 70))
            came.append(_resident(rng, first + number, first + 1, species, special.bloom, place))
    else:
        special = Special(special.stray, "")
    return special, tuple(came)


def _resident(
    rng: Rng, number: int, group: int, species: str, zone: str, place: tuple[float, float], *, morph: str = ""
) -> Resident:
    request = SpriteRequest(zone, SPECIES[species], species, seed=rng.randrange(1 << 31))
    return Resident(number, group, request, species, zone, *place, morph=morph)
