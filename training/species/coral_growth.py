"""Middle lines of what grows from the floor, and even strokes about them. Shared by corals; knows none of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from training.drawing.masks import Mask, Points, brushed, empty, grow, grow_all, line, shift, spline

Path = npt.NDArray[np.float64]  # (n, 2), root first


def shoot(root: Path, heading: float, *, length: float, bow: float = 0.0) -> Path:
    """Three points from the root along a heading (degrees right of upright); y is down.

    bow: how far the middle bulges to the right of the heading, a share of the length.
    """
    ahead = np.array([math.sin(math.radians(heading)), -math.cos(math.radians(heading))])
    middle = root + ahead * length / 2 + np.array([-ahead[1], ahead[0]]) * bow * length
    return np.array([root, middle, root + ahead * length])


def on_path(path: Points, share: float) -> Path:
    """The place a share of the way along a splined path, (2,)."""
    curve = spline(path, steps=8)
    index = share * (len(curve) - 1)
    low = min(int(index), len(curve) - 2)
    return np.asarray(curve[low] + (curve[low + 1] - curve[low]) * (index - low))


def even_stroke(curve: Points, width: int) -> Mask:
    """A round brush of a whole width, 1 pixel or more, along straight pieces."""
    mask = line(curve, curve=False)
    if width % 2 == 0:
        mask = brushed(mask)
    for number in range((width - 1) // 2):
        mask = grow_all(mask) if number % 2 else grow(mask)
    return mask


def tapered(path: Points, root: int, end: int) -> Mask:
    """A stroke along a splined path that grows a pixel narrower at even distances, from root to end."""
    curve = spline(path, steps=8)
    widths = list(range(root, end - 1, -1)) or [end]
    mask = empty()
    for number, width in enumerate(widths):
        last = round((number + 1) / len(widths) * (len(curve) - 1))
        mask |= even_stroke(curve[: last + 1], width)
    return mask


def lit_side(core: Mask) -> Mask:
    """The left edge of what is three pixels wide or more: where light from the upper left falls; no lone pixels."""
    edge = core & ~shift(core, 1, 0) & shift(core, -1, 0) & shift(core, -2, 0)
    near = shift(edge, 0, 1) | shift(edge, 0, -1) | shift(edge, 1, 1) | shift(edge, -1, -1)
    return edge & (near | shift(edge, 1, -1) | shift(edge, -1, 1))


def paired(mask: Mask) -> Mask:
    """The mask's pixels that touch another one of it by a side: none is left alone."""
    return mask & (shift(mask, 1, 0) | shift(mask, -1, 0) | shift(mask, 0, 1) | shift(mask, 0, -1))


def largest_piece(mask: Mask, *, least: int = 1) -> Mask:
    """The largest connected piece (by sides); nothing where it has fewer than `least` pixels."""
    pieces, count = ndimage.label(mask)
    sizes = np.bincount(pieces.ravel(), minlength=count + 1)
    sizes[0] = least - 1
    return np.asarray((pieces == sizes.argmax()) & (pieces > 0))


def across(path: Points, *, every: float, start: float, reach: float) -> Mask:
    """Bands of two pixels across a splined path, `reach` pixels to either side of it."""
    curve = spline(path, steps=8)
    steps = np.diff(curve, axis=0)
    gone = np.concatenate([[0.0], np.hypot(*steps.T).cumsum()])
    bands = empty()
    for at in np.arange(start, gone[-1], every):
        place = [float(np.interp(at, gone, curve[:, axis])) for axis in (0, 1)]
        ahead = steps[min(int(np.searchsorted(gone, at)), len(steps) - 1)]
        side = np.array([-ahead[1], ahead[0]]) / max(float(np.hypot(*ahead)), 1e-6) * reach
        ends: Sequence[tuple[float, float]] = [tuple(place - side), tuple(place + side)]
        bands |= line(ends, curve=False, width=2)
    return bands
