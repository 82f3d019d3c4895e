"""Bytes and arrays -> base64, and back. Knows nothing of creatures."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from pixelgen import RequestError


def encoded(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> str:
    """Any array of bytes in base64, row by row."""
    return encoded_bytes(np.ascontiguousarray(pixels).tobytes())


def encoded_bytes(content: bytes) -> str:
    """Bytes in base64."""
    return base64.b64encode(content).decode("ascii")


def decoded(text: Any) -> bytes:
    """Base64 -> bytes; RequestError for what is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, ValueError) as error:
        raise RequestError("a file must come in base64") from error
