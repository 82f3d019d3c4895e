"""A picture of several frames -> the frames: in a grid that is told, or in one that is found.

A grid is found where no frame touches its neighbour across a line, and each frame looks like the one before it: their
filled pixels cover each other by half. Knows nothing of files or of colours.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pixelgen.errors import PictureError

Rgba = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

MOST_FRAMES = 256
_SMALLEST = 8  # pixels a side of a frame that is found
_MOST_ACROSS = 32  # frames a row or column that are tried
_ALIKE = 0.5  # of the pixels that either of two frames fills, filled by both


def cut_frames(picture: Rgba, width: int, height: int) -> Rgba:
    """(H, W, 4) -> (n, height, width, 4), row by row; empty ones at the end are left out. PictureError if they do not
    fit."""
    high, wide = picture.shape[:2]
    if high % height or wide % width or (high // height) * (wide // width) > MOST_FRAMES:
        raise PictureError(
            f"frames of {width} by {height} must fill the picture, {wide} by {high}, at most {MOST_FRAMES} of them"
        )
    cells = picture.reshape(high // height, height, wide // width, width, 4).swapaxes(1, 2)
    frames = cells.reshape(-1, height, width, 4)
    filled = np.flatnonzero(frames[..., 3].any(axis=(1, 2)))
    return np.ascontiguousarray(frames[: filled[-1] + 1 if len(filled) else 1])


def cut_strip(picture: Rgba, frames: int) -> Rgba:
    """So many frames beside each other, or one under the other where the picture is higher than wide."""
    high, wide = picture.shape[:2]
    if high > wide and high % frames == 0:
        return cut_frames(picture, wide, high // frames)
    if wide % frames:
        raise PictureError(f"{frames} frames must fill a picture {wide} pixels wide; tell frame_size")
    return cut_frames(picture, wide // frames, high)


def found_size(picture: Rgba, *, most: int) -> tuple[int, int] | None:
    """Width and height, `most` at most, of the smallest frames that the picture seems to have; None for one picture."""
    filled = picture[..., 3] > 0
    for width, height in sorted(_sizes(*filled.shape), key=lambda size: (size[0] * size[1], abs(size[0] - size[1]))):
        if max(width, height) <= most and _is_apart(filled, width, height) and _is_alike(filled, width, height):
            return width, height
    return None


def _sizes(high: int, wide: int) -> Iterator[tuple[int, int]]:
    for across in range(1, _MOST_ACROSS + 1):
        for down in range(1, _MOST_ACROSS + 1):
            width, height = wide // across, high // down
            fits = across * width == wide and down * height == high
            if across * down > 1 and fits and min(width, height) >= _SMALLEST:
                yield width, height


def _is_apart(filled: Mask, width: int, height: int) -> bool:
    right, below = filled[:, width - 1 : -1 : width] & filled[:, width::width], filled[height - 1 : -1 : height]
    return not right.any() and not (below & filled[height::height]).any()


def _is_alike(filled: Mask, width: int, height: int) -> bool:
    high, wide = filled.shape
    cells = filled.reshape(high // height, height, wide // width, width).swapaxes(1, 2).reshape(-1, height, width)
    count = int(np.flatnonzero(cells.any(axis=(1, 2)))[-1]) + 1 if cells.any() else 0
    if count < 2 or count * 2 <= len(cells):
        return False
    both = (cells[: count - 1] & cells[1:count]).sum(axis=(1, 2))
    either = (cells[: count - 1] | cells[1:count]).sum(axis=(1, 2))
    return bool((both >= _ALIKE * np.maximum(either, 1)).all() and cells[:count].any(axis=(1, 2)).all())
