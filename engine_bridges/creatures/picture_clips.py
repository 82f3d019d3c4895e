"""A picture that somebody drew -> a creature in its own colours: as it is or lit, moving, with the layers that an
engine's lights need. Knows nothing of files or engines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine_bridges.creatures.clips import placed, scaled
from engine_bridges.creatures.creature import Card, Clip, Creature, Pixels
from engine_bridges.creatures.palette import Palette
from pixelgen import (
    OwnPicture,
    ShadingStyle,
    Sprite,
    animate,
    animations_of,
    move,
    move_anchors,
    move_normals,
    moves_as,
    normal_map,
)

KIND = "picture"  # in place of a category, where a picture has none
_IDLE = "idle"


def creature_of_picture(
    picture: OwnPicture,
    card: Card,
    *,
    style: ShadingStyle | None = None,
    animations: Sequence[str] = (_IDLE,),
    frames: int = 6,
    margin: int = 2,
    scale: int = 1,
    normals: bool = True,
    emission: bool = True,
    flat: bool = False,
    own_colours: bool = True,
    name_parts: Callable[[Sprite], Sprite] | None = None,
) -> Creature:
    """The picture as a Creature, which all bridges take.

    A picture of several frames shows them as its idle; a still is moved as its category does. Other animations, of
    those that the category has, move its first frame. style: its shading, within its own colours; None: as it was
    drawn. own_colours: false gives it those of its pack. name_parts: names its parts, as `Generator.labelled`. The
    others are as `clips_of` takes them. PackError or RequestError for what is out of range.
    """
    category, species = moves_as(None if card.category == KIND else card.category, card.species or None)
    drawn = picture.own_indices if own_colours else picture.indices
    parts = None if name_parts is None else picture.all_parts(name_parts)
    lit = drawn if style is None else picture.lit(style, parts, own_colours=own_colours)
    layers: dict[str, Pixels | None] = {
        "normals": normal_map(picture.indices, parts) if normals else None,
        "emission": picture.emission() if emission else None,
        "flat": drawn if flat and style is not None else None,
    }
    able = animations_of(category, species)
    clips = {}
    for name in dict.fromkeys((_IDLE, *(one for one in animations if one in able))):
        if name == _IDLE and len(drawn) > 1:
            clips[name] = _shown(picture, lit, layers, parts, margin=margin, scale=scale)
            continue
        first = picture.indices[0]
        first_parts = None if parts is None else parts[0]
        moved = animate(
            first,
            category,
            species=species,
            parts=first_parts,
            animation=name,
            frames=frames,
            margin=margin,
        )
        clips[name] = Clip(
            scaled(move(lit[0], moved), scale),
            moved.durations_ms.tolist(),
            moved.loops,
            **{
                kind: None
                if layer is None
                else scaled((move_normals if kind == "normals" else move)(layer[0], moved), scale)
                for kind, layer in layers.items()
            },
            anchors=[placed(one, scale) for one in move_anchors(first, first_parts, moved)],
        )
    palette = Palette(card.name, picture.colours) if own_colours else None
    return Creature(card, clips, None if parts is None else parts[0], palette)


def _shown(
    picture: OwnPicture,
    lit: Pixels,
    layers: Mapping[str, Pixels | None],
    parts: Pixels | None,
    *,
    margin: int,
    scale: int,
) -> Clip:
    """The picture's own frames."""
    rim = ((0, 0), (margin, margin), (margin, margin))
    return Clip(
        scaled(np.pad(lit, rim), scale),
        picture.durations_ms,
        True,
        **{
            kind: None if layer is None else scaled(np.pad(layer, (*rim, (0, 0))[: layer.ndim]), scale)
            for kind, layer in layers.items()
        },
        anchors=[placed(one, scale, margin) for one in picture.anchors(parts)],
    )
