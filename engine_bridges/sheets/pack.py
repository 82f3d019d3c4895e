"""Creatures -> a pack of sheets that any engine can load, Pygame among them.

    NAME/
      pack_manifest.json            the list of the pack's files; written last
      pack.json                     who is where: the file that loaders read (index.py)
      creatures/CREATURE/           each creature by itself: one that changes changes no other's files
        CREATURE.png                its frames; indexed, index 0 transparent
        CREATURE_normals.png        _emission.png: what engines light it with, if it has that
        CREATURE.json               Aseprite's JSON of the sheet                         \\ format sheet alone: Pygame
      palette/NAME.gpl .pal .hex .png   the colours by index, for painting programs      / needs neither

Knows nothing of how creatures are made, and nothing of Pygame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from engine_bridges.creatures.argument_checks import check_is, checked_folder
from engine_bridges.creatures.creature import Card, Creature, PackError
from engine_bridges.creatures.pack_error import shown
from engine_bridges.creatures.palette import Palette, sprite_palette
from engine_bridges.creatures.palette_files import WRITERS
from engine_bridges.folders.creature_pack import CreaturePack, Files, Notes
from engine_bridges.folders.ownership import CAREFUL, PackSource, WriteMode
from engine_bridges.folders.pack_folder import PackReport
from engine_bridges.pictures.png_pictures import png_bytes
from engine_bridges.pictures.sheet_entry import entry_of
from engine_bridges.pictures.sprite_sheet import Packing, sprite_sheets
from engine_bridges.sheets.aseprite_json import sheet_json
from engine_bridges.sheets.index import INDEX, index_bytes

FORMATS = ("sheet", "pygame")
_WRITER_VERSION = 3  # raise it when the same creature would give other files


def write_pack(
    folder: str | Path,
    creatures: Iterable[Creature],
    *,
    name: str,
    format: str = "sheet",
    palette: Palette | None = None,
    packing: Packing | None = None,
) -> PackReport:
    """Write a whole pack at once; see SheetPack, which takes creature after creature and keeps what has not changed."""
    place = checked_folder(folder)
    return SheetPack(place, PackSource(name), format=format, palette=palette, packing=packing).write(creatures)


class SheetPack(CreaturePack):
    """A pack being written, creature after creature; how, says CreaturePack.

    source: the pack's name, or that with its file. format: sheet or pygame. palette: the colours of the sheets, the
    library's 64 otherwise. mode: what may be replaced. PackError for another format, or a
    palette whose colours are not opaque but for index 0, as indexed pictures need it.
    """

    def __init__(
        self,
        folder: Path,
        source: PackSource,
        *,
        format: str = "sheet",
        palette: Palette | None = None,
        packing: Packing | None = None,
        mode: WriteMode = CAREFUL,
        mark: bool = True,
    ) -> None:
        if not isinstance(format, str) or format not in FORMATS:
            raise PackError(f"the format of a sheet pack must be one of {', '.join(FORMATS)}; got {shown(format)}")
        palette = sprite_palette() if palette is None else palette
        check_is("palette", palette, Palette)
        if palette.rgba[0, 3] != 0 or (palette.rgba[1:, 3] != 255).any():
            raise PackError(f"{palette.name or 'the palette'} must be transparent at index 0 and opaque elsewhere")
        layout = _SheetLayout(source.name, palette, packing or Packing(), for_all=format == "sheet", mark=mark)
        super().__init__(folder, source, engine=format, layout=layout, mode=mode)


class _SheetLayout:
    """The layout that stands at the head of this module. for_all: with what other engines and programs read."""

    def __init__(self, name: str, palette: Palette, packing: Packing, *, for_all: bool, mark: bool) -> None:
        self._name = name
        self._palette = palette
        self._packing = packing
        self._for_all = for_all
        self._mark = mark
        self.settings = f"{_WRITER_VERSION} {for_all} {packing} {mark}".encode("ascii") + palette.rgba.tobytes()

    def shared_files(self) -> tuple[Files, Notes]:
        writers = WRITERS if self._for_all else {}
        return {f"palette/{self._name}{ending}": write(self._palette) for ending, write in writers.items()}, {}

    def creature_files(self, creature: Creature) -> tuple[Files, Notes]:
        name = creature.card.name
        base = f"creatures/{name}/{name}"
        found = sprite_sheets([creature], self._packing)
        if len(found.sheets) > 1:
            raise PackError(f"all frames of {name} must fit on one sheet; raise largest_side or drop frames")
        sheet = found.sheets[0]
        palette = self._palette if creature.palette is None else creature.palette
        largest = int(sheet.indices.max())
        if largest >= len(palette.rgba):
            raise PackError(f"{name} has a pixel of index {largest}; the palette ends at {len(palette.rgba) - 1}")
        files = {f"{base}.png": png_bytes(sheet.indices, palette=palette, mark=self._mark and creature.is_generated)}
        layers: dict[str, str | None] = {"normals": None, "emission": None}
        for layer, pixels in (
            ("normals", sheet.normals),
            ("emission", sheet.emission if creature.has_emission else None),
        ):
            if pixels is not None:
                layers[layer] = f"{base}_{layer}.png"
                files[f"{base}_{layer}.png"] = png_bytes(pixels)
        if self._for_all:
            files[f"{base}.json"] = sheet_json(found, 0, image=f"{name}.png").encode("ascii")
        entry = entry_of(
            found.tags,
            sheet=f"{base}.png",
            **layers,
            parts=creature.parts,
            clips=creature.clips,
            palette=creature.palette,
        )
        return files, entry

    def list_files(self, creatures: Mapping[str, tuple[Card, Notes]]) -> Files:
        return {INDEX: index_bytes(self._name, self._palette, creatures.values())}

    def completed(self, path: str) -> None:
        """No engine completes any of these files."""
