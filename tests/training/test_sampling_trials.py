"""Trials of the sampler: candidates share their prompts, the likeliest is chosen, and rows say what is thrown away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from pixelgen.vocabulary import ZONES
from tests.tiny_weights import tiny_weights
from training import sampling_trials
from training.drawing.pixel_rules import Indices
from training.judging.judge_network import HEADS, Judge, Opinion, label_classes
from training.network.dequantise import dequantised
from training.network.validation import nats_of_tokens
from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.trait_rows import all_trait_rows
from training.sampling_trials import Trial, settings_of


class Knowing:
    """A judge who has seen the labels of these sprites, and takes all others for the first of everything."""

    def __init__(self) -> None:
        self.known: dict[bytes, dict[str, int]] = {}

    def learn(self, sprites: Sprites) -> None:
        for at, indices in enumerate(sprites.indices):
            self.known[indices.tobytes()] = {name: int(of[at]) for name, of in label_classes(sprites).items()}

    def opinion(self, indices: Indices) -> Opinion:
        rows = [self.known.get(one.tobytes(), {}) for one in indices]
        found = {name: np.array([max(row.get(name, 0), 0) for row in rows], dtype=np.int64) for name in HEADS}
        return Opinion(found, np.zeros((len(rows), 128), dtype=np.float32), {})


@pytest.fixture(scope="module")
def judge() -> Knowing:
    return Knowing()


@pytest.fixture(scope="module")
def trial(judge: Knowing) -> Trial:
    """Of weights that know two species."""
    weights = replace(tiny_weights(), facts={"species": "crab,octopus"}, trait_rows=all_trait_rows())
    return Trial(weights, cast(Judge, judge), each=1)


def test_the_candidates_of_a_request_share_its_prompt_and_differ(trial: Trial) -> None:
    finished, raw = trial.candidates(0.7, 0.1, 2)
    first, second = finished
    assert len(first) == 2 * len(ZONES)
    assert np.array_equal(first.labels, second.labels)
    assert np.array_equal(first.traits, second.traits)
    assert not np.array_equal(raw[0].indices, raw[1].indices)
    assert len(np.unique(first.labels[:, 3])) > 1  # open traits are drawn


def test_of_the_candidates_each_is_the_likeliest_of_its_prompt(trial: Trial) -> None:
    finished, raw = trial.candidates(1.0, 0.0, 3)
    chosen = trial.best(finished, raw)
    nats = np.stack([nats_of_tokens(trial._network, one) for one in raw])
    for at, place in enumerate(nats.argmin(axis=0)):
        assert np.array_equal(chosen.indices[at], finished[place].indices[at])
    assert len(set(nats.argmin(axis=0))) > 1
    assert trial.best(finished[:1], raw[:1]) is finished[0]


def test_thrown_away_is_what_is_empty_or_another_species(trial: Trial, judge: Knowing) -> None:
    judge.learn(trial.others)
    kept = trial.row(trial.others)
    assert (kept.thrown, kept.species, kept.category, kept.empty, kept.rules) == (0, 1, 1, 0, 1)
    assert kept.traits == 1
    spoilt = trial.others.indices.copy()
    spoilt[0] = 0
    spoilt[1] = trial.others.indices[-1]  # a crab's place, an octopus there
    bad = trial.row(Sprites(spoilt, trial.others.labels, traits=trial.others.traits))
    assert bad.thrown == pytest.approx(2 / 12)
    assert bad.empty == pytest.approx(1 / 12)
    assert bad.species < 1


def test_a_token_costs_the_same_in_any_order_and_company() -> None:
    model, sprites = dequantised(tiny_weights()), draw_many(3, range(4))
    nats = nats_of_tokens(model, sprites)
    again = nats_of_tokens(model, sprites[np.array([2, 0])], together=1)
    assert nats.shape == (4,)
    assert (nats > 0).all()
    assert again == pytest.approx(nats[[2, 0]], rel=1e-4)


def test_a_row_has_a_cell_for_each_column(trial: Trial) -> None:
    line = trial.row(trial.others).markdown("corpus")
    assert line.count("|") == len(sampling_trials._COLUMNS) + 2
    assert line.startswith("| corpus | 12 |")


@pytest.mark.parametrize("text", ["0.7", "a:b", "0.7:0.1:2"])
def test_settings_are_two_numbers(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings_of("0.5:0.05") == (0.5, 0.05)
    with pytest.raises(SystemExit):
        sampling_trials.main(["--settings", text])
    assert "must be TEMPERATURE:MIN_P" in capsys.readouterr().err


def test_missing_weights_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sampling_trials.main(["--weights", str(tmp_path / "none.safetensors")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("sampling_trials: ")
