"""The reduced evaluation of a world beside the sea, with its corpus in the weights' place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.own_weights import write_weights_of
from training import evaluate_world
from training.insects.kingdom import INSECT_CORPUS, INSECTS, WORLD
from training.judging.judge_network import JudgeNetwork, heads_of, save_judge
from training.samples.drawn_sprites import draw
from training.samples.trait_rows import all_trait_rows


class Garden:
    """Stands for a generator: individuals of the corpus, but noise for ants."""

    weights_digest = "c" * 64

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        return [Sprite(self._drawn(request)) for request in requests]

    def _drawn(self, request: SpriteRequest) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        rng = np.random.default_rng(request.seed)
        if request.species == "ant":
            return rng.integers(1, 64, size=(32, 32), dtype=np.uint8)
        kin = [one for one in INSECTS.values() if one.category == request.category]
        one = INSECTS[request.species] if request.species else kin[request.seed % len(kin)]
        return draw(one, one.sample(request.zone, rng))


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("weights") / "insects.safetensors"
    return write_weights_of(file, WORLD, all_trait_rows(INSECT_CORPUS))


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judge")
    torch.manual_seed(0)
    save_judge(JudgeNetwork(heads_of(WORLD)), folder, facts={})
    return folder


def test_every_species_and_zone_is_measured_beside_the_corpus_and_shown(
    weights: Path, judge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--weights", str(weights), "--judge", str(judge), "--each", "3"]
    asked += ["--json", str(tmp_path / "figures.json"), "--sheet", str(tmp_path / "sheet.png")]
    assert evaluate_world.main(asked, open_source=lambda _: Garden()) == 0
    drawn, corpus = (json.loads((tmp_path / "figures.json").read_text())[name] for name in ("drawn", "corpus"))
    assert drawn["sprites"] == corpus["sprites"] == 3 * len(INSECTS) * len(WORLD.zones)
    assert set(drawn["by_species"]) == set(INSECTS)
    assert {"category", "species", "zone", "pose", "pattern"} <= set(drawn["named"])
    assert corpus["rules"] == 1.0
    assert corpus["static"] == 0.0
    assert 0 < drawn["rules"] < corpus["rules"]  # ants are noise
    assert drawn["static"] == pytest.approx(1 / len(INSECTS), abs=1e-3)
    assert 0 < corpus["overlap"] < 1
    assert drawn["bare"] is not None
    said = capsys.readouterr().out
    assert "| overlap of silhouettes |" in said
    assert "named as ladybird" in said
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (12 * 34 * 4, 2 * len(WORLD.zones) * 34 * 4)


def test_weights_of_another_world_and_a_missing_judge_are_one_line(
    weights: Path, judge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate_world.main(["--weights", str(weights), "--world", "sea", "--judge", str(judge)]) == 1
    assert "learnt other zones, categories" in capsys.readouterr().err
    assert evaluate_world.main(["--weights", str(SHIPPED_WEIGHTS), "--judge", str(judge)]) == 1
    assert "draws another world than insects" in capsys.readouterr().err
    assert evaluate_world.main(["--weights", str(weights), "--judge", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "python -m training.judging.judge --world insects" in line


def test_one_of_a_cell_is_wrong_usage(weights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        evaluate_world.main(["--weights", str(weights), "--each", "1"])
    assert "--each must be 2 or more" in capsys.readouterr().err
