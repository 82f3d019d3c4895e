"""Groups of four tokens with places and surroundings in, logits of each token out, in exact arithmetic (reference).

The same network as training/network/model.py. What is computed of the tensors, in this order, each sum from left to
right, each operation rounded to float32 by itself:

    stream   token[slot 0's row] + ... + token[slot 3's row]     row of an id below 68: 68 * slot + id, else 204 + id
             + own[place] + target[next place]                   (x[...] + y[...]) + level[...], see `place_rows`
             + around[ring 0] + ... + around[ring 11]            row 68 * place + what it reads as
             + start[step]                                       in the three steps of the prompt
    blocks   as in pixelgen/model/blocks.py
    a group  inner = head.inner of the stream, normed and quantised to 4095 levels, its first half + its second half
    a token  hidden = inner + head.slot[slot] + head.near[near 0] + ... + head.near[near 7]
             logits = head.out of the square of hidden's positive part, quantised as in `quantise_squared`, first half +
             second half

Knows nothing of sampling or of what tokens mean. Shapes: rows (sprites), time (steps of a window), width.
"""

from __future__ import annotations

import numpy as np

from pixelgen.groups import GROUP_LEVEL, GROUP_PLACE, GROUPS, RING, SLOTS
from pixelgen.model.blocks import Blocks, KVCache, matrix_of
from pixelgen.model.fixed_point import HEAD_LEVELS, Floats, Ints, quantise_squared, rms_norm
from pixelgen.model.weights import HALVES, PROMPT_STEPS, SLOT_TOKENS, Tensors, Weights
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS

NO_PLACE = 2 * GROUPS  # of the prompt; a group of the writing pass has its own number, of the kept pass GROUPS more
_SLOT_ROWS: Ints = np.arange(SLOTS) * SLOT_TOKENS


def place_rows(tensors: Tensors, role: str) -> Floats:
    """(673, width): x part + y part + level part of every group in the writing pass and in the kept pass, then none."""
    x, y, level = (tensors[f"{role}.{part}"].astype(np.float32) for part in ("x", "y", "level"))
    top, left, side = GROUP_PLACE
    offset = np.array([0, 4, 12])[GROUP_LEVEL]
    position = x[offset + left // side] + y[offset + top // side]
    passes = [position + level[GROUP_LEVEL + 3 * number] for number in range(2)]
    return np.concatenate([*passes, level[-1:]])


def _sum_of_halves(channels: Floats) -> Floats:
    """(..., 2n) -> (..., n)."""
    half = channels.shape[-1] // HALVES
    return np.asarray(channels[..., :half] + channels[..., half:])


class Transformer:
    """The network of a weights file, ready to run."""

    def __init__(self, weights: Weights) -> None:
        self.size, tensors = weights.architecture, weights.tensors
        self._blocks = Blocks(self.size.blocks, tensors)
        self._token = tensors["token"].astype(np.float32)
        self._start = tensors["start"].astype(np.float32)
        self._around = tensors["around"].astype(np.float32).reshape(RING, CONTEXT_KINDS, -1)
        self._own, self._target = (place_rows(tensors, role) for role in ("own", "target"))
        self._inner = matrix_of(tensors, "head.inner", np.float64)
        self._near = tensors["head.near"].astype(np.float32).reshape(NEIGHBOURS, CONTEXT_KINDS, -1)
        self._slot = tensors["head.slot"].astype(np.float32)
        self._out = matrix_of(tensors, "head.out", np.float64)

    def new_cache(self, rows: int) -> KVCache:
        """An empty key/value cache for so many sprites."""
        return self._blocks.new_cache(rows)

    def forward(self, cache: KVCache, rows: slice, *, tokens: Ints, own: Ints, targets: Ints, ring: Ints) -> Floats:
        """Append a window of steps to each of the rows -> what the head knows of the next group after each of them,
        (rows, time, head hidden).

        tokens (rows, time, 4), own, targets (rows, time), ring (rows, time, 12), as in training/network/model.py; a
        sequence begins with the three steps of its prompt.
        """
        steps = cache.lengths[rows][:, None] + np.arange(tokens.shape[1])
        x = self._blocks.forward(cache, rows, self._embed(steps, tokens, own, targets, ring))
        integers, step = rms_norm(x, HEAD_LEVELS)
        return _sum_of_halves(self._inner(integers, step))

    def logits(self, inner: Floats, near: Ints, slot: int) -> Floats:
        """inner (n, head hidden), near (n, 8): what is near the cell in this slot of each group -> (n, 65)."""
        hidden: Floats = inner + self._slot[slot]
        for place in range(NEIGHBOURS):
            hidden = hidden + self._near[place, near[:, place]]
        squares, step = quantise_squared(np.maximum(hidden, np.float32(0)))
        return _sum_of_halves(self._out(squares, step))

    def _embed(self, steps: Ints, tokens: Ints, own: Ints, targets: Ints, ring: Ints) -> Floats:
        """The residual stream before the first block."""
        slot_rows = tokens + np.where(tokens < SLOT_TOKENS, _SLOT_ROWS, _SLOT_ROWS[-1])
        x: Floats = self._token[slot_rows[..., 0]]
        for slot in range(1, SLOTS):
            x = x + self._token[slot_rows[..., slot]]
        x = (x + self._own[own]) + self._target[targets]
        for place in range(RING):
            x = x + self._around[place, ring[..., place]]
        prompt = steps < PROMPT_STEPS
        x[prompt] = x[prompt] + self._start[steps[prompt]]
        return x
