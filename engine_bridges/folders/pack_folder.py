"""Files of a pack -> a folder that is whole at every moment, with a manifest written last. Knows nothing of engines.

A pack consists of parts (a creature, what creatures share), each with a key that says what it was made from. What has
the same key and is whole on the disk is kept unread; what differs is written beside its place first, and all of it is
renamed at the end, then the manifest. Only files that the manifest lists are ever replaced or removed, and of those
only what the bake wrote: a file that was edited by hand stays as it is. One writer at a time: whoever bakes holds a
lock.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import (
    ANY_CONTENT,
    LARGEST,
    MANIFEST,
    Edited,
    Manifest,
    Part,
    digest_of,
    has_digest,
    is_plain_path,
    parsed,
    text_of,
)
from engine_bridges.folders.ownership import CAREFUL, PackSource, WriteMode, check_own_folder, check_owner
from engine_bridges.folders.plain_files import opened

_STAGING = ".pixelgen-staging"  # engines pass over names that begin with a dot
_NEXT_MANIFEST = f"{_STAGING}.manifest"
_SYNC_ALL_FROM = 32  # files; flushed one by one, a thousand take seconds
Completed = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class PackReport:
    """Paths in the pack's folder: written (new or changed) and removed; how many were left as they are.

    edited: files that were edited by hand and stay as they are.
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    untouched: int
    edited: tuple[str, ...] = ()


