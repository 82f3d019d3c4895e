"""A pack's folder that is baked into while a game runs -> what has changed in it, once that is whole.

A manifest is written after the files that it lists, so a new manifest whose files have the hashes that it says is a
whole pack; anything else is not taken over. Knows nothing of engines.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine_bridges.creatures.creature import Creature, PackError
from engine_bridges.folders.manifest import LARGEST, MANIFEST, listed_files
from engine_bridges.sheets.index import PackIndex, SheetCreature
from engine_bridges.sheets.reading import creature_in, file_bytes, pack_index


@dataclass(frozen=True, slots=True)
class Changes:
    """index: of the pack as it is now. drawn: the creatures that are new or differ, by name. gone: names."""

    index: PackIndex
    drawn: Mapping[str, Creature]
    gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Made:
    """What a creature's pixels and colours come from."""

    entry: SheetCreature
    digests: tuple[str | None, ...]
    colours: bytes


class PackChanges:
    """What is new in a folder since the last look; everything at the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int, int, int] | None = None  # the manifest that was taken over
        self._made: Mapping[str, _Made] = {}

    def look(self) -> Changes | None:
        """The changes; None when there are none. PackError while the pack is none or not whole: nothing is taken over.

        Where nothing was written since, it costs one look at the manifest's time and size.
        """
        try:
            status = os.stat(self._folder / MANIFEST)
        except OSError as error:
            raise PackError(
                f"{self._folder / MANIFEST} cannot be read: {error.strerror or error}; bake a pack there"
            ) from error
        seen = status.st_mtime_ns, status.st_size, status.st_ino
        if seen == self._seen:
            return None
        digests = listed_files(file_bytes(self._folder, MANIFEST, most=LARGEST))
        index = pack_index(self._folder, digests=digests)
        colours = index.palette.rgba.tobytes()
        made = {
            name: _Made(entry, tuple(digests.get(path) for path in entry.paths), colours)
            for name, entry in index.creatures.items()
        }
        drawn = {
            name: creature_in(self._folder, one.entry, colours=len(index.palette.rgba), digests=digests)
            for name, one in made.items()
            if one != self._made.get(name)
        }
        gone = frozenset(self._made.keys() - made.keys())
        first = self._seen is None
        self._seen, self._made = seen, made
        return Changes(index, drawn, gone) if first or drawn or gone else None
