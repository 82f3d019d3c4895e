"""The judge's command: the same corpus and seed give the same weights, and its report names mistakes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.labelled_squares import labelled_squares
from training.insects.kingdom import INSECT_CORPUS, WORLD
from training.judging import judge
from training.judging.judge_network import HEADS, JudgeError, Opinion, label_classes, load_judge
from training.samples.drawn_sprites import draw_many


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> object:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_the_command_repeats_and_prints_a_line_a_head(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--sprites", "48", "--held-out", "24", "--epochs", "1", "--processes", "1", "--out"]
    assert judge.main([*arguments, str(tmp_path / "one")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [*HEADS, "saved"]
    assert judge.main([*arguments, str(tmp_path / "two")]) == 0
    assert judge.main([*arguments, str(tmp_path / "other"), "--seed", "1"]) == 0
    one, two, other = (load_judge(tmp_path / name) for name in ("one", "two", "other"))
    assert one.digest() == two.digest() != other.digest()


def test_another_world_has_a_judge_of_its_own_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--sprites", "24", "--held-out", "12", "--epochs", "1", "--processes", "1", "--world", "insects"]
    assert judge.main([*arguments, "--out", str(tmp_path)]) == 0
    assert "legged" in capsys.readouterr().out
    opinion = load_judge(tmp_path, world=WORLD).opinion(draw_many(1, range(3), INSECT_CORPUS).indices)
    assert opinion.shares["species"].shape == (3, len(WORLD.species))
    assert opinion.shares["zone"].shape == (3, len(WORLD.zones))
    with pytest.raises(JudgeError, match="other zones, categories, species"):
        load_judge(tmp_path)
    with pytest.raises(JudgeError, match=r"python -m training\.judging\.judge --world insects --out"):
        load_judge(tmp_path / "none", world=WORLD, name="insects")
    assert judge.judge_folder("insects") == Path("runs/insects-judge")


def test_sprites_are_the_seeds_first_ones_whatever_their_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = draw_many(7, range(10))
    monkeypatch.setattr(judge, "_TOGETHER", 4)
    parts = judge.drawn(7, 10, processes=1)
    assert np.array_equal(whole.indices, parts.indices)
    assert np.array_equal(whole.labels, parts.labels)


@pytest.mark.slow
def test_two_processes_draw_the_same_sprites() -> None:
    two, one = (judge.drawn(7, 6, processes=count) for count in (2, 1))
    assert np.array_equal(two.indices, one.indices)


def test_the_report_names_what_is_taken_for_what() -> None:
    squares = labelled_squares(40, seed=0)
    classes = label_classes(squares)
    fish = classes["category"] == HEADS["category"].index("reef_fish")
    wrong = np.where(fish, HEADS["category"].index("coral"), classes["category"])
    opinion = Opinion({**classes, "category": wrong}, np.zeros((40, 128), dtype=np.float32), {})
    shares = judge.shares_right(opinion, squares)
    assert shares["category"] == pytest.approx(1 - fish.mean())
    assert shares["zone"] == shares["species"] == shares["family"] == 1.0
    assert judge.mistakes(opinion, squares, "category") == [("reef_fish", "coral", 1.0)]
    assert "reef_fish taken for coral 100.0%" in judge.report(opinion, squares)


def test_a_trait_is_measured_species_by_species_and_the_report_names_the_weak() -> None:
    squares = labelled_squares(60, seed=0)
    classes = label_classes(squares)
    crowned = classes["species"] == HEADS["species"].index("staghorn")
    opinion = Opinion(
        {**classes, "glow": np.where(crowned, (classes["glow"] + 1) % 3, classes["glow"])},
        np.zeros((60, 128), dtype=np.float32),
        {},
    )
    by_species = judge.shares_by_species(opinion, squares)
    assert by_species["glow"]["staghorn"] == 0.0
    assert {share for name, share in by_species["glow"].items() if name != "staghorn"} == {1.0}
    assert by_species["pose"] == {}
    assert judge.shares_right(opinion, squares)["glow"] == pytest.approx(5 / 6)
    (line,) = [line for line in judge.report(opinion, squares).splitlines() if line.startswith("glow")]
    assert line.endswith("staghorn 0%")


@pytest.mark.parametrize("option", ["--sprites", "--held-out", "--epochs", "--processes"])
def test_none_of_anything_is_wrong_usage(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        judge.main([option, "0"])
    assert stopped.value.code == 2
    assert f"{option} must be 1 or more" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    arguments = ["--sprites", "8", "--held-out", "8", "--epochs", "1", "--processes", "1", "--out"]
    assert judge.main([*arguments, str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.startswith("judge: ")
