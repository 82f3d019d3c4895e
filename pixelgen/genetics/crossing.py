"""Two genomes and a seed -> those of their children, and which parent each allele came from. Draws no pixel.

Everything is decided by integers drawn from the parents' genomes, the seed and the child's place in the litter, so the
same litter comes out on every machine. Knows nothing of requests or parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pixelgen.checks import MAX_SEED, check_is, checked_list, checked_whole
from pixelgen.genetics.draws import Draws
from pixelgen.genetics.gene_pool import GenePool
from pixelgen.genetics.genome import Genome, Locus

DEFAULT_LITTER = 8
MOST_LITTER = 1024
MUTATION = 256  # one passed allele in so many becomes another one: about one child in sixteen has one that did

ParentName = Literal["A", "B"]
Giver = Literal["A", "B", "new"]


@dataclass(frozen=True, slots=True)
class Inherited:
    """Where a child's alleles at one locus came from: parent A, parent B, or "new": drawn from the species' pool, as
    it mutated, or as the parent's species has no such trait."""

    trait: str
    shown: Giver
    hidden: Giver


@dataclass(frozen=True, slots=True)
class Child:
    """genome: what the child is. zone_from, species_from: the parent that it has them from. inherited: of each locus of
    the genome, in its order. notes: a sentence for each allele that the child's species does not have and that became
    the nearest one."""

    genome: Genome
    zone_from: ParentName
    species_from: ParentName
    inherited: tuple[Inherited, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Allele:
    value: str
    giver: Giver
    note: str = ""


def cross(a: Genome, b: Genome, pool: GenePool, *, seed: int = 0) -> Child:
    """The child of two genomes: one allele of each parent at every locus, zone and species of one of the two.

    Of its two alleles the dominant one shows; where neither dominates, either may. One allele in 256 mutates: it is
    drawn anew from its species' pool. Parents may be of two species, or one and the same. What the child's species has
    no value for becomes the nearest that it has; a trait that only the child's species has is drawn from its pool.

    pool: of the weights that draw the child. seed: 0 to 2^63 - 1; the same parents and seed have the same child, `b`
    with `a` another one. RequestError for what is not as described here, or a genome that the pool's world does not
    know.
    """
    return litter(a, b, pool, size=1, seed=seed)[0]


def litter(a: Genome, b: Genome, pool: GenePool, *, size: int = DEFAULT_LITTER, seed: int = 0) -> tuple[Child, ...]:
    """So many children of one pair, 1 to 1,024; the first is that of `cross`, and a larger litter begins with a smaller
    one of the same seed. The rest as in `cross`."""
    for name, parent in (("a", a), ("b", b)):
        check_is(name, parent, Genome)
        parent.check(pool)
    size = checked_whole("size", size, MOST_LITTER, lowest=1)
    seed = checked_whole("seed", seed, MAX_SEED)
    family = Draws("cross", a.canonical(), b.canonical(), seed)
    return tuple(_child(a, b, pool, family.of("child", str(place))) for place in range(size))


def notes_of(children: Iterable[Child]) -> tuple[str, ...]:
    """What the children's notes say, each sentence once."""
    return tuple(dict.fromkeys(note for child in checked_list("children", children, Child) for note in child.notes))


def _child(a: Genome, b: Genome, pool: GenePool, draws: Draws) -> Child:
    givers: tuple[tuple[ParentName, Genome], ...] = (("A", a), ("B", b))
    zone_from, of_zone = givers[draws.below(2, "zone")]
    species_from, of_species = givers[draws.below(2, "species")]
    zone, species = of_zone.zone, of_species.species
    loci, inherited, notes = [], [], []
    for trait in pool.loci(species):
        of_locus = draws.of(trait)
        first, second = (
            _passed(parent, giver, trait, pool, zone=zone, species=species, draws=of_locus.of(giver))
            for giver, parent in givers
        )
        dominant = pool.dominates(trait, first.value, second.value), pool.dominates(trait, second.value, first.value)
        if dominant[1] or (not dominant[0] and of_locus.below(2, "shows")):
            first, second = second, first
        loci.append(Locus(trait, first.value, second.value))
        inherited.append(Inherited(trait, first.giver, second.giver))
        notes += [one.note for one in (first, second) if one.note]
    inherited.sort(key=lambda one: one.trait)  # as the genome's loci
    return Child(Genome(zone, species, tuple(loci)), zone_from, species_from, tuple(inherited), tuple(notes))


def _passed(
    parent: Genome, giver: ParentName, trait: str, pool: GenePool, *, zone: str, species: str, draws: Draws
) -> _Allele:
    """What a parent passes on at a locus to a child of this zone and species."""
    locus = next((one for one in parent.loci if one.trait == trait), None)
    drawn = pool.allele(zone, species, trait, draws.number("new"))
    if locus is None:
        return _Allele(drawn, "new")
    own = (locus.shown, locus.hidden)[draws.below(2, "which")]
    value = pool.nearest(species, trait, own)
    if not draws.below(MUTATION, "mutation") and drawn != value:
        return _Allele(drawn, "new")
    note = f"{species} has no {trait} {own!r}; it becomes {value!r}, the nearest that it has" if value != own else ""
    return _Allele(value, giver, note)
