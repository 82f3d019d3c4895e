"""Decoded pictures -> frames in few colours, their table, light within it, and sprites, by the native core.

The same bytes as pixelgen/look/foreign_pixels.py and own_colours.py. What it is given is checked already.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Sequence
from ctypes import POINTER, byref, c_char_p, c_int32, c_size_t, c_uint8, c_void_p
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.errors import PictureError
from pixelgen.native.library import Message, library
from pixelgen.native.look import CPicture, CStyle
from pixelgen.parts import PartMap
from pixelgen.quadtree import SIDE, Indices

MOST_OWN_COLOURS = 255
Rgba = npt.NDArray[np.uint8]


class CTaking(ctypes.Structure):
    """pixelgen_taking."""

    _fields_ = (
        ("size", c_size_t),
        ("frame_width", c_int32),
        ("frame_height", c_int32),
        ("frame_count", c_int32),
        ("faces_left", c_int32),
    )


class CTaken(ctypes.Structure):
    """pixelgen_taken."""

    _fields_ = tuple((name, c_int32) for name in ("frames", "height", "width", "blocks", "guessed", "colours"))


class COwnColours(ctypes.Structure):
    """pixelgen_own_colours."""

    _fields_ = (
        ("count", c_int32),
        ("rgba", (c_uint8 * 4) * (MOST_OWN_COLOURS + 1)),
        ("nearest", c_uint8 * (MOST_OWN_COLOURS + 1)),
    )


@dataclass(frozen=True, slots=True)
class TakenByCore:
    """As pixelgen.look.foreign_pixels.Taken."""

    frames: Rgba
    blocks: int
    guessed: bool
    colours: int


class NativePictures:
    """Taking pictures in, in the native core. NativeError without one. Threads may share it."""

    def __init__(self) -> None:
        core, text, room = library(), c_char_p, c_size_t
        extent: list[Any] = [c_void_p, c_int32, c_int32, c_int32]
        self._take, self._fit = core.pixelgen_take_picture, core.pixelgen_fit_picture
        self._colours, self._shade = core.pixelgen_own_colours_of, core.pixelgen_shade_own
        self._take.argtypes = [*extent, POINTER(CTaking), POINTER(CTaken), c_void_p, text, room]
        self._fit.argtypes = [c_void_p, c_int32, c_int32, c_void_p, text, room]
        self._colours.argtypes = [c_void_p, c_size_t, c_char_p, c_int32, c_void_p, POINTER(COwnColours), text, room]
        lit_as: list[Any] = [POINTER(CStyle), c_void_p, POINTER(COwnColours)]
        self._shade.argtypes = [POINTER(CPicture), *lit_as, c_void_p, text, room]

    def taken(
        self, given: Rgba, frame_size: tuple[int, int] | None, frames: int | None, *, faces_left: bool
    ) -> TakenByCore:
        """Frames (n, h, w, 4). PictureError where they do not fit."""
        found: Rgba = np.array(given, dtype=np.uint8, order="C")
        width, height = frame_size or (0, 0)
        how, made = CTaking(ctypes.sizeof(CTaking), width, height, frames or 0, faces_left), CTaken()
        at, message = found.ctypes.data, Message()
        if self._take(at, *found.shape[:3], byref(how), byref(made), at, message.text, message.room):
            raise PictureError(message.text.value.decode("utf-8", "replace"))
        shape = made.frames, made.height, made.width, 4
        kept = found.reshape(-1)[: made.frames * made.height * made.width * 4].reshape(shape).copy()
        return TakenByCore(kept, made.blocks, bool(made.guessed), made.colours)

    def fitted(self, picture: Rgba) -> Indices:
        """(h, w, 4) -> (32, 32)."""
        held, message = np.ascontiguousarray(picture), Message()
        found: Indices = np.empty((SIDE, SIDE), dtype=np.uint8)
        message.check(self._fit(held.ctypes.data, *held.shape[:2], found.ctypes.data, message.text, message.room))
        return found

    def own_colours(self, frames: Rgba, glow: Collection[tuple[int, int, int]]) -> tuple[Rgba, Indices, Indices]:
        """(..., 4) -> its colours (k, 4), the nearest palette index of each (k,), the row of each pixel among them."""
        held, found, message = np.ascontiguousarray(frames), COwnColours(), Message()
        own: Indices = np.empty(held.shape[:-1], dtype=np.uint8)
        shining = b"".join(bytes(colour) for colour in sorted(glow))
        at = held.ctypes.data, own.size, shining, len(glow), own.ctypes.data
        message.check(self._colours(*at, byref(found), message.text, message.room))
        colours = np.array(found.rgba[: found.count], dtype=np.uint8)
        return colours, np.array(found.nearest[: found.count], dtype=np.uint8), own

    def shade(
        self,
        own: Indices,
        colours: Rgba,
        nearest: Indices,
        parts: PartMap | None,
        *,
        light: tuple[int, int, int],
        settings: Sequence[float],
    ) -> Indices:
        """Rows (h, w) of its colours -> the same lit. light, settings: as `NativeLook.shade` takes them."""
        table, message = COwnColours(len(colours)), Message()
        ctypes.memmove(table.rgba, np.ascontiguousarray(colours).tobytes(), 4 * len(colours))
        ctypes.memmove(table.nearest, np.ascontiguousarray(nearest).tobytes(), len(nearest))
        held = [np.ascontiguousarray(nearest[own]), np.ascontiguousarray(own)]
        its = None if parts is None else np.ascontiguousarray(parts)
        picture = CPicture(held[0].ctypes.data, None if its is None else its.ctypes.data, *own.shape)
        style = CStyle(ctypes.sizeof(CStyle), light, *settings)
        found: Indices = np.empty(own.shape, dtype=np.uint8)
        at = held[1].ctypes.data, byref(table), found.ctypes.data
        message.check(self._shade(byref(picture), byref(style), *at, message.text, message.room))
        return found
