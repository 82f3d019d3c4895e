"""A child has one allele of each parent at every locus; what is rare stays as rare as it was, and may return."""

from __future__ import annotations

import pickle
from collections import Counter

import numpy as np
import pytest

from pixelgen.errors import RequestError
from pixelgen.genetics.crossing import MUTATION, Child, Inherited, cross, litter, notes_of
from pixelgen.genetics.gene_pool import GenePool
from pixelgen.genetics.genome import Genome, Locus
from tests.pixelgen.genetics.populations import TANG, genome, pool_of

LOCI = {
    "family": "violet",
    "accent": "gold",
    "limbs": "long",
    "pattern": "striped",
    "eye": "bold",
    "growth": "adult",
    "glow": "none",
}
SLIM, REGULAR = genome(**LOCI, build="slim"), genome(**LOCI, build="regular")
BUILDS = pool_of(
    ("reef", "tang", {"build": {"regular": 6, "stout": 3, "slim": 3}, "growth": {"young": 3, "adult": 6, "giant": 3}})
)
# A coral has no eyes, few patterns and other colours; the tang has eyes.
TWO_KINDS = pool_of(
    ("reef", "tang", {"family": {"azure": 4}, "pattern": {"striped": 2, "masked": 2}, "eye": {"bold": 4}}),
    ("abyss", "sea_fan", {"family": {"glow": 2, "rose": 2}, "pattern": {"plain": 4}}),
)
TANG_ONE = genome(family="azure", pattern="striped/masked", eye="bold")
FAN = genome("abyss", "sea_fan", family="rose/glow", pattern="plain")


def unchanged(child: Child) -> bool:
    """No allele of it mutated."""
    return all("new" not in (one.shown, one.hidden) for one in child.inherited)


def test_a_child_has_one_allele_of_each_parent_at_every_locus() -> None:
    a = genome(**LOCI | {"family": "coral/violet", "growth": "young/giant"}, build="regular/slim")
    b = genome(**LOCI | {"family": "azure/violet"}, build="stout/slim")
    for child in litter(a, b, TANG, size=200):
        assert [one.trait for one in child.inherited] == [locus.trait for locus in child.genome.loci]
        for one, locus in zip(child.inherited, child.genome.loci, strict=True):
            of_trait = {
                "A": {a.traits[one.trait], a.hidden[one.trait]},
                "B": {b.traits[one.trait], b.hidden[one.trait]},
            }
            for giver, allele in ((one.shown, locus.shown), (one.hidden, locus.hidden)):
                assert giver == "new" or allele in of_trait[giver]
            assert unchanged(child) is False or {one.shown, one.hidden} == {"A", "B"}
        child.genome.check(TANG)  # of its alleles the dominant one shows


def test_each_allele_of_a_parent_is_passed_on_half_of_the_time() -> None:
    a, b = genome(build="regular/slim", growth="young/giant"), genome(build="slim", growth="adult")
    children = [child for child in litter(a, b, BUILDS, size=1000) if unchanged(child)]
    builds = Counter(child.genome.traits["build"] for child in children)
    assert builds["regular"] / len(children) == pytest.approx(0.5, abs=0.05)
    pairs = Counter(frozenset((child.genome.traits["growth"], child.genome.hidden["growth"])) for child in children)
    assert pairs[frozenset(("young", "adult"))] / len(children) == pytest.approx(0.5, abs=0.05)


def test_where_neither_dominates_either_shows_half_of_the_time_also_of_two_alike() -> None:
    children = litter(genome(build="slim", growth="young"), genome(build="slim", growth="giant"), BUILDS, size=1000)
    for trait in ("growth", "build"):
        place = [locus.trait for locus in children[0].genome.loci].index(trait)
        shows = Counter(child.inherited[place].shown for child in children)
        assert shows["A"] / len(children) == pytest.approx(0.5, abs=0.05)
        assert shows["B"] / len(children) == pytest.approx(0.5, abs=0.05)


