"""Packs with a damaged file: a pack all the same or one PackError; part of `python -m tests.reliability`."""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from engine_bridges.creatures.creature import PackError
from engine_bridges.sheets.changes import PackChanges
from engine_bridges.sheets.pack import write_pack
from engine_bridges.sheets.reading import creature_in, pack_index
from tests.engine_bridges.tiny_creatures import COLOURS, fish, still


def damaged_packs(folder: Path, damaged: Callable[[bytes, random.Random], bytes], *, trials: int) -> dict[str, int]:
    """Figures of so many damaged packs. damaged: a file's content, damaged."""
    frame = fish().clips["idle"].frames[0]
    write_pack(folder, [fish(), still("rock", frame)], name="reef", format="pygame", palette=COLOURS)
    whole = {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    rng = random.Random(5)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wrong = read = 0
    for number in range(trials):
        path = rng.choice([*whole])
        path.write_bytes(damaged(whole[path], rng))
        try:
            PackChanges(folder).look() if number % 2 else _load(folder)
            read += 1
        except PackError as error:
            wrong += "\n" in str(error)
        except Exception as error:
            wrong += 1
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        path.write_bytes(whole[path])
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used) // 1024
    return {"packs": trials, "read all the same": read, "memory grown MB": grown, "wrong": wrong + (grown > 1024)}


def _load(folder: Path) -> None:
    index = pack_index(folder)
    for entry in index.creatures.values():
        creature_in(folder, entry, colours=len(index.palette.rgba))
