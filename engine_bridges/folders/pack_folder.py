"""Files of a pack -> a folder that is whole at every moment, with a manifest written last. Knows nothing of engines.

A pack consists of parts (a creature, what creatures share), each with a key that says what it was made from. What has
the same key and is whole on the disk is kept unread; what differs is written beside its place first, and all of it is
renamed at the end, then the manifest. Only files that the manifest lists are ever replaced or removed. One writer at a
time: whoever bakes holds a lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from engine_bridges.creatures.creature import PackError, check_name

MANIFEST = "pack_manifest.json"
_VERSION = 1
_STAGING = ".pixelgen-staging"  # engines pass over names that begin with a dot
_NEXT_MANIFEST = f"{_STAGING}.manifest"
_STEP = r"(?!\.\.?(/|$))[A-Za-z0-9_.-]{1,120}"
_PATH = re.compile(rf"{_STEP}(/{_STEP}){{0,7}}")
_SYNC_ALL_FROM = 32  # files; flushed one by one, a thousand take seconds
_NO_MANIFEST = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
_WRITE_ONCE = ""  # in place of a hash: the engine completes such a file, and its version stays


@dataclass(frozen=True, slots=True)
class Part:
    """What the manifest says of a part: its key, its files with their SHA-256 and what the bridge noted of it."""

    key: str
    files: Mapping[str, str]
    notes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PackReport:
    """Paths in the pack's folder: written (new or changed) and removed; how many were left as they are."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    untouched: int


@dataclass(slots=True)
class _Parts:
    """The manifest's content. unsettled: files of ours besides, about to be written or removed."""

    parts: dict[str, Part] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)

    def files(self) -> dict[str, str]:
        return {path: digest for part in self.parts.values() for path, digest in part.files.items()}


def listed_files(content: bytes) -> dict[str, str]:
    """SHA-256 of each file of the pack by path, from a manifest's content; PackError when it is none."""
    try:
        return _parsed(json.loads(content)).files()
    except _NO_MANIFEST as error:
        raise PackError(f"{MANIFEST} is no manifest of a pack ({error!s:.100}); bake the pack again") from error


def is_plain_path(path: Any) -> bool:
    """A relative path of plain names with slashes, that stays inside the folder that it starts from."""
    return isinstance(path, str) and _PATH.fullmatch(path) is not None