def test_a_recessive_trait_returns_in_a_quarter_of_the_grandchildren() -> None:
    first, second = (
        next(child for child in litter(SLIM, REGULAR, BUILDS, seed=seed) if unchanged(child)) for seed in (1, 2)
    )
    assert first.genome.traits["build"] == second.genome.traits["build"] == "regular"
    assert first.genome.hidden["build"] == second.genome.hidden["build"] == "slim"
    grandchildren = litter(first.genome, second.genome, BUILDS, size=1000)
    builds = Counter(child.genome.traits["build"] for child in grandchildren)
    assert builds["slim"] / 1000 == pytest.approx(0.25, abs=0.04)
    assert builds["regular"] / 1000 == pytest.approx(0.75, abs=0.04)


def test_zone_and_species_are_each_those_of_one_parent() -> None:
    children = litter(TANG_ONE, FAN, TWO_KINDS, size=400)
    kinds = Counter((child.genome.zone, child.genome.species) for child in children)
    assert set(kinds) == {(zone, species) for zone in ("reef", "abyss") for species in ("tang", "sea_fan")}
    assert all(count / 400 == pytest.approx(0.25, abs=0.07) for count in kinds.values())
    for child in children:
        assert child.zone_from == {"reef": "A", "abyss": "B"}[child.genome.zone]
        assert child.species_from == {"tang": "A", "sea_fan": "B"}[child.genome.species]


def test_between_species_a_value_becomes_the_nearest_and_that_is_said_once() -> None:
    children = litter(TANG_ONE, FAN, TWO_KINDS, size=200)
    for child in children:
        has = {trait: TWO_KINDS.offered(child.genome.species, trait) for trait in child.genome.traits}
        assert tuple(child.genome.traits) == tuple(sorted(TWO_KINDS.loci(child.genome.species)))
        assert all(locus.shown in has[locus.trait] and locus.hidden in has[locus.trait] for locus in child.genome.loci)
    assert sorted(notes_of(children)) == [
        "sea_fan has no family 'azure'; it becomes 'glow', the nearest that it has",
        "sea_fan has no pattern 'masked'; it becomes 'plain', the nearest that it has",
        "sea_fan has no pattern 'striped'; it becomes 'plain', the nearest that it has",
        "tang has no family 'glow'; it becomes 'azure', the nearest that it has",
        "tang has no family 'rose'; it becomes 'azure', the nearest that it has",
        "tang has no pattern 'plain'; it becomes 'striped', the nearest that it has",
    ]
    assert not notes_of(litter(SLIM, REGULAR, TANG, size=100))


def test_a_parent_without_eyes_leaves_the_childs_to_its_species() -> None:
    for child in litter(TANG_ONE, FAN, TWO_KINDS, size=100):
        of_eyes = [one for one in child.inherited if one.trait == "eye"]
        if child.genome.species == "sea_fan":
            assert not of_eyes
        else:
            assert child.genome.traits["eye"] == child.genome.hidden["eye"] == "bold"
            assert {of_eyes[0].shown, of_eyes[0].hidden} == {"A", "new"}


