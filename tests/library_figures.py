"""What the library costs a game: a hit of the cache, a lookup among many, a call of `submit` while a batch is drawn.

python -m tests.library_figures

Prints figures and judges none: on a busy machine every thread waits for its turn, whatever it calls; the sum tells.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pixelgen.cache.cache import Cache
from pixelgen.generator import Generator
from pixelgen.requests.request import SpriteRequest
from tests.reliability import key_of, put

CALLS = 1000


def milliseconds(call: Callable[[int], object], *, pause: float = 0.0) -> str:
    """Median, 99th percentile and longest of a thousand calls, and the longest that one kept the processor."""
    spent, computed = [], []
    for number in range(CALLS):
        began, worked = time.perf_counter(), time.thread_time()
        call(number)
        computed.append(1000 * (time.thread_time() - worked))
        spent.append(1000 * (time.perf_counter() - began))
        time.sleep(pause)
    waited = f"median {np.median(spent):.3f} ms, 99 % {np.percentile(spent, 99):.3f} ms, longest {max(spent):.3f} ms"
    return f"{waited}; of the processor's time 99 % {np.percentile(computed, 99):.3f} ms"


def cached(entries: int, folder: Path) -> str:
    """Cost of a hit among so many entries."""
    cache = Cache(folder)
    for number in range(entries):
        put(cache, number)
    keys = [key_of(number * 7919 % entries) for number in range(CALLS)]
    return milliseconds(lambda number: cache.get(keys[number]))


def while_drawing(submits: bool, *, pause: float) -> str:
    """Cost of `submit`, or of a sum of a few numbers in its place, while sprites are drawn."""
    with Generator() as generator:
        requests = [SpriteRequest("reef", "coral", seed=seed) for seed in range(2 * CALLS)]
        for request in requests[CALLS:]:
            generator.submit(request)
        time.sleep(0.5)  # until one is being drawn
        if submits:
            return milliseconds(lambda number: generator.submit(requests[number]), pause=pause)
        return milliseconds(lambda _: sum(range(300)), pause=pause)


def main() -> int:
    for entries in (100, 10_000):
        with tempfile.TemporaryDirectory() as folder:
            print(f"a hit among {entries:,} entries: {cached(entries, Path(folder))}", flush=True)
    for pause, how in ((0.0, "one after the other"), (1 / 60, "one a frame")):
        for submits, what in ((True, "submit"), (False, "a sum instead")):
            print(f"{what} while sprites are drawn, {how}: {while_drawing(submits, pause=pause)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
