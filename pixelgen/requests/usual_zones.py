"""A species or category -> what is not named beside it: the category, and the zone where the animal lives.

Every species can be drawn in every zone: the zone is a default, not a limit.
"""

from __future__ import annotations

from collections.abc import Mapping

from pixelgen.errors import RequestError
from pixelgen.model.world import World
from pixelgen.vocabulary import CATEGORIES, SPECIES

_OF_CATEGORY = {
    "reef_fish": "reef",
    "grazer": "shallows",
    "coral": "reef",
    "jellyfish": "twilight",
    "cephalopod": "reef",
    "abyssal": "midnight",
}
_OF_SPECIES = {
    "parrotfish": "reef",
    "nudibranch": "reef",
    "sea_urchin": "reef",
    "sea_pen": "twilight",
    "moon_jelly": "shallows",
    "box_jelly": "shallows",
    "man_o_war": "shallows",
    "crown_jelly": "midnight",
    "squid": "twilight",
    "nautilus": "twilight",
    "dumbo_octopus": "abyss",
    "vampire_squid": "midnight",
    "giant_isopod": "abyss",
    "tripod_fish": "abyss",
    "hatchetfish": "twilight",
    "barreleye": "twilight",
}


def usual_zone(category: str, species: str | None = None) -> str:
    """The zone; that of the category for a species without one of its own."""
    return _OF_SPECIES.get(species or "", _OF_CATEGORY[category])


def zone_of(world: World, category: str, species: str | None) -> str:
    """Where an animal lives that no zone is named for."""
    homes = world.homes.get(species or "", ())
    if homes and species not in SPECIES:
        return homes[0]
    return usual_zone(category, species) if category in CATEGORIES else world.zones[0]


def category_named(category: str | None, species: str | None, owners: Mapping[str, str] = SPECIES) -> str | None:
    """The category that a category or a species names; None for neither. owners: the category of each species.
    RequestError when they do not agree."""
    if species is None:
        return category
    if category not in (None, owners[species]):
        raise RequestError(
            f"--species {species} is of the category {owners[species]}; leave --category out; got {category}"
        )
    return owners[species]
