"""Markings shared by the species: each returns a mask to clip to a part. Knows nothing of colours or species.

`Canvas.mark(mask, tone, clip=part)` paints one. Coordinates and sizes are sprite pixels.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.drawing.masks import (
    MARGIN,
    SHEET,
    Mask,
    Points,
    brushed,
    empty,
    grow,
    spline,
    squares,
    where_x,
    where_y,
)

Grid = npt.NDArray[np.float64]


def band(x: float, width: float, *, bow: float = 0.0, lean: float = 0.0, middle: float = 16.0) -> Mask:
    """One upright band about x; `bow` pushes its middle to the right, `lean` slants it (pixels a row)."""
    rise = where_y() - middle
    offset = where_x() - (x + lean * rise + bow * (1 - (rise / 9.0) ** 2))
    return np.asarray((-width / 2 <= offset) & (offset < width / 2))


def bands(positions: Sequence[float], width: float, *, bow: float = 0.0, lean: float = 0.0) -> Mask:
    """Several upright bands."""
    marks = empty()
    for x in positions:
        marks |= band(x, width, bow=bow, lean=lean)
    return marks


def stripes(spacing: float, width: float, *, angle: float = 0.0, phase: float = 0.0) -> Mask:
    """Parallel stripes; angle 0 runs along x, 90 along y."""
    turn = np.radians(angle)
    across = where_y() * np.cos(turn) - where_x() * np.sin(turn)
    return np.asarray((across + phase) % spacing < width)


def spots(clip: Mask, rng: np.random.Generator, *, count: int, size: int = 2, apart: float = 3.5) -> Mask:
    """Up to `count` spots (1: a pixel, 2: a whole 2x2, 3: a plus) inside the clip, at least `apart` pixels apart."""
    marks = empty()
    places = (squares(clip) if size == 2 else clip).ravel().nonzero()[0]
    if not len(places):
        return marks
    taken: list[tuple[int, int]] = []
    for place in places.take(rng.integers(len(places), size=count * 4)).tolist():
        y, x = divmod(place, SHEET)
        if len(taken) == count:
            break
        if any((x - a) ** 2 + (y - b) ** 2 < apart**2 for a, b in taken):
            continue
        taken.append((x, y))
        marks[y, x] = True
    if size == 2:
        marks = brushed(marks)
    elif size == 3:
        marks = grow(marks) & clip
    return marks


def dotted(x: Grid, y: Grid, *, apart: float, radius: float = 1.2) -> Mask:
    """Rows of round spots, each row set off against the next, one in the middle of the coordinates.

    x, y: of every pixel, along the form and across it, sprite pixels. radius: 1.45 for spots of 2x2 to 3x3, 1.6 for
    up to 4x4 without corners: never one that `masks.opened` would take away.
    """
    row = np.floor(y / apart + 0.5)
    across = (x + (row + 1) % 2 * apart / 2) % apart - apart / 2
    return np.asarray(np.hypot(across, y - row * apart) < radius)


def mottling(rng: np.random.Generator, *, scale: int = 3, share: float = 0.4) -> Mask:
    """Camouflage: soft-edged patches about `scale` pixels wide that cover about `share` of the sheet."""
    cells = rng.random((SHEET // scale + 2, SHEET // scale + 2))
    here = np.arange(SHEET) // scale
    before = np.concatenate([here[-1:], here[:-1]])  # half of each pixel's value is its left and upper neighbours'
    rows = cells.take(here, axis=0) + cells.take(before, axis=0)
    blurred = rows.take(here, axis=1) + rows.take(before, axis=1)
    return np.asarray(blurred < _quantile(blurred.ravel(), share))


def _quantile(values: npt.NDArray[np.float64], share: float) -> float:
    """The value below which that share of the values lies, interpolated as numpy.quantile does, only faster."""
    place = share * (len(values) - 1)
    low = math.floor(place)
    low_value, high_value = np.partition(values, (low, low + 1))[low : low + 2].tolist()
    return float(low_value + (place - low) * (high_value - low_value))


def saddle(x: float, y: float, width: float, depth: float) -> Mask:
    """A patch that hangs over the back: half an ellipse below the line y."""
    inside = ((where_x() - x) / (width / 2)) ** 2 + ((where_y() - y) / depth) ** 2 <= 1
    return np.asarray(inside & (where_y() >= y))


def along(path: Points, *, every: float, start: float = 0.0) -> list[tuple[float, float]]:
    """Points at even distances (pixels) along a splined path, for photophores and spines."""
    curve = spline(path, steps=10)
    dx, dy = (curve[1:] - curve[:-1]).T
    length = np.concatenate([[0.0], np.hypot(dx, dy).cumsum()])
    at = np.arange(start, length[-1], every)
    x, y = (np.interp(at, length, curve[:, axis]).tolist() for axis in (0, 1))
    return list(zip(x, y, strict=True))


def measured(path: Points, part: Mask) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """How far along a splined path each pixel of the part lies, and how far to its right (negative: left).

    Two (48, 48) arrays in pixels, 0 outside the part; for bands across a limb and what marks one side of it.
    """
    step = 0.5
    x, y = np.array(along(path, every=step)).T
    rows, columns = part.nonzero()
    dx = where_x()[0, columns, None] - x  # (part's pixels, points)
    dy = where_y()[rows, 0, None] - y
    nearest = (dx * dx + dy * dy).argmin(axis=1)
    pixels = np.arange(len(nearest))
    ahead_x, ahead_y = np.gradient(x).take(nearest) / step, np.gradient(y).take(nearest) / step
    distance, right = np.zeros(part.shape), np.zeros(part.shape)
    distance[rows, columns] = nearest * step
    right[rows, columns] = dy[pixels, nearest] * ahead_x - dx[pixels, nearest] * ahead_y
    return distance, right


def photophores(path: Points, *, every: float = 3.0, start: float = 0.5) -> Mask:
    """A row of two-pixel lights along a path."""
    marks = empty()
    for x, y in along(path, every=every, start=start):
        column, row = math.floor(x) + MARGIN, math.floor(y) + MARGIN
        if 0 <= column < SHEET and 0 <= row < SHEET:
            marks[row, column : column + 2] = True
    return marks
