"""Fixed requests, drawn and shown by every step -> one line of digests that is the same on all machines.

A line begins with what it depends on: the form of the line, the engine version, the weights. Knows nothing of how it is
printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from pixelgen.errors import PixelgenError
from pixelgen.generator import ENGINE_VERSION
from pixelgen.look.animation import FEWEST_FRAMES, MOST_FRAMES, animate, animations_of, move, move_normals
from pixelgen.look.foreign_names import lit_as, moves_as
from pixelgen.look.lighting.light import style_of
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.shading import shade
from pixelgen.model.world import World
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

FORM = 3  # raised when the requests or what is digested change
STEPS = ("sprites", "parts", "lit", "normals", "frames")
SHIPPED_LINE = Path(__file__).resolve().parent / "data" / "proof.txt"  # of the shipped weights
_DIGITS = 16
_SEEDS_A_CELL = 4
_BRED, _BORN = 8, 7  # children by a mask, children by genomes
_LITTER = 8


class Drawer(Protocol):
    """A Generator, as far as it is needed here."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    @property
    def world(self) -> World:
        """The names that the weights know."""

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        """The sprites of the requests, in order."""

    def litter(self, a: SpriteRequest, b: SpriteRequest, *, size: int, seed: int) -> Sequence[SpriteRequest]:
        """The requests of so many children."""

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


def requests(generator: Drawer) -> list[SpriteRequest]:
    """The requests, of the sea 200: every cell of zone and category four times, every species, children of two parents,
    by masks and by genomes."""
    world = generator.world
    cells = [
        SpriteRequest(zone, category, seed=1000 + seed)
        for zone in world.zones
        for category in world.categories
        for seed in range(_SEEDS_A_CELL)
    ]
    species = [
        SpriteRequest(world.zones[number % len(world.zones)], world.category_of[name], name, seed=2000 + number)
        for number, name in enumerate(world.species)
    ]
    pairs = [[cells[place % len(cells)] for place in (9 * n, 9 * n + 4)] for n in range(_BRED - 1)]
    bred_ones = [bred(a, b, seed=n) for n, (a, b) in enumerate(pairs)]
    bred_ones.append(bred(bred_ones[0], bred_ones[1], seed=7))
    mates = [(one, replace(one, seed=one.seed + 1000)) for one in species[:: max(1, len(species) // (_BORN - 1))]]
    born = [_child(generator, a, b, seed=n) for n, (a, b) in enumerate(mates[: _BORN - 1])]
    born.append(_child(generator, born[0], born[1 % len(born)], seed=6))
    return [*cells, *species, *bred_ones, *born]


def _child(generator: Drawer, a: SpriteRequest, b: SpriteRequest, *, seed: int) -> SpriteRequest:
    """Of a litter, for even seeds the first one that keeps parts of A, pixel by pixel."""
    litter = generator.litter(a, b, size=_LITTER, seed=seed)
    keeping = [child for child in litter if child.heredity is not None and child.heredity.kept]
    return keeping[0] if keeping and seed % 2 == 0 else litter[0]


def prove(generator: Drawer, *, progress: Callable[[int, int], None] | None = None) -> Proof:
    """Draw them, light and move them."""
    wanted = requests(generator)
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
    lit = shade(sprite.indices, style_of(lit_as(request.zone)), sprite.parts)
    yield "lit", lit.tobytes()
    normals = normal_map(sprite.indices, sprite.parts)
    yield "normals", normals.tobytes() + emission_mask(lit).tobytes()
    category, kind = moves_as(request.category, species)
    known = animations_of(category, kind)
    animation = known[request.seed % len(known)]
    frames = FEWEST_FRAMES + request.seed % (MOST_FRAMES - FEWEST_FRAMES + 1)
    moved = animate(
        sprite.indices,
        category,
        species=kind,
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
