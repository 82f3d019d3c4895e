"""A seed and its terrain -> who lives where: residents with homes, and vents. Knows nothing of how they move.

Each zone has a roster of its own, of the species that are at home there; over all zones every species has a home.
A few animals are of a rare morph.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from demo_game.rules.fauna import ANYWHERE, Fauna, as_morph, morph_of
from demo_game.rules.rng import Rng
from demo_game.rules.species_ways import way_of
from demo_game.rules.terrain import Spot, Terrain
from demo_game.rules.zones import WIDTH, ZONE_HEIGHT, zone_at
from pixelgen import CATEGORIES, SPECIES, ZONES, SpriteRequest

OF_A_CATEGORY, AT_HOME = 2, 4  # species of a category in a zone's roster, where all live anywhere and where not
_GROUPS = {"reef_fish": 6, "grazer": 6, "coral": 14, "jellyfish": 3, "cephalopod": 4, "abyssal": 3}
_DEEP_GROUPS = {"reef_fish": 4, "grazer": 5, "coral": 10, "jellyfish": 6, "cephalopod": 4, "abyssal": 7}
_VENTS_A_ZONE = (0, 1, 2, 2, 3, 3)
STAND = 15  # how far the middle of what stands lies above its ground
_BESIDE = (22, 40)  # how far apart what stands keeps, to the side and up and down
_BERTH = 12.0  # pixels of water between the rock and the home of what swims
_OUT_OF_SIGHT = 300  # pixels further away that ground may be that is in sight
_CROWDED = 12  # pixels further away that ground may be for each pixel more between it and its neighbours


@dataclass(frozen=True, slots=True)
class Resident:
    """One animal of the world. number: its own; group: of those that live together; generation 0 is wild.

    morph: of a rare one, see `fauna`.
    """

    number: int
    group: int
    request: SpriteRequest
    species: str
    zone: str
    x: float
    y: float
    generation: int = 0
    morph: str = ""


@dataclass(frozen=True, slots=True)
class Vent:
    """A place on the ground where gas bubbles up; hot ones glow."""

    x: float
    y: float
    hot: bool


@dataclass(frozen=True, slots=True)
class Population:
    """rosters: the species of each zone. Residents in the order of their numbers. fall: where a whale has sunk to."""

    rosters: dict[str, tuple[str, ...]]
    residents: tuple[Resident, ...]
    vents: tuple[Vent, ...]
    fall: Spot | None = None


def population_of(
    terrain: Terrain,
    *,
    fauna: Fauna = ANYWHERE,
    starters: Sequence[SpriteRequest] = (),
    twins: bool = False,
) -> Population:
    """Everyone who lives on a terrain.

    starters: animals that are drawn already. The first of a zone and species is one of them, and in the shallows their
    species are in every roster, so that a dive begins among them. twins: all of that zone and species are the same
    animal, for when drawing takes long.
    """
    first = [one.species for one in starters if one.zone == ZONES[0] and one.species in fauna.learnt]
    rosters = rosters_of(terrain.seed, fauna, first=[species for species in first if species is not None])
    free = list(terrain.spots)
    vents = _vents(terrain.seed, free)
    residents: list[Resident] = []
    for zone in ZONES:
        rng = Rng(terrain.seed, "residents", zone)
        groups = _GROUPS if ZONES.index(zone) < 3 else _DEEP_GROUPS
        for species in rosters[zone]:
            kin = [one for one in rosters[zone] if SPECIES[one] == SPECIES[species]]
            for _ in range((groups[SPECIES[species]] + len(kin) - 1 - kin.index(species)) // len(kin)):
                residents += _group(rng, terrain, zone, species, len(residents), free)
    dressed = [_dressed(terrain.seed, one, fauna) for one in residents]
    whole = tuple(_with_starters(dressed, starters, twins=twins))
    return Population(rosters, whole, vents, _whale_fall(terrain.seed, free) if fauna.homes else None)


def _dressed(seed: str, resident: Resident, fauna: Fauna) -> Resident:
    """As the morph that it is."""
    morph = morph_of(seed, resident.number, fauna, resident.species)
    return replace(resident, request=as_morph(resident.request, morph), morph=morph) if morph else resident


def _whale_fall(seed: str, free: list[Spot]) -> Spot | None:
    """A place in the abyss."""
    return _taken(Rng(seed, "whale fall"), "abyss", free)


def rosters_of(seed: str, fauna: Fauna, *, first: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Some species of each category for each zone; each comes up once before any comes up again.

    first: species that are in the first zone's, one a category, if they are at home there.
    """
    most = AT_HOME if fauna.homes else OF_A_CATEGORY
    rosters: dict[str, list[str]] = {zone: [] for zone in ZONES}
    for category in CATEGORIES:
        kin = [species for species in fauna.learnt if SPECIES[species] == category]
        rng = Rng(seed, "roster", category)
        queue = [species for species in kin if species in first and fauna.lives_in(species, ZONES[0])][:1]
        for zone in ZONES:
            here = {species for species in kin if fauna.lives_in(species, zone)}
            for _ in range(min(most, len(here))):
                if all(species in rosters[zone] or species not in here for species in queue):
                    queue += [species for species in rng.shuffled(kin) if species not in queue]
                chosen = next(species for species in queue if species in here and species not in rosters[zone])
                queue.remove(chosen)
                rosters[zone].append(chosen)
    return {zone: tuple(species) for zone, species in rosters.items()}


