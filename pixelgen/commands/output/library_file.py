"""Requests -> lines of a library file of DNAs, when several programs may add to it at once: none loses another's."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pixelgen.cache.file_lock import locked
from pixelgen.errors import PixelgenError
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.request import SpriteRequest

_PATIENCE_SECONDS = 60


def add_to_library(path: Path, requests: Sequence[SpriteRequest], *, weights: str, engine_version: int) -> None:
    """Add the requests to the file as it is now. weights: hex digest of those that draw them. PixelgenError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(path):
            library = DnaLibrary.read(path)
            if library.add(requests, weights=weights, engine_version=engine_version):
                library.write(path)
    except OSError as error:
        raise PixelgenError(f"cannot write {path}: {error.strerror or error}") from error


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a lock file beside the library, which is removed afterwards."""
    name = hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    lock = path.with_name(f".pixelgen-{name}.lock")
    while True:
        with locked(lock, patience_seconds=_PATIENCE_SECONDS) as descriptor:
            if not _is_there(lock, descriptor):
                continue  # its last holder has removed it: lock the new one
            try:
                yield
            finally:
                with contextlib.suppress(OSError):  # Windows keeps a file that is open
                    lock.unlink()
            return


def _is_there(lock: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
