"""`pixelgen new-pack`: nothing -> a commented example of a pack's file, or the schema of such files.

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
EPILOG = """\
examples:
  pixelgen new-pack reef.toml
  pixelgen new-pack --schema pack.schema.json
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("file", nargs="?", type=Path, metavar="FILE", help=f"the file to write (default {DEFAULT_FILE})")
    add("--schema", action="store_true", help="write the JSON Schema for editors instead; without FILE print it")
    add("--force", action="store_true", help="write over a file that is there")


def run(options: argparse.Namespace) -> str:
    """Write the file and return the line to print, or the schema itself. PixelgenError when it cannot be written."""
    from engine_bridges.pack_file.example import example_text
    from engine_bridges.pack_file.schema import schema_text

    if options.schema and options.file is None:
        return schema_text().rstrip("\n")
    path = DEFAULT_FILE if options.file is None else options.file
    _write(path, schema_text() if options.schema else example_text(), replace=options.force)
    return str(path)


def _write(path: Path, text: str, *, replace: bool) -> None:
    """The whole file or none: written beside its place, then renamed."""
    from pixelgen import PixelgenError

    try:
        place = Path(os.path.realpath(path))
        beside = place.with_name(f".pixelgen-{secrets.token_hex(8)}.part")
        if os.path.lexists(place) and not replace:
            raise PixelgenError(f"{path} is there already; name another file, or use --force to write over it")
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            os.replace(beside, place)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise PixelgenError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error
