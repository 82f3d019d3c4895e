"""The READMEs' Pygame example -> a game frozen by PyInstaller; how soon it and the unfrozen one show a sprite.

python -m tests.frozen_game             # freezes, runs both five times, prints medians: some minutes
python -m tests.frozen_game --runs 9
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.readme_blocks import WINDOW, all_blocks

# The example as it stands, told to quit by its first sprite; no window opens.
_BEFORE = """
import os
os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")
import pygame
print("started", flush=True)
_join = pygame.sprite.AbstractGroup.add_internal
def _shown(group, sprite, *more):
    _join(group, sprite, *more)
    print("sprite", flush=True)
    pygame.event.post(pygame.event.Event(pygame.QUIT))
pygame.sprite.AbstractGroup.add_internal = _shown
"""
_AFTER = """
print("engine", generator.engine, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Seconds from the start of the process to Pygame's being there, and to the first sprite; what drew it."""

    started: float
    sprite: float
    engine: str


def game(folder: Path) -> Path:
    """The script of the game."""
    (block,) = [block for block in all_blocks() if block.remark == WINDOW]
    script = folder / "game.py"
    script.write_text(f"{_BEFORE}{block.text}{_AFTER}", encoding="utf-8")
    return script


def frozen(script: Path, folder: Path, *, hooks: Path | None = None) -> Path:
    """The program that plain `pyinstaller game.py` makes. hooks: where pixelgen is not installed but in a checkout."""
    more = [] if hooks is None else ["--additional-hooks-dir", str(hooks)]
    places = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "build"), "--specpath", str(folder)]
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, *more, str(script)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"PyInstaller failed: {done.stderr[-2000:]}")
    return folder / "dist" / "game" / ("game.exe" if sys.platform == "win32" else "game")


def shown_by(command: Sequence[str | Path], folder: Path) -> Shown:
    """Run the game until its first sprite. RuntimeError when it shows none."""
    variables = {**os.environ, "PIXELGEN_CACHE_DIR": str(folder / "cache")}
    began = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        at: dict[str, float] = {}
        engine = ""
        for line in running.stdout:
            word, _, rest = line.strip().partition(" ")
            at.setdefault(word, time.perf_counter() - began)
            engine = rest if word == "engine" else engine
        assert running.stderr is not None
        said = running.stderr.read()
    if running.returncode or not {"started", "sprite", "engine"} <= at.keys():
        raise RuntimeError(f"the game ended with {running.returncode}, after {sorted(at)}: {said[-2000:]}")
    return Shown(at["started"], at["sprite"], engine)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        script = game(folder)
        program = frozen(script, folder)
        size = sum(path.stat().st_size for path in program.parent.rglob("*") if path.is_file())
        print(f"frozen: {size / 1e6:.0f} MB")
        ways: dict[str, list[str | Path]] = {"unfrozen": [sys.executable, script], "frozen": [program]}
        runs: dict[str, list[Shown]] = {way: [] for way in ways}
        for number in range(options.runs + 1):
            for way, command in ways.items():  # in turn; the first of each fills the disk's cache
                shown = shown_by(command, folder)
                if number:
                    runs[way].append(shown)
        for way, seen in runs.items():
            start, sprite = median(one.started for one in seen), median(one.sprite for one in seen)
            print(f"{way}: Pygame after {start:.2f} s, the first sprite after {sprite:.2f} s, by {seen[0].engine}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
