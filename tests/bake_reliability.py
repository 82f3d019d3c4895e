"""Bakes that are killed at random operations on their files; part of `python -m tests.reliability`."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine_bridges.baking.bake import PREVIEW
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.pack_file.pack import Pack
from tests.engine_bridges.baked_packs import CRAB, TANGS, CountingMaker, baked, contents, pack_in

_FORK = multiprocessing.get_context("fork")
_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir"})  # `sys.audit` names them so
_FRESH_EACH = 4  # every so many kills it is the first bake that is killed
Figures = dict[str, int]


def bakes(folder: Path, *, full: bool) -> Figures:
    """kill -9 in place of a random operation on a file, or between the opening of one for writing and the first byte.

    Every file that the last manifest lists is there and whole then, as it was or as it was to be, and the next bake, of
    the same pack or another, makes exactly what an undisturbed one makes and leaves nothing else behind.
    """
    count = 200 if full else 12
    rng = random.Random(1)
    packs = [_pack(folder / name, frames) for name, frames in (("before", 4), ("after", 6))]
    for pack in packs:
        baked(pack)
    expected = [contents(pack.output) for pack in packs]
    place = folder / "place"
    place.mkdir()
    figures = dict.fromkeys(("kills", "between two files", "without a manifest", "wrong"), 0)
    for number in range(count):
        fresh = number % _FRESH_EACH == 0
        now = number % 2
        shutil.rmtree(place)
        place.mkdir()
        if not fresh:
            baked(_pack(place, (6, 4)[now]))
        pack = _pack(place, (4, 6)[now])
        operations = _operations(pack)
        figures["kills"] += _killed(pack, at=rng.randrange(operations), opens=rng.random() < 0.5)
        output = pack.output
        torn = _torn(output, expected)
        figures["without a manifest"] += torn is None
        figures["between two files"] += torn is True
        figures["wrong"] += (torn is None and not fresh) + _broken(output, expected)
        after = rng.randrange(2)  # the same pack again, or the file was edited meanwhile
        baked(_pack(place, (4, 6)[after]))
        figures["wrong"] += contents(output) != expected[after]
    return {**figures, "wrong": figures["wrong"] + (figures["kills"] < count)}


def _pack(folder: Path, frames: int) -> Pack:
    folder.mkdir(exist_ok=True)
    return pack_in(folder, f"{TANGS}frames = {frames}\n", f"{CRAB}seed = {frames}\n")


def _operations(pack: Pack) -> int:
    """How many operations on files a bake has; it is done on a copy."""
    place = pack.file.parent.with_name("copy")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(pack.file.parent, place)
    counted = _FORK.Value("i", 0)

    def count(event: str, path: Path, write: bool) -> None:
        with counted.get_lock():
            counted.value += 1

    process = _FORK.Process(target=_bake_audited, args=(_pack_copy(pack, place), count))
    process.start()
    process.join()
    assert process.exitcode == 0
    return int(counted.value)


def _pack_copy(pack: Pack, place: Path) -> Pack:
    """The same pack, read from a copy of its folder."""
    from engine_bridges.pack_file.pack import read_pack

    return read_pack(place / pack.file.name)


def _killed(pack: Pack, *, at: int, opens: bool) -> bool:
    """Bake in a process that kills itself in place of its operation number `at`, from 0.

    opens: a file that the operation opens for writing is opened, and so is empty, but nothing is written to it.
    """

    before = iter(range(at))

    def kill(event: str, path: Path, write: bool) -> None:
        if next(before, None) is None:
            if write and opens:
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
            os.kill(os.getpid(), signal.SIGKILL)

    process = _FORK.Process(target=_bake_audited, args=(pack, kill))
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def _bake_audited(pack: Pack, operation: Callable[[str, Path, bool], None]) -> None:
    """Bake, and tell before each operation that changes a file of the pack's folder: what, where, opens it to write."""
    folder, inside = os.path.realpath(pack.output), False

    def audit(event: str, details: tuple[Any, ...]) -> None:
        nonlocal inside
        write = event == "open" and isinstance(details[0], (str, Path)) and bool(details[2] & (os.O_WRONLY | os.O_RDWR))
        if inside or not (write or event in _CHANGES) or not os.path.abspath(details[0]).startswith(folder):
            return
        inside = True
        operation(event, Path(details[0]), write)
        inside = False

    sys.addaudithook(audit)
    baked(pack, CountingMaker())


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
