"""Engines: whichever draws, the pixels are the same; threads share the jobs; what goes wrong comes out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pixelgen import Generator
from pixelgen.drawing import engines
from pixelgen.drawing.best_engine import NativeEngine, ReferenceEngine, best_engine
from pixelgen.drawing.engines import KERNEL_VARIABLE, engine_note
from pixelgen.errors import SlowWarning
from pixelgen.model.decoding import Job
from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
from pixelgen.native import library
from pixelgen.native.library import NativeError, kernels
from tests.pixelgen.model.jobs import job_numbered, various_jobs
from tests.tiny_weights import tiny_weights


def jobs(count: int) -> list[Job]:
    return [job_numbered(number) for number in range(count)]


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
    various = various_jobs()
    expected = ReferenceEngine(tiny_weights(), batch=7, threads=1).decode(various)
    told: list[int] = []
    engine = NativeEngine(tiny_weights(), batch=batch, threads=threads)
    np.testing.assert_array_equal(engine.decode(various, finished=told.append), expected)
    assert sorted(told) == list(range(len(various)))


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
    assert best_engine(tiny_weights(), batch=1, threads=1, kernel="reference").name == "numpy"
    monkeypatch.setenv(KERNEL_VARIABLE, "reference")
    assert best_engine(tiny_weights(), batch=1, threads=1).name == "numpy"
    monkeypatch.setenv(KERNEL_VARIABLE, "abacus")
    with pytest.raises(NativeError, match="abacus"):
        best_engine(tiny_weights(), batch=1, threads=1)


@pytest.mark.usefixtures("no_native")
def test_without_a_core_the_reference_serves_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    monkeypatch.setattr(engines, "_warned", False)
    with caplog.at_level(logging.INFO, logger="pixelgen"), pytest.warns(SlowWarning, match="NumPy") as told:
        assert [best_engine(tiny_weights(), batch=1, threads=1).name for _ in range(2)] == ["numpy"] * 2
    assert len(told) == 1
    assert str(told[0].message) == engine_note()
    assert len(caplog.records) == 2
    assert "NumPy" in caplog.text
    with pytest.raises(NativeError, match="no native core"):
        best_engine(tiny_weights(), batch=1, threads=1, kernel="scalar")


@pytest.mark.usefixtures("no_native")
def test_the_warning_points_at_whoever_makes_the_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    monkeypatch.setattr(engines, "_warned", False)
    with pytest.warns(SlowWarning) as told:
        assert Generator().engine == "numpy"
    assert [warning.filename for warning in told] == [__file__]


def test_the_reference_asked_for_is_no_surprise_but_the_note_tells_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, "reference")
    monkeypatch.setattr(engines, "_warned", False)
    assert Generator().engine == "numpy"
    assert not engines._warned
    note = engine_note()
    assert note is not None
    assert note.endswith(f"{KERNEL_VARIABLE} is set to reference; unset it")


@pytest.mark.usefixtures("native")
def test_a_native_engine_names_its_kernel_and_needs_no_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KERNEL_VARIABLE, "scalar")
    assert Generator().engine == "native scalar"
    assert engine_note() is None
    monkeypatch.delenv(KERNEL_VARIABLE)
    assert Generator().engine == f"native {next(name for name, runs in kernels().items() if runs)}"
    if len(kernels()) > 1:
        assert engine_note() is None


@pytest.mark.usefixtures("native")
@pytest.mark.parametrize(("processor", "slow"), [("x86_64", True), ("ARM64", True), ("riscv64", False)])
def test_a_core_compiled_without_vector_kernels_says_so(
    monkeypatch: pytest.MonkeyPatch, processor: str, slow: bool
) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    monkeypatch.setattr(engines, "kernels", lambda: {"scalar": True})
    monkeypatch.setattr("platform.machine", lambda: processor)
    monkeypatch.setattr(engines, "_warned", False)
    note = engine_note()
    assert (note is not None) is slow
    if note is None:
        assert best_engine(tiny_weights(), batch=1, threads=1).name.startswith("native")
    else:
        assert "clang or gcc" in note
        with pytest.warns(SlowWarning, match="no vector kernels"):
            best_engine(tiny_weights(), batch=1, threads=1)


@pytest.mark.usefixtures("native")
def test_a_processor_that_runs_no_vector_kernel_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KERNEL_VARIABLE, raising=False)
    monkeypatch.setattr(engines, "kernels", lambda: {"avx512vnni": False, "avx2": False, "scalar": True})
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    note = engine_note()
    assert note is not None
    assert note.endswith("many times slower: this processor runs none of avx512vnni, avx2")
    monkeypatch.setattr(engines, "kernels", lambda: {"avx512vnni": False, "avx2": True, "scalar": True})
    assert engine_note() is None


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
