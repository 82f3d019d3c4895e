"""Light, normals, motion and anchors of `pixelgen.h` -> Python, for tests that hold them against Python's."""

from __future__ import annotations

import ctypes
from ctypes import byref, c_char_p, c_int32, c_size_t, c_void_p
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.anchors import Anchors
from pixelgen.look.animation import Animation
from pixelgen.look.lighting.light import ShadingStyle
from pixelgen.native.library import Message
from pixelgen.native.look import CAnimation, CMotion, CPicture, CStyle, NativeLook
from pixelgen.parts import PartMap
from tests.pixelgen.native.c_creatures import core

Pixels = npt.NDArray[np.uint8]


def c_picture(indices: Pixels, parts: PartMap | None) -> CPicture:
    """A picture that lives as long as what is returned."""
    arrays = [None if one is None else np.ascontiguousarray(one) for one in (indices, parts)]
    made = CPicture(*(None if one is None else one.ctypes.data for one in arrays), *indices.shape)
    made.arrays = arrays
    return made


def c_style(zone: str | None = None) -> CStyle:
    """The light of a zone."""
    made = CStyle()
    name = None if zone is None else zone.encode()
    assert core().pixelgen_style_init(byref(made), c_size_t(ctypes.sizeof(made)), name) == 0
    return made


def style_in_c(style: ShadingStyle) -> CStyle:
    """Any style."""
    made = c_style()
    for name in ("highlight", "shadow", "lit_from", "dark_from", "deep_from", "ambient_occlusion", "edge_darkening"):
        setattr(made, name, getattr(style, name))
    for name in ("rim", "glow", "dither", "selective_outline"):
        setattr(made, name, int(getattr(style, name)))
    made.light = (c_int32 * 3)(*style.light.vector)
    return made


def _made(name: str, picture: CPicture, *arguments: Any, bytes_a_pixel: int = 1) -> Pixels:
    shape = (picture.height, picture.width, *([bytes_a_pixel] if bytes_a_pixel > 1 else []))
    found, message = np.full(shape, 77, dtype=np.uint8), Message()
    call = getattr(core(), f"pixelgen_{name}")
    message.check(call(byref(picture), *arguments, c_void_p(found.ctypes.data), message.text, message.room))
    return found


def c_shade(indices: Pixels, style: CStyle, parts: PartMap | None = None) -> Pixels:
    """Lit."""
    return _made("shade", c_picture(indices, parts), byref(style))


def c_normals(indices: Pixels, parts: PartMap | None = None) -> Pixels:
    """(h, w, 4)."""
    return _made("normals", c_picture(indices, parts), bytes_a_pixel=4)


def c_emission(indices: Pixels) -> Pixels:
    """(h, w)."""
    return _made("emission", c_picture(indices, None))


def c_animate(indices: Pixels, category: str | None, parts: PartMap | None = None, **how: Any) -> Animation:
    """An animation, as Python has it."""
    motion, found, message = CMotion(), CAnimation(), Message()
    assert core().pixelgen_motion_init(byref(motion), c_size_t(ctypes.sizeof(motion))) == 0
    for name, value in {"category": category, **how}.items():
        setattr(motion, name, value.encode() if isinstance(value, str) else value)
    margin, picture = motion.margin if 0 <= motion.margin <= 64 else 0, c_picture(indices, parts)
    shape = (8, picture.height + 2 * margin, picture.width + 2 * margin)
    sources = np.full(shape, 77, dtype=np.int32)
    animate, out = core().pixelgen_animate, c_void_p(sources.ctypes.data)
    message.check(animate(byref(picture), byref(motion), byref(found), out, message.text, message.room))
    sources = sources[: found.frames].copy()
    made = Animation(
        name=motion.animation.decode(),
        frames=c_move(indices, found, sources),
        durations_ms=np.array(found.durations_ms[: found.frames]),
        loops=bool(found.loops),
        sources=sources,
        mirrored=np.array(found.mirrored[: found.frames], dtype=np.bool_),
    )
    assert made.frames.shape[1:] == (found.height, found.width)
    return made


def c_move(layer: npt.NDArray[Any], animation: CAnimation, sources: npt.NDArray[np.int32]) -> npt.NDArray[Any]:
    """A layer, moved."""
    given, message = np.ascontiguousarray(layer), Message()
    bytes_a_pixel = given.nbytes // (given.shape[0] * given.shape[1])
    found = np.zeros((*sources.shape, *given.shape[2:]), dtype=given.dtype)
    pixels = c_size_t(given.shape[0] * given.shape[1])
    into = c_void_p(found.ctypes.data)
    arguments = (c_void_p(given.ctypes.data), pixels, c_int32(bytes_a_pixel), byref(animation))
    pointer = c_void_p(sources.ctypes.data)
    message.check(core().pixelgen_move(*arguments, pointer, into, message.text, message.room))
    return found


def c_move_normals(normals: Pixels, animation: Animation) -> Pixels:
    """A normal map, moved."""
    return NativeLook().move_normals(normals, animation.sources, animation.mirrored)


def c_animations(category: str | None, species: str | None) -> tuple[str, ...]:
    """What an animal can do."""
    names, message = (c_char_p * 4)(), Message()
    words = (None if name is None else name.encode() for name in (category, species))
    message.check(core().pixelgen_animations(*words, names, message.text, message.room))
    return tuple(name.decode() for name in names if name is not None)


def c_anchors(indices: Pixels, parts: PartMap | None) -> Anchors:
    """Of a picture."""
    return NativeLook().anchors_of(indices, parts)


def c_move_anchors(indices: Pixels, parts: PartMap | None, animation: Animation) -> tuple[Anchors, ...]:
    """In each frame."""
    return NativeLook().move_anchors(indices, parts, animation.sources, animation.mirrored)
