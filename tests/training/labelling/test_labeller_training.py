"""The labeller in torch: it learns, and the integers that ship name what it names."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
import pytest
import torch

from pixelgen.errors import WeightsError
from pixelgen.model.labeller import NOT_TOLD, expected_labeller
from pixelgen.model.telling import told_from
from pixelgen.model.weights import load_weights
from pixelgen.model.world import SEA
from pixelgen.native.labeller import NativeLabeller
from pixelgen.native.library import NativeError, library
from pixelgen.quadtree import SIDE
from pixelgen.vocabulary import PAD
from tests.pixelgen.model.random_labeller import random_labeller
from training import labeller as command
from training.judging.part_figures import part_figures
from training.labelling.learning import Recipe, held_back, train_labeller
from training.labelling.naming import ID_KINDS, found_parts, told_ids, told_ramps, told_rows
from training.labelling.network import LabellerNetwork, Rows, convolution, labeller_tensors
from training.labelling.sheets import labelled_rows
from training.labelling.weights_file import put_into_weights, save_labeller
from training.network.export import weights_bytes
from training.network.labeller_file import LABELLER_FILE, load_labeller
from training.network.layers import ModelSettings
from training.network.model import HeadSettings, Transformer
from training.samples.drawn_sprites import Sprites, draw_many


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(3, range(24))


NOBODY = np.full((1, 2), NOT_TOLD)


def network(seed: int = 0) -> LabellerNetwork:
    """Random, so that every channel matters and the species too."""
    torch.manual_seed(seed)
    made = LabellerNetwork(len(SEA.tokens))
    with torch.no_grad():
        made.told.normal_(std=0.2)
        made.roles.normal_(std=0.2)
        made.bias.normal_(std=0.2)
        made.out_bias.normal_(std=0.2)
    return made


def test_integers_name_what_torch_names(sprites: Sprites) -> None:
    made = network()
    expected = np.zeros_like(sprites.parts)
    with torch.no_grad():
        ids = told_ids(sprites)
        logits = made(Rows.of(sprites.indices, told_ramps(ids)), torch.from_numpy(told_rows(ids)))
    expected[sprites.indices > 0] = 1 + logits.argmax(dim=1).numpy()
    found = found_parts(labeller_tensors(made), sprites)
    assert len(np.unique(found)) > 5
    assert (found == expected).mean() == 1.0


def test_tensors_are_those_of_a_weights_file() -> None:
    tensors = labeller_tensors(network())
    assert {name: ("I8", array.shape) for name, array in tensors.items()} == expected_labeller(len(SEA.tokens))


def test_a_square_looks_where_the_runtime_looks() -> None:
    """A gradient reaches exactly the pixels that are so far away, and the weights of exactly those places."""
    indices = np.full((1, SIDE, SIDE), 5, dtype=np.uint8)
    rows = Rows.of(indices, NOBODY)
    assert rows.seen[16][0].tolist() == [1024] * 4 + [0, 16] + [1024, 16 * SIDE, 16 * SIDE + 16]
    assert rows.seen[1][SIDE + 1].tolist() == [down * SIDE + right for down in range(3) for right in range(3)]


def test_gradients_are_those_of_torch(sprites: Sprites) -> None:
    """The convolution's own backward pass against the one that torch makes of the same gather."""
    seen = Rows.of(sprites.indices[:1], NOBODY).seen[2]
    torch.manual_seed(1)
    x = torch.randn(len(seen), 5, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(4, 45, dtype=torch.float64, requires_grad=True)
    plain = torch.cat([x, x.new_zeros(1, 5)])[seen.long()].flatten(1) @ weight.T
    upstream = torch.randn_like(plain)
    expected = torch.autograd.grad(plain, (x, weight), upstream)
    found = torch.autograd.grad(convolution(x, seen, weight), (x, weight), upstream)
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one, other)


def test_it_learns_within_its_time(sprites: Sprites) -> None:
    ticks = count()
    steps: list[int] = []
    made = train_labeller(
        sprites,
        seconds=60,
        clock=lambda: next(ticks),
        progress=lambda step, spent, loss: steps.append(step),
    )
    assert len(steps) == 59
    found = found_parts(labeller_tensors(made), sprites)
    most_common = np.bincount(sprites.parts[sprites.parts > 0]).max() / (sprites.parts > 0).sum()
    assert part_figures(found, sprites.parts).accuracy > most_common + 0.1


