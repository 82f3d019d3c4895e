"""Markings shared by the species: each returns a mask to clip to a part. Knows nothing of colours or species.

`Canvas.pattern(mask, tone, clip=part)` paints one. Coordinates and sizes are sprite pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.masks import SHEET, Mask, Points, dot, empty, grow, line, shift, spline, where_x, where_y


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
    room = clip & shift(clip, -1, 0) & shift(clip, 0, -1) & shift(clip, -1, -1) if size == 2 else clip
    places = np.argwhere(room)
    if not len(places):
        return marks
    taken: list[tuple[int, int]] = []
    for index in rng.integers(len(places), size=count * 4):
        y, x = (int(value) for value in places[index])
        if len(taken) == count:
            break
        if any((x - a) ** 2 + (y - b) ** 2 < apart**2 for a, b in taken):
            continue
        taken.append((x, y))
        marks[y, x] = True
    if size == 2:
        marks |= shift(marks, 1, 0)
        marks |= shift(marks, 0, 1)
    elif size == 3:
        marks = grow(marks) & clip
    return marks


def mottling(rng: np.random.Generator, *, scale: int = 3, share: float = 0.4) -> Mask:
    """Camouflage: soft-edged patches about `scale` pixels wide that cover about `share` of the sheet."""
    cells = rng.random((SHEET // scale + 2, SHEET // scale + 2))
    grid = np.kron(cells, np.ones((scale, scale)))[:SHEET, :SHEET]
    blurred = (grid + np.roll(grid, 1, 0) + np.roll(grid, 1, 1) + np.roll(grid, (1, 1), (0, 1))) / 4
    return np.asarray(blurred < np.quantile(blurred, share))


def reticulation(*, cell: float = 4.0, phase: float = 0.0) -> Mask:
    """A net of crossing diagonals, cells `cell` pixels wide."""
    rising = (where_x() + where_y() + phase) % cell < 1.0
    falling = (where_x() - where_y() + phase) % cell < 1.0
    return np.asarray(rising | falling)


def saddle(x: float, y: float, width: float, depth: float) -> Mask:
    """A patch that hangs over the back: half an ellipse below the line y."""
    inside = ((where_x() - x) / (width / 2)) ** 2 + ((where_y() - y) / depth) ** 2 <= 1
    return np.asarray(inside & (where_y() >= y))


def along(path: Points, *, every: float, start: float = 0.0) -> list[tuple[float, float]]:
    """Points at even distances (pixels) along a splined path, for photophores and spines."""
    curve = spline(path, steps=10)
    steps = np.hypot(*np.diff(curve, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.arange(start, length[-1], every)
    x, y = (np.interp(at, length, curve[:, axis]).tolist() for axis in (0, 1))
    return list(zip(x, y, strict=True))


def photophores(path: Points, *, every: float = 3.0, start: float = 0.5) -> Mask:
    """A row of two-pixel lights along a path."""
    marks = empty()
    for x, y in along(path, every=every, start=start):
        light = dot(x, y)
        marks |= light | shift(light, 1, 0)
    return marks


def lateral_line(path: Points) -> Mask:
    """A one-pixel line along a body."""
    return line(path)
