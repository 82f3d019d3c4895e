"""A weights file is believed only when every byte of it fits: one test a refusal, then random damage."""

from __future__ import annotations

import copy
import hashlib
import json
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.errors import WeightsError
from pixelgen.model.tensor_file import LARGEST_FILE, LARGEST_HEADER
from pixelgen.model.weights import (
    FORMAT_VERSION,
    Weights,
    expected_tensors,
    load_weights,
    parse_weights,
)
from pixelgen.model.world import SEA, world_text
from pixelgen.palette import PALETTE_HASH
from pixelgen.vocabulary import PAD
from tests.tiny_weights import network_size

TINY = network_size(layers=1, width=8, heads=2, hidden=8, head_hidden=8)
DTYPES: dict[str, npt.DTypeLike] = {"I8": np.int8, "F16": np.float16, "F32": np.float32}
NAMES: dict[str, npt.NDArray[Any]] = {
    "world": np.frombuffer(world_text(SEA), dtype=np.uint8),
    "trait_rows": np.array([[69, 80, *[PAD] * 9]], dtype=np.uint8),
}
Header = dict[str, Any]


@dataclass
class Peak:
    """The most memory that Python held, in bytes; known when the block is left."""

    bytes: int = 0


@contextmanager
def peak_memory() -> Iterator[Peak]:
    peak = Peak()
    tracemalloc.start()
    try:
        yield peak
    finally:
        peak.bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


def tiny_tensors() -> dict[str, npt.NDArray[Any]]:
    rng = np.random.default_rng(0)
    tensors: dict[str, npt.NDArray[Any]] = {}
    for name, (kind, shape) in expected_tensors(TINY).items():
        values = rng.integers(-127, 128, size=shape) if kind == "I8" else rng.uniform(0.1, 1, size=shape)
        tensors[name] = values.astype(DTYPES[kind])
    return tensors | NAMES


def facts() -> dict[str, str]:
    return {
        "format_version": FORMAT_VERSION,
        "palette": PALETTE_HASH,
        "vocabulary": str(TINY.vocabulary),
        **{name: str(getattr(TINY.blocks, name)) for name in ("layers", "width", "heads", "hidden")},
        "head_hidden": str(TINY.head_hidden),
        "minutes": "0.1",
    }


def split(content: bytes) -> tuple[Header, bytes]:
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8 : 8 + length]), content[8 + length :]


def joined(header: Header | bytes, data: bytes) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def signed(header: Header, data: bytes) -> bytes:
    """The file with the hash of its data recorded, so that nothing but the planted fault is wrong."""
    header["__metadata__"]["sha256"] = hashlib.sha256(data).hexdigest()
    return joined(header, data)


def with_tensors(tensors: dict[str, npt.NDArray[Any]]) -> bytes:
    return signed(*split(safetensors.numpy.save(tensors, metadata=facts())))


WHOLE = with_tensors(tiny_tensors())
HEADER, DATA = split(WHOLE)


def changed(edit: Callable[[Header], object]) -> bytes:
    """The whole file after `edit` of a copy of its header."""
    header = copy.deepcopy(HEADER)
    edit(header)
    return joined(header, DATA)


def refused(content: bytes, reason: str) -> None:
    with pytest.raises(WeightsError, match=reason) as caught:
        parse_weights(content, source="tiny.safetensors")
    assert str(caught.value).startswith("tiny.safetensors: ")
    assert "\n" not in str(caught.value)


def same(one: Weights, other: Weights) -> bool:
    return (
        (one.architecture, one.digest, one.world) == (other.architecture, other.digest, other.world)
        and np.array_equal(one.trait_rows, other.trait_rows)
        and one.tensors.keys() == other.tensors.keys()
        and all(np.array_equal(one.tensors[name], other.tensors[name]) for name in one.tensors)
    )


