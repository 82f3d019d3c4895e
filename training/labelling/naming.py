"""Labelled sprites -> what a labeller is told of them, and the parts that it names in them.

Knows nothing of training.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from pixelgen.model.labeller import NOT_TOLD, Labeller, Tensors
from pixelgen.model.telling import told_from
from pixelgen.model.world import FIRST_ID, SEA
from pixelgen.palette import RAMPS
from pixelgen.vocabulary import PAD
from training.samples.drawn_sprites import LABELS, TRAIT_LABELS, Sprites

Ids = npt.NDArray[np.int64]
ID_KINDS = (*LABELS, *TRAIT_LABELS)  # the columns of `told_ids`
EVERYTHING, NOTHING = frozenset(ID_KINDS), frozenset[str]()
SPECIES_ALONE = frozenset({"species"})
_NOT_LEARNT = len(SEA.tokens)  # the row of what nobody knows, behind the last
_COLOURS = tuple(ID_KINDS.index(kind) for kind in ("family", "accent"))


def told_ids(sprites: Sprites) -> Ids:
    """(n, 12) token ids of all that is known of each sprite, PAD where it is not, in the order of ID_KINDS."""
    return np.concatenate([sprites.labels, sprites.traits.astype(np.int64)], axis=1)


def told_rows(ids: Ids) -> Ids:
    """(n, 12) the rows of the labeller's table."""
    return np.where(ids == PAD, _NOT_LEARNT, ids - FIRST_ID)


def told_ramps(ids: Ids) -> Ids:
    """(n, 2) the ramps of family and accent, NOT_TOLD for PAD."""
    ramps = np.full(FIRST_ID + len(SEA.tokens), NOT_TOLD)
    for kind in ("family", "accent"):
        for name in SEA.traits[kind]:
            ramps[SEA.token_id(kind, name)] = list(RAMPS).index(name)
    return ramps[ids[:, _COLOURS]]


def species_rows(sprites: Sprites) -> Ids:
    """(n,) the place of each sprite's species among those of the world, from 1 on."""
    places = {SEA.token_id("species", name): place for place, name in enumerate(SEA.species, 1)}
    return np.array([places[one] for one in sprites.labels[:, LABELS.index("species")].tolist()])


def found_parts(tensors: Tensors, sprites: Sprites, *, known: Collection[str] = EVERYTHING) -> npt.NDArray[np.uint8]:
    """(n, 32, 32) part maps by the reference; known: which of ID_KINDS the labeller with these tensors is told."""
    ids, labeller = told_ids(sprites), Labeller.of(tensors)
    ids[:, [kind not in known for kind in ID_KINDS]] = PAD
    told = [told_from(one, SEA, tensors) for one in ids.tolist()]
    return np.stack([labeller.parts(one, each) for one, each in zip(sprites.indices, told, strict=True)])
