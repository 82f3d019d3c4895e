"""The exact runtime against the network in torch: the likeliest token is the same."""

from __future__ import annotations

import pytest

from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import parse_weights
from tests.training.network.test_model import awake, logits_of
from training.network.batches import BatchSettings, validation_batches
from training.network.export import weights_bytes
from training.network.parity import centred, parity, runtime_logits
from training.samples.drawn_sprites import Sprites, draw_many


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(2, range(4))


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


def test_parity_counts_what_a_trained_head_would_choose_otherwise(sprites: Sprites) -> None:
    model = awake(3)
    runtime = Transformer(parse_weights(weights_bytes(model, sprites, {}), source="test"))
    found = parity(model, runtime, sprites)
    assert found.tokens > 1000
    assert 0.9 < found.share <= 1.0
    model.head.out.weight.data = model.head.out.weight.data.flip(0)  # every token's logits are another's
    assert parity(model, runtime, sprites).share < 0.2
