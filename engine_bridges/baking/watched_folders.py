"""Files -> which of them something may have happened to, heard from the system while it runs (watchdog).

Folders are watched, not files, as editors rename a new file over the old one. A folder that goes is watched again when
it is back. Hearing nothing is no proof of anything: systems drop events, and some have none to give.
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

# What it complains of while a watch that is no longer wanted ends concerns nobody.
logging.getLogger("watchdog").addHandler(logging.NullHandler())

# Opening and reading is no change, and we do both ourselves.
_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})


class WatchedFolders:
    """Used with `with`. wake: is called, in another thread, when something was heard."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._observer = Observer()
        self._watches: dict[str, tuple[ObservedWatch, tuple[int, int]]] = {}  # by folder, with its identity
        self._lock = Lock()
        self._wanted: dict[str, Path] = {}  # the files, by the path that events have
        self._heard: set[Path] = set()
        self._gone: set[str] = set()  # folders of which no event comes any more

    def __enter__(self) -> WatchedFolders:
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def follow(self, files: Iterable[Path]) -> bool:
        """Listen to the folders of these files (absolute paths), as far as they are there, and to no others.

        False when the system cannot give events of one of them.
        """
        wanted = {os.path.normpath(path): path for path in files}
        folders = {os.path.dirname(place) for place in wanted}
        with self._lock:
            self._wanted = wanted
            gone, self._gone = self._gone, set()
        for folder, (watch, identity) in list(self._watches.items()):
            if folder not in folders or folder in gone or _identity(folder) != identity:
                del self._watches[folder]
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
        hears_all = True
        for folder in sorted(folders - self._watches.keys()):
            there = _identity(folder)
            if there is None:
                continue  # until it is back
            try:
                self._watches[folder] = self._observer.schedule(_Handler(self._notice), folder), there
            except FileNotFoundError:
                continue
            except OSError:  # the system has no more watches to give
                hears_all = False
                continue
            with self._lock:  # what happened before it was watched
                self._heard |= {path for place, path in wanted.items() if os.path.dirname(place) == folder}
        return hears_all

    def heard(self) -> set[Path]:
        """The files that were heard of since the last call, as they were named."""
        with self._lock:
            heard, self._heard = self._heard, set()
        return heard

    def _notice(self, place: str, *, went: bool) -> None:
        """went: the file or folder itself may be another, or none, from now on."""
        with self._lock:
            found = {self._wanted[place]} if place in self._wanted else set()
            if went and place in self._watches:
                self._gone.add(place)
                found |= {path for name, path in self._wanted.items() if os.path.dirname(name) == place}
            self._heard |= found
        if found:
            self._wake()


def _identity(folder: str) -> tuple[int, int] | None:
    """Another folder under the same name has another."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino


class _Handler(FileSystemEventHandler):
    def __init__(self, notice: Callable[..., None]) -> None:
        self._notice = notice

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog's own thread."""
        if event.event_type in _CHANGES:
            went = event.event_type in ("moved", "deleted")
            for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}:
                self._notice(path, went=went)
