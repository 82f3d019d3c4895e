"""The native core against the NumPy reference, bit for bit, with every kernel that runs here."""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Sequence
from ctypes.util import find_library
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pixelgen.model.architecture import Architecture
from pixelgen.model.decoding import Job, decode_jobs
from pixelgen.model.fixed_point import Floats
from pixelgen.model.sampling import Sampling
from pixelgen.model.stopping import Stop, StoppedError
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import Weights
from pixelgen.native.batch import Effort
from pixelgen.native.library import NativeError, kernels
from pixelgen.native.model import NativeModel, PackedJobs
from pixelgen.quadtree import CELLS, NEIGHBOURS, UNKNOWN, Indices, Ints, encode
from pixelgen.vocabulary import MASK, VOCABULARY_SIZE, prompt_tokens
from tests.tiny_weights import TINY, tiny_weights

try:
    KERNELS = [name for name, runs in kernels().items() if runs]
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)

SIZES = [
    TINY,
    Architecture(layers=1, width=24, heads=6, hidden=40),
    Architecture(layers=1, width=10, heads=5, hidden=9),  # nothing is a multiple of anything
    Architecture(layers=1, width=96, heads=1, hidden=130),
    Architecture(layers=2, width=64, heads=64, hidden=1024),
]


def sequence(length: int, *, seed: int) -> dict[str, Ints]:
    rng = np.random.default_rng(seed)
    return {
        "tokens": rng.integers(0, VOCABULARY_SIZE, length),
        "cells": rng.integers(0, CELLS + 1, length),
        "targets": rng.integers(0, CELLS + 1, length),
        "around": rng.integers(0, MASK + 1, (length, NEIGHBOURS)),
    }


def reference_logits(weights: Weights, inputs: dict[str, Ints]) -> Floats:
    transformer = Transformer(weights)
    store = transformer.new_cache(1)
    rows = []
    for i in range(len(inputs["tokens"])):
        now = {name: row[None, i : i + 1] for name, row in inputs.items()}
        rows.append(transformer.forward(store, slice(0, 1), **now)[0])
    return np.array(rows)


def extreme_weights() -> Weights:
    """Every weight of the matrices is -127 or 127, all of a channel alike, as far as a row may: the largest sums there
    can be."""
    weights = tiny_weights(seed=5, size=Architecture(layers=1, width=64, heads=2, hidden=1024))
    tensors = dict(weights.tensors)
    for name, tensor in tensors.items():
        if tensor.dtype == np.int8:
            signs = np.where(np.arange(len(tensor)) % 2 == 0, 127, -127)
            largest = np.full(tensor.shape[1], 127)
            if name.endswith(".contract"):
                largest = np.clip(LARGEST_SQUARED_ROW - 127 * np.arange(len(largest)), 0, 127)
                assert largest.sum() == LARGEST_SQUARED_ROW
            tensors[name] = (signs[:, None] * largest).astype(np.int8)
    return replace(weights, tensors=tensors)


def decode(
    model: NativeModel, jobs: Sequence[Job], *, rows: int, window: int = 1, tokens: int = 1 << 40
) -> tuple[list[Indices], Effort]:
    packed, waiting, complete = PackedJobs(jobs), list(range(len(jobs)))[::-1], []
    with model.batch(packed, rows=rows, window=window) as batch:
        while waiting or batch.active:
            while waiting and batch.room:
                batch.add(waiting.pop())
            complete += batch.run(tokens)
    assert sorted(complete) == list(range(len(jobs)))
    return list(packed.indices), batch.effort


def job(number: int, **changes: Any) -> Job:
    draws = np.random.default_rng(number).integers(0, 2**64, size=CELLS, dtype=np.uint64)
    made = Job(prompt_tokens("reef", "coral"), draws, Sampling(temperature=0.7, min_p=0.3))
    return replace(made, **changes)


def various_jobs() -> list[Job]:
    parent = np.random.default_rng(1).integers(0, 64, size=(32, 32), dtype=np.uint8)
    parent[8:20, 8:20] = 7
    half = np.arange(64) % 8 < 4
    pinned = np.full(1024, UNKNOWN)
    pinned[400:440:3] = 9
    pinned[600:660:2] = np.arange(30) % 5
    few = np.zeros(64, dtype=np.bool_)
    few[[0, 5, 9]] = True
    return [
        job(1),
        job(2, kept=encode(parent, kept=half)),
        job(3, kept=encode(parent, kept=np.ones(64, dtype=np.bool_))),
        job(4, colours=few),
        job(5, kept=encode(parent, kept=half), pinned=pinned, colours=few),
        job(6, pinned=pinned),
        job(7, kept=encode(parent)),
        job(8, sampling=Sampling(temperature=0)),
        job(9, sampling=Sampling(temperature=0.5, top_k=2)),
        job(10, sampling=Sampling(temperature=0.6, top_p=0.7)),
        job(11, prompt=[65, 70]),
    ]


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_logits_are_the_references_bit_for_bit(kernel: str, size: Architecture) -> None:
    weights = tiny_weights(seed=1, size=size)
    inputs = sequence(300, seed=2)
    got = NativeModel(weights, kernel=kernel).logits(**inputs)
    np.testing.assert_array_equal(got.view(np.int32), reference_logits(weights, inputs).view(np.int32))


