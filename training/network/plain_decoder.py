"""The shipped weights run the plain way: PyTorch, float32, a key/value cache, a group at a time; for `pixelgen bench`.

What is drawn is the runtime's sprite as long as rounding turns no choice. Palette locks are left out. Knows nothing of
exact arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from pixelgen.model.decoding import Job
from pixelgen.model.weights import Weights
from pixelgen.quadtree import Indices
from training.network.dequantise import dequantised
from training.network.sampler import Sampler, Wish


class PlainDecoder:
    """The network in float32, with dequantised weights; `threads`: of torch."""

    name = "torch"

    def __init__(self, weights: Weights, *, threads: int = 1) -> None:
        torch.set_num_threads(threads)
        self._sampler = Sampler(dequantised(weights))

    def draw(self, jobs: Sequence[Job]) -> list[Indices]:
        """The (32, 32) palette indices of each job, in order, all at the sampling of the first."""
        wishes = [Wish(np.array(job.prompt), job.draws, job.pinned) for job in jobs]
        return self._sampler.draw(wishes, jobs[0].sampling)
