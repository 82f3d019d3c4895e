"""`pixelgen show`: a DNA, or a PNG that carries one -> what it is, in lines or JSON. Draws nothing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pixelgen.cache.entry import decode_entry
from pixelgen.commands.parent_source import read_file, recorded_dna
from pixelgen.errors import PixelgenError
from pixelgen.files.picture_file import picture_text
from pixelgen.files.sprite_png import DNA_TEXT, REQUEST_TEXT
from pixelgen.requests.dna import Dna, decode_dna, encode_dna, family, recorded_weights
from pixelgen.requests.dna_library import DnaLibrary
from pixelgen.requests.dna_text import PREFIX
from pixelgen.requests.lineage import DRAWN, Mask, Parent
from pixelgen.requests.request import SpriteRequest
from pixelgen.sprite import Sprite

EPILOG = """\
examples:
  pixelgen show pg1_AQIJIVCRZNS9GgEJAAc8iVifDm
  pixelgen show child.png --json
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("what", metavar="DNA|PNG", help="a DNA, or a PNG that pixelgen wrote")
    parser.add_argument("--library", type=Path, metavar="FILE", help="file of DNAs, one a line, that knows ancestors")
    parser.add_argument("--json", action="store_true", help="print one JSON object: dna, request, family and the like")


def run(options: argparse.Namespace) -> str:
    """The lines to print."""
    facts: dict[str, Any] = {}
    if options.what.startswith(PREFIX):
        dna, text = decode_dna(options.what), options.what.strip()
    else:
        dna, text, facts["pixels"] = _of_picture(options.what)
    if options.library is not None:
        dna = DnaLibrary.read(options.library).complete(dna)
    if options.json:
        return json.dumps({**facts, **_content(dna, text)})
    return "\n".join(f"{name:<12} {value}" for name, value in {**_lines(dna, text), **facts}.items())


def _of_picture(named: str) -> tuple[Dna, str, str]:
    """What a picture carries: its DNA, that as text, and whether its pixels are still the DNA's."""
    content = read_file(Path(named))
    found = picture_text(content)
    text = {} if found is None else found[1]
    if DNA_TEXT not in text:
        return _of_entry(named, content, text.get(REQUEST_TEXT, ""))
    if " " in text[DNA_TEXT]:
        raise PixelgenError(f"{named} is a sheet; show one of its DNAs: {text[DNA_TEXT].split()[0]} ...")
    as_drawn = recorded_dna(content)[1]
    return decode_dna(text[DNA_TEXT]), text[DNA_TEXT], "as drawn" if as_drawn else "changed since"


def _of_entry(named: str, content: bytes, canonical: str) -> tuple[Dna, str, str]:
    """The same of an entry of the cache, which knows the parents by name."""
    entry = decode_entry(content)
    if entry is None or not canonical:
        raise PixelgenError(
            f"{named} is no PNG of one sprite that `pixelgen generate` or `breed` wrote, "
            "and no whole entry of the cache"
        )
    request = SpriteRequest.from_canonical(canonical)
    dna = Dna(request, recorded_weights(entry[0].weights), entry[0].engine_version)
    return dna, encode_dna(request, weights=dna.weights, engine_version=dna.engine_version), "as drawn"


def _content(dna: Dna, text: str) -> dict[str, Any]:
    members = [{"name": one.name, "request": _request(one)} for one in family(dna.request)[:-1]]
    return {
        "dna": text,
        "request": json.loads(dna.request.canonical()),
        "key": dna.request.key(),
        "weights": dna.weights,
        "engine_version": dna.engine_version,
        "family": members,
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
        "colours": ", ".join(request.colours) or ("any" if len(request.parents) < 2 else "those of the second parent"),
        "seed": str(request.seed),
        "temperature": ", ".join([f"{request.temperature:g}", *truncation]),
    }
    if request.mask is not None:
        ancestors = len(family(request)) - 1
        lines["drawn anew"] = _mask(request.mask)
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
        return "a picture, its pixels in this DNA"
    if not isinstance(parent.origin, SpriteRequest):
        return f"{parent.name[:24]}..., to be found in a cache"
    one = parent.origin
    text = encode_dna(one, weights=dna.weights, engine_version=dna.engine_version)
    shown = text if len(text) <= 100 else f"{text[:100]}..."
    return f"{one.zone} {one.species or one.category}, seed {one.seed}  {shown}"
