"""Export: what the file holds is what the network computes, within what 8 and 16 bits can hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from pixelgen.model.transformer import Transformer
from pixelgen.model.weights import LARGEST_SQUARED_ROW, load_weights, parse_weights
from training.network import export
from training.network.checkpoint import Checkpoint, save_checkpoint
from training.network.model import ModelSettings, PixelTransformer
from training.network.settings import settings_from
from training.samples.drawn_sprites import draw_many
from training.species import DRAWN

SMALL = ModelSettings(layers=1, width=24, heads=2, hidden=48)


@pytest.fixture(scope="module")
def model() -> PixelTransformer:
    torch.manual_seed(3)
    return PixelTransformer(SMALL)


def test_each_channel_is_off_by_at_most_half_a_step() -> None:
    weight = torch.randn(7, 50) * torch.logspace(-4, 2, 7)[:, None]
    integers, scale = export.quantise_matrix(weight)
    assert integers.dtype == np.int8
    assert np.abs(integers).max() == 127
    error = np.abs(integers * scale[:, None] - weight.numpy())
    assert (error <= 0.5001 * scale[:, None]).all()


def test_a_channel_of_zeros_stays_zero() -> None:
    integers, scale = export.quantise_matrix(torch.zeros(2, 5))
    assert not integers.any()
    assert (scale > 0).all()


def test_rows_that_could_overflow_are_made_coarser_and_others_are_not() -> None:
    weight = torch.ones(2, 768)
    weight[1] *= torch.linspace(-1, 1, 768)
    integers, scale = export.quantise_matrix(weight, largest_row=LARGEST_SQUARED_ROW)
    sums = np.abs(integers).sum(axis=1, dtype=np.int64)
    assert LARGEST_SQUARED_ROW - 2 * 768 < sums[0] <= LARGEST_SQUARED_ROW
    assert np.abs(integers[1]).max() == 127
    assert np.allclose(integers * scale[:, None], weight.numpy(), atol=0.51 * scale.max())


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


def test_the_command_turns_a_run_into_a_file_that_loads(
    tmp_path: Path, model: PixelTransformer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "calibration_sprites", lambda: draw_many(2, range(2)))
    sizes = {"layers": 1, "width": 24, "heads": 2, "hidden": 48}
    settings = {**settings_from({"model": sizes}, source="test").as_dict(), "species": ["crab", "octopus"]}
    state = Checkpoint(3, 24, 3600.0, model.state_dict(), [], settings, torch.get_rng_state())
    save_checkpoint(state, tmp_path / "checkpoint.pt")
    out = tmp_path / "weights.safetensors"
    assert export.main(["--run", str(tmp_path), "--out", str(out)]) == 0
    facts = load_weights(out).facts
    assert (facts["sprites_seen"], facts["hours"], facts["species"]) == ("24", "1.00", "crab,octopus")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoint.pt", "weights.safetensors"]


def test_a_missing_run_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main(["--run", str(tmp_path), "--out", str(tmp_path / "w")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "w").exists()


def test_the_shipped_weights_know_the_species_that_the_corpus_draws() -> None:
    facts = load_weights(export.DEFAULT_OUT).facts
    assert set(facts["species"].split(",")) <= set(DRAWN)
    assert int(facts["sprites_seen"]) > 10_000
