"""The art direction as figures: sprites (..., 32, 32) of palette indices in, one number a sprite (...) out.

Each figure is a pure function of one sprite or of a stack of them; RULES says how much of it is still good. Knows
nothing of species.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from pixelgen.drawing.pixel_flaws import STEPS_4, beside, doubled_corner_pixels, orphan_pixels
from pixelgen.palette import COLOURS, SHADES, ramp_numbers, ramp_of

Indices = npt.NDArray[np.uint8]
Grid = npt.NDArray[np.bool_]
Figure = npt.NDArray[np.float64]

_STEPS_8 = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))
_IN_PLANE = np.zeros((3, 3, 3), dtype=np.bool_)  # 8-connected within a sprite, not between two of a stack
_IN_PLANE[1] = True
_COLOURFUL = np.array([index > 0 and ramp_of(index) not in ("ink", "glow") for index in range(COLOURS)])


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


def hue_count(indices: Indices) -> npt.NDArray[np.int64]:
    """Colours used by more than two pixels, without those of the ink and the glow ramp."""
    often = _histogram(indices, COLOURS) > 2
    return np.asarray((often & _COLOURFUL).sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of each sprite of a stack, all (n,): whether it stands on the ground (corals), its smallest and
    largest longer side in pixels, and the most colours beside ink and glow."""

    standing: Grid
    shortest: Figure
    longest: Figure
    hues: Figure


def _placed(indices: Indices, wanted: Wanted) -> Grid:
    return np.asarray(np.where(wanted.standing, off_ground(indices) <= 0.5, off_centre(indices) <= 0.5))


def _as_large(indices: Indices, wanted: Wanted) -> Grid:
    side = extent(indices) * indices.shape[-1]
    return np.asarray((wanted.shortest <= side) & (side <= wanted.longest))


# rule -> does each sprite keep it?
RULES: dict[str, Callable[[Indices, Wanted], Grid | np.bool_]] = {
    "orphan pixels at most 5 %": lambda indices, wanted: orphan_share(indices) <= 0.05,
    "one connected body": lambda indices, wanted: loose_share(indices) == 0,
    "no broken line": lambda indices, wanted: broken_lines(indices) == 0,
    "at most 4 doubled corners": lambda indices, wanted: doubled_corners(indices) <= 4,
    "outline no lighter than its inside": lambda indices, wanted: light_outline_share(indices) <= 0.35,
    "fills the canvas as its growth says": _as_large,
    "centred, or standing": _placed,
    "at most 5 ramps": lambda indices, wanted: (ramp_count(indices) >= 1) & (ramp_count(indices) <= 5),
    "3 to 12 colours": lambda indices, wanted: (colour_count(indices) >= 3) & (colour_count(indices) <= 12),
    "at most 8 colours beside ink and glow": lambda indices, wanted: hue_count(indices) <= wanted.hues,
}

# growth -> smallest and largest longer side of a sprite, pixels: 45-60, 60-85, 85-97 % of the canvas
GROWTH_PIXELS: Mapping[str, tuple[int, int]] = {"young": (15, 19), "adult": (20, 27), "giant": (28, 31)}
HUES = 8
# of a sprite whose growth is not known: from the smallest young one up, any colours
_UNKNOWN = (15, 32, COLOURS)


def rules_kept(indices: Indices, *, standing: Grid, growths: Sequence[str | None] | None = None) -> dict[str, Grid]:
    """(n, 32, 32) sprites, (n,) whether each stands on the ground -> rule -> (n,) whether each keeps it.

    growths: of each sprite, None where it is not known.
    """
    told = growths or [None] * len(indices)
    limits = [_UNKNOWN if growth is None else (*GROWTH_PIXELS[growth], HUES) for growth in told]
    wanted = Wanted(standing, *np.array(limits, dtype=np.float64).reshape(-1, 3).T)
    return {name: np.asarray(keeps(indices, wanted)) for name, keeps in RULES.items()}


def broken_rules(indices: Indices, *, standing: bool, growth: str | None = None) -> list[str]:
    """Names of the rules that one sprite breaks."""
    kept = rules_kept(indices[None], standing=np.array([standing]), growths=[growth])
    return [name for name, good in kept.items() if not good.all()]
