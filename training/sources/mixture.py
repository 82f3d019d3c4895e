"""The sources of a mix -> sprite number n of the mixture. Reads what the sources hold; writes nothing.

Sprite n depends on (seed, n), the mix and the pictures alone, so shards of it can be made in any order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from training.samples.drawn_sprites import Sprites, draw_many
from training.samples.shards import load_shards
from training.sources.folder import import_folder
from training.sources.labelled import Found, Skipped, SourceError
from training.sources.mix import MixSource
from training.sources.sheet import import_sheets


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a source holds; `drawn` and `shards` list nothing here."""

    source: MixSource
    found: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def gather(source: MixSource) -> Gathered:
    """Read a source; SourceError when it cannot be read at all."""
    if source.path is None or source.kind == "shards":
        return Gathered(source)
    if source.kind == "sheet":
        results = import_sheets(source.path, source.pictures, source.grid)
    else:
        results = import_folder(source.path, source.pictures)
    found = tuple(result for result in results if isinstance(result, Found))
    return Gathered(source, found, tuple(result for result in results if isinstance(result, Skipped)))


def record(gathered: Gathered) -> dict[str, Any]:
    """What the manifest says of a source: every sprite's origin, licence, author and labels."""
    source = gathered.source
    entry: dict[str, Any] = {"kind": source.kind, "weight": source.weight}
    if source.kind == "drawn":
        return {**entry, "origin": "drawn by training.species"}
    if source.kind == "shards" and source.path is not None:
        manifest = json.loads((source.path / "manifest.json").read_text(encoding="utf-8"))
        digests = [shard["sha256"] for shard in manifest["shards"].values()]
        return {**entry, "seed": manifest["seed"], "sources": manifest.get("sources", []), "shards": digests}
    works = [
        {
            "origin": one.origin,
            "licence": one.licence,
            "author": one.author,
            **asdict(one.labels),
            "sha256": hashlib.sha256(one.indices.tobytes()).hexdigest(),
        }
        for one in gathered.found
    ]
    return {**entry, "sprites": works}


@lru_cache(maxsize=4)
def _shards(folder: Path) -> Sprites:
    return load_shards(folder)


@dataclass(frozen=True, slots=True)
class Mixture:
    """Draws numbered sprites; small enough to be sent to other processes, which read shards themselves."""

    seed: int
    shares: tuple[float, ...]  # add up to 1
    parts: tuple[Sprites | Path | None, ...]  # given sprites, a folder of shards, or None: drawn by code

    def __call__(self, numbers: Iterable[int]) -> Sprites:
        """The sprites with these numbers."""
        wanted = list(numbers)
        found: list[Sprites | None] = []
        by_code = []
        for place, number in enumerate(wanted):
            rng = np.random.default_rng([self.seed, number])
            part = self.parts[int(np.searchsorted(np.cumsum(self.shares)[:-1], rng.random(), side="right"))]
            if part is None:
                by_code.append(place)
                found.append(None)
                continue
            sprites = _shards(part) if isinstance(part, Path) else part
            chosen = int(rng.integers(len(sprites)))
            found.append(sprites[chosen : chosen + 1])
        drawn = draw_many(self.seed, [wanted[place] for place in by_code])
        for at, place in enumerate(by_code):
            found[place] = drawn[at : at + 1]
        return Sprites.joined([drawn[:0], *(one for one in found if one is not None)])


def mixture(everything: Sequence[Gathered], *, seed: int) -> Mixture:
    """SourceError when a source has no sprite to give."""
    total = sum(one.source.weight for one in everything)
    return Mixture(seed, tuple(one.source.weight / total for one in everything), tuple(map(_part, everything)))


def _part(gathered: Gathered) -> Sprites | Path | None:
    source = gathered.source
    if source.kind == "drawn":
        return None
    if source.kind == "shards" and source.path is not None:
        _shards(source.path)  # a damaged shard is found now, not by a worker
        return source.path
    if not gathered.found:
        raise SourceError(f"{source.title}: no sprite in it, {len(gathered.skipped)} skipped; --list says why")
    labels = np.array([one.labels.ids() for one in gathered.found])
    return Sprites(np.stack([one.indices for one in gathered.found]), labels)
