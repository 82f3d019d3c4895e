"""The numbers of cells, pixels and neighbours, on a few that one can count: weights and DNA hold them."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.quadtree import (
    CELL_LEVEL,
    CELL_OF_PIXEL,
    CELL_PLACE,
    CELLS,
    CHILDREN,
    CONTEXT_KINDS,
    NEIGHBOUR_PIXELS,
    NEIGHBOURS,
    PIXELS,
    UNKNOWN,
    Writer,
    cell_values,
    encode,
    pinned_values,
)
from pixelgen.vocabulary import MASK

FIRST_4, LAST_4, FIRST_2, LAST_2, FIRST_1, LAST_1 = 0, 63, 64, 319, 320, 1343


def pixel(row: int, column: int) -> int:
    return 32 * row + column


def test_there_are_so_many_of_each() -> None:
    assert (PIXELS, CELLS, NEIGHBOURS, CONTEXT_KINDS) == (1024, 1344, 8, MASK + 1)
    assert np.bincount(CELL_LEVEL).tolist() == [64, 256, 1024]
    assert (np.diff(CELL_LEVEL) >= 0).all()
    assert CHILDREN.shape == (320, 4)
    assert NEIGHBOUR_PIXELS.shape == (1344, 8)
    assert CELL_OF_PIXEL.shape == (3, 1024)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        (FIRST_4, (0, 0, 4)),
        (1, (0, 4, 4)),
        (8, (4, 0, 4)),
        (LAST_4, (28, 28, 4)),
        (FIRST_2, (0, 0, 2)),
        (FIRST_2 + 17, (2, 2, 2)),
        (LAST_2, (30, 30, 2)),
        (FIRST_1, (0, 0, 1)),
        (FIRST_1 + 33, (1, 1, 1)),
        (LAST_1, (31, 31, 1)),
    ],
)
def test_a_cell_lies_at_its_row_column_and_side(cell: int, place: tuple[int, int, int]) -> None:
    assert tuple(CELL_PLACE[:, cell].tolist()) == place


@pytest.mark.parametrize(
    ("cell", "children"),
    [
        (FIRST_4, [64, 65, 80, 81]),
        (9, [98, 99, 114, 115]),
        (LAST_4, [302, 303, 318, 319]),
        (FIRST_2, [320, 321, 352, 353]),
        (LAST_2, [1310, 1311, 1342, 1343]),
    ],
)
def test_a_cell_has_its_four_quarters_as_children(cell: int, children: list[int]) -> None:
    assert CHILDREN[cell].tolist() == children


def test_a_pixel_lies_in_one_cell_of_each_size() -> None:
    assert CELL_OF_PIXEL[:, pixel(5, 9)].tolist() == [8 + 2, 64 + 2 * 16 + 4, 320 + 5 * 32 + 9]
    assert CELL_OF_PIXEL[:, pixel(31, 31)].tolist() == [63, 319, 1343]


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        (9, [(5, 3), (3, 5), (5, 8), (8, 5), (3, 3), (3, 8), (8, 3), (8, 8)]),
        (64 + 17, [(2, 1), (1, 2), (2, 4), (4, 2), (1, 1), (1, 4), (4, 1), (4, 4)]),
        (320 + 33, [(1, 0), (0, 1), (1, 2), (2, 1), (0, 0), (0, 2), (2, 0), (2, 2)]),
        (FIRST_4, [None, None, (1, 4), (4, 1), None, None, None, (4, 4)]),
        (LAST_4, [(29, 27), (27, 29), None, None, (27, 27), None, None, None]),
        (LAST_1, [(31, 30), (30, 31), None, None, (30, 30), None, None, None]),
    ],
)
def test_neighbours_are_read_beside_a_cells_middle_and_beyond_its_corners(
    cell: int, looks: list[tuple[int, int] | None]
) -> None:
    """Left, up, right, down, and the corners; None is outside the canvas."""
    expected = [PIXELS if look is None else pixel(*look) for look in looks]
    assert NEIGHBOUR_PIXELS[cell].tolist() == expected


def test_a_cell_of_one_colour_has_that_token_and_others_are_masked() -> None:
    indices = np.full((32, 32), 7, dtype=np.uint8)
    indices[9, 14] = 5
    values = cell_values(indices)
    masked = [8 * 2 + 3, 64 + 16 * 4 + 7]
    assert np.flatnonzero(values == MASK).tolist() == masked
    assert np.flatnonzero(values == 5).tolist() == [320 + 32 * 9 + 14]
    assert (np.delete(values, [*masked, 320 + 32 * 9 + 14]) == 7).all()


def test_the_first_cells_of_a_picture_with_one_odd_pixel_are_written_in_order() -> None:
    indices = np.full((32, 32), 7, dtype=np.uint8)
    indices[0, 0] = 5
    tokens, cells = encode(indices)
    assert cells.tolist() == [*range(64), 64, 65, 80, 81, 320, 321, 352, 353]
    assert tokens.tolist() == [MASK, *[7] * 63, MASK, 7, 7, 7, 5, 7, 7, 7]


def test_a_writer_asks_for_the_quarters_of_what_it_masked() -> None:
    writer = Writer()
    assert writer.cell == 0
    for cell in range(64):
        assert writer.cell == cell
        writer.write(MASK if cell in (0, 63) else 7)
    asked = []
    while (cell_ := writer.cell) is not None:
        asked.append(cell_)
        writer.write(5)
    assert asked == [64, 65, 80, 81, 302, 303, 318, 319]
    assert (writer.indices()[:4, :4] == 5).all()
    assert (writer.indices()[4:28, 4:28] == 7).all()


def test_what_binds_a_cell_is_its_one_pinned_colour_or_mask_for_several() -> None:
    pinned = np.full((32, 32), UNKNOWN)
    pinned[0, 0] = 0  # transparent is a colour too
    pinned[31, 31], pinned[30, 31] = 9, 9
    pinned[8, 8], pinned[11, 11] = 9, 5
    bound = pinned_values(pinned.ravel())
    assert (bound[FIRST_4], bound[FIRST_2], bound[FIRST_1]) == (0, 0, 0)
    assert (bound[LAST_4], bound[LAST_2], bound[LAST_1]) == (9, 9, 9)
    assert bound[8 * 2 + 2] == MASK
    assert (bound[64 + 16 * 4 + 4], bound[64 + 16 * 5 + 5]) == (9, 5)
    assert np.count_nonzero(bound != UNKNOWN) == 3 + 2 + 2 + 3 + 2
