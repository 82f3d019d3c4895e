"""Palette indices and a style -> the same sprite lit, every pixel on its ramp: the reference in NumPy.

Knows nothing of zones or species.
"""

from __future__ import annotations

import math

import numpy as np

from pixelgen.look.lighting.clusters import Bands, cleaned, clustered
from pixelgen.look.lighting.kept_pixels import around, eyes, glowing
from pixelgen.look.lighting.light import UNIT, ShadingStyle
from pixelgen.look.lighting.lit_outline import near_outline, outlined
from pixelgen.look.lighting.neighbours import FOUR, Indices, Layout, Mask
from pixelgen.look.lighting.relief import Field, Normals, laid_heights, laid_normals, laid_out
from pixelgen.look.lighting.surfaces import Surfaces
from pixelgen.palette import SHADES, ramp_numbers
from pixelgen.parts import PartMap

_GLEAM = np.int8(2)  # shades by which a pixel that shines is lighter
_MOST_GLEAMS = 2
_SLANT = 0.38  # sine of the angle to an axis from which light comes from that axis's side too
_DITHER = np.float32(0.05)  # half the width of the zone that is dithered
_DEEPEST = np.float32(0.6)  # ambient occlusion at most
_DARK = 3  # what is lighter than this shade does not show the glow of a neighbour


def shade(indices: Indices, style: ShadingStyle, parts: PartMap | None = None) -> Indices:
    """As `pixelgen.look.shading.shade`."""
    cells, layout, surfaces = laid_out(indices, parts)
    filled, ramp = cells > 0, ramp_numbers(cells)
    flat = ((cells - filled) % np.uint8(SHADES)).astype(np.int8) * filled.view(np.int8)
    glow, eye = glowing(cells), eyes(cells, flat, layout)
    height = laid_heights(cells, layout, surfaces)
    normals = laid_normals(height, layout)
    fixed = glow | eye | (flat == 0)
    bands = _bands(_brightness(filled, height, normals, layout, style), filled, layout, style)
    if surfaces is not None and style.shadow:
        np.minimum(bands, np.int8(-1), out=bands, where=_thrown_on(surfaces, flat, layout, style))
    if style.glow:
        bands += np.int8(style.glow) * (layout.any_beside(glow, FOUR) & (flat <= _DARK))
    lit = flat + cleaned(bands, flat, cells, fixed, layout, join=not style.dither)
    if surfaces is not None and style.highlight:
        shines = _gleaming(surfaces, normals, cells, fixed, layout, style)
        lit = np.where(shines, np.minimum(flat + _GLEAM, np.int8(SHADES - 1)), lit)
    if style.rim or style.selective_outline:
        outline = filled & (flat == 0) & ~glow & ~around(eye, layout) & ~layout.inside(filled)
        lit = outlined(near_outline(outline, normals, layout, style), lit, ramp, layout, style)
    return layout.lifted(cells + (lit - flat).view(np.uint8))


def _thrown_on(surfaces: Surfaces, flat: Bands, layout: Layout, style: ShadingStyle) -> Mask:
    """Cells of the trunk beside what lies over it, on the side away from the light: a dark gap.

    What has a dark outline there has its gap already.
    """
    right, up, _ = style.light.vector
    level = math.hypot(right, up) * _SLANT
    across = (right > level) - (right < -level)
    upright = (up < -level) - (up > level)
    steps = tuple({(x, y) for x in (0, across) for y in (0, upright)} - {(0, 0)})
    throws = surfaces.over & (flat > 0)
    return ~surfaces.over & layout.any_beside(throws, steps)


def _gleaming(
    surfaces: Surfaces, normals: Normals, cells: Indices, fixed: Mask, layout: Layout, style: ShadingStyle
) -> Mask:
    """The cell of each sprite's glossy surface that mirrors the light to the viewer best (Blinn 1977), or two as good.

    It lies among its own colour, and on no paint.
    """
    right, up, out = style.light.vector
    length = math.sqrt(right * right + up * up + (out + UNIT) ** 2)
    halfway = [np.float32(part / length) for part in (right, up, out + UNIT)]
    mirrors = normals.right * halfway[0] + normals.up * halfway[1] + normals.out * halfway[2]
    free = surfaces.glossy & ~surfaces.paint & ~surfaces.over & ~fixed
    for step in FOUR:
        free &= layout.beside(cells, step) == cells
    mirrors *= free
    count, height, width = layout.bordered
    sprites = mirrors.reshape(count, height * width)
    best: Mask = sprites == sprites.max(axis=1, keepdims=True)
    best &= best.sum(axis=1, keepdims=True) <= _MOST_GLEAMS  # where nothing does, all cells are as good
    return best.ravel()


def _brightness(filled: Mask, height: Field, normals: Normals, layout: Layout, style: ShadingStyle) -> Field:
    """Light that falls on each cell, beyond that on a surface which faces the viewer (Lambert's law)."""
    right, up, out = (np.float32(part) / np.float32(UNIT) for part in style.light.vector)
    across = normals.right * right + normals.up * up
    away = (normals.out - np.float32(1.0)) * filled
    bright = across + away * out
    bright += np.minimum(across, 0) * away * np.float32(-style.edge_darkening)
    # averaged over 3x3 of the sprite: the stairs of a slanting edge do not show, and thin parts stay even
    share = np.maximum(layout.summed(filled.astype(np.float32)), np.float32(1.0))
    bright = layout.summed(bright) / share
    hollow = np.minimum(_valleys(height, layout) * np.float32(style.ambient_occlusion), _DEEPEST)
    return np.asarray(bright - hollow)


def _valleys(height: Field, layout: Layout) -> Field:
    """How many pixels a cell lies under the lower of two opposite neighbours two steps off: 0 on slopes and edges."""
    deepest = np.zeros_like(height)
    for x, y in ((2, 0), (0, 2), (2, 2), (2, -2)):
        lower = np.minimum(layout.beside(height, (x, y)), layout.beside(height, (-x, -y)))
        np.maximum(deepest, lower - height, out=deepest)
    return deepest


def _bands(bright: Field, filled: Mask, layout: Layout, style: ShadingStyle) -> Bands:
    if not style.dither:
        return clustered(_steps(bright, style), filled, layout)
    lower, upper = (clustered(_steps(bright + by, style), filled, layout) for by in (-_DITHER, _DITHER))
    count, height, width = layout.bordered
    checker = np.tile((np.add.outer(np.arange(height), np.arange(width)) % 2 == 0).ravel(), count)
    return np.where(checker, lower, upper)


def _steps(bright: Field, style: ShadingStyle) -> Bands:
    bands = np.zeros(bright.shape, dtype=np.int8)
    for step in range(1, style.highlight + 1):
        bands += bright > np.float32(style.lit_from * step)
    for bound in (style.dark_from, style.deep_from)[: style.shadow]:
        bands -= bright < np.float32(-bound)
    return bands
