"""A network -> its quantised weights file, and back, up to the rounding of the file.

    python -m training.network.export --run runs/default --out weights.safetensors

Matrices become int8 with one scale an output channel; embeddings and positions float16; the step of each head's
values is measured on corpus sprites. Knows nothing of how the network was trained.
pixelgen/model/transformer.py says what a runtime computes of the tensors.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import save
from torch import Tensor

from pixelgen.errors import WeightsError
from pixelgen.files.whole_files import write_files
from pixelgen.groups import SLOTS
from pixelgen.interrupts import run_program
from pixelgen.model.architecture import Architecture
from pixelgen.model.fixed_point import LEVELS, SCORE_FRACTION
from pixelgen.model.labeller import BY_ID, BY_SPECIES, UNKNOWN
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW
from pixelgen.model.weights import FORMAT_VERSION, PROMPT_STEPS, NetworkArchitecture, expected_tensors
from pixelgen.model.world import SEA, World, world_text
from pixelgen.palette import PALETTE_HASH
from pixelgen.vocabulary import VOCABULARY_SIZE
from training.insects.worlds import WORLDS
from training.network.batches import BatchSettings, validation_batches
from training.network.checkpoint import Checkpoint, CheckpointError, load_checkpoint
from training.network.labeller_file import FACTS, LABELLER_FILE, load_labeller
from training.network.layers import FREQUENCIES, ModelSettings, norm
from training.network.model import NO_PLACE, HeadSettings, Transformer, place_features
from training.network.sea import sea
from training.samples.drawn_sprites import SEA_CORPUS, Corpus, Sprites, draw_many
from training.samples.trait_rows import all_trait_rows
from training.species import DRAWN

CALIBRATION_SEED = 1_000_007  # a corpus seed that no training run uses
FINER = 64  # times: the second half of a matrix in halves

Array = npt.NDArray[Any]

# One group for each distinct centre along x and along y, level by level.
X_GROUPS = [*range(4), *(16 + place for place in range(8)), *(80 + place for place in range(16))]
Y_GROUPS = [*range(0, 16, 4), *(16 + 8 * place for place in range(8)), *(80 + 16 * place for place in range(16))]


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


def quantise_in_halves(weight: Tensor, *, largest_row: int | None = None) -> tuple[Array, Array]:
    """(outputs, inputs) float -> int8 (2 * outputs, inputs), coarse rows and then what they leave, 64 times as fine,
    and a float32 scale (2 * outputs,); largest_row as in `quantise_matrix`, of the coarse rows."""
    values = weight.detach().double().numpy()
    least = np.abs(values).max(axis=1) / (LEVELS * FINER)
    if largest_row is not None:
        least = np.maximum(least, np.abs(values).sum(axis=1) / (FINER * (largest_row - values.shape[1])))
    scale = np.where(least > 0, least, 1.0).astype(np.float32)
    integers = np.clip(np.rint(values / scale[:, None].astype(np.float64)), -LEVELS * FINER, LEVELS * FINER)
    coarse = np.floor(integers / FINER + 0.5)
    fine = integers - FINER * coarse
    return np.concatenate([coarse, fine]).astype(np.int8), np.concatenate([scale * np.float32(FINER), scale])


@torch.no_grad()
def measure_values(model: Transformer, sprites: Sprites) -> list[Array]:
    """(heads,) largest |value| of each layer over the sprites: what the value store must be able to hold."""
    largest = [torch.zeros(model.settings.heads) for _ in model.blocks]
    for kept in ((), ("bred", "parts")):
        for batch in validation_batches(sprites, BatchSettings(), kept=kept):
            x = model.embed(batch.tokens, batch.own, batch.targets, batch.ring)
            used = (batch.targets != NO_PLACE) | (torch.arange(batch.targets.shape[1]) < PROMPT_STEPS)
            for layer, block in enumerate(model.layers()):
                values = block.value(norm(x)).unflatten(-1, (model.settings.heads, -1))
                largest[layer] = torch.maximum(largest[layer], values[used].abs().amax(dim=(0, 2)))
                x = block(x)
    return [peak.double().numpy() for peak in largest]


def place_tables(model: Transformer) -> dict[str, Array]:
    """The projected place features, split into the sum of an x, a y and a level part."""
    features, half = place_features().double(), 2 * FREQUENCIES
    tables = {}
    for role, projection in (("own", model.own), ("target", model.target)):
        weight = projection.weight.detach().double()
        tables[f"{role}.x"] = features[X_GROUPS, :half] @ weight[:, :half].T
        tables[f"{role}.y"] = features[Y_GROUPS, half : 2 * half] @ weight[:, half : 2 * half].T
        tables[f"{role}.level"] = weight[:, 2 * half :].T
    return {name: table.numpy().astype(np.float16) for name, table in tables.items()}


def quantised_tensors(model: Transformer, sprites: Sprites) -> dict[str, Array]:
    """Every tensor of the weights file, by name."""
    settings = model.settings
    near = model.head.near.weight.detach().numpy().astype(np.float16)
    tensors: dict[str, Array] = {
        "token": model.token.weight.detach().numpy().astype(np.float16),
        "start": model.start.weight.detach().numpy().astype(np.float16),
        "around": model.around.weight.detach().numpy().astype(np.float16),
        "head.near": near[:-SLOTS],
        "head.slot": near[-SLOTS:],
        **place_tables(model),
    }
    # What all logits have in common changes no choice: without it eight bits hold the rest twice as well.
    out = model.head.out.weight.detach().double()
    matrices: dict[str, Tensor] = {"head.inner": model.head.inner.weight, "head.out": out - out.mean(dim=0)}
    unit = math.log2(math.e) * SCORE_FRACTION / math.sqrt(settings.width // settings.heads)
    for layer, (block, largest) in enumerate(zip(model.layers(), measure_values(model, sprites), strict=True)):
        name = f"blocks.{layer}"
        matrices[f"{name}.qkv"] = torch.cat([block.query.weight, block.key.weight, block.value.weight])
        for part in ("mix", "expand", "contract"):
            matrices[f"{name}.{part}"] = getattr(block, part).weight
        gain = np.exp(block.sharpness.detach().double().numpy())
        tensors[f"{name}.score"] = (gain * unit).astype(np.float32)
        tensors[f"{name}.value_step"] = (np.maximum(largest, 1e-3) / LEVELS).astype(np.float32)
    for name, weight in matrices.items():
        is_of_squares = name.endswith((".contract", "head.out"))
        largest_row = LARGEST_SQUARED_ROW if is_of_squares else None
        quantise = quantise_in_halves if name.startswith("head.") else quantise_matrix
        tensors[name], tensors[f"{name}.scale"] = quantise(weight, largest_row=largest_row)
    return tensors


def file_bytes(tensors: Mapping[str, Array], header: Mapping[str, str]) -> bytes:
    """A safetensors file of these tensors; the header gets the hash of their bytes."""
    plain = save({name: np.ascontiguousarray(tensors[name]) for name in sorted(tensors)})
    start = 8 + int.from_bytes(plain[:8], "little")
    places = json.loads(plain[8:start])
    digest = hashlib.sha256(plain[start:]).hexdigest()
    # The library writes metadata in a random order; sorted, the same weights are the same bytes.
    text = json.dumps(
        {"__metadata__": {**header, "sha256": digest}, **places}, sort_keys=True, separators=(",", ":")
    ).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + plain[start:]


def architecture_of(model: Transformer) -> NetworkArchitecture:
    """The sizes of a network as its file records them."""
    settings = model.settings
    blocks = Architecture(settings.layers, settings.width, settings.heads, settings.hidden)
    return NetworkArchitecture(blocks, model.head.settings.hidden, VOCABULARY_SIZE)


def weights_bytes(
    model: Transformer,
    sprites: Sprites,
    facts: Mapping[str, str],
    *,
    labeller: Mapping[str, Array] | None = None,
    drawn: tuple[World, Array] | None = None,
) -> bytes:
    """A weights file: the tensors, what it draws, a labeller's tensors if there is one, and a header with the sizes,
    palette, hash and facts. drawn: a world and its trait rows; None: the sea."""
    size = architecture_of(model)
    tensors = quantised_tensors(model, sprites)
    assert set(tensors) == set(expected_tensors(size))
    world, rows = (sea(), all_trait_rows()) if drawn is None else drawn
    tensors["world"] = np.frombuffer(world_text(world), dtype=np.uint8)
    tensors["trait_rows"] = rows
    tensors |= labeller or {}
    header = {
        "format_version": FORMAT_VERSION,
        "palette": PALETTE_HASH,
        "vocabulary": str(size.vocabulary),
        **{name: str(getattr(size.blocks, name)) for name in ("layers", "width", "heads", "hidden")},
        "head_hidden": str(size.head_hidden),
        **facts,
    }
    return file_bytes(tensors, header)


def network_of(state: Checkpoint) -> Transformer:
    """The network of a run's checkpoint."""
    model = Transformer(ModelSettings(**state.settings["model"]), HeadSettings(**state.settings["head"]))
    model.load_state_dict(state.model)
    return model