def _with_starters(
    residents: Sequence[Resident], starters: Sequence[SpriteRequest], *, twins: bool
) -> Iterator[Resident]:
    waiting = {(one.zone, one.species): one for one in starters}
    for resident in residents:
        kind = resident.zone, resident.species
        starter = waiting.get(kind) if twins else waiting.pop(kind, None)
        yield resident if starter is None else replace(resident, request=starter)


def _group(rng: Rng, terrain: Terrain, zone: str, species: str, first: int, free: list[Spot]) -> list[Resident]:
    way = way_of(species)
    count = 1 if way.company == 1 else max(2, rng.randrange(way.company) + 1)
    if way.ground:
        spot = _taken(rng, zone, free)
        if spot is None:
            return []
        home = spot.x, spot.y - STAND
    elif way.name == "hide":
        spot = _taken(rng, zone, free, keep=True)
        home = (spot.x, spot.y - 22) if spot else open_water(rng, terrain, zone)
    else:
        home = open_water(rng, terrain, zone)
    group = []
    for number in range(count):
        request = SpriteRequest(zone, SPECIES[species], species, seed=rng.randrange(1 << 31))
        x = home[0] + (rng.uniform(-30, 30) if number else 0)
        y = home[1] + (rng.uniform(-22, 22) if number else 0)
        if not way.ground:
            x, y = off_the_rock(terrain, x, y)
        group.append(Resident(first + number, first, request, species, zone, x, y))
    return group


def off_the_rock(terrain: Terrain, x: float, y: float) -> tuple[float, float]:
    """The place itself, or one near it with water around it."""
    for _ in range(40):
        if terrain.height(x, y) <= -_BERTH:
            return x, y
        right, down = terrain.way_out(x, y)
        x, y = x + right * 2, y + down * 2
    return x, y


def ground_near(
    terrain: Terrain, x: float, y: float, *, taken: Sequence[tuple[float, float]]
) -> tuple[float, float] | None:
    """The middle of something that finds ground near a place: in sight, and free, if it can be. None without ground.

    taken: middles of what stands already. Ground is scarce: who finds none free stands close beside another.
    """
    side, reach = _BESIDE

    def far(home: tuple[float, float]) -> float:
        crowded = sum(max(side - abs(home[0] - a), 0) for a, b in taken if abs(home[1] - b) <= reach)
        return math.hypot(home[0] - x, home[1] - y) + crowded * _CROWDED

    homes = sorted((far(home), home) for home in ((spot.x, spot.y - STAND) for spot in terrain.spots))
    if not homes:
        return None
    near = [home for distance, home in homes if distance <= homes[0][0] + _OUT_OF_SIGHT]
    return next((home for home in near if terrain.open_between((x, y), home)), near[0])


def _taken(rng: Rng, zone: str, free: list[Spot], *, keep: bool = False) -> Spot | None:
    """A free spot of the zone; what stands there keeps 22 pixels around it to itself."""
    here = [spot for spot in free if zone_at(spot.y) == zone and spot.y > 60]
    if not here:
        return None
    chosen = rng.choice(here)
    if not keep:
        side, reach = _BESIDE
        free[:] = [spot for spot in free if abs(spot.x - chosen.x) > side or abs(spot.y - chosen.y) > reach]
    return chosen


def open_water(rng: Rng, terrain: Terrain, zone: str) -> tuple[float, float]:
    """A place in a zone with much water around it."""
    top = ZONES.index(zone) * ZONE_HEIGHT
    tried = []
    for _ in range(12):
        x, y = rng.uniform(60, WIDTH - 60), rng.uniform(top + 70, top + ZONE_HEIGHT - 50)
        room = -terrain.height(x, y)
        if room > 40:
            return x, y
        tried.append((x, y, room))
    best = max(tried, key=lambda place: place[2])
    return best[0], best[1]


def _vents(seed: str, free: list[Spot]) -> tuple[Vent, ...]:
    rng, vents = Rng(seed, "vents"), []
    for zone, count in zip(ZONES, _VENTS_A_ZONE, strict=True):
        for _ in range(count):
            spot = _taken(rng, zone, free)
            if spot is not None:
                vents.append(Vent(spot.x, spot.y, hot=zone in ("abyss", "hadal")))
    return tuple(vents)
