"""Bytes -> files, each whole or not there at all, and the folders for them. Knows nothing of what is in them."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from pixelgen.checks import check_is
from pixelgen.errors import PixelgenError

_IS_FOLDER = "it is a folder; name a file"


def check_writable(path: Path) -> None:
    """PixelgenError when no file could be written at `path`, nor the folders above it made that are missing.

    For asking before long work; leaves nothing behind.
    """
    with _errors_of(path):
        place = _behind_links(path) if path.is_symlink() else path
        folder = next((folder for folder in place.parents if os.path.lexists(folder)), place)
        if not folder.is_dir():
            raise PixelgenError(f"cannot write {path}: {folder} is not a folder")
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, _IS_FOLDER)
        if mode and not stat.S_ISREG(mode):
            raise PixelgenError(f"cannot write {path}: it is no ordinary file; name another")
        probe = _beside(folder / path.name)
        try:
            probe.open("xb").close()
        finally:
            _remove(probe)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write all of them beside their places, flush them to the disk, then rename one by one, in order.

    Folders that are missing are made. A failure before the renaming changes no file; one between two renames leaves the
    first renamed files, whole. A link stays a link: what it points at is replaced. PixelgenError names the file that
    failed; RequestError for what are no paths with bytes.
    """
    check_is("contents", contents, Mapping)
    for path, content in contents.items():
        check_is("a path of contents", path, Path)
        check_is("a file's content", content, bytes)
    places: dict[Path, Path] = {}
    temporaries: dict[Path, Path] = {}
    for path in contents:
        with _errors_of(path):
            places[path] = _behind_links(path)
            if places[path].is_dir():
                raise IsADirectoryError(errno.EISDIR, _IS_FOLDER)
            temporaries[path] = _beside(places[path])
    try:
        for path, content in contents.items():
            with _errors_of(path):
                places[path].parent.mkdir(parents=True, exist_ok=True)
                with temporaries[path].open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
        for path, place in places.items():
            with _errors_of(path):
                os.replace(temporaries[path], place)
    finally:
        for temporary in temporaries.values():  # the renamed ones are gone already
            _remove(temporary)


@contextlib.contextmanager
def _errors_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise PixelgenError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error


def _mode(path: Path) -> int:
    """What kind of file is there, links followed; 0 for none."""
    try:
        return os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _behind_links(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _beside(place: Path) -> Path:
    # Not made from the place's own name: that may already be as long as the file system allows.
    return place.with_name(f".pixelgen-{secrets.token_hex(8)}.part")


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()
