"""The native core against the NumPy reference, bit for bit, with every kernel that runs here."""

from __future__ import annotations

import ctypes
import platform
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from ctypes.util import find_library
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from pixelgen.groups import RING, SLOTS
from pixelgen.model.architecture import Architecture
from pixelgen.model.decoding import Job, decode_jobs
from pixelgen.model.fixed_point import Floats
from pixelgen.model.stopping import Stop, StoppedError
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW, OF_SQUARES
from pixelgen.model.transformer import NO_PLACE, Transformer
from pixelgen.model.weights import NetworkArchitecture, Weights
from pixelgen.native.batch import Effort
from pixelgen.native.library import NativeError, kernels
from pixelgen.native.model import NativeModel, PackedJobs
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS, Indices, Ints
from tests.pixelgen.model.jobs import job_numbered, picture, pinned_of, some, various_jobs
from tests.tiny_weights import TINY, network_size, tiny_weights

try:
    KERNELS = [name for name, runs in kernels().items() if runs]
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)

SIZES = [
    TINY,
    network_size(1, 24, 6, 40, 16),
    network_size(1, 10, 5, 9, 11),  # nothing is a multiple of anything
    network_size(1, 96, 1, 130, 1024),
    network_size(2, 64, 64, 1024, 70),
]


def sequence(length: int, *, seed: int) -> dict[str, Ints]:
    rng = np.random.default_rng(seed)
    return {
        "tokens": rng.integers(0, TINY.vocabulary, (length, SLOTS)),
        "own": rng.integers(0, NO_PLACE + 1, length),
        "targets": rng.integers(0, NO_PLACE + 1, length),
        "ring": rng.integers(0, CONTEXT_KINDS, (length, RING)),
        "near": rng.integers(0, CONTEXT_KINDS, (length, SLOTS, NEIGHBOURS)),
    }


def reference_logits(weights: Weights, inputs: dict[str, Ints]) -> Floats:
    transformer = Transformer(weights)
    fed = {name: row[None] for name, row in inputs.items() if name != "near"}
    inner = transformer.forward(transformer.new_cache(1), slice(0, 1), **fed)[0]
    return np.stack([transformer.logits(inner, inputs["near"][:, slot], slot) for slot in range(SLOTS)], axis=1)


def extreme_weights() -> Weights:
    """Every weight of the matrices is -127 or 127, all of a channel alike, as far as a row may: the largest sums there
    can be."""
    weights = tiny_weights(seed=5, size=network_size(1, 1024, 2, 1024, 1024))
    tensors = dict(weights.tensors)
    for name, tensor in tensors.items():
        if tensor.dtype == np.int8:
            signs = np.where(np.arange(len(tensor)) % 2 == 0, 1, -1)
            largest = np.full(tensor.shape[1], 127)
            if name.endswith(OF_SQUARES):
                largest = np.clip(LARGEST_SQUARED_ROW - 127 * np.arange(len(largest)), 0, 127)
                assert largest.sum() == LARGEST_SQUARED_ROW
            tensors[name] = (signs[:, None] * largest).astype(np.int8)
    return replace(weights, tensors=tensors)


def decode(
    model: NativeModel, jobs: Sequence[Job], *, rows: int, window: int = 1, groups: int = 1 << 40
) -> tuple[list[Indices], Effort]:
    packed, waiting, complete = PackedJobs(jobs), list(range(len(jobs)))[::-1], []
    with model.batch(packed, rows=rows, window=window) as batch:
        while waiting or batch.active:
            while waiting and batch.room:
                batch.add(waiting.pop())
            complete += batch.run(groups)
    assert sorted(complete) == list(range(len(jobs)))
    return list(packed.indices), batch.effort


@cache
def model() -> NativeModel:
    return NativeModel(tiny_weights())


@cache
def expected_sprites() -> list[Indices]:
    return decode_jobs(Transformer(tiny_weights()), various_jobs(), rows=4)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_logits_are_the_references_bit_for_bit(kernel: str, size: NetworkArchitecture) -> None:
    weights = tiny_weights(seed=1, size=size)
    inputs = sequence(200, seed=2)
    got = NativeModel(weights, kernel=kernel).logits(**inputs)
    np.testing.assert_array_equal(got.view(np.int32), reference_logits(weights, inputs).view(np.int32))


