"""Species names -> rows of random individuals, one row a zone: what a contact sheet of the corpus shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pixelgen.vocabulary import ZONES
from training.drawing.pixel_rules import Indices
from training.samples.drawn_sprites import draw
from training.species import DRAWN


def preview_rows(names: Sequence[str], *, columns: int, seed: int) -> list[tuple[str, list[Indices]]]:
    """One row a zone: `columns` random individuals, the species taking turns."""
    rng = np.random.default_rng(seed)
    chosen = [DRAWN[names[column % len(names)]] for column in range(columns)]
    return [(zone, [draw(species, species.sample(zone, rng)) for species in chosen]) for zone in ZONES]
