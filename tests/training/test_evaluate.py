"""The evaluation from end to end, with corpus sprites in the weights' place."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from pixelgen.gallery.rows import CHILDREN, TEMPERATURES, cell_requests, species_requests, temperature_requests
from pixelgen.generator import SHIPPED_WEIGHTS
from pixelgen.model.individuals import TraitTable
from pixelgen.model.weights import load_weights
from pixelgen.requests.request import DEFAULT_TEMPERATURE
from pixelgen.vocabulary import ZONES
from tests.training.stand_ins import CorpusSource
from training import evaluate
from training.judging.evaluation_sets import learnt_species
from training.judging.judge_network import JudgeNetwork, load_judge, save_judge
from training.judging.sprite_store import SpriteStore
from training.network.sea import sea
from training.pictures.weights_pictures import SHEETS
from training.samples.trait_rows import all_trait_rows


@dataclass(frozen=True)
class Run:
    """What a strict evaluation left."""

    status: int
    printed: str
    folder: Path
    drawn: int

    @property
    def saved(self) -> Any:
        return json.loads((self.folder / "figures.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A judge that has learnt nothing: what it says is not looked at here."""
    folder = tmp_path_factory.mktemp("judge")
    torch.manual_seed(0)
    save_judge(JudgeNetwork(), folder, facts={})
    return folder


def arguments(judge: Path, folder: Path, *more: str) -> list[str]:
    few = ["--each", "1", "--each-temperature", "1", "--each-breeding", "1", "--training-sprites", "8"]
    few += ["--each-species", "0"]
    return ["--judge", str(judge), *few, "--sprites", str(folder / "sprites"), *more]


@pytest.fixture(scope="module")
def strict(judge: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder, source, printed = tmp_path_factory.mktemp("evaluation"), CorpusSource(), io.StringIO()
    files = ["--json", str(folder / "figures.json"), "--markdown", str(folder / "figures.md")]
    more = [*files, "--temperatures", "0", "1", "1.6", "--strict"]
    with redirect_stdout(printed):
        status = evaluate.main(arguments(judge, folder, *more), open_source=lambda _: source)
    return Run(status, printed.getvalue(), folder, source.drawn)


def test_every_cell_and_temperature_is_measured(strict: Run) -> None:
    saved = strict.saved
    assert set(saved["temperatures"]) == {"0.0", "0.7", "1.0", "1.6"}
    assert saved["overall"] == saved["temperatures"]["0.7"]
    assert len(saved["cells"]) == len(saved["held_out"]["cells"]) == 36
    assert saved["cells"]["reef/jellyfish"]["sprites"] == 1
    assert saved["overall"]["sprites"] == saved["held_out"]["overall"]["sprites"] == 36
    assert saved["overall"]["species"] is not None
    assert strict.drawn == 4 * 2 * 36 + 2 * 36  # by the bare prompt and by species; second parents and children


def test_the_figures_are_those_of_what_was_drawn(strict: Run) -> None:
    saved = strict.saved
    assert saved["temperatures"]["0.0"]["empty"] == 1.0
    assert saved["temperatures"]["1.6"]["static"] == 1.0
    assert saved["overall"]["empty"] == saved["overall"]["static"] == 0.0
    assert saved["held_out"]["overall"]["rules"] == 1.0
    assert saved["overall"]["coverage"] > 5 * saved["temperatures"]["1.6"]["coverage"]


def test_the_table_is_printed_and_saved(strict: Run) -> None:
    assert strict.printed == (strict.folder / "figures.md").read_text(encoding="utf-8")
    assert "| temperature 1.6 | 36 |" in strict.printed


def test_missed_bars_fail_only_the_strict_and_a_second_run_draws_pictures_alone(judge: Path, strict: Run) -> None:
    """A judge that has learnt nothing recognises nothing."""
    assert strict.status == 1
    source, pictures = CorpusSource(), strict.folder / "pictures"
    again = arguments(judge, strict.folder, "--temperatures", "--pictures", str(pictures))
    assert evaluate.main(again, open_source=lambda _: source) == 0
    assert {path.stem for path in pictures.iterdir()} == set(SHEETS)
    learnt = learnt_species(load_weights(SHIPPED_WEIGHTS))
    rows = [*cell_requests(), *temperature_requests(), *species_requests(learnt)]
    assert source.drawn == sum(map(len, rows)) + 6 * (2 + CHILDREN)


def test_how_like_the_corpus_is_measured_by_species_and_zone(judge: Path) -> None:
    source, told = CorpusSource(), []
    table = TraitTable(sea(), all_trait_rows())
    plan = evaluate.Plan(1, 1, 1, each_species=2, temperatures=(), learnt=("crab",), table=table)

    def tell(name: str, total: int) -> Callable[[int], None]:
        told.append((name, total))
        return lambda _: None

    drawn, floor = evaluate._likeness(SpriteStore(source), load_judge(judge), plan, tell)
    assert source.drawn == 2 * 6
    assert [total for _, total in told] == [12, 12, 12, 6]
    assert drawn.auc is not None
    assert floor.auc is not None
    assert set(drawn.distances) == set(floor.distances) >= {"pose", "accent", "area"}
    assert set(drawn.dull) == set(ZONES)
    assert set(drawn.named) == set(floor.named) >= {"species", "pose", "family"}


def test_without_a_judge_one_line_says_how_to_train_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(arguments(tmp_path, tmp_path), open_source=lambda _: CorpusSource()) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("evaluate: no judge at")
    assert "python -m training.judging.judge" in line


def test_missing_weights_are_one_line(judge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(arguments(judge, tmp_path, "--weights", str(tmp_path / "none.safetensors"))) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("evaluate: ")


@pytest.mark.parametrize("option", ["--each", "--each-temperature", "--each-breeding", "--training-sprites"])
def test_none_a_cell_is_wrong_usage(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        evaluate.main([option, "0"])
    assert stopped.value.code == 2
    assert "1 or more" in capsys.readouterr().err


def test_the_default_temperature_is_among_those_swept() -> None:
    assert DEFAULT_TEMPERATURE in TEMPERATURES
    assert {0.2, 1.3, 1.6} <= set(TEMPERATURES)


def test_the_shipped_weights_name_the_species_that_they_have_learnt() -> None:
    assert learnt_species(load_weights(SHIPPED_WEIGHTS))
