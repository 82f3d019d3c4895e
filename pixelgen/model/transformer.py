"""Token ids with positions and neighbours in, logits out, in exact arithmetic (NumPy reference).

The same network as training/network/model.py, on 8-bit weights, activations, keys and values; see fixed_point.py for
why the result is the same bits everywhere. Knows nothing of sampling or of what tokens mean.
Shapes: rows (sprites), time (tokens of a window), width.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.fixed_point import (
    HEAD_LEVELS,
    LEVELS,
    Floats,
    Ints,
    quantise,
    quantise_squared,
    rms_norm,
    score_weights,
    weighted_sums,
)
from pixelgen.model.weights import Weights
from pixelgen.quadtree import CELL_LEVEL, CELL_PLACE, CELLS, CONTEXT_KINDS, NEIGHBOURS

NO_CELL = CELLS
_GROWTH = 256  # tokens by which the key/value cache grows


@dataclass(frozen=True, slots=True)
class _Matrix:
    columns: npt.NDArray[np.floating[Any]]  # (inputs, outputs) integers; float64 for inputs of more than 8 bits
    scale: Floats  # (outputs,)

    def __call__(self, integers: Floats, step: Floats | None = None) -> Floats:
        """Exact product, rounded to float32, then one rounding for the channel's scale and one for the row's step."""
        rows = integers.reshape(-1, integers.shape[-1]).astype(self.columns.dtype, copy=False)
        sums = (rows @ self.columns).astype(np.float32, copy=False)
        result: Floats = sums.reshape(*integers.shape[:-1], -1) * self.scale
        return result if step is None else result * step


@dataclass(frozen=True, slots=True)
class _Block:
    qkv: _Matrix
    attention_output: _Matrix
    expand: _Matrix
    contract: _Matrix
    score: Floats  # (heads, 1): what one unit of q.k weighs, in 1/256 of a factor of two
    value_step: Floats  # (heads, 1)


class KVCache:
    """Keys and values of the tokens seen, for `rows` sprites at once; it grows as they get longer."""

    def __init__(self, *, layers: int, rows: int, heads: int, head_width: int) -> None:
        self.lengths: Ints = np.zeros(rows, dtype=np.int64)
        self._room = 0
        self._shape = (layers, rows, heads, head_width)
        self.keys = np.zeros((layers, rows, heads, 0, head_width), dtype=np.float32)
        self.values = self.keys
        self.key_steps = np.zeros((layers, rows, heads, 0), dtype=np.float32)

    def reserve(self, length: int) -> None:
        """Allocate for sequences of `length` tokens."""
        if length <= self._room:
            return
        layers, rows, heads, head_width = self._shape
        grown = -(-length // _GROWTH) * _GROWTH
        for name, tail in (("keys", (head_width,)), ("values", (head_width,)), ("key_steps", ())):
            fresh = np.zeros((layers, rows, heads, grown, *tail), dtype=np.float32)
            fresh[:, :, :, : self._room] = getattr(self, name)
            setattr(self, name, fresh)
        self._room = grown

    def move(self, source: int, target: int) -> None:
        """Copy one sprite's row over another's."""
        length = int(self.lengths[source])
        for cache in (self.keys, self.values, self.key_steps):
            cache[:, target, :, :length] = cache[:, source, :, :length]
        self.lengths[target] = length


class Transformer:
    """The network of a weights file, ready to run."""

    def __init__(self, weights: Weights) -> None:
        self.size = weights.architecture
        tensors = weights.tensors

        def matrix(name: str, kind: npt.DTypeLike = np.float32) -> _Matrix:
            columns = np.ascontiguousarray(tensors[name].T.astype(kind))
            return _Matrix(columns, tensors[f"{name}.scale"].astype(np.float32))

        def block(name: str) -> _Block:
            return _Block(
                qkv=matrix(f"{name}.qkv"),
                attention_output=matrix(f"{name}.mix"),
                expand=matrix(f"{name}.expand"),
                contract=matrix(f"{name}.contract", np.float64),
                score=tensors[f"{name}.score"].astype(np.float32)[:, None],
                value_step=tensors[f"{name}.value_step"].astype(np.float32)[:, None],
            )

        self._blocks = [block(f"blocks.{layer}") for layer in range(self.size.layers)]
        self._head = matrix("head", np.float64)
        self._token = tensors["token"].astype(np.float32)
        around = tensors["around"].astype(np.float32)
        self._around = around.reshape(NEIGHBOURS, CONTEXT_KINDS, self.size.width)
        self.own_positions, self.target_positions = (self._positions(tensors, role) for role in ("own", "target"))
        self._weights_of = score_weights()

    @staticmethod
    def _positions(tensors: Mapping[str, npt.NDArray[Any]], role: str) -> Floats:
        """(1345, width): x part + y part + level part of every cell, then "no cell"."""
        x, y, level = (tensors[f"{role}.{part}"].astype(np.float32) for part in ("x", "y", "level"))
        top, left, side = CELL_PLACE
        offset = np.array([0, 8, 24])[CELL_LEVEL]
        cells = (x[offset + left // side] + y[offset + top // side]) + level[CELL_LEVEL]
        return np.concatenate([cells, level[3:4]])

    def new_cache(self, rows: int) -> KVCache:
        """An empty key/value cache for so many sprites."""
        return KVCache(layers=self.size.layers, rows=rows, heads=self.size.heads, head_width=self.size.head_width)

    def forward(self, cache: KVCache, rows: slice, *, tokens: Ints, cells: Ints, targets: Ints, around: Ints) -> Floats:
        """Append a window of tokens to each of the rows -> logits (rows, 65) after its last token.

        tokens, cells, targets (rows, time), around (rows, time, 8), as in training/network/model.py.
        """
        time = tokens.shape[1]
        cache.reserve(int(cache.lengths[rows].max()) + time)
        x = self._embed(tokens, cells, targets, around)
        for layer, block in enumerate(self._blocks):
            x = x + self._attention(cache, rows, layer, block, x)
            x = x + self._feed_forward(block, x)
        cache.lengths[rows] += time
        return self._output_head(x[:, -1])

    def _embed(self, tokens: Ints, cells: Ints, targets: Ints, around: Ints) -> Floats:
        """The residual stream before the first block, one addition after the other."""
        x: Floats = (self._token[tokens] + self.own_positions[cells]) + self.target_positions[targets]
        for place in range(NEIGHBOURS):
            x = x + self._around[place, around[..., place]]
        return x

    def _feed_forward(self, block: _Block, x: Floats) -> Floats:
        integers, step = rms_norm(x)
        hidden = np.maximum(block.expand(integers, step), np.float32(0))
        integers, step = quantise_squared(hidden)
        return block.contract(integers, step)

    def _output_head(self, x: Floats) -> Floats:
        integers, step = rms_norm(x, HEAD_LEVELS)
        return self._head(integers, step)

    def _attention(self, cache: KVCache, rows: slice, layer: int, block: _Block, x: Floats) -> Floats:
        count, time, width = x.shape
        heads, head_width = self.size.heads, self.size.head_width
        integers, step = rms_norm(x)
        sums = block.qkv(integers).reshape(count, time, 3, heads, head_width)
        query, query_step = rms_norm(sums[:, :, 0])  # (rows, time, heads, 32), (rows, time, heads, 1)
        key, key_step = rms_norm(sums[:, :, 1])
        value = np.rint(sums[:, :, 2] * step[..., None] / block.value_step)
        np.clip(value, -LEVELS, LEVELS, out=value)

        row = np.arange(rows.start, rows.stop)[:, None]
        at = cache.lengths[rows][:, None] + np.arange(time)  # (rows, time): where each token is stored
        cache.keys[layer][row, :, at] = key
        cache.values[layer][row, :, at] = value
        cache.key_steps[layer][row, :, at] = key_step[..., 0]
        length = int(at.max()) + 1
        keys = cache.keys[layer, rows, :, :length]  # (rows, heads, length, 32)
        values = cache.values[layer, rows, :, :length]
        key_steps = cache.key_steps[layer, rows, :, None, :length]  # (rows, heads, 1, length)

        query = query.transpose(0, 2, 1, 3)  # (rows, heads, time, 32)
        gain = query_step.transpose(0, 2, 1, 3) * block.score[:, None]  # (rows, heads, time, 1)
        scores = np.rint((query @ keys.transpose(0, 1, 3, 2)) * key_steps * gain)
        hidden = np.arange(length) > at[:, None, :, None]  # (rows, 1, time, length): later tokens, empty places
        if hidden.any():
            scores = np.where(hidden, np.float32(-np.inf), scores)
        below = scores.max(axis=-1, keepdims=True) - scores
        last = np.float32(len(self._weights_of) - 1)
        weights = self._weights_of[np.minimum(below, last).astype(np.int64)]  # (rows, heads, time, length)
        mixed = weighted_sums(weights, values)
        total = weights.sum(axis=-1, keepdims=True, dtype=np.float32)  # at most 1,349 * 4,095: exact
        attended = mixed / total * block.value_step[:, None]
        integers, step = quantise(attended.transpose(0, 2, 1, 3).reshape(count, time, width))
        return block.attention_output(integers, step)
