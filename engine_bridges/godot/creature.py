"""One creature -> its files in a Godot pack: pictures, animations, scenes. Knows nothing of folders or of the others.

Layout and what each file is for: pack.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from engine_bridges.creatures.creature import Creature, PackError, Pixels
from engine_bridges.creatures.palette import Palette
from engine_bridges.creatures.palette_files import write_strip
from engine_bridges.godot import scenes
from engine_bridges.godot.addresses import Addresses
from engine_bridges.godot.anchor_nodes import anchor_nodes
from engine_bridges.godot.import_sidecars import sidecar_of
from engine_bridges.godot.resources import shader_material, sprite_frames
from engine_bridges.pictures.png_pictures import png_bytes
from engine_bridges.pictures.sheet_entry import entry_of
from engine_bridges.pictures.sprite_sheet import Packing, Sheet, Tag, sprite_sheets

PALETTE = "shared/palette.png"
SWAP_MATERIAL = "shared/palette_swap.tres"
GLOW_SHADER = "shared/palette_glow.gdshader"
LIT_SCRIPT = "shared/lit_creature.gd"
ANCHORS_SCRIPT = "shared/anchors.gd"
SWIMMER_SCRIPT = "shared/swimmer.gd"
_FIRST_ANIMATION = "idle"


def creature_files(
    creature: Creature, *, palette: Palette, packing: Packing, addresses: Addresses, mark: bool = True
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """(content by path in the pack, what the manifest notes); no file refers to one that follows it.

    Noted are the palette indices used but 0, and what other programs need to show the creature. mark: pictures of a
    generated one say that it is.
    PackError when the frames do not fit on one sheet, or a pixel's index is not in the palette.
    """
    card = creature.card
    base = f"creatures/{card.name}/{card.name}"
    own = creature.palette
    palette = palette if own is None else own
    found = sprite_sheets([creature], packing)
    if len(found.sheets) > 1:
        raise PackError(f"all frames of {card.name} must fit on one sheet; raise largest_side or drop frames")
    sheet = found.sheets[0]
    pictures = _pictures(base, sheet, palette, has_emission=creature.has_emission, mark=mark and creature.is_generated)
    if own is not None:
        pictures[f"{base}_palette.png"] = write_strip(own)
    files: dict[str, bytes] = {}
    for path, content in pictures.items():
        # The sidecar first: an engine that looks in between would make one of its own, with another uid.
        files |= {f"{path}.import": sidecar_of(path, addresses), path: content}
    texts = {
        **_animations(base, found.tags, addresses, has_normals=sheet.normals is not None),
        **({} if own is None else {_own_swap(base): swap_material(f"{base}_palette.png", _own_swap(base), addresses)}),
        **_scenes(base, creature, addresses, palette),
    }
    files |= {path: text.encode("ascii") for path, text in texts.items()}
    entry = entry_of(
        found.tags,
        sheet=f"{base}_sheet.png",
        **{layer: path if (path := f"{base}_{layer}.png") in pictures else None for layer in ("normals", "emission")},
        parts=creature.parts,
        palette=own,
        clips=creature.clips,
    )
    return files, {**asdict(card), **entry, "colours": _used(sheet)}


def swap_material(palette: str, path: str, addresses: Addresses) -> str:
    """The material that colours an index sheet by a strip. palette, path: of the strip and of the material."""
    shader = addresses.external("Shader", "shared/palette_swap.gdshader", user=path, id="1_shader")
    strip = addresses.external("Texture2D", palette, user=path, id="2_palette")
    return shader_material(uid=addresses.uid(path), shader=shader, textures={"palette": strip})


def _own_swap(base: str) -> str:
    return f"{base}_palette_swap.tres"


def _index_layer(sheet: Sheet) -> Pixels:
    """What the lit scenes show. A game's lights shade it, so that it has no baked shade where it can do without."""
    return sheet.indices if sheet.flat is None else sheet.flat


