"""`pixelgen.h` -> Python, for tests that hold the whole chain in C against Python's."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from ctypes import POINTER, byref, c_char, c_char_p, c_double, c_int32, c_size_t, c_uint8, c_uint64, c_void_p
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.native.library import Message, library
from pixelgen.requests.lineage import DRAWN
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

PIXELS = 1024


class CTrait(ctypes.Structure):
    """pixelgen_trait."""

    _fields_ = (("trait", c_char_p), ("value", c_char_p))


class CMask(ctypes.Structure):
    """pixelgen_mask."""

    _fields_ = (("pattern", c_char_p), ("share", c_double), ("pixels", c_void_p))


class CHeredity(ctypes.Structure):
    """pixelgen_heredity."""

    _fields_ = (
        ("hidden", POINTER(CTrait)),
        ("hidden_count", c_int32),
        ("givers", POINTER(CTrait)),
        ("giver_count", c_int32),
        ("zone_from", c_char_p),
        ("species_from", c_char_p),
        ("kept", POINTER(c_char_p)),
        ("kept_count", c_int32),
        ("worn", POINTER(CTrait)),
        ("worn_count", c_int32),
    )


class CParent(ctypes.Structure):
    """pixelgen_parent."""

    _fields_ = (("request", c_void_p), ("picture", c_void_p), ("name", c_char_p))


class CRequest(ctypes.Structure):
    """pixelgen_request."""

    _fields_ = (
        ("size", c_size_t),
        ("zone", c_char_p),
        ("category", c_char_p),
        ("species", c_char_p),
        ("colours", POINTER(c_char_p)),
        ("colour_count", c_int32),
        ("traits", POINTER(CTrait)),
        ("trait_count", c_int32),
        ("seed", c_uint64),
        ("temperature", c_double),
        ("top_k", c_int32),
        ("top_p", c_double),
        ("min_p", c_double),
        ("parents", POINTER(CParent)),
        ("parent_count", c_int32),
        ("mask", POINTER(CMask)),
        ("heredity", POINTER(CHeredity)),
    )


class CIndividual(ctypes.Structure):
    """pixelgen_individual."""

    _fields_ = (("species", c_char_p), ("traits", CTrait * 16), ("trait_count", c_int32), ("prompt", c_int32 * 12))


class CSprite(ctypes.Structure):
    """pixelgen_sprite."""

    _fields_ = (("indices", c_uint8 * PIXELS), ("parts", c_uint8 * PIXELS))


class CLocus(ctypes.Structure):
    """pixelgen_locus."""

    _fields_ = (("trait", c_char_p), ("shown", c_char_p), ("hidden", c_char_p))


class CGenome(ctypes.Structure):
    """pixelgen_genome."""

    _fields_ = (("zone", c_char_p), ("species", c_char_p), ("loci", CLocus * 16), ("locus_count", c_int32))


class CInherited(ctypes.Structure):
    """pixelgen_inherited."""

    _fields_ = (("shown_from", c_char), ("hidden_from", c_char), ("shown_was", c_char_p), ("hidden_was", c_char_p))


class CChild(ctypes.Structure):
    """pixelgen_child."""

    _fields_ = (
        ("genome", CGenome),
        ("zone_from", c_char),
        ("species_from", c_char),
        ("inherited", CInherited * 16),
    )


class CCrossing(ctypes.Structure):
    """pixelgen_crossing."""

    _fields_ = (
        ("size", c_size_t),
        ("children", c_int32),
        ("seed", c_uint64),
        ("pose", c_char_p),
        ("temperature", c_double),
        ("zone", c_char_p),
        ("species", c_char_p),
    )


class CDrawing(ctypes.Structure):
    """pixelgen_drawing."""

    _fields_ = (
        ("size", c_size_t),
        ("rows", c_int32),
        ("window", c_int32),
        ("stop", POINTER(c_int32)),
        ("drawn", POINTER(c_int32)),
    )


def core() -> Any:
    """The library, with what it returns."""
    loaded = library()
    for name in ("version", "digest", "kernel", "name", "trait_name", "part_name", "dna_weights", "dna_species"):
        getattr(loaded, f"pixelgen_{name}").restype = c_char_p
    loaded.pixelgen_palette.restype = POINTER(c_uint8)
    loaded.pixelgen_ramps.restype = POINTER(c_char_p)
    loaded.pixelgen_dna_request.restype = POINTER(CRequest)
    loaded.pixelgen_litter_request.restype = POINTER(CRequest)
    loaded.pixelgen_litter_child.restype = POINTER(CChild)
    for name in ("close", "dna_free", "litter_free"):
        getattr(loaded, f"pixelgen_{name}").restype = None
    return loaded


def c_request(**fields: Any) -> CRequest:
    """The defaults, and these fields as C has them."""
    made = CRequest()
    assert core().pixelgen_request_init(byref(made), c_size_t(ctypes.sizeof(made))) == 0
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def in_c(request: SpriteRequest, known: dict[str, CRequest] | None = None) -> CRequest:
    """A request with its ancestors, which stand in C once each."""
    known = {} if known is None else known
    made = known[request.key()] = _alone(request)
    waiting = [request]
    while waiting:
        one = waiting.pop()
        parents = (CParent * len(one.parents))()
        for number, parent in enumerate(one.parents):
            if isinstance(parent.origin, SpriteRequest):
                key = parent.name.partition(":")[2]
                if key not in known:
                    known[key] = _alone(parent.origin)
                    waiting.append(parent.origin)
                parents[number].request = ctypes.addressof(known[key])
            elif isinstance(parent.origin, Sprite):
                parents[number].picture = _held(parents, parent.origin.indices.tobytes())
            else:
                parents[number].name = parent.name.encode()
        known[one.key()].parents, known[one.key()].parent_count = parents, len(parents)
    made.ancestors = known
    return made


def c_parent(one: SpriteRequest | Sprite) -> CParent:
    """A parent of either kind."""
    parent = CParent()
    if isinstance(one, Sprite):
        parent.picture = _held(parent, one.indices.tobytes())
    else:
        parent.held = in_c(one)
        parent.request = ctypes.addressof(parent.held)
    return parent


def _held(by: Any, content: bytes) -> int:
    """The address of bytes that live as long as `by`."""
    buffer = ctypes.create_string_buffer(content, len(content))
    by.buffers = [*getattr(by, "buffers", []), buffer]
    return ctypes.addressof(buffer)


def _traits(named: Mapping[str, str]) -> Any:
    pairs = [CTrait(trait.encode(), value.encode()) for trait, value in reversed([*named.items()])]
    return (CTrait * len(pairs))(*pairs)


def _names(names: Sequence[str]) -> Any:
    return (c_char_p * len(names))(*(name.encode() for name in names))


def _alone(request: SpriteRequest) -> CRequest:
    """Without its parents."""
    made = c_request(
        zone=str(request.zone).encode(),
        category=str(request.category).encode(),
        species=None if request.species is None else request.species.encode(),
        colours=_names(request.colours),
        colour_count=len(request.colours),
        traits=_traits(request.traits),
        trait_count=len(request.traits),
        seed=request.seed,
        temperature=request.temperature,
        top_k=request.top_k,
        top_p=request.top_p,
        min_p=request.min_p,
    )
    if request.mask is not None:
        mask = CMask(request.mask.pattern.encode(), request.mask.share, None)
        if request.mask.pattern == DRAWN:
            mask.pixels = _held(mask, request.mask.drawn_pixels().astype(np.uint8).tobytes())
        made.mask = ctypes.pointer(mask)
    if (of := request.heredity) is not None:
        heredity = CHeredity(
            _traits(of.hidden),
            len(of.hidden),
            _traits(of.givers),
            len(of.givers),
            of.home["zone"].encode(),
            of.home["species"].encode(),
            _names(of.kept),
            len(of.kept),
            _traits(of.worn),
            len(of.worn),
        )
        made.heredity = ctypes.pointer(heredity)
    return made


def c_text(request: CRequest, room: int = 4096) -> str:
    """Its canonical text."""
    text, message = ctypes.create_string_buffer(room), Message()
    message.check(core().pixelgen_request_text(byref(request), text, c_size_t(room), message.text, message.room))
    return text.value.decode("ascii")


def c_draws(request: CRequest, first: int, count: int) -> npt.NDArray[np.uint64]:
    """Numbers of its stream."""
    found, message = np.zeros(count, dtype=np.uint64), Message()
    out = c_void_p(found.ctypes.data)
    draws = core().pixelgen_request_draws
    message.check(draws(byref(request), c_uint64(first), out, c_size_t(count), message.text, message.room))
    return found


class CWeights:
    """Opened weights; NativeError for what the core refuses."""

    def __init__(self, content: bytes, *, kernel: str | None = None) -> None:
        message, self.pointer, name = Message(), c_void_p(), None if kernel is None else kernel.encode()
        opened = core().pixelgen_open(
            content, c_size_t(len(content)), name, byref(self.pointer), message.text, message.room
        )
        message.check(opened)

    def close(self) -> None:
        """Free them."""
        core().pixelgen_close(self.pointer)

    def text(self, name: str, *arguments: Any) -> str | None:
        """What a function of this name says of them."""
        found = getattr(core(), f"pixelgen_{name}")(self.pointer, *arguments)
        return None if found is None else found.decode()

    def individual(self, request: CRequest) -> tuple[str | None, dict[str, str], tuple[int, ...]]:
        """Species, traits, prompt."""
        found, message = CIndividual(), Message()
        ask = core().pixelgen_individual_of
        message.check(ask(self.pointer, byref(request), byref(found), message.text, message.room))
        traits = {one.trait.decode(): one.value.decode() for one in found.traits[: found.trait_count]}
        return None if found.species is None else found.species.decode(), traits, tuple(found.prompt)

    def draw(self, requests: Sequence[CRequest], how: CDrawing | None = None) -> npt.NDArray[np.uint8]:
        """(n, 2, 32, 32) indices and parts."""
        listed = (POINTER(CRequest) * len(requests))(*map(ctypes.pointer, requests))
        found, message = np.zeros((len(requests), 2, 32, 32), dtype=np.uint8), Message()
        out, options = c_void_p(found.ctypes.data), None if how is None else byref(how)
        draw = core().pixelgen_draw
        count = c_size_t(len(requests))
        message.check(draw(self.pointer, listed, count, options, out, message.text, message.room))
        return found


def c_drawing(**fields: Any) -> CDrawing:
    """The defaults, and these fields."""
    made = CDrawing()
    assert core().pixelgen_drawing_init(byref(made), c_size_t(ctypes.sizeof(made))) == 0
    for name, value in fields.items():
        setattr(made, name, value)
    return made


class CDna:
    """A DNA that was read; NativeError for what is none."""

    def __init__(self, line: str | bytes) -> None:
        content = line.encode() if isinstance(line, str) else line
        message, self.pointer = Message(), c_void_p()
        read = core().pixelgen_dna_read
        message.check(read(content, c_size_t(len(content)), byref(self.pointer), message.text, message.room))
        self.request: CRequest = core().pixelgen_dna_request(self.pointer).contents
        self.weights: str = core().pixelgen_dna_weights(self.pointer).decode()
        self.engine_version: int = core().pixelgen_dna_engine(self.pointer)
        self.version: int = core().pixelgen_dna_version(self.pointer)
        species = core().pixelgen_dna_species(self.pointer)
        self.species = None if species is None else species.decode()
        traits = POINTER(CTrait)()
        count = core().pixelgen_dna_traits(self.pointer, byref(traits))
        self.traits = {one.trait.decode(): one.value.decode() for one in traits[:count]}

    def close(self) -> None:
        """Free it, its request and all ancestors."""
        core().pixelgen_dna_free(self.pointer)


def c_dna(weights: CWeights, request: CRequest, generations: int = 0, room: int = 1_000_001) -> str:
    """The DNA that C writes."""
    line, message = ctypes.create_string_buffer(room), Message()
    write = core().pixelgen_dna_write
    arguments = byref(request), c_int32(generations), line, c_size_t(room), message.text, message.room
    message.check(write(weights.pointer, *arguments))
    return line.value.decode("ascii")


class CLitter:
    """The requests of a litter, with what they point to."""

    def __init__(self, pointer: c_void_p, held: Any) -> None:
        self._pointer, self._held = pointer, held

    def request(self, place: int) -> CRequest | None:
        """One of them; None beyond the last."""
        found = core().pixelgen_litter_request(self._pointer, c_int32(place))
        return found.contents if found else None

    @property
    def requests(self) -> list[CRequest]:
        """All of them."""
        found: list[CRequest] = []
        while (one := self.request(len(found))) is not None:
            found.append(one)
        return found

    def __enter__(self) -> CLitter:
        return self

    def __exit__(self, *_: object) -> None:
        core().pixelgen_litter_free(self._pointer)


def c_litter(weights: CWeights, a: SpriteRequest | Sprite, b: SpriteRequest | Sprite, **fields: Any) -> CLitter:
    """A litter by C; fields: of pixelgen_crossing."""
    how, message, pointer = CCrossing(), Message(), c_void_p()
    assert core().pixelgen_crossing_init(byref(how), c_size_t(ctypes.sizeof(how))) == 0
    for name, value in fields.items():
        setattr(how, name, value.encode() if isinstance(value, str) else value)
    pair = c_parent(a), c_parent(b)
    make = core().pixelgen_litter_make
    arguments = byref(pair[0]), byref(pair[1]), byref(how), byref(pointer), message.text, message.room
    message.check(make(weights.pointer, *arguments))
    return CLitter(pointer, pair)
