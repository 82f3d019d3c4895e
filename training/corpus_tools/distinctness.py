"""The corpus -> how distinct its individuals and its species are.

    python -m training.corpus_tools.distinctness --individuals 10000   # nearest neighbours within a zone and category
    python -m training.corpus_tools.distinctness --silhouettes 20000   # a classifier that sees silhouettes alone

Individuals: the median over some sprites of the number of pixels in which the nearest of all others of the cell
differs. Silhouettes: the share of held-out sprites whose species, and whose category, the classifier names.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import numpy as np

from pixelgen.interrupts import run_program
from pixelgen.vocabulary import CATEGORIES, ZONES
from training.corpus_tools.silhouette_classifier import classify, train_classifier
from training.drawing.pixel_rules import Indices
from training.samples.drawn_sprites import draw
from training.samples.process_pool import results_of
from training.species import DRAWN

MEDIAN_PIXELS = 40  # what the corpus must reach
CATEGORY_SHARE, SPECIES_SHARE = 0.95, 0.85
QUERIES = 200


def cell_sprites(zone: str, category: str, *, count: int, seed: int) -> Indices:
    """(count, 32, 32) random sprites of a zone and category, its species in turn."""
    rng = np.random.default_rng([seed, ZONES.index(zone), CATEGORIES.index(category)])
    species = [one for one in DRAWN.values() if one.category == category]
    individuals = (species[number % len(species)] for number in range(count))
    return np.stack([draw(one, one.sample(zone, rng)) for one in individuals])


def nearest_pixels(sprites: Indices, *, queries: int) -> float:
    """Median over the first `queries` sprites of the pixels (Hamming distance) to the nearest of all others."""
    flat = sprites.reshape(len(sprites), -1)
    nearest = []
    for at, sprite in enumerate(flat[:queries]):
        differing = (flat != sprite).sum(axis=1)
        differing[at] = flat.shape[1]
        nearest.append(int(differing.min()))
    return float(np.median(nearest))


def _cell_distance(cell: tuple[str, str], *, count: int, seed: int) -> float:
    return nearest_pixels(cell_sprites(*cell, count=count, seed=seed), queries=min(QUERIES, count))


def individual_distances(*, count: int, seed: int = 0, processes: int = 1) -> dict[str, float]:
    """ "zone/category" -> median pixels to the nearest of `count` sprites of that cell."""
    cells = list(product(ZONES, CATEGORIES))
    with results_of(partial(_cell_distance, count=count, seed=seed), cells, processes=processes) as results:
        found = list(results)
    return {f"{zone}/{category}": distance for (zone, category), distance in zip(cells, found, strict=True)}


@dataclass(frozen=True, slots=True)
class SilhouetteFigures:
    """Shares of held-out sprites named rightly, by species too, and the commonest mistakes (is, taken for) -> share."""

    category: float
    species: float
    by_species: dict[str, float]
    mistakes: dict[tuple[str, str], float]


def silhouette_figures(*, count: int, epochs: int = 8, seed: int = 0) -> SilhouetteFigures:
    """Train on `count` random sprites of all species and zones, measure on a quarter as many others."""
    rng = np.random.default_rng([seed, 1])
    species = list(DRAWN.values())
    total = count + count // 4
    classes = np.arange(total) % len(species)
    zones = np.arange(total) // len(species) % len(ZONES)
    sprites = np.stack(
        [draw(species[kind], species[kind].sample(ZONES[zone], rng)) for kind, zone in zip(classes, zones, strict=True)]
    )
    model = train_classifier(sprites[:count], classes[:count], epochs=epochs, seed=seed)
    is_, named = classes[count:], classify(model, sprites[count:])
    category = np.array([CATEGORIES.index(one.category) for one in species])
    wrong = Counter((species[a].name, species[b].name) for a, b in zip(is_, named, strict=True) if a != b)
    of_kind = np.bincount(is_, minlength=len(species))
    return SilhouetteFigures(
        category=float(np.mean(category[is_] == category[named])),
        species=float(np.mean(is_ == named)),
        by_species={one.name: float(np.mean(named[is_ == kind] == kind)) for kind, one in enumerate(species)},
        mistakes={
            pair: times / int(of_kind[[one.name for one in species].index(pair[0])])
            for pair, times in wrong.most_common(8)
        },
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--individuals", type=int, metavar="N", help="sprites of each zone and category")
    parser.add_argument("--silhouettes", type=int, metavar="N", help="sprites to train the classifier on")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.individuals is None and options.silhouettes is None:
        parser.error("say what to measure: --individuals N or --silhouettes N")
    if options.individuals is not None and options.individuals < 2:
        parser.error(f"--individuals must be 2 or more; got {options.individuals}")
    fewest = 4 * len(DRAWN)  # one of each species is held out
    if options.silhouettes is not None and options.silhouettes < fewest:
        parser.error(f"--silhouettes must be {fewest} or more, four of each species; got {options.silhouettes}")
    passed = True
    if options.individuals is not None:
        distances = individual_distances(count=options.individuals, seed=options.seed, processes=options.processes)
        print(f"| zone | {' | '.join(CATEGORIES)} |\n|---|{'---|' * len(CATEGORIES)}")
        for zone in ZONES:
            print(" | ".join([f"| {zone}", *(f"{distances[f'{zone}/{name}']:g}" for name in CATEGORIES)]) + " |")
        passed &= min(distances.values()) >= MEDIAN_PIXELS
    if options.silhouettes is not None:
        figures = silhouette_figures(count=options.silhouettes, epochs=options.epochs, seed=options.seed)
        print(f"category named for {figures.category:.1%}, species for {figures.species:.1%} of held-out silhouettes")
        print(
            ", ".join(f"{name} {share:.0%}" for name, share in sorted(figures.by_species.items(), key=lambda x: x[1]))
        )
        for (name, other), share in figures.mistakes.items():
            print(f"{share:.1%} of {name} taken for {other}")
        passed &= figures.category >= CATEGORY_SHARE and figures.species >= SPECIES_SHARE
    return 0 if passed else 1


if __name__ == "__main__":
    run_program(lambda: main)
