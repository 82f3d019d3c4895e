"""`pixelgen breed`: two parents and options -> requests of their children -> sprites -> files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pixelgen.checks import MAX_SEED
from pixelgen.commands.generate import COLOURS_HELP, MAX_COUNT, TEMPERATURE_HELP
from pixelgen.commands.old_weights import weights_that_drew
from pixelgen.commands.output.files import write_sprites
from pixelgen.commands.output.palette_option import add_palette_option, check_mapped, own_palette_of
from pixelgen.commands.output.plan import add_output_options, near_square, planned_output
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.option_types import list_of, number_up_to, one_of, whole_number
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.world_names import checked_world, name_of
from pixelgen.errors import RequestError
from pixelgen.files.whole_files import check_writable
from pixelgen.model.world import World
from pixelgen.palette import RAMPS
from pixelgen.requests.lineage import DEFAULT_SHARE, PATTERNS, Mask
from pixelgen.requests.request import DEFAULT_TEMPERATURE, MAX_TEMPERATURE, SpriteRequest
from pixelgen.requests.usual_zones import category_named, zone_of
from pixelgen.sprite import Sprite
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

MAX_LITTER = 256
HELP = "draw the children of two sprites"
DESCRIPTION = """\
Keep most of parent A and draw the rest again in the colours of parent B. With --litter, cross their genes instead:
children have traits of both and whole parts of A, and one sheet shows parents, children and who gave what. The same
parents and seed give the same children. A parent is a DNA, a PNG or GIF that pixelgen wrote, or any other PNG, which is
reduced to 32x32 pixels and the palette."""
EPILOG = """\
examples:
  pixelgen generate --species clownfish --seed 3 --out mother.png
  pixelgen generate --species moon_jelly --seed 9 --out father.png
  pixelgen breed mother.png father.png --out child.png
  pixelgen breed mother.png father.png --litter 8 --scale 4 --out family.png
  pixelgen breed mother.png father.png --count 12 --pattern fins --grid --scale 4 --out children.png
  pixelgen breed mother.png father.png --seed 1 --library family.txt --out second_child.png
  pixelgen breed drawn_by_hand.png father.png --species squid --out squid.png
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("a", metavar="A", help="the parent whose body the child keeps: a DNA or a picture")
    parser.add_argument("b", metavar="B", help="the parent that gives the colours of what is drawn again")
    add = parser.add_argument_group("what is drawn").add_argument
    share = number_up_to(1, above_zero=True)
    add("--mask", type=share, default=DEFAULT_SHARE, metavar="S", help=f"share of A to draw again ({DEFAULT_SHARE})")
    add("--pattern", type=one_of(*PATTERNS), default=PATTERNS[0], metavar="P", help=_PATTERN_HELP)
    seed = whole_number(0, MAX_SEED)
    add("--seed", type=seed, default=0, metavar="N", help="number of the child: another seed, another one (default 0)")
    count = whole_number(1, MAX_COUNT)
    add("--count", type=count, default=1, metavar="N", help="how many children, with the seeds from --seed on")
    litter = whole_number(1, MAX_LITTER)
    add("--litter", type=litter, metavar="N", help=_LITTER_HELP)
    add("--pose", type=one_of(*TRAITS["pose"]), metavar="P", help=_POSE_HELP)
    add("--zone", type=name_of(*ZONES), metavar="Z", help=f"of the child (default: A's): {', '.join(ZONES)}")
    add(
        "--category",
        type=name_of(*CATEGORIES),
        metavar="C",
        help=f"of the child (default: A's): {', '.join(CATEGORIES)}",
    )
    add("--species", type=name_of(*SPECIES), metavar="S", help="of the child (default: A's); sets the category")
    add("--colours", "--colors", type=list_of(RAMPS), default=(), metavar="A,B", help=f"instead of B's: {COLOURS_HELP}")
    temperature = number_up_to(MAX_TEMPERATURE)
    add("--temperature", type=temperature, default=DEFAULT_TEMPERATURE, metavar="T", help=TEMPERATURE_HELP)
    add_palette_option(add)
    add("--library", type=Path, metavar="FILE", help=_LIBRARY_HELP)
    add_output_options(parser)


_PATTERN_HELP = f"which pixels of A are drawn again: {', '.join(PATTERNS)} (default {PATTERNS[0]})"
_LITTER_HELP = "draw a sheet of so many children of a cross; --zone and --species are then those of a parent's picture"
_POSE_HELP = f"of the children of a litter (default: A's): {', '.join(TRAITS['pose'])}"
_LIBRARY_HELP = "file of DNAs, one per line: ancestors are looked up in it, and the children are added to it"


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """Write the files and return the lines to print. No file changes before every child is made."""
    from pixelgen.commands.litter import litter_requests, planned_sheet, write_litter
    from pixelgen.commands.output.library_file import add_to_library
    from pixelgen.commands.parent_source import needed_weights, parent_of
    from pixelgen.generator import ENGINE_VERSION
    from pixelgen.requests.dna_library import DnaLibrary

    world = checked_world(options)
    generator = generator_factory(weights_that_drew(needed_weights([options.a, options.b]), options.weights))
    weights = generator.weights_digest
    library = None if options.library is None else DnaLibrary.read(options.library)
    a, b = (
        parent_of(named, weights=weights, engine_version=ENGINE_VERSION, library=library)
        for named in (options.a, options.b)
    )
    palette = own_palette_of(options)
    rgb = None if palette is None else palette.rgb_table()
    if options.litter is not None:
        requests = litter_requests(options, generator, a, b)
        output = planned_sheet(options, requests, palette)
    else:
        requests = _children(options, world, a, b)
        output = planned_output(options, requests, near_square(len(requests)), rgb=rgb)
    output.check_replaceable(generator.dna)
    if library is not None:
        check_writable(options.library)
    if options.litter is not None:
        lines = write_litter(options, output, (a, b), generator)
    else:
        with progress_bar(sys.stderr, what="children") as progress:
            sprites = generator.sprites(requests, progress=progress)
        check_mapped(palette, sprites)
        lines = write_sprites(options, output, sprites, generator=generator)
    if library is not None:
        add_to_library(options.library, requests, weights=weights, engine_version=ENGINE_VERSION)
    return lines


def _children(
    options: argparse.Namespace, world: World, a: SpriteRequest | Sprite, b: SpriteRequest | Sprite
) -> list[SpriteRequest]:
    from pixelgen.requests.bred_requests import bred

    if options.pose is not None:
        raise RequestError("--pose goes with --litter: without it a child has the pose of A")
    zone, category = options.zone, category_named(options.category, options.species, world.category_of)
    if not isinstance(a, SpriteRequest) and not isinstance(b, SpriteRequest):
        if category is None:
            raise RequestError("neither parent says what animal it is; name it: --species or --category")
        zone = zone or zone_of(world, category, options.species)
    return [
        bred(
            a,
            b,
            seed=options.seed + number,
            mask=Mask(options.pattern, options.mask),
            zone=zone,
            category=category,
            species=options.species,
            colours=options.colours,
            temperature=options.temperature,
        )
        for number in range(options.count)
    ]
