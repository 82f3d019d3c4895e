"""Files -> hashes of their content, now or when something read them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from engine_bridges.creatures.creature import PackError
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
