"""Weights and decoder jobs -> what the native core takes; its answers -> sprites."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import POINTER, c_float, c_int32

import numpy as np

from pixelgen.groups import RING, SLOTS
from pixelgen.model.decoding import Job
from pixelgen.model.fixed_point import Floats
from pixelgen.model.weights import PROMPT, Weights
from pixelgen.native.batch import Held, NativeBatch, NativeNetwork
from pixelgen.native.library import CJob, Message, Shape
from pixelgen.native.sampling import sampling_of
from pixelgen.quadtree import CELLS, NEIGHBOURS, PIXELS, SIDE, Indices, Ints
from pixelgen.vocabulary import WRITABLE


class NativeModel:
    """A network in the native core. kernel: its name, or None for the best that runs here.

    NativeError without a core, for an unknown kernel, or weights that it refuses. Threads may share it.
    """

    def __init__(self, weights: Weights, *, kernel: str | None = None) -> None:
        size, blocks = weights.architecture, weights.architecture.blocks
        shape = Shape(blocks.layers, blocks.width, blocks.heads, blocks.hidden, size.head_hidden, size.vocabulary)
        self.network = NativeNetwork(shape, weights.tensors, kernel=kernel)
        self.kernel = self.network.kernel

    def logits(self, *, tokens: Ints, own: Ints, targets: Ints, ring: Ints, near: Ints) -> Floats:
        """Logits (n, 4, 65) of all cells of the next group after every step of one sequence; tokens (n, 4), own and
        targets (n,), ring (n, 12), near (n, 4, 8)."""
        rows = [np.ascontiguousarray(row, dtype=np.int32) for row in (tokens, own, targets, ring, near)]
        shapes, count = [row.shape for row in rows], len(tokens)
        if shapes != [(count, SLOTS), (count,), (count,), (count, RING), (count, SLOTS, NEIGHBOURS)]:
            raise ValueError(f"tokens must be (n, 4), own, targets (n,), ring (n, 12), near (n, 4, 8); got {shapes}")
        result = np.zeros((count, SLOTS, len(WRITABLE)), dtype=np.float32)
        message = Message()
        pointers = [row.ctypes.data_as(POINTER(c_int32)) for row in rows]
        out = result.ctypes.data_as(POINTER(c_float))
        logits = self.network.call("logits")
        message.check(logits(self.network.pointer, *pointers, count, out, message.text, message.room))
        return result

    def batch(self, packed: PackedJobs, *, rows: int, window: int = 1) -> NativeBatch:
        """Room to draw some of the jobs; rows: side by side at most; window: the most groups verified in one pass."""
        return NativeBatch(self.network, packed, rows=rows, window=window)

    def bare_loop(self, *, rows: int, rounds: int) -> int:
        """The kernel's loop of products alone, on one layer's weights -> multiply-adds that were done."""
        return int(self.network.call("bare_loop")(self.network.pointer, rows, rounds))


class PackedJobs:
    """Jobs as the core reads them, and the arrays that it writes their sprites into."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._held = Held()
        self.indices: Indices = np.zeros((len(jobs), SIDE, SIDE), dtype=np.uint8)
        self.jobs = (CJob * len(jobs))(*(self._packed(job, self.indices[i]) for i, job in enumerate(jobs)))

    def _packed(self, job: Job, indices: Indices) -> CJob:
        return CJob(
            prompt=self._held.pointer(job.prompt, np.int32, PROMPT),
            draws=self._held.pointer(job.draws, np.uint64, CELLS),
            colours=self._held.pointer(job.colours, np.uint8, len(WRITABLE) - 1),
            pinned=None if job.pinned is None else self._held.pointer(job.pinned, np.uint8, PIXELS),
            sampling=sampling_of(job.sampling),
            indices=indices.ctypes.data,
        )