@pytest.mark.parametrize("kernel", KERNELS)
def test_no_sum_overflows_at_the_extremes(kernel: str) -> None:
    inputs = sequence(30, seed=3)
    got = NativeModel(extreme_weights(), kernel=kernel).logits(**inputs)
    np.testing.assert_array_equal(got, reference_logits(extreme_weights(), inputs))
    assert np.ptp(got) > 0


@pytest.mark.parametrize("kernel", KERNELS)
def test_sprites_are_the_references_whatever_is_asked(kernel: str) -> None:
    native = NativeModel(tiny_weights(), kernel=kernel)
    for rows, window in ((1, 1), (3, 1), (64, 1), (1, 5), (2, 32), (64, 32)):
        got, whole = decode(native, various_jobs(), rows=rows, window=window)
        np.testing.assert_array_equal(got, expected_sprites())
        got, in_slices = decode(native, various_jobs(), rows=rows, window=window, groups=7)
        np.testing.assert_array_equal(got, expected_sprites())
        assert in_slices == whole


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
def test_drafts_change_no_sprite_of_any_network(size: NetworkArchitecture) -> None:
    weights = tiny_weights(seed=7, size=size)
    jobs = various_jobs()[:6:2]
    expected = decode_jobs(Transformer(weights), jobs, rows=3)
    for window in (1, 32):
        np.testing.assert_array_equal(decode(NativeModel(weights), jobs, rows=2, window=window)[0], expected)


def test_any_kept_pixels_give_the_references_sprites() -> None:
    jobs = [
        job_numbered(seed, pinned=pinned_of(picture(seed, colours=2 + seed % 60), some(seed, share, side=side)))
        for seed, (share, side) in enumerate([(0.02, 1), (0.5, 1), (0.9, 1), (0.3, 2), (0.97, 2), (0.6, 4)] * 2)
    ]
    expected = decode_jobs(Transformer(tiny_weights()), jobs, rows=12)
    np.testing.assert_array_equal(decode(model(), jobs, rows=4, window=8)[0], expected)


def test_drafts_save_passes_and_each_group_is_written_once() -> None:
    # Nearly greedy sprites are regular, so that much of them can be guessed.
    jobs = [
        replace(job_numbered(seed), sampling=replace(job_numbered(seed).sampling, temperature=0.05))
        for seed in range(4)
    ]
    plain = decode(model(), jobs, rows=1, window=1)[1]
    drafted = decode(model(), jobs, rows=1, window=32)[1]
    assert plain.passes == plain.computed == plain.written == drafted.written
    assert drafted.passes < plain.passes < drafted.computed


def test_threads_may_share_a_model() -> None:
    def draw(_: int) -> list[Indices]:
        return decode(model(), various_jobs(), rows=2, window=8)[0]

    with ThreadPoolExecutor(3) as pool:
        for got in pool.map(draw, range(6)):
            np.testing.assert_array_equal(got, expected_sprites())


def test_the_callers_rounding_mode_changes_nothing_and_stays() -> None:
    maths = ctypes.CDLL(find_library("m"))
    upward = {"x86_64": 0x800, "aarch64": 0x400000}.get(platform.machine())
    if upward is None:
        pytest.skip("how this processor calls rounding upward is not known here")
    expected, _ = decode(model(), [job_numbered(1)], rows=1, window=4)
    maths.fesetround(upward)
    try:
        got, _ = decode(model(), [job_numbered(1)], rows=1, window=4)
        assert maths.fegetround() == upward
    finally:
        maths.fesetround(0)
    np.testing.assert_array_equal(got, expected)


