"""One ancestor of a DNA <-> bytes, both ways: a request, a picture, or the name of a sprite in some cache.

Numbers are LEB128; fields with their default values take no room, those that are there have a flag each, and a reader
refuses flags that it does not know. A name is its place in the lists of today, or is written out when weights of a
larger world know it. A request without parents may have the species and the traits that its seed chose with it: they
decide nothing, but tell what it was. Parents stand before a mask or in a heredity. Version 1 has a byte of flags for
seven fields and no names written out.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pixelgen.checks import WORD, shown
from pixelgen.errors import DnaError
from pixelgen.palette import RAMPS
from pixelgen.parts import PARTS
from pixelgen.requests.dna_picture import pack_picture, unpack_picture
from pixelgen.requests.heredity import GIVERS, HOME, Heredity
from pixelgen.requests.lineage import CELL_PATTERNS, DRAWN, Mask, Parent
from pixelgen.requests.request import DEFAULT_MIN_P, DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, NO_LOCUS, SPECIES, TRAITS, ZONES

OLD_VERSION, VERSION = 1, 2
VERSIONS = {OLD_VERSION: 7, VERSION: 10}  # that are read, and how many flags each knows
_CELLS = 36  # zones times categories of today: a byte for both
_PICTURE, _NAMED_REQUEST, _NAMED_SPRITE, _OTHER_CELL = range(_CELLS, _CELLS + 4)
_SPECIES, _TRAITS = tuple(SPECIES), tuple(TRAITS)
_MASKS = (*CELL_PATTERNS, "fins", DRAWN, "head", "tail", "limbs", "marks")  # numbers are in DNAs: new ones at the end
_PARENTS = ("A", "B")
_WRITTEN_OUT = 255  # in place of a name's number
_TRAITS_FLAG, _CHOSEN_FLAG, _HEREDITY_FLAG = 7, 8, 9
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a creature is drawn as."""

    species: str
    traits: Mapping[str, str] = field(hash=False)


