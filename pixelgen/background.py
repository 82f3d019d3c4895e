"""Requests one by one -> futures, fulfilled by one thread in the background; nothing here waits for a drawing.

Knows nothing of how sprites are drawn. A future can be cancelled until its drawing begins.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from pixelgen.request import SpriteRequest
from pixelgen.sprite import Sprite

DRAWN_TOGETHER = 4  # side by side is faster, but the first waits for the last

Draw = Callable[[Sequence[SpriteRequest], Callable[[int], None]], list[Sprite]]
Known = Callable[[SpriteRequest], Sprite | None]
Order = tuple[SpriteRequest, Future[Sprite]]


class _ClosedError(Exception):
    """Leaves a drawing that nobody waits for any more."""


class BackgroundWorker:
    """draw: gives the sprites of some requests and tells when each is complete; known: one drawn before, or None."""

    def __init__(self, draw: Draw, known: Known) -> None:
        self._draw = draw
        self._known = known
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._lock = Lock()  # held for a moment only, never while drawing
        self._closed = False
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
        """Cancel what waits, leave what is being drawn at the next complete sprite, end the thread."""
        with self._lock:
            self._closed = True
            thread, self._thread = self._thread, None
        if thread is None:
            return
        atexit.unregister(self.close)
        while (order := _next(self._orders)) is not None:
            order[1].cancel()
        self._orders.put(None)
        thread.join()

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            orders = [order]
            while len(orders) < DRAWN_TOGETHER and (order := _next(self._orders)) is not None:
                orders.append(order)
            wanted = [(request, future) for request, future in orders if future.set_running_or_notify_cancel()]
            self._fulfil([each for each in wanted if not self._fulfilled_from_memory(*each)])
            if self._closed:
                return

    def _fulfilled_from_memory(self, request: SpriteRequest, future: Future[Sprite]) -> bool:
        found = self._known(request)
        if found is not None:
            future.set_result(found)
        return found is not None

    def _fulfil(self, orders: Sequence[Order]) -> None:
        """Draw side by side; when that fails, one by one, so that each failure meets its own request alone."""
        if not orders:
            return
        try:
            sprites = self._draw([request for request, _ in orders], self._leave_when_closed)
        except _ClosedError:
            for _, future in orders:
                future.set_exception(CancelledError("the generator was closed"))
        except Exception as error:
            if len(orders) > 1:
                for order in orders:
                    self._fulfil([order])
            else:
                orders[0][1].set_exception(error)
        else:
            for (_, future), sprite in zip(orders, sprites, strict=True):
                future.set_result(sprite)

    def _leave_when_closed(self, _: int) -> None:
        if self._closed:
            raise _ClosedError


def _next(orders: SimpleQueue[Order | None]) -> Order | None:
    try:
        return orders.get_nowait()
    except Empty:
        return None
