"""Arguments from outside -> the same, or a PackError of one line that says what was expected and what came."""

from __future__ import annotations

import os
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import numpy as np

from engine_bridges.creatures.pack_error import PackError, shown

_FARTHEST = 1e12
_LONGEST_PATH = 4096


def check_is(what: str, value: Any, *kinds: type) -> None:
    """One of these classes."""
    if not isinstance(value, kinds):
        names = " or a ".join(kind.__name__ for kind in kinds)
        raise PackError(f"{what} must be a {names}; got {shown(value)}")


def checked_folder(value: Any) -> Path:
    """A path, as text or as a path object."""
    text = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
    if not isinstance(text, str) or "\0" in text or len(text) > _LONGEST_PATH or not _is_file_name(text):
        raise PackError(f"a pack's folder must be a path; got {shown(value)}")
    return Path(text)


def check_number(what: str, value: Any) -> None:
    """A number, and no astronomical one."""
    if not _is_number(value):
        raise PackError(f"{what} must be a number; got {shown(value)}")


def check_whole(what: str, value: Any, lowest: int, highest: int) -> None:
    """A whole number in these bounds."""
    if not isinstance(value, Integral) or not lowest <= int(value) <= highest:
        raise PackError(f"{what} must be a whole number from {lowest} to {highest}; got {shown(value)}")


def check_flags(**flags: Any) -> None:
    """Each of them True or False."""
    for name, value in flags.items():
        check_is(name, value, bool, np.bool_)


def checked_tuple(what: str, values: Any, *kinds: type) -> tuple[Any, ...]:
    """What an iterable gives, all of one of these classes; a text is no iterable of texts."""
    try:
        found = None if isinstance(values, (str, bytes)) else tuple(values)
    except TypeError:
        found = None
    if found is None:
        raise PackError(f"{what} must be a sequence of {kinds[0].__name__}; got {shown(values)}")
    for one in found:
        check_is(f"each of {what}", one, *kinds)
    return found


def check_pair(what: str, value: Any) -> None:
    """Two such numbers."""
    try:
        first, second = value
    except (TypeError, ValueError):
        first = second = None
    if not _is_number(first) or not _is_number(second):
        raise PackError(f"{what} must be two numbers, x and y; got {shown(value)}")


def check_rgb(what: str, value: Any) -> None:
    """Three whole numbers from 0 to 255."""
    try:
        parts = [*value]
    except TypeError:
        parts = []
    if len(parts) != 3 or not all(hasattr(part, "__index__") and 0 <= part <= 255 for part in parts):
        raise PackError(f"{what} must be red, green and blue, three whole numbers of 0 to 255; got {shown(value)}")


def _is_number(value: Any) -> bool:
    try:
        return isinstance(value, Real) and abs(float(value)) < _FARTHEST
    except OverflowError:
        return False


def _is_file_name(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return True