def test_a_whole_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "tiny.safetensors"
    path.write_bytes(WHOLE)
    weights = load_weights(path)
    assert weights.architecture == TINY
    assert weights.facts["minutes"] == "0.1"
    assert weights.digest == hashlib.sha256(DATA).hexdigest()
    written = tiny_tensors()
    np.testing.assert_array_equal(weights.trait_rows, written.pop("trait_rows"))
    written.pop("world")
    assert weights.tensors.keys() == written.keys()
    assert weights.world == SEA
    for name, array in written.items():
        assert weights.tensors[name].dtype == array.dtype
        assert np.array_equal(weights.tensors[name], array)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot read the weights"):
        load_weights(tmp_path / "none.safetensors")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot read the weights"):
        load_weights(tmp_path)


def test_a_file_over_64_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.safetensors"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with peak_memory() as peak, pytest.raises(WeightsError, match="at most 64 MB"):
        load_weights(path)
    assert peak.bytes < 1 << 20


def test_bytes_over_64_megabytes_are_refused() -> None:
    refused(bytes(LARGEST_FILE + 1), "larger than 64 MB")


def test_a_device_that_never_ends_is_refused() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no /dev/zero")
    with peak_memory() as peak, pytest.raises(WeightsError, match="too short"):
        load_weights(endless)
    assert peak.bytes < 1 << 20


def test_a_header_over_64_kilobytes_is_refused() -> None:
    refused(changed(lambda header: header["__metadata__"].update(note="x" * LARGEST_HEADER)), "header of .* at most")


@pytest.mark.parametrize("length", [2**63, 2**64 - 1, LARGEST_HEADER + 1])
def test_a_huge_header_length_is_refused(length: int) -> None:
    refused(length.to_bytes(8, "little") + WHOLE[8:], "header of .* at most")


def test_a_header_that_the_file_cuts_off_is_refused() -> None:
    refused(LARGEST_HEADER.to_bytes(8, "little") + WHOLE[8:200], "cut off inside the header")


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff\xfe{}", b"[" * 60_000, b'{"a":' * 10_000, b'{"a": ' + b"9" * 60_000 + b"}"],
    ids=["empty", "unfinished", "not UTF-8", "deep lists", "deep objects", "a number without end"],
)
def test_a_header_that_is_not_json_is_refused(text: bytes) -> None:
    refused(joined(text, DATA), "the header is not JSON")


@pytest.mark.parametrize("text", [b"[]", b"3", b'"text"', b"null"])
def test_a_header_that_is_no_object_is_refused(text: bytes) -> None:
    refused(joined(text, DATA), "the header is not a JSON object")


@pytest.mark.parametrize("metadata", [None, [], "text", {"format_version": 1}])
def test_metadata_that_is_not_text_is_refused(metadata: object) -> None:
    refused(changed(lambda header: header.update(__metadata__=metadata)), "no metadata")


