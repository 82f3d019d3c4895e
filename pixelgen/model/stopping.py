"""A request to end a drawing early -> a flag that the engine checks before each pass over the weights.

The flag is passed to the engine around the calls in between, as a cancel scope is (trio, Nathaniel J. Smith 2018).
Knows nothing of drawings or futures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ctypes import c_int32

from pixelgen.checks import check_is
from pixelgen.errors import PixelgenError


class StoppedError(PixelgenError):
    """The drawing was stopped before it was complete."""


class Stop:
    """A flag that any thread may set, once and for all. `flag` is where C reads it."""

    def __init__(self) -> None:
        self.flag = c_int32(0)

    def set(self) -> None:
        """End the drawings inside `stoppable_by(self)`, within some milliseconds."""
        self.flag.value = 1

    def is_set(self) -> bool:
        """Whether it was set."""
        return self.flag.value != 0

    def check(self) -> None:
        """StoppedError when it was set."""
        if self.is_set():
            raise StoppedError("the drawing was stopped")


_CURRENT: ContextVar[Stop | None] = ContextVar("pixelgen_stop", default=None)


@contextmanager
def stoppable_by(stop: Stop) -> Iterator[None]:
    """What this thread draws inside the `with` ends with StoppedError soon after the stop is set.

    RequestError for what is no Stop.
    """
    check_is("stop", stop, Stop)
    token = _CURRENT.set(stop)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current_stop() -> Stop | None:
    """The stop of the innermost `stoppable_by` around the caller, in its thread."""
    return _CURRENT.get()
