"""The checked [[pictures]] of a pack's file -> pictures to be baked. Knows nothing of drawing or of engines."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from engine_bridges.creatures.creature import MAX_SIDE, Card, PackError
from engine_bridges.creatures.picture_clips import KIND
from engine_bridges.pack_file.creature import style_with
from engine_bridges.pack_file.definition import ALWAYS_MADE, DEFAULTS
from engine_bridges.pack_file.errors import Mistakes
from engine_bridges.pack_file.picture_keys import DEFAULT_ZONE
from engine_bridges.pack_file.sources import Sources
from pixelgen import OwnPicture, ShadingStyle, World

_ITS_OWN = ("shading",)  # what [pack] says of drawn creatures alone: a picture has its light already


@dataclass(frozen=True, slots=True)
class PackPicture:
    """A picture to be baked; the rest is as in PackCreature. style: None: as it was drawn."""

    card: Card
    picture: OwnPicture
    own_colours: bool
    style: ShadingStyle | None
    animations: tuple[str, ...]
    frames: int
    margin: int
    scale: int
    normals: bool
    emission: bool
    table: int


def pictures_of(
    pack: Mapping[str, Any],
    tables: Sequence[Mapping[str, Any]],
    *,
    world: World,
    taken: Collection[str],
    sources: Sources,
    mistakes: Mistakes,
) -> tuple[PackPicture, ...]:
    """All pictures without mistakes, in the order of the file; mistakes are noted. world: whose names
    they say. taken: names of creatures."""
    found: dict[str, PackPicture] = {}
    for at, table in enumerate(tables):
        place = ("pictures", at)
        if mistakes.within(place):
            continue
        try:
            made = _picture(pack, table, at, world, sources)
            if made.card.name in taken or made.card.name in found:
                raise PackError(f"its name must be one that no other creature has; got {made.card.name}")
            side = (max(made.picture.rgba.shape[1:3]) + 2 * made.margin) * made.scale
            if side > MAX_SIDE:
                raise PackError(f"margin and scale make frames larger than {MAX_SIDE} pixels a side: {side}")
            found[made.card.name] = made
        except PackError as error:
            mistakes.add(place, str(error))
    return tuple(found.values())


def _picture(pack: Mapping[str, Any], table: Mapping[str, Any], at: int, world: World, sources: Sources) -> PackPicture:
    shared = {key: value for key, value in pack.items() if key not in _ITS_OWN}
    values = {**DEFAULTS, **dict.fromkeys(_ITS_OWN, False), **shared, **table}
    light = {**pack.get("light", {}), **table.get("light", {})}
    picture = sources.own_picture(
        table["file"],
        frame_size=table.get("frame_size"),
        frames=table.get("frame_count"),
        faces_left=table.get("faces_left", False),
        glow=table.get("glow", ()),
    )
    if "frame_ms" in table:
        picture = replace(picture, durations_ms=(table["frame_ms"],) * len(picture.rgba))
    species = table.get("species", "")
    card = Card(
        table.get("name") or _name_of(table["file"]),
        table.get("zone", DEFAULT_ZONE),
        table.get("category") or world.category_of.get(species, KIND),
        species,
    )
    return PackPicture(
        card=card,
        picture=picture,
        own_colours=table.get("own_colours", True),
        style=style_with(light, card.zone) if values["shading"] else None,
        animations=(ALWAYS_MADE, *(one for one in values["animations"] if one != ALWAYS_MADE)),
        frames=values["frames"],
        margin=values["margin"],
        scale=values["scale"],
        normals=values["normals"],
        emission=values["emission"],
        table=at,
    )


def _name_of(file: str) -> str:
    """A file's name as a creature's; a letter before one that Windows keeps for a device is up to the user.

    >>> _name_of("art/Blue Whale.png")
    'blue_whale'
    """
    stem = PurePath(file.replace("\\", "/")).stem
    return re.sub("[^a-z0-9_-]+", "_", stem.lower()).strip("_")[:64] or KIND
