"""`pixelgen gallery`: weights -> a folder of pictures and a page that shows them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from pixelgen.commands.option_types import whole_number
from pixelgen.commands.progress import progress_bar
from pixelgen.errors import PixelgenError
from pixelgen.files.whole_files import write_files
from pixelgen.requests.request import MAX_SEED, SpriteRequest
from pixelgen.sprite import Sprite

EPILOG = """\
examples:
  pixelgen gallery --out gallery
  pixelgen gallery --weights mine.safetensors --seed 100 --out gallery
"""
PAGE = "index.html"
_MOST = MAX_SEED - 1000


class GalleryMaker(Protocol):
    """The part of a generator that the command needs."""

    @property
    def weights_digest(self) -> str:
        """Hash of the weights, hexadecimal."""

    @property
    def learnt_species(self) -> Sequence[str]:
        """Species that the weights have learnt."""

    def sprites(self, requests: Sequence[SpriteRequest]) -> list[Sprite]:
        """One sprite a request, in order."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="folder for pictures and index.html; made if missing")
    add("--seed", type=whole_number(0, _MOST), default=0, metavar="N", help="the first seed (default 0)")
    add("--weights", type=Path, metavar="FILE", help="another weights file")
    add("--no-cache", action="store_true", help="draw every sprite anew")
    add("--json", action="store_true", help="print one JSON object: the page and the pictures")


def run(options: argparse.Namespace, generator_factory: Callable[[Path | None], GalleryMaker]) -> str:
    """Write the pictures, then the page, and return the lines to print."""
    from pixelgen.gallery.exhibits import COUNT, exhibits
    from pixelgen.gallery.page import page

    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PixelgenError(f"cannot make the folder {options.out}: {error.strerror or error}") from error
    generator = generator_factory(options.weights)
    shown = []
    with progress_bar(sys.stderr, what="pictures") as report:
        for exhibit in exhibits(generator, learnt=generator.learnt_species, seed=options.seed):
            shown.append(exhibit)
            report(len(shown), COUNT)
    says = f"Drawn by the weights {generator.weights_digest[:16]}, seeds from {options.seed}, none chosen."
    files = {options.out / one.name: one.content for one in shown}
    files[options.out / PAGE] = page(shown, title="pixelgen gallery", says=says).encode("utf-8")
    write_files(files)
    told = [str(path) for path in files]
    return json.dumps({"page": told[-1], "pictures": told[:-1]}) if options.json else "\n".join(told)
