"""Files -> hashes of their content, as they are now or as they were when something read them. Knows no use of any."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from engine_bridges.creatures.creature import PackError
from engine_bridges.pack_file.sources import read_file


class Reading:
    """Reads files for somebody else and remembers what of; a file that cannot be read has the hash None."""

    def __init__(self) -> None:
        self.digests: dict[Path, str | None] = {}

    def __call__(self, path: Path) -> bytes:
        """As `read_file`."""
        self.digests[path] = None
        content = read_file(path)
        self.digests[path] = hashlib.sha256(content).hexdigest()
        return content


def digests_of(paths: Iterable[Path]) -> dict[Path, str | None]:
    """SHA-256 of each file's content, hexadecimal; None for one that cannot be read."""
    reading = Reading()
    for path in paths:
        try:
            reading(path)
        except (OSError, ValueError, PackError):
            continue  # it is noted as None
    return reading.digests