def calibration_sprites(count: int = 48, corpus: Corpus = SEA_CORPUS) -> Sprites:
    """Corpus sprites to measure value ranges on."""
    return draw_many(CALIBRATION_SEED, range(count), corpus)


def labeller_of(tensors: Mapping[str, Array], world: World) -> dict[str, Array]:
    """The sea's labeller for another world, of whose names it knows those that the sea has too."""
    if BY_SPECIES in tensors:  # an older one, which knows none of them
        unknown = tensors[BY_SPECIES][UNKNOWN : UNKNOWN + 1]
        return {**tensors, BY_SPECIES: np.repeat(unknown, 1 + len(world.species), axis=0)}
    told = np.zeros((len(world.tokens), tensors[BY_ID].shape[1]), dtype=np.int8)
    for row, token in enumerate(world.tokens):
        if token is not None and token in SEA.tokens:
            told[row] = tensors[BY_ID][SEA.tokens.index(token)]
    return {**tensors, BY_ID: told}


def main(arguments: Sequence[str] | None = None) -> int:
    """Quantise the run and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="a training run: folder or checkpoint")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--world", choices=list(WORLDS), default="sea", help="whose corpus the run learnt")
    parser.add_argument("--labeller", type=Path, default=LABELLER_FILE, metavar="FILE", help="what names parts")
    options = parser.parse_args(arguments)
    checkpoint = options.run if options.run.is_file() else options.run / "checkpoint.pt"
    try:
        state = load_checkpoint(checkpoint)
        labeller, figures = load_labeller(options.labeller)
    except (CheckpointError, WeightsError) as error:
        print(f"export: {error}", file=sys.stderr)
        return 1
    model = network_of(state)
    facts = {"sprites_seen": str(state.sprites_seen), "steps": str(state.step), "hours": f"{state.seconds / 3600:.2f}"}
    facts["species"] = ",".join(state.settings.get("species", DRAWN))
    log = checkpoint.with_name("log.jsonl")
    if log.exists():
        facts["validation"] = json.dumps(json.loads(log.read_text(encoding="utf-8").splitlines()[-1]), sort_keys=True)
    facts[FACTS] = json.dumps(figures, sort_keys=True)
    corpus, drawn = WORLDS[options.world], None
    if corpus is not SEA_CORPUS:
        labeller, drawn = labeller_of(labeller, corpus.world), (corpus.world, all_trait_rows(corpus))
    content = weights_bytes(model, calibration_sprites(corpus=corpus), facts, labeller=labeller, drawn=drawn)
    write_files({options.out: content})
    print(f"{options.out}: {len(content):,} bytes, {facts}")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
