"""Values of any kind -> checked ones, or RequestError in one line. Knows nothing of what the fields are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pixelgen.errors import RequestError

_LONGEST_SHOWN = 60


def check_name(field: str, name: Any, allowed: Sequence[str], *, of: str = "") -> None:
    """One of the allowed names."""
    if not isinstance(name, str) or name not in allowed:
        raise RequestError(f"{field} must be one of {', '.join(allowed)}{of}; got {shown(name)}")


def checked_whole(field: str, number: Any, highest: int) -> int:
    """A whole number from 0 to `highest`."""
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= highest:
        raise RequestError(f"{field} must be a whole number from 0 to {highest}; got {shown(number)}")
    return int(number)


def checked_number(field: str, number: Any, highest: int, *, above_zero: bool = False) -> float:
    """A number from 0 (or above it) to `highest`, as a float."""
    fits = isinstance(number, (int, float)) and not isinstance(number, bool) and 0 <= number <= highest
    if not fits or (above_zero and number == 0):
        allowed = f"above 0 and at most {highest}" if above_zero else f"from 0 to {highest}"
        raise RequestError(f"{field} must be a number {allowed}; got {shown(number)}")
    return float(number) + 0.0  # -0.0 becomes 0.0


def shown(value: object) -> str:
    """A value in one line of an error, however long, nested or odd it is."""
    try:
        text = " ".join(repr(value[:_LONGEST_SHOWN] if isinstance(value, str) else value).split())
    except (ValueError, RecursionError):  # an integer of thousands of digits, a list that holds itself
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
