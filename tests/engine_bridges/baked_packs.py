"""A pack's file in a folder, a generator that counts what it draws, and what a baked folder holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from engine_bridges.baking.bake import bake
from engine_bridges.baking.report import BakeReport
from engine_bridges.folders.manifest import MANIFEST
from engine_bridges.pack_file.pack import Pack, read_pack
from pixelgen import Sprite, SpriteRequest
from tests.fake_generator import FakeGenerator

HEAD = '[pack]\nname = "reef"\n'
TANGS = '[[creatures]]\nname = "tang_{number}"\nzone = "reef"\nspecies = "tang"\ncount = 3\n'
CRAB = '[[creatures]]\nname = "crab"\nzone = "shallows"\nspecies = "crab"\n'


class CountingMaker(FakeGenerator):
    """Draws a block of one colour, its place and size by the seed, and remembers what it drew."""

    def __init__(self, weights: Path | None = None) -> None:
        super().__init__(weights)
        self.drawn: list[SpriteRequest] = []

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        self.drawn += requests
        return [block(request.seed) for request in requests]


def block(seed: int) -> Sprite:
    indices = np.zeros((32, 32), dtype=np.uint8)
    indices[6 : 20 + seed % 7, 4 : 20 + seed % 11] = 1 + seed % 63
    return Sprite(indices)


def pack_in(folder: Path, *tables: str, head: str = HEAD) -> Pack:
    """The pack of a file `reef.toml` with these tables."""
    path = folder / "reef.toml"
    path.write_text("\n".join([head, *tables]), encoding="utf-8")
    return read_pack(path)


def baked(pack: Pack, maker: FakeGenerator | None = None) -> BakeReport:
    return bake(pack, maker or CountingMaker())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """What differs when a file is written or replaced, even by the same content."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def broken_files(folder: Path) -> list[str]:
    """Files of the manifest that are missing or are not what it says; some the engine completes."""
    told = json.loads((folder / MANIFEST).read_bytes())
    broken = []
    for part in told["parts"].values():
        for path, digest in part["files"].items():
            place = folder / path
            if not place.is_file() or digest not in ("", hashlib.sha256(place.read_bytes()).hexdigest()):
                broken.append(path)
    return broken
