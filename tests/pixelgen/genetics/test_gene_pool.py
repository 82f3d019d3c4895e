"""Alleles are so frequent that a population which mates at random shows what the weights' table says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pixelgen.errors import RequestError
from pixelgen.genetics.draws import Draws
from pixelgen.genetics.gene_pool import GenePool
from tests.pixelgen.genetics.populations import TANG, pool_of

SHOWN = {"regular": 6, "stout": 3, "slim": 3}


def hidden_shares(pool: GenePool, trait: str, shows: str, *, steps: int = 4096) -> dict[str, Fraction]:
    """Exactly how often each allele is hidden, up to one step of the draw."""
    found: dict[str, Fraction] = {}
    for step in range(steps):
        value = pool.hidden_allele("reef", "tang", trait, shows, (2 * step + 1) * (2**64 // (2 * steps)))
        found[value] = found.get(value, Fraction(0)) + Fraction(1, steps)
    return found


@pytest.mark.parametrize("trait", ["family", "build", "limbs", "pattern", "eye", "growth", "accent", "glow"])
def test_random_mating_keeps_every_trait_as_frequent_as_in_the_table(trait: str) -> None:
    weights = TANG.allele_weights("reef", "tang", trait)
    total = sum(weights.values())
    alleles = {value: weight / total for value, weight in weights.items()}
    shows = dict.fromkeys(alleles, 0.0)
    for one, share in alleles.items():
        for other, its in alleles.items():
            if TANG.dominates(trait, one, other) or one == other:
                shows[one] += share * its
            elif TANG.dominates(trait, other, one):
                shows[other] += share * its
            else:  # either, half of the time
                shows[one] += share * its / 2
                shows[other] += share * its / 2
    counts = TANG._table.counts("reef", "tang", trait)
    rows = sum(counts.values())
    assert shows == pytest.approx({value: count / rows for value, count in counts.items()}, abs=2e-5)


@pytest.mark.parametrize("trait", ["build", "family", "growth"])
def test_shown_and_hidden_alleles_together_have_the_frequencies_of_the_pool(trait: str) -> None:
    counts = TANG._table.counts("reef", "tang", trait)
    found = dict.fromkeys(counts, 0.0)
    for shows, count in counts.items():
        share = count / sum(counts.values())
        found[shows] += share / 2
        for value, its in hidden_shares(TANG, trait, shows).items():
            found[value] += share * float(its) / 2
    weights = TANG.allele_weights("reef", "tang", trait)
    assert found == pytest.approx({v: w / sum(weights.values()) for v, w in weights.items()}, abs=1e-3)


def test_a_hidden_allele_never_dominates_what_shows() -> None:
    assert set(hidden_shares(TANG, "build", "regular")) == {"regular", "stout", "slim"}
    assert set(hidden_shares(TANG, "build", "stout")) == {"stout", "slim"}
    assert set(hidden_shares(TANG, "build", "slim")) == {"slim"}


def test_without_dominance_any_value_may_be_hidden_as_often_as_it_shows() -> None:
    shares = hidden_shares(TANG, "growth", "giant")
    assert shares == pytest.approx({"young": 0.25, "adult": 0.5, "giant": 0.25}, abs=1e-3)


def test_a_value_that_the_zone_does_not_have_hides_what_it_dominates_or_itself() -> None:
    pool = pool_of(
        ("reef", "tang", {"build": {"stout": 1}}),
        ("abyss", "tang", {"build": {"regular": 1, "slim": 1}}),
    )
    assert {pool.hidden_allele("reef", "tang", "build", "regular", draw) for draw in (0, 2**64 - 1)} == {"stout"}
    assert {pool.hidden_allele("reef", "tang", "build", "slim", draw) for draw in (0, 2**64 - 1)} == {"slim"}


def test_where_a_zone_has_no_rows_those_of_all_zones_count() -> None:
    pool = pool_of(
        ("reef", "tang", {"growth": {"young": 1, "adult": 1}}),
        ("abyss", "tang", {"growth": {"adult": 3, "giant": 1}}),
    )
    assert pool.allele_weights("hadal", "tang", "growth") == {"young": 1, "adult": 4, "giant": 1}
    assert pool.allele_weights("abyss", "tang", "growth") == {"adult": 3, "giant": 1}


def test_nobody_inherits_a_pose_and_what_a_species_lacks_is_no_locus() -> None:
    assert TANG.loci("tang") == ("family", "accent", "build", "limbs", "pattern", "eye", "growth", "glow")
    assert pool_of(("reef", "tang", {"build": {"slim": 2}, "pose": {"rest": 2}})).loci("tang") == ("build",)
    assert TANG.loci("moray") == ()


def test_dominance_is_the_tables_order_and_nothing_else() -> None:
    assert TANG.dominates("build", "regular", "slim")
    assert not TANG.dominates("build", "slim", "regular")
    assert not TANG.dominates("build", "slim", "slim")
    assert not TANG.dominates("growth", "young", "giant")


def test_names_of_another_world_are_refused() -> None:
    with pytest.raises(RequestError, match=r"^zone must be one of shallows, .*; got 'meadow'$"):
        TANG.check_home("meadow", "tang")
    with pytest.raises(RequestError, match=r"^species must be one of clownfish, .*; got 'beetle'$"):
        TANG.check_home("reef", "beetle")
    with pytest.raises(RequestError, match=r"^a locus's trait must be one of family, accent, build, .*; got 'pose'$"):
        TANG.check_allele("pose", "rest")
    with pytest.raises(RequestError, match=r"^an allele of build must be one of slim, regular, stout; got 'tall'$"):
        TANG.check_allele("build", "tall")


def test_draws_are_the_same_everywhere_and_differ_by_key_and_name() -> None:
    draws = Draws("genome", "reef", 3)
    assert draws.number("build") == 0xB8BA3B14DB80DE31
    numbers = {one.number(name) for one in (draws, Draws("genome", "reef", 4), draws.of("A")) for name in ("a", "b")}
    assert len(numbers) == 6
    assert {draws.of(str(place)).below(3, "which") for place in range(50)} == {0, 1, 2}
