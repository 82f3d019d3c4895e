"""Lines of descent with random mates -> what becomes of species, area and colours, generation after generation.

In each generation the line's creature is crossed with a random mate and its first child goes on. Half of the lines mate
with any creature, half with their own species, whose children keep most. Each child is compared with a creature drawn
from scratch with the same species, zone and traits. Knows nothing of pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.colour_budget import counted_colours
from pixelgen.generator import Generator
from pixelgen.requests.request import SpriteRequest
from training.judging.families import RandomCreatures
from training.judging.judge_network import HEADS, Judge

_TWIN_SEED = 1 << 40  # of creatures with a child's traits but none of its pixels

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Generation:
    """Of one generation's children, a line each: area, twins' area (n,) pixels; colours (n,); named, twins_named (n,):
    whether the judge names the species; kept (n,): whether parts of the parent are kept."""

    area: Floats
    twins_area: Floats
    colours: npt.NDArray[np.int64]
    named: npt.NDArray[np.bool_]
    twins_named: npt.NDArray[np.bool_]
    kept: npt.NDArray[np.bool_]


def generations(
    generator: Generator,
    judge: Judge,
    *,
    lines: int,
    count: int,
    seed: int,
    told: Callable[[int], None] = lambda _: None,
) -> list[Generation]:
    """So many generations of so many lines; the generator should have a cache, as children are drawn from parents."""
    creatures = RandomCreatures(generator, seed)
    now: list[SpriteRequest] = [creatures.one() for _ in range(lines)]
    found = []
    for number in range(count):
        mates = [creatures.one(one.species if line % 2 else None) for line, one in enumerate(now)]
        pairs = zip(now, mates, strict=True)
        now = [generator.litter(a, b, size=1, seed=lines * number + line)[0] for line, (a, b) in enumerate(pairs)]
        found.append(_of(now, generator, judge))
        told(number + 1)
    return found


def _of(children: Sequence[SpriteRequest], generator: Generator, judge: Judge) -> Generation:
    twins = [
        SpriteRequest(one.zone, one.category, one.species, seed=_TWIN_SEED + one.seed, traits=one.traits)
        for one in children
    ]
    sprites = np.stack([sprite.indices for sprite in generator.sprites([*children, *twins])])
    area, named = (sprites > 0).sum(axis=(1, 2)).astype(np.float64), judge.opinion(sprites).classes["species"]
    right = named == np.array([HEADS["species"].index(str(one.species)) for one in (*children, *twins)])
    half = len(children)
    return Generation(
        area[:half],
        area[half:],
        np.array([counted_colours(sprite) for sprite in sprites[:half]]),
        right[:half],
        right[half:],
        np.array([bool(one.heredity and one.heredity.kept) for one in children]),
    )


def drift(found: Sequence[Generation], first: int, last: int) -> dict[str, float]:
    """Figures of some generations, from the first up to but not with the last: area over that of the twins, the most
    colours, shares of children and of twins whose species the judge names, share that keeps parts."""
    some = found[first:last]
    area, twins = (np.concatenate([getattr(one, name) for one in some]) for name in ("area", "twins_area"))
    means = {name: float(np.mean([getattr(one, name) for one in some])) for name in ("named", "twins_named", "kept")}
    return {
        "area": float(area.mean() / twins.mean()),
        "colours": float(max(one.colours.max() for one in some)),
        **means,
    }
