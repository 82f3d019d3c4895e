"""The scripts of packs, addon, example project and checks, by the style guide; tests/godot runs them."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = [
    *(ROOT / "engine_bridges" / "godot_project" / "dive").glob("*.gd"),
    *Path(str(files("engine_bridges") / "godot" / "scripts")).glob("*.gd"),
    *(ROOT / "engine_bridges" / "godot_addon" / "addon").rglob("*.gd"),
    *(ROOT / "tests" / "godot").glob("*checks/*.gd"),
]


def test_there_are_scripts() -> None:
    assert len(SCRIPTS) == 50


@pytest.mark.skipif(find_spec("gdtoolkit") is None, reason="gdtoolkit is not installed; the extra dev brings it")
@pytest.mark.parametrize("tool", [["linter"], ["formatter", "--check"]])
def test_scripts_keep_the_style_guide(tool: list[str]) -> None:
    command = [sys.executable, "-m", f"gdtoolkit.{tool[0]}", *tool[1:], *map(str, SCRIPTS)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.name))
def test_scripts_are_text_that_the_engine_takes(path: Path) -> None:
    content = path.read_bytes()
    assert content.isascii()
    assert b"\r" not in content
    # Two packs in one project would both define it; the client and the addon's node go into no pack.
    assert b"class_name" not in content or path.name in (
        "pixelgen_client.gd",
        "pixelgen_creatures.gd",
        "pixelgen_sprite.gd",
    )
