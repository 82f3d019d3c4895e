"""What follows new weights: the table names what exists, a failing step ends it, nothing is left half written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

from pixelgen.generator import SHIPPED_WEIGHTS
from training import release
from training.release import ROOT, STEPS, ReleaseError, Step, changes, contents, install, run_module


class Recorded:
    """Runs nothing, but for a file that a step named here writes; fails at one of them."""

    def __init__(self, *, fails: str = "") -> None:
        self.commands: list[tuple[str, ...]] = []
        self._fails = fails

    def __call__(self, command: Sequence[str]) -> None:
        self.commands.append(tuple(command))
        if command[0] == self._fails:
            raise ReleaseError("exit status 1 of it: the reason")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_every_step_names_a_module_and_paths_that_exist(step: Step) -> None:
    assert find_spec(step.command[0]) is not None
    assert all((ROOT / path).exists() for path in step.paths)
    assert all((ROOT / one).exists() for one in step.command[1:] if "/" in one)


def test_names_differ_and_no_two_steps_write_one_path() -> None:
    paths = [path for step in STEPS for path in step.paths]
    assert len({step.name for step in STEPS}) == len(STEPS)
    assert len(set(paths)) == len(paths)


def test_the_weights_of_the_gallery_are_drawn_by_its_step() -> None:
    """Every picture in the gallery is one that the corpus draws, one of before, or one of the step."""
    (gallery,) = [step for step in STEPS if step.name == "gallery"]
    pictures = {f"training/gallery/{path.name}" for path in (ROOT / "training/gallery").glob("*.png")}
    assert {path for path in pictures if not Path(path).name.startswith(("corpus_", "before_"))} == set(gallery.paths)


def test_a_failing_step_stops_what_follows_it_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    run = Recorded(fails=STEPS[1].command[0])
    assert not release.release(None, STEPS, run=run)
    assert run.commands == [step.command for step in STEPS[:2]]
    (line,) = capsys.readouterr().err.splitlines()
    assert STEPS[1].name in line
    assert "the reason" in line


def test_all_steps_run_in_turn_with_a_line_each() -> None:
    run, said = Recorded(), list[str]()
    assert release.release(None, STEPS, run=run, say=said.append)
    assert run.commands == [step.command for step in STEPS]
    assert [line.split(":")[0] for line in said] == [step.name for step in STEPS]


def test_a_module_that_fails_is_told_with_the_last_line_that_it_printed() -> None:
    with pytest.raises(ReleaseError, match=r"exit status 1 of python -m .*: evaluate: .*nowhere"):
        run_module(("training.evaluate", "--weights", "nowhere"))


def test_the_runtime_must_read_what_is_installed(tmp_path: Path) -> None:
    damaged, place = tmp_path / "new.safetensors", tmp_path / "shipped.safetensors"
    place.write_bytes(b"old")
    damaged.write_bytes(SHIPPED_WEIGHTS.read_bytes()[:-1])
    with pytest.raises(ReleaseError, match=r"new\.safetensors"):
        install(damaged, run=Recorded(), place=place)
    assert place.read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"new.safetensors", "shipped.safetensors"}


def test_a_weights_file_is_installed_as_it_is(tmp_path: Path) -> None:
    place, run = tmp_path / "shipped.safetensors", Recorded()
    digest = install(SHIPPED_WEIGHTS, run=run, place=place)
    assert place.read_bytes() == SHIPPED_WEIGHTS.read_bytes()
    assert run.commands == []
    assert len(digest) == 64


def test_a_run_is_exported_elsewhere_first(tmp_path: Path) -> None:
    place = tmp_path / "shipped.safetensors"

    def export(command: Sequence[str]) -> None:
        module, _, run, _, out = command
        assert (module, run) == ("training.network.export", str(tmp_path))
        assert Path(out).parent != tmp_path
        Path(out).write_bytes(SHIPPED_WEIGHTS.read_bytes())

    install(tmp_path, run=export, place=place)
    assert place.read_bytes() == SHIPPED_WEIGHTS.read_bytes()


def test_changes_are_new_gone_and_other_files(tmp_path: Path) -> None:
    for name in ("same", "other", "gone"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = contents(["."], root=tmp_path)
    (tmp_path / "other").write_text("another", encoding="utf-8")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("new", encoding="utf-8")
    (tmp_path / "preview").mkdir()
    (tmp_path / "preview" / "sheet").write_text("git ignores it", encoding="utf-8")
    assert changes(before, contents(["."], root=tmp_path)) == [" D gone", "?? new", " M other"]
    assert contents(["same", "nowhere"], root=tmp_path).keys() == {"same"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [((), "expected a run"), (("/nowhere",), "there is no /nowhere"), (("--only", "golde"), "invalid choice: 'golde'")],
)
def test_wrong_usage(arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        release.main(arguments)
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err


def test_the_list_names_every_command_and_runs_none() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "training.release", "--list"], cwd=ROOT, capture_output=True, text=True
    )
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [step.name for step in STEPS]
