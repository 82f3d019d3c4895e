"""Drawings -> connected bodies, by the native core: the same bytes as pixelgen/drawing/finishing.py."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pixelgen.native.library import Message, library
from pixelgen.quadtree import SIDE, Indices


class NativeFinishing:
    """Finishing in the native core. NativeError without one. Threads may share it."""

    def __init__(self) -> None:
        self._finish, self._join = library().pixelgen_finish, library().pixelgen_join

    def finish(self, drawn: Indices, *, standing: bool) -> Indices:
        """As pixelgen.drawing.finishing.finish. NativeError for indices that are no colours."""
        given, message = _bytes(drawn), Message()
        found: Indices = np.zeros((SIDE, SIDE), dtype=np.uint8)
        message.check(self._finish(given.ctypes.data, standing, found.ctypes.data, message.text, message.room))
        return found

    def joined(self, drawn: Indices, *, parent: Indices, anew: npt.NDArray[np.bool_]) -> Indices:
        """As pixelgen.drawing.breeding.joined. NativeError for indices that are no colours."""
        arrays, message = [_bytes(one) for one in (drawn, parent, anew)], Message()
        found: Indices = np.zeros((SIDE, SIDE), dtype=np.uint8)
        pointers = [array.ctypes.data for array in (*arrays, found)]
        message.check(self._join(*pointers, message.text, message.room))
        return found


def _bytes(pixels: npt.NDArray[np.uint8] | npt.NDArray[np.bool_]) -> Indices:
    given = np.ascontiguousarray(pixels, dtype=np.uint8)
    if given.shape != (SIDE, SIDE):
        raise ValueError(f"pixels must be ({SIDE}, {SIDE}); got {given.shape}")
    return given
