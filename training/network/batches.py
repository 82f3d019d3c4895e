"""Labelled sprites -> batches of group sequences, padded. Knows nothing of how sprites are drawn or learnt.

Batch contents depend on (seed, step) alone, so that a resumed run sees what it would have seen.
"""

from __future__ import annotations

import itertools
import signal
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from pixelgen.groups import GROUP_LEVEL, GROUPS, RING, SLOTS, GroupSequence, encode, surroundings
from pixelgen.quadtree import NEIGHBOURS, UNKNOWN
from pixelgen.vocabulary import MASK, PAD, WRITABLE
from training.network.kept_masks import Sprite, random_kept
from training.network.model import NO_PLACE, PROMPT_STEPS
from training.network.processes import Processes
from training.samples.drawn_sprites import Sprites

SORTED_TOGETHER = 8  # batches that are cut from one lot sorted by length, which saves padding
_CLASS = np.full(MASK + 1, -1)
_CLASS[list(WRITABLE)] = np.arange(len(WRITABLE))
_TIMES = 16  # batches are as long as a multiple of it: a processor plans each new shape of a product anew
PROMPT = PROMPT_STEPS * SLOTS

Ints = npt.NDArray[np.int64]
Row = tuple[GroupSequence, Ints]
Fetch = Callable[[Ints], Sprites]


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How sprites become sequences, and prompts are left open."""

    size: int = 8  # sprites a batch
    kept_first: float = 0.5  # share of sprites of which some pixels are kept
    kept_weight: float = 0.5  # weight of the kept pass in the loss
    bare: float = 0.04  # share of prompts that are all PAD
    drop: float = 0.4  # share of the others in which each id is PAD at a rate of the prompt's own


@dataclass(frozen=True, slots=True)
class Batch:
    """tokens (batch, time, 4); own, targets (batch, time); ring (batch, time, 12); near (batch, time, 4, 8); classes
    (batch, time, 4), -1 where nothing is predicted; weights like it, float; levels (batch, time) 0-2 of the target;
    missing (batch, time, 4) bool: the target is neither kept nor forced."""

    tokens: Tensor
    own: Tensor
    targets: Tensor
    ring: Tensor
    near: Tensor
    classes: Tensor
    weights: Tensor
    levels: Tensor
    missing: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        return Batch(*(getattr(self, name).to(device, non_blocking=True) for name in self.__slots__))

    def inputs(self) -> tuple[Tensor, ...]:
        """What the network takes in."""
        return self.tokens, self.own, self.targets, self.ring, self.near, self.classes >= 0


def collate(rows: list[Row], settings: BatchSettings) -> Batch:
    """(sequence, its twelve prompt ids with PAD for dropped ones) of each sprite -> one padded batch."""
    first = PROMPT_STEPS - 1  # the step that writes the first group
    time = max(len(sequence.groups) for sequence, _ in rows) + first
    time = -(-time // _TIMES) * _TIMES
    shape = (len(rows), time)
    tokens, own, targets = np.full((*shape, SLOTS), PAD), np.full(shape, NO_PLACE), np.full(shape, NO_PLACE)
    ring, near = np.full((*shape, RING), UNKNOWN), np.full((*shape, SLOTS, NEIGHBOURS), UNKNOWN)
    classes, weights = np.full((*shape, SLOTS), -1), np.zeros((*shape, SLOTS), dtype=np.float32)
    levels, missing = np.zeros(shape, dtype=np.int64), np.zeros((*shape, SLOTS), dtype=np.bool_)
    for row, (sequence, prompt) in enumerate(rows):
        count, kept = len(sequence.groups), sequence.kept
        end = first + count
        places = sequence.groups + np.where(np.arange(count) < kept, GROUPS, 0)
        tokens[row, :PROMPT_STEPS] = prompt.reshape(PROMPT_STEPS, SLOTS)
        tokens[row, PROMPT_STEPS:end] = sequence.tokens[:-1]
        own[row, PROMPT_STEPS:end] = places[:-1]
        targets[row, first:end] = places
        ring[row, first:end], near[row, first:end] = surroundings(sequence)
        levels[row, first:end] = GROUP_LEVEL[sequence.groups]
        missing[row, first:end] = ~sequence.forced
        weights[row, first:end] = np.where(sequence.forced, 0.0, 1.0)
        weights[row, first : first + kept] = np.where(sequence.tokens[:kept] == PAD, 0.0, settings.kept_weight)
        classes[row, first:end] = np.where(weights[row, first:end] > 0, _CLASS[sequence.tokens], -1)
    return Batch(*(torch.from_numpy(a) for a in (tokens, own, targets, ring, near, classes, weights, levels, missing)))


def prompts_of(sprites: Sprites) -> Ints:
    """(n, 12) ids: zone, category, species, family | accent, build, limbs, pattern | pose, eye, growth, glow."""
    return np.concatenate([sprites.labels, sprites.traits.astype(np.int64)], axis=1)


def dropped(prompt: Ints, settings: BatchSettings, rng: np.random.Generator) -> Ints:
    """The prompt with some of it left open: bare now and then, else each id at a rate of the sprite's own."""
    if rng.random() < settings.bare:
        return np.full(PROMPT, PAD)
    rate = rng.random() if rng.random() < settings.drop else 0.0
    return np.where(rng.random(PROMPT) < rate, PAD, prompt)


