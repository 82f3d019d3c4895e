"""A flat sprite, its normal map and its emission mask -> what an engine shows under a light: 24-bit colours.

Not the library's shading, which stays inside the palette (shading.py), but a preview of what the layers are good for.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.look.lighting.light import UNIT, Light
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.palette import RGB
from pixelgen.parts import PartMap
from pixelgen.quadtree import Indices

Pixels = npt.NDArray[np.uint8]

_PALETTE = np.array(RGB, dtype=np.uint8)
_AMBIENT, _BRIGHTEST = 0.35, 1.2  # light from everywhere, and the most in all, as shares of the lamp's


def relit(indices: Indices, light: Light, background: tuple[int, int, int], parts: PartMap | None = None) -> Pixels:
    """(..., H, W) sprites -> (..., H, W, 3) 8-bit sRGB, lit as a shader does it (Lambert); glow shines by itself.

    parts: their part maps, as `normal_map` takes them.
    """
    normals, emission = normal_map(indices, parts), emission_mask(indices)
    vectors = (normals[..., :3].astype(np.float64) - 128) / 127
    right, up, out = (part / UNIT for part in light.vector)
    lit = np.maximum(vectors[..., 0] * right + vectors[..., 1] * up + vectors[..., 2] * out, 0)
    strength = np.where(emission > 0, 1.0, np.minimum(_AMBIENT + lit, _BRIGHTEST))
    colours = np.minimum(_PALETTE[indices] * strength[..., None], 255).astype(np.uint8)
    return np.where(normals[..., 3:] > 0, colours, np.array(background, dtype=np.uint8))
