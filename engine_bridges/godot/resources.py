"""Sheets, palettes and materials -> Godot's text resources (.tres) and sidecars. Knows nothing of scenes or folders.

Format 3 without load_steps, as Godot 4.6 writes it; each function's docstring shows what it emits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from engine_bridges.creatures.creature import Pixels
from engine_bridges.godot.values import External, Internal, PackedColours, Rect2, StringName, TypedArray, value_text
from engine_bridges.pictures.sprite_sheet import Place, Tag

NEAREST = 1  # CanvasItem.TEXTURE_FILTER_NEAREST


def resource_text(
    kind: str,
    properties: Mapping[str, Any],
    *,
    uid: str,
    externals: Sequence[External] = (),
    internals: Sequence[Internal] = (),
) -> str:
    """A whole file.

    [gd_resource type="ColorPalette" format=3 uid="uid://..."]

    [ext_resource type="Shader" uid="uid://..." path="palette_swap.gdshader" id="1_shader"]

    [sub_resource type="AtlasTexture" id="AtlasTexture_0"]
    region = Rect2(1, 1, 32, 32)

    [resource]
    colors = PackedColorArray(...)
    """
    head = f'[gd_resource type="{kind}" format=3 uid="{uid}"]'
    return sections_text([head, *blocks(externals, internals), f"[resource]\n{properties_text(properties)}"])


def blocks(externals: Sequence[External], internals: Sequence[Internal]) -> list[str]:
    """The sections of what a file refers to and of what it holds itself."""
    found = []
    if externals:
        found.append(
            "\n".join(
                f'[ext_resource type="{one.kind}" uid="{one.uid}" path="{one.path}" id="{one.id}"]' for one in externals
            )
        )
    for internal in internals:
        found.append(
            f'[sub_resource type="{internal.kind}" id="{internal.id}"]\n{properties_text(internal.properties)}'
        )
    return found


def properties_text(properties: Mapping[str, Any]) -> str:
    """Lines of name = value, in the order given."""
    return "\n".join(f"{name} = {value_text(value)}" for name, value in properties.items())


def sections_text(sections: Sequence[str]) -> str:
    """The sections with an empty line between them."""
    return "\n\n".join(sections) + "\n"


def sprite_frames(tags: Sequence[Tag], *, uid: str, sheet: External, normals: External | None) -> str:
    """Animations over a sheet, lit through its normal map.

    [sub_resource type="CanvasTexture" id="CanvasTexture_sheet"]
    diffuse_texture = ExtResource("1_sheet")
    normal_texture = ExtResource("2_normals")
    texture_filter = 1

    [sub_resource type="AtlasTexture" id="AtlasTexture_0"]
    atlas = SubResource("CanvasTexture_sheet")
    region = Rect2(1, 1, 32, 32)
    filter_clip = true

    [resource]
    animations = [{
    "frames": [{
    "duration": 1.0,
    "texture": SubResource("AtlasTexture_0")
    }],
    "loop": true,
    "name": &"idle",
    "speed": 8.0
    }]

    Equal frames share one AtlasTexture. A frame is shown for duration / speed seconds: speed is the largest at which
    each duration is whole, so no time is rounded.
    """
    canvas = Internal(
        "CanvasTexture",
        "CanvasTexture_sheet",
        {
            "diffuse_texture": sheet,
            **({} if normals is None else {"normal_texture": normals}),
            "texture_filter": NEAREST,
        },
    )
    atlases: dict[Place, Internal] = {}
    animations = []
    for tag in sorted(tags, key=lambda one: one.animation):
        step_ms = math.gcd(*tag.durations_ms)
        frames = []
        for place, duration_ms in zip(tag.places, tag.durations_ms, strict=True):
            if place not in atlases:
                atlases[place] = _atlas_texture(canvas, place, len(atlases))
            frames.append({"duration": float(duration_ms // step_ms), "texture": atlases[place]})
        animations.append(
            {"frames": frames, "loop": tag.loops, "name": StringName(tag.animation), "speed": 1000 / step_ms}
        )
    return resource_text(
        "SpriteFrames",
        {"animations": animations},
        uid=uid,
        externals=[sheet, *([] if normals is None else [normals])],
        internals=[canvas, *atlases.values()],
    )


def _atlas_texture(canvas: Internal, place: Place, number: int) -> Internal:
    region = Rect2(place.x, place.y, place.width, place.height)
    return Internal("AtlasTexture", f"AtlasTexture_{number}", {"atlas": canvas, "region": region, "filter_clip": True})


def colour_palette(rgba: Pixels, *, uid: str) -> str:
    """Colours for the editor's colour picker and for scripts; (n, 4) uint8.

    [gd_resource type="ColorPalette" format=3 uid="uid://..."]

    [resource]
    colors = PackedColorArray(0, 0, 0, 0, 1, 0.5019608, 0.003921569, 1)
    """
    return resource_text("ColorPalette", {"colors": PackedColours(rgba)}, uid=uid)


def shader_material(*, uid: str, shader: External, textures: Mapping[str, External]) -> str:
    """A shader and its textures by uniform.

    [gd_resource type="ShaderMaterial" format=3 uid="uid://..."]

    [ext_resource type="Shader" uid="uid://..." path="palette_swap.gdshader" id="1_shader"]
    [ext_resource type="Texture2D" uid="uid://..." path="palette.png" id="2_palette"]

    [resource]
    shader = ExtResource("1_shader")
    shader_parameter/palette = ExtResource("2_palette")
    """
    return resource_text(
        "ShaderMaterial",
        shader_properties(shader, textures),
        uid=uid,
        externals=[shader, *textures.values()],
    )


def shader_properties(shader: External, textures: Mapping[str, External]) -> dict[str, Any]:
    """The properties of a ShaderMaterial, in a file of its own or inside a scene; textures in the shader's order."""
    return {"shader": shader, **{f"shader_parameter/{name}": texture for name, texture in textures.items()}}


def scripted_resource(properties: Mapping[str, Any], *, uid: str, script: External) -> str:
    """A resource of our own script.

    [gd_resource type="Resource" format=3 uid="uid://..."]

    [ext_resource type="Script" uid="uid://..." path="creature_catalogue.gd" id="1_script"]

    [resource]
    script = ExtResource("1_script")
    creatures = Array[Dictionary]([...])
    """
    return resource_text("Resource", {"script": script, **properties}, uid=uid, externals=[script])


def dictionaries(values: Sequence[Mapping[str, Any]]) -> TypedArray:
    """The value Array[Dictionary]([{...}, {...}])."""
    return TypedArray("Dictionary", list(values))
