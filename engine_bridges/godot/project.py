"""A pack's folder -> the Godot project that it lies in, and the other packs there. Reads manifests and nothing else."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.manifest import LARGEST, MANIFEST, Owner, parsed
from engine_bridges.folders.ownership import PackSource, is_of_file, seen_from_here
from engine_bridges.folders.plain_files import opened

_PROJECT = "project.godot"
_MOST_FOLDERS = 20_000  # looked into for other packs; a project with more is not searched to its end


def project_of(folder: Path) -> Path | None:
    """The folder with the project.godot that this folder belongs to, as a real path; None when there is none."""
    place = Path(os.path.realpath(folder))
    return next((each for each in (place, *place.parents) if (each / _PROJECT).is_file()), None)


def resource_path(folder: Path, project: Path) -> str:
    """The engine's path of a folder in the project: res://addons/reef."""
    inside = Path(os.path.realpath(folder)).relative_to(project).as_posix()
    return "res://" if inside == "." else f"res://{inside}"


def check_uids(folder: Path, source: PackSource, *, project: Path, is_new: bool) -> list[str]:
    """PackError, with what to do, when another pack of the project has the uids of this one: Godot would confuse them.

    That is one with the same id or, where neither has an id, of the same name. One of the same name and other uids does
    no harm; a line names it when this pack is new.
    """
    notices = []
    for place, owner in other_packs(folder, project):
        other = seen_from_here(place)
        if (owner.id or owner.pack) == source.key:
            if source.file is not None and is_of_file(owner, place, source.file):
                raise PackError(
                    f"{other} holds this pack already, and Godot would confuse its files with those of {folder}; "
                    "remove that folder, or bake into it"
                )
            same = "the same id" if source.id else f"the name {source.name} and no id"
            file = "the pack's file" if source.file is None else source.file
            raise PackError(
                f"{folder} and {other} would have {same}, and Godot would confuse their files; remove one of the two, "
                f'or put a line of its own under [pack] of {file}: id = "{secrets.token_hex(8)}"'
            )
        if owner.pack == source.name and is_new:
            notices.append(f"{other} is a pack of the name {source.name} too; each has uids of its own")
    return notices


def other_packs(folder: Path, project: Path) -> Iterator[tuple[Path, Owner]]:
    """Every other pack for Godot in the project: its folder and whose it is. Damaged manifests are passed over."""
    own, seen = Path(os.path.realpath(folder)), 0
    for place, folders, files in os.walk(project):
        seen += 1
        if seen > _MOST_FOLDERS:
            return
        if ".gdignore" in files:  # the engine passes over such a folder, and over those that begin with a dot
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if MANIFEST not in files:
            continue
        folders.clear()
        owner = _owner_in(Path(place))
        if owner is not None and owner.engine == "godot" and Path(place) != own:
            yield Path(place), owner


def _owner_in(folder: Path) -> Owner | None:
    try:
        with opened(folder / MANIFEST) as file:
            return parsed(file.read(LARGEST + 1)).owner
    except (OSError, PackError):
        return None
