from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import pixelgen
from engine_bridges.creatures.creature import PackError
from engine_bridges.folders.bake_lock import LOCK, held
from pixelgen import locked

HOLDER = """
import sys
from pathlib import Path
from engine_bridges.folders.bake_lock import held
with held(Path(sys.argv[1]), tell=print):
    print("held", flush=True)
    sys.stdin.readline()
"""


def never(message: str) -> None:
    raise AssertionError(message)


def holder_of(folder: Path) -> subprocess.Popen[str]:
    """A process that holds the folder until it is told to let go."""
    environment = {**os.environ, "PYTHONPATH": str(Path(pixelgen.__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_bake_is_told_who_holds_the_folder_and_waits(tmp_path: Path) -> None:
    told: list[str] = []
    with holder_of(tmp_path) as process:
        pauses = 0

        def pause() -> None:
            nonlocal pauses
            pauses += 1
            if pauses == 3:
                process.communicate("go\n")

        with held(tmp_path, tell=told.append, pause=pause):
            assert pauses >= 3
    assert len(told) == 1
    assert told[0].startswith(f"{tmp_path} is being baked by process {process.pid} on ")
    assert told[0].endswith("; waiting until it is done")
    assert not (tmp_path / LOCK).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="removes an open file")
def test_a_lock_that_its_last_holder_has_removed_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = 0

    @contextmanager
    def overtaken(path: Path, *, patience_seconds: float) -> Iterator[int]:
        nonlocal attempts
        attempts += 1
        with locked(path, patience_seconds=patience_seconds) as descriptor:
            if attempts < 3:  # between opening and locking: it went, and may be another's by now
                path.unlink()
                if attempts == 2:
                    path.touch()
            yield descriptor

    monkeypatch.setattr("engine_bridges.folders.bake_lock.locked", overtaken)
    with held(tmp_path, tell=lambda _: None, pause=lambda: None):
        assert (tmp_path / LOCK).read_text().startswith(f"process {os.getpid()} on ")
    assert attempts == 3


@pytest.mark.skipif(sys.platform == "win32", reason="kills")
def test_one_who_is_killed_holds_nothing(tmp_path: Path) -> None:
    with holder_of(tmp_path) as process:
        process.kill()
        process.wait()
    assert (tmp_path / LOCK).exists()
    with held(tmp_path, tell=never, pause=lambda: never("waited")):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_made_for_nothing_is_removed_and_one_of_the_users_is_not(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for folder in (tmp_path / "new", mine):
        with held(folder, tell=never):
            assert (folder / LOCK).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    with held(tmp_path / "baked", tell=never):
        (tmp_path / "baked" / "file").touch()
    assert [path.name for path in (tmp_path / "baked").iterdir()] == ["file"]


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PackError, match=r"cannot write .*file"), held(tmp_path / "file", tell=never):
        pass


def test_an_error_inside_comes_out_as_it_is(tmp_path: Path) -> None:
    for error in (TimeoutError, FileNotFoundError, KeyboardInterrupt):
        with pytest.raises(error), held(tmp_path, tell=never):
            raise error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="removes an open file")
def test_a_folder_that_its_maker_removed_is_made_again_by_who_waited(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with holder_of(folder) as process:

        def pause() -> None:
            process.communicate("go\n")
            assert not folder.exists()

        with held(folder, tell=lambda _: None, pause=pause):
            assert (folder / LOCK).exists()


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
@pytest.mark.parametrize("is_there", [True, False])
def test_a_lock_that_is_a_link_is_refused_and_what_it_points_at_stays(tmp_path: Path, is_there: bool) -> None:
    precious = tmp_path / "precious"
    if is_there:
        precious.write_text("mine")
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / LOCK).symlink_to(precious)
    with pytest.raises(PackError, match="is a link; remove it"), held(tmp_path / "pack", tell=never):
        pass
    assert (precious.read_text() if precious.exists() else None) == ("mine" if is_there else None)


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_that_leads_nowhere_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "pack").symlink_to(tmp_path / "gone")
    with pytest.raises(PackError) as caught, held(tmp_path / "pack", tell=never):
        pass
    assert str(caught.value) == f"cannot write {tmp_path / 'pack'}: it is a link that leads to no folder; remove it"
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("name", ["file", "file/pack"])
def test_a_file_is_no_folder_to_bake_into(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("mine")
    with (
        pytest.raises(PackError, match="it is a file, or lies in one; name another folder"),
        held(tmp_path / name, tell=never),
    ):
        pass
    assert (tmp_path / "file").read_text() == "mine"
