"""Pack files and their change events -> bakes, one after the other, until the loop is interrupted.

A file with errors leaves its pack as it was. Knows neither the system's events nor how a pack is baked: both come in as
arguments, as do clock and waiting, so that a test need not wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from engine_bridges.baking.report import BakeReport, counted
from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.pack_file.errors import PackFileError
from engine_bridges.watching.debounce import Debounce, Digests
from engine_bridges.watching.file_digests import BakedFiles, DigestingReader, digests_of
from pixelgen import PixelgenError

_LONGEST_WAIT_SECONDS = 0.5  # some systems do not interrupt a wait


@dataclass(frozen=True, slots=True)
class Baked:
    """A pack was baked. file: the pack's; changed: because of these files, none at first; fixed: it had errors before.

    says_edits: files that were edited by hand are worth a line, as they were others at the last bake.
    """

    file: Path
    changed: tuple[Path, ...]
    fixed: bool
    report: BakeReport
    says_edits: bool = True

    def lines(self, at: str) -> list[str]:
        """One of the bake, and one of files edited by hand. at: the time of day."""
        changed = [path for path in self.changed if path != self.file or not self.fixed]
        named = ["its folder" if self.report.folder in path.parents else path.name for path in changed]
        why = f"{', '.join(dict.fromkeys(named))} changed; " if named else ""
        fixed = f"{self.file.name} is fixed; " if self.fixed else ""
        edits = [self.report.edits()] if self.says_edits and self.report.edited else []
        return [f"{at} {fixed}{why}{self.report.summary()}", *edits]

    def content(self) -> dict[str, Any]:
        """For scripts, as JSON has it."""
        changed = [str(path) for path in self.changed]
        return {"file": str(self.file), "changed": changed, "fixed": self.fixed, **self.report.content()}


@dataclass(frozen=True, slots=True)
class Failed:
    """A pack could not be baked and stays as it was. errors: a line each; count: how many there are in all."""

    file: Path
    changed: tuple[Path, ...]
    errors: tuple[str, ...]
    count: int

    def lines(self, at: str) -> list[str]:
        """One an error, as compilers write them, and one that sums up."""
        return [*self.errors, f"{at} {self.file.name} has {counted(self.count, 'error')}; its pack is unchanged"]

    def content(self) -> dict[str, Any]:
        """For scripts, as JSON has it."""
        changed = [str(path) for path in self.changed]
        return {"file": str(self.file), "changed": changed, "errors": list(self.errors)}


class FileEvents(Protocol):
    """Where change events come from."""

    def watch(self, files: Iterable[Path]) -> object:
        """Listen for these files, and no others."""

    def changed(self) -> set[Path]:
        """Those that may have changed since the last call."""


Bake = Callable[[Path, DigestingReader], BakeReport]  # reads all that matters by the reader; PixelgenError if it fails


def watch(
    files: Sequence[Path],
    bake: Bake,
    *,
    events: FileEvents,
    tell: Callable[[Baked | Failed], None],
    clock: Callable[[], float],
    wait: Callable[[float], object],
) -> None:
    """Bake each pack, and again at each change, until `wait`, or a bake, is interrupted.

    files: absolute, as the current folder may be deleted. wait: so many seconds, or until an event comes.
    """
    packs = [_WatchedPack(file, Debounce(clock())) for file in _without_repeats(files)]
    while True:
        changed = events.changed()
        for pack in packs:
            if changed & pack.state.files:
                pack.state.event(clock())
            causes = pack.state.step(clock(), pack.digests_of)
            if causes is not None:
                pack.bake(causes, bake, tell)
        events.watch({path for pack in packs for path in pack.listened_for})
        pause = min(pack.state.due_at() for pack in packs) - clock()
        wait(min(max(pause, 0.0), _LONGEST_WAIT_SECONDS))


@dataclass(slots=True)
class _WatchedPack:
    file: Path
    state: Debounce
    errors: tuple[str, ...] = ()  # of the last bake
    edited: tuple[str, ...] = ()
    baked: BakedFiles = field(default_factory=BakedFiles)

    @property
    def listened_for(self) -> set[Path]:
        """All but what was baked, thousands of files in hundreds of folders: a look every few seconds is enough."""
        return {path for path in self.state.files if path not in self.baked or path.name == MANIFEST}

    def digests_of(self, paths: Iterable[Path]) -> Digests:
        """As they are now."""
        baked = {path for path in paths if path in self.baked}
        return {**digests_of(path for path in paths if path not in baked), **self.baked.digests_of(baked)}

    def bake(self, causes: tuple[Path, ...], bake: Bake, tell: Callable[[Baked | Failed], None]) -> None:
        reader = DigestingReader()
        try:
            report = bake(self.file, reader)
        except PixelgenError as error:
            is_of_file = isinstance(error, PackFileError)
            lines = tuple(map(str, error.errors)) if isinstance(error, PackFileError) else (str(error),)
            if causes or lines != self.errors:
                tell(Failed(self.file, causes, lines, error.count if isinstance(error, PackFileError) else 1))
            self.errors = lines
            # A full disk, say: no file will change when there is room again.
            self.state.baked(reader.digests, failed=isinstance(error, PackError) and not is_of_file)
            return
        # So that what is deleted of a pack comes back.
        self.state.baked({**self.baked.noted(report.folder, report.contact_sheets), **reader.digests})
        tell(Baked(self.file, causes, bool(self.errors), report, says_edits=report.edited != self.edited))
        self.errors, self.edited = (), report.edited


def _without_repeats(files: Sequence[Path]) -> list[Path]:
    return list({os.path.realpath(file): file for file in files}.values())
