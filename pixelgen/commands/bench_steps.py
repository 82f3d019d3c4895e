"""What a sprite's time goes into, step by step, and how near the products come to a loop of nothing else.

The core's own stopwatch tells the decoder's phases; finishing and naming parts are timed here. Multiply-adds are those
that were done: where an input is zero none are. The bare loop is the products' loop of the same kernel on one layer's
weights, which stay in the nearest caches: what this core of the machine can do at best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from pixelgen.drawing.finisher import finisher
from pixelgen.drawing.labelling import Labelling
from pixelgen.model.decoding import Job
from pixelgen.model.weights import Weights
from pixelgen.native.library import MOST_ROWS, MOST_WINDOW, PHASES
from pixelgen.native.model import NativeModel, PackedJobs
from pixelgen.quadtree import Indices

_BARE_ROWS = (1, 32)  # as alone, without drafts; as in a batch
_BARE_SECONDS = 0.02  # of a turn of the bare loop
_ALL_GROUPS = 1 << 40
STEPS = (*PHASES, "finishing", "parts")


def measured_steps(
    weights: Weights, jobs: Sequence[Job], *, rounds: int, clock: Callable[[], float], kernel: str | None = None
) -> dict[str, Any]:
    """step_ms: milliseconds of a sprite in each step, alone and in a batch; multiply_adds_per_s, bare_loop_per_s, and
    share, that of the former in the latter. Medians of rounds. kernel: None: the best. NativeError without a core."""
    model = NativeModel(weights, kernel=kernel)
    labelling = Labelling(weights, native=True)
    found: dict[str, Any] = {"step_ms": {}, "multiply_adds_per_s": {}}
    rates: dict[str, list[float]] = {"single": [], "batch": []}
    times: dict[str, list[dict[str, float]]] = {"single": [], "batch": []}
    bare: list[float] = []
    for number in range(rounds):
        for name, some, rows in (("single", [jobs[number % len(jobs)]], 1), ("batch", jobs, MOST_ROWS)):
            seconds, multiply_adds, sprites = _drawn(model, some, rows=rows)
            rates[name].append(multiply_adds / sum(seconds.values()))
            times[name].append(seconds | _finished(labelling, sprites, clock))
            times[name][-1] = {step: 1e3 * spent / len(some) for step, spent in times[name][-1].items()}
        bare.append(max(_bare_rate(model, rows, clock) for rows in _BARE_ROWS))
    found["bare_loop_per_s"] = median(bare)
    for name, each in times.items():
        found["step_ms"][name] = {step: median(one[step] for one in each) for step in STEPS}
        found["multiply_adds_per_s"][name] = median(rates[name])
    found["share"] = {name: rate / found["bare_loop_per_s"] for name, rate in found["multiply_adds_per_s"].items()}
    return found


def _drawn(model: NativeModel, jobs: Sequence[Job], *, rows: int) -> tuple[dict[str, float], int, Indices]:
    """Seconds of each phase of the decoder, multiply-adds, and what was drawn (n, 32, 32)."""
    packed, waiting = PackedJobs(jobs), list(range(len(jobs)))[::-1]
    with model.batch(packed, rows=rows, window=MOST_WINDOW) as together:
        times = together.timed()
        while waiting or together.active:
            while waiting and together.room:
                together.add(waiting.pop())
            together.run(_ALL_GROUPS)
    return dict(zip(PHASES, times.seconds, strict=True)), int(times.multiply_adds), packed.indices


def _finished(labelling: Labelling, sprites: Indices, clock: Callable[[], float]) -> dict[str, float]:
    """Seconds of what is done to the drawings."""
    finish = finisher(native=True).finish
    start = clock()
    bodies = [finish(drawn, standing=False) for drawn in sprites]
    between = clock()
    for body in bodies:
        labelling.sprite(body, ())
    return {"finishing": between - start, "parts": clock() - between}


def _bare_rate(model: NativeModel, rows: int, clock: Callable[[], float]) -> float:
    """Multiply-adds a second, of as many rounds as take a while."""
    rounds = 16
    while True:
        start = clock()
        done = model.bare_loop(rows=rows, rounds=rounds)
        spent = clock() - start
        if spent >= _BARE_SECONDS:
            return done / spent
        rounds *= 2


def step_lines(found: dict[str, Any], *, batch: int, engine: str) -> list[str]:
    """The figures for people."""
    single, many = found["step_ms"]["single"], found["step_ms"]["batch"]
    lines = [f"steps of a sprite, alone and in a batch of {batch} ({engine}):"]
    lines += [f"  {step:<12}{single[step]:9.2f} ms{many[step]:9.2f} ms" for step in STEPS]
    alone, together = (
        f"{found['multiply_adds_per_s'][name] / 1e9:.1f} ({100 * found['share'][name]:.0f} %)"
        for name in ("single", "batch")
    )
    lines.append(
        f"thousand million multiply-adds a second: alone {alone}, in a batch {together}; "
        f"a bare loop of the kernel {found['bare_loop_per_s'] / 1e9:.1f}"
    )
    return lines