def _used(sheet: Sheet) -> list[int]:
    shown = np.bincount(sheet.indices.reshape(-1), minlength=256)
    if sheet.flat is not None:
        shown = shown + np.bincount(sheet.flat.reshape(-1), minlength=256)
    return [index for index in np.flatnonzero(shown).tolist() if index]


def _pictures(base: str, sheet: Sheet, palette: Palette, *, has_emission: bool, mark: bool) -> dict[str, bytes]:
    largest = max(int(sheet.indices.max()), int(_index_layer(sheet).max()))
    if largest >= len(palette.rgba):
        raise PackError(f"{base} has a pixel of index {largest}; the palette ends at {len(palette.rgba) - 1}")
    found = {
        f"{base}_sheet.png": png_bytes(sheet.indices, palette=palette, mark=mark),
        f"{base}_indices.png": png_bytes(_index_layer(sheet), mark=mark),
    }
    if sheet.normals is not None:
        found[f"{base}_normals.png"] = png_bytes(sheet.normals)
    if has_emission and sheet.emission is not None:
        found[f"{base}_emission.png"] = png_bytes(sheet.emission)
    return found


def _animations(base: str, tags: Sequence[Tag], addresses: Addresses, *, has_normals: bool) -> dict[str, str]:
    texts = {}
    for path, picture in ((f"{base}_frames.tres", "sheet"), (f"{base}_index_frames.tres", "indices")):
        sheet = addresses.external("Texture2D", f"{base}_{picture}.png", user=path, id="1_sheet")
        normals = addresses.external("Texture2D", f"{base}_normals.png", user=path, id="2_normals")
        texts[path] = sprite_frames(
            tags, uid=addresses.uid(path), sheet=sheet, normals=normals if has_normals else None
        )
    return texts


def _scenes(base: str, creature: Creature, addresses: Addresses, palette: Palette) -> dict[str, str]:
    card = creature.card
    animation = _FIRST_ANIMATION if _FIRST_ANIMATION in creature.clips else next(iter(creature.clips))
    plain, lit, swimmer = f"{base}.tscn", f"{base}_lit.tscn", f"{base}_swimmer.tscn"
    strip, material = (PALETTE, SWAP_MATERIAL) if creature.palette is None else (f"{base}_palette.png", _own_swap(base))
    glow_textures = {
        "palette": addresses.external("Texture2D", strip, user=lit, id="5_palette"),
        "emission": addresses.external("Texture2D", f"{base}_emission.png", user=lit, id="6_emission"),
    }
    plain_anchors, lit_anchors = (
        addresses.external("Script", ANCHORS_SCRIPT, user=scene, id="7_anchors") for scene in (plain, lit)
    )
    markers, _ = anchor_nodes(creature, animation=animation, script=plain_anchors, palette=palette, shines=False)
    nodes, own = anchor_nodes(creature, animation=animation, script=lit_anchors, palette=palette, shines=True)
    return {
        plain: scenes.plain_scene(
            card.name,
            path=plain,
            addresses=addresses,
            frames=addresses.external("SpriteFrames", f"{base}_frames.tres", user=plain, id="1_frames"),
            animation=animation,
            anchors=markers,
            anchors_script=plain_anchors,
        ),
        lit: scenes.lit_scene(
            card.name,
            path=lit,
            addresses=addresses,
            frames=addresses.external("SpriteFrames", f"{base}_index_frames.tres", user=lit, id="2_frames"),
            animation=animation,
            swap=addresses.external("Material", material, user=lit, id="1_swap"),
            script=addresses.external("Script", LIT_SCRIPT, user=lit, id="3_script"),
            glow_shader=addresses.external("Shader", GLOW_SHADER, user=lit, id="4_glow"),
            glow_textures=glow_textures if creature.has_emission else {},
            anchors=nodes,
            anchors_script=lit_anchors,
            anchors_own=own,
        ),
        swimmer: scenes.swimmer_scene(
            card.name,
            path=swimmer,
            addresses=addresses,
            lit=addresses.external("PackedScene", lit, user=swimmer, id="2_lit"),
            script=addresses.external("Script", SWIMMER_SCRIPT, user=swimmer, id="1_script"),
            category=card.category,
        ),
    }
