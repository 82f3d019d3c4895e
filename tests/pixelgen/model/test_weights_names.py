"""A weights file is believed only when every byte of it fits; the names it holds are part of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save

from pixelgen.errors import WeightsError
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW
from pixelgen.model.weights import Weights, expected_tensors, load_weights, parse_weights
from pixelgen.model.world import SEA, world_text
from pixelgen.palette import PALETTE_HASH
from pixelgen.vocabulary import PAD, SPECIES
from tests.pixelgen.model.random_labeller import random_labeller
from tests.pixelgen.model.test_weights import Header, joined, signed, split
from tests.tiny_weights import TINY, tiny_weights

Arrays = dict[str, np.ndarray]


def facts() -> dict[str, str]:
    blocks = TINY.blocks
    return {
        "format_version": "2",
        "palette": PALETTE_HASH,
        "vocabulary": str(TINY.vocabulary),
        **{name: str(getattr(blocks, name)) for name in ("layers", "width", "heads", "hidden")},
        "head_hidden": str(TINY.head_hidden),
        "hours": "0.1",
    }


def arrays() -> Arrays:
    weights = tiny_weights()
    world = np.frombuffer(world_text(weights.world), dtype=np.uint8)
    return {**weights.tensors, "world": world, "trait_rows": weights.trait_rows}


def file_of(tensors: Arrays, changed_facts: dict[str, str] | None = None) -> bytes:
    return signed(*split(save(tensors, metadata=facts() | (changed_facts or {}))))


def parse(content: bytes) -> Weights:
    return parse_weights(content, source="tiny")


def refused(content: bytes, reason: str) -> None:
    with pytest.raises(WeightsError, match=reason) as caught:
        parse(content)
    assert str(caught.value).startswith("tiny: ")
    assert "\n" not in str(caught.value)


def test_a_whole_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "tiny.safetensors"
    path.write_bytes(file_of(arrays()))
    found = load_weights(path)
    expected = tiny_weights()
    assert found.architecture == expected.architecture
    assert found.world == SEA
    assert found.facts["hours"] == "0.1"
    np.testing.assert_array_equal(found.trait_rows, expected.trait_rows)
    assert found.tensors.keys() == expected.tensors.keys()
    for name, array in expected.tensors.items():
        np.testing.assert_array_equal(found.tensors[name], array)


def test_a_labeller_is_read_with_them_and_is_under_the_digest() -> None:
    labeller = random_labeller(rows=len(SEA.tokens))
    found = parse(file_of(arrays() | labeller))
    assert found.labeller is not None
    assert found.labeller.keys() == labeller.keys()
    assert found.tensors.keys() == tiny_weights().tensors.keys()
    for name, array in labeller.items():
        np.testing.assert_array_equal(found.labeller[name], array)
    plain = parse(file_of(arrays()))
    assert plain.labeller is None
    assert plain.digest != found.digest


def test_a_labeller_that_lacks_a_tensor_or_knows_other_species_is_refused() -> None:
    labeller = random_labeller(rows=len(SEA.tokens))
    del labeller["parts.out"]
    refused(file_of(arrays() | labeller), "tensor 'parts.out' is missing")
    refused(file_of(arrays() | random_labeller(rows=3)), f"knows 3 ids, it names {len(SEA.tokens)}")
    older = random_labeller(rows=4, is_older=True)
    refused(file_of(arrays() | older), f"knows 3 species, it names {len(SEA.species)}")
    labeller = random_labeller(rows=len(SEA.tokens))
    labeller["parts.blocks"][2, 3, 4] = -128
    refused(file_of(arrays() | labeller), "'parts.blocks' holds -128")


def test_names_and_trait_rows_are_under_the_digest() -> None:
    plain = parse(file_of(arrays())).digest
    moved = replace(SEA, homes={"tang": ("reef",)})
    assert parse(file_of(arrays() | {"world": np.frombuffer(world_text(moved), dtype=np.uint8)})).digest != plain
    none = np.zeros((0, 11), dtype=np.uint8)
    assert parse(file_of(arrays() | {"trait_rows": none})).digest != plain


def test_a_file_of_a_larger_sea_is_no_damaged_one() -> None:
    tokens = (*SEA.tokens, ("species", "garibaldi"), ("zone", "kelp_wood"))
    larger = replace(SEA, tokens=tokens, category_of={**SPECIES, "garibaldi": "reef_fish"})
    size = replace(TINY, vocabulary=larger.vocabulary)
    tensors = {**tiny_weights(size=size).tensors, "trait_rows": np.zeros((0, 11), dtype=np.uint8)}
    tensors["world"] = np.frombuffer(world_text(larger), dtype=np.uint8)
    found = parse(file_of(tensors, {"vocabulary": str(larger.vocabulary)}))
    assert found.world == larger
    assert found.architecture == size


def test_another_format_palette_or_size_is_refused() -> None:
    for name, value, reason in (
        ("format_version", "1", "format version must be 2; got '1'"),
        ("palette", "other", "another palette"),
        ("head_hidden", "x", "architecture is not recorded"),
        ("head_hidden", "1025", "out of range"),
        ("vocabulary", "5", "out of range"),
        ("vocabulary", "188", "tensor 'token' must be"),
        ("layers", "1", "is unexpected"),
    ):
        refused(file_of(arrays(), {name: value}), reason)


def test_names_that_do_not_fit_the_network_are_refused() -> None:
    fewer = replace(SEA, tokens=SEA.tokens[:-1])
    refused(file_of(arrays() | {"world": np.frombuffer(world_text(fewer), dtype=np.uint8)}), "186 ids, its network")
    refused(file_of(arrays() | {"world": np.zeros(3, dtype=np.uint8)}), "not as it must be: it is no JSON")
    refused(file_of({name: array for name, array in arrays().items() if name != "world"}), "'world' is missing")


def test_a_trait_that_the_prompt_has_no_room_for_is_refused() -> None:
    more = replace(SEA, tokens=(*SEA.tokens, ("mood", "angry")))
    size = replace(TINY, vocabulary=more.vocabulary)
    tensors = arrays() | {**tiny_weights(size=size).tensors}
    tensors["world"] = np.frombuffer(world_text(more), dtype=np.uint8)
    refused(file_of(tensors, {"vocabulary": str(more.vocabulary)}), "room for 9 traits; it names 10")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([PAD, 80, *[PAD] * 9], "no zone"),
        ([69, PAD, *[PAD] * 9], "no species"),
        ([69, 80, 5, *[PAD] * 8], "no family"),
        ([69, 80, *[PAD] * 8, 69], "no glow"),
        ([69, 80], "must have 11 columns; got 2"),
    ],
)
def test_trait_rows_hold_ids_of_their_kinds(row: list[int], reason: str) -> None:
    refused(file_of(arrays() | {"trait_rows": np.array([row], dtype=np.uint8)}), reason)


def test_a_row_of_squared_inputs_that_could_overflow_is_refused() -> None:
    tensors = arrays()
    size = replace(TINY, head_hidden=1024)
    tensors = {**tensors, **tiny_weights(size=size).tensors}
    assert parse(file_of(tensors, {"head_hidden": "1024"})).architecture == size
    out = tensors["head.out"].copy()
    out[3] = LARGEST_SQUARED_ROW // 1024 + 1
    refused(file_of(tensors | {"head.out": out}, {"head_hidden": "1024"}), "'head.out' has a row whose sums could")


def test_every_tensor_is_needed_in_its_shape() -> None:
    assert set(arrays()) == {*expected_tensors(TINY), "world", "trait_rows"}
    for name in ("head.inner", "start", "around", "own.level", "blocks.1.score"):
        tensors = arrays()
        tensors[name] = tensors[name][1:]
        refused(file_of(tensors), f"tensor '{name}' must be")


def edited(edit: Callable[[Header], object]) -> bytes:
    header, data = split(file_of(arrays()))
    edit(header)
    return joined(header, data)


def test_odd_shapes_of_what_has_any_length_are_refused() -> None:
    for shape in (None, 5, [], [5, 5], [-1], ["any"], [True], [1.0]):
        refused(edited(lambda header, shape=shape: header["world"].update(shape=shape)), "'world' must be U8")  # type: ignore[misc]


def test_a_changed_byte_anywhere_is_an_error_and_no_crash() -> None:
    content = bytearray(file_of(arrays()))
    rng = np.random.default_rng(0)
    length = int.from_bytes(content[:8], "little")
    metadata: Any = json.loads(content[8 : 8 + length])["__metadata__"]
    assert "sha256" in metadata
    for place in [*rng.integers(0, 8 + length, 200), *rng.integers(8 + length, len(content), 20)]:
        damaged = bytearray(content)
        damaged[place] ^= 1 << int(rng.integers(8))
        try:
            parse(bytes(damaged))
        except WeightsError:
            continue
        assert place < 8 + length  # a fact of the training, which is not checked
