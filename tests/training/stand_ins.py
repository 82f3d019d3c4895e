"""What stands for weights and judge in tests of an evaluation: corpus sprites, and a judge that learnt little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.fake_generator import FakeGenetics, dna_of
from training.drawing.pixel_rules import Indices
from training.samples.drawn_sprites import draw
from training.species import DRAWN

BLANK = np.zeros((32, 32), dtype=np.uint8)
NOISE = np.random.default_rng(0).integers(1, 64, size=(32, 32), dtype=np.uint8)


def corpus_sprite(request: SpriteRequest) -> Indices:
    """A sprite as the corpus has it for this request."""
    species = [one for one in DRAWN.values() if one.category == request.category]
    one = DRAWN[request.species] if request.species else species[request.seed % len(species)]
    return draw(one, one.sample(request.zone, np.random.default_rng(request.seed)))


class CorpusSource(FakeGenetics):
    """Stands for a generator: corpus sprites when it is cool, noise above temperature 1.3, nothing at 0."""

    weights_digest = "c" * 64
    learnt_species = ("clownfish", "sea_turtle", "anemone", "moon_jelly", "octopus", "anglerfish")
    learnt_traits = ("family",)

    def __init__(self, weights: Path | None = None) -> None:
        self.weights = weights
        self.drawn = 0

    def dna(self, request: SpriteRequest) -> str:
        return dna_of(request, self.weights_digest)

    def species_of(self, request: SpriteRequest) -> str | None:
        return request.species

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        self.drawn += len(requests)
        return [Sprite(self._sprite(request)) for request in requests]

    def _sprite(self, request: SpriteRequest) -> Indices:
        if request.parents:  # a child that takes all after its first parent
            origin = request.parents[0].origin
            assert isinstance(origin, SpriteRequest)
            return self._sprite(origin)
        if request.temperature == 0:
            return BLANK
        return NOISE if request.temperature > 1.3 else corpus_sprite(request)
