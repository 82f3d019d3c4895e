"""What is open of an individual is drawn as often as the rows say; what is named stays, unless a lock forbids it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.errors import RequestError
from pixelgen.model.individuals import Individual, TraitTable, Wish
from pixelgen.model.world import SEA
from pixelgen.palette import RAMPS
from pixelgen.vocabulary import PAD, TRAITS

DRAWS = st.integers(0, 2**64 - 1)


def row(zone: str, species: str, **traits: str) -> list[int]:
    found = [SEA.token_id("zone", zone), SEA.token_id("species", species)]
    return found + [SEA.token_id(trait, traits[trait]) if trait in traits else PAD for trait in TRAITS]


def animals() -> list[list[int]]:
    """Two animals of the reef, one of them a stray, one of them in a second zone too."""
    found = []
    for family, accent in (("coral", "gold"), ("coral", "ink"), ("azure", "gold"), ("violet", "rose")):
        for build, glow in (("slim", "none"), ("stout", "some")):
            rest = {"build": build, "glow": glow, "growth": "adult", "limbs": "long", "pose": "rest"}
            found.append(row("reef", "tang", family=family, accent=accent, **rest))
    found.append(row("reef", "moray", family="kelp", accent="kelp", build="slim", glow="rich"))
    found.append(row("abyss", "moray", family="ink", accent="glow", build="regular", glow="rich"))
    return found


WORLD = replace(SEA, homes={"tang": ("reef",), "moray": ("abyss",)})
TABLE = TraitTable(WORLD, np.array(animals(), dtype=np.uint8))


def drawn(wish: Wish, *, count: int = 4000, table: TraitTable = TABLE) -> list[Individual]:
    rng = np.random.default_rng(0)
    draws = rng.integers(0, 2**64, size=(count, 2), dtype=np.uint64).tolist()
    return [table.individual(wish, species_draw=one, traits_draw=other) for one, other in draws]


def shares(found: list[Individual], trait: str) -> dict[str, float]:
    counts = Counter(one.traits.get(trait, "") for one in found)
    return {value: round(times / len(found), 1) for value, times in counts.items()}


def test_open_traits_are_as_frequent_as_in_the_rows_and_scheme_and_accent_stay_together() -> None:
    found = drawn(Wish("reef", "reef_fish", "tang"))
    assert shares(found, "family") == {"coral": 0.5, "azure": 0.2, "violet": 0.2}
    assert shares(found, "build") == {"slim": 0.5, "stout": 0.5}
    assert {(one.traits["family"], one.traits["accent"]) for one in found} == {
        ("coral", "gold"),
        ("coral", "ink"),
        ("azure", "gold"),
        ("violet", "rose"),
    }


def test_the_prompt_holds_the_ids_in_their_order_and_pad_for_what_it_has_not() -> None:
    one = TABLE.individual(Wish("abyss", "reef_fish", "moray"), species_draw=0, traits_draw=0)
    assert one.traits == {"family": "ink", "accent": "glow", "build": "regular", "glow": "rich"}
    names = [("zone", "abyss"), ("category", "reef_fish"), ("species", "moray"), ("family", "ink")]
    names += [("accent", "glow"), ("build", "regular"), *[("", "")] * 5, ("glow", "rich")]
    assert one.prompt == tuple(SEA.token_id(*name) if name[0] else PAD for name in names)


def test_a_species_is_drawn_at_home_four_times_as_often_as_a_stray() -> None:
    species = Counter(one.species for one in drawn(Wish("reef", "reef_fish")))
    assert species["tang"] / species["moray"] == pytest.approx(4, rel=0.1)
    assert {one.species for one in drawn(Wish("abyss", "reef_fish"), count=20)} == {"moray"}


def test_without_a_species_at_home_all_are_alike() -> None:
    table = TraitTable(SEA, np.array(animals(), dtype=np.uint8))
    species = Counter(one.species for one in drawn(Wish("reef", "reef_fish"), table=table))
    assert species["tang"] / species["moray"] == pytest.approx(1, rel=0.1)


def test_named_traits_stay_and_condition_the_others() -> None:
    found = drawn(Wish("reef", "reef_fish", "tang", {"accent": "ink"}))
    assert shares(found, "family") == {"coral": 1.0}
    found = drawn(Wish("reef", "reef_fish", "tang", {"family": "coral"}))
    assert shares(found, "accent") == {"gold": 0.5, "ink": 0.5}


def test_values_that_stand_in_no_common_row_are_kept_and_the_first_ones_condition_the_draw() -> None:
    found = drawn(Wish("reef", "reef_fish", "tang", {"family": "violet", "build": "slim", "glow": "some"}), count=200)
    for one in found:
        assert (one.traits["family"], one.traits["build"], one.traits["glow"]) == ("violet", "slim", "some")
        assert one.traits["accent"] == "rose"


def test_a_trait_chooses_among_the_species_that_have_it() -> None:
    assert {one.species for one in drawn(Wish("reef", "reef_fish", traits={"glow": "rich"}), count=50)} == {"moray"}


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("wood", "reef_fish"), "zone must be one of shallows"),
        (Wish("reef", "bird"), "category must be one of"),
        (Wish("reef", "reef_fish", "squid"), r"species must be one of tang, moray \(category reef_fish\)"),
        (Wish("reef", "reef_fish", "tang", {"mood": "angry"}), "each of traits must be one of family"),
        (Wish("reef", "reef_fish", "tang", {"build": "huge"}), "traits: build must be one of slim"),
        (Wish("reef", "reef_fish", "tang", {"glow": "rich"}), "tang has no glow 'rich'; it has none, some"),
        (Wish("reef", "reef_fish", "tang", {"eye": "bold"}), "tang has no eye 'bold'; it has none"),
        (Wish("reef", "reef_fish", traits={"glow": "rich", "build": "stout"}), "no species of category reef_fish has"),
    ],
)
def test_what_this_world_does_not_have_is_one_clear_error(wish: Wish, reason: str) -> None:
    with pytest.raises(RequestError, match=reason):
        TABLE.individual(wish, species_draw=0, traits_draw=0)


def test_a_value_of_another_zone_may_be_named_even_where_this_zone_has_none_of_the_trait() -> None:
    table = TraitTable(WORLD, np.array([*animals(), row("hadal", "moray", family="kelp")], dtype=np.uint8))
    one = table.individual(Wish("hadal", "reef_fish", "moray", {"glow": "rich"}), species_draw=0, traits_draw=0)
    assert one.traits == {"family": "kelp", "glow": "rich"}
    one = TABLE.individual(Wish("reef", "reef_fish", "moray", {"build": "regular"}), species_draw=0, traits_draw=0)
    assert one.traits["build"] == "regular"


def test_open_traits_are_drawn_inside_a_lock() -> None:
    found = drawn(Wish("reef", "reef_fish", "tang", lock=("gold", "azure", "coral")))
    assert shares(found, "family") == {"coral": 0.5, "azure": 0.5}  # the two rows that lie inside it
    assert {one.traits["accent"] for one in found} == {"gold"}
    assert {one.traits["glow"] for one in found} == {"none"}


def test_a_lock_without_any_of_the_rows_colours_gives_its_own() -> None:
    (one,) = drawn(Wish("reef", "reef_fish", "tang", lock=("sand", "kelp")), count=1)
    assert (one.traits["family"], one.traits["accent"]) == ("sand", "kelp")
    (one,) = drawn(Wish("reef", "reef_fish", "tang", lock=("sand",)), count=1)
    assert (one.traits["family"], one.traits["accent"]) == ("sand", "sand")


def test_a_lock_beats_named_colours_and_light_organs() -> None:
    named = {"family": "coral", "glow": "some", "build": "stout"}
    (one,) = drawn(Wish("reef", "reef_fish", "tang", named, lock=("azure", "gold")), count=1)
    assert (one.traits["family"], one.traits["glow"], one.traits["build"]) == ("azure", "none", "stout")
    (one,) = drawn(Wish("reef", "reef_fish", "tang", named, lock=("coral", "glow")), count=1)
    assert (one.traits["family"], one.traits["glow"]) == ("coral", "some")


def test_weights_without_rows_ask_for_what_is_named_alone() -> None:
    table = TraitTable(SEA, np.zeros((0, 11), dtype=np.uint8))
    one = table.individual(Wish("reef", "reef_fish"), species_draw=5, traits_draw=5)
    assert (one.species, one.traits, one.prompt[2:]) == (None, {}, (PAD,) * 10)


@given(species_draw=DRAWS, traits_draw=DRAWS, lock=st.sets(st.sampled_from(RAMPS)), named=st.booleans())
def test_any_draws_give_an_individual_of_the_world(
    species_draw: int, traits_draw: int, lock: set[str], named: bool
) -> None:
    wish = Wish("reef", "reef_fish", None, {"build": "slim"} if named else {}, sorted(lock))
    one = TABLE.individual(wish, species_draw=species_draw, traits_draw=traits_draw)
    assert one.species in ("tang", "moray")
    assert not named or one.traits["build"] == "slim"
    assert not lock or {one.traits["family"], one.traits["accent"]} <= lock
    assert one == TABLE.individual(wish, species_draw=species_draw, traits_draw=traits_draw)
