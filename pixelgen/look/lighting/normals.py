"""Palette indices -> what an engine lights a sprite with: a normal map and an emission mask, the reference in NumPy.

Knows no light itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.look.lighting.kept_pixels import glowing
from pixelgen.look.lighting.neighbours import Indices
from pixelgen.look.lighting.relief import laid_heights, laid_normals, laid_out
from pixelgen.parts import PartMap

Rgba = npt.NDArray[np.uint8]

_MIDDLE, _REACH = np.float32(128.5), np.float32(127.0)  # half of it rounds


def normal_map(indices: Indices, parts: PartMap | None = None) -> Rgba:
    """As `pixelgen.look.normals.normal_map`."""
    cells, layout, surfaces = laid_out(indices, parts)
    filled = cells > 0
    channels = [
        (part * _REACH + _MIDDLE).astype(np.uint8) * filled
        for part in laid_normals(laid_heights(cells, layout, surfaces), layout)
    ]
    return np.stack([layout.lifted(channel) for channel in [*channels, filled * np.uint8(255)]], axis=-1)


def emission_mask(indices: Indices) -> npt.NDArray[np.uint8]:
    """(..., H, W) -> (..., H, W): 255 where a pixel has a colour of the glow ramp, 0 elsewhere."""
    cells, layout, _ = laid_out(indices)
    return layout.lifted(glowing(cells) * np.uint8(255))
