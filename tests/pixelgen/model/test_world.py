"""Names as data: the sea's ids are those of the vocabulary, longer lists are read, and nothing else is believed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.model.world import FIRST_ID, LARGEST_TEXT, SEA, World, WorldError, read_world, world_text
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, VOCABULARY_SIZE, ZONES, token_id

FOREST = World(
    tokens=(("zone", "wood"), ("category", "bird"), None, ("species", "owl"), ("build", "slim"), ("build", "stout")),
    category_of={"owl": "bird"},
    homes={"owl": ("wood",)},
    dominance={"build": ("stout", "slim")},
    water={"wood": "#102030"},
    light={"wood": {"azimuth": 90.0, "highlight": 1, "dither": False}},
    motion={"owl": "flying_wings"},
)


def test_the_seas_names_have_the_ids_of_the_vocabulary() -> None:
    assert (SEA.zones, SEA.categories, SEA.species) == (ZONES, CATEGORIES, tuple(SPECIES))
    assert dict(SEA.traits) == TRAITS
    assert SEA.vocabulary == VOCABULARY_SIZE
    for trait, values in TRAITS.items():
        for value in values:
            assert SEA.token_id(trait, value) == token_id(trait, value)
            assert SEA.meaning(token_id(trait, value)) == (trait, value)


def test_free_places_and_the_ids_of_all_worlds_mean_nothing_here() -> None:
    for token in (0, FIRST_ID - 1, FIRST_ID + 2, FOREST.vocabulary):
        with pytest.raises(KeyError, match=f"no meaning for token {token}"):
            FOREST.meaning(token)


def test_a_world_comes_back_from_its_text() -> None:
    assert read_world(world_text(FOREST)) == FOREST
    assert read_world(world_text(SEA)) == SEA


def test_a_list_that_goes_on_from_the_seas_is_read() -> None:
    tokens = (*SEA.tokens, ("zone", "kelp_wood"), ("species", "garibaldi"), ("pose", "sleep"), ("mood", "angry"))
    longer = replace(SEA, tokens=tokens, category_of={**SPECIES, "garibaldi": "reef_fish"})
    found = read_world(world_text(longer))
    assert found.zones == (*ZONES, "kelp_wood")
    assert found.token_id("zone", "reef") == token_id("zone", "reef")
    assert found.token_id("zone", "kelp_wood") == VOCABULARY_SIZE
    assert found.traits["pose"] == (*TRAITS["pose"], "sleep")
    assert found.traits["mood"] == ("angry",)


def test_keys_that_are_not_known_yet_are_left_aside() -> None:
    plain = json.loads(world_text(FOREST))
    assert read_world(json.dumps({**plain, "music": {"wood": "flute"}}).encode()) == FOREST


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("tokens", [["zone", "wood"]], "needs a zone, a category and a species"),
        ("tokens", [["zone", "wood"], ["zone", "wood"]], "stands twice"),
        ("tokens", [["zone", "Wood!"]], "is no name"),
        ("tokens", [["zone", 5]], "no text"),
        ("tokens", [["zone"]], "of another kind"),
        ("tokens", 5, "of another kind"),
        ("tokens", [None] * 2000, "at most 1024"),
        ("category_of", {}, "every species needs its category"),
        ("category_of", {"owl": "fish"}, "unknown category"),
        ("homes", {"owl": ["sea"]}, "unknown zone"),
        ("homes", {"cat": ["wood"]}, "unknown species has a home"),
        ("homes", {"owl": "wood"}, "list of names"),
        ("dominance", {"build": ["slim"]}, "needs all its values"),
        ("dominance", {"mood": ["slim"]}, "needs all its values"),
        ("water", {"wood": "blue"}, "no #rrggbb"),
        ("water", {"sea": "#000000"}, "unknown zone"),
        ("light", {"wood": {"azimuth": "high"}}, "no number"),
        ("light", {"wood": {"azimuth": 1e9}}, "no number"),
        ("light", {"wood": 5}, "of another kind"),
        ("motion", {"owl": "../x"}, "no name"),
        ("motion", {"cat": "run"}, "unknown species moves"),
    ],
)
def test_what_is_no_world_is_refused_with_a_reason(key: str, value: Any, reason: str) -> None:
    plain = json.loads(world_text(FOREST))
    with pytest.raises(WorldError, match=reason):
        read_world(json.dumps({**plain, key: value}).encode())
    del plain[key]
    with pytest.raises(WorldError, match="missing"):
        read_world(json.dumps(plain).encode())


def test_what_is_no_json_or_too_long_is_refused() -> None:
    for text in (b"", b"\xff", b"[" * 100_000, b"[]", b"5"):
        with pytest.raises(WorldError):
            read_world(text)
    with pytest.raises(WorldError, match="over 256 KB"):
        read_world(b" " * (LARGEST_TEXT + 1))


@given(place=st.integers(0, len(world_text(FOREST)) - 1), byte=st.integers(0, 255))
def test_a_damaged_text_is_refused_or_another_world(place: int, byte: int) -> None:
    text = bytearray(world_text(FOREST))
    text[place] = byte
    with contextlib.suppress(WorldError):
        assert read_world(world_text(read_world(bytes(text)))) == read_world(bytes(text))
