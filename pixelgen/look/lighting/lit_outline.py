"""Which pixels of an outline light falls on, and the shade they take there. Knows nothing of the surface inside."""

from __future__ import annotations

import numpy as np

from pixelgen.look.lighting.clusters import Bands
from pixelgen.look.lighting.light import UNIT, ShadingStyle
from pixelgen.look.lighting.neighbours import EIGHT, Indices, Layout, Mask
from pixelgen.look.lighting.relief import Normals
from pixelgen.palette import SHADES

_FACING = np.float32(0.45)  # cosine of the widest angle to the light that still catches it
_PASSES = 2


def near_outline(outline: Mask, normals: Normals, layout: Layout, style: ShadingStyle) -> Mask:
    """Pixels of the outline that face the light, in runs: gaps of one are closed, single ones dropped."""
    right, up = (np.float32(part) / np.float32(UNIT) for part in style.light.vector[:2])
    x, y = layout.summed(normals.right), layout.summed(normals.up)
    bound = _FACING * np.sqrt((x * x + y * y) * (right * right + up * up))
    lit = outline & (x * right + y * up > bound)
    for _ in range(_PASSES):
        beside = np.zeros(lit.shape, dtype=np.int8)
        for step in EIGHT:
            beside += layout.beside(lit, step)
        lit = np.where(lit, beside > 0, outline & (beside > 1))
    return lit


def outlined(lit: Mask, shade: Bands, ramp: Indices, layout: Layout, style: ShadingStyle) -> Bands:
    """The shades, with those of a lit outline taken from the lightest of its ramp that it borders inside."""
    inside = np.where(layout.inside(ramp > 0), shade, np.int8(0))
    alike = [layout.beside(ramp, step) == ramp for step in EIGHT]
    within = np.zeros_like(shade)
    for step, same in zip(EIGHT, alike, strict=True):
        within = np.maximum(within, layout.beside(inside, step) * same)
    if style.rim:
        taken = np.minimum(within + np.int8(style.rim), np.int8(SHADES - 1))
    else:
        taken = np.clip(within - np.int8(2), np.int8(0), np.int8(1))
    taken = taken * (lit & (within > 0))
    # a run keeps one shade: no pixel outshines all that it touches
    brightest = np.zeros_like(shade)
    for step, same in zip(EIGHT, alike, strict=True):
        brightest = np.maximum(brightest, layout.beside(taken, step) * same)
    return np.asarray(np.maximum(shade, np.minimum(taken, brightest)))
