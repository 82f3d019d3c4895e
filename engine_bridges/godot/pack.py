"""Creatures -> a pack in a Godot 4.4+ project: what a developer would have made by hand. Needs no plugin.

    NAME/                           anywhere in the project; may be moved, with its .import and .uid files
      pack_manifest.json            the list of the pack's files; written last
      creature_catalogue.tres .gd   `load(".../creature_catalogue.tres").spawn(&"reef", 7)`
      shared/palette.png            the colours by index, one pixel each; recolour with another such strip
      shared/palette_swap.gdshader .tres, palette_glow.gdshader, lit_creature.gd, swimmer.gd
      shared/anchors.gd             keeps markers and a lure's light on the parts of an animal
      shared/pack_reload.gd         shows what is baked while the game runs
      zones/ZONE_palette.tres       ColorPalette of the colours that the zone's creatures have
      creatures/CREATURE/           each creature by itself: one that changes changes no other's files
        CREATURE_sheet.png          colours; _indices.png grey palette indices, _normals.png, _emission.png
        CREATURE_frames.tres        SpriteFrames over the colours and normals; _index_frames.tres over the indices
        CREATURE_palette.png        of a picture with colours of its own; _palette_swap.tres its material
        CREATURE.tscn               AnimatedSprite2D; _lit.tscn recolours and glows, _swimmer.tscn swims by itself

Where a creature has normal maps, its indices are without baked light and shadow, as the game's lights shade the lit
scenes. Sidecars (.import, .uid) are written once and then left to the engine and the user, but for their uid. Uids come
from the pack's id, or without one from its name, and from the path. Knows nothing of how creatures are made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np

from engine_bridges.creatures.argument_checks import check_is, checked_folder
from engine_bridges.creatures.creature import Card, Creature, PackError
from engine_bridges.creatures.palette import Palette, sprite_palette
from engine_bridges.creatures.palette_files import write_strip
from engine_bridges.folders.creature_pack import CreaturePack, Files, Notes
from engine_bridges.folders.ownership import CAREFUL, PackSource, WriteMode
from engine_bridges.folders.pack_folder import PackReport
from engine_bridges.godot.addresses import Addresses
from engine_bridges.godot.creature import PALETTE, SWAP_MATERIAL, creature_files, swap_material
from engine_bridges.godot.import_sidecars import kept_sidecar, sidecar_of
from engine_bridges.godot.project import check_uids, project_of, resource_path
from engine_bridges.godot.resources import colour_palette, dictionaries, scripted_resource
from engine_bridges.godot.values import StringName
from engine_bridges.pictures.sprite_sheet import Packing

_WRITER_VERSION = 4  # raise it when the same creature would give other files
_SCRIPTS = (
    "anchors.gd",
    "lit_creature.gd",
    "pack_reload.gd",
    "palette_glow.gdshader",
    "palette_swap.gdshader",
    "swimmer.gd",
)
_CATALOGUE_SCRIPT = "creature_catalogue.gd"


def write_pack(
    folder: str | Path,
    creatures: Iterable[Creature],
    *,
    name: str,
    palette: Palette | None = None,
    packing: Packing | None = None,
) -> PackReport:
    """Write a whole pack at once; see GodotPack, which takes creature after creature and keeps what has not changed."""
    return GodotPack(checked_folder(folder), PackSource(name), palette=palette, packing=packing).write(creatures)


class GodotPack(CreaturePack):
    """A pack being written into a folder of a project, creature after creature; how, says CreaturePack.

    source: the pack's name, or that with its file; uids come from its key. palette: what indices are coloured with, the
    library's 64 colours otherwise. mode: what may be replaced. mark: pictures of generated creatures say that they are.
    PackError also for the project's own folder, and when
    another pack of the project has the same uids.
    """

    def __init__(
        self,
        folder: Path,
        source: PackSource,
        *,
        palette: Palette | None = None,
        packing: Packing | None = None,
        mode: WriteMode = CAREFUL,
        mark: bool = True,
    ) -> None:
        palette = sprite_palette() if palette is None else palette
        check_is("palette", palette, Palette)
        project = project_of(folder)
        if project is not None and project == Path(os.path.realpath(folder)):
            raise PackError(f"{folder} is a Godot project; name a folder in it, such as {folder / source.name}")
        root = None if project is None else resource_path(folder, project)
        layout = _GodotLayout(Addresses(source.key, root), palette, packing or Packing(), mark=mark)
        super().__init__(folder, source, engine="godot", layout=layout, mode=mode)
        last = self.last_owner
        self._notices = [] if project is None else check_uids(folder, source, project=project, is_new=last is None)
        if last is not None and last.engine == "godot" and (last.id or last.pack) != source.key:
            self._notices.append(
                f"the files of {folder} get other uids, as the pack's id is another; scenes that use them find them by "
                "their paths, and forget the old uids when they are saved"
            )

    @property
    def notices(self) -> Sequence[str]:
        """As CreaturePack."""
        return self._notices


class _GodotLayout:
    """The layout that stands at the head of this module."""

    def __init__(self, addresses: Addresses, palette: Palette, packing: Packing, *, mark: bool) -> None:
        self._addresses = addresses
        self._palette = palette
        self._packing = packing
        self._mark = mark
        self.settings = f"{_WRITER_VERSION} {addresses.pack} {packing} {mark}".encode("ascii") + palette.rgba.tobytes()

    def creature_files(self, creature: Creature) -> tuple[Files, Notes]:
        return creature_files(
            creature, palette=self._palette, packing=self._packing, addresses=self._addresses, mark=self._mark
        )

    def completed(self, path: str) -> Callable[[bytes], bytes] | None:
        target, _, kind = path.rpartition(".")
        if kind == "import":
            return partial(kept_sidecar, target, addresses=self._addresses)
        if kind == "uid":
            return partial(self._kept_uid, target)
        return None

    def shared_files(self) -> tuple[Files, Notes]:
        addresses = self._addresses
        content = {f"{PALETTE}.import": sidecar_of(PALETTE, addresses), PALETTE: write_strip(self._palette)}
        for name in _SCRIPTS:
            content |= self._script(f"shared/{name}")
        material = swap_material(PALETTE, SWAP_MATERIAL, addresses)
        content |= {SWAP_MATERIAL: material.encode("ascii"), **self._script(_CATALOGUE_SCRIPT)}
        return content, {"palette": [bytes(colour).hex() for colour in self._palette.rgba.tolist()]}

    def list_files(self, creatures: Mapping[str, tuple[Card, Notes]]) -> Files:
        zones: dict[str, set[int]] = {}
        others: dict[str, set[tuple[int, ...]]] = {}  # colours of creatures that do not have the pack's
        for card, notes in creatures.values():
            used, own = zones.setdefault(card.zone, set()), notes.get("palette")
            if own is None:
                used.update(notes["colours"])
            else:
                others.setdefault(card.zone, set()).update(tuple(bytes.fromhex(own[at])) for at in notes["colours"])
        content = {}
        for zone, colours in sorted(zones.items()):
            path = f"zones/{zone}_palette.tres"
            rgba = self._palette.rgba[np.array(sorted(colours), dtype=np.intp)]
            more = sorted(others.get(zone, set()) - {tuple(colour) for colour in rgba.tolist()})
            rgba = np.concatenate([rgba, np.array(more, dtype=np.uint8).reshape(-1, 4)])
            content[path] = colour_palette(rgba, uid=self._addresses.uid(path)).encode("ascii")
        path = "creature_catalogue.tres"
        cards = [
            {
                **{key: StringName(getattr(card, key)) for key in ("name", "zone", "category", "species")},
                "dna": card.dna,
            }
            for card, _ in creatures.values()
        ]
        script = self._addresses.external("Script", _CATALOGUE_SCRIPT, user=path, id="1_script")
        text = scripted_resource({"creatures": dictionaries(cards)}, uid=self._addresses.uid(path), script=script)
        return {**content, path: text.encode("ascii")}

    def _script(self, path: str) -> Files:
        source = files("engine_bridges") / "godot" / "scripts" / path.rpartition("/")[2]
        return {f"{path}.uid": self._uid(path), path: source.read_bytes()}

    def _uid(self, path: str) -> bytes:
        return f"{self._addresses.uid(path)}\n".encode("ascii")

    def _kept_uid(self, path: str, found: bytes) -> bytes:
        uid = self._uid(path)
        return found if found.strip() == uid.strip() else uid
