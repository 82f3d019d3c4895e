"""A sprite -> pixels that a training sequence keeps first: what breeding keeps, parts, other shapes down to pixels.

Knows nothing of sequences or networks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pixelgen.palette import COLOURS, SHADES
from pixelgen.parts import PART_IDS, PARTS, PARTS_OF
from pixelgen.quadtree import COARSE_CELLS, SIDE
from pixelgen.requests.lineage import DEFAULT_SHARE, PATTERNS, Mask
from pixelgen.requests.mask_patterns import redrawn

Bools = npt.NDArray[np.bool_]

_Y, _X = np.divmod(np.arange(SIDE * SIDE), SIDE)
_CELLS_Y, _CELLS_X = np.divmod(np.arange(COARSE_CELLS), 8)
_DRAWS = 128  # raw numbers that a breeding mask takes
_RAMP = np.where(np.arange(COLOURS) > 0, (np.arange(COLOURS) - 1) // SHADES, -1)


class Sprite(NamedTuple):
    """(32, 32) palette indices and part numbers, these 0 everywhere where nobody knows them."""

    indices: npt.NDArray[np.uint8]
    parts: npt.NDArray[np.uint8]


def _bred(sprite: Sprite, rng: np.random.Generator) -> Bools:
    """What a mask keeps of its parent, at the default share half of the time."""
    share = DEFAULT_SHARE if rng.random() < 0.5 else rng.uniform(0.1, 0.9)
    mask = Mask(PATTERNS[int(rng.integers(len(PATTERNS)))], share)
    draws = rng.integers(0, 2**64, size=_DRAWS, dtype=np.uint64)
    return ~redrawn(mask, sprite.indices, draws, sprite.parts)


def _shape(y: npt.NDArray[np.int64], x: npt.NDArray[np.int64], rng: np.random.Generator) -> Bools:
    """A share of the places: a half plane, a disc or its outside, stripes, all but a rectangle."""
    side = int(x.max()) + 1
    kind = int(rng.integers(4))
    share = rng.uniform(0.1, 0.9)
    if kind == 0:
        angle = rng.uniform(0, 2 * np.pi)
        order = x * np.cos(angle) + y * np.sin(angle)
    elif kind == 1:
        middle = rng.uniform(0.2, 0.8, size=2) * side
        order = np.hypot(x - middle[0], y - middle[1]) * rng.choice([-1.0, 1.0])
    elif kind == 2:
        width, along = int(rng.integers(1, 1 + side // 4)), (x, y, x + y)[int(rng.integers(3))]
        return np.asarray((along // width + int(rng.integers(2))) % 2 == 0)
    else:
        left, top = rng.uniform(0, 0.6, size=2) * side
        wide, high = rng.uniform(0.25, 0.75, size=2) * side
        return np.asarray(~((x >= left) & (x < left + wide) & (y >= top) & (y < top + high)))
    return np.asarray(order <= np.quantile(order, share))


def _scattered(sprite: Sprite, rng: np.random.Generator) -> Bools:
    """4x4 cells here and there."""
    kept = rng.random((8, 8)) < rng.uniform(0.1, 0.9)
    return kept.repeat(4, axis=0).repeat(4, axis=1)


def _cells(sprite: Sprite, rng: np.random.Generator) -> Bools:
    """Shapes of whole 4x4 cells."""
    return _shape(_CELLS_Y, _CELLS_X, rng).reshape(8, 8).repeat(4, axis=0).repeat(4, axis=1)


def _pixels(sprite: Sprite, rng: np.random.Generator) -> Bools:
    """Shapes that cut through cells."""
    return _shape(_Y, _X, rng).reshape(SIDE, SIDE)


def _ramps(sprite: Sprite, rng: np.random.Generator) -> Bools:
    """All but the pixels of some ramps, the background as one of them: as thin and ragged as parts are."""
    ramps = _RAMP[sprite.indices]
    names = np.unique(ramps)
    return np.asarray(~np.isin(ramps, names[rng.random(len(names)) < 0.5]))


def _parts(sprite: Sprite, rng: np.random.Generator) -> Bools:
    """What an inherited body leaves: the parts of some loci, or all but some kinds of part; the background or not."""
    if not sprite.parts.any():
        return _ramps(sprite, rng)
    if rng.random() < 0.5:
        names = [name for parts in PARTS_OF.values() if rng.random() < 0.5 for name in parts]
    else:
        names = [name for name in PARTS[1:] if rng.random() < 0.6]
    kept = np.isin(sprite.parts, [PART_IDS[name] for name in names])
    return kept | (sprite.parts == 0) if rng.random() < 0.4 else kept


Kind = Callable[[Sprite, np.random.Generator], Bools]
# name -> share among the masks, and what draws one
KINDS: dict[str, tuple[float, Kind]] = {
    "bred": (0.4, _bred),
    "parts": (0.3, _parts),
    "scattered": (0.05, _scattered),
    "cells": (0.1, _cells),
    "pixels": (0.1, _pixels),
    "ramps": (0.05, _ramps),
}


def random_kept(sprite: Sprite, rng: np.random.Generator, *, kinds: Sequence[str] = tuple(KINDS)) -> Bools:
    """(32, 32) pixels to keep, by one of these kinds; at least one pixel is open."""
    shares = np.array([KINDS[kind][0] for kind in kinds])
    name = kinds[int(rng.choice(len(kinds), p=shares / shares.sum()))]
    kept = KINDS[name][1](sprite, rng)
    if kept.all():
        kept = kept.copy()
        kept[tuple(rng.integers(0, SIDE, size=2))] = False
    return kept
