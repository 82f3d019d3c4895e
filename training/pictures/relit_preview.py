"""Sprites -> the pictures to judge light by: `python -m training.pictures.relit_preview --out DIR`.

shaded_<category>.png: flat above shaded, a zone a pair of rows, every species. directions.png: flat, then light going
round in steps of 45 degrees from the right. normals.png: flat, shaded, normal map, emission. relit.gif: flat sprites
lit by their normal maps alone, as an engine would, under a light that goes round. Knows nothing of the command line
of pixelgen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from pixelgen.files.animated_gif import gif_of_colours
from pixelgen.files.whole_files import write_files
from pixelgen.gallery.exhibits import cells_beside, layers
from pixelgen.gallery.rows import Row, SpriteRow, direction_row
from pixelgen.interrupts import run_program
from pixelgen.look.contact_sheet import WATER, contact_sheet
from pixelgen.look.lighting.light import Light
from pixelgen.look.relit import relit
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, ZONES
from training.samples.drawn_sprites import drawing
from training.samples.picture_files import save_picture
from training.species import DRAWN
from training.species.contract import Species

FRAMES = 24  # of a light's way round
FRAME_MILLISECONDS = 80

Picture = npt.NDArray[np.uint8]


def shaded_rows(category: str, *, seed: int = 0) -> list[Row]:
    """Every species of a category in every zone, one individual each: a row flat, below it the same shaded."""
    return cells_beside(_individuals(category, seed))


def _individuals(category: str, seed: int) -> list[SpriteRow]:
    rng = np.random.default_rng(seed)
    species = [one for one in DRAWN.values() if one.category == category]
    return [(zone, [_individual(one, zone, rng) for one in species]) for zone in ZONES]


def _individual(species: Species, zone: str, rng: np.random.Generator) -> Sprite:
    drawn = drawing(species, species.sample(zone, rng))
    return Sprite(drawn.pixels, drawn.parts)


def some_sprites(*, seed: int = 0) -> list[tuple[str, Sprite]]:
    """(zone, sprite): one of every species, the zones taking turns."""
    rng = np.random.default_rng(seed)
    return [
        (zone, _individual(species, zone, rng)) for species, zone in zip(DRAWN.values(), cycle(ZONES), strict=False)
    ]


def direction_rows(sprites: Sequence[tuple[str, Sprite]]) -> list[Row]:
    """A sprite a row: flat, then shaded by its zone's style with the light from each direction."""
    return [direction_row(zone, sprite) for zone, sprite in sprites]


def relit_frames(sprites: Sequence[tuple[str, Sprite]], *, columns: int = 14) -> list[Picture]:
    """(H, W, 3) pictures of all sprites under a light that goes round them once."""
    return [
        _grid(
            [
                relit(sprite.indices, Light(azimuth=360 * at / FRAMES), WATER[zone], sprite.parts)
                for zone, sprite in sprites
            ],
            columns,
        )
        for at in range(FRAMES)
    ]


def normal_rows(sprites: Sequence[tuple[str, Sprite]]) -> Picture:
    """(H, W, 3): flat, shaded, normal map and emission mask of each sprite, side by side, three sprites a row."""
    return _grid([layers(zone, sprite) for zone, sprite in sprites], 3)


def _grid(cells: Sequence[Picture], columns: int) -> Picture:
    empty = np.zeros_like(cells[0])
    filled = [*cells, *[empty] * (-len(cells) % columns)]
    return np.concatenate(
        [np.concatenate(filled[at : at + columns], axis=1) for at in range(0, len(filled), columns)], axis=0
    )


def _enlarged(picture: Picture, scale: int) -> Image.Image:
    return Image.fromarray(picture.repeat(scale, axis=0).repeat(scale, axis=1))


def pictures(*, seed: int = 0, scale: int = 4) -> Iterator[tuple[str, Image.Image]]:
    """(name, still picture) of each sheet."""
    for category in CATEGORIES:
        yield f"shaded_{category}", contact_sheet(shaded_rows(category, seed=seed), scale=scale)
    sprites = some_sprites(seed=seed)
    yield "directions", contact_sheet(direction_rows(sprites[::5]), scale=scale)
    yield "normals", _enlarged(normal_rows(sprites), scale)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw and write every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--seed", type=int, default=0, help="which individuals")
    parser.add_argument("--scale", type=int, default=4)
    options = parser.parse_args(arguments)
    for name, picture in pictures(seed=options.seed, scale=options.scale):
        save_picture(picture, options.out / f"{name}.png")
    frames = relit_frames(some_sprites(seed=options.seed))
    moving = gif_of_colours(frames, [FRAME_MILLISECONDS] * FRAMES, scale=options.scale)
    write_files({options.out / "relit.gif": moving})
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
