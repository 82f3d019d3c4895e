"""Who may import whom, read from the sources; and what importing the library costs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDERS = ("pixelgen", "training", "engine_bridges", "demo_game")
COMPOSITION_ROOT = ("pixelgen/cli.py", "pixelgen/__main__.py")
CLUSTER = ("engine_bridges/cluster.py",)
KNOWS_PYGAME = "engine_bridges/pygame_"  # pygame_surfaces.py is what games import, the others are its parts
RULES = ("demo_game/reef.py", "demo_game/saving.py")  # these and what they import know neither screen nor clock
TAKEN_AS_ARGUMENTS = {"pygame", "random", "time", "datetime"}
# folder -> what it may import beyond the standard library and itself
ALLOWED = {
    "pixelgen": {"numpy", "PIL", "platformdirs", "rich", "threadpoolctl", "tomli"},
    "training": {"numpy", "PIL", "tomli", "torch", "safetensors", "scipy", "rich", "prdc", "torchmetrics", "pixelgen"}
    | {"onnx", "onnxruntime"},
    "engine_bridges": {"numpy", "PIL", "tomli", "pixelgen"},
    "demo_game": {"numpy", "platformdirs", "pygame", "pixelgen", "engine_bridges"},
}


def folder_of(package: str) -> Path:
    """Where a package lies: installed or in the checkout."""
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def imports(source: str, path: str) -> Iterator[tuple[str, str | None]]:
    """(module, name) of everything a file imports; name is None for a whole module."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value), None


def allowed_in(path: str) -> set[str]:
    """Top-level modules that a file may import beyond the standard library."""
    folder = path.split("/")[0]
    allowed = {folder} | ALLOWED[folder]
    if path in COMPOSITION_ROOT:
        allowed |= set(FOLDERS)
    if path == "engine_bridges/watched_folders.py":
        allowed |= {"watchdog"}
    if path in CLUSTER:
        allowed |= {"distributed"}
    if path.startswith(KNOWS_PYGAME):
        allowed |= {"pygame"}
    if path in RULES:
        allowed -= {"pygame"}
    if path == "training/sources/cutout.py":
        allowed |= {"cv2"}
    if path == "pixelgen/native/build.py":
        allowed |= {"setuptools"}
    return allowed


def violations(source: str, path: str, public: set[str]) -> list[str]:
    """What a file imports against the rules; `path` from the root, `public` the names that pixelgen exports."""
    folder = path.split("/")[0]
    found = []
    for module, name in imports(source, path):
        whole = module if name is None else f"{module}.{name}"
        top = module.split(".")[0]
        if top not in allowed_in(path) and top not in sys.stdlib_module_names:
            found.append(f"{path} imports {whole}")
        elif folder in ("engine_bridges", "demo_game") and top == "pixelgen":
            if module != "pixelgen" or (name is not None and name not in public):
                found.append(f"{path} imports {whole}, which is no public name of pixelgen")
        elif folder == "demo_game" and top == "engine_bridges":
            surfaces = "engine_bridges.pygame_surfaces"
            if surfaces not in (module, whole):
                found.append(f"{path} imports {whole}; the game may use {surfaces} alone")
    return found


