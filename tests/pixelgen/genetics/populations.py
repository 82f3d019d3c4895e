"""Small worlds of the sea's names for tests of genes: their trait rows, pools and genomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from pixelgen.genetics.gene_pool import GenePool
from pixelgen.genetics.genome import Genome, Locus
from pixelgen.model.individuals import TraitTable
from pixelgen.model.world import SEA
from pixelgen.vocabulary import PAD, TRAITS

DOMINANCE = {
    "family": ("ink", "coral", "gold", "azure", "sand", "violet", "rose", "kelp", "glow"),
    "build": ("regular", "stout", "slim"),
    "limbs": ("regular", "long", "short"),
    "pattern": ("plain", "banded", "striped", "spotted", "mottled", "masked"),
    "eye": ("large", "small", "bold"),
    "glow": ("none", "some", "rich"),
}  # growth and accent have none
WORLD = replace(SEA, dominance=DOMINANCE)

Cell = tuple[str, str, Mapping[str, Mapping[str, int]]]  # zone, species, trait -> value -> count


def pool_of(*cells: Cell) -> GenePool:
    """The pool of these cells. Each value of a trait stands in as many of a cell's rows as its count says; all traits
    of a cell have counts of one sum."""
    rows = [row for cell in cells for row in _rows(*cell)]
    return GenePool(WORLD, TraitTable(WORLD, np.array(rows, dtype=np.uint8)))


def _rows(zone: str, species: str, counts: Mapping[str, Mapping[str, int]]) -> Iterable[list[int]]:
    columns = {
        trait: [SEA.token_id(trait, value) for value, count in values.items() for _ in range(count)]
        for trait, values in counts.items()
    }
    for place in range(max(len(column) for column in columns.values())):
        own = [columns[trait][place] if trait in columns else PAD for trait in TRAITS]
        yield [SEA.token_id("zone", zone), SEA.token_id("species", species), *own]


def genome(zone: str = "reef", species: str = "tang", **alleles: str) -> Genome:
    """alleles: trait="shown/hidden", or one value for both."""
    loci = []
    for trait, pair in alleles.items():
        shows, _, hides = pair.partition("/")
        loci.append(Locus(trait, shows, hides or shows))
    return Genome(zone, species, tuple(loci))


TANG = pool_of(
    (
        "reef",
        "tang",
        {
            "family": {"azure": 4, "coral": 2, "violet": 6},
            "accent": {"gold": 8, "azure": 4},
            "build": {"regular": 6, "stout": 3, "slim": 3},
            "limbs": {"regular": 4, "long": 4, "short": 4},
            "pattern": {"plain": 3, "striped": 6, "masked": 3},
            "pose": {"rest": 6, "glide": 6},
            "eye": {"large": 6, "bold": 6},
            "growth": {"young": 3, "adult": 6, "giant": 3},
            "glow": {"none": 12},
        },
    )
)
