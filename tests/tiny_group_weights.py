"""A small random network of groups for tests that need one but not its art. No torch."""

from __future__ import annotations

import numpy as np

from pixelgen.model.architecture import Architecture
from pixelgen.model.grouped.weights import GroupArchitecture, GroupWeights, expected_tensors
from pixelgen.model.grouped.world import SEA
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW, OF_SQUARES
from pixelgen.vocabulary import PAD


def group_size(layers: int, width: int, heads: int, hidden: int, head_hidden: int) -> GroupArchitecture:
    """Sizes of a network that knows the sea's ids."""
    return GroupArchitecture(Architecture(layers, width, heads, hidden), head_hidden, SEA.vocabulary)


TINY_GROUPS = group_size(layers=2, width=32, heads=2, hidden=64, head_hidden=48)


def tiny_group_weights(*, seed: int = 0, size: GroupArchitecture = TINY_GROUPS) -> GroupWeights:
    """Random tensors of every expected name, type and shape, scaled so that logits differ by a few nats."""
    rng = np.random.default_rng(seed)
    tensors = {}
    for name, (kind, shape) in expected_tensors(size).items():
        if kind == "I8":
            most = min(127, LARGEST_SQUARED_ROW // shape[1]) if name.endswith(OF_SQUARES) else 127
            tensors[name] = rng.integers(-most, most + 1, size=shape).astype(np.int8)
        elif name.endswith(".score"):
            tensors[name] = np.full(shape, 60.0, dtype=np.float32)
        elif name.endswith(".value_step"):
            tensors[name] = np.full(shape, 0.03, dtype=np.float32)
        elif name.endswith(".scale"):
            tensors[name] = rng.uniform(0.001, 0.004, size=shape).astype(np.float32)
        else:
            tensors[name] = rng.normal(size=shape).astype(np.float16)
    # The head sums up nine rows and squares them: small ones, or every token would be sure.
    for name in ("head.near", "head.slot"):
        tensors[name] = (tensors[name] * 0.3).astype(np.float16)
    tensors["head.out.scale"] = (tensors["head.out.scale"] * 0.3).astype(np.float32)
    rows = np.full((1, 2 + len(SEA.traits)), PAD, dtype=np.uint8)
    rows[0, :2] = SEA.token_id("zone", "reef"), SEA.token_id("species", "tang")
    return GroupWeights(size, tensors, SEA, rows, "tiny", {})
