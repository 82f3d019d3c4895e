"""The pictures to judge corpus and weights by, into training/gallery/: `python -m training.pictures.gallery`.

Drawn by code: corpus_<category>.png, every species of it in every zone; corpus_random.png, random draws;
corpus_silhouettes.png, every species in black; corpus_extremes_<category>.png, every parameter at both ends.
Drawn by the weights: the sheets of weights_pictures.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, cycle
from pathlib import Path

from PIL import Image

from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.model.weights import load_weights
from pixelgen.vocabulary import CATEGORIES, ZONES, meaning
from training.corpus_tools.previews import preview_rows
from training.drawing.pixel_rules import Indices
from training.judging.evaluation_sets import learnt_species, training_sprites
from training.judging.nearest_sprites import NearestSprites
from training.pictures.weights_pictures import weights_pictures
from training.samples.drawn_sprites import draw, draw_many
from training.species import DRAWN

FOLDER = Path(__file__).resolve().parents[1] / "gallery"
EACH = 2  # sprites a zone and species
TRAINING_SPRITES = 4_000  # among which the nearest are looked for
RANDOM_SEED = 1_000_003  # a corpus seed that no training run uses


def random_rows(*, columns: int = 24) -> list[tuple[str, list[Indices]]]:
    """The corpus as training sees it: a row a zone, the first sprites of a seed that are of that zone."""
    sprites = draw_many(RANDOM_SEED, range(columns * len(ZONES) * 2))
    zones = [meaning(int(label))[1] for label in sprites.labels[:, 0]]
    return [
        (zone, [sprites.indices[at] for at, other in enumerate(zones) if other == zone][:columns]) for zone in ZONES
    ]


def extreme_rows(category: str) -> list[tuple[str, list[Indices]]]:
    """A row a species, the zones taking turns: each parameter at its low and high end, then all low, all high."""
    species = [one for one in DRAWN.values() if one.category == category]
    return [
        (zone, [draw(one, individual) for individual in one.extremes(zone)])
        for one, zone in zip(species, cycle(ZONES), strict=False)
    ]


def corpus_pictures() -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of what is drawn by code."""
    for category in CATEGORIES:
        names = [one.name for one in DRAWN.values() if one.category == category]
        twice = [name for name in names for _ in range(EACH)]
        yield f"corpus_{category}", contact_sheet(preview_rows(twice, columns=len(twice), seed=0))
        yield f"corpus_extremes_{category}", contact_sheet(extreme_rows(category), scale=3)
    yield "corpus_random", contact_sheet(random_rows())
    everyone = preview_rows(list(DRAWN), columns=len(DRAWN), seed=0)
    yield "corpus_silhouettes", contact_sheet(everyone, scale=2, silhouette=True)


def _weights_pictures(path: Path) -> Iterator[tuple[str, Image.Image]]:
    return weights_pictures(
        Generator(path),
        learnt=learnt_species(load_weights(path)),
        training=NearestSprites(training_sprites(None, TRAINING_SPRITES)),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw and write every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=SHIPPED_WEIGHTS, help="another weights file")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--only", choices=["corpus", "weights"], help="leave out the others")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    pictures: list[Iterator[tuple[str, Image.Image]]] = []
    if options.only != "weights":
        pictures.append(corpus_pictures())
    if options.only != "corpus":
        pictures.append(_weights_pictures(options.weights))
    for name, picture in chain.from_iterable(pictures):
        picture.save(options.out / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
