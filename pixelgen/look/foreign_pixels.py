"""A decoded picture -> frames at their size in at most 255 colours, or one sprite: the reference in NumPy.

Knows nothing of files. PictureError where frames do not fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.errors import PictureError
from pixelgen.files.frame_grid import cut_frames, cut_strip, found_size
from pixelgen.files.picture_file import unscaled
from pixelgen.oklab import mapping_costs, to_oklab
from pixelgen.quadtree import SIDE, Indices

MOST_SIDE = 128
MOST_OWN_COLOURS = 255
_FEWEST_PIXELS = 8  # a side
_HALF_OPAQUE = 128

Rgba = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Taken:
    """frames (n, h, w, 4). blocks: side of the blocks of equal pixels that count as one, 1 for none. guessed: whether
    the frames were found and not told. colours: those that were visible; of more than 255 fewer were made."""

    frames: Rgba
    blocks: int
    guessed: bool
    colours: int


def taken(given: Rgba, frame_size: tuple[int, int] | None, frames: int | None, *, faces_left: bool) -> Taken:
    """Frames (n, h, w, 4), a single one perhaps a strip or a sheet: as `OwnPicture.read` says."""
    found = np.stack([without_background(frame) for frame in without_hidden(given)])
    blocks, guessed = largest_blocks(found) if frame_size is None else 1, False
    found = found[:, ::blocks, ::blocks]
    if len(found) == 1:
        found, guessed = _cut(found[0], frame_size, frames)
    if max(found.shape[1:3]) > MOST_SIDE:
        size = f"{found.shape[2]} by {found.shape[1]}"
        raise PictureError(f"a frame may have {MOST_SIDE} by {MOST_SIDE} pixels; got {size}: tell frame_size or frames")
    found = np.ascontiguousarray(found[:, :, ::-1] if faces_left else found)
    colours = len(np.unique(_values(found[found[..., 3] > 0])))
    return Taken(found if colours <= MOST_OWN_COLOURS else fewer_colours(found), blocks, guessed, colours)


def fitted(picture: Rgba) -> Indices:
    """(h, w, 4) -> (32, 32) the nearest palette indices, made smaller or put in the middle of the canvas."""
    return _nearest(_on_canvas(_unscaled(without_background(without_hidden(picture)))))


def without_hidden(frames: Rgba) -> Rgba:
    """(..., 4): what a painting program leaves under transparent pixels is no colour."""
    clean = frames.copy()
    clean[clean[..., 3] == 0] = 0
    return clean


def largest_blocks(frames: Rgba) -> int:
    """(n, h, w, 4) -> the side of the largest blocks of equal pixels that all frames are made of; 1 for none.

    A picture of one colour, or one that would have fewer than 8 pixels a side, counts as it is.
    """
    sides = range(2, min(frames.shape[1:3]) // _FEWEST_PIXELS + 1)
    whole = [side for side in sides if frames.shape[1] % side == 0 and frames.shape[2] % side == 0]
    same = (
        side
        for side in reversed(whole)
        if np.array_equal(frames[:, ::side, ::side].repeat(side, axis=1).repeat(side, axis=2), frames)
    )
    return next(same, 1) if (frames != frames[:1, :1, :1]).any() else 1


def without_background(picture: Rgba) -> Rgba:
    """When nothing is transparent and the corners agree, what has their colour and touches the edge goes."""
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    if (picture[..., 3] < 255).any() or (corners != corners[0]).any() or (picture == corners[0]).all():
        return picture
    same = (picture == corners[0]).all(axis=-1)
    outside = np.zeros_like(same)
    outside[[0, -1]], outside[:, [0, -1]] = same[[0, -1]], same[:, [0, -1]]
    while True:
        grown = outside.copy()
        grown[1:] |= outside[:-1]
        grown[:-1] |= outside[1:]
        grown[:, 1:] |= outside[:, :-1]
        grown[:, :-1] |= outside[:, 1:]
        grown &= same
        if np.array_equal(grown, outside):
            break
        outside = grown
    cut = picture.copy()
    cut[outside] = 0
    return cut


def _cut(picture: Rgba, frame_size: tuple[int, int] | None, frames: int | None) -> tuple[Rgba, bool]:
    if frame_size is not None:
        return cut_frames(picture, *frame_size), False
    if frames is not None:
        return cut_strip(picture, frames), False
    found = found_size(picture, most=MOST_SIDE)
    return (picture[None], False) if found is None else (cut_frames(picture, *found), True)


def fewer_colours(frames: Rgba) -> Rgba:
    """(..., 4) -> the same in at most 255 colours: the box of colours that is longest is cut in its middle until there
    are enough, and each becomes its mean."""
    visible = frames[..., 3] > 0
    colours, where, counts = np.unique(_values(frames[visible]), return_inverse=True, return_counts=True)
    channels = colours.view(np.uint8).reshape(-1, 4).astype(np.int64)
    box = np.zeros(len(colours), dtype=np.int64)
    sides = [_longest_side(channels)]
    while len(sides) < MOST_OWN_COLOURS:
        widest = max(range(len(sides)), key=lambda at: sides[at][2] - sides[at][1])
        channel, lowest, highest = sides[widest]
        if lowest == highest:
            break
        box[(box == widest) & (channels[:, channel] > (lowest + highest) // 2)] = len(sides)
        sides[widest] = _longest_side(channels[box == widest])
        sides.append(_longest_side(channels[box == len(sides)]))
    means = np.zeros((len(sides), 4), dtype=np.uint8)
    for at in range(len(sides)):
        its = box == at
        sums, count = (channels[its] * counts[its, None]).sum(axis=0), int(counts[its].sum())
        means[at] = (2 * sums + count) // (2 * count)
    result = np.zeros_like(frames)
    result[visible] = means[box][where.reshape(-1)]
    return result


def _values(pixels: Rgba) -> npt.NDArray[np.uint32]:
    """(n, 4) -> (n,) one number a pixel."""
    return np.ascontiguousarray(pixels).view(np.uint32).reshape(-1)


def _longest_side(channels: npt.NDArray[np.int64]) -> tuple[int, int, int]:
    """(n, 4) -> the channel that differs most, its lowest and highest value."""
    lowest, highest = channels.min(axis=0), channels.max(axis=0)
    longest = int((highest - lowest).argmax())
    return longest, int(lowest[longest]), int(highest[longest])


def _unscaled(picture: Rgba) -> Rgba:
    """A picture of equal blocks that is too large -> one pixel a block, for the smallest blocks that make it fit."""
    blocks = -(-max(picture.shape[:2]) // SIDE)
    return picture if blocks == 1 else next(unscaled(picture, blocks=blocks), picture)


def _on_canvas(picture: Rgba) -> Rgba:
    """(32, 32, 4): larger ones made smaller, by area and opacity; smaller ones in the middle."""
    high, wide = picture.shape[:2]
    longer = max(high, wide)
    if longer > SIDE:
        high, wide = (max(1, (2 * side * SIDE + longer) // (2 * longer)) for side in (high, wide))
        picture = _means(picture, high, wide)
    canvas = np.zeros((SIDE, SIDE, 4), dtype=np.uint8)
    top, left = (SIDE - high) // 2, (SIDE - wide) // 2
    canvas[top : top + high, left : left + wide] = picture
    return canvas


def _means(picture: Rgba, high: int, wide: int) -> Rgba:
    """(H, W, 4) -> (high, wide, 4). All sums are whole numbers below 2^53, which float64 holds."""
    down, across = _shares(picture.shape[0], high), _shares(picture.shape[1], wide)
    alpha = picture[..., 3].astype(np.float64)
    opacity = down @ alpha @ across.T
    made = np.zeros((high, wide, 4), dtype=np.uint8)
    some = np.maximum(opacity, 1)
    for channel in range(3):
        sums = down @ (alpha * picture[..., channel]) @ across.T
        made[..., channel] = (2 * sums + opacity) // (2 * some)
    area = picture.shape[0] * picture.shape[1]
    made[..., 3] = (2 * opacity + area) // (2 * area)
    return made


def _shares(many: int, few: int) -> npt.NDArray[np.float64]:
    """(few, many): how much of each of many pixels lies under one of few, in parts of 1/few."""
    first, under = np.arange(many) * few, np.arange(few)[:, None] * many
    shared = np.minimum(first + few, under + many) - np.maximum(first, under)
    return np.asarray(np.maximum(0, shared), dtype=np.float64)


def _nearest(picture: Rgba) -> Indices:
    """Each pixel its nearest colour in OKLab, where a hue that was not there costs most."""
    colours, where = np.unique(picture[..., :3].reshape(-1, 3), axis=0, return_inverse=True)
    found = 1 + mapping_costs(to_oklab(colours)).argmin(axis=1)[where.reshape(picture.shape[:2])]
    return np.where(picture[..., 3] < _HALF_OPAQUE, 0, found).astype(np.uint8)
