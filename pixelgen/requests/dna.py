"""A request with its whole family tree <-> DNA: one line that draws the same sprite on any machine.

    version, engine, first bytes of the weights' digest, count of ancestors, then each once, parents before children

An ancestor is a request, a picture (its pixels) or the name of a sprite in the cache. Numbers are LEB128; fields with
their default values take no room. Version 1 has a byte of flags a request, for seven fields; version 2 has a number of
flags, so that fields can be added, traits the first; a DNA that needs none of them is written as version 1. Knows
nothing of how the line is checked (dna_text.py) or of drawing.
"""

from __future__ import annotations

import copyreg
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pixelgen.checks import check_is, checked_whole, shown
from pixelgen.errors import DnaError, RequestError, WeightsError
from pixelgen.palette import RAMPS
from pixelgen.requests.dna_picture import pack_picture, unpack_picture
from pixelgen.requests.dna_text import decode_text, encode_text
from pixelgen.requests.lineage import DRAWN, PATTERNS, Mask, Parent
from pixelgen.requests.request import DEFAULT_MIN_P, DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

WEIGHTS_DIGITS = 16  # of the weights' digest that a DNA records
MOST_ANCESTORS = 20_000
_VERSION, _TRAITS_VERSION = 1, 2
_PICTURE, _NAMED_REQUEST, _NAMED_SPRITE = range(len(ZONES) * len(CATEGORIES), len(ZONES) * len(CATEGORIES) + 3)
_SPECIES, _MASKS, _TRAITS = tuple(SPECIES), (*PATTERNS, DRAWN), tuple(TRAITS)
_TRAITS_FLAG = 7
_THOUSAND = 1000
_HIGHEST_VERSION = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Dna:
    """What a DNA holds: the request, and what drew it: the first 16 hex digits of the weights, the engine version."""

    request: SpriteRequest
    weights: str
    engine_version: int

    def check_drawn_with(self, weights: str, engine_version: int) -> None:
        """WeightsError when these weights (hex digest) or this engine would draw another sprite."""
        check_is("weights", weights, str)
        engine_version = checked_whole("engine_version", engine_version, _HIGHEST_VERSION)
        here = recorded_weights(weights)
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


