"""Curves and shapes -> pixel masks, and masks -> masks. Knows nothing of colours or species.

Masks are boolean (48, 48) arrays: the 32x32 sprite and a margin of 8 about it, so that nothing is cut off before
a finished drawing is centred. Coordinates are (x, y) floats in sprite pixels, x right, y down; pixel i covers
[i, i + 1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

SIDE = 32
MARGIN = 8
SHEET = SIDE + 2 * MARGIN

Point = tuple[float, float]
Points = Sequence[Point] | npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_CENTRES = np.arange(SHEET) + 0.5 - MARGIN
_X = np.broadcast_to(_CENTRES[None, :], (SHEET, SHEET))
_Y = np.broadcast_to(_CENTRES[:, None], (SHEET, SHEET))


# --- curves ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _spline_weights(knots: int, steps: int, *, closed: bool) -> npt.NDArray[np.float64]:
    """The share that each knot has in each point of a Catmull-Rom curve -> (points, knots)."""
    every = np.eye(knots)
    if closed:
        ring = np.concatenate([every[-1:], every, every[:2]])
    else:
        ring = np.concatenate([2 * every[:1] - every[1:2], every, 2 * every[-1:] - every[-2:-1]])
    a, b, c, d = ring[:-3, None], ring[1:-2, None], ring[2:-1, None], ring[3:, None]
    t = (np.arange(steps) / steps)[None, :, None]
    weights = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    flat = weights.reshape(-1, knots)
    return flat if closed else np.concatenate([flat, every[-1:]])


def spline(points: Points, *, closed: bool = False, steps: int = 8) -> npt.NDArray[np.float64]:
    """Uniform Catmull-Rom curve through all points -> (n, 2) polyline; `steps` samples a span."""
    knots = np.asarray(points, dtype=np.float64)
    return _spline_weights(len(knots), steps, closed=closed) @ knots


def arc(cx: float, cy: float, rx: float, ry: float, *, start: float, end: float, count: int = 9) -> list[Point]:
    """Points along an ellipse from angle start to end in degrees; 0 is right, 90 is down."""
    first, step = math.radians(start), math.radians(end - start) / max(count - 1, 1)
    angles = [first + step * index for index in range(count)]
    return [(cx + rx * math.cos(angle), cy + ry * math.sin(angle)) for angle in angles]


# --- masks ----------------------------------------------------------------------------------------------


def empty() -> Mask:
    """A mask with no pixel set."""
    return np.zeros((SHEET, SHEET), dtype=np.bool_)


def polygon(points: Points) -> Mask:
    """Pixels whose centre lies inside the closed polyline (even-odd rule)."""
    line = np.asarray(points, dtype=np.float64)
    after = np.concatenate([line[1:], line[:1]])
    # For each edge and row: does the edge cross the row's centre line, and at which x?
    above = line[:, 1:] <= _CENTRES  # (edges, rows)
    crosses = above != np.concatenate([above[1:], above[:1]])
    edge, row = crosses.nonzero()
    x0, y0 = line[edge].T
    x1, y1 = after[edge].T
    at = x0 + (_CENTRES[row] - y0) * (x1 - x0) / (y1 - y0)
    column = np.minimum(np.maximum(np.ceil(at + (MARGIN - 0.5)), 0), SHEET)
    # A row has an even number of crossings, one cell for those beyond it: parity starts anew with the next row.
    crossings = np.bincount(row * (SHEET + 1) + column.astype(np.int64), minlength=SHEET * (SHEET + 1))
    inside = crossings.astype(np.uint8).cumsum(dtype=np.uint8) & 1
    return inside.view(np.bool_).reshape(SHEET, SHEET + 1)[:, :SHEET].copy()


def blob(points: Points, *, steps: int = 6) -> Mask:
    """Filled closed spline through the points: the usual way to draw a body or a fin."""
    return polygon(spline(points, closed=True, steps=steps))


def ellipse(cx: float, cy: float, rx: float, ry: float, *, angle: float = 0.0) -> Mask:
    """Filled ellipse; angle in degrees, clockwise on screen."""
    dx, dy = _X - cx, _Y - cy
    if angle:
        turn = np.radians(angle)
        dx, dy = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
    return (dx / max(rx, 1e-6)) ** 2 + (dy / max(ry, 1e-6)) ** 2 <= 1.0


def stroke(points: Points, widths: Sequence[float], *, curve: bool = True) -> Mask:
    """Tapered stroke: discs along the (splined) path; widths in pixels, spread evenly along it.

    Where it gets thinner than 1.6 pixels it continues as a connected one-pixel line.
    """
    path = spline(points, steps=8) if curve else _dense(points)
    places = np.linspace(0, len(widths) - 1, len(path))
    radius = np.interp(places, np.arange(len(widths)), widths) / 2
    thick = radius >= 0.8
    mask = empty() if thick.all() else _cells(_dense(path))
    if thick.any():
        at, reach = path[thick], radius[thick]
        low = np.floor((at - reach[:, None]).min(axis=0)).astype(int) + MARGIN
        high = np.ceil((at + reach[:, None]).max(axis=0)).astype(int) + MARGIN
        (left, top), (right, bottom) = low.clip(0, SHEET), high.clip(0, SHEET)
        dx = _CENTRES[left:right] - at[:, :1]  # (discs, columns)
        dy = _CENTRES[top:bottom] - at[:, 1:]  # (discs, rows)
        near = dy[:, :, None] ** 2 + dx[:, None, :] ** 2 <= reach[:, None, None] ** 2
        mask[top:bottom, left:right] |= near.any(axis=0)
    return mask


def _dense(points: Points) -> npt.NDArray[np.float64]:
    """The polyline with at least three points a pixel, corners included."""
    knots = np.asarray(points, dtype=np.float64)
    counts = np.maximum(2, (np.abs(np.diff(knots, axis=0)).max(axis=1) * 3).astype(np.int64) + 1)
    first = np.cumsum(counts) - counts
    share = ((np.arange(counts.sum()) - np.repeat(first, counts)) / np.repeat(counts - 1, counts))[:, None]
    return np.asarray(
        np.repeat(knots[:-1], counts, axis=0) * (1 - share) + np.repeat(knots[1:], counts, axis=0) * share
    )


def line(points: Points, *, curve: bool = True) -> Mask:
    """One-pixel line through the points, 8-connected, without doubled corners."""
    return _cells(_dense(spline(points, steps=8) if curve else points))


def _cells(path: npt.NDArray[np.float64]) -> Mask:
    """The cells that a dense path runs through, an L of three made a diagonal."""
    places = np.floor(path).astype(np.int64) + MARGIN
    places = places[np.concatenate([[True], (places[1:] != places[:-1]).any(axis=1)])]
    cells: list[tuple[int, int]] = []
    for x, y in places.tolist():
        if len(cells) >= 2 and abs(cells[-2][0] - x) == 1 and abs(cells[-2][1] - y) == 1:
            cells.pop()
        cells.append((x, y))
    mask = empty()
    for x, y in cells:
        if 0 <= x < SHEET and 0 <= y < SHEET:
            mask[y, x] = True
    return mask


def rectangle(left: int, top: int, width: int, height: int) -> Mask:
    """A filled rectangle of whole pixels."""
    mask = empty()
    mask[top + MARGIN : top + height + MARGIN, left + MARGIN : left + width + MARGIN] = True
    return mask


def dot(x: float, y: float) -> Mask:
    """The one pixel that holds the point."""
    return line([(x, y), (x, y)], curve=False)


def mirror(mask: Mask, *, axis_x: float = 16.0) -> Mask:
    """The mask mirrored left to right about the vertical line x = axis_x (whole or half pixels)."""
    columns = np.rint(2 * (axis_x + MARGIN) - 1 - np.arange(SHEET)).astype(np.int64)
    inside = (columns >= 0) & (columns < SHEET)
    mirrored = empty()
    mirrored[:, inside] = mask[:, columns[inside]]
    return mirrored


def flip(mask: Mask, *, axis_y: float = 16.0) -> Mask:
    """The mask mirrored top to bottom about the horizontal line y = axis_y (whole or half pixels)."""
    return mirror(mask.T, axis_x=axis_y).T


def shift(mask: Mask, dx: int, dy: int) -> Mask:
    """The mask moved by whole pixels; what leaves the sheet is lost."""
    height, width = mask.shape
    moved = np.zeros((height, width), dtype=mask.dtype)
    moved[max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)] = mask[
        max(-dy, 0) : height + min(-dy, 0), max(-dx, 0) : width + min(-dx, 0)
    ]
    return moved


def shrink(mask: Mask) -> Mask:
    """Erosion by the four neighbours; the sheet's outside counts as empty."""
    inside = np.zeros(mask.shape, dtype=np.bool_)
    core = inside[1:-1, 1:-1]
    np.logical_and(mask[1:-1, 1:-1], mask[:-2, 1:-1], out=core)
    core &= mask[2:, 1:-1]
    core &= mask[1:-1, :-2]
    core &= mask[1:-1, 2:]
    return inside


