"""`pixelgen bench`: ways of drawing -> how long each takes, side by side in one run, as a table or JSON.

The ways take turns and medians are shown, so that other load on the machine affects them alike: the ratios are what
counts. Every figure names the engine that drew it. Knows nothing of how a sprite is drawn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from pixelgen.commands.engine_name import engine_name
from pixelgen.commands.terminal.console import print_error
from pixelgen.commands.terminal.option_types import whole_number
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.terminal.weights_option import add_weights_option, explained_weights

if TYPE_CHECKING:
    from pixelgen.model.decoding import Job
    from pixelgen.model.weights import Weights

HELP = "measure how fast sprites are drawn"
DESCRIPTION = """\
Measure how fast each engine draws one sprite and a batch, on one thread and on several, and how long a new process, a
cache hit and a batch's memory take. What a sprite's time goes into, step by step; and multiply-adds a second, beside
what a bare loop of the same kernel reaches. The engines take turns; the figures are medians."""
EPILOG = """\
Where PyTorch is installed, a plain decoder is measured too: the same weights in float32 with a key/value cache, a group
of four cells at a time.

examples:
  pixelgen bench
  pixelgen bench --rounds 1 --batch 8 --json
"""
_SCALING_ROUNDS = 7  # of which come three batches
_SCALING_BATCHES = 3  # in one: at the end of each some threads have nothing left to do
_STEPS = 1
_SURROUNDINGS = 3  # a new process, a cache hit, memory
_HIGHEST_ROUNDS, _HIGHEST_BATCH, _HIGHEST_THREADS = 1000, 256, 64


class PlainDecoder(Protocol):
    """Another implementation that runs the same weights."""

    name: str

    def draw(self, jobs: Sequence[Job]) -> object:
        """Draw these sprites side by side."""


Draw = Callable[[Sequence[int]], object]  # draws the jobs of these numbers


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each round: of one sprite, and of a batch."""

    single: list[float]
    batch: list[float]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--rounds", type=whole_number(1, _HIGHEST_ROUNDS), default=5, metavar="N", help=_ROUNDS_HELP)
    add("--batch", type=whole_number(1, _HIGHEST_BATCH), default=32, metavar="N", help="sprites per batch (default 32)")
    add("--threads", type=whole_number(1, _HIGHEST_THREADS), default=2, metavar="N", help=_THREADS_HELP)
    add_weights_option(parser)
    add("--json", action="store_true", help="print one JSON object")


_ROUNDS_HELP = "single sprites per engine, and a third as many batches (default 5)"
_THREADS_HELP = "threads to compare with one (default 2)"


def take_turns(
    ways: Mapping[str, Draw], *, rounds: int, batch: int, clock: Callable[[], float], begun: Callable[[], None]
) -> dict[str, Times]:
    """Every way draws one sprite, in turn, `rounds` times; then a batch, a third as often. A first sprite warms up.

    begun: called at the start of each of the `rounds_of(rounds)` rounds.
    """

    def timed(draw: Draw, jobs: Sequence[int]) -> float:
        start = clock()
        draw(jobs)
        return clock() - start

    times = {name: Times([], []) for name in ways}
    for number in range(rounds_of(rounds)):
        begun()
        for name, draw in ways.items():
            if number == 0:
                draw([0])
            elif number <= rounds:
                times[name].single.append(timed(draw, [number % batch]))
            else:
                times[name].batch.append(timed(draw, range(batch)))
    return times


