"""Weights and decoder jobs -> what the native core takes; its answers -> sprites. Knows nothing of threads."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import POINTER, c_float, c_int32

import numpy as np
import numpy.typing as npt

from pixelgen.model.decoding import Job
from pixelgen.model.fixed_point import Floats
from pixelgen.model.weights import Weights
from pixelgen.native.batch import Held, NativeBatch, NativeNetwork
from pixelgen.native.library import CJob, Message, Shape
from pixelgen.native.sampling import sampling_of
from pixelgen.quadtree import CELLS, NEIGHBOURS, PIXELS, SIDE, Indices, Ints
from pixelgen.vocabulary import VOCABULARY_SIZE, WRITABLE


class NativeModel:
    """A network of the native core. kernel: its name, or None for the best that runs here.

    NativeError without a core, for an unknown kernel, or weights that it refuses. Threads may share it.
    """

    def __init__(self, weights: Weights, *, kernel: str | None = None) -> None:
        size = weights.architecture
        shape = Shape(size.layers, size.width, size.heads, size.hidden, VOCABULARY_SIZE)
        self.network = NativeNetwork("", shape, weights.tensors, kernel=kernel)
        self.kernel = self.network.kernel

    def logits(self, *, tokens: Ints, cells: Ints, targets: Ints, around: Ints) -> Floats:
        """Logits (n, 65) after every token of one sequence; tokens, cells, targets (n,), around (n, 8)."""
        rows = [np.ascontiguousarray(row, dtype=np.int32) for row in (tokens, cells, targets, around)]
        shapes = [row.shape for row in rows]
        count = len(tokens)
        if shapes != [(count,)] * 3 + [(count, NEIGHBOURS)]:
            raise ValueError(f"tokens, cells and targets must be (n,), around (n, {NEIGHBOURS}); got {shapes}")
        result = np.zeros((count, len(WRITABLE)), dtype=np.float32)
        message = Message()
        pointers = [row.ctypes.data_as(POINTER(c_int32)) for row in rows]
        out = result.ctypes.data_as(POINTER(c_float))
        message.check(
            self.network.call("logits")(self.network.pointer, *pointers, count, out, message.text, message.room)
        )
        return result

    def batch(self, packed: PackedJobs, *, rows: int, window: int = 1) -> NativeBatch:
        """Room to draw some of the jobs; rows: side by side at most; window: the longest draft verified in one pass."""
        return NativeBatch(self.network, packed, rows=rows, window=window)


class PackedJobs:
    """Jobs as the core reads them, and the arrays that it writes their sprites into."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._held = Held()
        self.indices: Indices = np.zeros((len(jobs), SIDE, SIDE), dtype=np.uint8)
        self.jobs = (CJob * len(jobs))(*(self._packed(job, self.indices[i]) for i, job in enumerate(jobs)))

    def _packed(self, job: Job, indices: Indices) -> CJob:
        kept = job.kept.kept if job.kept is not None else 0
        tokens: npt.ArrayLike = job.kept.tokens[:kept] if job.kept is not None else []
        cells: npt.ArrayLike = job.kept.cells[:kept] if job.kept is not None else []
        return CJob(
            prompt=self._held.pointer(job.prompt, np.int32, None),
            prompt_length=len(job.prompt),
            draws=self._held.pointer(job.draws, np.uint64, CELLS),
            colours=self._held.pointer(job.colours, np.uint8, len(WRITABLE) - 1),
            kept_tokens=self._held.pointer(tokens, np.int32, kept),
            kept_cells=self._held.pointer(cells, np.int32, kept),
            kept=kept,
            pinned=None if job.pinned is None else self._held.pointer(job.pinned, np.uint8, PIXELS),
            indices=indices.ctypes.data,
            sampling=sampling_of(job.sampling),
        )
