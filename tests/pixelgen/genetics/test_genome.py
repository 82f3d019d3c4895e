"""A genome is a value: of one individual always the same; equal, hashed, pickled and written down by what it holds."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixelgen.errors import RequestError
from pixelgen.genetics.genome import Genome, Locus
from pixelgen.model.individuals import Individual
from tests.pixelgen.genetics.populations import TANG, genome

TRAITS = {
    "family": "violet",
    "accent": "gold",
    "build": "regular",
    "limbs": "long",
    "pattern": "striped",
    "pose": "rest",
    "eye": "large",
    "growth": "adult",
    "glow": "none",
}
FISH = Individual("tang", TRAITS, ())
NAMES = st.builds("{}{}".format, st.sampled_from("az"), st.text("az09_", max_size=39))
GENOMES = st.builds(
    Genome,
    NAMES,
    NAMES,
    st.lists(st.builds(Locus, NAMES, NAMES, NAMES), max_size=9, unique_by=lambda locus: locus.trait).map(tuple),
)


def of(individual: Individual = FISH, *, zone: str = "reef", seed: int = 1) -> Genome:
    return Genome.of(individual, TANG, zone=zone, seed=seed)


def test_a_genome_shows_the_individuals_traits_but_its_pose() -> None:
    found = of()
    assert dict(found.traits) == {trait: value for trait, value in TRAITS.items() if trait != "pose"}
    assert (found.zone, found.species) == ("reef", "tang")
    found.check(TANG)


def test_a_seed_has_one_genome_and_others_hide_other_alleles() -> None:
    assert of().canonical() == (
        "reef tang accent=gold/azure build=regular/slim eye=large/bold family=violet/violet glow=none/none "
        "growth=adult/young limbs=long/long pattern=striped/striped"
    )
    assert of() == of(replace(FISH, traits={**TRAITS, "pose": "glide"}))
    assert len({of(seed=seed) for seed in range(40)}) > 20
    assert of(seed=np.int64(1)) == of()  # type: ignore[arg-type]


def test_hidden_alleles_of_many_seeds_are_as_frequent_as_the_pool_says() -> None:
    hidden = [of(seed=seed).hidden["build"] for seed in range(3000)]
    slim = 2 * TANG.allele_weights("reef", "tang", "build")["slim"]
    stout = 2 * TANG.allele_weights("reef", "tang", "build")["stout"]
    regular = TANG.allele_weights("reef", "tang", "build")["regular"]
    for value, weight in (("slim", slim), ("stout", stout), ("regular", regular)):
        assert hidden.count(value) / 3000 == pytest.approx(weight / (slim + stout + regular), abs=0.03)


@pytest.mark.parametrize(
    ("individual", "zone", "seed", "message"),
    [
        (replace(FISH, species=None), "reef", 1, r"a genome needs the species of its individual; these weights know"),
        (FISH, "meadow", 1, r"zone must be one of shallows, reef, .*; got 'meadow'"),
        (FISH, "reef", -1, r"seed must be a whole number from 0 to \d+; got -1"),
        (replace(FISH, traits={}), "reef", 1, r"a genome needs all traits that tang has; it lacks family"),
        (
            replace(FISH, traits={**TRAITS, "eye": "round"}),
            "reef",
            1,
            r"an allele of eye must be one of small, large, ",
        ),
    ],
)
def test_what_makes_no_genome_is_told(individual: Individual, zone: str, seed: int, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        of(individual, zone=zone, seed=seed)


@given(GENOMES)
def test_every_genome_reads_back_from_its_text_and_its_pickle(one: Genome) -> None:
    for read in (Genome.from_canonical(one.canonical()), pickle.loads(pickle.dumps(one))):
        assert read == one
        assert hash(read) == hash(one)
    assert Genome(one.zone, one.species, one.loci[::-1]) == one
    assert Genome.from_fields(one.zone, one.species, *one.to_fields()) == one


def test_a_dna_needs_of_the_hidden_alleles_those_that_differ_and_its_pose_is_left_aside() -> None:
    one = genome(build="regular/slim", eye="bold")
    traits, hidden = one.to_fields()
    assert (dict(traits), dict(hidden)) == ({"build": "regular", "eye": "bold"}, {"build": "slim"})
    assert Genome.from_fields("reef", "tang", {**traits, "pose": "rest"}, hidden) == one
    with pytest.raises(RequestError, match=r"a genome's hidden alleles must be of build, eye; got 'glow'"):
        Genome.from_fields("reef", "tang", traits, {"glow": "none"})


def test_a_genome_cannot_be_changed() -> None:
    one = genome(build="slim")
    with pytest.raises(FrozenInstanceError):
        one.zone = "abyss"  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.traits["build"] = "stout"  # type: ignore[index]


def test_names_of_numpy_become_plain_ones() -> None:
    one = Genome(np.str_("reef"), "tang", (Locus("build", np.str_("slim"), "slim"),))
    assert one == genome(build="slim")
    assert {type(name) for name in (one.zone, one.loci[0].shown)} == {str}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("reef", r"a genome's species must be a name of small letters, digits and _; got ''"),
        ("Reef tang", r"a genome's zone must be a name .* got 'Reef'"),
        ("reef tang build", r"a genome's text must be 'zone species trait=shown/hidden .*; got 'build'"),
        ("reef tang build/slim=slim", r"a genome's text must be 'zone species .*; got 'build/slim=slim'"),
        ("reef tang build=slim/Slim", r"a locus's hidden must be a name of .*; got 'Slim'"),
        ("reef tang eye=bold/bold build=slim/slim", r"in the order of the traits' names; got 'reef tang eye=bold/bold"),
        ("reef tang eye=bold/bold eye=bold/bold", r"a genome has one locus for each trait; got eye, eye"),
        ("reef  tang", r"a genome's text must be 'zone species .*; got 'tang'"),
        ("reef tang ", r"a genome's text must be 'zone species .*; got ''"),
        ("x" * 9000, r"a genome must be a text of at most 8192 characters; got 'xxx"),
        (7, r"a genome must be a text of at most 8192 characters; got 7"),
        ("reef tang " + " ".join(f"t{n:02}=a/a" for n in range(65)), r"a genome's loci must be a tuple of at most 64"),
    ],
)
def test_a_text_that_is_no_genome_is_refused(text: str, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        Genome.from_canonical(text)


def test_the_longest_genome_reads_back() -> None:
    loci = tuple(Locus(f"{n:x>3}".replace("0", "z").ljust(40, "a"), "b" * 40, "c" * 40) for n in range(64))
    one = Genome("z" * 40, "s" * 40, loci)
    assert Genome.from_canonical(one.canonical()) == one


def test_a_genome_holds_loci() -> None:
    with pytest.raises(RequestError, match=r"each of a genome's loci must be a Locus; got 'build'"):
        Genome("reef", "tang", ("build",))  # type: ignore[arg-type]
    with pytest.raises(RequestError, match=r"a genome's hidden allele must not dominate .*; got build slim, hidden st"):
        genome(build="slim/stout").check(TANG)
