"""Requests or pictures of two parents -> the requests of the children of their cross. Draws nothing itself.

A creature drawn from scratch has the genome of its traits and seed, a child that of its cross; one of which a part was
drawn anew has that of its first parent. A picture from elsewhere has the traits that can be told from its pixels, its
ramps and its size, and others as common as in its species. Knows nothing of engines or of files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pixelgen.checks import MAX_SEED, check_name, checked_whole, checked_word
from pixelgen.drawing.breeding import body_ramps
from pixelgen.drawing.drawing import individual_of
from pixelgen.errors import RequestError
from pixelgen.genetics.crossing import Child, litter
from pixelgen.genetics.gene_pool import GenePool
from pixelgen.genetics.genome import Genome, Locus
from pixelgen.genetics.inherited_parts import WEARS, inherited_parts
from pixelgen.model.individuals import TraitTable, Wish
from pixelgen.parts import PARTS
from pixelgen.quadtree import SIDE
from pixelgen.requests.heredity import Heredity
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

_POSE = "pose"
_GROWN = (("young", 0.60), ("adult", 0.85), ("giant", 1.0))  # up to which share of the canvas's side an animal is that


@dataclass(frozen=True, slots=True)
class Home:
    """What a picture shows, where no request says it. None: what the other parent has."""

    zone: str | None = None
    species: str | None = None

    def __post_init__(self) -> None:
        for name in ("zone", "species"):
            if (value := getattr(self, name)) is not None:
                checked_word(name, value)


class Litters:
    """Crosses in a weights file's world. table: what it says of its individuals; pool: its alleles."""

    def __init__(self, table: TraitTable, pool: GenePool) -> None:
        self._table, self._pool = table, pool

    def genome(self, one: SpriteRequest | Sprite | Parent, home: Home = Home()) -> Genome:
        """What a creature is and passes on. RequestError for one that is known by name alone, for a picture whose zone
        and species are not named, and for what the weights cannot draw."""
        origin = _body(one)
        if isinstance(origin, Sprite):
            return self._of_picture(origin, home)
        if origin.heredity is not None:
            assert origin.species is not None
            genome = Genome.from_fields(origin.zone, origin.species, origin.traits, origin.heredity.hidden)
            genome.check(self._pool)
            return genome
        individual = individual_of(origin, self._table)
        return Genome.of(individual, self._pool, zone=origin.zone, seed=origin.seed)

    def _of_picture(self, picture: Sprite, home: Home) -> Genome:
        if home.zone is None or home.species is None:
            raise RequestError("a picture does not say what animal it is or where it lives; name its zone and species")
        self._pool.check_home(home.zone, home.species)
        told = {
            trait: self._pool.nearest(home.species, trait, value)
            for trait, value in told_by(picture).items()
            if self._pool.offered(home.species, trait)
        }
        species_draw, traits_draw, seed = np.frombuffer(bytes.fromhex(picture.digest())[:24], dtype="<u8").tolist()
        wish = Wish(home.zone, self._pool.category(home.species), home.species, told)
        individual = self._table.individual(wish, species_draw=species_draw, traits_draw=traits_draw)
        return Genome.of(individual, self._pool, zone=home.zone, seed=seed % (MAX_SEED + 1))

    def pose(self, one: SpriteRequest | Sprite | Parent) -> str | None:
        """The pose that a creature is drawn in; None for a picture."""
        origin = _body(one)
        return None if isinstance(origin, Sprite) else individual_of(origin, self._table).traits.get(_POSE)

    def children(
        self,
        a: SpriteRequest | Sprite | Parent,
        b: SpriteRequest | Sprite | Parent,
        *,
        size: int,
        seed: int,
        pose: str | None,
        temperature: float,
        home: Home,
    ) -> tuple[tuple[SpriteRequest, ...], tuple[Child, ...]]:
        """The requests of a litter, and its genes; see `Generator.litter`."""
        if pose is not None:
            self._pool.check_pose(pose)
        genomes = self._genomes(a, b, home)
        seed = checked_whole("seed", seed, MAX_SEED)
        born = litter(*genomes, self._pool, size=size, seed=seed)
        before = self.pose(a)
        parents = Parent.of(a), Parent.of(b)
        requests = []
        for number, child in enumerate(born):
            species, zone, traits = child.genome.species, child.genome.zone, dict(child.genome.traits)
            wanted = before if pose is None else pose
            if wanted in self._pool.offered(species, _POSE):
                traits[_POSE] = str(wanted)
            requests.append(
                SpriteRequest(
                    zone,
                    self._pool.category(species),
                    species,
                    seed=(seed + number) % (MAX_SEED + 1),
                    temperature=temperature,
                    parents=parents,
                    traits=traits,
                    heredity=_heredity(genomes[0], child, same_pose=traits.get(_POSE) == before),
                )
            )
        return tuple(requests), born

    def recoloured(
        self, a: SpriteRequest | Sprite | Parent, ramps: Mapping[str, str], *, temperature: float, home: Home
    ) -> SpriteRequest:
        """The request of a creature that is `a`, pixel by pixel, in other ramps; see `Generator.recoloured`."""
        before = self.genome(a, home)
        if not ramps:
            raise RequestError("name the ramp of the family or of the accent")
        for trait, ramp in ramps.items():
            check_name(f"the {trait} of {before.species}", ramp, self._pool.offered(before.species, trait))
        shows = {**before.traits, **ramps}
        loci = [
            Locus(one.trait, *((shows[one.trait],) * 2 if one.trait in ramps else (one.shown, one.hidden)))
            for one in before.loci
        ]
        genome = Genome(before.zone, before.species, tuple(loci))
        pose = self.pose(a)
        return SpriteRequest(
            genome.zone,
            self._pool.category(genome.species),
            genome.species,
            temperature=temperature,
            parents=(Parent.of(a),) * 2,
            traits=shows if pose is None else {**shows, _POSE: pose},
            heredity=Heredity(
                genome.to_fields()[1],
                {one.trait: "new/new" if one.trait in ramps else "A/A" for one in genome.loci},
                {"zone": "A", "species": "A"},
                PARTS[1:],
                {trait: before.traits[trait] for trait in WEARS if trait in before.traits},
            ),
        )

    def _genomes(
        self, a: SpriteRequest | Sprite | Parent, b: SpriteRequest | Sprite | Parent, home: Home
    ) -> tuple[Genome, Genome]:
        """Of both; a picture is of the other parent's zone and species where none are named."""
        bodies = _body(a), _body(b)
        known = next((self.genome(one) for one in bodies if isinstance(one, SpriteRequest)), None)
        if known is not None:
            home = Home(home.zone or known.zone, home.species or known.species)
        one, other = (self.genome(body, home) for body in bodies)
        return one, other