def test_a_sheet_shows_sprite_true_and_found_parts(sprites: Sprites) -> None:
    rows = labelled_rows(sprites, np.zeros_like(sprites.parts), each=2)
    zone, row = rows[0]
    first = int(np.flatnonzero(sprites.labels[:, 0] == sprites.labels[:, 0].min())[0])
    assert zone == "shallows"
    assert len(row) in (3, 6)
    np.testing.assert_array_equal(row[0], sprites.indices[first])
    np.testing.assert_array_equal(row[1] > 0, sprites.parts[first] > 0)
    assert not row[2].any()


def test_a_labeller_goes_into_weights_and_comes_out_again(sprites: Sprites, tmp_path: Path) -> None:
    tiny = Transformer(ModelSettings(2, 48, 3, 96), HeadSettings(40))
    weights, own = tmp_path / "weights.safetensors", tmp_path / "labeller.safetensors"
    weights.write_bytes(weights_bytes(tiny, sprites[slice(0, 2)], {"hours": "1"}))
    before = load_weights(weights)
    with pytest.raises(WeightsError, match=r"holds no labeller; train one: python -m training\.labeller"):
        load_labeller(weights)
    for seed in (1, 2):  # the second takes the first one's place
        tensors = random_labeller(seed, rows=len(SEA.tokens))
        save_labeller(tensors, own, figures={"accuracy": seed})
        put_into_weights(load_labeller(own)[0], weights, figures=load_labeller(own)[1])
        found, figures = load_labeller(weights)
        assert figures == {"accuracy": seed}
        for name, array in tensors.items():
            np.testing.assert_array_equal(found[name], array)
    after = load_weights(weights)
    assert after.digest != before.digest
    assert after.facts["hours"] == "1"
    for name, array in before.tensors.items():
        np.testing.assert_array_equal(after.tensors[name], array)


def test_new_weights_get_a_labeller_that_names_corpus_sprites(sprites: Sprites) -> None:
    tensors, figures = load_labeller(LABELLER_FILE)
    found = found_parts(tensors, sprites)
    assert part_figures(found, sprites.parts).accuracy > figures["accuracy, all told"] - 0.05
    try:
        library()
    except NativeError:
        pytest.skip("the native core is not built")
    core = NativeLabeller(tensors)
    for indices, parts, ids in zip(sprites.indices, found, told_ids(sprites).tolist(), strict=True):
        np.testing.assert_array_equal(core.parts(indices, told_from(ids, SEA, tensors)), parts)


def test_what_is_not_told_is_held_back_in_sprites_and_traits(sprites: Sprites) -> None:
    ids = np.repeat(told_ids(sprites)[:1], 4000, axis=0)
    told = held_back(ids, Recipe(anonymous=0.25, species_alone=0.125, drop=0.1), np.random.default_rng(0)) != PAD
    species = ID_KINDS.index("species")
    nothing, alone = ~told.any(axis=1), told[:, species] & (told.sum(axis=1) == 1)
    assert nothing.mean() == pytest.approx(0.25, abs=0.03)
    assert alone.mean() == pytest.approx(0.125 * 0.9, abs=0.03)
    assert told[told.sum(axis=1) > 1].mean() == pytest.approx(0.9, abs=0.03)


def test_a_training_goes_on_from_a_labeller(sprites: Sprites) -> None:
    before = labeller_tensors(network())
    ticks = count()
    made = train_labeller(sprites, seconds=1, start=before, clock=lambda: next(ticks))  # no step
    for name, array in labeller_tensors(made).items():
        np.testing.assert_array_equal(array, before[name], name)


def test_the_command_trains_measures_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, sheet = tmp_path / "labeller.safetensors", tmp_path / "sheet.png"
    few = ["--sprites", "8", "--held-out", "6", "--sheet", str(sheet)]
    assert command.main(["--minutes", "0.001", "--out", str(out), *few]) == 0
    printed = capsys.readouterr().out
    assert "species known, 6 held-out corpus sprites" in printed
    assert "parts: " in printed  # it has not learnt enough
    assert sheet.exists()
    figures = load_labeller(out)[1]
    assert figures["sprites"] == 8
    assert 0 < figures["accuracy, species unknown"] < 1
    assert command.main(["--measure", str(out), "--held-out", "6"]) == 0
    assert capsys.readouterr().out == printed
    assert command.main(["--measure", str(tmp_path / "none"), "--held-out", "6"]) == 1
    assert "cannot read the weights" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["--minutes", "1"])
