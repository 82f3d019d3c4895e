"""A drawn sprite -> its clips: shaded, animated, with the layers that an engine's lights need. Knows no engine."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType

import numpy as np

from engine_bridges.creatures.argument_checks import check_flags, check_is, check_whole, checked_tuple
from engine_bridges.creatures.creature import Card, Clip, Creature, PackError, Pixels
from engine_bridges.creatures.pack_error import shown
from pixelgen import (
    ANIMATIONS,
    MOST_MARGIN,
    Anchors,
    ShadingStyle,
    Sprite,
    SpriteRequest,
    animate,
    animations_of,
    emission_mask,
    lit_as,
    move,
    move_anchors,
    move_normals,
    moves_as,
    normal_map,
    shade,
    style_of,
)

STILL = "default"  # the name of a still; engines have one of this name anyway
STILL_MS = 1000
MOST_SCALE = 64


def clips_of(
    sprite: Sprite,
    *,
    category: str,
    species: str | None,
    style: ShadingStyle | None,
    animations: Sequence[str] = ("idle",),
    frames: int = 6,
    margin: int = 2,
    scale: int = 1,
    normals: bool = True,
    emission: bool = True,
    flat: bool = False,
) -> dict[str, Clip]:
    """Those of the animations that the creature has, idle if it has none of them; a still for an empty sequence.

    style: its shading; None: flat. frames, margin: as `animate` takes them; a still has a margin too. scale: screen
    pixels for each pixel. normals, emission, flat: with these layers; what is flat anyway has no layer of it.
    PackError or RequestError for what is out of range.
    """
    check_is("sprite", sprite, Sprite)
    check_is("category", category, str)
    check_is("species", species, str, NoneType)
    check_is("style", style, ShadingStyle, NoneType)
    check_whole("scale", scale, 1, MOST_SCALE)
    check_whole("margin", margin, 0, MOST_MARGIN)
    check_flags(normals=normals, emission=emission, flat=flat)
    animations = checked_tuple("animations", animations, str)
    if unknown := [name for name in animations if name not in ANIMATIONS]:
        raise PackError(f"each of animations must be one of {', '.join(ANIMATIONS)}; got {shown(unknown[0])}")
    drawn = sprite.indices
    lit = drawn if style is None else shade(drawn, style, sprite.parts)
    facing = normal_map(drawn, sprite.parts) if normals else None
    shining = emission_mask(drawn) if emission else None
    unlit = drawn if flat and style is not None else None
    if not animations:
        rim = ((margin, margin), (margin, margin))
        still = Clip(
            scaled(np.pad(lit, rim)[None], scale),
            [STILL_MS],
            False,
            None if facing is None else scaled(np.pad(facing, (*rim, (0, 0)))[None], scale),
            None if shining is None else scaled(np.pad(shining, rim)[None], scale),
            None if unlit is None else scaled(np.pad(unlit, rim)[None], scale),
            [placed(sprite.anchors(), scale, margin)],
        )
        return {STILL: still}
    moves, kind = moves_as(category, species)
    able = animations_of(moves, kind)
    clips = {}
    for name in [name for name in animations if name in able] or ["idle"]:
        moved = animate(drawn, moves, species=kind, parts=sprite.parts, animation=name, frames=frames, margin=margin)
        clips[name] = Clip(
            scaled(move(lit, moved), scale),
            moved.durations_ms.tolist(),
            moved.loops,
            None if facing is None else scaled(move_normals(facing, moved), scale),
            None if shining is None else scaled(move(shining, moved), scale),
            None if unlit is None else scaled(move(unlit, moved), scale),
            [placed(one, scale) for one in move_anchors(drawn, sprite.parts, moved)],
        )
    return clips


def creature_of(
    sprite: Sprite,
    request: SpriteRequest,
    *,
    name: str | None = None,
    species: str | None = None,
    dna: str = "",
    animations: Sequence[str] = ANIMATIONS,
    frames: int = 6,
    margin: int = 2,
    shaded: bool = True,
) -> Creature:
    """A drawn sprite as a Creature, which all bridges take; shaded: in its zone's light.

    species: what it was drawn as, where the request leaves it open (`Generator.species_of`). name: None makes one of
    zone, species and seed, and of its parents' hash for a bred one. PackError for what is no sprite and no request.
    """
    check_is("sprite", sprite, Sprite)
    check_is("request", request, SpriteRequest)
    check_flags(shaded=shaded)
    species = request.species or species
    clips = clips_of(
        sprite,
        category=request.category,
        species=species,
        style=style_of(lit_as(request.zone)) if shaded else None,
        animations=animations,
        frames=frames,
        margin=margin,
    )
    if name is None:
        name = f"{request.zone}_{species or request.category}_{request.seed}"
        name += f"_{request.key()[:8]}" if request.parents else ""
    return Creature(Card(name, request.zone, request.category, species or "", dna), clips, known_parts(sprite))


def known_parts(sprite: Sprite) -> Pixels | None:
    """Its part map; None where nobody knows its parts."""
    return sprite.parts if sprite.parts.any() else None


def placed(anchors: Anchors, scale: int, margin: int = 0) -> Anchors:
    """The same on a canvas with a margin, enlarged."""
    return anchors.each(lambda at: ((at[0] + margin) * scale, (at[1] + margin) * scale))


def scaled(layer: Pixels, scale: int) -> Pixels:
    """(n, H, W, ...) -> each pixel `scale` times both ways."""
    return layer if scale == 1 else layer.repeat(scale, axis=1).repeat(scale, axis=2)
