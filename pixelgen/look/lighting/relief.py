"""Palette indices -> how high each pixel stands, and which way its surface faces. Knows nothing of light.

A sprite is blown up like a balloon: its silhouette is held down, everything inside rises with the thickness of its
part, and dips where two parts meet. What is painted on has the height of what carries it, and limbs over the trunk lie
on it. Where nobody knows the parts, it dips a little where two colour ramps meet. Left and right, up and down are
treated alike, so a mirrored or moved sprite has the mirrored or moved relief, bit for bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_indices, check_parts
from pixelgen.look.lighting.neighbours import Indices, Layout, Mask
from pixelgen.look.lighting.surfaces import Surfaces
from pixelgen.palette import SHADES, ramp_numbers
from pixelgen.parts import PartMap

Field = npt.NDArray[np.float32]

_ROUNDS = 24
_REACH = np.float32(0.98)  # largest eigenvalue that the relaxation is tuned for: bodies some 16 pixels across
_SEAM = np.float32(0.72)  # how much of a neighbour's height passes the border between two colour ramps
_PARTS_SEAM = np.float32(0.5)  # the same between two parts
_ANYTHING, _FIRST_RAMP = 0, 16  # of what meets: what lies over the trunk has no seam; from here on ramps
_CREASE = np.float32(0.6)  # the same for a dark line inside the body
_LIES_OVER = np.float32(0.7)  # pixels that what lies over the trunk rises above it for each pixel from its edge
_THICKEST = 3  # pixels from its edge up to which it rises
_QUARTER = np.float32(0.25)
_ROUNDNESS = np.float32(3.0)  # 2 makes a long part a half cylinder, 4 makes a disc a half sphere


class Normals(NamedTuple):
    """Unit vectors of the surface, one array each: to the right, up, towards the viewer."""

    right: Field
    up: Field
    out: Field


def height_field(indices: Indices, parts: PartMap | None = None) -> Field:
    """Heights in pixels (..., H, W) of sprites (..., H, W): 0 outside, above 0 on every coloured pixel.

    parts (..., H, W): their part maps, 0 throughout one that nobody knows. RequestError for what is not palette
    indices of at least two dimensions, or parts that do not fit them.
    """
    cells, layout, surfaces = laid_out(indices, parts)
    return layout.lifted(laid_heights(cells, layout, surfaces))


def laid_out(indices: Indices, parts: PartMap | None = None) -> tuple[Indices, Layout, Surfaces | None]:
    """Sprites as cells in a layout, and what their parts say; RequestError as `height_field`."""
    check_indices(indices, "(..., height, width)", lambda shape: len(shape) >= 2)
    layout = Layout(indices.shape)
    if parts is None:
        return layout.laid(indices), layout, None
    check_parts(parts, indices)
    return layout.laid(indices), layout, Surfaces.of(parts, layout)


def laid_heights(cells: Indices, layout: Layout, surfaces: Surfaces | None = None) -> Field:
    """`height_field` over cells in a layout.

    The square of a height solves Poisson's equation over the silhouette, which makes any thickness round in section
    (inflation: Johnston, Lumo, NPAR 2002; Joshi and Carr, Repoussé, SBIM 2008). Half the squared distance to the
    silhouette is the first guess; Chebyshev's semi-iteration (Golub and Varga 1961) refines it.
    """
    filled, ramp = cells > 0, ramp_numbers(cells)
    line = layout.inside(filled) & ((cells - filled) % np.uint8(SHADES) == 0)
    seams = ramp + np.uint8(_FIRST_RAMP)
    if surfaces is not None:
        line &= ~surfaces.paint
        seams = np.where(surfaces.over, np.uint8(_ANYTHING), np.where(surfaces.apart > 0, surfaces.apart, seams))
    right, down = (_passing(filled, seams, line, step) for step in (1, layout.row))
    source = filled * _QUARTER
    distance = edge_distance(filled, layout).astype(np.float32)
    before = distance * distance * np.float32(0.5)
    now, after, one, two = (np.zeros_like(before) for _ in range(4))

    def relax(height: Field, into: Field) -> None:
        # sideways and upright are summed apart: a mirrored sprite adds the same numbers in the same order;
        # the cells that no line writes are border, where nothing passes: they stay 0
        row = layout.row
        np.multiply(right, height[:-1], out=into[1:])
        into[:-1] += np.multiply(right, height[1:], out=one[:-1])
        np.multiply(down, height[:-row], out=one[row:])
        one[:-row] += np.multiply(down, height[row:], out=two[:-row])
        into += one
        into += source

    relax(before, now)
    weight = np.float32(2.0) / (np.float32(2.0) - _REACH * _REACH)
    for _ in range(_ROUNDS - 1):
        relax(now, after)
        after -= before
        after *= weight
        after += before
        before, now, after = now, after, before
        weight = np.float32(1.0) / (np.float32(1.0) - _QUARTER * _REACH * _REACH * weight)
    np.maximum(now, _QUARTER, out=now)
    now *= _ROUNDNESS
    np.sqrt(now, out=now)
    if surfaces is not None and surfaces.over.any():
        now += _LIES_OVER * np.minimum(edge_distance(surfaces.over, layout), np.uint8(_THICKEST))
    now *= filled
    return now


def edge_distance(filled: Mask, layout: Layout) -> Indices:
    """Steps to the nearest empty cell, by turns to four and to eight neighbours; 0 in empty cells, 255 at most."""
    distance, left, eight = filled.astype(np.uint8), filled, False
    for _ in range(254):
        across = left.copy()
        across[1:] &= left[:-1]
        across[:-1] &= left[1:]
        upright = across if eight else left
        inner = across.copy()
        inner[layout.row :] &= upright[: -layout.row]
        inner[: -layout.row] &= upright[layout.row :]
        if not inner.any():
            break
        distance += inner
        left, eight = inner, not eight
    return distance


def laid_normals(height: Field, layout: Layout) -> Normals:
    """The surface's normals; those of empty cells have no length.

    They are those of the height, from the slopes of its square: these stay finite where the surface turns vertical.
    """
    squared = height * height
    right = layout.beside(squared, (-1, 0)) - layout.beside(squared, (1, 0))
    up = layout.beside(squared, (0, 1)) - layout.beside(squared, (0, -1))
    right *= _QUARTER
    up *= _QUARTER
    squared += right * right + up * up
    length = np.sqrt(squared, out=squared)
    np.maximum(length, np.float32(1e-6), out=length)
    empty = height == 0
    right[empty] = 0
    up[empty] = 0
    return Normals(right / length, up / length, height / length)


def _passing(filled: Mask, seams: Indices, line: Mask, step: int) -> Field:
    """A quarter of the share that passes between each cell and the one `step` further on; seams: what meets there."""
    one, other = seams[:-step], seams[step:]
    parted = np.where(one < _FIRST_RAMP, _QUARTER * _PARTS_SEAM, _QUARTER * _SEAM)
    share = np.where((one == other) | (one == _ANYTHING) | (other == _ANYTHING), _QUARTER, parted)
    share[line[:-step] != line[step:]] = _QUARTER * _CREASE
    share *= filled[:-step] & filled[step:]
    return share
