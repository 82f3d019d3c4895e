"""Sprites with their requests -> PNG or GIF files, single, numbered or one sheet, and the lines that tell of them.

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

from pixelgen.commands.look_options import add_look_options, look_of
from pixelgen.commands.option_types import whole_number
from pixelgen.errors import RequestError
from pixelgen.files.sprite_png import DNA_TEXT, FRAMES_TEXT, REQUEST_TEXT, WEIGHTS_TEXT
from pixelgen.files.whole_files import check_writable, write_files
from pixelgen.look.appearance import Appearance, Shown
from pixelgen.requests.request import SpriteRequest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pixelgen.commands.sprite_maker import SpriteMaker
    from pixelgen.sprite import Sprite

MAX_SCALE = 128  # a sprite of 4,096 pixels a side, the largest picture
_GIF = ".gif"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be written; columns: of the sheet, None for a single sprite."""

    path: Path
    requests: tuple[SpriteRequest, ...]
    columns: int | None


@dataclass(frozen=True, slots=True)
class Output:
    """Files that can be written, and how the sprites are shown in them."""

    files: list[PlannedFile]
    look: Appearance


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Declare what every command that writes sprites takes."""
    add_look_options(parser)
    add = parser.add_argument
    add("--scale", type=whole_number(1, MAX_SCALE), default=1, metavar="K", help="pixels a sprite's pixel (default 1)")
    add("--grid", action="store_true", help="one sheet instead of a file a sprite")
    add("--weights", type=Path, metavar="FILE", help="other weights than those that ship")
    add("--no-cache", action="store_true", help="draw everything anew and keep nothing")
    add("--json", action="store_true", help="print one JSON object: files with their DNA, and the hash of the weights")
    add("--out", required=True, type=_out, metavar="PATH", help="a .png or .gif, numbered for several, or a folder")


def planned_output(
    options: argparse.Namespace, requests: Sequence[SpriteRequest], columns: int, *, name: str
) -> Output:
    """Where each request goes: into one sheet, one file, numbered files, or a folder under its own name.

    name: of a sheet in a folder, without its ending. RequestError for options that do not go together, a picture too
    large or a still .gif, PixelgenError for a place that cannot be written.
    """
    output = Output(_planned_files(options, requests, columns, name), look_of(options))
    _check_files(output, scale=options.scale)
    return output


def _planned_files(
    options: argparse.Namespace, requests: Sequence[SpriteRequest], columns: int, name: str
) -> list[PlannedFile]:
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


def _check_files(output: Output, *, scale: int) -> None:
    from pixelgen.files.sprite_png import MAX_SIDE
    from pixelgen.quadtree import SIDE

    look = output.look
    side = SIDE + 2 * look.margin
    for file in output.files:
        if _is_gif(file) and look.frames is None:
            raise RequestError(f"{file.path} would be a still; give --frames, or name a .png file")
        in_a_row = 1 if look.frames is None or _is_gif(file) else look.frames
        columns = _columns(file, look)
        rows = math.ceil(len(file.requests) / columns)
        width, height = columns * in_a_row * side * scale, rows * side * scale
        if max(width, height) > MAX_SIDE:
            raise RequestError(
                f"a picture has at most {MAX_SIDE} by {MAX_SIDE} pixels; {columns * in_a_row} by {rows} sprites or "
                f"frames of this scale have {width} by {height}; lower --count, --frames or --scale, or leave "
                f"--grid out"
            )
        check_writable(file.path)


def write_sprites(
    options: argparse.Namespace,
    output: Output,
    sprites: Sequence[Sprite],
    *,
    generator: SpriteMaker,
    rgb: npt.NDArray[np.uint8] | None = None,
) -> str:
    """Write all files at once -> the lines to print: each path with the DNA of its sprites, or JSON.

    The digest of a sprite is that of its flat pixels, whatever is shown of it.
    """
    from pixelgen.generator import ENGINE_VERSION
    from pixelgen.requests.dna import encode_dna

    look, weights = output.look, generator.weights_digest
    waiting = iter(sprites)
    contents: dict[Path, bytes] = {}
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    for file in output.files:
        drawn = [next(waiting) for _ in file.requests]
        shown = [
            look.shown(sprite.indices, request.zone, request.category, generator.species_of(request))
            for sprite, request in zip(drawn, file.requests, strict=True)
        ]
        canonicals = [request.canonical() for request in file.requests]
        dnas = [encode_dna(one, weights=weights, engine_version=ENGINE_VERSION) for one in file.requests]
        digests = [sprite.digest() for sprite in drawn]
        single = file.columns is None
        text = {
            REQUEST_TEXT: canonicals[0] if single else f"[{','.join(canonicals)}]",
            WEIGHTS_TEXT: weights,
            DNA_TEXT: " ".join(dnas),
        }
        if look.frames is not None:
            moves = [{"animation": look.animation, "durations_ms": one.durations_ms.tolist()} for one in shown]
            text[FRAMES_TEXT] = json.dumps(moves[0] if single else moves)
        contents[file.path] = _content(file, shown, text, look=look, scale=options.scale, rgb=rgb)
        found: dict[str, Any] = {"request": json.loads(text[REQUEST_TEXT]), "dna": dnas, "digest": digests}
        if FRAMES_TEXT in text:
            found["frames"] = json.loads(text[FRAMES_TEXT])
        told.append({"path": str(file.path), **({**found, "dna": dnas[0], "digest": digests[0]} if single else found)})
        lines += [f"{file.path}  {dnas[0]}"] if single else [str(file.path), *(f"  {dna}" for dna in dnas)]
    write_files(contents)
    return json.dumps({"files": told, "weights": weights}) if options.json else "\n".join(lines)


def _content(
    file: PlannedFile,
    shown: Sequence[Shown],
    text: dict[str, str],
    *,
    look: Appearance,
    scale: int,
    rgb: npt.NDArray[np.uint8] | None,
) -> bytes:
    from pixelgen.cache.entry import checksum
    from pixelgen.files.sprite_png import CHECKSUM_TEXT, encode_png, sheet

    columns = _columns(file, look)
    if _is_gif(file):
        import numpy as np

        from pixelgen.files.animated_gif import gif_of_indices

        frames = np.stack([sheet(list(moment), columns) for moment in zip(*(one.frames for one in shown), strict=True)])
        first = shown[0]  # a sheet goes at the pace of its first sprite
        return gif_of_indices(frames, first.durations_ms.tolist(), scale=scale, loops=first.loops, rgb=rgb)
    picture = sheet([one.strip() for one in shown], columns)
    if file.columns is None:
        text = {**text, CHECKSUM_TEXT: checksum(text, picture)}
    return encode_png(picture, scale=scale, text=text, rgb=rgb)


def _columns(file: PlannedFile, look: Appearance) -> int:
    """Sprites a row of the picture: one where its frames lie side by side."""
    return 1 if file.columns is None or (look.frames is not None and not _is_gif(file)) else file.columns


def _is_gif(file: PlannedFile) -> bool:
    return file.path.suffix.lower() == _GIF


def near_square(count: int) -> int:
    """Columns of a sheet of so many sprites."""
    return math.ceil(math.sqrt(count))


def _names_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or os.path.isdir(out)


def _out(text: str) -> str:
    if not (_names_folder(text) or Path(text).suffix.lower() in (".png", _GIF)) or "\0" in text:
        raise argparse.ArgumentTypeError(f"must be a .png or .gif file or an existing folder; got {text!r}")
    return text
