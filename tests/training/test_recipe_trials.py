"""Trials of recipes: keys vary, each runs once, and what is no key is one line."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch

from training import recipe_trials
from training.network.settings import RunSettings, SettingsError
from training.network.trainer import Trainer
from training.recipe_trials import Trial, varied
from training.samples.drawn_sprites import Sprites


def test_a_trial_changes_its_keys_and_no_other() -> None:
    settings = varied(RunSettings(), "optimiser.kind='adamw' batches.size=16")
    assert (settings.optimiser.kind, settings.batches.size) == ("adamw", 16)
    assert settings.optimiser.matrix_lr == RunSettings().optimiser.matrix_lr
    assert varied(RunSettings(), "") == RunSettings()


@pytest.mark.parametrize(
    "trial", ["batches.size", "batches.sise=3", "size=3", "batches.size='x'", "seed.x=1", "nothing.size=2"]
)
def test_what_is_no_trial_is_refused(trial: str) -> None:
    with pytest.raises(SettingsError, match=r"trial"):
        varied(RunSettings(), trial)


def test_trials_print_a_row_a_mark_and_are_run_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    threads = torch.get_num_threads()
    config = tmp_path / "tiny.toml"
    config.write_text("[model]\nlayers = 1\nwidth = 32\nheads = 2\nhidden = 64\n", encoding="utf-8")
    arguments = ["--config", str(config), "--out", str(tmp_path), "--validation", "2", "--turn", "0.0001"]
    arguments += ["--minutes", "0.0001", "--trial", "", "--trial", "batches.size=2"]
    try:
        assert recipe_trials.main(arguments) == 0
        first = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
        assert [line.split(" | ")[0] for line in first] == [
            "| trial",
            "|" + "---|" * 11,
            "| as it is",
            "| batches.size=2",
        ]
        assert recipe_trials.main(arguments) == 0
        assert capsys.readouterr().out.splitlines() == first
    finally:
        torch.set_num_threads(threads)


class Clock:
    """A second passes whenever somebody looks."""

    now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


class FakeTrainer:
    """Counts its steps, and remembers how far the rate had fallen."""

    def __init__(self) -> None:
        self.settings = RunSettings()
        self.model, self.device = None, None
        self.step = self.sprites_seen = 0
        self.factors: list[float] = []

    def train_step(self, factor: float) -> float:
        self.step += 1
        self.sprites_seen += 8
        self.factors.append(factor)
        return 0.0


def test_a_trial_takes_turns_and_reports_at_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe_trials, "validation_figures", lambda *_: {"nats": 1.0})
    nothing = Sprites(np.zeros((0, 32, 32), dtype=np.uint8), np.zeros((0, 4), dtype=np.int64))
    trainer = FakeTrainer()
    trial = Trial(cast(Trainer, trainer), seconds=60.0, every=30.0, clock=Clock())
    trial.turn(12.0, nothing)
    assert (trainer.step, trial.figures, trial.is_done) == (12, [], False)
    while not trial.is_done:
        trial.turn(12.0, nothing)
    assert trainer.step == 60
    assert trial.figures == [
        {"minutes": 0.5, "sprites": 240, "nats": 1.0},
        {"minutes": 1.0, "sprites": 480, "nats": 1.0},
    ]
    assert trainer.factors[0] < trainer.factors[20]  # warm-up
    assert trainer.factors[-1] < 0.1
    trial.turn(12.0, nothing)
    assert trainer.step == 60


def test_a_wrong_trial_is_one_line_and_nothing_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--out", str(tmp_path / "out"), "--minutes", "1", "--trial", "", "--trial", "optimiser.knd='adamw'"]
    assert recipe_trials.main(arguments) == 1
    assert capsys.readouterr().err.startswith("trials: trial \"optimiser.knd='adamw'\": unknown key optimiser.knd")
    assert not (tmp_path / "out").exists()
