"""Ctrl-C while an engine draws: it ends as any Python call does, whoever draws, and the engine draws on afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from pixelgen.drawing.best_engine import best_engine
from pixelgen.drawing.engines import Engine, slice_of
from pixelgen.model.decoding import Job
from pixelgen.native.library import NativeError, kernels
from tests.pixelgen.model.jobs import job_numbered
from tests.tiny_weights import tiny_weights

# Kernels and threads; two threads of OpenBLAS take for ever on a busy machine, see conftest.py.
ENGINES = [("reference", 1)]
with suppress(NativeError):
    ENGINES += [(name, threads) for name, runs in kernels().items() if runs for threads in (1, 2)]
MANY = {"numpy": 300}  # half a minute's worth, that nobody waits for
MANY_NATIVE = 20_000

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")


def many(engine: Engine[Job]) -> list[Job]:
    return jobs(MANY.get(engine.name, MANY_NATIVE))


def jobs(count: int) -> list[Job]:
    return [job_numbered(0)] * count


class Interrupter:
    """Sends an interrupt from another thread, so many of its own turns after the first sprite was complete.

    The interrupted thread takes no lock for it: an interrupt between taking and holding one would leave it taken.
    """

    def __init__(self, turns: int) -> None:
        self.told = 0
        self._turns = turns
        self._over = False
        self._thread = threading.Thread(target=self._run)

    def tell(self, _: int) -> None:
        self.told += 1

    def _run(self) -> None:
        while not self.told and not self._over:
            time.sleep(0.001)
        for _ in range(self._turns):
            sum(range(1000))
        if not self._over:
            os.kill(os.getpid(), signal.SIGINT)

    def __enter__(self) -> Interrupter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()


@contextmanager
def handled_by(handler: Callable[[int, object], object]) -> Iterator[None]:
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.fixture(params=ENGINES, ids=str)
def engine(request: pytest.FixtureRequest) -> Engine[Job]:
    kernel, threads = request.param
    return best_engine(tiny_weights(), batch=4, threads=threads, kernel=kernel)


@pytest.mark.parametrize("turns", [0, 7, 100])
def test_an_interrupt_ends_the_drawing_and_the_engine_draws_on(engine: Engine[Job], turns: int) -> None:
    with Interrupter(turns) as interrupter, pytest.raises(KeyboardInterrupt):
        engine.decode(many(engine), finished=interrupter.tell)
    assert interrupter.told < len(many(engine))
    assert len(engine.decode(jobs(3))) == 3
    assert {thread for thread in threading.enumerate() if thread.name.startswith("pixelgen-draw")} == set()


def test_a_handler_of_the_programs_own_is_called_and_the_drawing_goes_on(engine: Engine[Job]) -> None:
    called = threading.Event()

    def stop_when_called(place: int) -> None:
        interrupter.tell(place)
        if called.is_set():
            raise ZeroDivisionError  # ends a drawing that would take minutes

    with (
        handled_by(lambda *_: called.set()),
        Interrupter(0) as interrupter,
        pytest.raises(ZeroDivisionError),
    ):
        engine.decode(many(engine), finished=stop_when_called)


def test_what_a_handler_raises_ends_the_drawing(engine: Engine[Job]) -> None:
    def give_up(*_: object) -> None:
        raise TimeoutError("given up")

    with handled_by(give_up), Interrupter(3) as interrupter, pytest.raises(TimeoutError, match="given up"):
        engine.decode(many(engine), finished=interrupter.tell)


@pytest.mark.parametrize("error", [ValueError, SystemExit, KeyboardInterrupt])
def test_what_a_progress_callback_raises_comes_out(engine: Engine[Job], error: type[BaseException]) -> None:
    told: list[int] = []

    def fail(place: int) -> None:
        told.append(place)
        raise error("enough")

    with pytest.raises(error, match="enough"):
        engine.decode(many(engine), finished=fail)
    assert len(told) == 1


def test_progress_is_told_in_the_thread_that_asked(engine: Engine[Job]) -> None:
    tellers: set[int] = set()
    engine.decode(jobs(5), finished=lambda _: tellers.add(threading.get_ident()))
    assert tellers == {threading.get_ident()}


def test_a_call_of_the_core_lasts_as_long_as_it_may_whatever_the_machine() -> None:
    assert slice_of(64, 0.1) == 32
    assert slice_of(64, 0.005) == 640
    assert slice_of(64, 0.0) > 64
    assert slice_of(1, 10.0) == 1


_LOADED = """
import sys
from pixelgen import Generator, SpriteRequest
generator = Generator()
a, b = (SpriteRequest("reef", "coral", seed=seed) for seed in (1, 2))
before = set(sys.modules)
generator.sprites([a])
generator.breed(a, b)
generator.sprite(generator.litter(a, b, size=1)[0])
generator.submit(b).result()
print(sorted(set(sys.modules) - before))
"""


def test_drawing_imports_nothing_in_which_an_interrupt_gets_lost(tmp_path: Path) -> None:
    # NumPy's random numbers, loaded by the first drawing, swallowed one Ctrl-C of 50.
    variables = {**os.environ, "PIXELGEN_CACHE_DIR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "-c", _LOADED], env=variables, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
