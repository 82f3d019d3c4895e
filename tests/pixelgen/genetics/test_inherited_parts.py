"""A part is kept where A showed and gave what the child shows there, and the child is of A's kind, size and pose."""

from __future__ import annotations

import pytest

from pixelgen.genetics.crossing import Child, Giver, Inherited
from pixelgen.genetics.genome import Genome
from pixelgen.genetics.inherited_parts import PARTS, InheritedParts, inherited_parts
from pixelgen.parts import PARTS as KINDS
from pixelgen.parts import PARTS_OF
from tests.pixelgen.genetics.populations import genome

ALLELES = {
    "family": "violet",
    "accent": "gold",
    "build": "stout",
    "limbs": "long",
    "pattern": "striped",
    "eye": "bold",
    "growth": "adult",
    "glow": "some",
}
A = genome(**ALLELES)
NOTHING = InheritedParts(frozenset(), PARTS, frozenset())


def child(one: Genome, *from_a: str) -> Child:
    """A child whose loci show what A gave where they are named, and what B gave elsewhere."""
    givers: dict[bool, tuple[Giver, Giver]] = {True: ("A", "B"), False: ("B", "A")}
    inherited = tuple(Inherited(locus.trait, *givers[locus.trait in from_a]) for locus in one.loci)
    return Child(one, "A", "A", inherited)


def test_every_kind_of_part_has_one_locus() -> None:
    assert sorted(part for parts in PARTS_OF.values() for part in parts) == sorted(set(KINDS) - {"none"})


@pytest.mark.parametrize(
    ("trait", "parts"),
    [
        ("build", {"body", "head", "tail", "shell"}),
        ("limbs", {"fin", "limb"}),
        ("eye", {"eye", "mouth"}),
        ("pattern", {"mark"}),
        ("glow", {"light"}),
    ],
)
def test_a_locus_from_a_keeps_its_parts_and_the_others_are_drawn_anew(trait: str, parts: set[str]) -> None:
    assert inherited_parts(A, child(A, trait)) == InheritedParts(frozenset(parts), PARTS - parts, frozenset())


@pytest.mark.parametrize("trait", ["family", "accent", "growth"])
def test_colours_and_size_own_no_part(trait: str) -> None:
    assert inherited_parts(A, child(A, trait)) == NOTHING


@pytest.mark.parametrize("other", [{"build": "slim"}, {"growth": "giant"}])
def test_another_build_or_growth_keeps_nothing(other: dict[str, str]) -> None:
    assert inherited_parts(A, child(genome(**ALLELES | other), "limbs", "eye")) == NOTHING


def test_another_species_or_pose_keeps_nothing() -> None:
    assert inherited_parts(A, child(genome("reef", "moray", **ALLELES), *ALLELES)) == NOTHING
    assert inherited_parts(A, child(A, *ALLELES), same_pose=False) == NOTHING


def test_another_zone_keeps_all() -> None:
    assert inherited_parts(A, child(genome("abyss", "tang", **ALLELES), *ALLELES)).kept == PARTS


def test_what_a_gave_but_hid_is_drawn_anew() -> None:
    hid = genome(**ALLELES | {"limbs": "long/short"})
    found = inherited_parts(hid, child(genome(**ALLELES | {"limbs": "short"}), "limbs", "eye"))
    assert found.kept == {"eye", "mouth"}


def test_a_new_family_or_accent_recolours_what_wears_it_kept_or_not() -> None:
    found = inherited_parts(A, child(genome(**ALLELES | {"family": "azure"}), "eye"))
    assert found.recoloured == {"body", "head", "tail", "shell", "fin", "limb"}
    found = inherited_parts(A, child(genome(**ALLELES | {"accent": "azure"}), "eye"))
    assert found.recoloured == {"mark", "tail", "fin", "limb"}
    assert inherited_parts(A, child(genome(**ALLELES | {"family": "azure"}), "family")) == NOTHING


def test_parts_without_a_locus_go_with_the_body() -> None:
    blind = genome(**{trait: value for trait, value in ALLELES.items() if trait not in ("eye", "glow")})
    assert inherited_parts(blind, child(blind, "build")).kept == PARTS - {"fin", "limb", "mark"}
    assert inherited_parts(blind, child(blind, "limbs")).kept == {"fin", "limb"}


@pytest.mark.parametrize(("trait", "value", "part"), [("pattern", "plain", "mark"), ("glow", "none", "light")])
def test_no_mark_or_light_is_nothing_to_keep_by_itself(trait: str, value: str, part: str) -> None:
    bare = genome(**ALLELES | {trait: value})
    assert inherited_parts(bare, child(bare, trait)) == NOTHING
    assert part in inherited_parts(bare, child(bare, "build")).kept
    assert inherited_parts(bare, child(bare, trait, "eye")).kept == {"eye", "mouth"}
