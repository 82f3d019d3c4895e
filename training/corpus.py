"""Seed -> labelled sprites drawn by code; shards of them on disk; contact sheets to look at.

    python -m training.corpus --preview sheet.png        # 12 random sprites a zone and category
    python -m training.corpus --check 2000               # how many break an art rule
    python -m training.corpus --count 200000 --out DIR   # shards for a long training run

Sprite number `index` of a seed depends on (seed, index) and the code alone, so shards can be drawn in any
order, by any number of processes, and go on where they stopped. Knows nothing of models.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pixelgen.vocabulary import CATEGORIES, ZONES, token_id
from training.canvas import Canvas
from training.contact_sheet import contact_sheet
from training.pixel_rules import Indices, broken_rules
from training.species import DRAWN
from training.species.contract import Individual, Species

SHARD_SPRITES = 2_000
ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Sprites:
    """indices (n, 32, 32) uint8 palette indices; labels (n, 4) token ids: zone, category, species, family."""

    indices: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.indices)


Draw = Callable[[range], Sprites]


def draw(species: Species, individual: Individual) -> Indices:
    """The finished (32, 32) palette indices of an individual."""
    canvas = Canvas()
    species.draw(canvas, individual)
    return canvas.finish(standing=species.standing)


def draw_one(seed: int, index: int) -> tuple[Indices, list[int]]:
    """Sprite `index` of a seed and its four label ids; one that breaks an art rule is drawn again."""
    for attempt in range(ATTEMPTS):
        rng = np.random.default_rng([seed, index, attempt])
        zone = ZONES[int(rng.integers(len(ZONES)))]
        category = CATEGORIES[int(rng.integers(len(CATEGORIES)))]
        choices = [species for species in DRAWN.values() if species.category == category]
        species = choices[int(rng.integers(len(choices)))]
        individual = species.sample(zone, rng)
        indices = draw(species, individual)
        if not broken_rules(indices, standing=species.standing):
            break
    names = (("zone", zone), ("category", category), ("species", species.name), ("family", individual.scheme.family))
    return indices, [token_id(kind, name) for kind, name in names]


def draw_many(seed: int, indices: Iterable[int]) -> Sprites:
    """The sprites of a seed with these numbers."""
    drawn = [draw_one(seed, index) for index in indices]
    return Sprites(np.stack([sprite for sprite, _ in drawn]), np.array([labels for _, labels in drawn]))


# --- shards ---------------------------------------------------------------------------------------------


def _write_shard(path: Path, seed: int, first: int, count: int, draw: Draw | None = None) -> str:
    numbers = range(first, first + count)
    sprites = draw(numbers) if draw else draw_many(seed, numbers)
    temporary = path.with_suffix(".part")
    with temporary.open("wb") as file:
        np.savez_compressed(file, indices=sprites.indices, labels=sprites.labels.astype(np.uint8))
    os.replace(temporary, path)
    return _digest(path)


def _digest(path: Path) -> str:
    """SHA-256 of a file, hex; empty when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _shard(work: tuple[Path, int, int], *, seed: int, draw: Draw | None) -> str:
    path, first, count = work
    return _write_shard(path, seed, first, count, draw)


