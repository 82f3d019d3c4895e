"""Programs that run until somebody ends them, interrupted at random moments: what they leave and what they say.

Knows nothing of what the programs do; `tests.reliability` runs it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from engine_bridges.creatures.creature import Card, Clip, Creature
from engine_bridges.sheets.pack import write_pack

_PROGRAM = "from pixelgen.entry import main; print('begun', flush=True); main()"


def interrupts(folder: Path, *, full: bool) -> dict[str, int]:
    """SIGINT at random moments of `serve` and `view`: status 130 or, for a server, 0; no traceback, no file left."""
    count = 50 if full else 5
    rng = random.Random(1)
    pack = folder / "pack"
    write_pack(pack, [oval()], name="pack")
    commands = {"serve": (["serve", "--no-cache"], (0, 130)), "view": (["view", str(pack)], (130,))}
    wrong = slowest = 0
    for name, (command, statuses) in commands.items():
        cache = folder / name
        for _ in range(count):
            status, said, seconds = _interrupted(command, cache, after=rng.uniform(0.0, 2.0))
            left = [path for path in cache.rglob("*") if path.is_file()]
            slowest = max(slowest, round(1000 * seconds))
            if status not in statuses or said or left:
                wrong += 1
                print(f"{name}: status {status}, left {left}, said {said[-600:]}", file=sys.stderr)
    return {"interrupts": count * len(commands), "milliseconds until the slowest ended": slowest, "wrong": wrong}


def _interrupted(command: list[str], cache: Path, *, after: float) -> tuple[int, str, float]:
    """(status, what it wrote to stderr, seconds from the interrupt to its end)."""
    environment = {
        **os.environ,
        "PIXELGEN_CACHE_DIR": str(cache),
        "SDL_VIDEODRIVER": "dummy",
        "PYTHONWARNINGS": "ignore",
    }
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=300)
        return process.returncode, said, time.monotonic() - sent


def oval() -> Creature:
    """A still of 24 x 16 pixels."""
    indices = np.zeros((1, 16, 24), np.uint8)
    y, x = np.mgrid[0:16, 0:24]
    indices[0, ((x - 12) / 10) ** 2 + ((y - 8) / 6) ** 2 <= 1] = 20
    return Creature(Card("oval", "reef", "coral"), {"idle": Clip(indices, [100])})
