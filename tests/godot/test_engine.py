"""What needs no engine: reading its output, and leaving alone what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.godot.engine import MARKER, Answer
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
    assert Answer(f"[ DONE ] reimport\n{missing}\n\n", 0).trouble() == []


def test_a_whole_engine_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / MARKER).touch()
    install(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [MARKER]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    with pytest.raises(SystemExit, match="holds something else; name an empty folder"):
        install(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]
