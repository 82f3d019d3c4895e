"""The blocks of a network in exact arithmetic: attention over a key/value cache, then a ReLU^2 MLP (NumPy reference).

The same blocks as training/network/layers.py, on 8-bit weights, activations, keys and values; see fixed_point.py for
why the result is the same bits everywhere. Knows nothing of what goes in or of what is made of it.
Shapes: rows (sprites), time (steps of a window), width.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.architecture import Architecture
from pixelgen.model.fixed_point import (
    LEVELS,
    Floats,
    Ints,
    quantise,
    quantise_squared,
    rms_norm,
    score_weights,
    weighted_sums,
)

_GROWTH = 256  # steps by which the key/value cache grows

Tensors = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Weights of one product."""

    columns: npt.NDArray[np.floating[Any]]  # (inputs, outputs) integers; float64 for inputs of more than 8 bits
    scale: Floats  # (outputs,)

    def __call__(self, integers: Floats, step: Floats | None = None) -> Floats:
        """Exact product, rounded to float32, then one rounding for the channel's scale and one for the row's step."""
        rows = integers.reshape(-1, integers.shape[-1]).astype(self.columns.dtype, copy=False)
        sums = (rows @ self.columns).astype(np.float32, copy=False)
        result: Floats = sums.reshape(*integers.shape[:-1], -1) * self.scale
        return result if step is None else result * step


@dataclass(frozen=True, slots=True)
class Block:
    """Weights of one block."""

    qkv: Matrix
    attention_output: Matrix
    expand: Matrix
    contract: Matrix
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


def matrix_of(tensors: Tensors, name: str, kind: npt.DTypeLike = np.float32) -> Matrix:
    """kind: float64 where inputs have more than 8 bits."""
    columns = np.ascontiguousarray(tensors[name].T.astype(kind))
    return Matrix(columns, tensors[f"{name}.scale"].astype(np.float32))


def _block_of(tensors: Tensors, name: str) -> Block:
    return Block(
        qkv=matrix_of(tensors, f"{name}.qkv"),
        attention_output=matrix_of(tensors, f"{name}.mix"),
        expand=matrix_of(tensors, f"{name}.expand"),
        contract=matrix_of(tensors, f"{name}.contract", np.float64),
        score=tensors[f"{name}.score"].astype(np.float32)[:, None],
        value_step=tensors[f"{name}.value_step"].astype(np.float32)[:, None],
    )


class Blocks:
    """All blocks of a network, ready to run."""

    def __init__(self, size: Architecture, tensors: Tensors) -> None:
        self.size = size
        self._blocks = [_block_of(tensors, f"blocks.{layer}") for layer in range(size.layers)]
        self._weights_of = score_weights()

    def new_cache(self, rows: int) -> KVCache:
        """An empty key/value cache for so many sprites."""
        return KVCache(layers=self.size.layers, rows=rows, heads=self.size.heads, head_width=self.size.head_width)

    def forward(self, cache: KVCache, rows: slice, x: Floats) -> Floats:
        """The residual stream (rows, time, width) of a window of steps, appended to each of the rows' caches -> the
        stream after the last block."""
        time = x.shape[1]
        cache.reserve(int(cache.lengths[rows].max()) + time)
        for layer, block in enumerate(self._blocks):
            x = x + self._attention(cache, rows, layer, block, x)
            x = x + self._feed_forward(block, x)
        cache.lengths[rows] += time
        return x

    @staticmethod
    def _feed_forward(block: Block, x: Floats) -> Floats:
        integers, step = rms_norm(x)
        hidden = np.maximum(block.expand(integers, step), np.float32(0))
        integers, step = quantise_squared(hidden)
        return block.contract(integers, step)

    def _attention(self, cache: KVCache, rows: slice, layer: int, block: Block, x: Floats) -> Floats:
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
