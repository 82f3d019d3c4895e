"""The thread behind `submit`: futures fulfilled, cancelled and failed, and an end that leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from typing import Any

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


def never(_: SpriteRequest) -> None:
    return None


@pytest.mark.parametrize("wrong", [None, "reef", 5, sprite_of(plain(1)), [plain(1)]])
def test_what_is_no_request_is_refused_at_once_and_the_next_is_drawn(
    studio: Studio, worker: BackgroundWorker, wrong: Any
) -> None:
    studio.open.set()
    with pytest.raises(RequestError, match="must be a SpriteRequest; got"):
        worker.submit(wrong)
    assert worker.submit(plain(1)).result(PATIENCE) == sprite_of(plain(1))


@pytest.mark.parametrize("error", [ValueError, MemoryError, SystemExit, KeyboardInterrupt, GeneratorExit])
@pytest.mark.parametrize("place", ["known", "draw"])
def test_whatever_is_raised_inside_the_future_ends_and_the_thread_goes_on(
    place: str, error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    def raising(request: SpriteRequest) -> Sprite | None:
        if place == "known" and request.seed == 13:
            raise error("inside")
        return None

    def draw(requests: Sequence[SpriteRequest], _: Callable[[int], None]) -> list[Sprite]:
        if any(request.seed == 13 for request in requests):
            raise error("inside")
        return [sprite_of(request) for request in requests]

    worker = BackgroundWorker(draw, raising)
    futures = [worker.submit(plain(seed)) for seed in (12, 13)]
    with pytest.raises(error, match="inside"):
        futures[1].result(PATIENCE)
    wait(futures, PATIENCE)
    assert worker.submit(plain(14)).result(PATIENCE) == sprite_of(plain(14))
    worker.close()
    assert ("continues after an error" in caplog.text) == (place == "known")


@pytest.mark.parametrize("error", [ValueError, SystemExit, KeyboardInterrupt])
@pytest.mark.parametrize("seed", [1, 13, 101])
def test_what_a_callback_raises_harms_neither_the_thread_nor_other_callbacks(
    studio: Studio, worker: BackgroundWorker, error: type[BaseException], seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    called: list[int] = []

    def leave(_: object) -> None:
        raise error("in a callback")

    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    future = worker.submit(plain(seed))
    future.add_done_callback(leave)
    future.add_done_callback(lambda _: called.append(seed))
    studio.open.set()
    assert first.result(PATIENCE) == sprite_of(plain(0))
    assert wait([future], PATIENCE).done == {future}
    assert worker.submit(plain(2)).result(PATIENCE) == sprite_of(plain(2))
    assert called == [seed]
    if error is not ValueError:
        assert "in a callback" in caplog.text


def test_a_callback_of_a_finished_future_raises_where_it_is_added(studio: Studio, worker: BackgroundWorker) -> None:
    studio.open.set()
    future = worker.submit(plain(1))
    assert future.result(PATIENCE) == sprite_of(plain(1))
    with pytest.raises(SystemExit):
        future.add_done_callback(lambda _: sys.exit())


def test_close_ends_every_future_though_a_callback_exits(studio: Studio, worker: BackgroundWorker) -> None:
    worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    waiting = [worker.submit(plain(seed)) for seed in range(1, 9)]
    waiting[0].add_done_callback(lambda _: sys.exit(3))
    with pytest.raises(SystemExit):
        worker.close()
    assert wait(waiting, PATIENCE).not_done == set()
    assert all(future.cancelled() for future in waiting)
    assert studio.stopped.is_set()


def test_a_callback_may_close_what_calls_it(studio: Studio, worker: BackgroundWorker) -> None:
    studio.open.set()
    closed = threading.Event()

    def close(_: object) -> None:
        worker.close()
        closed.set()

    worker.submit(plain(1)).add_done_callback(close)
    assert closed.wait(PATIENCE)
    with pytest.raises(RuntimeError, match="closed"):
        worker.submit(plain(2))


def test_a_callback_may_submit_again(studio: Studio, worker: BackgroundWorker) -> None:
    studio.open.set()
    later: list[Future[Sprite]] = []
    submitted = threading.Event()

    def again(_: object) -> None:
        later.append(worker.submit(plain(2)))
        submitted.set()

    worker.submit(plain(1)).add_done_callback(again)
    assert submitted.wait(PATIENCE)
    assert later[0].result(PATIENCE) == sprite_of(plain(2))


def test_without_a_thread_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_thread(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    worker = BackgroundWorker(lambda requests, _: [sprite_of(one) for one in requests], never)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_thread)
        with pytest.raises(RuntimeError, match="new thread"):
            worker.submit(plain(1))
    assert worker.submit(plain(2)).result(PATIENCE) == sprite_of(plain(2))
    worker.close()


def test_a_future_that_somebody_else_has_ended_harms_nobody(studio: Studio, worker: BackgroundWorker) -> None:
    first = worker.submit(plain(0))
    assert studio.began.wait(PATIENCE)
    meddled, other = worker.submit(plain(1)), worker.submit(plain(2))
    meddled.set_result(sprite_of(plain(50)))
    studio.open.set()
    assert first.result(PATIENCE) == sprite_of(plain(0))
    assert other.result(PATIENCE) == sprite_of(plain(2))
    assert worker.submit(plain(3)).result(PATIENCE) == sprite_of(plain(3))


def test_a_future_keeps_what_draws_it_until_the_sprite_is_there(studio: Studio, worker: BackgroundWorker) -> None:
    class Kept:
        pass

    kept = Kept()
    gone = threading.Event()
    weakref.finalize(kept, gone.set)
    future = worker.submit(plain(1), keeps=kept)
    del kept
    assert not gone.is_set()
    studio.open.set()
    assert future.result(PATIENCE) == sprite_of(plain(1))
    assert gone.wait(PATIENCE)


FORKED = """
import os, sys, threading
from concurrent.futures import wait
import numpy as np
from pixelgen.drawing.background import BackgroundWorker
from pixelgen.model.stopping import current_stop
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

began, parent = threading.Event(), os.getpid()

def sprite_of(request):
    return Sprite(np.full((32, 32), request.seed, np.uint8))

def draw(requests, finished):
    began.set()
    while os.getpid() == parent:
        current_stop().check()
    return [sprite_of(request) for request in requests]

worker = BackgroundWorker(draw, lambda request: None)
futures = [worker.submit(SpriteRequest("reef", "coral", seed=seed)) for seed in range(6)]
for future in futures:
    future.add_done_callback(lambda _: os.getpid() == parent or os._exit(3))  # the parent's, not the child's
began.wait(60)
worker._lock.acquire()  # as the thread may hold it in that moment
child = os.fork()
if child == 0:
    assert all(future.cancelled() for future in futures)
    assert not wait(futures, 60).not_done
    request = SpriteRequest("reef", "coral", seed=7)
    assert worker.submit(request).result(60) == sprite_of(request)
    worker.close()
    os._exit(0)
worker._lock.release()
assert not any(future.done() for future in futures)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
worker.close()
assert all(future.cancelled() for future in futures)
sys.exit(code)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_a_forked_process_draws_and_its_copies_of_futures_end() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", FORKED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


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
