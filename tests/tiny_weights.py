"""A small random network for tests that need one but not its art. No torch."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.model.architecture import Architecture
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW, OF_SQUARES
from pixelgen.model.weights import NetworkArchitecture, Weights, expected_tensors
from pixelgen.model.world import SEA
from pixelgen.vocabulary import PAD, WRITABLE


def network_size(layers: int, width: int, heads: int, hidden: int, head_hidden: int) -> NetworkArchitecture:
    """Sizes of a network that knows the sea's ids."""
    return NetworkArchitecture(Architecture(layers, width, heads, hidden), head_hidden, SEA.vocabulary)


TINY = network_size(layers=2, width=32, heads=2, hidden=64, head_hidden=48)


def _whole(stream: np.random.Philox, shape: tuple[int, ...], most: int) -> npt.NDArray[np.int64]:
    """Numbers from -most to most, of raw draws: the same with every version of NumPy."""
    raw = stream.random_raw(int(np.prod(shape))) % np.uint64(2 * most + 1)
    return np.asarray(raw.astype(np.int64) - most).reshape(shape)


def tiny_weights(*, seed: int = 0, size: NetworkArchitecture = TINY) -> Weights:
    """Random tensors of every expected name, type and shape, scaled so that logits differ by a few nats."""
    stream = np.random.Philox(key=seed)
    tensors: dict[str, npt.NDArray[Any]] = {}
    for name, (kind, shape) in expected_tensors(size).items():
        if kind == "I8":
            most = min(127, LARGEST_SQUARED_ROW // shape[1]) if name.endswith(OF_SQUARES) else 127
            tensors[name] = _whole(stream, shape, most).astype(np.int8)
            if name == "head.out":
                tensors[name][len(WRITABLE) - 1] = most  # MASK is likely, so that sprites have cells of all levels
        elif name.endswith(".score"):
            tensors[name] = np.full(shape, 60.0, dtype=np.float32)
        elif name.endswith(".value_step"):
            tensors[name] = np.full(shape, 0.03, dtype=np.float32)
        elif name.endswith(".scale"):
            # The head squares a sum of ten rows: without a small scale every token would be sure.
            unit = 0.75e-6 if name == "head.out.scale" else 2.5e-6
            tensors[name] = ((_whole(stream, shape, 600) + 1000) * unit).astype(np.float32)
            if name.startswith("head."):
                tensors[name][len(tensors[name]) // 2 :] /= 64  # the finer half
        else:
            unit = 6e-4 if name in ("head.near", "head.slot") else 2e-3
            tensors[name] = (_whole(stream, shape, 1000) * unit).astype(np.float16)
    rows = np.full((1, 2 + len(SEA.traits)), PAD, dtype=np.uint8)
    rows[0, :2] = SEA.token_id("zone", "reef"), SEA.token_id("species", "tang")
    return Weights(size, tensors, SEA, rows, "tiny", {})
