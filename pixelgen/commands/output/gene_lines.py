"""A creature's alleles and who gave them -> lines to read, or what a JSON object holds of them."""

from __future__ import annotations

from typing import Any

from pixelgen.genetics.genome import Genome
from pixelgen.requests.heredity import Heredity
from pixelgen.vocabulary import TRAITS

_OF = {"A": "of A", "B": "of B", "new": "new"}


def gene_lines(genome: Genome, heredity: Heredity | None) -> list[str]:
    """A heading and a line a locus; traits that are known here first, in their order. heredity: of a child."""
    heading = f"genes of a {genome.species} of the {genome.zone}"
    if heredity is not None:
        heading += f": species {_OF[heredity.home['species']]}, zone {_OF[heredity.home['zone']]}"
    traits = sorted(genome.traits, key=lambda trait: [*TRAITS, trait].index(trait))
    lines = [heading, *(f"{trait:<12} {_pair(genome, trait, heredity)}" for trait in traits)]
    return lines if heredity is None else [*lines, f"{'parts of A':<12} {kept_words(heredity)}"]


def gene_content(genome: Genome, heredity: Heredity | None) -> dict[str, dict[str, str]]:
    """Trait -> both alleles, and who gave them where that is known."""
    found = {locus.trait: {"shown": locus.shown, "hidden": locus.hidden} for locus in genome.loci}
    for trait, alleles in found.items():
        if heredity is not None:
            alleles["shown_from"], alleles["hidden_from"] = heredity.givers_of(trait)
    return found


def heredity_content(heredity: Heredity) -> dict[str, Any]:
    """What of a child's heredity is not of single traits."""
    return {"species_from": heredity.home["species"], "zone_from": heredity.home["zone"], "kept": list(heredity.kept)}


def kept_words(heredity: Heredity) -> str:
    """The parts that a child has of its first parent."""
    return ", ".join(heredity.kept) or "none, it is drawn afresh"


def summary_lines(genome: Genome, heredity: Heredity) -> list[str]:
    """Who gave what shows, a line each."""
    lines = [f"{genome.species} {_OF[heredity.home['species']]}, {genome.zone} {_OF[heredity.home['zone']]}"]
    for giver, words in (("A", "of A"), ("B", "of B"), ("new", "new")):
        shown = [f"{trait} {value}" for trait, value in genome.traits.items() if heredity.givers_of(trait)[0] == giver]
        if shown:
            lines.append(f"{words}: {', '.join(shown)}")
    return [*lines, f"parts of A: {kept_words(heredity)}"]


def _pair(genome: Genome, trait: str, heredity: Heredity | None) -> str:
    shows, hides = genome.traits[trait], genome.hidden[trait]
    if heredity is None:
        return f"{shows}, twice" if shows == hides else f"{shows}, hides {hides}"
    first, second = (_OF[giver] for giver in heredity.givers_of(trait))
    return f"{shows} {first}, hides {hides} {second}"
