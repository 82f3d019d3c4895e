"""Seed and number -> a labelled sprite drawn by code. Knows nothing of files or of models.

Sprite number `index` of a seed depends on (seed, index) and the code alone, so a corpus can be drawn in any order, by
any number of processes, and goes on where it stopped. One that breaks an art rule is drawn again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pixelgen.model.world import SEA, World
from pixelgen.vocabulary import PAD, TRAITS
from training.drawing.canvas import Canvas, Drawing, DrawingError
from training.drawing.parts import finished
from training.drawing.pixel_rules import GROWTH_PIXELS, Indices, rules_kept
from training.species import DRAWN
from training.species.contract import Individual, Species, in_growth, resized, well_sized

ATTEMPTS = 20
RESIZINGS = 7
LABELS = ("zone", "category", "species", "family")
TRAIT_LABELS = tuple(trait for trait in TRAITS if trait != "family")  # which is a label


@dataclass(frozen=True)
class Corpus:
    """What a corpus is drawn of: the names of a world, and who draws each of its species."""

    world: World
    drawn: Mapping[str, Species]

    @cached_property
    def by_category(self) -> list[list[Species]]:
        """The species of each category of the world that are drawn."""
        return [[one for one in self.drawn.values() if one.category == name] for name in self.world.categories]

    def label_ids(self, species: Species, individual: Individual) -> list[int]:
        """Token ids of zone, category, species and family."""
        values = (individual.zone, species.category, species.name, individual.scheme.family)
        return [self.world.token_id(kind, name) for kind, name in zip(LABELS, values, strict=True)]

    def trait_ids(self, individual: Individual) -> list[int]:
        """Token ids of its traits in the order of TRAIT_LABELS, PAD where it has none."""
        traits = individual.traits
        return [self.world.token_id(trait, traits[trait]) if trait in traits else PAD for trait in TRAIT_LABELS]


SEA_CORPUS = Corpus(SEA, DRAWN)


@dataclass(frozen=True, slots=True)
class Sprites:
    """Labelled sprites.

    indices (n, 32, 32) uint8 palette indices; labels (n, 4) token ids: zone, category, species, family;
    parts (n, 32, 32) uint8 part numbers, 0 everywhere in a sprite whose parts nobody knows;
    traits (n, 8) uint8 token ids in the order of TRAIT_LABELS, PAD where a trait is not known.
    """

    indices: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]
    parts: npt.NDArray[np.uint8] = None  # type: ignore[assignment]  # given or filled in below
    traits: npt.NDArray[np.uint8] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.parts is None:
            object.__setattr__(self, "parts", np.zeros_like(self.indices))
        if self.traits is None:
            object.__setattr__(self, "traits", np.full((len(self.indices), len(TRAIT_LABELS)), PAD, dtype=np.uint8))

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, rows: slice | npt.NDArray[np.int64]) -> Sprites:
        """The sprites of these rows."""
        return Sprites(self.indices[rows], self.labels[rows], self.parts[rows], self.traits[rows])

    @staticmethod
    def joined(several: Sequence[Sprites]) -> Sprites:
        """One after the other; at least one."""
        return Sprites(
            np.concatenate([one.indices for one in several]),
            np.concatenate([one.labels for one in several]),
            np.concatenate([one.parts for one in several]),
            np.concatenate([one.traits for one in several]),
        )


class CorpusError(RuntimeError):
    """A sprite that breaks the art rules however often it is drawn."""


def unfinished(species: Species, individual: Individual) -> Drawing:
    """An individual as its species draws it; one that has a growth, again at another scale until it has its size.

    DrawingError when it does not fit the sprite at the last of them.
    """
    canvas = _painted(species, individual)
    allowed: Canvas | None = None
    between = (0.0, np.inf)  # the largest scale that was too small, the smallest that was too large
    for _ in range(RESIZINGS if "growth" in individual.traits else 0):
        side = canvas.extent()
        if well_sized(side, individual.growth):
            break
        if in_growth(side, individual.growth):
            allowed = canvas
        small = side <= sum(GROWTH_PIXELS[individual.growth]) / 2
        between = (individual.scale, between[1]) if small else (between[0], individual.scale)
        individual = resized(individual, side, between=between)
        canvas = _painted(species, individual)
    if allowed is not None and not in_growth(canvas.extent(), individual.growth):
        canvas = allowed  # it jumps over the size it should have
    return canvas.finish(standing=species.standing)


def _painted(species: Species, individual: Individual) -> Canvas:
    canvas = Canvas(lit=individual.lit)
    species.draw(canvas, individual)
    return canvas


def drawing(species: Species, individual: Individual) -> Drawing:
    """The sprite of an individual with its part map, finished as the runtime finishes one."""
    raw = unfinished(species, individual)
    return Drawing(*finished(raw.pixels, raw.parts, standing=species.standing))


def draw(species: Species, individual: Individual) -> Indices:
    """The finished (32, 32) palette indices of an individual."""
    return drawing(species, individual).pixels


Attempt = Callable[[int, int], tuple[Species, Individual]]  # place, attempt -> what is drawn there


def draw_many(seed: int, indices: Iterable[int], corpus: Corpus = SEA_CORPUS) -> Sprites:
    """The sprites of a seed with these numbers, all within the art rules; CorpusError if one never is."""
    zones, by_category = corpus.world.zones, corpus.by_category
    numbers = list(indices)

    def attempt(place: int, number: int) -> tuple[Species, Individual]:
        rng = np.random.default_rng([seed, numbers[place], number])
        zone = zones[int(rng.integers(len(zones)))]
        choices = by_category[int(rng.integers(len(by_category)))]
        species = choices[int(rng.integers(len(choices)))]
        return species, species.sample(zone, rng)

    return _drawn(attempt, len(numbers), corpus, name=lambda place: f"sprite {numbers[place]} of seed {seed}")


def draw_cell(name: str, zone: str, *, seed: int, count: int, corpus: Corpus = SEA_CORPUS) -> Sprites:
    """The first sprites of a seed that show a species in a zone, all within the art rules; CorpusError like above."""
    species, world = corpus.drawn[name], corpus.world
    cell = (world.species.index(name), world.zones.index(zone))

    def attempt(place: int, number: int) -> tuple[Species, Individual]:
        return species, species.sample(zone, np.random.default_rng([seed, *cell, place, number]))

    return _drawn(attempt, count, corpus, name=lambda place: f"sprite {place} of {name} in {zone} of seed {seed}")


def _drawn(attempt: Attempt, count: int, corpus: Corpus, *, name: Callable[[int], str]) -> Sprites:
    sprites = Sprites(np.zeros((count, 32, 32), dtype=np.uint8), np.zeros((count, len(LABELS)), dtype=np.int64))
    open_places = np.arange(count)
    for number in range(ATTEMPTS):
        if not len(open_places):
            break
        standing = np.zeros(len(open_places), dtype=np.bool_)
        growths: list[str | None] = []
        for at, place in enumerate(open_places.tolist()):
            species, individual = attempt(place, number)
            try:
                drawn = drawing(species, individual)
            except DrawingError:  # it is too large, and empty here: no rule lets that pass
                drawn = Drawing(np.zeros((32, 32), dtype=np.uint8), np.zeros((32, 32), dtype=np.uint8))
            sprites.indices[place], sprites.parts[place] = drawn.pixels, drawn.parts
            sprites.labels[place] = corpus.label_ids(species, individual)
            sprites.traits[place] = corpus.trait_ids(individual)
            standing[at] = species.standing
            growths.append(individual.traits.get("growth"))
        kept = rules_kept(sprites.indices[open_places], standing=standing, growths=growths)
        open_places = open_places[~np.logical_and.reduce(list(kept.values()))]
    if len(open_places):
        raise CorpusError(f"{name(int(open_places[0]))} breaks an art rule {ATTEMPTS} times running")
    return sprites
