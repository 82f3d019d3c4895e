"""A pack's format -> what writes it. Knows which bridge serves which format, nothing of what they write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine_bridges.creatures.palette import Palette, palette_of
from engine_bridges.folders.creature_pack import CreaturePack
from engine_bridges.folders.ownership import PackSource, WriteMode
from engine_bridges.godot.pack import GodotPack
from engine_bridges.pack_file.pack import Pack
from engine_bridges.sheets.pack import SheetPack


def writer_of(pack: Pack, folder: Path, mode: WriteMode, *, mark: bool = True) -> CreaturePack:
    """What writes the pack into a folder; nothing is written yet. PackError when the folder belongs to another pack.

    mark: pictures of generated creatures say that they are.
    """
    return _WRITERS[pack.format](pack, folder, mode, mark)


def _godot(pack: Pack, folder: Path, mode: WriteMode, mark: bool) -> CreaturePack:
    return GodotPack(folder, source_of(pack), palette=_palette(pack), packing=pack.packing, mode=mode, mark=mark)


def _sheets(pack: Pack, folder: Path, mode: WriteMode, mark: bool) -> CreaturePack:
    return SheetPack(
        folder, source_of(pack), format=pack.format, palette=_palette(pack), packing=pack.packing, mode=mode, mark=mark
    )


def source_of(pack: Pack) -> PackSource:
    """What a folder's owner is compared with."""
    return PackSource(pack.name, pack.file, pack.id)


def _palette(pack: Pack) -> Palette | None:
    """The game's own colours, where the pack has such."""
    return None if pack.palette is None else palette_of(pack.palette, name=pack.name)


_Writer = Callable[[Pack, Path, WriteMode, bool], CreaturePack]
_WRITERS: dict[str, _Writer] = {"godot": _godot, "pygame": _sheets, "sheet": _sheets}
