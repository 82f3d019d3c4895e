"""Keys -> sprites drawn before, and new ones -> disk: a whole entry or a miss, never wrong pixels, never an error.

Entries are PNG files that any viewer opens. A cache that cannot be written warns once and costs nothing but time.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pixelgen.cache.bounded_folder import BoundedFolder, read_small
from pixelgen.cache.entry import LARGEST_ENTRY, EntryKey, decode_entry, encode_entry
from pixelgen.sprite import Sprite

CACHE_VARIABLE = (
    "PIXELGEN_CACHE_DIR"  # a folder instead of the platform's own, for programs that let the environment say
)
DEFAULT_LIMIT = 256 << 20  # bytes on the disk; an entry takes 4 KiB of them


class CacheWarning(UserWarning):
    """The cache cannot be written; sprites are drawn again the next time."""


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """entries and the bytes of disk that they take; limit: bytes at most."""

    folder: Path
    entries: int
    bytes: int
    limit: int


@dataclass(frozen=True, slots=True)
class CacheCheck:
    """What a look at every entry found; damaged ones were removed, they will be drawn anew."""

    entries: int
    damaged: int


class Cache:
    """Sprites drawn before. Many processes and threads may share a folder.

    folder: None is the platform's own place for caches. limit: bytes of disk at most. warn: is told, once, why
    nothing can be written; None issues a CacheWarning.
    """

    def __init__(
        self, folder: Path | str | None = None, *, limit: int = DEFAULT_LIMIT, warn: Callable[[str], None] | None = None
    ) -> None:
        self.folder = default_folder() if folder is None else Path(folder)
        self._files = BoundedFolder(self.folder, limit=limit)
        self._warn = warn
        self._warned = False

    def get(self, key: EntryKey) -> Sprite | None:
        """The sprite of a key; None when it is not here, damaged, or another's."""
        digest = key.digest()
        content = self._files.read(digest, largest=LARGEST_ENTRY)
        found = None if content is None else decode_entry(content)
        if found is None or found[0] != key:
            return None
        self._files.touch(digest)
        return found[1]

    def put(self, key: EntryKey, sprite: Sprite, *, canonical: str = "") -> None:
        """Keep a sprite, with the text of its request. A failure is told once and changes nothing else."""
        try:
            self._files.write(key.digest(), encode_entry(key, sprite, canonical=canonical))
        except OSError as error:
            self._tell(f"cannot write the cache {self.folder}: {error.strerror or error}; sprites stay uncached")

    def info(self) -> CacheInfo:
        """How full it is."""
        rooms = [file.room for file in self._files.files() if not file.temporary]
        return CacheInfo(self.folder, len(rooms), sum(rooms), self._files.limit)

    def verify(self) -> CacheCheck:
        """Read every entry and remove those that are damaged or not in their place. OSError when that fails."""
        entries = 0

        def damaged(path: Path) -> bool:
            content = read_small(path, largest=LARGEST_ENTRY)
            found = None if content is None else decode_entry(content)
            return found is None or self._files.path(found[0].digest()) != path

        def unwanted(path: Path, *, temporary: bool) -> bool:
            nonlocal entries
            entries += not temporary
            return not temporary and damaged(path)

        count = self._files.remove(lambda file: unwanted(file.path, temporary=file.temporary))
        return CacheCheck(entries, count)

    def clear(self) -> int:
        """Remove every entry; gives their number. Files that are not the cache's stay. OSError when that fails."""
        return self._files.remove(lambda file: not file.temporary)

    def _tell(self, message: str) -> None:
        if self._warned:
            return
        self._warned = True
        if self._warn is None:
            warnings.warn(message, CacheWarning, stacklevel=3)
        else:
            self._warn(message)


def default_folder() -> Path:
    """Where this platform keeps caches."""
    import platformdirs  # only for this; a game that names a folder need not load it

    return Path(platformdirs.user_cache_dir("pixelgen", appauthor=False))
