"""What children inherit, over many random crosses: how often they keep something of parent A, and what.

    python -m tests.genetics_figures                      # with the corpus's table of traits: a minute
    python -m tests.genetics_figures weights.safetensors  # with that of a weights file

Draws no pixel. Parents have traits as the table draws them; a child is drawn in the pose of A.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pixelgen.genetics.crossing import Child, litter
from pixelgen.genetics.gene_pool import GenePool
from pixelgen.genetics.genome import Genome
from pixelgen.genetics.inherited_parts import PARTS, inherited_parts
from pixelgen.model.individuals import TraitTable, Wish
from pixelgen.model.weights import load_weights
from pixelgen.model.world import World
from pixelgen.parts import PARTS_OF

LITTER = 8


class Individuals:
    """Random ones of a world, by a fixed seed."""

    def __init__(self, world: World, table: TraitTable, pool: GenePool) -> None:
        self._world, self._table, self._pool = world, table, pool
        self._rng = np.random.default_rng(0)

    def any_of(self, zone: str | None = None, species: str | None = None) -> Genome:
        """One of a zone and species, or of any."""
        zone = zone or str(self._rng.choice(self._world.zones))
        species = species or str(self._rng.choice(self._world.species))
        species_draw, traits_draw, seed = self._rng.integers(0, 2**63, size=3).tolist()
        wish = Wish(zone, self._world.category_of[species], species)
        one = self._table.individual(wish, species_draw=2 * species_draw, traits_draw=2 * traits_draw)
        return Genome.of(one, self._pool, zone=zone, seed=seed)

    def pair(self, *, one_species: bool, one_zone: bool) -> tuple[Genome, Genome]:
        """Two that are alike in what is said."""
        a = self.any_of()
        return a, self.any_of(a.zone if one_zone else None, a.species if one_species else None)


@dataclass(frozen=True, slots=True)
class Birth:
    """A child and its parents."""

    a: Genome
    b: Genome
    child: Child

    @property
    def kept(self) -> frozenset[str]:
        """Kinds of parts that it keeps of A."""
        return inherited_parts(self.a, self.child).kept

    @property
    def is_recoloured(self) -> bool:
        """Whether what it keeps wears another ramp than on A."""
        return bool(inherited_parts(self.a, self.child).recoloured)

    @property
    def is_new(self) -> bool:
        """Whether it has an allele of neither parent: one that mutated, or of a trait that a parent does not have."""
        return any("new" in (one.shown, one.hidden) for one in self.child.inherited)

    @property
    def is_surprising(self) -> bool:
        """Whether it shows a value that a parent hid and neither shows."""
        return any(
            value not in (self.a.traits.get(trait), self.b.traits.get(trait))
            and value in (self.a.hidden.get(trait), self.b.hidden.get(trait))
            for trait, value in self.child.genome.traits.items()
        )


def share(births: Sequence[Birth], is_so: Callable[[Birth], bool]) -> str:
    """In how many it is so, in per cent."""
    return f"{sum(map(is_so, births)) / max(len(births), 1):.1%}"


def report(name: str, litters: Sequence[Sequence[Birth]]) -> list[str]:
    """Lines for these litters."""
    births = [birth for children in litters for birth in children]
    keeping = [birth for birth in births if birth.kept]
    with_some = sum(any(birth.kept for birth in children) for children in litters)
    loci = Counter(trait for birth in keeping for trait, parts in PARTS_OF.items() if parts[0] in birth.kept)
    of_locus = ", ".join(f"{trait} {loci[trait] / max(len(keeping), 1):.0%}" for trait in PARTS_OF)
    return [
        f"{name}: {len(litters)} pairs, {len(births)} children",
        f"  something of A kept: {share(births, lambda one: bool(one.kept))}; in one of a litter at least: "
        f"{with_some / len(litters):.1%}",
        f"  of those that keep something: parts of {of_locus}; all parts "
        f"{share(keeping, lambda one: one.kept == PARTS)}; recoloured {share(keeping, lambda one: one.is_recoloured)}",
        f"  with an allele of neither parent {share(births, lambda one: one.is_new)}; showing what a parent hid "
        f"{share(births, lambda one: one.is_surprising)}",
    ]


def main() -> int:
    """Print the figures -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="?", type=Path, help="a weights file")
    parser.add_argument("--pairs", type=int, default=1000, help="of each kind (default 1000)")
    options = parser.parse_args()
    world, rows = _of_corpus() if options.weights is None else _of_file(options.weights)
    table = TraitTable(world, rows)
    pool = GenePool(world, table)
    individuals = Individuals(world, table, pool)
    for name, one_species, one_zone in (
        ("one species, one zone", True, True),
        ("one species, any zones", True, False),
        ("any two", False, False),
    ):
        pairs = [individuals.pair(one_species=one_species, one_zone=one_zone) for _ in range(options.pairs)]
        litters = [
            [Birth(a, b, child) for child in litter(a, b, pool, size=LITTER, seed=number)]
            for number, (a, b) in enumerate(pairs)
        ]
        print("\n".join(report(name, litters)), flush=True)
    return 0


def _of_corpus() -> tuple[World, np.typing.NDArray[np.uint8]]:
    from training.network.sea import sea  # here, so that a weights file needs no training
    from training.samples.trait_rows import all_trait_rows

    return sea(), all_trait_rows()


def _of_file(path: Path) -> tuple[World, np.typing.NDArray[np.uint8]]:
    weights = load_weights(path)
    return weights.world, weights.trait_rows


if __name__ == "__main__":
    sys.exit(main())