def rounds_of(rounds: int) -> int:
    """Rounds in all: the first one, those of single sprites, and those of batches."""
    return 1 + rounds + -(-rounds // 3)


def run(
    options: argparse.Namespace,
    plain_decoders: Callable[[Weights], list[PlainDecoder]],
    *,
    clock: Callable[[], float] = perf_counter,
) -> str:
    """Measure and return the lines to print."""
    from pixelgen.commands.bench_steps import measured_steps
    from pixelgen.commands.bench_surroundings import cache_hit_seconds, cold_seconds, peak_megabytes
    from pixelgen.drawing.best_engine import NativeEngine, ReferenceEngine
    from pixelgen.drawing.drawing import job_of
    from pixelgen.generator import SHIPPED_WEIGHTS
    from pixelgen.model.individuals import TraitTable
    from pixelgen.model.weights import load_weights
    from pixelgen.native.library import NativeError
    from pixelgen.requests.request import SpriteRequest
    from pixelgen.vocabulary import CATEGORIES, ZONES

    with explained_weights(options.weights):
        weights = load_weights(options.weights or SHIPPED_WEIGHTS)
    pairs = [(zone, category) for zone in ZONES for category in CATEGORIES]
    requests = [SpriteRequest(*pairs[7 * n % len(pairs)], seed=n) for n in range(options.batch)]
    individuals = TraitTable(weights.world, weights.trait_rows)
    jobs = [job_of(request, table=individuals)[0] for request in requests]
    reference = ReferenceEngine(weights, batch=options.batch, threads=1)
    ways: dict[str, Draw] = {}
    engines = {"reference": engine_name(reference)}
    threaded: NativeEngine | None = None
    kernel = None
    try:
        native = NativeEngine(weights, batch=options.batch, threads=1)
    except NativeError as error:
        print_error("pixelgen bench", f"without the native core: {error}")
    else:
        threaded = NativeEngine(weights, batch=options.batch, threads=options.threads)
        kernel = native.kernel
        engines = {"native": engine_name(native), **engines, "threads": engine_name(threaded)}
        ways["native"] = lambda numbers: native.decode([jobs[n % len(jobs)] for n in numbers])
    ways["reference"] = lambda numbers: reference.decode([jobs[n] for n in numbers])
    for decoder in plain_decoders(weights):
        engines[decoder.name] = f"{decoder.name} float32"
        ways[decoder.name] = lambda numbers, decoder=decoder: decoder.draw([jobs[n] for n in numbers])  # type: ignore[misc]
    total = rounds_of(options.rounds) + (0 if threaded is None else rounds_of(_SCALING_ROUNDS) + _STEPS) + _SURROUNDINGS
    with progress_bar(sys.stderr, what="rounds") as progress:
        begun = partial(_report_next, progress, iter(range(total)), total)
        times = take_turns(ways, rounds=options.rounds, batch=options.batch, clock=clock, begun=begun)
        scaling = steps = None
        if threaded is not None:
            several: Draw = lambda numbers: threaded.decode([jobs[n % len(jobs)] for n in numbers])  # noqa: E731
            names = {"1": ways["native"], str(options.threads): several}
            many = _SCALING_BATCHES * options.batch
            turns = take_turns(names, rounds=_SCALING_ROUNDS, batch=many, clock=clock, begun=begun)
            scaling = {name: many / median(turn.batch) for name, turn in turns.items()}
            begun()
            steps = measured_steps(weights, jobs, rounds=options.rounds, clock=clock)
        begun()
        cold, engines["cold"] = cold_seconds(options.weights, clock=clock)
        begun()
        hit, engines["cache_hit"] = cache_hit_seconds(options.weights, clock=clock)
        begun()
        memory = peak_megabytes(options.weights, batch=options.batch)
    if memory is not None:
        engines["memory"] = memory[1]
    found = figures(times, batch=options.batch)
    found |= {
        "engines": engines,
        "kernel": kernel,
        "threads": scaling,
        "steps": steps,
        "cold_ms": 1e3 * cold,
        "cache_hit_ms": 1e3 * hit,
        "memory_mb": None if memory is None else memory[0],
    }
    return json.dumps(found) if options.json else table(found)


def _report_next(report: Callable[[int, int], None], numbers: Iterator[int], total: int) -> None:
    report(next(numbers), total)


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
    """Figures -> lines for people; how many times as long as the first way each takes. Each line names its engine."""
    single, high, rate = (found[name] for name in ("single_ms", "single_p95_ms", "batch_sprites_per_s"))
    engines: Mapping[str, str] = found["engines"]
    first = next(iter(single))
    lines = [f"one thread; batches of {found['batch']}; x: how many times as long as {first}"]
    lines.append(f"{'':12}{'engine':20}{'one sprite':>12}{'p95':>12}{'':>8}{'sprites/s':>12}")
    for name in single:
        longer = f"{single[name] / single[first]:.1f}x", f"{rate[first] / rate[name]:.1f}x"
        lines.append(
            f"{name:12}{engines[name]:20}{single[name]:9.1f} ms{high[name]:9.1f} ms{longer[0]:>8}"
            f"{rate[name]:12.2f}{longer[1]:>8}"
        )
    if found["threads"] is not None:
        rates = ", ".join(f"{name}: {value:.1f} sprites/s" for name, value in found["threads"].items())
        lines.append(f"threads: {rates} ({engines['threads']})")
    if found.get("steps") is not None:
        from pixelgen.commands.bench_steps import step_lines

        lines += step_lines(found["steps"], batch=found["batch"], engine=engines["native"])
    lines.append(f"new process, one sprite: {found['cold_ms']:.0f} ms ({engines['cold']})")
    lines.append(f"cache hit: {found['cache_hit_ms']:.2f} ms ({engines['cache_hit']})")
    if found["memory_mb"] is not None:
        lines.append(f"peak memory of a process that draws a batch: {found['memory_mb']:.0f} MB ({engines['memory']})")
    return "\n".join(lines)
