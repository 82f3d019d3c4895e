"""Engines of groups: native and reference give the same sprites, over threads and batches, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pixelgen.drawing.engines import KERNEL_VARIABLE, Engine
from pixelgen.drawing.group_engines import NativeGroupEngine, ReferenceGroupEngine, best_group_engine
from pixelgen.model.grouped.decoding import GroupJob
from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
from pixelgen.native.library import NativeError, kernels
from tests.pixelgen.model.grouped.group_jobs import group_job, various_group_jobs
from tests.tiny_group_weights import tiny_group_weights

try:
    BEST = next(name for name, runs in kernels().items() if runs)
except NativeError:
    pytest.skip("the native core is not built", allow_module_level=True)


def native(*, batch: int = 4, threads: int = 1) -> NativeGroupEngine:
    return NativeGroupEngine(tiny_group_weights(), batch=batch, threads=threads)


def reference() -> ReferenceGroupEngine:
    return ReferenceGroupEngine(tiny_group_weights(), batch=4, threads=1)


@pytest.mark.parametrize(("batch", "threads"), [(1, 1), (3, 2), (64, 3)])
def test_native_and_reference_draw_the_same_and_tell_each_sprite_once(batch: int, threads: int) -> None:
    told: list[int] = []
    got = native(batch=batch, threads=threads).decode(various_group_jobs(), finished=told.append)
    assert sorted(told) == list(range(len(got)))
    np.testing.assert_array_equal(got, reference().decode(various_group_jobs()))


@pytest.mark.parametrize("engine", [native, reference])
def test_a_stop_that_is_set_ends_the_drawing_and_no_other_one(engine: Callable[[], Engine[GroupJob]]) -> None:
    drawing, stop = engine(), Stop()
    stop.set()
    with stoppable_by(stop), pytest.raises(StoppedError):
        drawing.decode([group_job(1)])
    assert len(drawing.decode([group_job(1)])) == 1


def test_the_environment_or_an_argument_forces_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    assert best_group_engine(tiny_group_weights(), batch=1, threads=1).name == f"native {BEST}"
    monkeypatch.setenv(KERNEL_VARIABLE, "scalar")
    assert best_group_engine(tiny_group_weights(), batch=1, threads=1).name == "native scalar"
    assert best_group_engine(tiny_group_weights(), batch=1, threads=1, kernel="reference").name == "numpy"
