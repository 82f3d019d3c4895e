"""`pixelgen cache info|verify|clear`: the folder of drawn sprites -> a line or JSON that describes it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pixelgen.cache.cache import Cache
from pixelgen.errors import PixelgenError

HELP = "show, check or empty the cache of drawn sprites"
DESCRIPTION = "Show how full the cache is, check every entry and remove damaged ones, or remove all."
EPILOG = """\
info prints the folder, the number of entries and their size on the disk.
verify reads every entry and removes damaged ones.
clear removes all entries. Other files in the folder stay.

The folder is the platform's own for caches, or the one in the environment variable PIXELGEN_CACHE_DIR. Each entry is
a PNG file.

examples:
  pixelgen cache info
  pixelgen cache verify --json
  pixelgen cache clear
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("action", choices=list(_ACTIONS), metavar="ACTION", help="info, verify or clear")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def run(options: argparse.Namespace, folder: Path) -> str:
    """Run the action and return the line to print. PixelgenError when the folder cannot be read or changed."""
    cache = Cache(folder)
    try:
        content, line = _ACTIONS[options.action](cache)
    except OSError as error:
        raise PixelgenError(f"cannot {options.action} the cache {cache.folder}: {error.strerror or error}") from error
    return json.dumps({"folder": str(cache.folder), **content}) if options.json else line


def _info(cache: Cache) -> tuple[dict[str, Any], str]:
    info = cache.info()
    line = f"{info.folder}: {info.entries} entries, {info.bytes / 2**20:.1f} of {info.limit / 2**20:.0f} MB"
    return {"entries": info.entries, "bytes": info.bytes, "limit": info.limit}, line


def _verify(cache: Cache) -> tuple[dict[str, Any], str]:
    check = cache.verify()
    line = f"{cache.folder}: {check.entries} entries, {check.damaged} damaged" + " and removed" * bool(check.damaged)
    return {"entries": check.entries, "damaged": check.damaged}, line


def _clear(cache: Cache) -> tuple[dict[str, Any], str]:
    removed = cache.clear()
    return {"removed": removed}, f"{cache.folder}: {removed} entries removed"


_ACTIONS: dict[str, Callable[[Cache], tuple[dict[str, Any], str]]] = {
    "info": _info,
    "verify": _verify,
    "clear": _clear,
}
