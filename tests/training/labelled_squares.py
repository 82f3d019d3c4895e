"""Sprites that a judge can learn in a moment: a square whose ramp, place and size say what it is."""

from __future__ import annotations

import numpy as np

from pixelgen.palette import RAMPS, colour_index
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES, token_id
from training.samples.drawn_sprites import Sprites


def labelled_squares(count: int, *, seed: int) -> Sprites:
    """Category by the row, zone by the column, colour family by the ramp; the species is the category's first."""
    rng = np.random.default_rng(seed)
    sprites = np.zeros((count, 32, 32), dtype=np.uint8)
    labels = np.zeros((count, 4), dtype=np.int64)
    for sprite, label in zip(sprites, labels, strict=True):
        zone, category, family = (int(rng.integers(len(names))) for names in (ZONES, CATEGORIES, RAMPS))
        top, left, side = 5 * category, 5 * zone, int(rng.integers(5, 8))
        sprite[top : top + side, left : left + side] = colour_index(RAMPS[family], 3)
        species = next(name for name, of in SPECIES.items() if of == CATEGORIES[category])
        names = (
            ("zone", ZONES[zone]),
            ("category", CATEGORIES[category]),
            ("species", species),
            ("family", RAMPS[family]),
        )
        label[:] = [token_id(kind, name) for kind, name in names]
    return Sprites(sprites, labels)
