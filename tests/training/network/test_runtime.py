"""The exact runtime against the network in torch: the likeliest token is the same."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pixelgen.groups import SLOTS
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import parse_weights
from tests.training.network.test_model import awake, centred, logits_of
from training.network.batches import Batch, BatchSettings, validation_batches
from training.network.export import weights_bytes
from training.samples.drawn_sprites import Sprites, draw_many


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(2, range(4))


def runtime_logits(runtime: Transformer, batch: Batch) -> torch.Tensor:
    """(batch, time, 4, 65) as `logits_of`, of all steps."""
    inputs = {name: getattr(batch, name).numpy() for name in ("tokens", "own", "targets", "ring")}
    rows, time = inputs["own"].shape
    inner = runtime.forward(runtime.new_cache(rows), slice(0, rows), **inputs).reshape(rows * time, -1)
    near = batch.near.numpy().reshape(rows * time, SLOTS, -1)
    logits = [runtime.logits(inner, near[:, slot], slot) for slot in range(SLOTS)]
    return torch.from_numpy(np.stack(logits, axis=1)).view(rows, time, SLOTS, -1)


@pytest.mark.parametrize("kept", [(), ("bred",), ("pixels",)])
def test_the_likeliest_token_is_the_same(sprites: Sprites, kept: tuple[str, ...]) -> None:
    model = awake(3)
    content = weights_bytes(model, sprites, {})
    runtime = Transformer(parse_weights(content, source="test"))
    batch = next(validation_batches(sprites, BatchSettings(size=4), kept=kept))
    asked = batch.classes >= 0
    expected, found = centred(logits_of(model, batch)[asked]), centred(runtime_logits(runtime, batch)[asked])
    error = (found - expected).square().mean().sqrt()
    assert error < 0.03 * expected.square().mean().sqrt()
    best = expected.topk(2).values
    is_clear = best[:, 0] - best[:, 1] > 5 * error  # a random network is often undecided, a trained one seldom
    assert is_clear.float().mean() > 0.7
    assert (found.argmax(-1) == expected.argmax(-1))[is_clear].float().mean() >= 0.995
