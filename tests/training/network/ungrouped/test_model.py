"""The network in training: what it may see, and that it agrees with the runtime on the same quantised weights."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pixelgen import Generator, SpriteRequest
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import load_weights
from pixelgen.vocabulary import CATEGORIES, PAD, PROMPT_LENGTH, SPECIES, ZONES, token_id
from training.network.layers import ModelSettings
from training.network.ungrouped.batches import Batch, validation_batches
from training.network.ungrouped.dequantise import dequantised
from training.network.ungrouped.export import quantise
from training.network.ungrouped.model import PixelTransformer
from training.samples.drawn_sprites import Sprites, draw_many

SMALL = ModelSettings(layers=2, width=48, heads=3, hidden=96)


def awake(settings: ModelSettings, *, seed: int = 0) -> PixelTransformer:
    """A network whose zero-initialised parts are random, so that every path matters."""
    torch.manual_seed(seed)
    model = PixelTransformer(settings)
    for name, parameter in model.named_parameters():
        if name.endswith(("mix.weight", "contract.weight", "around.weight", "head.weight")):
            torch.nn.init.normal_(parameter, std=0.15)
    return model


def logits_of(model: PixelTransformer, batch: Batch) -> torch.Tensor:
    with torch.no_grad():
        logits: torch.Tensor = model(batch.tokens, batch.cells, batch.targets, batch.around)
    return logits


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(5, range(6))


def test_about_two_point_nine_million_parameters() -> None:
    count = sum(parameter.numel() for parameter in PixelTransformer().parameters())
    assert 2_600_000 < count < 3_000_000


def test_a_later_token_changes_no_earlier_logit(sprites: Sprites) -> None:
    model = awake(SMALL)
    batch = next(validation_batches(sprites, size=2, kept_first=False))
    before = logits_of(model, batch)
    place = batch.tokens.shape[1] // 2
    batch.tokens[:, place] = (batch.tokens[:, place] + 1) % 64
    after = logits_of(model, batch)
    torch.testing.assert_close(before[:, :place], after[:, :place])
    assert not torch.equal(before[:, place:], after[:, place:])


def test_the_prompt_and_the_neighbours_change_the_logits(sprites: Sprites) -> None:
    model = awake(SMALL)
    batch = next(validation_batches(sprites, size=1, kept_first=False))
    before = logits_of(model, batch)
    for change in (batch.tokens[:, 1], batch.around[:, -1, 0]):
        change += 1
        assert not torch.equal(before[:, -1], logits_of(model, batch)[:, -1])
        change -= 1


@pytest.mark.parametrize("kept_first", [False, True])
def test_runtime_agrees_with_torch_on_the_same_quantised_weights(sprites: Sprites, kept_first: bool) -> None:
    weights = quantise(awake(SMALL), sprites, {})
    model, runtime = dequantised(weights), Transformer(weights)
    for batch in validation_batches(sprites, size=1, kept_first=kept_first):
        expected = logits_of(model, batch)[0].numpy()
        cache = runtime.new_cache(1)
        one_by_one = np.stack(
            [
                runtime.forward(
                    cache,
                    slice(0, 1),
                    tokens=batch.tokens[:, step : step + 1].numpy(),
                    cells=batch.cells[:, step : step + 1].numpy(),
                    targets=batch.targets[:, step : step + 1].numpy(),
                    around=batch.around[:, step : step + 1].numpy(),
                )[0]
                for step in range(batch.tokens.shape[1])
            ]
        )
        error = np.sqrt(np.mean((one_by_one - expected)[PROMPT_LENGTH:] ** 2))
        assert error < 0.05 * np.sqrt(np.mean(expected[PROMPT_LENGTH:] ** 2))
        cache = runtime.new_cache(1)
        arrays = {name: getattr(batch, name).numpy() for name in ("tokens", "cells", "targets", "around")}
        at_once = runtime.forward(cache, slice(0, 1), **arrays)
        np.testing.assert_array_equal(at_once[0], one_by_one[-1])


def drawn_by_the_shipped_weights() -> Sprites:
    """A sprite each of twelve species, two of every category; the corpus of today is not what these weights learnt."""
    chosen = [name for category in CATEGORIES for name in [one for one in SPECIES if SPECIES[one] == category][:2]]
    requests = [
        SpriteRequest(zone, SPECIES[species], species=species, seed=1)
        for species, zone in zip(chosen, (*ZONES, *ZONES), strict=True)
    ]
    with Generator(cache=None) as generator:
        indices = np.stack([sprite.indices for sprite in generator.sprites(requests)])
    labels = [
        (token_id("zone", one.zone), token_id("category", one.category), token_id("species", str(one.species)), PAD)
        for one in requests
    ]
    return Sprites(indices, np.array(labels))


def test_the_shipped_weights_choose_the_same_token_in_torch() -> None:
    """What the rounding of the exact runtime costs on sprites of theirs: at most one choice in 200."""
    weights = load_weights(SHIPPED_WEIGHTS)
    model, runtime = dequantised(weights), Transformer(weights)
    sprites, same = drawn_by_the_shipped_weights(), []
    for kept_first in (False, True):
        (batch,) = validation_batches(sprites, size=12, kept_first=kept_first)
        arrays = {name: getattr(batch, name).numpy() for name in ("tokens", "cells", "targets", "around")}
        cache = runtime.new_cache(len(sprites))
        chosen = [
            runtime.forward(
                cache, slice(0, len(sprites)), **{name: array[:, [step]] for name, array in arrays.items()}
            ).argmax(axis=1)
            for step in range(batch.tokens.shape[1])
        ]
        predicted = batch.classes.numpy() >= 0
        same.append((np.stack(chosen, axis=1) == logits_of(model, batch).numpy().argmax(axis=2))[predicted])
    agreement = np.concatenate(same)
    assert len(agreement) > 10_000
    assert agreement.mean() > 0.995, agreement.mean()
