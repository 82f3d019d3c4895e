"""Files -> hashes of their content, now or when something read them; and of what a bake wrote."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import ANY_CONTENT, LARGEST, MANIFEST, listed_files
from engine_bridges.folders.plain_files import opened
from engine_bridges.pack_file.sources import read_file


class DigestingReader:
    """Reads files and remembers their digests: path -> SHA-256, hexadecimal; None for one that cannot be read."""

    def __init__(self) -> None:
        self.digests: dict[Path, str | None] = {}

    def __call__(self, path: Path) -> bytes:
        """As `read_file`; PackError for a pipe or device, which may never come to an end."""
        self.digests[path] = None
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise PackError("is a pipe or a device; only a file can be watched")
        content = read_file(path)
        self.digests[path] = hashlib.sha256(content).hexdigest()
        return content


def digests_of(paths: Iterable[Path]) -> dict[Path, str | None]:
    """SHA-256 of each file's content, hexadecimal; None for one that cannot be read."""
    reader = DigestingReader()
    for path in paths:
        try:
            reader(path)
        except (OSError, ValueError, PackError):
            continue  # recorded as None
    return reader.digests


class BakedFiles:
    """The files of a pack as they lie in its folder after a bake, to see which are removed or changed by hand.

    There may be thousands: one is read again only when its number, size or time of change differ. Of a file that the
    engine completes it matters only whether it is there.
    """

    def __init__(self) -> None:
        self._completed: set[Path] = set()
        self._read: dict[Path, tuple[tuple[int, ...], str | None]] = {}

    def noted(self, folder: Path, others: Iterable[Path] = ()) -> dict[Path, str | None]:
        """The digests of all files of the folder's pack, and of other files that the bake wrote."""
        manifest = folder / MANIFEST
        try:
            with opened(manifest) as file:
                listed = listed_files(file.read(LARGEST + 1))
        except (OSError, PackError):  # removed a moment ago
            listed = {}
        self._completed = {folder / path for path, digest in listed.items() if digest == ANY_CONTENT}
        self._read = dict.fromkeys((manifest, *(folder / path for path in listed), *others), ((), None))
        return self.digests_of(self._read)

    def __contains__(self, path: Path) -> bool:
        return path in self._read

    def digests_of(self, paths: Iterable[Path]) -> dict[Path, str | None]:
        """SHA-256 of each of these files, hexadecimal; None for one that is gone or cannot be read."""
        return {path: self._digest_of(path) for path in paths}

    def _digest_of(self, path: Path) -> str | None:
        try:
            status = os.stat(path)
        except OSError:
            return None
        if path in self._completed:
            return ANY_CONTENT
        stamp = status.st_ino, status.st_size, status.st_mtime_ns
        if self._read[path][0] != stamp:
            self._read[path] = stamp, digests_of([path])[path]
        return self._read[path][1]
