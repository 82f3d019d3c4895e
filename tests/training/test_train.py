"""The training loop on a tiny network: it learns, goes on where it was, and stops when it must."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
import torch

from pixelgen.model.weights import load_weights
from training import train
from training.network.checkpoint import CheckpointError, load_checkpoint
from training.network.export import weights_bytes
from training.network.parity import centred
from training.network.settings import RunSettings, SettingsError, load_settings, settings_from
from training.network.trainer import Trainer, TrainingError, learning_rate_factor
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.shards import write_shards
from training.train import Plan, Rhythm, run, shard_fetch

TINY = {
    "model": {"layers": 1, "width": 32, "heads": 2, "hidden": 64},
    "head": {"hidden": 48},
    "batches": {"size": 2},
    "optimiser": {"warmup_steps": 2},
}
CONFIG = "\n".join(
    f"[{section}]\n" + "\n".join(f"{key} = {value}" for key, value in values.items())
    for section, values in TINY.items()
)
QUIET = Rhythm(save=0, validate=0, sheet=0, progress=0)


@pytest.fixture(autouse=True)
def one_thread() -> object:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def sprites() -> Sprites:
    return draw_many(3, range(16))


def tiny(sprites: Sprites, folder: Path, **sections: dict[str, object]) -> Trainer:
    settings = settings_from({**TINY, **sections}, source="test")
    folder.mkdir(exist_ok=True)
    return Trainer(settings, shard_fetch(sprites, seed=0), folder=folder, device=torch.device("cpu"), precision="fp32")


def steps(count: int) -> Plan:
    return Plan(count, None, time.monotonic())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of torch's own: it looks at gradients of what is no leaf, and the like
def test_compiled_blocks_learn_as_the_others_do(sprites: Sprites, tmp_path: Path) -> None:
    if not shutil.which("g++"):
        pytest.skip("no C++ compiler")
    settings = settings_from({**TINY, "batches": {"size": 4, "kept_first": 0.0}}, source="test")
    losses = []
    for compiled in (False, True):
        trainer = Trainer(
            settings,
            shard_fetch(sprites, seed=0),
            folder=tmp_path,
            device=torch.device("cpu"),
            precision="fp32",
            compiled=compiled,
        )
        losses.append([trainer.train_step(1.0) for _ in range(4)])
    programs = torch._dynamo.utils.counters["stats"]["unique_graphs"]
    assert 1 <= programs <= 4, "sequences of each length are compiled for themselves"
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)


def test_loss_falls_and_the_run_leaves_figures_a_sheet_and_a_checkpoint(tmp_path: Path) -> None:
    config = tmp_path / "tiny.toml"
    config.write_text(CONFIG, encoding="utf-8")
    folder = tmp_path / "run"
    arguments = ["--synthetic", "--device", "cpu", "--config", str(config), "--run", str(folder), "--validation", "4"]
    assert train.main([*arguments, "--steps", "2"]) == 0
    assert train.main([*arguments, "--steps", "40", "--resume"]) == 0
    first, last = (json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines())
    assert last["nats"] < 0.85 * first["nats"]
    assert last["kept_nats"] < 0.85 * first["kept_nats"]
    assert last["part_nats"] < 0.85 * first["part_nats"]
    assert last["bare_nats"] < 0.85 * first["bare_nats"]
    assert last["nats"] == pytest.approx(last["nats_4x4"] + last["nats_2x2"] + last["nats_pixel"], abs=0.03)
    assert last["sprites"] == 80
    assert load_checkpoint(folder / "checkpoint.pt").step == 40
    assert (folder / "sheet-0000040.png").read_bytes().startswith(b"\x89PNG")


def test_resume_continues_bit_for_bit(tmp_path: Path, sprites: Sprites) -> None:
    whole = tiny(sprites, tmp_path / "whole")
    run(whole, steps(7), sprites, rhythm=QUIET)
    first = tiny(sprites, tmp_path / "parts")
    run(first, steps(7), sprites, rhythm=QUIET, stop=lambda: first.step == 3)
    second = tiny(sprites, tmp_path / "parts")
    second.resume()
    assert second.step == 3
    run(second, steps(7), sprites, rhythm=QUIET)
    for (name, a), (_, b) in zip(whole.model.state_dict().items(), second.model.state_dict().items(), strict=True):
        assert torch.equal(a, b), name
    assert second.sprites_seen == whole.sprites_seen == 14


def test_a_run_starts_from_a_weights_file_and_goes_on_with_its_count(tmp_path: Path, sprites: Sprites) -> None:
    trained = tiny(sprites, tmp_path / "first")
    run(trained, steps(3), sprites, rhythm=QUIET)
    with torch.no_grad():  # as far from zero as after a long training, so that positions matter
        for parameter in trained.model.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.05)
    facts = {"sprites_seen": "6", "hours": "0.50"}
    file = tmp_path / "tiny.safetensors"
    file.write_bytes(weights_bytes(trained.model, sprites, facts))
    begun = tiny(sprites, tmp_path / "second")
    begun.start_from(load_weights(file))
    assert (begun.sprites_seen, begun.seconds) == (6, 1800.0)
    batch = begun._stream.batch(0)
    with torch.no_grad():
        found, expected = (centred(one.model(*batch.inputs())) for one in (begun, trained))
    torch.testing.assert_close(found, expected, atol=0.05, rtol=0.05)


def test_starting_from_weights_of_another_size_is_refused(tmp_path: Path, sprites: Sprites) -> None:
    file = tmp_path / "other.safetensors"
    other = tiny(sprites, tmp_path / "other", head={"hidden": 24})
    file.write_bytes(weights_bytes(other.model, sprites, {}))
    with pytest.raises(CheckpointError, match="the settings ask for"):
        tiny(sprites, tmp_path / "run").start_from(load_weights(file))


def test_starting_from_what_is_no_weights_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none").write_bytes(b"no weights")
    arguments = ["--synthetic", "--steps", "1", "--device", "cpu", "--run", str(tmp_path / "run")]
    assert train.main([*arguments, "--start", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_accumulating_two_batches_takes_their_common_gradient(tmp_path: Path, sprites: Sprites) -> None:
    trainer = tiny(sprites, tmp_path / "a", optimiser={"accumulate": 2})
    trainer.train_step(1.0)
    assert (trainer.step, trainer.sprites_seen) == (1, 4)
    other = tiny(sprites, tmp_path / "b", optimiser={"accumulate": 1})
    other.train_step(1.0)
    assert not torch.equal(trainer.model.head.out.weight, other.model.head.out.weight)


def test_a_loss_that_is_not_finite_stops_with_the_last_checkpoint_kept(tmp_path: Path, sprites: Sprites) -> None:
    trainer = tiny(sprites, tmp_path / "run")
    trainer.train_step(1.0)
    trainer.save()
    before = trainer.checkpoint_path.read_bytes()
    with torch.no_grad():
        trainer.model.head.out.weight.fill_(float("inf"))
    with pytest.raises(TrainingError, match=r"not finite.*checkpoint\.pt"):
        run(trainer, steps(5), sprites, rhythm=QUIET)
    assert trainer.checkpoint_path.read_bytes() == before


@pytest.mark.parametrize("optimiser", ["muon", "adamw"])
def test_both_optimisers_move_every_parameter_that_the_batch_reaches(
    tmp_path: Path, sprites: Sprites, optimiser: str
) -> None:
    trainer = tiny(sprites, tmp_path / "run", optimiser={"kind": optimiser, "warmup_steps": 1})
    before = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    for _ in range(3):
        trainer.train_step(1.0)
    same = [name for name, value in trainer.model.state_dict().items() if torch.equal(value, before[name])]
    assert same == []


def test_learning_rate_warms_up_stays_and_falls_to_zero() -> None:
    settings = settings_from({"optimiser": {"warmup_steps": 10, "cooldown": 0.5}}, source="test")
    factors = [learning_rate_factor(settings, step=step, progress=step / 100) for step in range(101)]
    assert factors[0] == pytest.approx(0.1)
    assert factors[10] == factors[50] == 1.0
    assert factors[75] == pytest.approx(0.5)
    assert factors[100] == 0.0


def test_an_epoch_of_shards_shows_each_sprite_once(sprites: Sprites) -> None:
    import numpy as np

    fetch = shard_fetch(sprites, seed=1)
    first, second = fetch(np.arange(16)), fetch(np.arange(16, 32))
    assert sorted(s.tobytes() for s in first.indices) == sorted(s.tobytes() for s in sprites.indices)
    assert sorted(s.tobytes() for s in second.indices) == sorted(s.tobytes() for s in sprites.indices)
    assert first.indices.tobytes() != second.indices.tobytes()


def test_training_reads_shards(tmp_path: Path) -> None:
    write_shards(tmp_path / "shards", seed=1, count=6, processes=1, draw=partial(draw_many, 1))
    config = tmp_path / "tiny.toml"
    config.write_text(CONFIG, encoding="utf-8")
    arguments = ["--data-dir", str(tmp_path / "shards"), "--device", "cpu", "--config", str(config), "--epochs", "1"]
    assert train.main([*arguments, "--run", str(tmp_path / "run"), "--validation", "2"]) == 0
    assert load_checkpoint(tmp_path / "run" / "checkpoint.pt").sprites_seen == 6


def test_resuming_with_another_network_is_refused(tmp_path: Path, sprites: Sprites) -> None:
    trainer = tiny(sprites, tmp_path / "run")
    trainer.save()
    other = tiny(sprites, tmp_path / "run", model={"layers": 2, "width": 32, "heads": 2, "hidden": 64})
    with pytest.raises(CheckpointError, match="another network"):
        other.resume()


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 cut"])
def test_a_damaged_checkpoint_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "checkpoint.pt"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="no readable checkpoint"):
        load_checkpoint(path)


def test_bad_arguments_are_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "run"
    assert train.main(["--synthetic", "--steps", "1", "--resume", "--run", str(folder)]) == 1
    assert train.main(["--synthetic", "--epochs", "1", "--run", str(folder)]) == 1
    assert train.main(["--data-dir", str(tmp_path), "--steps", "1", "--run", str(folder)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "no checkpoint" in lines[0]
    assert "--data-dir" in lines[1]
    assert "manifest.json" in lines[2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[modle]\n", "unknown section 'modle'"),
        ("[model]\nlayer = 2\n", "unknown key model.layer"),
        ("[model]\nlayers = 'two'\n", "model.layers must be int"),
        ("[model\n", "settings.toml"),
    ],
)
def test_a_wrong_settings_file_names_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_settings(path)


def test_the_shipped_settings_are_the_defaults() -> None:
    assert load_settings(Path(train.__file__).with_name("configs") / "default.toml") == RunSettings()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_leaves_a_checkpoint(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "tiny.toml").write_text(CONFIG)
    options = f"--synthetic --ahead --steps 100000 --threads 1 --validation 4 --config {tmp_path / 'tiny.toml'}"
    folder = tmp_path / "run"
    options += f" --run {folder} --sheet-every 0 --save-every 0.01"
    command = [sys.executable, "-m", "training.train", *options.split()]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not (folder / "checkpoint.pt").exists() and process.poll() is None:
            time.sleep(0.1)
        (folder / "checkpoint.pt").unlink()
        os.killpg(process.pid, number)
        _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told.decode()
    assert load_checkpoint(folder / "checkpoint.pt").step > 0
    assert b"Traceback" not in told
