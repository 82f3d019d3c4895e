"""`pixelgen breed`: two parents and options -> requests of their children -> sprites -> files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pixelgen.commands.generate import MAX_COUNT, ramps_of
from pixelgen.commands.option_types import number_up_to, one_of, whole_number
from pixelgen.commands.output_files import add_output_options, near_square, planned_output, write_sprites
from pixelgen.commands.progress import progress_bar
from pixelgen.commands.sprite_maker import SpriteMaker
from pixelgen.files.whole_files import check_writable
from pixelgen.palette import RAMPS
from pixelgen.requests.lineage import DEFAULT_SHARE, PATTERNS, Mask
from pixelgen.requests.request import DEFAULT_TEMPERATURE, MAX_SEED, MAX_TEMPERATURE, SpriteRequest
from pixelgen.vocabulary import CATEGORIES, ZONES

EPILOG = """\
A parent is a DNA, a PNG that pixelgen wrote, or any other PNG, which is fitted into 32x32 and the palette.

examples:
  pixelgen breed mother.png father.png --out child.png
  pixelgen breed mother.png father.png --count 12 --pattern fins --grid --scale 4 --out children.png
  pixelgen breed mother.png father.png --library family.txt --out child.png
  pixelgen breed drawn_by_hand.png jelly.png --zone reef --category jellyfish --out child.png
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("a", metavar="A", help="the parent whose body the child keeps")
    add("b", metavar="B", help="the parent whose colours the rest takes")
    add("--mask", type=number_up_to(1, above_zero=True), default=DEFAULT_SHARE, metavar="S", help=_MASK_HELP)
    add("--pattern", type=one_of(*PATTERNS), default=PATTERNS[0], metavar="P", help=f"{', '.join(PATTERNS)}")
    add("--seed", type=whole_number(0, MAX_SEED), default=0, metavar="N", help="another seed, another child")
    add("--count", type=whole_number(1, MAX_COUNT), default=1, metavar="N", help="children, with seeds N, N + 1, ...")
    add("--zone", type=one_of(*ZONES), metavar="Z", help="for parents that do not say: " + ", ".join(ZONES))
    add("--category", type=one_of(*CATEGORIES), metavar="C", help="likewise: " + ", ".join(CATEGORIES))
    add("--species", metavar="S", help="likewise, a species of the category")
    add("--colours", type=ramps_of, default=(), metavar="A,B", help=f"instead of B's: {', '.join(RAMPS)}")
    add(
        "--temperature",
        type=number_up_to(MAX_TEMPERATURE),
        default=DEFAULT_TEMPERATURE,
        metavar="T",
        help=f"0 the likeliest, {MAX_TEMPERATURE} the wildest (default {DEFAULT_TEMPERATURE})",
    )
    add("--library", type=Path, metavar="FILE", help="file of DNAs, one a line: knows ancestors, gets the children")
    add_output_options(parser)


_MASK_HELP = f"share of A that is drawn anew (default {DEFAULT_SHARE})"


def run(options: argparse.Namespace, generator_factory: Callable[[Path | None], SpriteMaker]) -> str:
    """Write the files and return the lines to print. No file changes before every child is made."""
    from pixelgen.commands.parent_source import parent_of
    from pixelgen.generator import ENGINE_VERSION
    from pixelgen.requests.bred_requests import bred
    from pixelgen.requests.dna_library import DnaLibrary

    generator = generator_factory(options.weights)
    weights = generator.weights_digest
    library = None if options.library is None else DnaLibrary.read(options.library)
    a, b = (
        parent_of(named, weights=weights, engine_version=ENGINE_VERSION, library=library)
        for named in (options.a, options.b)
    )
    requests: list[SpriteRequest] = [
        bred(
            a,
            b,
            seed=options.seed + number,
            mask=Mask(options.pattern, options.mask),
            zone=options.zone,
            category=options.category,
            species=options.species,
            colours=options.colours,
            temperature=options.temperature,
        )
        for number in range(options.count)
    ]
    output = planned_output(options, requests, near_square(len(requests)), name=f"bred-{options.seed}")
    if library is not None:
        check_writable(options.library)
    with progress_bar(sys.stderr, what="children") as report:
        sprites = generator.sprites(requests, progress=report)
    lines = write_sprites(options, output, sprites, generator=generator)
    if library is not None and library.add(requests, weights=weights, engine_version=ENGINE_VERSION):
        library.write(options.library)
    return lines
