"""The settings of a sprite -> a checked, hashable SpriteRequest and its canonical text, both ways.

Knows the names and the ranges; knows nothing of how a sprite is made.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pixelgen.checks import MAX_SEED, check_is, checked_name, checked_number, checked_whole, checked_word, shown
from pixelgen.errors import RequestError
from pixelgen.model.sampling import Sampling
from pixelgen.model.world import SEA, World
from pixelgen.names import Category, Zone
from pixelgen.palette import RAMPS
from pixelgen.requests.heredity import MOST_TRAITS, Heredity
from pixelgen.requests.lineage import Mask, Parent
from pixelgen.requests.usual_zones import zone_of
from pixelgen.vocabulary import CATEGORIES, NO_LOCUS, TRAITS, WRITABLE

DEFAULT_TEMPERATURE = 0.7
DEFAULT_MIN_P = 0.1
MAX_TEMPERATURE = 4
MAX_TOP_K = len(WRITABLE)

# A request without parents or traits is written as it was before there were any: its key, and so its draws, stay.
_PLAIN_VERSION, _BRED_VERSION, _TRAITS_VERSION, _CHILD_VERSION = 1, 2, 3, 4
_PLAIN_FIELDS = ("zone", "category", "species", "colours", "seed", "temperature", "top_k", "top_p", "min_p")
_FIELDS = {
    _PLAIN_VERSION: _PLAIN_FIELDS,
    _BRED_VERSION: (*_PLAIN_FIELDS, "parents", "mask"),
    _TRAITS_VERSION: (*_PLAIN_FIELDS, "traits"),
    _CHILD_VERSION: (*_PLAIN_FIELDS, "traits", "parents", "heredity"),
}
_LONGEST_TEXT = 4096
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpriteRequest:
    """What is asked for: everything that decides a sprite's pixels. RequestError when a field is not as described here.

    zone, category, species: names that the weights know, which a generator checks: those that ship know `ZONES`,
    `CATEGORIES` and `SPECIES`. The species is of the category; None: one chosen by the seed.
    colours: palette ramps, none twice; with transparent and the `ink` ramp they are the only ones that the sprite may
    use, and its family, accent and glow are chosen among them. Empty: no restriction.
    seed: 0 to 2^63 - 1. temperature: 0 (greedy) to 4. top_k: 0 (off) to 65. top_p: above 0, at most 1 (off).
    min_p: 0 (off) to 1.
    parents, mask: of a bred sprite (two parents) or an inpainted one (one); `bred` and `inpainted` fill them in.
    Its colours apply to what is drawn anew; empty means those of the second parent, with one parent no restriction.
    parents, heredity: of a child of a cross, whose traits are the alleles that it shows, and its pose;
    `Generator.litter` fills them in.
    traits: what the individual is like: some that the weights know, those that ship `TRAITS`, each with one of its
    values; kept in that order, read only.
    What they leave open the seed decides. `colours` overrule a family, accent or glow. Not with a mask, and only values
    that the species has.
    NumPy's numbers are taken too; one of less than 64 bits counts as the shortest decimal that names it, so that
    float32 0.7 is 0.7.
    """

    zone: Zone | str
    category: Category | str
    species: str | None = None
    colours: tuple[str, ...] = ()
    seed: int = 0
    temperature: float = DEFAULT_TEMPERATURE
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = DEFAULT_MIN_P
    parents: tuple[Parent, ...] = ()
    mask: Mask | None = None
    traits: Mapping[str, str] = field(default_factory=dict, hash=False)
    heredity: Heredity | None = None

    def __post_init__(self) -> None:
        normal = {
            "zone": checked_word("zone", self.zone),
            "category": checked_word("category", self.category),
            "species": None if self.species is None else checked_word("species", self.species),
            "colours": _checked_colours(self.colours),
            "seed": checked_whole("seed", self.seed, MAX_SEED),
            "temperature": checked_number("temperature", self.temperature, MAX_TEMPERATURE),
            "top_k": checked_whole("top_k", self.top_k, MAX_TOP_K),
            "top_p": checked_number("top_p", self.top_p, 1, above_zero=True),
            "min_p": checked_number("min_p", self.min_p, 1),
            "parents": _checked_parents(self.parents, self.mask, self.heredity),
            "traits": _checked_traits(self.traits),
        }
        if normal["traits"] and self.mask is not None:
            raise RequestError("traits do not go with a mask; those of the sprite are its parents'")
        if self.heredity is not None:
            _check_child(normal, self.heredity)
        for name, value in normal.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_words(cls, text: str, *, seed: int = 0, world: World = SEA, **settings: Any) -> SpriteRequest:
        """What English words ask for, see `read_words`; what they leave open the seed decides.

        The zone is the one where the animal usually lives. world: a `Generator.world`, of what will draw it.
        settings: other fields; `traits` beside those of the words. A word that was taken for another is logged.
        RequestError for an unknown word, or two that do not agree.

        >>> request = SpriteRequest.from_words("a purple crab of the abyss")
        >>> request.zone, request.species, dict(request.traits)
        ('abyss', 'crab', {'family': 'violet'})
        """
        from pixelgen.requests.words import read_words  # here, so that its table is made only for those who use it

        wish = read_words(text, world)
        for note in wish.notes:
            _LOG.warning(note)
        category = wish.category or category_of_seed(seed, world.categories)
        zone = wish.zone or zone_of(world, category, wish.species)
        traits = {**wish.traits, **settings.pop("traits", {})}
        return cls(zone, category, wish.species, seed=seed, traits=traits, **settings)

    @property
    def sampling(self) -> Sampling:
        """How the sampler chooses for this request."""
        return Sampling(self.temperature, self.top_k, self.top_p, self.min_p)

    def canonical(self) -> str:
        """The one JSON text of this request: ASCII, sorted keys, no spaces; equal requests have equal texts.

        Parents stand in it by name. Version 1 has no parents, version 2 a mask, version 3 traits, version 4 a heredity.

        >>> SpriteRequest("reef", "coral").canonical()[:47]
        '{"category":"coral","colours":[],"min_p":0.1,"s'
        """
        content = {name: getattr(self, name) for name in _PLAIN_FIELDS}
        content["version"] = _PLAIN_VERSION
        parents = [parent.name for parent in self.parents]
        if self.mask is not None:
            content |= {"parents": parents, "mask": self.mask.content(), "version": _BRED_VERSION}
        elif self.heredity is not None:
            genes = {"traits": dict(self.traits), "heredity": self.heredity.content()}
            content |= {"parents": parents, **genes, "version": _CHILD_VERSION}
        elif self.traits:
            content |= {"traits": dict(self.traits), "version": _TRAITS_VERSION}
        return json.dumps(content, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_canonical(cls, text: str) -> SpriteRequest:
        """The request that `canonical` wrote; RequestError for missing, unknown or repeated keys and bad values.

        Its parents are known by name alone.
        """
        content = _parsed(text)
        if type(content) is not dict:
            raise RequestError(f"a request must be a JSON object; got {shown(text)}")
        version = content.pop("version", None)
        if type(version) is not int or version not in _FIELDS:
            known = f"{_PLAIN_VERSION} to {_CHILD_VERSION}"
            raise RequestError(f"a request's version must be {known}; got {shown(version)}")
        names = _FIELDS[version]
        if odd := sorted(set(names) ^ content.keys()):
            wrong = "missing" if odd[0] in names else "unknown"
            raise RequestError(
                f"a request must have the keys {', '.join(sorted(names))}, version; {wrong}: {shown(odd[0])}"
            )
        if "parents" in names:
            if type(content["parents"]) is not list:
                raise RequestError(f"parents must be a list of names; got {shown(content['parents'])}")
            content["parents"] = tuple(Parent(name) for name in content["parents"])
        if "mask" in names:
            content["mask"] = Mask.from_content(content["mask"])
        if "heredity" in names:
            content["heredity"] = Heredity.from_content(content["heredity"])
        if "traits" in names and (type(content["traits"]) is not dict or not content["traits"]):
            raise RequestError(f"traits must be an object of at least one; got {shown(content['traits'])}")
        return cls(**content)

    def key(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode("ascii")).hexdigest()


def category_of_seed(seed: int, categories: Sequence[str] = CATEGORIES) -> str:
    """The category of an animal that nothing but its seed decides, all of them alike often."""
    seed = checked_whole("seed", seed, MAX_SEED)
    draw = int.from_bytes(hashlib.sha256(f"category {seed}".encode()).digest()[:8], "big")
    return categories[draw * len(categories) >> 64]


def _checked_traits(traits: Any) -> Mapping[str, str]:
    """In the order of TRAITS, then those that are not among them by name."""
    if not isinstance(traits, Mapping) or len(traits) > MOST_TRAITS:
        raise RequestError(f"traits must be a mapping, such as {{'pose': 'turn'}}; got {shown(traits)}")
    found = {checked_word("each of traits", trait): value for trait, value in traits.items()}
    names = [*(trait for trait in TRAITS if trait in found), *sorted(found.keys() - TRAITS.keys())]
    return MappingProxyType({trait: checked_word(f"traits: {trait}", found[trait]) for trait in names})


def _checked_colours(colours: Any) -> tuple[str, ...]:
    if not isinstance(colours, (tuple, list)):
        raise RequestError(f"colours must be a tuple of {', '.join(RAMPS)}; got {shown(colours)}")
    found = tuple(checked_name("each of colours", colour, RAMPS) for colour in colours)
    if len(set(found)) < len(found):
        raise RequestError(f"colours must name each ramp once; got {', '.join(found)}")
    return found


def _checked_parents(parents: Any, mask: Any, heredity: Any) -> tuple[Parent, ...]:
    if not isinstance(parents, (tuple, list)) or len(parents) > 2:
        raise RequestError(f"parents must be at most two; got {shown(parents)}")
    if mask is not None:
        check_is("mask", mask, Mask)
    if heredity is not None:
        check_is("heredity", heredity, Heredity)
        if mask is not None or len(parents) != 2:
            raise RequestError("a heredity goes with two parents and no mask; `Generator.litter` makes such requests")
    elif bool(parents) != (mask is not None):
        raise RequestError("parents and mask must come together; `bred` and `inpainted` make such requests")
    return tuple(Parent.of(parent) for parent in parents)


def _check_child(fields: Mapping[str, Any], heredity: Heredity) -> None:
    """What a heredity asks of the other fields."""
    if fields["species"] is None or fields["colours"]:
        raise RequestError("a child of a cross has a species, and no colours but those of its traits")
    if odd := sorted(heredity.givers.keys() ^ (fields["traits"].keys() - set(NO_LOCUS))):
        raise RequestError(f"a child's traits and the givers of its alleles must be the same; {odd[0]} is in one alone")


def _parsed(text: Any) -> Any:
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise RequestError(f"a request must be a text of at most {_LONGEST_TEXT} characters; got {shown(text)}")
    try:
        return json.loads(text, object_pairs_hook=_once_each)
    except RequestError:
        raise
    except (ValueError, RecursionError) as error:
        raise RequestError(f"a request must be JSON; got {shown(text)}") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise RequestError(f"a request must have each key once; got {shown([name for name, _ in pairs])}")
    return content
