"""What is heard from the system, through real events; each test waits for what must come, and for nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from engine_bridges.watching.folder_events import FolderEvents

BOUND = 600.0  # seconds; nothing waits for as long unless it fails


class Listener:
    """A FolderEvents and what woke it."""

    def __init__(self) -> None:
        self.woken = Event()
        self.folders = FolderEvents(self.woken.set)

    def hears(self, path: Path, act: Callable[[], object]) -> bool:
        """Whether the file is heard of after the act; waits until something is."""
        self.folders.changed()
        self.woken.clear()
        act()
        heard: set[Path] = set()
        while path not in heard:
            if not self.woken.wait(BOUND):
                return False
            self.woken.clear()
            heard |= self.folders.changed()
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    with found.folders:
        yield found


def test_a_write_and_a_rename_over_are_heard(listener: Listener, tmp_path: Path) -> None:
    config, beside = tmp_path / "reef.toml", tmp_path / "other"
    config.write_text("a")
    assert listener.folders.watch([config])
    assert listener.hears(config, lambda: config.write_text("b"))
    beside.write_text("c")
    assert listener.hears(config, lambda: os.replace(beside, config))
    assert listener.hears(config, config.unlink)
    assert listener.hears(config, lambda: config.write_text("d"))


def test_other_files_of_the_folder_and_reading_are_not_heard(listener: Listener, tmp_path: Path) -> None:
    config, last = tmp_path / "reef.toml", tmp_path / "last"
    config.write_text("a")
    listener.folders.watch([config, last])

    def act() -> None:
        for number in range(100):
            (tmp_path / f"output {number}").write_text("x")
            config.read_text()
        last.touch()

    listener.folders.changed()
    heard: set[Path] = set()
    act()
    while last not in heard:
        assert listener.woken.wait(BOUND)
        listener.woken.clear()
        heard |= listener.folders.changed()
    assert heard == {last}


def test_ten_thousand_events_are_one_set_of_files(listener: Listener, tmp_path: Path) -> None:
    config = tmp_path / "reef.toml"
    config.write_text("a")
    listener.folders.watch([config])

    def storm() -> None:
        for number in range(5000):  # each is a change and a close
            config.write_text(str(number))

    assert listener.hears(config, storm)
    assert listener.folders.changed() <= {config}


def test_a_folder_that_comes_back_is_listened_to_again(listener: Listener, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    config = folder / "reef.toml"
    folder.mkdir()
    config.write_text("a")
    listener.folders.watch([config])
    assert listener.hears(config, lambda: shutil.rmtree(folder))
    listener.folders.watch([config])
    folder.mkdir()
    listener.folders.watch([config])
    assert config in listener.folders.changed()  # whatever happened in between
    assert listener.hears(config, lambda: config.write_text("b"))
    folder.rename(tmp_path / "elsewhere")
    folder.mkdir()
    listener.folders.watch([config])
    assert listener.hears(config, lambda: config.write_text("c"))


def test_a_folder_that_is_not_there_is_no_fault(listener: Listener, tmp_path: Path) -> None:
    assert listener.folders.watch([tmp_path / "nowhere" / "reef.toml"])
