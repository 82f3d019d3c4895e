"""`pixelgen generate`: options or a DNA -> requests -> sprites -> files.

Knows the options and the order of the sprites; knows nothing of how a sprite is made or what a file is called.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pixelgen.checks import MAX_SEED
from pixelgen.commands.old_weights import weights_that_drew
from pixelgen.commands.output.files import write_sprites
from pixelgen.commands.output.palette_option import add_palette_option, check_mapped, own_palette_of
from pixelgen.commands.output.plan import add_output_options, near_square, planned_output
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.option_types import ValuesOf, list_of, number_up_to, whole_number
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.world_names import checked_world, name_of
from pixelgen.errors import RequestError
from pixelgen.model.world import SEA, World
from pixelgen.palette import RAMPS
from pixelgen.requests.request import (
    DEFAULT_MIN_P,
    DEFAULT_TEMPERATURE,
    MAX_TEMPERATURE,
    MAX_TOP_K,
    SpriteRequest,
    category_of_seed,
)
from pixelgen.requests.usual_zones import category_named, zone_of
from pixelgen.vocabulary import CATEGORIES, SPECIES, TRAITS, ZONES

if TYPE_CHECKING:
    from pixelgen.look.own_palette import OwnPalette
    from pixelgen.requests.dna import Dna
    from pixelgen.requests.words import Wish

_LOG = logging.getLogger(__name__)
ALL = "all"
MAX_COUNT = 10_000
HELP = "draw sprites and write them as PNG or GIF files"
DESCRIPTION = """\
Draw sprites and write them as indexed PNG files, or as GIF. The same options give the same sprites on every machine.
Each file holds its DNA, a line from which `generate --dna` draws the sprite again; the DNA is printed too."""
_SPECIES_LINES = "\n".join(
    f"  {category}: {', '.join(species for species, home in SPECIES.items() if home == category)}"
    for category in CATEGORIES
)
EPILOG = f"""\
species of each category:
{_SPECIES_LINES}

examples:
  pixelgen generate "a purple crab of the abyss" --out crab.png
  pixelgen generate --species clownfish --out fish.png
  pixelgen generate --zone reef --category jellyfish --seed 7 --out jelly.png
  pixelgen generate --zone abyss --category cephalopod --colours violet,glow --count 12 --scale 4 --out squids/
  pixelgen generate --zone all --category all --grid --out sheet.png
  pixelgen generate --species tang --palette pico8.hex --count 12 --grid --scale 4 --out tangs.png
  pixelgen generate --species tang --frames 6 --scale 4 --out swimming.gif
  pixelgen generate --dna pg1_AQIJIVCRZNS9GgEJAAc8iVifDm --any-weights --out from_dna.png
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument_group("what is drawn").add_argument
    add("words", nargs="?", metavar="WORDS", help="the animal in English words, in quotes")
    add("--zone", type=name_of(*ZONES, ALL), metavar="Z", help=_ZONE_HELP)
    add("--category", type=name_of(*CATEGORIES, ALL), metavar="C", help=f"{', '.join(CATEGORIES)}, or {ALL}")
    add("--species", type=name_of(*SPECIES), metavar="S", help=_SPECIES_HELP)
    add("--colours", "--colors", type=list_of(RAMPS), default=(), metavar="A,B", help=COLOURS_HELP)
    add("--traits", type=ValuesOf(TRAITS), metavar="T=V,..", help=_TRAITS_HELP)
    seed = whole_number(0, MAX_SEED)
    add("--seed", type=seed, default=0, metavar="N", help="number of the sprite: another seed, another one (default 0)")
    count = whole_number(1, MAX_COUNT)
    add("--count", type=count, default=1, metavar="N", help="how many sprites, with the seeds from --seed on")
    add_palette_option(add)
    add("--dna", metavar="TEXT", help="draw the sprite of this DNA; replaces the options above")
    add("--library", type=Path, metavar="FILE", help="file of DNAs, one per line, with the ancestors of the DNA")
    add("--any-weights", action="store_true", help="draw a DNA even if other weights made it (the sprite will differ)")
    add = parser.add_argument_group("sampling").add_argument
    temperature = number_up_to(MAX_TEMPERATURE)
    add("--temperature", type=temperature, default=DEFAULT_TEMPERATURE, metavar="T", help=TEMPERATURE_HELP)
    top_k = whole_number(0, MAX_TOP_K)
    add("--top-k", type=top_k, default=0, metavar="K", help="sample from the K likeliest tokens (default 0: from all)")
    top_p = number_up_to(1, above_zero=True)
    add(
        "--top-p",
        type=top_p,
        default=1.0,
        metavar="P",
        help="sample from the likeliest tokens that sum to P (default 1)",
    )
    add("--min-p", type=number_up_to(1), default=DEFAULT_MIN_P, metavar="P", help=_MIN_P_HELP)
    add_output_options(parser)


