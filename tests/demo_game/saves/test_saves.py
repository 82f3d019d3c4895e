"""Saves: whole or not there, trusted in nothing, and a failure is a line."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demo_game.book.logbook import Child, LogBook, Photo
from demo_game.saves.saves import SavedDive, Saves, dive_content, dive_of, write_whole
from demo_game.saves.settings import Settings

BOOK = LogBook(
    {("reef", "tang"): Photo("tang", "reef", "pg1_a", 3, 77, 0, True)},
    (Child(0, "Lira", "pg1_b", "tang", "reef", 1, True, 500.0, 900.0),),
    ("shallows", "reef"),
    ("zones",),
)
DIVE = SavedDive("CORAL-7431", 500.5, 900.25, 0.75, False, BOOK)


class Told(list[str]):
    """What was said."""

    def __call__(self, line: str) -> None:
        self.append(line)


def saved(folder: Path, told: Told | None = None) -> Saves:
    return Saves(folder, tell=told if told is not None else Told())


def file_of(folder: Path) -> Path:
    return next(folder.glob("reef-*.json"))


def test_a_dive_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    told = Told()
    saves = saved(tmp_path / "new" / "folder", told)
    saves.keep_dive(DIVE)
    saves.keep_settings(Settings(scale=3, muted=True, seed="CORAL-7431"))
    saves.close()
    again = saved(tmp_path / "new" / "folder", told)
    assert again.dive("CORAL-7431") == DIVE
    assert again.settings() == Settings(scale=3, muted=True, seed="CORAL-7431")
    assert told == []


def test_a_world_never_dived_in_has_no_save(tmp_path: Path) -> None:
    saves = saved(tmp_path)
    saves.keep_dive(DIVE)
    assert saves.dive("OTHER-1") is None
    assert saves.dive("CORAL-7431") == DIVE  # read while it was being written


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"version": 1}', b'{"version": 2}', b"[" * 9999])
def test_a_damaged_save_is_put_aside_and_said(tmp_path: Path, content: bytes) -> None:
    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    saves.close()
    path = file_of(tmp_path)
    path.write_bytes(content)
    again = saved(tmp_path, told)
    assert again.dive("CORAL-7431") is None
    assert [path.read_bytes() for path in tmp_path.glob("*.damaged-1.json")] == [content]
    assert len(told) == 1
    assert "damaged" in told[0]
    assert "kept as" in told[0]
    again.keep_dive(DIVE)
    assert again.dive("CORAL-7431") == DIVE


def test_damaged_saves_do_not_replace_each_other(tmp_path: Path) -> None:
    for _ in range(3):
        (tmp_path / "settings.json").write_bytes(b"?")
        assert saved(tmp_path).settings() == Settings()
    assert len(list(tmp_path.glob("settings.damaged-*.json"))) == 3


def _children_out_of_order(content: dict[str, Any]) -> None:
    content["children"][0]["place"] = 3


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(seed="coral 7431"),
        lambda content: content.update(seed=7),
        lambda content: content.update(x=1e9),
        lambda content: content.update(y="deep"),
        lambda content: content.update(air=float("nan")),
        lambda content: content["pages"][0].update(stars=9),
        lambda content: content["pages"][0].update(stars=True),
        lambda content: content["pages"][0].update(zone="attic"),
        lambda content: content["pages"][0].pop("dna"),
        lambda content: content["children"][0].update(more=1),
        lambda content: content["children"][0].update(x=-5.0),
        lambda content: content.update(visited=["attic"]),
        lambda content: content.update(reached=[1]),
        lambda content: content.pop("children"),
        _children_out_of_order,
    ],
)
def test_what_no_dive_saves_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(json.dumps({"version": 1, **dive_content(DIVE)}))
    assert dive_of(content) == DIVE
    change(content)
    with pytest.raises((ValueError, KeyError, TypeError)):
        dive_of(content)


def test_a_full_disk_is_told_once_and_the_dive_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    assert saves.dive("CORAL-7431") == DIVE
    monkeypatch.setattr(os, "fsync", full)
    for air in (0.5, 0.4, 0.3):
        saves.keep_dive(replace(DIVE, air=air))
        assert saves.dive("CORAL-7431") == DIVE  # the last whole save stays
        saves.poll()
    assert told == [f"cannot save: No space left on device ({tmp_path}); the dive goes on unsaved"]
    monkeypatch.undo()
    saves.keep_dive(replace(DIVE, air=0.2))
    assert saves.dive("CORAL-7431") == replace(DIVE, air=0.2)
    assert [path.name for path in tmp_path.iterdir()] == [file_of(tmp_path).name]  # no rest of a failed one


def test_a_failure_is_told_though_another_file_was_written_after_it(tmp_path: Path) -> None:
    told = Told()
    saves = saved(tmp_path, told)
    saves.keep_dive(DIVE)
    saves.dive("CORAL-7431")
    path = file_of(tmp_path)
    path.unlink()
    path.mkdir()
    saves.keep_dive(DIVE)
    saves.keep_settings(Settings())
    saves.close()
    assert [line.split(":")[0] for line in told] == ["cannot save"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "saves").write_bytes(b"")
    told = Told()
    saves = saved(tmp_path / "saves", told)
    assert saves.dive("CORAL-7431") is None
    saves.keep_dive(DIVE)
    saves.close()
    assert len(told) == 2
    assert all("cannot" in line for line in told)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="broken"):
        write_whole(path, b"new")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]
