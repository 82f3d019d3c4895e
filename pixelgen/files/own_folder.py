"""A folder -> what else it is for, when many files are about to be written into it. Knows nothing of those files."""

from __future__ import annotations

import os
from pathlib import Path

from pixelgen.checks import check_is
from pixelgen.errors import RequestError


def other_use_of(folder: Path, *, file: Path | None = None) -> str | None:
    """What the folder is for already, to be read after "is"; None when it may hold a program's files.

    Nobody means the root of the file system, the own home or a folder above it; nor, where a `file` says what is to be
    written, that file's own folder or one above it. Links are followed; neither need exist. RequestError for no paths.
    """
    check_is("folder", folder, Path)
    uses = {os.path.expanduser("~"): ("your home folder", "a folder above your home folder")}
    if file is not None:
        check_is("file", file, Path)
        own = (f"the folder of {file.name}", f"a folder above {file.name}")
        uses |= {str(file.parent): own, os.path.dirname(os.path.realpath(file)): own}
    try:
        place = os.path.realpath(folder)
        if place == os.path.dirname(place):
            return "the root of the file system"
        for other, (same, above) in uses.items():
            seen = Path(os.path.realpath(other))
            if _is_same(place, seen):
                return same
            if any(_is_same(place, parent) for parent in seen.parents):
                return above
    except ValueError as error:  # a name that no file can have
        raise RequestError(f"a folder must be a path; got {str(folder)!r:.60}") from error
    return None


def _is_same(one: str, other: Path) -> bool:
    """Also where case or a mount gives a folder two names."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return one == str(other)
