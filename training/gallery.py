"""The pictures to judge corpus and weights by, into training/gallery/: `python -m training.gallery`.

Drawn by code: corpus_<category>.png, every species of it in every zone; corpus_random.png, random draws;
corpus_silhouettes.png, every species in black; corpus_extremes_<category>.png, every parameter at both ends.
Drawn by the weights: shipped.png, every zone and category from the bare prompt; species.png, the same, asked for by
species; temperatures.png, two seeds from 0 to 1.6.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, cycle
from pathlib import Path

from PIL import Image

from pixelgen.generator import Generator
from pixelgen.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES, meaning
from training.contact_sheet import contact_sheet
from training.corpus import preview_rows
from training.drawn_sprites import draw, draw_many
from training.pixel_rules import Indices
from training.species import DRAWN

FOLDER = Path(__file__).resolve().parent / "gallery"
TEMPERATURES = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3, 1.6)
EACH = 2  # sprites a zone and category, or a zone and species
RANDOM_SEED = 1_000_003  # a corpus seed that no training run uses


def _sheet(generator: Generator, rows: Sequence[Sequence[SpriteRequest]]) -> Image.Image:
    """One row of sprites for each row of requests, on the zone's water."""
    drawn = generator.sprites([request for row in rows for request in row])
    sprites: list[Indices] = [sprite.indices for sprite in drawn]
    width = len(rows[0])
    return contact_sheet([(row[0].zone, sprites[at * width : (at + 1) * width]) for at, row in enumerate(rows)])


def shipped_rows() -> list[list[SpriteRequest]]:
    """Every zone (rows) and category from the bare prompt."""
    return [
        [SpriteRequest(zone, category, seed=seed) for category in CATEGORIES for seed in range(EACH)] for zone in ZONES
    ]


def species_rows() -> list[list[SpriteRequest]]:
    """Every zone (rows) and species that the corpus draws."""
    return [[SpriteRequest(zone, DRAWN[name].category, species=name) for name in DRAWN] for zone in ZONES]


def temperature_rows() -> list[list[SpriteRequest]]:
    """One category a row, two seeds, every temperature."""
    return [
        [SpriteRequest(zone, category, temperature=value, seed=seed) for seed in (1, 2) for value in TEMPERATURES]
        for zone, category in zip(ZONES, CATEGORIES, strict=True)
    ]


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


def weights_pictures(generator: Generator) -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of what the weights draw."""
    yield "shipped", _sheet(generator, shipped_rows())
    yield "species", _sheet(generator, species_rows())
    yield "temperatures", _sheet(generator, temperature_rows())


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw and write every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="another weights file")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--only", choices=["corpus", "weights"], help="leave out the others")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    pictures: list[Iterator[tuple[str, Image.Image]]] = []
    if options.only != "weights":
        pictures.append(corpus_pictures())
    if options.only != "corpus":
        pictures.append(weights_pictures(Generator(options.weights)))
    for name, picture in chain.from_iterable(pictures):
        picture.save(options.out / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
