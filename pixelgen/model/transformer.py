"""Token ids with positions and neighbours in, logits out, in exact arithmetic (NumPy reference).

The same network as training/network/ungrouped/model.py, on 8-bit weights, activations, keys and values; see blocks.py.
Knows nothing of sampling or of what tokens mean. Shapes: rows (sprites), time (tokens of a window), width.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.blocks import Blocks, KVCache, matrix_of
from pixelgen.model.fixed_point import HEAD_LEVELS, Floats, Ints, rms_norm
from pixelgen.model.weights import Weights
from pixelgen.quadtree import CELL_LEVEL, CELL_PLACE, CELLS, CONTEXT_KINDS, NEIGHBOURS

NO_CELL = CELLS


class Transformer:
    """The network of a weights file, ready to run."""

    def __init__(self, weights: Weights) -> None:
        self.size, tensors = weights.architecture, weights.tensors
        self._blocks = Blocks(self.size, tensors)
        self._head = matrix_of(tensors, "head", np.float64)
        self._token = tensors["token"].astype(np.float32)
        around = tensors["around"].astype(np.float32)
        self._around = around.reshape(NEIGHBOURS, CONTEXT_KINDS, self.size.width)
        self.own_positions, self.target_positions = (self._positions(tensors, role) for role in ("own", "target"))

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
        return self._blocks.new_cache(rows)

    def forward(self, cache: KVCache, rows: slice, *, tokens: Ints, cells: Ints, targets: Ints, around: Ints) -> Floats:
        """Append a window of tokens to each of the rows -> logits (rows, 65) after its last token.

        tokens, cells, targets (rows, time), around (rows, time, 8), as in training/network/ungrouped/model.py.
        """
        x = self._blocks.forward(cache, rows, self._embed(tokens, cells, targets, around))
        return self._output_head(x[:, -1])

    def _embed(self, tokens: Ints, cells: Ints, targets: Ints, around: Ints) -> Floats:
        """The residual stream before the first block, one addition after the other."""
        x: Floats = (self._token[tokens] + self.own_positions[cells]) + self.target_positions[targets]
        for place in range(NEIGHBOURS):
            x = x + self._around[place, around[..., place]]
        return x

    def _output_head(self, x: Floats) -> Floats:
        integers, step = rms_norm(x, HEAD_LEVELS)
        return self._head(integers, step)
