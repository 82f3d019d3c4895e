"""`pixelgen show`: a DNA, or a picture that carries one -> what it holds, in lines or JSON. Draws for parts alone."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pixelgen.cache.entry import decode_entry
from pixelgen.commands.old_weights import weights_that_drew
from pixelgen.commands.output.gene_lines import gene_content, gene_lines, kept_words
from pixelgen.commands.output.part_lines import part_content, part_lines
from pixelgen.commands.output.recorded_picture import read_file, recorded_picture
from pixelgen.commands.output.sprite_maker import GeneratorFactory
from pixelgen.commands.terminal.weights_option import add_weights_option
from pixelgen.errors import PixelgenError
from pixelgen.files.picture_file import picture_text
from pixelgen.files.sprite_png import REQUEST_TEXT
from pixelgen.genetics.genome import Genome
from pixelgen.requests.dna import Dna, decode_dna, encode_dna, family, recorded_weights
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.dna_text import PREFIX
from pixelgen.requests.lineage import DRAWN, Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

HELP = "explain a DNA, or a picture that carries one"
DESCRIPTION = """\
Print what a DNA holds: zone, species, colours, seed, sampling, parents. It is read from the command line, or from a
PNG or GIF that pixelgen wrote; of a sheet, the DNA of each sprite is listed. With --genes, also the two alleles that
the creature has of each trait: the one that it shows, and the one that it hides and that may show in its children; of a
child of a litter, who gave them. With --parts, also what each pixel of the sprite belongs to, for which it is drawn;
else nothing is."""
EPILOG = """\
examples:
  pixelgen show pg1_AQIJIVCRZNS9GgEJAAc8iVifDm
  pixelgen show child.png
  pixelgen show child.png --json
  pixelgen show fish.png --genes --parts
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("what", metavar="DNA|FILE", help="a DNA, or a PNG or GIF that pixelgen wrote")
    parser.add_argument("--library", type=Path, metavar="FILE", help="file of DNAs, one per line, with the ancestors")
    parser.add_argument("--genes", action="store_true", help="add the alleles of each trait, which need the weights")
    parser.add_argument("--parts", action="store_true", help="add a map of what each pixel belongs to: body, fin, eye")
    add_weights_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object: dna, request, family and so on")


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """The lines to print. DnaError for a damaged DNA, PixelgenError for a picture that carries none; for genes,
    WeightsError for a DNA of other weights, RequestError for one whose first parent is known by name alone."""
    dnas, facts = ([options.what.strip()], {}) if options.what.startswith(PREFIX) else _of_file(options.what)
    library = None if options.library is None else DnaLibrary.read(options.library)
    read = [(decode_dna(text), text) for text in dnas]
    if library is not None:
        read = [(library.complete(dna), text) for dna, text in read]
    told = _told([dna for dna, _ in read], options, generator_factory)
    if len(read) > 1:
        return _of_sheet(read, facts, told, as_json=options.json)
    ((dna, text),), (more,) = read, told
    if options.json:
        return json.dumps({**facts, **_content(dna, text, more)})
    lines = [f"{name:<12} {value}" for name, value in {**_lines(dna, text), **facts}.items()]
    return "\n".join([*lines, *more.lines(dna.request)])


@dataclass(frozen=True, slots=True)
class _Told:
    """What only the weights can tell of a creature; None where it was not asked for."""

    genome: Genome | None
    sprite: Sprite | None

    def lines(self, request: SpriteRequest) -> list[str]:
        """A blank line before each of the two."""
        lines = [] if self.genome is None else ["", *gene_lines(self.genome, request.heredity)]
        return lines if self.sprite is None else [*lines, "", *part_lines(self.sprite)]

    def content(self, request: SpriteRequest) -> dict[str, Any]:
        genes = {} if self.genome is None else {"genes": gene_content(self.genome, request.heredity)}
        return genes if self.sprite is None else {**genes, "parts": part_content(self.sprite)}


def _told(dnas: Sequence[Dna], options: argparse.Namespace, generator_factory: GeneratorFactory) -> list[_Told]:
    """Of each DNA."""
    if not (options.genes or options.parts):
        return [_Told(None, None) for _ in dnas]
    from pixelgen.generator import ENGINE_VERSION

    generator = generator_factory(weights_that_drew([dna.needed_weights for dna in dnas], options.weights))
    for dna in dnas:
        dna.check_drawn_with(generator.weights_digest, ENGINE_VERSION)
    requests = [dna.request for dna in dnas]
    genomes = [generator.genome(request) if options.genes else None for request in requests]
    sprites = generator.sprites(requests) if options.parts else [None for _ in requests]
    return [_Told(genome, sprite) for genome, sprite in zip(genomes, sprites, strict=True)]


