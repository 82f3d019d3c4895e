"""`pixelgen generate`: options -> requests -> PNG files, single, numbered or one sheet.

Knows the options, the order of the sprites and the names of the files; knows nothing of how a sprite is made.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pixelgen.errors import RequestError
from pixelgen.option_types import number_up_to, one_of, whole_number
from pixelgen.palette import RAMPS
from pixelgen.progress_line import progress_line
from pixelgen.request import DEFAULT_MIN_P, DEFAULT_TEMPERATURE, MAX_SEED, MAX_TEMPERATURE, MAX_TOP_K, SpriteRequest
from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from pixelgen.whole_files import check_writable, write_files

if TYPE_CHECKING:
    from pixelgen.sprite import Sprite

ALL = "all"
MAX_COUNT = 10_000
MAX_SCALE = 128  # a sprite of 4,096 pixels a side, the largest picture
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
"""


class SpriteMaker(Protocol):
    """The part of a generator that the command needs."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    def sprites(
        self, requests: Sequence[SpriteRequest], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Sprite]:
        """One sprite a request, in order."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be written; columns: of the sheet, None for a single sprite."""

    path: Path
    requests: tuple[SpriteRequest, ...]
    columns: int | None


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--zone", required=True, type=one_of(*ZONES, ALL), metavar="Z", help=f"{', '.join(ZONES)} or {ALL}")
    add(
        "--category",
        required=True,
        type=one_of(*CATEGORIES, ALL),
        metavar="C",
        help=f"{', '.join(CATEGORIES)} or {ALL}",
    )
    add("--species", metavar="S", help="a species of the category, listed below; left out: any")
    add(
        "--colours",
        type=_colours,
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
    add("--flat", action="store_true", help="no shading; so far every sprite is flat")
    add("--scale", type=whole_number(1, MAX_SCALE), default=1, metavar="K", help="pixels a sprite's pixel (default 1)")
    add("--grid", action="store_true", help="one sheet instead of a file a sprite")
    add("--weights", type=Path, metavar="FILE", help="other weights than those that ship")
    add("--json", action="store_true", help="print one JSON object: files and the hash of the weights")
    add("--out", required=True, type=_out, metavar="PATH", help="a .png file, numbered for several, or a folder")


def run(options: argparse.Namespace, generator_factory: Callable[[Path | None], SpriteMaker]) -> str:
    """Write the files and return the lines to print. No file changes before every sprite is made."""
    # Imported here, so that --help and wrong usage need not load NumPy.
    from pixelgen.quadtree import SIDE
    from pixelgen.sprite_png import MAX_SIDE, REQUEST_TEXT, WEIGHTS_TEXT, encode_png, sheet

    requests, columns = planned_sprites(options)
    files = planned_files(options, requests, columns)
    for file in files:
        _check_sheet(file, sprite_side=SIDE * options.scale, longest=MAX_SIDE)
        check_writable(file.path)
    generator = generator_factory(options.weights)
    with progress_line(sys.stderr, what="sprites") as report:
        sprites = iter(generator.sprites(requests, progress=report))
    contents: dict[Path, bytes] = {}
    written: list[dict[str, Any]] = []
    for file in files:
        texts = [request.canonical() for request in file.requests]
        drawn = [next(sprites) for _ in file.requests]
        digests = [sprite.digest() for sprite in drawn]
        picture = drawn[0].indices if file.columns is None else sheet([one.indices for one in drawn], file.columns)
        text = texts[0] if file.columns is None else f"[{','.join(texts)}]"
        chunks = {REQUEST_TEXT: text, WEIGHTS_TEXT: generator.weights_digest}
        contents[file.path] = encode_png(picture, scale=options.scale, text=chunks)
        digest = digests[0] if file.columns is None else digests
        written.append({"path": str(file.path), "request": json.loads(text), "digest": digest})
    write_files(contents)
    if options.json:
        return json.dumps({"files": written, "weights": generator.weights_digest})
    return "\n".join(str(path) for path in contents)


def planned_sprites(options: argparse.Namespace) -> tuple[list[SpriteRequest], int]:
    """The requests in order, and the columns of their sheet: a row a zone when both are all, one row (or, with a
    count, a row each) when one of them is, else near square."""
    zones = ZONES if options.zone == ALL else (options.zone,)
    categories = CATEGORIES if options.category == ALL else (options.category,)
    if options.species is not None and options.category == ALL:
        raise RequestError(f"--species needs --category to be one of {', '.join(CATEGORIES)}; got {ALL}")
    requests = [
        SpriteRequest(
            zone,
            category,
            options.species,
            options.colours,
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
    return requests, math.ceil(math.sqrt(len(requests)))


def planned_files(options: argparse.Namespace, requests: list[SpriteRequest], columns: int) -> list[PlannedFile]:
    """Where each request goes: into one sheet, one file, numbered files, or a folder under its own name."""
    out = Path(options.out)
    in_folder = _names_folder(options.out)
    if options.grid:
        name = f"{options.zone}-{options.category}-{options.seed}-sheet.png"
        return [PlannedFile(out / name if in_folder else out, tuple(requests), columns)]
    if in_folder:
        names = [f"{request.zone}-{request.category}-{request.seed}.png" for request in requests]
        paths = [out / name for name in names]
    elif len(requests) == 1:
        paths = [out]
    else:
        digits = max(2, len(str(len(requests))))
        paths = [out.with_name(f"{out.stem}-{number:0{digits}}{out.suffix}") for number in range(1, len(requests) + 1)]
    return [PlannedFile(path, (request,), None) for path, request in zip(paths, requests, strict=True)]


def _check_sheet(file: PlannedFile, *, sprite_side: int, longest: int) -> None:
    if file.columns is None:
        return
    rows = math.ceil(len(file.requests) / file.columns)
    width, height = file.columns * sprite_side, rows * sprite_side
    if max(width, height) > longest:
        raise RequestError(
            f"a sheet has at most {longest} by {longest} pixels; {file.columns} by {rows} sprites of this scale "
            f"have {width} by {height}; lower --count or --scale, or leave --grid out"
        )


def _names_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or os.path.isdir(out)


def _colours(text: str) -> tuple[str, ...]:
    return tuple(colour.strip() for colour in text.split(","))


def _out(text: str) -> str:
    if not (_names_folder(text) or Path(text).suffix.lower() == ".png") or "\0" in text:
        raise argparse.ArgumentTypeError(f"must be a .png file or an existing folder; got {text!r}")
    return text