class PackFolder:
    """A pack being written. Used with `with`: nothing changes before `settle`, nor when the block is left early.

    folder is created when it is missing, at the first file that differs; until then nothing is written at all.
    PackError when the folder belongs to another pack or has a damaged manifest, or a file that is not the pack's lies
    where one of the pack has to go; OSErrors come as PackError too.
    """

    def __init__(self, folder: Path, source: PackSource, *, engine: str, mode: WriteMode = CAREFUL) -> None:
        check_own_folder(folder, source)
        self._folder = folder
        self._root = Path(os.path.realpath(folder))
        self._inside: set[Path] = set()  # folders that are known to lie in the pack
        self._mode = mode
        for name in (_STAGING, _NEXT_MANIFEST):
            if os.path.realpath(folder / name) != str(self._root / name):
                raise PackError(f"{folder / name} is a link; remove it")
        with _blaming(folder):
            self._last = self._read()
        if self._last.owner is not None and not mode.take_over:
            check_owner(self._last.owner, source, engine, folder=folder)
        self._owner = source.owner(folder, engine)
        self._known = self._last.known()
        self._parts: dict[str, Part] = {}
        self._taken: set[str] = set()
        self._staged: dict[str, str] = {}  # SHA-256 by path, in the order of the numbers that name them meanwhile
        self._edited: dict[str, Edited] = {}
        self._to_touch: set[str] = set()  # their sidecars change, which engines see only when they look at them again

    def __enter__(self) -> PackFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._staged:
            shutil.rmtree(self._folder / _STAGING, ignore_errors=True)

    @property
    def last(self) -> Manifest:
        """The manifest as it was found; one without an owner when there was none."""
        return self._last

    @property
    def edited(self) -> tuple[str, ...]:
        """Files that were edited by hand, of the parts that were kept or put so far."""
        return tuple(sorted(self._edited))

    def keep(self, name: str, *, key: str) -> Mapping[str, Any] | None:
        """Take a part over as it is when it has this key and its files are there -> its notes; else None.

        A file that was edited by hand counts as there, unless edits are overwritten.
        """
        part = self._last.parts.get(name)
        if part is None:
            return None
        is_whole = part.key == key
        for path, digest in part.files.items():
            with _blaming(self._folder / path):
                content = self._content(path)
            if content is not None and has_digest(content, digest):
                continue
            if content is not None and self._is_edit_to_keep(path, content):
                self._edited[path] = Edited(digest, digest_of(content))
            else:
                is_whole = False
        if not is_whole:
            return None
        self._take(name, part)
        return part.notes

    def put(
        self,
        name: str,
        files: Mapping[str, bytes],
        *,
        key: str,
        completed: Mapping[str, Completed] | None = None,
        notes: Mapping[str, Any] | None = None,
    ) -> None:
        """Write a part: content by path, renamed later in this order.

        completed: for files that the engine completes, what becomes of one that is there: found content -> content.
        """
        completed = completed or {}
        digests = {}
        for path, content in files.items():
            if not is_plain_path(path) or path == MANIFEST:
                raise PackError(f"a pack's file must have a plain relative path; got {path!r:.100}")
            digests[path] = ANY_CONTENT if path in completed else digest_of(content)
        self._take(name, Part(key, digests, dict(notes or {})))
        for path, content in files.items():
            with _blaming(self._folder / path):
                self._put(path, content, digests[path], completed.get(path))

    def settle(self) -> PackReport:
        """Put everything into its place, remove files that no part has any more, and write the manifest last."""
        last, staged = self._last, self._staged
        files = {path for part in self._parts.values() for path in part.files}
        if not staged:
            shutil.rmtree(self._folder / _STAGING, ignore_errors=True)  # of a writer that was killed
        with _blaming(self._folder):
            (self._folder / _NEXT_MANIFEST).unlink(missing_ok=True)  # of one, too
            stale = self._stale(files)
            _flush(map(self._beside, range(len(staged))), count=len(staged))
            if staged:
                coming = {path: (*last.unsettled.get(path, ()), digest) for path, digest in staged.items()}
                self._write(replace(last, owner=self._owner, unsettled={**last.unsettled, **coming}))
            for number, path in enumerate(staged):
                (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
                os.replace(self._beside(number), self._folder / path)
            done = Manifest(self._owner, self._parts, self._edited, {}, last.other_sections)
            if stale:
                self._write(replace(done, unsettled={path: tuple(self._known[path]) for path in stale}))
            removed = [path for path in stale if self._remove(path)]
            self._write(done)
        return PackReport(tuple(staged), tuple(removed), len(files) - len(staged), self.edited)

    def _take(self, name: str, part: Part) -> None:
        again = sorted(self._taken & part.files.keys())
        if name in self._parts or again:
            raise PackError(f"a pack must hold each part and each file once; got {again[0] if again else name} twice")
        self._taken |= part.files.keys()
        self._parts[name] = part

    def _put(self, path: str, content: bytes, digest: str, completed: Completed | None) -> None:
        found = self._content(path)
        self._edited.pop(path, None)
        if found is None:
            self._stage(path, content)
        elif completed is not None:
            if (wanted := completed(found)) != found:
                self._stage(path, wanted)
                self._to_touch.add(path.rpartition(".")[0])
        elif has_digest(found, digest):
            if path in self._to_touch:
                self._stage(path, content)
        elif path not in self._known:
            raise PackError(
                f"{self._folder / path} is there already and not a file of this pack; move it away or choose another "
                "folder"
            )
        elif self._is_edit_to_keep(path, found):
            self._edited[path] = Edited(digest, digest_of(found))
        else:
            self._stage(path, content)

    def _stage(self, path: str, content: bytes) -> None:
        staged = self._beside(len(self._staged))
        if not self._staged:
            shutil.rmtree(staged.parent, ignore_errors=True)  # of a writer that was killed
            staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        self._staged[path] = digest_of(content)

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
            with opened(place) as file:
                return file.read()
        except FileNotFoundError:
            return None

    def _is_edit_to_keep(self, path: str, content: bytes) -> bool:
        """Whether a file of the pack has content that no bake wrote. An empty one is damage, and nobody's work."""
        return not self._mode.overwrite_edits and content != b"" and not has_digest(content, *self._known[path])

    def _stale(self, files: set[str]) -> list[str]:
        """The files to remove, as no part has them any more. What was edited by hand of them stays, and is noted."""
        stale = []
        for path in sorted(self._known.keys() - files):
            content = self._content(path)
            if content is not None and self._is_edit_to_keep(path, content):
                self._edited[path] = Edited(min(self._known[path]), digest_of(content))
            elif ANY_CONTENT in self._known[path] and path.rpartition(".")[0] in self._edited:
                self._edited[path] = Edited(ANY_CONTENT, ANY_CONTENT)  # what the engine notes of a file that stays
            else:
                stale.append(path)
        return stale

    def _remove(self, path: str) -> bool:
        if self._content(path) is None:
            return False
        (self._folder / path).unlink()
        for folder in Path(path).parents[:-1]:
            with contextlib.suppress(OSError):  # not empty: something of the user's lies there
                (self._folder / folder).rmdir()
        return True

    def _read(self) -> Manifest:
        place = self._folder / MANIFEST
        try:
            with opened(place) as file:
                content = file.read(LARGEST + 1)
        except FileNotFoundError:
            return Manifest()
        try:
            return parsed(content)
        except PackError as error:
            raise PackError(f"{self._folder}: {error}; or move the folder away and bake again") from error

    def _write(self, manifest: Manifest) -> None:
        content = text_of(manifest)
        if self._content(MANIFEST) != content:
            beside = self._folder / _NEXT_MANIFEST
            beside.write_bytes(content)
            _flush([beside], count=1)
            os.replace(beside, self._folder / MANIFEST)


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
