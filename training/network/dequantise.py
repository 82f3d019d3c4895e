"""A weights file -> the network that it was exported from, in float32 up to the rounding of the file.

    python -m training.train --start weights.safetensors --synthetic --minutes 60

starts a run from it, so that a run whose checkpoint is gone can go on. Knows nothing of runs.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from pixelgen.model.fixed_point import SCORE_FRACTION
from pixelgen.model.transformer import place_rows
from pixelgen.model.weights import HALVES, Weights
from training.network.layers import ModelSettings
from training.network.model import HeadSettings, Transformer


@torch.no_grad()
def dequantised(weights: Weights) -> Transformer:
    """The network whose matrices are the file's integers times their scales.

    The file holds projected places: their projection is the least-squares fit, as exact as float16. Directions in
    which the features hardly vary are left out: fitted to the rounding, they would need weights of thousands.
    """
    tensors, size = weights.tensors, weights.architecture.blocks
    settings = ModelSettings(size.layers, size.width, size.heads, size.hidden)
    head = HeadSettings(weights.architecture.head_hidden)
    model = Transformer(settings, head)

    def table(name: str) -> Tensor:
        return torch.from_numpy(tensors[name].astype(np.float32))

    def matrix(name: str) -> Tensor:
        return table(name) * table(f"{name}.scale")[:, None]

    model.token.weight.copy_(table("token"))
    model.start.weight.copy_(table("start"))
    model.around.weight.copy_(table("around"))
    model.head.near.weight.copy_(torch.cat([table("head.near"), table("head.slot")]))
    for part in ("inner", "out"):
        coarse, fine = matrix(f"head.{part}").chunk(HALVES)
        getattr(model.head, part).weight.copy_(coarse + fine)
    for role, projection in (("own", model.own), ("target", model.target)):
        places = place_rows(tensors, role)
        fit = np.linalg.lstsq(model.features.double().numpy(), places.astype(np.float64), rcond=1e-3)[0]
        projection.weight.copy_(torch.from_numpy(fit.T))
    unit = math.log2(math.e) * SCORE_FRACTION / math.sqrt(settings.width // settings.heads)
    for layer, block in enumerate(model.layers()):
        name = f"blocks.{layer}"
        query, key, value = matrix(f"{name}.qkv").chunk(3)
        for part, given in (("query", query), ("key", key), ("value", value)):
            getattr(block, part).weight.copy_(given)
        for part in ("mix", "expand", "contract"):
            getattr(block, part).weight.copy_(matrix(f"{name}.{part}"))
        block.sharpness.copy_(torch.log(table(f"{name}.score") / unit))
    return model
