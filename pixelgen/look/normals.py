"""Palette indices -> a normal map, by the native core or by NumPy, which give the same bytes; and an emission mask."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_indices, check_parts
from pixelgen.look.core_look import core_look
from pixelgen.look.lighting import normals
from pixelgen.look.lighting.neighbours import Indices
from pixelgen.look.lighting.normals import emission_mask
from pixelgen.look.stacked import each_of
from pixelgen.parts import PartMap

__all__ = ("emission_mask", "normal_map")


def normal_map(indices: Indices, parts: PartMap | None = None) -> npt.NDArray[np.uint8]:
    """(..., H, W) -> (..., H, W, 4): a tangent-space normal map in OpenGL's orientation, as Godot reads it.

    parts (..., H, W): their part maps, as `Sprite.parts`: then eyes and marks are no pits, each part has its relief.

    Red over 128 faces right, green over 128 faces the top of the picture, blue the viewer; a component is
    (value - 128) / 127. Alpha is 255 where the sprite is coloured; elsewhere all four are 0.
    """
    check_indices(indices, "(..., height, width)", lambda shape: len(shape) >= 2)
    if parts is not None:
        check_parts(parts, indices)
    core = core_look(*indices.shape[-2:])
    if core is None:
        return normals.normal_map(indices, parts)
    found = [core.normal_map(one, its) for one, its in each_of(indices, parts)]
    return np.array(found, dtype=np.uint8).reshape(*indices.shape, 4)
