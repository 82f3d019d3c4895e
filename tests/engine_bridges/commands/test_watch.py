from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

import pixelgen
from pixelgen.commands.cli import main
from pixelgen.generator import SHIPPED_WEIGHTS
from tests.engine_bridges.baked_packs import CRAB, HEAD, broken_files

BOUND = 120.0  # seconds; nothing takes as long unless it fails
posix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


class Watching:
    """`pixelgen watch` as a process of its own, whose lines are awaited."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def line(self, *, with_: str = "") -> str:
        """The next line that holds a text."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            if with_ in line:
                return line
        raise AssertionError(f"ended without {with_!r}")

    def interrupted(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(BOUND)


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[Watching]:
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent)}
    command = [sys.executable, "-m", "pixelgen", "watch", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=folder, env=environment, text=True, stdout=pipe, stderr=subprocess.STDOUT
    ) as process:
        limit = Timer(BOUND, process.kill)
        limit.start()
        try:
            yield Watching(process)
        finally:
            limit.cancel()
            process.kill()


@posix
@pytest.mark.slow
def test_packs_follow_their_files_until_it_is_interrupted(empty_folder: Path) -> None:
    reef, cave = empty_folder / "reef.toml", empty_folder / "packs" / "cave.toml"
    cave.parent.mkdir()
    reef.write_text(HEAD + CRAB)
    cave.write_text(HEAD.replace("reef", "cave") + CRAB)
    with watching(empty_folder, "reef.toml", "packs/cave.toml") as process:
        assert process.line() == "watching reef.toml, packs/cave.toml and what they name; Ctrl-C ends\n"
        assert "reef: 1 of 1 creature made (crab); " in process.line()
        assert "cave: 1 of 1 creature made (crab); " in process.line()
        reef.write_text(HEAD + CRAB + "seed = 7\n")
        assert "reef.toml changed; reef: 1 of 1 creature made (crab); " in process.line()
        reef.write_text(HEAD + CRAB + "seed = x\n")
        assert process.line().startswith("reef.toml:7: is no TOML: ")
        assert process.line().endswith(" reef.toml has 1 mistake; its pack stays as it was\n")
        reef.write_text(HEAD + CRAB + "seed = 7\n")
        assert "reef.toml is mended; reef: nothing to do, 1 creature as they were in reef; " in process.line()
        shutil.rmtree(cave.parent)
        assert "packs/cave.toml:1: cannot be read" in process.line()
        cave.parent.mkdir()
        cave.write_text(HEAD.replace("reef", "cave") + CRAB)
        assert "cave.toml is mended; cave: 1 of 1 creature made (crab)" in process.line(with_="mended")
        assert process.interrupted() == 0
        assert process.line() == "stopped; baked 5 times\n"
    assert broken_files(empty_folder / "reef") == []


@posix
@pytest.mark.slow
def test_two_packs_for_one_folder_do_not_change_each_other_for_ever(empty_folder: Path) -> None:
    (empty_folder / "reef.toml").write_text(HEAD + CRAB)
    (empty_folder / "copy.toml").write_text(HEAD + CRAB + "seed = 7\n")
    with watching(empty_folder, "reef.toml", "copy.toml") as process:
        assert "reef: 1 of 1 creature made (crab); " in process.line(with_="made")
        assert "copy.toml and reef.toml are both baked into " in process.line()
        assert process.line().endswith(" copy.toml has 1 mistake; its pack stays as it was\n")
        (empty_folder / "copy.toml").write_text(HEAD.replace("reef", "cave") + CRAB + "seed = 7\n")
        assert "copy.toml is mended; cave: 1 of 1 creature made (crab); " in process.line()
        assert process.interrupted() == 0
        assert process.line() == "stopped; baked 2 times\n"


@posix
@pytest.mark.slow
def test_a_script_reads_json_and_other_weights_are_a_change(empty_folder: Path) -> None:
    (empty_folder / "reef.toml").write_text(HEAD + CRAB)
    weights = empty_folder / "own.safetensors"
    weights.write_bytes(SHIPPED_WEIGHTS.read_bytes())
    with watching(empty_folder, "reef.toml", "--json", "--weights", "own.safetensors") as process:
        first = json.loads(process.line())
        assert (first["changed"], first["made"], first["mended"]) == ([], ["crab"], False)
        weights.write_bytes(b"half written")
        broken = json.loads(process.line())
        assert broken["changed"] == [str(weights)]
        assert len(broken["errors"]) == 1
        weights.write_bytes(SHIPPED_WEIGHTS.read_bytes())
        mended = json.loads(process.line())
        assert (mended["mended"], mended["made"], mended["kept"]) == (True, [], 1)
        assert process.interrupted() == 0
        assert json.loads(process.line()) == {"bakes": 2}


def test_a_file_that_is_not_there_at_the_start_is_told(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "reef.toml"]) == 1
    says = "reef.toml is no file; `pixelgen new-pack reef.toml` writes an example"
    assert capsys.readouterr().err == f"pixelgen watch: {says}\n"
    assert main(["watch"]) == 2
    assert list(empty_folder.iterdir()) == []
