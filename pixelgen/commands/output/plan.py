"""Options and requests -> the files that will hold the sprites: one each, numbered, or one sheet; checked beforehand.

Writes nothing; knows nothing of how a sprite is made or of what is in a file.
"""

from __future__ import annotations

import argparse
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pixelgen.commands.output.look_options import add_look_options, look_of
from pixelgen.commands.output.names import stem_of
from pixelgen.commands.output.overwriting import Remade, add_force_option, check_replaceable
from pixelgen.commands.output.recorded_picture import recorded_picture
from pixelgen.commands.terminal.option_types import whole_number
from pixelgen.commands.terminal.weights_option import add_weights_option
from pixelgen.errors import RequestError
from pixelgen.files.sprite_png import MAX_SIDE
from pixelgen.files.whole_files import check_writable
from pixelgen.look.appearance import Appearance
from pixelgen.quadtree import SIDE
from pixelgen.requests.request import SpriteRequest

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MAX_SCALE = 128  # a sprite of 4,096 pixels a side, the largest picture
NO_MARK_HELP = "do not say in a PNG that it was generated (IPTC digital source type)"
_DIGITS = 4  # of a numbered file, so that a number has one name whatever the count
_GIF = ".gif"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be written; columns: of the sheet, None for a single sprite."""

    path: Path
    requests: tuple[SpriteRequest, ...]
    columns: int | None

    @property
    def is_gif(self) -> bool:
        """Whether it is an animated GIF, not a PNG."""
        return self.path.suffix.lower() == _GIF


@dataclass(frozen=True, slots=True)
class Output:
    """Files to be written and how the sprites are shown in them. rgb: (64, 3) other colours. force: over any file.
    mark: PNGs say that they were generated."""

    files: list[PlannedFile]
    look: Appearance
    scale: int
    force: bool
    rgb: npt.NDArray[np.uint8] | None = None
    mark: bool = True

    def check_replaceable(self, dna_of: Callable[[SpriteRequest], str]) -> None:
        """PixelgenError when a file that is there may not be replaced. dna_of: of a request, by those who draw it."""
        if any(file.path.exists() for file in self.files):
            check_replaceable({file.path: _remade_by(file, dna_of) for file in self.files}, force=self.force)


def _remade_by(file: PlannedFile, dna_of: Callable[[SpriteRequest], str]) -> Remade:
    def remade(content: bytes) -> bool:
        recorded = recorded_picture(content)
        return recorded is not None and recorded.unchanged and [*recorded.dnas] == [*map(dna_of, file.requests)]

    return remade


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """Declare what every command that writes sprites takes."""
    add_look_options(parser)
    group = parser.add_argument_group("output")
    add = group.add_argument
    add("--out", required=True, type=_out, metavar="PATH", help=_OUT_HELP)
    add("--scale", type=whole_number(1, MAX_SCALE), default=1, metavar="K", help="enlarge each pixel K times")
    add("--grid", action="store_true", help="write one sheet of all sprites instead of a file for each")
    add_force_option(group)
    add_weights_option(group)
    add("--no-mark", action="store_true", help=NO_MARK_HELP)
    add("--no-cache", action="store_true", help="draw every sprite again and do not store it in the cache")
    add("--json", action="store_true", help="print one JSON object: the files with their DNA, the hash of the weights")


_OUT_HELP = (
    "a .png or .gif file; several sprites are numbered: PATH-0001.png. Or a folder (end a new one with /): files are "
    "named after what was asked for. Missing folders are created"
)


def planned_output(
    options: argparse.Namespace,
    requests: Sequence[SpriteRequest],
    columns: int,
    *,
    rgb: npt.NDArray[np.uint8] | None = None,
) -> Output:
    """Where each request goes: into one sheet, one file, numbered files, or a folder under a name of its own.

    RequestError for options that do not go together, a picture too large or a still .gif, PixelgenError for a place
    that cannot be written.
    """
    look = look_of(options)
    files = _planned_files(options, requests, columns, look, rgb)
    output = Output(files, look, options.scale, options.force, rgb, mark=not options.no_mark)
    for file in output.files:
        _check_picture(file, output)
        check_writable(file.path)
    return output


def _planned_files(
    options: argparse.Namespace,
    requests: Sequence[SpriteRequest],
    columns: int,
    look: Appearance,
    rgb: npt.NDArray[np.uint8] | None,
) -> list[PlannedFile]:
    out = Path(options.out)
    in_folder = _names_folder(options.out)
    if options.grid:
        name = f"{stem_of(requests, look, scale=options.scale, rgb=rgb)}-sheet.png" if in_folder else ""
        return [PlannedFile(out / name if in_folder else out, tuple(requests), columns)]
    if in_folder:
        paths = [out / f"{stem_of([request], look, scale=options.scale, rgb=rgb)}.png" for request in requests]
    elif len(requests) == 1:
        paths = [out]
    else:
        numbers = range(1, len(requests) + 1)
        paths = [out.with_name(f"{out.stem}-{number:0{_DIGITS}}{out.suffix}") for number in numbers]
    return [PlannedFile(path, (request,), None) for path, request in zip(paths, requests, strict=True)]


def _check_picture(file: PlannedFile, output: Output) -> None:
    look = output.look
    if file.is_gif and look.frames is None:
        raise RequestError(f"{file.path} would be a GIF of one frame; add --frames, or name a .png file")
    side = (SIDE + 2 * look.margin) * output.scale
    in_a_row = 1 if look.frames is None or file.is_gif else look.frames
    columns = columns_of(file, look)
    rows = math.ceil(len(file.requests) / columns)
    width, height = columns * in_a_row * side, rows * side
    if max(width, height) > MAX_SIDE:
        raise RequestError(
            f"a picture has at most {MAX_SIDE} by {MAX_SIDE} pixels; {columns * in_a_row} by {rows} sprites or "
            f"frames of this scale have {width} by {height}; lower --count, --frames or --scale, or leave "
            f"--grid out"
        )


def columns_of(file: PlannedFile, look: Appearance) -> int:
    """Sprites a row of the picture: one where its frames lie side by side."""
    return 1 if file.columns is None or (look.frames is not None and not file.is_gif) else file.columns


def near_square(count: int) -> int:
    """Columns of a sheet of so many sprites."""
    return math.ceil(math.sqrt(count))


def _names_folder(out: str) -> bool:
    return out.endswith(("/", os.sep)) or os.path.isdir(out)


def _out(text: str) -> str:
    if not (_names_folder(text) or Path(text).suffix.lower() in (".png", _GIF)) or "\0" in text:
        raise argparse.ArgumentTypeError(f"must be a .png or .gif file, or a folder that ends in /; got {text!r}")
    return text