class PackFolder:
    """A pack being written. Used with `with`: nothing changes before `settle`, nor when the block is left early.

    folder is created when it is missing, at the first file that differs; until then nothing is written at all.
    PackError when it holds another pack or a damaged manifest, or a file that is not ours lies where one of ours has to
    go; OSErrors come as PackError too.
    """

    def __init__(self, folder: Path, *, pack: str, engine: str) -> None:
        self._folder = folder
        self._root = Path(os.path.realpath(folder))
        self._inside: set[Path] = set()  # folders that are known to lie in the pack
        self._head = {"engine": engine, "pack": check_name("pack", pack), "version": _VERSION}
        for name in (_STAGING, _NEXT_MANIFEST):
            if os.path.realpath(folder / name) != str(self._root / name):
                raise PackError(f"{folder / name} is a link; remove it")
        with _blaming(folder):
            self._last = self._read()
        self._owned = self._last.files().keys() | self._last.unsettled
        self._next = _Parts()
        self._staged: dict[str, int] = {}  # numbers, as Paths of thousands of files take megabytes
        self._taken: set[str] = set()

    def __enter__(self) -> PackFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._staged:
            shutil.rmtree(self._folder / _STAGING, ignore_errors=True)

    @property
    def last_parts(self) -> frozenset[str]:
        """Names of the parts that the pack had when it was last written."""
        return frozenset(self._last.parts)

    def keep(self, name: str, *, key: str) -> Mapping[str, Any] | None:
        """Take a part over as it is when it has this key and each of its files is whole -> its notes; else None."""
        part = self._last.parts.get(name)
        if part is None or part.key != key or not all(self._whole(path, digest) for path, digest in part.files.items()):
            return None
        self._take(name, part)
        return part.notes

    def put(
        self,
        name: str,
        files: Mapping[str, bytes],
        *,
        key: str,
        write_once: Set[str] = frozenset(),
        notes: Mapping[str, Any] | None = None,
    ) -> None:
        """Write a part: content by path, renamed later in this order; paths in write_once stay once they are there."""
        digests = {}
        for path, content in files.items():
            if not is_plain_path(path) or path == MANIFEST:
                raise PackError(f"a pack's file must have a plain relative path; got {path!r:.100}")
            digests[path] = _WRITE_ONCE if path in write_once else hashlib.sha256(content).hexdigest()
        self._take(name, Part(key, digests, dict(notes or {})))
        for path, content in files.items():
            with _blaming(self._folder / path):
                found = self._content(path)
                if found == content or (found is not None and path in write_once):
                    continue
                if found is not None and path not in self._owned:
                    raise PackError(
                        f"{self._folder / path} is there already and no file of this pack; move it away or choose "
                        "another folder"
                    )
                self._stage(path, content)

    def settle(self) -> PackReport:
        """Put everything into its place, remove our files that no part has any more, and write the manifest last."""
        files = self._next.files()
        stale = self._owned - files.keys()
        if not self._staged:
            shutil.rmtree(self._folder / _STAGING, ignore_errors=True)  # of a writer that was killed
        with _blaming(self._folder):
            _flush(map(self._beside, self._staged.values()), count=len(self._staged))
            if self._staged.keys() - self._owned:
                self._write(_Parts(self._last.parts, (self._owned | self._staged.keys()) - self._last.files().keys()))
            for path, number in self._staged.items():
                (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(self._beside(number), self._folder / path)
            self._write(replace(self._next, unsettled=set(stale)))
            removed = [path for path in sorted(stale) if self._remove(path)]
            self._write(self._next)
        return PackReport(tuple(self._staged), tuple(removed), len(files) - len(self._staged))

    def _take(self, name: str, part: Part) -> None:
        again = sorted(self._taken & part.files.keys())
        if name in self._next.parts or again:
            raise PackError(f"a pack must hold each part and each file once; got {again[0] if again else name} twice")
        self._taken |= part.files.keys()
        self._next.parts[name] = part

    def _stage(self, path: str, content: bytes) -> None:
        number = len(self._staged)
        staged = self._beside(number)
        if not self._staged:
            shutil.rmtree(staged.parent, ignore_errors=True)  # of a writer that was killed
            staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        self._staged[path] = number

    def _beside(self, number: int) -> Path:
        return self._folder / _STAGING / f"{number}"

    def _content(self, path: str) -> bytes | None:
        """What is there; None for nothing. PackError when a link leads out of the pack, or it is a folder."""
        place = self._folder / path
        parent = self._root / Path(path).parent
        if parent not in self._inside and os.path.realpath(parent) == str(parent):
            self._inside.add(parent)
        if parent not in self._inside or place.is_symlink():
            raise PackError(f"{place} is a link, or lies behind one that leads out of the pack; remove the link")
        try:
            return place.read_bytes()
        except FileNotFoundError:
            return None

    def _whole(self, path: str, digest: str) -> bool:
        with _blaming(self._folder / path):
            content = self._content(path)
        return content is not None and digest in (_WRITE_ONCE, hashlib.sha256(content).hexdigest())

    def _remove(self, path: str) -> bool:
        if self._content(path) is None:
            return False
        (self._folder / path).unlink()
        for folder in Path(path).parents[:-1]:
            with contextlib.suppress(OSError):  # not empty: something of the user's lies there
                (self._folder / folder).rmdir()
        return True

    def _read(self) -> _Parts:
        place = self._folder / MANIFEST
        try:
            told = json.loads(place.read_bytes())
            found = _parsed(told)
        except FileNotFoundError:
            return _Parts()
        except _NO_MANIFEST as error:
            raise PackError(
                f"{place} is no manifest of a pack ({error}); move the folder away and write anew"
            ) from error
        head = {name: told.get(name) for name in self._head}
        if head != self._head:
            held, wanted = (
                f"the pack {one['pack']} for {one['engine']} (version {one['version']})" for one in (head, self._head)
            )
            raise PackError(f"{self._folder} holds {held}; this is {wanted}; choose another folder")
        return found

    def _write(self, content: _Parts) -> None:
        parts = {
            name: {"key": part.key, "files": dict(sorted(part.files.items())), "notes": dict(part.notes)}
            for name, part in content.parts.items()
        }
        told = {**self._head, "parts": parts, "unsettled": sorted(content.unsettled)}
        text = (json.dumps(told, indent=1, sort_keys=True) + "\n").encode("ascii")
        if self._content(MANIFEST) != text:
            beside = self._folder / _NEXT_MANIFEST
            beside.write_bytes(text)
            _flush([beside], count=1)
            os.replace(beside, self._folder / MANIFEST)


def _parsed(told: Any) -> _Parts:
    """ValueError, TypeError, KeyError or AttributeError for what no manifest of ours says."""
    parts = {}
    for name, part in told["parts"].items():
        files = {str(path): str(digest) for path, digest in part["files"].items()}
        parts[str(name)] = Part(str(part["key"]), files, dict(part["notes"]))
    found = _Parts(parts, {str(path) for path in told["unsettled"]})
    for path in found.files().keys() | found.unsettled:
        if not is_plain_path(path) or path == MANIFEST:
            raise ValueError(f"a path in it is {path!r:.100}")
    return found


def _flush(paths: Iterable[Path], *, count: int) -> None:
    """To the disk, so that no manifest survives a power cut that its files did not. count: of the paths."""
    if count > _SYNC_ALL_FROM and hasattr(os, "sync"):
        os.sync()
        return
    for place in paths:
        with place.open("rb+") as file:
            os.fsync(file.fileno())


@contextlib.contextmanager
def _blaming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PackError(f"cannot write {error.filename or path}: {error.strerror or error}") from error
