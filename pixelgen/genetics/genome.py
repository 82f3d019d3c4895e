"""The two alleles that an individual has at every locus, as a value: compared, hashed, pickled, written as a line.

The allele that shows is the individual's trait. The other one stays hidden and may show in a child. Knows nothing of
how a child gets its alleles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pixelgen.checks import MAX_SEED, check_is, checked_whole, checked_word, shown
from pixelgen.errors import RequestError
from pixelgen.genetics.draws import Draws
from pixelgen.genetics.gene_pool import GenePool
from pixelgen.model.individuals import Individual
from pixelgen.vocabulary import NO_LOCUS

MOST_LOCI = 64
_LONGEST_TEXT = 8192
_FORM = "'zone species trait=shown/hidden trait=shown/hidden ...'"


@dataclass(frozen=True, slots=True)
class Locus:
    """trait: what is inherited here. shown: the allele that is seen; hidden: the other one, often the same."""

    trait: str
    shown: str
    hidden: str

    def __post_init__(self) -> None:
        for field in ("trait", "shown", "hidden"):
            object.__setattr__(self, field, checked_word(f"a locus's {field}", getattr(self, field)))


@dataclass(frozen=True, slots=True)
class Genome:
    """What an individual is and passes on. RequestError when a field is not as described here.

    zone, species: where it lives and what it is. loci: one for each trait that it has, at most 64, no trait twice;
    kept in the order of the traits' names, so that equal genomes are equal whatever order they were made in. What a
    species has no values of has no locus, and pose has none: an animal passes on no pose.
    """

    zone: str
    species: str
    loci: tuple[Locus, ...] = ()

    def __post_init__(self) -> None:
        for field in ("zone", "species"):
            object.__setattr__(self, field, checked_word(f"a genome's {field}", getattr(self, field)))
        if not isinstance(self.loci, (tuple, list)) or len(self.loci) > MOST_LOCI:
            raise RequestError(f"a genome's loci must be a tuple of at most {MOST_LOCI}; got {shown(self.loci)}")
        for locus in self.loci:
            check_is("each of a genome's loci", locus, Locus)
        if len({locus.trait for locus in self.loci}) < len(self.loci):
            raise RequestError(
                f"a genome has one locus for each trait; got {', '.join(one.trait for one in self.loci)}"
            )
        object.__setattr__(self, "loci", tuple(sorted(self.loci, key=lambda locus: locus.trait)))

    @classmethod
    def of(cls, individual: Individual, pool: GenePool, *, zone: str, seed: int) -> Genome:
        """The genome of an individual that has no parents: its traits show, the hidden alleles are drawn by its seed.

        pool: of the weights that drew it. zone, seed: those of its request, seed from 0 to 2^63 - 1. A hidden allele
        is as frequent as it must be for a population whose traits are as frequent as in the weights' table, and it
        never dominates what shows. The same species, zone, seed and traits have the same genome, in any pose.
        RequestError for what the pool does not know, and for an individual that lacks a trait its species has.
        """
        check_is("individual", individual, Individual)
        check_is("pool", pool, GenePool)
        seed = checked_whole("seed", seed, MAX_SEED)
        if individual.species is None:
            raise RequestError("a genome needs the species of its individual; these weights know none of its category")
        pool.check_home(zone, individual.species)
        draws = Draws("genome", zone, individual.species, seed)
        loci = []
        for trait in pool.loci(individual.species):
            if trait not in individual.traits:
                raise RequestError(f"a genome needs all traits that {individual.species} has; it lacks {trait}")
            value = individual.traits[trait]
            pool.check_allele(trait, value)
            hidden = pool.hidden_allele(zone, individual.species, trait, value, draws.number(trait))
            loci.append(Locus(trait, value, hidden))
        return cls(zone, individual.species, tuple(loci))

    @classmethod
    def from_fields(cls, zone: str, species: str, traits: Mapping[str, str], hidden: Mapping[str, str]) -> Genome:
        """The genome of what `to_fields` gave. traits: those that show, a pose among them or not. hidden: alleles that
        differ from what shows. RequestError for a hidden allele of a trait that does not show."""
        for field, alleles in (("traits", traits), ("hidden", hidden)):
            check_is(f"a genome's {field}", alleles, Mapping)
        shows = {trait: value for trait, value in traits.items() if trait not in NO_LOCUS}
        if odd := [trait for trait in hidden if trait not in shows]:
            raise RequestError(f"a genome's hidden alleles must be of {', '.join(shows)}; got {shown(odd[0])}")
        return cls(
            zone, species, tuple(Locus(trait, value, hidden.get(trait, value)) for trait, value in shows.items())
        )

    def to_fields(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """What a DNA holds beside zone and species, for `from_fields`: the traits that show, and the hidden alleles
        that differ from them. Both are mappings of traits, as the traits of a request are."""
        return self.traits, MappingProxyType({one.trait: one.hidden for one in self.loci if one.hidden != one.shown})

    @property
    def traits(self) -> Mapping[str, str]:
        """Trait -> the allele that shows: the traits of the individual's request, but for its pose. Read only."""
        return MappingProxyType({locus.trait: locus.shown for locus in self.loci})

    @property
    def hidden(self) -> Mapping[str, str]:
        """Trait -> the hidden allele. Read only."""
        return MappingProxyType({locus.trait: locus.hidden for locus in self.loci})

    def check(self, pool: GenePool) -> None:
        """RequestError for a zone, species, trait or allele that the pool's world does not have, and for a hidden
        allele that would show."""
        check_is("pool", pool, GenePool)
        pool.check_home(self.zone, self.species)
        for locus in self.loci:
            for allele in (locus.shown, locus.hidden):
                pool.check_allele(locus.trait, allele)
            if pool.dominates(locus.trait, locus.hidden, locus.shown):
                raise RequestError(
                    f"a genome's hidden allele must not dominate the one that shows; got {locus.trait} {locus.shown}, "
                    f"hidden {locus.hidden}"
                )

    def canonical(self) -> str:
        """The one text of this genome, ASCII; equal genomes have equal texts, and others other ones.

        >>> Genome("reef", "tang", (Locus("eye", "large", "small"), Locus("build", "slim", "slim"))).canonical()
        'reef tang build=slim/slim eye=large/small'
        """
        return " ".join((self.zone, self.species, *(f"{one.trait}={one.shown}/{one.hidden}" for one in self.loci)))

    @classmethod
    def from_canonical(cls, text: str) -> Genome:
        """The genome that `canonical` wrote; RequestError for anything else. Traits of any world are read."""
        if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            raise RequestError(f"a genome must be a text of at most {_LONGEST_TEXT} characters; got {shown(text)}")
        zone, _, rest = text.partition(" ")
        species, *written = rest.split(" ")
        loci = []
        for one in written:
            parts = re.split("[=/]", one)
            if len(parts) != 3 or one != f"{parts[0]}={parts[1]}/{parts[2]}":
                raise RequestError(f"a genome's text must be {_FORM}; got {shown(one)}")
            loci.append(Locus(*parts))
        genome = cls(zone, species, tuple(loci))
        if genome.canonical() != text:
            raise RequestError(f"a genome's text must be {_FORM} in the order of the traits' names; got {shown(text)}")
        return genome
