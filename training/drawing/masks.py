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

_CENTRES: npt.NDArray[np.float64] = np.arange(SHEET, dtype=np.float64) + 0.5 - MARGIN
_X = _CENTRES[None, :]
_Y = _CENTRES[:, None]
_RUNS = SHEET * (SHEET + 1)  # cells of the sheet and one more a row, for runs that end at its right edge


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
    x, y = np.asarray(points, dtype=np.float64).T
    # For each row and edge: does the edge cross the row's centre line, and at which x?
    above = y <= _Y  # (rows, edges)
    crosses = above != np.concatenate([above[:, 1:], above[:, :1]], axis=1)
    row, edge = np.divmod(crosses.ravel().nonzero()[0], len(x))
    after = (edge + 1) % len(x)
    x0, y0 = x.take(edge), y.take(edge)
    at = x0 + (_CENTRES.take(row) - y0) * (x.take(after) - x0) / (y.take(after) - y0)
    column = np.minimum(np.maximum(np.ceil(at + (MARGIN - 0.5)), 0), SHEET).astype(np.int64)
    # A row has an even number of crossings, one cell for those beyond it: parity starts anew with the next row.
    inside = np.bincount(row * (SHEET + 1) + column, minlength=_RUNS).cumsum() & 1
    return inside.astype(np.bool_).reshape(SHEET, SHEET + 1)[:, :SHEET].copy()


def blob(points: Points, *, steps: int = 6) -> Mask:
    """Filled closed spline through the points: the usual way to draw a body or a fin."""
    return polygon(spline(points, closed=True, steps=steps))


def ellipse(cx: float, cy: float, rx: float, ry: float, *, angle: float = 0.0) -> Mask:
    """Filled ellipse; angle in degrees, clockwise on screen."""
    dx, dy = _X - cx, _Y - cy
    if angle:
        turn = math.radians(angle)
        cos, sin = math.cos(turn), math.sin(turn)
        dx, dy = dx * cos + dy * sin, dy * cos - dx * sin
    return (dx / max(rx, 1e-6)) ** 2 + (dy / max(ry, 1e-6)) ** 2 <= 1.0


def stroke(points: Points, widths: Sequence[float], *, curve: bool = True) -> Mask:
    """Tapered stroke: discs along the (splined) path; widths in pixels, spread evenly along it.

    Where it gets thinner than 1.6 pixels it continues as a connected one-pixel line.
    """
    path = spline(points, steps=8) if curve else _dense(points)
    places = np.arange(len(path)) * ((len(widths) - 1) / (len(path) - 1))
    radius = np.interp(places, np.arange(len(widths)), widths) / 2
    thick = radius >= 0.8
    if thick.all():
        return _discs(path, radius)
    thin = _cells(_dense(path))
    return thin | _discs(path[thick], radius[thick]) if thick.any() else thin


def _discs(centres: npt.NDArray[np.float64], radii: npt.NDArray[np.float64]) -> Mask:
    """Filled discs, (n, 2) centres: in each row of the sheet a disc is a run of pixels."""
    above = _Y - centres[:, 1]  # (rows, discs)
    square = radii * radii - above * above
    met = (square >= 0).ravel().nonzero()[0]
    row, disc = np.divmod(met, len(radii))
    half = np.sqrt(square.ravel().take(met))
    middle = centres[:, 0].take(disc) + (MARGIN - 0.5)
    ends = np.stack([np.ceil(middle - half), np.floor(middle + half) + 1])
    first, past = np.minimum(np.maximum(ends, 0), SHEET).astype(np.int64) + row * (SHEET + 1)
    covered = (np.bincount(first, minlength=_RUNS) - np.bincount(past, minlength=_RUNS)).cumsum() > 0
    return covered.reshape(SHEET, SHEET + 1)[:, :SHEET].copy()


def _dense(points: Points) -> npt.NDArray[np.float64]:
    """The polyline with at least three points a pixel, corners included."""
    knots = np.asarray(points, dtype=np.float64)
    spans = knots[1:] - knots[:-1]
    counts = np.maximum((np.abs(spans).max(axis=1) * 3).astype(np.int64), 1) + 1
    ends = counts.cumsum()
    span = np.arange(len(counts)).repeat(counts)
    share = (np.arange(ends[-1]) - (ends - counts)[span]) / (counts - 1)[span]
    return np.asarray(knots[span] + spans[span] * share[:, None])


