"""The exact runtime against the network in torch: how often the likeliest token is the same.

    python -m training.network.parity --run runs/default --sprites 40

Held-out corpus sprites with whole prompts, from scratch and with what breeding keeps kept first. The runtime is
compared with the run's own network, every rounding included, and with that of the file's rounded weights, which leaves
the arithmetic alone.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from pixelgen.groups import SLOTS
from pixelgen.interrupts import run_program
from pixelgen.model.transformer import Transformer as Runtime
from pixelgen.model.weights import parse_weights
from training.network.batches import Batch, BatchSettings, validation_batches
from training.network.checkpoint import CheckpointError, load_checkpoint
from training.network.dequantise import dequantised
from training.network.export import CALIBRATION_SEED, calibration_sprites, network_of, weights_bytes
from training.network.model import Transformer
from training.samples.drawn_sprites import Sprites, draw_many

_FIRST = 1000  # number of the first sprite: those before it are for calibration


@dataclass(frozen=True, slots=True)
class Parity:
    """same: tokens of which the likeliest value is the same; rms: of the difference of the logits, of which what all of
    a token's have in common is left out."""

    same: int
    tokens: int
    rms: float

    @property
    def share(self) -> float:
        """Of the same tokens among all, 0 to 1."""
        return self.same / self.tokens


def centred(logits: Tensor) -> Tensor:
    """Logits without what all of a token's have in common, which changes no choice."""
    return logits - logits.mean(dim=-1, keepdim=True)


def runtime_logits(runtime: Runtime, batch: Batch) -> Tensor:
    """(batch, time, 4, 65) logits of all steps, in exact arithmetic."""
    inputs = {name: getattr(batch, name).numpy() for name in ("tokens", "own", "targets", "ring")}
    rows, time = inputs["own"].shape
    inner = runtime.forward(runtime.new_cache(rows), slice(0, rows), **inputs).reshape(rows * time, -1)
    near = batch.near.numpy().reshape(rows * time, SLOTS, -1)
    logits = [runtime.logits(inner, near[:, slot], slot) for slot in range(SLOTS)]
    return torch.from_numpy(np.stack(logits, axis=1)).view(rows, time, SLOTS, -1)


@torch.no_grad()
def parity(model: Transformer, runtime: Runtime, sprites: Sprites) -> Parity:
    """Over every token that the sprites' sequences predict."""
    same = tokens = 0
    squares = 0.0
    for kept in ((), ("bred",)):
        for batch in validation_batches(sprites, BatchSettings(), kept=kept):
            expected = centred(model(*batch.inputs()))
            found = centred(runtime_logits(runtime, batch)[batch.classes >= 0])
            same += int((found.argmax(-1) == expected.argmax(-1)).sum())
            tokens += len(expected)
            squares += float((found - expected).square().mean(dim=-1).sum())
    return Parity(same, tokens, (squares / tokens) ** 0.5)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each network; 0 done, 1 an expected error in one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="folder of the training run")
    parser.add_argument("--sprites", type=int, default=40)
    options = parser.parse_args(arguments)
    try:
        model = network_of(load_checkpoint(options.run / "checkpoint.pt")).eval()
    except CheckpointError as error:
        print(f"parity: {error}", file=sys.stderr)
        return 1
    weights = parse_weights(weights_bytes(model, calibration_sprites(), {}), source="the run")
    sprites = draw_many(CALIBRATION_SEED, range(_FIRST, _FIRST + options.sprites))
    runtime = Runtime(weights)
    for name, network in (("the run's network", model), ("its rounded weights", dequantised(weights))):
        found = parity(network, runtime, sprites)
        print(f"{name}: {found.same:,} of {found.tokens:,} tokens, {found.share:.2%}, RMS of logits {found.rms:.3f}")
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
