"""Ids of a weights file's world -> what its labeller is told of a sprite. Knows nothing of requests."""

from __future__ import annotations

from collections.abc import Sequence

from pixelgen.model.labeller import BY_SPECIES, NOT_TOLD, UNKNOWN, Tensors, Told
from pixelgen.model.world import FIRST_ID, World
from pixelgen.palette import RAMPS


def told_from(ids: Sequence[int], world: World, tensors: Tensors) -> Told:
    """What a labeller of these tensors is told of a sprite with these ids of a prompt; PAD says nothing."""
    own = [one for one in ids if one >= FIRST_ID]
    named = dict(world.meaning(one) for one in own)
    if BY_SPECIES in tensors:
        species = named.get("species")
        return Told((UNKNOWN if species is None else 1 + world.species.index(species),))
    ramps = list(RAMPS)
    family, accent = (
        ramps.index(named[trait]) if named.get(trait) in ramps else NOT_TOLD for trait in ("family", "accent")
    )
    return Told(tuple(one - FIRST_ID for one in own), family, accent)
