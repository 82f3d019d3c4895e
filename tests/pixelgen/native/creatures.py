"""Random requests, families and litters, for tests that hold the core against Python."""

from __future__ import annotations

from typing import Any

import numpy as np

from pixelgen.errors import RequestError
from pixelgen.generator import Generator
from pixelgen.palette import RAMPS
from pixelgen.requests.bred_requests import bred, inpainted
from pixelgen.requests.lineage import PATTERNS, Mask
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

ODD_NUMBERS = (0.0, 1.0, 0.1 + 0.2, 1e-4, 1e-5, 2.0**-25, 5e-324, 1 / 3, float(np.nextafter(1, 0)), 0.7)


def one_of(rng: np.random.Generator, values: Any) -> Any:
    """One of them."""
    return list(values)[int(rng.integers(len(values)))]


def random_request(rng: np.random.Generator, *, sure: bool = False) -> SpriteRequest:
    """Any zone and category; often a species, a palette lock and traits, if they can be or not; sure: no traits."""
    category = one_of(rng, CATEGORIES)
    kin = [name for name, of in SPECIES.items() if of == category]
    named = [] if sure else [trait for trait in TRAITS if rng.random() < rng.choice([0, 0.2, 0.6])]
    return SpriteRequest(
        one_of(rng, ZONES),
        category,
        one_of(rng, kin) if rng.random() < 0.4 else None,
        tuple(rng.permutation(RAMPS)[: int(rng.choice([0, 0, 1, 2, 5]))].tolist()),
        int(rng.integers(0, 2**63)) >> int(rng.choice([0, 40, 62])),
        float(rng.choice(ODD_NUMBERS) if rng.random() < 0.3 else 4 * rng.random()),
        int(rng.integers(0, 66)),
        1.0 - float(rng.choice([0.0, rng.random()])),
        float(rng.choice(ODD_NUMBERS)),
        traits={trait: one_of(rng, TRAITS[trait]) for trait in named},
    )


def any_picture(rng: np.random.Generator) -> Sprite:
    """A body of one ramp with a tail and spots of another on water; or noise, or nothing."""
    grid = np.zeros((32, 32), dtype=np.uint8)
    if rng.random() < 0.1:
        return Sprite(rng.integers(0, 64, (32, 32), dtype=np.uint8))
    for _ in range(int(rng.integers(0, 5))):
        row, column = rng.integers(0, 28, 2)
        height, width = rng.integers(1, 16, 2)
        grid[row : row + height, column : column + width] = rng.integers(1, 64)
    return Sprite(grid)


def any_mask(rng: np.random.Generator) -> Mask:
    """Of any pattern, or drawn."""
    if rng.random() < 0.2:
        return Mask.of_pixels(rng.random((32, 32)) < rng.random())
    return Mask(one_of(rng, PATTERNS), float(rng.choice([0.4, 0.05, 1.0, 1 - rng.random()])))


def any_family(
    rng: np.random.Generator, generator: Generator, *, generations: int, sure: bool = False
) -> SpriteRequest:
    """A request with so many generations of ancestors: masks, parts drawn anew, litters, pictures among them."""
    if generations == 0:
        return random_request(rng, sure=sure)
    a, b = (any_family(rng, generator, generations=generations - 1, sure=sure) for _ in range(2))
    seed, kind = int(rng.integers(0, 2**62)), rng.random()
    colours = tuple(rng.permutation(RAMPS)[: int(rng.choice([0, 0, 1, 3]))].tolist())
    if kind < 0.25:
        return bred(a, any_picture(rng), seed=seed, mask=any_mask(rng), colours=colours)
    if kind < 0.35:
        return bred(any_picture(rng), b, seed=seed, mask=any_mask(rng))
    if kind < 0.45:
        return inpainted(a, any_mask(rng), seed=seed, colours=colours)
    if kind < 0.55:
        return bred(a, b, seed=seed, mask=any_mask(rng), colours=colours)
    if rng.random() < 0.5:  # of one species, as children of others seldom keep anything
        b = a
    try:
        litter = generator.litter(a, any_picture(rng) if kind > 0.9 else b, size=3, seed=seed)
    except RequestError:
        return bred(a, b, seed=seed)
    return litter[int(rng.integers(3))]
