"""`pixelgen studio`: a page in the browser to look, choose, breed, mend and keep; or the page as a folder.

Imports what it needs when it runs, so that other commands start as fast without it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine_bridges.commands.bake import add_jobs_option
from engine_bridges.commands.options import port_number

HELP = "look, choose, breed, mend and keep creatures in the browser"
DESCRIPTION = "Open a page in which creatures are looked at, chosen, bred, mended and kept. Ctrl-C ends it."
EPILOG = """\
The page is served on 127.0.0.1 alone, to those who have the address with its token. With a pack's file the favourites
are that pack: what is kept, renamed or removed is written into it, its comments stay, and `pixelgen watch` beside it
bakes at each change. A file that is not there is made when the first creature is kept.

--export writes the page for a static host instead, under 5 MB: there the core draws in the browser.

examples:
  pixelgen studio
  pixelgen studio reef.toml
  pixelgen studio --export public      # then: python -m http.server --directory public
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("pack", nargs="?", type=Path, metavar="PACK.toml", help="the pack whose creatures are the favourites")
    add("--port", type=port_number, default=0, metavar="N", help="port on 127.0.0.1 (default: a free one)")
    add("--no-browser", action="store_true", help="print the address and open no browser")
    add("--export", type=Path, metavar="DIR", help="write the page for a static host and exit")
    add_jobs_option(parser)
    add("--weights", type=Path, metavar="FILE", help="weights to draw with (default: those that come with pixelgen)")
    add("--no-cache", action="store_true", help="do not use the cache of drawn sprites")
    add("--json", action="store_true", help="print the address, or what was written, as a JSON object")


def run(
    options: argparse.Namespace,
    generator_factory: Callable[[Path | None], Any],
    *,
    shipped_weights: Callable[[], Path],
    open_page: Callable[[str], object] = webbrowser.open,
) -> str:
    """Serve until the process is interrupted, and return the last line to print.

    PixelgenError when the pack cannot be read, or the server cannot start.
    """
    if options.export is not None:
        return _export(options, generator_factory, shipped_weights)
    from engine_bridges.studio.actions import Actions
    from engine_bridges.studio.pack_favourites import PackFavourites
    from engine_bridges.studio.pages import pages
    from engine_bridges.studio.server import HOST, StudioServer
    from pixelgen import PixelgenError

    pack = None if options.pack is None else PackFavourites(options.pack)
    if pack is not None:
        pack.entries()  # or the error before a page opens
    generator = generator_factory(options.weights)
    try:
        try:
            server = StudioServer(pages(), Actions(generator, pack).answer, port=options.port)
        except OSError as error:
            raise PixelgenError(f"port {options.port} of {HOST} cannot be used: {error.strerror or error}") from error
        with server:
            told = json.dumps({"address": server.address}) if options.json else f"studio on {server.address}"
            with contextlib.suppress(OSError, AttributeError):  # nobody may be listening
                print(told if options.json else f"{told}\nCtrl-C ends it", file=sys.stdout, flush=True)
            if not options.no_browser:
                threading.Thread(target=open_page, args=(server.address,), daemon=True).start()
            _serve(server)
    finally:
        generator.close()
    return json.dumps({"ended": True}) if options.json else "the studio is closed"


def _serve(server: Any) -> None:
    """Until the process is interrupted, which is how a studio ends."""
    from pixelgen import interrupts

    ended = threading.Event()
    with interrupts.answered_by(ended.set):
        thread = threading.Thread(target=server.serve_forever, name="studio", daemon=True)
        thread.start()
        while not ended.wait(0.5):
            pass
        server.shutdown()
        thread.join()
    interrupts.forget()


def _export(
    options: argparse.Namespace, generator_factory: Callable[[Path | None], Any], shipped_weights: Callable[[], Path]
) -> str:
    from engine_bridges.studio.static_site import export_site

    generator = generator_factory(options.weights)
    try:
        weights = (options.weights or shipped_weights()).read_bytes()
        size = export_site(options.export, generator, weights)
    finally:
        generator.close()
    return json.dumps({"folder": str(options.export), "bytes": size}) if options.json else str(options.export)
