"""Creatures -> Godot's text scenes (.tscn): plain, lit and swimming. Knows nothing of sheets or folders.

Format 3, as Godot 4.6 writes it; each function's docstring shows what it emits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine_bridges.creatures.swimming import speeds_of
from engine_bridges.godot.addresses import Addresses
from engine_bridges.godot.nodes import Node
from engine_bridges.godot.resources import NEAREST, blocks, properties_text, sections_text, shader_properties
from engine_bridges.godot.values import External, Internal, StringName, value_text


def plain_scene(
    name: str,
    *,
    path: str,
    addresses: Addresses,
    frames: External,
    animation: str,
    anchors: Sequence[Node] = (),
    anchors_script: External | None = None,
) -> str:
    """One sprite, lit when a light shines on it. anchors: nodes that follow its parts, by the script.

    [gd_scene format=3 uid="uid://..."]

    [ext_resource type="SpriteFrames" uid="uid://..." path="tang_frames.tres" id="1_frames"]

    [node name="Tang" type="AnimatedSprite2D" unique_id=100000001]
    texture_filter = 1
    sprite_frames = ExtResource("1_frames")
    animation = &"idle"
    autoplay = "idle"
    """
    root = Node(node_name(name), kind="AnimatedSprite2D", properties=_sprite(frames, animation))
    externals = [frames, *([anchors_script] if anchors and anchors_script is not None else [])]
    return scene_text(path, [root, *anchors], addresses=addresses, externals=externals)


def lit_scene(
    name: str,
    *,
    path: str,
    addresses: Addresses,
    frames: External,
    animation: str,
    swap: External,
    script: External,
    glow_shader: External,
    glow_textures: Mapping[str, External],
    anchors: Sequence[Node] = (),
    anchors_script: External | None = None,
    anchors_own: Sequence[Internal] = (),
) -> str:
    """A sprite coloured by a palette at run time; what glows is drawn over it once more, unshaded.

    Without glow_textures nothing glows, and there is no node for it. anchors: nodes that follow its parts, by the
    script, and the resources that they own.

    [sub_resource type="ShaderMaterial" id="ShaderMaterial_glow"]
    shader = ExtResource("4_glow")
    shader_parameter/palette = ExtResource("5_palette")
    shader_parameter/emission = ExtResource("6_emission")

    [node name="Tang" type="AnimatedSprite2D" unique_id=100000001]
    texture_filter = 1
    material = ExtResource("1_swap")
    sprite_frames = ExtResource("2_frames")
    animation = &"idle"
    autoplay = "idle"
    script = ExtResource("3_script")

    [node name="Glow" type="AnimatedSprite2D" parent="." unique_id=100000002]
    texture_filter = 1
    material = SubResource("ShaderMaterial_glow")
    sprite_frames = ExtResource("2_frames")
    animation = &"idle"
    """
    nodes = [
        Node(
            node_name(name),
            kind="AnimatedSprite2D",
            properties={**_sprite(frames, animation, material=swap), "script": script},
        )
    ]
    externals, internals = [swap, frames, script], []
    if glow_textures:
        glow = Internal("ShaderMaterial", "ShaderMaterial_glow", shader_properties(glow_shader, glow_textures))
        properties = _sprite(frames, animation, material=glow)
        del properties["autoplay"]  # the script keeps it in step with the sprite beneath
        nodes.append(Node("Glow", ".", kind="AnimatedSprite2D", properties=properties))
        externals += [glow_shader, *glow_textures.values()]
        internals.append(glow)
    if anchors and anchors_script is not None:
        nodes += anchors
        externals.append(anchors_script)
        internals += anchors_own
    return scene_text(path, nodes, addresses=addresses, externals=externals, internals=internals)


def swimmer_scene(name: str, *, path: str, addresses: Addresses, lit: External, script: External, category: str) -> str:
    """A lit creature that swims by itself, at the pace of its category.

    [node name="Tang" type="Node2D" unique_id=100000001]
    script = ExtResource("1_script")
    cruise_speed = 18.0
    dart_speed = 80.0

    [node name="Body" parent="." unique_id=100000002 instance=ExtResource("2_lit")]
    """
    cruise, dart = speeds_of(category)
    properties = {"script": script, "cruise_speed": cruise, "dart_speed": dart}
    nodes = [
        Node(node_name(name), kind="Node2D", properties=properties),
        Node("Body", ".", instance=lit),
    ]
    return scene_text(path, nodes, addresses=addresses, externals=[script, lit])


def scene_text(
    path: str,
    nodes: Sequence[Node],
    *,
    addresses: Addresses,
    externals: Sequence[External],
    internals: Sequence[Internal] = (),
) -> str:
    """The whole file of a scene; path: of it in the pack. The first node is the root."""
    sections = [f'[gd_scene format=3 uid="{addresses.uid(path)}"]', *blocks(externals, internals)]
    for node in nodes:
        head = f'[node name="{node.name}"'
        head += f' type="{node.kind}"' if node.kind else ""
        head += f' parent="{node.parent}"' if node.parent is not None else ""
        head += f" unique_id={addresses.node_id(path, node.name)}"
        head += f" instance={value_text(node.instance)}]" if node.instance is not None else "]"
        sections.append("\n".join([head, *([properties_text(node.properties)] if node.properties else [])]))
    return sections_text(sections)


def node_name(name: str) -> str:
    """A creature's name as a node's.

    >>> node_name("sea_turtle-12")
    'SeaTurtle12'
    """
    return "".join(word[:1].upper() + word[1:] for word in name.replace("-", "_").split("_")) or "Creature"


def _sprite(frames: External, animation: str, *, material: External | Internal | None = None) -> dict[str, Any]:
    return {
        "texture_filter": NEAREST,
        **({} if material is None else {"material": material}),
        "sprite_frames": frames,
        "animation": StringName(animation),
        "autoplay": animation,
    }
