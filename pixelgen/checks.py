"""Values of any kind -> checked ones, or RequestError in one line. Knows nothing of what the fields are for.

NumPy's numbers are taken as Python's. One of less than 64 bits is the shortest decimal that names it in its own
precision: float32 0.7 is 0.7 and not 0.699999988079071.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from pixelgen.errors import RequestError
from pixelgen.palette import COLOURS, TRANSPARENT
from pixelgen.parts import PARTS

Kind = TypeVar("Kind")

MAX_SEED = (1 << 63) - 1
WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")  # a name of a zone, a category, a species, a trait or a trait's value
_LONGEST_SHOWN = 60
_LONGEST_PATH = 4096  # characters, which no system allows more of


def check_name(field: str, name: Any, allowed: Sequence[str], *, of: str = "") -> None:
    """One of the allowed names."""
    if not isinstance(name, str) or name not in allowed:
        raise RequestError(f"{field} must be one of {', '.join(allowed)}{of}; got {shown(name)}")


def checked_name(field: str, name: Any, allowed: Sequence[str], *, of: str = "") -> str:
    """One of the allowed names, as a plain `str` (NumPy and enumerations have kinds of their own)."""
    check_name(field, name, allowed, of=of)
    return str.__str__(name)


def checked_word(field: str, name: Any) -> str:
    """A name that a weights file may know: which ones it does know is not known here."""
    if not isinstance(name, str) or not WORD.fullmatch(name):
        raise RequestError(f"{field} must be a name of small letters, digits and _; got {shown(name)}")
    return str.__str__(name)


def checked_whole(field: str, number: Any, highest: int, *, lowest: int = 0) -> int:
    """A whole number from `lowest` to `highest`."""
    if not _is(number, Integral) or not lowest <= number <= highest:
        raise RequestError(f"{field} must be a whole number from {lowest} to {highest}; got {shown(number)}")
    return int(number)


def checked_number(field: str, number: Any, highest: int, *, above_zero: bool = False) -> float:
    """A number from 0 (or above it) to `highest`, as a float."""
    fits = _is(number, Real) and 0 <= number <= highest
    if not fits or (above_zero and number == 0):
        allowed = f"above 0 and at most {highest}" if above_zero else f"from 0 to {highest}"
        raise RequestError(f"{field} must be a number {allowed}; got {shown(number)}")
    return _float_of(number) + 0.0  # -0.0 becomes 0.0


def checked_finite(field: str, number: Any) -> float:
    """Any number but infinities and NaN, as a float."""
    found = _float_of(number) if _is(number, Real) else math.nan
    if not math.isfinite(found):
        raise RequestError(f"{field} must be a number; got {shown(number)}")
    return found


def check_is(field: str, value: Any, *kinds: type) -> None:
    """A value of one of these classes."""
    if not isinstance(value, kinds):
        names = [kind.__name__ for kind in kinds]
        raise RequestError(f"{field} must be a {' or a '.join(names)}; got {shown(value)}")


def check_indices(indices: Any, shape: str, fits: Callable[[tuple[int, ...]], bool]) -> None:
    """A uint8 array of palette indices of a height and width above 0, whose shape fits what `shape` describes."""
    is_array = isinstance(indices, np.ndarray)
    if not is_array or indices.dtype != np.uint8 or 0 in indices.shape[-2:] or not fits(indices.shape):
        kind = f"{indices.dtype} {indices.shape}" if is_array else type(indices).__name__
        raise RequestError(f"indices must be a uint8 array of shape {shape}; got {kind}")
    if int(indices.max(initial=0)) >= COLOURS:
        raise RequestError(f"indices must be below {COLOURS}; got {int(indices.max())}")


def check_parts(parts: Any, indices: npt.NDArray[np.uint8]) -> None:
    """A uint8 array as large as checked indices, of numbers of parts; 0 where they are transparent, or in a whole
    picture."""
    if not isinstance(parts, np.ndarray) or parts.dtype != np.uint8 or parts.shape != indices.shape:
        kind = f"{parts.dtype} {parts.shape}" if isinstance(parts, np.ndarray) else type(parts).__name__
        raise RequestError(f"parts must be a uint8 array of shape {indices.shape}; got {kind}")
    if int(parts.max(initial=0)) >= len(PARTS):
        raise RequestError(f"parts must be below {len(PARTS)}; got {int(parts.max())}")
    named, drawn = parts > 0, indices != TRANSPARENT
    if not np.array_equal(named, drawn) and (named != drawn)[named.any(axis=(-2, -1))].any():
        raise RequestError("parts must be above 0 where a pixel is drawn, and there alone")


def checked_list(field: str, values: Any, kind: type[Kind]) -> list[Kind]:
    """What an iterable gives, all of one class."""
    try:
        found = None if isinstance(values, (str, bytes)) else iter(values)
    except TypeError:
        found = None
    if found is None:
        raise RequestError(f"{field} must be a sequence of {kind.__name__}; got {shown(values)}")
    items = list(found)
    for item in items:
        check_is(f"each of {field}", item, kind)
    return items


def checked_path(field: str, path: Any) -> Path:
    """A path, as text or as a path object."""
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str) or "\0" in text or len(text) > _LONGEST_PATH or not _is_file_name(text):
        raise RequestError(f"{field} must be a path; got {shown(path)}")
    return Path(text)


def shown(value: object) -> str:
    """A value in one line of an error, however long, nested or odd it is."""
    try:
        text = " ".join(repr(value[:_LONGEST_SHOWN] if isinstance(value, str) else value).split())
    except Exception:  # an integer of thousands of digits, a list that holds itself, a class whose repr fails
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _is(number: object, kind: type) -> bool:
    return isinstance(number, kind) and not isinstance(number, bool)


def _is_file_name(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True


def _float_of(number: Any) -> float:
    try:
        if isinstance(number, (np.float16, np.float32)):
            return float(np.format_float_scientific(number, unique=True))
        return float(number)
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf
