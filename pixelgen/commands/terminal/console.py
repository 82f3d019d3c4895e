"""Texts -> stdout and stderr: a result, an error, the library's messages. A reader that went away is no exception."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import warnings
from collections.abc import Iterator

DONE, FAILED = 0, 1


def print_result(text: str, who: str) -> int:
    """Print and flush -> exit code. A reader that went away is no error; a full disk behind stdout is."""
    if sys.stdout is None:
        return DONE
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            # What is left in the buffer would fail once more when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # EINVAL: a closed pipe on Windows
            print_error(who, f"cannot print: {error.strerror}")
            return FAILED
    return DONE


def print_error(who: str, message: str) -> None:
    """One line on stderr."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(one_line(who, message), end="", file=sys.stderr, flush=True)


def one_line(who: str, message: str) -> str:
    """A line that no text can break, whatever it holds."""
    shown = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in message)
    return f"{who}: {shown}\n"


@contextlib.contextmanager
def library_messages(level: int) -> Iterator[None]:
    """Print what the library logs from this level on and what it warns of to stderr, each different line once."""
    logger, lines = logging.getLogger("pixelgen"), logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("pixelgen: %(message)s"))
    before = logger.level
    logger.addHandler(lines)
    logger.setLevel(level)
    shown: set[str] = set()

    def is_new(text: str) -> bool:
        new = text not in shown
        shown.add(text)
        return new

    def show(message: Warning | str, *_: object, **__: object) -> None:
        if is_new(str(message)):
            print_error("pixelgen", str(message))

    lines.addFilter(lambda record: is_new(record.getMessage()))

    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("always", category=UserWarning)  # the library's own are of this kind
            warnings.showwarning = show
            yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(lines)
