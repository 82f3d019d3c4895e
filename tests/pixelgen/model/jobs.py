"""Decoder jobs of every kind, for a random network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.decoding import Job
from pixelgen.model.sampling import Sampling
from pixelgen.model.world import SEA
from pixelgen.quadtree import CELLS, UNKNOWN, Ints
from pixelgen.vocabulary import PAD

PROMPT = [
    SEA.token_id("zone", "reef"),
    SEA.token_id("category", "coral"),
    PAD,
    SEA.token_id("family", "rose"),
    *[PAD] * 4,
    SEA.token_id("pose", "turn"),
    *[PAD] * 3,
]


def job_numbered(number: int, **changes: Any) -> Job:
    """A high min_p keeps a random network from writing noise alone."""
    draws = np.random.default_rng(number).integers(0, 2**64, size=CELLS, dtype=np.uint64)
    made = Job(PROMPT, draws, Sampling(temperature=0.7, min_p=0.3))
    return replace(made, **changes)


def pinned_of(picture: npt.NDArray[np.uint8], kept: npt.NDArray[np.bool_]) -> Ints:
    """(1024,) the kept pixels' colours, UNKNOWN elsewhere."""
    return np.where(kept, picture.astype(np.int64), UNKNOWN).ravel()


def picture(seed: int, *, colours: int = 64) -> npt.NDArray[np.uint8]:
    """Noise with flat parts on all three levels."""
    rng = np.random.default_rng(seed)
    fine = rng.integers(0, colours, size=(32, 32), dtype=np.uint8)
    half = rng.integers(0, colours, size=(16, 16), dtype=np.uint8).repeat(2, axis=0).repeat(2, axis=1)
    made = np.where(rng.random((8, 8)).repeat(4, axis=0).repeat(4, axis=1) < 0.5, fine, half)
    made[8:20, 8:20] = 7
    return made


def some(seed: int, share: float, *, side: int = 1) -> npt.NDArray[np.bool_]:
    """(32, 32) a share of the squares of this side."""
    rng = np.random.default_rng(seed)
    return (rng.random((32 // side, 32 // side)) < share).repeat(side, axis=0).repeat(side, axis=1)


def various_jobs() -> list[Job]:
    """From scratch; kept in whole cells, in part on every level, nearly all, all; locked; each way of sampling."""
    few = np.zeros(64, dtype=np.bool_)
    few[[0, 5, 9]] = True
    half = np.zeros((32, 32), dtype=np.bool_)
    half[:, :16] = True
    parent = picture(1)
    return [
        job_numbered(1),
        job_numbered(2, pinned=pinned_of(parent, half)),
        job_numbered(3, pinned=pinned_of(parent, np.ones((32, 32), dtype=np.bool_))),
        job_numbered(4, colours=few),
        job_numbered(5, pinned=pinned_of(parent, some(5, 0.3)), colours=few),
        job_numbered(6, pinned=pinned_of(picture(6, colours=2), some(6, 0.5, side=2))),
        job_numbered(7, pinned=pinned_of(parent, some(7, 0.98))),
        job_numbered(8, sampling=Sampling(temperature=0)),
        job_numbered(9, sampling=Sampling(temperature=0.5, top_k=2)),
        job_numbered(10, sampling=Sampling(temperature=0.6, top_p=0.7)),
        job_numbered(11, prompt=[PAD] * 12),
        job_numbered(12, pinned=np.full(1024, UNKNOWN)),
    ]
