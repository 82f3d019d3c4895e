"""Sprites with what was asked for -> the figures of an evaluation. Knows nothing of who drew them.

category, species, zone: share that the judge names as asked. empty: under 20 coloured pixels. static: more than 5 %
orphan pixels. rules: keeps every rule of pixel_rules.py. copies: a training sprite, pixel by pixel, flipped or not;
nearest: the pixels in which the nearest training sprite differs, median. density, coverage, kid: see spread.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixelgen.vocabulary import CATEGORIES, TRAITS
from training.drawing.pixel_rules import orphan_share, rules_kept
from training.judging.evaluation_sets import CELLS, Asked
from training.judging.judge_network import UNKNOWN, Judge
from training.judging.nearest_sprites import NearestSprites
from training.judging.spread import spread

EMPTY_PIXELS = 20
STATIC_SHARE = 0.05

Shares = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares 0 to 1, but for the counts and distances; None is what was not measured or has too few sprites."""

    sprites: int
    category: float
    species: float | None
    zone: float
    empty: float
    static: float
    rules: float
    copies: float
    nearest: float
    density: float | None
    coverage: float | None
    kid: float | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Sprites of one set after all that is measured sprite by sprite: (n,) a value each, features (n, 128)."""

    cells: npt.NDArray[np.int64]
    right: dict[str, Shares]
    empty: Shares
    static: Shares
    rules: Shares
    nearest: npt.NDArray[np.int64]
    features: npt.NDArray[np.float32]

    def part(self, chosen: Shares) -> Looked:
        """Those that are chosen (n,)."""
        right = {name: values[chosen] for name, values in self.right.items()}
        rest = (getattr(self, name)[chosen] for name in ("empty", "static", "rules", "nearest", "features"))
        return Looked(self.cells[chosen], right, *rest)

    def cell(self, number: int) -> Looked:
        """Those of one of CELLS."""
        return self.part(self.cells == number)

    def first(self, each: int) -> Looked:
        """The first `each` of every cell."""
        chosen = np.zeros(len(self.cells), dtype=np.bool_)
        for number in range(len(CELLS)):
            chosen[np.nonzero(self.cells == number)[0][:each]] = True
        return self.part(chosen)


def look(
    sprites: Asked, judge: Judge, training: NearestSprites, *, advance: Callable[[int], None] = lambda _: None
) -> Looked:
    """Measure each sprite of a set; corals are held to the rules of standing ones."""
    opinion = judge.opinion(sprites.indices)
    flawed = flaws(sprites)
    nearest = []
    for sprite in sprites.indices:
        nearest.append(training.nearest(sprite).pixels)
        advance(1)
    return Looked(
        cells=sprites.classes["zone"] * len(CATEGORIES) + sprites.classes["category"],
        right={name: opinion.classes[name] == places for name, places in sprites.classes.items()},
        empty=flawed["empty"],
        static=flawed["static"],
        rules=~flawed["rules"],
        nearest=np.array(nearest),
        features=opinion.features,
    )


def flaws(sprites: Asked) -> dict[str, Shares]:
    """empty, static, rules -> (n,) whether a sprite is that, or breaks one of them."""
    category = sprites.classes["category"]
    kept = rules_kept(sprites.indices, standing=category == CATEGORIES.index("coral"), growths=_growths(sprites))
    return {
        "empty": np.count_nonzero(sprites.indices, axis=(1, 2)) < EMPTY_PIXELS,
        "static": orphan_share(sprites.indices) > STATIC_SHARE,
        "rules": ~np.logical_and.reduce(list(kept.values())),
    }


def _growths(sprites: Asked) -> list[str | None]:
    places = sprites.classes.get("growth", np.full(len(sprites), UNKNOWN))
    return [None if place == UNKNOWN else TRAITS["growth"][place] for place in places.tolist()]


def figures_of(looked: Looked, real: Looked, *, by_species: Looked | None = None) -> Figures:
    """Figures of a set against real sprites of the same cells; species of the set that was asked for by species."""
    found = spread(real.features, looked.features)
    named = None if by_species is None or not len(by_species.cells) else _share(by_species.right["species"])
    return Figures(
        sprites=len(looked.cells),
        category=_share(looked.right["category"]),
        species=named,
        zone=_share(looked.right["zone"]),
        empty=_share(looked.empty),
        static=_share(looked.static),
        rules=_share(looked.rules),
        copies=_share(looked.nearest == 0),
        nearest=float(np.median(looked.nearest)),
        density=None if found is None else round(found.density, 4),
        coverage=None if found is None else round(found.coverage, 4),
        kid=None if found is None else round(found.kid, 6),
    )


def _share(values: Shares) -> float:
    return round(float(np.mean(values)), 4)
