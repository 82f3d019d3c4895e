"""Labelled sprites -> the parts that a labeller names in them. Knows nothing of training."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.model.labeller import UNKNOWN, Labeller
from pixelgen.vocabulary import SPECIES, token_id
from training.samples.drawn_sprites import LABELS, Sprites

_FIRST_SPECIES = token_id("species", next(iter(SPECIES)))


def species_rows(sprites: Sprites) -> npt.NDArray[np.int64]:
    """(n,) the labeller's row of each sprite's species."""
    return sprites.labels[:, LABELS.index("species")] - _FIRST_SPECIES + 1


def found_parts(labeller: Labeller, sprites: Sprites, *, known: bool = True) -> npt.NDArray[np.uint8]:
    """(n, 32, 32) part maps; known: the labeller is told the species."""
    rows = species_rows(sprites) if known else np.full(len(sprites), UNKNOWN)
    return np.stack([labeller.parts(one, row) for one, row in zip(sprites.indices, rows.tolist(), strict=True)])
