"""Planned files and their sprites -> PNG or GIF files on the disk, and the lines that list them.

Knows what is written into a picture; knows nothing of how a sprite is made.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pixelgen.commands.output.plan import Output, PlannedFile, columns_of
from pixelgen.files.sprite_png import CHECKSUM_TEXT, DNA_TEXT, FRAMES_TEXT, REQUEST_TEXT, WEIGHTS_TEXT
from pixelgen.files.whole_files import write_files
from pixelgen.look.appearance import Appearance, Shown

if TYPE_CHECKING:
    from pixelgen.commands.output.sprite_maker import SpriteMaker
    from pixelgen.quadtree import Indices
    from pixelgen.requests.request import SpriteRequest
    from pixelgen.sprite import Sprite

    Arrangement = Callable[[Sequence[Indices], int], Indices]  # pictures of one size, columns -> their sheet


def shown_of(sprite: Sprite, request: SpriteRequest, look: Appearance, generator: SpriteMaker) -> Shown:
    """What is shown of a request's sprite."""
    species = generator.species_of(request)
    return look.shown(sprite.indices, request.zone, request.category, species, parts=sprite.parts)


def write_sprites(
    options: argparse.Namespace,
    output: Output,
    sprites: Sequence[Sprite],
    *,
    generator: SpriteMaker,
    arrange: Arrangement | None = None,
) -> str:
    """Write all files at once -> the lines to print: each path with the DNA of its sprites, or JSON.

    arrange: puts the pictures of a still sheet together; None is row by row. The digest of a sprite is that of its flat
    pixels, whatever is shown of it. PixelgenError when a file may not be replaced or cannot be written.
    """
    weights = generator.weights_digest
    waiting = iter(sprites)
    contents: dict[Path, bytes] = {}
    entries: list[dict[str, Any]] = []
    lines: list[str] = []
    for file in output.files:
        drawn = [next(waiting) for _ in file.requests]
        shown = [
            shown_of(sprite, request, output.look, generator)
            for sprite, request in zip(drawn, file.requests, strict=True)
        ]
        dnas, single = [generator.dna(request) for request in file.requests], file.columns is None
        text = _text(file, shown, dnas, weights=weights, look=output.look)
        contents[file.path] = _content(file, shown, text, output, arrange)
        entry = {
            "path": str(file.path),
            "request": json.loads(text[REQUEST_TEXT]),
            "dna": dnas[0] if single else dnas,
            "digest": drawn[0].digest() if single else [sprite.digest() for sprite in drawn],
        }
        if FRAMES_TEXT in text:
            entry["frames"] = json.loads(text[FRAMES_TEXT])
        entries.append(entry)
        lines += [f"{file.path}  {dnas[0]}"] if single else [str(file.path), *(f"  {dna}" for dna in dnas)]
    output.check_replaceable(generator.dna)  # what came there while the sprites were drawn
    write_files(contents)
    return json.dumps({"files": entries, "weights": weights}) if options.json else "\n".join(lines)


def _text(
    file: PlannedFile, shown: Sequence[Shown], dnas: Sequence[str], *, weights: str, look: Appearance
) -> dict[str, str]:
    """What a picture carries: its requests, the weights, the DNA, and the frames of an animation."""
    single = file.columns is None
    canonicals = [request.canonical() for request in file.requests]
    text = {
        REQUEST_TEXT: canonicals[0] if single else f"[{','.join(canonicals)}]",
        WEIGHTS_TEXT: weights,
        DNA_TEXT: " ".join(dnas),
    }
    if look.frames is not None:
        moves = [{"animation": look.animation, "durations_ms": one.durations_ms.tolist()} for one in shown]
        text[FRAMES_TEXT] = json.dumps(moves[0] if single else moves)
    return text


def _content(
    file: PlannedFile, shown: Sequence[Shown], text: dict[str, str], output: Output, arrange: Arrangement | None
) -> bytes:
    from pixelgen.cache.entry import checksum
    from pixelgen.files.generated_mark import marked
    from pixelgen.files.sprite_png import encode_png, sheet

    columns = columns_of(file, output.look)
    if file.is_gif:
        import numpy as np

        from pixelgen.files.animated_gif import gif_of_indices

        frames = np.stack([sheet(list(moment), columns) for moment in zip(*(one.frames for one in shown), strict=True)])
        first = shown[0]  # a sheet goes at the pace of its first sprite
        durations = first.durations_ms.tolist()
        film = gif_of_indices(frames, durations, scale=output.scale, loops=first.loops, rgb=output.rgb, text=text)
        return marked(film) if output.mark else film
    picture = (sheet if arrange is None else arrange)([one.strip() for one in shown], columns)
    text = {**text, CHECKSUM_TEXT: checksum(text, picture)}
    content = encode_png(picture, scale=output.scale, text=text, rgb=output.rgb)
    return marked(content) if output.mark else content
