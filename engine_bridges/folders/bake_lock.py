"""A pack's folder -> one bake at a time: the second waits, and says for whom. Knows nothing of what is written there.

The lock is a file in the folder; engines ignore names that begin with a dot. The system releases it when its holder
dies, and whoever gets it removes it in the end.
"""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from engine_bridges.creatures.creature import PackError
from pixelgen import locked

LOCK = ".pixelgen-lock"
_PAUSE_SECONDS = 0.1
_LONGEST_HOLDER = 200


@contextmanager
def held(
    folder: Path, *, tell: Callable[[str], None], pause: Callable[[], None] = lambda: time.sleep(_PAUSE_SECONDS)
) -> Iterator[None]:
    """Hold the folder, made when it is missing, for as long as the block lasts. tell: is told, once, who holds it.

    Folders that were made here and hold nothing in the end are removed again. PackError when it cannot be written to.
    """
    path = folder / LOCK
    with ExitStack() as stack:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        try:
            while not _taken(path, stack):
                if (holder := holder_of(path)) is not None and tell is not _quiet:
                    tell(f"{folder} is being baked by {holder}; waiting until it is done")
                    tell = _quiet
                pause()
        except (FileExistsError, NotADirectoryError) as error:
            if folder.is_symlink():
                raise PackError(f"cannot write {folder}: it is a link that leads to no folder; remove it") from error
            raise PackError(f"cannot write {folder}: it is a file, or lies in one; name another folder") from error
        except OSError as error:
            raise PackError(f"cannot write {folder}: {error.strerror or error}") from error
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
                for each in missing:
                    each.rmdir()  # works when nothing was baked


def note_holder(descriptor: int) -> None:
    """Write into a lock's file who holds it: this process."""
    who = f"process {os.getpid()} on {socket.gethostname()} since {datetime.now():%H:%M:%S}\n"
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)  # where a lock is taken, some systems leave the position elsewhere
    os.write(descriptor, who.encode("ascii", "backslashreplace"))


def holder_of(path: Path) -> str | None:
    """Who holds a lock, as it was noted; None when that is not written yet, or no longer."""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST_HOLDER).decode("ascii", "backslashreplace")
    except OSError:
        return None
    return text.strip() if text.endswith("\n") and text.strip().isprintable() else None


def _taken(path: Path, stack: ExitStack) -> bool:
    """Take the lock, if it is free and still the one that others look for; note who has it.

    The folder is made each time: whoever had the lock may have removed it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink():
        raise PackError(f"{path} is a link; remove it")
    with ExitStack() as attempt:
        try:
            descriptor = attempt.enter_context(locked(path, patience_seconds=0))
        except TimeoutError:
            return False
        try:
            if not os.path.samestat(os.fstat(descriptor), os.stat(path)):
                return False  # its last holder has removed it
        except FileNotFoundError:
            return False
        note_holder(descriptor)
        stack.enter_context(attempt.pop_all())
    return True


def _quiet(_: str) -> None:
    pass
