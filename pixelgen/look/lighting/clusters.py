"""A map of light and shadow -> the same in clusters that a pixel artist would draw. Knows nothing of light's direction.

Bands are shades up or down, int8, over cells in a layout (neighbours.py).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.look.lighting.neighbours import DIAGONAL, FOUR, Indices, Layout, Mask, Step
from pixelgen.palette import RAMPS, SHADES, ramp_numbers

Bands = npt.NDArray[np.int8]

_BACK: tuple[Step, ...] = ((-1, 0), (0, -1))
_ON: tuple[Step, ...] = ((1, 0), (0, 1))
_PASSES = 3
_SEVERAL = 3  # pixels of a shade, for it to count
_BRIGHT = 4  # shades from here on are bright
_FAR, _ONE = np.int8(100), np.int8(1)


def clustered(bands: Bands, filled: Mask, layout: Layout) -> Bands:
    """Light and shadow that no 2x2 square of the sprite holds go back to the band around them.

    Grey-scale opening, then closing, by the square (Serra, Image Analysis and Mathematical Morphology, 1982).
    """
    inside = filled.view(np.int8)
    opened = _squares(_squares(bands * inside, layout, np.minimum, _ON), layout, np.maximum, _BACK) * inside
    return np.asarray(_squares(_squares(opened, layout, np.maximum, _ON), layout, np.minimum, _BACK) * inside)


def _squares(bands: Bands, layout: Layout, extreme: np.ufunc, steps: tuple[Step, ...]) -> Bands:
    for step in steps:
        bands = extreme(bands, layout.beside(bands, step))
    return bands


def reach(flat: Bands, ramp: Indices, fixed: Mask, layout: Layout) -> tuple[Bands, Bands]:
    """Darkest and lightest shade of each cell that leave room for the sprite's other shades of the same ramp.

    So a pale belly stays apart from a paler pattern when both are lit. What is bright may rise a step all the same:
    where it meets the paler, `cleaned` keeps them apart. Shade 0 is the outline's alone.
    """
    (count, height, width), kinds = layout.bordered, (1 + len(RAMPS)) * SHADES
    kind = np.where(fixed, np.uint8(0), ramp * np.uint8(SHADES) + flat.view(np.uint8)).reshape(count, height * width)
    places = (kind + np.arange(0, count * kinds, kinds, dtype=np.intp)[:, None]).reshape(-1)
    found = np.bincount(places, minlength=count * kinds).reshape(-1, SHADES) >= _SEVERAL
    found[:, 0] = False
    below: npt.NDArray[np.int64] = np.cumsum(found, axis=-1) - found
    above: npt.NDArray[np.int64] = np.cumsum(found[:, ::-1], axis=-1)[:, ::-1] - found
    low = (below + 1).astype(np.int8).reshape(-1)[places]
    high = (SHADES - 1 - above).astype(np.int8).reshape(-1)[places]
    rises = np.where((flat >= _BRIGHT) & (flat < SHADES - 1), flat + _ONE, flat)
    return np.minimum(low, flat), np.maximum(high, rises)


def cleaned(bands: Bands, flat: Bands, cells: Indices, fixed: Mask, layout: Layout, *, join: bool) -> Bands:
    """Bands that lose no border between two shades of a ramp, and leave no pixel alone; none for `fixed` cells.

    flat: the shade of each cell. Where two shades of a ramp meet, the darker side gives way. With `join`, a pixel
    that light alone sets apart from all neighbours of its colour goes with the nearest of them.
    """
    ramp = ramp_numbers(cells)
    low, high = reach(flat, ramp, fixed, layout)
    loose = np.where(fixed, np.uint8(0), ramp)
    # added to what lies beside a cell: nothing where that bounds the cell, much where it does not
    off = [
        ~((layout.beside(loose, step) == loose) & (layout.beside(flat, step) > flat) & ~fixed) * _FAR for step in FOUR
    ]
    apart = [[(layout.beside(cells, step) != cells) * _FAR for step in steps] for steps in (FOUR, DIAGONAL)]

    def parted(lit: Bands) -> Bands:
        for _ in range(_PASSES):
            most = lit
            for step, by in zip(FOUR, off, strict=True):
                most = np.minimum(most, layout.beside(lit, step) - _ONE + by)
            lit = np.maximum(most, low)
        return lit

    lit = parted(np.where(fixed, flat, np.clip(flat + bands, low, high)))
    if join:
        few = _few(apart, lit)
        for _ in range(_PASSES):
            least, most = _span(lit, FOUR, apart[0], layout)
            alone = least > most
            corners = _span(lit, DIAGONAL, apart[1], layout)
            least, most = np.where(alone, corners[0], least), np.where(alone, corners[1], most)
            near = np.clip(lit, least, most)
            stays = fixed | (least > most) | (few & (np.abs(near - flat) > np.abs(lit - flat)))
            lit = np.where(stays, lit, near)
        lit = parted(lit)
    return np.asarray(np.where(fixed, np.int8(0), lit - flat))


def _span(lit: Bands, steps: tuple[Step, ...], apart: list[Bands], layout: Layout) -> tuple[Bands, Bands]:
    """Least and most of the neighbours that are not apart; the least is over the most where all are."""
    least = np.full_like(lit, _FAR)
    most = -least
    for step, by in zip(steps, apart, strict=True):
        beside = layout.beside(lit, step)
        least, most = np.minimum(least, beside + by), np.maximum(most, beside - by)
    return least, most


def _few(apart: list[list[Bands]], lit: Bands) -> Mask:
    """Cells with one neighbour of their colour: a pair of them would change places for ever."""
    alike = np.zeros_like(lit)
    for by in (*apart[0], *apart[1]):
        alike += by == 0
    return np.asarray(alike == 1)
