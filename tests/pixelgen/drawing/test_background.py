"""The thread behind `submit`: futures fulfilled, cancelled and failed, and an end that leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, wait

import numpy as np
import pytest

from pixelgen.drawing.background import DRAWN_TOGETHER, BackgroundWorker
from pixelgen.errors import RequestError
from pixelgen.model.stopping import StoppedError, current_stop
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

PATIENCE = 30  # seconds, for a machine that is very busy


def plain(seed: int) -> SpriteRequest:
    return SpriteRequest("reef", "coral", seed=seed)


def sprite_of(request: SpriteRequest) -> Sprite:
    return Sprite(np.full((32, 32), request.seed % 64, np.uint8))


class Studio:
    """Draws when it is told to, or stops; what has seed 13 fails, seeds from 100 on are known."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.began = threading.Event()
        self.stopped = threading.Event()
        self.drawn: list[list[int]] = []
        self._closes_behind = False

    def open_once(self) -> None:
        self._closes_behind = True
        self.open.set()

    def known(self, request: SpriteRequest) -> Sprite | None:
        return sprite_of(request) if request.seed >= 100 else None

    def draw(self, requests: Sequence[SpriteRequest], finished: Callable[[int], None]) -> list[Sprite]:
        self.began.set()
        self._wait()
        for place in range(len(requests)):
            finished(place)
        if any(request.seed == 13 for request in requests):
            raise RequestError("thirteen")
        self.drawn.append([request.seed for request in requests])
        return [sprite_of(request) for request in requests]

    def _wait(self) -> None:
        stop = current_stop()
        assert stop is not None
        for _ in range(100 * PATIENCE):
            if stop.is_set():
                self.stopped.set()
                raise StoppedError
            if self.open.wait(0.01):
                break
        else:
            raise AssertionError("nobody opened")
        if self._closes_behind:
            self._closes_behind = False
            self.open.clear()


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def worker(studio: Studio) -> Iterator[BackgroundWorker]:
    made = BackgroundWorker(studio.draw, studio.known)
    yield made
    studio.open.set()
    made.close()


def test_a_promise_is_kept(studio: Studio, worker: BackgroundWorker) -> None:
    studio.open.set()
    future = worker.submit(plain(3))
    assert future.result(PATIENCE) == sprite_of(plain(3))


def test_submit_returns_while_something_is_drawn(studio: Studio, worker: BackgroundWorker) -> None:
    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    others = [worker.submit(plain(seed)) for seed in range(1, 11)]
    assert not first.done()
    assert not any(future.done() for future in others)
    studio.open.set()
    assert [future.result(PATIENCE) for future in others] == [sprite_of(plain(seed)) for seed in range(1, 11)]
    assert [len(seeds) for seeds in studio.drawn[:3]] == [1, DRAWN_TOGETHER, DRAWN_TOGETHER]


def test_what_was_drawn_before_is_not_drawn(studio: Studio, worker: BackgroundWorker) -> None:
    assert worker.submit(plain(105)).result(PATIENCE) == sprite_of(plain(105))
    assert studio.drawn == []


def test_what_waits_can_be_cancelled_and_is_not_drawn(studio: Studio, worker: BackgroundWorker) -> None:
    worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    second, third = worker.submit(plain(1)), worker.submit(plain(2))
    assert second.cancel()
    studio.open.set()
    assert third.result(PATIENCE) == sprite_of(plain(2))
    assert studio.drawn == [[0], [2]]


def test_a_drawing_that_nobody_waits_for_is_stopped(studio: Studio, worker: BackgroundWorker) -> None:
    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    assert first.cancel()
    with pytest.raises(CancelledError):
        first.result(PATIENCE)
    assert studio.stopped.wait(PATIENCE)
    studio.open.set()
    assert worker.submit(plain(1)).result(PATIENCE) == sprite_of(plain(1))
    assert studio.drawn == [[1]]


def test_a_drawing_that_somebody_waits_for_goes_on(studio: Studio, worker: BackgroundWorker) -> None:
    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    second, third = worker.submit(plain(1)), worker.submit(plain(2))
    studio.began.clear()
    studio.open_once()
    assert first.result(PATIENCE) == sprite_of(plain(0))
    assert studio.began.wait(PATIENCE)
    assert second.cancel()
    with pytest.raises(CancelledError):
        second.result(PATIENCE)
    studio.open.set()
    assert third.result(PATIENCE) == sprite_of(plain(2))
    assert wait([second], PATIENCE).done == {second}
    assert studio.drawn == [[0], [1, 2]]


def test_a_failure_meets_its_own_request_alone(studio: Studio, worker: BackgroundWorker) -> None:
    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    futures = [worker.submit(plain(seed)) for seed in (12, 13, 14)]
    studio.open.set()
    assert first.result(PATIENCE) == sprite_of(plain(0))
    with pytest.raises(RequestError, match="thirteen"):
        futures[1].result(PATIENCE)
    assert [futures[at].result(PATIENCE) for at in (0, 2)] == [sprite_of(plain(12)), sprite_of(plain(14))]


def test_close_cancels_what_waits_stops_the_drawing_and_ends_the_thread(
    studio: Studio, worker: BackgroundWorker
) -> None:
    others = set(threading.enumerate())
    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    waiting = [worker.submit(plain(seed)) for seed in range(1, 9)]
    worker.close()  # returns, though nobody opened
    assert studio.stopped.is_set()
    for future in (first, *waiting):
        with pytest.raises(CancelledError):
            future.result(PATIENCE)
    assert wait([first, *waiting], PATIENCE).not_done == set()
    assert studio.drawn == []
    assert {thread for thread in threading.enumerate() if thread.name == "pixelgen"} <= others
    with pytest.raises(RuntimeError, match="closed"):
        worker.submit(plain(1))
    worker.close()


def test_no_thread_runs_before_something_is_submitted(studio: Studio) -> None:
    before = threading.active_count()
    unused = BackgroundWorker(studio.draw, studio.known)
    assert threading.active_count() == before
    unused.close()


FORGETFUL = """
import time
from pixelgen.drawing.background import BackgroundWorker
from pixelgen.requests.request import SpriteRequest

def draw(requests, finished):
    while True:
        time.sleep(0.01)
        finished(0)

worker = BackgroundWorker(draw, lambda request: None)
futures = [worker.submit(SpriteRequest("reef", "coral", seed=seed)) for seed in range(9)]
print("end")
"""


def test_a_program_that_forgets_to_close_ends_all_the_same() -> None:
    done = subprocess.run([sys.executable, "-c", FORGETFUL], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "end\n", "")
