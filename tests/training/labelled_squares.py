"""Sprites that a judge can learn in a moment: a square whose ramps, place, size and corners say what it is."""

from __future__ import annotations

import numpy as np

from pixelgen.palette import RAMPS, colour_index
from pixelgen.vocabulary import CATEGORIES, PAD, SPECIES, TRAITS, ZONES, token_id
from training.samples.drawn_sprites import TRAIT_LABELS, Sprites


def labelled_squares(count: int, *, seed: int) -> Sprites:
    """Category by the row, zone by the column, colour family by the ramp; the species is the category's first.

    Build by the size, accent by the ramp of the lower half, glow by bright corners; the other traits are unknown.
    """
    rng = np.random.default_rng(seed)
    sprites = np.zeros((count, 32, 32), dtype=np.uint8)
    labels = np.zeros((count, 4), dtype=np.int64)
    traits = np.full((count, len(TRAIT_LABELS)), PAD, dtype=np.uint8)
    for sprite, label, row in zip(sprites, labels, traits, strict=True):
        zone, category, family = (int(rng.integers(len(names))) for names in (ZONES, CATEGORIES, RAMPS))
        top, left, side = 5 * category, 5 * zone, int(rng.integers(5, 8))
        sprite[top : top + side, left : left + side] = colour_index(RAMPS[family], 3)
        accent, glow = int(rng.integers(len(RAMPS))), int(rng.integers(3))
        sprite[top + side // 2 : top + side, left : left + side] = colour_index(RAMPS[accent], 3)
        sprite[top : top + 2, left : left + 2 * glow] = colour_index("ink", 6)
        told = {"build": TRAITS["build"][side - 5], "accent": RAMPS[accent], "glow": TRAITS["glow"][glow]}
        for trait, value in told.items():
            row[TRAIT_LABELS.index(trait)] = token_id(trait, value)
        species = next(name for name, of in SPECIES.items() if of == CATEGORIES[category])
        names = (
            ("zone", ZONES[zone]),
            ("category", CATEGORIES[category]),
            ("species", species),
            ("family", RAMPS[family]),
        )
        label[:] = [token_id(kind, name) for kind, name in names]
    return Sprites(sprites, labels, traits=traits)
