"""Pictures -> lit, normal maps and motion by the native core: the same bytes as pixelgen/look by NumPy.

Knows nothing of styles or animals but their numbers and names. What it is given is checked already.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_size_t, c_uint8, c_void_p
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.native.library import Message, library
from pixelgen.parts import PartMap

LARGEST_SIDE = 1024  # of a picture
_MOST_FRAMES = 8
Pixels = npt.NDArray[np.uint8]


class CPicture(ctypes.Structure):
    """pixelgen_picture."""

    _fields_ = (("indices", c_void_p), ("parts", c_void_p), ("height", c_int32), ("width", c_int32))


class CStyle(ctypes.Structure):
    """pixelgen_style."""

    _fields_ = (
        ("size", c_size_t),
        ("light", c_int32 * 3),
        ("highlight", c_int32),
        ("shadow", c_int32),
        ("lit_from", c_double),
        ("dark_from", c_double),
        ("deep_from", c_double),
        ("ambient_occlusion", c_double),
        ("edge_darkening", c_double),
        ("rim", c_int32),
        ("glow", c_int32),
        ("dither", c_int32),
        ("selective_outline", c_int32),
    )


class CMotion(ctypes.Structure):
    """pixelgen_motion."""

    _fields_ = (
        ("size", c_size_t),
        ("category", c_char_p),
        ("species", c_char_p),
        ("animation", c_char_p),
        ("frames", c_int32),
        ("margin", c_int32),
    )


class CAnimation(ctypes.Structure):
    """pixelgen_animation."""

    _fields_ = (
        ("frames", c_int32),
        ("height", c_int32),
        ("width", c_int32),
        ("loops", c_int32),
        ("durations_ms", c_int32 * _MOST_FRAMES),
        ("mirrored", c_uint8 * _MOST_FRAMES),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """sources (n, h, w) int32: what each pixel of each frame shows, -1 transparent; mirrored (n,): which frames are."""

    sources: npt.NDArray[np.int32]
    durations_ms: tuple[int, ...]
    mirrored: npt.NDArray[np.bool_]


class NativeLook:
    """Light and motion in the native core. NativeError without one. Threads may share it."""

    def __init__(self) -> None:
        core, picture, text, room = library(), POINTER(CPicture), c_char_p, c_size_t
        core.pixelgen_shade.argtypes = [picture, POINTER(CStyle), c_void_p, text, room]
        core.pixelgen_normals.argtypes = [picture, c_void_p, text, room]
        core.pixelgen_animate.argtypes = [picture, POINTER(CMotion), POINTER(CAnimation), c_void_p, text, room]
        self._shade, self._normals, self._animate = core.pixelgen_shade, core.pixelgen_normals, core.pixelgen_animate

    @staticmethod
    def takes(height: int, width: int) -> bool:
        """Whether a picture is not too large."""
        return max(height, width) <= LARGEST_SIDE

    def shade(
        self, indices: Pixels, parts: PartMap | None, *, light: tuple[int, int, int], settings: Sequence[float]
    ) -> Pixels:
        """(h, w) lit. light: its vector in 256ths; settings: all else of a style, in the order of its fields."""
        style = CStyle(ctypes.sizeof(CStyle), light, *settings)
        return self._made(self._shade, indices, parts, indices.shape, byref(style))

    def normal_map(self, indices: Pixels, parts: PartMap | None) -> Pixels:
        """(h, w) -> (h, w, 4)."""
        return self._made(self._normals, indices, parts, (*indices.shape, 4))

    def animate(
        self,
        indices: Pixels,
        parts: PartMap | None,
        *,
        category: str | None,
        species: str | None,
        animation: str,
        frames: int,
        margin: int,
    ) -> Moved:
        """(h, w) moved; names are those that the core knows."""
        names = (None if name is None else name.encode("ascii") for name in (category, species, animation))
        how, found, message = CMotion(ctypes.sizeof(CMotion), *names, frames, margin), CAnimation(), Message()
        height, width = (side + 2 * margin for side in indices.shape)
        sources: npt.NDArray[np.int32] = np.empty((frames, height, width), dtype=np.int32)
        held, picture = _picture(indices, parts)
        out = c_void_p(sources.ctypes.data)
        message.check(self._animate(byref(picture), byref(how), byref(found), out, message.text, message.room))
        del held
        mirrored = np.array(found.mirrored[:frames], dtype=np.bool_)
        return Moved(sources, tuple(found.durations_ms[:frames]), mirrored)

    @staticmethod
    def _made(
        call: Any, indices: Pixels, parts: PartMap | None, shape: tuple[int, ...], *arguments: Any
    ) -> npt.NDArray[np.uint8]:
        found: npt.NDArray[np.uint8] = np.empty(shape, dtype=np.uint8)
        message = Message()
        held, picture = _picture(indices, parts)
        message.check(call(byref(picture), *arguments, c_void_p(found.ctypes.data), message.text, message.room))
        del held
        return found


def _picture(indices: Pixels, parts: PartMap | None) -> tuple[list[Pixels | None], CPicture]:
    """A picture in C, and the arrays that must live as long as it is used."""
    held = [None if one is None else np.ascontiguousarray(one) for one in (indices, parts)]
    pointers = (None if one is None else one.ctypes.data for one in held)
    return held, CPicture(*pointers, *indices.shape)
