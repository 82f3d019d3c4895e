"""The exact network: windows, batches and threads change nothing, and the bounds that make it exact hold."""

from __future__ import annotations

import numpy as np
import pytest

from pixelgen.model.fixed_point import Floats
from pixelgen.model.transformer import Transformer
from pixelgen.quadtree import CELLS, CONTEXT_KINDS, NEIGHBOURS
from pixelgen.vocabulary import VOCABULARY_SIZE
from tests.tiny_weights import tiny_weights

Inputs = dict[str, np.ndarray]
LONG = 1100  # tokens: longer than most sprites


def inputs(rows: int, time: int, *, seed: int = 0) -> Inputs:
    rng = np.random.default_rng(seed)
    return {
        "tokens": rng.integers(0, VOCABULARY_SIZE, size=(rows, time)),
        "cells": rng.integers(0, CELLS + 1, size=(rows, time)),
        "targets": rng.integers(0, CELLS + 1, size=(rows, time)),
        "around": rng.integers(0, CONTEXT_KINDS, size=(rows, time, NEIGHBOURS)),
    }


def part(given: Inputs, rows: slice, time: slice) -> Inputs:
    return {name: array[rows, time] for name, array in given.items()}


def whole(transformer: Transformer, given: Inputs) -> Floats:
    rows = len(given["tokens"])
    return transformer.forward(transformer.new_cache(rows), slice(0, rows), **given)


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    return Transformer(tiny_weights())


@pytest.mark.parametrize("window", [1, 2, 7, 40])
def test_windows_of_any_length_give_the_same_bits(transformer: Transformer, window: int) -> None:
    given = inputs(2, 40)
    store = transformer.new_cache(2)
    for start in range(0, 40, window):
        logits = transformer.forward(store, slice(0, 2), **part(given, slice(None), slice(start, start + window)))
    np.testing.assert_array_equal(logits, whole(transformer, given))


def test_neighbours_in_the_batch_change_nothing(transformer: Transformer) -> None:
    given = inputs(5, 30)
    together = whole(transformer, given)
    for row in range(5):
        alone = whole(transformer, part(given, slice(row, row + 1), slice(None)))
        np.testing.assert_array_equal(alone[0], together[row])


def test_rows_of_different_lengths_do_not_see_each_others_places(transformer: Transformer) -> None:
    long, short, following = inputs(1, 50, seed=1), inputs(1, 9, seed=2), inputs(2, 1, seed=3)
    store = transformer.new_cache(2)
    transformer.forward(store, slice(0, 1), **long)
    transformer.forward(store, slice(1, 2), **short)
    together = transformer.forward(store, slice(0, 2), **following)
    for row, before in enumerate((long, short)):
        lone = transformer.new_cache(1)
        transformer.forward(lone, slice(0, 1), **before)
        alone = transformer.forward(lone, slice(0, 1), **part(following, slice(row, row + 1), slice(None)))
        np.testing.assert_array_equal(alone[0], together[row])


def test_a_moved_row_goes_on_as_if_it_had_stayed(transformer: Transformer) -> None:
    before, following = inputs(2, 12, seed=4), inputs(2, 1, seed=5)
    store = transformer.new_cache(2)
    transformer.forward(store, slice(0, 2), **before)
    store.move(1, 0)
    moved = transformer.forward(store, slice(0, 1), **part(following, slice(1, 2), slice(None)))
    lone = transformer.new_cache(1)
    transformer.forward(lone, slice(0, 1), **part(before, slice(1, 2), slice(None)))
    expected = transformer.forward(lone, slice(0, 1), **part(following, slice(1, 2), slice(None)))
    np.testing.assert_array_equal(moved, expected)


def test_windows_of_long_sequences_give_the_same_bits(transformer: Transformer) -> None:
    given = inputs(1, LONG, seed=6)
    store = transformer.new_cache(1)
    for start in range(0, LONG, 290):
        stepped = transformer.forward(store, slice(0, 1), **part(given, slice(None), slice(start, start + 290)))
    np.testing.assert_array_equal(whole(transformer, given), stepped)


def test_every_input_changes_the_logits(transformer: Transformer) -> None:
    given = inputs(1, 10)
    before = whole(transformer, given)
    for name in ("tokens", "cells", "targets", "around"):
        changed = {**given, name: given[name].copy()}
        changed[name][0, 3] = (changed[name][0, 3] + 1) % 60
        assert not np.array_equal(before, whole(transformer, changed)), name
