"""`pixelgen watch`: what it prints, in this process with a clock of the test's own; and once as a real process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pixelgen
from engine_bridges.commands.watch import Baker, watched
from engine_bridges.creatures.creature import PackError
from engine_bridges.watching.watch_lock import WatchLocks
from pixelgen import PixelgenError
from pixelgen.commands.cli import main
from pixelgen.commands.old_weights import weights_that_drew
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.files.toml_words import expected_instead
from pixelgen.model.weights_folder import FOLDER_VARIABLE
from tests.engine_bridges.baked_packs import CRAB, HEAD, CountingMaker, broken_files, stamps
from tests.engine_bridges.commands.test_bake import OLD, OLDER, ByFile, kept_weights
from tests.engine_bridges.scripted_time import NoEvents, ScriptedTime, saved
from tests.fake_generator import dna_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
CAVE = HEAD.replace("reef", "cave") + CRAB


class Makers:
    """Gives generators, and fails while the weights are broken."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, weights: Path | None) -> CountingMaker:
        self.made += 1
        if weights is not None and weights.read_bytes() == b"half written":
            raise PixelgenError(f"{weights} is damaged")
        return CountingMaker(weights)


def printed(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    script: Callable[[], Iterator[float]],
    *files: str,
    weights: Path | None = None,
    as_json: bool = False,
    makers: Makers | None = None,
) -> list[str]:
    """The lines that are printed while the script goes on."""
    shipped = folder / "weights.safetensors"
    shipped.touch()
    options = Namespace(packs=[Path(file) for file in files or ("reef.toml",)], json=as_json, weights=weights)
    time = ScriptedTime(script())
    baker = Baker(weights, makers or Makers(), progress_bar, lambda: shipped, weights_that_drew)
    last = watched(options, baker, events=NoEvents(), clock=time.clock, wait=time.wait, locks_folder=folder / "cache")
    return [*capsys.readouterr().out.splitlines(), last]


def without_times(lines: list[str]) -> list[str]:
    """Without the time of day at the start and the seconds at the end."""
    cut = [line[9:] if line[2:3] == line[5:6] == ":" else line for line in lines]
    return [line.rpartition(";")[0] if line.endswith(" s") else line for line in cut]


@pytest.fixture(name="folder")
def a_folder_with_a_pack(empty_folder: Path) -> Path:
    (empty_folder / "reef.toml").write_text(HEAD + CRAB)
    return empty_folder


def test_packs_follow_their_files_until_it_is_interrupted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "packs").mkdir()
    (folder / "packs" / "cave.toml").write_text(CAVE)

    def script() -> Iterator[float]:
        saved(folder / "reef.toml", HEAD + CRAB + "seed = 7\n")
        yield 10.0
        saved(folder / "reef.toml", HEAD + CRAB + "seed = x\n")
        yield 10.0
        saved(folder / "reef.toml", HEAD + CRAB + "seed = 7\n")
        yield 10.0
        shutil.rmtree(folder / "packs")
        yield 10.0
        (folder / "packs").mkdir()
        saved(folder / "packs" / "cave.toml", CAVE)
        yield 10.0

    lines = without_times(printed(folder, capsys, script, "reef.toml", "packs/cave.toml"))
    assert [line.partition(";")[0] if "files written" in line else line for line in lines] == [
        "watching reef.toml, packs/cave.toml; Ctrl-C ends",
        "reef: baked 1 of 1 creature (crab)",
        "cave: baked 1 of 1 creature (crab)",
        "reef.toml changed",
        f"reef.toml:7: is not TOML: {expected_instead('Invalid value')}",
        "reef.toml has 1 error; its pack is unchanged",
        "reef.toml is fixed; reef: up to date, 1 creature in reef",
        "packs/cave.toml:1: cannot be read: No such file or directory; `pixelgen new-pack` writes an example",
        "cave.toml has 1 error; its pack is unchanged",
        "cave.toml is fixed",
        "stopped after 5 bakes",
    ]
    assert broken_files(folder / "reef") == []


def test_two_files_of_one_name_do_not_change_each_other_for_ever(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "copy.toml").write_text(HEAD + CRAB + "seed = 7\n")
    seen = []

    def script() -> Iterator[float]:
        seen.append(stamps(folder / "reef"))
        yield 60.0
        seen.append(stamps(folder / "reef"))
        saved(folder / "copy.toml", CAVE)
        yield 10.0

    lines = without_times(printed(folder, capsys, script, "reef.toml", "copy.toml"))
    assert lines[2].startswith(
        "reef was baked from reef.toml; give copy.toml another name or output, or, if it is that "
    )
    assert lines[3] == "copy.toml has 1 error; its pack is unchanged"
    assert lines[4].startswith("copy.toml is fixed; cave: baked 1 of 1 creature (crab); ")
    assert lines[5:] == ["stopped after 2 bakes"]
    assert seen[0] == seen[1]


