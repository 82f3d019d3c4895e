"""(finished, total) -> one line on a terminal, rewritten in place; nothing at all on anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_BAR = 30


@contextmanager
def progress_line(stream: TextIO | None, *, what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function to call with (finished, total); the line is wiped when the work ends, however it ends.

    [##########--------------------] 12 of 36 sprites
    """
    shown = 0

    def report(finished: int, total: int) -> None:
        nonlocal shown
        if stream is None or not stream.isatty():
            return
        filled = _BAR * finished // max(total, 1)
        line = f"[{'#' * filled}{'-' * (_BAR - filled)}] {finished} of {total} {what}"
        stream.write(f"\r{line.ljust(shown)}")
        stream.flush()
        shown = len(line)

    try:
        yield report
    finally:
        if stream is not None and shown:
            stream.write(f"\r{' ' * shown}\r")
            stream.flush()
