"""`pixelgen.h` -> Python, for tests that hold the whole chain in C against Python's."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_size_t, c_uint8, c_uint64, c_void_p
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.native.library import Message, library
from pixelgen.requests.request import SpriteRequest

PIXELS = 1024


class CTrait(ctypes.Structure):
    """pixelgen_trait."""

    _fields_ = (("trait", c_char_p), ("value", c_char_p))


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
    )


class CIndividual(ctypes.Structure):
    """pixelgen_individual."""

    _fields_ = (("species", c_char_p), ("traits", CTrait * 16), ("trait_count", c_int32), ("prompt", c_int32 * 12))


class CSprite(ctypes.Structure):
    """pixelgen_sprite."""

    _fields_ = (("indices", c_uint8 * PIXELS), ("parts", c_uint8 * PIXELS))


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
    for name in ("version", "digest", "kernel", "name", "trait_name"):
        getattr(loaded, f"pixelgen_{name}").restype = c_char_p
    loaded.pixelgen_palette.restype = POINTER(c_uint8)
    loaded.pixelgen_ramps.restype = POINTER(c_char_p)
    loaded.pixelgen_close.restype = None
    return loaded


def c_request(**fields: Any) -> CRequest:
    """The defaults, and these fields as C has them."""
    made = CRequest()
    assert core().pixelgen_request_init(byref(made), c_size_t(ctypes.sizeof(made))) == 0
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def in_c(request: SpriteRequest) -> CRequest:
    """A request without parents."""
    colours = [ramp.encode() for ramp in request.colours]
    traits = [CTrait(trait.encode(), value.encode()) for trait, value in reversed([*request.traits.items()])]
    return c_request(
        zone=str(request.zone).encode(),
        category=str(request.category).encode(),
        species=None if request.species is None else request.species.encode(),
        colours=(c_char_p * len(colours))(*colours),
        colour_count=len(colours),
        traits=(CTrait * len(traits))(*traits),
        trait_count=len(traits),
        seed=request.seed,
        temperature=request.temperature,
        top_k=request.top_k,
        top_p=request.top_p,
        min_p=request.min_p,
    )


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

    def __init__(self, content: bytes) -> None:
        message, self.pointer = Message(), c_void_p()
        opened = core().pixelgen_open(
            content, c_size_t(len(content)), None, byref(self.pointer), message.text, message.room
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
