"""Seed and number -> a labelled sprite drawn by code. Knows nothing of files or of models.

Sprite number `index` of a seed depends on (seed, index) and the code alone, so a corpus can be drawn in any order, by
any number of processes, and goes on where it stopped. One that breaks an art rule is drawn again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.vocabulary import CATEGORIES, ZONES, token_id
from training.drawing.canvas import Canvas
from training.drawing.pixel_rules import Indices, rules_kept
from training.species import DRAWN
from training.species.contract import Individual, Species

ATTEMPTS = 20
_BY_CATEGORY = {name: [one for one in DRAWN.values() if one.category == name] for name in CATEGORIES}


@dataclass(frozen=True, slots=True)
class Sprites:
    """indices (n, 32, 32) uint8 palette indices; labels (n, 4) token ids: zone, category, species, family."""

    indices: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.indices)


class CorpusError(RuntimeError):
    """A sprite that breaks the art rules however often it is drawn."""


def draw(species: Species, individual: Individual) -> Indices:
    """The finished (32, 32) palette indices of an individual."""
    canvas = Canvas()
    species.draw(canvas, individual)
    return canvas.finish(standing=species.standing)


def _attempt(seed: int, index: int, attempt: int) -> tuple[Indices, Species, list[int]]:
    rng = np.random.default_rng([seed, index, attempt])
    zone = ZONES[int(rng.integers(len(ZONES)))]
    category = CATEGORIES[int(rng.integers(len(CATEGORIES)))]
    choices = _BY_CATEGORY[category]
    species = choices[int(rng.integers(len(choices)))]
    individual = species.sample(zone, rng)
    names = (("zone", zone), ("category", category), ("species", species.name), ("family", individual.scheme.family))
    return draw(species, individual), species, [token_id(kind, name) for kind, name in names]


def draw_many(seed: int, indices: Iterable[int]) -> Sprites:
    """The sprites of a seed with these numbers, all within the art rules; CorpusError if one never is."""
    numbers = list(indices)
    drawn = np.zeros((len(numbers), 32, 32), dtype=np.uint8)
    labels = np.zeros((len(numbers), 4), dtype=np.int64)
    open_places = np.arange(len(numbers))
    for attempt in range(ATTEMPTS):
        if not len(open_places):
            break
        standing = np.zeros(len(open_places), dtype=np.bool_)
        for at, place in enumerate(open_places):
            drawn[place], species, labels[place] = _attempt(seed, numbers[place], attempt)
            standing[at] = species.standing
        kept = rules_kept(drawn[open_places], standing=standing)
        open_places = open_places[~np.logical_and.reduce(list(kept.values()))]
    if len(open_places):
        raise CorpusError(
            f"sprite {numbers[open_places[0]]} of seed {seed} breaks an art rule {ATTEMPTS} times running"
        )
    return Sprites(drawn, labels)
