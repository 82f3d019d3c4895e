"""What an evaluation asks the weights for, and the corpus sprites that it compares them with, cell by cell.

A cell is a zone and a category. Every set lists `each` sprites of the first cell, then of the second, and so on, so
that two sets of one size answer each other place by place. Knows nothing of figures.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.drawing import individual_of
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import Weights
from pixelgen.model.world import SEA, World
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.drawing.pixel_rules import Indices
from training.judging.judge_network import label_classes
from training.samples.drawn_sprites import LABELS, SEA_CORPUS, Corpus, Sprites, draw_cell, draw_many
from training.samples.shards import load_shards

CELLS = tuple(product(ZONES, CATEGORIES))
TRAINING_SEED = 0  # of the corpus that training/configs/default.toml trains on
_AT_ONCE = 120

Classes = npt.NDArray[np.int64]


def cell_name(zone: str, category: str) -> str:
    """The cell's name in figures.

    >>> cell_name("reef", "jellyfish")
    'reef/jellyfish'
    """
    return f"{zone}/{category}"


@dataclass(frozen=True, slots=True)
class Asked:
    """indices (n, 32, 32) of sprites and what each was to be: head of the judge -> (n,) places in its names."""

    indices: Indices
    classes: dict[str, Classes]

    def __len__(self) -> int:
        return len(self.indices)


def bare_requests(each: int, *, temperature: float) -> list[SpriteRequest]:
    """Zone and category alone; the default settings beside the temperature."""
    return [
        SpriteRequest(zone, category, seed=seed, temperature=temperature)
        for zone, category in CELLS
        for seed in range(each)
    ]


def species_requests(each: int, *, temperature: float, learnt: Collection[str]) -> list[SpriteRequest]:
    """The species that the weights have learnt take turns in each cell; cells without one are left out."""
    requests = []
    for zone, category in CELLS:
        kin = [name for name, of in SPECIES.items() if of == category and name in learnt]
        first = ZONES.index(zone) * each  # the turns go on from zone to zone, so that few sprites meet all species
        requests += [
            SpriteRequest(zone, category, species=kin[(first + seed) % len(kin)], seed=seed, temperature=temperature)
            for seed in range(each)
            if kin
        ]
    return requests


def each_species_requests(each: int, *, learnt: Collection[str], world: World = SEA) -> list[SpriteRequest]:
    """`each` of every species that the weights have learnt in every zone, default settings."""
    return [
        SpriteRequest(zone, world.category_of[species], species=species, seed=seed)
        for species in world.species
        if species in learnt
        for zone in world.zones
        for seed in range(each)
    ]


def individuals(requests: Sequence[SpriteRequest], indices: Indices, table: TraitTable) -> Sprites:
    """Sprites (n, 32, 32) without parents, labelled as what their requests are drawn as, open traits too."""
    prompts = np.array([individual_of(request, table).prompt for request in requests])
    labels = len(LABELS)
    return Sprites(indices, prompts[:, :labels].astype(np.int64), traits=prompts[:, labels:].astype(np.uint8))


def each_species_corpus(
    seed: int,
    each: int,
    *,
    learnt: Collection[str],
    corpus: Corpus = SEA_CORPUS,
    advance: Callable[[int], None] = lambda _: None,
) -> Sprites:
    """As many corpus sprites of the same species and zones in the same order; `advance` is told how many more."""
    parts = []
    for request in each_species_requests(each, learnt=learnt, world=corpus.world)[::each]:
        parts.append(draw_cell(str(request.species), str(request.zone), seed=seed, count=each, corpus=corpus))
        advance(each)
    return Sprites.joined(parts)


def asked(requests: list[SpriteRequest], indices: Indices) -> Asked:
    """Sprites with what their requests asked for; `species` is there when all of them ask for one."""
    classes = {
        "zone": np.array([ZONES.index(request.zone) for request in requests]),
        "category": np.array([CATEGORIES.index(request.category) for request in requests]),
    }
    species = [list(SPECIES).index(request.species) for request in requests if request.species is not None]
    if len(species) == len(requests):
        classes["species"] = np.array(species)
    return Asked(indices, classes)


def corpus_cells(seed: int, each: int) -> Asked:
    """The first `each` sprites of every cell among those of a corpus seed."""
    found: list[list[int]] = [[] for _ in CELLS]
    parts: list[Sprites] = []
    drawn = 0
    while min(map(len, found)) < each:
        part = draw_many(seed, range(drawn, drawn + _AT_ONCE))
        classes = label_classes(part)
        cells = classes["zone"] * len(CATEGORIES) + classes["category"]
        for place, cell in enumerate(cells.tolist()):
            found[cell].append(drawn + place)
        drawn += len(part)
        parts.append(part)
    sprites = Sprites.joined(parts)[np.array([place for places in found for place in places[:each]])]
    return Asked(sprites.indices, label_classes(sprites))


def training_sprites(shards: Path | None, count: int) -> Indices:
    """(n, 32, 32) what the weights were trained on: all sprites of a folder of shards, or the first `count` drawn."""
    return draw_many(TRAINING_SEED, range(count)).indices if shards is None else load_shards(shards).indices


def learnt_species(weights: Weights) -> list[str]:
    """The species that weights say they have learnt; all, when they say nothing."""
    return [name for name in weights.facts.get("species", ",".join(SPECIES)).split(",") if name in SPECIES]
