"""Words: what they name, what is forgiven, what is refused and how."""

from __future__ import annotations

import contextlib
import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.errors import RequestError
from pixelgen.model.world import SEA, World
from pixelgen.requests.request import SpriteRequest
from pixelgen.requests.words import LONGEST_TEXT, lexicon, read_words
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

SEAS = lexicon(SEA.zones, SEA.categories, SEA.species).table
GARDEN = World(
    tokens=(
        *(("zone", name) for name in ("meadow", "night_garden")),
        *(("category", name) for name in ("beetles", "winged")),
        *(("species", name) for name in ("ladybird", "stag_beetle", "bee")),
        ("pose", "rest"),
    ),
    category_of={"ladybird": "beetles", "stag_beetle": "beetles", "bee": "winged"},
    homes={"bee": ("night_garden",)},
)


@pytest.mark.parametrize(
    ("text", "zone", "kind", "traits"),
    [
        ("purple tang with gold stripes", None, "tang", {"family": "violet", "accent": "gold", "pattern": "striped"}),
        ("a Big-eyed fat octopus with long arms", None, "octopus", {"eye": "large", "build": "stout", "limbs": "long"}),
        ("a young GIANT ISOPOD", None, "giant_isopod", {"growth": "young"}),
        ("portuguese man o\u2019 war", None, "man_o_war", {}),
        ("lion's mane jellyfish", None, "lions_mane", {}),
        ("clown fish in the coral reef", "reef", "clownfish", {}),
        ("red and blue crab", None, "crab", {"family": "rose", "accent": "azure"}),
        ("a green crab with short claws", None, "crab", {"family": "kelp", "limbs": "short"}),
        ("a fish without stripes", None, "reef_fish", {"pattern": "plain"}),
        ("an octopus with no glow and tiny eyes", None, "octopus", {"glow": "none", "eye": "small"}),
        ("baby sea turtle, sleeping", None, "sea_turtle", {"growth": "young", "pose": "rest"}),
        ("tripod fish from the trench", "hadal", "tripod_fish", {}),
        ("a staghorn coral", None, "staghorn", {}),
        ("a fish of the abyss", "abyss", "abyssal", {}),
        ("deep-sea fish", None, "abyssal", {}),
        ("crabs", None, "crab", {}),
        ("sea_urchin", None, "sea_urchin", {}),
        ("huge eyed vampire squid", None, "vampire_squid", {"eye": "bold"}),
        ("a blue-finned gold tang", None, "tang", {"accent": "azure", "family": "gold"}),
        ("please draw me some creature", None, None, {}),
    ],
)
def test_words_name_what_they_say(text: str, zone: str | None, kind: str | None, traits: dict[str, str]) -> None:
    wish = read_words(text)
    assert wish.zone == zone
    assert (wish.species or wish.category) == kind
    assert wish.traits == traits
    assert wish.notes == ()
    assert wish.species is None or wish.category == SPECIES[wish.species]


