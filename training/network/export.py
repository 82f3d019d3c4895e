"""A checkpoint -> the quantised weights file that ships.

    python -m training.network.export --run runs/default --out pixelgen/data/pixelgen.safetensors

Matrices become int8 with one scale an output channel; embeddings and positions float16; the step of each head's
values is measured on corpus sprites. Knows nothing of how the network was trained.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save
from torch import Tensor

from pixelgen.model.fixed_point import LEVELS, SCORE_FRACTION
from pixelgen.model.weights import (
    FORMAT_VERSION,
    LARGEST_SQUARED_ROW,
    Architecture,
    Weights,
    expected_tensors,
    parse_weights,
    vocabulary_text,
)
from pixelgen.palette import PALETTE_HASH
from training.network.batches import BatchSettings, validation_batches
from training.network.checkpoint import CheckpointError, load_checkpoint
from training.network.model import FREQUENCIES, ModelSettings, PixelTransformer, norm, position_features
from training.samples.drawn_sprites import Sprites, draw_many
from training.species import DRAWN

CALIBRATION_SEED = 1_000_007  # a corpus seed that no training run uses
DEFAULT_OUT = Path(__file__).resolve().parents[2] / "pixelgen" / "data" / "pixelgen.safetensors"

Array = npt.NDArray[Any]

# One cell for each distinct centre, in the weights file's order: 8, 16, then 32 places along x or y.
X_CELLS = [*range(8), *(64 + place for place in range(16)), *(320 + place for place in range(32))]
Y_CELLS = [*range(0, 64, 8), *(64 + 16 * place for place in range(16)), *(320 + 32 * place for place in range(32))]


def quantise_matrix(weight: Tensor, *, largest_row: int | None = None) -> tuple[Array, Array]:
    """(outputs, inputs) float -> int8 in [-127, 127] and a float32 scale (outputs,).

    largest_row: what the absolute integers of a row may add up to, rounding included; only rows whose weights are all
    about as large, as in the first steps of a training, are made coarser by it.
    """
    values = weight.detach().double().numpy()
    least = np.abs(values).max(axis=1) / LEVELS
    if largest_row is not None:
        least = np.maximum(least, np.abs(values).sum(axis=1) / (largest_row - values.shape[1]))
    scale = np.where(least > 0, least, 1.0).astype(np.float32)
    return np.clip(np.rint(values / scale[:, None].astype(np.float64)), -LEVELS, LEVELS).astype(np.int8), scale


@torch.no_grad()
def measure_values(model: PixelTransformer, sprites: Sprites) -> list[Array]:
    """(heads,) largest |value| of each layer over the sprites: what the value store must be able to hold."""
    largest = [torch.zeros(model.settings.heads) for _ in model.blocks]
    for kept_first in (False, True):
        for batch in validation_batches(sprites, BatchSettings(size=8), kept_first=kept_first):
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
    ordered = {name: np.ascontiguousarray(tensors[name]) for name in sorted(tensors)}
    header = {
        "format_version": FORMAT_VERSION,
        "palette": PALETTE_HASH,
        "vocabulary": vocabulary_text(),
        **{name: str(getattr(size, name)) for name in ("layers", "width", "heads", "hidden")},
        **facts,
    }
    plain = save(ordered)
    start = 8 + int.from_bytes(plain[:8], "little")
    places = json.loads(plain[8:start])
    header["sha256"] = hashlib.sha256(plain[start:]).hexdigest()
    # The library writes metadata in a random order; sorted, the same weights are the same bytes.
    text = json.dumps({"__metadata__": header, **places}, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + plain[start:]


def quantise(model: PixelTransformer, sprites: Sprites, facts: Mapping[str, str]) -> Weights:
    """The model as the runtime will load it, by way of the file's bytes."""
    content = weights_bytes(quantised_tensors(model, sprites), model.settings, facts)
    return parse_weights(content, source="the model in training")


def calibration_sprites(count: int = 48) -> Sprites:
    """Corpus sprites to measure value ranges on."""
    return draw_many(CALIBRATION_SEED, range(count))


def main(arguments: Sequence[str] | None = None) -> int:
    """Quantise the run and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="folder of the training run")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    options = parser.parse_args(arguments)
    try:
        state = load_checkpoint(options.run / "checkpoint.pt")
    except CheckpointError as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    settings = ModelSettings(**state.settings["model"])
    model = PixelTransformer(settings)
    model.load_state_dict(state.model)
    facts = {"sprites_seen": str(state.sprites_seen), "steps": str(state.step), "hours": f"{state.seconds / 3600:.2f}"}
    facts["species"] = ",".join(state.settings.get("species", DRAWN))
    log = options.run / "log.jsonl"
    if log.exists():
        facts["validation"] = json.dumps(json.loads(log.read_text(encoding="utf-8").splitlines()[-1]), sort_keys=True)
    content = weights_bytes(quantised_tensors(model, calibration_sprites()), settings, facts)
    parse_weights(content, source=str(options.out))
    temporary = options.out.with_name(f"{options.out.name}.part")
    temporary.write_bytes(content)
    os.replace(temporary, options.out)
    print(f"{options.out}: {len(content):,} bytes, {facts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