def grow(mask: Mask) -> Mask:
    """Dilation by the four neighbours."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return wide


def grow_all(mask: Mask) -> Mask:
    """Dilation by the eight neighbours."""
    wide = mask.copy()
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    all_round = wide.copy()
    all_round[1:] |= wide[:-1]
    all_round[:-1] |= wide[1:]
    return all_round


def opened(mask: Mask, *, by: int = 2) -> Mask:
    """The mask without what is too narrow for a brush: 2x2 pixels, or for `by` 3 a plus of five.

    Takes off spikes and slivers that would get an outline and no inside (morphological opening).
    """
    if by == 3:
        return grow(shrink(mask))
    square = mask[:-1, :-1] & mask[1:, :-1] & mask[:-1, 1:] & mask[1:, 1:]
    wide = np.zeros(mask.shape, dtype=np.bool_)
    wide[:-1, :-1] = square
    wide[1:, :-1] |= square
    wide[:-1, 1:] |= square
    wide[1:, 1:] |= square
    return wide


def rim(mask: Mask) -> Mask:
    """Pixels of the mask with a 4-neighbour outside it."""
    return mask & ~shrink(mask)


def where_x() -> npt.NDArray[np.float64]:
    """Pixel centres' x over the sheet, for patterns: `mask & (where_x() < 12)`."""
    return _X


def where_y() -> npt.NDArray[np.float64]:
    """Pixel centres' y over the sheet."""
    return _Y
