from __future__ import annotations

import contextlib
import copy
import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pixelgen.errors import DnaError, DnaWarning, RequestError, WeightsError
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.dna import Dna, decode_dna, encode_dna, family
from pixelgen.requests.dna_members import Chosen
from pixelgen.requests.dna_picture import pack_picture, unpack_picture
from pixelgen.requests.dna_text import decode_text, encode_text
from pixelgen.requests.lineage import PATTERNS, Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.pixelgen.requests.test_request import requests

WEIGHTS = "0921509164d4bd1af85a88e59ed160b6723ed51ceaca6198d9c9cf6a659e9242"
PLAIN = SpriteRequest("reef", "jellyfish", seed=7)
pictures = arrays(np.uint8, (32, 32), elements=st.integers(0, 63))


def dna_of(request: SpriteRequest, generations: int | None = None) -> str:
    return encode_dna(request, weights=WEIGHTS, engine_version=2, generations=generations)


def picture(seed: int = 0) -> Sprite:
    return Sprite(np.random.default_rng(seed).integers(0, 64, size=(32, 32), dtype=np.uint8))


def tree(generations: int) -> SpriteRequest:
    """Two children a generation, each of both of the one before: a full tree would have 2^generations leaves."""
    pair = [SpriteRequest("reef", "reef_fish", seed=seed) for seed in (1, 2)]
    for number in range(generations):
        pair = [bred(pair[0], pair[1], seed=number), bred(pair[1], pair[0], seed=number)]
    return pair[0]


@given(requests())
def test_every_plain_request_reads_back_the_same(request: SpriteRequest) -> None:
    assert decode_dna(dna_of(request)) == Dna(request, WEIGHTS[:16], 2)


@given(
    requests(),
    requests() | pictures.map(Sprite),
    st.builds(Mask, st.sampled_from(PATTERNS), st.floats(0, 1, exclude_min=True))
    | arrays(np.bool_, (32, 32)).map(Mask.of_pixels),
)
def test_every_child_reads_back_with_its_parents(a: SpriteRequest, b: SpriteRequest | Sprite, mask: Mask) -> None:
    child = bred(a, b, seed=5, mask=mask)
    read = decode_dna(dna_of(child)).request
    assert read == child
    assert read.canonical() == child.canonical()
    assert [parent.origin for parent in read.parents] == [a, b]


def test_a_plain_dna_is_short_and_stays_what_it_was() -> None:
    assert dna_of(PLAIN) == "pg1_AgIJIVCRZNS9GgEJAAdA6H1EJn"
    assert decode_dna("pg1_AgIJIVCRZNS9GgEJAAdA6H1EJn") == Dna(PLAIN, WEIGHTS[:16], 2)


def test_a_dna_of_version_1_is_read_and_drawn_as_a_new_creature_with_a_warning() -> None:
    read = decode_dna("pg1_AQIJIVCRZNS9GgEJAAc8iVifDm")
    assert read == Dna(PLAIN, WEIGHTS[:16], 2, version=1)
    read.check_drawn_with(WEIGHTS, 2)  # those that drew it
    for weights, engine in ((WEIGHTS, 3), ("f" * 64, 2)):
        assert not read.is_drawn_with(weights, engine)
        with pytest.warns(DnaWarning, match="drawn as a new creature"):
            read.check_drawn_with(weights, engine)


def test_what_was_chosen_by_the_seed_stands_beside_the_request() -> None:
    chosen = Chosen("moon_jelly", {"family": "rose", "pose": "turn"})
    text = encode_dna(PLAIN, weights=WEIGHTS, engine_version=2, chosen_for=lambda _: chosen)
    assert decode_dna(text) == Dna(PLAIN, WEIGHTS[:16], 2, chosen)
    assert len(decode_text(text)) == len(decode_text(dna_of(PLAIN))) + 1 + 1 + 1 + 4  # flags, species, count, two pairs
    child = bred(PLAIN, PLAIN)
    read = decode_dna(encode_dna(child, weights=WEIGHTS, engine_version=2, chosen_for=lambda _: chosen))
    assert (read.request, read.chosen) == (child, None)


def test_names_of_a_larger_world_are_written_out() -> None:
    request = SpriteRequest("lagoon", "bird", "kingfisher", traits={"pose": "dive", "mood": "glad"}, seed=3)
    assert decode_dna(dna_of(request)).request == request
    assert pickle.loads(pickle.dumps(request)) == request
    chosen = Chosen("kingfisher", {"mood": "glad"})
    text = encode_dna(request, weights=WEIGHTS, engine_version=2, chosen_for=lambda _: chosen)
    assert decode_dna(text).chosen == chosen


def test_a_family_of_twenty_generations_has_each_ancestor_once() -> None:
    child = tree(20)
    text = dna_of(child)
    assert len(family(child)) == 41
    assert len(text) < 600
    read = decode_dna(text).request
    assert read.key() == child.key()
    assert len(family(read)) == 41


def test_ancestors_further_back_can_stand_by_name() -> None:
    child = tree(20)
    text = dna_of(child, generations=2)
    assert len(text) < 200
    read = decode_dna(text).request
    assert read.key() == child.key()
    assert [one.origin for one in family(read) if not isinstance(one.origin, SpriteRequest)] == [None, None]
    assert decode_dna(dna_of(read)).request.key() == child.key()


