"""Pictures <-> quadtree tokens: nothing is lost, and the writer and the encoder tell the same story."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen import quadtree
from pixelgen.quadtree import (
    CELL_LEVEL,
    CELL_OF_PIXEL,
    CELL_PLACE,
    CELLS,
    CHILDREN,
    COARSE_CELLS,
    OUTSIDE,
    SIDE,
    UNKNOWN,
    Indices,
    Writer,
    decode,
    encode,
    neighbours,
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
KEPT = st.integers(0, 2**COARSE_CELLS - 1).map(lambda bits: np.array([bits >> place & 1 for place in range(64)], bool))
ALL_KEPT = np.ones(COARSE_CELLS, dtype=np.bool_)
PARENT = {int(child): cell for cell in range(320) for child in CHILDREN[cell]}
CELL_OF_COARSE = np.array([CELL_OF_PIXEL[0][CELL_PLACE[0, cell] * SIDE + CELL_PLACE[1, cell]] for cell in range(CELLS)])


@given(PICTURES, KEPT)
def test_any_picture_comes_back_whatever_is_kept(indices: Indices, kept: np.ndarray) -> None:
    sequence = encode(indices, kept=kept)
    assert np.array_equal(decode(sequence.tokens, sequence.cells), indices)


@given(PICTURES, KEPT)
def test_the_set_of_kept_cells_changes_the_order_alone(indices: Indices, kept: np.ndarray) -> None:
    plain, first = encode(indices), encode(indices, kept=kept)
    assert sorted(zip(*plain[:2], strict=True)) == sorted(zip(*first[:2], strict=True))
    of_kept_cells = kept[CELL_OF_COARSE[first.cells]]
    assert of_kept_cells[: first.kept].all()
    assert not of_kept_cells[first.kept :].any()


@given(PICTURES, KEPT)
def test_a_picture_takes_64_to_1344_tokens(indices: Indices, kept: np.ndarray) -> None:
    assert 64 <= len(encode(indices, kept=kept).tokens) <= 1344


def test_one_colour_takes_64_tokens_and_noise_takes_all() -> None:
    assert len(encode(np.full((SIDE, SIDE), 9, dtype=np.uint8)).tokens) == 64
    checks = (np.indices((SIDE, SIDE)).sum(axis=0) % 2).astype(np.uint8)
    assert len(encode(checks).tokens) == CELLS == 1344


@given(PICTURES, KEPT)
def test_mask_stands_exactly_where_a_cell_has_more_than_one_colour(indices: Indices, kept: np.ndarray) -> None:
    sequence = encode(indices, kept=kept)
    for token, cell in zip(sequence.tokens.tolist(), sequence.cells.tolist(), strict=True):
        top, left, side = CELL_PLACE[:, cell]
        colours = set(indices[top : top + side, left : left + side].ravel().tolist())
        assert (token == MASK) == (len(colours) > 1)
        assert token == MASK or {token} == colours
        assert token != MASK or CELL_LEVEL[cell] < 2


@given(PICTURES, KEPT)
def test_a_cell_is_written_once_and_after_its_parent(indices: Indices, kept: np.ndarray) -> None:
    sequence = encode(indices, kept=kept)
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


@given(PICTURES, KEPT)
def test_the_writer_asks_for_the_cells_that_the_encoder_wrote(indices: Indices, kept: np.ndarray) -> None:
    sequence = encode(indices, kept=kept)
    around = neighbours(sequence)
    writer = Writer(kept=sequence)
    for step in range(sequence.kept, len(sequence.tokens)):
        assert writer.cell == sequence.cells[step]
        assert np.array_equal(writer.neighbours(), around[step])
        writer.write(int(sequence.tokens[step]))
    assert writer.cell is None
    assert np.array_equal(writer.indices(), indices)


@given(PICTURES, KEPT)
def test_neighbours_read_as_what_was_written_before(indices: Indices, kept: np.ndarray) -> None:
    """Against a plain replay: paint every token on a grid, look before each."""
    sequence = encode(indices, kept=kept)
    around = neighbours(sequence)
    grid = np.full((SIDE + 2, SIDE + 2), OUTSIDE)
    grid[1:-1, 1:-1] = UNKNOWN
    for step, (token, cell) in enumerate(zip(sequence.tokens.tolist(), sequence.cells.tolist(), strict=True)):
        top, left, side = (CELL_PLACE[:, cell] + (1, 1, 0)).tolist()
        middle, after = (side - 1) // 2, side
        looks = [(middle, -1), (-1, middle), (middle, after), (after, middle)]
        looks += [(-1, -1), (-1, after), (after, -1), (after, after)]
        assert around[step].tolist() == [grid[top + down, left + right] for down, right in looks]
        grid[top : top + side, left : left + side] = token


@given(st.data())
def test_any_tokens_that_a_model_may_write_give_a_picture(data: st.DataObject) -> None:
    """Whatever is drawn, the writer ends after at most 1,344 tokens and agrees with the decoder."""
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    share = data.draw(st.sampled_from([0.0, 0.3, 1.0]))
    writer, tokens, cells = Writer(), [], []
    while (cell := writer.cell) is not None:
        token = MASK if CELL_LEVEL[cell] < 2 and rng.random() < share else int(rng.integers(64))
        writer.write(token)
        tokens.append(token)
        cells.append(cell)
    assert len(tokens) <= 1344
    assert np.array_equal(decode(np.array(tokens), np.array(cells)), writer.indices())


def test_cells_that_were_never_written_stay_transparent() -> None:
    assert decode(np.array([5]), np.array([63])).sum() == 5 * 16
    assert decode(np.array([5]), np.array([63]))[28:, 28:].sum() == 5 * 16


def test_a_writer_given_every_cell_has_nothing_left_to_write() -> None:
    indices = picture(1, colours=9, block=4, noise=0.1)
    writer = Writer(kept=encode(indices, kept=ALL_KEPT))
    assert writer.cell is None
    assert np.array_equal(writer.indices(), indices)


def test_children_tile_their_parent() -> None:
    for cell in range(320):
        top, left, side = CELL_PLACE[:, cell].tolist()
        half = side // 2
        corners = [(top, left), (top, left + half), (top + half, left), (top + half, left + half)]
        assert [tuple(CELL_PLACE[:, child].tolist()) for child in CHILDREN[cell]] == [(*at, half) for at in corners]


def test_more_or_fewer_cells_than_tokens_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        decode(np.array([1, 2]), np.array([0]))


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


def test_pinned_pixels_stand_from_the_start_and_are_not_painted_over() -> None:
    pinned = np.full((32, 32), UNKNOWN)
    pinned[1, 4] = 9
    writer = Writer(pinned=pinned.ravel())
    assert 9 in writer.neighbours()
    writer.write(3)
    while writer.cell is not None:
        writer.write(MASK if writer.cell == 1 else 9 if 0 < writer.cell < 64 else 5)
    assert writer.indices()[1, 4] == 9
    assert writer.indices()[0, 0] == 3
