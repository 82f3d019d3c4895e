"""What a bake did, or would do -> the lines that tell of it, and the same for scripts. Knows no work of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine_bridges.folders.pack_folder import PackReport

_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BakeReport:
    """made: names of creatures that were new or had changed; kept: how many had not; dropped: names of those that are
    no longer in the pack. files: None of a dry run, which writes nothing. seconds: by phase, and `all` of them.
    """

    pack: str
    format: str
    folder: Path
    made: tuple[str, ...]
    kept: int
    dropped: tuple[str, ...]
    files: PackReport | None
    seconds: Mapping[str, float]
    contact_sheets: tuple[Path, ...] = ()

    def text(self) -> str:
        """For people: one line, and one that says where the contact sheet is.

        reef: 3 of 26 creatures made (tang_01, tang_02, crab), 23 as they were; 45 files written, 0 removed in
        game/reef; 2.3 s
        """
        total = len(self.made) + self.kept
        if not self.made and not self.dropped and not (self.files and (self.files.written or self.files.removed)):
            told = f"{self.pack}: nothing to do, {counted(total, 'creature')} as they were in {self.folder}"
            return f"{told}; {self.seconds['all']:.1f} s"
        if self.files is None:
            made, went = "would be made", "would be removed"
            done = f"nothing was written to {self.folder}"
        else:
            made, went = "made", "removed"
            written, removed = len(self.files.written), len(self.files.removed)
            done = f"{counted(written, 'file')} written, {removed} removed in {self.folder}"
        told = f"{self.pack}: {len(self.made)} of {counted(total, 'creature')} {made}{names_shown(self.made)}"
        told += f", {self.kept} as they were" if self.kept else ""
        told += f", {len(self.dropped)} {went}{names_shown(self.dropped)}" if self.dropped else ""
        lines = [f"{told}; {done}; {self.seconds['all']:.1f} s"]
        lines += [f"{self.pack}: {path} shows them all" for path in self.contact_sheets]
        return "\n".join(lines)

    def content(self) -> dict[str, Any]:
        """For scripts, as JSON has it."""
        files = self.files
        return {
            "pack": self.pack,
            "format": self.format,
            "folder": str(self.folder),
            "dry_run": files is None,
            "creatures": len(self.made) + self.kept,
            "made": list(self.made),
            "kept": self.kept,
            "dropped": list(self.dropped),
            "written": list(files.written) if files else [],
            "removed": list(files.removed) if files else [],
            "untouched": files.untouched if files else 0,
            "contact_sheets": [str(path) for path in self.contact_sheets],
            "seconds": {name: round(seconds, 3) for name, seconds in self.seconds.items()},
        }


def counted(number: int, what: str) -> str:
    """
    >>> counted(1, "file")
    '1 file'
    """
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def names_shown(names: Sequence[str]) -> str:
    """In brackets, the first few of many; nothing when there are none.

    >>> names_shown(["tang"])
    ' (tang)'
    """
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return f" ({', '.join(names[:_NAMES_SHOWN])}{more})" if names else ""
