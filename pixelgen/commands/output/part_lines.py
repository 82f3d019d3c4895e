"""A sprite's parts -> lines to read, or what a JSON object holds of them: pixels of each kind, and a map of letters."""

from __future__ import annotations

from typing import Any

import numpy as np

from pixelgen.parts import PARTS
from pixelgen.sprite import Sprite

# one letter a part, in the order of PARTS
_LETTERS = dict(zip(PARTS, ".bhemflts#*", strict=True))


def part_lines(sprite: Sprite) -> list[str]:
    """A heading, a line a part with the letter that it has in the map, and the map's 32 lines."""
    if not sprite.parts.any():
        return ["parts unknown: these weights do not tell them"]
    counts = [f"{_LETTERS[name]} {name:<10} {count} pixels" for name, count in _counts(sprite).items()]
    return ["parts of the sprite", *counts, *_map(sprite)]


def part_content(sprite: Sprite) -> dict[str, Any]:
    """Pixels of each part, and the map: 32 texts of a letter a pixel."""
    return {
        "pixels": _counts(sprite),
        "letters": {name: _LETTERS[name] for name in _counts(sprite)},
        "map": _map(sprite),
    }


def _counts(sprite: Sprite) -> dict[str, int]:
    counts = np.bincount(sprite.parts.ravel(), minlength=len(PARTS)).tolist()
    return {name: count for name, count in zip(PARTS[1:], counts[1:], strict=True) if count}


def _map(sprite: Sprite) -> list[str]:
    letters = [*_LETTERS.values()]
    return ["".join(letters[part] for part in row) for row in sprite.parts.tolist()]
