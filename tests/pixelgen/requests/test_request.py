from __future__ import annotations

import json
import math
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.checks import MAX_SEED
from pixelgen.errors import RequestError
from pixelgen.model.sampling import Sampling
from pixelgen.palette import RAMPS
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.request import DEFAULT_MIN_P, DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

PLAIN = SpriteRequest("reef", "jellyfish", temperature=1.0)
REFUSED: list[tuple[str, Any]] = [
    ("zone", "Reef"),
    ("zone", None),
    ("zone", ["reef"]),
    ("category", 3),
    ("species", "sea turtle"),
    ("species", "a" * 41),
    ("species", ""),
    ("species", 1),
    ("colours", "coral"),
    ("colours", {"coral"}),
    ("colours", None),
    ("colours", ("blue",)),
    ("colours", (["coral"],)),
    ("colours", ("coral", "glow", "coral")),
    ("seed", -1),
    ("seed", MAX_SEED + 1),
    ("seed", 1.0),
    ("seed", True),
    ("seed", "1"),
    ("temperature", -0.1),
    ("temperature", 4.001),
    ("temperature", math.nan),
    ("temperature", math.inf),
    ("temperature", True),
    ("temperature", "1"),
    ("temperature", None),
    ("top_k", -1),
    ("top_k", 66),
    ("top_k", 2.0),
    ("top_p", 0),
    ("top_p", 1.1),
    ("top_p", math.nan),
    ("min_p", -0.01),
    ("min_p", 1.01),
    ("min_p", False),
    ("traits", None),
    ("traits", "pose"),
    ("traits", {"": "glad"}),
    ("traits", {3: "rest"}),
    ("traits", {"pose": "Turn"}),
    ("traits", {f"trait_{number}": "rest" for number in range(17)}),
    ("traits", {"pose": None}),
]


def traits() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({}, optional={trait: st.sampled_from(values) for trait, values in TRAITS.items()})


@st.composite
def requests(draw: st.DrawFn, *, with_traits: bool = True) -> SpriteRequest:
    category = draw(st.sampled_from(CATEGORIES))
    kin = [species for species, home in SPECIES.items() if home == category]
    return SpriteRequest(
        draw(st.sampled_from(ZONES)),
        category,
        draw(st.none() | st.sampled_from(kin)),
        tuple(draw(st.lists(st.sampled_from(RAMPS), unique=True))),
        seed=draw(st.integers(0, MAX_SEED)),
        temperature=draw(st.floats(0, 4) | st.integers(0, 4)),
        top_k=draw(st.integers(0, 65)),
        top_p=draw(st.floats(0, 1, exclude_min=True)),
        min_p=draw(st.floats(0, 1)),
        traits=draw(traits()) if with_traits else {},
    )


@given(requests())
def test_canonical_text_reads_back_as_the_same_request(request: SpriteRequest) -> None:
    text = request.canonical()
    assert SpriteRequest.from_canonical(text) == request
    assert SpriteRequest.from_canonical(text).canonical() == text


@given(requests(), requests())
def test_keys_are_equal_exactly_when_requests_are(one: SpriteRequest, other: SpriteRequest) -> None:
    assert (one.key() == other.key()) == (one == other)


