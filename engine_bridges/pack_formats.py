"""A pack's format -> what writes it. Knows which bridge serves which format, nothing of what they write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine_bridges.creature_pack import CreaturePack
from engine_bridges.godot_pack import GodotPack
from engine_bridges.pack import Pack
from engine_bridges.palette import Palette
from engine_bridges.sheet_pack import SheetPack


def writer_of(pack: Pack, folder: Path) -> CreaturePack:
    """What writes the pack into a folder; nothing is written yet. PackError when the folder holds something else."""
    return _WRITERS[pack.format](pack, folder)


def palette_of(pack: Pack) -> Palette | None:
    """The game's own colours, where the pack has such."""
    if pack.palette is None:
        return None
    alpha = np.full((len(pack.palette.rgb_table()), 1), 255, dtype=np.uint8)
    alpha[0] = 0
    return Palette(pack.name, np.concatenate([pack.palette.rgb_table(), alpha], axis=1))


def _godot(pack: Pack, folder: Path) -> CreaturePack:
    return GodotPack(folder, name=pack.name, palette=palette_of(pack), packing=pack.packing)


def _sheets(pack: Pack, folder: Path) -> CreaturePack:
    return SheetPack(folder, name=pack.name, format=pack.format, palette=palette_of(pack), packing=pack.packing)


_WRITERS: dict[str, Callable[[Pack, Path], CreaturePack]] = {"godot": _godot, "pygame": _sheets, "sheet": _sheets}
