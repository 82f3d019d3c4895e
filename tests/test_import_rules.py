"""Who may import whom, read from the sources; and what importing the library costs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rooms import (
    PACKAGES,
    PUBLIC,
    PYGAME_SURFACES,
    ROOMS,
    allowed,
    arrows,
    circles,
    folder_of,
    imported_files,
    imports,
    module_of,
    room_of,
    source_files,
)
from tests.rooms_picture import PICTURE, drawn

# What a file may import beyond the standard library and the four packages: by package, room or file.
LIBRARIES = {
    "pixelgen": "numpy PIL platformdirs rich threadpoolctl tomli",
    "pixelgen/commands/completion.py": "argcomplete",
    "pixelgen/native/building": "setuptools",
    "pixelgen/native/wheels": "macholib pefile",
    "pixelgen/pyinstaller": "PyInstaller",
    "training": "numpy PIL tomli torch safetensors scipy rich prdc torchmetrics",
    "training/sources/cutout.py": "cv2",
    "engine_bridges": "numpy PIL tomli",
    "engine_bridges/pygame": "pygame",
    "engine_bridges/pygame_surfaces.py": "pygame",
    "engine_bridges/commands/viewer.py": "pygame",
    "engine_bridges/watching/folder_events.py": "watchdog",
    "engine_bridges/studio/pack_favourites.py": "tomlkit",
    "engine_bridges/baking/cluster.py": "distributed",
    "demo_game": "numpy PIL platformdirs pygame",
    "demo_game/saves": "filelock",
}
RULES = ("demo_game/rules/reef.py", "demo_game/saves/saves.py")  # these and what they import know no screen or clock
TAKEN_AS_ARGUMENTS = {"pygame", "random", "time", "datetime"}


def libraries(path: str) -> set[str]:
    """The libraries that a file may import."""
    return {
        name
        for place, names in LIBRARIES.items()
        if path == place or path.startswith(f"{place}/")
        for name in names.split()
        if not (name == "pygame" and path.startswith("demo_game/rules/"))
    }


def violations(source: str, path: str, public: set[str], known: dict[str, str]) -> list[str]:
    """What a file imports against the rules.

    path: from the root. public: the names that pixelgen exports. known: module -> path of the four packages.
    """
    room, found = room_of(path), []
    for module, name in imports(source, path):
        whole, top = module if name is None else f"{module}.{name}", module.split(".")[0]
        if top not in PACKAGES:
            if top not in libraries(path) and top not in sys.stdlib_module_names:
                found.append(f"{path} imports {whole}")
            continue
        inside = known.get(whole) or known.get(module)
        if inside is None:
            found.append(f"{path} imports {whole}, which does not exist")
        elif room_of(inside) not in allowed(room):
            found.append(f"{path} imports {whole}; {room} may import {', '.join(sorted(allowed(room) - {room}))}")
        elif room_of(inside) == PUBLIC != room and name not in public | {None}:
            found.append(f"{path} imports {whole}, which is no public name of pixelgen")
    return found


def public_names() -> set[str]:
    """The names in pixelgen's __all__, read without importing it."""
    tree = ast.parse((folder_of("pixelgen") / "__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return set(ast.literal_eval(node.value))  # type: ignore[attr-defined]
    return set()


FILES = source_files()
KNOWN = {module_of(path): path for path in FILES}


def test_every_file_keeps_the_table_of_rooms() -> None:
    public = public_names()
    found = [each for path, source in FILES.items() for each in violations(source, path, public, KNOWN)]
    assert found == []


def test_the_table_has_every_room_and_no_arrow_that_nobody_needs() -> None:
    found = arrows(FILES)
    assert set(found) == set(ROOMS)
    unused = {room: allowed(room) - found[room] - {room, "pixelgen.ground"} for room in ROOMS}
    assert {room: names for room, names in unused.items() if names} == {}


def test_the_picture_of_the_rooms_is_that_of_the_sources() -> None:
    assert PICTURE.read_text(encoding="utf-8") == drawn(arrows(FILES)), "run: python -m tests.rooms --write"


def test_arrows_between_rooms_run_one_way() -> None:
    assert circles({room: allowed(room) - {room} for room in ROOMS}) == set()


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circles({path: imported_files(source, path, KNOWN) for path, source in FILES.items()}) == set()


def test_a_circle_is_found_through_others() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == {"b", "c"}


def reached_from(path: str, files: dict[str, str]) -> set[str]:
    """A file of the game and all files of the game that it imports, and those import."""
    known = {module_of(each): each for each in files}
    reached, waiting = set(), [path]
    while waiting:
        here = waiting.pop()
        reached.add(here)
        further = imported_files(files[here], here, known)
        waiting += [each for each in further if each.startswith("demo_game/") and each not in reached]
    return reached


@pytest.mark.parametrize("rules", RULES)
def test_the_rules_and_all_that_they_import_know_neither_screen_nor_clock_nor_chance(rules: str) -> None:
    files = reached_from(rules, FILES)
    assert "demo_game/rules/zones.py" in files
    found = {(path, module) for path in files for module, _ in imports(FILES[path], path)}
    assert [each for each in sorted(found) if each[1].split(".")[0] in TAKEN_AS_ARGUMENTS] == []


def test_what_the_rules_reach_is_found_through_other_files() -> None:
    sources = {
        "demo_game/rules/reef.py": "from demo_game.rules import diver",
        "demo_game/rules/diver.py": "from demo_game.rules.terrain import Terrain",
        "demo_game/rules/terrain.py": "import time",
    }
    assert reached_from("demo_game/rules/reef.py", sources) == set(sources)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pixelgen/quadtree.py", "import torch"),
        ("pixelgen/quadtree.py", "import pygame.surface"),
        ("pixelgen/quadtree.py", "from training.corpus import draw"),
        ("pixelgen/quadtree.py", "from engine_bridges.pictures import sprite_sheet"),
        ("pixelgen/quadtree.py", "def f():\n    if True:\n        import torch.nn as nn"),
        ("pixelgen/quadtree.py", "from importlib import import_module\nimport_module('torch')"),
        ("pixelgen/quadtree.py", "__import__('pygame')"),
        ("pixelgen/quadtree.py", "from pixelgen.model import weights"),
        ("pixelgen/requests/lineage.py", "from pixelgen.drawing.breeding import encode"),
        ("pixelgen/model/weights.py", "if TYPE_CHECKING:\n    from pixelgen.generator import Generator"),
        ("pixelgen/files/sprite_png.py", "from pixelgen import Sprite"),
        ("pixelgen/commands/cli.py", "from scipy import ndimage"),
        ("pixelgen/commands/cli.py", "from engine_bridges.baking.bake import bake"),
        ("pixelgen/native/building/commands.py", "import safetensors"),
        ("pixelgen/commands/cli.py", "import torch"),
        ("pixelgen/commands/cli.py", "import pygame"),
        ("training/train.py", "import engine_bridges.pictures.sprite_sheet"),
        ("training/train.py", "import pygame"),
        ("training/species/crab.py", "from demo_game.rules import reef"),
        ("training/species/crab.py", "from training.network.model import Network"),
        ("engine_bridges/baking/bake.py", "import torch"),
        ("engine_bridges/baking/bake.py", "import pygame"),
        ("engine_bridges/baking/bake.py", "import distributed"),
        ("engine_bridges/watching/debounce.py", "import watchdog.observers"),
        ("engine_bridges/creatures/lamp_light.py", "import pygame"),
        ("engine_bridges/creatures/lamp_light.py", "from engine_bridges.godot.scenes import Look"),
        ("engine_bridges/baking/bake.py", "from training.corpus import draw"),
        ("engine_bridges/baking/bake.py", "from pixelgen.quadtree import encode"),
        ("engine_bridges/baking/bake.py", "from pixelgen import encode"),
        ("engine_bridges/baking/bake.py", "from demo_game.rules import reef"),
        ("demo_game/scenes/scenes.py", "from engine_bridges.baking import bake"),
        ("demo_game/scenes/scenes.py", "import engine_bridges"),
        ("demo_game/scenes/scenes.py", "from engine_bridges.baking.bake import bake"),
        ("demo_game/scenes/scenes.py", "from engine_bridges.pygame.sprite import CreatureSprite"),
        ("demo_game/scenes/scenes.py", "from pixelgen.sprite import Sprite"),
        ("demo_game/rules/reef.py", "import pygame"),
        ("demo_game/rules/reef.py", "from demo_game.view.water import Water"),
    ],
)
def test_a_planted_violation_is_found(path: str, source: str) -> None:
    assert violations(source, path, {"Sprite"}, KNOWN) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pixelgen/sprite.py", "import json\nimport numpy.typing as npt\nfrom PIL import Image"),
        (
            "pixelgen/native/building/commands.py",
            "from ... import quadtree\nfrom ...quadtree import encode\nimport setuptools",
        ),
        ("pixelgen/commands/cli.py", "import argparse\nfrom engine_bridges.commands import bake"),
        ("training/train.py", "import torch\nfrom pixelgen.quadtree import encode\nimport training.corpus"),
        (
            "engine_bridges/baking/bake.py",
            "from pixelgen import Sprite\nimport engine_bridges.pack_file.pack",
        ),
        ("engine_bridges/watching/folder_events.py", "from watchdog.observers import Observer"),
        ("engine_bridges/baking/cluster.py", "from distributed import Client"),
        ("engine_bridges/pygame_surfaces.py", "import pygame\nfrom engine_bridges.pygame.sprite import CreatureSprite"),
        ("engine_bridges/pygame/sprite.py", "import pygame.sprite"),
        (
            "demo_game/scenes/scenes.py",
            "import pygame\nimport demo_game.rules.reef\nfrom pixelgen import Sprite",
        ),
        ("demo_game/creatures/sprite_supply.py", "from engine_bridges import pygame_surfaces"),
        ("demo_game/creatures/sprite_supply.py", f"from {PYGAME_SURFACES} import surface"),
        ("demo_game/rules/reef.py", "from dataclasses import dataclass\nfrom pixelgen import Sprite"),
    ],
)
def test_what_the_rules_allow_passes(path: str, source: str) -> None:
    assert violations(source, path, {"Sprite"}, KNOWN) == []


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
