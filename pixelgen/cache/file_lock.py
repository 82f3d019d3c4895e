"""A file -> one holder at a time, among threads and processes. The system lets go when a holder dies."""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE_SECONDS = 0.002  # between two tries of one that waits
_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


@contextmanager
def locked(path: Path, *, patience_seconds: float) -> Iterator[int]:
    """Hold the lock on a file, created when it is missing, for as long as the block lasts; gives its descriptor.

    The file itself is neither read nor written. TimeoutError, which is an OSError, when another process or thread
    still holds the lock after `patience_seconds`; OSError when the path is a link or no ordinary file.
    """
    descriptor = _opened(path)
    try:
        deadline = time.monotonic() + patience_seconds
        while not _take(descriptor):
            if time.monotonic() >= deadline:
                raise TimeoutError(errno.EAGAIN, "another process holds its lock", str(path))
            time.sleep(PAUSE_SECONDS)
        try:
            yield descriptor
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    if path.is_symlink():  # before opening, for systems without O_NOFOLLOW
        raise OSError(errno.ELOOP, f"{path.name} is a link; remove it", str(path))
    descriptor = os.open(path, _FLAGS, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, f"{path.name} is no ordinary file; remove it", str(path))
    return descriptor


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte that nobody reads: Windows forbids reading locked ones

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