def public_names() -> set[str]:
    """The names in pixelgen's __all__, read without importing it."""
    tree = ast.parse((folder_of("pixelgen") / "__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return set(ast.literal_eval(node.value))  # type: ignore[attr-defined]
    return set()


@pytest.mark.parametrize("package", FOLDERS)
def test_every_file_keeps_the_import_rules(package: str) -> None:
    folder = folder_of(package)
    public = public_names()
    found, files = [], 0
    for path in folder.rglob("*.py"):
        inside = path.relative_to(folder.parent).as_posix()
        found += violations(path.read_text(encoding="utf-8"), inside, public)
        files += 1
    assert files > 0
    assert found == []


def reached_from(path: str, read: Callable[[str], str]) -> set[str]:
    """A file of the game and all files of the game that it imports, and those import."""
    reached, waiting = set(), [path]
    while waiting:
        here = waiting.pop()
        reached.add(here)
        for module, name in imports(read(here), here):
            names = (module, f"{module}.{name}") if module == "demo_game" else (module,)
            files = [f"{each.replace('.', '/')}.py" for each in names if each.startswith("demo_game.")]
            waiting += [each for each in files if each not in reached]
    return reached


@pytest.mark.parametrize("rules", RULES)
def test_the_rules_and_all_that_they_import_know_neither_screen_nor_clock_nor_chance(rules: str) -> None:
    root = folder_of("demo_game").parent

    def read(path: str) -> str:
        return (root / path).read_text(encoding="utf-8")

    files = reached_from(rules, read)
    assert "demo_game/zones.py" in files
    found = {(path, module) for path in files for module, _ in imports(read(path), path)}
    assert [each for each in sorted(found) if each[1].split(".")[0] in TAKEN_AS_ARGUMENTS] == []


def test_what_the_rules_reach_is_found_through_other_files() -> None:
    sources = {
        "demo_game/reef.py": "from demo_game import diver",
        "demo_game/diver.py": "from demo_game.terrain import Terrain",
        "demo_game/terrain.py": "import time",
    }
    assert reached_from("demo_game/reef.py", sources.__getitem__) == set(sources)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pixelgen/quadtree.py", "import torch"),
        ("pixelgen/quadtree.py", "import pygame.surface"),
        ("pixelgen/quadtree.py", "from training.corpus import draw"),
        ("pixelgen/quadtree.py", "from engine_bridges import sprite_sheet"),
        ("pixelgen/quadtree.py", "def f():\n    if True:\n        import torch.nn as nn"),
        ("pixelgen/quadtree.py", "from importlib import import_module\nimport_module('torch')"),
        ("pixelgen/quadtree.py", "__import__('pygame')"),
        ("pixelgen/cli.py", "from scipy import ndimage"),
        ("pixelgen/native/build.py", "import safetensors"),
        ("pixelgen/cli.py", "import torch"),
        ("pixelgen/cli.py", "import pygame"),
        ("training/train.py", "import engine_bridges.sprite_sheet"),
        ("training/train.py", "import pygame"),
        ("training/species/crab.py", "from demo_game import reef"),
        ("engine_bridges/bake.py", "import torch"),
        ("engine_bridges/bake.py", "import pygame"),
        ("engine_bridges/bake.py", "import distributed"),
        ("engine_bridges/watch.py", "import watchdog.observers"),
        ("engine_bridges/lamp_light.py", "import pygame"),
        ("engine_bridges/bake.py", "from training.corpus import draw"),
        ("engine_bridges/bake.py", "from pixelgen.quadtree import encode"),
        ("engine_bridges/bake.py", "from pixelgen import encode"),
        ("engine_bridges/bake.py", "from demo_game import reef"),
        ("demo_game/scenes.py", "from engine_bridges import bake"),
        ("demo_game/scenes.py", "import engine_bridges"),
        ("demo_game/scenes.py", "from engine_bridges.bake import bake"),
        ("demo_game/scenes.py", "from engine_bridges.pygame_sprite import CreatureSprite"),
        ("demo_game/scenes.py", "from pixelgen.sprite import Sprite"),
        ("demo_game/reef.py", "import pygame"),
    ],
)
def test_a_planted_violation_is_found(path: str, source: str) -> None:
    assert violations(source, path, {"Sprite"}) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pixelgen/quadtree.py", "import json\nimport numpy.typing as npt\nfrom PIL import Image"),
        ("pixelgen/native/build.py", "from .. import quadtree\nfrom ..quadtree import encode"),
        ("pixelgen/cli.py", "import argparse\nfrom engine_bridges.bake import bake"),
        ("training/train.py", "import torch\nfrom pixelgen.quadtree import encode\nfrom training.corpus import draw"),
        ("engine_bridges/bake.py", "from pixelgen import Sprite\nfrom engine_bridges.pack import Pack"),
        ("engine_bridges/watched_folders.py", "from watchdog.observers import Observer"),
        ("engine_bridges/cluster.py", "from distributed import Client"),
        ("engine_bridges/pygame_surfaces.py", "import pygame\nfrom pixelgen import Sprite"),
        ("engine_bridges/pygame_sprite.py", "import pygame.sprite"),
        ("demo_game/scenes.py", "import pygame\nfrom demo_game.reef import Reef\nfrom pixelgen import Sprite"),
        ("demo_game/scenes.py", "from engine_bridges import pygame_surfaces"),
        ("demo_game/scenes.py", "from engine_bridges.pygame_surfaces import surface"),
        ("demo_game/reef.py", "from dataclasses import dataclass\nfrom pixelgen import Sprite"),
    ],
)
def test_what_the_rules_allow_passes(path: str, source: str) -> None:
    assert violations(source, path, {"Sprite"}) == []


IMPORTED = """
import json, sys
opened = []
sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "open" else None)
import pixelgen
json.dump({"modules": list(sys.modules), "opened": opened}, sys.stdout)
"""


def test_importing_the_library_loads_nothing_heavy_and_reads_no_data(tmp_path: Path) -> None:
    package = folder_of("pixelgen")
    answer = subprocess.run(
        [sys.executable, "-c", IMPORTED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        check=True,
        text=True,
    )
    told = json.loads(answer.stdout)
    assert "pixelgen" in told["modules"]
    assert {"torch", "pygame", "PIL.Image", "rich", "platformdirs", "safetensors"} & set(told["modules"]) == set()
    opened = [Path(path).resolve() for path in told["opened"]]
    assert any(package in path.parents for path in opened)  # the hook does see what is opened
    assert [path for path in opened if package / "data" in path.parents] == []
