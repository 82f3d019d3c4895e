"""Two parents of every cell -> children, and whether each is a child: A's body, B's colours, no seam between.

The masks take turns with the patterns; B is of another category and the same zone. Corpus sprites under masks made for
them in the same way say how a seam looks where there is none. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
import numpy.typing as npt

from pixelgen.drawing.pixel_flaws import along_seam, doubled_corner_pixels, orphan_pixels
from pixelgen.palette import COLOURS, SHADES, ramp_numbers
from pixelgen.requests.bred_requests import bred
from pixelgen.requests.lineage import CELL_PATTERNS, Mask
from pixelgen.requests.mask_patterns import redrawn
from pixelgen.requests.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES
from training.drawing.pixel_rules import Indices, loose_pixels
from training.judging.evaluation_sets import CELLS
from training.judging.judge_network import Judge

_MASK_SEED = 5
_PATTERNS = (*CELL_PATTERNS, "fins")  # of creatures whose parts nobody knows
_INK = (1, 2, SHADES)  # outlines and glints: of no animal's own colour

Bools = npt.NDArray[np.bool_]
Draw = Callable[[list[SpriteRequest]], Indices]  # requests -> (n, 32, 32)


@dataclass(frozen=True, slots=True)
class Seams:
    """Flaws among the coloured pixels along the borders of the masks, shares 0 to 1: orphans, corners, loose ones."""

    orphans: float
    corners: float
    loose: float

    @property
    def worst(self) -> float:
        """All of them together."""
        return self.orphans + self.corners + self.loose


@dataclass(frozen=True, slots=True)
class BreedingFigures:
    """children: how many; the shares of them 0 to 1.

    kept: every kept pixel is exactly A's. category: the judge sees A's. coloured: B's ramps are in what was drawn anew
    (of the children that have any colour there). strange: there is a ramp of neither parent. parents: the judge sees
    A's category in A itself. seams, own, floor: of the children, of A itself under the same masks, and of corpus
    sprites under their own.
    """

    children: int
    kept: float
    category: float
    parents: float
    coloured: float
    strange: float
    seams: Seams
    own: Seams
    floor: Seams


def breeding_figures(draw: Draw, judge: Judge, corpus: Indices, *, each: int) -> BreedingFigures:
    """Figures of `each` children of every cell; corpus (n, 32, 32): sprites to compare seams with, n any."""
    pairs = _pairs(each)
    parents = draw([request for pair in pairs for request in pair])
    a, b = parents[::2], parents[1::2]
    masks = np.stack(list(_masks(a)))
    wishes = [
        bred(*pair, seed=number, mask=Mask.of_pixels(mask))
        for number, (pair, mask) in enumerate(zip(pairs, masks, strict=True))
    ]
    children = draw(wishes)
    category = np.array([CATEGORIES.index(pair[0].category) for pair in pairs])
    filled = np.where(masks, children, 0)
    new, own = _ramps(filled), _ramps(a)
    has_colour = _any(new)
    return BreedingFigures(
        children=len(children),
        kept=_share(((children == a) | masks).all(axis=(1, 2))),
        category=_share(judge.opinion(children).classes["category"] == category),
        parents=_share(judge.opinion(a).classes["category"] == category),
        coloured=_share(_any(new & _ramps(b))[has_colour]),
        strange=_share(_any(new & ~own & ~_ramps(b))),
        seams=seams(children, masks),
        own=seams(a, masks),
        floor=seams(corpus, np.stack(_masks(corpus))),
    )


def seams(indices: Indices, masks: Bools) -> Seams:
    """Flaws of sprites (n, 32, 32) along the borders of masks (n, 32, 32)."""
    border = along_seam(masks)
    along = border & (indices > 0)
    found = (orphan_pixels(indices), doubled_corner_pixels(indices), loose_pixels(indices))
    return Seams(*(round(float(np.count_nonzero(flaw & border) / max(1, along.sum())), 4) for flaw in found))


def _pairs(each: int) -> list[tuple[SpriteRequest, SpriteRequest]]:
    """A of each cell, B of the zone's other categories in turn."""
    pairs = []
    for zone, category in CELLS:
        for seed in range(each):
            further = 1 + seed % (len(CATEGORIES) - 1)
            other = CATEGORIES[(CATEGORIES.index(category) + further) % len(CATEGORIES)]
            pairs.append((SpriteRequest(zone, category, seed=seed), SpriteRequest(zone, other, seed=each + seed)))
    return pairs


def _masks(parents: Indices) -> Sequence[Bools]:
    rng = np.random.default_rng(_MASK_SEED)
    draws = rng.integers(0, 2**64, size=(len(parents), 128), dtype=np.uint64)
    return [redrawn(Mask(pattern), a, draw) for a, draw, pattern in zip(parents, draws, cycle(_PATTERNS), strict=False)]


def _ramps(indices: Indices) -> Bools:
    """(n, 9) the ramps that a sprite has, the ink of outlines and glints left out."""
    plain = np.where(np.isin(indices, _INK), np.uint8(0), indices)
    found = np.zeros((len(indices), 1 + COLOURS // SHADES), dtype=np.bool_)
    rows = np.arange(len(indices))[:, None, None]
    found[np.broadcast_to(rows, plain.shape), ramp_numbers(plain)] = True
    return found[:, 1:]


def _any(ramps: Bools) -> Bools:
    return np.asarray(ramps.any(axis=1))


def _share(values: Bools) -> float:
    return round(float(values.mean()), 4) if len(values) else 1.0
