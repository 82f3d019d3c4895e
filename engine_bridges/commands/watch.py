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

from engine_bridges.commands.bake import ProgressBar, add_jobs_option

if TYPE_CHECKING:
    from engine_bridges.baking.report import BakeReport
    from engine_bridges.baking.watching import Baked, Broken
    from engine_bridges.folders.file_digests import Reading

HELP = "bake packs again whenever their files change"
DESCRIPTION = "Bake packs, and bake them again after each change of their files, until Ctrl-C."
EPILOG = """\
A pack is baked when its file, a picture or palette that it names, or the weights change, a moment after the last save;
only creatures that change are made. A file with mistakes leaves its pack as it was until it is mended. Ctrl-C ends.

examples:
  pixelgen watch reef.toml
  pixelgen watch reef.toml cave.toml
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("packs", type=Path, nargs="+", metavar="PACK.toml", help="the packs' files")
    add_jobs_option(parser)
    add("--weights", type=Path, metavar="FILE", help="other weights than the shipped ones")
    add("--json", action="store_true", help="print a JSON object a line")


def run(
    options: argparse.Namespace,
    generator_factory: Callable[[Path | None], Any],
    *,
    progress_bar: ProgressBar,
    shipped_weights: Callable[[], Path],
) -> str:
    """Watch until the process is interrupted, and return the last line to print.

    PixelgenError when a file is not there at the start, or events cannot be had.
    """
    from threading import Event

    from engine_bridges.baking.watched_folders import WatchedFolders
    from engine_bridges.baking.watching import watch
    from engine_bridges.creatures.creature import PackError

    for pack in options.packs:
        if not pack.is_file():
            raise PackError(f"{pack} is no file; `pixelgen new-pack {pack}` writes an example")
    files = [path.absolute() for path in options.packs]
    woken, count, home = Event(), 0, Path.cwd()

    def wait(seconds: float) -> None:
        woken.wait(seconds)
        woken.clear()

    def tell(news: Baked | Broken) -> None:
        nonlocal count
        count += hasattr(news, "report")
        if options.json:
            _say([json.dumps(news.content())])
        else:
            # Paths as they were named: they are absolute within, as the current folder may go.
            _say([line.replace(f"{home}{os.sep}", "") for line in news.lines(time.strftime("%H:%M:%S"))])

    baker = _Baker(options.weights, generator_factory, progress_bar, shipped_weights)
    if not options.json:
        _say([f"watching {', '.join(map(str, options.packs))} and what they name; Ctrl-C ends"])
    try:
        with WatchedFolders(woken.set) as hearing:
            watch(files, baker.bake, hearing=hearing, tell=tell, clock=time.monotonic, wait=wait)
    except KeyboardInterrupt:
        pass
    finally:
        baker.close()
    return json.dumps({"bakes": count}) if options.json else f"stopped; baked {count} times"


class _Baker:
    """Bakes with one generator for as long as the weights stay the same."""

    def __init__(
        self,
        weights: Path | None,
        generator_factory: Callable[[Path | None], Any],
        progress_bar: ProgressBar,
        shipped_weights: Callable[[], Path],
    ) -> None:
        self._weights = None if weights is None else weights.absolute()
        self._factory = generator_factory
        self._progress_bar = progress_bar
        self._file = self._weights or shipped_weights()
        self._generator: Any = None
        self._digest: str | None = None
        self._folders: dict[Path, str] = {}  # that packs are baked into, by file

    def bake(self, file: Path, reading: Reading) -> BakeReport:
        """As `watching.Bake`."""
        from engine_bridges.baking.bake import bake
        from engine_bridges.pack_file.pack import read_pack

        pack = read_pack(file, read=reading)
        self._claim(pack.output, file)
        generator = self._drawer(reading)
        with self._progress_bar(sys.stderr, what="creatures") as progress:
            return bake(pack, generator, progress=progress, tell=lambda message: _say([message]))

    def close(self) -> None:
        """End what is being drawn."""
        if self._generator is not None:
            self._generator.close()
            self._generator = None

    def _claim(self, folder: Path, file: Path) -> None:
        """Two packs in one folder would change each other for ever."""
        from engine_bridges.creatures.creature import PackError

        place = self._folders[file] = os.path.realpath(folder)
        for other, taken in self._folders.items():
            if other != file and taken == place:
                del self._folders[file]
                raise PackError(
                    f"{file.name} and {other.name} are both baked into {folder}; change one's output or name"
                )

    def _drawer(self, reading: Reading) -> Any:
        from engine_bridges.folders.file_digests import digests_of

        digest = digests_of([self._file])[self._file]
        reading.digests[self._file] = digest
        if self._generator is None or digest != self._digest:
            self.close()
            self._generator = self._factory(self._weights)
            self._digest = digest
        return self._generator


def _say(lines: list[str]) -> None:
    with contextlib.suppress(OSError, AttributeError):  # nobody may be listening
        print("\n".join(lines), file=sys.stdout, flush=True)
