"""Part maps carried through what moves pixels.

Knows nothing of species or of how pictures are painted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.finishing import finish
from pixelgen.parts import PART_IDS, Kind, PartMap

Pixels = npt.NDArray[np.uint8]

_REACH = 16  # pixels that finishing may move a drawing by, either way


def part_id(kind: Kind) -> int:
    """The number of a kind in a part map."""
    return PART_IDS[kind]


def filled_up(parts: PartMap, pixels: Pixels) -> PartMap:
    """The part map with the nearest part for each coloured pixel that has none; 0 where the picture is transparent."""
    known = np.where(pixels > 0, parts, 0).astype(np.uint8)
    places = np.argwhere((pixels > 0) & (known == 0))
    sources = np.argwhere(known)
    if len(places) and len(sources):
        nearest = ((places[:, None] - sources[None]) ** 2).sum(axis=-1).argmin(axis=1)
        known[tuple(places.T)] = known[tuple(sources[nearest].T)]
    return known


def finished(drawn: Pixels, parts: PartMap, *, standing: bool) -> tuple[Pixels, PartMap]:
    """A drawing and its part map (32, 32) -> both as the runtime's finishing leaves the drawing.

    Parts move with their pixels; a pixel that is new or has a new colour takes the part of the nearest pixel that had
    that colour before, or of the nearest at all.
    """
    done = finish(drawn, standing=standing)
    if np.array_equal(done, drawn):
        return done, parts
    down, right = _moved_by(drawn, done)
    before, moved = np.roll(drawn, (down, right), axis=(0, 1)), np.roll(parts, (down, right), axis=(0, 1))
    moved = np.where(done > 0, moved, 0).astype(np.uint8)
    for y, x in np.argwhere((done > 0) & (done != before)).tolist():
        alike = np.argwhere((before == done[y, x]) & (moved > 0))
        if len(alike):
            near_y, near_x = alike[((alike - (y, x)) ** 2).sum(axis=-1).argmin()].tolist()
            moved[y, x] = moved[near_y, near_x]
    return done, filled_up(moved, done)


def _moved_by(drawn: Pixels, done: Pixels) -> tuple[int, int]:
    """Rows and columns by which finishing moved a drawing: where most pixels agree; the shortest way of equals."""
    steps = sorted(
        ((down, right) for down in range(-_REACH, _REACH + 1) for right in range(-_REACH, _REACH + 1)),
        key=lambda step: step[0] ** 2 + step[1] ** 2,
    )
    coloured = np.argwhere(drawn)
    tones = drawn[tuple(coloured.T)]
    agree = [int((done[tuple(((coloured + step) % len(drawn)).T)] == tones).sum()) for step in steps]
    return steps[int(np.argmax(agree))]
