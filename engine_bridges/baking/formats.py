"""A pack's format -> what writes it. Knows which bridge serves which format, nothing of what they write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine_bridges.creatures.palette import Palette, palette_of
from engine_bridges.folders.creature_pack import CreaturePack
from engine_bridges.godot.pack import GodotPack
from engine_bridges.pack_file.pack import Pack
from engine_bridges.sheets.pack import SheetPack


def writer_of(pack: Pack, folder: Path) -> CreaturePack:
    """What writes the pack into a folder; nothing is written yet. PackError when the folder holds something else."""
    return _WRITERS[pack.format](pack, folder)


def _godot(pack: Pack, folder: Path) -> CreaturePack:
    return GodotPack(folder, name=pack.name, palette=_palette(pack), packing=pack.packing)


def _sheets(pack: Pack, folder: Path) -> CreaturePack:
    return SheetPack(folder, name=pack.name, format=pack.format, palette=_palette(pack), packing=pack.packing)


def _palette(pack: Pack) -> Palette | None:
    """The game's own colours, where the pack has such."""
    return None if pack.palette is None else palette_of(pack.palette, name=pack.name)


_WRITERS: dict[str, Callable[[Pack, Path], CreaturePack]] = {"godot": _godot, "pygame": _sheets, "sheet": _sheets}
