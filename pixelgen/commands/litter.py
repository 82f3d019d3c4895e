"""`pixelgen breed A B --litter N`: two parents and options -> the children of their cross -> a sheet of the family."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from pixelgen.commands.output.files import shown_of, write_sprites
from pixelgen.commands.output.gene_lines import gene_content, heredity_content, summary_lines
from pixelgen.commands.output.litter_sheet import BAR, litter_sheet
from pixelgen.commands.output.plan import Output, planned_output
from pixelgen.commands.output.sprite_maker import SpriteMaker
from pixelgen.commands.terminal.progress import progress_bar
from pixelgen.errors import RequestError
from pixelgen.files.sprite_png import MAX_SIDE
from pixelgen.quadtree import SIDE, Indices
from pixelgen.requests.request import SpriteRequest
from pixelgen.requests.usual_zones import category_named, usual_zone
from pixelgen.sprite import Sprite

if TYPE_CHECKING:
    from pixelgen.look.own_palette import OwnPalette
    from pixelgen.requests.heredity import Heredity

_WIDEST = 4  # children in a row
_NOT_WITH_IT = ("mask", "pattern", "count", "category", "colours")  # options of `breed` without a litter


def litter_requests(
    options: argparse.Namespace, generator: SpriteMaker, a: SpriteRequest | Sprite, b: SpriteRequest | Sprite
) -> list[SpriteRequest]:
    """The children. RequestError for options that do not go with a litter."""
    for name in _NOT_WITH_IT:
        if getattr(options, name) != options.parser.get_default(name):
            raise RequestError(f"--{name} does not go with --litter: children have what their genes say")
    if options.frames is not None:
        raise RequestError("--frames does not go with --litter: its sheet is a still")
    zone = options.zone
    if options.species is not None and zone is None and not isinstance(a, SpriteRequest) and not _is_request(b):
        zone = usual_zone(category_named(None, options.species) or "", options.species)
    return [
        *generator.litter(
            a,
            b,
            size=options.litter,
            seed=options.seed,
            pose=options.pose,
            temperature=options.temperature,
            zone=zone,
            species=options.species,
        )
    ]


def _is_request(one: SpriteRequest | Sprite) -> bool:
    return isinstance(one, SpriteRequest)


def planned_sheet(
    options: argparse.Namespace, requests: Sequence[SpriteRequest], palette: OwnPalette | None = None
) -> Output:
    """Where the sheet goes. RequestError for one that is too large, or a palette that leaves ramps out, which a child
    may have; else as `planned_output`.
    """
    if palette is not None and palette.colours:
        raise RequestError("a litter needs a palette that maps every ramp; name a list of colours, such as a .hex file")
    options.grid = True
    columns = max(2, min(_WIDEST, len(requests)))
    rows = 1 + -(-len(requests) // columns)
    if (rows * (SIDE + BAR)) * options.scale > MAX_SIDE:
        raise RequestError(
            f"a picture has at most {MAX_SIDE} pixels a side; {rows} rows of this scale have more; lower --litter or "
            f"--scale"
        )
    return planned_output(options, requests, columns, rgb=None if palette is None else palette.rgb_table())


def write_litter(
    options: argparse.Namespace,
    output: Output,
    parents: Sequence[SpriteRequest | Sprite],
    generator: SpriteMaker,
) -> str:
    """Draw parents and children, write the sheet, and say who gave what."""
    (file,) = output.files
    requests, drawn = file.requests, [one for one in parents if isinstance(one, SpriteRequest)]
    with progress_bar(sys.stderr, what="children") as progress:
        sprites = generator.sprites([*drawn, *requests], progress=progress)
    known = iter(sprites[: len(drawn)])
    pictures = [
        shown_of(next(known), one, output.look, generator).strip()
        if isinstance(one, SpriteRequest)
        else output.look.lit(one.indices, requests[0].zone)
        for one in parents
    ]
    heredities = [_heredity(request) for request in requests]
    said = write_sprites(
        options,
        output,
        sprites[len(drawn) :],
        generator=generator,
        arrange=partial(_arranged, pictures, heredities),
    )
    if options.json:
        return json.dumps(
            {
                **json.loads(said),
                "parents": _parents(parents, generator),
                "children": [
                    {**heredity_content(heredity), "genes": gene_content(generator.genome(request), heredity)}
                    for request, heredity in zip(requests, heredities, strict=True)
                ],
            }
        )
    lines = [str(file.path)]
    for name, dna in zip("AB", _parents(parents, generator), strict=True):
        lines.append(f"  {name}  {dna or 'a picture'}")
    for number, (request, heredity) in enumerate(zip(requests, heredities, strict=True), 1):
        lines.append(f"  {number}  {generator.dna(request)}")
        lines += [f"     {line}" for line in summary_lines(generator.genome(request), heredity)]
    return "\n".join([*lines, _LEGEND])


_LEGEND = (
    "The squares under a child: family, accent, build, limbs, pattern, eye, growth, glow; red of A, blue of B, yellow "
    "new; the line below, the hidden allele."
)


def _arranged(
    parents: Sequence[Indices], heredities: Sequence[Heredity], children: Sequence[Indices], columns: int
) -> Indices:
    return litter_sheet(parents, children, heredities, columns)


def _parents(parents: Sequence[SpriteRequest | Sprite], generator: SpriteMaker) -> list[str | None]:
    """DNA of each; None for a picture."""
    return [generator.dna(one) if isinstance(one, SpriteRequest) else None for one in parents]


def _heredity(request: SpriteRequest) -> Heredity:
    assert request.heredity is not None
    return request.heredity
