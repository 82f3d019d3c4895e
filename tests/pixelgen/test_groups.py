"""Pictures <-> groups of four tokens: nothing is lost, and all that is kept comes first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen import groups
from pixelgen.groups import (
    BLOCKS,
    GROUP_CELLS,
    GROUP_LEVEL,
    GROUP_PLACE,
    GROUPS,
    MAX_GROUPS,
    RING_PIXELS,
    Bools,
    GroupSequence,
    decode,
    encode,
    kept_cells,
    surroundings,
)
from pixelgen.palette import COLOURS
from pixelgen.quadtree import (
    CELL_LEVEL,
    CELL_OF_PIXEL,
    CELL_PLACE,
    CELLS,
    NEIGHBOUR_PIXELS,
    OUTSIDE,
    PIXELS,
    SIDE,
    UNKNOWN,
    Indices,
    Ints,
    cell_values,
)
from pixelgen.quadtree import encode as encode_cells
from pixelgen.vocabulary import MASK, PAD
from tests.pixelgen.test_quadtree import PICTURES


def mask(seed: int, *, block: int, share: float) -> Bools:
    """A part of the canvas in blocks of some size: from nothing to everything, from single pixels to halves."""
    side = SIDE // block
    chosen = np.random.default_rng(seed).random((side, side)) < share
    return chosen.repeat(block, axis=0).repeat(block, axis=1)


KEPT = st.builds(
    mask,
    st.integers(0, 2**32),
    block=st.sampled_from([1, 1, 2, 4, 8, 16, 32]),
    share=st.sampled_from([0.0, 0.01, 0.2, 0.6, 0.9, 0.999, 1.0]),
)
ALL_KEPT = np.ones((SIDE, SIDE), dtype=np.bool_)
CHECKS = (np.indices((SIDE, SIDE)).sum(axis=0) % 2).astype(np.uint8)


def pinned(indices: Indices, kept: Bools) -> Ints:
    return np.where(kept, indices.astype(np.int64), UNKNOWN).ravel()


def tokens_of(sequence: GroupSequence, *, kept_pass: bool) -> Iterator[tuple[int, int, bool]]:
    """(cell, token, forced) of one pass."""
    steps = slice(0, sequence.kept) if kept_pass else slice(sequence.kept, None)
    for group, tokens, forced in zip(*(each[steps].tolist() for each in sequence[:3]), strict=True):
        yield from zip(GROUP_CELLS[group].tolist(), tokens, forced, strict=True)


# --- there and back -------------------------------------------------------------------------------------


@given(PICTURES, KEPT)
def test_any_picture_comes_back_whatever_is_kept(indices: Indices, kept: Bools) -> None:
    assert np.array_equal(decode(encode(indices, kept=kept)), indices)


@given(PICTURES)
def test_from_scratch_the_tokens_are_those_of_the_quadtree(indices: Indices) -> None:
    sequence, cells = encode(indices), encode_cells(indices)
    assert sequence.kept == 0
    assert not sequence.forced.any()
    found = sorted((cell, token) for cell, token, _ in tokens_of(sequence, kept_pass=False))
    assert found == sorted(zip(cells.cells.tolist(), cells.tokens.tolist(), strict=True))


@given(PICTURES)
def test_nothing_kept_is_from_scratch_and_everything_kept_leaves_nothing_to_write(indices: Indices) -> None:
    plain, nothing = encode(indices), encode(indices, kept=~ALL_KEPT)
    assert nothing.kept == 0
    assert np.array_equal(nothing.groups, plain.groups)
    assert np.array_equal(nothing.tokens, plain.tokens)
    everything = encode(indices, kept=ALL_KEPT)
    assert everything.kept == len(everything.groups)
    assert np.array_equal(everything.groups, plain.groups)
    assert np.array_equal(everything.tokens, plain.tokens)


@given(PICTURES, KEPT)
def test_the_kept_pass_depends_on_kept_pixels_alone(indices: Indices, kept: Bools) -> None:
    other = np.where(kept, indices, 63 - indices)
    first, second = encode(indices, kept=kept), encode(other, kept=kept)
    assert first.kept == second.kept
    assert np.array_equal(first.groups[: first.kept], second.groups[: second.kept])
    assert np.array_equal(first.tokens[: first.kept], second.tokens[: second.kept])


@given(PICTURES, KEPT)
def test_every_kept_pixel_is_written_before_the_writing_pass(indices: Indices, kept: Bools) -> None:
    sequence = encode(indices, kept=kept)
    seen = np.full((SIDE, SIDE), UNKNOWN)
    for cell, token, _ in tokens_of(sequence, kept_pass=True):
        top, left, side = CELL_PLACE[:, cell]
        if token < COLOURS:
            seen[top : top + side, left : left + side] = token
    assert np.array_equal(seen, np.where(kept, indices, UNKNOWN))


@given(PICTURES, KEPT)
def test_what_is_forcedis_true_and_what_binds_leaves_the_truth(indices: Indices, kept: Bools) -> None:
    values, cells = cell_values(indices), kept_cells(pinned(indices, kept))
    sequence = encode(indices, kept=kept)
    for cell, token, forced in tokens_of(sequence, kept_pass=True):
        assert forced
        assert token in (PAD, values[cell])
    for cell, token, forced in tokens_of(sequence, kept_pass=False):
        top, left, side = CELL_PLACE[:, cell]
        colours = set(indices[top : top + side, left : left + side][kept[top : top + side, left : left + side]])
        whole = bool(kept[top : top + side, left : left + side].all())
        assert token == values[cell]
        assert forced == (whole or len(colours) > 1)
        assert cells.bound[cell] in (UNKNOWN, token) or (not forced and token == MASK)


@given(PICTURES, KEPT)
def test_groups_come_once_a_pass_level_by_level_and_hold_something_that_is_open(indices: Indices, kept: Bools) -> None:
    sequence = encode(indices, kept=kept)
    for steps in (slice(0, sequence.kept), slice(sequence.kept, None)):
        found = sequence.groups[steps]
        assert len(set(found.tolist())) == len(found)
        assert (np.diff(GROUP_LEVEL[found]) >= 0).all()
    assert (sequence.tokens[: sequence.kept] != PAD).any(axis=1).all()
    top, left, side = GROUP_PLACE[:, sequence.groups[sequence.kept :]]
    for y, x, across in zip(top.tolist(), left.tolist(), side.tolist(), strict=True):
        assert not kept[y : y + across, x : x + across].all()


def test_a_sequence_has_16_to_672_groups() -> None:
    assert len(encode(np.full((SIDE, SIDE), 9, dtype=np.uint8)).groups) == BLOCKS
    assert len(encode(CHECKS).groups) == GROUPS
    some = np.zeros((SIDE, SIDE), dtype=np.bool_)
    some[::2, :] = True  # two colours of every 2x2 cell
    sequence = encode(CHECKS, kept=some)
    assert (sequence.kept, len(sequence.groups)) == (GROUPS, MAX_GROUPS)


def test_the_example_in_the_docstring_holds() -> None:
    indices = np.full((SIDE, SIDE), 3, dtype=np.uint8)
    indices[:4, :8], indices[4:8, 4:8], indices[4, 4:6] = 5, 1, (7, 2)
    kept = np.zeros((SIDE, SIDE), dtype=np.bool_)
    kept[:4, :4] = kept[0, 4] = kept[4, 4:6] = True
    sequence = encode(indices, kept=kept)
    lines: list[tuple[bool, list[str]]] = []
    for step, (group, tokens) in enumerate(zip(sequence.groups.tolist(), sequence.tokens.tolist(), strict=True)):
        number = str(group) if group < BLOCKS else f"16 + {group - BLOCKS}"
        lines.append((step < sequence.kept, [number, *(str({PAD: "PAD", MASK: "MASK"}.get(t, t)) for t in tokens)]))
    assert lines[:5] == [
        (True, ["0", "5", "PAD", "PAD", "MASK"]),
        (True, ["16 + 9", "MASK", "PAD", "PAD", "PAD"]),
        (True, ["16 + 66", "5", "PAD", "PAD", "PAD"]),
        (True, ["16 + 98", "7", "2", "PAD", "PAD"]),
        (False, ["0", "5", "5", "3", "MASK"]),
    ]
    assert [line[0] for _, line in lines[5:20]] == [str(block) for block in range(1, 16)]
    assert lines[20:] == [
        (False, ["16 + 9", "MASK", "1", "1", "1"]),
        (False, ["16 + 98", "7", "2", "1", "1"]),
    ]
    assert sequence.forced[[4, 20, 21]].tolist() == [
        [True, False, False, True],
        [True, False, False, False],
        [True, True, False, False],
    ]
    documented = str(groups.__doc__)
    for _, line in lines[:5]:
        assert " ".join(line[1:]) in " ".join(documented.split())


# --- what is around -------------------------------------------------------------------------------------


@given(PICTURES, KEPT)
def test_surroundings_are_what_was_written_before(indices: Indices, kept: Bools) -> None:
    """Against a plain replay: look, then paint every token on a grid where nothing is kept."""
    sequence = encode(indices, kept=kept)
    found = surroundings(sequence)
    grid = np.full(PIXELS + 1, UNKNOWN)
    grid[PIXELS] = OUTSIDE
    protected = np.zeros(PIXELS, dtype=np.bool_)
    for step, (group, tokens) in enumerate(zip(sequence.groups.tolist(), sequence.tokens.tolist(), strict=True)):
        if step == sequence.kept:
            protected = grid[:PIXELS] < COLOURS
            assert np.array_equal(protected, kept.ravel())
        assert np.array_equal(found.ring[step], grid[RING_PIXELS[group]])
        for slot, (cell, token) in enumerate(zip(GROUP_CELLS[group].tolist(), tokens, strict=True)):
            assert np.array_equal(found.near[step, slot], grid[NEIGHBOUR_PIXELS[cell]])
            if token != PAD:
                top, left, side = CELL_PLACE[:, cell]
                inside = np.zeros((SIDE, SIDE), dtype=np.bool_)
                inside[top : top + side, left : left + side] = True
                grid[:PIXELS][inside.ravel() & ~protected] = token


def test_a_sequence_without_groups_has_no_surroundings() -> None:
    whole = encode(CHECKS)
    empty = GroupSequence(whole.groups[:0], whole.tokens[:0], whole.forced[:0], 0)
    assert [each.shape for each in surroundings(empty)] == [(0, 12), (0, 4, 8)]


def test_earlier_siblings_are_always_among_the_neighbours() -> None:
    for cells in GROUP_CELLS.tolist():
        for slot, cell in enumerate(cells):
            seen = set(NEIGHBOUR_PIXELS[cell].tolist())
            for before in cells[:slot]:
                top, left, side = CELL_PLACE[:, before]
                assert seen & {y * SIDE + x for y in range(top, top + side) for x in range(left, left + side)}


def test_groups_tile_the_canvas_at_each_level_and_the_ring_runs_around_them() -> None:
    assert sorted(GROUP_CELLS.ravel().tolist()) == list(range(CELLS))
    for group, (top, left, side) in enumerate(GROUP_PLACE.T.tolist()):
        half = side // 2
        corners = [(top, left), (top, left + half), (top + half, left), (top + half, left + half)]
        assert [tuple(CELL_PLACE[:, cell].tolist()) for cell in GROUP_CELLS[group]] == [(*at, half) for at in corners]
        assert (CELL_LEVEL[GROUP_CELLS[group]] == GROUP_LEVEL[group]).all()
        ring = RING_PIXELS[group]
        y, x = np.divmod(ring[ring < PIXELS], SIDE)
        distance = np.maximum(np.maximum(top - y, y - (top + side - 1)), np.maximum(left - x, x - (left + side - 1)))
        assert (distance == 1).all()
        assert len(set(ring[ring < PIXELS].tolist())) == (ring < PIXELS).sum()
        assert (ring == PIXELS).any() == (top == 0 or left == 0 or top + side == SIDE or left + side == SIDE)


@pytest.mark.parametrize(
    ("group", "near", "far", "first", "second"),
    [
        (5, 7, 16, 9, 13),  # a block
        (BLOCKS + 18, 7, 12, 8, 10),  # a 4x4 cell
        (BLOCKS + 64 + 4 * 16 + 4, 7, 10, 8, 9),  # a 2x2 cell
    ],
)
def test_the_ring_of_the_group_at_8_8_is_two_pixels_left_up_right_and_down_and_the_corners(
    group: int, near: int, far: int, first: int, second: int
) -> None:
    """first, second: the rows or columns of the middle of each half, or just before it; near, far: those around it."""
    assert GROUP_PLACE[:2, group].tolist() == [8, 8]
    left, right = ([(first, beside), (second, beside)] for beside in (near, far))
    up, down = ([(beside, first), (beside, second)] for beside in (near, far))
    places = [*left, *up, *right, *down, (near, near), (near, far), (far, near), (far, far)]
    assert RING_PIXELS[group].tolist() == [y * SIDE + x for y, x in places]


@pytest.mark.parametrize("group", [0, 15, BLOCKS, BLOCKS + 63, BLOCKS + 64, GROUPS - 1])
def test_of_the_ring_lies_outside_what_is_not_on_the_canvas(group: int) -> None:
    top, left, side = GROUP_PLACE[:, group].tolist()
    outside = [left == 0] * 2 + [top == 0] * 2 + [left + side == SIDE] * 2 + [top + side == SIDE] * 2
    outside += [up or across for up in outside[2:8:4] for across in outside[0:6:4]]
    assert (RING_PIXELS[group] == PIXELS).tolist() == outside


def test_a_cell_of_several_colours_whose_children_are_not_written_stays_transparent() -> None:
    one = GroupSequence(np.array([15]), np.array([[5, MASK, 7, 8]]), np.zeros((1, 4), dtype=np.bool_), 0)
    assert not decode(one)[24:28, 28:].any()


def test_groups_never_written_stay_transparent() -> None:
    one = GroupSequence(np.array([15]), np.array([[5, 6, 7, 8]]), np.zeros((1, 4), dtype=np.bool_), 0)
    drawn = decode(one)
    assert drawn[24:, 24:].tolist() == [[5] * 4 + [6] * 4] * 4 + [[7] * 4 + [8] * 4] * 4
    assert not drawn[:24].any()


def test_more_or_fewer_groups_than_tokens_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        decode(GroupSequence(np.array([0, 1]), np.zeros((1, 4), dtype=np.int64), np.zeros((1, 4), dtype=np.bool_), 0))


def test_the_last_pixel_is_seen_in_its_own_colour_by_those_around_it() -> None:
    picture = np.full((SIDE, SIDE), 3, dtype=np.uint8)
    picture[-1, -1] = 9
    corner = np.zeros((SIDE, SIDE), dtype=np.bool_)
    corner[-1, -1] = True
    sequence = encode(picture, kept=corner)
    near = surroundings(sequence).near
    step, slot = np.argwhere(GROUP_CELLS[sequence.groups] == CELL_OF_PIXEL[-1, PIXELS - 2])[-1]  # of the second pass
    assert 9 in near[step, slot]
