"""Export: what the file holds is what the network computes, within what 8 and 16 bits can hold."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import load_weights, parse_weights
from training.network.layers import ModelSettings
from training.network.ungrouped import export
from training.network.ungrouped.model import PixelTransformer
from training.samples.drawn_sprites import draw_many
from training.species import DRAWN

SMALL = ModelSettings(layers=1, width=24, heads=2, hidden=48)


@pytest.fixture(scope="module")
def model() -> PixelTransformer:
    torch.manual_seed(3)
    return PixelTransformer(SMALL)


def test_position_tables_add_up_to_the_projected_features(model: PixelTransformer) -> None:
    weights = export.quantise(model, draw_many(2, range(2)), {})
    runtime = Transformer(weights)
    for role in ("own", "target"):
        expected = (model.features @ getattr(model, role).weight.T).detach().numpy()
        np.testing.assert_allclose(getattr(runtime, f"{role}_positions"), expected, atol=0.003)


def test_the_file_records_architecture_hash_and_facts(model: PixelTransformer) -> None:
    tensors = export.quantised_tensors(model, draw_many(2, range(2)))
    content = export.weights_bytes(tensors, SMALL, {"sprites_seen": "12"})
    loaded = parse_weights(content, source="test")
    assert loaded.architecture.width == 24
    assert loaded.facts["sprites_seen"] == "12"
    assert loaded.facts["sha256"] == loaded.digest
    for name, array in tensors.items():
        np.testing.assert_array_equal(loaded.tensors[name], array)
    assert export.weights_bytes(tensors, SMALL, {"sprites_seen": "12"}) == content


def test_the_shipped_weights_know_the_species_that_the_corpus_draws() -> None:
    facts = load_weights(SHIPPED_WEIGHTS).facts
    assert set(facts["species"].split(",")) <= set(DRAWN)
    assert int(facts["sprites_seen"]) > 10_000
