"""A sprite and what it is <-> the PNG bytes of a cache entry, both ways; damaged or foreign bytes are None.

The PNG shows the sprite in any viewer. Its text names the request, the weights and the engine, and the part of each
drawn pixel, row by row, as a hexadecimal digit; nothing where no part is known. A SHA-256 covers that text and the
pixels. Knows nothing of files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pixelgen.errors import PixelgenError
from pixelgen.files.sprite_png import CHECKSUM_TEXT, REQUEST_TEXT, WEIGHTS_TEXT, decode_png, encode_png
from pixelgen.palette import TRANSPARENT
from pixelgen.parts import PartMap
from pixelgen.quadtree import SIDE, Indices
from pixelgen.sprite import Sprite

LARGEST_ENTRY = 64 << 10
_ENGINE_TEXT = "pixelgen-engine"
_NAME_TEXT = "pixelgen-name"
_PARTS_TEXT = "pixelgen-parts"
_TEXTS = {_NAME_TEXT, REQUEST_TEXT, WEIGHTS_TEXT, _ENGINE_TEXT, _PARTS_TEXT}
_DIGITS = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class EntryKey:
    """name: as a parent's, `request:` or `sprite:` and a hash; weights: hex digest. Other weights or another engine
    version draw other pixels, so they live side by side under other keys."""

    name: str
    weights: str
    engine_version: int

    def digest(self) -> str:
        """SHA-256 of all three, in hexadecimal: the entry's place."""
        return hashlib.sha256(f"{self.name}\n{self.weights}\n{self.engine_version}".encode("ascii")).hexdigest()


def encode_entry(key: EntryKey, sprite: Sprite, *, canonical: str) -> bytes:
    """canonical: text of the request, empty for a picture that nobody asked for."""
    text = {
        _NAME_TEXT: key.name,
        REQUEST_TEXT: canonical,
        WEIGHTS_TEXT: key.weights,
        _ENGINE_TEXT: str(key.engine_version),
        _PARTS_TEXT: _parts_text(sprite),
    }
    return encode_png(sprite.indices, text={**text, CHECKSUM_TEXT: checksum(text, sprite.indices)})


def decode_entry(content: bytes) -> tuple[EntryKey, Sprite] | None:
    """The key and the sprite of an entry; None when a single bit is not as it was written."""
    if len(content) > LARGEST_ENTRY:
        return None
    try:
        indices, text = decode_png(content)
    except PixelgenError:
        return None
    recorded = text.pop(CHECKSUM_TEXT, "")
    if indices.shape != (SIDE, SIDE) or text.keys() != _TEXTS:
        return None
    engine = text[_ENGINE_TEXT]
    if recorded != checksum(text, indices) or not (engine.isascii() and engine.isdigit() and len(engine) < 10):
        return None
    try:
        sprite = Sprite(indices, _parts_of(text[_PARTS_TEXT], indices))
    except ValueError:
        return None
    return EntryKey(text[_NAME_TEXT], text[WEIGHTS_TEXT], int(engine)), sprite


def _parts_text(sprite: Sprite) -> str:
    return "".join(_DIGITS[part] for part in sprite.parts[sprite.parts > 0].tolist())


def _parts_of(text: str, indices: Indices) -> PartMap:
    """The part map that a text tells of, 0 everywhere for an empty one; ValueError when it does not fit the pixels."""
    parts: PartMap = np.zeros_like(indices)
    if not text:
        return parts
    drawn = indices != TRANSPARENT
    numbers = [_DIGITS.index(digit, 1) for digit in text]
    if len(numbers) != int(drawn.sum()):
        raise ValueError("as many digits as pixels are drawn")
    parts[drawn] = numbers
    return parts


def checksum(text: Mapping[str, str], indices: Indices) -> str:
    """SHA-256 over names and contents of a picture's text, sorted, and its pixels, in hexadecimal."""
    whole = hashlib.sha256()
    for name, content in sorted(text.items()):
        for part in (name, content):
            encoded = part.encode("utf-8")
            whole.update(len(encoded).to_bytes(8, "big") + encoded)
    whole.update(indices.tobytes())
    return whole.hexdigest()
