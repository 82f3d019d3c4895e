"""Packs with a damaged file: a pack all the same or one PackError; part of `python -m tests.reliability`."""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from engine_bridges.creatures.creature import PackError
from engine_bridges.godot import pack as godot_pack
from engine_bridges.sheets import pack as sheet_pack
from engine_bridges.sheets.changes import PackChanges
from engine_bridges.sheets.reading import creature_in, pack_index
from tests.engine_bridges.tiny_creatures import COLOURS, fish, still


def damaged_packs(folder: Path, damaged: Callable[[bytes, random.Random], bytes], *, trials: int) -> dict[str, int]:
    """Figures of so many damaged packs that are loaded, watched by a game, or baked over. damaged: a file, damaged."""
    packs = {"pygame": _sheets, "godot": _godot}
    whole = {}
    for name, write in packs.items():
        write(folder / name)
        whole[name] = {path: path.read_bytes() for path in sorted((folder / name).rglob("*")) if path.is_file()}
    rng = random.Random(5)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wrong = read = 0
    for number in range(trials):
        name = ("pygame", "godot")[number % 2]
        path = rng.choice([*whole[name]])
        path.write_bytes(damaged(whole[name][path], rng))
        try:
            (_load, lambda place: PackChanges(place).look(), packs[name])[number % 3](folder / name)
            read += 1
        except PackError as error:
            wrong += "\n" in str(error)
        except Exception as error:
            wrong += 1
            print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        for path, content in whole[name].items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used) // 1024
    return {"packs": trials, "used all the same": read, "memory grown MB": grown, "wrong": wrong + (grown > 1024)}


def _sheets(folder: Path) -> None:
    frame = fish().clips["idle"].frames[0]
    sheet_pack.write_pack(folder, [fish(), still("rock", frame)], name="reef", format="pygame", palette=COLOURS)


def _godot(folder: Path) -> None:
    frame = fish().clips["idle"].frames[0]
    godot_pack.write_pack(folder, [fish(), still("rock", frame)], name="reef", palette=COLOURS)


def _load(folder: Path) -> None:
    index = pack_index(folder)
    for entry in index.creatures.values():
        creature_in(folder, entry, colours=len(index.palette.rgba))
