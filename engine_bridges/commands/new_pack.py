"""`pixelgen new-pack`: nothing -> a commented example of a pack's file, or the JSON Schema of such files.

Imports what it needs when it runs, so that other commands start as fast without it.
"""

from __future__ import annotations

import argparse
import os
import secrets
from pathlib import Path

HELP = "write an example of a pack file"
DESCRIPTION = "Write a commented TOML file that lists the creatures of a pack, to be edited and baked."
DEFAULT_FILE = Path("pack.toml")
FORMATS = ("godot", "pygame", "sheet")
EPILOG = """\
The pack is named after the file, and is baked into a folder NAME_pack beside it.

examples:
  pixelgen new-pack reef.toml
  pixelgen new-pack reef.toml --format pygame
  pixelgen new-pack --schema pack.schema.json
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("file", nargs="?", type=Path, metavar="FILE", help=f"the file to write (default {DEFAULT_FILE})")
    add("--format", choices=FORMATS, default=FORMATS[0], help="the engine that the pack is for (default %(default)s)")
    add("--schema", action="store_true", help="write the JSON Schema for editors instead; without FILE print it")
    add("--force", action="store_true", help="overwrite an existing file")


def run(options: argparse.Namespace) -> str:
    """Write the file and return the line to print, or the schema itself. PixelgenError when it cannot be written."""
    from engine_bridges.pack_file.example import example_text, pack_name
    from engine_bridges.pack_file.schema import schema_text

    if options.schema and options.file is None:
        return schema_text().rstrip("\n")
    path = DEFAULT_FILE if options.file is None else options.file
    if options.schema:
        text = schema_text()
    else:
        text = example_text(name=pack_name(path.stem), id=secrets.token_hex(8), format=options.format)
    _write(path, text, replace=options.force)
    return str(path)


def _write(path: Path, text: str, *, replace: bool) -> None:
    """The whole file or none: written beside its place, then put there."""
    from pixelgen import PixelgenError

    try:
        place = Path(os.path.realpath(path))
        if place.is_dir():
            raise PixelgenError(f"cannot write {path}: it is a folder; name a file")
        beside = place.with_name(f".pixelgen-{secrets.token_hex(8)}.part")
        if os.path.lexists(place) and not replace:
            raise FileExistsError
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8", newline="\n")
            if replace:
                os.replace(beside, place)
            else:
                _put(beside, place)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError as error:
        raise PixelgenError(f"{path} exists already; name another file, or overwrite it with --force") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise PixelgenError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error


def _put(beside: Path, place: Path) -> None:
    """FileExistsError when another program put a file there a moment ago."""
    try:
        os.link(beside, place)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):  # there are no hard links here
        os.replace(beside, place)
