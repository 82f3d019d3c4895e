"""What the page says with an action -> lists and numbers in their ranges. Knows nothing of creatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pixelgen import RequestError

MOST_AT_ONCE = 64

Content = Mapping[str, Any]


def list_in(content: Content, name: str) -> list[Any]:
    """1 to 64 of anything; RequestError otherwise."""
    found = content.get(name)
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_AT_ONCE:
        raise RequestError(f"{name} must be a list of 1 to {MOST_AT_ONCE}")
    return found


def count_in(content: Content, name: str, default: int, *, most: int = MOST_AT_ONCE) -> int:
    """A whole number from 0 on; RequestError otherwise."""
    found = content.get(name, default)
    if type(found) is not int or not 0 <= found <= most:
        raise RequestError(f"{name} must be a whole number from 0 to {most}")
    return found
