"""Packs' files, and what is heard of them -> bakes, one after the other, until somebody interrupts.

A file with mistakes leaves the pack as it last was. Knows neither the system's events nor how a pack is baked: both
come in as arguments, as do clock and waiting, so that a test need not wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from engine_bridges.baking.report import BakeReport, counted
from engine_bridges.baking.watch import PackWatch
from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.file_digests import Reading, digests_of
from engine_bridges.folders.pack_folder import MANIFEST
from engine_bridges.pack_file.errors import Mistake, PackFileError
from pixelgen import PixelgenError

_LONGEST_PAUSE_SECONDS = 0.5  # some systems let nobody interrupt a wait


@dataclass(frozen=True, slots=True)
class Baked:
    """A pack was baked. file: the pack's; changed: because of these files, none at first; mended: it had mistakes."""

    file: Path
    changed: tuple[Path, ...]
    mended: bool
    report: BakeReport

    def lines(self, at: str) -> list[str]:
        """One. at: the time of day."""
        changed = [path.name for path in self.changed if path != self.file or not self.mended]
        named = ["its folder" if name == MANIFEST else name for name in changed]
        why = f"{', '.join(named)} changed; " if named else ""
        mended = f"{self.file.name} is mended; " if self.mended else ""
        return [f"{at} {mended}{why}{self.report.text().splitlines()[0]}"]

    def content(self) -> dict[str, Any]:
        """For scripts, as JSON has it."""
        changed = [str(path) for path in self.changed]
        return {"file": str(self.file), "changed": changed, "mended": self.mended, **self.report.content()}


@dataclass(frozen=True, slots=True)
class Broken:
    """A pack could not be baked and stays as it was. errors: all that is wrong."""

    file: Path
    changed: tuple[Path, ...]
    errors: tuple[Mistake | PixelgenError, ...]

    def lines(self, at: str) -> list[str]:
        """One a mistake, as compilers write them, and one that sums up."""
        mistakes = counted(len(self.errors), "mistake")
        return [*map(str, self.errors), f"{at} {self.file.name} has {mistakes}; its pack stays as it was"]

    def content(self) -> dict[str, Any]:
        """For scripts, as JSON has it."""
        changed = [str(path) for path in self.changed]
        return {"file": str(self.file), "changed": changed, "errors": [str(error) for error in self.errors]}


class Hearing(Protocol):
    """What hears of changes."""

    def follow(self, files: Iterable[Path]) -> object:
        """Listen for these files, and no others."""

    def heard(self) -> set[Path]:
        """Those that something may have happened to since the last call."""


Bake = Callable[[Path, Reading], BakeReport]  # reads all that matters by the reading; PixelgenError when that fails


def watch(
    files: Sequence[Path],
    bake: Bake,
    *,
    hearing: Hearing,
    tell: Callable[[Baked | Broken], None],
    clock: Callable[[], float],
    wait: Callable[[float], object],
) -> None:
    """Bake each pack, and again at each change, until `wait`, or a bake, is interrupted.

    files: absolute, as the current folder may go. wait: so many seconds, or until something is heard.
    """
    packs = [_WatchedPack(file, PackWatch(clock())) for file in _once_each(files)]
    while True:
        heard = hearing.heard()
        for pack in packs:
            if heard & pack.state.files:
                pack.state.heard(clock())
            changed = pack.state.step(clock(), digests_of)
            if changed is not None:
                pack.bake(changed, bake, tell)
        hearing.follow({path for pack in packs for path in pack.state.files})
        pause = min(pack.state.next_at() for pack in packs) - clock()
        wait(min(max(pause, 0.0), _LONGEST_PAUSE_SECONDS))


@dataclass(slots=True)
class _WatchedPack:
    file: Path
    state: PackWatch
    broken: tuple[str, ...] = ()  # what was wrong with it at the last bake

    def bake(self, changed: tuple[Path, ...], bake: Bake, tell: Callable[[Baked | Broken], None]) -> None:
        reading = Reading()
        try:
            report = bake(self.file, reading)
        except PixelgenError as error:
            errors = error.errors if isinstance(error, PackFileError) else (error,)
            told = tuple(map(str, errors))
            if changed or told != self.broken:
                tell(Broken(self.file, changed, errors))
            self.broken = told
            # A full disk, say: no file will change when there is room again.
            elsewhere = isinstance(error, PackError) and not isinstance(error, PackFileError)
            self.state.baked(reading.digests, failed=elsewhere)
            return
        reading.digests |= digests_of([report.folder / MANIFEST])  # so that a pack that was removed comes back
        self.state.baked(reading.digests)
        tell(Baked(self.file, changed, bool(self.broken), report))
        self.broken = ()


def _once_each(files: Sequence[Path]) -> list[Path]:
    return list({os.path.realpath(file): file for file in files}.values())
