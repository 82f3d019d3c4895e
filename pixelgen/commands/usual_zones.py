"""A species or category -> the zone that it is drawn in when none is named: where the animal lives.

Every species can be drawn in every zone; this is a default, not a limit.
"""

from __future__ import annotations

from pixelgen.vocabulary import SPECIES

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


def category_of(species: str | None) -> str | None:
    """The category of a species, None for none."""
    return None if species is None else SPECIES[species]
