"""A network in the native core: its tensors and jobs as the core reads them, sprites side by side.

Knows nothing of threads.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Mapping
from ctypes import Array, byref, c_void_p, pointer
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from pixelgen.model.stopping import Stop
from pixelgen.native.library import STOPPED, Message, Run, Tensor, Times, library
from pixelgen.quadtree import Indices


@dataclass(frozen=True, slots=True)
class Effort:
    """passes over the weights, groups computed in them, groups that were written."""

    passes: int
    computed: int
    written: int


class Packed(Protocol):
    """Jobs as the core reads them, and the arrays that it writes their sprites into."""

    jobs: Array[Any]
    indices: Indices


class Held:
    """Arrays that structures of the core point to: they live as long as this."""

    def __init__(self) -> None:
        self._arrays: list[npt.NDArray[Any]] = []

    def pointer(self, numbers: npt.ArrayLike, dtype: npt.DTypeLike, length: int | None) -> int:
        """Address of the numbers as this type; ValueError when they are no row of this length."""
        array = np.ascontiguousarray(numbers, dtype=dtype)
        if array.ndim != 1 or (length is not None and len(array) != length):
            raise ValueError(
                f"expected {length if length is not None else 'a row of'} numbers; got shape {array.shape}"
            )
        self._arrays.append(array)
        return int(array.ctypes.data)


class NativeNetwork:
    """A network in the core; shape: its structure there. Threads may share it."""

    def __init__(self, shape: ctypes.Structure, tensors: Mapping[str, npt.NDArray[Any]], *, kernel: str | None) -> None:
        arrays = {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}
        listed = (Tensor * len(arrays))(
            *(Tensor(name.encode(), array.ctypes.data, array.nbytes) for name, array in arrays.items())
        )
        message, self.pointer = Message(), c_void_p()
        message.check(
            self.call("model_make")(
                byref(shape),
                listed,
                len(arrays),
                None if kernel is None else kernel.encode(),
                byref(self.pointer),
                message.text,
                message.room,
            )
        )
        self._free = weakref.finalize(self, self.call("model_free"), self.pointer)
        self.kernel: str = self.call("model_kernel")(self.pointer).decode()

    @staticmethod
    def call(name: str) -> Any:
        """The core's function of this name."""
        return getattr(library(), f"pixelgen_{name}")


class NativeBatch:
    """Sprites that one thread writes side by side, a slice of their groups at a time. Close it, or use `with`.

    rows: side by side at most; window: the most groups of a sprite verified in one pass, 1 for none.
    """

    def __init__(self, network: NativeNetwork, packed: Packed, *, rows: int, window: int) -> None:
        self._network, self._packed = network, packed  # the core keeps pointers into both
        message, self._batch = Message(), c_void_p()
        make = network.call("batch_make")
        message.check(make(network.pointer, rows, window, byref(self._batch), message.text, message.room))
        self._free = weakref.finalize(self, network.call("batch_free"), self._batch)
        self._run, self._times = Run(), Times()
        self.active = 0  # sprites that are being written

    def __enter__(self) -> NativeBatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._free()

    @property
    def room(self) -> int:
        """How many jobs can be added now."""
        return int(self._network.call("batch_room")(self._batch))

    @property
    def spent(self) -> int:
        """Groups that the last run computed."""
        return int(self._run.spent)

    @property
    def effort(self) -> Effort:
        """Of all runs together."""
        return Effort(self._run.passes, self._run.computed, self._run.written)

    def timed(self) -> Times:
        """Seconds of each of PHASES, and multiply-adds, that the runs from now on add to."""
        self._network.call("batch_time")(self._batch, byref(self._times))
        return self._times

    def add(self, place: int) -> None:
        """Begin the sprite of a job. NativeError when it is not as it must be, or there is no room."""
        job, message = self._packed.jobs[place], Message()
        add = self._network.call("batch_add")
        message.check(add(self._batch, byref(job), place, message.text, message.room))
        self.active += 1

    def run(self, groups: int, *, stop: Stop | None = None) -> list[int]:
        """Write on until a sprite is complete, or about so many groups were computed -> places of complete sprites.

        StoppedError before the next pass over the weights when the stop is set.
        """
        run, message = self._run, Message()
        run.groups = groups
        run.stop = None if stop is None else pointer(stop.flag)
        status = self._network.call("batch_run")(self._batch, byref(run), message.text, message.room)
        if status == STOPPED and stop is not None:
            stop.check()
        message.check(status)
        finished: list[int] = run.finished[: run.finished_count]
        self.active -= len(finished)
        return finished
