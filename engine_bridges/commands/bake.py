"""`pixelgen bake`: a pack's file -> its folder, and the lines to print.

Imports what it needs when it runs, so that other commands start as fast without it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

HELP = "draw the creatures of a pack file for a game engine"
DESCRIPTION = (
    "Draw the creatures that a pack file lists and write them for Godot, Pygame or as sheets. Unchanged ones are kept."
)
MOST_JOBS = 256
EPILOG = """\
Only creatures that changed are drawn again: when the pack's file, a picture that it names, or the weights changed.
Files of the pack that you edited by hand are kept and named. Ctrl-C leaves the pack as it was; what was drawn until
then is in the cache.

examples:
  pixelgen new-pack reef.toml
  pixelgen bake reef.toml --dry-run
  pixelgen bake reef.toml --out game/addons/reef
  pixelgen bake reef.toml --scheduler tcp://10.0.0.5:8786     # of machines that you trust, with the same pixelgen
"""
ProgressBar = Callable[..., AbstractContextManager[Callable[[int, int], None]]]
WeightsThatDrew = Callable[[Iterable[str | None], Path | None], Path | None]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("pack", type=Path, metavar="PACK.toml", help="the pack's file; `pixelgen new-pack` writes an example")
    add("--out", type=Path, metavar="DIR", help="folder to bake into, instead of the one that the file names")
    add_jobs_option(parser)
    add("--scheduler", type=_scheduler, metavar="URL", help="draw on a Dask cluster: tcp://host:port of its scheduler")
    add(
        "--contact-sheet",
        type=_png,
        metavar="FILE",
        help="picture of all creatures (default: preview/contact_sheet.png in the pack's folder)",
    )
    add("--dry-run", action="store_true", help="show what would be baked; draw and write nothing")
    add("--overwrite-edits", action="store_true", help="replace files of the pack that were edited by hand, too")
    add("--take-over", action="store_true", help="bake into a folder that was baked from another file")
    add_weights_option(parser)
    add_mark_option(parser)
    add("--json", action="store_true", help="print what was done as one JSON object")


def add_mark_option(parser: argparse.ArgumentParser) -> None:
    """Declare --no-mark."""
    text = "leave out of pictures the mark that they were generated (IPTC digital source type in XMP)"
    parser.add_argument("--no-mark", action="store_true", help=text)


def add_weights_option(parser: argparse.ArgumentParser) -> None:
    """Declare --weights."""
    text = (
        "weights to draw with, or a folder that is searched for those of the pack's DNAs (default: those of pixelgen)"
    )
    parser.add_argument("--weights", type=Path, metavar="FILE", help=text)


def add_jobs_option(parser: argparse.ArgumentParser) -> None:
    """Declare how many sprites are drawn at once; the command line's generator goes by it."""
    text = "sprites drawn at once (default: one per core)"
    parser.add_argument("--jobs", type=_jobs, default=_cores(), metavar="N", help=text)


def run(
    options: argparse.Namespace,
    generator_factory: Callable[[Path | None], Any],
    *,
    progress_bar: ProgressBar,
    weights_that_drew: WeightsThatDrew,
) -> str:
    """Bake and return the lines to print. PixelgenError, of it PackFileError with lines of the file, when that fails.

    progress_bar: (stream, what=) -> a context that gives what is told (finished, total). weights_that_drew: (what the
    DNAs of a pack need, the value of --weights) -> the file to draw with, None for the one that ships.
    """
    from engine_bridges.baking.bake import bake, planned
    from engine_bridges.folders.ownership import WriteMode
    from engine_bridges.pack_file.pack import read_pack

    pack = read_pack(options.pack, weights=options.weights)
    mode = WriteMode(options.take_over, options.overwrite_edits)
    weights = weights_that_drew(pack.needed_weights, pack.weights)
    if weights != pack.weights:
        _tell(f"drawing with {weights}, which drew the DNAs of the pack")
    generator = generator_factory(weights)
    try:
        if options.dry_run:
            report = planned(pack, generator, folder=options.out, mode=mode, mark=not options.no_mark)
        else:
            with _cluster(options.scheduler, weights) as make, progress_bar(sys.stderr, what="creatures") as progress:
                report = bake(
                    pack,
                    generator,
                    folder=options.out,
                    mode=mode,
                    mark=not options.no_mark,
                    make=make,
                    contact_sheet=options.contact_sheet,
                    progress=progress,
                    tell=_tell,
                )
    except KeyboardInterrupt:
        _tell("interrupted; the pack is whole, and what was drawn is in the cache")
        raise
    finally:
        generator.close()
    return json.dumps(report.content()) if options.json else report.text()


def _cluster(scheduler: str | None, weights: Path | None) -> AbstractContextManager[Any]:
    """What makes the creatures; None: this process."""
    if scheduler is None:
        return contextlib.nullcontext()
    from engine_bridges.creatures.creature import PackError

    try:
        from engine_bridges.baking.cluster import cluster_at
    except ModuleNotFoundError as error:
        raise PackError(f"--scheduler needs {error.name}; run: pip install 'pixelgen-reef[cluster]'") from error
    try:
        content = None if weights is None else weights.read_bytes()
    except OSError as error:
        raise PackError(f"cannot read {weights}: {error.strerror or error}") from error
    return cluster_at(scheduler, weights=content)


def _tell(message: str) -> None:
    with contextlib.suppress(OSError, AttributeError):  # nobody may be listening
        print(f"pixelgen bake: {message}", file=sys.stderr, flush=True)


def _cores() -> int:
    """Those that this process may use."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(found, MOST_JOBS)


def _png(text: str) -> Path:
    if Path(text).suffix.lower() != ".png" or "\0" in text:
        raise argparse.ArgumentTypeError(f"must be a .png file; got {text!r}")
    return Path(text)


def _scheduler(text: str) -> str:
    if not re.fullmatch(r"(tcp|tls)://[^\s:/]+:\d{1,5}", text):
        raise argparse.ArgumentTypeError(f"must be like tcp://host:8786; got {text!r}")
    return text


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1 to {MOST_JOBS}; got {text!r}")
    return int(text)
