"""Sprites with their requests -> PNG files, single, numbered or one sheet, and the lines that tell of them.

Knows the names of the files and what is written into them; knows nothing of how a sprite is made.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pixelgen.errors import RequestError
from pixelgen.option_types import whole_number
from pixelgen.request import SpriteRequest
from pixelgen.whole_files import check_writable, write_files

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pixelgen.sprite import Sprite

MAX_SCALE = 128  # a sprite of 4,096 pixels a side, the largest picture


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be written; columns: of the sheet, None for a single sprite."""

    path: Path
    requests: tuple[SpriteRequest, ...]
    columns: int | None


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Declare what every command that writes sprites takes."""
    add = parser.add_argument
    add("--scale", type=whole_number(1, MAX_SCALE), default=1, metavar="K", help="pixels a sprite's pixel (default 1)")
    add("--grid", action="store_true", help="one sheet instead of a file a sprite")
    add("--weights", type=Path, metavar="FILE", help="other weights than those that ship")
    add("--no-cache", action="store_true", help="draw everything anew and keep nothing")
    add("--json", action="store_true", help="print one JSON object: files with their DNA, and the hash of the weights")
    add("--out", required=True, type=_out, metavar="PATH", help="a .png file, numbered for several, or a folder")


def planned_files(
    options: argparse.Namespace, requests: Sequence[SpriteRequest], columns: int, *, name: str
) -> list[PlannedFile]:
    """Where each request goes: into one sheet, one file, numbered files, or a folder under its own name.

    name: of a sheet in a folder, without its ending.
    """
    out = Path(options.out)
    in_folder = _names_folder(options.out)
    if options.grid:
        return [PlannedFile(out / f"{name}-sheet.png" if in_folder else out, tuple(requests), columns)]
    if in_folder:
        paths = [out / f"{request.zone}-{request.category}-{request.seed}.png" for request in requests]
    elif len(requests) == 1:
        paths = [out]
    else:
        digits = max(2, len(str(len(requests))))
        paths = [out.with_name(f"{out.stem}-{number:0{digits}}{out.suffix}") for number in range(1, len(requests) + 1)]
    return [PlannedFile(path, (request,), None) for path, request in zip(paths, requests, strict=True)]


def check_files(files: Sequence[PlannedFile], *, scale: int) -> None:
    """RequestError for a sheet that is too large, PixelgenError for a place that cannot be written."""
    from pixelgen.quadtree import SIDE
    from pixelgen.sprite_png import MAX_SIDE

    for file in files:
        if file.columns is not None:
            rows = math.ceil(len(file.requests) / file.columns)
            width, height = file.columns * SIDE * scale, rows * SIDE * scale
            if max(width, height) > MAX_SIDE:
                raise RequestError(
                    f"a sheet has at most {MAX_SIDE} by {MAX_SIDE} pixels; {file.columns} by {rows} sprites of this "
                    f"scale have {width} by {height}; lower --count or --scale, or leave --grid out"
                )
        check_writable(file.path)


def write_sprites(
    options: argparse.Namespace,
    files: Sequence[PlannedFile],
    sprites: Sequence[Sprite],
    *,
    weights: str,
    rgb: npt.NDArray[np.uint8] | None = None,
) -> str:
    """Write all files at once -> the lines to print: each path with the DNA of its sprites, or JSON."""
    from pixelgen.cache_entry import checksum
    from pixelgen.dna import encode_dna
    from pixelgen.generator import ENGINE_VERSION
    from pixelgen.sprite_png import CHECKSUM_TEXT, DNA_TEXT, REQUEST_TEXT, WEIGHTS_TEXT, encode_png, sheet

    waiting = iter(sprites)
    contents: dict[Path, bytes] = {}
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    for file in files:
        drawn = [next(waiting) for _ in file.requests]
        canonicals = [request.canonical() for request in file.requests]
        dnas = [encode_dna(one, weights=weights, engine_version=ENGINE_VERSION) for one in file.requests]
        digests = [sprite.digest() for sprite in drawn]
        single = file.columns is None
        text = {
            REQUEST_TEXT: canonicals[0] if single else f"[{','.join(canonicals)}]",
            WEIGHTS_TEXT: weights,
            DNA_TEXT: " ".join(dnas),
        }
        if file.columns is None:
            picture = drawn[0].indices
            text[CHECKSUM_TEXT] = checksum(text, picture)
        else:
            picture = sheet([one.indices for one in drawn], file.columns)
        contents[file.path] = encode_png(picture, scale=options.scale, text=text, rgb=rgb)
        found = {"request": json.loads(text[REQUEST_TEXT]), "dna": dnas, "digest": digests}
        told.append({"path": str(file.path), **({**found, "dna": dnas[0], "digest": digests[0]} if single else found)})
        lines += [f"{file.path}  {dnas[0]}"] if single else [str(file.path), *(f"  {dna}" for dna in dnas)]
    write_files(contents)
    return json.dumps({"files": told, "weights": weights}) if options.json else "\n".join(lines)


def near_square(count: int) -> int:
    """Columns of a sheet of so many sprites."""
    return math.ceil(math.sqrt(count))


def _names_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or os.path.isdir(out)


def _out(text: str) -> str:
    if not (_names_folder(text) or Path(text).suffix.lower() == ".png") or "\0" in text:
        raise argparse.ArgumentTypeError(f"must be a .png file or an existing folder; got {text!r}")
    return text
