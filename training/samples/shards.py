"""Numbered sprites <-> shards on disk with a manifest: whole or not there, resumable. Knows nothing of drawing.

A shard is a compressed .npz of 2,000 sprites: indices, labels, parts, traits (see `Sprites`). The manifest lists each
with its first number, its size and its hash; it is written after the shard, so what it lists is whole. Its `metadata`
is what the writer was told to keep: of a drawn corpus, the trait rows and the species' homes.

Shards of format 1, which have neither parts nor traits, are still read.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pixelgen.files.whole_files import write_files
from training.samples.drawn_sprites import Sprites
from training.samples.process_pool import results_of

SHARD_SPRITES = 2_000
FORMAT = 2
DRAWN_BY_CODE = [{"kind": "drawn", "weight": 1.0, "origin": "drawn by training.species"}]

Draw = Callable[[range], Sprites]  # sprites with these numbers; it is sent to other processes


def _shard(numbers: range, *, draw: Draw) -> bytes:
    sprites, file = draw(numbers), io.BytesIO()
    np.savez_compressed(
        file,
        indices=sprites.indices,
        labels=sprites.labels.astype(np.uint8),
        parts=sprites.parts,
        traits=sprites.traits,
    )
    return file.getvalue()


def _digest(path: Path) -> str:
    """SHA-256 of a file, hex; empty when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _manifest(path: Path, seed: int, sources: list[dict[str, Any]]) -> dict[str, Any]:
    """The manifest of the folder, or a new one; ValueError when it is of another seed, other sources, or damaged."""
    fresh = {"format": FORMAT, "seed": seed, "sprites_a_shard": SHARD_SPRITES, "sources": sources, "shards": {}}
    if not path.exists():
        return fresh
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = manifest["seed"], manifest["sources"], manifest["shards"].items()
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{path} is no manifest of shards ({error}); choose another folder") from error
    if manifest.get("format", 1) != FORMAT:
        raise ValueError(f"{path.parent} holds shards of format {manifest.get('format', 1)}: choose another folder")
    if found[0] != seed:
        raise ValueError(f"{path.parent} holds seed {found[0]}; got seed {seed}: choose another folder")
    if found[1] != sources:
        raise ValueError(f"{path.parent} holds shards from other sources: choose another folder")
    return manifest


def write_shards(
    folder: Path,
    *,
    seed: int,
    count: int,
    processes: int,
    draw: Draw,
    sources: list[dict[str, Any]] | None = None,
    metadata: dict[str, Any] | None = None,
) -> None:
    """Write the first `count` sprites of `draw` into shards; whole shards that the manifest lists are kept.

    `sources` goes into the manifest: whose the sprites are; so does `metadata`. Shards beyond `count` of an earlier
    call are taken off the manifest and removed. ValueError when the folder holds the shards of another seed, of other
    sources or of another format.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest_path = folder / "manifest.json"
    manifest = _manifest(manifest_path, seed, sources or DRAWN_BY_CODE)
    manifest["metadata"] = metadata or {}
    known = manifest["shards"]
    wanted = {
        f"shard-{number:05d}.npz": (first, min(SHARD_SPRITES, count - first))
        for number, first in enumerate(range(0, count, SHARD_SPRITES))
    }
    stale = [name for name in known if name not in wanted]
    for name in stale:
        del known[name]
    work = []
    for name, (first, size) in wanted.items():
        listed = known.get(name, {})
        if (listed.get("first"), listed.get("sprites")) != (first, size) or _digest(folder / name) != listed["sha256"]:
            work.append((name, range(first, first + size)))
    _save(manifest, manifest_path)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    drawn = results_of(partial(_shard, draw=draw), [numbers for _, numbers in work], processes=processes)
    with Progress(*columns) as progress, drawn as shards:
        bar = progress.add_task("shards", total=len(wanted), completed=len(wanted) - len(work))
        for (name, numbers), content in zip(work, shards, strict=True):
            write_files({folder / name: content})
            digest = hashlib.sha256(content).hexdigest()
            known[name] = {"first": numbers.start, "sprites": len(numbers), "sha256": digest}
            _save(manifest, manifest_path)
            progress.advance(bar)


def _save(manifest: dict[str, Any], path: Path) -> None:
    write_files({path: json.dumps(manifest, indent=1).encode("ascii")})


def load_shards(folder: Path) -> Sprites:
    """All sprites of a folder of shards, in order; ValueError if a shard is missing or damaged."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    parts = []
    for name, entry in sorted(manifest["shards"].items()):
        content = (folder / name).read_bytes() if (folder / name).exists() else b""
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise ValueError(f"{folder / name} is missing or damaged: write the folder again, it keeps what is whole")
        with np.load(io.BytesIO(content), allow_pickle=False) as shard:
            more = (shard["parts"], shard["traits"]) if "parts" in shard else ()
            parts.append(Sprites(shard["indices"], shard["labels"].astype(np.int64), *more))
    if not parts:
        raise ValueError(f"{folder} holds no shard; draw some with `python -m training.corpus --out {folder}`")
    return Sprites.joined(parts)
