"""What needs no engine: reading its output, and leaving alone what is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.godot.engine import Answer
from tests.godot.engine_place import MARKER, hindrance
from tests.godot.install import install


@pytest.mark.parametrize(
    "line",
    [
        "ERROR: Failed loading resource: res://a.tres.",
        "WARNING: res://a.tscn:3 - ext_resource, invalid UID",
        "SCRIPT ERROR: Parse Error: Unexpected token",
        "SHADER ERROR: Unknown identifier in expression: 'ivec7'.",
    ],
)
def test_errors_and_warnings_are_trouble(line: str) -> None:
    assert Answer(f"Godot Engine v4\n{line}\n   at: somewhere\nmore", 0).trouble() == [f"{line}    at: somewhere"]


def test_progress_and_a_screen_without_refresh_are_none() -> None:
    missing = "WARNING: Could not set V-Sync mode, as changing V-Sync mode is not supported by the graphics driver."
    vulkan = "ERROR: No VK_KHR_surface.\n   at: f (drivers/vulkan/rendering_context_driver_vulkan.cpp:487)"
    assert Answer(f"[ DONE ] reimport\n{missing}\n{vulkan}\n\n", 0).trouble() == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an engine is to be."""
    return tmp_path / "cache" / "godot"


def debootstrap_that(does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program of that name, and an unshare that only runs what follows --mount, before all others."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, lines in {"debootstrap": does, "unshare": 'shift; exec "$@"'}.items():
        (programs / name).write_text(f"#!/bin/sh\n{lines}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")


def test_a_whole_engine_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / MARKER).touch()
    install(folder)
    assert [path.name for path in folder.iterdir()] == [MARKER]


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "precious").touch()
    with pytest.raises(SystemExit, match="holds something else; name an empty folder"):
        install(folder)
    assert [path.name for path in folder.iterdir()] == ["precious"]


def test_an_install_is_there_whole_and_begins_anew_after_one_that_was_killed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    debootstrap_that('for last; do :; done; mkdir "$last"; echo "$*" > "$last/asked"', tmp_path, monkeypatch)
    rest = folder.with_name("godot.part")
    rest.mkdir(parents=True)
    (rest / "half").touch()
    install(folder)
    assert sorted(path.name for path in folder.iterdir()) == [MARKER, "asked"]
    assert ",xvfb," in (folder / "asked").read_text()
    assert hindrance(folder) != f"no Godot in {folder}; as root, python -m tests.godot.install puts it there"


def test_a_failed_download_says_so_and_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = (
        'for last; do :; done; mkdir "$last"; touch "$last/half"; echo "E: Failed getting release file" >&2; exit 1'
    )
    debootstrap_that(failing, tmp_path, monkeypatch)
    with pytest.raises(SystemExit) as told:
        install(folder)
    said = str(told.value)
    assert said.startswith("Godot was not installed: `unshare --mount debootstrap ")
    assert "failed with status 1; it needs root and the network, and can be run again." in said
    assert said.endswith("\nE: Failed getting release file")
    assert [path.name for path in folder.parent.iterdir()] == ["godot.lock"]
    assert hindrance(folder) == f"no Godot in {folder}; as root, python -m tests.godot.install puts it there"
