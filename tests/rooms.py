"""The source files -> rooms and the imports between them, read with `ast`; and which imports are allowed.

    python -m tests.rooms           # each room and what it imports
    python -m tests.rooms --write   # draw tests/rooms.svg, the picture in ARCHITECTURE.md

A room is a folder with modules. Modules that lie directly in one of the four packages belong to the rooms that
`_TOP` names.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("pixelgen", "engine_bridges", "training", "demo_game")
GROUND = "pixelgen.ground"  # what all of pixelgen may use
PUBLIC = "pixelgen"  # the public names: all that the bridges and the game see of it
PYGAME_SURFACES = "engine_bridges.pygame_surfaces"  # what games import

# room -> the rooms that it may import; every room of pixelgen but the public names may also import the ground
ROOMS: Mapping[str, str] = {
    "pixelgen.ground": "",
    "pixelgen.interrupts": "",
    "pixelgen.model": "",
    "pixelgen.files": "",
    "pixelgen.cache": "files",
    "pixelgen.native": "model",
    "pixelgen.native.building": "",
    "pixelgen.genetics": "model",
    "pixelgen.requests": "files model",
    "pixelgen.drawing": "cache model native requests",
    "pixelgen.look.lighting": "",
    "pixelgen.look.motion": "",
    "pixelgen.look": "drawing files look.lighting look.motion native",
    "pixelgen.gallery": "files look look.lighting requests",
    "pixelgen.generator": "cache drawing files genetics look model requests",
    "pixelgen.pyinstaller": "",
    "pixelgen.proof": "generator look look.lighting model requests",
    "pixelgen.native.wheels": "generator interrupts native native.building proof requests",
    "pixelgen": "cache drawing files generator genetics look look.lighting model requests",
    "pixelgen.commands.terminal": "interrupts",
    "pixelgen.commands.output": "cache commands.terminal files genetics look look.lighting model requests",
    "pixelgen.commands": "pixelgen cache commands.output commands.terminal drawing files gallery generator genetics"
    " interrupts look model native proof requests engine_bridges.commands training.network",
    "engine_bridges": "",
    "engine_bridges.creatures": "pixelgen",
    "engine_bridges.pictures": "creatures pixelgen",
    "engine_bridges.pack_file": "creatures pictures pixelgen",
    "engine_bridges.folders": "creatures pixelgen",
    "engine_bridges.sheets": "creatures folders pictures pixelgen",
    "engine_bridges.godot": "creatures folders pictures",
    "engine_bridges.godot_addon": "godot pixelgen pixelgen.files pixelgen.native.building",
    "engine_bridges.pygame": "creatures pixelgen",
    "engine_bridges.pygame_surfaces": "creatures pygame sheets",
    "engine_bridges.baking": "creatures folders godot pack_file sheets pixelgen",
    "engine_bridges.watching": "baking creatures folders pack_file pixelgen",
    "engine_bridges.server": "creatures pictures pixelgen pixelgen.interrupts",
    "engine_bridges.studio": "baking creatures pack_file pixelgen",
    "engine_bridges.commands": "baking creatures folders pack_file pygame pygame_surfaces server studio watching"
    " pixelgen pixelgen.interrupts",
    "training.drawing": "pixelgen.drawing pixelgen.look",
    "training.species": "drawing",
    "training.samples": "drawing species pixelgen.files pixelgen.interrupts pixelgen.model",
    "training.insects": "drawing samples species pixelgen.model",
    "training.network": "insects samples species pixelgen.files pixelgen.interrupts pixelgen.look"
    " pixelgen.look.lighting pixelgen.look.motion pixelgen.model pixelgen.requests",
    "training.labelling": "corpus_tools judging network samples pixelgen.files pixelgen.model",
    "training.judging": "drawing insects samples pixelgen.drawing pixelgen.files pixelgen.generator pixelgen.interrupts"
    " pixelgen.model pixelgen.requests",
    "training.corpus_tools": "drawing judging samples species pixelgen.drawing pixelgen.interrupts",
    "training.sources": "drawing network samples pixelgen.commands.terminal pixelgen.files pixelgen.interrupts"
    " pixelgen.look",
    "training.pictures": "corpus_tools drawing judging samples species pixelgen.files pixelgen.gallery"
    " pixelgen.generator pixelgen.interrupts pixelgen.look pixelgen.look.lighting pixelgen.model pixelgen.requests",
    "training.teaching": "drawing judging network samples sources pixelgen.drawing pixelgen.generator pixelgen.model"
    " pixelgen.requests",
    "training": "corpus_tools insects judging labelling network pictures samples sources species teaching"
    " pixelgen.drawing pixelgen.files pixelgen.gallery pixelgen.generator pixelgen.interrupts pixelgen.look"
    " pixelgen.model pixelgen.requests",
    "demo_game.rules": "pixelgen",
    "demo_game.book": "rules pixelgen",
    "demo_game.economy": "book rules pixelgen",
    "demo_game.saves": "book economy rules pixelgen",
    "demo_game.canvas": "rules pixelgen",
    "demo_game.creatures": "canvas rules pixelgen pixelgen.interrupts engine_bridges.pygame_surfaces",
    "demo_game.sounds": "",
    "demo_game.view": "canvas creatures rules",
    "demo_game.session": "book creatures economy rules saves view pixelgen",
    "demo_game.panels": "book canvas creatures rules session pixelgen",
    "demo_game.scenes": "book canvas creatures economy panels rules saves session pixelgen",
    "demo_game.app": "canvas creatures rules saves scenes session sounds view pixelgen pixelgen.interrupts"
    " engine_bridges.pygame_surfaces",
    "demo_game.bot": "app book creatures economy panels rules scenes session pixelgen",
    "demo_game.tools": "app book canvas economy rules saves scenes session pixelgen pixelgen.interrupts",
    "demo_game": "app bot canvas rules saves pixelgen pixelgen.interrupts",
}
# modules that lie directly in a package -> their room; others belong to the room named like the package
_TOP = {
    "pixelgen.dna_png": "pixelgen.generator",
    "pixelgen.litters": "pixelgen.generator",
    "pixelgen.generator": "pixelgen.generator",
    "pixelgen.interrupts": "pixelgen.interrupts",
    "pixelgen.proof": "pixelgen.proof",
    "pixelgen.__main__": "pixelgen.commands",
    "pixelgen.entry": "pixelgen.commands",
    PYGAME_SURFACES: PYGAME_SURFACES,
    **{
        f"pixelgen.{name}": GROUND
        for name in (
            "anchors",
            "carriers",
            "checks",
            "errors",
            "group_writer",
            "groups",
            "names",
            "oklab",
            "palette",
            "parts",
            "quadtree",
            "sprite",
            "vocabulary",
        )
    },
}


def allowed(room: str) -> set[str]:
    """The rooms that a room may import, itself included, with their full names."""
    package = room.split(".")[0]
    names = {name if name.split(".")[0] in PACKAGES else f"{package}.{name}" for name in ROOMS[room].split()}
    if package in ("pixelgen", "training"):
        names.add(GROUND)
    return names | {room}


def folder_of(package: str) -> Path:
    """Where a package lies: installed or in the checkout."""
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


def source_files() -> dict[str, str]:
    """Path from the root -> source, of every module in the four packages."""
    files = {}
    for package in PACKAGES:
        folder = folder_of(package)
        for path in sorted(folder.rglob("*.py")):
            files[path.relative_to(folder.parent).as_posix()] = path.read_text(encoding="utf-8")
    return files


def module_of(path: str) -> str:
    """The module's dotted name; that of a package is the package's."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def room_of(path: str) -> str:
    """The room that a file belongs to."""
    module = path.removesuffix(".py").replace("/", ".")
    return _TOP.get(module, module.rpartition(".")[0])


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


