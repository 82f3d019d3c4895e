"""Sprites of a small random network are the recorded ones, on every machine, with every engine and kernel."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from pixelgen.drawing.best_engine import NativeEngine, ReferenceEngine
from pixelgen.model.decoding import Job
from pixelgen.model.sampling import Sampling
from pixelgen.native.library import NativeError, kernels
from pixelgen.quadtree import CELLS, UNKNOWN, Indices
from tests.pixelgen.model.jobs import PROMPT
from tests.tiny_weights import tiny_weights

RECORDED = "552a38b635f56655c86d77009b8d981d"

try:
    KERNELS = [name for name, runs in kernels().items() if runs]
except NativeError:
    KERNELS = []


def jobs() -> list[Job]:
    """From scratch; locked, with every fifth pixel and a block kept; greedy; truncated in each way. No chance but raw
    draws."""
    draws = np.random.Philox(key=7).random_raw(5 * CELLS).reshape(5, CELLS)
    pixel = np.arange(1024)
    pinned = np.where((pixel % 5 == 0) | (pixel < 256), pixel // 64 % 7 * 3, UNKNOWN)
    plain = Sampling(temperature=0.7, min_p=0.1)
    return [
        Job(PROMPT, draws[0], plain),
        Job(PROMPT, draws[1], plain, np.arange(64) % 4 == 0, pinned),
        Job(PROMPT, draws[2], Sampling(temperature=0)),
        Job(PROMPT, draws[3], Sampling(temperature=1.3, top_k=5)),
        Job(PROMPT, draws[4], Sampling(temperature=0.9, top_p=0.8)),
    ]


def digest(sprites: list[Indices]) -> str:
    return hashlib.sha256(b"".join(sprite.tobytes() for sprite in sprites)).hexdigest()[:32]


def test_the_reference_draws_the_recorded_sprites() -> None:
    assert digest(ReferenceEngine(tiny_weights(), batch=2, threads=2).decode(jobs())) == RECORDED


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_core_draws_the_recorded_sprites(kernel: str) -> None:
    engine = NativeEngine(tiny_weights(), batch=3, threads=2, kernel=kernel)
    assert digest(engine.decode(jobs())) == RECORDED


def test_the_record_is_of_sprites_that_differ_and_are_no_noise_alone() -> None:
    sprites = ReferenceEngine(tiny_weights(), batch=5, threads=1).decode(jobs())
    assert len({sprite.tobytes() for sprite in sprites}) == len(sprites)
    assert all(len(np.unique(sprite)) > 3 for sprite in sprites)
