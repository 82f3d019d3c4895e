"""Fixed requests, drawn and shown by every step -> one line of digests that is the same on all machines.

A line begins with what it depends on: the form of the line, the engine version, the weights. Knows nothing of how it is
printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from pixelgen.errors import PixelgenError
from pixelgen.generator import ENGINE_VERSION
from pixelgen.look.animation import FEWEST_FRAMES, MOST_FRAMES, animate, animations_of, move, move_normals
from pixelgen.look.lighting.light import style_of
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.shading import shade
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES

FORM = 2  # raised when the requests or what is digested change
STEPS = ("sprites", "parts", "lit", "normals", "frames")
SHIPPED_LINE = Path(__file__).resolve().parent / "data" / "proof.txt"  # of the shipped weights
_DIGITS = 16
_SEEDS_A_CELL = 4
_CHILDREN = 15


class Drawer(Protocol):
    """A Generator, as far as it is needed here."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        """The sprites of the requests, in order."""

    def species_of(self, request: SpriteRequest) -> str | None:
        """What a request is drawn as."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Digests of what was drawn: step -> the first 16 hexadecimal digits of SHA-256. weights: their whole digest."""

    weights: str
    engine_version: int
    digests: dict[str, str]

    @property
    def line(self) -> str:
        """What two machines compare."""
        steps = " ".join(f"{step} {digest}" for step, digest in self.digests.items())
        return f"proof {FORM} engine {self.engine_version} weights {self.weights[:_DIGITS]} {steps}"


def requests() -> list[SpriteRequest]:
    """The 200 requests: every cell of zone and category four times, every species, children of two parents."""
    cells = [
        SpriteRequest(zone, category, seed=1000 + seed)
        for zone in ZONES
        for category in CATEGORIES
        for seed in range(_SEEDS_A_CELL)
    ]
    species = [
        SpriteRequest(ZONES[number % len(ZONES)], category, species=name, seed=2000 + number)
        for number, (name, category) in enumerate(SPECIES.items())
    ]
    children = [bred(cells[9 * n], cells[9 * n + 4], seed=n) for n in range(_CHILDREN - 1)]
    children.append(bred(children[0], children[1], seed=7))
    return [*cells, *species, *children]


def prove(generator: Drawer, *, progress: Callable[[int, int], None] | None = None) -> Proof:
    """Draw the 200, light and move them. RequestError when the weights do not know their names."""
    wanted = requests()
    sums = {step: hashlib.sha256() for step in STEPS}
    for request, sprite in zip(wanted, generator.sprites(wanted, progress=progress), strict=True):
        for step, content in _shown(request, sprite, generator.species_of(request)):
            sums[step].update(content)
    found = {step: each.hexdigest()[:_DIGITS] for step, each in sums.items()}
    return Proof(generator.weights_digest, ENGINE_VERSION, found)


def _shown(request: SpriteRequest, sprite: Sprite, species: str | None) -> Iterator[tuple[str, bytes]]:
    """Step -> bytes that no machine may have otherwise."""
    yield "sprites", sprite.indices.tobytes()
    yield "parts", sprite.parts.tobytes()
    lit = shade(sprite.indices, style_of(request.zone), sprite.parts)
    yield "lit", lit.tobytes()
    normals = normal_map(sprite.indices, sprite.parts)
    yield "normals", normals.tobytes() + emission_mask(lit).tobytes()
    known = animations_of(request.category, species)
    animation = known[request.seed % len(known)]
    frames = FEWEST_FRAMES + request.seed % (MOST_FRAMES - FEWEST_FRAMES + 1)
    moved = animate(
        sprite.indices,
        request.category,
        species=species,
        parts=sprite.parts,
        animation=animation,
        frames=frames,
        margin=request.seed % 4,
    )
    yield "frames", move(lit, moved).tobytes() + move_normals(normals, moved).tobytes()
    yield "frames", np.asarray(moved.durations_ms, dtype="<i8").tobytes()


def shipped_line() -> str:
    """The line of the weights that ship. PixelgenError when it is missing."""
    try:
        return SHIPPED_LINE.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise PixelgenError(f"cannot read {SHIPPED_LINE}; install pixelgen-reef again") from error
