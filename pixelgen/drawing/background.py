"""Requests one by one -> futures, fulfilled by one thread in the background; nothing here waits for a drawing.

Knows nothing of how sprites are drawn. A future stays pending until its sprite is there, so that it can be cancelled at
any time: at once for whoever waits for it; the drawing itself stops when nobody waits for any of its sprites any more.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

DRAWN_TOGETHER = 4  # side by side is faster, but the first waits for the last

Draw = Callable[[Sequence[SpriteRequest], Callable[[int], None]], list[Sprite]]
Known = Callable[[SpriteRequest], Sprite | None]
Order = tuple[SpriteRequest, Future[Sprite]]


class BackgroundWorker:
    """draw: gives the sprites of some requests and tells when each is complete; known: one drawn before, or None."""

    def __init__(self, draw: Draw, known: Known) -> None:
        self._draw = draw
        self._known = known
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._lock = Lock()  # held for a moment only, never while drawing
        self._closed = False
        self._stop = Stop()  # of what is being drawn
        self._thread: Thread | None = None

    def submit(self, request: SpriteRequest) -> Future[Sprite]:
        """A promise of the request's sprite. RuntimeError after `close`."""
        future: Future[Sprite] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the generator is closed; nothing can be submitted to it")
            self._orders.put((request, future))
            if self._thread is None:
                # A daemon, so that a program that forgot `close` still ends; atexit ends the thread before NumPy goes.
                self._thread = Thread(target=self._work, name="pixelgen", daemon=True)
                self._thread.start()
                atexit.register(self.close)
        return future

    def close(self) -> None:
        """Cancel what waits and what is being drawn, and end the thread."""
        with self._lock:
            self._closed = True
            self._stop.set()
            thread, self._thread = self._thread, None
        if thread is None:
            return
        atexit.unregister(self.close)
        while (order := _next(self._orders)) is not None:
            _cancel(order[1])
        self._orders.put(None)
        thread.join()

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            orders = [order]
            while len(orders) < DRAWN_TOGETHER and (order := _next(self._orders)) is not None:
                orders.append(order)
            self._fulfil([each for each in orders if not self._fulfilled_from_memory(*each)])
            if self._closed:
                return

    def _fulfilled_from_memory(self, request: SpriteRequest, future: Future[Sprite]) -> bool:
        found = None if future.cancelled() else self._known(request)
        if found is not None:
            _keep(future, found)
        return found is not None

    def _fulfil(self, orders: Sequence[Order]) -> None:
        """Draw side by side; when that fails, one by one, so that each failure meets its own request alone."""
        wanted = [
            (request, future) for request, future in orders if not (future.cancelled() and _was_cancelled(future))
        ]
        if not wanted:
            return
        futures = [future for _, future in wanted]
        stop = self._begin()

        def stop_when_unwanted(_: Future[Sprite]) -> None:
            if all(future.cancelled() for future in futures):
                stop.set()

        for future in futures:
            future.add_done_callback(stop_when_unwanted)
        try:
            with stoppable_by(stop):
                sprites = self._draw([request for request, _ in wanted], lambda _: stop.check())
        except StoppedError:
            for future in futures:
                _cancel(future)
        except Exception as error:
            if len(wanted) > 1:
                for each in wanted:
                    self._fulfil([each])
            elif not _was_cancelled(futures[0]):
                futures[0].set_exception(error)
        else:
            for future, sprite in zip(futures, sprites, strict=True):
                _keep(future, sprite)

    def _begin(self) -> Stop:
        with self._lock:
            self._stop = Stop()
            if self._closed:
                self._stop.set()
            return self._stop


def _keep(future: Future[Sprite], sprite: Sprite) -> None:
    if not _was_cancelled(future):
        future.set_result(sprite)


def _cancel(future: Future[Sprite]) -> None:
    future.cancel()
    assert _was_cancelled(future)


def _was_cancelled(future: Future[Sprite]) -> bool:
    """Asked once, when a future is about to be fulfilled; also tells `concurrent.futures.wait` of a cancelled one."""
    return not future.set_running_or_notify_cancel()


def _next(orders: SimpleQueue[Order | None]) -> Order | None:
    try:
        return orders.get_nowait()
    except Empty:
        return None