def test_a_file_without_metadata_is_refused() -> None:
    refused(changed(lambda header: header.pop("__metadata__")), "no metadata")


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        ("format_version", "1", "format version must be 2; got '1', of an older pixelgen"),
        ("format_version", "3", "format version must be 2; got '3'"),
        ("palette", "0" * 16, "made for another palette"),
        ("vocabulary", "many", "the architecture is not recorded"),
        ("vocabulary", "67", "architecture out of range"),
        ("head_hidden", "1025", "architecture out of range"),
        ("layers", "many", "the architecture is not recorded"),
        ("layers", "0", "architecture out of range"),
        ("layers", "65", "architecture out of range"),
        ("width", "2048", "architecture out of range"),
        ("hidden", "-8", "architecture out of range"),
        ("heads", "3", "width 8 is no multiple of 3 heads"),
        ("sha256", "0" * 64, "the content's hash is not the recorded one"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(fact: str, value: str, reason: str) -> None:
    refused(changed(lambda header: header["__metadata__"].update({fact: value})), reason)
    if fact != "sha256":
        refused(
            changed(lambda header: header["__metadata__"].pop(fact)), "must be 2|another|architecture is not recorded"
        )


def test_a_missing_hash_is_refused() -> None:
    refused(changed(lambda header: header["__metadata__"].pop("sha256")), "hash is not the recorded one")


def test_a_name_that_is_not_expected_is_refused() -> None:
    refused(with_tensors({**tiny_tensors(), "extra": np.zeros(3, np.float32)}), "tensor 'extra' is unexpected")


def test_a_missing_tensor_is_refused() -> None:
    tensors = tiny_tensors()
    del tensors["blocks.0.mix"]
    refused(with_tensors(tensors), r"tensor 'blocks\.0\.mix' is missing")


def test_another_type_is_refused() -> None:
    tensors = tiny_tensors()
    tensors["token"] = tensors["token"].astype(np.float32)
    refused(with_tensors(tensors), "tensor 'token' must be F16")


def test_another_shape_is_refused() -> None:
    tensors = tiny_tensors()
    tensors["blocks.0.qkv"] = tensors["blocks.0.qkv"].T
    refused(with_tensors({name: array.copy() for name, array in tensors.items()}), r"qkv' must be I8 \[24, 8\]")


@pytest.mark.parametrize("shape", [[2**40, 8], [-1, 8], [10**300, 8], [], [391, 8, 1], "391x8", None])
def test_a_lying_shape_is_refused_before_memory_is_taken(shape: object) -> None:
    content = changed(lambda header: header["token"].update(shape=shape))
    with peak_memory() as peak:
        refused(content, "tensor 'token' must be F16")
    assert peak.bytes < 4 << 20


def test_an_architecture_that_the_file_cannot_hold_is_refused_before_memory_is_taken() -> None:
    giant = {"layers": "64", "width": "1024", "heads": "64", "hidden": "1024"}
    content = changed(lambda header: header["__metadata__"].update(giant))
    with peak_memory() as peak:
        refused(content, "is missing")
    assert peak.bytes < 4 << 20


@pytest.mark.parametrize("place", [None, [0], ["0", "9"], [0.0, 6256.0], [False, 6256], {}, [0, 6256, 1]])
def test_a_tensor_without_a_place_is_refused(place: object) -> None:
    refused(changed(lambda header: header["token"].update(data_offsets=place)), "tensor 'token' has no place")


@pytest.mark.parametrize("place", [[-6256, 0], [0, 6255], [6256, 0], [len(DATA), len(DATA) + 6256], [0, 10**30]])
def test_a_tensor_outside_the_file_is_refused(place: list[int]) -> None:
    refused(changed(lambda header: header["token"].update(data_offsets=place)), "tensor 'token' lies outside the file")


def test_two_tensors_in_one_place_are_refused() -> None:
    def overlap(header: Header) -> None:
        header["own.x"]["data_offsets"] = header["own.y"]["data_offsets"]

    refused(changed(overlap), "tensors overlap or bytes are left over")


@pytest.mark.parametrize("more", [b"\0", b"\0" * 8])
def test_trailing_bytes_are_refused(more: bytes) -> None:
    refused(signed(copy.deepcopy(HEADER), DATA + more), "tensors overlap or bytes are left over")


def test_bytes_before_the_first_tensor_are_refused() -> None:
    header = copy.deepcopy(HEADER)
    for name, entry in header.items():
        if name != "__metadata__":
            entry["data_offsets"] = [end + 8 for end in entry["data_offsets"]]
    refused(signed(header, b"\0" * 8 + DATA), "tensors overlap or bytes are left over")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 20_000.0])
@pytest.mark.parametrize("name", ["token", "head.out.scale", "blocks.0.score"])
def test_a_number_that_is_not_finite_or_too_large_is_refused(name: str, value: float) -> None:
    tensors = tiny_tensors()
    tensors[name].flat[1] = value
    refused(with_tensors(tensors), f"tensor '{name}' holds a number that is not finite or over 10,000")


