"""`pixelgen family`: a DNA, or a picture that carries one -> a picture of its family tree."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pixelgen.cache.entry import checksum
from pixelgen.commands.old_weights import weights_that_drew
from pixelgen.commands.output.family_tree import Node, tree_of, tree_picture
from pixelgen.commands.output.files import make_folder, shown_of
from pixelgen.commands.output.overwriting import add_force_option, check_replaceable
from pixelgen.commands.output.plan import MAX_SCALE, NO_MARK_HELP, check_place
from pixelgen.commands.output.recorded_picture import recorded_picture
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.option_types import whole_number
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.commands.terminal.weights_option import add_weights_option
from pixelgen.errors import PixelgenError, RequestError
from pixelgen.files.generated_mark import marked
from pixelgen.files.sprite_png import CHECKSUM_TEXT, DNA_TEXT, MAX_SIDE, REQUEST_TEXT, WEIGHTS_TEXT, encode_png
from pixelgen.files.whole_files import write_files
from pixelgen.look.appearance import Appearance
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

HELP = "draw the family tree of a creature"
DESCRIPTION = """\
Draw a creature with its parents, their parents and so on above it, as a PNG. Red branches lead to first parents, blue
ones to second parents. What is known by name alone and is in no library is an empty frame."""
EPILOG = """\
examples:
  pixelgen breed mother.png father.png --out child.png
  pixelgen family child.png --out tree.png --scale 4
  pixelgen family child.png --generations 2 --flat --out small_tree.png
"""
MOST_GENERATIONS = 8
_GENERATIONS = 4


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add = parser.add_argument
    add("what", metavar="DNA|FILE", help="a DNA, or a PNG or GIF of one sprite that pixelgen wrote")
    add("--out", required=True, type=_png, metavar="FILE", help="the .png file; missing folders are created")
    generations = whole_number(1, MOST_GENERATIONS)
    help_ = f"how many generations above the creature, 1 to {MOST_GENERATIONS} (default {_GENERATIONS})"
    add("--generations", type=generations, default=_GENERATIONS, metavar="N", help=help_)
    add("--library", type=Path, metavar="FILE", help="file of DNAs, one per line, with the ancestors")
    add("--flat", action="store_true", help="no shading: the pixels as the model drew them")
    add("--scale", type=whole_number(1, MAX_SCALE), default=1, metavar="K", help="enlarge each pixel K times")
    add("--no-mark", action="store_true", help=NO_MARK_HELP)
    add_force_option(parser)
    add_weights_option(parser)
    add("--no-cache", action="store_true", help="draw every sprite again and do not store it in the cache")
    add("--json", action="store_true", help="print one JSON object: the file, and each creature with its generation")


def _png(text: str) -> Path:
    if Path(text).suffix.lower() != ".png" or "\0" in text:
        raise argparse.ArgumentTypeError(f"must be a .png file; got {text!r}")
    return Path(text)


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """Write the picture and return the line to print. RequestError for a picture that is no creature of ours."""
    from pixelgen.commands.parent_source import needed_weights, parent_of
    from pixelgen.generator import ENGINE_VERSION
    from pixelgen.requests.dna_library import DnaLibrary

    check_place(options.out)
    generator = generator_factory(weights_that_drew(needed_weights([options.what]), options.weights))
    library = None if options.library is None else DnaLibrary.read(options.library)
    weights = generator.weights_digest
    request = parent_of(options.what, weights=weights, engine_version=ENGINE_VERSION, library=library)
    if not isinstance(request, SpriteRequest):
        raise PixelgenError(f"{options.what} has no family: it carries no DNA of these weights")
    look, dna = Appearance(shaded=not options.flat), generator.dna(request)
    tree = tree_of(request, generations=options.generations)
    size = max(tree_picture(tree, lambda _: None).shape) * options.scale
    if size > MAX_SIDE:
        raise RequestError(
            f"a picture has at most {MAX_SIDE} pixels a side; this tree has {size}; lower --generations or --scale"
        )

    def replaceable() -> None:
        check_replaceable({options.out: lambda content: _is_of(content, dna)}, force=options.force)

    replaceable()
    drawn = list(dict.fromkeys(node.one for node, _ in tree.all() if isinstance(node.one.origin, SpriteRequest)))
    wanted = [one.origin for one in drawn if isinstance(one.origin, SpriteRequest)]
    with progress_bar(sys.stderr, what="ancestors") as progress:
        sprites = generator.sprites(wanted, progress=progress)
    pictures = {
        one: shown_of(sprite, origin, look, generator).strip()
        for one, origin, sprite in zip(drawn, wanted, sprites, strict=True)
    }
    pictures |= {
        node.one: look.lit(node.one.origin.indices, request.zone)
        for node, _ in tree.all()
        if isinstance(node.one.origin, Sprite)
    }
    picture = tree_picture(tree, pictures.get)
    text = {REQUEST_TEXT: request.canonical(), WEIGHTS_TEXT: weights, DNA_TEXT: dna}
    text[CHECKSUM_TEXT] = checksum(text, picture)
    replaceable()  # what came there while the sprites were drawn
    make_folder(options.out.parent)
    content = encode_png(picture, scale=options.scale, text=text)
    write_files({options.out: content if options.no_mark else marked(content)})
    if options.json:
        return json.dumps({"path": str(options.out), "dna": dna, "family": _members(tree), "weights": weights})
    return f"{options.out}  {dna}"


def _is_of(content: bytes, dna: str) -> bool:
    recorded = recorded_picture(content)
    return recorded is not None and recorded.unchanged and [*recorded.dnas] == [dna]


def _members(tree: Node) -> list[dict[str, object]]:
    """Each creature's name and generation, those of its parents, from the creature up."""
    return [
        {"name": node.one.name, "generation": above, "parents": [parent.one.name for parent in node.parents]}
        for node, above in tree.all()
    ]
