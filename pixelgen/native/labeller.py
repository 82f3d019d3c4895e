"""Tensors of a labeller -> the native core's, which names the parts of sprites."""

from __future__ import annotations

import weakref
from ctypes import POINTER, Structure, byref, c_char_p, c_int32, c_size_t, c_void_p

import numpy as np

from pixelgen.model.labeller import UNTOLD, Tensors, Told
from pixelgen.native.library import Message, Tensor, library
from pixelgen.parts import PartMap
from pixelgen.quadtree import SIDE, Indices


class _Told(Structure):
    _fields_ = (("rows", POINTER(c_int32)), ("count", c_size_t), ("family", c_int32), ("accent", c_int32))


class NativeLabeller:
    """A labeller in the native core: the same bytes as `pixelgen.model.labeller.Labeller`. Threads may share it.

    kernel: by name, None for the fastest that runs here. NativeError without a core, or for what it refuses.
    """

    def __init__(self, tensors: Tensors, *, kernel: str | None = None) -> None:
        core, text, room = library(), c_char_p, c_size_t
        core.pixelgen_labeller_make.argtypes = [POINTER(Tensor), c_size_t, text, POINTER(c_void_p), text, room]
        core.pixelgen_labeller_parts.argtypes = [c_void_p, c_void_p, POINTER(_Told), c_void_p, text, room]
        core.pixelgen_labeller_free.argtypes = [c_void_p]
        core.pixelgen_labeller_free.restype = None
        arrays = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
        listed = (Tensor * len(arrays))(
            *(Tensor(name.encode(), array.ctypes.data, array.nbytes) for name, array in arrays.items())
        )
        message, self._pointer = Message(), c_void_p()
        name = None if kernel is None else kernel.encode()
        made = core.pixelgen_labeller_make(listed, len(arrays), name, byref(self._pointer), message.text, message.room)
        message.check(made)
        self._parts = core.pixelgen_labeller_parts
        self._free = weakref.finalize(self, core.pixelgen_labeller_free, self._pointer)

    def parts(self, indices: Indices, told: Told = UNTOLD) -> PartMap:
        """The part map (32, 32) of a sprite (32, 32), of which so much is told."""
        given = np.ascontiguousarray(indices, dtype=np.uint8)
        if given.shape != (SIDE, SIDE):
            raise ValueError(f"indices must be ({SIDE}, {SIDE}); got {given.shape}")
        found: PartMap = np.zeros((SIDE, SIDE), dtype=np.uint8)
        message = Message()
        known = _Told((c_int32 * len(told.rows))(*told.rows), len(told.rows), told.family, told.accent)
        status = self._parts(
            self._pointer, given.ctypes.data, byref(known), found.ctypes.data, message.text, message.room
        )
        message.check(status)
        return found
