"""The shipped weights run the plain way: PyTorch, float32, a key/value cache, a token at a time; for `pixelgen bench`.

The network is fed the tokens of sprites that are already known, so that it takes exactly the steps that drawing them
takes; it chooses a token at each step and nobody uses it. The book-keeping of which cell is next is left out: the
loop is a little faster than a real one would be. Knows nothing of exact arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from pixelgen.model.transformer import NO_CELL
from pixelgen.model.weights import Weights
from pixelgen.quadtree import CELL_LEVEL, CELL_PLACE, NEIGHBOURS, UNKNOWN, Indices, encode, neighbours
from pixelgen.vocabulary import PAD


class PlainDecoder:
    """The network in float32, with dequantised weights; `threads`: of torch."""

    name = "torch"

    def __init__(self, weights: Weights, *, threads: int = 1) -> None:
        torch.set_num_threads(threads)
        self._size = weights.architecture
        tensors = weights.tensors

        def matrix(name: str) -> Tensor:
            return torch.from_numpy(tensors[name].astype(np.float32) * tensors[f"{name}.scale"][:, None])

        self._blocks = []
        for layer in range(self._size.layers):
            block = f"blocks.{layer}"
            # A score of 256 is a factor of two; scaled_dot_product_attention wants natural logarithms.
            gain = torch.from_numpy(tensors[f"{block}.score"] * np.float32(math.log(2) / 256))
            parts = tuple(matrix(f"{block}.{part}") for part in ("qkv", "mix", "expand", "contract"))
            self._blocks.append((*parts, gain[:, None, None]))
        self._head = matrix("head")
        self._token = torch.from_numpy(tensors["token"].astype(np.float32))
        around = torch.from_numpy(tensors["around"].astype(np.float32))
        self._around = around.view(NEIGHBOURS, -1, self._size.width)
        self._own, self._target = (self._positions(weights, role) for role in ("own", "target"))

    @staticmethod
    def _positions(weights: Weights, role: str) -> Tensor:
        x, y, level = (weights.tensors[f"{role}.{part}"].astype(np.float32) for part in ("x", "y", "level"))
        top, left, side = CELL_PLACE
        offset = np.array([0, 8, 24])[CELL_LEVEL]
        cells = x[offset + left // side] + y[offset + top // side] + level[CELL_LEVEL]
        return torch.from_numpy(np.concatenate([cells, level[3:4]]))

    @torch.inference_mode()
    def draw(self, prompts: Sequence[Sequence[int]], sprites: Sequence[Indices]) -> Tensor:
        """Take the steps of these sprites side by side -> the logits (sprites, 65) of the last step."""
        inputs = [torch.from_numpy(array) for array in aligned_inputs(prompts, sprites)]
        count, time = inputs[0].shape
        shape = (self._size.layers, count, self._size.heads, time, self._size.head_width)
        keys, values = torch.zeros(shape), torch.zeros(shape)
        first = len(prompts[0]) - 1
        self._step(keys, values, 0, [each[:, :first] for each in inputs])
        logits = torch.zeros(count, len(self._head))
        for at in range(first, time):
            logits = self._step(keys, values, at, [each[:, at : at + 1] for each in inputs])
            torch.multinomial(torch.softmax(logits / 0.7, dim=-1), 1)
        return logits

    def _step(self, keys: Tensor, values: Tensor, at: int, inputs: Sequence[Tensor]) -> Tensor:
        """Append a window of tokens -> logits (sprites, 65) after its last one."""
        tokens, cells, targets, around = inputs
        count, time = tokens.shape
        end = at + time
        x = self._token[tokens] + self._own[cells] + self._target[targets]
        for place in range(NEIGHBOURS):
            x = x + self._around[place, around[..., place]]
        for layer, (qkv, mix, expand, contract, gain) in enumerate(self._blocks):
            parts = F.linear(_norm(x), qkv).view(count, time, 3, self._size.heads, -1).permute(2, 0, 3, 1, 4)
            keys[layer, :, :, at:end], values[layer, :, :, at:end] = _norm(parts[1]), parts[2]
            attended = F.scaled_dot_product_attention(
                _norm(parts[0]) * gain,
                keys[layer, :, :, :end],
                values[layer, :, :, :end],
                is_causal=time > 1,
                scale=1.0,
            )
            x = x + F.linear(attended.transpose(1, 2).reshape(count, time, -1), mix)
            x = x + F.linear(F.linear(_norm(x), expand).relu().square(), contract)
        return F.linear(_norm(x[:, -1]), self._head)


def _norm(x: Tensor) -> Tensor:
    return F.rms_norm(x, x.shape[-1:])


def aligned_inputs(
    prompts: Sequence[Sequence[int]], sprites: Sequence[Indices]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """tokens, cells, targets (sprites, time) and around (sprites, time, 8) that a decoder is fed for known sprites,
    padded to the longest; see training/network/model.py. The prompts are equally long."""
    sequences = [encode(indices) for indices in sprites]
    first = len(prompts[0]) - 1
    shape = (len(sprites), first + max(len(sequence.tokens) for sequence in sequences))
    tokens, cells, targets = np.full(shape, PAD), np.full(shape, NO_CELL), np.full(shape, NO_CELL)
    around = np.full((*shape, NEIGHBOURS), UNKNOWN)
    for row, (prompt, sequence) in enumerate(zip(prompts, sequences, strict=True)):
        end = first + len(sequence.tokens)
        tokens[row, : first + 1] = prompt
        tokens[row, first + 1 : end], cells[row, first + 1 : end] = sequence.tokens[:-1], sequence.cells[:-1]
        targets[row, first:end], around[row, first:end] = sequence.cells, neighbours(sequence)
    return tokens, cells, targets, around
