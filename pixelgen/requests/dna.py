"""A request with its whole family tree <-> DNA: one line that draws the same sprite on any machine.

    version, engine, first bytes of the weights' digest, count of ancestors, then each once, parents before children

What one of them is in bytes: dna_members.py. Version 2 is written; version 1, of weights without traits, is read. Knows
nothing of how the line is checked (dna_text.py) or of drawing.
"""

from __future__ import annotations

import copyreg
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pixelgen.checks import check_is, checked_whole, shown
from pixelgen.errors import DnaError, DnaWarning, RequestError, WeightsError
from pixelgen.requests.dna_members import (
    OLD_VERSION,
    VERSION,
    VERSIONS,
    Chosen,
    Reader,
    packed_name_alone,
    packed_picture,
    packed_request,
    read_member,
    varint,
)
from pixelgen.requests.dna_text import decode_text, encode_text
from pixelgen.requests.lineage import Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

WEIGHTS_DIGITS = 16  # of the weights' digest that a DNA records
MOST_ANCESTORS = 20_000
_HIGHEST_VERSION = (1 << 31) - 1
_OLD = "a DNA of version 1 is drawn as a new creature: the weights that drew it are not these"

ChosenFor = Callable[[SpriteRequest], Chosen | None]  # of a request without parents


@dataclass(frozen=True, slots=True)
class Dna:
    """What a DNA holds: the request, and what drew it: the first 16 hex digits of the weights, the engine version.

    chosen: of a request drawn from scratch, the species and traits that it was drawn with, where the DNA tells.
    version: of the DNA.
    """

    request: SpriteRequest
    weights: str
    engine_version: int
    chosen: Chosen | None = None
    version: int = VERSION

    @property
    def needed_weights(self) -> str | None:
        """The weights that alone draw it as it was, by the first digits of their digest; None where they are lost."""
        return None if self.version == OLD_VERSION else self.weights

    def is_drawn_with(self, weights: str, engine_version: int) -> bool:
        """Whether these weights (hex digest) and this engine draw the same sprite."""
        return (self.weights, self.engine_version) == (recorded_weights(weights), engine_version)

    def check_drawn_with(self, weights: str, engine_version: int) -> None:
        """WeightsError when these weights (hex digest) or this engine would draw another sprite.

        Of a DNA of version 1, whose weights nobody has any more, only a DnaWarning: it is drawn as a new creature.
        """
        check_is("weights", weights, str)
        engine_version = checked_whole("engine_version", engine_version, _HIGHEST_VERSION)
        here = recorded_weights(weights)
        if self.version == OLD_VERSION and not self.is_drawn_with(weights, engine_version):
            warnings.warn(_OLD, DnaWarning, stacklevel=2)
            return
        if self.weights != here:
            raise WeightsError(
                f"the DNA was made with the weights {self.weights}; these are {here} and draw another sprite"
            )
        if self.engine_version != engine_version:
            raise WeightsError(
                f"the DNA was made with engine version {self.engine_version}; this is {engine_version} and draws "
                f"another sprite"
            )


def recorded_weights(digest: str) -> str:
    """What a DNA records of a digest: its first 16 hex digits."""
    return digest[:WEIGHTS_DIGITS].ljust(WEIGHTS_DIGITS, "0")


def family(request: SpriteRequest, *, generations: int | None = None) -> list[Parent]:
    """The request and all its ancestors, each once, parents before children; shared ones are met once.

    generations: the parents of those so many generations back are left out.
    """
    order: dict[str, Parent] = {}
    waiting = [(Parent.of(request), 0, False)]
    while waiting:
        parent, depth, parents_done = waiting.pop()
        if parent.name in order:
            continue
        above = parent.origin.parents if isinstance(parent.origin, SpriteRequest) else ()
        if parents_done or not above or depth == generations:
            order[parent.name] = parent
            continue
        waiting.append((parent, depth, True))
        waiting += [(one, depth + 1, False) for one in reversed(above)]
    return list(order.values())


def encode_dna(
    request: SpriteRequest,
    *,
    weights: str,
    engine_version: int,
    generations: int | None = None,
    chosen_for: ChosenFor | None = None,
) -> str:
    """The DNA of a request: one line that holds it and its family tree. `Generator.dna` knows weights and version.

    weights: hex digest of the weights that draw it; its first 16 digits are recorded. engine_version: of the code that
    draws it (`ENGINE_VERSION`). generations: at least 1; a bred ancestor so many generations back stands by its name
    alone, and drawing needs a cache that holds its sprite; None: all. chosen_for: tells what a request without parents
    is drawn as; None leaves it out.
    RequestError for what is not as described here, or too many ancestors.
    """
    check_is("request", request, SpriteRequest)
    if not isinstance(weights, str) or not re.fullmatch("[0-9a-f]*", weights):
        raise RequestError(f"weights must be hexadecimal digits; got {shown(weights)}")
    engine_version = checked_whole("engine_version", engine_version, _HIGHEST_VERSION)
    if generations is not None:
        generations = checked_whole("generations", generations, MOST_ANCESTORS, lowest=1)
    members = family(request, generations=generations)
    if len(members) > MOST_ANCESTORS:
        raise RequestError(f"a DNA holds at most {MOST_ANCESTORS} ancestors; got {len(members)}; use `generations`")
    place = {member.name: number for number, member in enumerate(members)}
    content = (
        bytearray([VERSION]) + varint(engine_version) + bytes.fromhex(recorded_weights(weights)) + varint(len(members))
    )
    for number, member in enumerate(members):
        origin = member.origin
        if isinstance(origin, Sprite):
            content += packed_picture(origin)
        elif isinstance(origin, SpriteRequest) and all(parent.name in place for parent in origin.parents):
            chosen = None if chosen_for is None or origin.parents else chosen_for(origin)
            content += packed_request(origin, [number - place[parent.name] for parent in origin.parents], chosen)
        else:
            content += packed_name_alone(member)
    return encode_text(bytes(content))


def decode_dna(text: str) -> Dna:
    """What `encode_dna` wrote -> its request with all parents; DnaError in one line for anything else."""
    reader = Reader(decode_text(text))
    if (version := reader.byte()) not in VERSIONS:
        known = " and ".join(map(str, VERSIONS))
        raise DnaError(f"the DNA has version {version}; this pixelgen reads versions {known}")
    engine_version, weights = reader.number(), reader.take(WEIGHTS_DIGITS // 2).hex()
    count = reader.number()
    if not 1 <= count <= MOST_ANCESTORS:
        raise DnaError(f"a DNA has 1 to {MOST_ANCESTORS} ancestors; got {count}")
    members: list[Parent] = []
    chosen: Chosen | None = None
    try:
        for _ in range(count):
            member, chosen = read_member(reader, members, version)
            members.append(member)
    except DnaError:
        raise
    except RequestError as error:
        raise DnaError(f"the DNA holds what is no request: {error}") from error
    request = members[-1].origin
    if not isinstance(request, SpriteRequest) or reader.at != len(reader.content):
        raise DnaError("the DNA must end with a request; it was not made by pixelgen")
    return Dna(request, weights, engine_version, chosen, version)


def _from_pickle(text: str) -> SpriteRequest:
    return decode_dna(text).request


def _pickled(request: SpriteRequest) -> tuple[Any, tuple[str]]:
    return _from_pickle, (encode_dna(request, weights="", engine_version=0),)


# Field by field, a pickle or a deep copy would go as deep as the family tree, and further than Python allows.
copyreg.pickle(SpriteRequest, _pickled)
