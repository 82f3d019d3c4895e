"""Corpus sprites and drawn ones of the same species and zones -> how far the drawn ones' spread is from the corpus's.

What each sprite shows is what the judge names, in both alike, so that its mistakes count on both sides; what the
figures of corpus sprites against others of them are says what is possible: the floor. Distances are means over the
cells of species and zone: total variation of what has names, the earth mover's distance of sizes in pixels. What a
sprite was to show is its labels: how often the judge names that says whether the prompt was followed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import wasserstein_distance

from pixelgen.model.world import SEA, World
from pixelgen.vocabulary import TRAITS, ZONES
from training.drawing.contrast import LEAST, median_contrast
from training.drawing.pixel_rules import Indices, box
from training.judging.judge import shares_right
from training.judging.judge_network import HEADS, Judge, label_classes
from training.judging.silhouettes import overlaps
from training.samples.drawn_sprites import Sprites

SIZES = ("area", "width", "height")


@dataclass(frozen=True, slots=True)
class Seen:
    """Sprites and what the judge says of them: shows: trait -> (n,) places in its values; sizes: area, width, height
    -> (n,) pixels; cells: (n,) numbers of species and zone; zones: (n,) places in ZONES; named: zone, category, species
    or trait -> share that the judge names as labelled, of traits the mean over the species; empty ones are left out."""

    indices: Indices
    shows: dict[str, npt.NDArray[np.int64]]
    sizes: dict[str, npt.NDArray[np.int64]]
    cells: npt.NDArray[np.int64]
    zones: npt.NDArray[np.int64]
    named: dict[str, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """auc: see two_sample.py, None when it was not measured; distances: trait or size -> mean over the cells;
    overlap: median IoU of silhouettes of one species, zone and growth; dull: zone -> share of sprites whose median
    contrast with the water is below 2:1; named: as in Seen."""

    auc: float | None
    distances: dict[str, float]
    overlap: float
    dull: dict[str, float]
    named: dict[str, float]


def seen(sprites: Sprites, judge: Judge, world: World = SEA) -> Seen:
    """What sprites with labels look like to the judge of their world."""
    sprites = sprites[np.nonzero(sprites.indices.any(axis=(1, 2)))[0]]
    indices, is_ = sprites.indices, label_classes(sprites, world)
    opinion = judge.opinion(indices)
    left, top, right, bottom = np.moveaxis(box(indices), -1, 0)
    area = np.count_nonzero(indices, axis=(1, 2))
    return Seen(
        indices,
        {trait: opinion.classes[trait] for trait in TRAITS},
        dict(zip(SIZES, (area, right - left, bottom - top), strict=True)),
        cells=is_["species"] * len(world.zones) + is_["zone"],
        zones=is_["zone"],
        named=shares_right(opinion, sprites, world),
    )


def likeness(corpus: Seen, other: Seen, *, auc: float | None) -> Likeness:
    """How far `other` is from the corpus; its overlap and contrast are its own."""
    return Likeness(
        auc=auc,
        distances=_distances(corpus, other),
        overlap=overlap(other),
        dull={
            zone: float((median_contrast(other.indices[other.zones == place], zone) < LEAST).mean())
            for place, zone in enumerate(ZONES)
            if (other.zones == place).any()
        },
        named=other.named,
    )


def _distances(corpus: Seen, other: Seen) -> dict[str, float]:
    found: dict[str, list[float]] = {name: [] for name in (*TRAITS, *SIZES)}
    for cell in np.intersect1d(corpus.cells, other.cells):
        here, there = corpus.cells == cell, other.cells == cell
        for trait in TRAITS:
            shares = [
                np.bincount(one.shows[trait][rows], minlength=len(HEADS[trait])) / rows.sum()
                for one, rows in ((corpus, here), (other, there))
            ]
            found[trait].append(float(np.abs(shares[0] - shares[1]).sum() / 2))
        for size in SIZES:
            found[size].append(float(wasserstein_distance(corpus.sizes[size][here], other.sizes[size][there])))
    return {name: round(float(np.mean(values)), 4) for name, values in found.items() if values}


def overlap(one: Seen) -> float:
    """Median IoU of silhouettes over all pairs that share cell and growth."""
    groups = one.cells * len(TRAITS["growth"]) + one.shows["growth"]
    pairs = [share for group in np.unique(groups) for share in overlaps(one.indices[groups == group])]
    return float(np.median(pairs)) if pairs else float("nan")
