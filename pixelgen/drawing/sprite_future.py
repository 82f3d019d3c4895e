"""The future of a sprite: it keeps what draws it alive, and no callback of it can harm whoever fulfils it.

Knows nothing of how sprites are drawn.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial

from pixelgen.sprite import Sprite

_LOG = logging.getLogger("pixelgen")
_FULFILLER = threading.local()


class SpriteFuture(Future[Sprite]):
    """keeps: what must not be collected before the sprite is there."""

    def __init__(self, keeps: object = None) -> None:
        super().__init__()
        self._keeps = keeps
        self._claimed = False  # whether `set_running_or_notify_cancel` was called, which may be done once
        self._forked = False  # whether this is a copy whose callbacks belong to another process
        super().add_done_callback(_let_go)

    def add_done_callback(self, fn: Callable[[Future[Sprite]], object]) -> None:
        """As concurrent.futures has it; and a callback that calls `sys.exit` does not end the thread that draws."""
        super().add_done_callback(partial(_shielded, fn))

    def is_unwanted(self) -> bool:
        """Whether it was cancelled; also notifies `concurrent.futures.wait` of that."""
        return self.cancelled() and not self._claim()

    def fulfil(self, sprite: Sprite) -> None:
        """Set the sprite, unless the future was cancelled. Raises nothing."""
        _quietly(lambda: self.set_result(sprite) if self._claim() else None)

    def fail(self, error: BaseException) -> None:
        """Set an error for `result` to raise, unless the future was cancelled. Raises nothing."""
        _quietly(lambda: self.set_exception(error) if self._claim() else None)

    def abandon(self) -> None:
        """Cancel it from the thread that draws. Raises nothing."""
        _quietly(self.drop)

    def drop(self) -> None:
        """Cancel it. Raises what a callback raises, if that is no Exception."""
        try:
            self.cancel()
        finally:
            if self.cancelled():
                self._claim()

    def abandon_after_fork(self) -> None:
        """Cancel the copy in a forked process, where whoever held its lock or set callbacks is not there."""
        self._condition = threading.Condition()
        self._waiters.clear()
        self._forked = True
        if self.cancel():
            self._claim()
        else:  # it was just being fulfilled
            self.set_exception(CancelledError())

    def _claim(self) -> bool:
        """Whether it is still to be fulfilled."""
        if self._claimed:
            return False
        self._claimed = True
        return self.set_running_or_notify_cancel()


def _quietly(end: Callable[[], None]) -> None:
    before = getattr(_FULFILLER, "is_here", False)
    _FULFILLER.is_here = True
    try:
        end()
    except BaseException:
        _LOG.exception("the future of a sprite could not be completed")
    finally:
        _FULFILLER.is_here = before


def _let_go(future: Future[Sprite]) -> None:
    if isinstance(future, SpriteFuture):
        future._keeps = None


def _shielded(fn: Callable[[Future[Sprite]], object], future: Future[Sprite]) -> None:
    """Call back. `Future` stops at what is no Exception, and would never call the callbacks after this one."""
    if isinstance(future, SpriteFuture) and future._forked:
        return
    try:
        fn(future)
    except Exception:
        raise
    except BaseException:
        if not getattr(_FULFILLER, "is_here", False):
            raise
        _LOG.exception(
            "a callback of a sprite's future raised SystemExit or the like in the thread that draws; ignored"
        )
