"""A task, sent to another machine -> its creature. Runs in a worker of a cluster; knows nothing of clusters.

What a worker draws lies in its own machine's cache, so that a child finds its parents there if they were drawn there.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from threading import local

from engine_bridges.baking.plan import BakeTask, creature_of, key_of
from engine_bridges.creatures.creature import Creature, PackError
from pixelgen import CACHE_VARIABLE, Cache, Generator

_drawers = local()  # a thread has its own: one generator draws for one at a time


def creature_of_task(task: BakeTask, weights: bytes | None) -> Creature:
    """The task's creature. weights: content of a weights file; None: the shipped ones.

    PackError when the pixelgen here is not the one that made the task, RequestError when the sprite cannot be drawn.
    """
    drawer = _drawer(weights)
    if key_of(task.request, task.card.species, task.look, weights=drawer.weights_digest) != task.key:
        raise PackError("a worker has another pixelgen, or other weights; install the same one everywhere")
    return creature_of(task, drawer.sprites([task.request])[0])


def _drawer(weights: bytes | None) -> Generator:
    """The thread's generator; another one for other weights."""
    if not hasattr(_drawers, "generator") or _drawers.weights != weights:
        cache = Cache(os.environ.get(CACHE_VARIABLE) or None, warn=lambda _: None)
        if weights is None:
            _drawers.generator = Generator(cache=cache)
        else:
            with tempfile.TemporaryDirectory(prefix="pixelgen-") as folder:
                path = Path(folder) / "weights.safetensors"
                path.write_bytes(weights)
                _drawers.generator = Generator(path, cache)
        _drawers.weights = weights
    found: Generator = _drawers.generator
    return found
