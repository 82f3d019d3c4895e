"""What a bred sprite comes from: its parents, named by hash, and the mask of what is drawn anew.

A parent is compared, hashed and written down by its name alone, so a family tree of any depth costs what a leaf
costs. Knows nothing of how a mask falls on a creature, or of drawing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from pixelgen.checks import checked_name, checked_number, shown
from pixelgen.errors import RequestError
from pixelgen.parts import Kind
from pixelgen.quadtree import SIDE
from pixelgen.sprite import Sprite

CELL_PATTERNS = ("patches", "region", "stripes")  # masks of whole 4x4 cells
# Masks of parts: name -> the kinds of parts of the first parent that are drawn anew.
PART_PATTERNS: Mapping[str, tuple[Kind, ...]] = {
    "fins": ("fin",),
    "head": ("head", "eye", "mouth"),
    "tail": ("tail",),
    "limbs": ("limb",),
    "marks": ("mark",),
}
PATTERNS = (*CELL_PATTERNS, *PART_PATTERNS)
DRAWN = "drawn"  # a mask of exactly these pixels
DEFAULT_SHARE = 0.4
_NAME = re.compile(r"(request|sprite):[0-9a-f]{64}")
_PIXEL_DIGITS = SIDE * SIDE // 4


class Keyed(Protocol):
    """What a parent can be made of besides a sprite: a request, known by its key."""

    def key(self) -> str:
        """SHA-256 in hexadecimal, of all that decides the pixels."""


@dataclass(frozen=True, slots=True)
class Parent:
    """name: `request:` and the request's key, or `sprite:` and the digest of the pixels. origin: the request or the
    sprite itself; None when only the name is known, and the sprite must be in the cache."""

    name: str
    origin: Keyed | Sprite | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            raise RequestError(f"a parent's name must be request: or sprite: and 64 hex digits; got {shown(self.name)}")

    @property
    def is_picture(self) -> bool:
        """Whether it is pixels from anywhere, not a request's."""
        return self.name.startswith("sprite:")

    @classmethod
    def of(cls, origin: Keyed | Sprite | Parent) -> Parent:
        """The parent that a request or a sprite makes."""
        if isinstance(origin, Parent):
            return origin
        if isinstance(origin, Sprite):
            return cls(f"sprite:{origin.digest()}", origin)
        key = getattr(origin, "key", None)
        if not callable(key):
            raise RequestError(f"a parent must be a SpriteRequest or a Sprite; got {shown(origin)}")
        return cls(f"request:{key()}", origin)


@dataclass(frozen=True, slots=True)
class Mask:
    """What of the first parent is drawn anew; RequestError when a field is not as described here.

    pattern: patches (scattered), region (one place of the body) or stripes, of whole cells of 4x4 pixels; fins, head,
    tail, limbs or marks, the parts of that name with the water two pixels around them, or what is far from the centre
    where the parent has none; or drawn. share: of the 64 cells, above 0, at most 1; parts are drawn anew whole. pixels:
    256 hex digits, row by row, a bit a pixel; only with the pattern `drawn`, which has no share.
    """

    pattern: str = PATTERNS[0]
    share: float = DEFAULT_SHARE
    pixels: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", checked_name("a mask's pattern", self.pattern, (*PATTERNS, DRAWN)))
        share = checked_number("a mask's share", self.share, 1, above_zero=True)
        object.__setattr__(self, "share", share)
        if self.pattern != DRAWN:
            if not isinstance(self.pixels, str) or self.pixels:
                raise RequestError(f"a mask has pixels only with pattern {DRAWN}; got {shown(self.pixels)}")
            return
        if not isinstance(self.pixels, str) or not re.fullmatch(rf"[0-9a-f]{{{_PIXEL_DIGITS}}}", self.pixels):
            raise RequestError(f"a drawn mask must have {_PIXEL_DIGITS} hex digits; got {shown(self.pixels)}")
        if self.share != DEFAULT_SHARE:
            raise RequestError("a drawn mask has no share; leave it out")

    @classmethod
    def of_pixels(cls, drawn_anew: npt.NDArray[np.bool_]) -> Mask:
        """The mask of these pixels, (32, 32) bool: True is drawn anew."""
        if not isinstance(drawn_anew, np.ndarray) or drawn_anew.shape != (SIDE, SIDE) or drawn_anew.dtype != np.bool_:
            raise RequestError(f"a mask must be a bool array of shape ({SIDE}, {SIDE}); got {shown(drawn_anew)}")
        return cls(DRAWN, pixels=np.packbits(drawn_anew).tobytes().hex())

    def drawn_pixels(self) -> npt.NDArray[np.bool_]:
        """(32, 32) the pixels of a drawn mask."""
        bits = np.unpackbits(np.frombuffer(bytes.fromhex(self.pixels), dtype=np.uint8))
        return bits.reshape(SIDE, SIDE).astype(np.bool_)

    def content(self) -> dict[str, Any]:
        """The mask's part of a canonical request."""
        if self.pattern == DRAWN:
            return {"pattern": DRAWN, "pixels": self.pixels}
        return {"pattern": self.pattern, "share": self.share}

    @classmethod
    def from_content(cls, content: Any) -> Mask:
        """The mask that `content` gave."""
        expected = {"pattern", "pixels"} if isinstance(content, dict) and content.get("pattern") == DRAWN else None
        if not isinstance(content, dict) or content.keys() != (expected or {"pattern", "share"}):
            raise RequestError(f"a mask must have a pattern and a share, or pixels; got {shown(content)}")
        return cls(**content)
