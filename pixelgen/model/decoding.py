"""Prompts in, sprites out: prefill, then group by group over the key/value cache, many sprites side by side.

A sprite's pixels depend on its own prompt, kept pixels and draws alone, never on its neighbours in the batch.
Knows nothing of requests; `Job` is one sprite to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pixelgen.group_writer import GroupWriter
from pixelgen.groups import GROUPS, RING, SLOTS, surroundings
from pixelgen.model.blocks import KVCache
from pixelgen.model.fixed_point import Floats
from pixelgen.model.sampling import Sampling, sample
from pixelgen.model.transformer import NO_PLACE, Transformer
from pixelgen.model.weights import PROMPT_STEPS
from pixelgen.quadtree import CELL_LEVEL, UNKNOWN, Indices, Ints
from pixelgen.vocabulary import WRITABLE

_PIXEL_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Job:
    """prompt (12,) token ids: three groups of four; draws (1344,) one raw uint64 a cell; colours (64,) palette indices
    that may be used; pinned (1024,): colours of kept pixels, UNKNOWN elsewhere; they need not be among `colours`."""

    prompt: Sequence[int]
    draws: npt.NDArray[np.uint64]
    sampling: Sampling
    colours: npt.NDArray[np.bool_] = field(default_factory=lambda: np.ones(len(WRITABLE) - 1, dtype=np.bool_))
    pinned: Ints | None = None


class _Row:
    """One sprite on its way."""

    def __init__(self, number: int, job: Job) -> None:
        self.number = number
        self.job = job
        self.writer = GroupWriter(pinned=job.pinned)
        self.last: tuple[Ints, int]  # the four tokens fed next, and the place that they were written into
        self._coarse, self._fine = np.append(job.colours, True), np.append(job.colours, False)

    def accept(self, logits: Floats) -> None:
        """Sample the next cell's token, unless kept pixels decide it, and write it."""
        token = self.writer.forced
        if token is None:
            cell = self.writer.cell
            token = WRITABLE[sample(logits, self._allowed(cell), int(self.job.draws[cell]), self.job.sampling)]
        group = self.writer.group
        assert group is not None
        self.writer.write(token)
        self.last = np.array(self.writer.tokens), group

    def _allowed(self, cell: int) -> npt.NDArray[np.bool_]:
        """(65,) what may be written: over kept pixels of one colour that colour, unless the lock forbids it for the
        open pixels beside, or a closer look."""
        free = self._fine if CELL_LEVEL[cell] == _PIXEL_LEVEL else self._coarse
        bound = self.writer.bound
        if bound == UNKNOWN:
            return free
        allowed = np.zeros(len(WRITABLE), dtype=np.bool_)
        place = WRITABLE.index(bound)
        allowed[place] = free[place]
        allowed[-1] = True
        return allowed


def decode_jobs(
    transformer: Transformer,
    jobs: Sequence[Job],
    *,
    rows: int,
    finished: Callable[[int], None] | None = None,
) -> list[Indices]:
    """The (32, 32) palette indices of each job, in order; at most `rows` are written side by side.

    `finished` is called with a job's place in `jobs` when its sprite is complete.
    """
    limit = min(rows, len(jobs))
    results: dict[int, Indices] = {}
    waiting = iter(enumerate(jobs))
    cache = transformer.new_cache(limit)
    active: list[_Row] = []
    while True:
        _begin_waiting(transformer, cache, active, waiting, limit=limit, results=results, finished=finished)
        if not active:
            return [results[number] for number in range(len(jobs))]
        _write_group(transformer, cache, active)
        for place in reversed(range(len(active))):
            if active[place].writer.group is None:
                _finish(active[place], results, finished)
                # The last row takes the free place, so that the rows in use stay together.
                final = active.pop()
                if place < len(active):
                    active[place] = final
                    cache.move(len(active), place)


def _finish(row: _Row, results: dict[int, Indices], finished: Callable[[int], None] | None) -> None:
    results[row.number] = row.writer.indices()
    if finished is not None:
        finished(row.number)


def _begin_waiting(
    transformer: Transformer,
    cache: KVCache,
    active: list[_Row],
    waiting: Iterator[tuple[int, Job]],
    *,
    limit: int,
    results: dict[int, Indices],
    finished: Callable[[int], None] | None,
) -> None:
    """Begin waiting jobs in the free rows: read their prompts and kept groups, all but the last step fed."""
    while len(active) < limit and (job := next(waiting, None)) is not None:
        row = _Row(*job)
        if row.writer.group is None:  # everything is kept
            _finish(row, results, finished)
            continue
        _prefill(transformer, cache, len(active), row)
        active.append(row)


def _prefill(transformer: Transformer, cache: KVCache, place: int, row: _Row) -> None:
    kept = row.writer.kept
    places = kept.groups + GROUPS
    tokens = np.concatenate([np.array(row.job.prompt).reshape(PROMPT_STEPS, SLOTS), kept.tokens])
    own = np.concatenate([np.full(PROMPT_STEPS, NO_PLACE), places])
    targets = np.concatenate([np.full(PROMPT_STEPS - 1, NO_PLACE), places])
    ring = np.concatenate([np.full((PROMPT_STEPS - 1, RING), UNKNOWN), surroundings(kept).ring])
    row.last = tokens[-1], int(own[-1])
    cache.lengths[place] = 0
    transformer.forward(
        cache,
        slice(place, place + 1),
        tokens=tokens[None, :-1],
        own=own[None, :-1],
        targets=targets[None],
        ring=ring[None],
    )


def _write_group(transformer: Transformer, cache: KVCache, active: list[_Row]) -> None:
    """Feed each row's last group and write its next one, slot by slot."""
    inner = transformer.forward(
        cache,
        slice(0, len(active)),
        tokens=np.array([row.last[0] for row in active])[:, None],
        own=np.array([[row.last[1]] for row in active]),
        targets=np.array([[row.writer.group] for row in active]),
        ring=np.stack([row.writer.ring() for row in active])[:, None],
    )[:, 0]
    for slot in range(SLOTS):
        logits = transformer.logits(inner, np.stack([row.writer.near() for row in active]), slot)
        for row, scores in zip(active, logits, strict=True):
            row.accept(scores)
