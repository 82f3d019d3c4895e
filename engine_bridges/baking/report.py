"""What a bake did, or would do -> the lines that people read, and the same for scripts."""

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
    edited: files of the pack that were edited by hand and stay as they are.
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
    edited: tuple[str, ...] = ()

    def text(self) -> str:
        """For people: a line of what was done, one of files edited by hand, one that says where the contact sheet is.

        reef: baked 3 of 26 creatures (tang_01, tang_02, crab), 23 unchanged; 45 files written, 0 removed in game/reef;
        2.3 s
        """
        lines = [self.summary(), *([self.edits()] if self.edited else [])]
        if self.files is None or self.files.written or self.files.removed or self.made:
            lines += [f"{self.pack}: {path} shows all creatures" for path in self.contact_sheets]
        return "\n".join(lines)

    def summary(self) -> str:
        """One line of what was done or would be."""
        total, seconds = len(self.made) + self.kept, f"{self.seconds['all']:.1f} s"
        if not self.made and not self.dropped and not (self.files and (self.files.written or self.files.removed)):
            return f"{self.pack}: up to date, {counted(total, 'creature')} in {self.folder}; {seconds}"
        if self.files is None:
            baked, removed = "would bake", "would be removed"
            done = f"nothing was written to {self.folder}"
        else:
            baked, removed = "baked", "removed"
            done = f"{counted(len(self.files.written), 'file')} written, {len(self.files.removed)} removed"
            done += f" in {self.folder}"
        found = f"{self.pack}: {baked} {len(self.made)} of {counted(total, 'creature')}{names_shown(self.made)}"
        found += f", {self.kept} unchanged" if self.kept else ""
        found += f", {len(self.dropped)} {removed}{names_shown(self.dropped)}" if self.dropped else ""
        return f"{found}; {done}; {seconds}"

    def edits(self) -> str:
        """One line of the files that were edited by hand, and what to do about them."""
        are = "was edited by hand and is" if len(self.edited) == 1 else "were edited by hand and are"
        kept = f"{self.pack}: {counted(len(self.edited), 'file')} {are} kept{names_shown(self.edited)}"
        instead = "; instead of a generated scene edit one that inherits it" if self.format == "godot" else ""
        return f"{kept}; bake with --overwrite-edits to replace them{instead}"

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
            "edited": list(self.edited),
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
