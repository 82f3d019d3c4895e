"""A weights file -> the network that it was exported from, in float32 up to the rounding of the file.

    python -m training.train --start weights.safetensors --synthetic --minutes 60

starts a run from it, so that a run whose checkpoint is gone can go on. Knows nothing of runs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from pixelgen.errors import WeightsError
from pixelgen.groups import GROUP_LEVEL, GROUP_PLACE
from pixelgen.model.fixed_point import SCORE_FRACTION
from training.network.export import FORMAT_VERSION, expected_tensors
from training.network.layers import ModelSettings
from training.network.model import GroupTransformer, HeadSettings

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """tensors: name -> array; facts: what the file says of its network and its training."""

    tensors: Mapping[str, Array]
    facts: Mapping[str, str]


def read_weights(path: Path) -> WeightsFile:
    """WeightsError when it is no weights file of this format."""
    try:
        with safe_open(path, framework="numpy") as file:
            names = file.keys()
            read = WeightsFile({name: file.get_tensor(name) for name in names}, file.metadata() or {})
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"{path}: cannot read the weights ({error})") from error
    found = read.facts.get("format_version")
    if found != FORMAT_VERSION:
        raise WeightsError(f"{path}: a run starts from weights of format version {FORMAT_VERSION}; got {found!r}")
    return read


@torch.no_grad()
def dequantised(weights: WeightsFile) -> GroupTransformer:
    """The network whose matrices are the file's integers times their scales.

    The file holds projected places: their projection is the least-squares fit, as exact as float16. Directions in
    which the features hardly vary are left out: fitted to the rounding, they would need weights of thousands.
    """
    tensors, facts = weights.tensors, weights.facts
    settings = ModelSettings(*(int(facts[name]) for name in ("layers", "width", "heads", "hidden")))
    head = HeadSettings(int(facts["head_hidden"]))
    if {name: array.shape for name, array in tensors.items()} != {
        name: shape for name, (_, shape) in expected_tensors(settings, head).items()
    }:
        raise WeightsError("the weights file holds other tensors than its architecture needs")
    model = GroupTransformer(settings, head)

    def table(name: str) -> Tensor:
        return torch.from_numpy(tensors[name].astype(np.float32))

    def matrix(name: str) -> Tensor:
        return table(name) * table(f"{name}.scale")[:, None]

    model.token.weight.copy_(table("token"))
    model.start.weight.copy_(table("start"))
    model.around.weight.copy_(table("around"))
    model.head.near.weight.copy_(torch.cat([table("head.near"), table("head.slot")]))
    model.head.inner.weight.copy_(matrix("head.inner"))
    model.head.out.weight.copy_(matrix("head.out"))
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


def place_rows(tensors: Mapping[str, Array], role: str) -> npt.NDArray[np.float32]:
    """(673, width): x part + y part + level part of every group in the writing pass and in the kept pass, then none."""
    x, y, level = (tensors[f"{role}.{part}"].astype(np.float32) for part in ("x", "y", "level"))
    top, left, side = GROUP_PLACE
    offset = np.array([0, 4, 12])[GROUP_LEVEL]
    position = x[offset + left // side] + y[offset + top // side]
    passes = [position + level[GROUP_LEVEL + 3 * number] for number in range(2)]
    return np.concatenate([*passes, level[-1:]])
