"""A safetensors file -> checked arrays. Knows their names, types and shapes, not what they are for.

Everything is checked before memory is taken: the file's size, the header, each tensor's name, type, shape and
place, no gap and no trailing byte, then the content's hash, then that every number is finite and inside the
bounds that make the arithmetic exact. Format: https://github.com/huggingface/safetensors
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.errors import WeightsError
from pixelgen.model.fixed_point import ROOT_LEVELS
from pixelgen.palette import PALETTE_HASH
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS
from pixelgen.vocabulary import SPECIES, VOCABULARY_SIZE, WRITABLE

FORMAT_VERSION = "1"
# Of a row of what takes squared integers: the absolute values' sum, so that sums of products stay below 2^31.
LARGEST_SQUARED_ROW = ((1 << 31) - 1) // ROOT_LEVELS**2
LARGEST_FILE = 64 << 20
LARGEST_HEADER = 64 << 10
X_PLACES = Y_PLACES = 8 + 16 + 32  # cell centres of the three levels
LEVEL_PLACES = 4  # three levels and "no cell"

Refuse = Callable[[str], WeightsError]

_TYPES: dict[str, npt.DTypeLike] = {"I8": np.int8, "F16": np.dtype("<f2"), "F32": np.dtype("<f4")}


@dataclass(frozen=True, slots=True)
class Architecture:
    """Sizes of the network that a weights file holds."""

    layers: int
    width: int
    heads: int
    hidden: int

    @property
    def head_width(self) -> int:
        """Width of one attention head."""
        return self.width // self.heads


@dataclass(frozen=True, slots=True)
class Weights:
    """tensors: name -> array (int8, float16 or float32); digest: SHA-256 of all tensor bytes, hex;
    facts: what the file says of its training."""

    architecture: Architecture
    tensors: Mapping[str, npt.NDArray[Any]]
    digest: str
    facts: Mapping[str, str]


def expected_tensors(size: Architecture) -> dict[str, tuple[str, tuple[int, ...]]]:
    """name -> (safetensors type, shape) of every tensor that a file of this architecture holds."""
    width = size.width
    expected: dict[str, tuple[str, tuple[int, ...]]] = {
        "token": ("F16", (VOCABULARY_SIZE, width)),
        "around": ("F16", (NEIGHBOURS * CONTEXT_KINDS, width)),
    }
    for role in ("own", "target"):
        expected[f"{role}.x"] = ("F16", (X_PLACES, width))
        expected[f"{role}.y"] = ("F16", (Y_PLACES, width))
        expected[f"{role}.level"] = ("F16", (LEVEL_PLACES, width))
    matrices = {"head": (len(WRITABLE), width)}
    for layer in range(size.layers):
        block = f"blocks.{layer}"
        matrices[f"{block}.qkv"] = (3 * width, width)
        matrices[f"{block}.mix"] = (width, width)
        matrices[f"{block}.expand"] = (size.hidden, width)
        matrices[f"{block}.contract"] = (width, size.hidden)
        expected[f"{block}.score"] = ("F32", (size.heads,))
        expected[f"{block}.value_step"] = ("F32", (size.heads,))
    for name, shape in matrices.items():
        expected[name] = ("I8", shape)
        expected[f"{name}.scale"] = ("F32", shape[:1])
    return expected


def vocabulary_text() -> str:
    """What a weights file records of the vocabulary: its size and the species in id order."""
    return f"{VOCABULARY_SIZE}:{','.join(SPECIES)}"


def load_weights(path: Path, *, advice: str = "") -> Weights:
    """Read and check a weights file; WeightsError says in one line what is wrong with it, and then `advice`."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_FILE:
                raise WeightsError(f"{path}: weights are at most {LARGEST_FILE >> 20} MB; got {size} bytes")
            content = file.read(size)  # never more than was looked at, whatever the file does meanwhile
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or error
        raise WeightsError(f"{path}: cannot read the weights ({reason}){advice}") from error
    return parse_weights(content, source=str(path), advice=advice)


