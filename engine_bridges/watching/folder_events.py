"""Files -> which of them may have changed, from the operating system's events (watchdog).

Folders are watched, not files, as editors save by renaming a new file over the old one. A folder that is deleted is
watched again when it is back. No event proves nothing: operating systems drop events, and some file systems have none.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from types import TracebackType

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

# It logs errors about watches that are being removed, which concern nobody.
logging.getLogger("watchdog").addHandler(logging.NullHandler())

# Not opening and reading, which the watch does itself.
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})


class FolderEvents:
    """Used with `with`. wake: called from another thread when one of the files may have changed."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._observer = Observer()
        self._watches: dict[str, tuple[ObservedWatch, tuple[int, int]]] = {}  # by folder, with the folder's identity
        self._lock = Lock()
        self._files: dict[str, Path] = {}  # by the path that events name
        self._changed: set[Path] = set()
        self._gone: set[str] = set()  # folders that give no more events

    def __enter__(self) -> FolderEvents:
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def watch(self, files: Iterable[Path]) -> bool:
        """Watch the folders of these files (absolute paths), as far as they exist, and no others.

        False when the system cannot give events for one of them.
        """
        wanted = {os.path.normpath(path): path for path in files}
        folders = {os.path.dirname(place) for place in wanted}
        with self._lock:
            self._files = wanted
            gone, self._gone = self._gone, set()
        for folder, (watch, identity) in list(self._watches.items()):
            if folder not in folders or folder in gone or _identity(folder) != identity:
                del self._watches[folder]
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
        is_complete = True
        for folder in sorted(folders - self._watches.keys()):
            there = _identity(folder)
            if there is None:
                continue  # until it is back
            try:
                self._watches[folder] = self._observer.schedule(_Handler(self._on_event), folder), there
            except FileNotFoundError:
                continue
            except OSError:  # the system's limit of watches is reached
                is_complete = False
                continue
            with self._lock:  # they may have changed before the watch began
                self._changed |= {path for place, path in wanted.items() if os.path.dirname(place) == folder}
        return is_complete

    def changed(self) -> set[Path]:
        """The files that may have changed since the last call, by the paths that `watch` was given."""
        with self._lock:
            changed, self._changed = self._changed, set()
        return changed

    def _on_event(self, place: str, *, is_gone: bool) -> None:
        """is_gone: the file or folder at this place was moved, replaced or deleted."""
        with self._lock:
            found = {self._files[place]} if place in self._files else set()
            if is_gone and place in self._watches:
                self._gone.add(place)
                found |= {path for name, path in self._files.items() if os.path.dirname(name) == place}
            self._changed |= found
        if found:
            self._wake()


def _identity(folder: str) -> tuple[int, int] | None:
    """Differs for another folder of the same name."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino


class _Handler(FileSystemEventHandler):
    def __init__(self, on_event: Callable[..., None]) -> None:
        self._on_event = on_event

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog's own thread."""
        if event.event_type in _CHANGES:
            is_gone = event.event_type in ("moved", "deleted")
            for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}:
                self._on_event(path, is_gone=is_gone)
