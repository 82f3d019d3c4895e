"""Sprites -> one picture to look at: a grid at 4x, each row or cell on its zone's background."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from pixelgen.palette import RGB
from training.pixel_rules import Indices
from training.zones import LOOKS

_PALETTE = np.array(RGB, dtype=np.uint8)


def contact_sheet(
    rows: Sequence[tuple[str, Sequence[Indices]]], *, scale: int = 4, gap: int = 2, silhouette: bool = False
) -> Image.Image:
    """rows: (zone, sprites of that row) -> an RGB picture; `silhouette` draws every sprite in black."""
    columns = max(len(sprites) for _, sprites in rows)
    side = 32 + gap
    picture = np.zeros((len(rows) * side, columns * side, 3), dtype=np.uint8)
    for top, (zone, sprites) in enumerate(rows):
        picture[top * side : (top + 1) * side] = (255, 255, 255) if silhouette else LOOKS[zone].background
        for left, sprite in enumerate(sprites):
            y, x = top * side + gap // 2, left * side + gap // 2
            picture[y : y + 32, x : x + 32] = _over(picture[y : y + 32, x : x + 32], sprite, silhouette)
    return Image.fromarray(picture.repeat(scale, axis=0).repeat(scale, axis=1))


def _over(under: npt.NDArray[np.uint8], sprite: Indices, silhouette: bool) -> npt.NDArray[np.uint8]:
    colours = np.zeros_like(under) if silhouette else _PALETTE[sprite]
    return np.where((sprite > 0)[..., None], colours, under)