@pytest.mark.parametrize("value", [0.0, -1.0])
@pytest.mark.parametrize("name", ["head.inner.scale", "blocks.0.score", "blocks.0.value_step"])
def test_a_step_that_is_not_above_zero_is_refused(name: str, value: float) -> None:
    tensors = tiny_tensors()
    tensors[name].flat[1] = value
    refused(with_tensors(tensors), f"tensor '{name}' must be above zero")


def test_minus_128_is_refused() -> None:
    tensors = tiny_tensors()
    tensors["blocks.0.expand"][3, 3] = -128
    refused(with_tensors(tensors), r"tensor 'blocks\.0\.expand' holds -128")


def test_a_row_whose_sums_could_overflow_is_refused() -> None:
    wide = replace(TINY, blocks=replace(TINY.blocks, hidden=768))
    tensors = {name: np.ones(shape, dtype=DTYPES[kind]) for name, (kind, shape) in expected_tensors(wide).items()}
    tensors |= NAMES
    tensors["blocks.0.contract"][2, :] = -85  # 768 * 85 * 181 * 181 is just below 2^31
    header = {**facts(), "hidden": "768"}
    assert parse_weights(signed(*split(safetensors.numpy.save(tensors, metadata=header))), source="wide")
    tensors["blocks.0.contract"][2, :271] = 86
    refused(
        signed(*split(safetensors.numpy.save(tensors, metadata=header))),
        r"tensor 'blocks\.0\.contract' has a row whose sums could overflow, above 65,550",
    )


# --- random damage: refused, or without any effect ------------------------------------------------------


def harmless(content: bytes) -> bool:
    """True when the file is refused or still says the same; any other exception comes through."""
    try:
        return same(parse_weights(content, source="damaged"), parse_weights(WHOLE, source="whole"))
    except WeightsError:
        return True


def test_a_file_cut_off_anywhere_is_refused() -> None:
    start = len(WHOLE) - len(DATA)
    for length in [*range(start + 40), *range(start + 40, len(WHOLE), 61), len(WHOLE) - 1]:
        with pytest.raises(WeightsError):
            parse_weights(WHOLE[:length], source="cut")


def test_random_bytes_flipped_do_no_harm() -> None:
    rng = np.random.default_rng(1)
    start = len(WHOLE) - len(DATA)
    for place in [*rng.integers(start, size=1500).tolist(), *rng.integers(start, len(WHOLE), size=500).tolist()]:
        damaged = bytearray(WHOLE)
        damaged[place] ^= int(rng.integers(1, 256))
        assert harmless(bytes(damaged)), place


def test_any_flipped_byte_of_the_tensors_is_refused() -> None:
    rng = np.random.default_rng(2)
    for place in rng.integers(len(WHOLE) - len(DATA), len(WHOLE), size=300).tolist():
        damaged = bytearray(WHOLE)
        damaged[place] ^= int(rng.integers(1, 256))
        with pytest.raises(WeightsError):
            parse_weights(bytes(damaged), source="damaged")


JUNK: tuple[object, ...] = (
    None,
    True,
    -1,
    0,
    1.5,
    10**30,
    1e400,
    "",
    "x",
    "\ud800",
    [],
    [0, -1],
    [[]],
    {},
    {"dtype": 1},
)


def places(header: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in a header, whole sections too."""
    below = header.items() if isinstance(header, dict) else enumerate(header) if isinstance(header, list) else ()
    for key, value in below:
        yield (*path, key)
        yield from places(value, (*path, key))


def test_any_value_of_the_header_replaced_by_junk_does_no_harm() -> None:
    for path in places(HEADER):
        for junk in JUNK:
            header = copy.deepcopy(HEADER)
            parent: Any = header
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = junk
            assert harmless(joined(header, DATA)), (path, junk)


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda text: joined(text, b"")))
def test_bytes_from_nowhere_are_refused(content: bytes) -> None:
    with pytest.raises(WeightsError):
        parse_weights(content, source="noise")
