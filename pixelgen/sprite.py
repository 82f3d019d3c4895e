"""32x32 palette indices as a value: compared, hashed and coloured, and what its pixels belong to.

Knows nothing of files, engines or models.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.anchors import Anchors, anchors_of
from pixelgen.checks import check_indices, check_parts
from pixelgen.palette import RGB, TRANSPARENT
from pixelgen.parts import PartMap
from pixelgen.quadtree import SIDE, Indices

_RGBA = np.array([(*rgb, 0 if index == TRANSPARENT else 255) for index, rgb in enumerate(RGB)], dtype=np.uint8)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sprite:
    """indices: (32, 32) uint8, each below 64. parts: (32, 32) uint8, the number in `PARTS` of what each pixel belongs
    to, 0 where nothing is drawn; 0 everywhere, as when it is None, in a sprite whose parts nobody knows.

    Both are kept as copies that nothing can write to. Sprites of the same pixels are equal, whatever their parts.
    RequestError for what is not as described here.
    """

    indices: Indices
    parts: PartMap = None  # type: ignore[assignment]  # given or filled in below

    def __post_init__(self) -> None:
        given = self.indices
        check_indices(given, f"({SIDE}, {SIDE})", lambda shape: shape == (SIDE, SIDE))
        parts = np.zeros_like(given) if self.parts is None else self.parts
        check_parts(parts, given)
        # Over immutable bytes an array cannot be made writable again, so the hash stays true.
        for name, array in (("indices", given), ("parts", parts)):
            object.__setattr__(self, name, np.frombuffer(array.tobytes(), dtype=np.uint8).reshape(SIDE, SIDE))

    def rgba(self) -> npt.NDArray[np.uint8]:
        """(32, 32, 4) red, green, blue and alpha, 0 to 255; the transparent index is black with alpha 0."""
        return _RGBA[self.indices]

    def anchors(self) -> Anchors:
        """Where its eye, mouth, tail tip and lights are; of the frames of an animation: `move_anchors`."""
        return anchors_of(self.indices, self.parts)

    def digest(self) -> str:
        """SHA-256 of the 1,024 indices, row by row, in hexadecimal."""
        return hashlib.sha256(self.indices.tobytes()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return self.indices.tobytes() == other.indices.tobytes() if isinstance(other, Sprite) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.indices.tobytes())

    def __repr__(self) -> str:
        return f"<Sprite {self.digest()[:12]}>"

    def __reduce__(self) -> tuple[type[Sprite], tuple[Indices, PartMap]]:
        # A copy or a pickle goes through the checks again; by default its arrays would come back writable.
        return Sprite, (self.indices, self.parts)