def test_a_pack_that_another_process_watches_is_left_to_it_until_it_ends(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With other weights the two would bake it in turn for ever."""
    other = WatchLocks(folder / "cache")
    other.take(folder / "reef")

    def script() -> Iterator[float]:
        assert not (folder / "reef").exists()
        yield 20.0
        other.__exit__(None, None, None)
        yield 20.0

    lines = without_times(printed(folder, capsys, script))
    assert lines[1].startswith(f"{Path('reef')} is being watched by process {os.getpid()} on ")
    assert lines[1].endswith("; end that watch first")
    assert lines[2] == "reef.toml has 1 error; its pack is unchanged"
    assert lines[3].startswith("reef.toml is fixed; reef: baked 1 of 1 creature (crab); ")
    assert lines[4:] == ["stopped after 1 bake"]


def test_a_lock_is_asked_for_once_and_given_back_in_the_end(folder: Path) -> None:
    with WatchLocks(folder / "locks") as locks, WatchLocks(folder / "locks") as others:
        for _ in range(2):
            locks.take(folder / "reef")
        others.take(folder / "cave")
        with pytest.raises(PackError, match="is being watched by process"):
            others.take(folder / "reef")
    with WatchLocks(folder / "locks") as locks:
        locks.take(folder / "reef")
        locks.take(folder / "cave")
    assert not (folder / "reef").exists()


def test_where_no_lock_can_be_written_packs_are_watched_all_the_same(folder: Path) -> None:
    (folder / "file").touch()
    with WatchLocks(folder / "file" / "locks") as locks:
        locks.take(folder / "reef")


@posix
def test_a_lock_that_is_a_link_is_refused(folder: Path) -> None:
    with WatchLocks(folder / "locks") as locks:
        locks.take(folder / "reef")
    (path,) = (folder / "locks").iterdir()
    path.unlink()
    (folder / "mine").write_text("mine")
    path.symlink_to(folder / "mine")
    with WatchLocks(folder / "locks") as locks, pytest.raises(PackError, match="is a link; remove it"):
        locks.take(folder / "reef")
    assert (folder / "mine").read_text() == "mine"


def test_a_script_reads_json_and_other_weights_are_a_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights, makers = folder / "own.safetensors", Makers()
    weights.write_bytes(b"whole")

    def script() -> Iterator[float]:
        weights.write_bytes(b"half written")
        yield 10.0
        weights.write_bytes(b"whole")
        yield 10.0

    lines = printed(folder, capsys, script, weights=weights, as_json=True, makers=makers)
    first, broken, fixed, last = map(json.loads, lines)
    assert (first["changed"], first["made"], first["fixed"]) == ([], ["crab"], False)
    assert broken["changed"] == [str(weights)]
    assert broken["errors"] == [f"{weights} is damaged"]
    assert (fixed["fixed"], fixed["made"], fixed["kept"]) == (True, [], 1)
    assert last == {"bakes": 2}
    assert makers.made == 3


def test_a_pack_of_an_old_dna_is_drawn_with_the_weights_that_drew_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = f'{HEAD}[[creatures]]\nname = "old"\ndna = "{dna_of(OLD, weights=OLDER)}"\n'
    kept = kept_weights(folder / "weights", OLDER)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "weights"))
    made: list[Path | None] = []

    class Noting(Makers):
        def __call__(self, weights: Path | None) -> CountingMaker:
            made.append(weights)
            return ByFile(weights)

    def script() -> Iterator[float]:
        (folder / "reef.toml").write_text(old)
        yield 10.0
        (folder / "reef.toml").write_text(HEAD + CRAB)
        yield 10.0

    lines = printed(folder, capsys, script, as_json=True, makers=Noting())
    assert [json.loads(line).get("made") for line in lines[:-1]] == [["crab"], ["old"], ["crab"]]
    assert made == [None, kept, None]


def test_a_file_that_is_not_there_at_the_start_is_told(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "reef.toml"]) == 1
    says = "reef.toml is no file; `pixelgen new-pack reef.toml` writes an example"
    assert capsys.readouterr().err == f"pixelgen watch: {says}\n"
    assert main(["watch"]) == 2
    assert list(empty_folder.iterdir()) == []


@posix
@pytest.mark.slow
def test_a_real_watch_hears_of_a_change_and_ends_when_it_is_interrupted(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent)}
    command = [sys.executable, "-m", "pixelgen", "watch", "reef.toml"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, text=True, stdout=pipe, stderr=subprocess.STDOUT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "watching reef.toml; Ctrl-C ends\n"
            assert "reef: baked 1 of 1 creature (crab); " in process.stdout.readline()
            saved(folder / "reef.toml", HEAD + CRAB + "seed = 7\n")
            assert "reef.toml changed; reef: baked 1 of 1 creature (crab); " in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.stdout.read() == "stopped after 2 bakes\n"
            assert process.wait() == 0
        finally:
            process.kill()
    assert broken_files(folder / "reef") == []
