"""`pixelgen palette`: a palette file -> the strip of 64 colours that packs are recoloured with, or ramps to edit."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pixelgen.commands.output.overwriting import add_force_option, check_replaceable
from pixelgen.errors import RequestError
from pixelgen.files.whole_files import check_writable, write_files
from pixelgen.look.own_palette import OwnPalette

HELP = "make a game's own palette fit: a strip for recolouring, or ramps to edit"
DESCRIPTION = """\
Read a palette of any kind and find a ramp of its colours for each of the library's. A .png gets 64 pixels, a colour for
each palette index, 0 transparent: give it to `recolour` of a lit scene in Godot. A .toml gets the ramps, which you can
edit and name as --palette."""
EPILOG = """\
examples:
  pixelgen palette pico8.hex --out pico8.png
  pixelgen palette db16.gpl --out db16.toml
"""
_STRIP, _RAMPS = ".png", ".toml"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    kinds = ".gpl, .pal, .hex, .txt of Paint.NET, .png, .aco, .act, .ase, or .toml with ramps"
    parser.add_argument("file", type=Path, metavar="FILE", help=kinds)
    parser.add_argument("--out", required=True, type=Path, metavar="PATH", help="the .png or .toml file to write")
    add_force_option(parser)


def run(options: argparse.Namespace) -> str:
    """Write the file -> the line to print. RequestError or PixelgenError in one line for files that are none."""
    ending = options.out.suffix.lower()
    if ending not in (_STRIP, _RAMPS):
        raise RequestError(f"--out must be a {_STRIP} or {_RAMPS} file; got {str(options.out)!r}")
    palette = OwnPalette.read(options.file)
    content = _strip(palette) if ending == _STRIP else _ramps(palette, options.file)
    check_writable(options.out)
    check_replaceable({options.out: lambda found: found == content}, force=options.force)
    write_files({options.out: content})
    return str(options.out)


def _strip(palette: OwnPalette) -> bytes:
    import io

    import numpy as np
    from PIL import Image

    table = palette.rgb_table()
    alpha = np.where(np.arange(len(table)) == 0, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(np.concatenate([table, alpha[:, None]], axis=1)[None]).save(file, "PNG", compress_level=9)
    return file.getvalue()


def _ramps(palette: OwnPalette, source: Path) -> bytes:
    lines = [f"{ramp} = {json.dumps([*colours])}" for ramp, colours in palette.ramps.items()]
    head = f"# Ramps of {source.name!a}, dark to light; leave ramps out to lock sprites to the others and ink."
    return "\n".join([head, "[ramps]", *lines, ""]).encode("ascii")
