"""Random creatures by plain C against the NumPy reference, every step, byte for byte; exit status 1 at a difference.

    python -m tests.core_proof                       # 200 creatures, with every kernel that runs here: minutes
    python -m tests.core_proof --creatures 20000 --state proof.json   # under an hour of one core
    python -m tests.core_proof --kernel scalar --seed 7
    python -m tests.core_proof --sample 200          # tokens of 200 by NumPy too, which takes most of the time

Of every ten, three are bred: masks, parts drawn anew, children of litters, of drawn parents and of pictures. Compared
are canonical texts, DNA both ways, sprites, parts, light, normals, emission, eight frames of an animation with its
normals and durations, and anchors in each frame. The reference draws once, each kernel of the core again. The
reference is NumPy's, each step of it; its tokens are NumPy's for the first creatures (--sample), then those of the best
kernel that runs here, which the sample has held against NumPy's and the other kernels are held against.

With --state, what was compared is kept after each hundred: interrupted, the same command goes on from there. Each
creature is made from the seed and its number alone, so memory does not grow with their count.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from pixelgen.drawing.best_engine import NativeEngine
from pixelgen.drawing.engines import KERNEL_VARIABLE, REFERENCE
from pixelgen.errors import SlowWarning
from pixelgen.files.whole_files import write_files
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.look.animation import MOST_FRAMES, animate, animations_of, move_anchors, move_normals
from pixelgen.look.lighting.light import style_of
from pixelgen.look.normals import emission_mask, normal_map
from pixelgen.look.shading import shade
from pixelgen.model.weights import load_weights
from pixelgen.native.library import PATH, kernels
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
_FILES = {"core": PATH, "weights": SHIPPED_WEIGHTS}
BRED = 3  # of ten


def requests(numbers: range, seed: int, generator: Generator) -> Iterator[SpriteRequest]:
    """The random ones of these numbers, the same for the same seed."""
    for number in numbers:
        rng = np.random.default_rng((seed, number))
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
        self.done = 0  # creatures

    def add(self, step: str, alike: bool, request: SpriteRequest) -> None:
        """One comparison."""
        (self.equal if alike else self.different)[step] += 1
        if not alike:
            print(f"different {step}: {request.canonical()}", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class State:
    """A file that keeps a tally, and what it is a tally of: another run's is refused."""

    path: Path
    of: dict[str, Any]

    def read(self) -> Tally:
        """What was compared so far. SystemExit in one line for a file of another run."""
        tally = Tally()
        if not self.path.exists():
            return tally
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            same = kept["of"] == self.of
        except (ValueError, KeyError, TypeError):
            same = False
        if not same:
            raise SystemExit(f"core_proof: {self.path} is of another seed, core, weights or choice; name another file")
        tally.equal, tally.different, tally.done = Counter(kept["equal"]), Counter(kept["different"]), kept["done"]
        return tally

    def write(self, tally: Tally) -> None:
        """Whole, or as it was."""
        kept = {"of": self.of, "done": tally.done, "equal": tally.equal, "different": tally.different}
        write_files({self.path: json.dumps(kept, indent=1).encode()})


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


def reference() -> Generator:
    """All by NumPy."""
    os.environ[KERNEL_VARIABLE] = REFERENCE
    generator = Generator(batch=32)
    assert generator.engine == "numpy"
    return generator


def blocks(first: int, count: int, sample: int) -> Iterator[range]:
    """The numbers from `first` on, some at a time; none of them on both sides of the sample's end."""
    while first < count:
        end = min(first + TOGETHER, count if first >= sample else min(count, sample))
        yield range(first, end)
        first = end


def prove(count: int, seed: int, names: Sequence[str], *, sample: int, state: State | None = None) -> Tally:
    """Draw, light and move them by both; sample: so many with NumPy's tokens; state: what keeps the tally."""
    with threadpool_limits(1):  # threads of OpenBLAS that share a busy machine wait for each other
        return _prove(count, seed, names, sample=sample, state=state)


def _prove(count: int, seed: int, names: Sequence[str], *, sample: int, state: State | None) -> Tally:
    tally = Tally() if state is None else state.read()
    generator, fast = reference(), None
    content = SHIPPED_WEIGHTS.read_bytes()
    cores = {name: CWeights(content, kernel=name) for name in names}
    for numbers in blocks(tally.done, count, sample):
        if numbers.start >= sample and fast is None:
            fast = generator._drawing._engine = NativeEngine(load_weights(SHIPPED_WEIGHTS), batch=32, threads=1)
        some = list(requests(numbers, seed, generator))
        expected = generator.sprites(some)
        for name, weights in cores.items():
            found = weights.draw([in_c(request) for request in some])
            for request, sprite, (indices, parts) in zip(some, expected, found, strict=True):
                tally.add(f"sprite, {name}", np.array_equal(indices, sprite.indices), request)
                tally.add(f"parts, {name}", np.array_equal(parts, sprite.parts), request)
        for request, sprite in zip(some, expected, strict=True):
            compare_texts(tally, request, generator, next(iter(cores.values())))
            compare_look(tally, request, sprite, generator.species_of(request))
        tally.done = numbers.stop
        if state is not None:
            state.write(tally)
        print(f"{tally.done} of {count}", file=sys.stderr)
    for weights in cores.values():
        weights.close()
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    runs = [name for name, there in kernels().items() if there]
    parser.add_argument("--creatures", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kernel", action="append", choices=runs, help="of the core; default: all that run here")
    parser.add_argument("--sample", type=int, default=20, help="creatures whose tokens are NumPy's (default 20)")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keeps what was compared; goes on from it")
    options = parser.parse_args()
    warnings.simplefilter("ignore", SlowWarning)
    names = options.kernel or runs
    state = None
    if options.state is not None:
        files = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in _FILES.items()}
        state = State(options.state, {"seed": options.seed, "kernels": names, "sample": options.sample, **files})
    try:
        tally = prove(options.creatures, options.seed, names, sample=options.sample, state=state)
    except KeyboardInterrupt:
        print("stopped" + ("" if state is None else f"; the same command goes on from {state.path}"), file=sys.stderr)
        return 130
    for step in sorted({*tally.equal, *tally.different}):
        print(f"{step:<24} equal {tally.equal[step]:>6}  different {tally.different[step]:>6}")
    return int(bool(tally.different))


if __name__ == "__main__":
    sys.exit(main())
