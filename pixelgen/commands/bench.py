"""`pixelgen bench`: ways of drawing -> how long each takes, side by side in one run, as a table or JSON.

The ways take turns and medians are shown, so that whatever else the machine does strikes them alike: ratios are what
counts. Knows nothing of how a sprite is drawn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from pixelgen.commands.option_types import whole_number
from pixelgen.commands.progress import progress_bar

if TYPE_CHECKING:
    from pixelgen.model.decoding import Job
    from pixelgen.model.weights import Weights
    from pixelgen.quadtree import Indices

EPILOG = """\
The plain way, where torch is installed: the same weights in float32, a key/value cache, one token at a time;
the same in ONNX Runtime with pip install 'pixelgen[train,bench]'.

examples:
  pixelgen bench
  pixelgen bench --rounds 1 --batch 8 --json
"""
_SCALING_ROUNDS = 7  # of which come three batches
_SCALING_BATCHES = 3  # in one: at the end of each some threads have nothing left to do
_HIGHEST_ROUNDS, _HIGHEST_BATCH, _HIGHEST_THREADS = 1000, 256, 64


class PlainDecoder(Protocol):
    """Another implementation that runs the same weights on the tokens of known sprites."""

    name: str

    def draw(self, prompts: Sequence[Sequence[int]], sprites: Sequence[Indices]) -> object:
        """Take the steps of these sprites side by side."""


Draw = Callable[[Sequence[int]], object]  # draws the jobs of these numbers


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each round: of one sprite, and of a batch."""

    single: list[float]
    batch: list[float]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--rounds", type=whole_number(1, _HIGHEST_ROUNDS), default=5, metavar="N", help="single sprites (default 5)")
    add("--batch", type=whole_number(1, _HIGHEST_BATCH), default=32, metavar="N", help="sprites a batch (default 32)")
    add("--threads", type=whole_number(1, _HIGHEST_THREADS), default=2, metavar="N", help="also with N (default 2)")
    add("--weights", type=Path, metavar="FILE", help="another weights file")
    add("--json", action="store_true", help="print one JSON object")


