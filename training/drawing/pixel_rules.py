"""The art direction as figures: sprites (..., 32, 32) of palette indices in, one number a sprite (...) out.

Each figure is a pure function of one sprite or of a stack of them; RULES says how much of it is still good. Knows
nothing of species.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from pixelgen.drawing.pixel_flaws import STEPS_4, beside, doubled_corner_pixels, orphan_pixels
from pixelgen.palette import COLOURS, SHADES, ramp_numbers

Indices = npt.NDArray[np.uint8]
Grid = npt.NDArray[np.bool_]
Figure = npt.NDArray[np.float64]

_STEPS_8 = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
_IN_PLANE = np.zeros((3, 3, 3), dtype=np.bool_)  # 8-connected within a sprite, not between two of a stack
_IN_PLANE[1] = True


def _count(grid: Grid) -> npt.NDArray[np.int64]:
    return np.asarray(grid.sum(axis=(-2, -1)))


def _share(part: Grid, whole: Grid) -> Figure:
    return np.asarray(_count(part) / np.maximum(1, _count(whole)))


def orphan_share(indices: Indices) -> Figure:
    """Orphan pixels as a share of the coloured ones."""
    return _share(orphan_pixels(indices), indices > 0)


def loose_pixels(indices: Indices) -> Grid:
    """Coloured pixels that do not belong to the largest 8-connected piece."""
    filled = indices > 0
    stack = filled.reshape(-1, *filled.shape[-2:])
    pieces, count = ndimage.label(stack, structure=_IN_PLANE)
    sizes = np.bincount(pieces.ravel(), minlength=count + 1)
    sizes[0] = 0
    # The first piece of the largest size: two as large are not both the body.
    flat = pieces.reshape(len(stack), filled.shape[-2] * filled.shape[-1])
    body = np.take_along_axis(flat, sizes[flat].argmax(axis=1)[:, None], axis=1)
    return np.asarray(filled & (pieces != body[:, :, None]).reshape(filled.shape))


def loose_share(indices: Indices) -> Figure:
    """Loose pixels as a share of the coloured ones; 1 for an empty sprite."""
    count = _count(indices > 0)
    return np.asarray(np.where(count, _count(loose_pixels(indices)) / np.maximum(1, count), 1.0))


def doubled_corners(indices: Indices) -> npt.NDArray[np.int64]:
    """How many doubled corners a sprite has."""
    return _count(doubled_corner_pixels(indices))


def broken_lines(indices: Indices) -> npt.NDArray[np.int64]:
    """Gaps of one pixel between the ends of two lines that point at each other."""
    filled = indices > 0
    touching = sum((beside(filled, step).astype(np.uint8) for step in _STEPS_8), np.zeros(filled.shape, np.uint8))
    gaps = np.zeros(filled.shape, dtype=np.bool_)
    for dx, dy in _STEPS_8[:4]:
        ahead = [
            beside(filled & (touching == 1) & beside(filled, (side * dx, side * dy)), (side * dx, side * dy))
            for side in (1, -1)
        ]
        gaps |= ~filled & (touching == 2) & ahead[0] & ahead[1]
    return _count(gaps)


def light_outline_share(indices: Indices) -> Figure:
    """Share of the outline's pixels that are two shades lighter than all that they border inside.

    One shade is a lit edge; a row of suckers or a pale lip is a part of an outline. Lines have none.
    """
    filled = indices > 0
    inside = filled.copy()
    for step in STEPS_4:
        inside &= beside(filled, step)
    shade = np.where(filled, (indices.astype(np.int8) - 1) % SHADES, -1)
    borders = np.full(indices.shape, -1, dtype=np.int8)
    for step in STEPS_4:
        near = beside(np.where(inside, shade + 1, 0).astype(np.int8), step)
        borders = np.maximum(borders, near - 1)
    outline = filled & ~inside & (borders >= 0)
    return _share(outline & (shade > borders + 1), outline)


def box(indices: Indices) -> npt.NDArray[np.int64]:
    """(..., 4) bounding box: left, top, right, bottom, right and bottom exclusive; zeros when empty."""
    filled = indices > 0
    found = []
    for axis in (-2, -1):  # columns, then rows
        taken = np.asarray(filled.any(axis=axis))
        side = taken.shape[-1]
        first, last = taken.argmax(axis=-1), side - taken[..., ::-1].argmax(axis=-1)
        found.append((first, np.where(taken.any(axis=-1), last, 0)))
    (left, right), (top, bottom) = found
    return np.stack([left, top, right, bottom], axis=-1)


def extent(indices: Indices) -> Figure:
    """Longer side of the bounding box as a share of the canvas."""
    left, top, right, bottom = np.moveaxis(box(indices), -1, 0)
    return np.asarray(np.maximum(right - left, bottom - top) / indices.shape[-1])


def off_centre(indices: Indices) -> Figure:
    """Distance in pixels between the box's centre and the canvas's, the larger of both directions."""
    left, top, right, bottom = np.moveaxis(box(indices), -1, 0)
    side = indices.shape[-1]
    return np.asarray(np.maximum(np.abs(left + right - side), np.abs(top + bottom - side)) / 2)


def off_ground(indices: Indices) -> Figure:
    """Empty rows below the drawing, plus its horizontal distance from the centre beyond half a pixel."""
    left, _, right, bottom = np.moveaxis(box(indices), -1, 0)
    side = indices.shape[-1]
    return np.asarray((side - bottom) + np.maximum(0.0, np.abs(left + right - side) / 2 - 0.5))


def _histogram(values: npt.NDArray[np.uint8], kinds: int) -> npt.NDArray[np.int64]:
    """(..., kinds) how often each value occurs in a sprite."""
    flat = values.reshape(-1, values.shape[-2] * values.shape[-1]).astype(np.int64)
    flat += np.arange(len(flat))[:, None] * kinds
    return np.bincount(flat.ravel(), minlength=len(flat) * kinds).reshape(*values.shape[:-2], kinds)


def ramp_count(indices: Indices) -> npt.NDArray[np.int64]:
    """Ramps used by more than two pixels."""
    return np.asarray((_histogram(ramp_numbers(indices), COLOURS // SHADES + 1)[..., 1:] > 2).sum(axis=-1))


def colour_count(indices: Indices) -> npt.NDArray[np.int64]:
    """Colours used by more than two pixels."""
    return np.asarray((_histogram(indices, COLOURS)[..., 1:] > 2).sum(axis=-1))


def _placed(indices: Indices, standing: Grid) -> Grid:
    return np.asarray(np.where(standing, off_ground(indices) <= 0.5, off_centre(indices) <= 0.5))


# rule -> does each sprite keep it? `standing` (...) is true for corals.
RULES: dict[str, Callable[[Indices, Grid], Grid | np.bool_]] = {
    "orphan pixels at most 5 %": lambda indices, standing: orphan_share(indices) <= 0.05,
    "one connected body": lambda indices, standing: loose_share(indices) == 0,
    "no broken line": lambda indices, standing: broken_lines(indices) == 0,
    "at most 4 doubled corners": lambda indices, standing: doubled_corners(indices) <= 4,
    "outline no lighter than its inside": lambda indices, standing: light_outline_share(indices) <= 0.35,
    "fills 60 to 100 % of the canvas": lambda indices, standing: extent(indices) >= 0.6,
    "centred, or standing": _placed,
    "at most 5 ramps": lambda indices, standing: (ramp_count(indices) >= 1) & (ramp_count(indices) <= 5),
    "3 to 12 colours": lambda indices, standing: (colour_count(indices) >= 3) & (colour_count(indices) <= 12),
}


def rules_kept(indices: Indices, *, standing: Grid) -> dict[str, Grid]:
    """(n, 32, 32) sprites, (n,) whether each stands on the ground -> rule -> (n,) whether each keeps it."""
    return {name: np.asarray(keeps(indices, standing)) for name, keeps in RULES.items()}


def broken_rules(indices: Indices, *, standing: bool) -> list[str]:
    """Names of the rules that one sprite breaks."""
    return [name for name, kept in rules_kept(indices[None], standing=np.array([standing])).items() if not kept.all()]
