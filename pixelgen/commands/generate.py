"""`pixelgen generate`: options or a DNA -> requests -> sprites -> files.

Knows the options and the order of the sprites; knows nothing of how a sprite is made or what a file is called.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pixelgen.commands.option_types import number_up_to, one_of, whole_number
from pixelgen.commands.output_files import add_output_options, near_square, planned_output, write_sprites
from pixelgen.commands.progress import progress_bar
from pixelgen.commands.sprite_maker import SpriteMaker
from pixelgen.errors import PixelgenError, RequestError
from pixelgen.palette import RAMPS
from pixelgen.requests.request import (
    DEFAULT_MIN_P,
    DEFAULT_TEMPERATURE,
    MAX_SEED,
    MAX_TEMPERATURE,
    MAX_TOP_K,
    SpriteRequest,
)
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES

if TYPE_CHECKING:
    from pixelgen.look.own_palette import OwnPalette
    from pixelgen.requests.dna import Dna

ALL = "all"
MAX_COUNT = 10_000
_SPECIES_LINES = "\n".join(
    f"  {category}: {', '.join(species for species, home in SPECIES.items() if home == category)}"
    for category in CATEGORIES
)
EPILOG = f"""\
species:
{_SPECIES_LINES}

examples:
  pixelgen generate --zone reef --category jellyfish --seed 7 --out jelly.png
  pixelgen generate --zone abyss --category cephalopod --colours violet,glow --count 12 --scale 4 --out squids/
  pixelgen generate --zone all --category all --grid --out sheet.png
  pixelgen generate --zone reef --category reef_fish --frames 6 --scale 4 --out swimming.gif
  pixelgen generate --dna pg1_AQIJIVCRZNS9GgEJAAc8iVifDm --any-weights --out jelly.png
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--dna", metavar="TEXT", help="draw what this DNA holds, instead of --zone, --category and the like")
    add("--library", type=Path, metavar="FILE", help="file of DNAs, one a line, that knows ancestors of the DNA")
    add("--any-weights", action="store_true", help="draw a DNA even with weights that were not its own")
    add("--zone", type=one_of(*ZONES, ALL), metavar="Z", help=f"{', '.join(ZONES)} or {ALL}")
    add(
        "--category",
        type=one_of(*CATEGORIES, ALL),
        metavar="C",
        help=f"{', '.join(CATEGORIES)} or {ALL}",
    )
    add("--species", metavar="S", help="a species of the category, listed below; left out: any")
    add(
        "--colours",
        type=ramps_of,
        default=(),
        metavar="A,B",
        help=f"ramps to keep to, the main one first: {', '.join(RAMPS)}",
    )
    add(
        "--seed",
        type=whole_number(0, MAX_SEED),
        default=0,
        metavar="N",
        help="the same seed gives the same sprite (default 0)",
    )
    add(
        "--count",
        type=whole_number(1, MAX_COUNT),
        default=1,
        metavar="N",
        help="sprites, with seeds N, N + 1, ... (default 1)",
    )
    add(
        "--temperature",
        type=number_up_to(MAX_TEMPERATURE),
        default=DEFAULT_TEMPERATURE,
        metavar="T",
        help=f"0 the likeliest sprite, {MAX_TEMPERATURE} the wildest (default {DEFAULT_TEMPERATURE})",
    )
    add(
        "--top-k",
        type=whole_number(0, MAX_TOP_K),
        default=0,
        metavar="K",
        help="keep the K likeliest tokens (default 0: all)",
    )
    add(
        "--top-p",
        type=number_up_to(1, above_zero=True),
        default=1.0,
        metavar="P",
        help="keep the likeliest that reach P (default 1: all)",
    )
    add(
        "--min-p",
        type=number_up_to(1),
        default=DEFAULT_MIN_P,
        metavar="P",
        help=f"keep those at least P times as likely as the likeliest (default {DEFAULT_MIN_P})",
    )
    add("--palette", type=Path, metavar="FILE", help="TOML with [ramps]: your own colours for the ramps, dark to light")
    add_output_options(parser)


def run(options: argparse.Namespace, generator_factory: Callable[[Path | None], SpriteMaker]) -> str:
    """Write the files and return the lines to print. No file changes before every sprite is made."""
    if options.library is not None and options.dna is None:
        raise RequestError("--library goes with --dna")
    dna = None if options.dna is None else _dna(options)
    palette = None if options.palette is None else _palette(options.palette)
    requests, columns = ([dna.request], 1) if dna is not None else planned_sprites(options, palette)
    name = f"{options.zone}-{options.category}-{options.seed}" if dna is None else "dna"
    output = planned_output(options, requests, columns, name=name)
    generator = generator_factory(options.weights)
    if dna is not None and not options.any_weights:
        from pixelgen.generator import ENGINE_VERSION

        dna.check_drawn_with(generator.weights_digest, ENGINE_VERSION)
    with progress_bar(sys.stderr, what="sprites") as report:
        sprites = generator.sprites(requests, progress=report)
    rgb = None
    if palette is not None:
        rgb = palette.rgb_table()
        for sprite in sprites:
            palette.rgba(sprite)  # refuses colours that the palette does not map
    return write_sprites(options, output, sprites, generator=generator, rgb=rgb)


def planned_sprites(options: argparse.Namespace, palette: OwnPalette | None = None) -> tuple[list[SpriteRequest], int]:
    """The requests in order, and the columns of their sheet: a row a zone when both are all, one row (or, with a
    count, a row each) when one of them is, else near square."""
    if options.zone is None or options.category is None:
        raise RequestError("--zone and --category are required, or --dna")
    colours = palette.colours if palette is not None and not options.colours else options.colours
    zones = ZONES if options.zone == ALL else (options.zone,)
    categories = CATEGORIES if options.category == ALL else (options.category,)
    if options.species is not None and options.category == ALL:
        raise RequestError(f"--species needs --category to be one of {', '.join(CATEGORIES)}; got {ALL}")
    requests = [
        SpriteRequest(
            zone,
            category,
            options.species,
            colours,
            seed=options.seed + number,
            temperature=options.temperature,
            top_k=options.top_k,
            top_p=options.top_p,
            min_p=options.min_p,
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


def _dna(options: argparse.Namespace) -> Dna:
    from pixelgen.requests.dna import decode_dna

    for name in ("zone", "category", "species"):
        if getattr(options, name) is not None:
            raise RequestError(f"--dna holds the whole request; leave --{name} out")
    if options.count > 1:
        raise RequestError("--dna is one sprite; leave --count out")
    dna = decode_dna(options.dna)
    if options.library is None:
        return dna
    from pixelgen.requests.dna_library import DnaLibrary

    return DnaLibrary.read(options.library).complete(dna)


def _palette(path: Path) -> OwnPalette:
    from pixelgen.files.bounded_toml import LARGEST_TOML, TomlError
    from pixelgen.look.own_palette import OwnPalette

    try:
        with path.open("rb") as file:
            return OwnPalette.from_toml(file.read(LARGEST_TOML + 1))
    except TomlError as error:
        raise PixelgenError(f"{path}:{error.line}: {error}") from error
    except RequestError as error:
        raise RequestError(f"{path}: {error}") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise PixelgenError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error


def ramps_of(text: str) -> tuple[str, ...]:
    """The ramps of an option, separated by commas."""
    return tuple(colour.strip() for colour in text.split(","))