def _as_it_is(batch: Any) -> Any:
    return batch


def _heeds_its_parent_alone(_: int) -> None:
    """A signal to a whole group of processes is for the run, which still saves itself."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


class TrainingStream(Dataset[Batch]):
    """An endless stream of batches; `fetch` gives the sprites with these numbers.

    Several processes share batches of `size` sprites for each of them, and every one of them cuts the same. With
    `ahead` another process draws the batches that come next while these are learnt: the same ones.
    """

    def __init__(
        self,
        fetch: Fetch,
        settings: BatchSettings,
        *,
        seed: int,
        processes: Processes | None = None,
        ahead: bool = False,
    ) -> None:
        self._fetch, self._settings, self._seed, self._ahead = fetch, settings, seed, ahead
        self._processes = processes or Processes()
        self._lot = -1
        self._batches: list[list[Row]] = []
        self._next = -1
        self._coming: list[Iterator[Batch]] = []
        weakref.finalize(self, self._coming.clear)  # no later than the interpreter's own end

    def batch(self, step: int) -> Batch:
        """This process's part of batch number `step`."""
        if not self._ahead:
            return self[step]
        if step != self._next:
            self.close()
            loader = DataLoader(
                TrainingStream(self._fetch, self._settings, seed=self._seed, processes=self._processes),
                batch_size=None,
                sampler=itertools.count(step),
                num_workers=1,
                prefetch_factor=2 * SORTED_TOGETHER,
                collate_fn=_as_it_is,
                worker_init_fn=_heeds_its_parent_alone,
            )
            self._coming.append(iter(loader))
        self._next = step + 1
        return next(self._coming[0])

    def close(self) -> None:
        """End the process that draws ahead. One that is forgotten ends with the stream, or with the interpreter."""
        self._coming.clear()  # a loader's iterator ends its workers when it goes
        self._next = -1

    def __getitem__(self, step: int) -> Batch:
        lot, part = divmod(step, SORTED_TOGETHER)
        if lot != self._lot:
            self._batches, self._lot = self._cut(lot), lot
        own = slice(self._processes.rank, None, self._processes.count)  # every n-th, so that all are as long
        return collate(self._batches[part][own], self._settings)

    def _cut(self, lot: int) -> list[list[Row]]:
        settings = self._settings
        rng = np.random.default_rng([self._seed, lot])
        size = settings.size * self._processes.count
        count = size * SORTED_TOGETHER
        sprites = self._fetch(np.arange(lot * count, (lot + 1) * count))
        rows = []
        for indices, parts, prompt in zip(sprites.indices, sprites.parts, prompts_of(sprites), strict=True):
            kept = random_kept(Sprite(indices, parts), rng) if rng.random() < settings.kept_first else None
            rows.append((encode(indices, kept=kept), dropped(prompt, settings, rng)))
        rows.sort(key=lambda pair: len(pair[0].groups))
        return [rows[part * size : (part + 1) * size] for part in rng.permutation(SORTED_TOGETHER)]


def validation_batches(
    sprites: Sprites, settings: BatchSettings, *, kept: Sequence[str] = (), bare: bool = False
) -> Iterator[Batch]:
    """The sprites in order of length, all from scratch or all kept first by masks of these kinds, which are the same
    each time; prompts are whole, or name but zone and category when they are bare."""
    rng = np.random.default_rng(12345)
    rows = []
    for indices, parts, prompt in zip(sprites.indices, sprites.parts, prompts_of(sprites), strict=True):
        if bare:
            prompt[2:] = PAD
        mask = random_kept(Sprite(indices, parts), rng, kinds=kept) if kept else None
        rows.append((encode(indices, kept=mask), prompt))
    rows.sort(key=lambda pair: len(pair[0].groups))
    for start in range(0, len(rows), settings.size):
        yield collate(rows[start : start + settings.size], settings)
