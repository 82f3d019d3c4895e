"""A pack's format -> what writes it. Knows which bridge serves which format, nothing of what they write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

import numpy as np

from engine_bridges.creature import Card, Creature
from engine_bridges.godot_pack import GodotPack
from engine_bridges.pack import Pack
from engine_bridges.pack_folder import PackReport
from engine_bridges.palette import Palette


class PackWriter(Protocol):
    """A pack being written, used with `with`: the folder is as it was until `finish`, and when that is not reached."""

    @property
    def last_creatures(self) -> frozenset[str]:
        """Names of the creatures that the pack had when it was last written."""

    def keep(self, card: Card, *, key: str) -> bool:
        """Take a creature over as it was last written, if that was from this card and key and its files are whole."""

    def add(self, creature: Creature, *, key: str) -> None:
        """Write a creature."""

    def finish(self) -> PackReport:
        """Put everything into its place, the manifest last."""

    def __enter__(self) -> PackWriter: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def writer_of(pack: Pack, folder: Path) -> PackWriter:
    """What writes the pack into a folder; nothing is written yet. PackError when the folder holds something else."""
    return _WRITERS[pack.format](pack, folder)


def palette_of(pack: Pack) -> Palette | None:
    """The game's own colours, where the pack has such."""
    if pack.palette is None:
        return None
    alpha = np.full((len(pack.palette.rgb_table()), 1), 255, dtype=np.uint8)
    alpha[0] = 0
    return Palette(pack.name, np.concatenate([pack.palette.rgb_table(), alpha], axis=1))


def _godot(pack: Pack, folder: Path) -> PackWriter:
    return GodotPack(folder, name=pack.name, palette=palette_of(pack), packing=pack.packing)


_WRITERS: dict[str, Callable[[Pack, Path], PackWriter]] = {"godot": _godot}
