"""A genome and its child's -> which kinds of parts the child has pixel by pixel from parent A. Draws nothing itself.

Each locus owns kinds of parts. Knows nothing of where in a sprite its parts are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pixelgen.checks import check_is
from pixelgen.genetics.crossing import Child
from pixelgen.genetics.genome import Genome
from pixelgen.parts import PARTS_OF, SILHOUETTE

PARTS = frozenset(part for parts in PARTS_OF.values() for part in parts)
BARE: Mapping[str, str] = {"pattern": "plain", "glow": "none"}  # values with which there is no part to keep
# The kinds of parts that wear a ramp. Eyes, mouths and light organs have tones of their own.
WEARS: Mapping[str, tuple[str, ...]] = {
    "family": SILHOUETTE,
    "accent": ("mark", "tail", "fin", "limb"),
}
_BODY = "build"
_ALIKE = (_BODY, "growth")  # what the child must show as A does for any pixel of A to fit it


@dataclass(frozen=True, slots=True)
class InheritedParts:
    """kept: kinds of parts whose pixels are A's; anew: all others, drawn round the kept ones in A's colours;
    recoloured: those of both whose ramp then becomes the child's. With nothing kept the child is drawn from its genome
    alone, in its own colours, and nothing is recoloured."""

    kept: frozenset[str]
    anew: frozenset[str]
    recoloured: frozenset[str]


def inherited_parts(a: Genome, child: Child, *, same_pose: bool = True) -> InheritedParts:
    """What a child of `a`, its first parent, has of it. same_pose: whether it is drawn in the pose that A has.

    Where the child shows A's species, build and growth in A's pose, it keeps the parts whose locus shows the allele
    that A shows and gave. Parts that no locus makes, in a species without the trait or without mark or light, go
    with the body.
    """
    check_is("a", a, Genome)
    check_is("child", child, Child)
    check_is("same_pose", same_pose, bool)
    before, after = a.traits, child.genome.traits
    alike = a.species == child.genome.species and all(before.get(trait) == after.get(trait) for trait in _ALIKE)
    if not (alike and same_pose):
        return InheritedParts(frozenset(), PARTS, frozenset())
    from_a = {one.trait for one in child.inherited if one.shown == "A" and before.get(one.trait) == after[one.trait]}
    owners = {trait: _BODY if after.get(trait) in (None, BARE.get(trait)) else trait for trait in PARTS_OF}
    kept = frozenset(part for trait, parts in PARTS_OF.items() for part in parts if owners[trait] in from_a)
    if not kept:
        return InheritedParts(kept, PARTS, frozenset())
    recoloured = {part for trait, parts in WEARS.items() if before.get(trait) != after.get(trait) for part in parts}
    return InheritedParts(kept, PARTS - kept, frozenset(recoloured))
