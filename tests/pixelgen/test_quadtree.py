"""Pictures <-> quadtree tokens: nothing is lost, and the writer and the encoder tell the same story."""

from __future__ import annotations

import doctest

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pixelgen import quadtree
from pixelgen.quadtree import (
    CELL_LEVEL,
    CELL_PLACE,
    CELLS,
    CHILDREN,
    COARSE_CELLS,
    SIDE,
    UNKNOWN,
    Indices,
    Writer,
    encode,
    pinned_values,
)
from pixelgen.vocabulary import MASK


def picture(seed: int, *, colours: int, block: int, noise: float) -> Indices:
    """Blocks of random colours with some random pixels: from one flat colour to pure noise."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, colours, size=(SIDE // block, SIDE // block))
    grid = np.kron(coarse, np.ones((block, block), dtype=np.int64))
    wild = rng.integers(0, colours, size=grid.shape)
    return np.where(rng.random(grid.shape) < noise, wild, grid).astype(np.uint8)


PICTURES = st.builds(
    picture,
    st.integers(0, 2**32),
    colours=st.integers(1, 64),
    block=st.sampled_from([1, 2, 4, 8, 32]),
    noise=st.sampled_from([0.0, 0.0, 0.01, 0.2, 1.0]),
)
PARENT = {int(child): cell for cell in range(320) for child in CHILDREN[cell]}


@given(PICTURES)
def test_a_picture_takes_64_to_1344_tokens(indices: Indices) -> None:
    assert 64 <= len(encode(indices).tokens) <= 1344


def test_one_colour_takes_64_tokens_and_noise_takes_all() -> None:
    assert len(encode(np.full((SIDE, SIDE), 9, dtype=np.uint8)).tokens) == 64
    checks = (np.indices((SIDE, SIDE)).sum(axis=0) % 2).astype(np.uint8)
    assert len(encode(checks).tokens) == CELLS == 1344


@given(PICTURES)
def test_mask_stands_exactly_where_a_cell_has_more_than_one_colour(indices: Indices) -> None:
    sequence = encode(indices)
    for token, cell in zip(sequence.tokens.tolist(), sequence.cells.tolist(), strict=True):
        top, left, side = CELL_PLACE[:, cell]
        colours = set(indices[top : top + side, left : left + side].ravel().tolist())
        assert (token == MASK) == (len(colours) > 1)
        assert token == MASK or {token} == colours
        assert token != MASK or CELL_LEVEL[cell] < 2


@given(PICTURES)
def test_a_cell_is_written_once_and_after_its_parent(indices: Indices) -> None:
    sequence = encode(indices)
    value = dict(zip(sequence.cells.tolist(), sequence.tokens.tolist(), strict=True))
    assert len(value) == len(sequence.cells)
    seen: set[int] = set()
    for cell in sequence.cells.tolist():
        assert cell < COARSE_CELLS or (PARENT[cell] in seen and value[PARENT[cell]] == MASK)
        seen.add(cell)


def test_tokens_come_level_by_level_and_row_by_row() -> None:
    checks = (np.indices((SIDE, SIDE)).sum(axis=0) % 2).astype(np.uint8)
    cells = encode(checks).cells
    assert cells[:64].tolist() == list(range(64))
    assert cells[64:72].tolist() == [64, 65, 80, 81, 66, 67, 82, 83]  # the 2x2 cells of the first two 4x4 cells
    assert cells[320:328].tolist() == [320, 321, 352, 353, 322, 323, 354, 355]
    assert (np.diff(CELL_LEVEL[cells]) >= 0).all()


@given(PICTURES)
def test_the_writer_asks_for_the_cells_that_the_encoder_wrote_and_the_picture_comes_back(indices: Indices) -> None:
    writer = Writer()
    for token, cell in zip(*encode(indices), strict=True):
        assert writer.cell == cell
        writer.write(int(token))
    assert writer.cell is None
    assert np.array_equal(writer.indices(), indices)


@given(st.data())
def test_any_tokens_that_a_model_may_write_give_a_picture(data: st.DataObject) -> None:
    """Whatever is drawn, the writer ends after at most 1,344 tokens."""
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    share = data.draw(st.sampled_from([0.0, 0.3, 1.0]))
    writer, count, grid = Writer(), 0, np.full((SIDE, SIDE), 99)
    while (cell := writer.cell) is not None:
        token = MASK if CELL_LEVEL[cell] < 2 and rng.random() < share else int(rng.integers(64))
        writer.write(token)
        top, left, side = CELL_PLACE[:, cell]
        grid[top : top + side, left : left + side] = token
        count += 1
    assert count <= 1344
    assert np.array_equal(grid, writer.indices())


def test_children_tile_their_parent() -> None:
    for cell in range(320):
        top, left, side = CELL_PLACE[:, cell].tolist()
        half = side // 2
        corners = [(top, left), (top, left + half), (top + half, left), (top + half, left + half)]
        assert [tuple(CELL_PLACE[:, child].tolist()) for child in CHILDREN[cell]] == [(*at, half) for at in corners]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(quadtree) == (0, 2)


def test_pinned_values_say_what_binds_each_cell() -> None:
    pinned = np.full((32, 32), UNKNOWN)
    pinned[0, 0], pinned[3, 3] = 7, 7
    pinned[4, 4], pinned[5, 5] = 1, 2
    bound = pinned_values(pinned.ravel())
    assert bound.shape == (1344,)
    assert bound[0] == 7
    assert bound[9] == MASK
    assert (bound[:64] == UNKNOWN).sum() == 62
    assert (bound[64], bound[64 + 16 + 1]) == (7, 7)
    assert bound[64 + 2 * 16 + 2] == MASK
    assert np.array_equal(bound[320:], pinned.ravel())