def parse_weights(content: bytes, *, source: str, advice: str = "") -> Weights:
    """The bytes of a weights file -> Weights; `source` names it in errors, `advice` says what to do."""

    def refuse(reason: str) -> WeightsError:
        return WeightsError(f"{source}: no weights of pixelgen, or damaged: {reason}{advice}")

    header, data = _split(content, refuse)
    facts = header.pop("__metadata__", None)
    if not isinstance(facts, dict) or not all(isinstance(value, str) for value in facts.values()):
        raise refuse("no metadata in the header")
    if facts.get("format_version") != FORMAT_VERSION:
        raise refuse(f"format version must be {FORMAT_VERSION}; got {facts.get('format_version')!r}")
    if facts.get("palette") != PALETTE_HASH:
        raise refuse("made for another palette")
    if facts.get("vocabulary") != vocabulary_text():
        raise refuse("made for another vocabulary")
    size = _architecture(facts, refuse)
    expected = expected_tensors(size)
    if set(header) != set(expected):
        odd = sorted(set(header) ^ set(expected))[0]
        raise refuse(f"tensor {odd!r} is {'unexpected' if odd in header else 'missing'}")
    tensors = {name: _tensor(name, header[name], expected[name], data, refuse) for name in expected}
    starts, ends = zip(*sorted(header[name]["data_offsets"] for name in expected), strict=True)
    if (*starts, len(data)) != (0, *ends):
        raise refuse("tensors overlap or bytes are left over")
    digest = hashlib.sha256(data).hexdigest()
    if facts.get("sha256") != digest:
        raise refuse("the content's hash is not the recorded one")
    for name, array in tensors.items():
        _check_values(name, array, refuse)
    return Weights(size, tensors, digest, facts)


def _split(content: bytes, refuse: Refuse) -> tuple[dict[str, Any], bytes]:
    if len(content) > LARGEST_FILE:
        raise refuse(f"larger than {LARGEST_FILE >> 20} MB")
    if len(content) < 8:
        raise refuse("too short")
    length = int.from_bytes(content[:8], "little")
    if length > LARGEST_HEADER:
        raise refuse(f"header of {length} bytes, at most {LARGEST_HEADER}")
    if 8 + length > len(content):
        raise refuse("cut off inside the header")
    try:
        header = json.loads(content[8 : 8 + length].decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise refuse("the header is not JSON") from error
    if not isinstance(header, dict):
        raise refuse("the header is not a JSON object")
    return header, content[8 + length :]


def _architecture(facts: Mapping[str, str], refuse: Refuse) -> Architecture:
    try:
        sizes = [int(facts[name]) for name in ("layers", "width", "heads", "hidden")]
    except (KeyError, ValueError) as error:
        raise refuse("the architecture is not recorded") from error
    layers, width, heads, hidden = sizes
    if not (1 <= layers <= 64 and 8 <= width <= 1024 and 1 <= heads <= 64 and 8 <= hidden <= 1024):
        raise refuse(f"architecture out of range: {layers} layers, width {width}, {heads} heads, hidden {hidden}")
    if width % heads:
        raise refuse(f"width {width} is no multiple of {heads} heads")
    return Architecture(layers, width, heads, hidden)


def _tensor(
    name: str, entry: Any, expected: tuple[str, tuple[int, ...]], data: bytes, refuse: Refuse
) -> npt.NDArray[Any]:
    kind, shape = expected
    if not isinstance(entry, dict) or entry.get("dtype") != kind or entry.get("shape") != list(shape):
        raise refuse(f"tensor {name!r} must be {kind} {list(shape)}")
    dtype = np.dtype(_TYPES[kind])
    place = entry.get("data_offsets")
    if not (isinstance(place, list) and len(place) == 2 and all(type(end) is int for end in place)):
        raise refuse(f"tensor {name!r} has no place")
    start, end = place
    if not 0 <= start <= end <= len(data) or end - start != math.prod(shape) * dtype.itemsize:
        raise refuse(f"tensor {name!r} lies outside the file")
    return np.frombuffer(data, dtype=dtype, count=math.prod(shape), offset=start).reshape(shape)


def _check_values(name: str, array: npt.NDArray[Any], refuse: Refuse) -> None:
    """Finite, steps above zero, integers of at most 127: what keeps every sum exact and below overflow."""
    if array.dtype == np.int8:
        if array.size and int(array.min()) < -127:
            raise refuse(f"tensor {name!r} holds -128; the arithmetic is exact for -127 to 127")
        rows = np.abs(array).sum(axis=-1, dtype=np.int64)
        if name.endswith(".contract") and int(rows.max()) > LARGEST_SQUARED_ROW:
            raise refuse(f"tensor {name!r} has a row whose sums could overflow, above {LARGEST_SQUARED_ROW:,}")
        return
    if not np.isfinite(array).all() or float(np.abs(array).max()) > 1e4:
        raise refuse(f"tensor {name!r} holds a number that is not finite or over 10,000")
    if name.endswith((".scale", ".score", ".value_step")) and float(array.min()) <= 0:
        raise refuse(f"tensor {name!r} must be above zero")
