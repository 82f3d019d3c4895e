"""`pixelgen watch`: packs' files -> packs that are baked again at each change, until it is interrupted.

Imports what it needs when it runs, so that other commands start as fast without it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine_bridges.commands.bake import (
    ProgressBar,
    WeightsThatDrew,
    add_jobs_option,
    add_mark_option,
    add_weights_option,
)
from pixelgen import interrupts

if TYPE_CHECKING:
    from engine_bridges.baking.report import BakeReport
    from engine_bridges.pack_file.pack import Pack
    from engine_bridges.watching.file_digests import DigestingReader
    from engine_bridges.watching.watch_lock import WatchLocks
    from engine_bridges.watching.watch_loop import Baked, Failed, FileEvents

HELP = "bake packs again whenever their files change"
DESCRIPTION = "Bake packs, and bake them again after each change of their files, until Ctrl-C."
EPILOG = """\
A pack is baked when its file, a picture or palette that it names, or the weights change, a moment after the last save,
and when what was baked is deleted; only creatures that changed are drawn. While a file has errors, its pack stays as it
was. Ctrl-C ends the watch.

Godot's editor imports what was baked when its window gets the focus; a running game shows it by the node
shared/pack_reload.gd of the pack. `pixelgen view` and pygame_surfaces.PackReload show it as well.

examples:
  pixelgen watch reef.toml
  pixelgen watch reef.toml cave.toml
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("packs", type=Path, nargs="+", metavar="PACK.toml", help="the packs' files")
    add_jobs_option(parser)
    add_weights_option(parser)
    add_mark_option(parser)
    add("--json", action="store_true", help="print a JSON object a line")


def run(
    options: argparse.Namespace,
    generator_factory: Callable[[Path | None], Any],
    *,
    progress_bar: ProgressBar,
    shipped_weights: Callable[[], Path],
    weights_that_drew: WeightsThatDrew,
    locks_folder: Path,
) -> str:
    """Watch until the process is interrupted, and return the last line to print.

    locks_folder: where it is noted which packs are watched. PackError when a file is not there at the start.
    """
    from threading import Event

    from engine_bridges.watching.folder_events import FolderEvents

    woken = Event()

    def wait(seconds: float) -> None:
        interrupts.raise_again()
        woken.wait(seconds)
        woken.clear()

    baker = Baker(
        options.weights, generator_factory, progress_bar, shipped_weights, weights_that_drew, mark=not options.no_mark
    )
    with FolderEvents(woken.set) as events:
        return watched(options, baker, events=events, clock=time.monotonic, wait=wait, locks_folder=locks_folder)


def watched(
    options: argparse.Namespace,
    baker: Baker,
    *,
    events: FileEvents,
    clock: Callable[[], float],
    wait: Callable[[float], object],
    locks_folder: Path,
) -> str:
    """As `run`, with the surroundings as arguments: see `watch_loop.watch`."""
    from engine_bridges.baking.report import counted
    from engine_bridges.creatures.creature import PackError
    from engine_bridges.watching.watch_lock import WatchLocks
    from engine_bridges.watching.watch_loop import watch

    for pack in options.packs:
        if not pack.is_file():
            raise PackError(f"{pack} is no file; `pixelgen new-pack {pack}` writes an example")
    files = [path.absolute() for path in options.packs]
    count, home = 0, Path.cwd()

    def tell(news: Baked | Failed) -> None:
        nonlocal count
        count += hasattr(news, "report")
        if options.json:
            _print([json.dumps(news.content())])
        else:
            # Paths as they were named: they are absolute within, as the current folder may be deleted.
            _print([line.replace(f"{home}{os.sep}", "") for line in news.lines(time.strftime("%H:%M:%S"))])

    if not options.json:
        _print([f"watching {', '.join(map(str, options.packs))}; Ctrl-C ends"])
    try:
        with WatchLocks(locks_folder) as locks:

            def bake(file: Path, reader: DigestingReader) -> BakeReport:
                return baker.bake(file, reader, locks)

            watch(files, bake, events=events, tell=tell, clock=clock, wait=wait)
    except KeyboardInterrupt:
        interrupts.forget()  # this is how a watch ends
    finally:
        baker.close()
    return json.dumps({"bakes": count}) if options.json else f"stopped after {counted(count, 'bake')}"


class Baker:
    """Bakes with one generator for as long as the weights stay the same; those of a pack's DNAs are found by digest."""

    def __init__(
        self,
        weights: Path | None,
        generator_factory: Callable[[Path | None], Any],
        progress_bar: ProgressBar,
        shipped_weights: Callable[[], Path],
        weights_that_drew: WeightsThatDrew,
        *,
        mark: bool = True,
    ) -> None:
        self._weights = None if weights is None else weights.absolute()
        self._factory = generator_factory
        self._progress_bar = progress_bar
        self._shipped_weights = shipped_weights
        self._weights_that_drew = weights_that_drew
        self._mark = mark
        self._generator: Any = None
        self._drawn_with: tuple[Path, str | None] | None = None  # the file of the generator, and its digest

    def bake(self, file: Path, reader: DigestingReader, locks: WatchLocks) -> BakeReport:
        """Bake a pack whose folder nobody else watches. PixelgenError when that fails."""
        from engine_bridges.baking.bake import bake
        from engine_bridges.pack_file.pack import read_pack

        pack = read_pack(file, read=reader, weights=self._weights)
        locks.take(pack.output)
        generator = self._drawer(pack, reader)
        with self._progress_bar(sys.stderr, what="creatures") as progress:
            return bake(pack, generator, mark=self._mark, progress=progress, tell=lambda message: _print([message]))

    def close(self) -> None:
        """End what is being drawn."""
        if self._generator is not None:
            self._generator.close()
            self._generator = None

    def _drawer(self, pack: Pack, reader: DigestingReader) -> Any:
        from engine_bridges.watching.file_digests import digests_of

        named = self._weights_that_drew(pack.needed_weights, pack.weights)
        file = named or self._shipped_weights()
        digest = digests_of([file])[file]
        reader.digests[file] = digest
        if self._generator is None or (file, digest) != self._drawn_with:
            self.close()
            self._generator = self._factory(named)
            self._drawn_with = file, digest
        return self._generator


def _print(lines: list[str]) -> None:
    with contextlib.suppress(OSError, AttributeError):  # nobody may be listening
        print("\n".join(lines), file=sys.stdout, flush=True)
