"""A request's defaults and limits as numbers: they are part of every key and DNA that is out in the world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pixelgen.errors import RequestError
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.requests.request import SpriteRequest

PLAIN = SpriteRequest("reef", "coral")
FISH, JELLY = SpriteRequest("reef", "reef_fish", "clownfish"), SpriteRequest("abyss", "jellyfish")


def test_what_is_left_open_stands_in_the_text_with_its_default() -> None:
    assert PLAIN.canonical() == (
        '{"category":"coral","colours":[],"min_p":0.1,"seed":0,"species":null,"temperature":0.7,"top_k":0,"top_p":1.0,'
        '"version":1,"zone":"reef"}'
    )


@pytest.mark.parametrize(("field", "highest"), [("seed", 2**63 - 1), ("top_k", 65)])
def test_a_whole_number_may_be_its_highest_and_no_more(field: str, highest: int) -> None:
    at_most: dict[str, Any] = {field: highest}
    assert getattr(replace(PLAIN, **at_most), field) == highest
    beyond: dict[str, Any] = {field: highest + 1}
    with pytest.raises(RequestError, match=field):
        replace(PLAIN, **beyond)


@pytest.mark.parametrize(
    ("field", "lowest", "highest"), [("temperature", 0.0, 4.0), ("top_p", 2.0**-30, 1.0), ("min_p", 0.0, 1.0)]
)
def test_a_share_and_a_temperature_may_be_at_their_ends(field: str, lowest: float, highest: float) -> None:
    for value in (lowest, highest):
        fields: dict[str, Any] = {field: value}
        assert getattr(replace(PLAIN, **fields), field) == value


def test_a_text_of_4096_characters_is_read_and_a_longer_one_is_not() -> None:
    text = PLAIN.canonical().ljust(4096)
    assert SpriteRequest.from_canonical(text) == PLAIN
    with pytest.raises(RequestError, match="a text of at most 4096 characters"):
        SpriteRequest.from_canonical(text + " ")


def test_an_error_says_whether_a_key_is_missing_or_unknown() -> None:
    with pytest.raises(RequestError, match="missing: 'seed'"):
        SpriteRequest.from_canonical(PLAIN.canonical().replace('"seed":0,', ""))
    with pytest.raises(RequestError, match="unknown: 'sea'"):
        SpriteRequest.from_canonical(PLAIN.canonical().replace('"seed":0,', '"sea":1,"seed":0,'))
    with pytest.raises(RequestError, match="unknown: 'a'"):
        SpriteRequest.from_canonical(PLAIN.canonical().replace('"seed":0,', '"a":1,'))  # the first of two


def test_a_child_without_a_seed_has_seed_0() -> None:
    assert bred(FISH, JELLY).seed == 0
    assert inpainted(FISH, Mask()).seed == 0


def test_a_child_of_the_second_parents_category_has_no_species_of_the_first() -> None:
    child = bred(FISH, JELLY, category="jellyfish")
    assert (child.category, child.species) == ("jellyfish", None)


def test_a_parent_is_printed_by_its_name_alone() -> None:
    assert repr(Parent.of(FISH)) == f"Parent(name='request:{FISH.key()}')"


@pytest.mark.parametrize("pixels", [[[True] * 32] * 32, np.zeros((32, 16), np.bool_), np.zeros((32, 32), np.int8)])
def test_a_mask_of_anything_but_32_by_32_bools_is_refused(pixels: Any) -> None:
    with pytest.raises(RequestError, match=r"a bool array of shape \(32, 32\)"):
        Mask.of_pixels(pixels)
