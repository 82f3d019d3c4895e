"""Requests -> sprites that the weights draw, kept in a folder so that an evaluation goes on where it stopped.

One .npz a temperature, named after the weights' digest and the engine's version; a damaged one is a miss. Knows
nothing of why the sprites are wanted.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from pixelgen.files.whole_files import write_files
from pixelgen.generator import ENGINE_VERSION
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from training.drawing.pixel_rules import Indices

TOGETHER = 64  # sprites drawn between two looks at the clock and two savings


class Source(Protocol):
    """What draws: a Generator, or a stand-in."""

    weights_digest: str

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """The sprites of the requests, in order."""


class SpriteStore:
    """Sprites of one source; with a folder, each is drawn once, whatever is asked for again."""

    def __init__(self, source: Source, folder: Path | None = None) -> None:
        self._source = source
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def draw(self, requests: Sequence[SpriteRequest], *, advance: Callable[[int], None] = lambda _: None) -> Indices:
        """(n, 32, 32) sprites of requests that share a temperature; `advance` is told how many more are there."""
        if not requests:
            return np.zeros((0, 32, 32), dtype=np.uint8)
        path = self._path(requests[0].temperature)
        known = {} if path is None else _read(path)
        missing = list({request.key(): request for request in requests if request.key() not in known}.values())
        advance(len(requests) - len(missing))
        for first in range(0, len(missing), TOGETHER):
            part = missing[first : first + TOGETHER]
            drawn = self._source.sprites(part)
            known |= {request.key(): sprite.indices for request, sprite in zip(part, drawn, strict=True)}
            if path is not None:
                _write(path, known)
            advance(len(part))
        return np.stack([known[request.key()] for request in requests])

    def _path(self, temperature: float) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / f"{self._source.weights_digest[:16]}-engine{ENGINE_VERSION}-{temperature}.npz"


def _read(path: Path) -> dict[str, Indices]:
    """key of a request -> its sprite; nothing when the file is missing or damaged."""
    try:
        # The whole file first: NumPy leaves a damaged one open.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            keys, indices = kept["keys"].tolist(), kept["indices"]
            fits = indices.dtype == np.uint8 and indices.shape == (len(keys), 32, 32) and indices.max(initial=0) < 64
            return dict(zip(keys, indices, strict=True)) if fits else {}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def _write(path: Path, known: dict[str, Indices]) -> None:
    content = io.BytesIO()
    np.savez_compressed(content, keys=np.array(list(known)), indices=np.stack(list(known.values())))
    write_files({path: content.getvalue()})
