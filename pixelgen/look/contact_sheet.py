"""Pictures of palette indices -> one picture to look at: a grid, each row on its zone's water.

Knows nothing of files or of who drew the sprites.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pixelgen.palette import RGB, TRANSPARENT
from pixelgen.quadtree import Indices

if TYPE_CHECKING:
    from PIL.Image import Image

WATER: dict[str, tuple[int, int, int]] = {
    "shallows": (122, 190, 205),
    "reef": (42, 112, 158),
    "twilight": (24, 58, 104),
    "midnight": (14, 20, 44),
    "abyss": (8, 11, 26),
    "hadal": (4, 5, 12),
}
Rows = Sequence[tuple[str, Sequence[Indices]]]

_PALETTE = np.array(RGB, dtype=np.uint8)
_PAPER, _INK = (255, 255, 255), (0, 0, 0)


def contact_sheet(
    rows: Rows,
    *,
    scale: int = 4,
    gap: int = 2,
    silhouette: bool = False,
    water: Mapping[str, tuple[int, int, int]] = WATER,
) -> Image:
    """rows: (zone, pictures of that row), all of one size -> an RGB picture; `silhouette` draws in black on white.
    water: of each zone."""
    from PIL import Image  # here, so that importing the library does not load Pillow

    picture = sheet_pixels(rows, gap=gap, silhouette=silhouette, water=water)
    return Image.fromarray(picture.repeat(scale, axis=0).repeat(scale, axis=1))


def sheet_pixels(
    rows: Rows, *, gap: int = 2, silhouette: bool = False, water: Mapping[str, tuple[int, int, int]] = WATER
) -> npt.NDArray[np.uint8]:
    """The same as (height, width, 3) uint8, a pixel a pixel."""
    height, width = rows[0][1][0].shape
    high, wide = height + gap, width + gap
    picture = np.zeros((len(rows) * high, max(len(row) for _, row in rows) * wide, 3), dtype=np.uint8)
    for top, (zone, row) in enumerate(rows):
        picture[top * high : (top + 1) * high] = _PAPER if silhouette else water[zone]
        for left, one in enumerate(row):
            y, x = top * high + gap // 2, left * wide + gap // 2
            colours = np.array(_INK, dtype=np.uint8) if silhouette else _PALETTE[one]
            under = picture[y : y + height, x : x + width]
            under[:] = np.where((one != TRANSPARENT)[..., None], colours, under)
    return picture
