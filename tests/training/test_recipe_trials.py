"""Trials of recipes: keys vary, each runs once, and what is no key is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from training import recipe_trials
from training.network.settings import RunSettings, SettingsError
from training.recipe_trials import varied


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


def test_trials_print_a_row_each_and_are_run_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    threads = torch.get_num_threads()
    config = tmp_path / "tiny.toml"
    config.write_text("[model]\nlayers = 1\nwidth = 32\nheads = 2\nhidden = 64\n", encoding="utf-8")
    arguments = ["--config", str(config), "--out", str(tmp_path), "--minutes", "0.001", "--validation", "2"]
    arguments += ["--trial", "", "--trial", "batches.size=2"]
    try:
        assert recipe_trials.main(arguments) == 0
        first = [line for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
        assert [line.split(" | ")[0] for line in first] == [
            "| trial",
            "|" + "---|" * 9,
            "| as it is",
            "| batches.size=2",
        ]
        assert recipe_trials.main(arguments) == 0
        assert capsys.readouterr().out.splitlines() == first
    finally:
        torch.set_num_threads(threads)


def test_a_wrong_trial_is_one_line_and_nothing_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--out", str(tmp_path / "out"), "--minutes", "1", "--trial", "", "--trial", "optimiser.knd='adamw'"]
    assert recipe_trials.main(arguments) == 1
    assert capsys.readouterr().err.startswith("trials: trial \"optimiser.knd='adamw'\": unknown key optimiser.knd")
    assert not (tmp_path / "out").exists()
