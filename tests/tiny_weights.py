"""A small random network for tests that need one but not its art. No torch."""

from __future__ import annotations

import numpy as np

from pixelgen.model.architecture import Architecture
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW
from pixelgen.model.weights import Weights, expected_tensors

TINY = Architecture(layers=2, width=32, heads=2, hidden=64)


def tiny_weights(*, seed: int = 0, size: Architecture = TINY) -> Weights:
    """Random tensors of every expected name, type and shape, scaled so that logits differ by a few nats."""
    rng = np.random.default_rng(seed)
    tensors = {}
    for name, (kind, shape) in expected_tensors(size).items():
        if kind == "I8":
            most = min(127, LARGEST_SQUARED_ROW // shape[1]) if name.endswith(".contract") else 127
            tensors[name] = rng.integers(-most, most + 1, size=shape).astype(np.int8)
        elif name.endswith(".score"):
            tensors[name] = np.full(shape, 60.0, dtype=np.float32)
        elif name.endswith(".value_step"):
            tensors[name] = np.full(shape, 0.03, dtype=np.float32)
        elif name.endswith(".scale"):
            tensors[name] = rng.uniform(0.001, 0.004, size=shape).astype(np.float32)
        else:
            tensors[name] = rng.normal(size=shape).astype(np.float16)
    return Weights(size, tensors, "tiny", {})
