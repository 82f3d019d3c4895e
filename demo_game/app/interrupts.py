"""SIGINT and SIGHUP -> KeyboardInterrupt, also when somebody swallowed it. Imports nothing that takes long.

Python raises KeyboardInterrupt wherever the main thread is. In the middle of a C library's import or callback it gets
lost or becomes another error; so it is noted here and raised again.
"""

from __future__ import annotations

import sys

_noted = False


def catch_interrupts() -> None:
    """From now on note them, and print nothing of errors that one causes in finalizers. Only on the main thread."""
    import signal  # inside, so that whoever imports this can catch an interrupt of it

    sys.unraisablehook = _unraisable

    for name in ("SIGINT", "SIGHUP"):  # Windows has no SIGHUP: a terminal that closes
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)


def interrupt(number: int, frame: object) -> None:
    """The handler of the signals."""
    global _noted
    _noted = True
    raise KeyboardInterrupt


def _unraisable(error: sys.UnraisableHookArgs) -> None:
    if not _noted:
        sys.__unraisablehook__(error)


def was_interrupted() -> bool:
    """Whether there was one."""
    return _noted


def raise_interrupt() -> None:
    """Raise KeyboardInterrupt again when one was noted, once."""
    global _noted
    if _noted:
        _noted = False
        raise KeyboardInterrupt
