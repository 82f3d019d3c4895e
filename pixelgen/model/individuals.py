"""What is wished for of an individual -> its species and all its traits, the open ones drawn, and the prompt's ids.

Open traits come from one of the weights file's rows of joint values, all of them equally probable, so that families,
accents, builds and poses are as frequent as the file says, however low the temperature. Named traits condition the
draw, one after the other in the order of the traits; one that no row left has conditions nothing. A palette lock beats
what is named of colours. Knows nothing of where draws come from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pixelgen.checks import check_name
from pixelgen.errors import RequestError
from pixelgen.model.weights import PROMPT
from pixelgen.model.world import World
from pixelgen.vocabulary import PAD

HOME_WEIGHT = 4  # how much likelier a species is drawn where it lives than where it is a stray
_COLOURED = ("family", "accent")  # traits whose values are ramps
_GLOW, _DARK = "glow", "none"  # the trait of light organs, which are of the ramp of that name; and the value without

_NONE: Mapping[str, str] = {}

Rows = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wish:
    """species: None for any of the category; traits: those that are named; lock: the only ramps that may be used, none
    for all."""

    zone: str
    category: str
    species: str | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    lock: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Individual:
    """species: None where the weights know none of the category; traits: all that it has; prompt: (12,) ids."""

    species: str | None
    traits: Mapping[str, str]
    prompt: tuple[int, ...]


class TraitTable:
    """A world's individuals. rows: `trait_rows` of a weights file."""

    def __init__(self, world: World, rows: Rows) -> None:
        self._world = world
        self._traits = tuple(world.traits)
        self._offered: dict[tuple[str, str], tuple[str, ...]] = {}  # by species and trait, of those asked for
        self._rows: dict[tuple[str, str], Rows] = {}  # by zone and species
        for zone, species in {(int(row[0]), int(row[1])) for row in np.unique(rows[:, :2], axis=0)}:
            own = rows[(rows[:, 0] == zone) & (rows[:, 1] == species), 2:]
            self._rows[world.meaning(zone)[1], world.meaning(species)[1]] = own

    @property
    def species(self) -> tuple[str, ...]:
        """Those that have a row in any zone, in the order of their ids."""
        found = {species for _, species in self._rows}
        return tuple(species for species in self._world.species if species in found)

    @property
    def traits(self) -> tuple[str, ...]:
        """What an individual has, in the order of their ids."""
        return self._traits

    def offered(self, species: str, trait: str) -> tuple[str, ...]:
        """The values that a species has of a trait in any zone, in the order of their ids."""
        if (species, trait) not in self._offered:
            column = self._traits.index(trait)
            cells = [np.unique(rows[:, column]) for (_, name), rows in self._rows.items() if name == species]
            found = {token for cell in cells for token in cell.tolist()} - {PAD}
            self._offered[species, trait] = tuple(self._world.meaning(token)[1] for token in sorted(found))
        return self._offered[species, trait]

    def counts(self, zone: str, species: str, trait: str) -> dict[str, int]:
        """How many rows of a species and zone have each value of a trait, in the order of their ids; the rows of all
        zones where it has none in this one."""
        own = self._rows.get((zone, species))
        cells = [rows for (_, name), rows in self._rows.items() if name == species] if own is None else [own]
        column = self._traits.index(trait)
        found = Counter(token for rows in cells for token in rows[:, column].tolist())
        return {self._world.meaning(token)[1]: found[token] for token in sorted(found) if token != PAD}

    def individual(self, wish: Wish, *, species_draw: int, traits_draw: int) -> Individual:
        """Everything open of a wish drawn by two raw 64-bit numbers. RequestError for names that this world does not
        have, and for values that the species does not have."""
        named = dict(wish.traits)
        self._check(wish.zone, wish.category, wish.species, named)
        if wish.lock:
            named = {trait: value for trait, value in named.items() if self._is_unlocked(trait, value, wish.lock)}
        species = self._species(wish.zone, wish.category, wish.species, named, species_draw)
        traits = self._traits_of(wish.zone, species, named, wish.lock, traits_draw)
        return Individual(species, traits, self._prompt(wish.zone, wish.category, species, traits))

    def prompt(
        self, zone: str, category: str, species: str | None = None, traits: Mapping[str, str] = _NONE
    ) -> tuple[int, ...]:
        """(12,) ids of what is named, nothing drawn; RequestError for names that this world does not have."""
        self._check(zone, category, species, traits)
        return self._prompt(zone, category, species, traits)

    def _prompt(self, zone: str, category: str, species: str | None, traits: Mapping[str, str]) -> tuple[int, ...]:
        world = self._world
        ids = [world.token_id("zone", zone), world.token_id("category", category)]
        ids.append(PAD if species is None else world.token_id("species", species))
        ids += [world.token_id(trait, traits[trait]) if trait in traits else PAD for trait in self._traits]
        return (*ids, *[PAD] * (PROMPT - len(ids)))

    def _check(self, zone: str, category: str, species: str | None, traits: Mapping[str, str]) -> None:
        world = self._world
        check_name("zone", zone, world.zones)
        check_name("category", category, world.categories)
        if species is not None:
            kin = [name for name in self.species if world.category_of[name] == category]
            check_name("species", species, kin, of=f" (category {category})")
        for trait, value in traits.items():
            check_name("each of traits", trait, self._traits)
            check_name(f"traits: {trait}", value, world.traits[trait])

    def _species(self, zone: str, category: str, wanted: str | None, named: Mapping[str, str], draw: int) -> str | None:
        world = self._world
        if wanted is not None:
            for trait, value in named.items():
                if value not in (offered := self.offered(wanted, trait)):
                    has = f"it has {', '.join(offered)}" if offered else "it has none"
                    raise RequestError(f"{wanted} has no {trait} {value!r}; {has}")
            return wanted
        kin = [species for species in world.species if world.category_of[species] == category]
        drawn = [species for species in kin if (zone, species) in self._rows]
        for trait, value in named.items():
            fitting = [species for species in drawn if value in self.offered(species, trait)]
            if drawn and not fitting:
                raise RequestError(f"no species of category {category} has {trait} {value!r} with what else is named")
            drawn = fitting
        weights = [HOME_WEIGHT if zone in world.homes.get(species, ()) else 1 for species in drawn]
        if HOME_WEIGHT not in weights:  # also where nothing is known of homes
            weights = [1] * len(drawn)
        return drawn[weighted_place(weights, draw)] if drawn else None

    def _traits_of(
        self, zone: str, species: str | None, named: Mapping[str, str], lock: Sequence[str], draw: int
    ) -> dict[str, str]:
        """All traits, in the order of their ids."""
        rows = self._rows.get((zone, species)) if species is not None else None
        if rows is None:
            return {trait: named[trait] for trait in self._traits if trait in named}
        assert species is not None
        if not lock and all(trait in named or not self.offered(species, trait) for trait in self._traits):
            return {trait: named[trait] for trait in self._traits if trait in named}  # no row has more to say
        allowed = {trait: self._allowed(trait, named, lock) for trait in self._traits}
        fits = np.ones(len(rows), dtype=np.bool_)
        for column, trait in enumerate(self._traits):
            if (values := allowed[trait]) is None:
                continue
            found = fits & np.isin(rows[:, column], [self._world.token_id(trait, value) for value in values])
            fits = found if found.any() else fits
        row = rows[fits][draw * int(fits.sum()) >> 64].tolist()
        traits = {}
        for trait, token in zip(self._traits, row, strict=True):
            values, drawn = allowed[trait], None if token == PAD else self._world.meaning(token)[1]
            if values is not None and drawn not in values and (drawn is not None or trait in named):
                drawn = values[0]
            if drawn is not None:
                traits[trait] = drawn
        return traits

    def _allowed(self, trait: str, named: Mapping[str, str], lock: Sequence[str]) -> tuple[str, ...] | None:
        """The values that a trait may have, the one that is taken where no row has any first; None for all."""
        if trait in named:
            return (named[trait],)
        if not lock or not self._is_of_colours(trait):
            return None
        inside = tuple(value for value in self._by_lock(trait, lock) if self._is_unlocked(trait, value, lock))
        return inside or None

    def _by_lock(self, trait: str, lock: Sequence[str]) -> Iterable[str]:
        """A trait's values; ramps in the order of the lock, for an accent the second ramp first."""
        values = self._world.traits[trait]
        if trait not in _COLOURED:
            return values
        first = [*lock[1:], lock[0]] if trait == "accent" else list(lock)
        return [ramp for ramp in first if ramp in values]

    @staticmethod
    def _is_of_colours(trait: str) -> bool:
        return trait in _COLOURED or trait == _GLOW

    @staticmethod
    def _is_unlocked(trait: str, value: str, lock: Sequence[str]) -> bool:
        if trait in _COLOURED:
            return value in lock
        return trait != _GLOW or _GLOW in lock or value == _DARK


def weighted_place(weights: Sequence[int], draw: int) -> int:
    """A place by weight, by a raw 64-bit number. weights: not all 0."""
    point = draw * sum(weights) >> 64
    for place, weight in enumerate(weights):
        point -= weight
        if point < 0:
            return place
    raise AssertionError("a draw has 64 bits")
