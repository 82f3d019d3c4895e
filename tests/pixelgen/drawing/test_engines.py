"""Engines: whichever draws, the pixels are the same; threads share the jobs; what goes wrong comes out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pixelgen.drawing.engines import KERNEL_VARIABLE, NativeEngine, ReferenceEngine, best_engine
from pixelgen.model.decoding import Job
from pixelgen.model.sampling import Sampling
from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
from pixelgen.native import library
from pixelgen.native.library import NativeError, kernels
from pixelgen.quadtree import CELLS
from pixelgen.vocabulary import prompt_tokens
from tests.tiny_weights import tiny_weights


def jobs(count: int) -> list[Job]:
    rng = np.random.default_rng(0)
    prompt, sampling = prompt_tokens("reef", "coral"), Sampling(temperature=0.7, min_p=0.3)
    return [Job(prompt, rng.integers(0, 2**64, size=CELLS, dtype=np.uint64), sampling) for _ in range(count)]


@pytest.fixture
def native() -> None:
    try:
        kernels()
    except NativeError:
        pytest.skip("the native core is not built")


@pytest.fixture
def no_native(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(library, "PATH", tmp_path / "none.so")
    library.library.cache_clear()
    yield
    library.library.cache_clear()


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(("batch", "threads"), [(1, 1), (2, 1), (100, 1), (1, 2), (4, 3), (2, 40)])
def test_native_and_reference_draw_the_same_and_tell_each_sprite_once(batch: int, threads: int) -> None:
    expected = ReferenceEngine(tiny_weights(), batch=7, threads=1).decode(jobs(7))
    told: list[int] = []
    engine = NativeEngine(tiny_weights(), batch=batch, threads=threads)
    np.testing.assert_array_equal(engine.decode(jobs(7), finished=told.append), expected)
    assert sorted(told) == list(range(7))


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize("threads", [1, 2])
def test_what_finished_raises_ends_the_drawing(threads: int) -> None:
    told: list[int] = []

    def fail(place: int) -> None:
        told.append(place)
        raise KeyboardInterrupt

    engine = NativeEngine(tiny_weights(), batch=1, threads=threads)
    with pytest.raises(KeyboardInterrupt):
        engine.decode(jobs(8), finished=fail)
    assert len(told) <= threads
    assert len(engine.decode(jobs(2))) == 2


@pytest.mark.parametrize("name", ["reference", "scalar"])
@pytest.mark.parametrize("threads", [1, 2])
def test_a_stop_that_is_set_ends_the_drawing_and_no_other_one(
    name: str, threads: int, request: pytest.FixtureRequest
) -> None:
    if name != "reference":
        request.getfixturevalue("native")
    engine = best_engine(tiny_weights(), batch=2, threads=threads, kernel=name)
    stop = Stop()
    told: list[int] = []

    def stop_after_the_first(place: int) -> None:
        told.append(place)
        stop.set()

    with pytest.raises(StoppedError), stoppable_by(stop):
        engine.decode(jobs(8), finished=stop_after_the_first)
    assert 1 <= len(told) < 8
    assert len(engine.decode(jobs(2))) == 2
    told.clear()
    with pytest.raises(StoppedError), stoppable_by(stop):
        engine.decode(jobs(8), finished=told.append)
    assert told == []


@pytest.mark.usefixtures("native")
def test_no_jobs_give_no_sprites() -> None:
    assert NativeEngine(tiny_weights(), batch=4, threads=2).decode([]) == []


@pytest.mark.usefixtures("native")
def test_the_best_engine_is_the_native_one_with_its_first_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    engine = best_engine(tiny_weights(), batch=1, threads=1)
    assert isinstance(engine, NativeEngine)
    assert engine.kernel == next(name for name, runs in kernels().items() if runs)


@pytest.mark.usefixtures("native")
def test_the_environment_or_an_argument_forces_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, "scalar")
    engine = best_engine(tiny_weights(), batch=1, threads=1)
    assert isinstance(engine, NativeEngine)
    assert engine.kernel == "scalar"
    assert best_engine(tiny_weights(), batch=1, threads=1, kernel="reference").name == "reference"
    monkeypatch.setenv(KERNEL_VARIABLE, "reference")
    assert best_engine(tiny_weights(), batch=1, threads=1).name == "reference"
    monkeypatch.setenv(KERNEL_VARIABLE, "abacus")
    with pytest.raises(NativeError, match="abacus"):
        best_engine(tiny_weights(), batch=1, threads=1)


@pytest.mark.usefixtures("no_native")
def test_without_a_core_the_reference_serves_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    with caplog.at_level(logging.INFO, logger="pixelgen"):
        assert best_engine(tiny_weights(), batch=1, threads=1).name == "reference"
    assert len(caplog.records) == 1
    assert "NumPy" in caplog.text
    with pytest.raises(NativeError, match="no native core"):
        best_engine(tiny_weights(), batch=1, threads=1, kernel="scalar")


@pytest.mark.usefixtures("no_native")
def test_a_core_of_another_interface_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    try:
        kernels()
    except NativeError:
        pytest.skip("the native core is not built")
    library.library.cache_clear()
    monkeypatch.setattr(library, "INTERFACE", -1)
    with pytest.raises(NativeError, match="interface"):
        kernels()
