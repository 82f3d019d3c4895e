"""Motions to judge by eye, and their figures.

    python -m training.pictures.motion_preview --out motion            # strips and GIFs, from the corpus
    python -m training.pictures.motion_preview --out motion --weights  # the same, drawn by the shipped weights
    python -m training.pictures.motion_preview --figures 4             # jitter, tears, hops, cost; 4 sprites a zone

A strip has a row a species and zone: the sprite, then the frames. A GIF has a column a species and a row a zone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from pixelgen.files.animated_gif import gif_of_colours
from pixelgen.files.whole_files import write_files
from pixelgen.generator import Generator
from pixelgen.interrupts import run_program
from pixelgen.look.animation import ANIMATIONS, Animation, animate, animations_of
from pixelgen.look.contact_sheet import contact_sheet, sheet_pixels
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.pictures.motion_figures import MotionFigures, motion_figures
from training.samples.drawn_sprites import drawing
from training.samples.picture_files import save_picture
from training.species import DRAWN

MARGIN = 2
FRAMES_TIMED = 8
GIF_MS = 120
_TIMED_AGAIN = 3

Supply = Callable[[str, str, int], Sprite]


def corpus_supply(seed: int) -> Supply:
    """(species, zone, number) -> a sprite drawn by code."""

    def sprite(species: str, zone: str, number: int) -> Sprite:
        rng = np.random.default_rng([seed, list(SPECIES).index(species), ZONES.index(zone), number])
        drawn = drawing(DRAWN[species], DRAWN[species].sample(zone, rng))
        return Sprite(drawn.pixels, drawn.parts)

    return sprite


def weights_supply(seed: int) -> Supply:
    """(species, zone, number) -> a sprite drawn by the shipped weights."""
    generator = Generator()

    def sprite(species: str, zone: str, number: int) -> Sprite:
        return generator.sprite(SpriteRequest(zone, SPECIES[species], species=species, seed=seed + number))

    return sprite


def species_with(category: str, animation: str) -> list[str]:
    """Species of a category that have an animation."""
    return [name for name, its in SPECIES.items() if its == category and animation in animations_of(its, name)]


def strip(supply: Supply, category: str, animation: str, *, zones: Sequence[str], frames: int) -> Image.Image:
    """A row a species and zone: the sprite as it is, then the frames of the animation, at 4x."""
    rows = []
    for species in species_with(category, animation):
        for zone in zones:
            moved = _moved(supply, species, zone, animation, frames)
            rows.append((zone, [np.pad(supply(species, zone, 0).indices, MARGIN), *moved.frames]))
    return contact_sheet(rows)


def film(supply: Supply, category: str, animation: str, *, frames: int) -> bytes:
    """A GIF: a column a species, a row a zone, at 4x."""
    species = species_with(category, animation)
    grid = [(zone, [_moved(supply, name, zone, animation, frames) for name in species]) for zone in ZONES]
    moments = [sheet_pixels([(zone, [one.frames[at] for one in row]) for zone, row in grid]) for at in range(frames)]
    return gif_of_colours(moments, [GIF_MS] * frames, scale=4)


def figures_by_species(supply: Supply, *, each: int) -> Iterator[tuple[str, MotionFigures, float]]:
    """(species, worst figures of its idle loops, milliseconds of processor time for 8 frames of one sprite)."""
    for species in SPECIES:
        sprites = [supply(species, zone, number) for zone in ZONES for number in range(each)]
        found = [motion_figures(sprite.indices, _animated(sprite, species)) for sprite in sprites]
        seconds = []
        for _ in range(_TIMED_AGAIN):
            start = time.process_time()
            for sprite in sprites:
                _animated(sprite, species, frames=FRAMES_TIMED)
            seconds.append(time.process_time() - start)
        worst = MotionFigures(
            jitter=max(one.jitter for one in found),
            moving=max(one.moving for one in found),
            seam=max(one.seam for one in found),
            torn=sum(one.torn for one in found),
            still=sum(one.still for one in found),
            surge=max(one.surge for one in found),
            pinholes=sum(one.pinholes for one in found),
        )
        yield species, worst, min(seconds) / len(sprites) * 1000


def _moved(supply: Supply, species: str, zone: str, animation: str, frames: int) -> Animation:
    return _animated(supply(species, zone, 0), species, animation=animation, frames=frames)


def _animated(sprite: Sprite, species: str, *, animation: str = "idle", frames: int = 6) -> Animation:
    return animate(
        sprite.indices,
        SPECIES[species],
        species=species,
        parts=sprite.parts,
        animation=animation,
        frames=frames,
        margin=MARGIN,
    )


def _write_pictures(supply: Supply, out: Path, *, zones: Sequence[str], frames: int) -> None:
    for category in CATEGORIES:
        for animation in ANIMATIONS:
            if not species_with(category, animation):
                continue
            name = f"{animation}_{category}"
            save_picture(strip(supply, category, animation, zones=zones, frames=frames), out / f"{name}.png")
            write_files({out / f"{name}.gif": film(supply, category, animation, frames=frames)})


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures and print the figures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="folder for strips and GIFs")
    parser.add_argument("--figures", type=int, metavar="N", help="sprites a zone and species to measure")
    parser.add_argument("--weights", action="store_true", help="sprites of the shipped weights, not of the corpus")
    parser.add_argument("--zones", nargs="+", choices=ZONES, default=["reef", "abyss"], help="rows of the strips")
    parser.add_argument("--frames", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    supply = weights_supply(options.seed) if options.weights else corpus_supply(options.seed)
    if options.figures:
        names = "jitter moving seam torn still surge pinholes ms".split()
        print(f"{'species':15} " + " ".join(f"{name:>8}" for name in names))
        for species, worst, ms in figures_by_species(supply, each=options.figures):
            print(
                f"{species:15} {worst.jitter:8.2%} {worst.moving:8.2%} {worst.seam:8.2f} {worst.torn:8} "
                f"{worst.still:8} {worst.surge:8.2f} {worst.pinholes:8} {ms:8.2f}"
            )
    if options.out:
        _write_pictures(supply, options.out, zones=options.zones, frames=options.frames)
    return 0


if __name__ == "__main__":
    run_program(lambda: main)