@pytest.mark.parametrize(
    ("text", "species", "note"),
    [
        ("anglerfsh", "anglerfish", "'anglerfsh' was taken for 'anglerfish'"),
        ("a mooray", "moray", "'mooray' was taken for 'moray'"),
        ("an ocotpus of the abyss", "octopus", "'ocotpus' was taken for 'octopus'"),
    ],
)
def test_spelling_is_forgiven_and_told(text: str, species: str, note: str) -> None:
    wish = read_words(text)
    assert wish.species == species
    assert wish.notes == (note,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1 to 400 characters"),
        (" ", "1 to 400 characters"),
        ("\udcff - ?!", "with a word among them"),
        ("a n\u00e4cktschnecke", "unknown word 'n\u00e4cktschnecke'"),
        ("crab " * 100, "1 to 400 characters"),
        ("a glittery zebra", "unknown word 'glittery'; the nearest are"),
        ("a crab of xyzzy", "unknown word 'xyzzy'; words name a zone"),
        ("long crab", "'long' is of limbs: say long arms, long fins"),
        ("bulging crab", "'bulging' is of eyes: say bulging eyes"),
        ("red, blue and green crab", "at most two colours, the body's and the marks'; 'green' is a third"),
        ("a giant young crab", "'giant' and 'young' do not agree: say one growth"),
        ("an octopus jellyfish", "'jellyfish' is of the category jellyfish, octopus of cephalopod: say one"),
        ("a crab and an octopus", "'crab' and 'octopus' do not agree: say one species"),
        ("a crab without red", "'without' goes with marks or light"),
        ("a crab without", "'without' goes with marks or light"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(text: str, told: str) -> None:
    with pytest.raises(RequestError, match=re.escape(told)) as caught:
        read_words(text)
    assert "\n" not in str(caught.value)


def test_words_are_a_text() -> None:
    with pytest.raises(RequestError, match="words must be a str; got 3"):
        read_words(3)  # type: ignore[arg-type]


@pytest.mark.parametrize("species", SPECIES)
def test_every_species_answers_to_its_name(species: str) -> None:
    for text in (species, species.replace("_", " "), species.replace("_", " ") + "s"):
        assert read_words(text).species == species


def test_the_table_names_only_what_there_is_and_every_trait_value() -> None:
    known = {"zone": ZONES, "category": CATEGORIES, "species": tuple(SPECIES), **TRAITS}
    meanings = {meaning for meaning in SEAS.values() if meaning is not None}
    named = {(kind, value) for kind, value in meanings if kind in known}
    assert all(value in known[kind] for kind, value in named)
    said = {("eye", "small"), ("eye", "large"), ("eye", "bold")}  # of eyes, by the size before them
    said |= {("limbs", value) for value in TRAITS["limbs"]}  # by the length before them
    missing = {(kind, value) for kind, values in known.items() for value in values} - named - said
    assert missing == {("accent", ramp) for ramp in TRAITS["accent"]}  # by a colour's place


@given(st.lists(st.sampled_from(sorted(SEAS)), min_size=1, max_size=8).map(" ".join) | st.text(max_size=LONGEST_TEXT))
def test_any_text_is_a_wish_or_a_request_error(text: str) -> None:
    with contextlib.suppress(RequestError):
        assert set(read_words(text).traits) <= set(TRAITS)


def test_a_request_of_words_has_the_animals_zone_and_the_seed_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    request = SpriteRequest.from_words("a purpel barreleye", seed=4, temperature=0, traits={"pose": "turn"})
    assert request == SpriteRequest(
        "twilight", "abyssal", "barreleye", seed=4, temperature=0, traits={"family": "violet", "pose": "turn"}
    )
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, "'purpel' was taken for 'purple'")
    ]
    open_ones = {SpriteRequest.from_words("creature", seed=seed).category for seed in range(60)}
    assert open_ones == set(CATEGORIES)
    assert SpriteRequest.from_words("creature", seed=7) == SpriteRequest.from_words("creature", seed=7)
    with pytest.raises(RequestError, match="seed"):
        SpriteRequest.from_words("crab", seed=-1)


@pytest.mark.parametrize(
    ("text", "zone", "category", "species"),
    [
        ("a spotted red ladybird of the meadow", "meadow", "beetles", "ladybird"),
        ("stag beetle", None, "beetles", "stag_beetle"),
        ("a beetle of the night garden", "night_garden", "beetles", None),
        ("ladybirds", None, "beetles", "ladybird"),
        ("a ladibird", None, "beetles", "ladybird"),
        ("a sleeping creature", None, None, None),
    ],
)
def test_another_worlds_animals_answer_to_their_names(
    text: str, zone: str | None, category: str | None, species: str | None
) -> None:
    wish = read_words(text, GARDEN)
    assert (wish.zone, wish.category, wish.species) == (zone, category, species)


def test_a_world_knows_no_animals_of_another() -> None:
    with pytest.raises(RequestError, match="unknown word 'clownfish'"):
        read_words("a clownfish", GARDEN)
    with pytest.raises(RequestError, match="unknown word 'ladybird'"):
        read_words("a ladybird")
    with pytest.raises(RequestError, match="'bee' and 'ladybird' do not agree"):
        read_words("a bee ladybird", GARDEN)


def test_a_request_of_words_lives_in_its_own_world() -> None:
    assert SpriteRequest.from_words("a bee", world=GARDEN) == SpriteRequest("night_garden", "winged", "bee")
    drawn = {SpriteRequest.from_words("creature", seed=seed, world=GARDEN).category for seed in range(20)}
    assert drawn == {"beetles", "winged"}
