"""The figures of the weights, on sprites whose figures are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pixelgen.request import DEFAULT_TEMPERATURE, SpriteRequest
from pixelgen.sprite import Sprite
from training import evaluate
from training.drawn_sprites import draw_many

BLANK = np.zeros((32, 32), dtype=np.uint8)
NOISE = np.random.default_rng(0).integers(1, 64, size=(32, 32), dtype=np.uint8)


class NoisyAtHighTemperatures:
    """Stands for a generator: corpus sprites when it is cool, noise above 1, nothing at 0."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        good = draw_many(1, [0]).indices[0]
        return [
            Sprite(BLANK if request.temperature == 0 else NOISE if request.temperature > 1 else good)
            for request in requests
        ]


def test_blank_and_noise_are_told_from_drawn_sprites() -> None:
    drawn = list(draw_many(1, range(4)).indices)
    assert evaluate.figures_of([BLANK], ["coral"]).empty == 1.0
    assert evaluate.figures_of([NOISE], ["coral"]).static == 1.0
    assert evaluate.figures_of([NOISE], ["coral"]).rules == 0.0
    mixed = evaluate.figures_of([*drawn, BLANK, NOISE], ["grazer"] * 6)
    assert mixed.sprites == 6
    assert mixed.empty == pytest.approx(1 / 6)
    assert mixed.static == pytest.approx(1 / 6)


def test_every_temperature_and_category_is_measured() -> None:
    result = evaluate.evaluate(NoisyAtHighTemperatures(), each=1)
    temperatures = result["temperatures"]
    assert temperatures["0.0"].empty == 1.0
    assert temperatures["1.6"].static == 1.0
    assert temperatures["0.4"].empty == temperatures["0.4"].static == 0.0
    assert all(row.sprites == 36 for row in temperatures.values())
    assert all(row.sprites == 6 for row in result["categories"].values())
    assert result["corpus"]["held out"].rules == 1.0


def test_the_default_temperature_is_among_those_measured() -> None:
    assert DEFAULT_TEMPERATURE in evaluate.TEMPERATURES


def test_the_command_prints_a_table_and_saves_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "Generator", lambda weights: NoisyAtHighTemperatures())
    assert evaluate.main(["--each", "1", "--json", str(tmp_path / "figures.json")]) == 0
    assert "| temperature 1.6 | 36 | 0.0% | 100.0% |" in capsys.readouterr().out
    saved = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert saved["temperatures"]["0.0"]["empty"] == 1.0
