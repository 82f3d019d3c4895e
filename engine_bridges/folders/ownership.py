"""Who a pack's folder belongs to -> whether another pack may be baked into it.

A folder belongs to the pack *file* that it was baked from, known by its path and, where the file gives one, by its id.
So two files of one name never remove each other's creatures, and a file that was moved is still known. Knows nothing
of the folder's content.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from engine_bridges.creatures.creature import PackError, check_name
from engine_bridges.folders.manifest import Owner
from pixelgen import other_use_of

TAKE_OVER = "--take-over"


@dataclass(frozen=True, slots=True)
class PackSource:
    """What is baked. name: of the pack. file, id: of its file; None for a pack that a program writes itself.

    PackError when the name is no file name.
    """

    name: str
    file: Path | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        check_name("pack", self.name)

    @property
    def key(self) -> str:
        """What engines' ids come from: no two packs of one project may have the same."""
        return self.id or self.name

    def owner(self, folder: Path, engine: str) -> Owner:
        """As the manifest in the folder names it."""
        return Owner(self.name, engine, self.id, None if self.file is None else _relative(self.file, folder))


@dataclass(frozen=True, slots=True)
class WriteMode:
    """What a bake may replace. take_over: a folder of another pack; overwrite_edits: files that were edited by hand."""

    take_over: bool = False
    overwrite_edits: bool = False


CAREFUL = WriteMode()


def check_owner(held: Owner, source: PackSource, engine: str, *, folder: Path) -> None:
    """PackError, with what to do, when the folder belongs to another pack. held: whose it is."""
    if held.file is None or source.file is None:
        if held.file is not None or held.pack != source.name or held.id not in (None, source.id):
            raise PackError(f"{folder} {_belongs(held, folder)}; this is the pack {source.name}: choose another folder")
    elif not _is_same_file(place := _place_of(held, folder), source.file):
        if held.id is None or held.id != source.id:
            raise PackError(
                f"{folder} {_belongs(held, folder)}; give {source.file.name} another name or output, or, if it is that "
                f"file under a new name, bake once with {TAKE_OVER}"
            )
        if os.path.lexists(place):
            raise PackError(
                f"{source.file} has the id of {place}, which {folder} belongs to; give the copy an id and an output of "
                f"its own, or bake with {TAKE_OVER} if it replaces that file"
            )
    if held.engine != engine:
        raise PackError(
            f"{folder} holds this pack for {held.engine}, and it is now for {engine}; choose another folder, or bake "
            f"with {TAKE_OVER}, which removes the old files"
        )


def check_own_folder(folder: Path, source: PackSource) -> None:
    """PackError for one that holds more than a pack: the root, the home, the folder of the pack's file, or a parent."""
    if (use := other_use_of(folder, file=source.file)) is not None:
        alone = folder / f"{source.name}_pack"
        raise PackError(f"{folder} is {use}; name a folder for the pack alone, such as {alone}")


def is_of_file(held: Owner, folder: Path, file: Path) -> bool:
    """Whether the folder belongs to this file of a pack."""
    return held.file is not None and _is_same_file(_place_of(held, folder), file)


def _belongs(held: Owner, folder: Path) -> str:
    if held.file is None:
        return f"holds the pack {held.pack}"
    place = _place_of(held, folder)
    gone = "" if os.path.lexists(place) else ", which is gone"
    return f"was baked from {place}{gone}"


def _place_of(held: Owner, folder: Path) -> Path:
    """Where its file is or was."""
    assert held.file is not None
    return seen_from_here(Path(os.path.normpath(Path(os.path.realpath(folder)) / held.file)))


def seen_from_here(place: Path) -> Path:
    """An absolute path, relative to the current folder where it lies in it."""
    try:
        return place.relative_to(os.path.realpath(Path.cwd()))
    except (ValueError, OSError):  # elsewhere, or the current folder is gone
        return place


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def _relative(file: Path, folder: Path) -> str:
    place, root = os.path.realpath(file), os.path.realpath(folder)
    try:
        return Path(os.path.relpath(place, root)).as_posix()
    except ValueError:  # another drive of Windows
        return Path(place).as_posix()
