"""What a child has of its parents: a value that is checked, written canonically and into a DNA, and read back."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest

from pixelgen.errors import RequestError
from pixelgen.requests.dna import decode_dna, encode_dna
from pixelgen.requests.heredity import Heredity
from pixelgen.requests.lineage import Mask
from pixelgen.requests.request import SpriteRequest

A, B = SpriteRequest("reef", "reef_fish", "tang", seed=1), SpriteRequest("abyss", "coral", "sea_fan", seed=2)
FIELDS: dict[str, Any] = {
    "hidden": {"eye": "bold"},
    "givers": {"eye": "A/new", "build": "B/A"},
    "home": {"species": "A", "zone": "B"},
    "kept": ("fin", "body"),
    "worn": {"family": "rose"},
}
HEREDITY = Heredity(**FIELDS)
CHILD = SpriteRequest(
    *("abyss", "reef_fish", "tang"),
    seed=7,
    parents=(A, B),  # type: ignore[arg-type]
    traits={"build": "slim", "eye": "large", "pose": "rest"},
    heredity=HEREDITY,
)


def test_a_heredity_is_a_value_whatever_order_it_was_made_in() -> None:
    other = Heredity(**FIELDS | {"givers": {"build": "B/A", "eye": "A/new"}, "kept": ["body", "fin"]})
    assert other == HEREDITY
    assert hash(other) == hash(HEREDITY)
    assert HEREDITY.kept == ("body", "fin")
    assert HEREDITY.givers_of("eye") == ("A", "new")


@pytest.mark.parametrize("again", [lambda one: SpriteRequest.from_canonical(one.canonical()), lambda one: one])
def test_a_child_reads_back_from_its_canonical_text_and_its_dna(again: Any) -> None:
    child = again(CHILD)
    read = decode_dna(encode_dna(CHILD, weights="ab", engine_version=7)).request
    for one in (child, read, pickle.loads(pickle.dumps(CHILD))):
        assert one == CHILD
        assert hash(one) == hash(CHILD)
        assert one.heredity == HEREDITY
        assert one.canonical() == CHILD.canonical()
    assert [parent.origin for parent in read.parents] == [A, B]


def test_names_of_larger_worlds_go_through_a_dna() -> None:
    heredity = Heredity({"fur": "long"}, {"fur": "B/B"}, FIELDS["home"], ("light",), {"accent": "gold"})
    child = replace(CHILD, species="narwhal", traits={"fur": "short"}, heredity=heredity)
    assert decode_dna(encode_dna(child, weights="", engine_version=7)).request.heredity == heredity


@pytest.mark.parametrize(
    "change",
    [
        {"hidden": {"eye": "small"}},
        {"hidden": {}},
        {"givers": {"eye": "A/B", "build": "B/A"}},
        {"home": {"species": "B", "zone": "B"}},
        {"kept": ("body",)},
        {"worn": {"family": "rose", "accent": "rose"}},
    ],
)
def test_all_of_it_decides_the_key(change: Any) -> None:
    other = replace(CHILD, heredity=replace(HEREDITY, **change))
    assert other.key() != CHILD.key()
    assert decode_dna(encode_dna(other, weights="", engine_version=7)).request == other


def test_the_canonical_text_of_a_child_stays_what_it_was() -> None:
    assert CHILD.key() == "dc578da05e602f639ec9d67f7dd287344923e542de127144878507dfe842d673"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"hidden": {"limbs": "long"}}, "limbs has none"),
        ({"hidden": [1]}, "hidden must be a mapping"),
        ({"givers": {"eye": "A", "build": "B/A"}}, "must be two, such as A/B"),
        ({"givers": {"eye": "A/C", "build": "B/A"}}, "must be one of A, B, new; got 'C'"),
        ({"home": {"zone": "A"}}, "must name zone and species"),
        ({"home": {"zone": "new", "species": "A"}}, "must be one of A, B; got 'new'"),
        ({"kept": "body"}, "must be a tuple of parts"),
        ({"kept": ("none",)}, "must be one of body"),
        ({"kept": ()}, "only with parts that are kept"),
        ({"worn": {"eye": "rose"}}, "must name family or accent"),
    ],
)
def test_what_is_no_heredity_is_refused_in_one_line(change: Any, reason: str) -> None:
    with pytest.raises(RequestError, match=reason) as caught:
        replace(HEREDITY, **change)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"species": None}, "has a species"),
        ({"colours": ("rose",)}, "no colours but those of its traits"),
        ({"traits": {"eye": "large"}}, "build is in one alone"),
        ({"traits": {"eye": "large", "build": "slim", "glow": "none"}}, "glow is in one alone"),
        ({"parents": (A,)}, "goes with two parents and no mask"),
        ({"parents": ()}, "goes with two parents and no mask"),
        ({"traits": {}, "mask": Mask()}, "goes with two parents and no mask"),
        ({"heredity": "A"}, "heredity must be a Heredity"),
        ({"heredity": None}, "parents and mask must come together"),
    ],
)
def test_what_does_not_go_with_a_heredity_is_refused_in_one_line(change: Any, reason: str) -> None:
    with pytest.raises(RequestError, match=reason) as caught:
        replace(CHILD, **change)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("content", [None, [], {}, {**HEREDITY.content(), "more": 1}])
def test_a_canonical_text_without_a_whole_heredity_is_refused(content: Any) -> None:
    with pytest.raises(RequestError, match="a heredity must have hidden, givers, home, kept, worn"):
        Heredity.from_content(content)
