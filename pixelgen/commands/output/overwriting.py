"""The one rule of which existing files a command may replace.

An existing file is replaced when `--force` is given, or when the same command would make it again: pixelgen wrote it
for the same request, and it was not changed since. Commands check this before the long work, and again before writing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from pixelgen.commands.output.recorded_picture import read_file
from pixelgen.errors import PixelgenError

Remade = Callable[[bytes], bool]  # whether a file with these bytes would be made again


def add_force_option(parser: argparse._ActionsContainer) -> None:
    """Declare --force, in a parser or a group of its options."""
    parser.add_argument("--force", action="store_true", help="replace files that hold something else")


def check_replaceable(files: Mapping[Path, Remade], *, force: bool) -> None:
    """PixelgenError when a file stands at one of the paths that may not be replaced."""
    if force:
        return
    kept = [path for path, remade in files.items() if path.exists() and not _is_remade(path, remade)]
    if kept:
        more = f" and {len(kept) - 1} more" if len(kept) > 1 else ""
        there = "are" if more else "is"
        raise PixelgenError(
            f"{kept[0]}{more} {there} there already; name another place, or use --force to write over "
            f"{'them' if more else 'it'}"
        )


def _is_remade(path: Path, remade: Remade) -> bool:
    try:
        return remade(read_file(path))
    except PixelgenError:  # it cannot be read, or is larger than anything that is written here
        return False