def test_a_dna_of_no_generation_is_refused() -> None:
    with pytest.raises(RequestError, match="generations must be a whole number from 1 to"):
        dna_of(tree(1), generations=0)


def test_a_picture_can_stand_by_name() -> None:
    child = inpainted(Parent(f"sprite:{'ab' * 32}"), np.ones((32, 32), np.bool_), zone="reef", category="coral")
    assert decode_dna(dna_of(child)).request == child


def test_parents_come_before_their_children() -> None:
    members = family(tree(5))
    place = {member.name: number for number, member in enumerate(members)}
    for member in members:
        assert isinstance(member.origin, SpriteRequest)
        assert all(place[parent.name] < place[member.name] for parent in member.origin.parents)


def test_a_family_deeper_than_pythons_recursion_can_be_written_copied_and_pickled() -> None:
    child = tree(1500)
    assert decode_dna(dna_of(child)).request == child
    assert pickle.loads(pickle.dumps(child)) == child
    assert copy.deepcopy(child) == child


def test_a_plain_request_pickles_to_itself() -> None:
    request = replace(PLAIN, colours=("glow",), top_k=3)
    assert pickle.loads(pickle.dumps(request)) == request


@given(pictures)
def test_every_picture_reads_back_and_says_where_it_ends(indices: np.ndarray) -> None:
    packed = pack_picture(indices)
    read, end = unpack_picture(b"xyz" + packed + b"more", 3)
    assert np.array_equal(read, indices)
    assert end == 3 + len(packed)


def test_a_simple_picture_takes_few_bytes() -> None:
    indices = np.zeros((32, 32), np.uint8)
    indices[8:24, 8:24] = 5
    assert len(pack_picture(indices)) < 40


def test_traits_that_are_named_take_two_bytes_each() -> None:
    plain, named = dna_of(PLAIN), dna_of(replace(PLAIN, traits={"pose": "turn", "family": "rose"}))
    assert len(decode_text(named)) == len(decode_text(plain)) + 1 + 1 + 4  # flags, a count, two pairs
    assert decode_dna(named).request.traits == {"family": "rose", "pose": "turn"}


def test_an_ancestor_keeps_its_traits() -> None:
    child = bred(replace(PLAIN, traits={"eye": "bold"}), PLAIN)
    assert decode_dna(dna_of(child)).request == child
    assert pickle.loads(pickle.dumps(child)) == child
    assert copy.deepcopy(child) == child


@given(st.binary(max_size=60))
def test_checked_text_around_odd_bytes_raises_nothing_but_a_dna_error(content: bytes) -> None:
    rest = bytes([2]) + bytes(8) + bytes([1])
    for whole in (content, *(bytes([version]) + rest + content for version in (1, 2))):
        with contextlib.suppress(DnaError):
            decode_dna(encode_text(whole))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes([9]), "version 9; this pixelgen reads versions 1 and 2"),
        (bytes([1, 2, *[0] * 8, 1, 0, 128, 1, 7]), "made by a newer pixelgen"),
        (bytes([2, 2, *[0] * 8, 1, 0, 128, 8, 7]), "made by a newer pixelgen"),
        (bytes([2, 2, *[0] * 8, 1, 0, 1, 7, 255, 2, 65, 66]), "holds what is no name: 'AB'"),
        (bytes([2, 2, *[0] * 8, 1, 0, 1, 7, 255, 0]), "holds what is no name: ''"),
        (bytes([1, 2, *[0] * 8, 1, 39, 0, 7]), "made by a newer pixelgen"),
        (bytes([2, 2, *[0] * 8, 1, 0, 128, 1, 7, 1, 99, 0]), "made by a newer pixelgen"),
        (bytes([2, 2, *[0] * 8, 1, 0, 128, 1, 7, 1, 5, 99]), "made by a newer pixelgen"),
        (bytes([1, 2]), "ends too early"),
        (bytes([1, 2, *[0] * 8, 0]), "1 to 20000 ancestors; got 0"),
        (bytes([1, 2, *[0] * 8, 1, 35, 1, 0, 60]), "made by a newer pixelgen"),
        (bytes([1, 2, *[0] * 8, 1, 0, 8, 0, 99]), "no request: top_k must be"),
        (bytes([1, 2, *[0] * 8, 1, 0, 0, 0, 0]), "must end with a request"),
        (bytes([1, 2, *[0] * 8, 1, 36, 1, 5, 0]), "unknown token|ends inside"),
        (bytes([1, 2, *[0] * 8, 1, 0, 64, 0, 1, 1]), "an ancestor 1 before one that has 0"),
        (bytes([1, 2, *[0] * 8, 1, 0, 0, *[255] * 10]), "a number too long"),
    ],
)
def test_odd_content_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(DnaError, match=reason):
        decode_dna(encode_text(content))


def test_other_weights_and_engines_are_told() -> None:
    read = decode_dna(dna_of(PLAIN))
    read.check_drawn_with(WEIGHTS, 2)
    with pytest.raises(WeightsError, match=f"made with the weights {WEIGHTS[:16]}; these are ffff"):
        read.check_drawn_with("f" * 64, 2)
    with pytest.raises(WeightsError, match="engine version 2; this is 3"):
        read.check_drawn_with(WEIGHTS, 3)
