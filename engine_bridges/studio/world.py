"""A generator -> what the page has to know of its world: names, colours, what may be asked for.

The same on every machine: the public page has it as a file, `pixelgen studio` as an answer.
"""

from __future__ import annotations

from typing import Any

from engine_bridges.studio.pack_favourites import PACK_HEAD
from pixelgen import (
    CATEGORIES,
    ENGINE_VERSION,
    MAX_SEED,
    PARTS,
    RAMPS,
    RGB,
    SPECIES,
    TRAITS,
    WATER,
    XMP_MARK,
    ZONES,
    Generator,
    __version__,
)


def world_of(generator: Generator) -> dict[str, Any]:
    """JSON's types alone. offered: species -> trait -> the values that it has."""
    pool, species = generator.gene_pool, [name for name in SPECIES if name in generator.learnt_species]
    traits = [trait for trait in TRAITS if trait in generator.learnt_traits]
    return {
        "version": __version__,
        "engine_version": ENGINE_VERSION,
        "weights": generator.weights_digest,
        "zones": list(ZONES),
        "categories": list(CATEGORIES),
        "species": {name: SPECIES[name] for name in species},
        "traits": {trait: list(TRAITS[trait]) for trait in traits},
        "offered": {name: {trait: list(pool.offered(name, trait)) for trait in traits} for name in species},
        "ramps": list(RAMPS),
        "parts": list(PARTS),
        "rgb": [list(colour) for colour in RGB],
        "water": {zone: list(WATER[zone]) for zone in ZONES},
        "max_seed": str(MAX_SEED),
        "pack_head": PACK_HEAD,
        "xmp": XMP_MARK,
    }