def test_a_run_returns_after_about_so_many_groups_and_at_once_when_a_sprite_is_complete() -> None:
    whole = job_numbered(2, pinned=np.full(1024, 5))
    with model().batch(PackedJobs([job_numbered(1), whole]), rows=2) as batch:
        batch.add(0)
        assert batch.run(1) == []
        assert batch.spent == 2  # the prompt, but for its last group
        assert batch.run(10) == []
        assert 10 <= batch.spent < 10 + 2
        assert (batch.room, batch.active) == (1, 1)
        batch.add(1)
        with pytest.raises(NativeError, match="the batch is full: it has room for 2"):
            batch.add(1)
        assert batch.run(1000) == [1]
        assert batch.spent == 0


def test_a_set_stop_leaves_the_batch_as_it_was() -> None:
    long = job_numbered(1, pinned=pinned_of(picture(1), some(1, 0.3)))
    packed, stop = PackedJobs([long]), Stop()
    with model().batch(packed, rows=1, window=8) as batch:
        batch.add(0)
        batch.run(20)
        stop.set()
        with pytest.raises(StoppedError):
            batch.run(20, stop=stop)
        assert batch.spent == 0
        while batch.active:
            batch.run(20)
    np.testing.assert_array_equal(packed.indices, decode(model(), [long], rows=1)[0])


def test_wrong_jobs_are_refused_in_one_line() -> None:
    none = np.zeros(64, dtype=np.bool_)
    for wrong, reason in (
        (job_numbered(1, prompt=[1000] * 12), "prompt ids must be below 187; got 1000"),
        (job_numbered(1, colours=none), "at least one colour"),
        (job_numbered(1, pinned=np.full(1024, 65)), "pinned pixels must be colours or 64; got 65"),
    ):
        with pytest.raises(NativeError, match=f"native core: {reason}"):
            decode(model(), [wrong], rows=1)


def test_arrays_of_the_wrong_length_are_refused_before_the_core_sees_them() -> None:
    for changes in ({"draws": np.zeros(3, dtype=np.uint64)}, {"pinned": np.zeros(1023)}, {"prompt": [64] * 11}):
        with pytest.raises(ValueError, match="expected"):
            PackedJobs([job_numbered(1, **changes)])


def test_weights_that_are_not_whole_or_of_other_sizes_are_refused() -> None:
    weights = tiny_weights()
    for name in ("token", "start", "blocks.1.contract", "head.out.scale", "head.slot", "target.level"):
        missing = {key: tensor for key, tensor in weights.tensors.items() if key != name}
        with pytest.raises(NativeError, match=name):
            NativeModel(replace(weights, tensors=missing))
        short = {**weights.tensors, name: weights.tensors[name][:-1]}
        with pytest.raises(NativeError, match="bytes"):
            NativeModel(replace(weights, tensors=short))
    for size in (
        replace(TINY, head_hidden=2000),
        replace(TINY, vocabulary=1 << 20),
        replace(TINY, blocks=Architecture(2, 33, 2, 64)),
    ):
        with pytest.raises(NativeError, match="the shape is out of range"):
            NativeModel(replace(weights, architecture=size))
    wide = tiny_weights(size=network_size(1, 8, 1, 8, 1024))
    too_large = {**wide.tensors, "head.out": np.full((130, 1024), 127, dtype=np.int8)}
    with pytest.raises(NativeError, match=r"head\.out has weights too large"):
        NativeModel(replace(wide, tensors=too_large))


def test_damaged_weights_are_refused_or_draw_as_the_reference_does() -> None:
    rng = np.random.default_rng(4)
    whole, drawn = tiny_weights(), 0
    for _ in range(20):
        tensors = {name: tensor.copy() for name, tensor in whole.tensors.items()}
        for name in rng.choice(list(tensors), 3):
            content = tensors[name].view(np.uint8).reshape(-1)
            content[rng.integers(0, len(content))] = rng.integers(0, 256)
        damaged = replace(whole, tensors=tensors)
        try:
            native = NativeModel(damaged)
        except NativeError:
            continue
        inputs = sequence(20, seed=drawn)
        np.testing.assert_array_equal(native.logits(**inputs), reference_logits(damaged, inputs))
        drawn += 1
    assert drawn > 3


def test_an_unknown_kernel_is_refused() -> None:
    with pytest.raises(NativeError, match="abacus"):
        NativeModel(tiny_weights(), kernel="abacus")
