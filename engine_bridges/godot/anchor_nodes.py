"""A creature's anchors -> the nodes of a Godot scene that follow them: markers, and a light at a lure.

Knows nothing of the other nodes of a scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine_bridges.creatures.anchor_tracks import Tracks, tracks_of
from engine_bridges.creatures.creature import Clip, Creature
from engine_bridges.creatures.palette import Palette
from engine_bridges.godot.nodes import Node
from engine_bridges.godot.values import Colour, External, Internal, PackedColours, PackedVectors, Vector2

ROOT, LURE = "Anchors", "Lure"
_LURE_ENERGY = 0.8
_LURE_WIDTHS = 2  # of a frame, that a lure's light is wide
_RADIAL = 1  # GradientTexture2D.FILL_RADIAL
_FADING = np.array([[255, 255, 255, 255], [0, 0, 0, 0]], dtype=np.uint8)


def anchor_nodes(
    creature: Creature, *, animation: str, script: External, palette: Palette, shines: bool
) -> tuple[list[Node], list[Internal]]:
    """The nodes, and the resources of the scene's own that they need; both empty for a creature without anchors.

    animation: the one that the scene begins with. shines: whether the lure is a light and not a marker only.

    [sub_resource type="Gradient" id="Gradient_lure"]
    colors = PackedColorArray(1, 1, 1, 1, 0, 0, 0, 0)

    [sub_resource type="GradientTexture2D" id="GradientTexture2D_lure"]
    gradient = SubResource("Gradient_lure")
    width = 72
    height = 72
    fill = 1
    fill_from = Vector2(0.5, 0.5)
    fill_to = Vector2(0.5, 0)

    [node name="Anchors" type="Node2D" parent="." unique_id=100000003]
    script = ExtResource("7_anchors")
    tracks = {"idle": {"Eye": PackedVector2Array(5.5, -2, ...), ...}, ...}

    [node name="Eye" type="Marker2D" parent="Anchors" unique_id=100000004]
    position = Vector2(5.5, -2)

    [node name="Lure" type="PointLight2D" parent="Anchors" unique_id=100000005]
    position = Vector2(9, -12)
    color = Color(0.4, 0.9, 0.85, 1)
    energy = 0.8
    texture = SubResource("GradientTexture2D_lure")
    """
    tracks = {name: _from_the_middle(clip) for name, clip in creature.clips.items()}
    first = tracks[animation]
    if not first:
        return [], []
    told = {name: {marker: PackedVectors(at) for marker, at in its.items()} for name, its in tracks.items()}
    nodes = [Node(ROOT, ".", kind="Node2D", properties={"script": script, "tracks": told})]
    internals: Sequence[Internal] = ()
    for marker, places in first.items():
        properties: Mapping[str, object] = {"position": Vector2(*places[0])}
        if marker == LURE and shines:
            clip = creature.clips[animation]
            internals = _light(_LURE_WIDTHS * clip.frames.shape[2])
            properties = {
                **properties,
                "color": Colour(_colour_at(clip, palette)),
                "energy": _LURE_ENERGY,
                "texture": internals[-1],
            }
            nodes.append(Node(marker, ROOT, kind="PointLight2D", properties=properties))
        else:
            nodes.append(Node(marker, ROOT, kind="Marker2D", properties=properties))
    return nodes, list(internals)


def _from_the_middle(clip: Clip) -> Tracks:
    """Its tracks by the names of nodes, as a sprite that is centred has its places."""
    _, height, width = clip.frames.shape
    return {
        "".join(word.capitalize() for word in name.split("_")): [(x - width / 2, y - height / 2) for x, y in places]
        for name, places in tracks_of(clip.anchors).items()
    }


def _colour_at(clip: Clip, palette: Palette) -> tuple[int, int, int, int]:
    """The colour of the lure's middle in the first frame; white where nothing is drawn there."""
    assert clip.anchors is not None
    assert clip.anchors[0].lure is not None
    x, y = clip.anchors[0].lure
    index = int(clip.frames[0, int(y), int(x)])
    red, green, blue = palette.rgba[index, :3].tolist() if index else (255, 255, 255)
    return red, green, blue, 255


def _light(side: int) -> tuple[Internal, Internal]:
    gradient = Internal("Gradient", "Gradient_lure", {"colors": PackedColours(_FADING)})
    properties = {
        "gradient": gradient,
        "width": side,
        "height": side,
        "fill": _RADIAL,
        "fill_from": Vector2(0.5, 0.5),
        "fill_to": Vector2(0.5, 0),
    }
    return gradient, Internal("GradientTexture2D", "GradientTexture2D_lure", properties)
