"""`pixelgen serve`: a generator -> a server for games on this machine, until it is interrupted.

Imports what it needs when it runs, so that other commands start as fast without it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

HELP = "draw creatures for games while they run"
DESCRIPTION = "Draw creatures on request for games on this machine, over a socket on 127.0.0.1, until Ctrl-C."
_HOST = "127.0.0.1"
ADDRESS_FILE = "server.json"
CLIENT_FILE = "pixelgen_client.gd"
EPILOG = """\
A client reads port and token from the address file, which only this user can read, and then sends lines of JSON:
  {"token": "..."}
  {"id": 1, "zone": "reef", "category": "jellyfish", "seed": 7, "animations": ["idle", "dart"]}
An answer is a line too, with the sheets as PNG in base64. For Godot there is a client, a node that gives SpriteFrames.

examples:
  pixelgen serve
  pixelgen serve --port 7878 --token-file game/server.json
  pixelgen serve --client game/pixelgen_client.gd
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--port", type=_port, default=0, metavar="N", help="port on 127.0.0.1 (default: a free one)")
    add("--host", type=_own_machine, default=_HOST, metavar="H", help="127.0.0.1; no other is served")
    add("--token-file", type=Path, metavar="FILE", help=f"address file (default {ADDRESS_FILE} in the cache folder)")
    add("--weights", type=Path, metavar="FILE", help="other weights than the shipped ones")
    add("--no-cache", action="store_true", help="neither read nor keep drawn sprites")
    add("--json", action="store_true", help="print where the server is as one JSON object")
    add("--client", type=Path, metavar="FILE", help="write the client for Godot to FILE and serve nothing")


def run(options: argparse.Namespace, generator_factory: Callable[[Path | None], Any], folder: Path) -> str:
    """Serve until the process is interrupted or told to end, and return the last line to print.

    folder: where the address file goes when none is named. PixelgenError when the server cannot start.
    """
    if options.client is not None:
        return _write_client(options.client)
    import asyncio

    from engine_bridges.server.serving import serve

    path = folder / ADDRESS_FILE if options.token_file is None else options.token_file
    generator = generator_factory(options.weights)
    try:
        drawn = asyncio.run(serve(generator, port=options.port, path=path, tell=partial(_tell, as_json=options.json)))
    finally:
        generator.close()
    return json.dumps({"drawn": drawn}) if options.json else f"stopped; {drawn} creatures drawn"


def _tell(port: int, path: Path, *, as_json: bool) -> None:
    told = {"host": _HOST, "port": port, "token_file": str(path)}
    line = json.dumps(told) if as_json else f"serving on {_HOST}:{port}; token in {path}; Ctrl-C ends"
    with contextlib.suppress(OSError, AttributeError):  # nobody may be listening
        print(line, file=sys.stdout, flush=True)


def _write_client(path: Path) -> str:
    from importlib.resources import files

    from pixelgen import PixelgenError

    content = (files("engine_bridges") / "godot" / "scripts" / CLIENT_FILE).read_bytes()
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        raise PixelgenError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error
    return str(path)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5 or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 (a free port) to 65535; got {text!r}")
    return int(text)


def _own_machine(text: str) -> str:
    if text != _HOST:
        raise argparse.ArgumentTypeError(
            f"the server listens on {_HOST} alone, for games on this machine; got {text!r}"
        )
    return text
