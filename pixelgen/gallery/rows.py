"""Seed -> the requests of a gallery by zone, category, species and temperature, and rows of pictures of them.

Nothing is selected: the first seeds. Knows nothing of colours, files or pages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Protocol

import numpy as np

from pixelgen.look.animation import Animation, animate, animations_of, move
from pixelgen.look.lighting.light import Light, style_of
from pixelgen.look.shading import shade
from pixelgen.palette import TRANSPARENT, colour_index
from pixelgen.quadtree import Indices
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.lineage import PATTERNS, Mask
from pixelgen.requests.mask_patterns import redrawn
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES

TEMPERATURES = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3, 1.6)
EACH = 2  # sprites a zone and category
SEEDS_A_TEMPERATURE = 3
CHILDREN = 4
AZIMUTHS = tuple(range(0, 360, 45))
MARGIN, FRAMES = 2, 6
_HATCH = np.where(np.indices((32, 32)).sum(axis=0) % 2, colour_index("ink", 3), TRANSPARENT).astype(np.uint8)

Requests = Sequence[Sequence[SpriteRequest]]
SpriteRow = tuple[str, list[Sprite]]  # a zone, and sprites
Row = tuple[str, list[Indices]]  # a zone, and pictures of one size


class Source(Protocol):
    """What draws: a Generator, or a stand-in."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """The sprites of the requests, in order."""


def cell_requests(*, seed: int = 0) -> list[list[SpriteRequest]]:
    """Every zone (rows) and category from the bare prompt, two each."""
    return [
        [SpriteRequest(zone, category, seed=seed + more) for category in CATEGORIES for more in range(EACH)]
        for zone in ZONES
    ]


def species_requests(learnt: Collection[str], *, seed: int = 0) -> list[list[SpriteRequest]]:
    """Every zone (rows) and species that the weights have learnt, in the vocabulary's order."""
    names = [name for name in SPECIES if name in learnt]
    return [[SpriteRequest(zone, SPECIES[name], species=name, seed=seed) for name in names] for zone in ZONES]


def temperature_requests(*, seed: int = 0) -> list[list[SpriteRequest]]:
    """One category a row, three seeds, every temperature."""
    return [
        [
            SpriteRequest(zone, category, temperature=value, seed=seed + more)
            for more in range(1, SEEDS_A_TEMPERATURE + 1)
            for value in TEMPERATURES
        ]
        for zone, category in zip(ZONES, CATEGORIES, strict=True)
    ]


def sprite_count(learnt: Collection[str]) -> int:
    """How many sprites a whole gallery draws."""
    rows = [*cell_requests(), *species_requests(learnt), *temperature_requests()]
    return sum(map(len, rows)) + len(CATEGORIES) * (2 + CHILDREN)


def drawn_rows(source: Source, rows: Requests) -> list[SpriteRow]:
    """One row of sprites for each row of requests."""
    drawn = iter(source.sprites([request for row in rows for request in row]))
    return [(row[0].zone, [next(drawn) for _ in row]) for row in rows]


def flat_rows(rows: Sequence[SpriteRow]) -> list[Row]:
    """The same rows as they were drawn."""
    return [(zone, [sprite.indices for sprite in row]) for zone, row in rows]


def breeding_rows(source: Source, *, seed: int = 0) -> list[Row]:
    """A category a row, in a zone of its own: parent A, A with the redrawn pixels hatched, parent B, the children."""
    pairs = [
        [SpriteRequest(zone, category, seed=seed + more) for more in (1, 2)]
        for zone, category in zip(ZONES, CATEGORIES, strict=True)
    ]
    draws = np.random.default_rng(0).integers(0, 2**64, size=128, dtype=np.uint64)
    parents = flat_rows(drawn_rows(source, pairs))
    masks = [redrawn(Mask(pattern), a, draws) for (_, (a, _)), pattern in zip(parents, cycle(PATTERNS), strict=False)]
    litters = flat_rows(
        drawn_rows(
            source,
            [
                [bred(a, b, seed=number, mask=Mask.of_pixels(mask)) for number in range(CHILDREN)]
                for (a, b), mask in zip(pairs, masks, strict=True)
            ],
        )
    )
    return [
        (zone, [a, np.where(mask, _HATCH, a), b, *litter])
        for (zone, (a, b)), mask, (_, litter) in zip(parents, masks, litters, strict=True)
    ]


def shaded_rows(rows: Sequence[SpriteRow]) -> list[Row]:
    """The same rows, lit by the style of their zone."""
    lit = []
    for zone, row in rows:
        flat, parts = np.stack([one.indices for one in row]), np.stack([one.parts for one in row])
        lit.append((zone, list(shade(flat, style_of(zone), parts))))
    return lit


def direction_row(zone: str, sprite: Sprite) -> Row:
    """A sprite flat, then shaded by its zone's style with the light from each azimuth."""
    style = style_of(zone)
    lights = [Light(float(azimuth), style.light.elevation) for azimuth in AZIMUTHS]
    lit = [shade(sprite.indices, replace(style, light=light), sprite.parts) for light in lights]
    return zone, [sprite.indices, *lit]


def moving(zone: str, sprite: Sprite, species: str, animation: str) -> Animation | None:
    """A sprite's frames, shaded, on a canvas with room; None when the animal has no such animation."""
    category = SPECIES[species]
    if animation not in animations_of(category, species):
        return None
    moved = animate(
        sprite.indices,
        category,
        species=species,
        parts=sprite.parts,
        animation=animation,
        frames=FRAMES,
        margin=MARGIN,
    )
    return replace(moved, frames=move(shade(sprite.indices, style_of(zone), sprite.parts), moved))
