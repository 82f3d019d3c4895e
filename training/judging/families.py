"""Random parents -> families: two creatures and the children of their cross, drawn as a game would draw them.

Parents are of any species and zone, or of one species; what they are left to be the seed decides, so that traits are as
frequent as in the corpus. Knows nothing of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pixelgen.generator import Generator
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES, ZONES


@dataclass(frozen=True, slots=True)
class Family:
    """requests, sprites: of parent A, parent B, and the children."""

    requests: tuple[SpriteRequest, ...]
    sprites: tuple[Sprite, ...]

    @property
    def children(self) -> tuple[Sprite, ...]:
        """Without the parents."""
        return self.sprites[2:]


class RandomCreatures:
    """Requests of random creatures that a generator can draw, by a fixed seed."""

    def __init__(self, generator: Generator, seed: int) -> None:
        self._species = generator.learnt_species
        self._rng = np.random.default_rng(seed)

    def one(self, species: str | None = None) -> SpriteRequest:
        """Of a species, or of any; in any zone."""
        species = str(self._rng.choice(self._species)) if species is None else species
        zone, seed = str(self._rng.choice(ZONES)), int(self._rng.integers(1 << 62))
        return SpriteRequest(zone, SPECIES[species], species, seed=seed)


def families(generator: Generator, count: int, *, children: int, one_species: bool, seed: int) -> list[Family]:
    """So many families; one_species: both parents of one."""
    creatures = RandomCreatures(generator, seed)
    requests: list[Sequence[SpriteRequest]] = []
    for number in range(count):
        a = creatures.one()
        b = creatures.one(a.species if one_species else None)
        requests.append((a, b, *generator.litter(a, b, size=children, seed=number)))
    sprites = iter(generator.sprites([one for family in requests for one in family]))
    return [Family(tuple(family), tuple(next(sprites) for _ in family)) for family in requests]