def write_shards(
    folder: Path,
    *,
    seed: int,
    count: int,
    processes: int,
    draw: Draw | None = None,
    sources: list[dict[str, Any]] | None = None,
) -> None:
    """Draw `count` sprites into shards of 2,000; whole shards that the manifest lists are kept.

    `draw` gives the sprites with some numbers, those of `draw_many` unless told; it is sent to other processes.
    `sources` goes into the manifest: whose the sprites are. ValueError when the folder holds the shards of another
    seed or of other sources.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest_path = folder / "manifest.json"
    manifest: dict[str, Any] = {"seed": seed, "sprites_a_shard": SHARD_SPRITES, "shards": {}}
    if manifest_path.exists():
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
        if manifest["seed"] != seed:
            raise ValueError(f"{folder} holds seed {manifest['seed']}; got seed {seed}: choose another folder")
        if manifest.get("sources") != sources:
            raise ValueError(f"{folder} holds shards from other sources: choose another folder")
    elif sources is not None:
        manifest["sources"] = sources
    known = manifest["shards"]
    work = []
    for number, first in enumerate(range(0, count, SHARD_SPRITES)):
        name = f"shard-{number:05d}.npz"
        size = min(SHARD_SPRITES, count - first)
        listed = known.get(name, {})
        if (listed.get("first"), listed.get("sprites")) != (first, size) or _digest(folder / name) != listed["sha256"]:
            work.append((folder / name, first, size))
    # A fork of a process with threads, which NumPy has, may hang.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for done, ((path, first, size), digest) in enumerate(
            zip(work, pool.map(partial(_shard, seed=seed, draw=draw), work), strict=True), start=1
        ):
            known[path.name] = {"first": first, "sprites": size, "sha256": digest}
            temporary = manifest_path.with_suffix(".part")
            temporary.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
            os.replace(temporary, manifest_path)
            if sys.stderr.isatty():
                print(f"\r{done}/{len(work)} shards", end="", file=sys.stderr)


def load_shards(folder: Path) -> Sprites:
    """All sprites of a folder of shards, in order; ValueError if a shard is missing or damaged."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    parts = []
    for name, entry in sorted(manifest["shards"].items()):
        content = (folder / name).read_bytes() if (folder / name).exists() else b""
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise ValueError(
                f"{folder / name} is missing or damaged: `python -m training.corpus --count N --out {folder}` draws it"
            )
        with np.load(io.BytesIO(content), allow_pickle=False) as shard:
            parts.append((shard["indices"], shard["labels"].astype(np.int64)))
    if not parts:
        raise ValueError(f"{folder} holds no shard; draw some with `python -m training.corpus --out {folder}`")
    return Sprites(np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts]))


# --- pictures -------------------------------------------------------------------------------------------


def preview_rows(names: Sequence[str], *, columns: int, seed: int) -> list[tuple[str, list[Indices]]]:
    """One row a zone: `columns` random individuals, the species taking turns."""
    rng = np.random.default_rng(seed)
    chosen = [DRAWN[names[column % len(names)]] for column in range(columns)]
    return [(zone, [draw(species, species.sample(zone, rng)) for species in chosen]) for zone in ZONES]


def _check(seed: int, count: int) -> int:
    broken: Counter[str] = Counter()
    failed = 0
    rng = np.random.default_rng(seed)
    everyone = list(DRAWN.values())
    for number in range(count):
        species = everyone[number % len(everyone)]
        indices = draw(species, species.sample(ZONES[number // len(everyone) % len(ZONES)], rng))
        found = broken_rules(indices, standing=species.standing)
        failed += bool(found)
        broken.update(f"{rule} ({species.name})" for rule in found)
    for rule, times in broken.most_common():
        print(f"{times:6d}  {rule}")
    print(f"{count - failed} of {count} sprites keep every rule ({1 - failed / count:.2%})")
    return 0 if failed <= 0.005 * count else 1


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more; got {text}")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for -> exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preview", type=Path, metavar="PNG", help="draw a contact sheet")
    parser.add_argument("--species", nargs="+", choices=list(DRAWN), default=list(DRAWN), help="for --preview")
    parser.add_argument("--columns", type=_at_least_one, default=24, help="sprites a row of the sheet")
    parser.add_argument("--silhouette", action="store_true", help="draw the sheet in black")
    parser.add_argument("--check", type=_at_least_one, metavar="N", help="test N random sprites against the art rules")
    parser.add_argument("--count", type=_at_least_one, metavar="N", help="sprites to draw into shards")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the shards")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=_at_least_one, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    if (options.count is None) != (options.out is None):
        parser.error("--count and --out go together")
    if options.preview is None and options.check is None and options.count is None:
        parser.error("say what to do: --preview, --check, or --count with --out")
    try:
        if options.preview is not None:
            rows = preview_rows(options.species, columns=options.columns, seed=options.seed)
            contact_sheet(rows, silhouette=options.silhouette).save(options.preview)
        if options.count is not None:
            write_shards(options.out, seed=options.seed, count=options.count, processes=options.processes)
    except (ValueError, OSError) as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 1
    return _check(options.seed, options.check) if options.check else 0


if __name__ == "__main__":
    sys.exit(main())
