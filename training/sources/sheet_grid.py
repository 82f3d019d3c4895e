"""Which pixels of a sheet are drawn -> the box of each sprite. Knows nothing of colours and files.

A regular grid is found where its lines cut through next to nothing; otherwise sprites are told apart by the empty
rows and columns between them, and as a last resort by a period at which little is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Box = tuple[int, int, int, int]  # left, top, right, bottom; right and bottom exclusive
LEAST_CELL = 8
HARDLY_CUT, LITTLE_CUT = 0.1, 0.35  # of what an average line cuts


class GridError(ValueError):
    """A sheet that the given grid does not fit."""


@dataclass(frozen=True, slots=True)
class GivenGrid:
    """What is known of a sheet's grid, in its stored pixels; zeros where it is to be found."""

    columns: int = 0
    rows: int = 0
    cell_width: int = 0
    cell_height: int = 0
    margin: int = 0  # around the sheet
    spacing: int = 0  # between cells

    @property
    def given(self) -> bool:
        """Is there anything to go by?"""
        return bool(self.columns or self.rows or self.cell_width or self.cell_height)


def given_boxes(width: int, height: int, grid: GivenGrid) -> list[Box]:
    """Cells of a given grid, row by row; a direction of which nothing is given is one cell. GridError if it is off."""
    across = _cells(width, grid.columns, grid.cell_width, grid, "wide")
    down = _cells(height, grid.rows, grid.cell_height, grid, "high")
    return [(left, top, right, bottom) for top, bottom in down for left, right in across]


def _cells(length: int, count: int, size: int, grid: GivenGrid, word: str) -> list[tuple[int, int]]:
    inner = length - 2 * grid.margin
    if not size:
        count = count or 1
        size, rest = divmod(inner - (count - 1) * grid.spacing, count)
        if rest or size < 1:
            raise GridError(f"{length} pixels {word} cannot be cut into {count} equal cells")
    elif not count:
        count = (inner + grid.spacing) // (size + grid.spacing)
    if count < 1 or count * size + (count - 1) * grid.spacing > inner:
        raise GridError(f"{length} pixels {word} are too few for {max(count, 1)} cells of {size}")
    starts = [grid.margin + number * (size + grid.spacing) for number in range(count)]
    return [(start, start + size) for start in starts]


def find_boxes(drawn: Mask) -> list[Box]:
    """(h, w) -> boxes of the sprites, row by row, each within its cell or shrunk onto its pixels."""
    gutters = _joined_crumbs(_split(drawn, (0, 0, drawn.shape[1], drawn.shape[0])))
    regular = _regular(drawn, cut_share=HARDLY_CUT)
    if len(regular) > 1 and len(regular) >= 0.6 * len(gutters):
        return regular
    if len(gutters) > 1:
        return gutters
    return _regular(drawn, cut_share=LITTLE_CUT) or gutters


def _regular(drawn: Mask, *, cut_share: float) -> list[Box]:
    wide, high = _period(drawn, cut_share), _period(drawn.T, cut_share)
    boxes = [
        (left, top, left + wide, top + high)
        for top in range(0, drawn.shape[0], high)
        for left in range(0, drawn.shape[1], wide)
    ]
    return [box for box in boxes if drawn[box[1] : box[3], box[0] : box[2]].any()]


def _period(drawn: Mask, cut_share: float) -> int:
    """The smallest width of cells whose lines cut through little enough; the whole width if there is none."""
    width = int(drawn.shape[1])
    if width < 2 * LEAST_CELL:
        return width
    cuts = (drawn[:, 1:] & drawn[:, :-1]).sum(axis=0)  # cuts[x - 1]: pairs that a line left of column x parts
    usual = float(cuts.mean())
    for cell in range(LEAST_CELL, width // 2 + 1):
        if width % cell == 0 and float(cuts[cell - 1 :: cell].mean()) <= cut_share * usual:
            return cell
    return width


def _runs(drawn: Mask, *, along: int) -> list[tuple[int, int]]:
    """Start and end of each run of rows (`along` 1) or columns (0) that are not empty."""
    filled = drawn.any(axis=along).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled, [0]])))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _split(drawn: Mask, box: Box) -> list[Box]:
    """Cut a box along empty rows and columns until none is left."""
    left, top, right, bottom = box
    inside = drawn[top:bottom, left:right]
    bands, columns = _runs(inside, along=1), _runs(inside, along=0)
    if len(bands) > 1:
        return [part for a, b in bands for part in _split(drawn, (left, top + a, right, top + b))]
    if len(columns) > 1:
        return [part for a, b in columns for part in _split(drawn, (left + a, top, left + b, bottom))]
    if not bands:
        return []
    return [(left + columns[0][0], top + bands[0][0], left + columns[0][1], top + bands[0][1])]


def _joined_crumbs(boxes: list[Box]) -> list[Box]:
    """Boxes with less than an eighth of the usual area (a bubble, a lure) joined to the nearest whole one."""
    areas = [(right - left) * (bottom - top) for left, top, right, bottom in boxes]
    least = float(np.median(areas)) / 8 if boxes else 0.0
    whole = [box for box, area in zip(boxes, areas, strict=True) if area >= least]
    for crumb in (box for box, area in zip(boxes, areas, strict=True) if area < least):
        nearest = min(range(len(whole)), key=lambda number: _gap(whole[number], crumb))
        one = whole[nearest]
        whole[nearest] = (*map(min, one[:2], crumb[:2]), *map(max, one[2:], crumb[2:]))  # type: ignore[assignment]
    return whole


def _gap(one: Box, other: Box) -> int:
    across = max(one[0] - other[2], other[0] - one[2], 0)
    return max(across, one[1] - other[3], other[1] - one[3])
