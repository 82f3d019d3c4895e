"""Random creatures by plain C against the NumPy reference, every step, byte for byte; exit status 1 at a difference.

    python -m tests.core_proof                       # 200 creatures, with every kernel that runs here: minutes
    python -m tests.core_proof --creatures 20000     # half an hour on a quiet core
    python -m tests.core_proof --kernel scalar --seed 7
    python -m tests.core_proof --decoder core        # many times as fast: tokens are not compared, all else is

Of every ten, three are bred: masks, parts drawn anew, children of litters, of drawn parents and of pictures. Compared
are canonical texts, DNA both ways, sprites, parts, light, normals, emission, eight frames of an animation with its
normals and durations, and anchors in each frame. The reference draws once, each kernel of the core again.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from pixelgen.drawing.best_engine import best_engine
from pixelgen.drawing.engines import KERNEL_VARIABLE, REFERENCE
from pixelgen.errors import SlowWarning
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.look.animation import MOST_FRAMES, animate, animations_of, move_anchors, move_normals
from pixelgen.look.lighting.light import style_of
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.shading import shade
from pixelgen.model.weights import load_weights
from pixelgen.native.library import kernels
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from tests.pixelgen.native.c_creatures import CDna, CWeights, c_dna, c_text, in_c
from tests.pixelgen.native.c_look import (
    c_animate,
    c_emission,
    c_move_anchors,
    c_move_normals,
    c_normals,
    c_shade,
    c_style,
)
from tests.pixelgen.native.creatures import any_family, random_request

TOGETHER = 100  # creatures drawn at once
BRED = 3  # of ten


def requests(count: int, seed: int, generator: Generator) -> Iterator[SpriteRequest]:
    """So many random ones, the same for the same seed."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        yield (
            any_family(rng, generator, generations=1 + number % 2, sure=True)
            if number % 10 < BRED
            else random_request(rng, sure=True)
        )


class Tally:
    """How often each step was equal, and what was not."""

    def __init__(self) -> None:
        self.equal: Counter[str] = Counter()
        self.different: Counter[str] = Counter()

    def add(self, step: str, alike: bool, request: SpriteRequest) -> None:
        """One comparison."""
        (self.equal if alike else self.different)[step] += 1
        if not alike:
            print(f"different {step}: {request.canonical()}", file=sys.stderr)


def compare_texts(tally: Tally, request: SpriteRequest, generator: Generator, weights: CWeights) -> None:
    """Canonical text and DNA, written and read."""
    made, dna = in_c(request), generator.dna(request)
    tally.add("canonical text", c_text(made) == request.canonical(), request)
    tally.add("DNA", c_dna(weights, made) == dna, request)
    read = CDna(dna)
    tally.add("DNA read", c_text(read.request) == request.canonical(), request)
    read.close()


def compare_look(tally: Tally, request: SpriteRequest, sprite: Sprite, species: str | None) -> None:
    """Light, normals, motion and anchors of a sprite."""
    indices, parts, zone = sprite.indices, sprite.parts, request.zone
    lit = shade(indices, style_of(zone), parts)
    tally.add("lit", np.array_equal(c_shade(indices, c_style(zone), parts), lit), request)
    normals = normal_map(indices, parts)
    tally.add("normals", np.array_equal(c_normals(indices, parts), normals), request)
    tally.add("emission", np.array_equal(c_emission(lit), emission_mask(lit)), request)
    known = animations_of(request.category, species)
    how: dict[str, Any] = {"species": species, "animation": known[request.seed % len(known)], "frames": MOST_FRAMES}
    how["margin"] = request.seed % 4
    moved = animate(indices, request.category, parts=parts, **how)
    found = c_animate(indices, request.category, parts, **how)
    tally.add("frames", np.array_equal(found.sources, moved.sources), request)
    tally.add("durations", np.array_equal(found.durations_ms, moved.durations_ms), request)
    tally.add("moved normals", np.array_equal(c_move_normals(normals, moved), move_normals(normals, moved)), request)
    anchors = move_anchors(indices, parts, moved)
    tally.add("anchors", c_move_anchors(indices, parts, moved) == anchors, request)


def reference(decoder: str) -> Generator:
    """All by NumPy, but for the decoder where that is the core's."""
    os.environ[KERNEL_VARIABLE] = ""
    engine = best_engine(load_weights(SHIPPED_WEIGHTS), batch=32, threads=1)
    os.environ[KERNEL_VARIABLE] = REFERENCE
    generator = Generator(batch=32)
    assert generator.engine == "numpy"
    if decoder == "core":
        generator._drawing._engine = engine
    return generator


def prove(count: int, seed: int, names: list[str], *, decoder: str) -> Tally:
    """Draw, light and move them by both."""
    tally, generator = Tally(), reference(decoder)
    content = SHIPPED_WEIGHTS.read_bytes()
    cores = {name: CWeights(content, kernel=name) for name in names}
    waiting = list(requests(count, seed, generator))
    for at in range(0, count, TOGETHER):
        some = waiting[at : at + TOGETHER]
        expected = generator.sprites(some)
        for name, weights in cores.items():
            found = weights.draw([in_c(request) for request in some])
            for request, sprite, (indices, parts) in zip(some, expected, found, strict=True):
                tally.add(f"sprite, {name}", np.array_equal(indices, sprite.indices), request)
                tally.add(f"parts, {name}", np.array_equal(parts, sprite.parts), request)
        for request, sprite in zip(some, expected, strict=True):
            compare_texts(tally, request, generator, next(iter(cores.values())))
            compare_look(tally, request, sprite, generator.species_of(request))
        print(f"{min(at + TOGETHER, count)} of {count}", file=sys.stderr)
    for weights in cores.values():
        weights.close()
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    runs = [name for name, there in kernels().items() if there]
    parser.add_argument("--creatures", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kernel", action="append", choices=runs, help="of the core; default: all that run here")
    parser.add_argument("--decoder", choices=("numpy", "core"), default="numpy", help="of the reference")
    options = parser.parse_args()
    warnings.simplefilter("ignore", SlowWarning)
    tally = prove(options.creatures, options.seed, options.kernel or runs, decoder=options.decoder)
    for step in sorted({*tally.equal, *tally.different}):
        print(f"{step:<24} equal {tally.equal[step]:>6}  different {tally.different[step]:>6}")
    return int(bool(tally.different))


if __name__ == "__main__":
    sys.exit(main())
