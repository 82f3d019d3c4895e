"""Names and bytes -> small files in one folder, whole or not there, within a bound. Knows nothing of what is in them.

Files lie by the first two digits of their name, so that finding one costs the same among a hundred and among ten
thousand. Readers take no lock. Writers take one; under it they keep the tally of the room taken, in the lock file
itself, before they write: a killed writer can only leave it too high, and the next clean-up counts anew.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pixelgen.cache.file_lock import locked

LOW_WATER = 0.8  # of the limit, after a clean-up
STALE_SECONDS = 600.0  # a temporary this old was left by a writer that is gone
_BLOCK = 4096  # what a file takes on the disk is a multiple of this
_LOCK = "lock"
_PATIENCE_SECONDS = 2.0
_TALLY = 20  # digits
_NAME = re.compile(r"[0-9a-f]{62}\.png")
_TEMPORARY = re.compile(r"\.pixelgen-[0-9a-f]{16}\.part")
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class File:
    """room: bytes on the disk; temporary: a writer's, not yet renamed."""

    path: Path
    room: int
    seconds: float  # time of the last use
    temporary: bool


class BoundedFolder:
    """A folder that holds at most `limit` bytes; what was used last stays longest. OSError when it cannot write."""

    def __init__(self, folder: Path, *, limit: int, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.limit = limit
        self._clock = clock

    def path(self, digest: str) -> Path:
        """Where the file of a digest (64 hex digits) lies."""
        return self.folder / digest[:2] / f"{digest[2:]}.png"

    def read(self, digest: str, *, largest: int) -> bytes | None:
        """The file's bytes; None when it is missing, too large or no ordinary file."""
        return read_small(self.path(digest), largest=largest)

    def touch(self, digest: str) -> None:
        """Mark a file as used now."""
        with suppress(OSError):
            now = self._clock()
            os.utime(self.path(digest), (now, now))

    def write(self, digest: str, content: bytes) -> None:
        """Put a file in its place in one step; the least recently used ones make room for it."""
        place = self.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        room = _room(len(content))
        with locked(self.folder / _LOCK, patience_seconds=_PATIENCE_SECONDS) as lock:
            taken = _read_tally(lock)
            if taken is None or taken + room > self.limit:
                taken = self._make_room(room)
                if taken + room > self.limit:
                    return
            _write_tally(lock, taken + room)
            temporary = place.with_name(f".pixelgen-{secrets.token_hex(8)}.part")
            try:
                _write_new(temporary, content)
                replaced = _room_at(place)
                os.replace(temporary, place)
            except OSError:
                with suppress(OSError):
                    temporary.unlink()
                raise
            if replaced:
                _write_tally(lock, taken + room - replaced)

    def files(self) -> Iterator[File]:
        """Every file that is ours, in no order; others are passed over."""
        for number in range(256):
            with suppress(OSError), os.scandir(self.folder / f"{number:02x}") as found:
                for entry in found:
                    temporary = bool(_TEMPORARY.fullmatch(entry.name))
                    if temporary or _NAME.fullmatch(entry.name):
                        with suppress(OSError):
                            status = entry.stat(follow_symlinks=False)
                            if stat.S_ISREG(status.st_mode):
                                yield File(Path(entry.path), _room(status.st_size), status.st_mtime, temporary)

    def remove(self, unwanted: Callable[[File], bool]) -> int:
        """Remove files, and temporaries that are stale; gives the number of those that `unwanted` named."""
        count = 0
        if not self.folder.is_dir():
            return 0
        with locked(self.folder / _LOCK, patience_seconds=_PATIENCE_SECONDS) as lock:
            taken = 0
            for file in self.files():
                chosen = unwanted(file)
                if (chosen or self._is_stale(file)) and _removed(file.path):
                    count += chosen
                else:
                    taken += file.room
            _write_tally(lock, taken)
        return count

    def _make_room(self, room: int) -> int:
        """Sweep stale temporaries; when over the limit, remove the least recently used -> the room still taken."""
        kept: list[File] = []
        for file in self.files():
            if not (self._is_stale(file) and _removed(file.path)):
                kept.append(file)
        taken = sum(file.room for file in kept)
        if taken + room > self.limit:
            for file in sorted(kept, key=lambda file: (file.seconds, file.path.name)):
                if taken + room <= self.limit * LOW_WATER:
                    break
                if not file.temporary and _removed(file.path):
                    taken -= file.room
        return taken

    def _is_stale(self, file: File) -> bool:
        return file.temporary and self._clock() - file.seconds > STALE_SECONDS


def read_small(path: Path, *, largest: int) -> bytes | None:
    """The bytes of an ordinary file of at most `largest`; None for anything else."""
    try:
        descriptor = os.open(path, _READ)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > largest:
            return None
        return os.read(descriptor, largest + 1)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, _WRITE, 0o666)
    try:
        if os.write(descriptor, content) != len(content):
            raise OSError(f"only a part of {path} could be written")
    finally:
        os.close(descriptor)


def _removed(path: Path) -> bool:
    """Whether it is gone, by whomever."""
    try:
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _room(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _room_at(path: Path) -> int:
    try:
        return _room(path.lstat().st_size)
    except FileNotFoundError:
        return 0


def _read_tally(lock: int) -> int | None:
    os.lseek(lock, 0, os.SEEK_SET)
    digits = os.read(lock, _TALLY + 1)
    return int(digits) if len(digits) == _TALLY and digits.isdigit() else None


def _write_tally(lock: int, taken: int) -> None:
    os.lseek(lock, 0, os.SEEK_SET)
    os.write(lock, f"{max(taken, 0):0{_TALLY}}".encode("ascii"))
    os.ftruncate(lock, _TALLY)
