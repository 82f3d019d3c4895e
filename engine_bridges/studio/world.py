"""A generator -> what the page has to know of its world: names, colours, what may be asked for.

The same on every machine: the public page has it as a file, `pixelgen studio` as an answer.
"""

from __future__ import annotations

from typing import Any

from engine_bridges.studio.pack_favourites import PACK_HEAD
from pixelgen import (
    ENGINE_VERSION,
    MAX_SEED,
    PARTS,
    RAMPS,
    RGB,
    WATER,
    XMP_MARK,
    Generator,
    World,
    __version__,
    lit_as,
)


def world_of(generator: Generator) -> dict[str, Any]:
    """JSON's types alone. offered: species -> trait -> the values that it has."""
    pool, world, species = generator.gene_pool, generator.world, generator.learnt_species
    traits = generator.learnt_traits
    return {
        "version": __version__,
        "engine_version": ENGINE_VERSION,
        "weights": generator.weights_digest,
        "zones": list(world.zones),
        "categories": list(world.categories),
        "species": {name: world.category_of[name] for name in species},
        "traits": {trait: list(world.traits[trait]) for trait in traits},
        "offered": {name: {trait: list(pool.offered(name, trait)) for trait in traits} for name in species},
        "ramps": list(RAMPS),
        "parts": list(PARTS),
        "rgb": [list(colour) for colour in RGB],
        "water": {zone: _water(world, zone) for zone in world.zones},
        "max_seed": str(MAX_SEED),
        "pack_head": PACK_HEAD,
        "xmp": XMP_MARK,
    }


def _water(world: World, zone: str) -> list[int]:
    """Red, green and blue of what lies behind the animals of a zone."""
    told = world.water.get(zone)
    return list(WATER[lit_as(zone)]) if told is None else list(bytes.fromhex(told.removeprefix("#")))
