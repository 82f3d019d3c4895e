"""Token ids never move: weights and saved requests depend on them."""

from __future__ import annotations

import doctest

import pytest

from pixelgen import vocabulary
from pixelgen.palette import RAMPS
from pixelgen.vocabulary import (
    BOS,
    CATEGORIES,
    EOS,
    MASK,
    PAD,
    SPECIES,
    SPECIES_PLACES,
    TRAITS,
    VOCABULARY_SIZE,
    WRITABLE,
    ZONES,
    meaning,
    token_id,
)

# Written out once more: what stands here is what the design promises.
AFTER_THE_COLOURS = (
    *(("special", name) for name in ("PAD", "BOS", "EOS", "MASK")),
    *(("zone", name) for name in ("shallows", "reef", "twilight", "midnight", "abyss", "hadal")),
    *(("category", name) for name in ("reef_fish", "grazer", "coral", "jellyfish", "cephalopod", "abyssal")),
)
SPECIES_IN_ORDER = (
    "clownfish angelfish tang butterflyfish pufferfish lionfish seahorse moray "
    "sea_turtle dugong parrotfish nudibranch sea_urchin crab conch "
    "staghorn brain_coral tube_sponge sea_fan anemone table_coral sea_pen "
    "moon_jelly box_jelly lions_mane comb_jelly man_o_war crown_jelly "
    "octopus squid cuttlefish nautilus dumbo_octopus vampire_squid "
    "anglerfish gulper_eel viperfish giant_isopod tripod_fish hatchetfish barreleye"
).split()
FIRST_SPECIES = 80
FIRST_FAMILY = FIRST_SPECIES + 64


def test_ids_0_to_63_are_the_palette() -> None:
    assert [meaning(token) for token in range(64)] == [("colour", str(index)) for index in range(64)]


def test_ids_64_to_79_are_specials_zones_and_categories() -> None:
    assert tuple(meaning(token) for token in range(64, 80)) == AFTER_THE_COLOURS
    assert (PAD, BOS, EOS, MASK) == (64, 65, 66, 67)


def test_species_ids_follow_and_their_order_never_changes() -> None:
    known = [meaning(token) for token in range(FIRST_SPECIES, FIRST_SPECIES + len(SPECIES_IN_ORDER))]
    assert known == [("species", name) for name in SPECIES_IN_ORDER]


def test_places_for_species_to_come_are_reserved() -> None:
    assert SPECIES_PLACES == 64
    for token in range(FIRST_SPECIES + len(SPECIES), FIRST_FAMILY):
        with pytest.raises(KeyError):
            meaning(token)


def test_trait_values_follow_the_species_and_their_order_never_changes() -> None:
    text = (
        "family accent build=slim,regular,stout limbs=short,regular,long "
        "pattern=plain,banded,striped,spotted,mottled,masked pose=rest,glide,turn,display "
        "eye=small,large,bold growth=young,adult,giant glow=none,some,rich"
    )
    traits = {name: tuple(values.split(",")) for name, _, values in (part.partition("=") for part in text.split())}
    traits["family"] = traits["accent"] = RAMPS
    assert traits == TRAITS
    expected = [(trait, value) for trait, values in traits.items() for value in values]
    assert [meaning(token) for token in range(FIRST_FAMILY, VOCABULARY_SIZE)] == expected
    assert VOCABULARY_SIZE == 187  # all fit in one byte


def test_ids_and_meanings_lead_to_each_other() -> None:
    named = [*range(FIRST_SPECIES + len(SPECIES)), *range(FIRST_FAMILY, VOCABULARY_SIZE)]
    assert [token_id(*meaning(token)) for token in named] == named


@pytest.mark.parametrize("token", [-1, VOCABULARY_SIZE, 10**9])
def test_an_id_outside_the_vocabulary_has_no_meaning(token: int) -> None:
    with pytest.raises(KeyError, match=f"no meaning for token {token}"):
        meaning(token)


@pytest.mark.parametrize("unknown", [("zone", "lake"), ("colour", "64"), ("zone", "coral"), ("fish", "clownfish")])
def test_an_unknown_meaning_has_no_id(unknown: tuple[str, str]) -> None:
    with pytest.raises(KeyError):
        token_id(*unknown)


def test_there_are_41_species_and_each_category_has_at_least_six() -> None:
    assert len(SPECIES) == 41
    assert set(SPECIES.values()) == set(CATEGORIES)
    assert min(list(SPECIES.values()).count(category) for category in CATEGORIES) >= 6
    assert len(ZONES) == 6


def test_the_model_writes_colours_and_mask_and_nothing_else() -> None:
    assert (*range(64), 67) == WRITABLE


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(vocabulary) == (0, 2)
