"""What a sprite costs, alone and in a batch, with drafts and without, in one run.

python -m tests.core_figures --sprites 32

Steps are groups. Milliseconds are processor time of one thread; on a busy machine they are too high, for all alike.
Sprites are of all zones and categories, at default sampling; what is drawn with drafts is compared with what is drawn
step by step.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pixelgen.drawing.drawing import job_of
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.decoding import Job
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import Weights, load_weights
from pixelgen.native.batch import Effort, NativeBatch, NativeNetwork, Packed
from pixelgen.native.library import MOST_ROWS, MOST_WINDOW
from pixelgen.native.model import NativeModel, PackedJobs
from pixelgen.quadtree import Indices
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES

_WAYS = ((1, 1), (1, MOST_WINDOW), (MOST_ROWS, 1), (MOST_ROWS, MOST_WINDOW))  # rows, window
PAIRS = [(zone, category) for zone in ZONES for category in CATEGORIES]


def jobs_of(weights: Weights, count: int) -> list[Job]:
    """From scratch, zones and categories in turn, at the sampling that requests have when they name none."""
    table = TraitTable(weights.world, weights.trait_rows)
    requests = [SpriteRequest(*PAIRS[7 * number % len(PAIRS)], seed=number) for number in range(count)]
    return [job_of(request, table=table)[0] for request in requests]


def drawn(
    network: NativeNetwork, packed: Packed, count: int, *, rows: int, window: int
) -> tuple[float, Effort, list[Indices]]:
    """Seconds of the processor, effort, sprites."""
    waiting = list(range(count))[::-1]
    with NativeBatch(network, packed, rows=rows, window=window) as batch:
        start = time.process_time()
        while waiting or batch.active:
            while waiting and batch.room:
                batch.add(waiting.pop())
            batch.run(1 << 40)
        return time.process_time() - start, batch.effort, list(packed.indices)


def tell(network: NativeNetwork, jobs: Sequence[Job]) -> None:
    """The lines of the table."""
    expected: list[Indices] = []
    for rows, window in _WAYS:
        seconds, effort, sprites = drawn(network, PackedJobs(jobs), len(jobs), rows=rows, window=window)
        expected = expected or sprites
        assert np.array_equal(expected, sprites), "drafts or a batch changed a pixel"
        count, steps = len(jobs), effort.written
        figures = f"{1000 * seconds / count:.1f} | {steps / count:.0f} | {steps / effort.passes:.2f}"
        print(f"| {network.kernel} | {rows} | {window} | {figures} | {effort.computed / steps:.2f} |", flush=True)


def main() -> int:
    """Print the table -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=SHIPPED_WEIGHTS)
    parser.add_argument("--sprites", type=int, default=32)
    parser.add_argument("--kernel")
    options = parser.parse_args()
    weights = load_weights(options.weights)
    print("| kernel | rows | window | ms a sprite | steps a sprite | steps a pass | computed a step |")
    print("|---|---|---|---|---|---|---|")
    tell(NativeModel(weights, kernel=options.kernel).network, jobs_of(weights, options.sprites))
    return 0


if __name__ == "__main__":
    sys.exit(main())
