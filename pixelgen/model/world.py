"""What a weights file draws, as data: names and ids, homes, dominance, waters, lights, motions, both ways as JSON.

Ids 0 to 67 are the same in every file (pixelgen/vocabulary.py); what those after them mean is the file's own. A list
only ever grows at its end, so a file of a larger world is read by the same code. The sea's ids are the default's.
Knows nothing of networks. What a light's numbers or a motion's name mean is known where sprites are shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pixelgen.checks import WORD
from pixelgen.vocabulary import MASK, SPECIES, VOCABULARY_SIZE, meaning

FIRST_ID = MASK + 1  # of a world's own
MOST_IDS = 1024
LARGEST_TEXT = 256 << 10
KINDS = ("zone", "category", "species")  # any other kind is a trait
_COLOUR = re.compile(r"#[0-9a-f]{6}")

Number = int | float | bool


class WorldError(ValueError):
    """A text that describes no world; the message says what is wrong with it."""


@dataclass(frozen=True)
class World:
    """tokens: (kind, name) of the ids from FIRST_ID on, None for places that are kept free; category_of: of each
    species; homes: the zones where a species lives, none of one that lives nowhere in particular; dominance: of a
    trait, its values, the most dominant first; water: of a zone, "#rrggbb"; light: of a zone, settings by name; motion:
    of a species, its kind."""

    tokens: tuple[tuple[str, str] | None, ...]
    category_of: Mapping[str, str]
    homes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dominance: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    water: Mapping[str, str] = field(default_factory=dict)
    light: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    motion: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = [token for token in self.tokens if token is not None]
        _check(len(self.tokens) <= MOST_IDS, f"it has {len(self.tokens)} ids of its own, at most {MOST_IDS}")
        _check(len(set(named)) == len(named), "a name stands twice among its ids")
        for kind, name in named:
            _check(bool(WORD.fullmatch(kind) and WORD.fullmatch(name)), f"{kind} {name!r} is no name")
        _check(bool(self.zones and self.categories and self.species), "it needs a zone, a category and a species")
        _check(set(self.category_of) == set(self.species), "every species needs its category")
        _check(set(self.category_of.values()) <= set(self.categories), "a species is of an unknown category")
        _check(set(self.homes) <= set(self.species), "an unknown species has a home")
        _check(set(self.motion) <= set(self.species), "an unknown species moves")
        for zones in (self.water, self.light, *self.homes.values()):
            _check(set(zones) <= set(self.zones), "it tells of an unknown zone")
        for trait, values in self.dominance.items():
            _check(sorted(values) == sorted(self.traits.get(trait, ())), f"dominance of {trait} needs all its values")
        _check(all(_COLOUR.fullmatch(colour) for colour in self.water.values()), "a water's colour is no #rrggbb")
        _check(all(WORD.fullmatch(kind) for kind in self.motion.values()), "a kind of motion is no name")

    @property
    def vocabulary(self) -> int:
        """How many ids there are, those that are the same for all among them."""
        return FIRST_ID + len(self.tokens)

    @property
    def zones(self) -> tuple[str, ...]:
        """In the order of their ids."""
        return self._of_kind("zone")

    @property
    def categories(self) -> tuple[str, ...]:
        """In the order of their ids."""
        return self._of_kind("category")

    @property
    def species(self) -> tuple[str, ...]:
        """In the order of their ids."""
        return self._of_kind("species")

    @cached_property
    def traits(self) -> Mapping[str, tuple[str, ...]]:
        """Trait -> its values, both in the order of their ids."""
        found: dict[str, list[str]] = {}
        for token in self.tokens:
            if token is not None and token[0] not in KINDS:
                found.setdefault(token[0], []).append(token[1])
        return {trait: tuple(values) for trait, values in found.items()}

    @cached_property
    def _ids(self) -> Mapping[tuple[str, str], int]:
        return {token: FIRST_ID + place for place, token in enumerate(self.tokens) if token is not None}

    def token_id(self, kind: str, name: str) -> int:
        """Id of a name; KeyError if this world has none.

        >>> SEA.token_id("zone", "reef")
        69
        """
        return self._ids[kind, name]

    def meaning(self, token: int) -> tuple[str, str]:
        """(kind, name) of an id of the world's own; KeyError for free places and other ids."""
        named = self.tokens[token - FIRST_ID] if FIRST_ID <= token < self.vocabulary else None
        if named is None:
            raise KeyError(f"no meaning for token {token}; this world's ids are {FIRST_ID} to {self.vocabulary - 1}")
        return named

    def with_species(self, name: str, category: str, *, homes: tuple[str, ...] = ()) -> World:
        """This world and one more species, in the first place that is kept free after its last one.

        WorldError where there is none, or the world has the name or not the category.
        """
        _check(category in self.categories, f"its categories are {', '.join(self.categories)}; got {category!r}")
        _check(name not in self._names, f"it has the name {name!r} already")
        last = max(place for place, token in enumerate(self.tokens) if token and token[0] == "species")
        free = last + 1
        _check(free < len(self.tokens) and self.tokens[free] is None, "all of its places for species are taken")
        tokens = (*self.tokens[:free], ("species", name), *self.tokens[free + 1 :])
        known = {**self.homes, name: homes} if homes else self.homes
        return replace(self, tokens=tokens, category_of={**self.category_of, name: category}, homes=known)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(token[1] for token in self.tokens if token is not None)

    def _of_kind(self, kind: str) -> tuple[str, ...]:
        return tuple(token[1] for token in self.tokens if token is not None and token[0] == kind)


def world_text(world: World) -> bytes:
    """A world as a weights file holds it: JSON in UTF-8, the same bytes for the same world."""
    plain = {name: getattr(world, name) for name in World.__dataclass_fields__}
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def read_world(text: bytes) -> World:
    """`world_text` backwards; WorldError for anything else. Keys that are not known yet are left aside."""
    _check(len(text) <= LARGEST_TEXT, f"its text is over {LARGEST_TEXT >> 10} KB")
    try:
        plain = json.loads(text.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise WorldError("it is no JSON") from error
    try:
        return World(
            tokens=tuple(None if token is None else (_text(token[0]), _text(token[1])) for token in plain["tokens"]),
            category_of=_texts(plain["category_of"]),
            homes={_text(name): _names(zones) for name, zones in plain["homes"].items()},
            dominance={_text(name): _names(values) for name, values in plain["dominance"].items()},
            water=_texts(plain["water"]),
            light={
                _text(zone): {_text(name): _number(value) for name, value in light.items()}
                for zone, light in plain["light"].items()
            },
            motion=_texts(plain["motion"]),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise WorldError("a part of it is missing or of another kind") from error


def _check(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise WorldError(otherwise)


def _text(value: Any) -> str:
    _check(type(value) is str, "a name is no text")
    return str(value)


def _texts(values: Mapping[Any, Any]) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in values.items()}


def _names(values: Iterable[Any]) -> tuple[str, ...]:
    _check(isinstance(values, list), "a list of names is none")
    return tuple(_text(value) for value in values)


def _number(value: Any) -> Number:
    _check(type(value) in (int, float, bool) and abs(value) <= 1e4, "a light's setting is no number up to 10,000")
    number: Number = value
    return number


def _sea_tokens() -> tuple[tuple[str, str] | None, ...]:
    found: list[tuple[str, str] | None] = []
    for token in range(FIRST_ID, VOCABULARY_SIZE):
        try:
            found.append(meaning(token))
        except KeyError:
            found.append(None)
    return tuple(found)


SEA = World(tokens=_sea_tokens(), category_of=SPECIES)  # its names alone: what else is told of it stands in its file
