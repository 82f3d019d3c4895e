"""Palette indices -> how high each pixel stands, and which way its surface faces. Knows nothing of light.

A sprite is blown up like a balloon: its silhouette is held down, everything inside rises with the thickness of its
part, and dips a little where two colour ramps meet. Left and right, up and down are treated alike, so a mirrored or
moved sprite has the mirrored or moved relief, bit for bit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_indices
from pixelgen.look.lighting.neighbours import Layout
from pixelgen.palette import SHADES, ramp_numbers

Indices = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Field = npt.NDArray[np.float32]

_ROUNDS = 24
_REACH = np.float32(0.98)  # largest eigenvalue that the relaxation is tuned for: bodies some 16 pixels across
_SEAM = np.float32(0.72)  # how much of a neighbour's height passes the border between two colour ramps
_CREASE = np.float32(0.6)  # the same for a dark line inside the body
_QUARTER = np.float32(0.25)
_ROUNDNESS = np.float32(3.0)  # 2 makes a long part a half cylinder, 4 makes a disc a half sphere


class Normals(NamedTuple):
    """Unit vectors of the surface, one array each: to the right, up, towards the viewer."""

    right: Field
    up: Field
    out: Field


def height_field(indices: Indices) -> Field:
    """Heights in pixels (..., H, W) of sprites (..., H, W): 0 outside, above 0 on every coloured pixel.

    RequestError for what is not palette indices of at least two dimensions.
    """
    cells, layout = laid_out(indices)
    return layout.lifted(laid_heights(cells, layout))


def laid_out(indices: Indices) -> tuple[Indices, Layout]:
    """Sprites as cells in a layout; RequestError for what is not palette indices of at least two dimensions."""
    check_indices(indices, "(..., height, width)", lambda shape: len(shape) >= 2)
    layout = Layout(indices.shape)
    return layout.laid(indices), layout


def laid_heights(cells: Indices, layout: Layout) -> Field:
    """`height_field` over cells in a layout.

    The square of a height solves Poisson's equation over the silhouette, which makes any thickness round in section
    (inflation: Johnston, Lumo, NPAR 2002; Joshi and Carr, Repoussé, SBIM 2008). Half the squared distance to the
    silhouette is the first guess; Chebyshev's semi-iteration (Golub and Varga 1961) refines it.
    """
    filled, ramp = cells > 0, ramp_numbers(cells)
    line = layout.inside(filled) & ((cells - filled) % np.uint8(SHADES) == 0)
    right, down = (_passing(filled, ramp, line, step) for step in (1, layout.row))
    source = filled * _QUARTER
    distance = edge_distance(filled, layout).astype(np.float32)
    before = distance * distance * np.float32(0.5)
    now, after, one, two = (np.zeros_like(before) for _ in range(4))

    def relax(height: Field, into: Field) -> None:
        # sideways and upright are summed apart: a mirrored sprite adds the same numbers in the same order
        row = layout.row
        np.multiply(right, height[:-1], out=into[1:])
        into[:1] = 0
        into[:-1] += np.multiply(right, height[1:], out=one[:-1])
        np.multiply(down, height[:-row], out=one[row:])
        one[:row] = 0
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


def _passing(filled: Mask, ramp: Indices, line: Mask, step: int) -> Field:
    """A quarter of the share that passes between each cell and the one `step` further on."""
    passes = np.where(ramp[:-step] == ramp[step:], _QUARTER, _QUARTER * _SEAM)
    passes[line[:-step] != line[step:]] = _QUARTER * _CREASE
    passes *= filled[:-step] & filled[step:]
    return passes
