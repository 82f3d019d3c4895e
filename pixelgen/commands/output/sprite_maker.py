"""What a command needs of a generator: a protocol, so that commands are tested without weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from pixelgen.genetics.genome import Genome
from pixelgen.model.world import World
from pixelgen.requests.request import DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite


class SpriteMaker(Protocol):
    """The part of a generator that draws for a command."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    @property
    def world(self) -> World:
        """The names that the weights know."""

    @property
    def learnt_species(self) -> Sequence[str]:
        """Species that the weights can draw."""

    @property
    def learnt_traits(self) -> Sequence[str]:
        """Traits that a request may name."""

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        """One sprite a request, in order."""

    def dna(self, request: SpriteRequest) -> str:
        """The DNA of a request."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """The species that a request is drawn as, if that is known."""

    def litter(
        self,
        a: SpriteRequest | Sprite,
        b: SpriteRequest | Sprite,
        *,
        size: int,
        seed: int,
        pose: str | None = None,
        temperature: float = DEFAULT_TEMPERATURE,
        zone: str | None = None,
        species: str | None = None,
    ) -> Sequence[SpriteRequest]:
        """The requests of a cross's children."""

    def genome(self, request: SpriteRequest) -> Genome:
        """The alleles of a request's creature."""


GeneratorFactory = Callable[[Path | None], SpriteMaker]  # the value of --weights -> a generator
