from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pixelgen.errors import RequestError
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

A, B = SpriteRequest("reef", "reef_fish", "clownfish", seed=1), SpriteRequest("abyss", "jellyfish", seed=2)
BLANK = Sprite(np.zeros((32, 32), np.uint8))


@given(arrays(np.bool_, (32, 32)))
def test_a_drawn_mask_keeps_every_pixel(pixels: Any) -> None:
    mask = Mask.of_pixels(pixels)
    assert np.array_equal(mask.drawn_pixels(), pixels)
    assert Mask.from_content(mask.content()) == mask


@given(st.floats(0, 1, exclude_min=True))
def test_a_pattern_with_its_share_reads_back(share: float) -> None:
    assert Mask.from_content(Mask("fins", share).content()) == Mask("fins", share)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Mask("dots"),
        lambda: Mask("fins", 0),
        lambda: Mask("fins", 1.1),
        lambda: Mask("fins", pixels="0" * 256),
        lambda: Mask("drawn"),
        lambda: Mask("drawn", pixels="0" * 255),
        lambda: Mask("drawn", pixels="X" * 256),
        lambda: Mask("drawn", 0.5, "0" * 256),
        lambda: Mask.of_pixels(np.zeros((16, 16), np.bool_)),
        lambda: Mask.of_pixels(np.zeros((32, 32), np.uint8)),
        lambda: Mask.from_content("fins"),
        lambda: Mask.from_content({"pattern": "fins"}),
        lambda: Mask.from_content({"pattern": "drawn", "share": 0.4}),
        lambda: Mask.from_content({"pattern": "fins", "share": 0.4, "pixels": ""}),
        lambda: Parent("request:1"),
        lambda: Parent("sheet:" + "0" * 64),
        lambda: Parent.of("clownfish"),  # type: ignore[arg-type]
        lambda: SpriteRequest("reef", "coral", mask=Mask()),
        lambda: SpriteRequest("reef", "coral", parents=(Parent.of(A),)),
        lambda: SpriteRequest("reef", "coral", parents=(Parent.of(A),) * 3, mask=Mask()),
        lambda: SpriteRequest("reef", "coral", parents=(Parent.of(A),), mask="fins"),  # type: ignore[arg-type]
        lambda: bred(BLANK, BLANK),
        lambda: bred(BLANK, BLANK, zone="reef"),
        lambda: inpainted(BLANK, Mask(), category="coral"),
    ],
)
def test_what_is_no_mask_parent_or_child_is_refused_in_one_line(make: Any) -> None:
    with pytest.raises(RequestError) as caught:
        make()
    assert str(caught.value).isprintable()


def test_a_parent_is_compared_by_its_name_alone() -> None:
    known, by_name = Parent.of(A), Parent(f"request:{A.key()}")
    assert known == by_name
    assert hash(known) == hash(by_name)
    assert Parent.of(known) is known
    assert Parent.of(BLANK).name == f"sprite:{BLANK.digest()}"


def test_a_child_is_of_the_kind_of_its_first_parent() -> None:
    child = bred(A, B, seed=3)
    assert (child.zone, child.category, child.species) == ("reef", "reef_fish", "clownfish")
    assert [parent.origin for parent in child.parents] == [A, B]


def test_a_picture_takes_the_kind_of_the_other_parent_but_not_its_species() -> None:
    child = bred(BLANK, A)
    assert (child.zone, child.category, child.species) == ("reef", "reef_fish", None)


def test_what_is_named_goes_before_what_the_parents_say() -> None:
    child = bred(A, B, zone="hadal", category="coral")
    assert (child.zone, child.category, child.species) == ("hadal", "coral", None)


def test_each_part_of_a_child_changes_its_key() -> None:
    pixels = np.zeros((32, 32), np.bool_)
    children = [
        bred(A, B),
        bred(B, A),
        bred(A, A),
        bred(A, BLANK),
        bred(A, B, seed=1),
        bred(A, B, mask=Mask("fins")),
        bred(A, B, mask=Mask(share=0.5)),
        bred(A, B, mask=Mask.of_pixels(pixels)),
        bred(A, B, mask=Mask.of_pixels(~pixels)),
        bred(A, B, colours=("glow",)),
        inpainted(A, Mask()),
        A,
    ]
    assert len({child.key() for child in children}) == len(children)


def test_a_childs_canonical_text_names_its_parents_and_reads_back() -> None:
    child = bred(A, B, seed=3)
    text = child.canonical()
    assert f'"parents":["request:{A.key()}","request:{B.key()}"]' in text
    assert '"version":2' in text
    assert SpriteRequest.from_canonical(text) == child
    assert SpriteRequest.from_canonical(text).parents[0].origin is None


@pytest.mark.parametrize(
    "change",
    [
        ('"version":2', '"version":1'),
        ('"share":0.4', '"share":"0.4"'),
        ('"parents":[', '"parents":[1,'),
        ('"parents":[', '"parents":["request:00",'),
        ('{"pattern":"patches","share":0.4}', "null"),
    ],
)
def test_a_damaged_childs_text_is_refused(change: tuple[str, str]) -> None:
    text = bred(A, B).canonical()
    assert change[0] in text
    with pytest.raises(RequestError):
        SpriteRequest.from_canonical(text.replace(*change))