def _of_file(named: str) -> tuple[list[str], dict[str, Any]]:
    """The DNAs that a picture carries, and what is known of its pixels."""
    content = read_file(Path(named))
    recorded = recorded_picture(content)
    if recorded is None:
        return [_of_entry(named, content)], {"pixels": "as drawn"}
    facts: dict[str, Any] = {"pixels": "as drawn" if recorded.unchanged else "changed since"}
    return [*recorded.dnas], ({"frames": recorded.frames} if recorded.frames > 1 else {}) | facts


def _of_entry(named: str, content: bytes) -> str:
    """The DNA of an entry of the cache, which knows the parents by name."""
    found, entry = picture_text(content), decode_entry(content)
    canonical = "" if found is None else found[1].get(REQUEST_TEXT, "")
    if entry is None or not canonical:
        raise PixelgenError(
            f"{named} carries no DNA: it is no PNG or GIF that `pixelgen generate` or `breed` wrote, "
            "and no whole entry of the cache"
        )
    request = SpriteRequest.from_canonical(canonical)
    return encode_dna(request, weights=recorded_weights(entry[0].weights), engine_version=entry[0].engine_version)


def _of_sheet(read: Sequence[tuple[Dna, str]], facts: dict[str, Any], told: Sequence[_Told], *, as_json: bool) -> str:
    if as_json:
        sprites = [_content(dna, text, more) for (dna, text), more in zip(read, told, strict=True)]
        return json.dumps({**facts, "sprites": sprites})
    lines = [f"a sheet of {len(read)} sprites"]
    for (dna, text), more in zip(read, told, strict=True):
        found = more.lines(dna.request)
        lines += [f"{_kind(dna.request)}, seed {dna.request.seed}  {text}", *found[1:], *[""] * bool(found)]
    return "\n".join([*lines, *(f"{name:<12} {value}" for name, value in facts.items())])


def _kind(request: SpriteRequest) -> str:
    return f"{request.zone} {request.species or request.category}"


def _content(dna: Dna, text: str, more: _Told) -> dict[str, Any]:
    members = [{"name": one.name, "request": _request(one)} for one in family(dna.request)[:-1]]
    return {
        "dna": text,
        "request": json.loads(dna.request.canonical()),
        "key": dna.request.key(),
        "drawn_as": None if dna.chosen is None else {"species": dna.chosen.species, "traits": {**dna.chosen.traits}},
        "weights": dna.weights,
        "engine_version": dna.engine_version,
        "family": members,
        **more.content(dna.request),
    }


def _request(one: Parent) -> Any:
    return json.loads(one.origin.canonical()) if isinstance(one.origin, SpriteRequest) else None


def _lines(dna: Dna, text: str) -> dict[str, str]:
    request = dna.request
    truncation = [
        f"{name} {value:g}"
        for name, value, off in (
            ("top-k", request.top_k, 0),
            ("top-p", request.top_p, 1),
            ("min-p", request.min_p, 0),
        )
        if value != off
    ]
    lines = {
        "zone": request.zone,
        "category": request.category,
        "species": request.species or "any",
        "colours": ", ".join(request.colours) or _open_colours(request),
        **dict(request.traits),
        "seed": str(request.seed),
        "temperature": ", ".join([f"{request.temperature:g}", *truncation]),
    }
    if dna.chosen is not None:
        traits = [f"{trait} {value}" for trait, value in dna.chosen.traits.items()]
        lines["drawn as"] = ", ".join([dna.chosen.species, *traits])
    if request.mask is not None:
        lines["drawn again"] = _mask(request.mask)
    if request.heredity is not None:
        lines["parts of A"] = kept_words(request.heredity)
    if request.parents:
        ancestors = len(family(request)) - 1
        for place, parent in zip("AB", request.parents, strict=False):
            lines[f"parent {place}"] = _parent(parent, dna)
        lines["ancestors"] = f"{ancestors}, each counted once"
    return {**lines, "weights": f"{dna.weights}, engine version {dna.engine_version}", "dna": text}


def _open_colours(request: SpriteRequest) -> str:
    if request.heredity is not None:
        return "those of its traits"
    return "any" if len(request.parents) < 2 else "those of the second parent"


def _mask(mask: Mask) -> str:
    if mask.pattern == DRAWN:
        return f"{int(mask.drawn_pixels().sum())} pixels of a drawn mask"
    return f"{mask.share:.0%} in {mask.pattern}"


def _parent(parent: Parent, dna: Dna) -> str:
    if isinstance(parent.origin, Sprite):
        return "a picture; this DNA holds its pixels"
    if not isinstance(parent.origin, SpriteRequest):
        return f"{parent.name[:24]}..., known by name alone: --library or a cache may have it"
    one = parent.origin
    text = encode_dna(one, weights=dna.weights, engine_version=dna.engine_version)
    shown = text if len(text) <= 100 else f"{text[:100]}..."
    return f"{_kind(one)}, seed {one.seed}  {shown}"
