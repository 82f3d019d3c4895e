"""A table of a pack's file -> the creatures to be baked: request, light and animations of each.

Knows nothing of other tables, of drawing or of engines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from engine_bridges.pack_file.definition import ALWAYS_MADE
from engine_bridges.pack_file.errors import Mistakes
from engine_bridges.pack_file.names import seed_of
from engine_bridges.pack_file.toml_lines import Place
from pixelgen import (
    Dna,
    Light,
    Mask,
    OwnPalette,
    RequestError,
    ShadingStyle,
    Sprite,
    SpriteRequest,
    World,
    animations_of,
    bred,
    inpainted,
    lit_as,
    moves_as,
    style_of,
)

SIDE = 32  # of a sprite


@dataclass(frozen=True, slots=True)
class PackCreature:
    """A creature to be baked.

    parents: names of those of its parents that are creatures of the pack; generation: 0 without such parents, else one
    more than theirs, so that all of a generation can be drawn side by side.
    pinned: DNAs that its sprite rests on and that must have been made with the weights at hand.
    style: how it is shaded; None: flat. animations: idle first; where the request names no species, those that some
    species of its category has, of which the one that is drawn may lack some (`animations_of`).
    frames, margin, scale: as `animate` takes them, and pixels for each pixel. table: its [[creatures]], from 0.
    """

    name: str
    request: SpriteRequest
    parents: tuple[str, ...]
    generation: int
    pinned: tuple[Dna, ...]
    style: ShadingStyle | None
    animations: tuple[str, ...]
    frames: int
    margin: int
    scale: int
    normals: bool
    emission: bool
    table: int


@dataclass(frozen=True, slots=True)
class CreatureTable:
    """The creatures of one [[creatures]] table, before they are made. index: of the table, from 0. names: one each.

    own: the table's own values; values: those over [pack]'s over the defaults. parents: what `parents` names, in order.
    world: whose names they are.
    """

    index: int
    own: Mapping[str, Any]
    values: Mapping[str, Any]
    dna: Dna | None
    names: Sequence[str]
    parents: Sequence[str | Sprite | Dna]
    world: World

    def place(self, key: str) -> Place:
        """Where the key's value stands: in the table, or in [pack]."""
        return ("creatures", self.index, key) if key in self.own else ("pack", key)


def creature_of(
    group: CreatureTable,
    number: int,
    made: Mapping[str, PackCreature],
    *,
    palette: OwnPalette | None,
    mistakes: Mistakes,
) -> PackCreature | None:
    """The creature of that number, from 0; None for an impossible one, which is noted. made: its parents by name."""
    try:
        request = _request(group, number, made, palette)
    except RequestError as error:
        mistakes.add(("creatures", group.index), str(error))
        return None
    parents = tuple(one for one in group.parents if isinstance(one, str))
    pinned = (
        () if group.values["any_weights"] else tuple(one for one in (group.dna, *group.parents) if isinstance(one, Dna))
    )
    return PackCreature(
        name=group.names[number],
        request=request,
        parents=parents,
        generation=1 + max((made[parent].generation for parent in parents), default=-1),
        pinned=pinned,
        style=style_with(group.values["light"], request.zone) if group.values["shading"] else None,
        animations=_animations(group, request, mistakes),
        frames=group.values["frames"],
        margin=group.values["margin"],
        scale=group.values["scale"],
        normals=group.values["normals"],
        emission=group.values["emission"],
        table=group.index,
    )


def _request(
    group: CreatureTable, number: int, made: Mapping[str, PackCreature], palette: OwnPalette | None
) -> SpriteRequest:
    if group.dna is not None:
        return group.dna.request
    own, values = group.own, group.values
    if "seeds" in own:
        seed = own["seeds"][number]
    else:
        seed = own["seed"] + number if "seed" in own else seed_of(group.names[number], values["seed"])
    colours = tuple(values["colours"]) or (() if palette is None else palette.colours)
    species = own.get("species")
    zone, category = own.get("zone"), own.get("category", group.world.category_of.get(species or ""))
    if not group.parents:
        assert zone is not None  # the definition asks for both
        assert category is not None
        traits = own.get("traits", {})
        return SpriteRequest(zone, category, species, colours, seed, values["temperature"], traits=traits)
    parents = [_origin(parent, made) for parent in group.parents]
    plain = Mask()
    mask = Mask(own.get("pattern", plain.pattern), own.get("mask", plain.share))
    child = partial(inpainted, parents[0], mask) if len(parents) == 1 else partial(bred, *parents, mask=mask)
    return child(
        seed=seed,
        zone=zone,
        category=category,
        species=species,
        colours=colours,
        temperature=values["temperature"],
    )


def _origin(parent: str | Sprite | Dna, made: Mapping[str, PackCreature]) -> SpriteRequest | Sprite:
    if isinstance(parent, str):
        return made[parent].request
    return parent.request if isinstance(parent, Dna) else parent


def style_with(light: Mapping[str, float], zone: str) -> ShadingStyle:
    """The zone's shading, with what is set of the light's direction."""
    style = style_of(lit_as(zone))
    return replace(
        style,
        light=Light(light.get("azimuth", style.light.azimuth), light.get("elevation", style.light.elevation)),
    )


def _animations(group: CreatureTable, request: SpriteRequest, mistakes: Mistakes) -> tuple[str, ...]:
    """Those that are asked for and that it has; it must have those that its own table asks for."""
    category, species = request.category, request.species
    owners = group.world.category_of
    kinds = [species] if species else [None, *(name for name, its in owners.items() if its == category)]
    possible = {animation for kind in kinds for animation in animations_of(*moves_as(category, kind))}
    for at, animation in enumerate(group.own.get("animations", ())):
        if animation not in possible:
            what = species or category
            mistakes.add(
                ("creatures", group.index, "animations", at), f"{what} has no animation {animation}; leave it out"
            )
    return (ALWAYS_MADE, *(one for one in group.values["animations"] if one in possible and one != ALWAYS_MADE))