def _body(one: SpriteRequest | Sprite | Parent) -> SpriteRequest | Sprite:
    """The request or the picture whose genome a creature has."""
    origin = Parent.of(one).origin
    while isinstance(origin, SpriteRequest) and origin.mask is not None:
        origin = origin.parents[0].origin
    if not isinstance(origin, (SpriteRequest, Sprite)):
        raise RequestError(
            "the genes of a parent that is known by name alone are not known; use a DNA with its ancestors"
        )
    return origin


def _heredity(a: Genome, child: Child, *, same_pose: bool) -> Heredity:
    """What the request of a child holds of its cross."""
    kept = inherited_parts(a, child, same_pose=same_pose).kept
    worn = {trait: a.traits[trait] for trait in WEARS if trait in a.traits and trait in child.genome.traits}
    _, hidden = child.genome.to_fields()
    return Heredity(
        hidden,
        {one.trait: f"{one.shown}/{one.hidden}" for one in child.inherited},
        {"zone": child.zone_from, "species": child.species_from},
        tuple(kept),
        worn if kept else {},
    )


def told_by(picture: Sprite) -> dict[str, str]:
    """The traits that can be told from pixels alone: the ramps of family and accent, and growth."""
    found = dict(zip(("family", "accent"), 2 * body_ramps(picture.indices, least=1), strict=False))
    rows, columns = np.nonzero(picture.indices)
    if len(rows):
        share = max(int(np.ptp(rows)), int(np.ptp(columns))) + 1
        found["growth"] = next(name for name, most in _GROWN if share <= most * SIDE)
    return found
