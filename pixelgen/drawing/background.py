"""Requests one by one -> futures, fulfilled by one thread in the background; nothing here waits for a drawing.

A future stays pending until its sprite is there, so that it can be cancelled at any time: `result` raises at once, and
the drawing stops when all futures of the sprites drawn together are cancelled. Every future ends, whatever is raised on
the way, and the thread goes on with the next. Knows nothing of how sprites are drawn.
"""

from __future__ import annotations

import atexit
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import RLock, Thread, current_thread
from weakref import WeakSet

from pixelgen.checks import check_is
from pixelgen.drawing.forking import register_after_fork
from pixelgen.drawing.sprite_future import SpriteFuture
from pixelgen.model.stopping import Stop, StoppedError, stoppable_by
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

DRAWN_TOGETHER = 4  # side by side is faster, but the first waits for the last

Draw = Callable[[Sequence[SpriteRequest], Callable[[int], None]], list[Sprite]]
Known = Callable[[SpriteRequest], Sprite | None]
Task = tuple[SpriteRequest, SpriteFuture]

_LOG = logging.getLogger("pixelgen")


class BackgroundWorker:
    """draw: gives the sprites of some requests and tells when each is complete; known: one drawn before, or None."""

    def __init__(self, draw: Draw, known: Known) -> None:
        self._draw = draw
        self._known = known
        self._closed = False
        self._begin_anew()
        register_after_fork(self)

    def _begin_anew(self) -> None:
        self._queue: SimpleQueue[Task | None] = SimpleQueue()
        self._pending: WeakSet[SpriteFuture] = WeakSet()
        # Held for a moment only, never while drawing. The collector may close the worker in the middle of that.
        self._lock = RLock()
        self._stop = Stop()  # of what is being drawn
        self._thread: Thread | None = None

    def submit(self, request: SpriteRequest, *, keeps: object = None) -> SpriteFuture:
        """A future of the request's sprite. keeps: what it keeps alive until then.

        RequestError for what is no request; RuntimeError after `close`, or when the system gives no thread.
        """
        future = SpriteFuture(keeps)
        check_is("request", request, SpriteRequest)
        with self._lock:
            if self._closed:
                raise RuntimeError("the generator is closed; nothing can be submitted to it")
            if self._thread is None or not self._thread.is_alive():
                # A daemon, so that a program that forgot `close` still ends; atexit ends the thread before NumPy goes.
                self._thread = Thread(target=self._work, name="pixelgen", daemon=True)
                self._thread.start()
                atexit.unregister(self.close)
                atexit.register(self.close)
            self._pending.add(future)
            self._queue.put((request, future))
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
        raised: BaseException | None = None
        while (task := _next(self._queue)) is not None:
            try:
                task[1].drop()
            except BaseException as error:  # of a callback, or an interrupt: the others end all the same
                raised = raised or error
        self._queue.put(None)
        # It is this one in a callback, or when the last future kept the generator alive; it may never have started.
        if thread is not current_thread() and thread.ident is not None:
            thread.join()
        if raised is not None:
            raise raised

    def after_fork(self) -> None:
        """In the new process there is no thread; what was submitted is drawn in the old one."""
        pending = list(self._pending)
        self._begin_anew()
        for future in pending:
            if not future.done():
                future.abandon_after_fork()

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            tasks = [task]
            while len(tasks) < DRAWN_TOGETHER and (task := _next(self._queue)) is not None:
                tasks.append(task)
            try:
                self._fulfil([each for each in tasks if not self._fulfilled_from_memory(*each)])
            except BaseException as error:
                _LOG.exception("the thread that draws continues after an error")
                for _, future in tasks:
                    future.fail(error)
            del task, tasks  # whose futures keep the generator alive
            if self._closed:
                return

    def _fulfilled_from_memory(self, request: SpriteRequest, future: SpriteFuture) -> bool:
        found = None if future.cancelled() else self._known(request)
        if found is not None:
            future.fulfil(found)
        return found is not None

    def _fulfil(self, tasks: Sequence[Task]) -> None:
        """Draw side by side; when that fails, one by one, so that each failure meets its own request alone."""
        wanted = [(request, future) for request, future in tasks if not future.is_unwanted()]
        if not wanted:
            return
        futures = [future for _, future in wanted]
        stop = self._begin()

        def stop_when_all_cancelled(_: Future[Sprite]) -> None:
            if all(future.cancelled() for future in futures):
                stop.set()

        for future in futures:
            future.add_done_callback(stop_when_all_cancelled)
        try:
            with stoppable_by(stop):
                sprites = self._draw([request for request, _ in wanted], lambda _: stop.check())
        except StoppedError:
            for future in futures:
                future.abandon()
        except BaseException as error:
            if len(wanted) > 1:
                for each in wanted:
                    self._fulfil([each])
            else:
                futures[0].fail(error)
        else:
            for future, sprite in zip(futures, sprites, strict=True):
                future.fulfil(sprite)

    def _begin(self) -> Stop:
        with self._lock:
            self._stop = Stop()
            if self._closed:
                self._stop.set()
            return self._stop


def _next(queue: SimpleQueue[Task | None]) -> Task | None:
    try:
        return queue.get_nowait()
    except Empty:
        return None
