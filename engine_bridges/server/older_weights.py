"""The digest of weights -> a generator with them, for DNAs that the server's own weights did not draw.

Made when it is first asked for, and few in all, since each holds its weights in memory. Knows no requests.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """A generator, as far as it is needed here."""

    def close(self) -> None:
        """Stop drawing."""


G = TypeVar("G", bound=Closable)
MOST = 4


class OlderWeights(Generic[G]):
    """find: the first digits of a digest -> the file, None where there is none; make: the file -> a generator."""

    def __init__(self, find: Callable[[str], Path | None], make: Callable[[Path], G]) -> None:
        self._find = find
        self._make = make
        self._made: dict[str, G] = {}
        self._lock = Lock()

    def generator(self, digest: str) -> G | None:
        """The generator; None when no file has these weights, or so many are in use already. From any thread."""
        with self._lock:
            if digest not in self._made:
                file = self._find(digest) if len(self._made) < MOST else None
                if file is None:
                    return None
                self._made[digest] = self._make(file)
            return self._made[digest]

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            for generator in self._made.values():
                generator.close()
            self._made.clear()
