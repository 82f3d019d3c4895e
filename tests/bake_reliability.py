"""Bakes that are killed at random points; part of `python -m tests.reliability`."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import time
from pathlib import Path

from engine_bridges.baking.bake import PREVIEW
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.pack_file.pack import Pack
from tests.engine_bridges.baked_packs import CRAB, TANGS, CountingMaker, baked, contents, pack_in

_FORK = multiprocessing.get_context("fork")
_TRIES = 5  # for each kill, as some bakes are done before it
_FRESH_EACH = 4  # every so many kills it is the first bake that is killed
Figures = dict[str, int]


def bakes(folder: Path, *, full: bool) -> Figures:
    """kill -9 at random points of a bake; every file that the last manifest lists is there and whole, as it was or as
    it was to be, and the next bake makes exactly what an undisturbed one makes and leaves nothing else behind."""
    count = 200 if full else 12
    rng = random.Random(1)
    packs = [_pack(folder / name, frames) for name, frames in (("before", 4), ("after", 6))]
    for pack in packs:
        baked(pack)
    spent = sorted(_seconds(_pack(folder / f"timed {number}", 4)) for number in range(3))
    expected = [contents(pack.output) for pack in packs]
    place = folder / "place"
    place.mkdir()
    figures = dict.fromkeys(("kills", "between two files", "without a manifest", "wrong"), 0)
    for _ in range(_TRIES * count):
        number = figures["kills"]
        if number == count:
            break
        fresh = number % _FRESH_EACH == 0
        now = number % 2
        if fresh:
            shutil.rmtree(place)
            place.mkdir()
        else:
            baked(_pack(place, (6, 4)[now]))
        pack = _pack(place, (4, 6)[now])
        output = pack.output
        if not _killed(pack, spent[1] * rng.uniform(rng.choice((0.0, 0.7)), 1.1)):
            continue  # it was done by then
        figures["kills"] += 1
        torn = _torn(output, expected)
        figures["without a manifest"] += torn is None
        figures["between two files"] += torn is True
        figures["wrong"] += (torn is None and not fresh) + _broken(output, expected)
        baked(pack)
        figures["wrong"] += contents(output) != expected[now]
    return {**figures, "wrong": figures["wrong"] + (figures["kills"] < count)}


def _pack(folder: Path, frames: int) -> Pack:
    folder.mkdir(exist_ok=True)
    return pack_in(folder, f"{TANGS}frames = {frames}\n", f"{CRAB}seed = {frames}\n")


def _seconds(pack: Pack) -> float:
    """How long it takes when nobody kills it."""
    began = time.monotonic()
    process = _FORK.Process(target=baked, args=(pack,))
    process.start()
    process.join()
    return time.monotonic() - began


def _killed(pack: Pack, seconds: float) -> bool:
    """Bake in a process that is killed after so many seconds; False when it was done by then."""
    started = _FORK.Semaphore(0)

    def work() -> None:
        started.release()
        baked(pack, CountingMaker())

    process = _FORK.Process(target=work)
    process.start()
    started.acquire()
    time.sleep(seconds)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    return process.exitcode == -signal.SIGKILL


def _torn(output: Path, expected: list[dict[str, bytes]]) -> bool | None:
    """Whether files of both packs are there; None without a manifest."""
    if not (output / MANIFEST).exists():
        return None
    found = {path: content for path, content in contents(output).items() if path in _listed(output)}
    return not any(found.items() <= pack.items() for pack in expected)


def _broken(output: Path, expected: list[dict[str, bytes]]) -> int:
    """Files that the manifest lists and that are missing, or neither what they were nor what they were to be."""
    if not (output / MANIFEST).exists():
        return 0
    found = contents(output)
    return sum(found.get(path, b"") not in [pack.get(path) for pack in expected] for path in _listed(output))


def _listed(output: Path) -> set[str]:
    told = json.loads((output / MANIFEST).read_bytes())
    listed = {path for part in told["parts"].values() for path in part["files"]}
    assert not any(path.startswith(PREVIEW) for path in listed)
    return listed
