"""What is deleted or changed by hand in a watched pack: noticed within seconds, and read only where it may differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine_bridges.pack_file.sources import read_file
from engine_bridges.watching import file_digests
from tests.engine_bridges.baked_packs import CRAB, HEAD, TANGS, contents
from tests.engine_bridges.scripted_time import StormOfEvents, saved
from tests.engine_bridges.watching.test_watch_loop import watched


def in_format(folder: Path, format: str) -> Path:
    (folder / "reef.toml").write_text(f'{HEAD}format = "{format}"\n{TANGS}{CRAB}')
    return folder / "reef"


BAKED = [
    ("godot", "creatures/crab/crab_sheet.png"),
    ("godot", "creatures/crab/crab_sheet.png.import"),
    ("godot", "shared/palette.png"),
    ("sheet", "creatures/crab/crab.png"),
    ("pygame", "pack.json"),
    ("pygame", "preview/contact_sheet.png"),
]


@pytest.mark.parametrize(("format", "name"), BAKED)
def test_a_baked_file_that_is_deleted_comes_back_at_the_next_look(format: str, name: str, tmp_path: Path) -> None:
    before: dict[str, bytes] = {}
    file = in_format(tmp_path, format) / name

    def script(folder: Path) -> Iterator[float]:
        before.update(contents(folder))
        file.unlink()
        yield 10.0

    _, again = watched(tmp_path, script)
    assert contents(tmp_path) == before
    (line,) = again.lines("12:00:00")
    assert line.startswith("12:00:00 its folder changed; reef: ")


def test_a_baked_file_that_is_deleted_comes_back_with_a_change_of_the_packs_file(tmp_path: Path) -> None:
    file = in_format(tmp_path, "sheet") / "creatures" / "crab" / "crab.png"

    def script(folder: Path) -> Iterator[float]:
        file.unlink()
        saved(folder / "reef.toml", (folder / "reef.toml").read_text() + "\n")
        yield 2.5
        assert file.exists()

    _, again = watched(tmp_path, script, events=StormOfEvents())
    assert again.report.made == ("crab",)
    assert again.lines("12:00:00")[0].startswith("12:00:00 its folder, reef.toml changed; reef: baked 1 of 4 creatures")


def test_what_is_edited_by_hand_in_a_pack_is_told_once_and_kept(tmp_path: Path) -> None:
    file = in_format(tmp_path, "sheet") / "creatures" / "crab" / "crab.json"

    def script(_: Path) -> Iterator[float]:
        file.write_text("mine")
        yield 60.0

    _, again = watched(tmp_path, script)
    assert file.read_text() == "mine"
    told = again.lines("12:00:00")
    assert told[0].startswith("12:00:00 its folder changed; reef: up to date, 4 creatures")
    assert told[1].startswith("reef: 1 file was edited by hand and is kept (creatures/crab/crab.json); ")


def test_what_an_engine_notes_in_its_own_files_is_no_change(tmp_path: Path) -> None:
    file = in_format(tmp_path, "godot") / "creatures" / "crab" / "crab_sheet.png.import"

    def script(_: Path) -> Iterator[float]:
        file.write_bytes(file.read_bytes() + b"\n[deps]\n")
        yield 60.0

    assert len(watched(tmp_path, script)) == 1


def test_baked_files_are_read_again_only_when_they_may_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = in_format(tmp_path, "sheet") / "creatures" / "crab" / "crab.png"
    read: list[Path] = []

    def counting(path: Path) -> bytes:
        read.append(path)
        return read_file(path)

    def script(folder: Path) -> Iterator[float]:
        monkeypatch.setattr(file_digests, "read_file", counting)
        yield 60.0
        assert set(read) == {folder / "reef.toml"}
        read.clear()
        saved_bytes = file.read_bytes()
        file.unlink()
        file.write_bytes(saved_bytes)
        yield 30.0
        assert set(read) == {folder / "reef.toml", file}

    assert len(watched(tmp_path, script)) == 1