def encode_dna(request: SpriteRequest, *, weights: str, engine_version: int, generations: int | None = None) -> str:
    """The DNA of a request: one line that holds it and its family tree. `Generator.dna` knows weights and version.

    weights: hex digest of the weights that draw it; its first 16 digits are recorded. engine_version: of the code that
    draws it (`ENGINE_VERSION`). generations: at least 1; a bred ancestor so many generations back stands by its name
    alone, and drawing needs a cache that holds its sprite; None: all.
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
    has_traits = any(isinstance(one.origin, SpriteRequest) and one.origin.traits for one in members)
    version = _TRAITS_VERSION if has_traits else _VERSION
    content = (
        bytearray([version])
        + _varint(engine_version)
        + bytes.fromhex(recorded_weights(weights))
        + _varint(len(members))
    )
    for number, member in enumerate(members):
        origin = member.origin
        if isinstance(origin, Sprite):
            content += bytes([_PICTURE]) + pack_picture(origin.indices)
        elif isinstance(origin, SpriteRequest) and all(parent.name in place for parent in origin.parents):
            content += _packed(origin, [number - place[parent.name] for parent in origin.parents])
        else:
            kind, digits = member.name.split(":")
            content += bytes([_NAMED_SPRITE if kind == "sprite" else _NAMED_REQUEST]) + bytes.fromhex(digits)
    return encode_text(bytes(content))


def decode_dna(text: str) -> Dna:
    """What `encode_dna` wrote -> its request with all parents; DnaError in one line for anything else."""
    reader = _Reader(decode_text(text))
    if (version := reader.byte()) not in (_VERSION, _TRAITS_VERSION):
        known = f"{_VERSION} and {_TRAITS_VERSION}"
        raise DnaError(f"the DNA has version {version}; this pixelgen reads versions {known}")
    engine_version, weights = reader.number(), reader.take(WEIGHTS_DIGITS // 2).hex()
    count = reader.number()
    if not 1 <= count <= MOST_ANCESTORS:
        raise DnaError(f"a DNA has 1 to {MOST_ANCESTORS} ancestors; got {count}")
    members: list[Parent] = []
    try:
        for _ in range(count):
            members.append(_member(reader, members, version))
    except DnaError:
        raise
    except RequestError as error:
        raise DnaError(f"the DNA holds what is no request: {error}") from error
    request = members[-1].origin
    if not isinstance(request, SpriteRequest) or reader.at != len(reader.content):
        raise DnaError("the DNA must end with a request; it was not made by pixelgen")
    return Dna(request, weights, engine_version)


def _from_pickle(text: str) -> SpriteRequest:
    return decode_dna(text).request


def _pickled(request: SpriteRequest) -> tuple[Any, tuple[str]]:
    return _from_pickle, (encode_dna(request, weights="", engine_version=0),)


# Field by field, a pickle or a deep copy would go as deep as the family tree, and further than Python allows.
copyreg.pickle(SpriteRequest, _pickled)


def _packed(request: SpriteRequest, back: Sequence[int]) -> bytes:
    """back: how many members before this one each of its parents stands."""
    fields = {
        "species": b"" if request.species is None else bytes([_SPECIES.index(request.species)]),
        "colours": b"".join(bytes([RAMPS.index(ramp)]) for ramp in request.colours),
        "temperature": b"" if request.temperature == DEFAULT_TEMPERATURE else _number(request.temperature),
        "top_k": bytes([request.top_k]) if request.top_k else b"",
        "top_p": b"" if request.top_p == 1 else _number(request.top_p),
        "min_p": b"" if request.min_p == DEFAULT_MIN_P else _number(request.min_p),
        "parents": b"".join(map(_varint, back)),
        "traits": b"".join(_packed_trait(trait, value) for trait, value in request.traits.items()),
    }
    flags = sum(1 << bit for bit, content in enumerate(fields.values()) if content)
    if request.colours:
        fields["colours"] = bytes([len(request.colours)]) + fields["colours"]
    if request.mask is not None:
        fields["parents"] = bytes([len(back)]) + fields["parents"] + bytes([_MASKS.index(request.mask.pattern)])
        drawn = request.mask.pattern == DRAWN
        fields["parents"] += bytes.fromhex(request.mask.pixels) if drawn else _number(request.mask.share)
    if request.traits:
        fields["traits"] = bytes([len(request.traits)]) + fields["traits"]
    head = ZONES.index(request.zone) * len(CATEGORIES) + CATEGORIES.index(request.category)
    # Flags below 128 are the same byte in both versions.
    return bytes([head]) + _varint(flags) + _varint(request.seed) + b"".join(fields.values())


def _member(reader: _Reader, before: Sequence[Parent], version: int) -> Parent:
    head = reader.byte()
    if head == _PICTURE:
        indices, reader.at = unpack_picture(reader.content, reader.at)
        return Parent.of(Sprite(indices))
    if head in (_NAMED_REQUEST, _NAMED_SPRITE):
        return Parent(f"{'request' if head == _NAMED_REQUEST else 'sprite'}:{reader.take(32).hex()}")
    zone, category = divmod(head, len(CATEGORIES))
    flags = reader.byte() if version == _VERSION else reader.number()
    seed = reader.number()
    if flags >> (_TRAITS_FLAG if version == _VERSION else _TRAITS_FLAG + 1):
        raise DnaError("the DNA was made by a newer pixelgen: it has fields that are not known here")

    def has(bit: int) -> bool:
        return bool(flags >> bit & 1)

    return Parent.of(
        SpriteRequest(
            _named(ZONES, zone),
            CATEGORIES[category],
            _named(_SPECIES, reader.byte()) if has(0) else None,
            tuple(_named(RAMPS, reader.byte()) for _ in range(reader.byte())) if has(1) else (),
            seed,
            reader.float() if has(2) else DEFAULT_TEMPERATURE,
            reader.byte() if has(3) else 0,
            reader.float() if has(4) else 1.0,
            reader.float() if has(5) else DEFAULT_MIN_P,
            tuple(_ancestor(before, reader.number()) for _ in range(reader.byte())) if has(6) else (),
            _mask(reader) if has(6) else None,
            dict(_trait(reader) for _ in range(reader.byte())) if has(_TRAITS_FLAG) else {},
        )
    )


def _packed_trait(trait: str, value: str) -> bytes:
    return bytes([_TRAITS.index(trait), TRAITS[trait].index(value)])


def _trait(reader: _Reader) -> tuple[str, str]:
    trait = _named(_TRAITS, reader.byte())
    return trait, _named(TRAITS[trait], reader.byte())


def _mask(reader: _Reader) -> Mask:
    pattern = _named(_MASKS, reader.byte())
    return Mask(DRAWN, pixels=reader.take(128).hex()) if pattern == DRAWN else Mask(pattern, reader.float())


def _ancestor(before: Sequence[Parent], back: int) -> Parent:
    if not 1 <= back <= len(before):
        raise DnaError(f"the DNA names an ancestor {back} before one that has {len(before)} before it")
    return before[-back]


def _named(names: Sequence[str], place: int) -> str:
    if place >= len(names):
        raise DnaError(f"the DNA was made by a newer pixelgen: it knows {shown(place)} where {len(names)} are known")
    return names[place]


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _number(value: float) -> bytes:
    """Thousandths when that says it exactly, else 1 and the eight bytes of the float."""
    thousandths = round(value * _THOUSAND)
    return _varint(2 * thousandths) if thousandths / _THOUSAND == value else b"\1" + struct.pack(">d", value)


class _Reader:
    """Bytes in order; DnaError when they end too early."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, count: int) -> bytes:
        found = self.content[self.at : self.at + count]
        if len(found) < count:
            raise DnaError("the DNA ends too early; it was not made by pixelgen")
        self.at += count
        return found

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        number = 0
        for place in range(10):
            part = self.byte()
            number |= (part & 127) << 7 * place
            if part < 128:
                return number
        raise DnaError("the DNA holds a number too long; it was not made by pixelgen")

    def float(self) -> float:
        number = self.number()
        if number == 1:
            return float(struct.unpack(">d", self.take(8))[0])
        if number % 2:
            raise DnaError("the DNA holds an odd number; it was not made by pixelgen")
        return number / 2 / _THOUSAND
