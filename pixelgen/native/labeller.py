"""Tensors of a labeller -> the native core's, which names the parts of sprites."""

from __future__ import annotations

import weakref
from ctypes import POINTER, byref, c_char_p, c_int32, c_size_t, c_void_p

import numpy as np

from pixelgen.model.labeller import UNKNOWN, Tensors
from pixelgen.native.library import Message, Tensor, library
from pixelgen.parts import PartMap
from pixelgen.quadtree import SIDE, Indices


class NativeLabeller:
    """A labeller in the native core: the same bytes as `pixelgen.model.labeller.Labeller`. Threads may share it.

    NativeError without a core, or for tensors that it refuses.
    """

    def __init__(self, tensors: Tensors) -> None:
        core, text, room = library(), c_char_p, c_size_t
        core.pixelgen_labeller_make.argtypes = [POINTER(Tensor), c_size_t, POINTER(c_void_p), text, room]
        core.pixelgen_labeller_parts.argtypes = [c_void_p, c_void_p, c_int32, c_void_p, text, room]
        core.pixelgen_labeller_free.argtypes = [c_void_p]
        core.pixelgen_labeller_free.restype = None
        arrays = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
        listed = (Tensor * len(arrays))(
            *(Tensor(name.encode(), array.ctypes.data, array.nbytes) for name, array in arrays.items())
        )
        message, self._pointer = Message(), c_void_p()
        made = core.pixelgen_labeller_make(listed, len(arrays), byref(self._pointer), message.text, message.room)
        message.check(made)
        self._parts = core.pixelgen_labeller_parts
        self._free = weakref.finalize(self, core.pixelgen_labeller_free, self._pointer)

    def parts(self, indices: Indices, species: int = UNKNOWN) -> PartMap:
        """The part map (32, 32) of a sprite (32, 32); species: its row, 1 for the first that the weights know."""
        given = np.ascontiguousarray(indices, dtype=np.uint8)
        if given.shape != (SIDE, SIDE):
            raise ValueError(f"indices must be ({SIDE}, {SIDE}); got {given.shape}")
        found: PartMap = np.zeros((SIDE, SIDE), dtype=np.uint8)
        message = Message()
        status = self._parts(self._pointer, given.ctypes.data, species, found.ctypes.data, message.text, message.room)
        message.check(status)
        return found
