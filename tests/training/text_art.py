"""Drawings in text -> masks and sprites, so that a test shows what it counts. Knows nothing of what is tested.

mask_of("##.", ".##")    # . is nothing
tones_of("#o", tones={"#": 26, "o": 46})
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from training.drawing.masks import MARGIN, Mask, empty


def tones_of(*rows: str, tones: Mapping[str, int]) -> npt.NDArray[np.uint8]:
    """Palette indices by character, "." transparent; as large as the text."""
    return np.array([[0 if mark == "." else tones[mark] for mark in row] for row in rows], dtype=np.uint8)


def grid_of(*rows: str) -> npt.NDArray[np.bool_]:
    """What is not "."; as large as the text."""
    return np.array([[mark != "." for mark in row] for row in rows])


def mask_of(*rows: str, left: int = 0, top: int = 0) -> Mask:
    """The text on an empty sheet, its upper left corner at sprite pixel (left, top)."""
    mask, drawn = empty(), grid_of(*rows)
    height, width = drawn.shape
    mask[top + MARGIN : top + MARGIN + height, left + MARGIN : left + MARGIN + width] = drawn
    return mask


def text_of(indices: npt.NDArray[np.uint8], *, tones: Mapping[str, int]) -> list[str]:
    """The drawing within its bounding box as text: `tones_of` backwards."""
    rows, columns = np.nonzero(indices)
    drawn = indices[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    marks = {0: ".", **{tone: mark for mark, tone in tones.items()}}
    return ["".join(marks[tone] for tone in row) for row in drawn.tolist()]


def pixels(mask: Mask) -> set[tuple[int, int]]:
    """(x, y) in sprite coordinates of the pixels that are set."""
    return {(int(x) - MARGIN, int(y) - MARGIN) for y, x in np.argwhere(mask)}


def pieces(grid: npt.NDArray[np.bool_]) -> list[set[tuple[int, int]]]:
    """The 8-connected pieces, each the (row, column) of its pixels, found by a slow flood fill."""
    left = {(int(y), int(x)) for y, x in np.argwhere(grid)}
    found = []
    while left:
        wet = [left.pop()]
        piece = set(wet)
        while wet:
            y, x = wet.pop()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            piece |= near
            wet += near
        found.append(piece)
    return found
