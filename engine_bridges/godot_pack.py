"""Creatures -> a pack in a Godot 4.4+ project: what a developer would have made by hand. Needs no plugin.

    NAME/                           anywhere in the project; may be moved, with its .import and .uid files
      pack_manifest.json            what is ours here; written last
      creature_catalogue.tres .gd   `load(".../creature_catalogue.tres").spawn(&"reef", 7)`
      shared/palette.png            the colours by index, one pixel each; recolour with another such strip
      shared/palette_swap.gdshader .tres, palette_glow.gdshader, lit_creature.gd, swimmer.gd
      zones/ZONE_palette.tres       ColorPalette of the colours that the zone's creatures have
      creatures/CREATURE/           each creature by itself: one that changes changes no other's files
        CREATURE_sheet.png          colours; _indices.png grey palette indices, _normals.png, _emission.png
        CREATURE_frames.tres        SpriteFrames over the colours and normals; _index_frames.tres over the indices
        CREATURE.tscn               AnimatedSprite2D; _lit.tscn recolours and glows, _swimmer.tscn swims by itself

The engine completes .import sidecars; they are written once and then left alone. Uids come from the pack's name and the
path, so a project must not hold two packs of one name. Knows nothing of how creatures are made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from types import TracebackType

import numpy as np

from engine_bridges.creature import Card, Creature, PackError, check_name
from engine_bridges.godot_addresses import Addresses
from engine_bridges.godot_creature import PALETTE, SWAP_MATERIAL, creature_files
from engine_bridges.godot_resources import (
    colour_palette,
    dictionaries,
    scripted_resource,
    shader_material,
    texture_import,
)
from engine_bridges.godot_values import StringName
from engine_bridges.pack_folder import PackFolder, PackReport
from engine_bridges.palette import Palette, sprite_palette
from engine_bridges.palette_files import write_strip
from engine_bridges.sprite_sheet import Packing

_WRITER_VERSION = 1  # raise it when the same creature would give other files
_SCRIPTS = ("lit_creature.gd", "palette_glow.gdshader", "palette_swap.gdshader", "swimmer.gd")
_CATALOGUE_SCRIPT = "creature_catalogue.gd"
_CREATURE = "creature "  # a part's name begins with it


def write_pack(
    folder: Path,
    creatures: Iterable[Creature],
    *,
    name: str,
    palette: Palette | None = None,
    packing: Packing | None = None,
) -> PackReport:
    """Write a whole pack at once; see GodotPack, which takes creature after creature and keeps what has not changed."""
    with GodotPack(folder, name=name, palette=palette, packing=packing) as pack:
        for creature in creatures:
            pack.add(creature)
        return pack.finish()


class GodotPack:
    """A pack being written to `folder`, which is made when it is missing.

    name: of the pack; uids come from it. palette: what indices are coloured with, the library's 64 colours otherwise.

        with GodotPack(project / "addons" / "reef", name="reef") as pack:
            for wish in wishes:
                if not pack.keep(wish.card, key=wish.key):
                    pack.add(draw(wish), key=wish.key)
            report = pack.finish()

    Nothing in the folder changes before `finish`, and while creatures are kept nothing at all is written. Memory does
    not grow with what creatures look like, only with how many files there are. PackError when the folder holds another
    pack, or a file that is not ours where one of ours has to go. One writer at a time: whoever bakes holds a lock.
    """

    def __init__(
        self, folder: Path, *, name: str, palette: Palette | None = None, packing: Packing | None = None
    ) -> None:
        self._addresses = Addresses(check_name("pack", name))
        self._palette = palette or sprite_palette()
        self._packing = packing or Packing()
        self._folder = PackFolder(folder, pack=name, engine="godot")
        self._cards: dict[str, Card] = {}
        self._colours: dict[str, set[int]] = {}  # zone -> palette indices
        settings = f"{_WRITER_VERSION} {name} {self._packing}".encode("ascii")
        self._settings = settings + self._palette.rgba.tobytes()
        self._shares = False  # whether what creatures share has been put

    def __enter__(self) -> GodotPack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.__exit__(kind, error, trace)

    @property
    def last_creatures(self) -> frozenset[str]:
        """Names of the creatures that the pack had when it was last written."""
        return frozenset(part.removeprefix(_CREATURE) for part in self._folder.last_parts if part.startswith(_CREATURE))

    def keep(self, card: Card, *, key: str) -> bool:
        """Take a creature over as it was last written, if that was from this card and key and its files are whole."""
        self._check_new(card)
        notes = self._folder.keep(_part(card), key=self._key(card, key))
        if notes is None:
            return False
        self._list(card, notes["colours"])
        return True

    def add(self, creature: Creature, *, key: str | None = None) -> None:
        """Write a creature. key: a text that differs whenever its pixels may; without one the pixels are the key."""
        card = creature.card
        self._check_new(card)
        self._share()
        content, colours = creature_files(
            creature, palette=self._palette, packing=self._packing, addresses=self._addresses
        )
        whole_key = self._key(card, _digest_of(creature) if key is None else key)
        self._put(_part(card), content, key=whole_key, notes={"colours": list(colours)})
        self._list(card, colours)

    def finish(self) -> PackReport:
        """Write the catalogue and the zones' palettes and put everything into its place; the manifest last."""
        self._share()
        self._put("lists", self._list_files())
        return self._folder.settle()

    def _check_new(self, card: Card) -> None:
        if card.name in self._cards:
            raise PackError(f"a pack must hold each creature once; got {card.name} twice")

    def _share(self) -> None:
        """First of all, as creatures refer to it."""
        if not self._shares:
            self._shares = True
            self._put("shared", self._shared_files())

    def _list(self, card: Card, colours: Iterable[int]) -> None:
        self._cards[card.name] = card
        self._colours.setdefault(card.zone, set()).update(colours)

    def _key(self, card: Card, key: str) -> str:
        told = json.dumps([card.zone, card.category, card.species, card.dna, key]).encode("ascii")
        return hashlib.sha256(self._settings + told).hexdigest()

    def _put(
        self, part: str, content: Mapping[str, bytes], *, key: str = "", notes: Mapping[str, list[int]] | None = None
    ) -> None:
        write_once = {path for path in content if path.endswith((".import", ".uid"))}
        self._folder.put(part, content, key=key, write_once=write_once, notes=notes)

    def _shared_files(self) -> dict[str, bytes]:
        addresses = self._addresses
        content = {
            f"{PALETTE}.import": texture_import(uid=addresses.uid(PALETTE)).encode("ascii"),
            PALETTE: write_strip(self._palette),
        }
        for name in _SCRIPTS:
            content |= self._script(f"shared/{name}")
        shader = addresses.external("Shader", "shared/palette_swap.gdshader", user=SWAP_MATERIAL, id="1_shader")
        strip = addresses.external("Texture2D", PALETTE, user=SWAP_MATERIAL, id="2_palette")
        material = shader_material(uid=addresses.uid(SWAP_MATERIAL), shader=shader, textures={"palette": strip})
        return {**content, SWAP_MATERIAL: material.encode("ascii"), **self._script(_CATALOGUE_SCRIPT)}

    def _script(self, path: str) -> dict[str, bytes]:
        source = files("engine_bridges") / "godot_scripts" / path.rpartition("/")[2]
        return {f"{path}.uid": f"{self._addresses.uid(path)}\n".encode("ascii"), path: source.read_bytes()}

    def _list_files(self) -> dict[str, bytes]:
        content = {}
        for zone, colours in sorted(self._colours.items()):
            path = f"zones/{zone}_palette.tres"
            rgba = self._palette.rgba[np.array(sorted(colours), dtype=np.intp)]
            content[path] = colour_palette(rgba, uid=self._addresses.uid(path)).encode("ascii")
        path = "creature_catalogue.tres"
        cards = [
            {
                **{key: StringName(getattr(card, key)) for key in ("name", "zone", "category", "species")},
                "dna": card.dna,
            }
            for _, card in sorted(self._cards.items())
        ]
        script = self._addresses.external("Script", _CATALOGUE_SCRIPT, user=path, id="1_script")
        text = scripted_resource({"creatures": dictionaries(cards)}, uid=self._addresses.uid(path), script=script)
        return {**content, path: text.encode("ascii")}


def _part(card: Card) -> str:
    return f"{_CREATURE}{card.name}"


def _digest_of(creature: Creature) -> str:
    digest = hashlib.sha256()
    for name, clip in creature.clips.items():
        layers = (clip.frames, clip.normals, clip.emission)
        shapes = [None if layer is None else layer.shape for layer in layers]
        digest.update(repr((name, shapes, clip.durations_ms, clip.loops)).encode("ascii"))
        for layer in layers:
            digest.update(b"" if layer is None else layer.tobytes())
    return digest.hexdigest()
