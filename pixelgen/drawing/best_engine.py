"""Weights -> what writes sprites with them: the native core or the NumPy reference, which give the same bits.

Knows nothing of requests; an engine takes the decoder's jobs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pixelgen.drawing.engines import (
    CoreEngine,
    Engine,
    Finished,
    MatrixThreads,
    check_current_stop,
    native_or_reference,
)
from pixelgen.model.blocks import KVCache
from pixelgen.model.decoding import Job, decode_jobs
from pixelgen.model.fixed_point import Floats
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import Weights
from pixelgen.native.library import MOST_WINDOW
from pixelgen.native.model import NativeModel, PackedJobs
from pixelgen.quadtree import Indices, Ints

NUMPY = "numpy"  # the name of the reference engine


class _StoppableTransformer(Transformer):
    """Checks the stop before every pass."""

    def forward(self, cache: KVCache, rows: slice, *, tokens: Ints, own: Ints, targets: Ints, ring: Ints) -> Floats:
        """As Transformer.forward. StoppedError when the current stop is set."""
        check_current_stop()
        return super().forward(cache, rows, tokens=tokens, own=own, targets=targets, ring=ring)


class ReferenceEngine:
    """The NumPy reference. batch: sprites side by side; threads: of the matrix library while it draws."""

    name = NUMPY

    def __init__(self, weights: Weights, *, batch: int, threads: int) -> None:
        self._transformer = _StoppableTransformer(weights)
        self._batch = batch
        self._threads = MatrixThreads(threads)

    def decode(self, jobs: Sequence[Job], *, finished: Finished | None = None) -> list[Indices]:
        """The (32, 32) palette indices of each job, in order."""
        with self._threads.limited():
            return decode_jobs(self._transformer, jobs, rows=self._batch, finished=finished)


class NativeEngine(CoreEngine[Job]):
    """The native core. kernel: see `pixelgen.native.library.kernels`, None for the best; the rest as in CoreEngine.

    NativeError where the core or the kernel is missing.
    """

    def __init__(
        self, weights: Weights, *, batch: int, threads: int, kernel: str | None = None, window: int = MOST_WINDOW
    ) -> None:
        network = NativeModel(weights, kernel=kernel).network
        super().__init__(network, PackedJobs, batch=batch, threads=threads, window=window)


def best_engine(weights: Weights, *, batch: int, threads: int, kernel: str | None = None) -> Engine[Job]:
    """As `native_or_reference`."""
    native = partial(NativeEngine, weights, batch=batch, threads=threads)
    reference = partial(ReferenceEngine, weights, batch=batch, threads=threads)
    return native_or_reference(native, reference, kernel=kernel)
