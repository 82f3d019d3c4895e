"""A game frozen with plain PyInstaller has the weights and the core with it."""

from __future__ import annotations

import importlib.util
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import pixelgen
from pixelgen import pyinstaller
from tests.frozen_game import frozen, game, shown_by

ROOT = Path(__file__).resolve().parent.parent
if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def test_pyinstaller_is_told_where_the_hooks_are() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        told = tomllib.load(file)["project"]["entry-points"]["pyinstaller40"]
    module, _, function = told["hook-dirs"].partition(":")
    assert (module, function) == (pyinstaller.__name__, "get_hook_dirs")
    (folder,) = pyinstaller.get_hook_dirs()
    assert [path.name for path in Path(folder).glob("hook-*.py")] == ["hook-pixelgen.py"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_frozen_example_shows_sprites_that_the_core_draws(tmp_path: Path) -> None:
    if importlib.util.find_spec("PyInstaller") is None:
        pytest.skip("PyInstaller is not installed")
    known = [point.value for point in entry_points(group="pyinstaller40")]
    installed = "pixelgen.pyinstaller:get_hook_dirs" in known
    program = frozen(game(tmp_path), tmp_path, hooks=None if installed else Path(pyinstaller.__file__).parent)
    inside = {path.relative_to(program.parent).as_posix() for path in program.parent.rglob("*")}
    assert any(name.endswith("pixelgen/data/pixelgen.safetensors") for name in inside)
    assert not any("/torch/" in name or "pixelgen/native/wheels" in name for name in inside)
    assert not any("setuptools" in name for name in inside)  # whose start takes as long as the game's
    engine = shown_by([program], tmp_path).engine
    assert engine == pixelgen.Generator().engine
