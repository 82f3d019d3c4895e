"""What a child of a cross has of its parents, as a value that its request holds: who gave each allele, the hidden
alleles, which parts are parent A's pixels, which ramps those wear there.

The alleles that show are the request's traits. With this and A's pixels the child can be drawn, whatever else is known
of A. Knows nothing of crosses or of drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pixelgen.checks import checked_name, checked_word, shown
from pixelgen.errors import RequestError
from pixelgen.parts import PARTS

GIVERS = ("A", "B", "new")  # new: by mutation, or as the parent's species has no such trait
HOME = ("zone", "species")  # what a child has of one parent alone
_PARENTS = GIVERS[:2]
_RAMPED = ("family", "accent")
MOST_TRAITS = 16  # of a request or a heredity
_KEYS = ("hidden", "givers", "home", "kept", "worn")


@dataclass(frozen=True, slots=True)
class Heredity:
    """RequestError when a field is not as described here.

    hidden: trait -> the hidden allele, where it differs from the one that shows. givers: trait -> "A", "B" or "new",
    of the allele that shows and of the hidden one, with a slash between. home: of zone and species, "A" or "B". kept:
    kinds of parts whose pixels are A's, in the order of `PARTS`; none for a child drawn afresh. worn: of family and
    accent, the ramp that A has; only where something is kept. Mappings are kept by the names' order, read only.
    """

    hidden: Mapping[str, str] = field(default_factory=dict, hash=False)
    givers: Mapping[str, str] = field(default_factory=dict, hash=False)
    home: Mapping[str, str] = field(default_factory=dict, hash=False)
    kept: tuple[str, ...] = ()
    worn: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        hidden = _words("hidden", self.hidden)
        givers = _words("givers", self.givers, pairs=True)
        home = {name: _giver(f"home: {name}", value, _PARENTS) for name, value in _mapping("home", self.home).items()}
        if home.keys() != set(HOME):
            raise RequestError(f"a heredity's home must name {' and '.join(HOME)}; got {shown(self.home)}")
        if odd := sorted(hidden.keys() - givers.keys()):
            raise RequestError(f"a heredity's hidden alleles must have givers; {odd[0]} has none")
        if not isinstance(self.kept, (tuple, list)):
            raise RequestError(f"a heredity's kept must be a tuple of parts; got {shown(self.kept)}")
        kept = {checked_name("each of a heredity's kept", part, PARTS[1:]) for part in self.kept}
        worn = _words("worn", self.worn)
        if odd := sorted(worn.keys() - set(_RAMPED)):
            raise RequestError(f"a heredity's worn must name {' or '.join(_RAMPED)}; got {shown(odd[0])}")
        if worn and not kept:
            raise RequestError("a heredity has worn ramps only with parts that are kept")
        for name, value in (("hidden", hidden), ("givers", givers), ("home", home), ("worn", worn)):
            object.__setattr__(self, name, MappingProxyType(dict(sorted(value.items()))))
        object.__setattr__(self, "kept", tuple(part for part in PARTS if part in kept))

    def givers_of(self, trait: str) -> tuple[str, str]:
        """Who gave the allele that shows, and the hidden one."""
        shows, _, hides = self.givers[trait].partition("/")
        return shows, hides

    def content(self) -> dict[str, Any]:
        """The heredity's part of a canonical request."""
        return {
            "hidden": dict(self.hidden),
            "givers": dict(self.givers),
            "home": dict(self.home),
            "kept": list(self.kept),
            "worn": dict(self.worn),
        }

    @classmethod
    def from_content(cls, content: Any) -> Heredity:
        """The heredity that `content` gave."""
        if not isinstance(content, dict) or content.keys() != set(_KEYS):
            raise RequestError(f"a heredity must have {', '.join(_KEYS)}; got {shown(content)}")
        return cls(**content)


def _mapping(name: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or len(value) > MOST_TRAITS:
        raise RequestError(f"a heredity's {name} must be a mapping of at most {MOST_TRAITS}; got {shown(value)}")
    return value


def _words(name: str, value: Any, *, pairs: bool = False) -> dict[str, str]:
    found = {}
    for trait, one in _mapping(name, value).items():
        trait = checked_word(f"each of a heredity's {name}", trait)
        found[trait] = _pair(trait, one) if pairs else checked_word(f"a heredity's {name}: {trait}", one)
    return found


def _pair(trait: str, value: Any) -> str:
    halves = value.split("/") if isinstance(value, str) else []
    if len(halves) != 2:
        raise RequestError(f"a heredity's givers: {trait} must be two, such as A/B; got {shown(value)}")
    return "/".join(_giver(f"givers: {trait}", one, GIVERS) for one in halves)


def _giver(name: str, value: Any, allowed: tuple[str, ...]) -> str:
    return checked_name(f"a heredity's {name}", value, allowed)
