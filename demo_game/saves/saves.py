"""Dives and settings <-> a folder, in the background. Two games may share it: each takes over what the other added.

Knows nothing of screens. Each file is whole or not there; one that is damaged is renamed, one of another version is
left alone, and the player is warned of both.
"""

from __future__ import annotations

import json
import stat
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from demo_game.book.logbook import joined
from demo_game.economy.progress import joined_progress
from demo_game.saves.dive_file import VERSION, OtherVersionError, SavedDive, dive_content, dive_of, over
from demo_game.saves.settings import Settings
from demo_game.saves.settings_file import settings_content, settings_of
from demo_game.saves.whole_files import alone_in, put_aside, write_whole

_LARGEST = 8 << 20


@dataclass(frozen=True, slots=True)
class _Written:
    """What came of writing a file. warnings: lines for the player. kept: what was to be written, and now is.

    added: the dive with what another game had added to it.
    """

    warnings: tuple[str, ...] = ()
    problem: str | None = None
    kept: SavedDive | Settings | None = None
    added: SavedDive | None = None


class Saves:
    """A folder of saves. warn: called with a line for what is damaged or cannot be written."""

    def __init__(self, folder: Path, *, warn: Callable[[str], None]) -> None:
        self.folder = folder
        self._warn = warn
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="saves")  # no frame waits for the disk
        self._writing: deque[tuple[Path, Future[_Written]]] = deque()
        self._problems: dict[Path, str | None] = {}
        self._settings = Settings()  # as they were read or written last: what differs is ours to write
        self._other_versions: set[str] = set()  # worlds of which it has warned

    def dive(self, seed: str) -> SavedDive | None:
        """What was saved of a world; None when nothing was, or when it is damaged (and now put aside)."""
        for _, writing in self._writing:
            writing.result()  # it may be this one
        warnings: list[str] = []
        _, content = self._own_file(seed, warnings.append)
        for line in warnings:
            self._warn(line)
        return None if content is None else dive_of(content)

    def settings(self) -> Settings:
        """The saved settings; the usual ones when there are none."""
        warnings: list[str] = []
        content = _read(self.folder / "settings.json", warnings.append, settings_of)
        if content is not None:
            self._settings = settings_of(content, warnings.append)
        for line in warnings:
            self._warn(line)
        return self._settings

    def keep_dive(self, dive: SavedDive) -> None:
        """Save in the background; warns of a failure once, until a save succeeds again."""
        self._keep(self._path(dive.seed), lambda: self._write_dive(dive))

    def keep_settings(self, settings: Settings) -> None:
        """Save in the background what has changed since they were read or kept last."""
        before = self._settings
        if settings != before:
            self._keep(self.folder / "settings.json", lambda: self._write_settings(settings, before))

    def poll(self) -> tuple[SavedDive, ...]:
        """Warn of saves that failed -> dives to which other games have added. Never waits."""
        found = []
        while self._writing and self._writing[0][1].done():
            path, writing = self._writing.popleft()
            written = writing.result()
            for line in written.warnings:
                self._warn(line)
            if written.problem is not None and written.problem != self._problems.get(path):
                self._warn(written.problem)
            self._problems[path] = written.problem
            if isinstance(written.kept, Settings):
                self._settings = written.kept
            if written.added is not None:
                found.append(written.added)
        return tuple(found)

    @property
    def problem(self) -> str:
        """Why the last save of something failed; empty when all were written."""
        return next((problem for problem in self._problems.values() if problem), "")

    def close(self) -> None:
        """Wait for the last save."""
        self._writer.shutdown(wait=True)
        self.poll()

    def _path(self, seed: str) -> Path:
        return self.folder / f"reef-{blake2b(seed.encode(), digest_size=8).hexdigest()}.json"

    def _own_file(self, seed: str, warn: Callable[[str], None]) -> tuple[Path, Any]:
        """The file of a world that this game reads and writes, and what it says; None when it is not there.

        One of another version stays as it is, and this game has one beside it.
        """
        path = self._path(seed)
        try:
            return path, _read(path, warn, dive_of)
        except OtherVersionError as other:
            own = path.with_name(f"{path.stem}.version-{VERSION}{path.suffix}")
            if seed not in self._other_versions:
                self._other_versions.add(seed)
                warn(f"{path.name}, the save of {seed}: {other}; it is kept, and this game saves to {own.name}")
            return own, _read(own, warn, _of_this_version)

    def _keep(self, path: Path, write: Callable[[], _Written]) -> None:
        self._writing.append((path, self._writer.submit(_reported, path.parent, write)))

    def _write_dive(self, dive: SavedDive) -> _Written:
        """On the writer's thread: what another game has added to the file is joined with what is written."""
        warnings: list[str] = []
        with alone_in(self.folder):
            path, old = self._own_file(dive.seed, warnings.append)
            now = dive
            if old is not None:
                theirs = dive_of(old)
                progress = dive.progress
                if progress is not None and theirs.progress is not None:
                    progress = joined_progress(progress, theirs.progress)
                now = replace(dive, book=joined(dive.book, theirs.book), progress=progress)
            write_whole(path, _json(over(old, dive_content(now))))
        return _Written(
            tuple(warnings), kept=dive, added=now if (now.book, now.progress) != (dive.book, dive.progress) else None
        )

    def _write_settings(self, settings: Settings, before: Settings) -> _Written:
        warnings: list[str] = []
        path = self.folder / "settings.json"
        with alone_in(self.folder):
            old = _read(path, warnings.append, settings_of)
            write_whole(path, _json(settings_content(settings, before, old)))
        return _Written(tuple(warnings), kept=settings)


def _of_this_version(content: Any) -> None:
    """As `dive_of`; another version is a ValueError like any other."""
    try:
        dive_of(content)
    except OtherVersionError as other:
        raise ValueError(str(other)) from other


def _read(path: Path, warn: Callable[[str], None], check: Callable[[Any], object]) -> Any:
    """What a file says; None when it is not there, cannot be read, or is damaged: then it is put aside.

    check: raises OtherVersionError, which is raised here too, or another error for what is damaged.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise OSError("it is a pipe or a device")  # which would be waited for
        if status.st_size > _LARGEST:
            raise ValueError(f"it has more than {_LARGEST >> 20} MB")
        content = json.loads(path.read_bytes())
        check(content)
        return content
    except FileNotFoundError:
        return None
    except OtherVersionError:
        raise
    except OSError as error:
        warn(f"Cannot read {path}: {error.strerror or error}")
        return None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        aside = put_aside(path, "damaged")
        kept = f"it was renamed to {aside.name}" if aside else "it cannot be renamed"
        why = "it is no JSON" if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)) else error
        warn(f"{path.name} is damaged: {why}; {kept}, and a new one begins")
        return None


def _reported(folder: Path, write: Callable[[], _Written]) -> _Written:
    try:
        return write()
    except OSError as error:
        return _Written(problem=f"Cannot save to {folder}: {error.strerror or error}")


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, indent=1).encode()