@pytest.mark.parametrize(
    "change",
    [
        {"zone": "hadal"},
        {"category": "coral"},
        {"species": "moon_jelly"},
        {"colours": ("glow",)},
        {"seed": 1},
        {"temperature": 0.5},
        {"top_k": 1},
        {"top_p": 0.5},
        {"min_p": 0.5},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_field_changes_the_key(change: dict[str, Any]) -> None:
    assert replace(PLAIN, **change).key() != PLAIN.key()


def test_order_of_colours_changes_the_key() -> None:
    one, other = replace(PLAIN, colours=("glow", "rose")), replace(PLAIN, colours=("rose", "glow"))
    assert one.key() != other.key()


def test_canonical_text_and_key_stay_what_they_were() -> None:
    request = SpriteRequest("reef", "jellyfish", "moon_jelly", ("glow", "rose"), seed=7, temperature=0.8, min_p=0)
    assert request.canonical() == (
        '{"category":"jellyfish","colours":["glow","rose"],"min_p":0.0,"seed":7,"species":"moon_jelly",'
        '"temperature":0.8,"top_k":0,"top_p":1.0,"version":1,"zone":"reef"}'
    )
    assert request.key() == "4a14d04d1d3dcde6abdfa33d736b5da874f006d0ce242c1d6fbf4f70083e2ed8"


def test_whole_and_negative_zero_numbers_give_the_text_of_their_float() -> None:
    assert replace(PLAIN, temperature=1).canonical() == replace(PLAIN, temperature=1.0).canonical()
    assert replace(PLAIN, min_p=-0.0).key() == replace(PLAIN, min_p=0).key()


def test_list_of_colours_becomes_a_tuple() -> None:
    listed: Any = ["glow", "rose"]
    assert hash(replace(PLAIN, colours=listed)) == hash(replace(PLAIN, colours=("glow", "rose")))


def test_request_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.seed = 3  # type: ignore[misc]


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_field_out_of_range_or_of_another_type_is_refused_in_one_line(field: str, value: Any) -> None:
    with pytest.raises(RequestError) as caught:
        replace(PLAIN, **{field: value})
    assert field in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_number_too_long_to_print_is_refused_all_the_same() -> None:
    with pytest.raises(RequestError, match="got a value of type int"):
        replace(PLAIN, temperature=10**5000)


def test_error_names_what_is_allowed_and_what_came() -> None:
    with pytest.raises(RequestError, match=r"^zone must be a name of small letters, digits and _; got 'X'$"):
        replace(PLAIN, zone="X")
    with pytest.raises(RequestError, match=r"^temperature must be a number from 0 to 4; got nan$"):
        replace(PLAIN, temperature=math.nan)
    with pytest.raises(RequestError, match=r"^top_p must be a number above 0 and at most 1; got 0$"):
        replace(PLAIN, top_p=0)


def test_text_for_colours_is_refused_as_a_whole() -> None:
    text: Any = "coral"
    with pytest.raises(RequestError, match=r"^colours must be a tuple of ink, .*, glow; got 'coral'$"):
        replace(PLAIN, colours=text)


def test_names_of_a_larger_world_are_taken_and_stand_behind_those_of_today() -> None:
    request = SpriteRequest("lagoon", "bird", "kingfisher", traits={"mood": "glad", "pose": "dive", "age": "old"})
    assert list(request.traits) == ["pose", "age", "mood"]
    assert SpriteRequest.from_canonical(request.canonical()) == request


@pytest.mark.parametrize("value", ["x" * 100_000, "a\nb\x1b[31m", b"x" * 1000, [[1] * 500], "\ud800"])
def test_odd_value_is_shown_short_and_printable(value: Any) -> None:
    with pytest.raises(RequestError) as caught:
        replace(PLAIN, zone=value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def _text(**changes: Any) -> str:
    return json.dumps({**json.loads(PLAIN.canonical()), **changes})


def test_any_json_spelling_of_a_request_is_read() -> None:
    assert SpriteRequest.from_canonical(_text(temperature=1)) == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "not JSON",
        PLAIN.canonical()[:-1],
        PLAIN.canonical() + "x",
        PLAIN.canonical().replace('"seed":0', '"seed":0,"seed":1'),
        PLAIN.canonical().replace('"version":1', '"version":1,"version":1'),
        PLAIN.canonical().replace('"seed":0,', ""),
        PLAIN.canonical().replace(',"version":1', ""),
        PLAIN.canonical().replace('"temperature":1.0', '"temperature":NaN'),
        _text(version=2),
        _text(version=3),
        _text(version=True),
        _text(version=1.0),
        _text(version="1"),
        _text(frames=4),
        _text(zone="Mud"),
        _text(colours="glow"),
        _text(colours=["glow", {}]),
        _text(seed=7.0),
        _text(temperature="1"),
        "[" * 4000,
        PLAIN.canonical() + " " * 5000,
        "\ud800",
        None,
        b"{}",
    ],
)
def test_anything_but_a_request_is_refused(text: Any) -> None:
    with pytest.raises(RequestError) as caught:
        SpriteRequest.from_canonical(text)
    assert str(caught.value).isprintable()


@given(st.text() | st.dictionaries(st.text(), st.integers() | st.text() | st.none()).map(json.dumps))
def test_reading_raises_nothing_but_a_request_error(text: str) -> None:
    with pytest.raises(RequestError):
        SpriteRequest.from_canonical(text)


def test_sampling_holds_the_four_numbers() -> None:
    request = replace(PLAIN, temperature=0.7, top_k=5, top_p=0.9, min_p=0.1)
    assert request.sampling == Sampling(0.7, 5, 0.9, 0.1)
    assert SpriteRequest("reef", "coral").sampling == Sampling(DEFAULT_TEMPERATURE, 0, 1.0, DEFAULT_MIN_P)


def test_traits_are_kept_in_their_order_and_read_only() -> None:
    given_ = {"growth": "giant", "family": "rose", "pose": "turn"}
    request = replace(PLAIN, traits=given_)
    assert list(request.traits.items()) == [("family", "rose"), ("pose", "turn"), ("growth", "giant")]
    given_["pose"] = "rest"
    assert request.traits["pose"] == "turn"
    with pytest.raises(TypeError):
        request.traits["pose"] = "rest"  # type: ignore[index]
    assert request == replace(PLAIN, traits=dict(reversed(list(request.traits.items()))))
    assert hash(request) == hash(replace(PLAIN, traits=request.traits))
    assert request != PLAIN


def test_a_request_with_traits_has_a_key_of_its_own_and_one_without_keeps_its_text() -> None:
    request = replace(PLAIN, traits={"pose": "turn"})
    assert '"traits":{"pose":"turn"}' in request.canonical()
    assert json.loads(request.canonical())["version"] == 3
    assert request.key() != PLAIN.key()
    assert "traits" not in PLAIN.canonical()
    assert json.loads(PLAIN.canonical())["version"] == 1


@pytest.mark.parametrize("traits", ["{}", "[]", "null", '{"pose":"R"}', '{"pose":"turn","pose":"rest"}'])
def test_a_text_of_version_3_has_traits_that_are_some(traits: str) -> None:
    text = replace(PLAIN, traits={"pose": "turn"}).canonical().replace('{"pose":"turn"}', traits)
    with pytest.raises(RequestError, match=r"traits|pose|once"):
        SpriteRequest.from_canonical(text)


def test_a_sprite_drawn_under_a_mask_has_no_traits_of_its_own() -> None:
    child = bred(PLAIN, PLAIN)
    with pytest.raises(RequestError, match="do not go with a mask"):
        replace(child, traits={"pose": "turn"})
