"""Small sprites with part maps: a body with an eye, a mark, a fin that lies on it and a leg that sticks out."""

from __future__ import annotations

import numpy as np

from pixelgen.look.lighting.neighbours import Indices
from pixelgen.palette import colour_index
from pixelgen.parts import PART_IDS
from tests.pixelgen.look.lighting.lit_shapes import BODY, disc

SIDE = 28
FIN, LEG = colour_index("coral", 3), colour_index("coral", 2)
FIN_AT = ((12, 15), (12, 16))  # rows and columns of the fin on the body


def beast(*, glossy: str = "body", body: int = BODY) -> tuple[Indices, Indices]:
    """(28, 28) pixels and parts; glossy: the part that the round body is."""
    pixels = disc(SIDE, 10, tone=body)
    parts = np.where(pixels > 0, PART_IDS[glossy], 0).astype(np.uint8)
    paint(pixels, parts, (8, 10), (18, 20), "eye", colour_index("ink", 0))
    pixels[8, 19] = colour_index("ink", 6)
    paint(pixels, parts, (18, 21), (12, 16), "mark", colour_index("gold", 5))
    paint(pixels, parts, *FIN_AT, "fin", FIN)
    paint(pixels, parts, (21, 28), (5, 8), "limb", LEG)
    return pixels, parts


def paint(
    pixels: Indices, parts: Indices, rows: tuple[int, int], columns: tuple[int, int], kind: str, tone: int
) -> None:
    """A rectangle of a part, in place."""
    pixels[slice(*rows), slice(*columns)] = tone
    parts[slice(*rows), slice(*columns)] = PART_IDS[kind]