COLOURS_HELP = f"use only these palette ramps, the main one first: {', '.join(RAMPS)}"
TEMPERATURE_HELP = f"0 (the likeliest sprite) to {MAX_TEMPERATURE} (default {DEFAULT_TEMPERATURE})"
_ZONE_HELP = f"{', '.join(ZONES)}, or {ALL} (default: where the animal usually lives)"
_SPECIES_HELP = "one of those listed below, or of the weights' own; sets the category (default: chosen by the seed)"
_TRAITS_HELP = f"what the animal is like, of those that the weights know: {', '.join(TRAITS)} (default: by the seed)"
_MIN_P_HELP = f"drop tokens less likely than P times the likeliest (default {DEFAULT_MIN_P})"


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """Write the files and return the lines to print. No file changes before every sprite is made."""
    if options.library is not None and options.dna is None:
        raise RequestError("--library goes with --dna")
    dna = None if options.dna is None else _dna(options)
    palette = own_palette_of(options)
    generator = None
    world = checked_world(options, beside=(ALL,))
    if dna is None and options.words is not None:
        from pixelgen.requests.words import read_words

        wish = read_words(options.words, world)
        generator = generator_factory(options.weights)
        _fill_in(options, wish, learnt=generator.learnt_traits, categories=world.categories)
    requests, columns = ([dna.request], 1) if dna is not None else planned_sprites(options, palette, world=world)
    output = planned_output(options, requests, columns, rgb=None if palette is None else palette.rgb_table())
    generator = generator_factory(_weights(options, dna)) if generator is None else generator
    if dna is not None and not options.any_weights:
        from pixelgen.generator import ENGINE_VERSION

        dna.check_drawn_with(generator.weights_digest, ENGINE_VERSION)
    output.check_replaceable(generator.dna)
    with progress_bar(sys.stderr, what="sprites") as progress:
        sprites = generator.sprites(requests, progress=progress)
    check_mapped(palette, sprites)
    return write_sprites(options, output, sprites, generator=generator)


def _weights(options: argparse.Namespace, dna: Dna | None) -> Path | None:
    """The file to draw with: for a DNA, the one that drew it, if it is found."""
    named: Path | None = options.weights
    return named if options.any_weights else weights_that_drew([] if dna is None else [dna.needed_weights], named)


def _fill_in(options: argparse.Namespace, wish: Wish, *, learnt: Sequence[str], categories: Sequence[str]) -> None:
    """What the words name becomes the options' values; those that the weights do not know are left out and told.

    RequestError when an option names the same.
    """
    for note in wish.notes:
        _LOG.warning(note)
    for name in ("zone", "category", "species"):
        value = getattr(wish, name)
        if value is not None and getattr(options, name) is not None:
            raise RequestError(f"the words say {name} {value}; leave --{name} out")
        setattr(options, name, value or getattr(options, name))
    named = options.traits or {}
    if twice := sorted(set(wish.traits) & set(named)):
        raise RequestError(f"the words say {twice[0]} {wish.traits[twice[0]]}; leave it out of --traits")
    if unknown := [f"{trait} {value}" for trait, value in wish.traits.items() if trait not in learnt]:
        _LOG.warning("left out, since these weights do not know it: %s", ", ".join(unknown))
    options.traits = named | {trait: value for trait, value in wish.traits.items() if trait in learnt}
    options.category = options.category or category_of_seed(options.seed, categories)


def planned_sprites(
    options: argparse.Namespace, palette: OwnPalette | None = None, *, world: World = SEA
) -> tuple[list[SpriteRequest], int]:
    """The requests in order, in the names of a world, and the columns of their sheet: a row a zone when both are all,
    one row (or, with a count, a row each) when one of them is, else near square."""
    categories = _categories(options, world)
    colours = palette.colours if palette is not None and not options.colours else options.colours
    zones = world.zones if options.zone == ALL else (options.zone,)
    requests = [
        SpriteRequest(
            zone or zone_of(world, category, options.species),
            category,
            options.species,
            colours,
            seed=options.seed + number,
            temperature=options.temperature,
            top_k=options.top_k,
            top_p=options.top_p,
            min_p=options.min_p,
            traits=options.traits or {},
        )
        for zone in zones
        for category in categories
        for number in range(options.count)
    ]
    if len(zones) > 1 and len(categories) > 1:
        return requests, len(categories) * options.count
    if len(zones) > 1 or len(categories) > 1:
        return requests, options.count if options.count > 1 else len(requests)
    return requests, near_square(len(requests))


def _categories(options: argparse.Namespace, world: World) -> tuple[str, ...]:
    category = category_named(options.category, options.species, world.category_of)
    if category is None:
        raise RequestError("say what to draw: words, --species, --category or --dna")
    return world.categories if category == ALL else (category,)


def _dna(options: argparse.Namespace) -> Dna:
    from pixelgen.requests.dna import decode_dna

    for name in ("zone", "category", "species"):
        if getattr(options, name) is not None:
            raise RequestError(f"--dna holds the whole request; leave --{name} out")
    if options.words is not None or options.traits:
        raise RequestError("--dna holds the whole request; leave words and --traits out")
    if options.count > 1:
        raise RequestError("--dna is one sprite; leave --count out")
    dna = decode_dna(options.dna)
    if options.library is None:
        return dna
    from pixelgen.requests.dna_library import DnaLibrary

    return DnaLibrary.read(options.library).complete(dna)
