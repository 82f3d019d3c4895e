"""Palette indices and a style -> the same sprite lit, by the native core or by NumPy, which give the same bytes."""

from __future__ import annotations

import numpy as np

from pixelgen.checks import check_indices, check_is, check_parts
from pixelgen.look.core_look import core_look
from pixelgen.look.lighting import shading
from pixelgen.look.lighting.light import ShadingStyle
from pixelgen.look.lighting.neighbours import Indices
from pixelgen.look.stacked import each_of
from pixelgen.parts import PartMap


def shade(indices: Indices, style: ShadingStyle, parts: PartMap | None = None) -> Indices:
    """Sprites (..., H, W) of palette indices -> the same shape, lit.

    parts (..., H, W): their part maps, as `Sprite.parts`: then each part has its own relief, marks and eyes are paint,
    limbs throw a shadow on the body that they lie over, and what is glossy has one pixel that shines. RequestError for
    what is not palette indices, or parts that do not fit them.
    """
    check_is("style", style, ShadingStyle)
    check_indices(indices, "(..., height, width)", lambda shape: len(shape) >= 2)
    if parts is not None:
        check_parts(parts, indices)
    core = core_look(*indices.shape[-2:])
    if core is None:
        return shading.shade(indices, style, parts)
    light, settings = style.light.vector, style.settings
    lit = [core.shade(one, its, light=light, settings=settings) for one, its in each_of(indices, parts)]
    return np.array(lit, dtype=np.uint8).reshape(indices.shape)
