"""The exact network: windows and batches change no bit, and its places are those of the groups."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.groups import GROUPS, RING, SLOTS
from pixelgen.model.fixed_point import Floats
from pixelgen.model.transformer import NO_PLACE, Transformer, place_rows
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS
from tests.tiny_weights import TINY, tiny_weights

Inputs = dict[str, np.ndarray]


def inputs(rows: int, time: int, *, seed: int = 0) -> Inputs:
    rng = np.random.default_rng(seed)
    return {
        "tokens": rng.integers(0, TINY.vocabulary, size=(rows, time, SLOTS)),
        "own": rng.integers(0, NO_PLACE + 1, size=(rows, time)),
        "targets": rng.integers(0, NO_PLACE + 1, size=(rows, time)),
        "ring": rng.integers(0, CONTEXT_KINDS, size=(rows, time, RING)),
    }


def part(given: Inputs, rows: slice, time: slice) -> Inputs:
    return {name: array[rows, time] for name, array in given.items()}


def whole(transformer: Transformer, given: Inputs) -> Floats:
    rows = len(given["tokens"])
    return transformer.forward(transformer.new_cache(rows), slice(0, rows), **given)


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    return Transformer(tiny_weights())


@pytest.mark.parametrize("window", [1, 2, 7])
def test_windows_of_any_length_give_the_same_bits(transformer: Transformer, window: int) -> None:
    given = inputs(2, 40)
    store = transformer.new_cache(2)
    found = [
        transformer.forward(store, slice(0, 2), **part(given, slice(None), slice(start, start + window)))
        for start in range(0, 40, window)
    ]
    np.testing.assert_array_equal(np.concatenate(found, axis=1), whole(transformer, given))


def test_neighbours_in_the_batch_change_nothing(transformer: Transformer) -> None:
    given = inputs(5, 30)
    together = whole(transformer, given)
    for row in range(5):
        alone = whole(transformer, part(given, slice(row, row + 1), slice(None)))
        np.testing.assert_array_equal(alone[0], together[row])


def test_logits_of_a_cell_depend_on_its_own_group_slot_and_neighbours_alone(transformer: Transformer) -> None:
    rng = np.random.default_rng(1)
    inner = whole(transformer, inputs(1, 6))[0]
    near = rng.integers(0, CONTEXT_KINDS, size=(6, NEIGHBOURS))
    together = [transformer.logits(inner, near, slot) for slot in range(SLOTS)]
    for row in range(6):
        for slot in range(SLOTS):
            alone = transformer.logits(inner[row : row + 1], near[row : row + 1], slot)
            np.testing.assert_array_equal(alone[0], together[slot][row])
    assert len({logits.tobytes() for logits in together}) == SLOTS
    near[0, 7] = (near[0, 7] + 1) % CONTEXT_KINDS
    changed = transformer.logits(inner, near, 0)
    assert (changed[0] != together[0][0]).any()
    np.testing.assert_array_equal(changed[1:], together[0][1:])


def test_places_of_both_passes_differ_by_their_level_part_alone() -> None:
    tensors = tiny_weights().tensors
    rows = place_rows(tensors, "own")
    assert rows.shape == (NO_PLACE + 1, TINY.blocks.width)
    level = tensors["own.level"].astype(np.float32)
    np.testing.assert_array_equal(rows[-1], level[6])
    np.testing.assert_allclose(rows[GROUPS] - rows[0], level[3] - level[0], atol=1e-5)
    np.testing.assert_allclose(rows[NO_PLACE - 1] - rows[GROUPS - 1], level[5] - level[2], atol=1e-5)
    assert len({row.tobytes() for row in rows}) == NO_PLACE + 1
