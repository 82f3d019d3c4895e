"""A weights file of today's runtime -> the network that it was exported from, in float32 up to the file's rounding."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from pixelgen.model.fixed_point import SCORE_FRACTION
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import Weights
from training.network.layers import ModelSettings
from training.network.ungrouped.model import PixelTransformer


@torch.no_grad()
def dequantised(weights: Weights) -> PixelTransformer:
    """The network whose matrices are the file's integers times their scales.

    The file holds projected positions: their projection is the least-squares fit, as exact as float16. Directions in
    which the features hardly vary are left out: fitted to the rounding, they would need weights of thousands.
    """
    size = weights.architecture
    model = PixelTransformer(ModelSettings(size.layers, size.width, size.heads, size.hidden))
    tensors, runtime = weights.tensors, Transformer(weights)

    def matrix(name: str) -> Tensor:
        return torch.from_numpy(tensors[name].astype(np.float32) * tensors[f"{name}.scale"][:, None])

    model.head.weight.copy_(matrix("head"))
    model.token.weight.copy_(torch.from_numpy(tensors["token"].astype(np.float32)))
    model.around.weight.copy_(torch.from_numpy(tensors["around"].astype(np.float32)))
    for projection, positions in ((model.own, runtime.own_positions), (model.target, runtime.target_positions)):
        fit = np.linalg.lstsq(model.features.double().numpy(), positions.astype(np.float64), rcond=1e-3)[0]
        projection.weight.copy_(torch.from_numpy(fit.T))
    unit = math.log2(math.e) * SCORE_FRACTION / math.sqrt(size.head_width)
    for layer, block in enumerate(model.layers()):
        name = f"blocks.{layer}"
        query, key, value = matrix(f"{name}.qkv").chunk(3)
        for part, given in (("query", query), ("key", key), ("value", value)):
            getattr(block, part).weight.copy_(given)
        for part in ("mix", "expand", "contract"):
            getattr(block, part).weight.copy_(matrix(f"{name}.{part}"))
        block.sharpness.copy_(torch.from_numpy(np.log(tensors[f"{name}.score"] / unit)))
    return model