def line(points: Points, *, curve: bool = True, width: int = 1) -> Mask:
    """Line through the points, 8-connected, without doubled corners; `width` 1 or 2 pixels.

    At width 2 a brush of 2x2 pixels follows the line, to its right and below it: evenly thick, where a stroke's discs
    of that size come out bumpy.
    """
    thin = _cells(_dense(spline(points, steps=8) if curve else points))
    return brushed(thin) if width == 2 else thin


def _cells(path: npt.NDArray[np.float64]) -> Mask:
    """The cells that a dense path runs through, an L of three made a diagonal."""
    across = SHEET + 2  # with a ring about the sheet, for what runs beyond it
    x, y = np.minimum(np.maximum(np.floor(path.T) + (MARGIN + 1), 0), SHEET + 1).astype(np.int64)
    cells: list[int] = []
    for cell in (x + across * y).tolist():
        if cells and cell == cells[-1]:
            continue
        if len(cells) >= 2 and abs(cell - cells[-2]) in (across - 1, across + 1):
            cells.pop()
        cells.append(cell)
    mask = np.zeros(across * across, dtype=np.bool_)
    mask[cells] = True
    return mask.reshape(across, across)[1:-1, 1:-1].copy()


def rectangle(left: int, top: int, width: int, height: int) -> Mask:
    """A filled rectangle of whole pixels; what lies beyond the sheet is cut off."""
    mask = empty()
    rows, columns = (
        slice(max(low + MARGIN, 0), max(low + size + MARGIN, 0)) for low, size in ((top, height), (left, width))
    )
    mask[rows, columns] = True
    return mask


def dot(x: float, y: float) -> Mask:
    """The one pixel that holds the point."""
    column, row = math.floor(x) + MARGIN, math.floor(y) + MARGIN
    mask = empty()
    if 0 <= column < SHEET and 0 <= row < SHEET:
        mask[row, column] = True
    return mask


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


def surrounded(mask: Mask) -> Mask:
    """Pixels whose four neighbours are all in the mask; the sheet's outside counts as empty."""
    width = mask.shape[1]
    inside = np.zeros(mask.shape, dtype=np.bool_)
    # Rows end to end: whole runs of memory are faster than the rows of a window.
    cells, core = mask.ravel(), inside.ravel()[width:-width]
    np.logical_and(cells[: -2 * width], cells[2 * width :], out=core)
    core &= cells[width - 1 : -width - 1]
    core &= cells[width + 1 : 1 - width]
    inside[:, 0] = inside[:, -1] = False
    return inside


def shrink(mask: Mask) -> Mask:
    """Erosion by the four neighbours; the sheet's outside counts as empty."""
    return mask & surrounded(mask)


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


def squares(mask: Mask) -> Mask:
    """Top left pixels of all 2x2 squares inside the mask: erosion by a 2x2 brush."""
    pairs = mask.copy()
    pairs[:, :-1] &= mask[:, 1:]
    pairs[:, -1] = False
    pairs[:-1] &= pairs[1:]
    pairs[-1] = False
    return pairs


def brushed(mask: Mask) -> Mask:
    """Each pixel made 2x2, to the right and down: dilation by a 2x2 brush."""
    wide = mask.copy()
    wide[:, 1:] |= mask[:, :-1]
    wide[1:] |= wide[:-1].copy()
    return wide


def opened(mask: Mask, *, by: int = 2, corners: bool = False) -> Mask:
    """The mask without what is too narrow for a brush: 2x2 pixels, or for `by` 3 a plus of five, with `corners` 3x3.

    Takes off spikes and slivers that would get an outline and no inside (morphological opening).
    """
    if by == 3:
        return grow_all(~grow_all(~mask)) if corners else grow(shrink(mask))
    return brushed(squares(mask))


def rim(mask: Mask) -> Mask:
    """Pixels of the mask with a 4-neighbour outside it."""
    return mask & ~shrink(mask)


def where_x() -> npt.NDArray[np.float64]:
    """Pixel centres' x as a row (1, 48), for patterns: `mask & (where_x() < 12)`."""
    return _X


def where_y() -> npt.NDArray[np.float64]:
    """Pixel centres' y as a column (48, 1)."""
    return _Y
