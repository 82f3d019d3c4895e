"""Weights -> the sheets to judge them by: what they draw from every kind of prompt, never chosen by hand.

shipped: every zone (rows) and category from the bare prompt. species: every zone and species. temperatures: a zone
and category a row, three seeds, every temperature. neighbours: sprites, each with the nearest training sprite to its
right. breeding: parent A, A with what is drawn anew hatched, parent B, four children; the patterns of masks take turns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import cycle

import numpy as np
from PIL import Image

from pixelgen.bred_requests import bred
from pixelgen.lineage import PATTERNS, Mask
from pixelgen.mask_patterns import redrawn
from pixelgen.palette import TRANSPARENT, colour_index
from pixelgen.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.contact_sheet import contact_sheet
from training.nearest_sprites import NearestSprites
from training.pixel_rules import Indices
from training.sprite_store import Source

TEMPERATURES = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3, 1.6)
EACH = 2  # sprites a zone and category
CHILDREN = 4
_HATCH = np.where(np.indices((32, 32)).sum(axis=0) % 2, colour_index("ink", 3), TRANSPARENT).astype(np.uint8)
SHEETS = ("shipped", "neighbours", "breeding", "species", "temperatures")

Requests = Sequence[Sequence[SpriteRequest]]


def shipped_rows() -> list[list[SpriteRequest]]:
    """Every zone (rows) and category from the bare prompt."""
    return [
        [SpriteRequest(zone, category, seed=seed) for category in CATEGORIES for seed in range(EACH)] for zone in ZONES
    ]


def species_rows(learnt: Collection[str]) -> list[list[SpriteRequest]]:
    """Every zone (rows) and species that the weights have learnt, in the vocabulary's order."""
    names = [name for name in SPECIES if name in learnt]
    return [[SpriteRequest(zone, SPECIES[name], species=name) for name in names] for zone in ZONES]


def temperature_rows() -> list[list[SpriteRequest]]:
    """One category a row, three seeds, every temperature."""
    return [
        [SpriteRequest(zone, category, temperature=value, seed=seed) for seed in (1, 2, 3) for value in TEMPERATURES]
        for zone, category in zip(ZONES, CATEGORIES, strict=True)
    ]


def drawn_rows(source: Source, rows: Requests) -> list[tuple[str, list[Indices]]]:
    """One row of sprites for each row of requests, on the zone's water."""
    drawn = iter(source.sprites([request for row in rows for request in row]))
    return [(row[0].zone, [next(drawn).indices for _ in row]) for row in rows]


def neighbour_rows(
    rows: Sequence[tuple[str, Sequence[Indices]]], training: NearestSprites
) -> list[tuple[str, list[Indices]]]:
    """Each sprite with the nearest training sprite to its right."""
    return [
        (zone, [side for sprite in sprites for side in (sprite, training.as_found(training.nearest(sprite)))])
        for zone, sprites in rows
    ]


def breeding_rows(source: Source) -> list[tuple[str, list[Indices]]]:
    """A category a row, in a zone of its own: parent A, A with what is drawn anew hatched, parent B, the children."""
    wishes = [
        [SpriteRequest(zone, category, seed=seed) for seed in (1, 2)]
        for zone, category in zip(ZONES, CATEGORIES, strict=True)
    ]
    draws = np.random.default_rng(0).integers(0, 2**64, size=128, dtype=np.uint64)
    parents = drawn_rows(source, wishes)
    masks = [redrawn(Mask(pattern), a, draws) for (_, (a, _)), pattern in zip(parents, cycle(PATTERNS), strict=False)]
    litters = drawn_rows(
        source,
        [
            [bred(a, b, seed=seed, mask=Mask.of_pixels(anew)) for seed in range(CHILDREN)]
            for (a, b), anew in zip(wishes, masks, strict=True)
        ],
    )
    return [
        (zone, [a, np.where(anew, _HATCH, a), b, *litter])
        for (zone, (a, b)), anew, (_, litter) in zip(parents, masks, litters, strict=True)
    ]


def weights_pictures(
    source: Source, *, learnt: Collection[str], training: NearestSprites
) -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of each sheet."""
    shipped = drawn_rows(source, shipped_rows())
    yield "shipped", contact_sheet(shipped)
    yield "neighbours", contact_sheet(neighbour_rows(shipped, training))
    yield "breeding", contact_sheet(breeding_rows(source))
    yield "species", contact_sheet(drawn_rows(source, species_rows(learnt)))
    yield "temperatures", contact_sheet(drawn_rows(source, temperature_rows()))
