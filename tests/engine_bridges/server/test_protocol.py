from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine_bridges.server.protocol import (
    LARGEST_ID,
    LONGEST_DNA,
    Cancel,
    CreatureRequest,
    LitterPlace,
    Ping,
    ProtocolError,
    RenderOptions,
    error_line,
    message_in,
    request_of,
    token_in,
)
from pixelgen import CATEGORIES, RAMPS, ZONES, DnaError, RequestError, SpriteRequest, bred
from tests.fake_generator import FISH, JELLY, dna_of

ID = {"id": 5}
REEF = {"zone": "reef", "category": "coral"}


def line(content: Any) -> bytes:
    return json.dumps(content).encode("utf-8")


def asked(**content: Any) -> CreatureRequest:
    found = message_in(line({**ID, **content}))
    assert isinstance(found, CreatureRequest)
    return found


@given(
    id=st.integers(0, LARGEST_ID),
    zone=st.sampled_from(ZONES),
    category=st.sampled_from(CATEGORIES),
    colours=st.lists(st.sampled_from(RAMPS), unique=True, max_size=3),
    seed=st.integers(0, (1 << 63) - 1),
    look=st.builds(
        RenderOptions,
        animations=st.lists(st.sampled_from(["idle", "dart", "turn"]), unique=True).map(tuple),
        frames=st.integers(4, 8),
        margin=st.integers(0, 16),
        shaded=st.booleans(),
        normals=st.booleans(),
    ),
)
def test_a_request_is_read_as_it_was_written(
    id: int, zone: str, category: str, colours: list[str], seed: int, look: RenderOptions
) -> None:
    shown = {name: getattr(look, name) for name in ("frames", "margin", "shaded", "normals")}
    written = {"id": id, "zone": zone, "category": category, "colours": colours, "seed": seed, **shown}
    found = message_in(line({**written, "animations": list(look.animations)}))
    assert isinstance(found, CreatureRequest)
    assert (found.id, found.render) == (id, look)
    assert request_of(found) == (SpriteRequest(zone, category, colours=tuple(colours), seed=seed), ())


def test_what_is_left_out_or_null_stands_at_its_default() -> None:
    assert request_of(asked(**REEF, species=None, parents=None)) == (SpriteRequest("reef", "coral"), ())
    assert asked(**REEF, margin=None, normals=None).render == RenderOptions()


def test_traits_arrive() -> None:
    found = request_of(asked(**REEF, traits={"family": "azure", "pose": "turn"}))[0]
    assert isinstance(found, SpriteRequest)
    assert found.traits == {"family": "azure", "pose": "turn"}


def test_a_whole_number_may_be_written_as_engines_do() -> None:
    found = message_in(
        b'{"id": 5.0, "frames": 4.0, "zone": "reef", "category": "coral", "seed": 7e0, "temperature": 1}'
    )
    assert isinstance(found, CreatureRequest)
    assert (found.id, found.render) == (5, RenderOptions(frames=4))
    assert request_of(found)[0] == SpriteRequest("reef", "coral", seed=7, temperature=1.0)


def test_a_dna_is_drawn_as_it_says() -> None:
    request, pinned = request_of(asked(dna=dna_of(FISH)))
    assert request == FISH
    assert [dna.request for dna in pinned] == [FISH]


def test_two_dnas_have_a_child() -> None:
    request, pinned = request_of(asked(parents=[dna_of(FISH), dna_of(JELLY)], seed=4, colours=["azure"]))
    assert request == bred(FISH, JELLY, seed=4, colours=("azure",))
    assert [dna.request for dna in pinned] == [FISH, JELLY]


def test_two_dnas_have_a_litter_and_each_child_a_place_in_it() -> None:
    wanted, pinned = request_of(asked(parents=[dna_of(FISH), dna_of(JELLY)], seed=4, litter=3))
    assert wanted == LitterPlace(FISH, JELLY, 4, 3)
    assert [dna.request for dna in pinned] == [FISH, JELLY]
    assert request_of(asked(parents=[dna_of(FISH), dna_of(JELLY)], litter=1))[0] == LitterPlace(FISH, JELLY, 0, 1)


