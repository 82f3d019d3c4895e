"""A clock for `watch`: time passes only when it waits, and meanwhile a script changes files. Nobody sleeps."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


class ScriptedTime:
    """script: does something and yields how many seconds pass until it goes on; at its end the watch is interrupted."""

    def __init__(self, script: Iterator[float]) -> None:
        self._script = script
        self._now = self._acts_at = 0.0

    def clock(self) -> float:
        """Seconds since the start."""
        return self._now

    def wait(self, seconds: float) -> None:
        """Let time pass, at most until the script acts."""
        self._now += max(min(seconds, self._acts_at - self._now), 0.001)
        if self._now >= self._acts_at:
            pause = next(self._script, None)
            if pause is None:
                raise KeyboardInterrupt
            self._acts_at = self._now + pause


class NoEvents:
    """Gives no events, so that every change is found by a rescan."""

    def __init__(self) -> None:
        self.watched: set[Path] = set()

    def watch(self, files: Iterable[Path]) -> None:
        """As FolderEvents."""
        self.watched = set(files)

    def changed(self) -> set[Path]:
        """As FolderEvents."""
        return set()


class StormOfEvents(NoEvents):
    """Gives events of every file at every look."""

    def changed(self) -> set[Path]:
        return self.watched


def saved(path: Path, content: str) -> None:
    """As editors save: another file, renamed over it, so that nobody reads half of it."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(content, encoding="utf-8")
    os.replace(beside, path)