@pytest.mark.parametrize("kernel", KERNELS)
def test_no_sum_overflows_at_the_extremes(kernel: str) -> None:
    inputs = sequence(60, seed=3)
    got = NativeModel(extreme_weights(), kernel=kernel).logits(**inputs)
    np.testing.assert_array_equal(got, reference_logits(extreme_weights(), inputs))
    assert np.ptp(got) > 0


@pytest.mark.parametrize("kernel", KERNELS)
def test_sprites_are_the_references_whatever_is_asked(kernel: str) -> None:
    weights = tiny_weights()
    expected = decode_jobs(Transformer(weights), various_jobs(), rows=4)
    model = NativeModel(weights, kernel=kernel)
    for rows, window in ((1, 1), (3, 1), (64, 1), (1, 5), (2, 32), (64, 32)):
        got, whole = decode(model, various_jobs(), rows=rows, window=window)
        np.testing.assert_array_equal(got, expected)
        got, in_slices = decode(model, various_jobs(), rows=rows, window=window, tokens=7)
        np.testing.assert_array_equal(got, expected)
        assert in_slices == whole


def model() -> NativeModel:
    if not _MODELS:
        _MODELS.append(NativeModel(tiny_weights()))
    return _MODELS[0]


_MODELS: list[NativeModel] = []


def test_the_callers_rounding_mode_changes_nothing_and_stays() -> None:
    maths = ctypes.CDLL(find_library("m"))
    upward = {"x86_64": 0x800, "aarch64": 0x400000}.get(platform.machine())
    if upward is None:
        pytest.skip("how this processor calls rounding upward is not known here")
    expected, _ = decode(model(), [job(1)], rows=1)
    maths.fesetround(upward)
    try:
        got, _ = decode(model(), [job(1)], rows=1)
        assert maths.fegetround() == upward
    finally:
        maths.fesetround(0)
    np.testing.assert_array_equal(got, expected)


def test_a_run_returns_after_about_so_many_tokens_and_at_once_when_a_sprite_is_complete() -> None:
    kept = encode(np.full((32, 32), 5, dtype=np.uint8), kept=np.ones(64, dtype=np.bool_))  # all of it
    with model().batch(PackedJobs([job(1), job(2, kept=kept)]), rows=2) as batch:
        batch.add(0)
        assert batch.run(1) == []
        assert batch.spent == 4  # the prompt, but for its last token
        assert batch.run(10) == []
        assert 10 <= batch.spent < 10 + 2
        assert (batch.room, batch.active) == (1, 1)
        batch.add(1)
        with pytest.raises(NativeError, match="the batch is full: it has room for 2"):
            batch.add(1)
        assert batch.run(1000) == [1]
        assert batch.spent == 0


def test_a_set_stop_leaves_the_batch_as_it_was() -> None:
    packed, stop = PackedJobs([job(1)]), Stop()
    with model().batch(packed, rows=1) as batch:
        batch.add(0)
        batch.run(20)
        stop.set()
        with pytest.raises(StoppedError):
            batch.run(20, stop=stop)
        assert batch.spent == 0
        while batch.active:
            batch.run(20)
    np.testing.assert_array_equal(packed.indices, decode(model(), [job(1)], rows=1)[0])


def test_wrong_jobs_are_refused_in_one_line() -> None:
    none: npt.NDArray[np.bool_] = np.zeros(64, dtype=np.bool_)
    for wrong in (job(1, prompt=[1000]), job(1, colours=none), job(1, prompt=[])):
        with pytest.raises(NativeError, match="native core: "):
            decode(model(), [wrong], rows=1)


def test_arrays_of_the_wrong_length_are_refused_before_the_core_sees_them() -> None:
    for changes in ({"draws": np.zeros(3, dtype=np.uint64)}, {"pinned": np.zeros(1023)}):
        with pytest.raises(ValueError, match="expected"):
            PackedJobs([job(1, **changes)])


def test_weights_that_are_not_whole_are_refused() -> None:
    weights = tiny_weights()
    for name in ("token", "blocks.1.contract", "head.scale"):
        missing = {key: tensor for key, tensor in weights.tensors.items() if key != name}
        with pytest.raises(NativeError, match=name):
            NativeModel(replace(weights, tensors=missing))
        short = {**weights.tensors, name: weights.tensors[name][:-1]}
        with pytest.raises(NativeError, match="bytes"):
            NativeModel(replace(weights, tensors=short))


def test_damaged_weights_are_refused_or_draw_as_the_reference_does() -> None:
    rng = np.random.default_rng(4)
    whole, drawn = tiny_weights(), 0
    for _ in range(40):
        tensors = {name: tensor.copy() for name, tensor in whole.tensors.items()}
        for name in rng.choice(list(tensors), 3):
            content = tensors[name].view(np.uint8).reshape(-1)
            content[rng.integers(0, len(content))] = rng.integers(0, 256)
        damaged = replace(whole, tensors=tensors)
        try:
            expected = NativeModel(damaged)
        except NativeError:
            continue
        inputs = sequence(20, seed=drawn)
        np.testing.assert_array_equal(expected.logits(**inputs), reference_logits(damaged, inputs))
        drawn += 1
    assert 5 < drawn < 40


def test_an_unknown_kernel_is_refused() -> None:
    with pytest.raises(NativeError, match="abacus"):
        NativeModel(tiny_weights(), kernel="abacus")
