"""Content -> a file that is whole or not there. Knows nothing of what is in it."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

_PATIENCE_SECONDS = 3.0  # another game holds the lock for milliseconds, on a busy machine for longer; no frame waits


def write_whole(path: Path, content: bytes) -> None:
    """The whole file, or none of it: written beside its place, flushed, then renamed. OSError when that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def put_aside(path: Path, name: str) -> Path | None:
    """Rename a file to `name-1`, or the next number that is free; None when it cannot be renamed."""
    for number in range(1, 100):
        aside = path.with_name(f"{path.stem}.{name}-{number}{path.suffix}")
        if not aside.exists():
            with contextlib.suppress(OSError):
                os.replace(path, aside)
                return aside
            return None
    return None


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other processes that ask for the same out of a folder. Whoever holds it too long is not waited for.

    OSError when the folder cannot be made. Where files cannot be locked, nothing is locked.
    """
    from filelock import FileLock, Timeout  # takes a while to import: on the thread that writes

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    with contextlib.suppress(Timeout, OSError, NotImplementedError):
        lock.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield
    finally:
        lock.release()