def take_turns(
    ways: Mapping[str, Draw], *, rounds: int, batch: int, clock: Callable[[], float], told: Callable[[int, int], None]
) -> dict[str, Times]:
    """Every way draws one sprite, in turn, `rounds` times; then a batch, a third as often. A first sprite warms up."""

    def timed(draw: Draw, jobs: Sequence[int]) -> float:
        start = clock()
        draw(jobs)
        return clock() - start

    times = {name: Times([], []) for name in ways}
    batches = -(-rounds // 3)
    for number in range(rounds + batches + 1):
        told(number, rounds + batches + 1)
        for name, draw in ways.items():
            if number == 0:
                draw([0])
            elif number <= rounds:
                times[name].single.append(timed(draw, [number % batch]))
            else:
                times[name].batch.append(timed(draw, range(batch)))
    return times


def run(
    options: argparse.Namespace,
    plain_decoders: Callable[[Weights], list[PlainDecoder]],
    *,
    clock: Callable[[], float] = perf_counter,
) -> str:
    """Measure and return the lines to print."""
    from pixelgen.commands.bench_surroundings import cache_hit_seconds, cold_seconds, peak_megabytes
    from pixelgen.drawing.drawing import job_of
    from pixelgen.drawing.engines import NativeEngine, ReferenceEngine
    from pixelgen.generator import SHIPPED_WEIGHTS
    from pixelgen.model.weights import load_weights
    from pixelgen.native.library import NativeError
    from pixelgen.requests.request import SpriteRequest
    from pixelgen.vocabulary import CATEGORIES, ZONES

    weights = load_weights(options.weights or SHIPPED_WEIGHTS)
    pairs = [(zone, category) for zone in ZONES for category in CATEGORIES]
    requests = [SpriteRequest(*pairs[7 * n % len(pairs)], seed=n) for n in range(options.batch)]
    learnt = weights.facts.get("species", "").split(",")
    jobs: list[Job] = [job_of(request, learnt=learnt)[0] for request in requests]
    reference = ReferenceEngine(weights, batch=options.batch, threads=1)
    ways: dict[str, Draw] = {}
    more_threads: Draw | None = None
    kernel = None
    try:
        native = NativeEngine(weights, batch=options.batch, threads=1)
    except NativeError as error:
        print(f"pixelgen bench: without the native core: {error}", file=sys.stderr)
        sprites = reference.decode(jobs)
    else:
        threaded = NativeEngine(weights, batch=options.batch, threads=options.threads)
        sprites, kernel = native.decode(jobs), native.kernel
        ways["native"] = lambda numbers: native.decode([jobs[n % len(jobs)] for n in numbers])
        more_threads = lambda numbers: threaded.decode([jobs[n % len(jobs)] for n in numbers])  # noqa: E731
    ways["reference"] = lambda numbers: reference.decode([jobs[n] for n in numbers])
    for decoder in plain_decoders(weights):
        ways[decoder.name] = lambda numbers, decoder=decoder: decoder.draw(  # type: ignore[misc]
            [jobs[n].prompt for n in numbers], [sprites[n] for n in numbers]
        )
    with progress_bar(sys.stderr, what="rounds") as told:
        times = take_turns(ways, rounds=options.rounds, batch=options.batch, clock=clock, told=told)
    scaling = None
    if more_threads is not None:
        names = {"1": ways["native"], str(options.threads): more_threads}
        many = _SCALING_BATCHES * options.batch
        turns = take_turns(names, rounds=_SCALING_ROUNDS, batch=many, clock=clock, told=lambda _number, _total: None)
        scaling = {name: many / median(turn.batch) for name, turn in turns.items()}
    found = figures(times, batch=options.batch)
    found |= {
        "kernel": kernel,
        "threads": scaling,
        "cold_ms": 1e3 * cold_seconds(options.weights, clock=clock),
        "cache_hit_ms": 1e3 * cache_hit_seconds(options.weights, clock=clock),
        "memory_mb": peak_megabytes(options.weights, batch=options.batch),
    }
    return json.dumps(found) if options.json else table(found)


def figures(times: Mapping[str, Times], *, batch: int) -> dict[str, Any]:
    """Seconds -> medians, in the units that are printed."""
    return {
        "single_ms": {name: 1e3 * median(each.single) for name, each in times.items()},
        "single_p95_ms": {name: 1e3 * _high(each.single) for name, each in times.items()},
        "batch_sprites_per_s": {name: batch / median(each.batch) for name, each in times.items()},
        "batch": batch,
    }


def _high(seconds: Sequence[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(0.95 * len(seconds)))]


def table(found: Mapping[str, Any]) -> str:
    """Figures -> lines for people; how many times faster the first way is than each."""
    single, high, rate = (found[name] for name in ("single_ms", "single_p95_ms", "batch_sprites_per_s"))
    first = next(iter(single))
    lines = [
        f"one thread{'' if found['kernel'] is None else ', kernel ' + found['kernel']}; batches of {found['batch']}"
    ]
    lines.append(f"{'':12}{'one sprite':>12}{'p95':>12}{'':>8}{'sprites/s':>12}")
    for name in single:
        faster = f"{single[name] / single[first]:.1f}x", f"{rate[first] / rate[name]:.1f}x"
        lines.append(
            f"{name:12}{single[name]:9.1f} ms{high[name]:9.1f} ms{faster[0]:>8}{rate[name]:12.2f}{faster[1]:>8}"
        )
    if found["threads"] is not None:
        lines.append(
            "threads: " + ", ".join(f"{name}: {value:.1f} sprites/s" for name, value in found["threads"].items())
        )
    lines.append(f"cold process {found['cold_ms']:.0f} ms, cache hit {found['cache_hit_ms']:.2f} ms")
    if found["memory_mb"] is not None:
        lines.append(f"memory of a process that draws a batch: {found['memory_mb']:.0f} MB at its peak")
    return "\n".join(lines)
