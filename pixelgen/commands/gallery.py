"""`pixelgen gallery`: weights -> a folder of pictures and a page that shows them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pixelgen.checks import MAX_SEED
from pixelgen.commands.output.overwriting import Remade, add_force_option, check_replaceable
from pixelgen.commands.output.sprite_maker import GeneratorFactory, SpriteMaker
from pixelgen.commands.terminal.option_types import whole_number
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.terminal.weights_option import add_weights_option
from pixelgen.errors import PixelgenError
from pixelgen.files.own_folder import other_use_of
from pixelgen.files.whole_files import check_writable, write_files
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

if TYPE_CHECKING:
    from pixelgen.gallery.page import Origin

HELP = "draw a page of pictures that shows what the weights can do"
DESCRIPTION = """\
Draw every species and zone, flat, lit, moving, bred and at several temperatures, and write the pictures into a folder
with a page, index.html, that shows them. Nothing is selected: the first seeds are used."""
EPILOG = """\
examples:
  pixelgen gallery --out gallery
  pixelgen gallery --weights mine.safetensors --seed 100 --out my_gallery
"""
PAGE = "index.html"
_HIGHEST_SEED = MAX_SEED - 1000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="folder for the pictures and index.html; created")
    add("--seed", type=whole_number(0, _HIGHEST_SEED), default=0, metavar="N", help="the first seed (default 0)")
    add_force_option(parser)
    add_weights_option(parser)
    add("--no-cache", action="store_true", help="draw every sprite again and do not store it in the cache")
    add("--json", action="store_true", help="print one JSON object: the page and the pictures")


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """Write the pictures, then the page, and return the lines to print."""
    from pixelgen.gallery.exhibits import NAMES, exhibits
    from pixelgen.gallery.page import Origin, page_of
    from pixelgen.gallery.rows import sprite_count

    if (use := other_use_of(options.out)) is not None:
        alone = options.out / "gallery"
        raise PixelgenError(f"{options.out} is {use}; name a folder for the pictures alone, such as {alone}")
    check_writable(options.out / PAGE)
    generator = generator_factory(options.weights)
    origin = Origin(generator.weights_digest, options.seed)
    _check_replaceable(options.out, NAMES, origin, force=options.force)
    learnt = generator.learnt_species
    with progress_bar(sys.stderr, what="sprites") as progress:
        source = _Counted(generator, progress, total=sprite_count(learnt))
        shown = list(exhibits(source, learnt=learnt, seed=options.seed))
    files = {options.out / one.name: one.content for one in shown}
    files[options.out / PAGE] = page_of(shown, origin).encode("utf-8")
    _check_replaceable(options.out, NAMES, origin, force=options.force)  # what came there meanwhile
    write_files(files)
    written = [str(path) for path in files]
    return json.dumps({"page": written[-1], "pictures": written[:-1]}) if options.json else "\n".join(written)


def _check_replaceable(folder: Path, names: Sequence[str], origin: Origin, *, force: bool) -> None:
    """PixelgenError when one of the files is there, and the page beside it does not say that it would be made again."""
    from pixelgen.gallery.page import digest_of, record_of

    try:
        record = record_of((folder / PAGE).read_bytes())
    except OSError:
        record = None
    if record is None or record.origin != origin:
        check_replaceable(dict.fromkeys((folder / name for name in (*names, PAGE)), _foreign), force=force)
        return
    digests = record.digests
    files: dict[Path, Remade] = {
        folder / name: lambda content, name=name: digests.get(name) == digest_of(content)  # type: ignore[misc]
        for name in names
    }
    check_replaceable(files, force=force)


def _foreign(_: bytes) -> bool:
    return False


class _Counted:
    """A generator that reports each sprite against the number of all."""

    def __init__(self, generator: SpriteMaker, report: Callable[[int, int], None], *, total: int) -> None:
        self._generator = generator
        self._report = report
        self._total = total
        self._finished = 0

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """One sprite a request, in order."""
        before = self._finished
        drawn = self._generator.sprites(requests, progress=lambda done, _: self._report(before + done, self._total))
        self._finished += len(requests)
        return drawn
