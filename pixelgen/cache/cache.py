"""Keys -> sprites drawn before, and new ones -> disk: a whole entry or a miss, never wrong pixels, never an error.

Entries are PNG files that any viewer opens. A cache that cannot be written warns once and costs nothing but time.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pixelgen.cache.bounded_folder import BoundedFolder, read_small
from pixelgen.cache.entry import LARGEST_ENTRY, EntryKey, decode_entry, encode_entry
from pixelgen.checks import check_is, checked_path, checked_whole, shown
from pixelgen.errors import RequestError
from pixelgen.sprite import Sprite

CACHE_VARIABLE = "PIXELGEN_CACHE_DIR"  # in the environment of programs that read it: a folder for the cache
_MOST_BYTES = (1 << 63) - 1
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
    """How many entries were read and how many of them were damaged; those were removed and will be drawn anew."""

    entries: int
    damaged: int


class Cache:
    """Sprites drawn before. Many processes and threads may share a folder.

    folder: None is the platform's own place for caches; a leading ~ is the user's home folder. limit: bytes of disk at
    most. warn: is called once, with one line, when nothing can be written; None issues a CacheWarning. RequestError,
    which is a ValueError, for arguments that are none of these.
    """

    def __init__(
        self, folder: Path | str | None = None, *, limit: int = DEFAULT_LIMIT, warn: Callable[[str], None] | None = None
    ) -> None:
        bound = checked_whole("limit", limit, _MOST_BYTES)
        if warn is not None and not callable(warn):
            raise RequestError(f"warn must be callable; got {shown(warn)}")
        self.folder = default_folder() if folder is None else Path(os.path.expanduser(checked_path("folder", folder)))
        self._files = BoundedFolder(self.folder, limit=bound)
        self._warn = warn
        self._warned = False

    def get(self, key: EntryKey) -> Sprite | None:
        """The sprite of a key; None when there is no whole entry of it."""
        check_is("key", key, EntryKey)
        digest = key.digest()
        content = self._files.read(digest, largest=LARGEST_ENTRY)
        found = None if content is None else decode_entry(content)
        if found is None or found[0] != key:
            return None
        self._files.touch(digest)
        return found[1]

    def put(self, key: EntryKey, sprite: Sprite, *, canonical: str = "") -> None:
        """Keep a sprite, with the text of its request. A failure is reported once and changes nothing else.

        While another process holds the cache's lock, the first call waits for two seconds at most; sprites are not
        kept for the next minute.
        """
        check_is("key", key, EntryKey)
        check_is("sprite", sprite, Sprite)
        try:
            self._files.write(key.digest(), encode_entry(key, sprite, canonical=canonical))
        except OSError as error:
            self._tell(f"cannot write the cache {self.folder}: {error.strerror or error}; sprites stay uncached")

    def info(self) -> CacheInfo:
        """How full it is."""
        sizes = [file.size for file in self._files.files() if not file.temporary]
        return CacheInfo(self.folder, len(sizes), sum(sizes), self._files.limit)

    def verify(self) -> CacheCheck:
        """Read every entry and remove those that are damaged or not in their place. OSError when that fails.

        Others may write meanwhile.
        """

        def damaged(path: Path) -> bool:
            content = read_small(path, largest=LARGEST_ENTRY)
            found = None if content is None else decode_entry(content)
            return found is None or self._files.path(found[0].digest()) != path

        return CacheCheck(self.info().entries, self._files.remove(damaged))

    def clear(self) -> int:
        """Remove every entry and return their number. Files that are not the cache's stay. OSError when that fails."""
        return self._files.remove(lambda _: True)

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
