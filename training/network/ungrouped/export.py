"""A network of single cells -> the quantised weights file that today's runtime reads.

Matrices become int8 with one scale an output channel; embeddings and positions float16; the step of each head's
values is measured on corpus sprites. Knows nothing of how the network was trained.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from pixelgen.model.architecture import Architecture
from pixelgen.model.fixed_point import LEVELS, SCORE_FRACTION
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW
from pixelgen.model.weights import FORMAT_VERSION, Weights, expected_tensors, parse_weights, vocabulary_text
from pixelgen.palette import PALETTE_HASH
from training.network.export import file_bytes, quantise_matrix
from training.network.layers import FREQUENCIES, ModelSettings, norm
from training.network.ungrouped.batches import validation_batches
from training.network.ungrouped.model import PixelTransformer, position_features
from training.samples.drawn_sprites import Sprites

Array = npt.NDArray[Any]

# One cell for each distinct centre, in the weights file's order: 8, 16, then 32 places along x or y.
X_CELLS = [*range(8), *(64 + place for place in range(16)), *(320 + place for place in range(32))]
Y_CELLS = [*range(0, 64, 8), *(64 + 16 * place for place in range(16)), *(320 + 32 * place for place in range(32))]


@torch.no_grad()
def measure_values(model: PixelTransformer, sprites: Sprites) -> list[Array]:
    """(heads,) largest |value| of each layer over the sprites: what the value store must be able to hold."""
    largest = [torch.zeros(model.settings.heads) for _ in model.blocks]
    for kept_first in (False, True):
        for batch in validation_batches(sprites, size=8, kept_first=kept_first):
            x = model.embed(batch.tokens, batch.cells, batch.targets, batch.around)
            used = batch.targets != batch.targets.max()
            for layer, block in enumerate(model.layers()):
                values = block.value(norm(x)).unflatten(-1, (model.settings.heads, -1))
                peak = values[used].abs().amax(dim=(0, 2))
                largest[layer] = torch.maximum(largest[layer], peak)
                x = block(x)
    return [peak.double().numpy() for peak in largest]


def position_tables(model: PixelTransformer) -> dict[str, Array]:
    """The projected position features, split into the sum of an x, a y and a level part."""
    features = position_features().double()
    waves = 2 * FREQUENCIES
    tables = {}
    for role, projection in (("own", model.own), ("target", model.target)):
        weight = projection.weight.detach().double()
        tables[f"{role}.x"] = features[X_CELLS, :waves] @ weight[:, :waves].T
        tables[f"{role}.y"] = features[Y_CELLS, waves : 2 * waves] @ weight[:, waves : 2 * waves].T
        tables[f"{role}.level"] = weight[:, 2 * waves :].T
    return {name: table.numpy().astype(np.float16) for name, table in tables.items()}


def quantised_tensors(model: PixelTransformer, sprites: Sprites) -> dict[str, Array]:
    """Every tensor of the weights file, by name."""
    settings = model.settings
    tensors: dict[str, Array] = {
        "token": model.token.weight.detach().numpy().astype(np.float16),
        "around": model.around.weight.detach().numpy().astype(np.float16),
        **position_tables(model),
    }
    matrices = {"head": model.head.weight}
    head_width = settings.width // settings.heads
    for layer, (block, largest) in enumerate(zip(model.layers(), measure_values(model, sprites), strict=True)):
        name = f"blocks.{layer}"
        matrices[f"{name}.qkv"] = torch.cat([block.query.weight, block.key.weight, block.value.weight])
        for part in ("mix", "expand", "contract"):
            matrices[f"{name}.{part}"] = getattr(block, part).weight
        gain = np.exp(block.sharpness.detach().double().numpy())
        unit = math.log2(math.e) * SCORE_FRACTION / math.sqrt(head_width)
        tensors[f"{name}.score"] = (gain * unit).astype(np.float32)
        tensors[f"{name}.value_step"] = (np.maximum(largest, 1e-3) / LEVELS).astype(np.float32)
    for name, weight in matrices.items():
        largest_row = LARGEST_SQUARED_ROW if name.endswith(".contract") else None
        tensors[name], tensors[f"{name}.scale"] = quantise_matrix(weight, largest_row=largest_row)
    return tensors


def weights_bytes(tensors: Mapping[str, Array], settings: ModelSettings, facts: Mapping[str, str]) -> bytes:
    """A weights file: the tensors, and a header with the architecture, vocabulary, palette, hash and facts."""
    size = Architecture(settings.layers, settings.width, settings.heads, settings.hidden)
    assert set(tensors) == set(expected_tensors(size))
    header = {
        "format_version": FORMAT_VERSION,
        "palette": PALETTE_HASH,
        "vocabulary": vocabulary_text(),
        **{name: str(getattr(size, name)) for name in ("layers", "width", "heads", "hidden")},
        **facts,
    }
    return file_bytes(tensors, header)


def quantise(model: PixelTransformer, sprites: Sprites, facts: Mapping[str, str]) -> Weights:
    """The model as the runtime will load it, by way of the file's bytes."""
    content = weights_bytes(quantised_tensors(model, sprites), model.settings, facts)
    return parse_weights(content, source="the model in training")