def imported_files(source: str, path: str, known: Mapping[str, str]) -> set[str]:
    """The files of the four packages that a file imports. known: module -> path."""
    found = set()
    for module, name in imports(source, path):
        inside = known.get(f"{module}.{name}") or known.get(module)
        if inside is not None and inside != path:
            found.add(inside)
    return found


def arrows(files: Mapping[str, str]) -> dict[str, set[str]]:
    """Room -> the other rooms that its files import."""
    known = {module_of(path): path for path in files}
    found: dict[str, set[str]] = {room_of(path): set() for path in files}
    for path, source in files.items():
        room = room_of(path)
        found[room] |= {room_of(other) for other in imported_files(source, path, known)} - {room}
    return found


def circles(graph: Mapping[str, set[str]]) -> set[str]:
    """The members of a graph that can be reached from themselves."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                waiting += graph.get(here, set())
        return found

    return {member for member in graph if member in reached(member)}


def main() -> int:
    """Print or draw the rooms -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="draw tests/rooms.svg")
    options = parser.parse_args()
    found = arrows(source_files())
    for room in ROOMS:
        print(f"{room}: {', '.join(sorted(found[room])) or 'nothing'}")
    if options.write:
        from tests.rooms_picture import PICTURE, drawn  # which knows the rooms

        PICTURE.write_text(drawn(found), encoding="utf-8")
        print(f"wrote {PICTURE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
