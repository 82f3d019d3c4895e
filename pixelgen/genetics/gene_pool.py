"""What weights say of their world -> its alleles: which there are, how frequent, and which of two shows.

How frequent a trait is in a species and zone stands in the weights' trait rows. Alleles have the frequencies with
which a population that mates at random shows its traits as often as that, in this generation and all later ones
(Hardy 1908, Weinberg 1908): with a dominance order, the least dominant values of total frequency t have alleles of
total frequency sqrt(t). Integers only. Knows nothing of genomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt

from pixelgen.checks import check_name
from pixelgen.genetics.nearest import nearest
from pixelgen.model.individuals import TraitTable, weighted_place
from pixelgen.model.world import World
from pixelgen.vocabulary import NO_LOCUS

_FRACTION = 32  # bits of a count before its square root is taken


class GenePool:
    """The alleles of a weights file's world. world, table: what the file says of it and of its individuals."""

    def __init__(self, world: World, table: TraitTable) -> None:
        self._world, self._table = world, table
        self._weights: dict[tuple[str, str, str], dict[str, int]] = {}

    def loci(self, species: str) -> tuple[str, ...]:
        """The traits that a species inherits: all but its pose that it has a value of, in the order of their ids."""
        return tuple(trait for trait in self._world.traits if trait not in NO_LOCUS and self.offered(species, trait))

    def offered(self, species: str, trait: str) -> tuple[str, ...]:
        """The values that a species has of a trait in any zone, in the order of their ids."""
        return self._table.offered(species, trait)

    def dominates(self, trait: str, one: str, other: str) -> bool:
        """Whether one allele shows and the other stays hidden. Where neither dominates the other, either may show."""
        order = self._world.dominance.get(trait)
        return order is not None and order.index(one) < order.index(other)

    def nearest(self, species: str, trait: str, value: str) -> str:
        """The value itself where the species has it, else the one it has that is nearest."""
        return nearest(value, self.offered(species, trait), among=self._world.traits[trait])

    def allele_weights(self, zone: str, species: str, trait: str) -> Mapping[str, int]:
        """How frequent each allele is, in proportion; of a trait with dominance the most dominant first."""
        key = zone, species, trait
        if key not in self._weights:
            self._weights[key] = self._alleles(self._table.counts(zone, species, trait), trait)
        return self._weights[key]

    def _alleles(self, counts: Mapping[str, int], trait: str) -> dict[str, int]:
        if trait not in self._world.dominance:
            return dict(counts)
        order = [value for value in self._world.dominance[trait] if value in counts]
        found = {}
        for place, value in enumerate(order):
            with_it, without = (sum(counts[one] for one in order[at:]) for at in (place, place + 1))
            found[value] = isqrt(with_it << _FRACTION) - isqrt(without << _FRACTION)
        return found

    def allele(self, zone: str, species: str, trait: str, draw: int) -> str:
        """An allele of the pool by a raw 64-bit number."""
        weights = self.allele_weights(zone, species, trait)
        return list(weights)[weighted_place(list(weights.values()), draw)]

    def hidden_allele(self, zone: str, species: str, trait: str, shows: str, draw: int) -> str:
        """What an individual hides that shows a value, by a raw 64-bit number: a value that does not dominate it.

        Of all pairs of alleles that show the value: two of it, or it and one that it dominates, in either order. Where
        the zone has none of these, the value itself.
        """
        weights = {
            value: weight if value == shows or trait not in self._world.dominance else 2 * weight
            for value, weight in self.allele_weights(zone, species, trait).items()
            if not self.dominates(trait, value, shows)
        }
        if not sum(weights.values()):
            return shows
        return list(weights)[weighted_place(list(weights.values()), draw)]

    def category(self, species: str) -> str:
        """The category of a species that `check_home` takes."""
        return self._world.category_of[species]

    def check_home(self, zone: str, species: str) -> None:
        """RequestError for a zone or a species that this world does not have."""
        check_name("zone", zone, self._world.zones)
        check_name("species", species, self._world.species)

    def check_pose(self, pose: str) -> None:
        """RequestError for a pose that this world does not have."""
        check_name("pose", pose, self._world.traits.get("pose", ()))

    def check_allele(self, trait: str, allele: str) -> None:
        """RequestError for a trait that nobody inherits in this world, or a value that the trait does not have."""
        inherited = [name for name in self._world.traits if name not in NO_LOCUS]
        check_name("a locus's trait", trait, inherited)
        check_name(f"an allele of {trait}", allele, self._world.traits[trait])
