"""What a bridge cannot take -> an error of one line. Knows nothing of what bridges take."""

from __future__ import annotations

from typing import Any

from pixelgen import PixelgenError

_LONGEST_SHOWN = 100


class PackError(PixelgenError):
    """A value that a pack or a sprite cannot take, a damaged pack, or a folder that a pack cannot be written to."""


def shown(value: Any) -> str:
    """A value in one line of an error, however long or odd it is."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # a class whose repr fails, a number of thousands of digits
        text = f"a {type(value).__name__}"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
