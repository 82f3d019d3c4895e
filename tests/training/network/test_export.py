"""Export: what the file holds is what the network computes, within what 8 and 16 bits can hold; and back again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from pixelgen.errors import WeightsError
from pixelgen.model.tensor_file import LARGEST_SQUARED_ROW
from pixelgen.model.transformer import place_rows
from pixelgen.model.weights import expected_tensors, load_weights
from pixelgen.model.world import world_text
from tests.training.network.test_model import awake, logits_of
from training.network import export
from training.network.batches import BatchSettings, validation_batches
from training.network.checkpoint import Checkpoint, save_checkpoint
from training.network.dequantise import dequantised
from training.network.labeller_file import LABELLER_FILE, load_labeller
from training.network.layers import ModelSettings
from training.network.model import HeadSettings, Transformer
from training.network.parity import centred
from training.network.sea import sea
from training.network.settings import settings_from
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.trait_rows import all_trait_rows


@pytest.fixture(scope="module")
def model() -> Transformer:
    return awake(3)


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(2, range(2))


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


def test_place_tables_add_up_to_the_projected_features(model: Transformer) -> None:
    tables = export.place_tables(model)
    for role in ("own", "target"):
        expected = (model.features @ getattr(model, role).weight.T).detach().numpy()
        np.testing.assert_allclose(place_rows(tables, role), expected, atol=0.005)


def test_the_file_holds_the_tensors_of_its_architecture_and_comes_back_as_the_network(
    tmp_path: Path, model: Transformer, sprites: Sprites
) -> None:
    path = tmp_path / "weights.safetensors"
    content = export.weights_bytes(model, sprites, {"sprites_seen": "12"})
    assert content == export.weights_bytes(model, sprites, {"sprites_seen": "12"})
    path.write_bytes(content)
    read = load_weights(path)
    assert (read.facts["sprites_seen"], read.facts["width"], read.facts["head_hidden"]) == ("12", "48", "40")
    kinds = {"F16": np.float16, "F32": np.float32, "I8": np.int8}
    for name, (kind, shape) in expected_tensors(export.architecture_of(model)).items():
        assert (read.tensors[name].dtype, read.tensors[name].shape) == (np.dtype(kinds[kind]), shape), name
    again = dequantised(read)
    for kept in ((), ("pixels",)):
        batch = next(validation_batches(sprites, BatchSettings(size=2), kept=kept))
        expected, found = (centred(logits_of(each, batch)) for each in (model, again))
        assert ((found - expected).square().mean() / expected.square().mean()) < 0.03**2


def test_what_all_logits_have_in_common_is_left_out(model: Transformer, sprites: Sprites) -> None:
    tensors = export.quantised_tensors(model, sprites)
    coarse, fine = np.split(tensors["head.out"] * tensors["head.out.scale"][:, None], 2)
    step = tensors["head.out.scale"][len(coarse) :].max()
    expected = model.head.out.weight.detach().numpy()
    assert np.allclose(coarse + fine, expected - expected.mean(axis=0), atol=0.51 * step)


@pytest.mark.parametrize("largest_row", [None, LARGEST_SQUARED_ROW])
def test_halves_are_sixty_four_times_as_fine_and_rows_do_not_overflow(largest_row: int | None) -> None:
    weight = torch.randn(7, 1024) * torch.logspace(-4, 2, 7)[:, None]
    weight[0] = 1e-4
    integers, scale = export.quantise_in_halves(weight, largest_row=largest_row)
    assert integers.shape == (14, 1024)
    assert np.abs(integers).max() == 127
    coarse, fine = np.split(integers * scale[:, None].astype(np.float64), 2)
    assert (np.abs(coarse + fine - weight.numpy()) <= 0.5001 * scale[7:, None]).all()
    assert (scale[1:7] <= 1.01 * np.abs(weight.numpy()[1:]).max(axis=1) / 127).all()
    if largest_row is not None:
        assert np.abs(integers).sum(axis=1, dtype=np.int64).max() <= largest_row


def test_the_real_architecture_fits_four_megabytes() -> None:
    sizes = {"I8": 1, "F16": 2, "F32": 4}
    tensors = expected_tensors(export.architecture_of(Transformer(ModelSettings(), HeadSettings()))).values()
    names = len(world_text(sea())) + all_trait_rows().nbytes
    labeller = sum(array.nbytes for array in load_labeller(LABELLER_FILE)[0].values())
    assert sum(sizes[kind] * int(np.prod(shape)) for kind, shape in tensors) + names + labeller < 4 << 20


def test_the_command_turns_a_run_into_a_file_that_loads(
    tmp_path: Path, model: Transformer, sprites: Sprites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "calibration_sprites", lambda corpus: sprites)
    sizes = {"model": {"layers": 2, "width": 48, "heads": 3, "hidden": 96}, "head": {"hidden": 40}}
    settings = {**settings_from(sizes, source="test").as_dict(), "species": ["crab", "octopus"]}
    state = Checkpoint(3, 24, 3600.0, model.state_dict(), [], settings, torch.get_rng_state())
    save_checkpoint(state, tmp_path / "checkpoint.pt")
    out = tmp_path / "weights.safetensors"
    assert export.main(["--run", str(tmp_path), "--out", str(out)]) == 0
    exported = load_weights(out)
    facts, (labeller, figures) = exported.facts, load_labeller(LABELLER_FILE)
    assert exported.labeller is not None
    for name, array in labeller.items():
        np.testing.assert_array_equal(exported.labeller[name], array)
    assert json.loads(facts["labeller"]) == figures
    assert (facts["sprites_seen"], facts["hours"], facts["species"]) == ("24", "1.00", "crab,octopus")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoint.pt", "weights.safetensors"]
    (tmp_path / "log.jsonl").write_text('{"nats": 263.5}\n', encoding="utf-8")
    copied = tmp_path / "copy.pt"
    copied.write_bytes((tmp_path / "checkpoint.pt").read_bytes())
    assert export.main(["--run", str(copied), "--out", str(out)]) == 0
    assert load_weights(out).facts["validation"] == '{"nats": 263.5}'


def test_a_missing_run_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main(["--run", str(tmp_path), "--out", str(tmp_path / "w")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "w").exists()


def test_a_file_that_is_none_of_these_weights_is_one_clear_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"no weights")
    with pytest.raises(WeightsError, match="no weights of pixelgen"):
        load_weights(broken)
    with pytest.raises(WeightsError, match="cannot read"):
        load_weights(tmp_path / "none")
