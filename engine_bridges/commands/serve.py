"""`pixelgen serve`: a generator -> a server for games on this machine, until it is interrupted.

Imports what it needs when it runs, so that other commands start as fast without it.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from engine_bridges.commands.bake import WeightsThatDrew
from engine_bridges.commands.options import port_number

HELP = "draw creatures for games while they run"
DESCRIPTION = "Draw creatures on request for games on this machine, over a socket on 127.0.0.1, until Ctrl-C."
_HOST = "127.0.0.1"
ADDRESS_FILE = "server.json"
CLIENT_FILE = "pixelgen_client.gd"
_SIGNATURE = b"# pixelgen wrote this. SHA-256: "
_LARGEST_CLIENT = 1 << 20
EPILOG = """\
Port and token stand in the address file, which only your user can read. A client connects, sends the token, then one
JSON object a line:
  {"token": "..."}
  {"id": 1, "zone": "reef", "category": "jellyfish", "seed": 7, "animations": ["idle", "dart"]}
Each answer is one line, with the sheets as PNG in base64. For Godot 4 there is a client, the node PixelgenClient.

Ctrl-C or SIGTERM stops the server: it removes the address file and exits with status 0.

examples:
  pixelgen serve
  pixelgen serve --port 7878 --token-file game/server.json
  pixelgen serve --client game/pixelgen_client.gd
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--port", type=port_number, default=0, metavar="N", help="port on 127.0.0.1 (default: a free one)")
    add("--host", type=_own_machine, default=_HOST, metavar="H", help="127.0.0.1, the only address that is served")
    add("--token-file", type=Path, metavar="FILE", help=f"address file (default: {ADDRESS_FILE} in the cache folder)")
    text = (
        "weights to draw with, or a folder to search for those of DNAs that are asked for (default: those of pixelgen)"
    )
    add("--weights", type=Path, metavar="FILE", help=text)
    add("--no-cache", action="store_true", help="do not use the cache of drawn sprites")
    add("--json", action="store_true", help="print the server's address as a JSON object")
    add("--client", type=Path, metavar="FILE", help="write the client for Godot to FILE and exit")
    add("--force", action="store_true", help="replace FILE even if pixelgen did not write it")


def run(
    options: argparse.Namespace,
    generator_factory: Callable[[Path | None], Any],
    folder: Path,
    *,
    weights_that_drew: WeightsThatDrew,
) -> str:
    """Serve until the process is interrupted or terminated, and return the last line to print.

    folder: where the address file goes when none is named. weights_that_drew: as for a bake, of one DNA.
    PixelgenError when the server cannot start.
    """
    if options.client is not None:
        return _write_client(options.client, replace=options.force)
    from engine_bridges.server.older_weights import OlderWeights
    from engine_bridges.server.serving import serve

    own = None if options.weights is None or options.weights.is_dir() else options.weights

    def find(digest: str) -> Path | None:
        return None if own is not None else weights_that_drew([digest], options.weights)

    path = folder.expanduser() / ADDRESS_FILE if options.token_file is None else options.token_file
    tell = partial(_tell, as_json=options.json)
    generator, older = generator_factory(own), OlderWeights(find, generator_factory)
    try:
        drawn = serve(generator, port=options.port, path=path, tell=tell, replace=options.force, older=older.generator)
    finally:
        generator.close()
        older.close()
    return json.dumps({"drawn": drawn}) if options.json else f"stopped; creatures drawn: {drawn}"


def _tell(port: int, path: Path, *, as_json: bool) -> None:
    told = {"host": _HOST, "port": port, "token_file": str(path)}
    line = json.dumps(told) if as_json else f"serving on {_HOST}:{port}; address and token in {path}; Ctrl-C stops"
    with contextlib.suppress(OSError, AttributeError):  # nobody may be listening
        print(line, file=sys.stdout, flush=True)


def _write_client(path: Path, *, replace: bool) -> str:
    from importlib.resources import files

    from pixelgen import PixelgenError, write_files

    client = (files("engine_bridges") / "godot" / "scripts" / CLIENT_FILE).read_bytes()
    try:
        if path.is_dir():
            raise PixelgenError(f"cannot write {path}: it is a folder; name a file")
        if not replace and os.path.lexists(path) and not _is_ours(path, client):
            raise PixelgenError(
                f"{path} exists and was not written by pixelgen, or was changed since; name another file, or replace "
                f"it with --force"
            )
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise PixelgenError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from error
    write_files({path: client + _signature(client)})
    return str(path)


def _signature(content: bytes) -> bytes:
    """The last line of a client: what is above it is as it was written, in this version or another."""
    return _SIGNATURE + hashlib.sha256(content).hexdigest().encode("ascii") + b"\n"


def _is_ours(path: Path, client: bytes) -> bool:
    """Whether there is a client that nobody has edited; line ends may be those of Windows. An empty file counts too."""
    if not path.is_file() or path.stat().st_size > _LARGEST_CLIENT:
        return False
    text = path.read_bytes().replace(b"\r\n", b"\n")
    above, mark, digest = text.rpartition(_SIGNATURE)
    return text in (b"", client) or (bool(mark) and mark + digest == _signature(above))


def _own_machine(text: str) -> str:
    if text != _HOST:
        raise argparse.ArgumentTypeError(
            f"the server listens on {_HOST} alone, for games on this machine; got {text!r}"
        )
    return text
