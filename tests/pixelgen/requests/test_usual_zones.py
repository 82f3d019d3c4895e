from __future__ import annotations

from pixelgen.requests.usual_zones import _OF_SPECIES, usual_zone
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES


def test_every_species_and_category_lives_somewhere() -> None:
    assert {usual_zone(category) for category in CATEGORIES} <= {*ZONES}
    assert {usual_zone(category, species) for species, category in SPECIES.items()} <= {*ZONES}
    assert _OF_SPECIES.keys() <= SPECIES.keys()


def test_a_species_without_a_zone_of_its_own_lives_where_its_category_does() -> None:
    assert usual_zone("coral", "a new one") == usual_zone("coral") == "reef"
    assert usual_zone("cephalopod", "dumbo_octopus") == "abyss"
