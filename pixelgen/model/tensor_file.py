"""The bytes of a safetensors file -> checked arrays and facts. Knows not which tensors a network has.

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

# Of a row of what takes squared integers: the absolute values' sum, so that sums of products stay below 2^31.
LARGEST_SQUARED_ROW = ((1 << 31) - 1) // ROOT_LEVELS**2
LARGEST_FILE = 64 << 20
LARGEST_HEADER = 64 << 10
OF_SQUARES = (".contract", "head.out")  # endings of the matrices that take squared integers

Refuse = Callable[[str], WeightsError]
Expected = Mapping[str, tuple[str, tuple[int | None, ...]]]  # name -> (safetensors type, shape), None for any size
Tensors = dict[str, npt.NDArray[Any]]

_TYPES: dict[str, npt.DTypeLike] = {"U8": np.uint8, "I8": np.int8, "F16": np.dtype("<f2"), "F32": np.dtype("<f4")}


@dataclass(frozen=True, slots=True)
class TensorFile:
    """header: name -> where a tensor lies, not yet believed; data: the bytes of all tensors; facts: the metadata."""

    header: Mapping[str, Any]
    data: bytes
    facts: Mapping[str, str]


def read_bounded(path: Path, *, advice: str) -> bytes:
    """A file's bytes; WeightsError, ending with `advice`, when it cannot be read or is too large for weights."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_FILE:
                raise WeightsError(f"{path}: weights are at most {LARGEST_FILE >> 20} MB; got {size} bytes")
            return file.read(size)  # never more than was looked at, whatever the file does meanwhile
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or error
        raise WeightsError(f"{path}: cannot read the weights ({reason}){advice}") from error


def refusal(source: str, advice: str) -> Refuse:
    """What makes the error of a file that is refused for a reason."""

    def refuse(reason: str) -> WeightsError:
        return WeightsError(f"{source}: no weights of pixelgen, or damaged: {reason}{advice}")

    return refuse


def opened(content: bytes, refuse: Refuse) -> TensorFile:
    """The bytes of a file, taken apart."""
    header, data = _split(content, refuse)
    facts = header.pop("__metadata__", None)
    if not isinstance(facts, dict) or not all(isinstance(value, str) for value in facts.values()):
        raise refuse("no metadata in the header")
    return TensorFile(header, data, facts)


def checked_tensors(file: TensorFile, expected: Expected, refuse: Refuse) -> tuple[Tensors, str]:
    """The file's tensors, exactly the expected ones, and the SHA-256 of their bytes, which is the recorded one."""
    header, data = file.header, file.data
    if set(header) != set(expected):
        odd = sorted(set(header) ^ set(expected))[0]
        raise refuse(f"tensor {odd!r} is {'unexpected' if odd in header else 'missing'}")
    tensors = {name: _tensor(name, header[name], expected[name], data, refuse) for name in expected}
    starts, ends = zip(*sorted(header[name]["data_offsets"] for name in expected), strict=True)
    if (*starts, len(data)) != (0, *ends):
        raise refuse("tensors overlap or bytes are left over")
    digest = hashlib.sha256(data).hexdigest()
    if file.facts.get("sha256") != digest:
        raise refuse("the content's hash is not the recorded one")
    for name, array in tensors.items():
        _check_values(name, array, refuse)
    return tensors, digest


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


def _tensor(
    name: str, entry: Any, expected: tuple[str, tuple[int | None, ...]], data: bytes, refuse: Refuse
) -> npt.NDArray[Any]:
    kind, wanted = expected
    shape = entry.get("shape") if isinstance(entry, dict) and entry.get("dtype") == kind else None
    if (
        not isinstance(shape, list)
        or len(shape) != len(wanted)
        or not all(type(n) is int and n >= 0 and m in (n, None) for n, m in zip(shape, wanted, strict=True))
    ):
        raise refuse(f"tensor {name!r} must be {kind} {['any' if m is None else m for m in wanted]}")
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
    if array.dtype == np.uint8:
        return
    if array.dtype == np.int8:
        if array.size and int(array.min()) < -127:
            raise refuse(f"tensor {name!r} holds -128; the arithmetic is exact for -127 to 127")
        rows = np.abs(array).sum(axis=-1, dtype=np.int64)
        if name.endswith(OF_SQUARES) and int(rows.max()) > LARGEST_SQUARED_ROW:
            raise refuse(f"tensor {name!r} has a row whose sums could overflow, above {LARGEST_SQUARED_ROW:,}")
        return
    if not np.isfinite(array).all() or float(np.abs(array).max()) > 1e4:
        raise refuse(f"tensor {name!r} holds a number that is not finite or over 10,000")
    if name.endswith((".scale", ".score", ".value_step")) and float(array.min()) <= 0:
        raise refuse(f"tensor {name!r} must be above zero")
