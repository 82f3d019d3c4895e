"""Pictures -> lit, normal maps, motion and anchors by the native core: the same bytes as pixelgen/look by NumPy.

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

from pixelgen.anchors import MOST_LIGHTS, Anchors, Point
from pixelgen.native.library import Message, library
from pixelgen.parts import PartMap

LARGEST_SIDE = 1024  # of a picture
MOST_FRAMES = 8
Pixels = npt.NDArray[np.uint8]
Sources = npt.NDArray[np.int32]


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
        ("durations_ms", c_int32 * MOST_FRAMES),
        ("mirrored", c_uint8 * MOST_FRAMES),
    )


class CPoint(ctypes.Structure):
    """pixelgen_point."""

    _fields_ = (("x", c_double), ("y", c_double))


class CAnchors(ctypes.Structure):
    """pixelgen_anchors."""

    _fields_ = (
        ("eye", CPoint),
        ("mouth", CPoint),
        ("tail", CPoint),
        ("lure", CPoint),
        ("lights", CPoint * MOST_LIGHTS),
        ("light_count", c_int32),
    )

    def told(self) -> Anchors:
        """As Python has them."""
        lights = tuple((at.x, at.y) for at in self.lights[: self.light_count])
        return Anchors(_point(self.eye), _point(self.mouth), _point(self.tail), lights, _point(self.lure))


@dataclass(frozen=True, slots=True)
class Moved:
    """sources (n, h, w) int32: what each pixel of each frame shows, -1 transparent; mirrored (n,): which frames are."""

    sources: Sources
    durations_ms: tuple[int, ...]
    mirrored: npt.NDArray[np.bool_]


class NativeLook:
    """Light and motion in the native core. NativeError without one. Threads may share it."""

    def __init__(self) -> None:
        core, picture, text, room = library(), POINTER(CPicture), c_char_p, c_size_t
        core.pixelgen_shade.argtypes = [picture, POINTER(CStyle), c_void_p, text, room]
        core.pixelgen_normals.argtypes = [picture, c_void_p, text, room]
        core.pixelgen_animate.argtypes = [picture, POINTER(CMotion), POINTER(CAnimation), c_void_p, text, room]
        moving: list[Any] = [POINTER(CAnimation), c_void_p]
        core.pixelgen_move_normals.argtypes = [c_void_p, c_size_t, c_int32, *moving, c_void_p, text, room]
        core.pixelgen_anchors_of.argtypes = [picture, POINTER(CAnchors), text, room]
        core.pixelgen_move_anchors.argtypes = [picture, *moving, POINTER(CAnchors), text, room]
        self._shade, self._normals, self._animate = core.pixelgen_shade, core.pixelgen_normals, core.pixelgen_animate
        self._move_normals = core.pixelgen_move_normals
        self._anchors_of, self._move_anchors = core.pixelgen_anchors_of, core.pixelgen_move_anchors

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
        sources: Sources = np.empty((frames, height, width), dtype=np.int32)
        held, picture = _picture(indices, parts)
        out = c_void_p(sources.ctypes.data)
        message.check(self._animate(byref(picture), byref(how), byref(found), out, message.text, message.room))
        del held
        mirrored = np.array(found.mirrored[:frames], dtype=np.bool_)
        return Moved(sources, tuple(found.durations_ms[:frames]), mirrored)

    def move_normals(self, normals: Pixels, sources: Sources, mirrored: npt.NDArray[np.bool_]) -> Pixels:
        """(h, w, 3 or 4) -> (n, height, width, 3 or 4), moved as sources (n, height, width) say."""
        given, held = np.ascontiguousarray(normals), np.ascontiguousarray(sources, dtype=np.int32)
        height, width, channels = given.shape
        found: Pixels = np.empty((*held.shape, channels), dtype=np.uint8)
        how, message = _animation(held, mirrored), Message()
        pointers = (c_void_p(array.ctypes.data) for array in (held, found))
        given_at = c_void_p(given.ctypes.data)
        message.check(
            self._move_normals(given_at, height * width, channels, byref(how), *pointers, message.text, message.room)
        )
        return found

    def anchors_of(self, indices: Pixels, parts: PartMap | None) -> Anchors:
        """Of a picture (h, w)."""
        found, message = CAnchors(), Message()
        held, picture = _picture(indices, parts)
        message.check(self._anchors_of(byref(picture), byref(found), message.text, message.room))
        del held
        return found.told()

    def move_anchors(
        self, indices: Pixels, parts: PartMap | None, sources: Sources, mirrored: npt.NDArray[np.bool_]
    ) -> tuple[Anchors, ...]:
        """Of a picture (h, w) in each frame of sources (n, height, width)."""
        shown = np.ascontiguousarray(sources, dtype=np.int32)
        found, how, message = (CAnchors * MOST_FRAMES)(), _animation(shown, mirrored), Message()
        held, picture = _picture(indices, parts)
        at = c_void_p(shown.ctypes.data)
        message.check(self._move_anchors(byref(picture), byref(how), at, found, message.text, message.room))
        del held
        return tuple(one.told() for one in found[: len(shown)])

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


def _animation(sources: Sources, mirrored: npt.NDArray[np.bool_]) -> CAnimation:
    """What moves other layers as it moved the picture."""
    made = CAnimation(*sources.shape)
    made.mirrored[: len(mirrored)] = mirrored.astype(np.uint8).tolist()
    return made


def _point(at: CPoint) -> Point | None:
    return None if at.x < 0 else (at.x, at.y)
