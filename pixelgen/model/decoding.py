"""Prompts in, sprites out: prefill, then token by token over the key/value cache, many sprites side by side.

A sprite's pixels depend on its own prompt, kept cells and draws alone, never on its neighbours in the batch.
Knows nothing of requests; `Job` is one sprite to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pixelgen.model.blocks import KVCache
from pixelgen.model.fixed_point import Floats
from pixelgen.model.sampling import Sampling, sample
from pixelgen.model.transformer import NO_CELL, Transformer
from pixelgen.quadtree import (
    CELL_LEVEL,
    NEIGHBOURS,
    UNKNOWN,
    Indices,
    Ints,
    TokenSequence,
    Writer,
    neighbours,
    pinned_values,
)
from pixelgen.vocabulary import WRITABLE

_PIXEL_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Job:
    """prompt (5,) token ids; draws (1344,) one raw uint64 a cell; colours (64,) palette indices that may be used;
    kept: a sequence whose first `kept` tokens stand already; pinned (1024,): colours of pixels that stand already in
    cells that are not kept whole, UNKNOWN elsewhere. Pinned colours need not be among `colours`."""

    prompt: Sequence[int]
    draws: npt.NDArray[np.uint64]
    sampling: Sampling
    colours: npt.NDArray[np.bool_] = field(default_factory=lambda: np.ones(len(WRITABLE) - 1, dtype=np.bool_))
    kept: TokenSequence | None = None
    pinned: Ints | None = None


class _Row:
    """One sprite on its way."""

    def __init__(self, number: int, job: Job) -> None:
        self.number = number
        self.job = job
        self.writer = Writer(kept=job.kept, pinned=job.pinned)
        self.last = (int(job.prompt[-1]), NO_CELL)  # the token fed next, and the cell it was written into
        self._coarse = np.append(job.colours, True)
        self._fine = np.append(job.colours, False)
        self._bounds = None if job.pinned is None else pinned_values(job.pinned)

    def accept(self, logits: Floats) -> None:
        """Sample the next cell's token and write it."""
        cell = self.writer.cell
        assert cell is not None
        allowed = self._allowed(cell)
        token = WRITABLE[sample(logits, allowed, int(self.job.draws[cell]), self.job.sampling)]
        self.writer.write(token)
        self.last = (token, cell)

    def _allowed(self, cell: int) -> npt.NDArray[np.bool_]:
        """(65,) what may be written: a pinned pixel its colour; above the pixels the one pinned colour inside, unless
        the lock forbids it for the free pixels beside, or a closer look."""
        pixel = CELL_LEVEL[cell] == _PIXEL_LEVEL
        free = self._fine if pixel else self._coarse
        if self._bounds is None or self._bounds[cell] == UNKNOWN:
            return free
        allowed = np.zeros(len(WRITABLE), dtype=np.bool_)
        place = WRITABLE.index(int(self._bounds[cell]))
        allowed[place] = pixel or free[place]
        allowed[-1] |= not pixel
        return allowed


def decode_jobs(
    transformer: Transformer, jobs: Sequence[Job], *, rows: int, finished: Callable[[int], None] | None = None
) -> list[Indices]:
    """The (32, 32) palette indices of each job, in order; at most `rows` are written side by side.

    `finished` is called with a job's place in `jobs` when its sprite is complete.
    """
    results: dict[int, Indices] = {}
    waiting = iter(enumerate(jobs))
    cache = transformer.new_cache(min(rows, len(jobs)))
    active: list[_Row] = []
    while True:
        _begin_waiting(
            transformer, cache, active, waiting, limit=min(rows, len(jobs)), results=results, finished=finished
        )
        if not active:
            return [results[number] for number in range(len(jobs))]
        logits = _decode_step(transformer, cache, active)
        for place in reversed(range(len(active))):
            active[place].accept(logits[place])
            if active[place].writer.cell is None:
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
    """Begin waiting jobs in the free rows: read their prompts and kept tokens, all but the last token fed."""
    while len(active) < limit and (job := next(waiting, None)) is not None:
        row = _Row(*job)
        if row.writer.cell is None:  # everything is kept
            _finish(row, results, finished)
            continue
        _prefill(transformer, cache, len(active), row)
        active.append(row)


def _prefill(transformer: Transformer, cache: KVCache, place: int, row: _Row) -> None:
    prompt, kept = row.job.prompt, row.job.kept
    count = kept.kept if kept is not None else 0
    length = len(prompt) + count
    tokens, cells = np.array([*prompt] + [0] * count), np.full(length, NO_CELL)
    targets, around = np.full(length, NO_CELL), np.full((length, NEIGHBOURS), UNKNOWN)
    if kept is not None:
        first = len(prompt)
        tokens[first:], cells[first:] = kept.tokens[:count], kept.cells[:count]
        targets[first - 1 : -1] = kept.cells[:count]
        around[first - 1 : -1] = neighbours(TokenSequence(kept.tokens[:count], kept.cells[:count], count))
    cache.lengths[place] = 0
    row.last = (int(tokens[-1]), int(cells[-1]))
    window = slice(0, length - 1)
    transformer.forward(
        cache,
        slice(place, place + 1),
        tokens=tokens[None, window],
        cells=cells[None, window],
        targets=targets[None, window],
        around=around[None, window],
    )


def _decode_step(transformer: Transformer, cache: KVCache, active: list[_Row]) -> Floats:
    """Feed each row's last token -> logits (rows, 65) for its next cell."""
    last = np.array([row.last for row in active])
    return transformer.forward(
        cache,
        slice(0, len(active)),
        tokens=last[:, :1],
        cells=last[:, 1:],
        targets=np.array([[row.writer.cell] for row in active]),
        around=np.stack([row.writer.neighbours() for row in active])[:, None],
    )
