"""A generator that draws nothing, and the command line with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

from pixelgen.commands.cli import main
from pixelgen.generator import ENGINE_VERSION
from pixelgen.genetics.genome import Genome, Locus
from pixelgen.model.world import SEA
from pixelgen.requests.dna import encode_dna
from pixelgen.requests.heredity import Heredity
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import SPECIES, TRAITS

FISH = SpriteRequest("reef", "reef_fish", "clownfish", seed=3)
JELLY = SpriteRequest("abyss", "jellyfish", seed=9)


class FakeGenetics:
    """What a stand-in for a generator knows of genomes: children of one parent after the other."""

    world = SEA
    crossed: ClassVar[list[object]] = []  # the parents and settings of the last litter

    def litter(
        self, a: SpriteRequest | Sprite, b: SpriteRequest | Sprite, *, size: int, seed: int, **settings: object
    ) -> list[SpriteRequest]:
        self.crossed[:] = [a, b, {"size": size, "seed": seed, **settings}]
        return [child_of(a, b, seed=seed + number) for number in range(size)]

    def genome(self, request: SpriteRequest) -> Genome:
        return genome_of(request)


class FakeGenerator(FakeGenetics):
    """A sprite of one colour, the seed."""

    weights_digest = "0123"
    learnt_species = tuple(SPECIES)
    learnt_traits: tuple[str, ...] = tuple(TRAITS)
    asked: ClassVar[list[SpriteRequest]] = []  # what any of them was asked for last

    def __init__(self, weights: Path | None) -> None:
        self.weights = weights

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        self.asked[:] = requests
        return [Sprite(np.full((32, 32), self.colour_of(request), np.uint8)) for request in requests]

    def colour_of(self, request: SpriteRequest) -> int:
        return request.seed % 64

    def species_of(self, request: SpriteRequest) -> str | None:
        return request.species

    def traits_of(self, request: SpriteRequest) -> dict[str, str]:
        return dict(request.traits)

    def labelled(self, sprite: Sprite, species: str | None = None) -> Sprite:
        return sprite

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request)

    def close(self) -> None:
        pass


def genome_of(request: SpriteRequest) -> Genome:
    loci = Locus("pattern", "banded", "plain"), Locus("eye", "bold", "bold"), Locus("build", "slim", "slim")
    return Genome(request.zone, request.species or "tang", loci)


def child_of(a: SpriteRequest | Sprite, b: SpriteRequest | Sprite, *, seed: int = 0) -> SpriteRequest:
    """A child of a cross that shows what `genome_of` says."""
    heredity = Heredity(
        {"pattern": "plain"},
        {"pattern": "A/B", "eye": "new/A", "build": "B/A"},
        {"zone": "A", "species": "B"},
        ("body", "head") if seed % 2 else (),
    )
    traits = {**genome_of(FISH).traits}
    return SpriteRequest(
        *("reef", "reef_fish", "tang"),
        seed=seed,
        parents=(Parent.of(a), Parent.of(b)),
        traits=traits,
        heredity=heredity,
    )


def dna_of(request: SpriteRequest, weights: str = "0123") -> str:
    return encode_dna(request, weights=weights, engine_version=ENGINE_VERSION)


def run(*typed: str) -> int:
    return main([*typed], generator_factory=FakeGenerator)


def generate_fish(*more: str) -> None:
    assert run("generate", *"--zone reef --category reef_fish --species clownfish --seed 3".split(), *more) == 0
