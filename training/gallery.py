"""The pictures to judge corpus and weights by, into training/gallery/: `python -m training.gallery`.

corpus.png: every species, drawn by code. shipped.png: every zone and category, drawn by the shipped weights from
the bare prompt. species.png: the same, asked for by species. temperatures.png: two seeds from 0 to 1.6.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from pixelgen.generator import Generator
from pixelgen.request import SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES
from training.contact_sheet import contact_sheet
from training.corpus import preview_rows
from training.pixel_rules import Indices
from training.species import DRAWN

FOLDER = Path(__file__).resolve().parent / "gallery"
TEMPERATURES = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3, 1.6)
EACH = 2  # sprites a zone and category


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw and write every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="another weights file")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    contact_sheet(preview_rows(list(DRAWN), columns=24, seed=0)).save(options.out / "corpus.png", optimize=True)
    generator = Generator(options.weights)
    for name, rows in (
        ("shipped", shipped_rows()),
        ("species", species_rows()),
        ("temperatures", temperature_rows()),
    ):
        _sheet(generator, rows).save(options.out / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
