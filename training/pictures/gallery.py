"""The pictures to judge corpus and weights by, into training/gallery/: `python -m training.pictures.gallery`.

Drawn by code: corpus_<category>.png, every species of it in every zone; corpus_random.png, random draws;
corpus_silhouettes.png, every species in black; corpus_extremes_<category>.png, every parameter at both ends;
corpus_poses_<category>.png, two rows a species: at home and elsewhere, four poses young, adult and giant;
corpus_traits_<category>.png, a row a trait and a column a value, twice. before_<category>.png shows the species as they
were drawn before they had traits; nothing draws it again.
Drawn by the weights: the sheets of weights_pictures.py.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator, Sequence
from itertools import chain, cycle
from pathlib import Path

import numpy as np
from PIL import Image

from pixelgen.files.whole_files import write_files
from pixelgen.generator import SHIPPED_WEIGHTS, Generator
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import contact_sheet
from pixelgen.model.weights import load_weights
from pixelgen.vocabulary import CATEGORIES, ZONES, meaning
from training.corpus_tools.previews import preview_rows
from training.corpus_tools.species_sheets import Row, pose_rows, trait_rows
from training.drawing.pixel_rules import Indices
from training.judging.evaluation_sets import learnt_species, training_sprites
from training.judging.nearest_sprites import NearestSprites
from training.pictures.weights_pictures import weights_pictures
from training.samples.drawn_sprites import draw, draw_many
from training.species import DRAWN
from training.species.contract import Species

FOLDER = Path(__file__).resolve().parents[1] / "gallery"
SUNLIT = ("shallows", "reef", "twilight")
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
    return [
        (zone, [draw(one, individual) for individual in one.extremes(zone)])
        for one, zone in zip(_species_of(category), cycle(ZONES), strict=False)
    ]


def pose_rows_of(category: str) -> list[Row]:
    """Two rows a species: its first home, and a zone of the other light."""
    rows = []
    for species in _species_of(category):
        home = species.homes[0]
        rows += pose_rows(species, (home, "midnight" if home in SUNLIT else "reef"), seed=0)
    return rows


def trait_rows_of(category: str) -> list[Row]:
    """The trait rows of every species in its first home."""
    return [row for species in _species_of(category) for row in trait_rows(species, species.homes[0], seed=0)]


def small(picture: Image.Image) -> Image.Image:
    """The same picture with a palette of its own, which a PNG holds in less room; unchanged above 256 colours."""
    pixels = np.asarray(picture.convert("RGB"))
    colours, places = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True)
    if len(colours) > 256:
        return picture
    found = Image.fromarray(places.reshape(pixels.shape[:2]).astype(np.uint8), mode="P")
    found.putpalette(colours.tobytes())
    return found


def png(picture: Image.Image) -> bytes:
    """The picture as a PNG file, in as little room as it takes."""
    content = io.BytesIO()
    small(picture).save(content, "PNG", optimize=True)
    return content.getvalue()


def _species_of(category: str) -> list[Species]:
    return [one for one in DRAWN.values() if one.category == category]


def corpus_pictures() -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of what is drawn by code."""
    for category in CATEGORIES:
        twice = [one.name for one in _species_of(category) for _ in range(EACH)]
        yield f"corpus_{category}", contact_sheet(preview_rows(twice, columns=len(twice), seed=0))
        yield f"corpus_extremes_{category}", contact_sheet(extreme_rows(category), scale=2)
        yield f"corpus_poses_{category}", contact_sheet(pose_rows_of(category), scale=3)
        yield f"corpus_traits_{category}", contact_sheet(trait_rows_of(category), scale=2)
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
    """Draw every picture, then write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=SHIPPED_WEIGHTS, help="another weights file")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--only", choices=["corpus", "weights"], help="leave out the others")
    options = parser.parse_args(arguments)
    pictures: list[Iterator[tuple[str, Image.Image]]] = []
    if options.only != "weights":
        pictures.append(corpus_pictures())
    if options.only != "corpus":
        pictures.append(_weights_pictures(options.weights))
    write_files({options.out / f"{name}.png": png(picture) for name, picture in chain.from_iterable(pictures)})
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
