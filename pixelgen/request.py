"""What is wished for -> a checked, hashable SpriteRequest and its canonical text, both ways.

Knows the names and the ranges; knows nothing of how a sprite is made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from pixelgen.errors import RequestError
from pixelgen.palette import RAMPS
from pixelgen.vocabulary import CATEGORIES, SPECIES, WRITABLE, ZONES

if TYPE_CHECKING:
    from pixelgen.sampling import Sampling

DEFAULT_TEMPERATURE = 0.7
DEFAULT_MIN_P = 0.1
MAX_SEED = (1 << 63) - 1
MAX_TEMPERATURE = 4
MAX_TOP_K = len(WRITABLE)

_VERSION = 1
_LONGEST_TEXT = 4096
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SpriteRequest:
    """One wished-for sprite; RequestError when a field is not as described here.

    colours: palette ramps, none twice. The first is the colour family of the prompt; all of them together with
    transparent and the `ink` ramp are the only ones that the sprite may use. Empty: no restriction.
    seed: 0 to 2^63 - 1. temperature: 0 (greedy) to 4. top_k: 0 (off) to 65. top_p: above 0, at most 1 (off).
    min_p: 0 (off) to 1.
    """

    zone: str
    category: str
    species: str | None = None
    colours: tuple[str, ...] = ()
    seed: int = 0
    temperature: float = DEFAULT_TEMPERATURE
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = DEFAULT_MIN_P

    def __post_init__(self) -> None:
        _check_name("zone", self.zone, ZONES)
        _check_name("category", self.category, CATEGORIES)
        if self.species is not None:
            kin = [species for species, category in SPECIES.items() if category == self.category]
            _check_name("species", self.species, kin, of=f" (category {self.category})")
        normal = {
            "colours": _checked_colours(self.colours),
            "seed": _checked_whole("seed", self.seed, MAX_SEED),
            "temperature": _checked_number("temperature", self.temperature, MAX_TEMPERATURE),
            "top_k": _checked_whole("top_k", self.top_k, MAX_TOP_K),
            "top_p": _checked_number("top_p", self.top_p, 1, above_zero=True),
            "min_p": _checked_number("min_p", self.min_p, 1),
        }
        for name, value in normal.items():
            object.__setattr__(self, name, value)

    @property
    def sampling(self) -> Sampling:
        """How the sampler chooses for this request."""
        from pixelgen.sampling import Sampling  # here, so that checking a wish does not load NumPy

        return Sampling(self.temperature, self.top_k, self.top_p, self.min_p)

    def canonical(self) -> str:
        """The one JSON text of this request: ASCII, sorted keys, no spaces; equal requests have equal texts.

        >>> SpriteRequest("reef", "coral").canonical()[:47]
        '{"category":"coral","colours":[],"min_p":0.1,"s'
        """
        content = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps({**content, "version": _VERSION}, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_canonical(cls, text: str) -> SpriteRequest:
        """The request that `canonical` wrote; RequestError for missing, unknown or repeated keys and bad values."""
        content = _parsed(text)
        if type(content) is not dict:
            raise RequestError(f"a request must be a JSON object; got {_shown(text)}")
        version = content.pop("version", None)
        if type(version) is not int or version != _VERSION:
            raise RequestError(f"a request's version must be {_VERSION}; got {_shown(version)}")
        names = {field.name for field in fields(cls)}
        if odd := sorted(names ^ content.keys()):
            wrong = "missing" if odd[0] in names else "unknown"
            raise RequestError(
                f"a request must have the keys {', '.join(sorted(names))}, version; {wrong}: {_shown(odd[0])}"
            )
        return cls(**content)

    def key(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode("ascii")).hexdigest()


def _check_name(field: str, name: Any, allowed: Sequence[str], *, of: str = "") -> None:
    if not isinstance(name, str) or name not in allowed:
        raise RequestError(f"{field} must be one of {', '.join(allowed)}{of}; got {_shown(name)}")


def _checked_colours(colours: Any) -> tuple[str, ...]:
    if not isinstance(colours, (tuple, list)):
        raise RequestError(f"colours must be a tuple of {', '.join(RAMPS)}; got {_shown(colours)}")
    for colour in colours:
        _check_name("each of colours", colour, RAMPS)
    if len(set(colours)) < len(colours):
        raise RequestError(f"colours must name each ramp once; got {', '.join(colours)}")
    return tuple(colours)


def _checked_whole(field: str, number: Any, highest: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= highest:
        raise RequestError(f"{field} must be a whole number from 0 to {highest}; got {_shown(number)}")
    return int(number)


def _checked_number(field: str, number: Any, highest: int, *, above_zero: bool = False) -> float:
    fits = isinstance(number, (int, float)) and not isinstance(number, bool) and 0 <= number <= highest
    if not fits or (above_zero and number == 0):
        allowed = f"above 0 and at most {highest}" if above_zero else f"from 0 to {highest}"
        raise RequestError(f"{field} must be a number {allowed}; got {_shown(number)}")
    return float(number) + 0.0  # -0.0 becomes 0.0


def _parsed(text: Any) -> Any:
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT:
        raise RequestError(f"a request must be a text of at most {_LONGEST_TEXT} characters; got {_shown(text)}")
    try:
        return json.loads(text, object_pairs_hook=_once_each)
    except RequestError:
        raise
    except (ValueError, RecursionError) as error:
        raise RequestError(f"a request must be JSON; got {_shown(text)}") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise RequestError(f"a request must have each key once; got {_shown([name for name, _ in pairs])}")
    return content


def _shown(value: object) -> str:
    """A value in one line of an error, however long, nested or odd it is."""
    try:
        text = " ".join(repr(value[:_LONGEST_SHOWN] if isinstance(value, str) else value).split())
    except (ValueError, RecursionError):  # an integer of thousands of digits, a list that holds itself
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
