"""What is installed is called pixelgen-reef, what is imported pixelgen: "pixelgen" on the index is somebody else's."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("pixelgen", "engine_bridges", "demo_game", "training")
WRONG = re.compile(
    r"\bpip (?:install|download|wheel)\b[^\n`&|;]*?(?<![\w.\-/])pixelgen(?![\w\-/.])"
    r"|\bpixelgen\[(?:game|train|cluster|commons|test|dev)\b"
)


def wrong_names(text: str) -> list[str]:
    return [found.group() for found in WRONG.finditer(text)]


def test_no_text_installs_the_package_of_somebody_else() -> None:
    files = [*ROOT.glob("*.md"), ROOT / "pyproject.toml"]
    files += [path for folder in FOLDERS for kind in ("*.py", "*.md", "*.gd") for path in (ROOT / folder).rglob(kind)]
    assert len(files) > 100
    found = {path.relative_to(ROOT).as_posix(): wrong_names(path.read_text(encoding="utf-8")) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("text", ["pip install pixelgen", "pip install 'pixelgen[game]'", 'dev = ["pixelgen[train]"]'])
def test_the_wrong_name_is_found(text: str) -> None:
    assert wrong_names(text)


@pytest.mark.parametrize("text", ["pip install 'pixelgen-reef[game]'", "pip install -e . && pixelgen show"])
def test_the_right_name_is_not_blamed(text: str) -> None:
    assert not wrong_names(text)


def test_the_project_is_called_so() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert project["name"] == "pixelgen-reef"
    assert project["scripts"]["pixelgen"] == "pixelgen.entry:main"
