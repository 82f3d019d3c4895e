"""New weights -> everything in the repository that is drawn with them or says something of them, made anew.

    python -m training.release runs/default                 # a run, or its checkpoint: exported, then installed
    python -m training.release weights.safetensors          # a weights file: installed
    python -m training.release --only golden starters       # these alone, with the weights that are there
    python -m training.release --list                       # what is made, by which command, and where

The steps run one after the other and stop at the first that fails; each leaves whole files or none. Weights that the
runtime does not read are not installed. What changed is listed at the end, as `git status --short` has it. Figures come
after it: `training.evaluate --json figures.json`, then `training.model_card --figures figures.json`. Knows
nothing of how anything is drawn.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import write_files
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.interrupts import run_program

ROOT = Path(__file__).resolve().parents[1]
_WEIGHTS_FILE = ".safetensors"
_NOT_KEPT = "preview"  # folder of a bake's contact sheet, which git ignores


@dataclass(frozen=True, slots=True)
class Step:
    """command: a module and its arguments; paths: the files and folders that it writes, from the root."""

    name: str
    command: tuple[str, ...]
    paths: tuple[str, ...]


_SHEETS = ("shipped", "shaded", "neighbours", "breeding", "species", "temperatures")
STEPS = (
    Step("golden", ("tests.golden_sprites", "--write"), ("tests/golden/sprites.json",)),
    Step("proof", ("tests.golden_proof", "--write"), ("pixelgen/data/proof.txt",)),
    Step("starters", ("demo_game.creatures.starter_set", "--write"), ("demo_game/starter",)),
    Step(
        "example-pack",
        ("pixelgen", "bake", "engine_bridges/godot_project/reef.toml"),
        ("engine_bridges/godot_project/addons/reef",),
    ),
    Step(
        "gallery",
        ("training.pictures.gallery", "--only", "weights"),
        tuple(f"training/gallery/{name}.png" for name in _SHEETS),
    ),
    Step("game-pictures", ("demo_game.tools.screenshots", "--kept"), ("demo_game/pictures",)),
    Step("model-card", ("training.model_card", "--write"), ("pixelgen/data/MODEL_CARD.md",)),
    Step("godot-pictures", ("tests.godot.example_project",), ("engine_bridges/godot_project/screenshots",)),
)


class ReleaseError(Exception):
    """A step that failed, in one line."""


def run_module(command: Sequence[str]) -> None:
    """Run `python -m` in the root; ReleaseError with the last line that it printed when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        last = next((line.strip() for line in reversed(done.stdout.splitlines()) if line.strip()), "it printed nothing")
        raise ReleaseError(f"exit status {done.returncode} of python -m {' '.join(command)}: {last}")


def install(source: Path, *, run: Callable[[Sequence[str]], None], place: Path = SHIPPED_WEIGHTS) -> str:
    """A run or a weights file -> the shipped weights, once the runtime reads them; their digest."""
    with TemporaryDirectory() as folder:
        found = source
        if source.suffix != _WEIGHTS_FILE:
            found = Path(folder) / place.name
            run(("training.network.export", "--run", str(source.resolve()), "--out", str(found)))
        try:
            with Generator(found) as generator:
                digest = generator.weights_digest
            write_files({place: found.read_bytes()})
        except (PixelgenError, OSError) as error:
            raise ReleaseError(str(error)) from error
    return digest


def contents(paths: Collection[str], *, root: Path = ROOT) -> dict[str, str]:
    """Path from the root -> digest of its content, of every file at or below the paths."""
    found = {}
    for path in paths:
        place = root / path
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.is_file() and _NOT_KEPT not in file.parts:
                found[file.relative_to(root).as_posix()] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """A line a file that is new, gone or another, as `git status --short` has it."""
    marks = {path: "??" if path not in before else " D" if path not in after else " M" for path in {**before, **after}}
    return [f"{marks[path]} {path}" for path in sorted(marks) if before.get(path) != after.get(path)]


def release(
    source: Path | None,
    steps: Sequence[Step],
    *,
    run: Callable[[Sequence[str]], None] = run_module,
    say: Callable[[str], None] = print,
) -> bool:
    """Install the source if there is one, run the steps, say what changed -> whether all went well."""
    shipped = SHIPPED_WEIGHTS.relative_to(ROOT).as_posix()
    paths = [shipped, *(path for step in steps for path in step.paths)]
    before = contents(paths)
    name = "weights"
    try:
        if source is not None:
            began = time.monotonic()
            digest = install(source, run=run)
            say(f"weights: {digest[:16]} of {source} ({time.monotonic() - began:.0f} s)")
        for step in steps:
            name, began = step.name, time.monotonic()
            run(step.command)
            say(f"{name}: python -m {' '.join(step.command)} ({time.monotonic() - began:.0f} s)")
    except ReleaseError as error:
        print(f"release: {name} failed and what follows it was not begun: {error}", file=sys.stderr)
        return False
    finally:
        for line in changes(before, contents(paths)):
            say(line)
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Make everything, or what is named -> 0 done, 1 a step failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", help="a run's folder, its checkpoint, or a weights file")
    names = [step.name for step in STEPS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--list", action="store_true", help="print the steps and do nothing")
    options = parser.parse_args(arguments)
    if options.list:
        for step in STEPS:
            print(f"{step.name}: python -m {' '.join(step.command)} -> {', '.join(step.paths)}")
        return 0
    if options.source is None and options.only is None:
        parser.error("expected a run, a checkpoint or a weights file; or --only with the weights that are there")
    if options.source is not None and not options.source.exists():
        parser.error(f"expected a run, a checkpoint or a weights file; there is no {options.source}")
    steps = [step for step in STEPS if options.only is None or step.name in options.only]
    return 0 if release(options.source, steps) else 1


if __name__ == "__main__":
    run_program(lambda: main)
