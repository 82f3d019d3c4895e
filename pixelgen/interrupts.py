"""Ctrl-C, `kill` or a terminal that closes -> the end of a program at once, with its status and without a traceback.

Python raises KeyboardInterrupt wherever the main thread is. Within an import, a finalizer or a callback of a C library
it gets lost or comes out as another error. So a program that `run_program` runs notes each signal, and raises again
where it was lost. Without `run_program`, as in a program that uses pixelgen as a library, nothing here does anything.

Loads nothing else that takes a moment: before `run_program` an interrupt is a traceback. Knows nothing of programs.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # as in pixelgen/__init__.py
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

INTERRUPTED = 128 + signal.SIGINT  # as shells count
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP

_noted = 0  # the signal that came and was not answered; 0: none


def _raise() -> None:
    raise KeyboardInterrupt


def _end() -> NoReturn:
    """Without unwinding anything, and without waiting for threads that draw."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # there is none, or nobody reads it
            continue
    os._exit(128 + _noted)


_answer: Callable[[], object] = _raise


def run_program(load: Callable[[], Callable[[], int]]) -> NoReturn:
    """Run a program, and exit with its status: 130 after Ctrl-C, of other signals 128 and their number.

    load: imports what it needs -> the program, which returns its status; nothing may be half written before it begins.
    Signals that the process ignores, as behind `nohup` or a shell's `&`, or handles otherwise, are left alone.
    """
    global _answer
    loading()
    program = load()
    try:
        try:
            _answer = _raise
            with kept():
                status = program()
        finally:
            _answer = _end  # what there was to do is done
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status == INTERRUPTED and _noted:
        _end()
    sys.exit(status)


def loading() -> None:
    """A program's modules load before its `run_program` can: from here on a signal ends it at once."""
    global _answer
    _answer = _end
    _catch()


def _catch() -> None:
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) in (signal.default_int_handler, signal.SIG_DFL):
            signal.signal(number, _note)
    sys.unraisablehook = _unraisable


def _note(number: int, frame: object) -> None:
    global _noted
    _noted = number
    if (threads := sys.modules.get("threading")) is not None:
        threads.__dict__["excepthook"] = _thread_failed
    _answer()


def _unraisable(error: sys.UnraisableHookArgs) -> None:
    """Print nothing of what a signal broke in a finalizer."""
    if not _noted:
        sys.__unraisablehook__(error)


def _thread_failed(error: object) -> None:
    """Print nothing of what a signal broke in another thread, as in those that see to a pool of processes."""
    if not _noted:
        sys.modules["threading"].__excepthook__(error)


def raise_again() -> None:
    """Raise KeyboardInterrupt if a signal came and is not answered: once a turn, in loops that go on for long."""
    if _noted:
        raise KeyboardInterrupt


def forget() -> None:
    """The signal is answered: the program ends as usual."""
    global _noted
    _noted = 0


def kept() -> _Kept:
    """`with` this, a signal ends in KeyboardInterrupt, whatever swallowed it or made another error of it."""
    return _Kept()


def answered_by(answer: Callable[[], object]) -> _Answered:
    """`with` this, a signal calls `answer`, on the main thread between any two lines, and raises nothing itself.

    At once for one that came before and is not answered.
    """
    return _Answered(answer)


def ending_at_once() -> _Answered:
    """`with` this, a signal ends the process without unwinding it: to load libraries that abort or lose the exception.

    For use where nothing is half written.
    """
    return _Answered(_end)


def waiting() -> _Answered:
    """`with` this, a signal is noted and nothing else: for what must be done to its end."""
    return _Answered(lambda: None)


class _Kept:
    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None or issubclass(kind, Exception):
            raise_again()


class _Answered:
    def __init__(self, answer: Callable[[], object]) -> None:
        self._answer = answer

    def __enter__(self) -> None:
        global _answer
        self._before, _answer = _answer, self._answer
        if _noted:
            _answer()

    def __exit__(self, *_: object) -> None:
        global _answer
        _answer = self._before
