"""Small sprites to light: domes, strips and oddities of any size, and how hypothesis draws more."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pixelgen.palette import COLOURS, SHADES, colour_index

Indices = npt.NDArray[np.uint8]

BODY = colour_index("azure", 3)
OUTLINE = colour_index("azure", 0)


def disc(side: int, radius: float, *, tone: int = BODY, outline: int | None = OUTLINE) -> Indices:
    """(side, side): a disc in the middle, with a one-pixel outline unless that is None."""
    y, x = np.indices((side, side)) - (side - 1) / 2
    filled = x * x + y * y <= radius * radius
    sprite = np.where(filled, tone, 0).astype(np.uint8)
    if outline is not None:
        wide = np.pad(filled, 1)
        inside = wide[:-2, 1:-1] & wide[2:, 1:-1] & wide[1:-1, :-2] & wide[1:-1, 2:]
        sprite[filled & ~inside] = outline
    return sprite


def shades(sprite: Indices) -> npt.NDArray[np.int64]:
    """0 to 6 on a sprite, -1 outside."""
    return np.where(sprite > 0, (sprite.astype(np.int64) - 1) % SHADES, -1)


def inside(sprite: Indices) -> npt.NDArray[np.bool_]:
    """What is no outline: not of the darkest shade."""
    return np.asarray(shades(sprite) > 0)


def odd_sprites() -> dict[str, Indices]:
    """What no artist draws, by name."""
    checker = np.indices((9, 12)).sum(axis=0) % 2
    apart = np.zeros((16, 16), dtype=np.uint8)
    apart[1:5, 1:5], apart[9:15, 8:15], apart[7, 7] = BODY, colour_index("coral", 4), colour_index("gold", 6)
    one = np.zeros((5, 7), dtype=np.uint8)
    one[2, 3] = BODY
    return {
        "empty": np.zeros((8, 8), dtype=np.uint8),
        "full": np.full((20, 20), BODY, dtype=np.uint8),
        "full and white": np.full((6, 6), colour_index("ink", 6), dtype=np.uint8),
        "one pixel": one,
        "one pixel is all": np.full((1, 1), BODY, dtype=np.uint8),
        "checkerboard": (checker * BODY).astype(np.uint8),
        "checkerboard of two ramps": np.where(checker, BODY, colour_index("rose", 3)).astype(np.uint8),
        "apart": apart,
        "a row": np.full((1, 17), BODY, dtype=np.uint8),
        "a column": np.full((17, 1), BODY, dtype=np.uint8),
        "every colour": np.arange(64, dtype=np.uint8).reshape(8, 8),
        "large": disc(70, 33),
    }


def sprites() -> st.SearchStrategy[Indices]:
    """Random sprites of any colours, in blots as well as in noise, 1 to 14 pixels a side."""
    noise = hnp.arrays(
        np.uint8, st.tuples(st.integers(1, 14), st.integers(1, 14)), elements=st.integers(0, COLOURS - 1)
    )
    return st.one_of(noise, noise.map(_blots))


def _blots(noise: Indices) -> Indices:
    """Each pixel three wide and high, cut to 20 pixels a side."""
    return np.ascontiguousarray(noise.repeat(3, axis=0).repeat(3, axis=1)[:20, :20])
