"""What a sprite costs with weights of groups, and with the shipped ones of single cells, in one run.

python -m tests.group_figures weights.safetensors --sprites 32

Steps are groups, or tokens for the shipped weights. Milliseconds are processor time of one thread; on a busy machine
are too high, for both alike. Sprites are asked for by trait rows drawn at random, at default sampling; what is drawn
with drafts is compared with what is drawn step by step.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pixelgen.drawing.drawing import job_of
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.grouped.decoding import GroupJob
from pixelgen.model.grouped.weights import GroupWeights, load_group_weights
from pixelgen.model.sampling import Sampling
from pixelgen.model.weights import load_weights
from pixelgen.native.batch import Effort, NativeBatch, NativeNetwork, Packed
from pixelgen.native.groups import NativeGroupModel, PackedGroupJobs
from pixelgen.native.library import MOST_ROWS, MOST_WINDOW
from pixelgen.native.model import NativeModel, PackedJobs
from pixelgen.quadtree import CELLS, Indices
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES

_WAYS = ((1, 1), (1, MOST_WINDOW), (MOST_ROWS, 1), (MOST_ROWS, MOST_WINDOW))  # rows, window
_TRAITS_FROM = 2  # column of the trait rows; family is a column of its own in the prompt, too


def prompts(weights: GroupWeights, count: int) -> list[list[int]]:
    """Prompts of random rows: zone, category, species, then the traits."""
    world, rng = weights.world, np.random.default_rng(0)
    found = []
    for row in weights.trait_rows[rng.integers(0, len(weights.trait_rows), count)].tolist():
        species = world.meaning(row[1])[1]
        category = world.token_id("category", world.category_of[species])
        found.append([row[0], category, row[1], *row[_TRAITS_FROM:]])
    return found


def group_jobs(weights: GroupWeights, count: int) -> list[GroupJob]:
    """From scratch, at the sampling that requests have when they name none."""
    plain = SpriteRequest(ZONES[0], CATEGORIES[0]).sampling
    draws = np.random.default_rng(1).integers(0, 2**64, size=(count, CELLS), dtype=np.uint64)
    sampling = Sampling(plain.temperature, plain.top_k, plain.top_p, plain.min_p)
    return [GroupJob(prompt, own, sampling) for prompt, own in zip(prompts(weights, count), draws, strict=True)]


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


def tell(name: str, network: NativeNetwork, pack: Callable[[Sequence[Any]], Packed], jobs: Sequence[Any]) -> None:
    """The lines of a model in the table."""
    expected: list[Indices] = []
    for rows, window in _WAYS:
        seconds, effort, sprites = drawn(network, pack(jobs), len(jobs), rows=rows, window=window)
        expected = expected or sprites
        assert np.array_equal(expected, sprites), "drafts or a batch changed a pixel"
        count, steps = len(jobs), effort.written
        figures = f"{1000 * seconds / count:.1f} | {steps / count:.0f} | {steps / effort.passes:.2f}"
        print(
            f"| {name} | {network.kernel} | {rows} | {window} | {figures} | {effort.computed / steps:.2f} |", flush=True
        )


def main() -> int:
    """Print the table -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--sprites", type=int, default=32)
    parser.add_argument("--kernel")
    options = parser.parse_args()
    weights = load_group_weights(options.weights)
    print("| weights | kernel | rows | window | ms a sprite | steps a sprite | steps a pass | computed a step |")
    print("|---|---|---|---|---|---|---|---|")
    groups = NativeGroupModel(weights, kernel=options.kernel).network
    tell("groups", groups, PackedGroupJobs, group_jobs(weights, options.sprites))
    pairs = [(zone, category) for zone in ZONES for category in CATEGORIES]
    requests = [SpriteRequest(*pairs[7 * number % len(pairs)], seed=number) for number in range(options.sprites)]
    shipped = NativeModel(load_weights(SHIPPED_WEIGHTS), kernel=options.kernel).network
    tell("shipped", shipped, PackedJobs, [job_of(request)[0] for request in requests])
    return 0


if __name__ == "__main__":
    sys.exit(main())
