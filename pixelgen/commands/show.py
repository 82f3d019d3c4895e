"""`pixelgen show`: a DNA, or a picture that carries one -> what it holds, in lines or JSON. Draws nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pixelgen.cache.entry import decode_entry
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
from pixelgen.vocabulary import TRAITS

HELP = "explain a DNA, or a picture that carries one"
DESCRIPTION = """\
Print what a DNA holds: zone, species, colours, seed, sampling, parents. It is read from the command line, or from a
PNG or GIF that pixelgen wrote; of a sheet, the DNA of each sprite is listed. With --genes, also the two alleles that
the creature has of each trait: the one that it shows, and the one that it hides and that may show in its children.
Nothing is drawn."""
EPILOG = """\
examples:
  pixelgen show pg1_AQIJIVCRZNS9GgEJAAc8iVifDm
  pixelgen show child.png
  pixelgen show child.png --json
  pixelgen show fish.png --genes
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("what", metavar="DNA|FILE", help="a DNA, or a PNG or GIF that pixelgen wrote")
    parser.add_argument("--library", type=Path, metavar="FILE", help="file of DNAs, one per line, with the ancestors")
    parser.add_argument("--genes", action="store_true", help="add the alleles of each trait, which need the weights")
    add_weights_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object: dna, request, family and so on")


def run(options: argparse.Namespace, generator_factory: GeneratorFactory) -> str:
    """The lines to print. DnaError for a damaged DNA, PixelgenError for a picture that carries none; for genes,
    WeightsError for a DNA of other weights, RequestError for one of a bred sprite."""
    dnas, facts = ([options.what.strip()], {}) if options.what.startswith(PREFIX) else _of_file(options.what)
    library = None if options.library is None else DnaLibrary.read(options.library)
    read = [(decode_dna(text), text) for text in dnas]
    if library is not None:
        read = [(library.complete(dna), text) for dna, text in read]
    genomes = _genomes([dna for dna, _ in read], options, generator_factory)
    if len(read) > 1:
        return _of_sheet(read, facts, genomes, as_json=options.json)
    ((dna, text),), (genome,) = read, genomes
    if options.json:
        return json.dumps({**facts, **_content(dna, text, genome)})
    lines = [f"{name:<12} {value}" for name, value in {**_lines(dna, text), **facts}.items()]
    return "\n".join(lines if genome is None else [*lines, "", *_alleles(genome)])


def _genomes(
    dnas: Sequence[Dna], options: argparse.Namespace, generator_factory: GeneratorFactory
) -> list[Genome | None]:
    """Of each, or None where they are not asked for."""
    if not options.genes:
        return [None for _ in dnas]
    from pixelgen.generator import ENGINE_VERSION

    generator = generator_factory(options.weights)
    for dna in dnas:
        dna.check_drawn_with(generator.weights_digest, ENGINE_VERSION)
    return [generator.genome(dna.request) for dna in dnas]


def _alleles(genome: Genome) -> list[str]:
    """A heading and a line a locus; traits that are known here first, in their order."""
    traits = sorted(genome.traits, key=lambda trait: [*TRAITS, trait].index(trait))
    return [
        f"genes of a {genome.species} of the {genome.zone}",
        *(f"{trait:<12} {_pair(genome.traits[trait], genome.hidden[trait])}" for trait in traits),
    ]


def _pair(shows: str, hides: str) -> str:
    return f"{shows}, twice" if shows == hides else f"{shows}, hides {hides}"


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


def _of_sheet(
    read: Sequence[tuple[Dna, str]], facts: dict[str, Any], genomes: Sequence[Genome | None], *, as_json: bool
) -> str:
    if as_json:
        sprites = [_content(dna, text, genome) for (dna, text), genome in zip(read, genomes, strict=True)]
        return json.dumps({**facts, "sprites": sprites})
    lines = [f"a sheet of {len(read)} sprites"]
    for (dna, text), genome in zip(read, genomes, strict=True):
        lines.append(f"{_kind(dna.request)}, seed {dna.request.seed}  {text}")
        if genome is not None:
            lines += [*_alleles(genome), ""]
    return "\n".join([*lines, *(f"{name:<12} {value}" for name, value in facts.items())])


def _kind(request: SpriteRequest) -> str:
    return f"{request.zone} {request.species or request.category}"


def _content(dna: Dna, text: str, genome: Genome | None) -> dict[str, Any]:
    members = [{"name": one.name, "request": _request(one)} for one in family(dna.request)[:-1]]
    return {
        "dna": text,
        "request": json.loads(dna.request.canonical()),
        "key": dna.request.key(),
        "drawn_as": None if dna.chosen is None else {"species": dna.chosen.species, "traits": {**dna.chosen.traits}},
        "weights": dna.weights,
        "engine_version": dna.engine_version,
        "family": members,
        **({} if genome is None else {"genes": _genes(genome)}),
    }


def _genes(genome: Genome) -> dict[str, dict[str, str]]:
    return {locus.trait: {"shown": locus.shown, "hidden": locus.hidden} for locus in genome.loci}


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
        "colours": ", ".join(request.colours) or ("any" if len(request.parents) < 2 else "those of the second parent"),
        **dict(request.traits),
        "seed": str(request.seed),
        "temperature": ", ".join([f"{request.temperature:g}", *truncation]),
    }
    if dna.chosen is not None:
        traits = [f"{trait} {value}" for trait, value in dna.chosen.traits.items()]
        lines["drawn as"] = ", ".join([dna.chosen.species, *traits])
    if request.mask is not None:
        ancestors = len(family(request)) - 1
        lines["drawn again"] = _mask(request.mask)
        for place, parent in zip("AB", request.parents, strict=False):
            lines[f"parent {place}"] = _parent(parent, dna)
        lines["ancestors"] = f"{ancestors}, each counted once"
    return {**lines, "weights": f"{dna.weights}, engine version {dna.engine_version}", "dna": text}


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