def population(pool: GenePool, traits: tuple[str, ...], *, count: int) -> list[Genome]:
    """Individuals whose two alleles are drawn from the pool, in the order in which they show."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(count):
        loci = []
        for trait in traits:
            draws = rng.integers(0, 2**64, size=2, dtype=np.uint64).tolist()
            one, other = (pool.allele("reef", "tang", trait, draw) for draw in draws)
            loci.append(Locus(trait, *((other, one) if pool.dominates(trait, other, one) else (one, other))))
        found.append(Genome("reef", "tang", tuple(loci)))
    return found


def mated(before: list[Genome], pool: GenePool, *, generation: int) -> list[Genome]:
    """As many children of random pairs."""
    rng = np.random.default_rng([2, generation])
    pairs = rng.integers(0, len(before), size=(len(before), 2)).tolist()
    return [
        cross(before[one], before[other], pool, seed=generation * 10**6 + place).genome
        for place, (one, other) in enumerate(pairs)
    ]


def test_over_many_random_matings_what_shows_and_what_hides_stays_as_frequent_as_in_the_table() -> None:
    generations, count = 6, 1000
    now = population(BUILDS, ("build", "growth"), count=count)
    for generation in range(generations):
        now = mated(now, BUILDS, generation=generation)
    for trait in ("build", "growth"):
        weights = BUILDS.allele_weights("reef", "tang", trait)
        alleles = Counter(allele for one in now for allele in (one.traits[trait], one.hidden[trait]))
        for value, weight in weights.items():
            share = weight / sum(weights.values())
            drift = (share * (1 - share) * (generations + 1) / (2 * count)) ** 0.5  # of a population of this size
            assert alleles[value] / (2 * count) == pytest.approx(share, abs=3 * drift)
    shows = Counter(one.traits["build"] for one in now)
    for value, times in {"regular": 6, "stout": 3, "slim": 3}.items():
        share = times / 12
        # A value's share changes at most twice as fast as those of the alleles that show it.
        drift = (share * (1 - share) / count + 4 * 0.25 * generations / (2 * count)) ** 0.5
        assert shows[value] / count == pytest.approx(share, abs=3 * drift)


def test_one_allele_in_256_mutates_to_one_that_is_frequent_in_its_species() -> None:
    kids = litter(genome(build="regular", growth="young"), genome(build="regular", growth="young"), BUILDS, size=1000)
    kids += litter(genome(build="slim", growth="giant"), genome(build="slim", growth="giant"), BUILDS, size=1000)
    places = [(one.trait, giver) for child in kids for one in child.inherited for giver in (one.shown, one.hidden)]
    shares = BUILDS.allele_weights("reef", "tang", "build")
    total = sum(shares.values())
    # One that is drawn and is the same allele is none.
    expected = {"build": (2 - (shares["regular"] + shares["slim"]) / total) / 2, "growth": 0.75}
    for trait, share in expected.items():
        found = sum(giver == "new" for its, giver in places if its == trait)
        mean = 4000 / MUTATION * share
        assert found == pytest.approx(mean, abs=3 * mean**0.5)
    stout = sum("stout" in (child.genome.traits["build"], child.genome.hidden["build"]) for child in kids)
    assert stout > 0


def test_the_same_parents_and_seed_have_the_same_litter_and_a_larger_one_begins_with_it() -> None:
    a, b = genome(**LOCI, build="regular/slim"), genome(**LOCI | {"eye": "large/bold"}, build="stout/slim")
    four = litter(a, b, TANG, size=4, seed=5)
    assert litter(a, b, TANG, seed=5)[:4] == four
    assert cross(a, b, TANG, seed=5) == four[0]
    assert len(litter(a, b, TANG)) == 8
    assert cross(a, b, TANG) == cross(a, b, TANG, seed=0) == litter(a, b, TANG)[0]
    many = {child for seed in range(4) for child in litter(a, b, TANG, seed=seed)}
    assert len(many) > 16
    assert litter(b, a, TANG, size=4, seed=5) != four
    assert pickle.loads(pickle.dumps(four)) == four


def test_a_cross_stays_what_it_is_on_every_machine() -> None:
    a = genome(**LOCI | {"family": "coral/violet", "growth": "young/giant"}, build="regular/slim")
    b = genome(**LOCI | {"eye": "large/bold", "accent": "azure"}, build="stout/slim")
    child = cross(a, b, TANG, seed=7)
    assert child.genome.canonical() == (
        "reef tang accent=azure/gold build=stout/slim eye=large/bold family=violet/violet glow=none/none "
        "growth=adult/young limbs=long/long pattern=striped/striped"
    )
    assert child.inherited[1] == Inherited("build", "B", "A")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": 0}, r"^size must be a whole number from 1 to 1024; got 0$"),
        ({"size": 1025}, r"^size must be a whole number from 1 to 1024; got 1025$"),
        ({"seed": -1}, r"^seed must be a whole number from 0 to 9223372036854775807; got -1$"),
        ({"seed": 0.5}, r"^seed must be a whole number .*; got 0.5$"),
    ],
)
def test_a_litter_that_cannot_be_is_told(arguments: dict[str, int], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        litter(SLIM, REGULAR, TANG, **arguments)


def test_parents_that_are_none_or_of_another_world_are_told() -> None:
    with pytest.raises(RequestError, match=r"^b must be a Genome; got 'tang'$"):
        cross(SLIM, "tang", TANG)  # type: ignore[arg-type]
    with pytest.raises(RequestError, match=r"^species must be one of clownfish, .*; got 'beetle'$"):
        cross(SLIM, genome("reef", "beetle"), TANG)
    with pytest.raises(RequestError, match=r"^an allele of build must be one of slim, regular, stout; got 'tall'$"):
        cross(genome(build="slim/tall"), SLIM, TANG)
