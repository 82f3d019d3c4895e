"""Weights -> what writes sprites with them: the NumPy reference, or another engine that gives the same bits.

Knows nothing of requests; an engine takes the decoder's jobs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from threadpoolctl import ThreadpoolController

from pixelgen.decoding import Job, decode_jobs
from pixelgen.quadtree import Indices
from pixelgen.transformer import Transformer
from pixelgen.weights import Weights

Finished = Callable[[int], None]  # told a job's place when its sprite is complete


class Engine(Protocol):
    """What draws: every engine gives the same pixels for the same jobs and weights."""

    name: str

    def decode(self, jobs: Sequence[Job], *, finished: Finished | None = None) -> list[Indices]:
        """The (32, 32) palette indices of each job, in order."""


class ReferenceEngine:
    """The NumPy reference. batch: sprites side by side; threads: of the matrix library while it draws."""

    name = "reference"

    def __init__(self, weights: Weights, *, batch: int, threads: int) -> None:
        self._transformer = Transformer(weights)
        self._batch = batch
        self._threads = threads
        self._libraries = ThreadpoolController()

    def decode(self, jobs: Sequence[Job], *, finished: Finished | None = None) -> list[Indices]:
        """The (32, 32) palette indices of each job, in order."""
        with self._libraries.limit(limits=self._threads, user_api="blas"):
            return decode_jobs(self._transformer, jobs, rows=self._batch, finished=finished)