class Reader:
    """Bytes in order; DnaError when they end too early."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, count: int) -> bytes:
        """The next bytes."""
        found = self.content[self.at : self.at + count]
        if len(found) < count:
            raise DnaError("the DNA ends too early; it was not made by pixelgen")
        self.at += count
        return found

    def byte(self) -> int:
        """The next byte."""
        return self.take(1)[0]

    def number(self) -> int:
        """The next LEB128."""
        number = 0
        for place in range(10):
            part = self.byte()
            number |= (part & 127) << 7 * place
            if part < 128:
                return number
        raise DnaError("the DNA holds a number too long; it was not made by pixelgen")

    def float(self) -> float:
        """The next fraction."""
        number = self.number()
        if number == 1:
            return float(struct.unpack(">d", self.take(8))[0])
        if number % 2:
            raise DnaError("the DNA holds an odd number; it was not made by pixelgen")
        return number / 2 / _THOUSAND


def packed_request(request: SpriteRequest, back: Sequence[int], chosen: Chosen | None) -> bytes:
    """An ancestor that is a request; back: how many before it each of its parents stands."""
    fields = {
        "species": b"" if request.species is None else _packed_name(_SPECIES, request.species),
        "colours": b"".join(bytes([RAMPS.index(ramp)]) for ramp in request.colours),
        "temperature": b"" if request.temperature == DEFAULT_TEMPERATURE else _number(request.temperature),
        "top_k": bytes([request.top_k]) if request.top_k else b"",
        "top_p": b"" if request.top_p == 1 else _number(request.top_p),
        "min_p": b"" if request.min_p == DEFAULT_MIN_P else _number(request.min_p),
        "parents": b"" if request.mask is None else b"".join(map(varint, back)),
        "traits": _packed_traits(request.traits) if request.traits else b"",
        "chosen": b"" if chosen is None else _packed_name(_SPECIES, chosen.species) + _packed_traits(chosen.traits),
        "heredity": b"" if request.heredity is None else _packed_heredity(request, request.heredity, back),
    }
    flags = sum(1 << bit for bit, content in enumerate(fields.values()) if content)
    if request.colours:
        fields["colours"] = bytes([len(request.colours)]) + fields["colours"]
    if request.mask is not None:
        fields["parents"] = bytes([len(back)]) + fields["parents"] + bytes([_MASKS.index(request.mask.pattern)])
        drawn = request.mask.pattern == DRAWN
        fields["parents"] += bytes.fromhex(request.mask.pixels) if drawn else _number(request.mask.share)
    if request.zone in ZONES and request.category in CATEGORIES:
        head = bytes([ZONES.index(request.zone) * len(CATEGORIES) + CATEGORIES.index(request.category)])
    else:
        head = bytes([_OTHER_CELL]) + _packed_name(ZONES, request.zone) + _packed_name(CATEGORIES, request.category)
    return head + varint(flags) + varint(request.seed) + b"".join(fields.values())


def packed_picture(sprite: Sprite) -> bytes:
    """An ancestor that is a picture."""
    return bytes([_PICTURE]) + pack_picture(sprite.indices)


def packed_name_alone(ancestor: Parent) -> bytes:
    """An ancestor that is in some cache."""
    kind, digits = ancestor.name.split(":")
    return bytes([_NAMED_SPRITE if kind == "sprite" else _NAMED_REQUEST]) + bytes.fromhex(digits)


def read_member(reader: Reader, before: Sequence[Parent], version: int) -> tuple[Parent, Chosen | None]:
    """The next ancestor. before: those read already. DnaError, or RequestError for a request out of range."""
    head = reader.byte()
    if head == _PICTURE:
        indices, reader.at = unpack_picture(reader.content, reader.at)
        return Parent.of(Sprite(indices)), None
    if head in (_NAMED_REQUEST, _NAMED_SPRITE):
        return Parent(f"{'request' if head == _NAMED_REQUEST else 'sprite'}:{reader.take(32).hex()}"), None
    if head == _OTHER_CELL and version != OLD_VERSION:
        zone, category = _name(reader, ZONES), _name(reader, CATEGORIES)
    else:
        zone, category = _listed(ZONES, head // len(CATEGORIES)), CATEGORIES[head % len(CATEGORIES)]
    flags = reader.byte() if version == OLD_VERSION else reader.number()
    seed = reader.number()
    if flags >> VERSIONS[version]:
        raise DnaError("the DNA was made by a newer pixelgen: it has fields that are not known here")

    def has(bit: int) -> bool:
        return bool(flags >> bit & 1)

    fields: dict[str, Any] = {
        "species": _name(reader, _SPECIES) if has(0) else None,
        "colours": tuple(_listed(RAMPS, reader.byte()) for _ in range(reader.byte())) if has(1) else (),
        "temperature": reader.float() if has(2) else DEFAULT_TEMPERATURE,
        "top_k": reader.byte() if has(3) else 0,
        "top_p": reader.float() if has(4) else 1.0,
        "min_p": reader.float() if has(5) else DEFAULT_MIN_P,
        "parents": tuple(_ancestor(before, reader.number()) for _ in range(reader.byte())) if has(6) else (),
        "mask": _mask(reader) if has(6) else None,
        "traits": _traits(reader) if has(_TRAITS_FLAG) else {},
    }
    chosen = Chosen(_name(reader, _SPECIES), _traits(reader)) if has(_CHOSEN_FLAG) else None
    if has(_HEREDITY_FLAG):
        fields["parents"] += tuple(_ancestor(before, reader.number()) for _ in range(2))
        fields["heredity"] = _heredity(reader, list(fields["traits"]))
    return Parent.of(SpriteRequest(zone, category, seed=seed, **fields)), chosen


def _packed_name(known: Sequence[str], name: str) -> bytes:
    if name in known:
        return bytes([known.index(name)])
    return bytes([_WRITTEN_OUT, len(name)]) + name.encode("ascii")


def _name(reader: Reader, known: Sequence[str]) -> str:
    place = reader.byte()
    return _written_out(reader) if place == _WRITTEN_OUT else _listed(known, place)


def _written_out(reader: Reader) -> str:
    name = reader.take(reader.byte()).decode("latin-1")
    if not WORD.fullmatch(name):
        raise DnaError(f"the DNA holds what is no name: {shown(name)}; it was not made by pixelgen")
    return name


def _packed_traits(traits: Mapping[str, str]) -> bytes:
    pairs = (_packed_name(_TRAITS, trait) + _packed_name(TRAITS.get(trait, ()), traits[trait]) for trait in traits)
    return bytes([len(traits)]) + b"".join(pairs)


def _traits(reader: Reader) -> dict[str, str]:
    found = {}
    for _ in range(reader.byte()):
        trait = _name(reader, _TRAITS)
        found[trait] = _name(reader, TRAITS.get(trait, ()))
    return found


def _packed_heredity(request: SpriteRequest, heredity: Heredity, back: Sequence[int]) -> bytes:
    content = b"".join(map(varint, back)) + _packed_traits(heredity.hidden)
    content += bytes([sum(_PARENTS.index(heredity.home[name]) << bit for bit, name in enumerate(HOME))])
    for trait in request.traits:
        if trait not in NO_LOCUS:
            shows, hides = (GIVERS.index(giver) for giver in heredity.givers_of(trait))
            content += bytes([len(GIVERS) * shows + hides])
    content += varint(sum(1 << PARTS.index(part) for part in heredity.kept))
    return content + _packed_traits(heredity.worn)


def _heredity(reader: Reader, traits: Sequence[str]) -> Heredity:
    hidden, home = _traits(reader), reader.byte()
    givers = {}
    for trait in traits:
        if trait not in NO_LOCUS:
            shows, hides = divmod(reader.byte(), len(GIVERS))
            givers[trait] = f"{_listed(GIVERS, shows)}/{GIVERS[hides]}"
    parts = reader.number()
    return Heredity(
        hidden,
        givers,
        {name: _PARENTS[home >> bit & 1] for bit, name in enumerate(HOME)},
        tuple(_listed(PARTS, part) for part in range(parts.bit_length()) if parts >> part & 1),
        _traits(reader),
    )


def _mask(reader: Reader) -> Mask:
    pattern = _listed(_MASKS, reader.byte())
    return Mask(DRAWN, pixels=reader.take(128).hex()) if pattern == DRAWN else Mask(pattern, reader.float())


def _ancestor(before: Sequence[Parent], back: int) -> Parent:
    if not 1 <= back <= len(before):
        raise DnaError(f"the DNA names an ancestor {back} before one that has {len(before)} before it")
    return before[-back]


def _listed(names: Sequence[str], place: int) -> str:
    if place >= len(names):
        raise DnaError(f"the DNA was made by a newer pixelgen: it knows {shown(place)} where {len(names)} are known")
    return names[place]


def varint(number: int) -> bytes:
    """A number in LEB128."""
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])


def _number(value: float) -> bytes:
    """Thousandths when that says it exactly, else 1 and the eight bytes of the float."""
    thousandths = round(value * _THOUSAND)
    return varint(2 * thousandths) if thousandths / _THOUSAND == value else b"\1" + struct.pack(">d", value)