def test_a_ping_and_a_cancel_stand_alone() -> None:
    assert message_in(b'{"ping": 3}') == Ping(3)
    assert message_in(b'{"cancel": 0}') == Cancel(0)
    with pytest.raises(ProtocolError, match="a line with cancel must have no other keys; got also 'zone'"):
        message_in(b'{"cancel": 0, "zone": "reef"}')
    with pytest.raises(ProtocolError, match="ping must be a whole number"):
        message_in(b'{"ping": true}')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "each line must be a JSON object in UTF-8"),
        (b"GET / HTTP/1.1", "each line must be a JSON object in UTF-8"),
        (b"\xff\xfe", "each line must be a JSON object in UTF-8"),
        (b'{"id": NaN}', "each line must be a JSON object in UTF-8"),
        (b'{"id": ' + b"9" * 5000 + b"}", "each line must be a JSON object|id must be a whole number"),
        (b"[" * 60_000, "at most 16 brackets"),
        (b'{"a":' * 10_000, "at most 16 brackets"),
        (b"[1]", r"each line must be a JSON object; got \[1\]"),
        (b"{}", "id must be a whole number from 0 to 9007199254740991; got None"),
        (b'{"id": -1}', "got -1"),
        (b'{"id": 1.5}', r"got 1\.5"),
        (b'{"id": 1e999}', "got inf"),
        (b'{"id": "1"}', "got '1'"),
        (b'{"id": 9007199254740992}', "got 9007199254740992"),
    ],
)
def test_what_is_no_message_is_told_without_an_id(content: bytes, said: str) -> None:
    with pytest.raises(ProtocolError, match=said) as error:
        message_in(content)
    assert error.value.id is None
    assert len(str(error.value)) < 400


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"zoen": "reef"}, "a request has the keys id, zone, .*; got 'zoen'"),
        ({"dna": "pg1_", "zone": "reef"}, "a DNA holds the whole request; leave out 'zone'"),
        ({"animations": "idle"}, "animations must be a list of idle, dart, turn, none twice; got 'idle'"),
        ({"animations": ["idle", "idle"]}, "none twice"),
        ({"animations": ["fly"]}, r"got \['fly'\]"),
        ({"animations": [["idle"]]}, "animations must be"),
        ({"margin": 17}, "margin must be a whole number from 0 to 16; got 17"),
        ({"margin": True}, "margin must be"),
        ({"frames": 99}, "frames must be a whole number from 4 to 8; got 99"),
        ({"frames": 5.5}, "frames must be a whole number from 4 to 8; got 5.5"),
        ({"shaded": 1}, "shaded must be true or false; got 1"),
        ({"normals": "no"}, "normals must be true or false; got 'no'"),
    ],
)
def test_a_wrong_key_or_look_is_told_with_its_id(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ProtocolError, match=said) as error:
        asked(**more)
    assert error.value.id == 5


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "(zone|category) must be a name"),
        ({"zone": 3, "category": "coral"}, "zone must be a name .*; got 3"),
        ({**REEF, "species": "Tang"}, "species must be a name"),
        ({**REEF, "colours": "azure"}, "colours must be a list of ramps; got 'azure'"),
        ({**REEF, "colours": [["azure"]]}, "each of colours must be"),
        ({**REEF, "traits": ["pose"]}, r"traits must be a mapping, .*; got \['pose'\]"),
        ({**REEF, "traits": {"pose": "R"}}, "traits: pose must be a name"),
        ({"parents": ["pg1_a", "pg1_b"], "traits": {"pose": "turn"}}, "leave them out beside parents"),
        ({**REEF, "litter": 1}, "a litter has parents, two DNAs; got none"),
        ({"parents": ["pg1_a", "pg1_b"], "litter": 65}, "litter must be a whole number from 1 to 64, .*; got 65"),
        ({"parents": ["pg1_a", "pg1_b"], "litter": True}, "litter must be a whole number"),
        ({"parents": ["pg1_a", "pg1_b"], "litter": 1, "colours": ["azure"]}, "genes say; leave out 'colours'"),
        ({**REEF, "seed": 1.5}, "seed must be a whole number"),
        ({**REEF, "temperature": "hot"}, "temperature must be a number"),
        ({"dna": 7}, "a DNA must be a text"),
        ({"dna": "pg1_" + "A" * LONGEST_DNA}, "dna must be a DNA of at most 16384 characters"),
        ({"dna": "hello"}, "a DNA must begin with"),
        ({"parents": []}, r"parents must be a list of two DNAs; got \[\]"),
        ({"parents": "ab"}, "parents must be a list of two DNAs"),
        ({"parents": ["pg1_a", "pg1_b"]}, "DNA"),
    ],
)
def test_a_wrong_origin_is_told_when_it_is_read(more: dict[str, Any], said: str) -> None:
    with pytest.raises((ProtocolError, RequestError, DnaError), match=said):
        request_of(asked(**more))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(
    ["id", "ping", "cancel", "token", "zone", "colours", "dna", "parents", "litter", "frames", "margin", "seed"]
)


@given(st.binary(max_size=60) | st.dictionaries(keys, json_values, max_size=6).map(line))
def test_anything_is_a_message_or_refused_in_one_line(content: bytes) -> None:
    try:
        found = message_in(content)
        if isinstance(found, CreatureRequest):
            request_of(found)
    except (ProtocolError, RequestError) as error:
        told = error_line(getattr(error, "id", None), str(error))
        assert told.count(b"\n") == 1
        assert told.endswith(b"\n")
        assert len(told) < 1000
    with suppress(ProtocolError):
        assert isinstance(token_in(content), str)


def test_the_first_line_is_a_token_and_nothing_else() -> None:
    assert token_in(b'{"token": "x"}') == "x"
    for odd in (b'{"token": 1}', b'{"token": "x", "id": 1}', b"{}", b"[]", b"x"):
        with pytest.raises(ProtocolError):
            token_in(odd)
