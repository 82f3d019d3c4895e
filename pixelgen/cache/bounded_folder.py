"""Names and bytes -> small files in one folder, whole or not there, within a bound. Knows nothing of what is in them.

    lock        held by whoever writes or removes; never read or written itself
    tally       bytes of disk in use, as far as writers know
    00/ ... ff/ the files, by the first two digits of their names

Finding a file costs the same among a hundred and among ten thousand. Readers take no lock. A writer raises the tally
before it writes, so that a killed writer can only leave it too high; the next clean-up counts anew. No link is followed
at any of these names: the folder itself may be one.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pixelgen.cache.file_lock import PAUSE_SECONDS, locked
from pixelgen.cache.tally import Tally, read_tally, tally_bytes
from pixelgen.files.own_folder import other_use_of

LOW_WATER = 0.8  # of the limit, after a clean-up
RETRY_SECONDS = 60.0  # after the lock was not had: how long nothing is written
_RECOUNT = 0.05  # of the limit: a tally that says too little is found out after so much was written
_SKEW_SECONDS = 3600.0  # times further in the future come from a clock that was wrong, and tell nothing
_SLICE = 256  # files looked at under the lock at a time
_BLOCK = 4096  # what a file takes on the disk is a multiple of this
_LOCK, _TALLY, _NEXT_TALLY = "lock", "tally", "tally.part"
_PATIENCE_SECONDS = 2.0
_NAME = re.compile(r"[0-9a-f]{62}\.png")
_TEMPORARY = re.compile(r"\.pixelgen-[0-9a-f]{16}\.part")
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_REPARSE_POINT = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: Windows has links that it calls folders


@dataclass(frozen=True, slots=True)
class File:
    """size: bytes taken on the disk; seconds: time of the last use; temporary: not yet renamed by its writer."""

    path: Path
    size: int
    seconds: float
    temporary: bool


class BoundedFolder:
    """A folder that holds at most `limit` bytes; what was used last stays longest. OSError when it cannot write.

    clock: seconds since the epoch. timer: seconds of a clock that never goes back.
    """

    def __init__(
        self,
        folder: Path,
        *,
        limit: int,
        clock: Callable[[], float] = time.time,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self.limit = limit
        self._clock = clock
        self._timer = timer
        self._other_use = other_use_of(folder)
        self._retry_at: float | None = None  # of the timer; None while the lock is to be had

    def path(self, digest: str) -> Path:
        """Where the file of a digest (64 hex digits) lies."""
        return self.folder / digest[:2] / f"{digest[2:]}.png"

    def read(self, digest: str, *, largest: int) -> bytes | None:
        """The file's bytes; None when it is missing, too large or no ordinary file."""
        path = self.path(digest)
        return read_small(path, largest=largest) if _is_folder(path.parent) else None

    def touch(self, digest: str) -> None:
        """Mark a file as used now."""
        with suppress(OSError):
            now = self._clock()
            os.utime(self.path(digest), (now, now), follow_symlinks=os.utime not in os.supports_follow_symlinks)

    def write(self, digest: str, content: bytes) -> None:
        """Put a file in its place in one step; the least recently used ones are evicted for it.

        TimeoutError when another process holds the lock for two seconds. For a minute nothing is written then, and
        nobody waits: not in this minute, nor when it ends, unless the lock was had in between.
        """
        place, size = self.path(digest), _disk_size(len(content))
        if size > self.limit or (self._retry_at is not None and self._timer() < self._retry_at):
            return
        if self._other_use is not None:
            raise OSError(errno.EINVAL, f"it is {self._other_use}; name a folder for the cache alone", str(self.folder))
        with suppress(FileExistsError):
            place.parent.mkdir(parents=True)
        if not _is_folder(place.parent):
            raise OSError(errno.ENOTDIR, f"{place.parent.name} is a link or no folder; remove it", str(place.parent))
        try:
            self._write(place, content, size)
        except TimeoutError:
            self._retry_at = self._timer() + RETRY_SECONDS
            raise

    def files(self) -> Iterator[File]:
        """Every file that is ours, in no order; others are passed over."""
        for number in range(256):
            prefix = self.folder / f"{number:02x}"
            if not _is_folder(prefix):
                continue
            with suppress(OSError), os.scandir(prefix) as found:
                for entry in found:
                    temporary = bool(_TEMPORARY.fullmatch(entry.name))
                    if temporary or _NAME.fullmatch(entry.name):
                        with suppress(OSError):
                            status = entry.stat(follow_symlinks=False)
                            if stat.S_ISREG(status.st_mode):
                                yield File(Path(entry.path), _disk_size(status.st_size), status.st_mtime, temporary)

    def remove(self, unwanted: Callable[[Path], bool]) -> int:
        """Remove the files that `unwanted` names, and temporaries; gives the number of the former.

        It is asked without the lock, and for each of these files again under it, some hundred at a time, so that
        writers need not wait for long. TimeoutError when another process holds the lock for two seconds.
        """
        if not self.folder.is_dir():
            return 0
        with self._lock(_PATIENCE_SECONDS):
            pass  # an error, if there is one, before the long work
        count, files = 0, self.files()
        while some := list(islice(files, _SLICE)):
            if chosen := [file for file in some if file.temporary or unwanted(file.path)]:
                count += self._remove(chosen, unwanted)
                time.sleep(PAUSE_SECONDS + 0.001)  # so that those who wait for the lock get it
        return count

    def _lock(self, patience_seconds: float) -> AbstractContextManager[int]:
        return locked(self.folder / _LOCK, patience_seconds=patience_seconds)

    def _write(self, place: Path, content: bytes, size: int) -> None:
        with self._lock(_PATIENCE_SECONDS if self._retry_at is None else 0.0):
            self._retry_at = None
            tally = self._read_tally()
            if tally is None or tally.taken + size > self.limit or tally.written + size > self.limit * _RECOUNT:
                tally = Tally(self._evict(size), 0)
                if tally.taken + size > self.limit:
                    return
            self._write_tally(tally.taken + size, tally.written + size)
            temporary = place.with_name(f".pixelgen-{secrets.token_hex(8)}.part")
            try:
                _write_new(temporary, content)
                replaced = _size_at(place)
                os.replace(temporary, place)
            except OSError:
                with suppress(OSError):
                    temporary.unlink()
                raise
            if replaced:
                self._write_tally(tally.taken + size - replaced, tally.written + size)

    def _remove(self, files: Sequence[File], unwanted: Callable[[Path], bool]) -> int:
        """Under the lock no temporary has a writer any more; what was unwanted may have been replaced since."""
        with self._lock(_PATIENCE_SECONDS):
            gone = [file for file in files if (file.temporary or unwanted(file.path)) and _unlinked(file.path)]
            tally = self._read_tally()
            if tally is not None:
                self._write_tally(tally.taken - sum(file.size for file in gone), tally.written)
        return sum(not file.temporary for file in gone)

    def _evict(self, size: int) -> int:
        """Under the lock, sweep temporaries, and remove the least recently used when over the limit -> bytes in use."""
        kept = [file for file in self.files() if not (file.temporary and _unlinked(file.path))]
        taken = sum(file.size for file in kept)
        if taken + size > self.limit:
            latest = self._clock() + _SKEW_SECONDS
            kept.sort(key=lambda file: (file.seconds if file.seconds <= latest else 0.0, file.path.name))
            for file in kept:
                if taken + size <= self.limit * LOW_WATER:
                    break
                if _unlinked(file.path):
                    taken -= file.size
        return taken

    def _read_tally(self) -> Tally | None:
        return read_tally(read_small(self.folder / _TALLY, largest=64))

    def _write_tally(self, taken: int, written: int) -> None:
        temporary = self.folder / _NEXT_TALLY
        with suppress(FileNotFoundError):
            temporary.unlink()  # of a writer that was killed
        _write_new(temporary, tally_bytes(Tally(taken, written)))
        os.replace(temporary, self.folder / _TALLY)


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


def _unlinked(path: Path) -> bool:
    """Remove a file -> whether it was there and could be."""
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _disk_size(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK


def _size_at(path: Path) -> int:
    try:
        return _disk_size(path.lstat().st_size)
    except FileNotFoundError:
        return 0


def _is_folder(path: Path) -> bool:
    """Whether it is a folder and no link to one."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not getattr(status, "st_file_attributes", 0) & _REPARSE_POINT
