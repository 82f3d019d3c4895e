"""The shipped weights as an ONNX network in ONNX Runtime: float32, a key/value cache, a token at a time; for the bench.

The same loop over known sprites as in training/network/plain_decoder.py, whose docstring says what it leaves out. One
run of the network appends one token to each sprite; keys and values go out as longer arrays and come in again, uncopied
by Python. Knows nothing of exact arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from pixelgen.model.fixed_point import Floats
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import Weights
from pixelgen.quadtree import CONTEXT_KINDS, NEIGHBOURS, Indices
from pixelgen.vocabulary import WRITABLE
from training.network.plain_decoder import aligned_inputs

_OPERATORS, _FILE_FORMAT = 17, 8  # of ONNX: old enough for every ONNX Runtime since 2022
_INPUTS = ("tokens", "cells", "targets", "around")
_TINY = 1e-7  # keeps the norm of a zero row a number
_TEMPERATURE = 0.7


class OnnxDecoder:
    """The network in float32, with dequantised weights; `threads`: of ONNX Runtime."""

    name = "onnxruntime"

    def __init__(self, weights: Weights, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._size = weights.architecture
        self._session = onnxruntime.InferenceSession(
            network(weights).SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]

    def draw(self, prompts: Sequence[Sequence[int]], sprites: Sequence[Indices]) -> Floats:
        """Take the steps of these sprites side by side -> the logits (sprites, 65) of the last step."""
        inputs = aligned_inputs(prompts, sprites)
        count, time = inputs[0].shape
        empty = np.zeros((count, self._size.heads, 0, self._size.head_width), np.float32)
        value_of = onnxruntime.OrtValue.ortvalue_from_numpy
        stored = {name: value_of(empty) for name in _stored(self._size.layers)}
        rng = np.random.default_rng(0)
        logits: Floats = np.zeros((count, len(WRITABLE)), np.float32)
        for at in range(time):
            given = {
                name: value_of(np.ascontiguousarray(each[:, at])) for name, each in zip(_INPUTS, inputs, strict=True)
            }
            out = self._session.run_with_ort_values(self._outputs, given | stored)
            stored = dict(zip(stored, out[1:], strict=True))
            logits = out[0].numpy()
            reached = np.exp((logits - logits.max(-1, keepdims=True)) / _TEMPERATURE).cumsum(-1)
            (reached < rng.random((count, 1)) * reached[:, -1:]).sum(-1)
        return logits


def network(weights: Weights) -> onnx.ModelProto:
    """One step: tokens, cells, targets (sprites,) and around (sprites, 8), with all keys and values so far (sprites,
    heads, tokens, head width) -> logits (sprites, 65), and the keys and values with this token's."""
    size, tensors, runtime = weights.architecture, weights.tensors, Transformer(weights)
    graph = _Graph()

    def product(rows: str, name: str) -> str:
        matrix = tensors[name].astype(np.float32) * tensors[f"{name}.scale"][:, None]
        return graph.node("MatMul", rows, graph.constant(np.ascontiguousarray(matrix.T)))

    def rows_of(table: npt.NDArray[Any], ids: str) -> str:
        return graph.node("Gather", graph.constant(table.astype(np.float32)), ids)

    x = rows_of(tensors["token"], "tokens")
    x = graph.node("Add", x, rows_of(runtime.own_positions, "cells"))
    x = graph.node("Add", x, rows_of(runtime.target_positions, "targets"))
    places = graph.node("Add", "around", graph.constant(np.arange(NEIGHBOURS) * CONTEXT_KINDS))
    near = graph.node("ReduceSum", rows_of(tensors["around"], places), graph.constant(np.array([1])), keepdims=0)
    x = graph.node("Add", x, near)
    grown = []
    for layer in range(size.layers):
        block = f"blocks.{layer}"
        shape = graph.constant(np.array([-1, 3, size.heads, 1, size.head_width]))
        parts = graph.node("Reshape", product(graph.norm(x), f"{block}.qkv"), shape)
        query, key, value = (
            graph.node("Gather", parts, graph.constant(np.array(part)), axis=1) for part in range(3)
        )  # (sprites, heads, 1, head width)
        keys = graph.node("Concat", f"keys.{layer}", graph.norm(key), axis=2)
        values = graph.node("Concat", f"values.{layer}", value, axis=2)
        grown += [keys, values]
        # A score of 256 is a factor of two; softmax wants natural logarithms.
        gain = tensors[f"{block}.score"].astype(np.float32)[:, None, None] * np.float32(math.log(2) / 256)
        query = graph.node("Mul", graph.norm(query), graph.constant(gain))
        scores = graph.node("MatMul", query, graph.node("Transpose", keys, perm=[0, 1, 3, 2]))
        attended = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), values)
        attended = graph.node("Reshape", attended, graph.constant(np.array([-1, size.width])))
        x = graph.node("Add", x, product(attended, f"{block}.mix"))
        hidden = graph.node("Relu", product(graph.norm(x), f"{block}.expand"))
        x = graph.node("Add", x, product(graph.node("Mul", hidden, hidden), f"{block}.contract"))
    logits = product(graph.norm(x), "head")
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, ["sprites"]) for name in _INPUTS[:3]]
    ids.append(helper.make_tensor_value_info(_INPUTS[3], TensorProto.INT64, ["sprites", NEIGHBOURS]))
    shape_of_stored: list[str | int | None] = ["sprites", size.heads, None, size.head_width]
    made = helper.make_graph(
        graph.nodes,
        "step",
        ids + [_floats(name, shape_of_stored) for name in _stored(size.layers)],
        [_floats(logits, ["sprites", len(WRITABLE)])] + [_floats(name, shape_of_stored) for name in grown],
        graph.constants,
    )
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", _OPERATORS)], ir_version=_FILE_FORMAT, producer_name="pixelgen"
    )


def _stored(layers: int) -> list[str]:
    return [f"{what}.{layer}" for layer in range(layers) for what in ("keys", "values")]


def _floats(name: str, shape: Sequence[str | int | None]) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


class _Graph:
    """Nodes and constants under names that are numbered."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: npt.NDArray[Any]) -> str:
        """The name of an array."""
        name = f"constant.{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """The name of an operator's output."""
        name = f"{operator}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def norm(self, rows: str) -> str:
        """RMS-norm over the last axis."""
        squares = self.node("ReduceMean", self.node("Mul", rows, rows), axes=[-1])
        root = self.node("Sqrt", self.node("Add", squares, self.constant(np.float32(_TINY) + np.zeros(1, np.float32))))
        return self.node("Div", rows, root)
