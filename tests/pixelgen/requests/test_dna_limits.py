"""Where a DNA's numbers end: bytes, generations, ancestors, and names that a newer version may know."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.errors import DnaError, RequestError
from pixelgen.requests import dna as dna_module
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.dna import decode_dna, encode_dna, family
from pixelgen.requests.dna_text import decode_text, encode_text
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES

WEIGHTS = "0123456789abcdef" * 4
HEAD = bytes([1, 2, *[0] * 8])  # version, engine, weights
PLAIN = SpriteRequest("shallows", "reef_fish")


def dna_of(request: SpriteRequest, generations: int | None = None) -> str:
    return encode_dna(request, weights=WEIGHTS, engine_version=2, generations=generations)


def line_of_descent(count: int) -> SpriteRequest:
    """So many generations, each of the one before and a new founder."""
    child = SpriteRequest("reef", "reef_fish", seed=100)
    for number in range(count):
        child = bred(child, SpriteRequest("reef", "reef_fish", seed=number), seed=number)
    return child


@pytest.mark.parametrize(("generations", "members"), [(1, 3), (2, 5), (3, 7), (5, 11), (6, 11), (None, 11)])
def test_each_generation_adds_two_ancestors(generations: int | None, members: int) -> None:
    child = line_of_descent(5)
    assert len(family(child, generations=generations)) == members
    read = decode_dna(dna_of(child, generations)).request
    assert read.key() == child.key()
    assert len(family(read)) == members


def test_a_dna_holds_as_many_ancestors_as_are_allowed_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    child = line_of_descent(3)  # itself and six ancestors
    text = dna_of(child)
    monkeypatch.setattr(dna_module, "MOST_ANCESTORS", 7)
    assert dna_of(child) == text
    assert decode_dna(text).request == child
    monkeypatch.setattr(dna_module, "MOST_ANCESTORS", 6)
    with pytest.raises(RequestError, match="at most 6 ancestors; got 7"):
        dna_of(child)
    with pytest.raises(DnaError, match="1 to 6 ancestors; got 7"):
        decode_dna(text)


@pytest.mark.parametrize(("seed", "size"), [(0, 1), (127, 1), (128, 2), (2**14 - 1, 2), (2**14, 3), (2**63 - 1, 9)])
def test_a_number_takes_a_byte_for_every_seven_bits(seed: int, size: int) -> None:
    request = SpriteRequest("shallows", "reef_fish", seed=seed)
    assert len(decode_text(dna_of(request))) == len(HEAD) + 1 + 2 + size
    assert decode_dna(dna_of(request)).request == request


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ([0, 1, 0, len(SPECIES)], f"it knows {len(SPECIES)} where {len(SPECIES)} are known"),
        ([0, 4, 0, 3], "an odd number"),
        ([0, 4, 0, 5], "an odd number"),
    ],
)
def test_a_plain_request_out_of_range_is_refused(fields: list[int], reason: str) -> None:
    with pytest.raises(DnaError, match=reason):
        decode_dna(encode_text(HEAD + bytes([1, *fields])))


@pytest.mark.parametrize("back", [0, 2])
def test_a_child_names_none_but_those_before_it_as_parents(back: int) -> None:
    founder, child = [0, 0, 0], [0, 64, 0, 1, back, 0, 0]
    with pytest.raises(DnaError, match=f"an ancestor {back} before one that has 1"):
        decode_dna(encode_text(HEAD + bytes([2, *founder, *child])))


def test_a_picture_as_parent_and_its_child_read_back() -> None:
    picture = Sprite(np.arange(1024, dtype=np.uint16).reshape(32, 32).astype(np.uint8) % 64)
    child = bred(picture, PLAIN, seed=3)
    read = decode_dna(dna_of(child)).request
    assert read == child
    assert [parent.origin for parent in read.parents] == [picture, PLAIN]
